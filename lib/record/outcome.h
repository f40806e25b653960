/* Decides and counts outcomes. An outcome is the final result for a record, after all programs of a
 * pipeline. Pure. */
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
    OUTCOME_EXISTING,  /* already on the list; counted as added */
    OUTCOME_WOULD_ADD, /* a dry run would have added it; counted as added */
    OUTCOME_NOT_FOUND, /* Trakt has no such title */
    OUTCOME_AMBIGUOUS, /* the match is not certain, and the user has not chosen one */
    OUTCOME_SKIPPED,   /* deliberately not searched for or not added */
    OUTCOME_FULL,      /* the list had no room */
    OUTCOME_FAILED,    /* Trakt rejected the title */
    OUTCOME_ERROR,     /* a program failed on the record, or its keys are invalid */
    /* a program stopped before it processed the record; another run can add it */
    OUTCOME_NOT_TRIED,
    OUTCOME_MATCHED,    /* found on Trakt, but not added */
    OUTCOME_UNSEARCHED, /* not searched for */
    OUTCOME_UNREADABLE, /* a line that is not a record */
    OUTCOMES
};

/* The words and texts for an outcome. */
struct outcome_form {
    const char *status; /* the word in a JSON document; not unique */
    const char *word;   /* the word in a table; unique */
    const char *said;   /* shown for each record, before the item's message */
    const char *label;  /* its line in the summary; NULL: it has no line */
    const char *hint;   /* shown at the end of that line; NULL: nothing */
    const char *key;    /* its key in the summary of a JSON document; NULL: it has no key */
    bool added;         /* counted as added, not as failed */
    /* The reason in the summary's list of files that were not added. "": the item's message. NULL:
     * files with this outcome are not in that list. */
    const char *reason;
};

extern const struct outcome_form outcome_forms[OUTCOMES];

/* The cause of an outcome. */
enum outcome_cause_id {
    CAUSE_NONE,         /* no cause, or a word that is not in outcome_causes */
    CAUSE_SEVERAL,      /* several titles fit */
    CAUSE_BARE,         /* the name has a title but no year, and the match is not certain */
    CAUSE_RUNTIME,      /* the file is too short or too long */
    CAUSE_TYPE,         /* both a film and a show fit */
    CAUSE_CHOSEN,       /* the user has rejected all titles */
    CAUSE_UNTITLED,     /* the name is not a title */
    CAUSE_PRIVATE,      /* a private recording */
    CAUSE_OTHER_TYPE,   /* its type is excluded by --type */
    CAUSE_EXTRA,        /* a trailer, a sample, ... */
    CAUSE_TAKEN_OFF,    /* the user has removed it from the list */
    CAUSE_NO_EPISODE,   /* the episodes in the file are not known */
    CAUSE_NO_SEASON,    /* the season of an episode is not known */
    CAUSE_ABSOLUTE,     /* an episode has only an absolute number, counted across all seasons */
    CAUSE_SEASONS,      /* the file has episodes of several seasons */
    CAUSE_TOO_MANY,     /* the file has more than 1,000 episodes */
    CAUSE_UPDATED,      /* already on the list with other data, which cvi-add has updated */
    CAUSE_WOULD_UPDATE, /* the same in a dry run, which does not update it */
    CAUSE_IDS_DIFFER,   /* already on the list, with ids that contradict the record's */
    OUTCOME_CAUSES
};

/* The words and texts for a cause. */
struct outcome_cause {
    enum outcome outcome;
    /* match.reason or sync.code; NULL: the cause of a record without such a key */
    const char *word;
    const char *said;  /* shown for each record, after the outcome; NULL: nothing */
    const char *label; /* shown in the summary */
};

extern const struct outcome_cause outcome_causes[OUTCOME_CAUSES];

/* Returns the outcome for an enum match_status and an enum sync_status; -1: the record does not
 * have this key. */
enum outcome outcome_judge(int match, int sync);

/* The outcome of one record, with details. Strings are borrowed from the record, or from the item
 * itself, so do not copy an item. */
