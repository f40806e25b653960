/* The matching stage: finds or creates the question of each record, and starts its searches. */
#include "match/match.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "match/doubt.h"
#include "match/parts.h"
#include "record/ids.h"

struct matcher *matcher_new(struct trakt *trakt, struct ask *ask,
                            const struct match_settings *settings)
{
    struct matcher *m = cvi_alloc(sizeof *m);

    m->trakt = trakt;
    m->asking = (struct asking){.ask = ask, .which = settings->which};
    m->settings = *settings;
    m->at_once = settings->at_once ? (size_t)settings->at_once : MATCH_AT_ONCE;
    m->known = json_object();
    return m;
}

static void free_pending(struct pending *pending)
{
    if (!pending)
        return;
    search_release(&pending->search);
    free(pending->waiting);
    free(pending->known);
    free(pending->key);
    free(pending);
}

void matcher_free(struct matcher *m)
{
    for (size_t i = 0; i < m->count; i++)
        free_pending(m->pending[i]);
    free(m->pending);
    asking_release(&m->asking);
    json_decref(m->known);
    free(m);
}

void matcher_report(const struct matcher *m)
{
    long requests = 0;

    for (size_t i = 0; i < m->count; i++)
        requests += m->pending[i] ? m->pending[i]->search.question->requests : 0;
    msg_more("titles: %zu, requests: %ld", m->count, requests);
}

/* Called when the question's searches have ended. Releases its items, except those about which the
 * user must be asked. */
static void release_items(struct pending *pending)
{
    pending->answered = true;
    for (size_t i = 0; i < pending->count; i++)
        match_let_go_or_hold(pending->matcher, pending->waiting[i]);
    free(pending->waiting);
    pending->waiting = NULL;
    pending->count = pending->room = 0;
}

static void start(struct pending *pending);

/* Returns whether to make no more requests: none can succeed, or the user has interrupted the
 * run. */
static bool must_end(const struct matcher *m)
{
    return stage_stopped(m->stage) || stage_interrupted();
}

/* Starts the next searches, up to the maximum number of concurrent searches. Starts none if
 * must_end returns true: Trakt bans users whose programs keep sending requests with an invalid
 * client id. */
static void start_next(struct matcher *m)
{
    while (m->started < m->count) {
        struct pending *pending = m->pending[m->started];

        if (!pending->answered && must_end(m)) {
            pending->abandoned = true;
            release_items(pending);
        } else if (!pending->answered && trakt_pending(m->trakt) >= m->at_once) {
            return;
        }
        m->started++;
        if (!pending->answered)
            start(pending);
    }
}

static bool may_continue(const struct search *search)
{
    const struct pending *pending = search->context;

    return !must_end(pending->matcher);
}

/* Decides a question that has a pin. The score is the maximum, because the user has set the
 * title. */
static void take_pinned(struct question *question)
{
    if (question->count) {
        question->decision = question_matched(&question->candidates[0], "pin");
        json_object_set_new(question->decision, "score", json_integer(RANK_CERTAIN));
    }
    question_forget(question);
}

static bool is_matched(const json_t *decision)
{
    return strcmp(json_string_value(json_object_get(decision, "status")),
                  record_match_words[MATCH_MATCHED]) == 0;
}

/* Decides the question by the rules. If they find no certain match, and the user can be asked,
 * leaves the question undecided. */
static void decide(const struct matcher *m, struct question *question)
{
    bool asks = m->asking.ask && !m->asking.quit && question_may_fit(question);

    question_decide(question);
    if (asks && !is_matched(question->decision)) {
        json_decref(question->decision);
        question->decision = NULL;
    } else {
        match_explain(m, question);
    }
}

/* Called when the question's results have arrived. Decides the question, or leaves it to the user.
 * If the catalogue found several titles and Trakt none that fits, searches the catalogue again. */
