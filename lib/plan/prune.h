/* Decides which titles are removed from a list because their files are gone or corrupt. Only titles
 * that cvi has added ("our titles") are removed. The guards are safety checks: if one of them
 * objects, no title is removed. Pure; prune_run.h collects the input. */
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

/* The state of a file in the scan documents. If documents have different states of the file,
 * the state that is last in this enum is used. */
enum prune_file {
    PRUNE_FILE_ABSENT,
    PRUNE_FILE_CORRUPT,
    PRUNE_FILE_THERE, /* suspicious, or the file could not be scanned */
    PRUNE_FILE_HEALTHY,
};

/* The state of a file on the disk now. */
enum prune_disk {
    PRUNE_DISK_UNKNOWN, /* no permission, or a name that is not UTF-8 */
    PRUNE_DISK_GONE,
    /* The file is gone. The directory above it is empty, like the mount point of a missing disk. */
    PRUNE_DISK_EMPTY,
    /* The file is gone. Other disks are mounted nearby, so the file's disk may be missing. */
    PRUNE_DISK_MISSING,
    PRUNE_DISK_SAME, /* the file exists with the scanned size, and was not written since the scan */
    PRUNE_DISK_CHANGED, /* the file exists, and is new or changed since the scan */
};

/* The facts about a title on the list. */
struct prune_facts {
    bool is_ours;    /* cvi has added the title (ledger_is_ours) */
    bool has_record; /* a file that is not corrupt was matched to the title */
    bool may_be;     /* a file that is not corrupt has an uncertain title, which may be this one */
    bool has_filename;    /* the ledger has the path of the title's file */
    bool is_absolute;     /* the file's path is absolute */
    bool is_inside;       /* a scan document lists the file, or would list it if it existed */
    enum prune_file file; /* PRUNE_FILE_ABSENT if is_inside is false */
    enum prune_disk disk; /* used only if `file` is PRUNE_FILE_ABSENT or PRUNE_FILE_CORRUPT */
};

/* The reason why a title is kept or removed. The names are in prune_verdict_words. The first name
 * is "", because titles that are not ours are not reported. */
enum prune_verdict {
    PRUNE_NOT_OURS,
    PRUNE_HAS_RECORD,
    PRUNE_MAY_BE,
    PRUNE_NO_FILENAME,
    PRUNE_RELATIVE,
    PRUNE_OUTSIDE,
    PRUNE_HEALTHY,
    PRUNE_SUSPICIOUS,
    PRUNE_ON_DISK,
    PRUNE_CHANGED,
    PRUNE_EMPTY,
    PRUNE_UNMOUNTED,
    PRUNE_UNREADABLE,
    PRUNE_NOT_CORRUPT, /* the file is gone, but only titles of corrupt files are to be removed */
    PRUNE_GONE,        /* this verdict and the next one remove the title */
    PRUNE_IS_CORRUPT,
    PRUNE_VERDICTS,
};
extern const char *const prune_verdict_words[];

/* Returns the verdict on a title. */
enum prune_verdict prune_decide(enum prune_mode mode, const struct prune_facts *facts);

/* Returns whether the verdict removes the title. */
bool prune_goes(enum prune_verdict verdict);

/* --- Guards: if one objects, nothing is planned --- */

/* A directory that a document covers: its state at the scan and now. */
struct prune_root {
    char *path;                 /* absolute */
    char *named;                /* its name in the scan; file names in the document begin with it */
    char kind[SCAN_PLACE_WORD]; /* type of its file system at the scan; "": not stated */
    json_int_t files;           /* number of files that the scan found in it */
    int error;                  /* error number if it cannot be examined now; 0: no error */
    bool is_empty;              /* it is empty now */
    char today[SCAN_PLACE_WORD]; /* type of its file system now */
    size_t looked; /* number of healthy files that were looked up on the disk: the first few */
    size_t found;  /* number of these files that exist */
};

/* The facts about a scan document. */
struct prune_document {
    const char *name;
    bool is_document;      /* the file is a complete scan document */
    bool is_known;         /* the document has the keys that state its coverage */
    bool is_finished;      /* the scan is finished */
    bool is_missing_files; /* files of a directory were missing (cvi-scan --allow-loss) */
    bool is_inside;        /* every file in the document is in one of its directories */
    char left_out[96]; /* the options that left out files: "--exclude, --extensions"; "" if none */
    json_int_t total;  /* number of files that its summary states */
    json_int_t read;   /* number of entries that were read */
    /* If the document is one part of a scan (--shard): its number, from 1, and the number of parts.
     * Otherwise 0. */
    json_int_t shard, shards;
    int64_t finished_at_s;
    int64_t written_at_s; /* modification time of the document's file */
    struct prune_root *roots;
    size_t root_count;
};

/* All facts that the guards check. */
struct prune_survey {
    const struct prune_document *documents;
    size_t document_count;
    uint64_t healthy;        /* number of different healthy files in the documents */
    uint64_t healthy_unread; /* number of these files without a record in the input */
    uint64_t other_type;     /* number of records that cvi-match --type has skipped */
    uint64_t retry; /* number of records that failed and can be tried again later (error.retry) */
    /* Number of lines in the input that are not records, or that have neither a file name nor
     * "media". */
    uint64_t nameless;
    const char *ledger_fault; /* why the ledger is unusable; NULL: it is usable */
    uint64_t ours;            /* number of our titles on the list */
    uint64_t going;           /* number of our titles that would be removed */
    long most;                /* --max-remove; negative: not given, see prune_most */
};

enum { PRUNE_MOST_PERCENT = 20 };

/* Returns the number of titles that may be removed at once: --max-remove or, if it is not given,
 * PRUNE_MOST_PERCENT of our titles, but at least one. */
uint64_t prune_most(const struct prune_survey *survey);

/* Calls `report`, which takes a printf format, for each objection. Returns the number of
 * objections; 0: titles may be removed. */
size_t prune_guard(const struct prune_survey *survey,
                   void (*report)(const char *format, ...) __attribute__((format(printf, 1, 2))));

#endif
