/* Replaces lib/json/pick.c in the programs that test_reads runs. Jansson reads each line. An access
 * to a member that is not in the list of the program is reported on standard error, even if the
 * line does not have the member: the real programs would not find it.
 *
 * json_object_get and other functions are defined here again, and call those of Jansson. The
 * programs must therefore be linked with Jansson as a shared library.
 *
 * READS_FORGET=PATH   this path is removed from the list, to test the report */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "json/pick.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pick {
    char **paths; /* as they were given, with '?' */
    size_t count;
    struct pick *before; /* the list that was made before it */
};

/* The last list that was made. Lists stay: a record may live longer than the one it was read by. */
static struct pick *picks;

/* An object of which not all is asked for. */
struct watched {
    const json_t *object, *record; /* record: the one that it is in, which owns it */
    const struct pick *pick;
    const char *path; /* of the object; "" is the record. Borrowed from the pick, or literal */
    size_t len;
};

static struct watched *watched;
static size_t watched_count;

/* --- The list --- */

void pick_add(struct pick *pick, const char *path)
{
    const char *forgotten = getenv("READS_FORGET");

    if (forgotten && strcmp(path, forgotten) == 0)
        return;
    pick->paths = cvi_realloc(pick->paths, (pick->count + 1) * sizeof *pick->paths);
    pick->paths[pick->count++] = cvi_strdup(path);
}

struct pick *pick_new(const char *const *paths)
{
    struct pick *pick = cvi_alloc(sizeof *pick);

    pick->before = picks;
    picks = pick;
    for (; *paths; paths++)
        pick_add(pick, *paths);
    return pick;
}

void pick_free(struct pick *pick)
{
    (void)pick;
}

enum asked { NOTHING, PRESENCE, PARTS, WHOLE };

/* Returns how much of the member key of the object at path the list asks for. */
static enum asked look_up(const struct pick *pick, const char *path, size_t len, const char *key)
{
    enum asked most = NOTHING;

    for (size_t i = 0; i < pick->count; i++) {
        const char *rest = pick->paths[i];
        size_t key_len = strlen(key);

        if (len && (strncmp(rest, path, len) != 0 || rest[len] != '.'))
            continue;
        rest += len ? len + 1 : 0;
        if (strncmp(rest, key, key_len) != 0 || (rest[key_len] && !strchr(".?", rest[key_len])))
            continue;
        enum asked here = rest[key_len] == '.' ? PARTS : rest[key_len] ? PRESENCE : WHOLE;
        most = here > most ? here : most;
    }
    return most;
}

/* --- What is watched --- */

static void *real(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);

    if (!found)
        abort();
    return found;
}

static json_t *get(const json_t *object, const char *key)
{
    json_t *(*call)(const json_t *, const char *);

    *(void **)&call = real("json_object_get");
    return call(object, key);
}

static const struct watched *find(const json_t *object)
{
    for (size_t i = watched_count; i-- > 0;)
        if (watched[i].object == object)
            return &watched[i];
    return NULL;
}

static void report(const struct watched *w, const char *key)
{
    fprintf(stderr, "reads: %.*s%s%s is not in the list of members\n", (int)w->len, w->path,
            w->len ? "." : "", key);
}

static void watch(const json_t *object, const json_t *record, const struct pick *pick,
                  const char *path, size_t len)
{
    watched = cvi_realloc(watched, (watched_count + 1) * sizeof *watched);
    watched[watched_count++] = (struct watched){object, record, pick, path, len};
    for (size_t i = 0; i < pick->count; i++) {
        const char *rest = pick->paths[i] + (len ? len + 1 : 0);

        if (len && (strncmp(pick->paths[i], path, len) != 0 || pick->paths[i][len] != '.'))
            continue;
        char *key = cvi_strndup(rest, strcspn(rest, ".?"));
        const json_t *part = get(object, key);
        enum asked asked = look_up(pick, path, len, key);
        if (json_is_object(part) && asked != WHOLE && !find(part))
            watch(part, record, pick, pick->paths[i],
                  (size_t)(rest - pick->paths[i]) + strlen(key));
        free(key);
    }
}

json_t *pick_load(const struct pick *pick, const char *text, size_t len)
{
    json_t *record = pick ? json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL) : NULL;

    if (json_is_object(record)) {
        watch(record, record, pick, "", 0);
        return record;
    }
    json_decref(record);
    return NULL;
}

/* --- In place of Jansson's --- */

json_t *json_object_get(const json_t *object, const char *key)
{
    const struct watched *w = find(object);

    if (w && key && !look_up(w->pick, w->path, w->len, key))
        report(w, key);
    return get(object, key);
}

/* Whoever walks over all members, or copies them, reads those that are not named, too. */
#define WHOLE_OBJECT(type, name, parameter)                                                        \
    type name(parameter object)                                                                    \
    {                                                                                              \
        type (*call)(parameter);                                                                   \
        const struct watched *w = find(object);                                                    \
                                                                                                   \
        if (w)                                                                                     \
            report(w, "(all members, by " #name ")");                                              \
        *(void **)&call = real(#name);                                                             \
        return call(object);                                                                       \
    }

WHOLE_OBJECT(size_t, json_object_size, const json_t *)
WHOLE_OBJECT(void *, json_object_iter, json_t *)
WHOLE_OBJECT(json_t *, json_copy, json_t *)
WHOLE_OBJECT(json_t *, json_deep_copy, const json_t *)

void json_delete(json_t *value)
{
    void (*call)(json_t *);
    size_t kept = 0;

    for (size_t i = 0; i < watched_count; i++)
        if (watched[i].object != value && watched[i].record != value)
            watched[kept++] = watched[i];
    watched_count = kept;
    *(void **)&call = real("json_delete");
    call(value);
}
