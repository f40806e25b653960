/* Reads pins and finds the pin for a file. */
#include "match/pins.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { MOST_DIGITS = 11, EARLIEST_YEAR = 1878, LATEST_YEAR = 2100 };

static const char title_mark[] = "title:";

static bool is_digits(const char *text)
{
    size_t len = strlen(text);

    return len > 0 && len <= MOST_DIGITS && strspn(text, "0123456789") == len;
}

static bool is_imdb(const char *text)
{
    return strncmp(text, "tt", 2) == 0 && is_digits(text + 2);
}

static bool is_slug(const char *text)
{
    return *text && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_") == strlen(text);
}

/* An id that is written without its kind has the first kind that accepts it. */
/* clang-format off */
static const struct {
    const char *kind;
    bool (*is)(const char *text);
    bool bare; /* may be written without "kind:" */
} kinds[] = {
    {"imdb",  is_imdb,   true},
    {"trakt", is_digits, true},
    {"slug",  is_slug,   true},
    {"tmdb",  is_digits, false},
    {"tvdb",  is_digits, false},
};
/* clang-format on */

/* Returns whether `text` is an id: "603", "tt0133093" or "the-matrix-1999", or any kind of id after
 * its kind and a colon, "tmdb:603". Sets *kind to a static string, and *id to a part of `text`. */
static bool is_id(const char *text, const char **kind, const char **id)
{
    const char *colon = strchr(text, ':');

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t len = strlen(kinds[i].kind);
        bool named =
            colon && (size_t)(colon - text) == len && strncmp(text, kinds[i].kind, len) == 0;

        *kind = kinds[i].kind;
        *id = colon ? colon + 1 : text;
        if ((colon ? named : kinds[i].bare) && kinds[i].is(*id))
            return true;
    }
    return false;
}

/* Removes a year, "(1999)", from the end of a title and returns it; RECORD_NONE if there is no
 * year. */
static int take_year(char *title)
{
    size_t len = strlen(title);
    long year;

    if (len < 6 || title[len - 1] != ')' || title[len - 6] != '(')
        return RECORD_NONE;
    title[len - 1] = '\0';
    if (!text_number(title + len - 5, LATEST_YEAR, &year) || year < EARLIEST_YEAR) {
        title[len - 1] = ')';
        return RECORD_NONE;
    }
    title[len - 6] = '\0';
    return (int)year;
}

/* Returns the folded title, or a copy of the title if the folded title is empty. The caller frees
 * the result. */
static char *fold(const char *title)
{
    char *folded = text_fold(title);

    if (*folded)
        return folded;
    free(folded);
    return cvi_strdup(title);
}

/* Reads a pattern into `pin`. Returns NULL on success, or else a description of the problem, a
 * static string. */
static const char *read_pattern(struct pin *pin, char *text)
{
    if (!*text)
        return "the pattern is missing";
    if (strncmp(text, title_mark, strlen(title_mark)) == 0) {
        char *title = text_trim(text + strlen(title_mark));

        pin->by = PIN_TITLE;
        pin->year = take_year(title);
        title = text_trim(title);
        if (!*title)
            return "the title is missing";
        pin->pattern = fold(title);
        return NULL;
    }
    size_t len = strlen(text);
    bool directory = text[len - 1] == '/';
    bool path = strchr(text, '/');

    if (text[len - 1] == '\\')
        return "the pattern ends in '\\' (write '\\\\' for one)";
    pin->by = path ? PIN_PATH : PIN_NAME;
    pin->pattern =
        cvi_format("%s%s%s", path && *text != '/' ? "*/" : "", text, directory ? "*" : "");
    return NULL;
}

static const char *read_line(struct pin *pin, char *line)
{
    char *pattern = strsep(&line, "\t");
    char *type = line ? strsep(&line, "\t") : NULL;
    char *id = line ? strsep(&line, "\t") : NULL;
    const char *bare, *problem;
    int place;

    if (!id || line)
        return "expected pattern, type and id, with one tab between each";
    place = record_word(record_type_words, text_trim(type));
    if (place < 0)
        return "invalid type (expected movie or show)";
    pin->type = (enum media_type)place;
    if (!is_id(text_trim(id), &pin->kind, &bare))
        return "invalid id (examples: 603, tt0133093, tmdb:603, the-matrix-1999)";
    if (pin->type == MEDIA_MOVIE && strcmp(pin->kind, "tvdb") == 0)
        return "a film cannot be looked up by its tvdb id";
    pin->year = RECORD_NONE;
    problem = read_pattern(pin, text_trim(pattern));
    if (!problem)
        pin->id = cvi_strdup(bare);
    return problem;
}

static bool add_line(struct pins *pins, const char *name, size_t number, const char *at, size_t len,
                     struct why *why)
{
    char *line = cvi_strndup(at, len);
    const char *problem = NULL;
    struct pin pin = {.line = number};

    if (len > PINS_LINE_MAX)
        problem = "the line is too long";
    else if (strlen(line) < len || !text_is_utf8(line, len))
        problem = "not UTF-8";
    else if (line[strspn(line, " \t\r")] && *line != '#')
        problem = read_line(&pin, line);
    if (!problem && pin.id) {
        if (pins->count % 64 == 0)
            pins->at = cvi_realloc(pins->at, (pins->count + 64) * sizeof *pins->at);
        pins->at[pins->count++] = pin;
    } else {
        free(pin.pattern);
    }
    free(line);
    return !problem || why_set(why, EX_CONFIG, "%s:%zu: %s", name, number, problem);
}

bool pins_read(struct pins *pins, const char *name, const char *text, size_t len, struct why *why)
{
    static const char mark[] = "\xef\xbb\xbf";
    const char *end = text + len;

    *pins = (struct pins){0};
    if (len >= 3 && memcmp(text, mark, 3) == 0)
        text += 3;
    for (size_t number = 1; text < end; number++) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        const char *next = stop ? stop + 1 : end;

        if (!add_line(pins, name, number, text, (size_t)((stop ? stop : end) - text), why))
            return false;
        text = next;
    }
    return true;
}

void pins_release(struct pins *pins)
{
    for (size_t i = 0; i < pins->count; i++) {
        free(pins->at[i].pattern);
        free(pins->at[i].id);
    }
    free(pins->at);
    *pins = (struct pins){0};
}

/* Returns whether the pattern matches the path. A leading star and slash in the pattern can also
 * match nothing. */
static bool is_path(const char *pattern, const char *path)
{
    if (fnmatch(pattern, path, 0) == 0)
        return true;
    return strncmp(pattern, "*/", 2) == 0 && fnmatch(pattern + 2, path, 0) == 0;
}

static bool fits(const struct pin *pin, const char *path, const char *folded, int year)
{
    switch (pin->by) {
    case PIN_NAME:
        return path && fnmatch(pin->pattern, text_basename(path), 0) == 0;
    case PIN_PATH:
        return path && is_path(pin->pattern, path);
    case PIN_TITLE:
        return strcmp(pin->pattern, folded) == 0 && (pin->year == RECORD_NONE || pin->year == year);
    }
    return false;
}

const struct pin *pins_find(const struct pins *pins, const char *path, const char *title, int year)
{
    const struct pin *found = NULL;
    char *folded;

    if (!pins->count)
        return NULL;
    folded = fold(title ? title : "");
    for (size_t i = 0; i < pins->count && !found; i++) {
        if (fits(&pins->at[i], path, folded, year))
            found = &pins->at[i];
    }
    free(folded);
    return found;
}
