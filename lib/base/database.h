/*
 * A SQLite file that several processes share, and its statements: the file that knows SQLite. What
 * goes wrong is told once, and from then on the database does nothing: nothing may depend on it. */
#ifndef BASE_DATABASE_H
#define BASE_DATABASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"

struct database;

enum {
    DATABASE_MOST_STATEMENTS = 8,
    DATABASE_MOST_VALUE = 1 << 20, /* bytes of a text */
};

/* What a file holds; lives as long as the program. */
struct database_form {
    long version;                                     /* of the tables, kept in user_version */
    const char *tables;                               /* SQL that makes them */
    const char *statements[DATABASE_MOST_STATEMENTS]; /* each with ?1, ?2, ... for its values */
    const char *without; /* for messages: "going on without it", or what is done instead */
    bool brief;          /* nobody holds the lock for long, so nobody waits for it long */
};

/*
 * Opens the file, which is made (0600, its directory 0700) when missing. NULL with why (74, or 71)
 * when it cannot be used: corrupt, not to be written, of a newer version, somebody else's, or
 * locked for more than some five seconds (brief: one). What is changed may be lost when the machine
 * dies, not when a process does; the file stays whole. New; ends with database_close. */
CVI_MUST_USE struct database *database_open(const char *path, const struct database_form *form,
                                            struct why *why);
/* NULL is fine. */
void database_close(struct database *database);

/* Whether something went wrong, and was told. Then all that follows does nothing, and fails. */
bool database_is_broken(const struct database *database);

/* Values of a statement (by its number in form), from place 1 on. The text is borrowed until the
 * statement is finished. */
void database_bind_text(struct database *database, int statement, int place, const char *text);
void database_bind_number(struct database *database, int statement, int place, int64_t number);

/* Goes to the next row. False when there is none, or it failed. */
bool database_step(struct database *database, int statement);

/* A column of the row, from 0 on. The text (NULL: none) is borrowed until the next step. */
int64_t database_number(struct database *database, int statement, int column);
const char *database_text(struct database *database, int statement, int column, size_t *length);

/* Forgets the values and rows of a statement. To be called after each use but database_run. */
void database_finish(struct database *database, int statement);

/* Carries out a statement that has no rows, and finishes it. False when it failed. */
bool database_run(struct database *database, int statement);

/* Between these two nobody else reads or writes what is going to be changed. False: it failed, and
 * nothing has been changed. */
bool database_begin(struct database *database);
bool database_commit(struct database *database);

#endif
