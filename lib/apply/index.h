/* Films, shows and episodes, found by any of their ids. Pure. A title takes about 100 bytes. */
#ifndef APPLY_INDEX_H
#define APPLY_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/ids.h"
#include "record/operation.h"

/* An episode has the ids of its show. */
struct apply_title {
    enum operation_type type;
    int season;  /* of an episode; else RECORD_NONE */
    int episode; /* likewise */
    struct title_ids ids;
    bool is_hidden; /* it is not found by its ids */
};

/* Titles in the order in which they were entered. Zeroed: empty. Free with apply_index_release. */
struct apply_index {
    struct apply_title *at;
    size_t count;
    size_t room;
    uint32_t *slots; /* a hash table: each slot holds a place plus 1, or 0 if it is empty */
    size_t slot_count;
    size_t used;
};

/* Adds a title. The title is found by its ids, except those that an earlier title has. Returns its
 * place. */
size_t apply_index_enter(struct apply_index *index, const struct apply_title *title);

/* Adds ids that the title at place lacks. */
void apply_index_learn(struct apply_index *index, size_t place, const struct title_ids *ids);

/*
 * Stores the places of the titles that have one of these ids, each once, in the order of the id
 * kinds, and returns their number. Other ids may differ.
 */
size_t apply_index_hits(const struct apply_index *index, const struct apply_title *title,
                        size_t places[TITLE_IDS]);

/* Returns the place of the first title that apply_index_hits finds and title_ids_same takes for the
 * same title; -1: not found. */
json_int_t apply_index_find(const struct apply_index *index, const struct apply_title *title);

/* Frees the contents and empties the index. */
void apply_index_release(struct apply_index *index);

#endif
