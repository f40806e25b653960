/* Adds values from a folder to a file's reading, and decides whether the folder has the better
 * title. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "parse/parts.h"

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool same_title(const char *one, const char *other)
{
    char *a = text_fold(one), *b = text_fold(other);
    bool same = strcmp(a, b) == 0;

    free(a);
    free(b);
    return same;
}

/* Returns whether `text` contains the words of `part` as whole words, in the same order. Sets *at
 * to their offset. Both strings are folded (text_fold). */
static bool contains_words(const char *text, const char *part, size_t *at)
{
    size_t length = strlen(part);

    for (const char *found = text; length && (found = strstr(found, part)); found++)
        if ((found == text || found[-1] == ' ') && (!found[length] || found[length] == ' ')) {
            *at = (size_t)(found - text);
            return true;
        }
    return false;
}

/* Returns whether the word is small, which means that initials may leave it out: of, the. */
static bool is_small(const char *word, size_t length)
{
    static const char *const words[] = {"the", "a", "an", "of", "and", "in", "der", "die", "das"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == length && strncmp(words[i], word, length) == 0)
            return true;
    return false;
}

/* Returns whether the letters are the initials of the folded title: gh for Grey Harbor. If
 * `small_too` is set, small words must have initials, too. */
static bool is_initials(const char *letters, size_t length, const char *folded, bool small_too)
{
    size_t n = 0;

    while (*folded) {
        size_t word = strcspn(folded, " ");

        if (small_too || !is_small(folded, word)) {
            if (n == length || (letters[n] | 0x20) != (*folded | 0x20))
                return false;
            n++;
        }
        folded += word + strspn(folded + word, " ");
    }
    return n == length && length >= 2;
}

/* Returns whether the word is a contraction of the folded title: its letters are in the title in
 * the same order, beginning with the title's first letter. "hrblght" is a contraction of Harbor
 * Lights; "harbor", a word of the title, is not. */
static bool is_contraction(const char *word, const char *folded)
{
    size_t length = strlen(word);

    if (strncmp(folded, "the ", 4) == 0)
        folded += 4;
    if (*word != *folded || (strncmp(word, folded, length) == 0 && strchr(" ", folded[length])))
        return false;
    for (; *word; word++, folded++) {
        folded = strchr(folded, *word);
        if (!folded)
            return false;
    }
    return true;
}

static bool is_plain_word(const char *title)
{
    for (; *title; title++)
        if (!is_lower(*title) && !is_digit(*title) && *title != '-')
            return false;
    return true;
}

/* Returns whether a part of the title consists of the initials of the folded title of the folder.
 * Hyphens separate the parts. */
static bool has_initials(const char *title, const char *folded)
{
    for (size_t length; *title; title += length + (title[length] == '-')) {
        length = strcspn(title, "-");
        if (is_initials(title, length, folded, true) || is_initials(title, length, folded, false))
            return true;
    }
    return false;
}

/* Returns whether the file's title abbreviates the folder's. Release groups name the files of a
 * season like this. */
static bool is_abbreviated(const char *title, const char *above, bool in_season)
{
    enum { CONTRACTION_MAX = 8 };
    char *folded;
    bool is;

    if (!*title || strchr(title, ' ') || strlen(title) >= strlen(above) || !strchr(above, ' '))
        return false;
    folded = text_fold(above);
    is = has_initials(title, folded);
    if (!is && in_season && is_plain_word(title))
        is = strchr(title, '-') ||
             (strlen(title) <= CONTRACTION_MAX && is_contraction(title, folded));
    free(folded);
    return is;
}

/* Returns whether the file has a short title with a hyphen, in a release's folder for the same
 * season, which has the full title: mad-hl.s01e02. */
static bool is_short_for_release(const struct reading *r, const struct reading *above)
{
    return above->released && above->seasons.count && !above->episodes.count && r->seasons.count &&
           r->seasons.run[0].first == above->seasons.run[0].first && !strchr(r->title, ' ') &&
           strchr(r->title, '-') && strlen(r->title) < strlen(above->title);
}

/* Returns whether a film's file name adds words to its folder's title: Roe - Grey Harbor (VHS) in
 * the folder Grey Harbor (1989). A dash must separate the added words. They must not contain a
 * number, which could mean another film of a series. */
