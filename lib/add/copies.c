/* Selects the best copy (file) of each title, and compares it with the copy in the Trakt
 * collection. */
#include <stdlib.h>
#include <string.h>

#include "add/collected.h"
#include "add/parts.h"

struct add_copy *add_copies_at(struct add_copies *c, size_t place)
{
    size_t before = c->room;

    if (place < before)
        return &c->at[place];
    c->room = place < 128 ? 256 : place * 2;
    c->at = cvi_realloc(c->at, c->room * sizeof *c->at);
    memset(c->at + before, 0, (c->room - before) * sizeof *c->at);
    return &c->at[place];
}

void add_copies_note(struct add_copies *c, size_t place, const json_t *record,
                     const struct copy *copy)
{
    struct add_copy *kept = add_copies_at(c, place);
    const char *filename = record_filename(record);

    if (kept->has_record && copy_compare(copy, &kept->copy) <= 0)
        return;
    free(kept->filename);
    free(kept->exact);
    kept->has_record = true;
    kept->copy = *copy;
    kept->filename = filename ? cvi_strdup(filename) : NULL;
    kept->exact = add_exact_path(record);
}

const struct copy *add_copies_there(const struct add_copies *c, size_t place)
{
    size_t item = c->list->roster.at[place].item;

    return item ? &c->list->collection.at[item - 1].copy : NULL;
}

/* Marks the title at `place` to be updated if its copy differs from the one in the collection. Two
 * titles with different ids may be the same item in the collection. Only the better copy is then
 * sent. best[item] is the place of the title with the item's best copy, plus 1; 0: none yet. */
static void compare(struct add_copies *c, size_t place, size_t *best)
{
    struct title *titles = c->list->roster.at;
    size_t item = titles[place].item, *other = &best[item];

    if (!item || !c->at[place].has_record ||
        !copy_is_news(&c->at[place].copy, add_copies_there(c, place)))
        return;
    if (*other && copy_compare(&c->at[place].copy, &c->at[*other - 1].copy) <= 0)
        return;
    if (*other)
        titles[*other - 1].update = false;
    titles[place].update = true;
    *other = place + 1;
}

void add_copies_compare(struct add_copies *c)
{
    size_t *best, count = c->list->roster.count;

    if (c->compared)
        return;
    c->compared = true;
    /* indexed by item number, which starts at 1 */
    best = cvi_alloc((c->list->collection.count + 1) * sizeof *best);
    if (count)
        add_copies_at(c, count - 1);
    for (size_t i = 0; i < count; i++)
        compare(c, i, best);
    free(best);
}

const struct copy *add_copies_send(struct add_copies *c, size_t place)
{
    struct add_copy *kept = add_copies_at(c, place);

    kept->sent = add_collected(&kept->copy, add_copies_there(c, place),
                               kept->exact ? kept->exact : kept->filename);
    return &kept->sent;
}

void add_copies_release(struct add_copies *c)
{
    for (size_t i = 0; i < c->room; i++) {
        free(c->at[i].filename);
        free(c->at[i].exact);
    }
    free(c->at);
    *c = (struct add_copies){0};
}
