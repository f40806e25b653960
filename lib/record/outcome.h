/* The outcome of each record, and the counts of them. Pure: nothing here reads or writes. */
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
    OUTCOME_EXISTING,   /* was on the list already; counts as added */
    OUTCOME_WOULD_ADD,  /* a dry run would have added it; counts as added */
    OUTCOME_NOT_FOUND,  /* Trakt has no such title */
    OUTCOME_AMBIGUOUS,  /* what was found is not certain, and nobody chose */
    OUTCOME_SKIPPED,    /* it was not searched for, or not added, on purpose: see the causes */
    OUTCOME_FULL,       /* the list had no room for it */
    OUTCOME_FAILED,     /* Trakt did not take it */
    OUTCOME_ERROR,      /* some stage failed on it, or its keys are not what they should be */
    OUTCOME_NOT_TRIED,  /* a stage could no longer work when it came: run it again */
    OUTCOME_MATCHED,    /* found on Trakt; nobody tried to add it */
    OUTCOME_UNSEARCHED, /* nobody looked for it */
    OUTCOME_UNREADABLE, /* a line that is no record */
    OUTCOMES
};

/* How an outcome is shown. */
struct outcome_form {
    const char *status; /* in a JSON document; several outcomes may share one */
    const char *word;   /* in a table; no two have the same */
    const char *said;   /* as its record comes, with the item's message, if any, after it */
    const char *label;  /* in the summary, where it has a line of its own; or NULL */
    const char *hint;   /* after the number there; or NULL */
    const char *key;    /* likewise, in a document; or NULL */
    bool added;         /* counts as added; everything else counts as failed */
    const char *reason; /* the summary names the file, with these words ("": with the message); or
                         * NULL */
};

extern const struct outcome_form outcome_forms[OUTCOMES];

/* Why something is ambiguous or skipped, or what else became of it. */
enum outcome_cause_id {
    CAUSE_NONE,       /* something else, or a word that is not known */
    CAUSE_SEVERAL,    /* several titles fit */
    CAUSE_BARE,       /* a title alone, which is taken only when it is certain */
    CAUSE_RUNTIME,    /* the file is too short or too long */
    CAUSE_TYPE,       /* a film and a show fit */
    CAUSE_CHOSEN,     /* somebody chose none of the titles */
    CAUSE_UNTITLED,   /* the name is not a title */
    CAUSE_PRIVATE,    /* a recording of the user's own */
    CAUSE_OTHER_TYPE, /* a show where movies are chosen, or a movie where shows are */
    CAUSE_EXTRA,      /* a trailer, a sample, ... */
    CAUSE_TAKEN_OFF,  /* the user took it off the list */
    CAUSE_NO_EPISODE, /* it is not known which episodes of the show the file has */
    CAUSE_NO_SEASON,
    CAUSE_ABSOLUTE,
    CAUSE_SEASONS,
    CAUSE_TOO_MANY,
    CAUSE_UPDATED,      /* it was on the list with other facts, which were changed */
    CAUSE_WOULD_UPDATE, /* or would be */
    OUTCOME_CAUSES
};

/* How a cause is shown. */
struct outcome_cause {
    enum outcome outcome;
    const char *word;  /* match.reason or sync.code; NULL: the record has none */
    const char *said;  /* after the outcome, as its record comes; NULL: nothing */
    const char *label; /* in the summary, where an outcome has several causes */
};

extern const struct outcome_cause outcome_causes[OUTCOME_CAUSES];

/* Returns the outcome of an enum match_status and an enum sync_status; -1 for either means that the
 * record has no such key. */
enum outcome outcome_judge(int match, int sync);

/* One record, read. Strings are borrowed from the record, or from the item itself. */
struct outcome_item {
    const json_t
        *record; /* all of it, for what a format wants besides; NULL: a line that is none */
    enum outcome outcome;
    bool has_media;         /* media has been read and has a title; otherwise it is not set */
    struct media media;     /* what the name says */
    bool has_match;         /* match has been read, and its status is matched */
    struct match match;     /* what it is on Trakt: set when the outcome counts as added */
    const char *filename;   /* NULL when unknown */
    const char *exact;      /* its bytes in base64, when filename is not quite it; else NULL */
    const char *list;       /* the list it is on, or would be; else NULL */
    const char *message;    /* why, when the outcome is an error or a full list; else NULL */
    const char *reason;     /* why it is ambiguous or skipped: the word in the record; or NULL */
    const char *cause_text; /* the same in words; NULL: the outcome says all */
    enum outcome_cause_id cause; /* CAUSE_NONE unless it is ambiguous or skipped */
    const json_t *considered;    /* the candidates that cvi-match --explain lists; else NULL */
    json_int_t line;             /* of an unreadable one; else 0 */
    json_int_t limit;            /* when full, of what the list may hold; RECORD_NONE: not told */
    json_int_t count;            /* and of what it holds; likewise */
    struct disagreement disagreements[DISAGREE_MOST]; /* of name and file */
    size_t disagreement_count;
    struct why why; /* where message and cause_text may live, so do not copy an item */
};

/* Fills item from a record of any stage. Never fails: a wrong record has the outcome
 * OUTCOME_ERROR. */
void outcome_read(const json_t *record, struct outcome_item *item);

/* The members of a record on which the counts depend (json/pick.h), and what the summary says of a
 * file that it names; and op and to, which only the operations of cvi-plan have. NULL-terminated.
 */
extern const char *const outcome_count_reads[];

/* Adds the reason why the item was not added, in a few words: "not found on Trakt". Only for an
 * outcome whose form has a reason. */
void outcome_add_reason(struct buf *out, const struct outcome_item *item);

/* Fills item for a line that is not a record. Borrows why. */
void outcome_garbled(json_int_t line, const char *why, struct outcome_item *item);

/* Returns whether the list is another one than the main watchlist. NULL is not. */
bool outcome_is_custom_list(const char *list);

/* The counts so far. Start with {0}; end with outcome_counts_release. */
struct outcome_counts {
    size_t total; /* records, each with one outcome */
    size_t outcomes[OUTCOMES];
    size_t causes[OUTCOME_CAUSES];
    size_t added[2];         /* by enum media_type; existing and would_add are among them */
    size_t distinct[2];      /* how many titles they are */
    struct titles titles;    /* Trakt's ids are unique within a type only, so both are the key */
    struct titles taken_off; /* those that the user took off the list */
    char *list;              /* the list of all items that have one; NULL when there is none */
    size_t disagreeing;      /* records whose name and file disagree */
    bool mixed_lists;        /* there are several, and list is the first of them */
    bool interrupted;        /* set by the caller: more was to come */
    bool extras;    /* likewise: extras stand for their films in files for other services */
    bool unmatched; /* likewise: so do the names of files that were not looked up */
    int64_t time;   /* likewise: seconds since the epoch, of this report */
};

/* Adds the item to the counts. */
void outcome_count(struct outcome_counts *counts, const struct outcome_item *item);

/* Returns the number of records that --type left out: they count neither as added nor as failed. */
size_t outcome_left_out(const struct outcome_counts *counts);

/* Returns the number of records that were not added, but for those that --type left out. */
size_t outcome_failed(const struct outcome_counts *counts);

/* Returns whether several files share a title: then there are fewer titles than files. */
bool outcome_repeats(const struct outcome_counts *counts);

/* Frees the contents and sets the counts to 0. */
void outcome_counts_release(struct outcome_counts *counts);

#endif
