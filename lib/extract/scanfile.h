/* Turns scan results into records: documents of every shape that the video inspectors have written,
 * listings of media servers, and records of our own. */
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
    SCANFILE_RECORD,    /* out is the record, status what the scan says */
    SCANFILE_UNKNOWN,   /* out is the record, but its health is not known; why says why */
    SCANFILE_FAILED,    /* out is a record with an error of an earlier stage */
    SCANFILE_LISTED,    /* listing->records has the records: no scan says anything of their files */
    SCANFILE_UNSCANNED, /* out is such a record, made before */
    SCANFILE_NO_FILE,   /* a title of a listing that has no file yet */
    SCANFILE_OTHER,     /* an entry of a listing that is not about a film or show */
    SCANFILE_EMPTY,     /* a listing of nothing */
    SCANFILE_SUMMARY,   /* the totals of a scan, with no file named */
    SCANFILE_BAD,       /* none of these; why says why */
};

/* One entry that is turned into a record. It begins as {0}, and may be used again for the next. */
struct scanfile_entry {
    struct buf out;
    enum scan_status status;
    struct why why;
    struct listing *listing;    /* NULL: entries of listings are not recognized. Borrowed */
    struct raw_members members; /* of the entry */
    struct raw_members inner;   /* of its scan or video_file object */
};

/* Makes a record of the text of one entry. The name is the member filename, else video_file.path,
 * file_path or path. The status is a member "status" with one of the three words, else is_corrupt,
 * else needs_deep_scan, where a missing member is false: this covers the members of all versions.
 * The other members of the entry go into "scan" as found. A record of our own stays as it is. An
 * entry of a listing becomes the records that extract/listing.h describes. */
enum scanfile_got scanfile_convert(struct scanfile_entry *e, const char *text, size_t len);

/* Frees what the entry holds. */
void scanfile_release(struct scanfile_entry *e);

/* A file to be read, and what came of it. */
struct scanfile {
    const char *stage;             /* of the program, for "error.stage" */
    bool chosen[SCAN_CORRUPT + 1]; /* which statuses are printed */
    bool unscanned;                /* whether files without a scan are printed */
    struct prefixes *prefixes;     /* paths to be changed; NULL: none. Borrowed */
    const struct globs *exclude;   /* which files are not printed; NULL: none. Borrowed */
    int interrupt;                 /* a descriptor; reading stops when it becomes readable */
    int status;                    /* the exit status so far */
    struct scanfile_entry entry;
};

/* Prints the records of fd: of a scan document as JSON, CSV, YAML or a SQLite database, of a
 * listing, or records, one per line. name is the file's name; of standard input, what it is called
 * in messages. For an entry or a line that is not a record, prints {"entry":N,"error":...} or
 * {"line":N,"error":...} and raises the status to 65; an unreadable file raises it to 66. */
void scanfile_read(struct scanfile *f, int fd, const char *name);

#endif
