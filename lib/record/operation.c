/* Reads and writes the keys of an operation, in the format of docs/record.md. */
#include "record/operation.h"

#include <limits.h>
#include <string.h>

#include "record/ids.h"

const char *const operation_kind_words[] = {"add", "remove", "update", NULL};
const char *const operation_type_words[] = {"movie", "show", "episode", NULL};

/* --- Members --- */

/* Returns a member, or NULL if it is missing or null. */
static const json_t *member(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return json_is_null(value) ? NULL : value;
}

static bool is_text(const json_t *value)
{
    return json_is_string(value) && json_string_length(value) &&
           strlen(json_string_value(value)) == json_string_length(value);
}

/* Reads an optional string. If it is missing, *text is NULL. Here and in read_number, `at` is the
 * member's name for messages. */
static bool read_text(const json_t *object, const char *key, const char *at, const char **text,
                      struct why *why)
{
    const json_t *value = member(object, key);

    *text = json_string_value(value);
    return !value || is_text(value) || why_set(why, EX_DATAERR, "%s: not a string", at);
}

static bool read_word(const json_t *object, const char *key, const char *const *words, int *place,
                      struct why *why)
{
    const json_t *value = member(object, key);

    if (!value)
        return why_set(why, EX_DATAERR, "the key '%s' is missing", key);
    *place = is_text(value) ? record_word(words, json_string_value(value)) : -1;
    if (*place >= 0)
        return true;
    if (is_text(value))
        why_set(why, EX_DATAERR, "%s: unknown value '%.64s'", key, json_string_value(value));
    else
        why_set(why, EX_DATAERR, "%s: unknown value", key);
    return false;
}

/* Reads an optional whole number from `least` to `most`. If it is missing, *number is
 * RECORD_NONE. */
static bool read_number(const json_t *object, const char *key, const char *at, json_int_t least,
                        json_int_t most, json_int_t *number, struct why *why)
{
    const json_t *value = member(object, key);

    *number = RECORD_NONE;
    if (!value)
        return true;
    if (!json_is_integer(value) || json_integer_value(value) < least ||
        json_integer_value(value) > most)
        return why_set(why, EX_DATAERR, "%s: not a whole number of at least %" JSON_INTEGER_FORMAT,
                       at, least);
    *number = json_integer_value(value);
    return true;
}

static bool read_int(const json_t *object, const char *key, int *number, struct why *why)
{
    json_int_t wide = RECORD_NONE;
    bool read = read_number(object, key, key, 0, INT_MAX, &wide, why);

    *number = (int)wide;
    return read;
}

static bool read_object(const json_t *object, const char *key, const json_t **at, struct why *why)
{
    *at = member(object, key);
    return !*at || json_is_object(*at) || why_set(why, EX_DATAERR, "%s: not an object", key);
}

/* --- The parts of an operation --- */

static bool read_target(const json_t *json, struct operation_target *to, struct why *why)
{
    const json_t *object = member(json, "to");
    const json_t *create = member(object, "create");

    *to = (struct operation_target){.id = RECORD_NONE};
    if (!json_is_object(object))
        return why_set(why, EX_DATAERR, object ? "to: not an object" : "to: missing");
    if (!read_text(object, "account", "to.account", &to->account, why) ||
        !read_text(object, "list", "to.list", &to->list, why) ||
        !read_number(object, "id", "to.id", 1, RECORD_MOST_ID, &to->id, why))
        return false;
    if (!to->list)
        return why_set(why, EX_DATAERR, "to.list: missing");
    if (create && !json_is_boolean(create))
        return why_set(why, EX_DATAERR, "to.create: expected true or false");
    to->create = json_is_true(create);
    if (to->create && to->id != RECORD_NONE)
        return why_set(why, EX_DATAERR,
                       "to: id and create exclude each other (a list with an id exists already)");
    if (!to->create && to->id == RECORD_NONE && !operation_is_watchlist(to) &&
        !operation_is_collection(to))
        return why_set(why, EX_DATAERR,
                       "to.id: missing (required, except for the watchlist, the collection and a "
                       "list to be created)");
    return true;
}

