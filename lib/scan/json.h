/* The JSON of a scanned file: the record, and the entry of a scan document. */
#ifndef SCAN_JSON_H
#define SCAN_JSON_H

#include <jansson.h>
#include <stdint.h>

#include "base/buf.h"
#include "scan/file.h"

/* Maximum length in bytes of a record, newline included, that a pipe writes atomically (PIPE_BUF),
 * so that the lines of several writers do not mix. */
enum { SCAN_RECORD_MAX = 4096 };

/* The result of comparing with an earlier hash: scan.verified. The words are
 * scan_verified_words. */
enum scan_verified { SCAN_NEW, SCAN_SAME, SCAN_CHANGED, SCAN_ROTTEN };
extern const char *const scan_verified_words[];

/* Returns the value of "scan" for a file that could be opened. now_s is the time in seconds since
 * the epoch. The caller frees the result. */
CVI_MUST_USE json_t *scan_json(const struct scan_way *way, const struct scan_result *result,
                               int64_t now_s);

/* Returns the value of "explain" in the scan object. The caller frees the result. */
CVI_MUST_USE json_t *scan_json_explain(const struct scan_way *way,
                                       const struct scan_result *result);

/* Returns the record of a path with this value under key ("scan", "error"). Takes ownership of
 * value. The caller frees the result. */
CVI_MUST_USE json_t *scan_json_record_take(const char *path, const char *key, json_t *value);

/* Adds the record as a line, without its newline. If the line would be longer than SCAN_RECORD_MAX,
 * reasons are left out, the lightest first; "reasons_left_out" counts them. Only with a name of
 * more than a kilobyte can the line still be longer. */
void scan_json_line(struct buf *line, json_t *record);

/* Returns the entry of a scan document: the members of "scan" beside the name. An error stays an
 * error, with the members that earlier programs read. The caller frees the result. */
CVI_MUST_USE json_t *scan_json_entry(const json_t *record);

#endif
