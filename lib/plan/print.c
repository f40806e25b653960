/* The plan as operations, in the order in which they are carried out. */
#include <string.h>

#include "json/ndjson.h"
#include "plan/parts.h"

/* A list that is to be created has only its name. */
static struct operation_target target_of(const struct plan *p)
{
    const struct trakt_target *target = &p->list.target;
    struct operation_target to = {.account = plan_account(p), .id = RECORD_NONE};

    if (target->collection) {
        to.list = OPERATION_COLLECTION;
    } else if (target->watchlist) {
        to.list = OPERATION_WATCHLIST;
    } else if (p->list.plan.missing) {
        to.list = target->name;
        to.create = true;
    } else {
        to.list = target->slug;
        to.id = target->trakt;
    }
    return to;
}

/* Returns the operation for a title, without what is said of the title. */
static struct operation operation_of(const struct plan *p, enum operation_kind kind,
                                     const struct title *title)
{
    return (struct operation){
        .kind = kind,
        .to = target_of(p),
        .type = title->part                  ? OPERATION_EPISODE
                : title->type == MEDIA_MOVIE ? OPERATION_MOVIE
                                             : OPERATION_SHOW,
        .ids = title->ids,
        .season = roster_season(title->part),
        .episode = roster_episode(title->part),
        .year = RECORD_NONE,
        .run = RECORD_NONE,
    };
}

static void put(const struct plan *p, const struct operation *op)
{
    if (p->settings.format == PLAN_TEXT) {
        struct buf line = BUF_INIT(1 << 20);

        plan_add_line(&line, op, p->settings.columns);
        ndjson_put_bytes(line.at, line.len);
        buf_release(&line);
    } else {
        json_auto_t *json = operation_json(op);

        ndjson_put(json);
    }
}

/* Puts the operation with a word for why. */
static void put_because(const struct plan *p, struct operation *op, const char *word)
{
    json_auto_t *why = json_pack("[s]", word);

    op->why = why;
    put(p, op);
}

static void put_removal(const struct plan *p, const struct plan_removal *removal)
{
    struct operation op = operation_of(p, OPERATION_REMOVE, &removal->title);

    op.title = removal->name;
    op.year = removal->year;
    op.listed_at = removal->listed_at;
    op.filename = removal->filename;
    put_because(p, &op, removal->why);
}

/* Returns the operation for a title of the input. */
static struct operation operation_for(const struct plan *p, enum operation_kind kind, size_t place)
{
    const struct plan_title *title = &p->titles[place];
    struct operation op = operation_of(p, kind, &p->list.roster.at[place]);

    op.title = title->title;
    op.year = title->year;
    op.filename = title->filename;
    return op;
}

static void put_addition(const struct plan *p, size_t place)
{
    struct operation op = operation_for(p, OPERATION_ADD, place);
    json_auto_t *copy = p->settings.list.collection ? copy_json(&p->titles[place].copy) : NULL;

    op.copy = copy;
    put_because(p, &op, p->titles[place].again ? "again" : "new");
}

/* Returns the members of copy that differ from what there was, as copy_differs sees it; new. */
static json_t *differences(const json_t *copy, const json_t *was)
{
    json_t *keys = json_array();
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)copy, key, value)
    {
        const json_t *old = json_object_get(was, key);

        if (strcmp(key, "collected_at") != 0 && !json_equal(value, old) &&
            !(json_is_false(value) && !old))
            json_array_append_new(keys, json_string(key));
    }
    return keys;
}

/* When it was collected stays as it was, unless the file says it. */
static void put_update(const struct plan *p, size_t place)
{
    const struct copy *there = plan_copy_there(p, place);
    struct copy sent = p->titles[place].copy;
    struct operation op = operation_for(p, OPERATION_UPDATE, place);

    if (!sent.collected_at[0])
        memcpy(sent.collected_at, there->collected_at, sizeof sent.collected_at);
    json_auto_t *copy = copy_json(&sent);
    json_auto_t *was = copy_json(there);
    json_auto_t *why = differences(copy, was);
    op.copy = copy;
    op.was = was;
    op.why = why;
    put(p, &op);
}

static void put_summary(const struct plan *p)
{
    struct buf text = BUF_INIT((size_t)1 << 24);

    plan_add_summary(&text, p);
    ndjson_put_bytes(text.at, text.len);
    buf_release(&text);
}

void plan_print(struct plan *p)
{
    for (size_t i = 0; i < p->removal_count; i++)
        put_removal(p, &p->removals[i]);
    for (size_t i = 0; i < p->list.roster.count; i++)
        if (plan_title_at(p, i)->update)
            put_update(p, i);
    for (size_t i = 0; i < p->list.roster.count; i++)
        if (p->list.roster.at[i].state == TITLE_SEEN && plan_title_at(p, i)->wanted)
            put_addition(p, i);
    plan_tell(p);
    if (p->settings.format == PLAN_TEXT &&
        p->counts.add + p->counts.update + p->counts.remove + p->counts.full)
        put_summary(p);
}
