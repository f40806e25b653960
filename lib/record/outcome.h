/* Decides the outcome of each record after all stages, and counts the outcomes. Pure: nothing here
 * does input or output. */
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
    OUTCOME_SKIPPED,    /* not searched for or not added, on purpose; see the causes */
    OUTCOME_FULL,       /* the list had no room */
    OUTCOME_FAILED,     /* Trakt rejected the title */
    OUTCOME_ERROR,      /* a stage failed on the record, or its keys are invalid */
    OUTCOME_NOT_TRIED,  /* a stage stopped before it reached the record; another run may add it */
    OUTCOME_MATCHED,    /* found on Trakt, but no program has added it */
    OUTCOME_UNSEARCHED, /* not searched for */
    OUTCOME_UNREADABLE, /* a line that is not a record */
    OUTCOMES
};

/* The words and texts for an outcome. */
struct outcome_form {
    const char *status; /* the word in a JSON document; several outcomes may share one */
    const char *word;   /* the word in a table; all words differ */
    const char *said;   /* shown for each record; the item's message, if any, follows */
    const char *label;  /* its line in the summary; NULL: it has no line of its own */
    const char *hint;   /* follows the number on that line; or NULL */
    const char *key;    /* its key in the summary of a JSON document; or NULL */
    bool added;         /* counted as added; all other outcomes are counted as failed */
    /* The reason that the summary gives when it lists a file with this outcome; "": the item's
     * message. NULL: the summary does not list such files. */
    const char *reason;
};

extern const struct outcome_form outcome_forms[OUTCOMES];

/* The cause of an ambiguous or skipped outcome, or a detail of another outcome. */
enum outcome_cause_id {
    CAUSE_NONE,         /* no cause, or a word that is not known here */
    CAUSE_SEVERAL,      /* several titles fit */
    CAUSE_BARE,         /* the name has a title but no year, and the match is not certain */
    CAUSE_RUNTIME,      /* the file is too short or too long */
    CAUSE_TYPE,         /* a film and a show fit */
    CAUSE_CHOSEN,       /* the user chose none of the titles */
    CAUSE_UNTITLED,     /* the name is not a title */
    CAUSE_PRIVATE,      /* a private recording */
    CAUSE_OTHER_TYPE,   /* not of the type that --type requests */
    CAUSE_EXTRA,        /* a trailer, a sample, ... */
    CAUSE_TAKEN_OFF,    /* the user removed it from the list */
    CAUSE_NO_EPISODE,   /* the episodes in the file are not known */
    CAUSE_NO_SEASON,    /* the season of an episode is not known */
    CAUSE_ABSOLUTE,     /* an episode has only a number counted across all seasons */
    CAUSE_SEASONS,      /* the file has episodes of several seasons */
    CAUSE_TOO_MANY,     /* the file has more than 1,000 episodes */
    CAUSE_UPDATED,      /* already on the list with other data, which cvi-add updated */
    CAUSE_WOULD_UPDATE, /* already on the list with other data; not updated in a dry run */
    CAUSE_IDS_DIFFER,   /* already on the list, with ids that contradict the record's */
    OUTCOME_CAUSES
};

/* The words and texts for a cause. */
struct outcome_cause {
    enum outcome outcome;
    const char *word;  /* match.reason or sync.code; NULL: records have no word for the cause */
    const char *said;  /* shown after the outcome when the record arrives; NULL: nothing */
    const char *label; /* shown in the summary, if the outcome has several causes */
};

extern const struct outcome_cause outcome_causes[OUTCOME_CAUSES];

/* Returns the outcome for an enum match_status and an enum sync_status. For either, -1 means that
 * the record has no such key. */
enum outcome outcome_judge(int match, int sync);

/* The outcome of one record, with its details. Strings are borrowed from the record, or from the
 * item itself. */
