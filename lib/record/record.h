/* Reads the keys of a record: a JSON object about one file, to which each program adds its results
 * (docs/record.md). The readers check the type of every value. */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/msg.h"

/* The result of the scan of a file. record_scan_words has the words for it, in this order. */
enum scan_status { SCAN_HEALTHY, SCAN_SUSPICIOUS, SCAN_CORRUPT };
extern const char *const record_scan_words[];

/* The types of titles. record_type_words has the words for them: "movie", "show". */
enum media_type { MEDIA_MOVIE, MEDIA_SHOW };
extern const char *const record_type_words[];

/* The value of match.reason and sync.code for a title whose type --type excludes. */
#define RECORD_OTHER_TYPE "other-type"
/* The value of error.code and sync.code for a title whose ids contradict those of the same title in
 * an earlier record, or on the list. */
#define RECORD_IDS_DIFFER "ids-differ"

/* The results of cvi-match. record_match_words has the words for them. */
enum match_status { MATCH_MATCHED, MATCH_NOT_FOUND, MATCH_AMBIGUOUS, MATCH_SKIPPED };
extern const char *const record_match_words[];

/* The results of cvi-add. record_sync_words has the words for them. */
enum sync_status { SYNC_ADDED, SYNC_EXISTING, SYNC_WOULD_ADD, SYNC_SKIPPED, SYNC_FAILED };
extern const char *const record_sync_words[];

/* The values of sync.code for an item that was already on the list with other data. The data was
 * updated, or would be without --dry-run. */
#define RECORD_UPDATED "updated"
#define RECORD_WOULD_UPDATE "would-update"

/* Returns the index of `word` in `words`, a NULL-terminated list; -1 if the list does not have it.
 * ASCII case is ignored. */
int record_word(const char *const *words, const char *word);

/* The value of a missing number. */
enum { RECORD_NONE = -1 };

/* The largest id that is accepted, 2^53. Many programs read a JSON number as a double, which does
 * not represent all larger numbers exactly (RFC 8259, section 6). */
#define RECORD_MOST_ID ((json_int_t)1 << 53)

/* The media object. Strings are borrowed from the record. */
struct media {
    enum media_type type;
    const char *title;    /* NULL: the file's name has no title (media.untitled) */
    int year;             /* RECORD_NONE when unknown */
    int season;           /* RECORD_NONE when unknown */
    int episode;          /* RECORD_NONE when unknown */
    const json_t *ids;    /* ids in the file's name, or NULL */
    const char *country;  /* a show's country ("US"); NULL if the name has none */
    bool type_doubtful;   /* `type` is a guess */
    const json_t *titles; /* all titles in the file's name, `title` first; NULL: only `title` */
    const char *from; /* program that listed the title and ids; NULL: the file's name has them */
};

/* The kinds of ids, the most reliable first. title_id_words has the words for them: "trakt",
 * "imdb", "tmdb", "tvdb". record/ids.h reads and writes ids. */
enum title_id { TITLE_ID_TRAKT, TITLE_ID_IMDB, TITLE_ID_TMDB, TITLE_ID_TVDB, TITLE_IDS };
extern const char *const title_id_words[];

/* The ids of one title; 0 means unknown. IMDb's is the number after "tt". A film and a show may
 * have the same number. */
struct title_ids {
    json_int_t of[TITLE_IDS];
};

/* The match object. Strings are borrowed from the record. */
struct match {
    enum match_status status;
    const char *reason;   /* why it is ambiguous or skipped; NULL: matched, or not given */
    enum media_type type; /* this and the following members are set only when matched */
    const char *title;
    int year;
    struct title_ids known; /* the valid ids; at least one is known */
    const json_t *ids;      /* the JSON object of ids, unchecked */
    json_int_t votes;       /* RECORD_NONE when unknown */
};

/* The sync object. Strings are borrowed from the record. */
struct sync {
    enum sync_status status;
    const char *list;
    const char *code;  /* reason of a failure, or detail of another status; NULL: not given */
    json_int_t limit;  /* on failure, the list's maximum of items; RECORD_NONE: not known */
    json_int_t count;  /* on failure, the current number of items; RECORD_NONE: not known */
    const json_t *ids; /* the ids that the list has for the title; NULL: none */
};

/* Returns the file's path as a string, or NULL if the record has no path. Borrowed. */
const char *record_filename(const json_t *record);

/* Appends the file's path to `path`, with the exact bytes of filename_b64 if the record has that
 * key. Returns false if the record has no path, or one that no file can have: empty, or with a NUL
 * byte. */
bool record_add_path(const json_t *record, struct buf *path);

/* Sets the key "filename" to the path. If the path is not UTF-8, "filename" gets a repaired copy,
 * and "filename_b64" gets the exact bytes. */
void record_set_filename(json_t *record, const char *path, size_t len);

/* Returns whether an earlier stage failed on the record, so that it has the key "error". */
bool record_failed(const json_t *record);

/* Returns whether the record is about an extra of a film, such as a trailer (media.extra). */
bool record_is_extra(const json_t *record);

/* Each of these functions reads the key of one stage. If the key is missing or does not conform to
 * docs/record.md, it returns false with `why` (65). */
bool record_media(const json_t *record, struct media *media, struct why *why);
bool record_match(const json_t *record, struct match *match, struct why *why);
bool record_scan(const json_t *record, enum scan_status *status, struct why *why);
bool record_sync(const json_t *record, struct sync *sync, struct why *why);

/* The members that record_match and record_sync read, as paths for json/pick.h. */
#define RECORD_MATCH_READS RECORD_TITLE_READS, "match.ids", "match.votes"
#define RECORD_TITLE_READS "match.status", "match.type", "match.title", "match.year", "match.reason"
#define RECORD_SYNC_READS                                                                          \
    "sync.status", "sync.list", "sync.code", "sync.limit", "sync.count", "sync.ids"

/* An error of a stage on one record. `code` is a fixed word, `message` a text for people. */
struct record_error {
    const char *code;
    const char *message;
    bool retry;      /* trying again may help */
    int http_status; /* 0: none */
    int exit_status; /* with `retry`: the exit status of the run is at least this; 0: EX_RECORD */
    bool final;      /* the stage has stopped because of this error (stage_stop) */
};

/* Returns the value of the key "error": an object of stage, code, message, retry and, if set,
 * http_status. The caller frees it. */
CVI_MUST_USE json_t *record_error(const char *stage, const struct record_error *error);

#endif
