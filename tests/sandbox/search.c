/* Search: exact titles, the broad search with its operators, and lookup by id. */
#include "base.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 32, RESULTS_MAX = 50, EXACT_MAX = 3 };

struct query {
    char *folded; /* the search text, folded */
    char *words[WORDS_MAX], *without[WORDS_MAX];
    unsigned word_count, without_count;
    bool broken;  /* a quote or bracket is not closed: no results */
    int from, to; /* years; 0 0: any */
};

struct hit {
    const struct title *title;
    unsigned matched;
    bool exact;
};

/* Adds the words of folded text to a list. */
static void add_words(char **list, unsigned *count, const char *folded)
{
    while (*folded && *count < WORDS_MAX) {
        size_t length = strcspn(folded, " ");
        if (length)
            list[(*count)++] = cvi_format("%.*s", (int)length, folded);
        folded += length + (folded[length] == ' ');
    }
}

/* Splits the text at the operators. Only - and ! before a word have a meaning here: results without
 * it. The others only separate words. A backslash removes the meaning. */
static void parse_text(struct query *query, const char *text)
{
    char *wanted = cvi_alloc(strlen(text) + 2), *unwanted = cvi_alloc(strlen(text) + 2);
    char *out = wanted, *ends[2] = {wanted, unwanted};
    int depth = 0, quotes = 0;
    bool start = true;

    for (const char *at = text; *at; at++) {
        bool escaped = *at == '\\' && at[1];
        at += escaped;
        if (*at == ' ') {
            *ends[out == unwanted]++ = ' ';
            out = wanted;
        } else if (!escaped && start && strchr("-!", *at) && at[1] && at[1] != ' ') {
            out = unwanted;
        } else {
            depth += !escaped && strchr("([{", *at) ? 1 : !escaped && strchr(")]}", *at) ? -1 : 0;
            quotes += !escaped && *at == '"';
            *ends[out == unwanted]++ = *at;
        }
        start = *at == ' ';
    }
    query->folded = text_fold(wanted);
    add_words(query->words, &query->word_count, query->folded);
    char *folded = text_fold(unwanted);
    add_words(query->without, &query->without_count, folded);
    free(folded);
    free(wanted);
    free(unwanted);
    query->broken = depth != 0 || quotes % 2;
}

static void parse_years(struct query *query, const char *text)
{
    char *end;

    if (!text)
        return;
    query->from = query->to = (int)strtol(text, &end, 10);
    if (*end == '-')
        query->to = (int)strtol(end + 1, NULL, 10);
}

static void query_release(struct query *query)
{
    for (unsigned i = 0; i < query->word_count; i++)
        free(query->words[i]);
    for (unsigned i = 0; i < query->without_count; i++)
        free(query->without[i]);
    free(query->folded);
}

/* Returns whether word is in folded text: as a whole word, or as the beginning of one if prefix is
 * true. */
static bool has_word(const char *folded, const char *word, bool prefix)
{
    size_t length = strlen(word);

    for (const char *at = folded; (at = strstr(at, word)); at++)
        if ((at == folded || at[-1] == ' ') && (prefix || !at[length] || at[length] == ' '))
            return true;
    return false;
}

/* Returns how many words of the query the text has. The last word may be incomplete. */
static unsigned match_text(const struct query *query, const char *folded)
{
    unsigned matched = 0;

    for (unsigned i = 0; i < query->word_count; i++)
        matched += has_word(folded, query->words[i], i + 1 == query->word_count);
    return matched;
}

static bool match(const struct query *query, const struct title *title, struct hit *hit)
{
    /* Of three or more words, one may be missing, as in the real search. */
    unsigned needed = query->word_count - (query->word_count >= 3);

    for (unsigned i = 0; i < query->without_count; i++)
        if (has_word(title->folded, query->without[i], false))
            return false;
    if (query->from && (title->year < query->from || title->year > query->to))
        return false;
    *hit = (struct hit){.title = title, .matched = match_text(query, title->folded)};
    for (unsigned i = 0; i < title->other_count; i++) {
        unsigned matched = match_text(query, title->folded_others[i]);
        hit->matched = matched > hit->matched ? matched : hit->matched;
    }
    hit->exact = strcmp(title->folded, query->folded) == 0;
    return hit->exact || (query->word_count && hit->matched >= needed);
}

/* Sorts by exact title, then number of words, then votes, so that the first is often wrong. */
static int by_rank(const void *one, const void *two)
{
    const struct hit *a = one, *b = two;

    if (a->exact != b->exact)
        return b->exact - a->exact;
    if (a->matched != b->matched)
        return (a->matched < b->matched) - (a->matched > b->matched);
    if (a->title->votes != b->title->votes)
        return (a->title->votes < b->title->votes) - (a->title->votes > b->title->votes);
    return (a->title->trakt > b->title->trakt) - (a->title->trakt < b->title->trakt);
}

