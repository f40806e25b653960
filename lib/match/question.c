/* Keeps the candidates of a question, decides the question, and explains the decision. */
#include "match/question.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "match/doubt.h"

const char *const question_source_words[] = {"id", "exact", "search", "alias", "catalog"};

/* If a title has a smaller percentage of the requested words, the search has found it by an
 * alias. */
enum { LITTLE_OVERLAP = 60 };

/* The number of votes that a loosely dated name needs is divided by this factor if title and year
 * are exactly the same. */
enum { DATED_PART = 100 };

static void copy_titles(struct question *q, const json_t *titles)
{
    const char **others = cvi_alloc(RANK_MOST_OTHERS * sizeof *others);
    size_t i;
    const json_t *title;

    json_array_foreach(titles, i, title)
    {
        const char *text = json_string_value(title);

        if (text && *text && strlen(text) <= MATCH_TITLE_MAX && strcmp(text, q->asked.title) != 0 &&
            q->asked.other_count < RANK_MOST_OTHERS)
            others[q->asked.other_count++] = cvi_strdup(text);
    }
    q->asked.others = others;
}

struct question *question_new(const struct media *media)
{
    struct question *q = cvi_alloc(sizeof *q);

    q->asked = (struct rank_question){
        .type = media->type,
        .title = cvi_strdup(media->title ? media->title : ""),
        .year = media->year,
        .season = media->season,
        .country = media->country ? cvi_strdup(media->country) : NULL,
    };
    q->asked.either = media->type_doubtful;
    q->id_type = media->type;
    copy_titles(q, media->titles);
    q->ids = json_is_object(media->ids) ? json_deep_copy(media->ids) : NULL;
    return q;
}

static void free_aliases(struct candidate *c)
{
    for (size_t i = 0; i < c->rank.alias_count; i++)
        free(c->aliases[i]);
    free(c->aliases);
}

void question_forget(struct question *q)
{
    for (size_t i = 0; i < q->count; i++) {
        json_decref(q->candidates[i].json);
        free(q->candidates[i].original_title);
        free(q->candidates[i].country);
        free_aliases(&q->candidates[i]);
    }
    free(q->candidates);
    q->candidates = NULL;
    q->count = q->room = 0;
}

void question_free(struct question *q)
{
    if (!q)
        return;
    question_forget(q);
    json_decref(q->decision);
    json_decref(q->ids);
    for (size_t i = 0; i < q->asked.other_count; i++)
        free((char *)q->asked.others[i]);
    free((void *)q->asked.others);
    free((char *)q->asked.title);
    free((char *)q->asked.country);
    free(q);
}

static bool share_id(const json_t *one, const json_t *other)
{
    static const char *const kinds[] = {"trakt", "imdb", "tmdb", "tvdb", "slug"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const json_t *id = json_object_get(one, kinds[i]);

        if (id && json_equal(id, json_object_get(other, kinds[i])))
            return true;
    }
    return false;
}

/* Returns whether `title` is the candidate's title. Compares two titles from the catalogue by
 * `row`, and two titles from Trakt by their Trakt ids, because other ids may be wrong or missing.
 */
static bool is_same(const struct candidate *c, const struct trakt_title *title, json_int_t row)
{
    const json_t *ids = json_object_get(c->json, "ids");

    if (c->rank.type != title->type)
        return false;
    if (row && c->row)
        return row == c->row;
    if (title->trakt && json_object_get(ids, "trakt"))
        return json_integer_value(json_object_get(ids, "trakt")) == title->trakt;
    return share_id(ids, title->ids);
}

static struct candidate *find(struct question *q, const struct trakt_title *title, json_int_t row)
{
    for (size_t i = 0; i < q->count; i++) {
        if (is_same(&q->candidates[i], title, row))
            return &q->candidates[i];
    }
    return NULL;
}

static struct candidate keep(const struct question *q, const struct trakt_title *title,
                             enum question_source by)
{
    struct candidate c = {.by = by, .runtime = title->runtime, .votes = title->votes};

