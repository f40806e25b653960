/* Makes the JSON of a scanned file: its record, and its entry in a scan document. */
#ifndef SCAN_JSON_H
#define SCAN_JSON_H

#include <jansson.h>
#include <stdint.h>

#include "base/buf.h"
#include "scan/file.h"

/* Maximum length of a record in bytes, including its newline. It is PIPE_BUF, so that the lines of
 * several writers do not mix in a pipe. */
enum { SCAN_RECORD_MAX = 4096 };

/* The values of the key "verified" of the scan object: the result of comparing a file with its
 * earlier hash. */
enum scan_verified { SCAN_NEW, SCAN_SAME, SCAN_CHANGED, SCAN_ROTTEN };
extern const char *const scan_verified_words[];

/* Returns the scan object, that is, the value of "scan" in a record. result->error must be 0.
 * `now_s` is in seconds since the epoch. The caller frees the object. */
CVI_MUST_USE json_t *scan_json(const struct scan_way *way, const struct scan_result *result,
                               int64_t now_s);

/* Returns the value of "explain" in the scan object. The caller frees it. */
CVI_MUST_USE json_t *scan_json_explain(const struct scan_way *way,
                                       const struct scan_result *result);

/* Returns the record of a path, with `value` under `key` ("scan" or "error"). Takes ownership of
 * `value`. The caller frees the result. */
CVI_MUST_USE json_t *scan_json_record_take(const char *path, const char *key, json_t *value);

/* Sets `line` to the record's text, without a newline. If the line is longer than SCAN_RECORD_MAX,
 * removes reasons from the record, the least severe first, and counts them in "reasons_left_out".
 * If that is not enough, removes "explain" and "content". The line can still be too long if the
 * filename is longer than a kilobyte. */
void scan_json_line(struct buf *line, json_t *record);

/* Returns the entry of a scan document for a record: the filename and the members of the scan
 * object. If the record has an error, the entry has the filename, the error, and members such as
 * "is_corrupt" for programs that do not know errors. The caller frees the result. */
CVI_MUST_USE json_t *scan_json_entry(const json_t *record);

#endif
