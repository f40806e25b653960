/* The cache stores the results of searches, not decisions, because later versions may have better
 * rules. The results have the format of Trakt's answers, so one parser reads both. */
#include "match/cache.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "match/sidefile.h"
#include "match/store.h"

enum {
    MOST_KEPT = 10, /* maximum number of titles stored for a question */
    MOST_ALIASES = 100,
    LEAST_KEPT_S = 30 * 24 * 60 * 60,
};

/* The version of the format, a part of every key. A new version invalidates all stored answers. */
#define FORM "1"

/* A store that is opened on first use, so a run without searches creates no file. */
struct place {
    char *path; /* NULL: not used */
    struct database_form form;
    struct database *store;
    bool tried;
};

struct cache {
    struct cache_settings settings; /* its strings are not used after cache_open */
    char *server;
    char *pins_name;
    struct pins pins;
    struct place cache;
    struct place choices;
    struct sidefiles *sidefiles;
    struct store_ages ages;
};

/* Returns a place in `directory`, or one that is not used if `directory` is NULL. `without` ends
 * the warning if the store cannot be used. */
static struct place place_in(const char *directory, const char *name, const char *without)
{
    struct place place = {.path = directory ? file_join(directory, name) : NULL,
                          .form = store_form};

    place.form.without = without;
    return place;
}

/* Returns the store, borrowed; NULL if it is not used or cannot be opened. Reports an error once.
 */
static struct database *open_place(struct place *place)
{
    if (place->path && !place->tried)
        place->store = database_open_or_warn(place->path, &place->form);
    place->tried = true;
    return place->store;
}

static void close_place(struct place *place)
{
    database_close(place->store);
    free(place->path);
}

static bool read_pins(struct cache *m, const struct cache_settings *settings, struct why *why)
{
    struct buf text = BUF_INIT(PINS_FILE_MAX);
    bool read = false;

    if (!settings->pins)
        return true;
    m->pins_name = cvi_strdup(settings->pins);
    if (!settings->pins_required && access(settings->pins, F_OK) != 0)
        return true;
    if (settings->pins_may_stream ? file_read(settings->pins, &text, why)
                                  : file_read_regular(settings->pins, &text, why))
        read = pins_read(&m->pins, settings->pins, buf_text(&text), text.len, why);
    buf_release(&text);
    return read;
}

bool cache_open(const struct cache_settings *settings, struct cache **cache, struct why *why)
{
    struct cache *m;

    *cache = NULL;
    if (settings->offline && (settings->refresh || settings->no_cache))
        return why_set(why, EX_USAGE, "--offline: cannot be combined with --%s",
                       settings->refresh ? "refresh" : "no-cache");
    m = cvi_alloc(sizeof *m);
    m->settings = *settings;
    m->ages =
        (struct store_ages){{[STORE_FIND] = settings->find_s, [STORE_MISS] = settings->miss_s}};
    m->server = cvi_strdup(settings->server ? settings->server : "");
    if (!read_pins(m, settings, why)) {
        cache_close(m);
        return false;
    }
    if (!settings->no_cache)
        m->cache = place_in(settings->cache, "cache.db", store_form.without);
    m->choices = place_in(settings->state, "choices.db", "continuing without your earlier choices");
    if (!settings->no_nfo)
        m->sidefiles = sidefiles_new();
    *cache = m;
    return true;
}

/* Removes old answers. Keeps recent ones even if the maximum age for this run is short, because
 * later runs may use them. */
static void prune(struct cache *m)
{
    struct store_ages ages = m->ages;

    for (int kind = 0; kind < STORE_KINDS; kind++) {
        if (ages.most[kind] < LEAST_KEPT_S)
            ages.most[kind] = LEAST_KEPT_S;
    }
    store_prune(m->cache.store, &ages);
}

void cache_close(struct cache *m)
{
    if (!m)
        return;
    prune(m);
    close_place(&m->cache);
    close_place(&m->choices);
    sidefiles_free(m->sidefiles);
    pins_release(&m->pins);
    free(m->pins_name);
    free(m->server);
    free(m);
}

bool cache_is_offline(const struct cache *m)
{
    return m && m->settings.offline;
}

const struct pin *cache_pin(const struct cache *m, const json_t *record, const struct media *media)
{
    return m ? pins_find(&m->pins, record_filename(record), media->title, media->year) : NULL;
}

char *cache_pin_place(const struct cache *m, const struct pin *pin)
{
    return cvi_format("%s:%zu", m->pins_name, pin->line);
}

/* Returns the ids from the side files of a record whose type is not certain; NULL: none. The caller
 * frees the result. Reads all side files for the type *type, and those in `scope` for the other
 * type. If only side files for one type have ids, sets *type to that type and *either to false. */
static json_t *doubtful_ids(struct sidefiles *files, const json_t *record,
                            enum sidefile_scope scope, enum media_type *type, bool *either)
{
    enum media_type other = *type == MEDIA_MOVIE ? MEDIA_SHOW : MEDIA_MOVIE;
    json_t *ids = sidefiles_ids(files, record, *type, SIDEFILE_ALL);
    json_t *others = sidefiles_ids(files, record, other, scope);

    if (!ids && others)
        *type = other;
    *either = !ids == !others;
    if (!ids)
        return others;
    json_decref(others);
    return ids;
}

json_t *cache_ids(struct cache *m, const json_t *record, const struct media *media,
                  enum cache_type sureness, enum media_type *type, bool *either)
{
    json_t *ids = NULL;

