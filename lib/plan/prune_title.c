/* Sets of titles. For each title, a set has a key for each of its ids and names. */
#include "plan/prune_title.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "parse/name.h"
#include "plan/prune_key.h"
#include "rank/word.h"
#include "record/ids.h"
#include "record/record.h"

enum { KEY_MAX = 1 << 20, ANY = RECORD_NONE };

/* --- Keys --- */

/* Returns the key of a title by one of its ids. For a film or a show, `season` and `episode` are
 * ANY. For a file that counts as all episodes of its show, `season` is ANY, and `episode` is 0. */
static uint64_t id_key(enum media_type type, int kind, json_int_t id, int season, int episode)
{
    char text[96];
    int len = snprintf(text, sizeof text, "%s %s %" JSON_INTEGER_FORMAT " %d %d",
                       record_type_words[type], title_id_words[kind], id, season, episode);

    return prune_key(text, (size_t)len);
}

static void add_ids(struct titles *set, enum media_type type, const struct title_ids *ids,
                    int season, int episode)
{
    for (int kind = 0; kind < TITLE_IDS; kind++) {
        if (ids->of[kind])
            titles_add(set, id_key(type, kind, ids->of[kind], season, episode));
    }
}

static bool has_ids(const struct titles *set, enum media_type type, const struct title_ids *ids,
                    int season, int episode)
{
    for (int kind = 0; kind < TITLE_IDS; kind++) {
        if (ids->of[kind] && titles_has(set, id_key(type, kind, ids->of[kind], season, episode)))
            return true;
    }
    return false;
}

/* Years in the keys of names: no year is stated, or any year. */
enum { YEAR_NONE = 0, YEAR_WHATEVER = -2 };

/* Returns the key of a name in a year. All spellings of a title have the same `folded` name. */
static uint64_t name_key(const char *folded, int year)
{
    struct buf text = BUF_INIT(KEY_MAX);

    buf_printf(&text, "name %d %s", year, folded);
    uint64_t key = prune_key(buf_text(&text), text.len);
    buf_release(&text);
    return key;
}

/* Returns the form of a name for comparison, as a new string; NULL if it is empty. */
static char *fold(const char *name)
{
    struct rank_words words;

    rank_words_read(&words, name);
    char *folded = rank_words_key(&words, 0, words.count);
    if (!*folded && words.plain) {
        free(folded);
        folded = cvi_strdup(words.plain);
    }
    rank_words_release(&words);
    if (*folded)
        return folded;
    free(folded);
    return NULL;
}

static void add_name(struct titles *set, const char *name, int year)
{
    char *folded = fold(name);

    if (!folded)
        return;
    titles_add(set, name_key(folded, YEAR_WHATEVER));
    titles_add(set, name_key(folded, year == RECORD_NONE ? YEAR_NONE : year));
    free(folded);
}

/* Returns whether the set has the name. A name without a year matches any year, and the year of a
 * show is ignored. The years of films may differ by one, because release dates differ between
 * countries. */
static bool has_name(const struct titles *set, const char *name, bool is_movie, int year)
{
    char *folded = name ? fold(name) : NULL;
    bool has = false;

    if (!folded)
        return false;
    if (!is_movie || year == RECORD_NONE) {
        has = titles_has(set, name_key(folded, YEAR_WHATEVER));
    } else {
        has = titles_has(set, name_key(folded, YEAR_NONE));
        for (int other = year - 1; other <= year + 1 && !has; other++)
            has = titles_has(set, name_key(folded, other));
    }
    free(folded);
    return has;
}

/* --- Records --- */

static int number_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return json_is_integer(value) ? (int)json_integer_value(value) : RECORD_NONE;
}

/* Adds the episodes of the match. If the file name does not number all episodes in the file, adds
 * the whole show. */
static void add_episodes(struct titles *set, const struct match *match, const json_t *media)
{
    const json_t *episodes = json_object_get(media, "episodes");
    int season = number_of(media, "season"), episode = number_of(media, "episode");
    const json_t *one;
    size_t i;

    add_ids(set, MEDIA_SHOW, &match->known, ANY, ANY);
    if (season < 0 || episode < 0 || json_object_get(media, "seasons")) {
        add_ids(set, MEDIA_SHOW, &match->known, ANY, 0);
        return;
    }
    add_ids(set, MEDIA_SHOW, &match->known, season, episode);
    json_array_foreach(episodes, i, one)
    {
        if (json_is_integer(one))
            add_ids(set, MEDIA_SHOW, &match->known, season, (int)json_integer_value(one));
    }
}

