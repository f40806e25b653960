/* Scan results of every shape that the video inspectors have written, as records. */
#ifndef EXTRACT_SCANFILE_H
#define EXTRACT_SCANFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/msg.h"
#include "record/record.h"
#include "json/raw.h"

enum scanfile_got {
    SCANFILE_RECORD,  /* out is the record, status what the scan says */
    SCANFILE_UNKNOWN, /* out is the record, but its health cannot be told: why */
    SCANFILE_FAILED,  /* out is a record with an error of an earlier stage */
    SCANFILE_SUMMARY, /* the totals of a scan, with no file named */
    SCANFILE_BAD,     /* none of these: why */
};

/* One entry on its way to becoming a record; {0} starts it, and it may be used again and again. */
struct scanfile_entry {
    struct buf out;
    enum scan_status status;
    struct why why;
    struct raw_members members; /* of the entry */
    struct raw_members inner;   /* of its scan or video_file object */
};

/*
 * Makes a record of the text of one entry. The name is filename, else video_file.path, file_path
 * or path; the status is a member "status" of the three words, else is_corrupt, else
 * needs_deep_scan, where missing is false: these are the members of all eras. What else the entry
 * holds goes into "scan" as found. A record of our own is left as it is. */
enum scanfile_got scanfile_convert(struct scanfile_entry *e, const char *text, size_t len);

void scanfile_release(struct scanfile_entry *e);

/* What is read, and what came of it. */
struct scanfile {
    const char *stage;             /* of the program, for "error.stage" */
    bool chosen[SCAN_CORRUPT + 1]; /* which statuses are put out */
    int interrupt;                 /* a descriptor; when it becomes readable, the reading stops */
    int status;                    /* the exit status so far */
    struct scanfile_entry entry;
};

/*
 * Puts out the records of fd: a scan document, or records, one per line. name is what messages
 * call it. What is no record is put out as {"line":N,"error":...} or {"entry":N,"error":...} and
 * raises the status to 65; a file that cannot be read raises it to 66. */
void scanfile_read(struct scanfile *f, int fd, const char *name);

#endif