    *type = media->type;
    *either = sureness != CACHE_TYPE_SURE;
    if (m && m->sidefiles && sureness == CACHE_TYPE_SURE)
        ids = sidefiles_ids(m->sidefiles, record, media->type, SIDEFILE_ALL);
    else if (m && m->sidefiles)
        ids = doubtful_ids(m->sidefiles, record,
                           sureness == CACHE_TYPE_UNTITLED ? SIDEFILE_OWN : SIDEFILE_ALL, type,
                           either);
    if (!ids)
        return json_is_object(media->ids) ? json_deep_copy(media->ids) : NULL;
    if (json_is_object(media->ids))
        json_object_update(ids, (json_t *)media->ids);
    return ids;
}

/* Returns `key` with the version of the format and the server added. The caller frees the string.
 */
static char *full_key(const struct cache *m, const char *key)
{
    return cvi_format(FORM " %s %s", m->server, key);
}

json_t *cache_choice(struct cache *m, const char *key)
{
    static const struct store_ages always = {{STORE_FOR_EVER, STORE_FOR_EVER}};

    if (!m || m->settings.ask_again || !m->choices.path || access(m->choices.path, F_OK) != 0)
        return NULL;
    char *full = full_key(m, key);
    json_t *choice = store_get(open_place(&m->choices), full, &always);
    const char *status = json_string_value(json_object_get(choice, "status"));

    free(full);
    if (status && record_word(record_match_words, status) >= 0)
        return choice;
    json_decref(choice);
    return NULL;
}

void cache_choose(struct cache *m, const char *key, const json_t *match)
{
    json_t *choice;
    char *full;

    if (!m)
        return;
    full = full_key(m, key);
    choice = json_copy((json_t *)match);
    json_object_del(choice, "explain");
    store_put(open_place(&m->choices), full, STORE_FIND, choice);
    json_decref(choice);
    free(full);
}

/* Returns the candidate's aliases; NULL: none. The caller frees the result. */
static json_t *aliases_of(const struct candidate *c)
{
    json_t *list = c->rank.alias_count ? json_array() : NULL;

    for (size_t i = 0; i < c->rank.alias_count && i < MOST_ALIASES; i++)
        json_array_append_new(list, json_string(c->aliases[i]));
    return list;
}

/* Returns a candidate in the format of Trakt's answers, with further members. The caller frees the
 * result. An unknown value has no member. An unknown running time is null instead, because
 * lacks_runtimes checks whether the member exists. */
static json_t *pack(const struct candidate *c)
{
    const char *type = record_type_words[c->rank.type];

    return json_pack("{s:s, s:{s:s, s:o*, s:O, s:o*, s:O, s:o*, s:o, s:s*, s:s*}}", "type", type,
                     type, "by", question_source_words[c->by], "aliases", aliases_of(c), "title",
                     json_object_get(c->json, "title"), "year",
                     c->rank.year != RECORD_NONE ? json_integer(c->rank.year) : NULL, "ids",
                     json_object_get(c->json, "ids"), "votes",
                     c->rank.votes_known ? json_integer(c->rank.votes) : NULL, "runtime",
                     c->runtime > 0 ? json_integer(c->runtime) : json_null(), "country", c->country,
                     "original_title", c->original_title);
}

void cache_keep(struct cache *m, const char *key, const struct question *q, bool found)
{
    const struct candidate *sorted[QUESTION_MOST_CANDIDATES];

    if (!m || !open_place(&m->cache))
        return;
    char *full = full_key(m, key);
    json_auto_t *list = json_array();
    question_best_first(q, sorted);
    for (size_t i = 0; i < q->count && i < MOST_KEPT; i++)
        json_array_append_new(list, pack(sorted[i]));
    store_put(m->cache.store, full, found ? STORE_FIND : STORE_MISS, list);
    free(full);
}

static void add_aliases(struct question *q, const struct trakt_title *title)
{
    const json_t *list = json_object_get(title->raw, "aliases");
    const char *aliases[MOST_ALIASES];
    size_t count = 0, i;
    const json_t *alias;

    json_array_foreach(list, i, alias)
    {
        if (json_is_string(alias) && count < MOST_ALIASES)
            aliases[count++] = json_string_value(alias);
    }
    if (count && q->count)
        question_add_aliases(&q->candidates[q->count - 1], q, aliases, count);
}

static void unpack(struct question *q, struct trakt_titles *all)
{
    static const enum question_source sources[] = {QUESTION_BY_ID, QUESTION_BY_EXACT,
                                                   QUESTION_BY_SEARCH};

    for (size_t i = 0; i < all->count; i++) {
        const struct trakt_titles one = {.at = &all->at[i], .count = 1};
        const char *by = json_string_value(json_object_get(all->at[i].raw, "by"));
        enum question_source source = QUESTION_BY_SEARCH;
        size_t before = q->count;

        for (size_t k = 0; by && k < sizeof sources / sizeof *sources; k++) {
            if (strcmp(by, question_source_words[sources[k]]) == 0)
                source = sources[k];
        }
        question_add(q, &one, source);
        if (q->count > before)
            add_aliases(q, &all->at[i]);
    }
}

/* Returns whether the titles were stored by a version of cvi that did not store running times. */
static bool lacks_runtimes(const struct trakt_titles *titles)
{
    return titles->count && !json_object_get(titles->at[0].raw, "runtime");
}

bool cache_recall(struct cache *m, const char *key, struct question *q)
{
    struct trakt_titles titles = {0};
    struct trakt_error error;
    bool known = false;

    if (!m || m->settings.refresh)
        return false;
    char *full = full_key(m, key);
    json_t *list = store_get(open_place(&m->cache), full, &m->ages);

    if (list)
        known = trakt_read_titles_take(list, &titles, &error);
    if (known && q->needs_runtime && !m->settings.offline && lacks_runtimes(&titles))
        known = false;
    if (known)
        unpack(q, &titles);
    trakt_titles_release(&titles);
    free(full);
    return known;
}
