/* The stand-in's titles, read from a table, and found by id and by title. */
#include "catalog.h"

#include "base.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

struct catalog_entry {
    char *key;
    const struct title *title;
    struct catalog_entry *next;
};

enum { SLOTS = 1 << 17, KEY_MAX = 600 };

/* FNV-1a: keys are short, and there are no attackers. */
static size_t hash(const char *key)
{
    uint64_t value = 14695981039346656037U;

    for (; *key; key++)
        value = (value ^ (unsigned char)*key) * 1099511628211U;
    return (size_t)(value ^ value >> 32) & (SLOTS - 1);
}

static void key_of(char key[KEY_MAX], const char *kind, bool is_show, const char *value)
{
    snprintf(key, KEY_MAX, "%c%s=%s", is_show ? 's' : 'm', kind, value);
}

/* Adds title after the others of the same key, so that the order of the file is kept. */
static void enter(struct catalog *catalog, const char *kind, const struct title *title,
                  const char *value)
{
    char key[KEY_MAX];

    if (!*value || strcmp(value, "0") == 0)
        return;
    key_of(key, kind, title->is_show, value);
    struct catalog_entry **end = &catalog->slots[hash(key)];
    while (*end)
        end = &(*end)->next;
    *end = cvi_alloc(sizeof **end);
    (*end)->key = cvi_strdup(key);
    (*end)->title = title;
}

static void enter_number(struct catalog *catalog, const char *kind, const struct title *title,
                         int64_t value)
{
    char text[32];

    snprintf(text, sizeof text, "%" PRId64, value);
    enter(catalog, kind, title, text);
}

const struct title *catalog_next(const struct catalog *catalog, const char *kind, bool is_show,
                                 const char *value, const struct catalog_entry **state)
{
    char key[KEY_MAX];

    key_of(key, kind, is_show, value);
    const struct catalog_entry *entry = *state ? (*state)->next : catalog->slots[hash(key)];
    while (entry && strcmp(entry->key, key) != 0)
        entry = entry->next;
    *state = entry;
    return entry ? entry->title : NULL;
}

const struct title *catalog_find(const struct catalog *catalog, const char *kind, bool is_show,
                                 const char *value)
{
    const struct catalog_entry *state = NULL;

    return catalog_next(catalog, kind, is_show, value, &state);
}

const struct title *catalog_find_any(const struct catalog *catalog, bool is_show, const char *value)
{
    const char *kind = "slug";

    if (value[strspn(value, "0123456789")] == '\0')
        kind = "trakt";
    else if (strncmp(value, "tt", 2) == 0 && value[2 + strspn(value + 2, "0123456789")] == '\0')
        kind = "imdb";
    return catalog_find(catalog, kind, is_show, value);
}

/* Makes a slug by Trakt's rules: the title with dashes, plus the year for films and for shows of
 * the same name, plus a number if that is also taken. A title without letters and digits leaves
 * nothing; its slug is its id. The caller frees the result. */
static char *make_slug(const struct catalog *catalog, const struct title *title)
{
    char *slug = base_slug(title->title), *base;

    if (!*slug) {
        free(slug);
        return cvi_format("%lld", (long long)title->trakt);
    }
    if (title->year && (!title->is_show || catalog_find(catalog, "slug", true, slug))) {
        base = slug;
        slug = cvi_format("%s-%d", base, title->year);
        free(base);
    }
    base = cvi_strdup(slug);
    for (int i = 2; catalog_find(catalog, "slug", title->is_show, slug); i++) {
        free(slug);
        slug = cvi_format("%s-%d", base, i);
    }
    free(base);
    return slug;
}

static void split_aliases(struct title *title, char *text)
{
    while (text && *text && title->alias_count < ALIASES_MAX)
        title->aliases[title->alias_count++] = strsep(&text, "|");
    if (*title->original)
        title->folded_others[title->other_count++] = text_fold(title->original);
    for (unsigned i = 0; i < title->alias_count; i++)
        title->folded_others[title->other_count++] = text_fold(title->aliases[i]);
}

enum {
    TYPE,
    TRAKT,
    SLUG,
    TITLE,
    YEAR,
    IMDB,
    TMDB,
    TVDB,
    VOTES,
    COUNTRY,
    ORIGINAL,
    ALIASES,
    RUNTIME,
    COLUMNS
};

