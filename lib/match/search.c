/* Makes the searches for one question at Trakt: by id, then the exact search for the title, then
 * the broad search. If the answer is still not clear, requests the aliases of candidates, and
 * searches for other forms of the title. Leaves out requests that cannot change the answer. */
#include "match/parts.h"

#include <stdlib.h>
#include <string.h>

enum {
    EXACT_PAGE = 3,       /* Trakt returns at most this number of results of an exact search */
    MOST_NEAR_MISSES = 2, /* maximum number of titles whose aliases are requested */
    EARLIEST_YEAR = 1900,
};

/* The kinds of ids. If `unique` is set, a film and a show never have the same id. */
static const struct {
    const char *kind;
    bool unique;
} id_kinds[] = {{"trakt", false}, {"imdb", true}, {"tmdb", false}, {"tvdb", true}};

enum { ID_STEPS = 2 * sizeof id_kinds / sizeof *id_kinds }; /* each kind in both types */

static void next(struct search *search);

static void end(struct search *search)
{
    rephrase_release(&search->rephrasings);
    search->done(search);
}

static void fail(struct search *search, const struct trakt_error *error)
{
    search->error = *error;
    end(search);
}

static void found(void *context, const struct trakt_titles *titles, const struct trakt_error *error)
{
    struct search *search = context;

    if (error) {
        fail(search, error);
        return;
    }
    question_add(search->question, titles, search->by);
    next(search);
}

static void named(void *context, const char *const *aliases, size_t count,
                  const struct trakt_error *error)
{
    struct search *search = context;

    if (error) {
        fail(search, error);
        return;
    }
    question_add_aliases(search->named, search->question, aliases, count);
    next(search);
}

/* Returns whether candidate number `which` has all titles that are in the file's name. */
static bool bears_all(const struct question *q, size_t which)
{
    return q->candidates[which].score.bears == (2U << q->asked.other_count) - 1;
}

/* Returns whether the requested title is exactly an alias of candidate number `which`, and the
 * exact search has found all titles with this alias. */
static bool is_exact_alias(const struct search *search, size_t which)
{
    const struct candidate *c = &search->question->candidates[which];

    return c->has_aliases && c->score.name == RANK_ALIAS && !search->broad &&
           search->question->exact < EXACT_PAGE && c->score.title_loss == RANK_OTHER_NAME;
}

/* Returns whether an id has answered a question without a title. If a film and a show can have the
 * same id, both types must have been searched. */
static bool is_settled_by_id(const struct search *search)
{
    const struct question *q = search->question;
    bool halfway = search->ids % 2 && q->id_either && !id_kinds[search->ids / 2].unique;

    return q->count && !halfway;
}

static bool is_clear(const struct search *search)
{
    const struct question *q = search->question;

    if (q->untitled)
        return is_settled_by_id(search);
    struct rank_answer answer = question_choose(q);
    bool all_there = search->broad || (search->exact && q->exact < EXACT_PAGE);

    if (question_with_id(q))
        return true;
    if (search->thorough && !search->broad)
        return false;
    if (search->others < q->asked.other_count &&
        (answer.verdict == RANK_NOT_FOUND || !bears_all(q, answer.best)))
        return false;
    if (answer.verdict == RANK_NOT_FOUND || search->broad)
        return answer.verdict != RANK_NOT_FOUND;
    if (q->candidates[answer.best].score.year == RANK_SAME_YEAR)
        return answer.score > RANK_CERTAIN - RANK_MARGIN || is_exact_alias(search, answer.best);
    return q->asked.year == RECORD_NONE && all_there;
}

/* Returns the record's id of this kind as a string; NULL: none. The caller frees the result. */
static char *id_of(const struct question *q, const char *kind)
{
    const json_t *id = json_object_get(q->ids, kind);

    if (json_is_integer(id))
        return cvi_format("%" JSON_INTEGER_FORMAT, json_integer_value(id));
    return json_string_length(id) ? cvi_strdup(json_string_value(id)) : NULL;
}

/* Makes the next search by id: each id first in its own type, then, if id_either is set, in the
 * other type. Returns false if no search is left. */
static bool ask_for_id(struct search *search)
{
    const struct question *q = search->question;

    while (search->ids < ID_STEPS) {
        bool second = search->ids % 2;
        const char *kind = id_kinds[search->ids++ / 2].kind;
        enum media_type other = q->id_type == MEDIA_MOVIE ? MEDIA_SHOW : MEDIA_MOVIE;
        enum media_type type = second ? other : q->id_type;
        char *id = second && !q->id_either ? NULL : id_of(q, kind);

        if (id && q->id_either && type == MEDIA_MOVIE && strcmp(kind, "tvdb") == 0) {
            free(id); /* Trakt does not find films by TVDB id */
            continue;
        }
        if (!id)
            continue;
        search->by = QUESTION_BY_ID;
        trakt_search_id(search->trakt, kind, id, type, found, search);
        free(id);
        return true;
    }
    return false;
}

