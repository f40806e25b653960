/* The outcome of each record, and the counts. Pure: nothing here reads or writes. */
#ifndef RECORD_OUTCOME_H
#define RECORD_OUTCOME_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/msg.h"
#include "record/disagree.h"
#include "record/record.h"
#include "record/titles.h"

/* Every record has exactly one outcome. */
enum outcome {
    OUTCOME_ADDED,
    OUTCOME_EXISTING,   /* already on the list; counted as added */
    OUTCOME_WOULD_ADD,  /* a dry run would have added it; counted as added */
    OUTCOME_NOT_FOUND,  /* Trakt has no such title */
    OUTCOME_AMBIGUOUS,  /* the result is not certain, and the user did not choose */
    OUTCOME_SKIPPED,    /* not searched for, or not added, on purpose: see the causes */
    OUTCOME_FULL,       /* the list had no room */
    OUTCOME_FAILED,     /* Trakt rejected it */
    OUTCOME_ERROR,      /* a stage failed on it, or its keys are invalid */
    OUTCOME_NOT_TRIED,  /* a stage had stopped working before it: run the pipeline again */
    OUTCOME_MATCHED,    /* found on Trakt; not added by any program */
    OUTCOME_UNSEARCHED, /* not searched for */
    OUTCOME_UNREADABLE, /* a line that is not a record */
    OUTCOMES
};

/* The text for an outcome. */
struct outcome_form {
    const char *status; /* the word in a JSON document; several outcomes may share one */
    const char *word;   /* the word in a table; all words differ */
    const char *said;   /* when its record arrives; the item's message, if any, follows */
    const char *label;  /* in the summary, if it has its own line there; or NULL */
    const char *hint;   /* after the number in the summary; or NULL */
    const char *key;    /* its name in the summary of a document; or NULL */
    bool added;         /* counted as added; all others are counted as failed */
    const char *reason; /* the summary names the file, with these words ("": with the message); or
                         * NULL */
};

extern const struct outcome_form outcome_forms[OUTCOMES];

/* The cause of an ambiguous or skipped outcome, or a further detail of another one. */
enum outcome_cause_id {
    CAUSE_NONE,       /* another cause, or an unknown word */
    CAUSE_SEVERAL,    /* several titles fit */
    CAUSE_BARE,       /* only a title, which is accepted only when certain */
    CAUSE_RUNTIME,    /* the file is too short or too long */
    CAUSE_TYPE,       /* a film and a show fit */
    CAUSE_CHOSEN,     /* the user chose none of the titles */
    CAUSE_UNTITLED,   /* the name is not a title */
    CAUSE_PRIVATE,    /* a private recording */
    CAUSE_OTHER_TYPE, /* a show when only movies are requested, or a movie when only shows are */
    CAUSE_EXTRA,      /* a trailer, a sample, ... */
    CAUSE_TAKEN_OFF,  /* the user removed it from the list */
    CAUSE_NO_EPISODE, /* the episodes in the file are not known */
    CAUSE_NO_SEASON,
    CAUSE_ABSOLUTE,
    CAUSE_SEASONS,
    CAUSE_TOO_MANY,
    CAUSE_UPDATED,      /* it was on the list with other data, which was updated */
    CAUSE_WOULD_UPDATE, /* or would be in a dry run */
    CAUSE_IDS_DIFFER,   /* it was on the list, with an id that contradicts the record */
    OUTCOME_CAUSES
};

/* The text for a cause. */
struct outcome_cause {
    enum outcome outcome;
    const char *word;  /* match.reason or sync.code; NULL: not in a record */
    const char *said;  /* after the outcome, when its record arrives; NULL: nothing */
    const char *label; /* in the summary, if an outcome has several causes */
};

extern const struct outcome_cause outcome_causes[OUTCOME_CAUSES];

/* Returns the outcome of an enum match_status and an enum sync_status; -1 for either means that the
 * record has no such key. */
enum outcome outcome_judge(int match, int sync);