/* Scores are integers that a double cannot represent. */
static json_t *result_json(const struct title *title, unsigned matched, bool full)
{
    unsigned words = matched < 15 ? matched : 15;
    json_int_t score = 578730123365187705LL * words + title->votes;

    return json_pack("{s:s, s:I, s:o}", "type", title_type(title), "score", score,
                     title_type(title), title_json(title, full));
}

static bool is_full(const struct request *request)
{
    const char *extended = request_query(request, "extended");

    return extended && strstr(extended, "full");
}

/* Returns whether the type (movie, show) is in the comma-separated list of the path. "media" stands
 * for both. */
static bool asks_for(const char *types, const char *type)
{
    return strstr(types, type) || strstr(types, "media");
}

static bool is_known(const char *types)
{
    static const char *const known[] = {"movie", "show", "media", "episode", "person", "list"};
    char *copy = cvi_strdup(types), *rest = copy, *word;
    bool all = true;

    while ((word = strsep(&rest, ","))) {
        bool found = false;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            found |= strcmp(known[i], word) == 0;
        all &= found;
    }
    free(copy);
    return all;
}

void search_broad(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    const struct catalog *catalog = &sandbox->catalog;
    const char *types = request->segments[1], *text = request_query(request, "query");
    struct query query = {0};

    if (!is_known(types)) {
        answer_empty(answer, 404);
        return;
    }
    parse_text(&query, text ? text : "");
    parse_years(&query, request_query(request, "years"));
    struct hit *hits = cvi_alloc((catalog->count + 1) * sizeof *hits);
    size_t count = 0;
    for (size_t i = 0; !query.broken && i < catalog->count; i++)
        if (asks_for(types, title_type(catalog->titles[i])))
            count += match(&query, catalog->titles[i], &hits[count]);
    qsort(hits, count, sizeof *hits, by_rank);
    json_t *results = json_array();
    for (size_t i = 0; i < count && i < RESULTS_MAX; i++)
        json_array_append_new(results,
                              result_json(hits[i].title, hits[i].matched, is_full(request)));
    free(hits);
    query_release(&query);
    answer_page_take(answer, request, results, RESULTS_MAX, RESULTS_MAX);
}

/* Returns whether the title has that name as its original title or an alias. */
static bool is_named(const struct title *title, const char *folded)
{
    for (unsigned i = 0; i < title->other_count; i++)
        if (strcmp(title->folded_others[i], folded) == 0)
            return true;
    return false;
}

/* Adds titles that are found only by another of their names. */
static struct hit *add_named(const struct sandbox *sandbox, const char *types, const char *folded,
                             struct hit *hits, size_t *count)
{
    for (size_t i = 0; sandbox->exact_aliases && i < sandbox->catalog.count; i++) {
        const struct title *title = sandbox->catalog.titles[i];

        if (!asks_for(types, title_type(title)) || strcmp(title->folded, folded) == 0 ||
            !is_named(title, folded))
            continue;
        hits = base_grow_take(hits, *count, sizeof *hits);
        hits[(*count)++] = (struct hit){.title = title, .matched = 1};
    }
    return hits;
}

void search_exact(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    const char *types = request->segments[1], *text = request_query(request, "query");
    struct hit *hits = NULL;
    size_t count = 0;

    if (!is_known(types) || !text) {
        answer_empty(answer, text ? 404 : 422);
        return;
    }
    /* Backslashes are removed by folding, so a query may be escaped or not. */
    char *folded = text_fold(text);
    for (int is_show = 0; is_show < 2; is_show++) {
        const struct catalog_entry *state = NULL;
        const struct title *title;
        if (!asks_for(types, is_show ? "show" : "movie"))
            continue;
        while ((title = catalog_next(&sandbox->catalog, "exact", is_show, *folded ? folded : text,
                                     &state))) {
            hits = base_grow_take(hits, count, sizeof *hits);
            hits[count++] = (struct hit){.title = title, .matched = 2, .exact = true};
        }
    }
    hits = add_named(sandbox, types, folded, hits, &count);
    if (count)
        qsort(hits, count, sizeof *hits, by_rank);
    json_t *results = json_array();
    for (size_t i = 0; i < count && i < EXACT_MAX; i++)
        json_array_append_new(results, result_json(hits[i].title, 2, is_full(request)));
    free(hits);
    free(folded);
    answer_page_take(answer, request, results, EXACT_MAX, EXACT_MAX);
}

void search_id(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    const char *kind = request->segments[1], *types = request_query(request, "type");
    json_t *results = json_array();

    /* IMDb ids are unique, so the type is ignored. Numbers are not: without a type, both are
     * returned. */
    if (!types || strcmp(kind, "imdb") == 0)
        types = "media";
    for (int is_show = 0; is_show < 2; is_show++) {
        const struct title *title =
            catalog_find(&sandbox->catalog, kind, is_show, request->segments[2]);
        if (title && asks_for(types, title_type(title)))
            json_array_append_new(results, result_json(title, 2, is_full(request)));
    }
    answer_json_take(answer, 200, results);
}