static void conclude(struct pending *pending)
{
    struct question *question = pending->search.question;
    const struct matcher *m = pending->matcher;

    if (pending->doubtful && question_choose(question).verdict == RANK_NOT_FOUND &&
        !question_with_id(question)) {
        question_forget(question);
        ask_catalog(m->settings.catalog, question, asking_all(&m->asking));
    }
    if (pending->pin)
        take_pinned(question);
    else if (!asking_all(&m->asking) || (question->untitled && question_with_id(question)))
        decide(m, question);
}

/* Returns the question's key in the cache; the caller frees it. The key contains everything that
 * affects the searches. The season is in it because years_of (search.c) uses the season. */
static char *cache_key(const struct pending *pending, bool bare)
{
    const struct rank_question *asked = &pending->search.question->asked;
    long budget = pending->matcher->settings.budget;

    return cvi_format("%s %ld %d %s",
                      asking_all(&pending->matcher->asking) ? "all"
                      : bare                                ? "bare"
                                                            : "some",
                      budget ? budget : SEARCH_BUDGET,
                      asked->year == RECORD_NONE || pending->pin ? RECORD_NONE : asked->season,
                      pending->key);
}

static void keep(const struct pending *pending)
{
    const struct question *question = pending->search.question;
    bool found = pending->pin ? question->count > 0
                              : question_with_id(question) ||
                                    question_choose(question).verdict != RANK_NOT_FOUND;
    char *key = cache_key(pending, question->bare);

    cache_keep(pending->matcher->settings.cache, key, question, found);
    free(key);
}

/* Adds the cached results to the question. Returns false if no results are cached. For a bare name,
 * also uses results for the same title in a name that is not bare. */
static bool recall(struct pending *pending)
{
    struct question *question = pending->search.question;
    bool known = false;

    for (int bare = question->bare; bare >= 0 && !known; bare--) {
        char *key = cache_key(pending, bare);

        known = cache_recall(pending->matcher->settings.cache, key, question);
        free(key);
    }
    return known;
}

static void finish(struct search *search)
{
    struct pending *pending = search->context;
    const struct trakt_error *error = &search->error;

    pending->abandoned = search->cut;
    if (error->fault != TRAKT_FINE) {
        if (error->final)
            stage_stop(pending->matcher->stage, error->exit_status, error->message);
    } else if (!search->cut) {
        keep(pending);
        conclude(pending);
    }
    release_items(pending);
    start_next(pending->matcher);
}

static void looked_up(void *context, const struct trakt_titles *titles,
                      const struct trakt_error *error)
{
    struct pending *pending = context;

    if (error)
        pending->search.error = *error;
    else
        question_add(pending->search.question, titles, QUESTION_BY_ID);
    finish(&pending->search);
}

static void start(struct pending *pending)
{
    const struct pin *pin = pending->pin;

    if (!pin) {
        search_start(&pending->search);
        return;
    }
    pending->search.question->requests++;
    if (strcmp(pin->kind, "slug") == 0)
        trakt_search_title(pending->matcher->trakt, pin->type, pin->id, looked_up, pending);
    else
        trakt_search_id(pending->matcher->trakt, pin->kind, pin->id, pin->type, looked_up, pending);
}

struct request {
    const struct media *media;
    const struct pin *pin; /* NULL: none */
    json_t *ids;           /* ids in the name and in side files; NULL: none */
    enum media_type id_type;
    bool id_either; /* the ids may also belong to the other type */
    bool untitled;  /* there is no real title: only the pin and the ids are used */
    bool own_year;  /* the year is the show's, not the season's */
    bool bare, loosely_dated;
    long long votes_needed; /* minimum number of votes if `bare` or `loosely_dated` is set */
    const char *skipped; /* why the title must not be searched for; NULL: it can be searched for */
    bool has_length;
};

/* Returns the key of the question; the caller frees it. Requests with the same key have the same
 * type, folded title (text_fold), other titles, year, country and ids. */