/* One record after reading. Strings are borrowed from the record, or from the item itself. */
struct outcome_item {
    const json_t *record; /* the whole record, for formats that need more; NULL: not a record */
    enum outcome outcome;
    bool has_media;       /* media has been read and has a title; otherwise it is not set */
    struct media media;   /* the values from the name */
    bool has_match;       /* match has been read, and its status is matched */
    struct match match;   /* the title on Trakt: set if the outcome is counted as added */
    const char *filename; /* NULL when unknown */
    const char *exact;    /* the name's bytes in base64, if filename is not exact; otherwise NULL */
    const char *list;     /* the list it is on, or would be; otherwise NULL */
    const char *message;  /* the reason for an error or a full list; otherwise NULL */
    const char *reason;   /* the word in the record for an ambiguous or skipped outcome; or NULL */
    const char *cause_text;      /* the same in words; NULL: no cause */
    enum outcome_cause_id cause; /* CAUSE_NONE unless it is ambiguous or skipped */
    const json_t *considered;    /* candidates of a title without a match (--explain); or NULL */
    json_int_t line;             /* line number of an unreadable line; else 0 */
    json_int_t limit;            /* for a full list: the maximum number of items; RECORD_NONE: not
                                  * known */
    json_int_t count;            /* its number of items; likewise */
    struct disagreement disagreements[DISAGREE_MOST]; /* of name and file */
    size_t disagreement_count;
    struct why why; /* message and cause_text may point here, so do not copy an item */
};

/* Fills item from a record of any stage. Never fails: an invalid record has the outcome
 * OUTCOME_ERROR. */
void outcome_read(const json_t *record, struct outcome_item *item);

/* The members of a record that the counts need (json/pick.h), those that the summary prints for a
 * file that it names, and op and to, which only the operations of cvi-plan have.
 * NULL-terminated. */
extern const char *const outcome_count_reads[];

/* Adds the reason why the item was not added, in a few words: "not found on Trakt". The form of the
 * outcome must have a reason. */
void outcome_add_reason(struct buf *out, const struct outcome_item *item);

/* Fills item for a line that is not a record. Borrows why. */
void outcome_garbled(json_int_t line, const char *why, struct outcome_item *item);

/* Returns whether the list is not the main watchlist. Returns false for NULL. */
bool outcome_is_custom_list(const char *list);

/* The counts so far. The caller starts with {0}, and ends it with outcome_counts_release. */
struct outcome_counts {
    size_t total; /* records, each with one outcome */
    size_t outcomes[OUTCOMES];
    size_t causes[OUTCOME_CAUSES];
    size_t added[2];         /* by enum media_type; include existing and would_add */
    size_t existing[2];      /* those titles that were on the list before */
    size_t distinct[2];      /* number of different titles among them */
    struct titles titles;    /* Trakt's ids are unique only within a type, so both are the key */
    struct titles taken_off; /* titles that the user removed from the list */
    char *list;              /* the list of all items that have one; NULL: not known */
    size_t disagreeing;      /* records whose name and file disagree */
    bool mixed_lists;        /* there are several lists; `list` is the first */
    bool interrupted;        /* set by the caller: the run was stopped early */
    bool extras;    /* likewise: in files for other services, extras stand for their films */
    bool unmatched; /* likewise: in these files, so do the names of files without a search */
    int64_t time;   /* likewise: time of this report in seconds since the epoch */
};

/* Adds the item to the counts. */
void outcome_count(struct outcome_counts *counts, const struct outcome_item *item);

/* Returns the number of records that --type left out. They are counted neither as added nor as
 * failed. */
size_t outcome_left_out(const struct outcome_counts *counts);

/* Returns the number of records that were not added, except those that --type left out. */
size_t outcome_failed(const struct outcome_counts *counts);

/* Returns whether several files share a title, so that there are fewer titles than files. */
bool outcome_repeats(const struct outcome_counts *counts);

/* Frees the contents and sets the counts to 0. */
void outcome_counts_release(struct outcome_counts *counts);

#endif
