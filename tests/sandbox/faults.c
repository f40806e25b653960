/* Deliberate faults: a table of kinds, and those requested in this run. */
#include "faults.h"

#include "base.h"
#include "base/file.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

enum stage {
    BEFORE, /* makes the answer; the request is not applied */
    DURING, /* the handler makes an error */
    AFTER   /* the request is applied; then the answer is spoilt */
};

struct fault_kind {
    const char *name;
    enum stage stage;
    void (*strike)(const struct fault *fault, struct answer *answer);
    const char *help;
    bool (*fits)(const struct fault *fault, const struct request *request); /* NULL: any request */
};

static void cloudflare(struct answer *answer, unsigned status, const char *type, char *text_take)
{
    answer->bare = true;
    answer_text_take(answer, status, type, text_take);
    answer_header(answer, "Server", "cloudflare");
    answer_header(answer, "CF-RAY", "9a1b2c3d4e5f6071-FRA");
}

static void strike_status(const struct fault *fault, struct answer *answer)
{
    unsigned status = fault->number >= 100 && fault->number < 600 ? (unsigned)fault->number : 500;
    bool json = fault->body && strchr("{[", *fault->body);

    answer_empty(answer, status);
    if (fault->body)
        answer_text_take(answer, status, json ? "application/json" : "text/html",
                         cvi_strdup(fault->body));
    if (fault->retry_after >= 0)
        answer_header(answer, "Retry-After", "%ld", fault->retry_after);
    answer->bare = status == 420;
}

/* Answers with the status in the kind's name: 502, cloudflare-403. */
static void strike_edge(const struct fault *fault, struct answer *answer)
{
    const char *number = strrchr(fault->kind->name, '-');
    unsigned status = (unsigned)base_number(number ? number + 1 : fault->kind->name, 429);

    cloudflare(answer, status, "text/html; charset=UTF-8",
               cvi_format("<!DOCTYPE html>\n<html><head><title>%u | Cloudflare</title></head>"
                          "<body><h1>Error %u</h1></body></html>\n",
                          status, status));
    if (strcmp(fault->kind->name, "cloudflare-429") == 0 || fault->retry_after >= 0)
        answer_header(answer, "Retry-After", "%ld",
                      fault->retry_after >= 0 ? fault->retry_after : 143);
}

static void strike_text(const struct fault *fault, struct answer *answer)
{
    cloudflare(answer, 429, "text/plain; charset=UTF-8", cvi_strdup("error code: 1015"));
    if (fault->retry_after >= 0)
        answer_header(answer, "Retry-After", "%ld", fault->retry_after);
}

static void strike_locked(const struct fault *fault, struct answer *answer)
{
    bool locked = strcmp(fault->kind->name, "423-locked") == 0;

    answer_empty(answer, 423);
    answer_header(answer, "X-Account-Locked", "%s", locked ? "true" : "false");
    answer_header(answer, "X-Account-Deactivated", "%s", locked ? "false" : "true");
}

static void strike_upgrade(const struct fault *fault, struct answer *answer)
{
    answer_empty(answer, 426);
    if (fault->with_url)
        answer_header(answer, "X-Upgrade-URL", "https://app.trakt.tv/vip");
}

/* It is not documented whether Trakt applies a part of a request over the limit: here all of it was
 * applied. */
static void strike_full(const struct fault *fault, struct answer *answer)
{
    (void)fault;
    answer_empty(answer, 420);
    answer->bare = true;
}

static void strike_slow(const struct fault *fault, struct answer *answer)
{
    answer->delay += fault->number > 0 ? (unsigned)fault->number : 1000;
}

static void strike_cut(const struct fault *fault, struct answer *answer)
{
    (void)fault;
    answer_empty(answer, 500);
    answer->cut = true;
}

/* Returns the body as it would be sent. The caller frees it. */
static char *dump(const struct answer *answer)
{
    char *text = answer->json ? json_dumps(answer->json, JSON_COMPACT) : NULL;

    return text ? text : cvi_strdup(answer->text ? answer->text : "");
}

static void strike_truncated(const struct fault *fault, struct answer *answer)
{
    char *text = dump(answer);
    (void)fault;

    text[strlen(text) / 2] = '\0';
    answer_text_take(answer, answer->status, "application/json", text);
}

static void strike_not_json(const struct fault *fault, struct answer *answer)
{
    (void)fault;
    answer_text_take(answer, answer->status, "application/json",
                     cvi_strdup("<html><body>We are busy.</body></html>\n"));
}

