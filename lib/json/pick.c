/* Moves over the text in a strict pass (json/pass.h), builds the requested members, and skips the
 * others. Unusual text, for which pick_load returns NULL, has for example a repeated name or a name
 * with an escape. */
#include "json/pick.h"

#include <float.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "json/pass.h"
#include "json/raw.h"

/* A requested member. If more than MOST_PARTS members of one object are requested, the whole object
 * is read. */
struct pick {
    char *name; /* NULL: the record itself */
    size_t len;
    /* Set if the whole value is requested. Otherwise, the parts are requested. If there are no
     * parts, only the presence of the member is requested. */
    bool whole;
    struct pick *parts;
    size_t count;
};

enum { MOST_PARTS = 64 };

/* --- The list --- */

static struct pick *add_part(struct pick *pick, const char *name, size_t len)
{
    for (size_t i = 0; i < pick->count; i++)
        if (pick->parts[i].len == len && memcmp(pick->parts[i].name, name, len) == 0)
            return &pick->parts[i];
    if (pick->count == MOST_PARTS)
        return NULL;
    pick->parts = cvi_realloc(pick->parts, (pick->count + 1) * sizeof *pick->parts);
    struct pick *part = &pick->parts[pick->count++];
    *part = (struct pick){.name = cvi_strndup(name, len), .len = len};
    return part;
}

void pick_add(struct pick *pick, const char *path)
{
    for (;;) {
        size_t len = strcspn(path, ".?");
        struct pick *part = add_part(pick, path, len);

        if (!part) { /* too many: request the whole object */
            pick->whole = true;
            return;
        }
        if (path[len] != '.') {
            part->whole = part->whole || !path[len];
            return;
        }
        pick = part;
        path += len + 1;
    }
}

struct pick *pick_new(const char *const *paths)
{
    struct pick *pick = cvi_alloc(sizeof *pick);

    for (; *paths; paths++)
        pick_add(pick, *paths);
    return pick;
}

static void release(struct pick *pick)
{
    for (size_t i = 0; i < pick->count; i++)
        release(&pick->parts[i]);
    free(pick->parts);
    free(pick->name);
}

void pick_free(struct pick *pick)
{
    if (pick)
        release(pick);
    free(pick);
}

/* --- Values --- */

static json_t *build_value(struct pass *p);

static json_t *build_string(struct pass *p)
{
    const char *start = p->at;

    if (!pass_string(p))
        return NULL;
    size_t len = (size_t)(p->at - start);
    if (!p->escaped)
        return json_stringn_nocheck(start + 1, len - 2);
    struct buf text = BUF_INIT(len);
    raw_decode(&text, start, len);
    json_t *value = json_stringn_nocheck(buf_text(&text), text.len);
    buf_release(&text);
    return value;
}

/* Reads the number from `at` to `end`. The number has no sign. For 7.95, sets *digits to 795,
 * *count to 3 digits, and *places to 2 digits after the point. Without a point, *places is -1.
 * Returns false if there is an exponent, or more than 18 digits. */
static bool read_digits(const char *at, const char *end, int64_t *digits, int *count, int *places)
{
    const char *point = NULL;

    for (*digits = 0, *count = 0; at < end; at++) {
        if (*at >= '0' && *at <= '9') {
            if (++*count > 18)
                return false;
            *digits = *digits * 10 + (*at - '0');
        } else if (*at == '.') {
            point = at;
        } else {
            return false;
        }
    }
    *places = point ? (int)(end - point - 1) : -1;
    return true;
}

/* Builds a number. `minus` is set if the number begins with a minus sign. A real of up to 15 digits
 * is an integer divided by a power of ten. A double represents both exactly, so the quotient is the
 * same as the result of strtod. Jansson reads other reals. */