static void note_match(struct prune_titles *titles, const struct match *match, const json_t *media)
{
    if (match->type == MEDIA_MOVIE)
        add_ids(&titles->matched, MEDIA_MOVIE, &match->known, ANY, ANY);
    else
        add_episodes(&titles->matched, match, media);
}

static void note_names(struct prune_titles *titles, const json_t *media)
{
    const json_t *names = json_object_get(media, "titles"), *name;
    const char *first = json_string_value(json_object_get(media, "title"));
    int year = number_of(media, "year");
    size_t i;

    if (first)
        add_name(&titles->maybe, first, year);
    json_array_foreach(names, i, name)
    {
        if (json_is_string(name))
            add_name(&titles->maybe, json_string_value(name), year);
    }
}

/* Stores a candidate, which has the format of a match without a status. If the candidate is a show,
 * the file may be any episode of the show. */
static void note_candidate(struct prune_titles *titles, const json_t *candidate)
{
    const char *word = json_string_value(json_object_get(candidate, "type"));
    const char *name = json_string_value(json_object_get(candidate, "title"));
    int type = word ? record_word(record_type_words, word) : -1;

    if (type >= 0) {
        const struct title_ids ids =
            title_ids_read(json_object_get(candidate, "ids"), (enum media_type)type);

        add_ids(&titles->maybe, (enum media_type)type, &ids, ANY, ANY);
    }
    if (name)
        add_name(&titles->maybe, name, number_of(candidate, "year"));
}

void prune_titles_note_file(struct prune_titles *titles, const char *filename)
{
    json_auto_t *media = name_media(filename);

    note_names(titles, media);
}

static void note_unmatched(struct prune_titles *titles, const json_t *record)
{
    const json_t *media = json_object_get(record, "media"), *candidate;
    const json_t *candidates = json_object_get(json_object_get(record, "match"), "candidates");
    const char *filename = record_filename(record);
    size_t i;

    json_array_foreach(candidates, i, candidate)
    {
        note_candidate(titles, candidate);
    }
    note_names(titles, media);
    if (filename && !json_is_object(media))
        prune_titles_note_file(titles, filename);
}

void prune_titles_note(struct prune_titles *titles, const json_t *record, bool is_sound)
{
    enum scan_status status;
    struct match match;

    if (!is_sound && record_scan(record, &status, NULL) && status == SCAN_CORRUPT)
        return;
    if (record_match(record, &match, NULL) && match.status == MATCH_MATCHED)
        note_match(titles, &match, json_object_get(record, "media"));
    else
        note_unmatched(titles, record);
}

/* --- Titles --- */

bool prune_titles_has(const struct prune_titles *titles, const struct ledger_title *title)
{
    const struct titles *set = &titles->matched;

    if (title->type == OPERATION_MOVIE)
        return has_ids(set, MEDIA_MOVIE, &title->ids, ANY, ANY);
    if (title->type == OPERATION_SHOW)
        return has_ids(set, MEDIA_SHOW, &title->ids, ANY, ANY);
    return has_ids(set, MEDIA_SHOW, &title->ids, title->season, title->episode) ||
           has_ids(set, MEDIA_SHOW, &title->ids, ANY, 0);
}

bool prune_titles_may_be(const struct prune_titles *titles, const struct ledger_title *title,
                         const char *other)
{
    const struct titles *set = &titles->maybe;
    bool is_movie = title->type == OPERATION_MOVIE;

    return has_ids(set, is_movie ? MEDIA_MOVIE : MEDIA_SHOW, &title->ids, ANY, ANY) ||
           has_name(set, title->title, is_movie, title->year) ||
           has_name(set, other, is_movie, title->year);
}

void prune_titles_release(struct prune_titles *titles)
{
    titles_release(&titles->matched);
    titles_release(&titles->maybe);
}