static void strike_type(const struct fault *fault, struct answer *answer)
{
    json_t *inside = json_incref(answer->json);
    (void)fault;

    if (json_is_array(inside))
        answer_json_take(answer, answer->status, json_pack("{s:o}", "results", inside));
    else
        answer_json_take(answer, answer->status, json_pack("[o]", inside ? inside : json_null()));
}

static void strike_score(const struct fault *fault, struct answer *answer)
{
    bool null = strcmp(fault->kind->name, "null-score") == 0;
    size_t i;
    json_t *result;

    json_array_foreach(answer->json, i, result)
    {
        if (json_object_get(result, "score"))
            json_object_set_new(result, "score", null ? json_null() : json_real(26.019499));
    }
}

static void strike_empty(const struct fault *fault, struct answer *answer)
{
    (void)fault;
    answer_empty(answer, 200);
}

/* Removes the members that clients rely on from every object. */
static void strip(json_t *json)
{
    size_t i;
    const char *key;
    json_t *value;

    json_object_del(json, "ids");
    json_object_del(json, "year");
    json_object_del(json, "list");
    json_array_foreach(json, i, value)
    {
        strip(value);
    }
    json_object_foreach(json, key, value)
    {
        strip(value);
    }
}

static void strike_partial(const struct fault *fault, struct answer *answer)
{
    (void)fault;
    if (answer->json)
        strip(answer->json);
    else
        answer_json_take(answer, 200, json_pack("{s:n}", "name"));
}

/* Returns the object of the first entry's title: an item has it in the member named like its
 * type. */
static json_t *first_subject(const struct answer *answer)
{
    json_t *entry = json_array_get(answer->json, 0);
    const char *type = json_string_value(json_object_get(entry, "type"));
    json_t *subject = type ? json_object_get(entry, type) : NULL;

    return subject ? subject : entry;
}

/* Changes one of several entries to one that clients cannot use. */
static void strike_odd(const struct fault *fault, struct answer *answer)
{
    static const struct {
        const char *kind, *key;
    } odd[] = {{"null-name", "name"}, {"null-name", "title"}, {"no-ids", "ids"}};
    json_t *subject = first_subject(answer);

    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        if (strcmp(fault->kind->name, odd[i].kind) == 0 && json_object_get(subject, odd[i].key))
            json_object_set_new(subject, odd[i].key, json_null());
    if (strcmp(fault->kind->name, "imdb-only") == 0)
        json_object_set_new(subject, "ids", json_pack("{s:n, s:s}", "trakt", "imdb", "tt9999999"));
}

/* Adds half a surrogate pair, as written by programs that cut strings by their UTF-16 length. */
static void strike_surrogate(const struct fault *fault, struct answer *answer)
{
    static const char mark[] = "@surrogate@", half[] = "\\ud800";
    json_t *subject = first_subject(answer);
    const char *key = json_object_get(subject, "title") ? "title" : "name";
    struct buf text = BUF_INIT(1 << 24);
    (void)fault;

    json_object_set_new(
        subject, key, json_sprintf("%s%s", json_string_value(json_object_get(subject, key)), mark));
    char *whole = dump(answer), *at = strstr(whole, mark);
    if (at) {
        buf_add(&text, whole, (size_t)(at - whole));
        buf_puts(&text, half);
        buf_puts(&text, at + strlen(mark));
        answer_text_take(answer, answer->status, "application/json", buf_detach(&text));
    }
    free(whole);
}

static void strike_huge(const struct fault *fault, struct answer *answer)
{
    size_t size = fault->number > 2 ? (size_t)fault->number : 1 << 20;
    char *text = cvi_alloc(size + 1);

    memset(text, ' ', size);
    text[0] = '[';
    text[size - 1] = ']';
    answer_text_take(answer, answer->status, "application/json", text);
}

/* The broad search sometimes misses the exact title (trakt-api#774). */
static void strike_result(const struct fault *fault, struct answer *answer)
{
    (void)fault;
    json_array_remove(answer->json, 0);
}

static void strike_pages(const struct fault *fault, struct answer *answer)
{
    answer_header(answer, "X-Pagination-Page-Count", "%ld", fault->number >= 0 ? fault->number : 1);
}

/* Changes a pagination header; without a number it is removed. */
static void strike_page_header(const struct fault *fault, struct answer *answer)
{
    static const char *const headers[][2] = {
        {"page", "X-Pagination-Page"},
        {"limit", "X-Pagination-Limit"},
        {"pages", "X-Pagination-Page-Count"},
        {"count", "X-Pagination-Item-Count"},
    };

    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        if (strcmp(fault->kind->name, headers[i][0]) != 0)
            continue;
        if (fault->number < 0)
            json_object_del(answer->headers, headers[i][1]);
        else
            answer_header(answer, headers[i][1], "%ld", fault->number);
    }
}

