/* Searches for titles by text or id. Many searches can be in flight at the same time. */
#include "trakt/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { MOST_URL = 16384 };

/* A search in flight; it exists until its callback `found` has been called. */
struct search {
    trakt_found *found;
    void *context;
    char *kind; /* the kind of id that was searched for; NULL: a search by text */
    char *id;
    enum media_type type;
    bool either; /* films and shows were requested; `type` is ignored */
    struct trakt_titles titles;
};

/* Returns whether the title has the requested type and id. Trakt sometimes returns other titles. */
static bool is_requested(const struct search *search, const struct trakt_title *title)
{
    const json_t *id;
    char number[32];

    if (title->type != search->type && !search->either)
        return false;
    if (!search->kind)
        return true;
    id = json_object_get(title->ids, search->kind);
    if (json_is_string(id))
        return strcmp(json_string_value(id), search->id) == 0;
    snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
    return id && strcmp(number, search->id + strspn(search->id, "0")) == 0;
}

static void keep_requested(const struct search *search, struct trakt_titles *titles)
{
    size_t kept = 0;

    for (size_t i = 0; i < titles->count; i++)
        if (is_requested(search, &titles->at[i]))
            titles->at[kept++] = titles->at[i];
    titles->count = kept;
}

/* Fails if the answer has results, but none of them has a name and an id. If such an answer counted
 * as empty, it would be cached for days. */
static bool are_usable(const struct trakt_titles *titles, struct trakt_error *error)
{
    if (titles->count || !titles->spoilt)
        return true;
    return trakt_error_set(error, TRAKT_BAD_ANSWER,
                           "Trakt's answer about a search cannot be used: no title in it has a "
                           "name and an id (try again later)");
}

static bool read_search(void *context, const struct http_answer *answer, struct trakt_error *error)
{
    struct search *search = context;

    trakt_titles_release(&search->titles);
    return trakt_read_titles(buf_text(&answer->body), answer->body.len, &search->titles, error) &&
           are_usable(&search->titles, error);
}

static void end_search(void *context, const struct trakt_error *error)
{
    struct search *search = context;

    keep_requested(search, &search->titles);
    search->found(search->context, error ? NULL : &search->titles, error);
    trakt_titles_release(&search->titles);
    free(search->kind);
    free(search->id);
    free(search);
}

/* Callback for a search for an invalid id, for which no request is sent. The result is empty. */
static void end_invalid(void *context, const struct http_answer *answer)
{
    (void)answer;
    end_search(context, NULL);
}

static void start_search(struct trakt *trakt, const char *path, struct search *search)
{
    trakt_get_later(
        trakt,
        &(struct trakt_get){
            .path = path, .about = TRAKT_ABOUT_SEARCH, .read = read_search, .context = search},
        end_search);
}

/* Adds the text with a backslash before each character that is special in Trakt's queries: + - &&
 * || ! ( ) { } [ ] ^ " ~ * ? : / and the backslash. Without it, a hyphen would exclude the next
 * word. */
static void add_escaped(struct buf *out, const char *text)
{
    for (const char *c = text; *c; c++) {
        bool pair = (*c == '&' || *c == '|') && c[1] == *c;

        if (pair || strchr("+-!(){}[]^\"~*?:/\\", *c))
            buf_putc(out, '\\');
        buf_putc(out, *c);
        if (pair)
            buf_putc(out, *c++);
    }
}

void trakt_search(struct trakt *trakt, const struct trakt_query *query, trakt_found *found,
                  void *context)
{
    struct search *search = cvi_alloc(sizeof *search);
    struct buf path = BUF_INIT(MOST_URL), text = BUF_INIT(MOST_URL);
    const char *type = record_type_words[query->type];

    search->found = found;
    search->context = context;
    search->type = query->type;
    search->either = query->either;
    add_escaped(&text, query->text);
    if (query->exact)
        buf_printf(&path, "/search/%s/exact?query=", query->either ? "media" : type);
    else
        buf_printf(&path, "/search/%s?query=", query->either ? "movie,show" : type);
    text_percent(&path, buf_text(&text));
    if (query->years) {
        buf_puts(&path, "&years=");
        text_percent(&path, query->years);
    }
    buf_puts(&path, query->full ? "&extended=full" : "");
    buf_puts(&path, query->exact ? "" : "&page=1&limit=50");
    start_search(trakt, buf_text(&path), search);
    buf_release(&path);
    buf_release(&text);
}

static bool is_number(const char *text)
{
    size_t len = strlen(text);

    return len > 0 && len < 12 && strspn(text, "0123456789") == len;
}

/* Returns whether the id is valid for its kind and type. For an invalid id, Trakt returns unrelated
 * titles. */
static bool is_id(const char *kind, const char *id, enum media_type type)
{
    if (strcmp(kind, "imdb") == 0)
        return strncmp(id, "tt", 2) == 0 && is_number(id + 2);
    if (strcmp(kind, "tvdb") == 0)
        return type == MEDIA_SHOW && is_number(id);
    return (strcmp(kind, "trakt") == 0 || strcmp(kind, "tmdb") == 0) && is_number(id);
}

void trakt_search_id(struct trakt *trakt, const char *kind, const char *id, enum media_type type,
                     trakt_found *found, void *context)
{
    struct search *search = cvi_alloc(sizeof *search);
    char *path = NULL;

    *search = (struct search){.found = found,
                              .context = context,
                              .kind = cvi_strdup(kind),
                              .id = cvi_strdup(id),
                              .type = type};
    if (!is_id(kind, id, type)) {
        /* The empty URL fails without a request, and the callback is called as after any other
         * failure. */
        http_send(trakt->http,
                  &(struct http_request){
                      .method = "GET", .url = "", .done = end_invalid, .context = search});
        return;
    }
    path = cvi_format("/search/%s/%s?type=%s&extended=full", kind, id, record_type_words[type]);
    start_search(trakt, path, search);
    free(path);
}
