/* Adding: every title is sent once, and every record learns what became of its title. */
#include "add.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include "ndjson.h"

/* What is known of a title in this run. */
enum title_state {
    TITLE_ON_LIST, /* it was there before */
    TITLE_BATCHED, /* it goes with the next batch */
    TITLE_ADDED,   /* it was sent and taken (in a dry run: it would be) */
    TITLE_UNKNOWN, /* it was sent, and Trakt does not know it (any more) */
    TITLE_FAILED,  /* it was not taken, nor the rest of its batch: the error is in failures */
};

struct title {
    struct trakt_addition addition;
    enum title_state state;
    size_t failure; /* its place in failures; only when failed */
};

struct adder {
    struct trakt *trakt;
    struct adder_settings settings;
    struct trakt_target target;
    bool ready;           /* the list is found and has been read */
    json_t *known;        /* "movie 481" → its place in titles */
    struct title *titles; /* in the order in which they came */
    size_t count;
    size_t room;
    size_t batch[TRAKT_MOST_ADDITIONS]; /* places in titles */
    size_t batched;
    struct stage_item **waiting; /* items whose title is in the batch */
    size_t waiting_count;
    size_t waiting_room;
    struct trakt_error *failures; /* one for each batch that failed */
    size_t failure_count;
    struct trakt_error full; /* fault is set once the list takes no more */
};

struct adder *adder_new(struct trakt *trakt, const struct adder_settings *settings)
{
    struct adder *a = cvi_alloc(sizeof *a);

    a->trakt = trakt;
    a->settings = *settings;
    a->known = json_object();
    return a;
}

void adder_free(struct adder *a)
{
    trakt_target_release(&a->target);
    json_decref(a->known);
    free(a->titles);
    free(a->waiting);
    free(a->failures);
    free(a);
}

bool adder_check(struct adder *a, struct trakt_error *error)
{
    struct trakt_account account = {0};
    bool works = trakt_get_account(a->trakt, &account, error);

    trakt_account_release(&account);
    if (!works)
        return false;
    trakt_target_release(&a->target);
    return trakt_find_list(a->trakt, a->settings.list, &a->target, error);
}

static char *key_of(enum media_type type, json_int_t trakt)
{
    return cvi_format("%s %" JSON_INTEGER_FORMAT, record_type_words[type], trakt);
}

/* Notes a title that was not known; its place in titles. */
static size_t enter(struct adder *a, enum media_type type, json_int_t trakt, enum title_state state)
{
    char *key = key_of(type, trakt);

    if (a->count == a->room) {
        a->room = a->room ? a->room * 2 : 256;
        a->titles = cvi_realloc(a->titles, a->room * sizeof *a->titles);
    }
    a->titles[a->count] = (struct title){
        .addition = {.type = type, .trakt = trakt},
          .state = state
    };
    json_object_set_new(a->known, key, json_integer((json_int_t)a->count));
    free(key);
    return a->count++;
}

/* Its place in titles, or -1. */
static json_int_t find(const struct adder *a, enum media_type type, json_int_t trakt)
{
    char *key = key_of(type, trakt);
    const json_t *place = json_object_get(a->known, key);

    free(key);
    return place ? json_integer_value(place) : -1;
}

/* Seasons, episodes and people may be on the list too: they are not what is added here. */
static void note_items(struct adder *a, const struct trakt_items *items)
{
    for (size_t i = 0; i < items->count; i++) {
        int type = record_word(record_type_words, items->at[i].type);

        if (type >= 0 && items->at[i].trakt &&
            find(a, (enum media_type)type, items->at[i].trakt) < 0)
            enter(a, (enum media_type)type, items->at[i].trakt, TITLE_ON_LIST);
    }
}

/* Finds the list and reads all of it, the first time that something is to be added. */
static bool get_ready(struct stage *stage)
{
    struct adder *a = stage->self;
    struct trakt_items items = {0};
    struct trakt_error error;

    if (a->ready || stage_stopped(stage))
        return a->ready;
    ndjson_flush();
    if ((a->target.slug || trakt_find_list(a->trakt, a->settings.list, &a->target, &error)) &&
        trakt_get_items(a->trakt, &a->target, &items, &error)) {
        note_items(a, &items);
        a->ready = true;
    } else {
        stage_stop(stage, error.exit_status, error.message);
    }
    trakt_items_release(&items);
    return a->ready;
}

static size_t keep_failure(struct adder *a, const struct trakt_error *error)
{
    a->failures = cvi_realloc(a->failures, (a->failure_count + 1) * sizeof *a->failures);
    a->failures[a->failure_count] = *error;
    return a->failure_count++;
}

/*
 * What Trakt calls existing was not there when the list was read: a request that was applied, and
 * whose answer was lost and repeated, has added it.
 */
static void settle_title(struct title *title, bool sent, size_t failure)
{
    if (!sent) {
        title->state = TITLE_FAILED;
        title->failure = failure;
    } else if (title->addition.not_found) {
        title->state = TITLE_UNKNOWN;
    } else {
        title->state = TITLE_ADDED;
    }
}