void catalog_add(struct catalog *catalog, const char *file, size_t line, const char *text)
{
    struct title *title = cvi_alloc(sizeof *title);
    char *rest = title->row = cvi_strdup(text), *column[COLUMNS];

    /* Missing columns at the end are empty. */
    for (int i = 0; i < COLUMNS; i++)
        if (!(column[i] = strsep(&rest, "\t")))
            column[i] = title->row + strlen(text);
    title->is_show = strcmp(column[TYPE], "show") == 0;
    title->trakt = base_number(column[TRAKT], 0);
    if (!text_is_utf8(text, strlen(text)))
        msg_die(EX_DATAERR, "%s:%zu: not UTF-8", file, line);
    if ((!title->is_show && strcmp(column[TYPE], "movie") != 0) || title->trakt <= 0 ||
        !*column[TITLE])
        msg_die(EX_DATAERR, "%s:%zu: not a title (type, trakt id and title are needed)", file,
                line);
    if (catalog_find(catalog, "trakt", title->is_show, column[TRAKT]))
        msg_die(EX_DATAERR, "%s:%zu: trakt id %s is there already", file, line, column[TRAKT]);
    title->slug = column[SLUG];
    title->title = column[TITLE];
    title->year = (int)base_number(column[YEAR], 0);
    title->imdb = column[IMDB];
    title->tmdb = base_number(column[TMDB], 0);
    title->tvdb = base_number(column[TVDB], 0);
    title->votes = base_number(column[VOTES], 0);
    title->runtime = base_number(column[RUNTIME], title->is_show ? 45 : 110);
    title->country = column[COUNTRY];
    title->original = column[ORIGINAL];
    title->folded = text_fold(title->title);
    split_aliases(title, column[ALIASES]);
    if (!*title->slug)
        title->slug = title->slug_made = make_slug(catalog, title);

    catalog->titles = base_grow_take(catalog->titles, catalog->count, sizeof(void *));
    catalog->titles[catalog->count++] = title;
    enter_number(catalog, "trakt", title, title->trakt);
    enter_number(catalog, "tmdb", title, title->tmdb);
    if (title->is_show)
        enter_number(catalog, "tvdb", title, title->tvdb);
    enter(catalog, "imdb", title, title->imdb);
    enter(catalog, "slug", title, title->slug);
    /* A title of only signs ("???") folds to nothing; then it is its own key. */
    enter(catalog, "exact", title, *title->folded ? title->folded : title->title);
}

void catalog_load(struct catalog *catalog, const char *file)
{
    FILE *stream = fopen(file, "re");
    char *text = NULL;
    size_t room = 0, line = 0;

    if (!stream)
        msg_die(EX_NOINPUT, "%s: %s (name one with --catalog)", file, strerror(errno));
    catalog->slot_count = SLOTS;
    catalog->slots = cvi_alloc(SLOTS * sizeof(void *));
    while (getline(&text, &room, stream) > 0) {
        line++;
        text[strcspn(text, "\r\n")] = '\0';
        if (*text && *text != '#' && strncmp(text, "type\t", 5) != 0)
            catalog_add(catalog, file, line, text);
    }
    free(text);
    fclose(stream);
}

void catalog_release(struct catalog *catalog)
{
    for (size_t i = 0; i < catalog->count; i++) {
        struct title *title = catalog->titles[i];
        for (unsigned j = 0; j < title->other_count; j++)
            free(title->folded_others[j]);
        free(title->folded);
        free(title->slug_made);
        free(title->row);
        free(title);
    }
    free(catalog->titles);
    for (size_t i = 0; i < catalog->slot_count; i++)
        for (struct catalog_entry *entry = catalog->slots[i], *next; entry; entry = next) {
            next = entry->next;
            free(entry->key);
            free(entry);
        }
    free(catalog->slots);
}

const char *title_type(const struct title *title)
{
    return title->is_show ? "show" : "movie";
}

static json_t *number_or_null(int64_t number)
{
    return number ? json_integer(number) : json_null();
}

static json_t *text_or_null(const char *text)
{
    return *text ? json_string(text) : json_null();
}

json_t *title_json(const struct title *title, bool full)
{
    json_t *ids = json_pack("{s:I, s:s}", "trakt", (json_int_t)title->trakt, "slug", title->slug);

    if (title->is_show)
        json_object_set_new(ids, "tvdb", number_or_null(title->tvdb));
    json_object_set_new(ids, "imdb", text_or_null(title->imdb));
    json_object_set_new(ids, "tmdb", number_or_null(title->tmdb));
    json_t *media = json_pack("{s:s, s:o, s:o}", "title", title->title, "year",
                              number_or_null(title->year), "ids", ids);
    if (!full)
        return media;
    json_object_set_new(media, "original_title", text_or_null(title->original));
    json_object_set_new(media, "votes", json_integer(title->votes));
    json_object_set_new(media, "country", text_or_null(title->country));
    json_object_set_new(media, "overview", json_sprintf("What %s is about.", title->title));
    json_object_set_new(media, "runtime", number_or_null(title->runtime));
    json_object_set_new(media, "rating", json_real(7.5));
    json_object_set_new(media, "genres", json_array());
    json_object_set_new(media, "language", json_null());
    json_object_set_new(media, "status", json_string(title->is_show ? "ended" : "released"));
    json_object_set_new(media, title->is_show ? "first_aired" : "released", json_null());
    return media;
}