static json_t *build_number(struct pass *p, bool minus)
{
    static const double tens[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char *start = p->at;
    int64_t digits;
    int count, places;

    if (!pass_number(p))
        return NULL;
    bool plain = read_digits(start + minus, p->at, &digits, &count, &places);
    if (plain && places < 0)
        return json_integer(minus ? -digits : digits);
    if (plain && count <= 15 && FLT_EVAL_METHOD == 0) {
        double value = (double)digits / tens[places];

        return json_real(minus ? -value : value);
    }
    return json_loadb(start, (size_t)(p->at - start), JSON_DECODE_ANY, NULL);
}

static json_t *build_scalar(struct pass *p, char first)
{
    if (first != 't' && first != 'f' && first != 'n')
        return build_number(p, first == '-');
    if (!pass_value(p))
        return NULL;
    return first == 't' ? json_true() : first == 'f' ? json_false() : json_null();
}

/* Passes a key and the colon, and sets *key and *len. Returns false if one of these is missing, or
 * if the key contains an escape. */
static bool read_key(struct pass *p, const char **key, size_t *len)
{
    if (pass_peek(p) != '"')
        return false;
    *key = p->at + 1;
    if (!pass_string(p) || p->escaped)
        return false;
    *len = (size_t)(p->at - 1 - *key);
    return pass_byte(p, ':');
}

/* Adds `value` to the object. Takes ownership of `value`. Returns false if `value` is NULL. With
 * older versions of Jansson, also returns false if the name is too long. */
static bool set_member(json_t *object, const char *name, size_t len, json_t *value)
{
#if JANSSON_VERSION_HEX >= 0x020e00
    return json_object_setn_new_nocheck(object, name, len, value) == 0;
#else
    char copy[256];

    if (len >= sizeof copy) {
        json_decref(value);
        return false;
    }
    memcpy(copy, name, len);
    copy[len] = '\0';
    return json_object_set_new_nocheck(object, copy, value) == 0;
#endif
}

static bool build_member(struct pass *p, json_t *object)
{
    const char *key;
    size_t len;

    return read_key(p, &key, &len) && set_member(object, key, len, build_value(p));
}

static bool build_element(struct pass *p, json_t *array)
{
    return json_array_append_new(array, build_value(p)) == 0;
}

/* Builds a whole array or object: calls `build` to add each element or member to `nest`, which is
 * empty. Returns `nest`. If the strict pass fails, frees `nest` and returns NULL. */
static json_t *build_nest(struct pass *p, json_t *nest, char close,
                          bool build(struct pass *, json_t *))
{
    bool sound = pass_enter(p);

    if (sound && !pass_byte(p, close)) {
        do
            sound = build(p, nest);
        while (sound && pass_byte(p, ','));
        sound = sound && pass_byte(p, close);
    }
    p->depth--;
    if (sound)
        return nest;
    json_decref(nest);
    return NULL;
}

static json_t *build_value(struct pass *p)
{
    char first = pass_peek(p);

    switch (first) {
    case '"':
        return build_string(p);
    case '{':
        return build_nest(p, json_object(), '}', build_member);
    case '[':
        return build_nest(p, json_array(), ']', build_element);
    default:
        return build_scalar(p, first);
    }
}

/* --- Members --- */

/* Returns the index of the part with that name; pick->count if it is not requested. */
static size_t find_part(const struct pick *pick, const char *name, size_t len)
{
    const struct pick *part = pick->parts;
    size_t i = 0;

    for (; i < pick->count; i++, part++)
        if (part->len == len && (!len || *part->name == *name) &&
            memcmp(part->name, name, len) == 0)
            break;
    return i;
}

static json_t *pick_object(struct pass *p, const struct pick *pick);

/* Builds the requested parts of the next value. */
static json_t *pick_value(struct pass *p, const struct pick *part)
{
    if (part->whole)
        return build_value(p);
    if (!part->count)
        return pass_value(p) ? json_null() : NULL;
    return pass_peek(p) == '{' ? pick_object(p, part) : build_value(p);
}

/* Adds the next member to `object` if it is requested, otherwise skips it. Bit i of *seen is set if
 * pick->parts[i] was read. Returns false if the member is repeated, or if the strict pass fails. */
static bool pick_member(struct pass *p, const struct pick *pick, json_t *object, uint64_t *seen)
{
    const char *key;
    size_t len;

    if (!read_key(p, &key, &len))
        return false;
    size_t place = find_part(pick, key, len);
    if (place == pick->count)
        return pass_value(p);
    if (*seen >> place & 1)
        return false;
    *seen |= (uint64_t)1 << place;
    return set_member(object, key, len, pick_value(p, &pick->parts[place]));
}

static json_t *pick_object(struct pass *p, const struct pick *pick)
{
    json_t *object = json_object();
    uint64_t seen = 0;
    bool sound = pass_enter(p);

    if (sound && !pass_byte(p, '}')) {
        do
            sound = pick_member(p, pick, object, &seen);
        while (sound && pass_byte(p, ','));
        sound = sound && pass_byte(p, '}');
    }
    p->depth--;
    if (sound)
        return object;
    json_decref(object);
    return NULL;
}

json_t *pick_load(const struct pick *pick, const char *text, size_t len)
{
    struct pass p = {.at = text, .end = text + len, .strict = true};

    if (pass_peek(&p) != '{')
        return NULL;
    json_t *record = pick && !pick->whole ? pick_object(&p, pick) : build_value(&p);
    if (record && !pass_peek(&p) && p.at == p.end)
        return record;
    json_decref(record);
    return NULL;
}