static char *key_of(const struct request *request)
{
    const struct media *media = request->media;
    char *ids = request->ids ? json_dumps(request->ids, JSON_SORT_KEYS | JSON_COMPACT) : NULL;
    const char *of = !ids || (!media->type_doubtful && !request->untitled) ? ""
                     : request->id_either                                  ? "*"
                     : request->id_type == MEDIA_MOVIE                     ? "m"
                                                                           : "s";

    if (request->untitled) {
        char *key = cvi_format("untitled %s%s", of, ids);

        free(ids);
        return key;
    }
    char *folded = text_fold(media->title);
    char *titles = media->titles ? json_dumps(media->titles, JSON_COMPACT) : NULL;
    char *key = cvi_format("%s%s%s%s %d %s %s %s%s", record_type_words[media->type],
                           media->type_doubtful ? "?" : "", of, request->own_year ? "=" : "",
                           media->year, media->country ? media->country : "", ids ? ids : "",
                           *folded ? folded : media->title, titles ? titles : "");

    free(titles);
    free(ids);
    free(folded);
    return key;
}

/* Called when the catalogue is damaged. Discards its results, which may be incomplete. If Trakt
 * must not be searched, stops the stage and returns true. */
static bool lose_catalog(struct pending *pending)
{
    struct matcher *m = pending->matcher;

    question_forget(pending->search.question);
    if (m->settings.catalog_only) {
        stage_stop(m->stage, EX_NOINPUT, "the catalogue is damaged (build it again: cvi-catalog)");
        pending->abandoned = true;
    }
    return m->settings.catalog_only;
}

/* Searches the catalogue. Returns whether Trakt need not be searched. */
static bool is_in_catalog(struct pending *pending)
{
    const struct match_settings *settings = &pending->matcher->settings;
    struct question *question = pending->search.question;

    if (!settings->catalog)
        return false;
    if (pending->pin)
        ask_catalog_for_pin(settings->catalog, question, pending->pin);
    else
        ask_catalog(settings->catalog, question, asking_all(&pending->matcher->asking));
    if (catalog_is_broken(settings->catalog))
        return lose_catalog(pending);
    if (settings->catalog_only || (pending->pin ? question->count : ask_catalog_is_clear(question)))
        return true;
    /* Do not mix the catalogue's titles with Trakt's. */
    pending->doubtful = question_choose(question).verdict == RANK_AMBIGUOUS;
    question_forget(question);
    return false;
}

/* Tries to answer the question without a request: from the user's earlier choices, the catalogue or
 * the cache. */
static void look_back(struct pending *pending)
{
    struct cache *cache = pending->matcher->settings.cache;
    struct question *question = pending->search.question;

    if (!pending->pin)
        question->decision = cache_choice(cache, pending->key);
    bool in_catalog = !question->decision && is_in_catalog(pending);
    if (in_catalog || (!question->decision && recall(pending))) {
        if (!pending->abandoned)
            conclude(pending);
        pending->is_cheap = in_catalog && (pending->pin || question->decision);
    } else if (!question->decision && cache_is_offline(cache)) {
        pending->unknown = true;
    } else if (!question->decision) {
        return;
    }
    pending->answered = true;
}

/* Frees old questions that the catalogue answered, to bound the memory. The catalogue is searched
 * again if a later record has the same title. */
static void forget_old(struct matcher *m)
{
    enum { MOST_KEPT = 8192 };

    while (m->count - m->oldest > MOST_KEPT && m->oldest < m->started &&
           !m->pending[m->oldest]->users) {
        struct pending *old = m->pending[m->oldest];

        if (old->is_cheap) {
            m->pending[m->oldest] = NULL;
            json_object_del(m->known, old->known);
            free_pending(old);
        }
        m->oldest++;
    }
}

