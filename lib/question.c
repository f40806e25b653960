/* What a search brought, and which of it is taken. */
#include "question.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

struct question *question_new(const struct media *media)
{
    struct question *q = cvi_alloc(sizeof *q);

    q->rank = (struct rank_question){media->type, cvi_strdup(media->title), media->year};
    return q;
}

/* A run of many titles would hold up to fifty of them for each. */
static void forget_candidates(struct question *q)
{
    for (size_t i = 0; i < q->count; i++) {
        json_decref(q->candidates[i].json);
        json_decref(q->candidates[i].original_title);
    }
    q->count = 0;
}

void question_free(struct question *q)
{
    if (!q)
        return;
    forget_candidates(q);
    json_decref(q->decision);
    free((char *)q->rank.title);
    free(q);
}

static bool is_there(const struct question *q, const struct trakt_title *title)
{
    for (size_t i = 0; i < q->count; i++) {
        const json_t *ids = json_object_get(q->candidates[i].json, "ids");

        if (q->candidates[i].rank.type == title->type &&
            json_integer_value(json_object_get(ids, "trakt")) == title->trakt)
            return true;
    }
    return false;
}

static struct candidate keep(const struct question *q, const struct trakt_title *title, bool exact)
{
    struct candidate c = {.exact = exact};

    c.json = json_pack("{s:s, s:s, s:o, s:O}", "type", record_type_words[title->type], "title",
                       title->title, "year",
                       title->year == RECORD_NONE ? json_null() : json_integer(title->year), "ids",
                       title->ids);
    if (title->original_title)
        c.original_title = json_string(title->original_title);
    c.rank = (struct rank_candidate){
        .type = title->type,
        .title = json_string_value(json_object_get(c.json, "title")),
        .original_title = json_string_value(c.original_title),
        .year = title->year,
        .votes = title->votes == RECORD_NONE ? 0 : title->votes,
    };
    c.score = rank_score(&q->rank, &c.rank);
    return c;
}

void question_add(struct question *q, const struct trakt_titles *titles, bool exact)
{
    for (size_t i = 0; i < titles->count && q->count < QUESTION_MOST_CANDIDATES; i++) {
        if (!is_there(q, &titles->at[i]))
            q->candidates[q->count++] = keep(q, &titles->at[i], exact);
    }
}

static struct rank_answer choose(const struct question *q)
{
    struct rank_candidate ranked[QUESTION_MOST_CANDIDATES];

    for (size_t i = 0; i < q->count; i++)
        ranked[i] = q->candidates[i].rank;
    return rank_choose(&q->rank, ranked, q->count);
}

bool question_is_clear(const struct question *q)
{
    return choose(q).verdict != RANK_NOT_FOUND;
}

/* The candidates with the best score first; equals stay in the order of the search. */
static size_t best_first(const struct question *q, const struct candidate **sorted)
{
    for (size_t i = 0; i < q->count; i++) {
        size_t at = i;

        for (; at && sorted[at - 1]->score < q->candidates[i].score; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = &q->candidates[i];
    }
    return q->count < QUESTION_MOST_SHOWN ? q->count : QUESTION_MOST_SHOWN;
}

static json_t *with_score(const struct candidate *c)
{
    json_t *object = json_copy(c->json);

    json_object_set_new(object, "score", json_integer(c->score));
    return object;
}

static json_t *matched(const struct candidate *c, const char *by)
{
    json_t *object = json_pack("{s:s}", "status", record_match_words[MATCH_MATCHED]);

    json_object_update(object, c->json);
    json_object_set_new(object, "score", json_integer(c->score));
    json_object_set_new(object, "by", json_string(by));
    return object;
}

static json_t *only_status(enum match_status status)
{
    return json_pack("{s:s}", "status", record_match_words[status]);
}

static json_t *ambiguous(const struct question *q)
{
    const struct candidate *sorted[QUESTION_MOST_CANDIDATES];
    size_t count = best_first(q, sorted);
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++) {
        if (sorted[i]->score >= RANK_THRESHOLD)
            json_array_append_new(list, with_score(sorted[i]));
    }
    return json_pack("{s:s, s:o}", "status", record_match_words[MATCH_AMBIGUOUS], "candidates",
                     list);
}