/* Reads the ids. One invalid id makes the whole operation invalid: programs write only valid ids,
 * so a user must have edited this one. */
static bool read_ids(const json_t *json, struct operation *op, struct why *why)
{
    const json_t *object = member(json, "ids");

    if (!json_is_object(object))
        return why_set(why, EX_DATAERR, object ? "ids: not an object" : "ids: missing");
    const struct title_ids valid = title_ids_read(object, MEDIA_SHOW);

    for (int kind = 0; kind < TITLE_IDS; kind++)
        if (member(object, title_id_words[kind]) && !valid.of[kind])
            return why_set(why, EX_DATAERR, "ids.%s: invalid", title_id_words[kind]);
    op->ids = title_ids_read(object, operation_media_type(op));
    if (title_ids_best(&op->ids) == TITLE_IDS)
        return why_set(why, EX_DATAERR, "ids: no usable id (a %s needs one of trakt, imdb, tmdb%s)",
                       record_type_words[operation_media_type(op)],
                       op->type == OPERATION_MOVIE ? "" : ", tvdb");
    return true;
}

/* Reads season and episode. An episode must have both; other types must not have them. */
static bool read_numbers(const json_t *json, struct operation *op, struct why *why)
{
    bool is_episode = op->type == OPERATION_EPISODE;

    if (!read_int(json, "season", &op->season, why) ||
        !read_int(json, "episode", &op->episode, why))
        return false;
    if (is_episode && (op->season == RECORD_NONE || op->episode == RECORD_NONE))
        return why_set(why, EX_DATAERR, "%s: missing (required for an episode)",
                       op->season == RECORD_NONE ? "season" : "episode");
    if (!is_episode && (op->season != RECORD_NONE || op->episode != RECORD_NONE))
        return why_set(why, EX_DATAERR, "%s: not allowed for a %s (only for an episode)",
                       op->season != RECORD_NONE ? "season" : "episode",
                       operation_type_words[op->type]);
    return true;
}

static bool read_copies(const json_t *json, struct operation *op, struct why *why)
{
    if (!read_object(json, "copy", &op->copy, why) || !read_object(json, "was", &op->was, why))
        return false;
    if (op->kind == OPERATION_UPDATE && (!op->copy || !op->was))
        return why_set(why, EX_DATAERR, "%s: missing (required for an update)",
                       op->copy ? "was" : "copy");
    if (op->kind != OPERATION_UPDATE && op->was)
        return why_set(why, EX_DATAERR, "was: allowed for an update only");
    if (op->copy && (!operation_is_collection(&op->to) || op->kind == OPERATION_REMOVE))
        return why_set(why, EX_DATAERR,
                       "copy: allowed only for additions to the collection and updates there");
    return true;
}

static bool read_why(const json_t *json, struct operation *op, struct why *why)
{
    op->why = member(json, "why");
    if (op->why && !json_is_array(op->why))
        return why_set(why, EX_DATAERR, "why: not an array");
    for (size_t i = 0; i < json_array_size(op->why); i++)
        if (!is_text(json_array_get(op->why, i)))
            return why_set(why, EX_DATAERR, "why: not an array of strings");
    return true;
}

/* Checks whether the operation is allowed for its target. Shows are not allowed in the collection,
 * because adding a show adds all its episodes (https://docs.trakt.tv, as of autumn 2026). */
static bool check_place(const struct operation *op, struct why *why)
{
    bool collection = operation_is_collection(&op->to);

    if (op->to.create && op->kind != OPERATION_ADD)
        return why_set(why, EX_DATAERR, "to.create: allowed for an addition only");
    if (op->kind == OPERATION_UPDATE && !collection)
        return why_set(why, EX_DATAERR, "op: updates are allowed for the collection only");
    if (op->type == OPERATION_EPISODE && !collection)
        return why_set(why, EX_DATAERR, "type: episodes are allowed for the collection only");
    if (op->type == OPERATION_SHOW && collection)
        return why_set(why, EX_DATAERR,
                       "type: shows are not allowed for the collection (use episodes)");
    return true;
}