/* Repeats the first entry of the page as its last. */
static void strike_repeat(const struct fault *fault, struct answer *answer)
{
    size_t size = json_array_size(answer->json);
    (void)fault;

    if (size > 1)
        json_array_set(answer->json, size - 1, json_array_get(answer->json, 0));
}

/* Removes an entry from the page without notice, as if the list had changed. */
static void strike_entry(const struct fault *fault, struct answer *answer)
{
    (void)fault;
    json_array_remove(answer->json, json_array_size(answer->json) / 2);
}

static void strike_no_entries(const struct fault *fault, struct answer *answer)
{
    (void)fault;
    json_array_clear(answer->json);
}

/* --- Faults of additions ---------------------------------------------------------------------- */

enum { SMALL = 10, SOME = 7 }; /* defaults: more items than SMALL; ids divisible by SOME */

/* Returns the number of episodes below a show in a body; 1 for a title itself. */
static size_t count_parts(const json_t *item)
{
    const json_t *seasons = json_object_get(item, "seasons"), *season;
    size_t count = seasons ? 0 : 1, i;

    json_array_foreach(seasons, i, season)
    {
        count += json_array_size(json_object_get(season, "episodes"));
    }
    return count;
}

/* Returns the number of items in a body, or of those with that Trakt id, which episodes have from
 * their show. */
static size_t count_items(const struct request *request, bool (*is)(json_int_t, long), long number)
{
    static const char *const groups[] = {"movies", "shows"};
    size_t count = 0, k;
    const json_t *item;

    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        json_array_foreach(json_object_get(request->body, groups[i]), k, item)
        {
            json_t *id = json_object_get(json_object_get(item, "ids"), "trakt");

            if (is(json_integer_value(id), number))
                count += count_parts(item);
        }
    return count;
}

static bool is_any(json_int_t id, long number)
{
    return id && number;
}

static bool is_title(json_int_t id, long number)
{
    return number < 0 ? id % SOME == 0 : id == number;
}

static bool is_large(const struct fault *fault, const struct request *request)
{
    return count_items(request, is_any, 1) > (size_t)(fault->number < 0 ? SMALL : fault->number);
}

static bool has_title(const struct fault *fault, const struct request *request)
{
    return count_items(request, is_title, fault->number) > 0;
}