/* A dead login stays so for the rest of the run, and a full list too. */
static void note_final(struct stage *stage, const struct trakt_error *error)
{
    struct adder *a = stage->self;

    if (error->final)
        stage_stop(stage, error->exit_status, error->message);
    if (error->fault == TRAKT_LIST_FULL)
        a->full = *error;
}

static void post_batch(struct stage *stage)
{
    struct adder *a = stage->self;
    struct trakt_addition additions[TRAKT_MOST_ADDITIONS] = {0};
    struct trakt_added added = {0};
    struct trakt_error error = {0};
    size_t failure = 0;
    bool sent = true;

    for (size_t i = 0; i < a->batched; i++)
        additions[i] = a->titles[a->batch[i]].addition;
    if (!a->settings.dry_run && a->batched) {
        ndjson_flush();
        sent = trakt_add(a->trakt, &a->target, additions, a->batched, &added, &error);
    }
    if (!sent) {
        failure = keep_failure(a, &error);
        note_final(stage, &error);
    }
    for (size_t i = 0; i < a->batched; i++) {
        struct title *title = &a->titles[a->batch[i]];

        title->addition = additions[i];
        settle_title(title, sent, failure);
    }
    for (size_t i = 0; i < a->waiting_count; i++)
        a->waiting[i]->waiting = false;
    a->batched = a->waiting_count = 0;
}

static void wait_for_batch(struct adder *a, struct stage_item *item)
{
    if (a->waiting_count == a->waiting_room) {
        a->waiting_room = a->waiting_room ? a->waiting_room * 2 : 256;
        a->waiting = cvi_realloc(a->waiting, a->waiting_room * sizeof(struct stage_item *));
    }
    a->waiting[a->waiting_count++] = item;
    item->waiting = true;
}

static void fail(struct stage *stage, struct stage_item *item, const struct trakt_error *error)
{
    struct record_error told = trakt_error_record(error);

    stage_fail_with(stage, item, &told);
    if (error->retry)
        stage_raise(stage, error->exit_status);
    if (error->final)
        stage_tell_stop(stage);
}

/* The list is full, or nothing can be sent at all: the item has been told. */
static bool cannot_add(struct stage *stage, struct stage_item *item)
{
    struct adder *a = stage->self;

    if (stage_stopped(stage))
        stage_not_tried(stage, item);
    else if (a->full.fault != TRAKT_FINE)
        fail(stage, item, &a->full);
    else
        return false;
    return true;
}

void adder_work(struct stage *stage, struct stage_item *item)
{
    struct adder *a = stage->self;
    struct match match;
    struct why why;

    if (!record_match(item->record, &match, &why)) {
        stage_fail(stage, item, "no-match", "%s (cvi-match adds it)", why.text);
        return;
    }
    if (match.status != MATCH_MATCHED)
        return;
    if (!get_ready(stage)) {
        stage_not_tried(stage, item);
        return;
    }
    json_int_t place = find(a, match.type, match.trakt);
    if (place < 0 && cannot_add(stage, item))
        return;
    if (place < 0) {
        place = (json_int_t)enter(a, match.type, match.trakt, TITLE_BATCHED);
        a->batch[a->batched++] = (size_t)place;
    }
    item->note = (void *)(size_t)(place + 1); /* 0 says: not ours to settle */
    if (a->titles[place].state == TITLE_BATCHED)
        wait_for_batch(a, item);
    if (a->batched == TRAKT_MOST_ADDITIONS)
        post_batch(stage);
}

void adder_wait(struct stage *stage, int input, int interrupt, bool all)
{
    struct pollfd ready[] = {
        {.fd = input,     .events = POLLIN},
        {.fd = interrupt, .events = POLLIN},
    };

    if (all)
        post_batch(stage);
    else
        poll(ready, 2, -1);
}

static json_t *told(const struct adder *a, enum sync_status status)
{
    return json_pack("{s:s, s:s}", "status", record_sync_words[status], "list", a->target.slug);
}

void adder_settle(struct stage *stage, struct stage_item *item)
{
    struct adder *a = stage->self;
    size_t place = (size_t)item->note;

    if (!place)
        return;
    const struct title *title = &a->titles[place - 1];

    switch (title->state) {
    case TITLE_ON_LIST:
        stage_take_value(item, told(a, SYNC_EXISTING));
        break;
    case TITLE_BATCHED: /* not while it is: the item would wait */
    case TITLE_ADDED:
        stage_take_value(item, told(a, a->settings.dry_run ? SYNC_WOULD_ADD : SYNC_ADDED));
        break;
    case TITLE_UNKNOWN:
        stage_fail(stage, item, trakt_error_words[TRAKT_NOT_FOUND],
                   "Trakt did not take it: it knows no such title any more");
        break;
    case TITLE_FAILED:
        fail(stage, item, &a->failures[title->failure]);
        break;
    }
}