/* Returns the range of years to search in; NULL: all years. The caller frees the result. If
 * `narrow` is set, the range is the requested year, otherwise all acceptable years. Without a
 * range, titles from other years could fill the page of 50 results. */
static char *years_of(const struct search *search, bool narrow)
{
    const struct rank_question *asked = &search->question->asked;
    int first = asked->year - 1;

    if (asked->year == RECORD_NONE || search->thorough)
        return NULL;
    if (narrow)
        return cvi_format("%d", asked->year);
    if (asked->type == MEDIA_SHOW && asked->season > 1)
        first = asked->year - asked->season - 1;
    return cvi_format("%d-%d", first > EARLIEST_YEAR ? first : EARLIEST_YEAR - 1, asked->year + 1);
}

static void ask_for(struct search *search, const char *text, bool exact, bool narrow)
{
    char *years = exact ? NULL : years_of(search, narrow);
    const struct trakt_query query = {
        .type = search->question->asked.type,
        .either = search->question->asked.either,
        .text = text,
        .years = years,
        .exact = exact,
        .full = true,
    };

    search->by = exact ? QUESTION_BY_EXACT : QUESTION_BY_SEARCH;
    trakt_search(search->trakt, &query, found, search);
    free(years);
}

static void ask_for_title(struct search *search)
{
    char *text = rank_article_first(search->question->asked.title);
    bool exact = !search->exact;

    search->exact = true;
    search->broad = !exact;
    ask_for(search, text, exact, false);
    free(text);
}

/* Makes an exact search for the next further title in the name, which may be that of another work.
 * Returns false if there is no further title. */
static bool ask_for_other_title(struct search *search)
{
    const struct rank_question *asked = &search->question->asked;

    if (!search->exact || search->others >= asked->other_count)
        return false;
    ask_for(search, asked->others[search->others++], true, false);
    return true;
}

static bool ask_for_aliases(struct search *search)
{
    /* After a search for a rephrasing, candidates may be unrelated to the title. */
    if (search->near_misses == MOST_NEAR_MISSES || search->tried)
        return false;
    search->named = question_near_miss(search->question);
    if (!search->named)
        return false;
    search->near_misses++;
    trakt_search_aliases(
        search->trakt, search->named->rank.type,
        json_integer_value(json_object_get(json_object_get(search->named->json, "ids"), "trakt")),
        named, search);
    return true;
}

/* Returns whether a candidate has the requested title, in any year. If so, the requested title is
 * not misspelt. */
static bool is_known(const struct question *q)
{
    for (size_t i = 0; i < q->count; i++) {
        if (q->candidates[i].score.same == RANK_TITLE_SAME && !q->candidates[i].score.other_type)
            return true;
    }
    return false;
}

static bool ask_in_other_words(struct search *search)
{
    if (!search->rephrasings.count)
        rephrase_title(&search->rephrasings, &search->question->asked);
    size_t count = search->rephrasings.count;
    if (is_known(search->question)) {
        count = search->rephrasings.same_to;
        if (search->tried < search->rephrasings.same_from)
            search->tried = search->rephrasings.same_from;
    }
    if (search->tried >= count)
        return false;
    const struct rephrasing *other = &search->rephrasings.at[search->tried++];
    ask_for(search, other->text, other->exact, search->tried > search->rephrasings.narrow_from);
    return true;
}

static void next(struct search *search)
{
    if (is_clear(search) || search->question->requests >= search->budget) {
        end(search);
        return;
    }
    if (search->question->requests && !search->may_continue(search)) {
        search->cut = true;
        end(search);
        return;
    }
    search->question->requests++;
    if (ask_for_id(search))
        return;
    if (search->question->untitled) {
        search->question->requests--;
        end(search);
        return;
    }
    if (ask_for_other_title(search))
        return;
    if (search->exact && !search->broad && !search->thorough &&
        question_has_exact_near_miss(search->question) && ask_for_aliases(search))
        return;
    if (!search->broad) {
        ask_for_title(search);
        return;
    }
    /* These searches find other titles, but for a bare name only the exact title is accepted. */
    if (!search->thorough && !search->question->bare &&
        (ask_for_aliases(search) || ask_in_other_words(search)))
        return;
    search->question->requests--;
    end(search);
}

void search_start(struct search *search)
{
    if (search->budget < 1)
        search->budget = SEARCH_BUDGET;
    next(search);
}

void search_release(struct search *search)
{
    rephrase_release(&search->rephrasings);
    question_free(search->question);
}