static const struct fault_kind kinds[] = {
    {"status", BEFORE, strike_status,
     "status=NNN [retry-after=S] [body=TEXT to the end]: that status, not applied"},
    {"cloudflare-403", BEFORE, strike_edge, "HTML of the edge, without x-runtime"},
    {"cloudflare-429", BEFORE, strike_edge, "HTML of the edge, Retry-After 143 or retry-after=S"},
    {"429-no-retry-after", BEFORE, strike_edge, "HTML of the edge that does not say how long"},
    {"text-429", BEFORE, strike_text, "16 bytes of plain text, no Retry-After"},
    {"502", BEFORE, strike_edge, "bad gateway [retry-after=S]"},
    {"503", BEFORE, strike_edge, "overloaded [retry-after=S]"},
    {"504", BEFORE, strike_edge, "gateway timeout [retry-after=S]"},
    {"520", BEFORE, strike_edge, "Cloudflare: unknown error"},
    {"521", BEFORE, strike_edge, "Cloudflare: origin is down"},
    {"522", BEFORE, strike_edge, "Cloudflare: connection timed out"},
    {"too-large-413", BEFORE, strike_edge, "too-large-413=N: for more than N titles (10)",
     is_large},
    {"too-large-504", BEFORE, strike_edge, "too-large-504=N: the same, as a timeout", is_large},
    {"bad-title-413", BEFORE, strike_edge, "bad-title-413=ID: where that title is added",
     has_title},
    {"bad-title-500", BEFORE, strike_edge, "bad-title-500=ID: the same", has_title},
    {"bad-title-504", BEFORE, strike_edge, "bad-title-504=ID: the same, as a timeout", has_title},
    {"423-locked", BEFORE, strike_locked, "account locked"},
    {"423-deactivated", BEFORE, strike_locked, "account deactivated"},
    {"426", BEFORE, strike_upgrade, "VIP only [with-url]"},
    {"cut", BEFORE, strike_cut, "connection closed, not applied, no answer"},
    {"cut-after-apply", AFTER, strike_cut, "applied, then the connection is closed, no answer"},
    {"full-after-apply", AFTER, strike_full, "applied, then answered with 420"},
    {"rotate-and-cut", AFTER, strike_cut, "for /oauth/token: refresh token used up, answer lost"},
    {"slow", AFTER, strike_slow, "slow=MS: applied, answered after that much real time"},
    {"truncated-json", AFTER, strike_truncated, "the first half of the body"},
    {"not-json", AFTER, strike_not_json, "HTML that says it is JSON"},
    {"wrong-type", AFTER, strike_type, "an object for an array, an array for an object"},
    {"null-score", AFTER, strike_score, "search results with score null"},
    {"float-score", AFTER, strike_score, "search results with score 26.019499"},
    {"empty-200", AFTER, strike_empty, "applied; status 200 without a body"},
    {"partial-object", AFTER, strike_partial,
     "objects without ids, year and list; 200 {\"name\":null} for a 404"},
    {"null-name", AFTER, strike_odd, "the first entry of an array has name and title null"},
    {"no-ids", AFTER, strike_odd, "the first entry of an array has ids null"},
    {"imdb-only", AFTER, strike_odd, "the first entry of an array has an IMDb id and no other"},
    {"lone-surrogate", AFTER, strike_surrogate,
     "the name or title of the first entry of an array ends with \\ud800"},
    {"huge-body", AFTER, strike_huge, "huge-body=BYTES: an empty array of that size"},
    {"lying-page-count", AFTER, strike_pages, "lying-page-count=N: says N pages (1)"},
    {"page", AFTER, strike_page_header,
     "page=N: says that this is page N; without =N says nothing of it"},
    {"limit", AFTER, strike_page_header, "limit=N: says that a page has N entries; or nothing"},
    {"pages", AFTER, strike_page_header, "pages=N: says that there are N pages; or nothing"},
    {"count", AFTER, strike_page_header, "count=N: says that there are N entries; or nothing"},
    {"repeat-entry", AFTER, strike_repeat, "the last entry of the page is the first once more"},
    {"drop-entry", AFTER, strike_entry,
     "an entry of the page is missing, and the headers do not say so"},
    {"no-entries", AFTER, strike_no_entries, "the page is empty, and the headers do not say so"},
    {"drop-result", AFTER, strike_result, "the first result of a search is missing"},
    {"stale-read", DURING, NULL,
     "stale-read=N: what is added or removed now is so for readers N reads later (1)"},
    {"page-repeats", DURING, NULL, "whatever page is asked for, it is the first that comes"},
    {"smaller-limit", DURING, NULL, "smaller-limit=N: no more than N on a page (100)"},
    {"change-name", DURING, NULL,
     "a list that is made gets short codes for emoji, &amp; for &, and 255 characters"},
    {"drop-item", DURING, NULL, "the first item of an add is ignored and nowhere accounted for"},
};

void faults_print(FILE *stream)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        fprintf(stream, "  %-20s %s\n", kinds[i].name, kinds[i].help);
}

/* Returns whether word is the setting name=N, with its number. */
static bool is_setting(const char *word, const char *name, long *value)
{
    size_t length = strlen(name);

    if (strncmp(word, name, length) != 0 || word[length] != '=')
        return false;
    *value = (long)base_number(word + length + 1, -2);
    return *value != -2;
}

static const char *parse_word(struct fault *fault, const char *word)
{
    long value;
    size_t length = strcspn(word, "=");

    if (is_setting(word, "after", &value) && value >= 0)
        fault->after = (unsigned)value;
    else if (is_setting(word, "times", &value) && value > 0)
        fault->times = (unsigned)value;
    else if (fault->kind && is_setting(word, "retry-after", &value) && value >= 0)
        fault->retry_after = value;
    else if (fault->kind && strcmp(word, "with-url") == 0)
        fault->with_url = true;
    else if (fault->kind)
        return "only after=N, times=N, retry-after=S, with-url and body=TEXT may follow the kind";
    else
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (strlen(kinds[i].name) == length && strncmp(kinds[i].name, word, length) == 0) {
                fault->kind = &kinds[i];
                fault->number = (long)base_number(word[length] ? word + length + 1 : "", -1);
                if (word[length] && fault->number < 0)
                    return "a number should stand behind the = of the kind";
                return NULL;
            }
    return fault->kind || strchr(word, '=') ? NULL : "no such kind (see --faults)";
}