static bool is_embellished(const struct reading *r, const struct reading *above)
{
    char *name, *folder;
    size_t at = 0;
    bool is;

    if (r->marked || r->year || above->marked || !above->year || !strstr(r->title, " - "))
        return false;
    name = text_fold(r->title);
    folder = text_fold(above->title);
    is = contains_words(name, folder, &at);
    for (const char *c = name; is && *c; c++)
        is = !is_digit(*c) || (c >= name + at && c < name + at + strlen(folder));
    is = is && (at == 0 || !name[at + strlen(folder)]);
    free(name);
    free(folder);
    return is;
}

bool name_folder_has_ids(const struct details *d)
{
    return d->imdb[0] || d->tmdb || d->tvdb || d->trakt;
}

bool name_folder_knows_better(const struct reading *r, const struct reading *above, bool in_season)
{
    if (r->marked && name_folder_has_ids(&above->details) && in_season && !above->marked)
        return true; /* a media server's folder: Severance {tvdb-371980}/Season 01/sev s01e02 */
    if (is_embellished(r, above) || is_short_for_release(r, above))
        return true;
    return r->marked && r->seasons.count && is_abbreviated(r->title, above->title, in_season);
}

/* Returns the country at the end of a title (The Office US), and sets *length to the length of the
 * title before it. Returns NULL if there is no country. */
static const char *country_of(const char *title, size_t *length)
{
    const char *last = strrchr(title, ' ');
    const struct word *word = last ? name_word_first(last + 1, strlen(last + 1)) : NULL;

    for (; word; word = name_word_next(word))
        if (word->kind == WORD_COUNTRY && word->length == strlen(last + 1) && !is_lower(last[1]) &&
            !is_lower(last[2])) {
            *length = (size_t)(last - title);
            return word->value;
        }
    return NULL;
}

void name_folder_country(struct reading *folder)
{
    const char **country = &folder->details.value[WORD_COUNTRY];
    size_t length;

    if (!*country)
        *country = country_of(folder->title, &length);
}

/* Returns whether the folder has a value that the file can inherit. */
static bool has_more(const struct reading *r, const struct reading *above)
{
    return (!r->year && above->year) || (r->marked && above->details.value[WORD_COUNTRY]) ||
           name_folder_has_ids(&above->details);
}

bool name_folder_same_title(const struct reading *r, const struct reading *above)
{
    char bare[NAME_LENGTH_MAX + 1];
    size_t length;

    if (!has_more(r, above))
        return false;
    if (same_title(r->title, above->title))
        return true;
    if (!country_of(above->title, &length))
        return false;
    memcpy(bare, above->title, length);
    bare[length] = '\0';
    return same_title(r->title, bare);
}

void name_folder_inherit(struct reading *r, const struct reading *above)
{
    struct details *d = &r->details;
    const struct details *from = &above->details;

    if (!r->year)
        r->year = above->year;
    if (r->marked && !d->value[WORD_COUNTRY])
        d->value[WORD_COUNTRY] = from->value[WORD_COUNTRY];
    if (name_folder_has_ids(d))
        return; /* the file's ids may be the episode's */
    memcpy(d->imdb, from->imdb, sizeof d->imdb);
    d->tmdb = from->tmdb;
    d->tvdb = from->tvdb;
    d->trakt = from->trakt;
}

/* Returns the length of the folder's name before "(2009)" or "[2009]"; 0 if there is no such year.
 */
static size_t before_year(const char *folder, size_t length)
{
    enum { BRACKETED = 6 }; /* the year and its brackets */

    for (size_t i = 1; i + BRACKETED <= length; i++)
        if (strchr("([", folder[i]) && (folder[i + 5] == ')' || folder[i + 5] == ']')) {
            int year = name_number_of(folder + i + 1, BRACKETED - 2);

            if (is_digit(folder[i + 1]) && year >= YEAR_MIN && year <= YEAR_MAX)
                return i;
        }
    return 0;
}

bool name_folder_of_film(const char *file, size_t length, const char *folder, size_t folder_length)
{
    size_t before = before_year(folder, folder_length);
    char *one, *other;
    bool same;

    if (!before || !length)
        return false;
    one = cvi_strndup(file, length);
    other = cvi_strndup(folder, before);
    same = *one && same_title(one, other);
    free(one);
    free(other);
    return same;
}
