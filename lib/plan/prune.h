/* Which titles of ours are taken off again because their files are gone or corrupt, and when none
 * is. Pure: values in, verdict out. prune_run.h gets the values. */
#ifndef PLAN_PRUNE_H
#define PLAN_PRUNE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scan/place.h"

/* Which files make a title go. */
enum prune_mode {
    PRUNE_OFF,
    PRUNE_ALL,     /* gone or corrupt */
    PRUNE_CORRUPT, /* corrupt only */
};

/* What the scan documents say of a file; of several documents, the last of these. */
enum prune_file {
    PRUNE_FILE_ABSENT,
    PRUNE_FILE_CORRUPT,
    PRUNE_FILE_THERE, /* suspicious, or it could not be scanned */
    PRUNE_FILE_HEALTHY,
};

/* What the disk says of a file now. */
enum prune_disk {
    PRUNE_DISK_UNKNOWN, /* it cannot be told: no permission, a name that is not UTF-8 */
    PRUNE_DISK_GONE,
    PRUNE_DISK_EMPTY,   /* it is gone, and the directory that is left is empty, as a mount point is
                           whose disk is missing */
    PRUNE_DISK_MISSING, /* it is gone, and may be on a disk that is not mounted: others are mounted
                           beside the place */
    PRUNE_DISK_SAME,    /* it is there, with the size that was scanned, and not written since */
    PRUNE_DISK_CHANGED, /* it is there, and new or changed since the scan */
};

/* What is known of a title that is on the list. */
struct prune_facts {
    bool is_ours;         /* ledger_is_ours */
    bool has_record;      /* a file that is not corrupt was matched to it */
    bool may_be;          /* a file that is not corrupt, and whose title is uncertain, may be it */
    bool has_filename;    /* the ledger knows its file */
    bool is_absolute;     /* and its absolute path */
    bool is_inside;       /* and that is in a directory that was scanned */
    enum prune_file file; /* ABSENT if is_inside is false */
    enum prune_disk disk; /* only looked at if file is ABSENT or CORRUPT */
};

/* Why a title stays, or goes. The words are prune_verdict_words, "" for the first: titles that are
 * not ours are not mentioned. */
enum prune_verdict {
    PRUNE_NOT_OURS,
    PRUNE_HAS_RECORD,  /* "matched" */
    PRUNE_MAY_BE,      /* "uncertain" */
    PRUNE_NO_FILENAME, /* "no-file-known" */
    PRUNE_RELATIVE,    /* "relative-path" */
    PRUNE_OUTSIDE,     /* "not-scanned" */
    PRUNE_HEALTHY,     /* "healthy" */
    PRUNE_SUSPICIOUS,  /* "suspicious" */
    PRUNE_ON_DISK,     /* "on-disk" */
    PRUNE_CHANGED,     /* "changed" */
    PRUNE_EMPTY,       /* "empty-directory" */
    PRUNE_UNMOUNTED,   /* "unmounted" */
    PRUNE_UNREADABLE,  /* "unreadable" */
    PRUNE_NOT_CORRUPT, /* "gone": only corrupt ones are to go */
    PRUNE_GONE,        /* from here on it goes */
    PRUNE_IS_CORRUPT,
    PRUNE_VERDICTS,
};
extern const char *const prune_verdict_words[];

/* Decides about one title. */
enum prune_verdict prune_decide(enum prune_mode mode, const struct prune_facts *facts);

/* Returns whether the verdict takes the title off. */
bool prune_goes(enum prune_verdict verdict);

/* --- Guards: when one speaks, nothing is planned at all --- */

/* A directory of a document: what it was, and what it is now. */
struct prune_root {
    char *path;                  /* absolute */
    char *named;                 /* as it was named: names in the document begin with it */
    char kind[SCAN_PLACE_WORD];  /* of its file system at the scan; "": not told */
    json_int_t files;            /* found in it */
    int error;                   /* errno of looking at it now; 0: none */
    bool is_empty;               /* now */
    char today[SCAN_PLACE_WORD]; /* its file system now */
    size_t looked, found;        /* healthy files of the document that were looked for on the disk,
                                    and that were there */
};

/* A scan document, as far as it can be trusted. */
struct prune_document {
    const char *name;
    bool is_document;         /* it is a scan document, whole from its beginning to its end */
    bool is_known;            /* and has the keys that say what it covers */
    bool is_finished;         /* "finished" */
    bool is_missing_files;    /* a directory had lost files: cvi-scan asks for --allow-loss */
    bool is_inside;           /* every file in it is in one of its directories */
    char left_out[96];        /* the words of "left_out" but for "shard", ", " between them */
    json_int_t total;         /* files that its summary counts */
    json_int_t read;          /* files that were read */
    json_int_t shard, shards; /* 0: not a part */
    int64_t finished_at_s;
    int64_t written_at_s; /* the document's file */
    struct prune_root *roots;
    size_t root_count;
};

/* All that the guards look at. */
struct prune_survey {
    const struct prune_document *documents;
    size_t document_count;
    uint64_t healthy;         /* different healthy files in the documents */
    uint64_t healthy_unread;  /* of those, without a record in the input */
    uint64_t other_type;      /* records that cvi-match --type has skipped */
    uint64_t retry;           /* records of the input with error.retry */
    uint64_t nameless;        /* lines of the input without a filename, or that are not records */
    const char *ledger_fault; /* why the ledger cannot be used; NULL: it can */
    uint64_t ours;            /* titles of ours on the list */
    uint64_t going;           /* of those, that would go */
    long most;                /* --max-remove; negative: 20 % of ours, one at least */
};

/* How much may go at once without --max-remove: percent of ours. */
enum { PRUNE_MOST_PERCENT = 20 };

/* Returns how many titles may go at once. */
uint64_t prune_most(const struct prune_survey *survey);

/* Calls tell, which takes a printf format, once for each guard that speaks, and returns their
 * number; 0: titles may go. */
size_t prune_guard(const struct prune_survey *survey,
                   void (*tell)(const char *format, ...) __attribute__((format(printf, 1, 2))));

#endif