struct outcome_item {
    const json_t *record; /* the whole record; NULL: not a record */
    enum outcome outcome;
    /* the record has valid media with a title; always false for CAUSE_UNTITLED */
    bool has_media;
    struct media media;     /* set if has_media: the values from the file's name */
    bool has_match;         /* the record has a valid match.status of "matched" */
    struct match match;     /* set if has_match: the title on Trakt */
    const char *filename;   /* NULL: unknown */
    const char *exact;      /* set if the name is not UTF-8: its bytes in base64; otherwise NULL */
    const char *list;       /* sync.list; NULL: the record has an error, or has no sync object */
    const char *message;    /* set for an error or a full list: the reason; otherwise NULL */
    const char *reason;     /* match.reason or sync.code; NULL: none */
    const char *cause_text; /* the cause in words for people; NULL: no cause */
    enum outcome_cause_id cause;
    /* set if there is no match, with --explain: the candidates; otherwise NULL */
    const json_t *considered;
    json_int_t line; /* set for an unreadable line: its number; otherwise 0 */
    /* set for OUTCOME_FULL: the list's maximum of items; RECORD_NONE: not known */
    json_int_t limit;
    /* set for OUTCOME_FULL: number of items on the list; RECORD_NONE: not known */
    json_int_t count;
    struct disagreement disagreements[DISAGREE_MOST];
    size_t disagreement_count;
    struct why why; /* memory for message and cause_text */
};

/* Fills `item` from a record of any program. An invalid record has the outcome OUTCOME_ERROR. */
void outcome_read(const json_t *record, struct outcome_item *item);

/* The members that the counts and the summary need, as NULL-terminated paths for json/pick.h. "op"
 * and "to" identify operations of cvi-plan, which are not records. */
extern const char *const outcome_count_reads[];

/* Appends the reason why the item was not added, such as "not found on Trakt". The outcome's
 * `reason` in outcome_forms must not be NULL. */
void outcome_add_reason(struct buf *out, const struct outcome_item *item);

/* Fills `item` for an input line that is not a record. `why` is the problem, borrowed by `item`. */
void outcome_garbled(json_int_t line, const char *why, struct outcome_item *item);

/* Returns whether `list` is a list other than the watchlist. Returns false for NULL. */
bool outcome_is_custom_list(const char *list);

/* Counts of outcomes. The caller initializes them with {0}, and frees them with
 * outcome_counts_release. */
struct outcome_counts {
    size_t total; /* records */
    size_t outcomes[OUTCOMES];
    size_t causes[OUTCOME_CAUSES];
    size_t added[2];         /* records that count as added, by enum media_type */
    size_t existing[2];      /* records in `added` whose title was already on the list */
    size_t distinct[2];      /* number of different titles in `added` */
    struct titles titles;    /* the different titles in `added` */
    struct titles taken_off; /* titles that the user removed from the list */
    char *list;              /* sync.list of the first item that has it; NULL: no item has it */
    size_t disagreeing;      /* records whose name and file disagree */
    bool mixed_lists;        /* the items have different values of sync.list */
    bool interrupted;        /* set by the caller: whether the run was stopped early */
    /* Set by the caller for reports in the format of another service. `extras`: list an extra as
     * its film. `unmatched`: if a record was not searched for, list it under the title in its file
     * name. */
    bool extras;
    bool unmatched;
    int64_t time; /* set by the caller: when the report is written, epoch s */
};

/* Counts the item. */
void outcome_count(struct outcome_counts *counts, const struct outcome_item *item);

/* Returns the number of records that --type excluded. These records do not count as added or as
 * failed. */
size_t outcome_left_out(const struct outcome_counts *counts);

/* Returns the number of records that count as failed. */
size_t outcome_failed(const struct outcome_counts *counts);

/* Returns whether several records that count as added have the same title. */
bool outcome_repeats(const struct outcome_counts *counts);

/* Frees the contents and sets the counts to 0. */
void outcome_counts_release(struct outcome_counts *counts);

#endif
