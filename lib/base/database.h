/*
 * Opens SQLite files that several processes share, and runs statements on them. No other directory
 * uses SQLite. The first error is printed as a warning, and all later calls fail, so programs must
 * be able to continue without the database. If opening fails, the database is NULL. Most functions
 * accept NULL and do nothing; those that do not are database_why, database_watch,
 * database_column_name, database_kind and database_real. */
#ifndef BASE_DATABASE_H
#define BASE_DATABASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"

struct database;

enum {
    DATABASE_MOST_STATEMENTS = 16,
    DATABASE_MOST_VALUE = 1 << 20, /* maximum bytes of a string */
};

/* Describes a kind of database file. Must outlive the databases that are opened with it. */
struct database_form {
    long version;       /* stored in user_version */
    const char *tables; /* SQL that creates the tables */
    /* SQL that upgrades the tables of `version` - 1; NULL: a file of `version` - 1 is rejected */
    const char *upgrade;
    const char *statements[DATABASE_MOST_STATEMENTS]; /* SQL, with ?1, ?2, ... for the values */
    const char *without; /* for warnings: how the program continues without the file */
    bool brief;          /* wait for a lock for only one second, not five */

    /* For database_open_draft and database_open_finished only. */
    long application;   /* the kind of file, stored in application_id */
    const char *called; /* for messages: what the file is, as in "a catalogue" */
    /* for messages: how to get such a file, as in "build a catalogue: cvi-catalog --fetch" */
    const char *remedy;
};

/*
 * Opens the file. If it does not exist, creates it with mode 0600, and its parent directory with
 * mode 0700. Returns a database, which the caller closes with database_close.
 * Returns NULL with `why` (exit status 73) if the parent directory cannot be created. Returns NULL
 * with `why` (exit status 74) if the file is corrupt, not writable, made by a newer version or
 * another program, or locked for too long (see form->brief).
 * If a process crashes, no committed change is lost. If the machine crashes, changes may be lost,
 * but the file is not damaged. */
CVI_MUST_USE struct database *database_open(const char *path, const struct database_form *form,
                                            struct why *why);

/* Does what database_open does. On failure, prints the reason and form->without as a warning, and
 * returns NULL. */
CVI_MUST_USE struct database *database_open_or_warn(const char *path,
                                                    const struct database_form *form);

/*
 * Opens an empty file to fill it. Nothing is journalled or synced, so other processes must not read
 * the file until it is finished. A sort uses up to three times `cache_kib` KiB of memory. If it
 * needs more, it also uses unnamed files in `directory`. Returns NULL with `why` (exit status 74).
 * Later errors are not printed; database_why returns them. */
CVI_MUST_USE struct database *database_open_draft(const char *path,
                                                  const struct database_form *form,
                                                  const char *directory, long cache_kib,
                                                  struct why *why);

/* Opens, for reading, a file that database_open_draft has made. While it is open, other processes
 * can replace the file, but must not change it. Returns NULL with `why`: exit status 66 if the file
 * cannot be opened; 65 if it is damaged, another kind of file, or of another version. */
CVI_MUST_USE struct database *
database_open_finished(const char *path, const struct database_form *form, struct why *why);

/*
 * Opens the database of another program for reading, even while that program has it open. Writes
 * nothing, and creates no file next to the database. Also reads a write-ahead log next to the file.
 * If `path` is a symbolic link, opens its target. Takes no lock, so the caller must call
 * database_has_changed when it has read everything. Later errors are not printed; database_why
 * returns them.
 * Returns NULL with `why`. The exit status in `why` is 66 if the file cannot be opened, is being
 * written, or has an unfinished transaction. It is 65 if the file is damaged or not a database, or
 * if it lacks a table or column that form->statements use. */
CVI_MUST_USE struct database *
database_open_foreign(const char *path, const struct database_form *form, struct why *why);

/* Returns whether a file that database_open_foreign opened has changed since then. If so, the rows
 * that were read may be incomplete, or partly old and partly new. */
bool database_has_changed(const struct database *database);

/* Returns true if there was no error. Otherwise returns false with `why` (exit status 74). */
bool database_why(const struct database *database, struct why *why);

/* From now on, calls `is_over` often while a statement runs, and makes the statement fail if
 * `is_over` returns true. If `is_over` is NULL, statements run to their end. */
void database_watch(struct database *database, bool (*is_over)(void));

/* Calls database_settle, and closes the database. */
void database_close(struct database *database);

/* Returns whether the database is NULL or has had an error. */
bool database_is_broken(const struct database *database);

/* Bind a value to a parameter of a statement. `statement` is the index in form->statements. `place`
 * is the number of the parameter, from 1. The text is borrowed until database_finish. */
void database_bind_text(struct database *database, int statement, int place, const char *text);
void database_bind_number(struct database *database, int statement, int place, int64_t number);

/* Moves to the statement's next row. Returns false if there are no more rows, or after an error. */
bool database_step(struct database *database, int statement);

/* Return the value in a column of the current row. Columns are numbered from 0. The text is
 * borrowed until the next step; it is NULL if the value is NULL. *length is its length in bytes. */
int64_t database_number(struct database *database, int statement, int column);
const char *database_text(struct database *database, int statement, int column, size_t *length);

/* Return the number of columns of a statement, and a column's name (borrowed). Useful for "SELECT
 * *". */
int database_columns(const struct database *database, int statement);
const char *database_column_name(const struct database *database, int statement, int column);

enum database_kind { DATABASE_NULL, DATABASE_NUMBER, DATABASE_REAL, DATABASE_TEXT, DATABASE_BYTES };

/* Return the type of the value in a column of the current row, and its value as a real number. */
enum database_kind database_kind(const struct database *database, int statement, int column);
double database_real(const struct database *database, int statement, int column);

/* Resets a statement and clears its bound values. Must be called after the last database_step. */
void database_finish(struct database *database, int statement);

/* Runs a statement that returns no rows, and calls database_finish. Returns false after an
 * error. */
bool database_run(struct database *database, int statement);

/* Begin and commit a transaction. Until the commit, other processes cannot write. Return false
 * after an error. The transaction is then rolled back, except in a draft (database_open_draft). */
bool database_begin(struct database *database);
bool database_commit(struct database *database);

/* database_gather does what database_run does, in a transaction that stays open, so that many
 * changes need only one write. It commits after every 1000 changes; database_settle commits the
 * rest. database_gather must not be called between database_begin and database_commit. */
bool database_gather(struct database *database, int statement);
void database_settle(struct database *database);

/* Returns whether database_gather has made changes that are not committed yet. */
bool database_is_unsettled(const struct database *database);

#endif
