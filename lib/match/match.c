/* The matching stage: which question each record puts, and what becomes of its answer. */
#include "match/match.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "json/ndjson.h"
#include "match/ask_trakt.h"
#include "match/search.h"
#include "terminal/screen.h"

/* A question that records wait for. */
struct quest {
    struct pursuit pursuit;
    struct matcher *matcher;
    char *key;             /* what it is known by, in this run and in the memory */
    const struct pin *pin; /* the title is given; NULL: it is to be found */
    bool unknown;          /* the cache has no answer, and nobody else may be asked */
    bool answered;         /* no search is under way or to come */
    bool abandoned;        /* it was not asked, or not to the end: the stage had stopped */
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
    bool hung_up;        /* nobody answers any more */
    bool quit;           /* the user wants the rules to decide the rest */
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
        free(m->quests[i]->key);
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

static void start(struct quest *p);

/* Nothing more is to be asked: nobody answers, or the user wants it to end. */
static bool must_end(const struct matcher *m)
{
    return stage_stopped(m->stage) || stage_interrupted();
}

/*
 * Starts as many of the next searches as may be under way: no more, so that none is sent after it
 * has become clear that no search can work. A dead client id that keeps asking gets the user
 * banned. */
static void start_next(struct matcher *m)
{
    while (m->started < m->count) {
        struct quest *p = m->quests[m->started];

        if (!p->answered && must_end(m)) {
            p->abandoned = true;
            release_items(p);
        } else if (!p->answered && trakt_pending(m->trakt) >= m->at_once) {
            return;
        }
        m->started++;
        if (!p->answered)
            start(p);
    }
}

static bool may_go_on(const struct pursuit *pursuit)
{
    const struct quest *p = pursuit->context;

    return !must_end(p->matcher);
}

/* What is decided needs its candidates no more. */
static void explain(const struct matcher *m, struct question *question)
{
    if (m->settings.explain)
        question_explain(question);
    question_forget(question);
}

/* A pin is somebody's word for it: the score is full, whatever the title. */
static void take_pinned(struct question *question)
{
    if (question->count) {
        question->decision = question_matched(&question->candidates[0], "pin");
        json_object_set_new(question->decision, "score", json_integer(RANK_CERTAIN));
    }
    question_forget(question);
}

/* Decides what can be decided once the answers are there; the rest is to be asked. */
static void conclude(struct quest *p)
{
    struct question *question = p->pursuit.question;

    if (p->pin) {
        take_pinned(question);
    } else if (!p->matcher->ask) {
        question_decide(question);
        explain(p->matcher, question);
    }
}

/* What the searches bring depends on how much is searched for, and in which years: with a year,
 * the season tells when a show may have begun. New. */
static char *memory_key(const struct quest *p)
{
    const struct rank_question *asked = &p->pursuit.question->asked;
    long budget = p->matcher->settings.budget;

    return cvi_format("%s %ld %d %s", p->matcher->ask ? "all" : "some",
                      budget ? budget : PURSUIT_BUDGET,
                      asked->year == RECORD_NONE || p->pin ? RECORD_NONE : asked->season, p->key);
}

static void keep(const struct quest *p)
{
    const struct question *question = p->pursuit.question;
    bool found =
        p->pin ? question->count > 0
               : question_with_id(question) || question_choose(question).verdict != RANK_NOT_FOUND;
    char *key = memory_key(p);

    memory_keep(p->matcher->settings.memory, key, question, found);
    free(key);
}

static bool recall(struct quest *p)
{
    char *key = memory_key(p);
    bool known = memory_recall(p->matcher->settings.memory, key, p->pursuit.question);

    free(key);
    return known;
}

static void finish(struct pursuit *pursuit)
{
    struct quest *p = pursuit->context;
    const struct trakt_error *error = &pursuit->error;

    p->abandoned = pursuit->cut;
    if (error->fault != TRAKT_FINE) {
        if (error->final)
            stage_stop(p->matcher->stage, error->exit_status, error->message);
    } else if (!pursuit->cut) {
        keep(p);
        conclude(p);
    }
    release_items(p);
    start_next(p->matcher);
}

static void looked_up(void *context, const struct trakt_titles *titles,
                      const struct trakt_error *error)
{
    struct quest *p = context;

    if (error)
        p->pursuit.error = *error;
    else
        question_add(p->pursuit.question, titles, QUESTION_BY_ID);
    finish(&p->pursuit);
}

static void start(struct quest *p)
{
    const struct pin *pin = p->pin;

    if (!pin) {
        pursuit_start(&p->pursuit);
        return;
    }
    p->pursuit.question->requests++;
    if (strcmp(pin->kind, "slug") == 0)
        trakt_search_title(p->matcher->trakt, pin->type, pin->id, looked_up, p);
    else
        trakt_search_id(p->matcher->trakt, pin->kind, pin->id, pin->type, looked_up, p);
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

/* Answers the quest with what is known before anybody is asked. */
static void look_back(struct quest *p)
{
    struct memory *memory = p->matcher->settings.memory;

    if (!p->pin)
        p->pursuit.question->decision = memory_choice(memory, p->key);
    if (!p->pursuit.question->decision && recall(p))
        conclude(p);
    else if (!p->pursuit.question->decision && memory_is_offline(memory))
        p->unknown = true;
    else if (!p->pursuit.question->decision)
        return;
    p->answered = true;
}

/* Takes key. */
static struct quest *start_quest_take(struct matcher *m, const struct media *media,
                                      const struct pin *pin, char *key)
{
    struct quest *p = cvi_alloc(sizeof *p);

    if (m->count == m->room) {
        m->room = m->room ? m->room * 2 : 256;
        m->quests = cvi_realloc(m->quests, m->room * sizeof *m->quests);
    }
    json_object_set_new(m->known, key, json_integer((json_int_t)m->count));
    m->quests[m->count++] = p;
    p->matcher = m;
    p->pin = pin;
    p->key = key;
    p->pursuit = (struct pursuit){
        .trakt = m->trakt,
        .question = question_new(media),
        .may_go_on = may_go_on,
        .done = finish,
        .context = p,
        .budget = m->settings.budget,
        .thorough = m->ask,
    };
    look_back(p);
    start_next(m);
    return p;
}

/* media has ids of its own from here on, if there are any. */
static struct quest *quest_of(struct matcher *m, const json_t *record, struct media *media)
{
    const struct pin *pin = memory_pin(m->settings.memory, record, media);
    json_auto_t *ids = pin ? NULL : memory_ids(m->settings.memory, record, media);

    media->ids = ids;
    char *key = pin ? cvi_format("pin %s %s:%s", record_type_words[pin->type], pin->kind, pin->id)
                    : key_of(media);
    const json_t *place = json_object_get(m->known, key);

    if (!place)
        return start_quest_take(m, media, pin, key);
    free(key);
    return m->quests[json_integer_value(place)];
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
    } else if (stage_interrupted()) {
        stage_not_tried_for(stage, item, "interrupted");
    } else {
        struct quest *p = quest_of(m, item->record, &media);

        item->note = p;
        if (!p->answered)
            wait_for(p, item);
    }
}

void matcher_wait(struct stage *stage, int input, int interrupt, bool all)
{
    struct matcher *m = stage->self;

    (void)all;
    if (stage_interrupted())
        trakt_hurry(m->trakt);
    trakt_wait(m->trakt, input, interrupt);
}

/* Fails the item with what went wrong in its search; the run's status tells what it was. */
static void fail(struct stage *stage, struct stage_item *item, const struct trakt_error *error)
{
    struct record_error told = trakt_error_record(error);

    stage_fail_with(stage, item, &told);
    if (error->retry)
        stage_raise(stage, error->exit_status);
    if (error->final)
        stage_tell_stop(stage);
}

/* Whether somebody chose, rather than that there was nothing to choose from. */
static bool is_choice(const json_t *decision)
{
    return strcmp(json_string_value(json_object_get(decision, "status")),
                  record_match_words[MATCH_NOT_FOUND]) != 0;
}

static void ask_user(struct matcher *m, struct quest *p)
{
    struct question *question = p->pursuit.question;
    struct consult consult = {
        .trakt = m->trakt,
        .interrupt = stage_interrupt_fd(),
        .offline = memory_is_offline(m->settings.memory) || stage_stopped(m->stage),
    };
    const struct question_help help = consult_help(&consult);

    if (m->hung_up || stage_interrupted())
        return;
    if (!m->quit) {
        ndjson_flush();
        screen_hold(true);
        enum question_end end = question_ask(question, m->ask, stage_interrupt_fd(), &help);
        screen_hold(false);

        m->quit = end == QUESTION_QUIT;
        m->hung_up = end == QUESTION_HUNG_UP;
    }
    if (m->quit)
        question_decide(question);
    if (!question->decision)
        return;
    if (!m->quit && is_choice(question->decision))
        memory_choose(m->settings.memory, p->key, question->decision);
    explain(m, question);
}

/* A pin that leads nowhere is a mistake of the user's: saying "not found" would hide it. */
static void fail_pinned(struct stage *stage, struct stage_item *item, const struct quest *p)
{
    char *place = memory_pin_place(p->matcher->settings.memory, p->pin);

    stage_fail(stage, item, "bad-pin", "%s: Trakt has no %s with the id %s:%s", place,
               record_type_words[p->pin->type], p->pin->kind, p->pin->id);
    free(place);
}

void matcher_settle(struct stage *stage, struct stage_item *item)
{
    struct matcher *m = stage->self;
    struct quest *p = item->note;

    if (!p)
        return;
    if (p->abandoned && stage_stopped(stage)) {
        stage_not_tried(stage, item);
        return;
    }
    if (p->abandoned) {
        stage_not_tried_for(stage, item, "interrupted");
        return;
    }
    if (p->unknown) {
        stage_not_tried_for(stage, item, "offline, and the cache does not know it");
        return;
    }
    if (p->pursuit.error.fault != TRAKT_FINE) {
        fail(stage, item, &p->pursuit.error);
        return;
    }
    struct question *question = p->pursuit.question;
    if (!question->decision && !p->pin)
        ask_user(m, p);
    if (question->decision)
        stage_take_value(item, json_incref(question->decision));
    else if (p->pin)
        fail_pinned(stage, item, p);
    else
        stage_not_tried_for(stage, item,
                            stage_interrupted() ? "interrupted" : "nobody was there to choose");
}
