/* What became of each record, and how many of each kind there are. Nothing here reads or writes. */
#ifndef RECORD_OUTCOME_H
#define RECORD_OUTCOME_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"
#include "record/record.h"
#include "record/titles.h"

/* What became of a record. Every record has exactly one outcome. */
enum report_outcome {
    REPORT_ADDED,
    REPORT_EXISTING,   /* was on the list already; counts as added */
    REPORT_WOULD_ADD,  /* a dry run would have added it; counts as added */
    REPORT_NOT_FOUND,  /* Trakt has no such title */
    REPORT_AMBIGUOUS,  /* several titles fit, and nobody chose */
    REPORT_SKIPPED,    /* somebody chose none of them */
    REPORT_FULL,       /* the list had no room for it */
    REPORT_FAILED,     /* Trakt did not take it */
    REPORT_ERROR,      /* some stage failed on it, or its keys are not what they should be */
    REPORT_NOT_TRIED,  /* a stage could no longer work when it came: run it again */
    REPORT_MATCHED,    /* found on Trakt; nobody tried to add it */
    REPORT_UNSEARCHED, /* nobody looked for it */
    REPORT_UNREADABLE, /* a line that is no record */
    REPORT_OUTCOMES
};

/* How an outcome is told. */
struct report_form {
    const char *status; /* in a JSON document; several outcomes may share one */
    const char *word;   /* in a table; no two have the same */
    const char *said;   /* as its record comes, with the item's message, if any, behind it */
    const char *label;  /* in the summary, where it has a line of its own; or NULL */
    const char *hint;   /* behind the number there; or NULL */
    const char *key;    /* likewise, in a document; or NULL */
    bool added;         /* counts as added; everything else counts as failed */
};

extern const struct report_form report_forms[REPORT_OUTCOMES];

/* The outcome that match and sync lead to, -1 where there is none. Pure. */
enum report_outcome report_judge(int match, int sync);

/* One record, read. Text is borrowed from the record, or from the item itself. */
struct report_item {
    const json_t
        *record; /* all of it, for what a format wants besides; NULL: a line that is none */
    enum report_outcome outcome;
    bool has_media;        /* media has been read; otherwise it is not set */
    struct media media;    /* what the name says */
    bool has_match;        /* match has been read, and its status is matched */
    struct match match;    /* what it is on Trakt: set when the outcome counts as added */
    const char *filename;  /* NULL when unknown */
    const char *exact;     /* its bytes in base64, when filename is not quite it; else NULL */
    const char *list;      /* the list it is on, or would be; else NULL */
    const char *message;   /* why, when the outcome is an error or a full list; else NULL */
    const json_t *reasons; /* the candidates that cvi-match --explain tells of; else NULL */
    json_int_t line;       /* of an unreadable one; else 0 */
    json_int_t limit;      /* when full, of what the list may hold; RECORD_NONE: not told */
    json_int_t count;      /* and of what it holds; likewise */
    struct why why;        /* where message may live, so do not copy an item */
};

/* Reads a record at any stage of its life. Never fails: what is wrong with it is an outcome too. */
void report_read(const json_t *record, struct report_item *item);

/* The item of a line that is no record. why is borrowed. */
void report_garbled(json_int_t line, const char *why, struct report_item *item);

/* Whether the list is another one than the watchlist that every Trakt user has. */
bool report_is_custom(const char *list);

/* The counts so far. Start with {0}; end with report_release. */
struct report {
    size_t total; /* records, each with one outcome */
    size_t outcomes[REPORT_OUTCOMES];
    size_t added[2];    /* by enum media_type; existing and would_add are among them */
    size_t distinct[2]; /* how many titles they are */
    struct report_titles
        titles;       /* Trakt's ids are unique within a type only, so both are the key */
    char *list;       /* the list of all items that have one; NULL when there is none */
    bool mixed_lists; /* there are several, and list is the first of them */
    bool interrupted; /* set by the caller: more was to come */
    int64_t time;     /* likewise: seconds since the epoch, of this report */
};

/* Counts the item. */
void report_count(struct report *r, const struct report_item *item);

/* Records that were not added: total less both of added. */
size_t report_failed(const struct report *r);

/* Whether several files share a title, so that the counts of files say too much. */
bool report_repeats(const struct report *r);

void report_release(struct report *r);

/*
 * A format for documents, in three pieces. The head tells the counts and stands first, but can be
 * rendered only when every record has been counted; item renders the one counted last. Each adds to
 * out. own is what a format keeps for itself, NULL when it keeps nothing: own_size bytes, zeroed
 * before the first item.
 * Head and tail are rendered once for each place that the document goes to; tail may be NULL. */
struct report_format {
    size_t own_size;
    void (*item)(struct buf *out, void *own, const struct report *r,
                 const struct report_item *item);
    void (*head)(struct buf *out, void *own, const struct report *r);
    void (*tail)(struct buf *out, void *own, const struct report *r);
    /* Adds, in one line, what of the records the document does not hold; nothing when it holds all.
     * NULL: it always does. */
    void (*tell)(struct buf *out, const void *own);
    void (*release)(void *own); /* frees what own holds; NULL: nothing */
};

#endif
