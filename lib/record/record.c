/* Reads and writes the keys of a record. */
#include "record/record.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "record/ids.h"

const char *const record_scan_words[] = {"healthy", "suspicious", "corrupt", NULL};
const char *const record_type_words[] = {"movie", "show", NULL};
const char *const record_match_words[] = {"matched", "not_found", "ambiguous", "skipped", NULL};
const char *const record_sync_words[] = {"added",   "existing", "would_add",
                                         "skipped", "failed",   NULL};

int record_word(const char *const *words, const char *word)
{
    for (int i = 0; words[i]; i++) {
        if (text_same(words[i], word))
            return i;
    }
    return -1;
}

const char *record_filename(const json_t *record)
{
    return json_string_value(json_object_get(record, "filename"));
}

bool record_add_path(const json_t *record, struct buf *path)
{
    const json_t *exact = json_object_get(record, "filename_b64");
    const char *name = record_filename(record);

    if (json_is_string(exact))
        return text_unbase64(path, json_string_value(exact)) && path->len &&
               strlen(path->at) == path->len;
    return name && *name && buf_puts(path, name);
}

void record_set_filename(json_t *record, const char *path, size_t len)
{
    struct buf shown = BUF_INIT(len * 3);
    bool broken = text_repair(&shown, path, len);

    json_object_set_new(record, "filename", json_stringn(buf_text(&shown), shown.len));
    if (broken) {
        char *exact = text_base64(path, len);

        json_object_set_new(record, "filename_b64", json_string(exact));
        free(exact);
    }
    buf_release(&shown);
}

bool record_failed(const json_t *record)
{
    return json_object_get(record, "error") != NULL;
}

bool record_is_extra(const json_t *record)
{
    return json_is_string(json_object_get(json_object_get(record, "media"), "extra"));
}

static bool has_nul(const json_t *text)
{
    return strlen(json_string_value(text)) != json_string_length(text);
}

/* Reads a string of `object`, and sets *place to its index in `words`. In this and the following
 * functions, `at` is the object's name for messages. */
static bool read_word(const json_t *object, const char *at, const char *key,
                      const char *const *words, int *place, struct why *why)
{
    const char *word = json_string_value(json_object_get(object, key));

    *place = word ? record_word(words, word) : -1;
    if (!word)
        return why_set(why, EX_DATAERR, "%s.%s: not a string", at, key);
    if (*place < 0)
        return why_set(why, EX_DATAERR, "%s.%s: unknown value '%s'", at, key, word);
    return true;
}

static bool read_text(const json_t *object, const char *at, const char *key, const char **text,
                      struct why *why)
{
    const json_t *value = json_object_get(object, key);

    if (!json_is_string(value) || has_nul(value) || !json_string_length(value))
        return why_set(why, EX_DATAERR, "%s.%s: not a string", at, key);
    *text = json_string_value(value);
    return true;
}

/* Reads an optional whole number. If it is missing or null, *number is RECORD_NONE. */
static bool read_number(const json_t *object, const char *at, const char *key, int *number,
                        struct why *why)
{
    const json_t *value = json_object_get(object, key);

    *number = RECORD_NONE;
    if (!value || json_is_null(value))
        return true;
    if (!json_is_integer(value) || json_integer_value(value) < 0 ||
        json_integer_value(value) > INT_MAX)
        return why_set(why, EX_DATAERR, "%s.%s: neither a whole number nor null", at, key);
    *number = (int)json_integer_value(value);
    return true;
}

static const json_t *read_object(const json_t *record, const char *key, struct why *why)
{
    const json_t *object = json_object_get(record, key);

    if (json_is_object(object))
        return object;
    why_set(why, EX_DATAERR, object ? "%s: not an object" : "the record has no %s", key);
    return NULL;
}

/* Reads the title. If media.untitled is set, the title can be null, and *title is NULL. */
static bool read_title(const json_t *media, const char **title, struct why *why)
{
    *title = NULL;
    return (json_is_null(json_object_get(media, "title")) &&
            json_is_string(json_object_get(media, "untitled"))) ||
           read_text(media, "media", "title", title, why);
}

