/* Reads a record's title and ids. Checks the form of the ids, because they become parts of URLs. */
#include "record/subject.h"

#include <stdlib.h>
#include <string.h>

#include "base/sha256.h"
#include "base/text.h"

static json_int_t number_id(const json_t *ids, const char *key)
{
    json_int_t id = json_integer_value(json_object_get(ids, key));

    return id > 0 ? id : 0;
}

/* Returns the string under `key`, borrowed, if it is `prefix` followed by one or more `characters`.
 * Returns NULL if the string has another form or is too long. */
static const char *text_id(const json_t *ids, const char *key, const char *prefix,
                           const char *characters)
{
    const char *id = json_string_value(json_object_get(ids, key));
    size_t skip = strlen(prefix);

    if (!id || strncmp(id, prefix, skip) != 0 || !id[skip] || strlen(id) > SUBJECT_ID_MAX)
        return NULL;
    return id[skip + strspn(id + skip, characters)] ? NULL : id;
}

bool subject_read(const struct outcome_item *item, struct subject *subject)
{
    const json_t *ids = item->has_match ? item->match.ids : item->media.ids;

    if (!item->has_match && !item->has_media)
        return false;
    *subject = (struct subject){
        .type = item->has_match ? item->match.type : item->media.type,
        .title = item->has_match ? item->match.title : item->media.title,
        .year = item->has_match ? item->match.year : item->media.year,
        .trakt = number_id(ids, "trakt"),
        .tmdb = number_id(ids, "tmdb"),
        .tvdb = number_id(ids, "tvdb"),
        .imdb = text_id(ids, "imdb", "tt", "0123456789"),
        .slug = text_id(ids, "slug", "",
                        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"),
    };
    /* outcome_read may have taken the Trakt id from the list. */
    if (item->has_match && !subject->trakt)
        subject->trakt = item->match.known.of[TITLE_ID_TRAKT];
    return true;
}

uint64_t subject_key(const struct subject *subject)
{
    struct buf text = BUF_INIT(SIZE_MAX);
    uint8_t digest[SHA256_SIZE];
    uint64_t key;

    buf_printf(&text, "%s ", record_type_words[subject->type]);
    if (subject->imdb) {
        buf_puts(&text, subject->imdb);
    } else if (subject->trakt) {
        buf_printf(&text, "trakt %" JSON_INTEGER_FORMAT, subject->trakt);
    } else {
        char *folded = text_fold(subject->title);

        /* The folded title is empty if the title has only punctuation. */
        buf_printf(&text, "named %d %s", subject->year, *folded ? folded : subject->title);
        free(folded);
    }
    sha256(buf_text(&text), text.len, digest);
    memcpy(&key, digest, sizeof key);
    buf_release(&text);
    return key ? key : 1;
}
