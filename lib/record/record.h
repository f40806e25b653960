/* The record: its keys, readers for them that check every type, and the form of an error. */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/msg.h"

/* The status of a file after the scan. The words are record_scan_words, in this order. */
enum scan_status { SCAN_HEALTHY, SCAN_SUSPICIOUS, SCAN_CORRUPT };
extern const char *const record_scan_words[];

/* The two types of titles. The words are record_type_words: "movie", "show". */
enum media_type { MEDIA_MOVIE, MEDIA_SHOW };
extern const char *const record_type_words[];

/* The word in match.reason and sync.code for a title of another type than --type requests. */
#define RECORD_OTHER_TYPE "other-type"
/* error.code, and sync.code of an existing title: its ids contradict those of the same title */
#define RECORD_IDS_DIFFER "ids-differ"

/* The results of cvi-match. The words are record_match_words. */
enum match_status { MATCH_MATCHED, MATCH_NOT_FOUND, MATCH_AMBIGUOUS, MATCH_SKIPPED };
extern const char *const record_match_words[];

/* The results of cvi-add. The words are record_sync_words. */
enum sync_status { SYNC_ADDED, SYNC_EXISTING, SYNC_WOULD_ADD, SYNC_SKIPPED, SYNC_FAILED };
extern const char *const record_sync_words[];

/* The words in sync.code for an item that was on the list with other data, which was updated, or
 * would be in a dry run. */
#define RECORD_UPDATED "updated"
#define RECORD_WOULD_UPDATE "would-update"

/* Returns the index of word in a NULL-terminated list, ignoring ASCII case; -1 if it is not in the
 * list. */
int record_word(const char *const *words, const char *word);

/* The value of a missing number. */
enum { RECORD_NONE = -1 };

/* The largest Trakt id that is accepted, 2^53: programs that read a JSON number as a double lose
 * the last digits of a larger one (RFC 8259, section 6), so an answer could not contain it. */
#define RECORD_MOST_ID ((json_int_t)1 << 53)

/* The media object. Strings are borrowed from the record. */
struct media {
    enum media_type type;
    const char *title;    /* NULL: the name is not a title (media.untitled) */
    int year;             /* RECORD_NONE when unknown */
    int season;           /* likewise */
    int episode;          /* likewise */
    const json_t *ids;    /* ids in the name, or NULL */
    const char *country;  /* of a show, "US"; NULL if the name has none */
    bool type_doubtful;   /* type is a guess */
    const json_t *titles; /* all titles of the name, `title` first; NULL: only one */
    const char *from;     /* the program that gave title and ids; NULL: the file's name did */
};

/* The kinds of ids of a title, the most certain first. The words are title_id_words: "trakt",
 * "imdb", "tmdb", "tvdb". record/ids.h reads and writes them. */
enum title_id { TITLE_ID_TRAKT, TITLE_ID_IMDB, TITLE_ID_TMDB, TITLE_ID_TVDB, TITLE_IDS };
extern const char *const title_id_words[];

/* Ids of one title, each unique within its kind and type only; 0: unknown. For IMDb, the number
 * after "tt". */
struct title_ids {
    json_int_t of[TITLE_IDS];
};

/* The match object. Strings are borrowed from the record. */
struct match {
    enum match_status status;
    const char *reason;   /* reason for ambiguous or skipped; NULL when matched, or not given */
    enum media_type type; /* this and the following members: only when matched */
    const char *title;
    int year;
    struct title_ids known; /* the valid ids; at least one is known */
    const json_t *ids;      /* all ids, unchanged */
    json_int_t votes;       /* RECORD_NONE when unknown */
};

/* The sync object. Strings are borrowed from the record. */
struct sync {
    enum sync_status status;
    const char *list;
    const char *code;  /* reason of a failure, or a detail of another status; NULL: not given */
    json_int_t limit;  /* on failure, the maximum of the list; RECORD_NONE: not known */
    json_int_t count;  /* on failure, the number of items on the list; likewise */
    const json_t *ids; /* ids of the title that the list has given; NULL: none */
};

/* Returns the file's path as a string, or NULL if the record has no path. Borrowed. */
const char *record_filename(const json_t *record);

/* Adds the bytes of the file's path to path: those of filename_b64 if the record has it. Returns
 * false if the record has no path, or has a path that no file can have. */
bool record_add_path(const json_t *record, struct buf *path);

/* Adds "filename" for the path. If its bytes are not UTF-8, they are repaired there, and
 * "filename_b64" has the exact bytes. */
void record_set_filename(json_t *record, const char *path, size_t len);

/* Returns whether the record has an error of an earlier stage. */
bool record_failed(const json_t *record);

/* Returns whether the record is about an extra of a film, such as a trailer (media.extra). */
bool record_is_extra(const json_t *record);

/* Each function reads one stage's key. Returns false with why (65) if the key is missing or does
 * not conform to docs/record.md. */
bool record_media(const json_t *record, struct media *media, struct why *why);
bool record_match(const json_t *record, struct match *match, struct why *why);
bool record_scan(const json_t *record, enum scan_status *status, struct why *why);
bool record_sync(const json_t *record, struct sync *sync, struct why *why);

/* The members that record_match and record_sync read, for lists of paths (json/pick.h). */
#define RECORD_MATCH_READS RECORD_TITLE_READS, "match.ids", "match.votes"
#define RECORD_TITLE_READS "match.status", "match.type", "match.title", "match.year", "match.reason"
#define RECORD_SYNC_READS                                                                          \
    "sync.status", "sync.list", "sync.code", "sync.limit", "sync.count", "sync.ids"

/* The error of a stage for a record. code is a fixed word, message is text for people. */
struct record_error {
    const char *code;
    const char *message;
    bool retry;      /* trying again may help */
    int http_status; /* 0: none */
    int exit_status; /* with retry: the exit status of the run if it is larger; 0: EX_RECORD */
    bool final;      /* the stage has stopped because of it (stage_stop) */
};

/* Returns the error object: stage, code, message, retry and, if set, http_status. The caller frees
 * the result. */
CVI_MUST_USE json_t *record_error(const char *stage, const struct record_error *error);

#endif
