/* Fuzzes the reader of records against Jansson. If the reader accepts a line, Jansson accepts it
 * with the same members, for any requested members. If a line is read at all, the result is the
 * same as with Jansson only. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "json/ndjson.h"
#include "json/pick.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The requested members. The last row is for names that a fuzzer finds soon. */
static const char *const asked[][8] = {
    {NULL},
    {"filename", "error?", "media?", NULL},
    {"filename", "media", "scan.media.duration", "scan.reasons", "match?", NULL},
    {"error.code", "match.status", "match.ids.imdb", "match.ids", "scan.media", "scan?", NULL},
    {"a", "b.a", "b.b.c", "c?", "d.a?", "e.", NULL},
};

static void insist(bool fact)
{
    if (!fact)
        abort();
}

/* Sets in `to` the value of the path in `from`, with Jansson. */
static void project(json_t *to, const json_t *from, const char *path)
{
    size_t len = strcspn(path, ".?");
    char *key = cvi_strndup(path, len);
    json_t *value = json_object_get(from, key);

    if (value && path[len] == '.' && json_is_object(value)) {
        if (!json_is_object(json_object_get(to, key)))
            json_object_set_new(to, key, json_object());
        project(json_object_get(to, key), value, path + len + 1);
    } else if (value && path[len] == '?') {
        if (!json_object_get(to, key))
            json_object_set_new(to, key, json_null());
    } else if (value) {
        json_object_set(to, key, value);
    }
    free(key);
}

static void compare_some(const json_t *whole, const char *const *paths, const char *text,
                         size_t len)
{
    struct pick *pick = pick_new(paths);
    json_t *some = pick_load(pick, text, len);

    if (some) {
        json_t *expected = json_object();

        insist(json_is_object(whole));
        for (; *paths; paths++)
            project(expected, whole, *paths);
        insist(json_equal(expected, some));
        json_decref(expected);
    }
    json_decref(some);
    pick_free(pick);
}

/* Compares all members in order, and numbers to the last bit. */
static void compare_all(const json_t *whole, const char *text, size_t len)
{
    json_t *all = pick_load(NULL, text, len);

    if (all) {
        insist(json_is_object(whole) && json_equal(all, whole));
        char *one = json_dumps(all, 0), *other = json_dumps(whole, 0);
        insist(strcmp(one, other) == 0);
        free(one);
        free(other);
    }
    json_decref(all);
}

static void compare_line(const char *line, size_t len)
{
    char *text = cvi_malloc(len); /* so that a read past its end is detected */
    if (len)
        memcpy(text, line, len);
    json_t *whole = memchr(text, '\0', len) ? NULL : json_loadb(text, len, 0, NULL);
    struct why why;
    json_t *record = ndjson_load(text, len, &why);

    insist(!json_is_object(whole) || (record && json_equal(record, whole)));
    compare_all(whole, text, len);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        compare_some(whole, asked[i], text, len);
    json_decref(record);
    json_decref(whole);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *at = (const char *)data, *end = at + size;

    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));

        stop = stop ? stop : end;
        compare_line(at, (size_t)(stop - at));
        at = stop + 1;
    }
    return 0;
}
