/* Reads ids from .nfo files. Finds elements by their start tags, at any depth. Skips elements about
 * something else that has ids, such as actors. The elements' names are from
 * https://kodi.wiki/view/NFO_files and from Jellyfin. */
#include "match/nfo.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* MOST_TAG, the maximum length of a tag, bounds the work on a text with many '<' and no '>'. */
enum { MOST_DIGITS = 10, MOST_VALUE = 256, MOST_TAG = 1024 };

enum kind { IMDB, TMDB, TVDB, TRAKT, KINDS };
static const char *const kind_words[] = {"imdb", "tmdb", "tvdb", "trakt", NULL};

/* The subject of a .nfo file, according to its root element. */
enum about { ABOUT_ANY, ABOUT_MOVIE, ABOUT_SHOW, ABOUT_OTHER };

/* The text from `at` up to (not including) `end`. */
struct span {
    const char *at, *end;
};

struct reading {
    enum about about;
    enum media_type type;  /* the requested type */
    char found[KINDS][16]; /* the id of each kind; "": not found */
    struct span rest;      /* the text still to be read */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '-' || c == ':';
}

/* Returns whether s begins with word, ignoring case. */
static bool begins(struct span s, const char *word)
{
    size_t len = strlen(word);

    if ((size_t)(s.end - s.at) < len)
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = s.at[i];

        if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != word[i])
            return false;
    }
    return true;
}

/* Returns the first occurrence of `word` in `s`, ignoring case; NULL: not found. */
static const char *find(struct span s, const char *word)
{
    for (; s.at < s.end; s.at++) {
        if (begins(s, word))
            return s.at;
    }
    return NULL;
}

static bool is_word(struct span s, const char *word)
{
    return (size_t)(s.end - s.at) == strlen(word) && begins(s, word);
}

/* Stores the id at the start of `value` if it is valid and the first of its kind. An id is a
 * number, for IMDb after "tt". The text after it must not begin with a letter, "_" or ":". */
static void keep(struct reading *r, enum kind kind, struct span value)
{
    const char *digits = value.at;
    size_t count = 0, zeros = 0;

    if (kind == IMDB) {
        if (!begins(value, "tt"))
            return;
        digits += 2;
    }
    while (digits + count < value.end && is_digit(digits[count])) {
        zeros += digits[count] == '0' && zeros == count;
        count++;
    }
    bool whole = digits + count == value.end || digits[count] == '-' || !is_name(digits[count]);

    if (!r->found[kind][0] && whole && zeros < count && count <= MOST_DIGITS &&
        (kind != IMDB || count >= 5)) {
        memcpy(r->found[kind], kind == IMDB ? "tt" : "", kind == IMDB ? 2 : 0);
        memcpy(r->found[kind] + (kind == IMDB ? 2 : 0), digits, count);
    }
}

static struct span trim(struct span s)
{
    while (s.at < s.end && strchr(" \t\r\n", *s.at))
        s.at++;
    while (s.at < s.end && strchr(" \t\r\n", s.end[-1]))
        s.end--;
    return s;
}

/* Returns the value of type="..." within a start tag; empty if the tag has no type. */
static struct span attribute(struct span tag)
{
    const char *at = find(tag, "type");
    struct span value = {tag.end, tag.end};

    if (!at)
        return value;
    for (at += 4; at < tag.end && strchr(" \t\r\n=", *at);)
        at++;
    if (at == tag.end || !strchr("\"'", *at))
        return value;
    const char *end = memchr(at + 1, *at, (size_t)(tag.end - at - 1));
    return end ? (struct span){at + 1, end} : value;
}

/* Stores the id of an <id> element. In old files of Kodi, films have an IMDb id, and shows have a
 * TheTVDB id. */
static void keep_bare(struct reading *r, struct span value)
{
    if (begins(value, "tt"))
        keep(r, IMDB, value);
    else if (r->about == ABOUT_SHOW)
        keep(r, TVDB, value);
}

static void keep_unique(struct reading *r, struct span tag, struct span value)
{
    struct span type = attribute(tag);

    for (int kind = 0; kind < KINDS; kind++) {
        if (is_word(type, kind_words[kind]))
            keep(r, (enum kind)kind, value);
    }
}

/* Reads an element's text, which follows its start tag and ends at the next '<'. */
static void read_element(struct reading *r, struct span name, struct span tag)
{
    static const char *const words[] = {"imdbid", "tmdbid", "tvdbid", "traktid"};
    const char *stop = memchr(r->rest.at, '<', (size_t)(r->rest.end - r->rest.at));
    struct span value = trim((struct span){r->rest.at, stop ? stop : r->rest.end});

    if (value.end - value.at > MOST_VALUE)
        return;
    if (is_word(name, "uniqueid"))
        keep_unique(r, tag, value);
    else if (is_word(name, "id"))
        keep_bare(r, value);
    else if (is_word(name, "imdb_id"))
        keep(r, IMDB, value);
    for (int kind = 0; kind < KINDS; kind++) {
        if (is_word(name, words[kind]))
            keep(r, (enum kind)kind, value);
    }
}

/* Returns whether the element is about something else that has ids: a person, or a series of
 * films. */
