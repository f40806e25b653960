/* Adding: every title is sent once, and every record learns what became of its title. */
#include "add/add.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "add/parts.h"
#include "record/ids.h"
#include "terminal/screen.h"

struct adder {
    struct adder_settings settings;
    struct add_list list;
    struct add_record record;
    struct add_sender sender;
};

struct adder *adder_new(struct trakt *trakt, const struct adder_settings *settings)
{
    struct adder *a = cvi_alloc(sizeof *a);

    a->settings = *settings;
    a->list = (struct add_list){.trakt = trakt, .settings = settings->list};
    a->record = (struct add_record){.list = &a->list, .again = settings->again};
    a->sender = (struct add_sender){.list = &a->list, .record = &a->record};
    return a;
}

void adder_free(struct adder *a)
{
    add_sender_release(&a->sender);
    add_record_release(&a->record);
    add_list_release(&a->list);
    free(a);
}

bool adder_check(struct adder *a, struct trakt_error *error)
{
    return add_list_check(&a->list, error);
}

static struct title title_of(const struct adder *a, const struct match *match)
{
    return (struct title){.type = match->type,
                          .ids = match->known,
                          .weight = roster_weight(a->settings.order, match)};
}

/* Returns why a matched title is not to be added, as sync.code; NULL: it is. The film of an extra
 * may be damaged. */
static const char *left_out_code(const struct adder *a, const json_t *record,
                                 const struct match *match)
{
    if (a->settings.one_type && match->type != a->settings.type)
        return RECORD_OTHER_TYPE;
    return !a->settings.extras && record_is_extra(record) ? "extra" : NULL;
}

void adder_survey(struct stage *stage, const json_t *record)
{
    struct adder *a = stage->self;
    struct match match;

    if (!record_match(record, &match, NULL) || match.status != MATCH_MATCHED ||
        left_out_code(a, record, &match))
        return;
    const struct title title = title_of(a, &match);
    json_int_t place = roster_find(&a->list.roster, title.type, &title.ids);
    if (place < 0)
        roster_enter(&a->list.roster, &title);
    else
        roster_learn(&a->list.roster, (size_t)place, &title.ids);
}

/* Decides on a title that is new in this run. */
static void decide(struct adder *a, size_t place)
{
    struct title *title = &a->list.roster.at[place];

    if (!add_list_has_room(&a->list)) {
        title->state = TITLE_FULL;
    } else if (a->settings.list.dry_run) {
        title->state = TITLE_ADDED;
        a->list.taken++;
    } else {
        add_queue(&a->sender, place);
    }
}

/* Returns the place of the title, or -1 if it is new in this run. That Trakt does not know it by
 * one id says nothing of a record that has a more certain one. */
static json_int_t known_place(struct adder *a, const struct match *match)
{
    struct roster *roster = &a->list.roster;
    json_int_t place = roster_find(roster, match->type, &match->known);

    if (place < 0)
        return place;
    if (roster->at[place].state == TITLE_UNKNOWN &&
        title_ids_best(&match->known) < roster->at[place].sent_by)
        return -1;
    roster_learn(roster, (size_t)place, &match->known);
    return place;
}

/* To be called for a title that is not on the list: who is logged in, what the list may hold, and
 * what the ledger knows, is found out for the first one. Returns false when nothing can be added.
 */
static bool prepare(struct stage *stage, struct adder *a)
{
    bool prepared = a->list.measured;

    if (!add_list_learn_limit(stage, &a->list))
        return false;
    if (!prepared) {
        add_record_open(&a->record);
        add_list_allot(&a->list);
    }
    return true;
}

/* The place of a title of which it is known what becomes of it, or -1: the item has been told. */
static json_int_t place_of(struct stage *stage, struct stage_item *item, const struct match *match)
{
    struct adder *a = stage->self;
    json_int_t place = known_place(a, match);

    if (place >= 0 && a->list.roster.at[place].state != TITLE_SEEN)
        return place;
    if (!prepare(stage, a)) {
        stage_not_tried(stage, item);
        return -1;
    }
    if (place < 0) {
        const struct title title = title_of(a, match);

        place = (json_int_t)roster_enter(&a->list.roster, &title);
        add_record_judge(&a->record, (size_t)place);
    }
    if (a->list.roster.at[place].state == TITLE_SEEN)
        decide(a, (size_t)place);
    if (a->list.roster.at[place].state == TITLE_QUEUED)
        add_record_name(&a->record, (size_t)place, match, item->record);
    return place;
}

/* The list has its name as it was given, because it need not be looked for. New. */
static json_t *skipped(const struct adder *a, const char *code)
{
    const char *list = a->settings.list.name;

    return json_pack("{s:s, s:s, s:s}", "status", record_sync_words[SYNC_SKIPPED], "list",
                     list && *list ? list : "watchlist", "code", code);
}

/* A title of a list of one's own may have no id that Trakt knows. */
static const char *remedy(const json_t *record)
{
    const char *by = json_string_value(json_object_get(json_object_get(record, "match"), "by"));

    return by && strcmp(by, "catalog") == 0 ? "the list that the catalogue was built from has none"
                                            : "cvi-match adds it";
}