/* Creates the question for a request. Takes ownership of `key`. */
static struct pending *start_pending_take(struct matcher *m, const struct request *request,
                                          char *key)
{
    struct pending *pending = cvi_alloc(sizeof *pending);

    if (m->count == m->room) {
        m->room = m->room ? m->room * 2 : 256;
        m->pending = cvi_realloc(m->pending, m->room * sizeof *m->pending);
    }
    m->pending[m->count++] = pending;
    pending->matcher = m;
    pending->pin = request->pin;
    pending->key = key;
    pending->search = (struct search){
        .trakt = m->trakt,
        .question = question_new(request->media),
        .may_continue = may_continue,
        .done = finish,
        .context = pending,
        .budget = m->settings.budget,
        .thorough = asking_all(&m->asking),
    };
    struct question *question = pending->search.question;
    question->asked.own_year = request->own_year;
    question->id_type = request->id_type;
    question->id_either = request->id_either;
    question->untitled = request->untitled && !request->pin;
    question->bare = request->bare;
    question->loosely_dated = request->loosely_dated;
    question->votes_needed = request->votes_needed;
    question->needs_runtime = request->has_length && request->media->type == MEDIA_MOVIE;
    look_back(pending);
    start_next(m);
    return pending;
}

/* Returns whether the year is the show's, not the season's: the name of a folder above the file
 * consists of the show's title and the year ("Kate & Tim (2008)"). */
static bool has_own_year(const json_t *record, const struct media *media)
{
    const char *path = record_filename(record);
    const char *slash;
    bool own = false;

    if (!path || !media->title || media->year == RECORD_NONE)
        return false;
    char *named = cvi_format("%s %d", media->title, media->year);
    char *expected = text_fold(named);
    for (; (slash = strchr(path, '/')) && !own; path = slash + 1) {
        char *folder = cvi_strndup(path, (size_t)(slash - path));
        char *folded = text_fold(folder);

        own = strcmp(folded, expected) == 0;
        free(folded);
        free(folder);
    }
    free(expected);
    free(named);
    return own;
}

/* Adds the doubts about the name to the request. The caller has set request->media->ids. */
static void read_doubts(const struct matcher *m, const json_t *record, struct request *request)
{
    const struct media *media = request->media;

    if (request->pin)
        return;
    if (request->untitled)
        request->skipped = doubt_words[DOUBT_UNTITLED];
    else if (doubt_is_private(record, media))
        request->skipped = doubt_words[DOUBT_PRIVATE];
    request->bare = !asking_all(&m->asking) && doubt_is_bare(record, media);
    request->loosely_dated = !asking_all(&m->asking) && doubt_is_loosely_dated(record, media);
    if (request->bare || request->loosely_dated)
        request->votes_needed = doubt_votes_needed(record, media);
}

/* Fills `request` for the record. Sets media->ids to request->ids, which the caller frees. Returns
 * false if there is nothing to search for: no pin, no id, and request->skipped is set. */
static bool read_request(struct matcher *m, const json_t *record, struct media *media,
                         struct request *request)
{
    bool untitled = doubt_is_untitled(record, media);
    const struct pin *pin = cache_pin(m->settings.cache, record, media);

    *request = (struct request){.media = media, .pin = pin, .untitled = untitled};
    if (!pin)
        request->ids = cache_ids(m->settings.cache, record, media,
                                 untitled               ? CACHE_TYPE_UNTITLED
                                 : media->type_doubtful ? CACHE_TYPE_DOUBTFUL
                                                        : CACHE_TYPE_SURE,
                                 &request->id_type, &request->id_either);
    media->ids = request->ids;
    if (!media->title && request->ids)
        media->title = text_basename(record_filename(record)); /* shown if the user is asked */
    request->has_length = doubt_length_s(record) > 0;
    request->own_year = media->season > 1 && has_own_year(record, media);
    read_doubts(m, record, request);
    return pin || json_object_size(request->ids) || !request->skipped;
}

/* Returns whether the record certainly has the type that --type excludes. (settle.c checks the type
 * of the title that was found.) */
static bool is_other_type(const struct matcher *m, const struct request *request)
{
    const struct match_settings *s = &m->settings;

    if (!s->one_type)
        return false;
    if (request->pin)
        return request->pin->type != s->type;
    if (json_object_size(request->ids) && !request->id_either)
        return request->id_type != s->type;
    return !json_object_size(request->ids) && !request->media->type_doubtful &&
           request->media->type != s->type;
}

/* Returns the question for the request, borrowed. Requests for the same title share a question if
 * the title needs the same number of votes. */
