/* Declarations shared by the files of lib/plan: the plan while it is being made. */
#ifndef PLAN_PARTS_H
#define PLAN_PARTS_H

#include "add/list.h"
#include "base/file.h"
#include "copy/copy.h"
#include "ledger/ledger.h"
#include "plan/plan.h"
#include "record/operation.h"
#include "record/stage.h"

/* Why a record yields no operation. */
enum left_out {
    LEFT_NOT_MATCHED, /* cvi-match did not find the record's title, or was not certain */
    LEFT_FAILED,      /* a stage before this one failed */
    LEFT_NO_MATCH,    /* cvi-match has not processed the record */
    LEFT_BAD_MATCH,   /* the match is invalid, or has no id that Trakt knows */
    LEFT_IDS_DIFFER,  /* the ids contradict those of an earlier file of the title */
    LEFT_EXTRA,
    LEFT_CORRUPT,    /* with settings.prune: the title would be removed again */
    LEFT_NO_EPISODE, /* this one and the next four: only in the collection, see copy/episodes.h */
    LEFT_NO_SEASON,
    LEFT_ABSOLUTE,
    LEFT_SEVERAL_SEASONS,
    LEFT_TOO_MANY,
    LEFT_REASONS,
};

/* The data on a title, in addition to its entry in the roster (add/roster.h). A title has the same
 * index in both arrays: its place. Strings are owned. */
struct plan_title {
    bool has_record; /* a record in the input has the title */
    bool owned;      /* a record in the input has the title, and the record's file was scanned */
    bool again;      /* with settings.again: the user removed the title, and it is added again */
    bool twin;       /* the same title is also at another place, which is used instead */
    bool update;     /* in the collection: the input's metadata differs and is not worse */
    char *title;     /* NULL: unknown */
    int year;        /* RECORD_NONE: unknown */
    char *filename;  /* NULL: none. In the collection: the file of the best copy */
    char *exact; /* the exact path of this file in the collection, if not UTF-8; otherwise NULL */
    struct copy copy; /* in the collection: the best copy among the title's files */
};

/* A planned removal. Strings are owned. */
struct plan_removal {
    struct title title; /* type, part and ids of the title */
    char *name;         /* NULL: unknown */
    int year;           /* RECORD_NONE: unknown */
    char *listed_at;    /* NULL: unknown */
    char *filename;     /* NULL: none */
    const char *why;    /* "gone" or "corrupt"; static */
};

/* The counts of the finished plan. */
struct plan_counts {
    size_t add, update, remove;
    size_t there; /* titles of the input that are on the list and need no update */
    size_t off;   /* titles that the user has removed, and that are not added again */
    size_t full;  /* titles that do not fit */
    size_t owned; /* titles of scanned files that are added or do not fit */
};

struct plan {
    struct plan_settings settings;
    struct trakt_account account;
    struct add_list list; /* its roster has every title of the list and of the input */
    struct plan_title *titles;
    size_t title_room;
    struct plan_removal *removals;
    size_t removal_count;
    struct ledger *ledger;   /* NULL: not found, or unusable */
    bool asked;              /* plan_read_list was called */
    struct file_draft draft; /* for settings.output */
    size_t left_out[LEFT_REASONS];
    struct plan_counts counts;
};

/* --- title.c --- */

/* Returns the data on the title at `place`. Valid until the next call. */
struct plan_title *plan_title_at(struct plan *plan, size_t place);

/* Frees the titles and the removals. */
void plan_titles_release(struct plan *plan);

/* --- decide.c --- */

/* Reads the list. The first call also opens the ledger. If the list cannot be read, stops the stage
 * and returns false. */
bool plan_read_list(struct stage *stage, struct plan *plan);

/* Returns the copy that the collection has of the title at `place`. The collection must have the
 * title. */
const struct copy *plan_copy_there(const struct plan *plan, size_t place);

/* Returns the slug of the logged-in user; NULL with an export. */
const char *plan_account(const struct plan *plan);

/* Decides the outcome of every title. Call it after the input has been read. If the list, the
 * account or the limits cannot be read, stops the stage and returns false. If a guard (prune.h)
 * objects to removals, raises the exit status and returns false. */
bool plan_decide(struct stage *stage, struct plan *plan);

/* --- remove.c --- */

/* Decides which titles are removed from the list, for settings.prune. Call it after the list and
 * the account have been read. If a guard objects, raises the exit status and returns false. Nothing
 * must be planned then. */
bool plan_remove(struct stage *stage, struct plan *plan);

/* --- print.c --- */

/* Prints the operations: first removals, then updates, then additions, so that there is room for
 * the additions. Returns false with `why` (exit status 74) if settings.output cannot be written. A
 * regular file is unchanged in this case. */
bool plan_print(struct plan *plan, struct why *why);

/* --- text.c --- */

/* Adds the line of an operation, as in a diff: "+ Heat (1995)". `after` is text to append to the
 * line, or "". `columns` is the width of the terminal; 0: not a terminal. */
void plan_add_line(struct buf *out, const struct operation *operation, const char *after,
                   size_t columns);

/* Adds the summary that follows the lines of operations: counts, titles that do not fit, and the
 * reasons why records are left out. */
void plan_add_summary(struct buf *out, const struct plan *plan);

/* Prints the summary on standard error, in one or two lines. It leaves out counts that follow from
 * the printed operations. */
void plan_report(const struct plan *plan);

/* --- next.c --- */

/* Prints the next command on a terminal, if the finished plan has operations. */
void plan_print_next(const struct plan *plan);

#endif