    c.json = json_pack("{s:s, s:s, s:o, s:O}", "type", record_type_words[title->type], "title",
                       title->title, "year",
                       title->year == RECORD_NONE ? json_null() : json_integer(title->year), "ids",
                       title->ids);
    c.original_title = title->original_title ? cvi_strdup(title->original_title) : NULL;
    c.country = title->country ? cvi_strdup(title->country) : NULL;
    c.rank = (struct rank_candidate){
        .type = title->type,
        .title = json_string_value(json_object_get(c.json, "title")),
        .original_title = c.original_title,
        .year = title->year,
        .votes = title->votes == RECORD_NONE ? 0 : title->votes,
        .votes_known = title->votes != RECORD_NONE,
        .country = c.country,
    };
    c.score = rank_score(&q->asked, &c.rank);
    if (q->untitled)
        c.score.total = RANK_CERTAIN; /* there is no requested title that could differ */
    return c;
}

static struct candidate *add(struct question *q, const struct trakt_title *title,
                             enum question_source by)
{
    if (q->count == q->room) {
        q->room = q->room ? q->room * 2 : 4;
        q->candidates = cvi_realloc(q->candidates, q->room * sizeof *q->candidates);
    }
    q->candidates[q->count] = keep(q, title, by);
    return &q->candidates[q->count++];
}

void question_add(struct question *q, const struct trakt_titles *titles, enum question_source by)
{
    for (size_t i = 0; i < titles->count && q->count < QUESTION_MOST_CANDIDATES; i++) {
        if (!find(q, &titles->at[i], 0))
            add(q, &titles->at[i], by);
    }
    if (by == QUESTION_BY_EXACT)
        q->exact += titles->count;
}

static int number_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return json_is_integer(value) ? (int)json_integer_value(value) : RECORD_NONE;
}

void question_add_match(struct question *q, const json_t *match)
{
    const char *type = json_string_value(json_object_get(match, "type"));
    const json_t *votes = json_object_get(match, "votes");
    const struct trakt_title title = {
        .type = record_word(record_type_words, type) == MEDIA_SHOW ? MEDIA_SHOW : MEDIA_MOVIE,
        .title = json_string_value(json_object_get(match, "title")),
        .year = number_of(match, "year"),
        .ids = json_object_get(match, "ids"),
        .votes = votes ? json_integer_value(votes) : RECORD_NONE,
        .runtime = number_of(match, "runtime"),
    };
    struct candidate *c = add(q, &title, QUESTION_BY_SEARCH);

    c->score.total = number_of(match, "score");
}

/* Adds an alias to the candidate's aliases. Does not change the candidate's source (`by`). */
static void add_alias(struct candidate *c, const struct question *q, const char *alias)
{
    size_t count = c->rank.alias_count;
    const char **aliases = cvi_alloc((count + 1) * sizeof *aliases);
    enum question_source by = c->by;

    for (size_t i = 0; i < count; i++)
        aliases[i] = cvi_strdup(c->aliases[i]);
    aliases[count] = cvi_strdup(alias);
    question_add_aliases(c, q, aliases, count + 1);
    c->by = by;
    for (size_t i = 0; i <= count; i++)
        free((char *)aliases[i]);
    free(aliases);
}

/* Returns whether the title has an id of the record and the type of the record's ids. */
static bool has_id_of(const struct question *q, const struct catalog_title *title)
{
    return (q->id_either || title->type == q->id_type) && share_id(q->ids, title->ids);
}

/* Returns whether the title at `place` is a duplicate: it has no ids, and another title with the
 * same type, name and year has ids or precedes it. */
static bool is_doubled(const struct catalog_titles *titles, size_t place)
{
    const struct catalog_title *t = &titles->at[place];

    for (size_t i = 0; i < titles->count && !json_object_size(t->ids); i++) {
        const struct catalog_title *other = &titles->at[i];

        if (other->id != t->id && (i < place || json_object_size(other->ids)) &&
            other->type == t->type && other->year == t->year && strcmp(other->title, t->title) == 0)
            return true;
    }
    return false;
}

