/* Writes the outcome of each record's titles. */
#include "add/add.h"
#include "add/parts.h"
#include "record/ids.h"

static json_t *sync_json(const struct adder *a, enum sync_status status)
{
    const char *list = a->list.target.slug ? a->list.target.slug : a->list.target.name;

    return json_pack("{s:s, s:s}", "status", record_sync_words[status], "list", list);
}

static void set_number(json_t *object, const char *key, json_int_t number)
{
    if (number != RECORD_NONE)
        json_object_set_new(object, key, json_integer(number));
}

/* Settles an item for which the list has no room. Sets no error, because repeating the run would
 * not help. */
static void settle_full(struct stage *stage, struct stage_item *item)
{
    struct adder *a = stage->self;
    json_t *value = sync_json(a, SYNC_FAILED);

    json_object_set_new(value, "code", json_string(trakt_error_words[TRAKT_LIST_FULL]));
    set_number(value, "limit", a->list.full.limit);
    set_number(value, "count", a->list.full.count);
    set_number(value, "http_status",
               a->list.full.http_status ? a->list.full.http_status : RECORD_NONE);
    stage_take_value(item, value);
    stage_raise(stage, EX_RECORD);
    add_list_report_full(&a->list);
}

static void settle_taken_off(struct stage *stage, struct stage_item *item)
{
    json_t *value = sync_json(stage->self, SYNC_SKIPPED);

    json_object_set_new(value, "code", json_string("removed-by-you"));
    stage_take_value(item, value);
}

/* Returns a new sync object. If the list has a Trakt id for the title, but the record does not, the
 * object includes the list's ids. */
static json_t *sync_listed_json(const struct adder *a, const struct stage_item *item,
                                const struct title *title, enum sync_status status)
{
    json_t *value = sync_json(a, status);
    struct match match;

    if (title->listed.of[TITLE_ID_TRAKT] && record_match(item->record, &match, NULL) &&
        !match.known.of[TITLE_ID_TRAKT])
        json_object_set_new(value, "ids", title_ids_json(&title->listed));
    return value;
}

/* Settles an item whose title was on the list before. If the record's ids contradict those on the
 * list, adds a code, because the record may mean another title. */
static void settle_existing(struct stage *stage, struct stage_item *item, size_t place)
{
    const struct adder *a = stage->self;
    json_t *value = sync_listed_json(a, item, &a->list.roster.at[place], SYNC_EXISTING);
    struct match match;

    if (record_match(item->record, &match, NULL) &&
        roster_contradiction(&a->list.roster, place, &match.known, NULL) != TITLE_IDS)
        json_object_set_new(value, "code", json_string(RECORD_IDS_DIFFER));
    stage_take_value(item, value);
}

/* Settles an item whose copy in the collection was updated. It has the status of an existing title,
 * and a code for the update. */
static void settle_updated(struct stage *stage, struct stage_item *item, size_t place)
{
    struct adder *a = stage->self;
    json_t *value = sync_listed_json(a, item, &a->list.roster.at[place], SYNC_EXISTING);
    const struct copy *there = add_copies_there(&a->copies, place);

    json_object_set_new(
        value, "code",
        json_string(a->settings.list.dry_run ? RECORD_WOULD_UPDATE : RECORD_UPDATED));
    json_object_set_new(value, "why",
                        copy_differences(&add_copies_at(&a->copies, place)->copy, there));
    stage_take_value(item, value);
}

static void settle_added(struct stage *stage, struct stage_item *item, size_t place)
{
    struct adder *a = stage->self;
    const struct title *title = &a->list.roster.at[place];

    if (title->update)
        settle_updated(stage, item, place);
    else
        stage_take_value(item,
                         sync_listed_json(a, item, title,
                                          a->settings.list.dry_run ? SYNC_WOULD_ADD : SYNC_ADDED));
}

static void settle_unknown(struct stage *stage, struct stage_item *item, const struct title *title)
{
    const char *code = trakt_error_words[TRAKT_NOT_FOUND];
    json_auto_t *id = title_id_json(title->sent_by, title->ids.of[title->sent_by]);

    if (title->part)
        stage_fail(stage, item, code,
                   "Trakt did not accept it: unknown show, or it has no season %d, episode %d",
                   roster_season(title->part), roster_episode(title->part));
    else if (title->sent_by == TITLE_ID_TRAKT)
        stage_fail(stage, item, code, "Trakt did not accept it: the title no longer exists");
    else if (json_is_string(id))
        stage_fail(stage, item, code, "Trakt did not accept it: there is no %s %s",
                   record_type_words[title->type], json_string_value(id));
    else
        stage_fail(stage, item, code,
                   "Trakt did not accept it: there is no %s with the %s id %" JSON_INTEGER_FORMAT,
                   record_type_words[title->type], title_id_words[title->sent_by],
                   json_integer_value(id));
}

static void settle_failed(struct stage *stage, struct stage_item *item,
                          const struct trakt_error *error)
{
    struct record_error recorded = trakt_error_record(error);

    stage_fail_with(stage, item, &recorded);
}

/* Settles an item whose title was not sent. Warns once, unless the stage has stopped or was
 * interrupted. */
static void settle_unsent(struct stage *stage, struct stage_item *item)
{
    struct adder *a = stage->self;
    const char *reason = add_unsent_reason(&a->sender);

    if (stage_stopped(stage)) {
        stage_not_tried(stage, item);
        return;
    }
    stage_not_tried_for(stage, item, reason);
    if (stage_interrupted())
        return;
    stage_raise(stage, EX_TEMPFAIL);
    if (!a->sender.unsent_reported)
        msg_warn("%s: %s", a->list.target.name, reason);
    a->sender.unsent_reported = true;
}

static void settle(struct stage *stage, struct stage_item *item)
{
    struct adder *a = stage->self;
    size_t place = add_places_decisive(&a->list.roster, item);
    const struct title *title = &a->list.roster.at[place];

    switch (title->state) {
    case TITLE_ON_LIST:
        settle_existing(stage, item, place);
        break;
    case TITLE_SEEN: /* not possible here: the item would still be waiting */
    case TITLE_QUEUED:
    case TITLE_ADDED:
        settle_added(stage, item, place);
        break;
    case TITLE_UNKNOWN:
        settle_unknown(stage, item, title);
        break;
    case TITLE_FAILED:
        settle_failed(stage, item, &a->sender.failures[title->failure]);
        break;
    case TITLE_HELD: /* not possible here: the item would still be waiting */
    case TITLE_FULL:
        settle_full(stage, item);
        break;
    case TITLE_TAKEN_OFF:
        settle_taken_off(stage, item);
        break;
    case TITLE_UNSENT:
        settle_unsent(stage, item);
        break;
    }
}

void adder_settle(struct stage *stage, struct stage_item *item)
{
    if (!add_places_count(item))
        return;
    settle(stage, item);
    add_places_release(item);
}