const char *faults_parse(struct faults *faults, const char *text)
{
    struct fault fault = {.number = -1, .retry_after = -1};
    const char *problem = NULL;
    char *copy = cvi_strdup(text), *rest = copy;

    char *body = strstr(copy, " body=");
    if (body) {
        fault.body = cvi_strdup(body + 6);
        *body = '\0';
    }
    for (char *word; !problem && (word = strsep(&rest, " \t"));) {
        if (!*word)
            continue;
        if (!fault.method)
            fault.method = cvi_strdup(word);
        else if (!fault.glob)
            fault.glob = cvi_strdup(word);
        else
            problem = parse_word(&fault, word);
    }
    free(copy);
    if (!problem && !fault.kind)
        problem = "METHOD PATHGLOB [after=N] [times=N] KIND is what it should be";
    faults->all = base_grow_take(faults->all, faults->count, sizeof *faults->all);
    faults->all[faults->count++] = fault;
    return problem;
}

static void forget(struct faults *faults)
{
    for (size_t i = 0; i < faults->count; i++) {
        free(faults->all[i].method);
        free(faults->all[i].glob);
        free(faults->all[i].body);
    }
    free(faults->all);
    faults->all = NULL;
    faults->count = 0;
}

void faults_release(struct faults *faults)
{
    forget(faults);
    free(faults->text);
}

void faults_follow(struct faults *faults)
{
    struct buf now = BUF_INIT(1 << 20);
    struct why why;

    if (!faults->path || !file_read(faults->path, &now, &why) ||
        (faults->text && strcmp(faults->text, buf_text(&now)) == 0)) {
        buf_release(&now);
        return;
    }
    forget(faults);
    free(faults->text);
    faults->text = cvi_strdup(buf_text(&now));
    char *copy = cvi_strdup(faults->text), *rest = copy;
    for (char *line; (line = strsep(&rest, "\n"));) {
        const char *problem = *line && *line != '#' ? faults_parse(faults, line) : NULL;
        if (!problem)
            continue;
        struct fault *bad = &faults->all[--faults->count];
        free(bad->method);
        free(bad->glob);
        free(bad->body);
        msg_warn("%s: %s: %s", faults->path, line, problem);
    }
    free(copy);
    buf_release(&now);
}

char *faults_struck(const struct faults *faults)
{
    struct buf names = BUF_INIT(4096);

    for (size_t i = 0; i < faults->count; i++)
        if (faults->all[i].now)
            buf_printf(&names, "%s%s", names.len ? "," : "", faults->all[i].kind->name);
    char *struck = names.len ? cvi_strdup(buf_text(&names)) : NULL;
    buf_release(&names);
    return struck;
}

static bool strikes(struct fault *fault, const struct request *request)
{
    if (strcmp(fault->method, "*") != 0 && strcmp(fault->method, request->method) != 0)
        return false;
    if (fnmatch(fault->glob, request->path, 0) != 0)
        return false;
    if (fault->kind->fits && !fault->kind->fits(fault, request))
        return false;
    if (fault->seen++ < fault->after || (fault->times && fault->struck >= fault->times))
        return false;
    fault->struck++;
    return true;
}

bool faults_before(struct faults *faults, const struct request *request, struct answer *answer)
{
    bool answered = false;

    faults->stale_reads = 0;
    faults->drop_item = faults->change_name = false;
    for (size_t i = 0; i < faults->count; i++) {
        struct fault *fault = &faults->all[i];
        /* Once one fault has answered, the others wait for the next request. */
        fault->now = !answered && strikes(fault, request);
        if (!fault->now)
            continue;
        if (fault->kind->stage == BEFORE) {
            fault->kind->strike(fault, answer);
            answered = true;
        } else if (strcmp(fault->kind->name, "stale-read") == 0) {
            faults->stale_reads = fault->number > 0 ? (unsigned)fault->number : 1;
        } else if (strcmp(fault->kind->name, "drop-item") == 0) {
            faults->drop_item = true;
        } else if (strcmp(fault->kind->name, "change-name") == 0) {
            faults->change_name = true;
        } else if (strcmp(fault->kind->name, "page-repeats") == 0) {
            json_object_set_new(request->query, "page", json_string("1"));
        } else if (strcmp(fault->kind->name, "smaller-limit") == 0) {
            char *limit = cvi_format("%ld", fault->number > 0 ? fault->number : 100);

            json_object_set_new(request->query, "limit", json_string(limit));
            free(limit);
        }
    }
    return answered;
}

void faults_rest(struct faults *faults)
{
    faults->stale_reads = 0;
    faults->drop_item = faults->change_name = false;
    for (size_t i = 0; i < faults->count; i++)
        faults->all[i].now = false;
}

void faults_after(struct faults *faults, struct answer *answer)
{
    for (size_t i = 0; i < faults->count; i++)
        if (faults->all[i].now && faults->all[i].kind->stage == AFTER)
            faults->all[i].kind->strike(&faults->all[i], answer);
}