void adder_work(struct stage *stage, struct stage_item *item)
{
    struct adder *a = stage->self;
    struct match match;
    struct why why;

    if (!record_match(item->record, &match, &why)) {
        stage_fail(stage, item, "no-match", "%s (%s)", why.text, remedy(item->record));
        return;
    }
    if (match.status != MATCH_MATCHED)
        return;
    const char *code = left_out_code(a, item->record, &match);
    if (code) {
        stage_take_value(item, skipped(a, code));
        return;
    }
    if (!add_list_read(stage, &a->list)) {
        stage_not_tried(stage, item);
        return;
    }
    json_int_t place = place_of(stage, item, &match);
    if (place < 0)
        return;
    item->place = (size_t)place + 1; /* 0 says: not ours to settle */
    if (a->list.roster.at[place].state == TITLE_QUEUED)
        add_wait_for(&a->sender, item);
}

/*
 * One batch is under way at most, while the next one collects. What is sent is waited for together
 * with input, so that the stages before this one need not stop. */
void adder_wait(struct stage *stage, int input, int interrupt, bool all)
{
    struct add_sender *sender = &((struct adder *)stage->self)->sender;
    struct pollfd ready[] = {
        {.fd = input, .events = POLLIN},
        {.fd = interrupt, .events = POLLIN},
    };

    if (add_is_due(sender, all))
        add_send(sender);
    if (stage_interrupted() && sender->list->trakt)
        trakt_hurry(sender->list->trakt);
    if (sender->batch) {
        trakt_wait(sender->list->trakt, input, interrupt);
        add_take_answer(stage, sender);
    } else if (!all) {
        poll(ready, 2, screen_patience());
    } else {
        add_judge_doubts(stage, sender);
    }
}

static json_t *told(const struct adder *a, enum sync_status status)
{
    const char *list = a->list.target.slug ? a->list.target.slug : a->list.target.name;

    return json_pack("{s:s, s:s}", "status", record_sync_words[status], "list", list);
}

static void set_number(json_t *object, const char *key, json_int_t number)
{
    if (number != RECORD_NONE)
        json_object_set_new(object, key, json_integer(number));
}

/* No error: the record has come to its end, and the same will not work later by itself. */
static void settle_full(struct stage *stage, struct stage_item *item)
{
    struct adder *a = stage->self;
    json_t *value = told(a, SYNC_FAILED);

    json_object_set_new(value, "code", json_string(trakt_error_words[TRAKT_LIST_FULL]));
    set_number(value, "limit", a->list.full.limit);
    set_number(value, "count", a->list.full.count);
    set_number(value, "http_status",
               a->list.full.http_status ? a->list.full.http_status : RECORD_NONE);
    stage_take_value(item, value);
    stage_raise(stage, EX_RECORD);
    add_list_tell_full(&a->list);
}

/* No error: the user does not want it. */
static void settle_taken_off(struct stage *stage, struct stage_item *item)
{
    json_t *value = told(stage->self, SYNC_SKIPPED);

    json_object_set_new(value, "code", json_string("removed-by-you"));
    stage_take_value(item, value);
}

/* The ids of a title that the list has told are news where the record has none of Trakt's. */
static void settle_listed(struct stage *stage, struct stage_item *item, const struct title *title,
                          enum sync_status status)
{
    json_t *value = told(stage->self, status);
    struct match match;

    if (title->listed.of[TITLE_ID_TRAKT] && record_match(item->record, &match, NULL) &&
        !match.known.of[TITLE_ID_TRAKT])
        json_object_set_new(value, "ids", title_ids_json(&title->listed));
    stage_take_value(item, value);
}

static void settle_unknown(struct stage *stage, struct stage_item *item, const struct title *title)
{
    const char *code = trakt_error_words[TRAKT_NOT_FOUND];
    json_auto_t *id = title_id_json(title->sent_by, title->ids.of[title->sent_by]);

    if (title->sent_by == TITLE_ID_TRAKT)
        stage_fail(stage, item, code, "Trakt did not take it: it knows no such title any more");
    else if (json_is_string(id))
        stage_fail(stage, item, code, "Trakt did not take it: it knows no %s %s",
                   record_type_words[title->type], json_string_value(id));
    else
        stage_fail(stage, item, code,
                   "Trakt did not take it: it knows no %s with the %s id %" JSON_INTEGER_FORMAT,
                   record_type_words[title->type], title_id_words[title->sent_by],
                   json_integer_value(id));
}

static void settle_failed(struct stage *stage, struct stage_item *item,
                          const struct trakt_error *error)
{
    struct record_error told = trakt_error_record(error);

    stage_fail_with(stage, item, &told);
    if (error->retry)
        stage_raise(stage, error->exit_status);
    if (error->final)
        stage_tell_stop(stage);
}

void adder_settle(struct stage *stage, struct stage_item *item)
{
    struct adder *a = stage->self;

    if (!item->place)
        return;
    const struct title *title = &a->list.roster.at[item->place - 1];

    switch (title->state) {
    case TITLE_ON_LIST:
        settle_listed(stage, item, title, SYNC_EXISTING);
        break;
    case TITLE_SEEN: /* both not any more: the item would wait */
    case TITLE_QUEUED:
    case TITLE_ADDED:
        settle_listed(stage, item, title, a->settings.list.dry_run ? SYNC_WOULD_ADD : SYNC_ADDED);
        break;
    case TITLE_UNKNOWN:
        settle_unknown(stage, item, title);
        break;
    case TITLE_FAILED:
        settle_failed(stage, item, &a->sender.failures[title->failure]);
        break;
    case TITLE_FULL:
        settle_full(stage, item);
        break;
    case TITLE_TAKEN_OFF:
        settle_taken_off(stage, item);
        break;
    case TITLE_UNSENT:
        stage_not_tried(stage, item);
        break;
    }
}
