/* Answers without a search: pins that the user wrote, earlier choices at the terminal, and cached
 * results of Trakt's searches. */
#ifndef MATCH_CACHE_H
#define MATCH_CACHE_H

#include "match/pins.h"
#include "match/question.h"

struct cache;

struct cache_settings {
    bool no_cache;
    bool refresh;   /* ignore the cache, and update it */
    bool offline;   /* use the cache only */
    bool ask_again; /* ignore earlier choices, and replace them */
    bool no_nfo;    /* ignore side files */

    const char *cache;      /* the directories; NULL: not used */
    const char *state;      /* likewise */
    const char *pins;       /* the file; NULL: not used */
    bool pins_wanted;       /* the file must exist */
    bool pins_may_stream;   /* named by an option, so it may be a FIFO or a device */
    const char *server;     /* answers and choices belong to this server */
    int64_t find_s, miss_s; /* maximum age of cached results */
};

/* Opens pins, choices and the cache. An unusable cache or file of choices is reported and not used.
 * Returns false with why for pins that cannot be read (66) or parsed (78), and for contradictory
 * settings (64). The caller frees the result with cache_close. */
bool cache_open(const struct cache_settings *settings, struct cache **cache, struct why *why);
void cache_close(struct cache *cache);

/* In all of the following functions, NULL stands for an empty store. */

/* Returns whether only the cache may be used. */
bool cache_is_offline(const struct cache *cache);

/* Returns the pin for a record; NULL: not found. Borrowed. */
const struct pin *cache_pin(const struct cache *cache, const json_t *record,
                            const struct media *media);
/* Returns the place of a pin: "pins.tsv:3". The caller frees the string. */
CVI_MUST_USE char *cache_pin_place(const struct cache *cache, const struct pin *pin);

/* The certainty of a record's type. It determines which side files are read, and what they can
 * add. */
enum cache_type {
    CACHE_TYPE_SURE,
    CACHE_TYPE_DOUBTFUL, /* it may be the other type: side files of both are read */
    CACHE_TYPE_UNTITLED, /* likewise, but for the other type only VIDEO.nfo is read: a file without
                          * a title need not belong to the show in whose folder it is */
};

/* Returns the ids of media and, from side files, the kinds of ids that it lacks, as a new object;
 * NULL: none. Sets type to the type of the ids, and either to whether they may belong to the other
 * type: false if the type is certain, or if only files of one type have ids. */
CVI_MUST_USE json_t *cache_ids(struct cache *cache, const json_t *record, const struct media *media,
                               enum cache_type sureness, enum media_type *type, bool *either);

/* Returns the match object that the user chose for the question with that key; NULL if there was no
 * choice. The caller frees the result. */
CVI_MUST_USE json_t *cache_choice(struct cache *cache, const char *key);
void cache_choose(struct cache *cache, const char *key, const json_t *match);

/* Adds the cached results of its searches to the question. Returns false if they are unknown.
 * Answers from an earlier version lack running times. They are not used for a question that needs
 * running times, except offline. */
bool cache_recall(struct cache *cache, const char *key, struct question *question);
/* Caches the results of the searches. found: a title fits. */
void cache_keep(struct cache *cache, const char *key, const struct question *question, bool found);

#endif
