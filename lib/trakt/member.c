/* Reads single members of objects in Trakt's answers. */
#include "trakt/member.h"

#include <string.h>

#include "record/record.h"

enum { MOST_TEXT = 4096 /* bytes of one string */ };

bool member_bad(struct trakt_error *error, const char *what, const char *why)
{
    return trakt_error_set(
        error, TRAKT_BAD_ANSWER,
        "Trakt's answer about %s cannot be used: %s (try again later; check --api-url)", what, why);
}

/* Returns `otherwise` if the value is not a whole number from `least` to `most`. */
static json_int_t whole_of(const json_t *value, json_int_t least, json_int_t most,
                           json_int_t otherwise)
{
    json_int_t number;

    if (json_is_integer(value)) {
        number = json_integer_value(value);
    } else if (json_is_real(value)) {
        double real = json_real_value(value);

        if (!(real >= (double)-MEMBER_MOST_WHOLE && real <= (double)MEMBER_MOST_WHOLE))
            return otherwise;
        number = (json_int_t)real;
        if ((double)number != real)
            return otherwise;
    } else {
        return otherwise;
    }
    return number >= least && number <= most ? number : otherwise;
}

json_int_t member_whole(const json_t *object, const char *key, json_int_t least, json_int_t most)
{
    return whole_of(json_object_get(object, key), least, most, RECORD_NONE);
}

const char *member_text(const json_t *object, const char *key, const char *otherwise)
{
    const json_t *value = json_object_get(object, key);

    if (!json_is_string(value) || json_string_length(value) > MOST_TEXT ||
        strlen(json_string_value(value)) != json_string_length(value))
        return otherwise;
    return json_string_value(value);
}

const json_t *member_ids(json_t *object)
{
    json_t *ids = json_object_get(object, "ids");
    const char *kind;
    json_t *id;
    void *next;

    if (!json_is_object(ids))
        return NULL;
    json_object_foreach_safe(ids, next, kind, id)
    {
        json_int_t number = whole_of(id, 1, MEMBER_MOST_WHOLE, 0);

        if (number)
            json_object_set_new(ids, kind, json_integer(number));
        else if (!member_text(ids, kind, "")[0])
            json_object_del(ids, kind);
    }
    return ids;
}

json_int_t member_trakt(const json_t *ids)
{
    return whole_of(json_object_get(ids, "trakt"), 1, RECORD_MOST_ID, 0);
}

int member_year(const json_t *object)
{
    return (int)member_whole(object, "year", 1, 9999);
}
