/* Gets further data for a user who is choosing a title: from the catalogue, or with one request to
 * Trakt. */
#include "match/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { YEAR_DIGITS = 4, EARLIEST_YEAR = 1878, LATEST_YEAR = 2100 }; /* as in pins.c */

/* A request to Trakt. If the user stops waiting, the request still exists until its answer
 * arrives. */
struct request {
    bool answered;
    bool left; /* the user no longer waits for the answer */
    struct trakt_error error;
    struct question *question; /* receives the results of a search; NULL: not a search */
    char *overview;            /* receives the description, if it was requested */
};

static void release(struct request *r)
{
    question_free(r->question);
    free(r->overview);
    free(r);
}

static void found(void *context, const struct trakt_titles *titles, const struct trakt_error *error)
{
    struct request *r = context;

    r->answered = true;
    if (error) {
        r->error = *error;
    } else if (r->question) {
        question_add(r->question, titles, QUESTION_BY_SEARCH);
    } else if (titles->count) {
        const char *text = json_string_value(json_object_get(titles->at[0].raw, "overview"));

        r->overview = text && *text ? cvi_strdup(text) : NULL;
    }
    if (r->left)
        release(r);
}

/* Waits for the answer. On an error or SIGINT, takes ownership of `r` and returns false with
 * `why`. */
static bool wait_for(const struct ask_trakt *setup, struct request *r, struct why *why)
{
    bool interrupted = false;

    while (!r->answered && !interrupted)
        interrupted =
            trakt_wait(setup->trakt, -1, setup->interrupt) == HTTP_WOKE_INTERRUPT && !r->answered;
    if (interrupted) {
        r->left = true;
        return why_set(why, EX_INTERRUPTED, "interrupted");
    }
    if (r->error.fault == TRAKT_FINE)
        return true;
    why_set(why, r->error.exit_status, "%s", r->error.message);
    release(r);
    return false;
}

static bool may_ask(const struct ask_trakt *setup, struct why *why)
{
    if (!setup->trakt)
        return why_set(why, EX_USAGE, "The catalogue has no descriptions.");
    return !setup->offline || why_set(why, EX_USAGE, "offline: no requests to Trakt");
}

static char *overview(void *context, const struct candidate *candidate, struct why *why)
{
    struct ask_trakt *setup = context;
    json_int_t trakt =
        json_integer_value(json_object_get(json_object_get(candidate->json, "ids"), "trakt"));
    char *text;

    if (!may_ask(setup, why))
        return NULL;
    if (!trakt) {
        why_set(why, EX_DATAERR, "The catalogue has no description of this title.");
        return NULL;
    }
    struct request *r = cvi_alloc(sizeof *r);
    char *id = cvi_format("%" JSON_INTEGER_FORMAT, trakt);
    trakt_search_title(setup->trakt, candidate->rank.type, id, found, r);
    free(id);
    if (!wait_for(setup, r, why))
        return NULL;
    text = r->overview;
    r->overview = NULL;
    release(r);
    if (!text)
        why_set(why, EX_DATAERR, "Trakt has no description of this title.");
    return text;
}

/* Searches the catalogue, and Trakt if the catalogue has no results. Returns a new question with
 * the results; the caller frees it. On failure, returns NULL with `why`. */
static struct question *search_for(struct ask_trakt *setup, const struct media *media,
                                   const char *years, struct why *why)
{
    const struct trakt_query query = {
        .type = media->type, .text = media->title, .years = years, .full = true};
    struct question *question = setup->catalog ? question_new(media) : NULL;

    if (question)
        ask_catalog(setup->catalog, question, true);
    if (question && (question->count || !setup->trakt))
        return question;
    question_free(question);
    if (!may_ask(setup, why))
        return NULL;
    struct request *r = cvi_alloc(sizeof *r);
    r->question = question_new(media);
    trakt_search(setup->trakt, &query, found, r);
    if (!wait_for(setup, r, why))
        return NULL;
    question = r->question;
    r->question = NULL;
    release(r);
    return question;
}

/* Removes the year from the end of "Halloween 2018" or "Halloween (2018)", and sets *year. Changes
 * `words` in place, and returns its part with the year's digits; NULL if there is no year. */
static char *split_year(char *words, long *year)
{
    size_t len = strlen(words);
    bool framed = len && words[len - 1] == ')';
    size_t start = len - (framed ? 1 : 0);

    for (int i = 0; start && i < YEAR_DIGITS; i++)
        start--;
    char *digits = words + start, *before = digits - framed;
    if (start < 2 || (framed && *before != '(') || before[-1] != ' ')
        return NULL;
    digits[YEAR_DIGITS] = '\0';
    if (!text_number(digits, LATEST_YEAR, year) || *year < EARLIEST_YEAR)
        return NULL;
    *before = '\0';
    text_trim(words);
    return *words ? digits : NULL;
}

/* Searches for the words as a title. If nothing was found and the words end with a year, searches
 * for the words before it as a title from that year. */
static struct question *search(void *context, enum media_type type, const char *words,
                               struct why *why)
{
    struct ask_trakt *setup = context;
    struct media media = {.type = type,
                          .title = words,
                          .year = RECORD_NONE,
                          .season = RECORD_NONE,
                          .episode = RECORD_NONE};
    struct question *whole = search_for(setup, &media, NULL, why), *parts = NULL;
    char *title = cvi_strdup(words);
    long year;
    const char *digits = whole && !whole->count ? split_year(title, &year) : NULL;

    if (digits) {
        media.title = title;
        media.year = (int)year;
        parts = search_for(setup, &media, digits, why);
    }
    free(title);
    if (!parts)
        return whole;
    question_free(whole);
    return parts;
}

struct dialogue_help ask_trakt_help(struct ask_trakt *setup)
{
    return (struct dialogue_help){.overview = overview, .search = search, .context = setup};
}
