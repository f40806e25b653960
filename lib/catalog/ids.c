/* Reads the ids in a list's row: from separate columns, and from the column "ids", which is a
 * text such as "trakt:353 tmdb:949" or a JSON object. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "catalog/build_parts.h"

/* The services whose ids are kept, and whether their ids are numbers. */
static const struct {
    const char *name;
    bool is_number;
} services[] = {{"trakt", true}, {"slug", false}, {"tmdb", true}, {"tvdb", true}};

/* Adds an id. If an id occurs several times, the first value wins. */
static void add(json_t *ids, const char *name, const char *value, int64_t *imdb)
{
    enum { MOST = 2000000000 };
    long number;

    if (text_same(name, "imdb")) {
        if (!*imdb)
            *imdb = dataset_imdb_id(value);
        return;
    }
    for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
        if (!text_same(name, services[i].name) || json_object_get(ids, services[i].name))
            continue;
        if (!services[i].is_number)
            json_object_set_new(ids, services[i].name, json_string(value));
        else if (text_number(value, MOST, &number) && number > 0)
            json_object_set_new(ids, services[i].name, json_integer(number));
    }
}

static void add_object(json_t *ids, const char *text, int64_t *imdb)
{
    json_auto_t *object = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    const char *name;
    json_t *value;

    json_object_foreach(object, name, value)
    {
        char *number = json_is_integer(value)
                           ? cvi_format("%" JSON_INTEGER_FORMAT, json_integer_value(value))
                           : NULL;

        if (number || json_is_string(value))
            add(ids, name, number ? number : json_string_value(value), imdb);
        free(number);
    }
}

/* Adds the ids in "trakt:353, tmdb:949 tt0113277". */
static void add_words(json_t *ids, const char *text, int64_t *imdb)
{
    static const char gaps[] = " ,;|";

    for (text += strspn(text, gaps); *text; text += strspn(text, gaps)) {
        size_t length = strcspn(text, gaps);
        char *word = cvi_strndup(text, length);
        char *value = strpbrk(word, ":=");

        if (value) {
            *value++ = '\0';
            add(ids, word, value, imdb);
        } else {
            add(ids, "imdb", word, imdb);
        }
        free(word);
        text += length;
    }
}

char *ids_read(const struct dataset_row *row, int64_t *imdb)
{
    const char *const columns[] = {row->trakt, row->slug, row->tmdb, row->tvdb};

    if (!row->ids && !row->trakt && !row->slug && !row->tmdb && !row->tvdb)
        return NULL;
    json_auto_t *ids = json_object();
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (columns[i])
            add(ids, services[i].name, columns[i], imdb);
    }
    if (row->ids && row->ids[0] == '{')
        add_object(ids, row->ids, imdb);
    else if (row->ids)
        add_words(ids, row->ids, imdb);
    return json_object_size(ids) ? json_dumps(ids, JSON_COMPACT) : NULL;
}

char *ids_merge(const char *one, const char *other)
{
    json_auto_t *ids = json_loads(one, 0, NULL);
    json_auto_t *more = json_loads(other, 0, NULL);

    json_object_update_missing(ids, more);
    return json_dumps(ids, JSON_COMPACT);
}
