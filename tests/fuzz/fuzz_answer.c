/* Fuzzes the parsers of answers, of X-Ratelimit and of Retry-After. Accepted values must be
 * valid. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "http/decide.h"
#include "http/pace.h"
#include "record/ids.h"
#include "trakt/change.h"
#include "trakt/collection.h"
#include "trakt/title.h"
#include "trakt/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool fact)
{
    if (!fact)
        abort();
}

static void read_titles(const char *text, size_t len)
{
    struct trakt_titles titles;
    struct trakt_error error;

    if (trakt_read_titles(text, len, &titles, &error))
        for (size_t i = 0; i < titles.count; i++)
            insist(titles.at[i].title[0] && titles.at[i].trakt > 0 && titles.at[i].ids &&
                   (titles.at[i].year == RECORD_NONE || titles.at[i].year > 0));
    trakt_titles_release(&titles);
}

static void read_pages(const char *text, size_t len)
{
    struct trakt_lists lists = {0};
    struct trakt_items items = {0};
    struct trakt_error error;

    for (int page = 0; page < 2; page++) {
        trakt_read_lists(text, len, page ? NULL : "me", &lists, &error);
        trakt_read_items(text, len, &items, &error);
    }
    for (size_t i = 0; i < lists.count; i++)
        insist(lists.at[i].trakt > 0 && lists.at[i].owner[0]);
    for (size_t i = 0; i < items.count; i++)
        insist(items.at[i].ids && items.at[i].type[0] && strlen(items.at[i].title) < 5000 &&
               (items.at[i].trakt || record_word(record_type_words, items.at[i].type) < 0));
    trakt_lists_release(&lists);
    trakt_items_release(&items);
}

static void read_changes(const char *text, size_t len)
{
    struct trakt_addition additions[] = {
        {.type = MEDIA_MOVIE, .id = 1, .season = RECORD_NONE, .episode = RECORD_NONE},
        {.type = MEDIA_SHOW, .kind = TITLE_ID_IMDB, .id = 2, .season = 1, .episode = 9}};
    struct trakt_added added;
    struct trakt_error error;

    for (int collection = 0; collection < 2; collection++) {
        if (trakt_read_added(text, len, collection, additions, 2, &added, &error))
            insist(added.added.episodes + added.not_found.episodes <= 1);
        if (trakt_read_removed(text, len, collection, additions, 2, &added, &error))
            insist(added.deleted.movies + added.not_found.movies <= 1);
    }
}

static void read_owned(const char *text, size_t len)
{
    struct trakt_collection collection = {0}, more = {0};
    struct trakt_error error;

    for (int type = 0; type < 2; type++) {
        trakt_read_collection(text, len, (enum media_type)type, &collection, &error);
        trakt_read_collection(text, len, (enum media_type)type, &more, &error);
    }
    trakt_check_collection(&collection, &error);
    trakt_collection_join(&collection, &more);
    for (size_t i = 0; i < collection.count; i++)
        insist((collection.at[i].type == OPERATION_MOVIE) == (collection.at[i].episode < 0) &&
               title_ids_best(&collection.at[i].ids) != TITLE_IDS && collection.at[i].title);
    trakt_collection_release(&collection);
}

static void read_objects(const char *text, size_t len)
{
    struct trakt_account account;
    struct trakt_device device;
    struct trakt_grant grant;
    struct trakt_error error;

    if (trakt_read_account(text, len, &account, &error))
        insist(account.username[0]);
    if (trakt_read_device(text, len, &device, &error))
        insist(token_is_word(device.user_code) && device.interval > 0 && device.expires_in > 0);
    if (trakt_read_grant(text, len, &grant, &error))
        insist(token_is_word(grant.access) && grant.expires_in > 0);
    trakt_account_release(&account);
    trakt_device_release(&device);
    trakt_grant_release(&grant);
}

static void read_one_title(const char *text, size_t len)
{
    const char *aliases[TRAKT_MOST_ALIASES];
    struct trakt_titles titles;
    struct trakt_error error;
    json_t *list;

    if (trakt_read_title(text, len, MEDIA_SHOW, "heat", &titles, &error))
        insist(titles.count <= 1 && (!titles.count || titles.at[0].type == MEDIA_SHOW));
    trakt_titles_release(&titles);
    size_t count = trakt_read_aliases(text, len, &list, aliases);
    insist(count <= TRAKT_MOST_ALIASES);
    for (size_t i = 0; i < count; i++)
        insist(aliases[i][0]);
    json_decref(list);
}

/* Reads an answer with an error status, from Trakt or from the content network. */
static void read_error(const char *text, size_t len)
{
    static const int statuses[] = {400, 401, 403, 423, 426, 429, 500};
    struct buf body = BUF_INIT(len + 1);

    buf_add(&body, text, len);
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        struct http_answer answer = {.status = statuses[i], .body = body, .edge = len % 2};
        struct trakt_error error;

        for (int header = 0; header < HTTP_HEADERS; header++)
            answer.header[header] = (char *)text;
        insist(!trakt_error_of(&error, TRAKT_ABOUT_OAUTH, &answer) && error.code);
        insist(!trakt_error_of(&error, TRAKT_ABOUT_LIST, &answer) && error.message[0]);
    }
    buf_release(&body);
}

/* Checks that the next wait is acceptable for a user, whatever limits Trakt reports. */
static void read_pace(const struct http_rate *rate)
{
    const int64_t now_ms = INT64_C(1795348800000);
    struct pace pace = pace_start(HTTP_READ);

    insist(rate->until_s >= 0);
    pace_take(&pace, HTTP_READ, now_ms);
    pace_answered(&pace, pace.serial);
    pace_reported(&pace, pace.serial, rate, now_ms / 1000, now_ms);
    int64_t wait_ms = pace_take(&pace, HTTP_READ, now_ms);
    insist(wait_ms >= 0 && wait_ms <= PACE_MOST_HOLD_MS);
}

static void read_headers(const char *text)
{
    struct http_rate rate;
    struct http_answer answer = {.status = 200};
    struct trakt_page page;
    struct trakt_error error;
    int64_t ms = http_read_retry_after(text, 1795348800);

    insist(ms >= -1 && ms <= 86400000);
    insist(http_read_time(text) >= -1);
    insist(http_read_date(text) >= -1);
    if (http_read_rate(text, &rate))
        read_pace(&rate);
    answer.header[HTTP_PAGE_COUNT] = answer.header[HTTP_PAGE] = (char *)text;
    answer.header[HTTP_ITEM_COUNT] = answer.header[HTTP_PAGE_LIMIT] = (char *)text;
    if (trakt_read_page(&answer, &page, &error))
        insist(page.page > 0 && page.page_count >= 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = cvi_alloc(size + 1);

    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    read_titles(text, size);
    read_pages(text, size);
    read_objects(text, size);
    read_changes(text, size);
    read_owned(text, size);
    read_one_title(text, size);
    read_error(text, size);
    read_headers(text);
    free(text);
    return 0;
}
