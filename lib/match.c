/* The matching stage: which question each record puts, and what becomes of its answer. */
#include "match.h"

#include <stdlib.h>
#include <string.h>

#include "ndjson.h"
#include "pursuit.h"
#include "text.h"

/* A question that records wait for. */
struct quest {
    struct pursuit pursuit;
    struct matcher *matcher;
    bool answered;  /* no search is under way or to come */
    bool abandoned; /* it was not asked, or not to the end: the stage had stopped */
    struct stage_item **waiting;
    size_t count;
    size_t room;
};

struct matcher {
    struct trakt *trakt;
    struct ask *ask;
    struct match_settings settings;
    json_t *known; /* question key → its place in quests */
    struct quest **quests;
    size_t count;
    size_t room;
    size_t started;      /* so many of them have been asked; the rest are next */
    size_t at_once;      /* most searches under way */
    struct stage *stage; /* the one that works */
    bool hung_up;        /* the user asks for no more questions */
};

struct matcher *matcher_new(struct trakt *trakt, struct ask *ask,
                            const struct match_settings *settings)
{
    struct matcher *m = cvi_alloc(sizeof *m);

    m->trakt = trakt;
    m->ask = ask;
    m->settings = *settings;
    m->at_once = settings->at_once ? (size_t)settings->at_once : MATCH_AT_ONCE;
    m->known = json_object();
    return m;
}

void matcher_free(struct matcher *m)
{
    for (size_t i = 0; i < m->count; i++) {
        pursuit_release(&m->quests[i]->pursuit);
        free(m->quests[i]->waiting);
        free(m->quests[i]);
    }
    free(m->quests);
    json_decref(m->known);
    free(m);
}

void matcher_tell(const struct matcher *m)
{
    long requests = 0;

    for (size_t i = 0; i < m->count; i++)
        requests += m->quests[i]->pursuit.question->requests;
    msg_more("titles: %zu, requests: %ld", m->count, requests);
}

/* The items that waited wait no more; matcher_settle gives them what was found. */
static void release_items(struct quest *p)
{
    p->answered = true;
    for (size_t i = 0; i < p->count; i++)
        p->waiting[i]->waiting = false;
    free(p->waiting);
    p->waiting = NULL;
    p->count = p->room = 0;
}

/*
 * Starts as many of the next searches as may be under way: no more, so that none is sent after it
 * has become clear that no search can work. A dead client id that keeps asking gets the user
 * banned.
 */
static void start_next(struct matcher *m)
{
    while (m->started < m->count && !stage_stopped(m->stage) &&
           trakt_pending(m->trakt) < m->at_once)
        pursuit_start(&m->quests[m->started++]->pursuit);
    while (m->started < m->count && stage_stopped(m->stage)) {
        m->quests[m->started]->abandoned = true;
        release_items(m->quests[m->started++]);
    }
}

static bool may_go_on(const struct pursuit *pursuit)
{
    const struct quest *p = pursuit->context;

    return !stage_stopped(p->matcher->stage);
}

/* What is decided needs its candidates no more. */
static void explain(const struct matcher *m, struct question *question)
{
    if (m->settings.explain)
        question_explain(question);
    question_forget(question);
}

static void finish(struct pursuit *pursuit)
{
    struct quest *p = pursuit->context;
    const struct trakt_error *error = &pursuit->error;

    p->abandoned = pursuit->cut;
    if (error->fault != TRAKT_FINE) {
        if (error->final)
            stage_stop(p->matcher->stage, error->exit_status, error->message);
    } else if (!p->matcher->ask && !pursuit->cut) {
        question_decide(pursuit->question);
        explain(p->matcher, pursuit->question);
    }
    release_items(p);
    start_next(p->matcher);
}

/* Titles that fold the same are one question, ids and country being the same; those that fold to
 * nothing are taken as they are. New. */
static char *key_of(const struct media *media)
{
    char *folded = text_fold(media->title);
    char *ids =
        json_is_object(media->ids) ? json_dumps(media->ids, JSON_SORT_KEYS | JSON_COMPACT) : NULL;
    char *key = cvi_format("%s %d %s %s %s", record_type_words[media->type], media->year,
                           media->country ? media->country : "", ids ? ids : "",
                           *folded ? folded : media->title);

    free(ids);
    free(folded);
    return key;
}

static struct quest *start_quest(struct matcher *m, const struct media *media, const char *key)
{
    struct quest *p = cvi_alloc(sizeof *p);

    if (m->count == m->room) {
        m->room = m->room ? m->room * 2 : 256;
        m->quests = cvi_realloc(m->quests, m->room * sizeof *m->quests);
    }
    json_object_set_new(m->known, key, json_integer((json_int_t)m->count));
    m->quests[m->count++] = p;
    p->matcher = m;
    p->pursuit = (struct pursuit){
        .trakt = m->trakt,
        .question = question_new(media),
        .may_go_on = may_go_on,
        .done = finish,
        .context = p,
        .budget = m->settings.budget,
        .thorough = m->ask,
    };
    start_next(m);
    return p;
}

static struct quest *quest_of(struct matcher *m, const struct media *media)
{
    char *key = key_of(media);
    const json_t *place = json_object_get(m->known, key);
    struct quest *p = place ? m->quests[json_integer_value(place)] : start_quest(m, media, key);

    free(key);
    return p;
}

static void wait_for(struct quest *p, struct stage_item *item)
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
        struct quest *p = quest_of(m, &media);

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

static void ask_user(struct matcher *m, struct question *question)
{
    if (m->hung_up || stage_interrupted())
        return;
    ndjson_flush();
    m->hung_up = question_ask(question, m->ask, stage_interrupt_fd()) != ASK_ANSWER;
    if (question->decision)
        explain(m, question);
}

void matcher_settle(struct stage *stage, struct stage_item *item)
{
    struct matcher *m = stage->self;
    struct quest *p = item->note;

    if (!p)
        return;
    if (p->abandoned) {
        stage_not_tried(stage, item);
        return;
    }
    if (p->pursuit.error.fault != TRAKT_FINE) {
        fail(stage, item, &p->pursuit.error);
        return;
    }
    struct question *question = p->pursuit.question;
    if (!question->decision)
        ask_user(m, question);
    if (question->decision)
        stage_take_value(item, json_incref(question->decision));
    else
        stage_not_tried_for(stage, item, "nobody was there to choose");
}
