/*
 * Opens SQLite files that several processes share, and runs statements on them. No other directory
 * uses SQLite. The first error is printed as a warning, and all later calls fail, so programs must
 * be able to continue without the database. The functions accept NULL for a database that could not
 * be opened, and then do nothing. The exceptions are database_why, database_watch,
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

/* Describes a kind of database file: its tables, its statements, and words for messages. A form
 * must outlive the databases that are opened with it. */
struct database_form {
    long version;        /* version of the tables, stored in user_version */
    const char *tables;  /* SQL that creates them */
    const char *upgrade; /* SQL that upgrades tables of `version` - 1; NULL: they are rejected */
    const char *statements[DATABASE_MOST_STATEMENTS]; /* SQL, with ?1, ?2, ... for the values */
    const char *without; /* for messages: how the program continues without the file */
    bool brief;          /* locks are held briefly, so wait only one second for a lock, not five */

    /* Only for database_open_draft and database_open_finished. */
    long application;   /* the kind of file, stored in application_id */
    const char *called; /* for messages: what the file is, "a catalogue" */
    const char *remedy; /* for messages: how to get such a file, "build one: cvi-catalog --fetch" */
};

/*
 * Opens the file. If it does not exist, creates it with mode 0600, and its parent directory with
 * mode 0700. Returns a database, which the caller closes with database_close. Returns NULL with why
 * if the parent directory cannot be created (73) or if the file is unusable (74): corrupt, not
 * writable, made by a newer version or by another program, or locked for about five seconds (one
 * second if form->brief is set). If only a process crashes, no change is lost. If the machine
 * crashes, changes may be lost, but the file is not damaged. */
CVI_MUST_USE struct database *database_open(const char *path, const struct database_form *form,
                                            struct why *why);

/* Does what database_open does. On failure, prints the reason and form->without as a warning, and
 * returns NULL. */
CVI_MUST_USE struct database *database_open_or_warn(const char *path,
                                                    const struct database_form *form);

/*
 * Opens an empty file to fill it. Other processes must not read the file until it is finished, so
 * nothing is journalled or synced. A sort uses up to three times `cache_kib` KiB of memory; a
 * larger sort also uses unnamed files in `directory`. Returns NULL with why (74). Later errors are
 * not printed; database_why returns them. */
CVI_MUST_USE struct database *database_open_draft(const char *path,
                                                  const struct database_form *form,
                                                  const char *directory, long cache_kib,
                                                  struct why *why);

/*
 * Opens a finished file for reading. While it is open, other processes may replace the file, but
 * must not change it. Returns NULL with why: 66 if the file cannot be opened; 65 if it is damaged,
 * another kind of file, or of another version. */
CVI_MUST_USE struct database *
database_open_finished(const char *path, const struct database_form *form, struct why *why);

/*
 * Opens the database of another program for reading. That program may still have the file open.
 * Writes nothing, and creates no file next to the database. Runs only the statements in `form`.
 * Also reads a write-ahead log next to the file. If `path` is a symbolic link, opens its target.
 * Takes no lock, so the caller must call database_has_changed when it has read everything. Later
 * errors are not printed; database_why returns them.
 * Returns NULL with why. The status is 66 if the file cannot be opened, is being written, or has an
 * unfinished transaction. It is 65 if the file is damaged or not a database, or if it lacks a table
 * or column that the statements name. */
CVI_MUST_USE struct database *
database_open_foreign(const char *path, const struct database_form *form, struct why *why);

/* Returns whether a file of database_open_foreign has changed since it was opened. If it has, the
 * rows that were read may be incomplete, or partly old and partly new. Returns false for other
 * files. */
bool database_has_changed(const struct database *database);

/* Returns true if there was no error. Otherwise fills `why` (74) and returns false. `database` must
 * not be NULL. */
bool database_why(const struct database *database, struct why *why);

/* From now on, calls `is_over` often while a statement runs. If `is_over` returns true, the
 * statement fails. NULL: no more calls. */
void database_watch(struct database *database, bool (*is_over)(void));

/* Calls database_settle, and closes the database. */
void database_close(struct database *database);

/* Returns whether the database is NULL or has had an error. In both cases, all other calls fail. */
bool database_is_broken(const struct database *database);

/* Bind a value to a parameter of a statement. `statement` is its index in form->statements. `place`
 * is the parameter's number, from 1. The text is borrowed until database_finish. */
void database_bind_text(struct database *database, int statement, int place, const char *text);
void database_bind_number(struct database *database, int statement, int place, int64_t number);

/* Moves to the statement's next row. Returns false if there are no more rows, or after an error. */
bool database_step(struct database *database, int statement);

/* Return the value in a column of the current row. Columns are numbered from 0. The text is NULL if
 * the value is NULL; it is borrowed until the next step. *length is its length in bytes. */
int64_t database_number(struct database *database, int statement, int column);
const char *database_text(struct database *database, int statement, int column, size_t *length);

/* Return how many columns a statement has, and a column's name (borrowed). For statements such as
 * "SELECT *", whose columns are not fixed. */
int database_columns(const struct database *database, int statement);
const char *database_column_name(const struct database *database, int statement, int column);

enum database_kind { DATABASE_NULL, DATABASE_NUMBER, DATABASE_REAL, DATABASE_TEXT, DATABASE_BYTES };

/* Return the type of the value in a column of the current row, and its value as a real number. */
enum database_kind database_kind(const struct database *database, int statement, int column);
double database_real(const struct database *database, int statement, int column);

/* Resets a statement and clears its bound values. Call it after each use of a statement;
 * database_run and database_gather call it themselves. */
void database_finish(struct database *database, int statement);

/* Runs a statement that returns no rows, and calls database_finish. Returns false after an
 * error. */
bool database_run(struct database *database, int statement);

/* Begin and commit a transaction. Until it is committed, other processes do not see its changes,
 * and cannot write. Return false after an error; nothing has been changed then, except in a draft,
 * which has no journal. */
bool database_begin(struct database *database);
bool database_commit(struct database *database);

/*
 * Does what database_run does, in a transaction that stays open, so that many changes need only one
 * write. database_settle commits that transaction; it is also committed after every 1000 changes.
 * Must not be called between database_begin and database_commit. */
bool database_gather(struct database *database, int statement);
void database_settle(struct database *database);

/* Returns whether database_gather has made changes that are not committed yet. A crash would lose
 * them. */
bool database_is_unsettled(const struct database *database);

#endif
