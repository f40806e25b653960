/* Answers that need no request: pins (titles that the user has set in a file), ids in side files
 * (.nfo files near the video), the user's earlier choices at the terminal, and cached results of
 * Trakt's searches. */
#ifndef MATCH_CACHE_H
#define MATCH_CACHE_H

#include "match/pins.h"
#include "match/question.h"

struct cache;

struct cache_settings {
    bool no_cache;
    bool refresh;   /* ignore cached results, and replace them */
    bool offline;   /* use the cache only */
    bool ask_again; /* ignore earlier choices, and replace them */
    bool no_nfo;    /* ignore side files */

    const char *cache;    /* directory of the cache; NULL: not used */
    const char *state;    /* directory of the user's choices; NULL: not used */
    const char *pins;     /* the file of pins; NULL: not used */
    bool pins_required;   /* the file of pins must exist */
    bool pins_may_stream; /* an option named the file, so it may be a FIFO or a device */
    const char *server;   /* the Trakt server to which answers and choices belong */
    int64_t find_s;       /* maximum age of results with a title that fits, in seconds */
    int64_t miss_s;       /* the same for results without such a title */
};

/* Reads the pins, and sets *cache, which the caller frees with cache_close. Opens the databases of
 * the choices and of the cache later, on first use. If a database cannot be used, prints a warning
 * and continues without it. Returns false with `why` if the pins cannot be read (exit status 66) or
 * are invalid (78), or if the settings contradict each other (64). */
bool cache_open(const struct cache_settings *settings, struct cache **cache, struct why *why);
void cache_close(struct cache *cache);

/* In the following functions, except cache_pin_place, `cache` may be NULL: then there are no pins,
 * choices, side files and cached results. */

/* Returns whether only the cache may be used. */
bool cache_is_offline(const struct cache *cache);

/* Returns the pin for a record; NULL: not found. Borrowed. */
const struct pin *cache_pin(const struct cache *cache, const json_t *record,
                            const struct media *media);
/* Returns the pin's file and line, such as "pins.tsv:3". The caller frees the string. */
CVI_MUST_USE char *cache_pin_place(const struct cache *cache, const struct pin *pin);

/* The certainty of a record's type (film or show). It determines which side files are read. */
enum cache_type {
    CACHE_TYPE_SURE,     /* side files for this type */
    CACHE_TYPE_DOUBTFUL, /* side files for both types */
    /* the name has no title: side files for this type, but only VIDEO.nfo for the other type */
    CACHE_TYPE_UNTITLED,
};

/* Returns the ids in `media`, and ids from side files of the kinds that `media` lacks. The result
 * is a new object; NULL: no ids. Sets *type to the type of the ids, and *either to whether the ids
 * may also belong to the other type. */
CVI_MUST_USE json_t *cache_ids(struct cache *cache, const json_t *record, const struct media *media,
                               enum cache_type sureness, enum media_type *type, bool *either);

/* Returns the match object that the user chose for the question with this key; NULL: no choice. The
 * caller frees the result. */
CVI_MUST_USE json_t *cache_choice(struct cache *cache, const char *key);

/* Stores the match object that the user chose for the question with this key. */
void cache_choose(struct cache *cache, const char *key, const json_t *match);

/* Adds the cached results of the question's searches to `question`. Returns false if no results are
 * cached. Unless settings.offline is set, also returns false if the cached results lack running
 * times that the question needs. */
bool cache_recall(struct cache *cache, const char *key, struct question *question);
/* Caches the results of the question's searches. If `found` is set, a title fits, and the maximum
 * age is find_s; otherwise it is miss_s. */
void cache_keep(struct cache *cache, const char *key, const struct question *question, bool found);

#endif