bool record_media(const json_t *record, struct media *media, struct why *why)
{
    const json_t *object = read_object(record, "media", why);
    int type;

    if (!object || !read_word(object, "media", "type", record_type_words, &type, why) ||
        !read_title(object, &media->title, why) ||
        !read_number(object, "media", "year", &media->year, why) ||
        !read_number(object, "media", "season", &media->season, why) ||
        !read_number(object, "media", "episode", &media->episode, why))
        return false;
    media->type = (enum media_type)type;
    media->ids = json_object_get(object, "ids");
    media->country = json_string_value(json_object_get(object, "country"));
    media->type_doubtful = json_is_true(json_object_get(object, "type_doubtful"));
    media->from = json_string_value(json_object_get(object, "from"));
    media->titles = json_object_get(object, "titles");
    if (!json_is_array(media->titles))
        media->titles = NULL;
    return true;
}

/* Returns an optional count. If it is missing or invalid, returns RECORD_NONE. */
static json_int_t count_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return json_is_integer(value) && json_integer_value(value) >= 0 ? json_integer_value(value)
                                                                    : RECORD_NONE;
}

/* Reads the ids. One valid id of any kind is sufficient, because titles from the user's catalogue
 * have no Trakt id. An invalid Trakt id is an error; other invalid ids are ignored. */
static bool read_ids(struct match *match, struct why *why)
{
    const json_t *trakt = json_object_get(match->ids, "trakt");

    match->known = title_ids_read(match->ids, match->type);
    if (trakt && !json_is_null(trakt) && !match->known.of[TITLE_ID_TRAKT])
        return why_set(why, EX_DATAERR, "match.ids.trakt: not a Trakt id");
    if (title_ids_best(&match->known) == TITLE_IDS)
        return why_set(why, EX_DATAERR, "match.ids: no %s id",
                       match->type == MEDIA_SHOW ? "trakt, imdb, tmdb or tvdb"
                                                 : "trakt, imdb or tmdb");
    return true;
}

bool record_match(const json_t *record, struct match *match, struct why *why)
{
    const json_t *object = read_object(record, "match", why);
    int word;

    *match = (struct match){.year = RECORD_NONE, .votes = RECORD_NONE};
    if (!object || !read_word(object, "match", "status", record_match_words, &word, why))
        return false;
    match->status = (enum match_status)word;
    if (match->status != MATCH_MATCHED) {
        match->reason = json_string_value(json_object_get(object, "reason"));
        return true;
    }
    if (!read_word(object, "match", "type", record_type_words, &word, why) ||
        !read_text(object, "match", "title", &match->title, why) ||
        !read_number(object, "match", "year", &match->year, why))
        return false;
    match->type = (enum media_type)word;
    match->ids = json_object_get(object, "ids");
    match->votes = count_of(object, "votes");
    return read_ids(match, why);
}

bool record_scan(const json_t *record, enum scan_status *status, struct why *why)
{
    const json_t *object = read_object(record, "scan", why);
    int word;

    if (!object || !read_word(object, "scan", "status", record_scan_words, &word, why))
        return false;
    *status = (enum scan_status)word;
    return true;
}

bool record_sync(const json_t *record, struct sync *sync, struct why *why)
{
    const json_t *object = read_object(record, "sync", why);
    int word;

    *sync = (struct sync){.limit = RECORD_NONE, .count = RECORD_NONE};
    if (!object || !read_word(object, "sync", "status", record_sync_words, &word, why) ||
        !read_text(object, "sync", "list", &sync->list, why))
        return false;
    sync->status = (enum sync_status)word;
    sync->code = json_string_value(json_object_get(object, "code"));
    if (sync->status == SYNC_FAILED) {
        sync->limit = count_of(object, "limit");
        sync->count = count_of(object, "count");
    }
    sync->ids = json_object_get(object, "ids");
    return true;
}

json_t *record_error(const char *stage, const struct record_error *error)
{
    struct buf message = BUF_INIT(4096);

    text_repair(&message, error->message, strlen(error->message));
    json_t *object = json_pack("{s:s, s:s, s:s, s:b}", "stage", stage, "code", error->code,
                               "message", buf_text(&message), "retry", error->retry);
    if (error->http_status)
        json_object_set_new(object, "http_status", json_integer(error->http_status));
    buf_release(&message);
    return object;
}