void question_add_catalog(struct question *q, const struct catalog_titles *titles)
{
    for (size_t i = 0; i < titles->count; i++) {
        const struct catalog_title *t = &titles->at[i];
        const struct trakt_title title = {.type = t->type,
                                          .title = t->title,
                                          .year = t->year,
                                          .ids = t->ids,
                                          .votes = t->fame,
                                          .runtime = t->runtime,
                                          .country = t->country,
                                          .original_title = t->original};
        struct candidate *c = find(q, &title, t->id);

        if (!c && (q->count == QUESTION_MOST_CANDIDATES || is_doubled(titles, i)))
            continue;
        if (!c)
            c = add(q, &title, has_id_of(q, t) ? QUESTION_BY_ID : QUESTION_BY_CATALOG);
        c->row = t->id;
        c->votes = t->votes;
        if (t->alias)
            add_alias(c, q, t->alias);
    }
}

void question_add_aliases(struct candidate *c, const struct question *q, const char *const *aliases,
                          size_t count)
{
    free_aliases(c);
    c->aliases = cvi_alloc((count + 1) * sizeof *c->aliases);
    for (size_t i = 0; i < count; i++)
        c->aliases[i] = cvi_strdup(aliases[i]);
    c->rank.aliases = (const char *const *)c->aliases;
    c->rank.alias_count = count;
    c->has_aliases = true;
    c->score = rank_score(&q->asked, &c->rank);
    if (c->score.name == RANK_ALIAS)
        c->by = QUESTION_BY_ALIAS;
}

const struct candidate *question_with_id(const struct question *q)
{
    if (q->untitled)
        return q->count == 1 ? &q->candidates[0] : NULL;
    for (size_t i = 0; i < q->count; i++) {
        if (q->candidates[i].by == QUESTION_BY_ID &&
            rank_is_plausible(&q->asked, &q->candidates[i].rank))
            return &q->candidates[i];
    }
    return NULL;
}

struct rank_answer question_choose(const struct question *q)
{
    struct rank_candidate ranked[QUESTION_MOST_CANDIDATES];
    struct rank_score scores[QUESTION_MOST_CANDIDATES];

    for (size_t i = 0; i < q->count; i++) {
        ranked[i] = q->candidates[i].rank;
        scores[i] = q->candidates[i].score;
    }
    return rank_pick(ranked, scores, q->count);
}

const struct candidate *question_suggestion(const struct question *q)
{
    const struct candidate *with_id = question_with_id(q);

    if (with_id || q->untitled)
        return with_id;
    struct rank_answer answer = question_choose(q);
    return answer.verdict == RANK_MATCHED ? &q->candidates[answer.best] : NULL;
}

bool question_may_fit(const struct question *q)
{
    for (size_t i = 0; i < q->count; i++) {
        const struct rank_score *score = &q->candidates[i].score;

        if (q->untitled || (!score->other_type && score->title_loss < RANK_CERTAIN))
            return true;
    }
    return false;
}

/* Returns whether the requested title may be an alias of the candidate: type and year do not
 * contradict the name, the titles are different, and the aliases are not known yet. */
static bool may_bear(const struct candidate *c)
{
    return !c->has_aliases && !c->score.other_type &&
           (c->score.year == RANK_SAME_YEAR || c->score.year == RANK_NO_YEAR) &&
           c->score.same == RANK_TITLE_DIFFERENT;
}

/* Returns the first candidate that the exact search must have found by an alias, borrowed; NULL:
 * none. */
static struct candidate *exact_near_miss(struct question *q)
{
    for (size_t i = 0; i < q->count; i++) {
        if (q->candidates[i].by == QUESTION_BY_EXACT && may_bear(&q->candidates[i]))
            return &q->candidates[i];
    }
    return NULL;
}

bool question_has_exact_near_miss(struct question *q)
{
    return exact_near_miss(q) != NULL;
}

struct candidate *question_near_miss(struct question *q)
{
    struct candidate *best = exact_near_miss(q);
    int least = LITTLE_OVERLAP;

