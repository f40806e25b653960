/* What is known of a question before anybody is asked: pins that the user wrote, choices that were
 * made on the terminal, and what Trakt's searches brought the last time. */
#ifndef MATCH_MEMORY_H
#define MATCH_MEMORY_H

#include "match/pins.h"
#include "match/question.h"

struct memory;

struct memory_settings {
    bool no_cache;
    bool refresh;   /* what is in the cache is passed over, and replaced */
    bool offline;   /* nothing but the cache answers */
    bool ask_again; /* choices are passed over, and replaced */
    bool no_nfo;    /* side files are not looked at */

    const char *cache;      /* the directories; NULL: there is none */
    const char *state;      /* likewise */
    const char *pins;       /* the file; NULL: none */
    bool pins_wanted;       /* it must be there */
    bool pins_may_stream;   /* an option has named it, so it may be a FIFO or a device */
    const char *server;     /* answers and choices are of this one */
    int64_t find_s, miss_s; /* how long the cache is good */
};

/*
 * Opens what there is. A cache or choices that cannot be used are told of, and done without. False
 * with why for pins that cannot be read (66) or understood (78), and for settings that contradict
 * each other (64). New; ends with memory_close. */
bool memory_open(const struct memory_settings *settings, struct memory **memory, struct why *why);
void memory_close(struct memory *memory);

/* In all that follows NULL is a memory that knows nothing. */

/* Returns whether nobody is to be asked but the cache. */
bool memory_is_offline(const struct memory *memory);

/* Returns the pin for a record; NULL: none. Borrowed. */
const struct pin *memory_pin(const struct memory *memory, const json_t *record,
                             const struct media *media);
/* Where a pin was written: "pins.tsv:3". New. */
CVI_MUST_USE char *memory_pin_place(const struct memory *memory, const struct pin *pin);

/* How sure a record's type is: which side files are read, and what they can add. */
enum memory_type {
    MEMORY_TYPE_SURE,
    MEMORY_TYPE_DOUBTFUL, /* it may be the other one: those of both types are read */
    MEMORY_TYPE_UNTITLED, /* likewise, but of the other type only VIDEO.nfo: a file without a title
                           * is not of the show in whose folder it lies */
};

/* Returns the ids of media, and of side files those kinds that it lacks, as a new object; NULL:
 * none. type is set to the type that the ids are of, and either to whether they may be of the other
 * one: always false for a type that is sure, or when only files of one type have ids. */
CVI_MUST_USE json_t *memory_ids(struct memory *memory, const json_t *record,
                                const struct media *media, enum memory_type sureness,
                                enum media_type *type, bool *either);

/* The match object that somebody chose for the question with that key; NULL: none. New. */
CVI_MUST_USE json_t *memory_choice(struct memory *memory, const char *key);
void memory_choose(struct memory *memory, const char *key, const json_t *match);

/* Adds to the question what its searches brought; false when that is not known. Answers that an
 * earlier version kept lack running times: they are not known to a question that needs them, except
 * offline, where they are better than nothing. */
bool memory_recall(struct memory *memory, const char *key, struct question *question);
/* Keeps what they brought. found: something fits. */
void memory_keep(struct memory *memory, const char *key, const struct question *question,
                 bool found);

#endif