static struct pending *pending_of(struct matcher *m, const struct request *request)
{
    const struct pin *pin = request->pin;
    char *key = pin ? cvi_format("pin %s %s:%s", record_type_words[pin->type], pin->kind, pin->id)
                    : key_of(request);
    char *known = cvi_format("%lld %s", request->votes_needed, key);
    const json_t *place = json_object_get(m->known, known);
    struct pending *pending;

    if (place) {
        pending = m->pending[json_integer_value(place)];
        free(key);
    } else {
        forget_old(m);
        json_object_set_new(m->known, known, json_integer((json_int_t)m->count));
        pending = start_pending_take(m, request, key);
        pending->known = cvi_strdup(known);
    }
    free(known);
    pending->users++;
    return pending;
}

static void wait_for(struct pending *pending, struct stage_item *item)
{
    if (pending->count == pending->room) {
        pending->room = pending->room ? pending->room * 2 : 4;
        pending->waiting = cvi_realloc(pending->waiting, pending->room * sizeof *pending->waiting);
    }
    pending->waiting[pending->count++] = item;
    item->waiting = true;
}

/* If another program, such as a media server, has set the record's title and ids (media.from), uses
 * them without a search. Returns false if a search is needed: cvi-add cannot send any of the ids,
 * or there is a pin, which takes precedence. */
static bool take_listed(const struct matcher *m, struct stage_item *item, const struct media *media)
{
    struct title_ids ids = title_ids_read(media->ids, media->type);
    json_t *match;

    if (!media->from || !media->title || media->type_doubtful ||
        title_ids_best(&ids) == TITLE_IDS || cache_pin(m->settings.cache, item->record, media))
        return false;
    if (m->settings.one_type && media->type != m->settings.type)
        match = match_skipped(RECORD_OTHER_TYPE);
    else
        match = json_pack("{s:s, s:s, s:s, s:o, s:o, s:i, s:s}", "status",
                          record_match_words[MATCH_MATCHED], "type", record_type_words[media->type],
                          "title", media->title, "year",
                          media->year == RECORD_NONE ? json_null() : json_integer(media->year),
                          "ids", title_ids_json(&ids), "score", RANK_CERTAIN, "by", "library");
    stage_take_value(item, match);
    return true;
}

static void put_question(struct matcher *m, struct stage_item *item, struct media *media)
{
    struct request request;

    if (take_listed(m, item, media))
        return;
    bool asks = read_request(m, item->record, media, &request);
    if (is_other_type(m, &request)) {
        stage_take_value(item, match_skipped(RECORD_OTHER_TYPE));
    } else if (asks) {
        struct pending *pending = pending_of(m, &request);

        item->note = pending;
        if (pending->answered)
            match_let_go_or_hold(m, item);
        else
            wait_for(pending, item);
    } else {
        stage_take_value(item, match_skipped(request.skipped));
    }
    json_decref(request.ids);
}

void matcher_work(struct stage *stage, struct stage_item *item)
{
    struct matcher *m = stage->self;
    struct media media;
    struct why why;

    m->stage = stage;
    if (!record_media(item->record, &media, &why)) {
        stage_fail(stage, item, "no-media", "%s%s", why.text,
                   json_object_get(item->record, "media") ? "" : " (cvi-parse adds it)");
    } else if (media.title && strlen(media.title) > MATCH_TITLE_MAX) {
        stage_fail(stage, item, "no-media", "media.title: longer than %d bytes (shorten it)",
                   MATCH_TITLE_MAX);
    } else if (stage_interrupted()) {
        stage_not_tried_for(stage, item, "interrupted");
    } else {
        put_question(m, item, &media);
    }
}

void matcher_wait(struct stage *stage, int input, int interrupt, bool all)
{
    struct matcher *m = stage->self;

    (void)all;
    if (m->trakt && stage_interrupted())
        trakt_hurry(m->trakt);
    if (m->asking.count && !(m->trakt && trakt_pending(m->trakt)))
        asking_wait(&m->asking, input, interrupt);
    else if (m->trakt)
        trakt_wait(m->trakt, input, interrupt);
}
