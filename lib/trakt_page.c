/* Reading page after page. No number in an answer is trusted before the others agree with it. */
#include "trakt_page.h"

#include <stdlib.h>

#include "trakt_answer.h"

enum {
    PAGE_SIZE = 250, /* the most that Trakt gives; it may give less */
    MOST_PAGES = 2000,
    SURELY_ALL =
        100, /* fewer than this are one page, whatever is not said: Trakt's smallest page */
    MOST_AT_ONCE = 64,
};

/* What the pages so far have said. */
struct progress {
    const struct trakt_pages *pages;
    struct trakt_page first; /* its numbers; later pages must have the same */
    bool counted;            /* the first page said how many pages there are */
    size_t count;            /* entries taken so far */
};

static bool fail(const struct progress *p, struct trakt_error *error, const char *why)
{
    return trakt_error_set(error, TRAKT_BAD_ANSWER,
                           "the %s cannot be read completely: %s (try again later)", p->pages->what,
                           why);
}

/* Whether the first page says what can be. */
static bool check_first(struct progress *p, const struct http_answer *answer,
                        struct trakt_error *error)
{
    p->counted = answer->header[HTTP_PAGE_COUNT] != NULL;
    if (p->first.page_count > MOST_PAGES ||
        (p->first.item_count != RECORD_NONE && p->first.page_count > 1 &&
         p->first.page_count > p->first.item_count))
        return trakt_error_set(error, TRAKT_BAD_ANSWER,
                               "Trakt speaks of %ld pages of %s: too many (try again later)",
                               p->first.page_count, p->pages->what);
    return true;
}

/* Whether a page is the one that was asked for, of the same whole as the first. */
static bool check_page(struct progress *p, long number, const struct http_answer *answer,
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
        p->first = page;
        return check_first(p, answer, error);
    }
    if (page.page_count != p->first.page_count || page.item_count != p->first.item_count ||
        page.limit != p->first.limit)
        return fail(p, error, "they changed meanwhile");
    return true;
}

static bool take(struct progress *p, long number, const struct http_answer *answer,
                 struct trakt_error *error)
{
    const struct trakt_pages *pages = p->pages;
    size_t before = p->count;

    if (!check_page(p, number, answer, error) ||
        !pages->take(pages->context, buf_text(&answer->body), answer->body.len, &p->count, error))
        return trakt_call_spoilt(answer, error);
    if (number > 1 && p->count == before)
        return fail(p, error, "a page of them is empty");
    if (p->first.item_count != RECORD_NONE && p->count > (size_t)p->first.item_count)
        return fail(p, error, "there are more than Trakt says");
    return true;
}

/* Reads the pages from number on, count of them. */
static bool read_some(struct trakt *trakt, struct progress *p, long number, size_t count,
                      struct trakt_error *error)
{
    struct http_answer answers[MOST_AT_ONCE];
    struct trakt_call calls[MOST_AT_ONCE] = {{0}};
    char *paths[MOST_AT_ONCE];

    for (size_t i = 0; i < count; i++) {
        paths[i] = cvi_format("%s?page=%ld&limit=%d", p->pages->path, number + (long)i, PAGE_SIZE);
        calls[i] =
            (struct trakt_call){.method = "GET", .path = paths[i], .about = TRAKT_ABOUT_LIST};
    }
    bool read = trakt_call_all(trakt, calls, count, answers, error);
    for (size_t i = 0; i < count; i++) {
        read = read && take(p, number + (long)i, &answers[i], error);
        http_release(&answers[i]);
        free(paths[i]);
    }
    return read;
}

static bool read_rest(struct trakt *trakt, struct progress *p, struct trakt_error *error)
{
    size_t at_once = trakt->at_once < MOST_AT_ONCE ? trakt->at_once : MOST_AT_ONCE;
    bool read = true;

    for (long number = 2; read && number <= p->first.page_count;) {
        size_t left = (size_t)(p->first.page_count - number + 1);
        size_t count = left < at_once ? left : at_once;

        read = read_some(trakt, p, number, count, error);
        number += (long)count;
    }
    return read;
}

/* Whether what was taken is all there is. */
static bool check_whole(const struct progress *p, struct trakt_error *error)
{
    long said = p->first.item_count;

    if (said != RECORD_NONE && p->count != (size_t)said)
        return trakt_error_set(error, TRAKT_BAD_ANSWER,
                               "Trakt gave %zu of %ld %s (try again later)", p->count, said,
                               p->pages->what);
    if (said == RECORD_NONE && !p->counted && p->count >= SURELY_ALL)
        return fail(p, error, "Trakt does not say how many pages there are");
    return !p->pages->check || p->pages->check(p->pages->context, error);
}

static bool read_once(struct trakt *trakt, const struct trakt_pages *pages,
                      struct trakt_error *error)
{
    struct progress progress = {.pages = pages};
    bool begun = read_some(trakt, &progress, 1, 1, error);

    if (!begun && pages->optional && error->fault == TRAKT_NOT_FOUND)
        return true;
    if (begun && read_rest(trakt, &progress, error) && check_whole(&progress, error))
        return true;
    pages->forget(pages->context);
    return false;
}

bool trakt_read_pages(struct trakt *trakt, const struct trakt_pages *pages,
                      struct trakt_error *error)
{
    return read_once(trakt, pages, error) ||
           (error->fault == TRAKT_BAD_ANSWER && read_once(trakt, pages, error));
}
