/* What is said of a scanned file, as a record and as an entry of a scan document. */
#ifndef SCAN_JSON_H
#define SCAN_JSON_H

#include <jansson.h>
#include <stdint.h>

#include "base/buf.h"
#include "scan/file.h"

/* Bytes of a record, its newline included, that a pipe takes whole (PIPE_BUF), so that the lines of
 * several writers do not mix. */
enum { SCAN_RECORD_MAX = 4096 };

/* What an earlier hash says: scan.verified. The words are scan_verified_words. */
enum scan_verified { SCAN_NEW, SCAN_SAME, SCAN_CHANGED, SCAN_ROTTEN };
extern const char *const scan_verified_words[];

/* The value of "scan" for a file that could be opened; now_s, the time, seconds since the epoch.
 * New. */
CVI_MUST_USE json_t *scan_json(const struct scan_way *way, const struct scan_result *result,
                               int64_t now_s);

/* The value of "explain" in it. New. */
CVI_MUST_USE json_t *scan_json_explain(const struct scan_way *way,
                                       const struct scan_result *result);

/* The record of a path with that value under key ("scan", "error"). Takes value. New. */
CVI_MUST_USE json_t *scan_json_record_take(const char *path, const char *key, json_t *value);

/*
 * Adds the record as a line, without its newline. Of reasons, as many are left out, the least ones
 * first, as it takes to stay below SCAN_RECORD_MAX; "reasons_left_out" counts them. Only a name of
 * more than a kilobyte can make it longer. */
void scan_json_line(struct buf *line, json_t *record);

/* The entry of a scan document: the members of "scan" beside the name. An error stays one, with the
 * members that earlier programs read. New. */
CVI_MUST_USE json_t *scan_json_entry(const json_t *record);

#endif
