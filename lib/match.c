/* The matching stage: which question each record puts, and what becomes of its answer. */
#include "match.h"

#include <stdlib.h>
#include <string.h>

#include "ndjson.h"
#include "question.h"
#include "text.h"

/* A question on its way: exact search first, then broad, then decided. */
struct pursuit {
    struct matcher *matcher;
    struct question *question;
    bool broad;     /* the broad search is the one under way */
    bool answered;  /* no search is under way or to come */
    bool abandoned; /* it was not asked, or not to the end: the stage had stopped */
    struct trakt_error error;
    struct stage_item **waiting;
    size_t count;
    size_t room;
};

struct matcher {
    struct trakt *trakt;
    struct ask *ask;
    json_t *known; /* question key → its place in pursuits */
    struct pursuit **pursuits;
    size_t count;
    size_t room;
    size_t started;      /* so many of them have been asked; the rest are next */
    size_t at_once;      /* most searches under way */
    struct stage *stage; /* the one that works */
    bool hung_up;        /* the user asks for no more questions */
};

struct matcher *matcher_new(struct trakt *trakt, struct ask *ask, long at_once)
{
    struct matcher *m = cvi_alloc(sizeof *m);

    m->trakt = trakt;
    m->ask = ask;
    m->at_once = at_once ? (size_t)at_once : MATCH_AT_ONCE;
    m->known = json_object();
    return m;
}

void matcher_free(struct matcher *m)
{
    for (size_t i = 0; i < m->count; i++) {
        question_free(m->pursuits[i]->question);
        free(m->pursuits[i]->waiting);
        free(m->pursuits[i]);
    }
    free(m->pursuits);
    json_decref(m->known);
    free(m);
}

/* The items that waited for the pursuit wait no more; matcher_settle gives them what it brought. */
static void release_items(struct pursuit *p)
{
    p->answered = true;
    for (size_t i = 0; i < p->count; i++)
        p->waiting[i]->waiting = false;
    free(p->waiting);
    p->waiting = NULL;
    p->count = p->room = 0;
}

static void search(struct pursuit *p);

/*
 * Starts as many of the next searches as may be under way: no more, so that none is sent after it
 * has become clear that no search can work. A dead client id that keeps asking gets the user
 * banned.
 */
static void start_next(struct matcher *m)
{
    while (m->started < m->count && !stage_stopped(m->stage) &&
           trakt_pending(m->trakt) < m->at_once)
        search(m->pursuits[m->started++]);
    while (m->started < m->count && stage_stopped(m->stage)) {
        m->pursuits[m->started]->abandoned = true;
        release_items(m->pursuits[m->started++]);
    }
}

static void found(void *context, const struct trakt_titles *titles, const struct trakt_error *error)
{
    struct pursuit *p = context;

    if (error) {
        p->error = *error;
        if (error->final)
            stage_stop(p->matcher->stage, error->exit_status, error->message);
        release_items(p);
        start_next(p->matcher);
        return;
    }
    question_add(p->question, titles, !p->broad);
    if (p->broad || (!p->matcher->ask && question_is_clear(p->question))) {
        if (!p->matcher->ask)
            question_decide(p->question);
        release_items(p);
        start_next(p->matcher);
        return;
    }
    if (stage_stopped(p->matcher->stage)) {
        p->abandoned = true;
        release_items(p);
        return;
    }
    p->broad = true;
    search(p);
}

/*
 * The broad search is narrowed to the years that may be taken at all, or its page of 50 may be full
 * of other years' films; a user who is asked sees all years.
 */
static void search(struct pursuit *p)
{
    const struct rank_question *asked = &p->question->rank;
    bool narrow = p->broad && asked->year != RECORD_NONE && !p->matcher->ask;
    char *years = narrow ? cvi_format("%d-%d", asked->year - 1, asked->year + 1) : NULL;
    const struct trakt_query query = {
        .type = asked->type,
        .text = asked->title,
        .years = years,
        .exact = !p->broad,
        .full = true,
    };

    trakt_search(p->matcher->trakt, &query, found, p);
    free(years);
}

/* Titles that fold the same are one question; those that fold to nothing are taken as they are.
 * New. */
static char *key_of(const struct media *media)
{
    char *folded = text_fold(media->title);
    char *key = cvi_format("%s %d %s", record_type_words[media->type], media->year,
                           *folded ? folded : media->title);

    free(folded);
    return key;
}

static struct pursuit *start_pursuit(struct matcher *m, const struct media *media, const char *key)
{
    struct pursuit *p = cvi_alloc(sizeof *p);

    if (m->count == m->room) {
        m->room = m->room ? m->room * 2 : 256;
        m->pursuits = cvi_realloc(m->pursuits, m->room * sizeof *m->pursuits);
    }
    json_object_set_new(m->known, key, json_integer((json_int_t)m->count));
    m->pursuits[m->count++] = p;
    p->matcher = m;
    p->question = question_new(media);
    start_next(m);
    return p;
}

static struct pursuit *pursuit_of(struct matcher *m, const struct media *media)
{
    char *key = key_of(media);
    const json_t *place = json_object_get(m->known, key);
    struct pursuit *p =
        place ? m->pursuits[json_integer_value(place)] : start_pursuit(m, media, key);

    free(key);
    return p;
}

static void wait_for(struct pursuit *p, struct stage_item *item)
{
    if (p->count == p->room) {
        p->room = p->room ? p->room * 2 : 4;
        p->waiting = cvi_realloc(p->waiting, p->room * sizeof *p->waiting);
    }
    p->waiting[p->count++] = item;
    item->waiting = true;
}

void matcher_work(struct stage *stage, struct stage_item *item)
{
    struct matcher *m = stage->self;
    struct media media;
    struct why why;

    m->stage = stage;
    if (!record_media(item->record, &media, &why)) {
        stage_fail(stage, item, "no-media", "%s (cvi-parse adds it)", why.text);
    } else if (stage_stopped(stage)) {
        stage_not_tried(stage, item);
    } else if (stage_interrupted()) {
        stage_not_tried_for(stage, item, "interrupted");
    } else {
        struct pursuit *p = pursuit_of(m, &media);

        item->note = p;
        if (!p->answered)
            wait_for(p, item);
    }
}

void matcher_wait(struct stage *stage, int input, int interrupt, bool all)
{
    struct matcher *m = stage->self;

    (void)all;
    trakt_wait(m->trakt, input, interrupt);
}

/* Fails the item with what went wrong in its search; the run's status tells what it was. */
static void fail(struct stage *stage, struct stage_item *item, const struct trakt_error *error)
{
    struct record_error told = trakt_error_record(error);

    stage_fail_with(stage, item, &told);
    if (error->final)
        stage_tell_stop(stage);
}

static void ask_user(struct matcher *m, struct pursuit *p)
{
    if (m->hung_up || stage_interrupted())
        return;
    ndjson_flush();
    m->hung_up = question_ask(p->question, m->ask, stage_interrupt_fd()) != ASK_ANSWER;
}

void matcher_settle(struct stage *stage, struct stage_item *item)
{
    struct matcher *m = stage->self;
    struct pursuit *p = item->note;

    if (!p)
        return;
    if (p->abandoned) {
        stage_not_tried(stage, item);
        return;
    }
    if (p->error.fault != TRAKT_FINE) {
        fail(stage, item, &p->error);
        return;
    }
    if (!p->question->decision)
        ask_user(m, p);
    if (p->question->decision)
        stage_take_value(item, json_incref(p->question->decision));
    else
        stage_not_tried_for(stage, item, "nobody was there to choose");
}
