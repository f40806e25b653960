/* Converts scan results to records. The input is a scan document of cvi-scan or of the earlier
 * program (corrupt-video-inspector in Python), a listing of a media server, or records. */
#ifndef EXTRACT_SCANFILE_H
#define EXTRACT_SCANFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/glob.h"
#include "base/msg.h"
#include "extract/listing.h"
#include "extract/prefix.h"
#include "json/raw.h"
#include "record/record.h"

enum scanfile_got {
    SCANFILE_RECORD,    /* `out` is the record, and `status` its health */
    SCANFILE_UNKNOWN,   /* `out` is the record, but its health is not known; `why` has the reason */
    SCANFILE_FAILED,    /* `out` is a record with an error of an earlier program */
    SCANFILE_LISTED,    /* the records are in listing->records; their files have not been scanned */
    SCANFILE_UNSCANNED, /* `out` is a record that cvi-extract made from a listing */
    SCANFILE_NO_FILE,   /* an entry of a listing: a title that has no file yet */
    SCANFILE_OTHER,     /* an entry of a listing that is not a film, a show or an episode */
    SCANFILE_EMPTY,     /* an empty listing */
    SCANFILE_SUMMARY,   /* the totals of a scan, without file names */
    SCANFILE_BAD,       /* invalid; `why` has the reason */
};

/* The conversion of an entry to a record. Initialize with {0}. The struct can be reused for the
 * next entry. */
struct scanfile_entry {
    struct buf out;
    enum scan_status status;
    struct why why;
    struct listing *listing;    /* NULL: entries of listings are not recognized. Borrowed */
    struct raw_members members; /* of the entry */
    struct raw_members inner;   /* members of an object in the entry, such as "scan" */
};

/* Converts the JSON text of an entry to a record. This covers all versions of scan documents:
 * * The file name is the member "filename", or else video_file.path, "file_path" or "path".
 * * The status is the member "status", if it is healthy, suspicious or corrupt. Otherwise, it
 * follows from "is_corrupt" and "needs_deep_scan"; a missing one counts as false.
 * * The other members of the entry are copied to "scan" unchanged.
 * An entry that is already a record is not changed. An entry of a listing becomes the records that
 * extract/listing.h describes. */
enum scanfile_got scanfile_convert(struct scanfile_entry *e, const char *text, size_t len);

/* Frees the contents. */
void scanfile_release(struct scanfile_entry *e);

/* The options for reading files, and the exit status. */
struct scanfile {
    const char *stage;             /* the program's name, for "error.stage" */
    bool chosen[SCAN_CORRUPT + 1]; /* print files with this status */
    bool unscanned;                /* print files that were not scanned */
    struct prefixes *prefixes;     /* replacements in paths, borrowed, or NULL */
    const struct globs *exclude;   /* files to leave out, borrowed, or NULL */
    int interrupt;                 /* a descriptor; reading stops when it becomes readable */
    int status;                    /* the exit status so far */
    struct scanfile_entry entry;
};

/* Prints the records of fd. Its content is a scan document (JSON, CSV, YAML or a SQLite database),
 * a listing, or records, one per line. `name` is the file's path; for standard input, it is used
 * only in messages. If an entry or a line is not a record, prints {"entry":N,"error":...} or
 * {"line":N,"error":...} and raises f->status to 65. If the file cannot be read, raises f->status
 * to 66, or to 74 for standard input. */
void scanfile_read(struct scanfile *f, int fd, const char *name);

#endif
