/*
 * A SQLite file that several processes share, and its statements. This is the only room that uses
 * SQLite. An error is reported once; afterwards the database does nothing, so programs must be able
 * to work without it. Every function accepts NULL for a database that could not be opened, and then
 * does nothing. */
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
    DATABASE_MOST_VALUE = 1 << 20, /* bytes of a text */
};

/* The contents of a file. The form must outlive the database. */
struct database_form {
    long version;        /* version of the tables, stored in user_version */
    const char *tables;  /* SQL that creates them */
    const char *upgrade; /* SQL that upgrades the tables of version - 1; NULL: files of that version
                            are refused */
    const char *statements[DATABASE_MOST_STATEMENTS]; /* SQL, with ?1, ?2, ... for the values */
    const char *without; /* for messages: how the program continues without the file */
    bool brief;          /* locks are held briefly, so waits for a lock are also short */

    /* For a file that is written once and then only read. */
    long application;   /* the kind of file, stored in application_id */
    const char *called; /* for messages: "a catalogue" */
    const char *remedy; /* for messages: "build one with cvi-catalog" */
};

/*
 * Opens the file, and creates it (0600, its directory 0700) if it does not exist. Returns a
 * database that the caller closes with database_close. Returns NULL with why (74, or 71) if the
 * file is unusable: corrupt, not writable, made by a newer version or by another program, or locked
 * for more than about five seconds (brief: one). A change may be lost if the machine crashes, but
 * not if a process does; the file is never damaged. */
CVI_MUST_USE struct database *database_open(const char *path, const struct database_form *form,
                                            struct why *why);

/* Does what database_open does, but reports a failure as a warning with form->without. */
CVI_MUST_USE struct database *database_open_or_warn(const char *path,
                                                    const struct database_form *form);

/*
 * Opens an empty file that only this process writes. Others read it only when it is finished, so
 * nothing is journalled or synced. Sorting uses up to three times cache_kib KiB of memory, and
 * beyond that unnamed files in directory, which is borrowed for the rest of the program. Errors are
 * not reported; database_why returns them. Returns NULL with why (74). */
CVI_MUST_USE struct database *database_open_draft(const char *path,
                                                  const struct database_form *form,
                                                  const char *directory, long cache_kib,
                                                  struct why *why);

/*
 * Opens a finished file to read it. It may be replaced meanwhile, but not changed. Returns NULL
 * with why: 66 (cannot be opened), 65 (not such a file, or of another version). */
CVI_MUST_USE struct database *
database_open_finished(const char *path, const struct database_form *form, struct why *why);

/*
 * Opens a file for reading that another program has written and may still have open. Writes
 * nothing, and creates no file next to it. Only the statements in form are used. A write-ahead log
 * next to the file is also read. A link is resolved first. No lock is taken, so call
 * database_has_changed at the end. Later errors are not reported; database_why returns them.
 * Returns NULL with why: 66 (cannot be opened, is being written, or an unfinished change lies
 * beside it), 65 (damaged, not a database, or without the tables and columns that the statements
 * name). */
CVI_MUST_USE struct database *
database_open_foreign(const char *path, const struct database_form *form, struct why *why);

/* Returns whether a file of database_open_foreign has changed since it was opened, so that the rows
 * that were read may be partly old, partly new, and incomplete. Returns false for other files. */
bool database_has_changed(const struct database *database);

/* Returns true if there was no error; otherwise fills why with the error (74) and returns false.
 * database must not be NULL. */
bool database_why(const struct database *database, struct why *why);

/* From now on, calls is_over occasionally while a statement runs, and fails the statement if it
 * returns true. */
void database_watch(struct database *database, bool (*is_over)(void));

/* Settles the database and closes it. */
void database_close(struct database *database);

/* Returns whether the database is NULL or had an error, so that all other calls fail. */
bool database_is_broken(const struct database *database);

/* Bind a value to a parameter, from 1 on, of a statement (its number in form). The text is borrowed
 * until the statement is finished. */
void database_bind_text(struct database *database, int statement, int place, const char *text);
void database_bind_number(struct database *database, int statement, int place, int64_t number);

/* Steps to the next row. Returns false after the last row, or after an error. */
bool database_step(struct database *database, int statement);

/* Return a column of the row, from 0 on. The text (NULL: none) is borrowed until the next step. */
int64_t database_number(struct database *database, int statement, int column);
const char *database_text(struct database *database, int statement, int column, size_t *length);

/* Return the number of columns of a statement, and the name of one (borrowed), for statements whose
 * columns are not fixed. */
int database_columns(const struct database *database, int statement);
const char *database_column_name(const struct database *database, int statement, int column);

enum database_kind { DATABASE_NULL, DATABASE_NUMBER, DATABASE_REAL, DATABASE_TEXT, DATABASE_BYTES };

/* Return the type of a value in a column of the row, and a real value. */
enum database_kind database_kind(const struct database *database, int statement, int column);
double database_real(const struct database *database, int statement, int column);

/* Resets a statement and its values. Call it after each use, except after database_run and
 * database_gather, which call it. */
void database_finish(struct database *database, int statement);

/* Runs a statement that returns no rows, and finishes it. Returns false after an error. */
bool database_run(struct database *database, int statement);

/* Begin and end a transaction, during which no other process reads or writes the changed data.
 * Return false after an error; then nothing has been changed. */
bool database_begin(struct database *database);
bool database_commit(struct database *database);

/*
 * Does what database_run does, in a transaction that stays open, so that many changes cost one
 * write. database_settle and every thousandth change end the transaction. Must not be used between
 * database_begin and database_commit. */
bool database_gather(struct database *database, int statement);
void database_settle(struct database *database);

/* Returns whether a crash would lose a change, because the database was not settled since. */
bool database_is_unsettled(const struct database *database);

#endif
