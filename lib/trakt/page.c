/* Reads all pages of a list or of the collection, and checks that no entry is missing. */
#include "trakt/parts.h"

#include <stdio.h>
#include <stdlib.h>

#include "terminal/screen.h"

enum {
    PAGE_SIZE = 250, /* Trakt's maximum; a page may have fewer entries */
    MOST_PAGES = 2000,
    /* A full page has at least this number of entries. If Trakt gives no number of pages, and the
     * first page has fewer entries than this, it is the only page. */
    SURELY_ALL = 100,
    MOST_AT_ONCE = 64,
};

/* The state of one attempt to read all pages. */
struct reading {
    const struct trakt_pages *pages;
    struct trakt_page first; /* the numbers in the first answer; later answers must agree */
    bool counted;            /* the first answer stated the number of pages */
    size_t count;            /* number of entries received so far */
};

static bool fail(const struct reading *reading, struct trakt_error *error, const char *why)
{
    return trakt_error_set(error, TRAKT_BAD_ANSWER,
                           "the %s cannot be read completely: %s (try again later)",
                           reading->pages->what, why);
}

static bool check_first(struct reading *reading, const struct http_answer *answer,
                        struct trakt_error *error)
{
    reading->counted = answer->header[HTTP_PAGE_COUNT] != NULL;
    if (reading->first.page_count > MOST_PAGES ||
        (reading->first.item_count != RECORD_NONE && reading->first.page_count > 1 &&
         reading->first.page_count > reading->first.item_count))
        return trakt_error_set(error, TRAKT_BAD_ANSWER,
                               "Trakt reports %ld pages of %s: too many (try again later)",
                               reading->first.page_count, reading->pages->what);
    return true;
}

/* Returns whether the answer is page `number` and states the same totals as the first answer. If it
 * is the first answer, stores its totals. */
static bool check_page(struct reading *reading, long number, const struct http_answer *answer,
                       struct trakt_error *error)
{
    struct trakt_page page;

    if (!trakt_read_page(answer, &page, error))
        return false;
    if (answer->header[HTTP_PAGE] && page.page != number)
        return trakt_error_set(error, TRAKT_BAD_ANSWER,
                               "Trakt answered with page %ld instead of %ld (try again later)",
                               page.page, number);
    if (number == 1) {
        reading->first = page;
        return check_first(reading, answer, error);
    }
    if (page.page_count != reading->first.page_count ||
        page.item_count != reading->first.item_count || page.limit != reading->first.limit)
        return fail(reading, error, "they changed while they were read");
    return true;
}

static void show_progress(const struct reading *reading)
{
    char words[64];

    if (reading->first.item_count == RECORD_NONE)
        snprintf(words, sizeof words, "%zu %s read", reading->count, reading->pages->what);
    else
        snprintf(words, sizeof words, "%zu of %ld %s read", reading->count,
                 reading->first.item_count, reading->pages->what);
    screen_say(words);
}

static bool take(struct reading *reading, long number, const struct http_answer *answer,
                 struct trakt_error *error)
{
    const struct trakt_pages *pages = reading->pages;
    size_t before = reading->count;

    if (!check_page(reading, number, answer, error) ||
        !pages->take(pages->context, buf_text(&answer->body), answer->body.len, &reading->count,
                     error))
        return trakt_call_spoilt(answer, error);
    if (number > 1 && reading->count == before)
        return fail(reading, error, "a page is empty");
    if (reading->first.item_count != RECORD_NONE &&
        reading->count > (size_t)reading->first.item_count)
        return fail(reading, error, "there are more than Trakt reports");
    show_progress(reading);
    return true;
}

/* Reads `count` pages concurrently, beginning with page `number`. */
static bool read_some(struct trakt *trakt, struct reading *reading, long number, size_t count,
                      struct trakt_error *error)
{
    struct http_answer answers[MOST_AT_ONCE];
    struct trakt_call calls[MOST_AT_ONCE] = {{0}};
    const struct trakt_pages *pages = reading->pages;
    char *paths[MOST_AT_ONCE];

    for (size_t i = 0; i < count; i++) {
        paths[i] = cvi_format("%s?page=%ld&limit=%d%s%s", pages->path, number + (long)i,
                              pages->size ? pages->size : PAGE_SIZE, pages->query ? "&" : "",
                              pages->query ? pages->query : "");
        calls[i] =
            (struct trakt_call){.method = "GET", .path = paths[i], .about = TRAKT_ABOUT_LIST};
    }
    bool read = trakt_call_all(trakt, calls, count, answers, error);
    for (size_t i = 0; i < count; i++) {
        read = read && take(reading, number + (long)i, &answers[i], error);
        http_release(&answers[i]);
        free(paths[i]);
    }
    return read;
}

static bool read_rest(struct trakt *trakt, struct reading *reading, struct trakt_error *error)
{
    size_t at_once = trakt->at_once < MOST_AT_ONCE ? trakt->at_once : MOST_AT_ONCE;
    bool read = true;

    for (long number = 2; read && number <= reading->first.page_count;) {
        size_t left = (size_t)(reading->first.page_count - number + 1);
        size_t count = left < at_once ? left : at_once;

        read = read_some(trakt, reading, number, count, error);
        number += (long)count;
    }
    return read;
}

static bool check_whole(const struct reading *reading, struct trakt_error *error)
{
    long reported = reading->first.item_count;

    if (reported != RECORD_NONE && reading->count != (size_t)reported)
        return trakt_error_set(error, TRAKT_BAD_ANSWER,
                               "Trakt returned %zu of %ld %s (try again later)", reading->count,
                               reported, reading->pages->what);
    if (reported == RECORD_NONE && !reading->counted && reading->count >= SURELY_ALL)
        return fail(reading, error, "Trakt does not give the number of pages");
    return !reading->pages->check || reading->pages->check(reading->pages->context, error);
}

static bool read_once(struct trakt *trakt, const struct trakt_pages *pages,
                      struct trakt_error *error)
{
    struct reading reading = {.pages = pages};
    bool begun = read_some(trakt, &reading, 1, 1, error);

    if (!begun && pages->optional && error->fault == TRAKT_NOT_FOUND)
        return true;
    if (begun && read_rest(trakt, &reading, error) && check_whole(&reading, error))
        return true;
    pages->forget(pages->context);
    return false;
}

bool trakt_read_pages(struct trakt *trakt, const struct trakt_pages *pages,
                      struct trakt_error *error)
{
    char *words = cvi_strdup(screen_post()->words);
    bool read = read_once(trakt, pages, error);

    for (int readings = 1; !read && error->fault == TRAKT_BAD_ANSWER && http_reads_again(readings);
         readings++)
        read = read_once(trakt, pages, error);
    screen_say(words);
    free(words);
    return read;
}

static bool read_count(void *context, const struct http_answer *answer, struct trakt_error *error)
{
    return trakt_read_page(answer, context, error);
}

bool trakt_ask_count(struct trakt *trakt, const char *path, json_int_t *count,
                     struct trakt_error *error)
{
    char *page_path = cvi_format("%s?page=1&limit=1", path);
    struct trakt_page page = {.item_count = RECORD_NONE};
    bool read = trakt_get(
        trakt,
        &(struct trakt_get){
            .path = page_path, .about = TRAKT_ABOUT_LIST, .read = read_count, .context = &page},
        error);

    free(page_path);
    *count = page.item_count;
    return read;
}