static bool is_foreign(struct span name)
{
    static const char *const words[] = {"actor",    "director", "credits", "writer",
                                        "producer", "set",      "artist",  NULL};

    for (size_t i = 0; words[i]; i++) {
        if (is_word(name, words[i]))
            return true;
    }
    return false;
}

/* Moves past the element's end tag. If there is no end tag, moves to the end of the file. */
static void skip_element(struct reading *r, struct span name)
{
    char word[32];
    const char *end;

    snprintf(word, sizeof word, "</%.*s", (int)(name.end - name.at), name.at);
    for (char *c = word; *c; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c | 0x20 : *c);
    end = find(r->rest, word);
    r->rest.at = end ? end + strlen(word) : r->rest.end;
}

static void learn_about(struct reading *r, struct span name)
{
    /* clang-format off */
    static const struct {
        const char *name;
        enum about about;
    } roots[] = {
        {"movie",          ABOUT_MOVIE},
        {"tvshow",         ABOUT_SHOW},
        {"episodedetails", ABOUT_OTHER},
        {"musicvideo",     ABOUT_OTHER},
        {"season",         ABOUT_OTHER},
    };
    /* clang-format on */

    for (size_t i = 0; i < sizeof roots / sizeof *roots && r->about == ABOUT_ANY; i++) {
        if (is_word(name, roots[i].name))
            r->about = roots[i].about;
    }
}

/* Reads the tag that begins after a '<'. */
static void read_tag(struct reading *r)
{
    struct span name = {r->rest.at, r->rest.at};
    const char *end;

    if (begins(r->rest, "!--")) {
        end = find(r->rest, "-->");
        r->rest.at = end ? end + 3 : r->rest.end;
        return;
    }
    while (name.end < r->rest.end && is_name(*name.end))
        name.end++;
    size_t left = (size_t)(r->rest.end - name.end);
    end = memchr(name.end, '>', left < MOST_TAG ? left : MOST_TAG);
    if (name.at == name.end || !end)
        return;
    r->rest.at = end + 1;
    learn_about(r, name);
    if (end[-1] == '/')
        return;
    if (is_foreign(name))
        skip_element(r, name);
    else
        read_element(r, name, (struct span){name.end, end});
}

/* The sites' URLs up to the id, current and former. */
/* clang-format off */
static const struct {
    const char *text;
    enum kind kind;
    enum about about;
} addresses[] = {
    {"imdb.com/title/",                      IMDB, ABOUT_ANY},
    {"imdb.com/title?",                      IMDB, ABOUT_ANY},
    {"themoviedb.org/movie/",                TMDB, ABOUT_MOVIE},
    {"themoviedb.org/tv/",                   TMDB, ABOUT_SHOW},
    {"thetvdb.com/?tab=series&id=",          TVDB, ABOUT_SHOW},
    {"thetvdb.com/?tab=series&amp;id=",      TVDB, ABOUT_SHOW},
    {"thetvdb.com/dereferrer/series/",       TVDB, ABOUT_SHOW},
    {"thetvdb.com/index.php?tab=series&id=", TVDB, ABOUT_SHOW},
};
/* clang-format on */

/* Returns whether a text about this subject can have the ids of a title of this type. */
static bool is_about(enum about about, enum media_type type)
{
    return about == ABOUT_ANY || about == (type == MEDIA_MOVIE ? ABOUT_MOVIE : ABOUT_SHOW);
}

static void read_addresses(struct reading *r, struct span all)
{
    for (struct span s = all; s.at < s.end; s.at++) {
        if (*s.at != 't' && *s.at != 'T' && *s.at != 'i' && *s.at != 'I')
            continue;
        for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
            struct span id = {s.at + strlen(addresses[i].text), s.end};

            if (is_about(addresses[i].about, r->type) && begins(s, addresses[i].text))
                keep(r, addresses[i].kind, id);
        }
    }
}

static json_t *to_json(const struct reading *r)
{
    json_t *ids = json_object();

    for (int kind = 0; kind < KINDS; kind++) {
        const char *text = r->found[kind];
        long number = 0;

        if (kind == TVDB && r->type == MEDIA_MOVIE)
            continue; /* Trakt cannot look up a film by this id */
        if (kind == IMDB && *text)
            json_object_set_new(ids, kind_words[kind], json_string(text));
        else if (text_number(text, LONG_MAX, &number))
            json_object_set_new(ids, kind_words[kind], json_integer(number));
    }
    if (json_object_size(ids))
        return ids;
    json_decref(ids);
    return NULL;
}

json_t *nfo_ids(const char *text, size_t len, enum media_type type)
{
    const struct span all = {text, text + len};
    struct reading r = {.type = type, .rest = all};

    while (r.rest.at < r.rest.end) {
        const char *next = memchr(r.rest.at, '<', (size_t)(r.rest.end - r.rest.at));

        r.rest.at = next ? next + 1 : r.rest.end;
        if (next)
            read_tag(&r);
    }
    if (!is_about(r.about, type))
        return NULL;
    json_t *ids = to_json(&r);
    if (ids)
        return ids;
    read_addresses(&r, all);
    return to_json(&r);
}
