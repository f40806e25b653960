/* Films, shows and episodes, found by any of their ids. Pure. */
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
    int episode; /* of an episode; else RECORD_NONE */
    struct title_ids ids;
    bool is_hidden; /* look-ups by id do not find it */
};

/* Titles in the order in which they were entered. The position of a title in `at` is called its
 * place. A zeroed struct is empty. The caller frees the contents with apply_index_release. */
struct apply_index {
    struct apply_title *at;
    size_t count;
    size_t room;
    uint32_t *slots; /* a hash table: each slot holds a place plus 1, or 0 if it is empty */
    size_t slot_count;
    size_t used; /* number of slots that are not empty */
};

/* Adds a title, and returns its place. Look-ups by an id find the first title that has it. */
size_t apply_index_enter(struct apply_index *index, const struct apply_title *title);

/* Adds the ids in `ids` that the title at `place` does not have. */
void apply_index_learn(struct apply_index *index, size_t place, const struct title_ids *ids);

/* Returns the number of titles that share an id with `title`, and stores their places in `places`,
 * in the order of the id kinds. Other ids of these titles may differ. */
size_t apply_index_hits(const struct apply_index *index, const struct apply_title *title,
                        size_t places[TITLE_IDS]);

/* Returns the place of the first title that apply_index_hits finds and title_ids_same accepts; -1:
 * not found. */
json_int_t apply_index_find(const struct apply_index *index, const struct apply_title *title);

/* Frees the contents and empties the index. */
void apply_index_release(struct apply_index *index);

#endif
