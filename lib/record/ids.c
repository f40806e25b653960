/* Reads, checks and compares ids. IMDb ids are stored as numbers too, because the same id can be
 * written with more or fewer leading zeros. */
#include "record/ids.h"

#include <string.h>

const char *const title_id_words[] = {"trakt", "imdb", "tmdb", "tvdb", NULL};

enum { IMDB_DIGITS = 12 }; /* maximum; IMDb uses 7 or 8, as of 2026 */

/* Returns the number in the IMDb id of a title; 0 if `value` is not such an id. */
static json_int_t read_imdb(const json_t *value)
{
    const char *text = json_string_value(value);
    json_int_t number = 0;

    if (!text || strncmp(text, "tt", 2) != 0)
        return 0;
    size_t digits = strspn(text + 2, "0123456789");
    if (digits > IMDB_DIGITS || json_string_length(value) != digits + 2)
        return 0;
    for (size_t i = 0; i < digits; i++)
        number = number * 10 + (text[2 + i] - '0');
    return number;
}

static json_int_t read_number(const json_t *value)
{
    json_int_t number = json_integer_value(value);

    return number > 0 && number <= RECORD_MOST_ID ? number : 0;
}

struct title_ids title_ids_read(const json_t *ids, enum media_type type)
{
    struct title_ids known = {0};

    for (int kind = 0; kind < TITLE_IDS; kind++) {
        const json_t *value = json_object_get(ids, title_id_words[kind]);

        known.of[kind] = kind == TITLE_ID_IMDB ? read_imdb(value) : read_number(value);
    }
    if (type == MEDIA_MOVIE)
        known.of[TITLE_ID_TVDB] = 0;
    return known;
}

enum title_id title_ids_best(const struct title_ids *ids)
{
    int kind = 0;

    while (kind < TITLE_IDS && !ids->of[kind])
        kind++;
    return (enum title_id)kind;
}

bool title_ids_agree(const struct title_ids *one, const struct title_ids *other)
{
    json_int_t a = one->of[TITLE_ID_TRAKT], b = other->of[TITLE_ID_TRAKT];

    return !a || !b || a == b;
}

enum title_id title_ids_common(const struct title_ids *one, const struct title_ids *other)
{
    int kind = 0;

    while (kind < TITLE_IDS && !(one->of[kind] && other->of[kind]))
        kind++;
    return (enum title_id)kind;
}

enum title_id title_ids_contradiction(const struct title_ids *one, const struct title_ids *other)
{
    json_int_t trakt = one->of[TITLE_ID_TRAKT];

    if (trakt && trakt == other->of[TITLE_ID_TRAKT])
        return TITLE_IDS;
    for (int kind = 0; kind < TITLE_IDS; kind++)
        if (one->of[kind] && other->of[kind] && one->of[kind] != other->of[kind])
            return (enum title_id)kind;
    return TITLE_IDS;
}

bool title_ids_same(const struct title_ids *one, const struct title_ids *other)
{
    enum title_id kind = title_ids_common(one, other);

    return kind == TITLE_IDS || one->of[kind] == other->of[kind];
}

bool title_ids_stand_alone(const struct title_ids *known, const struct title_ids *later)
{
    return later->of[TITLE_ID_TRAKT] && !known->of[TITLE_ID_TRAKT] &&
           title_ids_contradiction(known, later) != TITLE_IDS;
}

json_t *title_id_json(enum title_id kind, json_int_t id)
{
    return kind == TITLE_ID_IMDB ? json_sprintf("tt%07lld", (long long)id) : json_integer(id);
}

json_t *title_ids_json(const struct title_ids *ids)
{
    json_t *object = json_object();

    for (int kind = 0; kind < TITLE_IDS; kind++)
        if (ids->of[kind])
            json_object_set_new(object, title_id_words[kind],
                                title_id_json((enum title_id)kind, ids->of[kind]));
    return object;
}
