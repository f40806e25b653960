/* Reads the keys of a record: a JSON object about one file. Each program of a pipeline adds a key
 * with its results (docs/record.md). */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/msg.h"

/* The results of cvi-scan. record_scan_words has the words for them. */
enum scan_status { SCAN_HEALTHY, SCAN_SUSPICIOUS, SCAN_CORRUPT };
extern const char *const record_scan_words[];

/* The types of titles. record_type_words has the words "movie" and "show". */
enum media_type { MEDIA_MOVIE, MEDIA_SHOW };
extern const char *const record_type_words[];

/* The value of match.reason and sync.code for a title that --type excludes. */
#define RECORD_OTHER_TYPE "other-type"
/* The value of error.code and sync.code for a title whose ids contradict the ids of the same title
 * in an earlier record or on the list. */
#define RECORD_IDS_DIFFER "ids-differ"

/* The results of cvi-match. record_match_words has the words for them. */
enum match_status { MATCH_MATCHED, MATCH_NOT_FOUND, MATCH_AMBIGUOUS, MATCH_SKIPPED };
extern const char *const record_match_words[];

/* The results of cvi-add. record_sync_words has the words for them. */
enum sync_status { SYNC_ADDED, SYNC_EXISTING, SYNC_WOULD_ADD, SYNC_SKIPPED, SYNC_FAILED };
extern const char *const record_sync_words[];

/* The values of sync.code for an item that was already on the list with other data. cvi-add has
 * updated the data, or would update it without --dry-run. */
#define RECORD_UPDATED "updated"
#define RECORD_WOULD_UPDATE "would-update"

/* Returns the index of `word` in `words`, a NULL-terminated list, ignoring ASCII case; -1 if not
 * found. */
int record_word(const char *const *words, const char *word);

/* The value of a missing number. */
enum { RECORD_NONE = -1 };

/* The largest valid id, 2^53. Many programs read a JSON number as a double, which does not
 * represent all larger numbers exactly (RFC 8259, section 6). */
#define RECORD_MOST_ID ((json_int_t)1 << 53)

/* The media object. Strings are borrowed from the record. */
struct media {
    enum media_type type;
    const char *title;   /* NULL: the file's name has no title */
    int year;            /* RECORD_NONE: unknown */
    int season;          /* RECORD_NONE: unknown */
    int episode;         /* RECORD_NONE: unknown */
    const json_t *ids;   /* ids in the file's name; NULL: none */
    const char *country; /* a show's country ("US"); NULL: not in the name */
    bool type_doubtful;  /* `type` is a guess */
    /* set if the name has several titles: an array of them, with `title` first; otherwise NULL */
    const json_t *titles;
    /* name of the program that listed the title and its ids; NULL: they are from the file's name */
    const char *from;
};

/* The kinds of ids, the most reliable first. title_id_words has the words "trakt", "imdb", "tmdb"
 * and "tvdb". */
enum title_id { TITLE_ID_TRAKT, TITLE_ID_IMDB, TITLE_ID_TMDB, TITLE_ID_TVDB, TITLE_IDS };
extern const char *const title_id_words[];

/* The ids of one title; 0: unknown. An IMDb id is stored without "tt". A film and a show can have
 * the same id. */
struct title_ids {
    json_int_t of[TITLE_IDS];
};

/* The match object. Strings are borrowed from the record. */
struct match {
    enum match_status status;
    const char *reason; /* set if ambiguous or skipped: the reason; NULL: not given */
    /* this and the following members are set only if status is MATCH_MATCHED */
    enum media_type type;
    const char *title;
    int year;
    struct title_ids known; /* the valid ids, at least one */
    const json_t *ids;      /* the ids as JSON, not checked */
    json_int_t votes;       /* RECORD_NONE: unknown */
};

/* The sync object. Strings are borrowed from the record. */
struct sync {
    enum sync_status status;
    const char *list;
    /* the reason for a failure, or a detail of another status; NULL: not given */
    const char *code;
    json_int_t limit;  /* set on failure: the list's maximum of items; RECORD_NONE: not known */
    json_int_t count;  /* set on failure: the number of items on the list; RECORD_NONE: not known */
    const json_t *ids; /* the title's ids on the list; NULL: none */
};

/* Returns the file's path, borrowed; NULL if the record has no path. */
const char *record_filename(const json_t *record);

/* Appends the file's path to `path`. If the record has the key filename_b64, uses its exact bytes.
 * Returns false if the path is missing, empty, or contains NUL. */
bool record_add_path(const json_t *record, struct buf *path);

/* Sets the key "filename" to the path. If the path is not UTF-8, "filename" gets a repaired copy,
 * and "filename_b64" gets the exact bytes. */
void record_set_filename(json_t *record, const char *path, size_t len);

/* Returns whether an earlier program failed on the record: it has the key "error". */
bool record_failed(const json_t *record);

/* Returns whether the record is about an extra of a film, such as a trailer (media.extra). */
bool record_is_extra(const json_t *record);

/* Each of these functions reads the key of one program. Returns false with `why` (exit status 65)
 * if the key is missing or invalid. */
bool record_media(const json_t *record, struct media *media, struct why *why);
bool record_match(const json_t *record, struct match *match, struct why *why);
bool record_scan(const json_t *record, enum scan_status *status, struct why *why);
bool record_sync(const json_t *record, struct sync *sync, struct why *why);

/* The members that record_match and record_sync read, as paths for json/pick.h. */
#define RECORD_MATCH_READS RECORD_TITLE_READS, "match.ids", "match.votes"
#define RECORD_TITLE_READS "match.status", "match.type", "match.title", "match.year", "match.reason"
#define RECORD_SYNC_READS                                                                          \
    "sync.status", "sync.list", "sync.code", "sync.limit", "sync.count", "sync.ids"

/* An error of a program on one record. `code` is a fixed word, `message` a text for people. */
struct record_error {
    const char *code;
    const char *message;
    bool retry;      /* trying again may help */
    int http_status; /* 0: none */
    int exit_status; /* set with `retry`: the minimum exit status of the program; 0: EX_RECORD */
    bool final;      /* the program has stopped its work because of this error (stage_stop) */
};

/* Returns the value of the key "error", a JSON object. The caller frees it. `stage` is the
 * program's name. */
CVI_MUST_USE json_t *record_error(const char *stage, const struct record_error *error);

#endif