struct outcome_item {
    const json_t *record; /* the whole record, for formats that need more; NULL: not a record */
    enum outcome outcome;
    bool has_media;       /* the record has valid media with a title (but not CAUSE_UNTITLED) */
    struct media media;   /* the values from the file's name */
    bool has_match;       /* the record has a valid match with the status matched */
    struct match match;   /* the title on Trakt; set if has_match, so always if counted as added */
    const char *filename; /* NULL when unknown */
    const char *exact;    /* the name's bytes in base64, if filename is not exact; otherwise NULL */
    const char *list;     /* sync.list; NULL: the record has an error, or no sync object */
    const char *message;  /* the reason for an error or a full list; otherwise NULL */
    const char *reason;   /* match.reason or sync.code, if the outcome has causes; or NULL */
    const char *cause_text;      /* the cause as text for people; NULL: no cause */
    enum outcome_cause_id cause; /* the cause; CAUSE_NONE: none, or an unknown word */
    const json_t *considered;    /* the candidates if there is no match (--explain); or NULL */
    json_int_t line;             /* line number of an unreadable line; else 0 */
    json_int_t limit; /* OUTCOME_FULL: the list's maximum of items; RECORD_NONE: not known */
    json_int_t count; /* OUTCOME_FULL: number of items on the list; RECORD_NONE: not known */
    struct disagreement disagreements[DISAGREE_MOST]; /* between name and file */
    size_t disagreement_count;
    struct why why; /* message and cause_text may point into `why`, so do not copy an item */
};

/* Fills `item` from a record of any stage. Never fails: an invalid record has the outcome
 * OUTCOME_ERROR. */
void outcome_read(const json_t *record, struct outcome_item *item);

/* The members of a record that the counts and the summary need, as NULL-terminated paths for
 * json/pick.h. They include "op" and "to", which only the operations of cvi-plan have. */
extern const char *const outcome_count_reads[];

/* Appends the reason why the item was not added, such as "not found on Trakt". The outcome must
 * have a `reason` in outcome_forms. */
void outcome_add_reason(struct buf *out, const struct outcome_item *item);

/* Fills `item` for an input line that is not a record. `why` is the problem, borrowed. */
void outcome_garbled(json_int_t line, const char *why, struct outcome_item *item);

/* Returns whether `list` is a list other than the watchlist; false for NULL. */
bool outcome_is_custom_list(const char *list);

/* The counts so far. The caller initializes them with {0}, and frees them with
 * outcome_counts_release. */
struct outcome_counts {
    size_t total; /* records, each with one outcome */
    size_t outcomes[OUTCOMES];
    size_t causes[OUTCOME_CAUSES];
    size_t added[2];         /* records that are counted as added, by enum media_type */
    size_t existing[2];      /* those whose title was already on the list */
    size_t distinct[2];      /* number of different titles in `added` */
    struct titles titles;    /* the titles that `distinct` counts */
    struct titles taken_off; /* titles that the user removed from the list */
    char *list;              /* the list that the items are on; NULL: not known */
    size_t disagreeing;      /* records whose name and file disagree */
    bool mixed_lists;        /* the items are on several lists; `list` is the first */
    bool interrupted;        /* set by the caller: the run was stopped early */
    /* The caller sets these two for a report in the format of another service. With `extras`, an
     * extra is listed as its film. With `unmatched`, a record without a search is listed by the
     * title in its name. */
    bool extras;
    bool unmatched;
    int64_t time; /* set by the caller: time of the report in seconds since the epoch */
};

/* Counts the item. */
void outcome_count(struct outcome_counts *counts, const struct outcome_item *item);

/* Returns the number of records that --type excluded. They are counted neither as added nor as
 * failed. */
size_t outcome_left_out(const struct outcome_counts *counts);

/* Returns the number of records that were not added, except those that --type excluded. */
size_t outcome_failed(const struct outcome_counts *counts);

/* Returns whether several files share a title, so that there are fewer titles than files. */
bool outcome_repeats(const struct outcome_counts *counts);

/* Frees the contents and sets the counts to 0. */
void outcome_counts_release(struct outcome_counts *counts);

#endif