void question_decide(struct question *q)
{
    struct rank_answer answer = choose(q);

    switch (answer.verdict) {
    case RANK_MATCHED:
        q->decision = matched(&q->candidates[answer.best],
                              q->candidates[answer.best].exact ? "exact" : "search");
        break;
    case RANK_AMBIGUOUS:
        q->decision = ambiguous(q);
        break;
    case RANK_NOT_FOUND:
        q->decision = only_status(MATCH_NOT_FOUND);
        break;
    }
    forget_candidates(q);
}

static void add_title(struct buf *out, const char *title, int year)
{
    text_show(out, title);
    if (year != RECORD_NONE)
        buf_printf(out, " (%d)", year);
}

static void add_candidate(struct buf *out, const struct candidate *c)
{
    add_title(out, c->rank.title, c->rank.year);
    buf_printf(out, " [%s]\n", record_type_words[c->rank.type]);
}

static void add_heading(struct buf *out, const struct question *q, size_t count)
{
    buf_printf(out, "Found %zu match%s for '", count, count == 1 ? "" : "es");
    text_show(out, q->rank.title);
    buf_puts(out, "'");
    if (q->rank.year != RECORD_NONE)
        buf_printf(out, " (%d)", q->rank.year);
    buf_puts(out, ":\n");
}

/* "", y and yes accept, n and no reject. */
static enum ask_got ask_one(struct question *q, struct ask *ask, int interrupt)
{
    struct buf answer = BUF_INIT(4096);
    enum ask_got got;

    while ((got = ask_line(ask, "Accept this match? [Y/n]: ", interrupt, &answer)) == ASK_ANSWER) {
        const char *word = buf_text(&answer);

        if (!*word || text_same(word, "y") || text_same(word, "yes"))
            q->decision = matched(&q->candidates[0], "choice");
        else if (text_same(word, "n") || text_same(word, "no"))
            q->decision = only_status(MATCH_SKIPPED);
        if (q->decision)
            break;
        ask_show(ask, "Please enter 'y' for yes or 'n' for no.\n");
    }
    buf_release(&answer);
    return got;
}

/* A number; empty asks again. */
static enum ask_got ask_many(struct question *q, const struct candidate **sorted, size_t count,
                             struct ask *ask, int interrupt)
{
    struct buf answer = BUF_INIT(4096);
    char *prompt = cvi_format("\nSelect an option [0-%zu]: ", count);
    enum ask_got got;

    while ((got = ask_line(ask, prompt, interrupt, &answer)) == ASK_ANSWER) {
        char *complaint;
        long number;

        if (text_number(buf_text(&answer), (long)count, &number)) {
            q->decision =
                number ? matched(sorted[number - 1], "choice") : only_status(MATCH_SKIPPED);
            break;
        }
        if (!answer.len)
            continue;
        complaint = cvi_format("Please enter a number between 0 and %zu.\n", count);
        ask_show(ask, complaint);
        free(complaint);
    }
    free(prompt);
    buf_release(&answer);
    return got;
}

enum ask_got question_ask(struct question *q, struct ask *ask, int interrupt)
{
    const struct candidate *sorted[QUESTION_MOST_CANDIDATES];
    size_t count = best_first(q, sorted);
    struct buf screen = BUF_INIT(1 << 16);
    enum ask_got got;

    if (!count) {
        q->decision = only_status(MATCH_NOT_FOUND);
        return ASK_ANSWER;
    }
    add_heading(&screen, q, count);
    if (count == 1) {
        buf_puts(&screen, "  → ");
        add_candidate(&screen, sorted[0]);
    } else {
        buf_puts(&screen, "  0. Skip (don't add to watchlist)\n");
    }
    for (size_t i = 0; count > 1 && i < count; i++) {
        buf_printf(&screen, "  %zu. ", i + 1);
        add_candidate(&screen, sorted[i]);
    }
    ask_show(ask, buf_text(&screen));
    buf_release(&screen);
    got = count == 1 ? ask_one(q, ask, interrupt) : ask_many(q, sorted, count, ask, interrupt);
    ask_show(ask, "\n");
    if (q->decision)
        forget_candidates(q);
    return got;
}