    for (size_t i = 0; i < q->count && (!best || best->by == QUESTION_BY_SEARCH); i++) {
        struct candidate *c = &q->candidates[i];

        if (c->by != QUESTION_BY_SEARCH || !may_bear(c))
            continue;
        int overlap = rank_overlap(&q->asked, &c->rank);
        if (overlap < least) {
            least = overlap;
            best = c;
        }
    }
    return best;
}

size_t question_best_first(const struct question *q, const struct candidate **sorted)
{
    for (size_t i = 0; i < q->count; i++) {
        size_t at = i;

        for (; at && sorted[at - 1]->score.total < q->candidates[i].score.total; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = &q->candidates[i];
    }
    return q->count < QUESTION_MOST_SHOWN ? q->count : QUESTION_MOST_SHOWN;
}

json_t *question_matched(const struct candidate *c, const char *by)
{
    json_t *object = json_pack("{s:s}", "status", record_match_words[MATCH_MATCHED]);

    json_object_update(object, c->json);
    json_object_set_new(object, "score", json_integer(c->score.total));
    json_object_set_new(object, "by", json_string(by));
    if (c->votes > 0)
        json_object_set_new(object, "votes", json_integer(c->votes));
    if (c->runtime > 0)
        json_object_set_new(object, "runtime", json_integer(c->runtime));
    return object;
}

json_t *question_only(enum match_status status)
{
    return json_pack("{s:s}", "status", record_match_words[status]);
}

static bool has_both_types(const json_t *list)
{
    bool seen[2] = {false, false};
    const json_t *object;
    size_t i;

    json_array_foreach(list, i, object)
    {
        const char *type = json_string_value(json_object_get(object, "type"));

        seen[strcmp(type, record_type_words[MEDIA_SHOW]) == 0] = true;
    }
    return seen[0] && seen[1];
}

static json_t *ambiguous(const struct question *q)
{
    const struct candidate *sorted[QUESTION_MOST_CANDIDATES];
    size_t count = question_best_first(q, sorted);
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++) {
        if (q->untitled || sorted[i]->score.total >= RANK_THRESHOLD) {
            json_t *object = json_copy(sorted[i]->json);

            json_object_set_new(object, "score", json_integer(sorted[i]->score.total));
            json_array_append_new(list, object);
        }
    }
    const char *reason = has_both_types(list) ? doubt_words[DOUBT_TYPE] : NULL;
    return json_pack("{s:s, s:s*, s:o}", "status", record_match_words[MATCH_AMBIGUOUS], "reason",
                     reason, "candidates", list);
}

/* Returns the match object for a candidate that was found by an id. The score is the maximum, even
 * if the titles differ. */
static json_t *matched_by_id(const struct candidate *c)
{
    json_t *object = question_matched(c, question_source_words[QUESTION_BY_ID]);

    json_object_set_new(object, "score", json_integer(RANK_CERTAIN));
    return object;
}

json_t *question_doubted(const json_t *decision, const char *reason)
{
    static const char *const kept[] = {"type", "title", "year", "ids", "score", "runtime"};
    const json_t *explained = json_object_get(decision, "explain");
    json_t *candidate = json_object();
    json_t *object = json_pack("{s:s, s:s, s:[o]}", "status", record_match_words[MATCH_AMBIGUOUS],
                               "reason", reason, "candidates", candidate);

    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        json_t *value = json_object_get(decision, kept[i]);

        if (value)
            json_object_set(candidate, kept[i], value);
    }
    if (explained)
        json_object_set(object, "explain", (json_t *)explained);
    return object;
}

/* Returns whether the best candidate can match a bare name: its title is the same, it has enough
 * votes, and it has far more votes than every other title that fits. */
static bool is_beyond_doubt(const struct question *q, size_t best)
{
    const struct candidate *c = &q->candidates[best];

    if (c->score.same != RANK_TITLE_SAME || c->score.name == RANK_ALIAS ||
        c->rank.votes < q->votes_needed)
        return false;
    for (size_t i = 0; i < q->count; i++) {
        if (i != best && q->candidates[i].score.total >= RANK_THRESHOLD &&
            c->rank.votes / RANK_FAR_AHEAD <= q->candidates[i].rank.votes)
            return false;
    }
    return true;
}

