/*
 * Ids first, then exact titles, then the broad search; and only when these leave doubt, other names
 * of what came near, and the title in other words. A request that cannot change the answer is not
 * made. */
#include "match/search.h"

#include <stdlib.h>

enum {
    EXACT_PAGE = 3,       /* as many as an exact search brings at most: there may be more */
    MOST_NEAR_MISSES = 1, /* whose aliases are asked for */
    EARLIEST_YEAR = 1900,
};

static const char *const id_kinds[] = {"trakt", "imdb", "tmdb", "tvdb"};

enum { ID_KINDS = sizeof id_kinds / sizeof *id_kinds };

static void next(struct pursuit *p);

static void end(struct pursuit *p)
{
    wordings_release(&p->wordings);
    p->done(p);
}

static void fail(struct pursuit *p, const struct trakt_error *error)
{
    p->error = *error;
    end(p);
}

static void found(void *context, const struct trakt_titles *titles, const struct trakt_error *error)
{
    struct pursuit *p = context;

    if (error) {
        fail(p, error);
        return;
    }
    question_add(p->question, titles, p->by);
    next(p);
}

static void named(void *context, const char *const *aliases, size_t count,
                  const struct trakt_error *error)
{
    struct pursuit *p = context;

    if (error) {
        fail(p, error);
        return;
    }
    question_add_aliases(p->named, p->question, aliases, count);
    next(p);
}

/* Whether no further search is needed. */
static bool is_clear(const struct pursuit *p)
{
    const struct question *q = p->question;
    struct rank_answer answer = question_choose(q);
    bool all_there = p->broad || (p->exact && q->exact < EXACT_PAGE);

    if (question_with_id(q))
        return true;
    if (p->thorough && !p->broad)
        return false;
    if (answer.verdict == RANK_NOT_FOUND || p->broad)
        return answer.verdict != RANK_NOT_FOUND;
    if (q->candidates[answer.best].score.year == RANK_SAME_YEAR)
        return answer.score > RANK_CERTAIN - RANK_MARGIN;
    return q->asked.year == RECORD_NONE && all_there;
}

/* The text of an id in the record, or NULL. New. */
static char *id_of(const struct question *q, const char *kind)
{
    const json_t *id = json_object_get(q->ids, kind);

    if (json_is_integer(id))
        return cvi_format("%" JSON_INTEGER_FORMAT, json_integer_value(id));
    return json_string_length(id) ? cvi_strdup(json_string_value(id)) : NULL;
}

static bool search_id(struct pursuit *p)
{
    while (p->ids < ID_KINDS) {
        const char *kind = id_kinds[p->ids++];
        char *id = id_of(p->question, kind);

        if (!id)
            continue;
        p->by = QUESTION_BY_ID;
        trakt_search_id(p->trakt, kind, id, p->question->asked.type, found, p);
        free(id);
        return true;
    }
    return false;
}

/*
 * Years that may be taken at all, or the page of 50 would be full of other years' films; a show may
 * have begun long before the season whose year this is. A user who is asked sees all years. New. */
static char *years_of(const struct pursuit *p, bool narrow)
{
    const struct rank_question *asked = &p->question->asked;
    int first = asked->year - 1;

    if (asked->year == RECORD_NONE || p->thorough)
        return NULL;
    if (narrow)
        return cvi_format("%d", asked->year);
    if (asked->type == MEDIA_SHOW && asked->season > 1)
        first = asked->year - asked->season - 1;
    return cvi_format("%d-%d", first > EARLIEST_YEAR ? first : EARLIEST_YEAR - 1, asked->year + 1);
}

static void search(struct pursuit *p, const char *text, bool exact, bool narrow)
{
    char *years = exact ? NULL : years_of(p, narrow);
    const struct trakt_query query = {
        .type = p->question->asked.type,
        .text = text,
        .years = years,
        .exact = exact,
        .full = true,
    };

    p->by = exact ? QUESTION_BY_EXACT : QUESTION_BY_SEARCH;
    trakt_search(p->trakt, &query, found, p);
    free(years);
}

static void search_first(struct pursuit *p)
{
    char *text = rank_article_first(p->question->asked.title);
    bool exact = !p->exact;

    p->exact = true;
    p->broad = !exact;
    search(p, text, exact, false);
    free(text);
}

static bool search_aliases(struct pursuit *p)
{
    /* What a guess brought has nothing to do with the title. */
    if (p->near_misses == MOST_NEAR_MISSES || p->tried)
        return false;
    p->named = question_near_miss(p->question);
    if (!p->named)
        return false;
    p->near_misses++;
    trakt_search_aliases(
        p->trakt, p->named->rank.type,
        json_integer_value(json_object_get(json_object_get(p->named->json, "ids"), "trakt")), named,
        p);
    return true;
}

/* Whether the title is there, if of another year: then it is not spelt otherwise. */
static bool is_known(const struct question *q)
{
    for (size_t i = 0; i < q->count; i++) {
        if (q->candidates[i].score.same == RANK_TITLE_SAME && !q->candidates[i].score.other_type)
            return true;
    }
    return false;
}

static bool search_otherwise(struct pursuit *p)
{
    if (is_known(p->question))
        return false;
    if (!p->wordings.count)
        wordings_of(&p->wordings, &p->question->asked);
    if (p->tried == p->wordings.count)
        return false;
    const struct wording *wording = &p->wordings.at[p->tried++];
    search(p, wording->text, wording->exact, p->tried > p->wordings.narrow_from);
    return true;
}

/* One more search, or the end of them. */
static void next(struct pursuit *p)
{
    if (is_clear(p) || p->question->requests >= p->budget) {
        end(p);
        return;
    }
    if (p->question->requests && !p->may_go_on(p)) {
        p->cut = true;
        end(p);
        return;
    }
    p->question->requests++;
    if (search_id(p))
        return;
    if (!p->broad) {
        search_first(p);
        return;
    }
    if (!p->thorough && (search_aliases(p) || search_otherwise(p)))
        return;
    p->question->requests--;
    end(p);
}

void pursuit_start(struct pursuit *p)
{
    if (p->budget < 1)
        p->budget = PURSUIT_BUDGET;
    next(p);
}

void pursuit_release(struct pursuit *p)
{
    wordings_release(&p->wordings);
    question_free(p->question);
}
