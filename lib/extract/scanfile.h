/* Converts scan results to records: documents of all versions of the video inspectors, listings of
 * media servers, and records. */
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
    SCANFILE_RECORD,    /* out is the record, status its health */
    SCANFILE_UNKNOWN,   /* out is the record, but its health is not known; why has the reason */
    SCANFILE_FAILED,    /* out is a record with an error of an earlier stage */
    SCANFILE_LISTED,    /* listing->records has the records, whose files have not been scanned */
    SCANFILE_UNSCANNED, /* out is a record from an earlier run whose file has not been scanned */
    SCANFILE_NO_FILE,   /* a title in a listing that has no file yet */
    SCANFILE_OTHER,     /* an entry of a listing that is not about a film or show */
    SCANFILE_EMPTY,     /* an empty listing */
    SCANFILE_SUMMARY,   /* the totals of a scan, without file names */
    SCANFILE_BAD,       /* invalid; why has the reason */
};

/* An entry that is converted to a record. Initialize with {0}. It can be reused for the next
 * entry. */
struct scanfile_entry {
    struct buf out;
    enum scan_status status;
    struct why why;
    struct listing *listing;    /* NULL: entries of listings are not recognized. Borrowed */
    struct raw_members members; /* of the entry */
    struct raw_members inner;   /* members of its scan or video_file object */
};

/* Converts the text of an entry to a record. The name is the member filename, or else
 * video_file.path, file_path or path. The status is a member "status" with one of the three words,
 * or else follows from is_corrupt and needs_deep_scan, where a missing member is false. These are
 * the members of all versions. The other members of the entry are added to "scan" unchanged. An
 * entry that is already a record is not changed. An entry of a listing becomes the records that
 * extract/listing.h describes. */
enum scanfile_got scanfile_convert(struct scanfile_entry *e, const char *text, size_t len);

/* Frees the contents. */
void scanfile_release(struct scanfile_entry *e);

/* The options for reading files, and the exit status. */
struct scanfile {
    const char *stage;             /* of the program, for "error.stage" */
    bool chosen[SCAN_CORRUPT + 1]; /* the statuses to print */
    bool unscanned;                /* print files without a scan */
    struct prefixes *prefixes;     /* paths to change; NULL: none. Borrowed */
    const struct globs *exclude;   /* files to leave out; NULL: none. Borrowed */
    int interrupt;                 /* a descriptor: reading stops when it is readable */
    int status;                    /* the exit status so far */
    struct scanfile_entry entry;
};

/* Prints the records of fd. Its content is a scan document (JSON, CSV, YAML or a SQLite database),
 * a listing, or records, one per line. name is the file's name, or the name of standard input in
 * messages. For an entry or a line that is not a record, prints {"entry":N,"error":...} or
 * {"line":N,"error":...} and raises the status to 65; an unreadable file raises it to 66. */
void scanfile_read(struct scanfile *f, int fd, const char *name);

#endif