/* Returns whether a loosely dated name ("Christmas 2012") may mean a private video, because the
 * candidate has too few votes. */
static bool is_doubtful_event(const struct question *q, const struct candidate *c)
{
    bool same = c->score.year == RANK_SAME_YEAR && c->score.same <= RANK_TITLE_SPELLING;

    return q->loosely_dated && c->rank.votes_known &&
           c->rank.votes < (same ? q->votes_needed / DATED_PART : q->votes_needed);
}

static json_t *matched_by_rank(const struct question *q, size_t best)
{
    const struct candidate *c = &q->candidates[best];
    json_auto_t *match = question_matched(c, question_source_words[c->by]);

    if (is_doubtful_event(q, c) ||
        (q->bare && c->score.year != RANK_SAME_YEAR && !is_beyond_doubt(q, best)))
        return question_doubted(match, doubt_words[DOUBT_BARE]);
    return json_incref(match);
}

void question_decide(struct question *q)
{
    struct rank_answer answer = question_choose(q);
    const struct candidate *with_id = question_with_id(q);

    if (with_id)
        q->decision = matched_by_id(with_id);
    else if (q->untitled)
        q->decision = q->count ? ambiguous(q) : question_only(MATCH_NOT_FOUND);
    else if (answer.verdict == RANK_MATCHED)
        q->decision = matched_by_rank(q, answer.best);
    else if (answer.verdict == RANK_AMBIGUOUS)
        q->decision = ambiguous(q);
    else
        q->decision = question_only(MATCH_NOT_FOUND);
}

/* --- Reasons of the decision ------------------------------------------------------------------ */

/* Adds a reason to `good` if `loss` is 0, otherwise to `bad`. */
static void add_reason(json_t *good, json_t *bad, const char *reason, int loss)
{
    if (!reason)
        return;
    json_t *text = loss ? json_sprintf("%s (-%d)", reason, loss) : json_string(reason);
    json_array_append_new(loss ? bad : good, text);
}

static void add_reasons(const struct candidate *c, json_t *good, json_t *bad)
{
    const struct rank_score *s = &c->score;

    if (c->by == QUESTION_BY_ID)
        json_array_append_new(good, json_string("id in the name"));
    if (s->other_type)
        json_array_append_new(bad, json_string("different type (-100)"));
    if (s->name == RANK_TITLE || s->title_loss >= RANK_CERTAIN) {
        add_reason(good, bad, rank_sameness_words[s->same], s->title_loss);
    } else {
        char *text = cvi_format("%s: %s", rank_name_words[s->name], rank_sameness_words[s->same]);

        add_reason(good, bad, text, s->title_loss);
        free(text);
    }
    add_reason(good, bad, rank_year_words[s->year], s->year_loss);
    add_reason(good, bad, rank_country_words[s->country], s->country_loss);
    if (!s->total && !s->other_type && s->title_loss < RANK_CERTAIN &&
        s->year_loss < RANK_CERTAIN && s->country_loss < RANK_CERTAIN)
        json_array_append_new(bad,
                              json_string("this form of the title requires the same year (-100)"));
}

static json_t *explain_candidate(const struct candidate *c)
{
    json_t *good = json_array();
    json_t *bad = json_array();
    json_t *object = json_copy(c->json);

    add_reasons(c, good, bad);
    json_object_set_new(object, "votes", json_integer(c->votes > 0 ? c->votes : 0));
    json_object_set_new(object, "by", json_string(question_source_words[c->by]));
    json_object_set_new(object, "score", json_integer(c->score.total));
    json_object_set_new(object, "for", good);
    json_object_set_new(object, "against", bad);
    return object;
}

void question_explain(struct question *q)
{
    const struct candidate *sorted[QUESTION_MOST_CANDIDATES];
    size_t count = question_best_first(q, sorted);
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, explain_candidate(sorted[i]));
    json_object_set_new(q->decision, "explain",
                        json_pack("{s:I, s:I, s:o}", "requests", (json_int_t)q->requests, "found",
                                  (json_int_t)q->count, "candidates", list));
}
