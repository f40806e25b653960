/* Decides which of our titles (those that this suite has added) are removed because their files are
 * gone or corrupt, and when no title is removed. Pure: values in, verdict out. prune_run.h collects
 * the values. */
#ifndef PLAN_PRUNE_H
#define PLAN_PRUNE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scan/place.h"

/* The files whose titles are removed. */
enum prune_mode {
    PRUNE_OFF,
    PRUNE_ALL,     /* gone or corrupt */
    PRUNE_CORRUPT, /* corrupt only */
};

/* The state of a file in the scan documents. If several documents have the file, the last of these
 * values is used. */
enum prune_file {
    PRUNE_FILE_ABSENT,
    PRUNE_FILE_CORRUPT,
    PRUNE_FILE_THERE, /* suspicious, or it could not be scanned */
    PRUNE_FILE_HEALTHY,
};

/* The state of a file on the disk now. */
enum prune_disk {
    PRUNE_DISK_UNKNOWN, /* unknown: no permission, or a name that is not UTF-8 */
    PRUNE_DISK_GONE,
    PRUNE_DISK_EMPTY, /* it is gone, and the remaining directory is empty, like the mount point of a
                         missing disk */
    PRUNE_DISK_MISSING, /* it is gone, and may be on a disk that is not mounted: other disks are
                           mounted next to the place */
    PRUNE_DISK_SAME,    /* it exists with the scanned size, and was not written since */
    PRUNE_DISK_CHANGED, /* it exists, and is new or changed since the scan */
};

/* The facts about a title on the list. */
struct prune_facts {
    bool is_ours;         /* ledger_is_ours */
    bool has_record;      /* a file that is not corrupt was matched to it */
    bool may_be;          /* a file that is not corrupt, and whose title is uncertain, may be it */
    bool has_filename;    /* the ledger has its file */
    bool is_absolute;     /* the file's path is absolute */
    bool is_inside;       /* the file is in a scanned directory */
    enum prune_file file; /* ABSENT if is_inside is false */
    enum prune_disk disk; /* used only if file is ABSENT or CORRUPT */
};

/* The reason why a title stays or is removed. The names are in prune_verdict_words. The first is
 * "", because titles that are not ours are not mentioned. */
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
    PRUNE_NOT_CORRUPT, /* "gone": only corrupt ones are to be removed */
    PRUNE_GONE,        /* from here on: removed */
    PRUNE_IS_CORRUPT,
    PRUNE_VERDICTS,
};
extern const char *const prune_verdict_words[];

/* Decides about one title. */
enum prune_verdict prune_decide(enum prune_mode mode, const struct prune_facts *facts);

/* Returns whether the verdict removes the title. */
bool prune_goes(enum prune_verdict verdict);

/* --- Guards: if one objects, nothing is planned --- */

/* A directory of a document: its state at the scan and now. */
struct prune_root {
    char *path;                  /* absolute */
    char *named;                 /* as named in the scan: names in the document begin with it */
    char kind[SCAN_PLACE_WORD];  /* of its file system at the scan; "": not stated */
    json_int_t files;            /* number of files found in it */
    int error;                   /* errno of examining it now; 0: none */
    bool is_empty;               /* now */
    char today[SCAN_PLACE_WORD]; /* its file system type now */
    size_t looked,
        found; /* healthy files of the document that were looked up on disk, and those found */
};

/* The facts about a scan document. */
struct prune_document {
    const char *name;
    bool is_document;         /* it is a complete scan document */
    bool is_known;            /* it has the keys that state its coverage */
    bool is_finished;         /* "finished" */
    bool is_missing_files;    /* a directory had lost files: cvi-scan requires --allow-loss */
    bool is_inside;           /* every file in it is in one of its directories */
    char left_out[96];        /* the words of "left_out" except "shard", separated by ", " */
    json_int_t total;         /* number of files in its summary */
    json_int_t read;          /* files read from it */
    json_int_t shard, shards; /* 0: not a part of a scan */
    int64_t finished_at_s;
    int64_t written_at_s; /* modification time of the document's file */
    struct prune_root *roots;
    size_t root_count;
};

/* All facts that the guards check. */
struct prune_survey {
    const struct prune_document *documents;
    size_t document_count;
    uint64_t healthy;         /* number of different healthy files in the documents */
    uint64_t healthy_unread;  /* those without a record in the input */
    uint64_t other_type;      /* records that cvi-match --type has skipped */
    uint64_t retry;           /* records of the input with error.retry */
    uint64_t nameless;        /* lines of the input without a filename, or that are not records */
    const char *ledger_fault; /* why the ledger is unusable; NULL: it is usable */
    uint64_t ours;            /* titles of ours on the list */
    uint64_t going;           /* those that would be removed */
    long most;                /* --max-remove; negative: 20 % of ours, at least one */
};

/* The percentage of ours that may be removed at once without --max-remove. */
enum { PRUNE_MOST_PERCENT = 20 };

/* Returns the number of titles that may be removed at once. */
uint64_t prune_most(const struct prune_survey *survey);

/* Calls report, which takes a printf format, once for each guard that objects, and returns their
 * number; 0: titles may be removed. */
size_t prune_guard(const struct prune_survey *survey,
                   void (*report)(const char *format, ...) __attribute__((format(printf, 1, 2))));

#endif
