/* Writes a reading as the record's media object: the keys of docs/record.md, in their order. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "parse/parts.h"

enum { EPISODES_SHOWN = 1000 }; /* maximum length of a list */

static void put(json_t *media, const char *key, json_t *value)
{
    json_object_set_new_nocheck(media, key, value);
}

static void put_text(json_t *media, const char *key, const char *value)
{
    if (value)
        put(media, key, json_string_nocheck(value));
}

static void put_span(json_t *media, const char *key, const char *text, const struct rule_span *span)
{
    if (span->len)
        put(media, key, json_stringn_nocheck(text + span->at, span->len));
}

static void put_first(json_t *media, const char *one, const struct numbers *numbers)
{
    if (numbers->count)
        put(media, one, json_integer(numbers->run[0].first));
}

/* If there are several numbers, adds all of them under the key `several`. */
static void put_several(json_t *media, const char *several, const struct numbers *numbers)
{
    json_t *list;
    int shown = 0;

    if (!numbers->count || (numbers->count == 1 && numbers->run[0].first == numbers->run[0].last))
        return;
    list = json_array();
    for (int i = 0; i < numbers->count; i++)
        for (int n = numbers->run[i].first; n <= numbers->run[i].last && shown < EPISODES_SHOWN;
             n++, shown++)
            json_array_append_new(list, json_integer(n));
    put(media, several, list);
}

static bool same_title(const char *one, const char *other)
{
    char *a = text_fold(one), *b = text_fold(other);
    bool same = strcmp(a, b) == 0;

    free(a);
    free(b);
    return same;
}

/* If there are several titles, adds a list of them. `title` is the first. */
static void put_titles(json_t *media, const char *title, const struct titles *others)
{
    json_t *list;

    if (!others->count)
        return;
    list = json_pack("[s]", title);
    for (size_t i = 0; i < others->count; i++) {
        bool known = false;
        const json_t *earlier;
        size_t k;

        json_array_foreach(list, k, earlier)
        {
            known |= same_title(json_string_value(earlier), others->at[i]);
        }
        if (!known)
            json_array_append_new(list, json_string_nocheck(others->at[i]));
    }
    if (json_array_size(list) > 1)
        put(media, "titles", json_incref(list));
    json_decref(list);
}

static void put_ids(json_t *media, const struct details *d)
{
    const struct {
        const char *key;
        long id;
    } ids[] = {{"trakt", d->trakt}, {"tmdb", d->tmdb}, {"tvdb", d->tvdb}};
    json_t *object;

    if (!name_folder_has_ids(d))
        return;
    object = json_object();
    if (*d->imdb)
        put(object, "imdb", json_string_nocheck(d->imdb));
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (ids[i].id)
            put(object, ids[i].key, json_integer(ids[i].id));
    put(media, "ids", object);
}

static void put_languages(json_t *media, const struct details *d)
{
    json_t *list;

    if (!d->languages)
        return;
    list = json_array();
    for (int i = 0; i < d->languages; i++)
        json_array_append_new(list, json_string_nocheck(d->language[i]));
    put(media, "languages", list);
}

static void put_details(json_t *media, const char *text, const struct details *d)
{
    put_ids(media, d);
    put_text(media, "edition", d->value[WORD_EDITION]);
    if (d->part > 0)
        put(media, "part", json_integer(d->part));
    put_text(media, "extra", d->value[WORD_EXTRA]);
    put_text(media, "resolution", d->value[WORD_RESOLUTION]);
    put_text(media, "source", d->value[WORD_SOURCE]);
    put_text(media, "video_codec", d->value[WORD_VIDEO]);
    put_text(media, "audio_codec", d->value[WORD_AUDIO]);
    put_text(media, "audio_channels", d->value[WORD_CHANNELS]);
    put_text(media, "hdr", d->value[WORD_HDR]);
    put_languages(media, d);
    put_span(media, "release_group", text, &d->group);
    put_text(media, "proper", d->value[WORD_PROPER]);
    put_text(media, "country", d->value[WORD_COUNTRY]);
    if (*d->episode_title)
        put(media, "episode_title", json_string_nocheck(d->episode_title));
}

static void put_date(json_t *media, int year, int month, int day)
{
    if (year)
        put(media, "date", json_sprintf("%04d-%02d-%02d", year, month, day));
}

json_t *name_untitled_json(const struct untitled *untitled)
{
    json_t *object = json_object();

    put(object, "type", json_string_nocheck("movie"));
    put(object, "title", json_null());
    put_text(object, "untitled", untitled->kind);
    put(object, "year", json_null());
    put_date(object, untitled->year, untitled->month, untitled->day);
    return object;
}

json_t *name_reading_json(const struct reading *r)
{
    json_t *media = json_object();

    put(media, "type", json_string_nocheck(r->marked ? "show" : "movie"));
    put(media, "title", json_string_nocheck(r->title));
    put_titles(media, r->title, &r->others);
    put(media, "year", r->year ? json_integer(r->year) : json_null());
    if (r->marked) {
        put_first(media, "season", &r->seasons);
        put_first(media, "episode", &r->episodes);
        put_several(media, "seasons", &r->seasons);
        put_several(media, "episodes", &r->episodes);
    }
    put_date(media, r->date_year, r->date_month, r->date_day);
    if (r->absolute && r->episodes.count)
        put(media, "absolute", json_integer(r->episodes.run[0].first));
    if (r->doubtful)
        put(media, "type_doubtful", json_true());
    put_details(media, r->text, &r->details);
    return media;
}