/* --- The whole operation --- */

bool operation_read(const json_t *json, struct operation *op, struct why *why)
{
    json_int_t year = RECORD_NONE;
    int word = 0;

    *op = (struct operation){.season = RECORD_NONE, .episode = RECORD_NONE};
    if (!read_word(json, "op", operation_kind_words, &word, why))
        return false;
    op->kind = (enum operation_kind)word;
    if (!read_target(json, &op->to, why) ||
        !read_word(json, "type", operation_type_words, &word, why))
        return false;
    op->type = (enum operation_type)word;
    if (!check_place(op, why) || !read_text(json, "title", "title", &op->title, why) ||
        !read_number(json, "year", "year", 0, INT_MAX, &year, why))
        return false;
    op->year = (int)year;
    return read_numbers(json, op, why) && read_ids(json, op, why) && read_copies(json, op, why) &&
           read_text(json, "listed_at", "listed_at", &op->listed_at, why) &&
           read_why(json, op, why) && read_text(json, "filename", "filename", &op->filename, why) &&
           read_number(json, "run", "run", 1, RECORD_MOST_ID, &op->run, why);
}

static void set_text(json_t *object, const char *key, const char *text)
{
    if (text)
        json_object_set_new(object, key, json_string(text));
}

static void set_number(json_t *object, const char *key, json_int_t number)
{
    if (number != RECORD_NONE)
        json_object_set_new(object, key, json_integer(number));
}

static void set_value(json_t *object, const char *key, const json_t *value)
{
    if (value)
        json_object_set(object, key, (json_t *)value);
}

static json_t *target_json(const struct operation_target *to)
{
    json_t *object = json_object();

    set_text(object, "account", to->account);
    set_text(object, "list", to->list);
    set_number(object, "id", to->id);
    if (to->create)
        json_object_set_new(object, "create", json_true());
    return object;
}

json_t *operation_json(const struct operation *op)
{
    json_t *object = json_object();

    set_text(object, "op", operation_kind_words[op->kind]);
    json_object_set_new(object, "to", target_json(&op->to));
    set_text(object, "type", operation_type_words[op->type]);
    set_text(object, "title", op->title);
    set_number(object, "year", op->year);
    set_number(object, "season", op->season);
    set_number(object, "episode", op->episode);
    json_object_set_new(object, "ids", title_ids_json(&op->ids));
    set_value(object, "copy", op->copy);
    set_value(object, "was", op->was);
    set_text(object, "listed_at", op->listed_at);
    set_value(object, "why", op->why);
    set_text(object, "filename", op->filename);
    set_number(object, "run", op->run);
    return object;
}

static bool is_special(const struct operation_target *to, const char *name)
{
    return !to->create && to->id == RECORD_NONE && to->list && strcmp(to->list, name) == 0;
}

bool operation_is_watchlist(const struct operation_target *to)
{
    return is_special(to, OPERATION_WATCHLIST);
}

bool operation_is_collection(const struct operation_target *to)
{
    return is_special(to, OPERATION_COLLECTION);
}

static bool same_text(const char *one, const char *other)
{
    return one == other || (one && other && strcmp(one, other) == 0);
}

bool operation_same_target(const struct operation_target *one, const struct operation_target *other)
{
    return same_text(one->account, other->account) && one->create == other->create &&
           one->id == other->id && (one->id != RECORD_NONE || strcmp(one->list, other->list) == 0);
}

enum media_type operation_media_type(const struct operation *op)
{
    return op->type == OPERATION_MOVIE ? MEDIA_MOVIE : MEDIA_SHOW;
}
