/* Why a question was decided as it was: the candidates, their scores, and what made them. */
#include "match/question.h"

#include <stdlib.h>

/* A reason is for the candidate when nothing is taken off for it. */
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
        json_array_append_new(good, json_string("id of the name"));
    if (s->other_type)
        json_array_append_new(bad, json_string("another type (-100)"));
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
        json_array_append_new(bad, json_string("such a title needs the same year (-100)"));
}

static json_t *explain_candidate(const struct candidate *c)
{
    json_t *good = json_array();
    json_t *bad = json_array();
    json_t *object = json_copy(c->json);

    add_reasons(c, good, bad);
    json_object_set_new(object, "votes", json_integer(c->rank.votes));
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
