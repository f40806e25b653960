/* Cases for cvi-match made from a catalogue of real titles, kind by kind, and the score of its
 * results.
 *
 *   bench-match make TITLES DIR [SEED]   writes DIR/catalog.tsv for the sandbox and DIR/KIND.ndjson
 *   bench-match score KIND        reads the output of cvi-match for DIR/KIND.ndjson, prints counts
 *
 * TITLES: type, title, year, IMDb id, with tabs between and a header. The same seed makes the same
 * cases, so that two runs can be compared. */
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "chance.h"
#include "json/ndjson.h"
#include "junk.h"
#include "rank/number.h"
#include "rank/rank.h"
#include "rank/word.h"

enum { MOST_TITLES = 60000, PER_KIND = 200, PER_SPELLING = 100, LIBRARY = 1000 };

struct title {
    bool show;
    char *title, *folded, *imdb;
    int year, trakt;
    const struct title *alias; /* an omitted title that has the same name */
    bool alias_second;         /* as the last of several aliases */
    const void *used;          /* the last kind it was tried for */
    bool left_out;
    bool doubled; /* a duplicate of another row: not in the catalogue, and not a case */
};

static struct title titles[MOST_TITLES];
static size_t count;
static struct title *by_name[MOST_TITLES]; /* by type, folded title and year */
static uint64_t votes_seed = 20261122;

static void die(const char *what)
{
    fprintf(stderr, "bench-match: %s\n", what);
    exit(1); /* a test program need not free memory */
}

/* --- The catalogue --- */

static int order(const void *one, const void *two)
{
    const struct title *a = *(struct title *const *)one, *b = *(struct title *const *)two;
    int names = strcmp(a->folded, b->folded);

    if (a->show != b->show)
        return a->show - b->show;
    return names ? names : a->year - b->year;
}

static bool same_name(const struct title *a, const struct title *b)
{
    return a->show == b->show && strcmp(a->folded, b->folded) == 0;
}

/* Returns the title without "and", and without additions by shops in brackets: "(4K UHD)",
 * "(Tamil)", "(1937)". This uses no code that is measured. The caller frees the result. */
static char *name_of(const char *title)
{
    char *turned = rank_article_first(title);
    size_t bracket = strcspn(turned, "([");
    char *bare = cvi_strndup(turned, bracket ? bracket : strlen(turned));
    char *folded = text_fold(bare);
    char *out = folded;

    free(turned);
    free(bare);
    for (const char *from = folded; *from; from++) {
        bool begins = from == folded || from[-1] == ' ';

        if (begins && strncmp(from, "and ", 4) == 0)
            from += 3;
        else
            *out++ = *from;
    }
    *out = '\0';
    return folded;
}

static void read_titles(const char *file)
{
    FILE *in = fopen(file, "r");
    char *line = NULL;
    size_t room = 0;

    if (!in)
        die("cannot read the titles");
    while (count < MOST_TITLES && getline(&line, &room, in) > 0) {
        char *rest = line, *type = strsep(&rest, "\t"), *title = strsep(&rest, "\t"),
             *year = strsep(&rest, "\t"), *imdb = strsep(&rest, "\t\n");

        if (!title || !year || !*title || strcmp(type, "type") == 0)
            continue;
        char *folded = name_of(title);
        if (*folded && !strstr(title, "\xc3\x83")) { /* text with damaged encoding */
            struct title *t = &titles[count];

            *t = (struct title){.show = *type == 's', .title = cvi_strdup(title), .folded = folded};
            t->imdb = cvi_strdup(imdb ? imdb : "");
            t->year = (int)strtol(year, NULL, 10);
            t->trakt = (int)++count;
        } else {
            free(folded);
        }
    }
    free(line);
    fclose(in);
}

/* Returns the length of a title without words for an edition or a dubbed version of the same
 * work. */
static size_t length_of_work(const char *folded)
{
    static const char *const endings[] = {
        " extended version", " extended edition",  " extended cut", " directors cut",
        " director s cut",   " english subtitled", " unrated",      " the movie",
        " en espanol",       " spanish version",   " in spanish",   " imax"};
    size_t len = strlen(folded);

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i]);

        if (len > ending && strcmp(folded + len - ending, endings[i]) == 0)
            return len - ending;
    }
    return len;
}

/* Removes blanks, and one of two equal letters: "Chaman Bahaar", "Chamanbahar". */
static void squeeze(struct buf *out, const char *text)
{
    for (const char *c = text; *c; c++) {
        if (*c != ' ' && (*c != c[1] || (*c >= '0' && *c <= '9')))
            buf_putc(out, *c);
    }
}

/* Returns the name without a leading article, and with Roman numerals in digits. The caller frees
 * the result. */
static char *work_of(const struct title *t, const char *folded)
{
    static const char *const articles[] = {"the ", "a ", "an "};
    char *whole = cvi_strndup(folded, length_of_work(folded));
    const char *name = whole;
    struct buf out = BUF_INIT(1 << 16);

    for (size_t i = 0; i < 3; i++) {
        if (strncmp(name, articles[i], strlen(articles[i])) == 0)
            name += strlen(articles[i]);
    }
    buf_printf(&out, "%d:%d:", t->show, t->year);
    while (*name) {
        size_t len = strcspn(name, " ");
        char *word = cvi_strndup(name, len);
        int roman = rank_number_roman(word);

        bool ordinal = false;
        int number = rank_number_read(word, &ordinal);

        if (roman > 1)
            buf_printf(&out, " %d", roman);
        else if (number > 0)
            buf_printf(&out, " %d", number);
        else if (strcmp(word, "chapter") == 0 || strcmp(word, "3d") == 0)
            buf_puts(&out, "");
        else
            buf_printf(&out, " %s", word);
        free(word);
        name += len + (name[len] == ' ');
    }
    struct buf work = BUF_INIT(1 << 16);

    squeeze(&work, buf_text(&out));
    buf_release(&out);
    free(whole);
    return buf_detach(&work);
}

/* Notes the work, and marks the title as doubled if another one is already that work. */
static void mark_work(json_t *known, struct title *t, const char *folded)
{
    char *work = work_of(t, folded);
    const json_t *other = json_object_get(known, work);

    if (!other)
        json_object_set_new(known, work, json_integer(t->trakt));
    t->doubled |= other && json_integer_value(other) != t->trakt;
    free(work);
}

/* Marks duplicate works. One film is sold as "Frozen 2" and "Frozen II", as "Hairy Ape" and "The
 * Hairy Ape", as "Heat (Uncut)" and "Heat Uncut", with and without the name of its series before
 * it. */
static void mark_works(void)
{
    json_t *known = json_object();

    for (size_t i = 0; i < count; i++) {
        char *whole = text_fold(titles[i].title);
        const char *colon = strstr(titles[i].title, ": ");
        char *tail = text_fold(colon ? colon + 2 : "");

        mark_work(known, &titles[i], titles[i].folded);
        mark_work(known, &titles[i], whole);
        if (strlen(tail) > 12)
            mark_work(known, &titles[i], tail);
        free(tail);
        free(whole);
    }
    json_decref(known);
}

/* Marks duplicate rows. Two rows with the same name and year are one title sold by two shops; so
 * are two with the same name and IMDb id, with the year of the film and that of the sale. */
static void mark_doubles(void)
{
    for (size_t i = 0; i < count; i++)
        by_name[i] = &titles[i];
    qsort(by_name, count, sizeof(struct title *), order);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i; j-- > 0 && same_name(by_name[i], by_name[j]);) {
            if (by_name[j]->year == by_name[i]->year ||
                (*by_name[i]->imdb && strcmp(by_name[i]->imdb, by_name[j]->imdb) == 0))
                by_name[i]->doubled = true;
        }
    }
}

static size_t place_of(const struct title *t)
{
    const struct title *key = t;
    struct title **at = bsearch(&key, by_name, count, sizeof(struct title *), order);
    size_t i = (size_t)(at - by_name);

    while (i && same_name(by_name[i - 1], t))
        i--;
    return i;
}

/* Returns the number of titles in the catalogue with this name and a year in the range. */
static int namesakes(const struct title *t, int from, int to)
{
    int found = 0;

    for (size_t i = place_of(t); i < count && same_name(by_name[i], t); i++)
        found += !by_name[i]->doubled && !by_name[i]->left_out && by_name[i]->year >= from &&
                 by_name[i]->year <= to;
    return found;
}

static unsigned hash_of(const struct title *t)
{
    return (unsigned)t->trakt * 2654435761U >> 8;
}

/* Returns a uniform random number, the same for the same title, draw and initial seed. */
static unsigned drawn(const struct title *t, unsigned draw)
{
    uint64_t z = (votes_seed << 32) + (uint64_t)t->trakt * 32 + draw + 1;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return (unsigned)((z ^ (z >> 31)) & 0xffff);
}

/* Returns the votes of a title: log-normal, roughly like IMDb's. The median is 100; one in five
 * titles has 1,000 or more, one in a hundred 50,000 or more. */
static unsigned votes_of(const struct title *t)
{
    const double median_log2 = 6.64, sigma_log2 = 3.85;
    double sum = 0;

    for (unsigned draw = 0; draw < 12; draw++)
        sum += drawn(t, draw) / 65536.0;
    double log2_votes = median_log2 + sigma_log2 * (sum - 6);
    if (log2_votes < 0)
        return 0;
    unsigned whole = (unsigned)log2_votes;
    return (unsigned)((1U << whole) * (1 + log2_votes - whole)); /* approximately 2 to that power */
}

/* Returns whether a file is of this title, if files are as frequent as votes. */
static bool is_had(const struct title *t)
{
    enum { MOST_VOTES = 100000 };

    return chance(MOST_VOTES) < votes_of(t);
}

static void write_catalog(const char *dir)
{
    static const char *const countries[] = {"us", "us", "us", "gb", "fr", "de", "jp", "au"};
    char *path = cvi_format("%s/catalog.tsv", dir);
    FILE *out = fopen(path, "w");

    if (!out)
        die("cannot write the catalogue");
    for (size_t i = 0; i < count; i++) {
        const struct title *t = &titles[i];
        if (!t->doubled && !t->left_out)
            fprintf(out, "%s\t%d\t\t%s\t%d\t%s\t\t\t%u\t%s\t\t%s%s\n", t->show ? "show" : "movie",
                    t->trakt, t->title, t->year, t->imdb, votes_of(t),
                    countries[hash_of(t) / 17 % 8],
                    t->alias_second ? "Quxtitle Verne|Zubrowka Nadir|" : "",
                    t->alias ? t->alias->title : "");
    }
    fclose(out);
    free(path);
}

static const char *country_of(const struct title *t)
{
    static const char *const words[] = {"US", "US", "US", "UK", "FR", "DE", "JP", "AU"};

    return words[hash_of(t) / 17 % 8];
}

/* --- The kinds of case: each returns the title and year to match, or NULL if the title does not
 * fit  */

struct asked {
    char *title;
    int year;    /* 0: not set */
    int season;  /* of a show; 0: the first */
    char *file;  /* for kinds that begin with a file name; NULL: the title. Owned */
    bool junk;   /* not a title */
    bool unsure; /* nobody could know which title is meant */
    bool tagged; /* the name has a release tag */
};

static char *replaced(const char *text, const char *what, const char *by)
{
    const char *at = strstr(text, what);

    return at ? cvi_format("%.*s%s%s", (int)(at - text), text, by, at + strlen(what)) : NULL;
}

static char *exact(const struct title *t, struct asked *a)
{
    (void)a;
    return cvi_strdup(t->title);
}

/* Returns whether a random choice by votes picks this title among its namesakes. */
static bool is_picked(const struct title *t)
{
    unsigned all = 0;

    for (size_t i = place_of(t); i < count && same_name(by_name[i], t); i++)
        all += by_name[i]->doubled || by_name[i]->left_out ? 0 : votes_of(by_name[i]);
    return chance(all) < votes_of(t);
}

/* Makes a name with a release tag, so that it is not bare. */
static char *no_year(const struct title *t, struct asked *a)
{
    if (!is_picked(t))
        return NULL;
    a->year = 0;
    a->tagged = true;
    a->unsure = namesakes(t, 0, 9999) > 1;
    return cvi_strdup(t->title);
}

/* Makes a bare name of any title. Those with few votes are rejected on purpose. */
static char *no_year_bare(const struct title *t, struct asked *a)
{
    if (!is_picked(t))
        return NULL;
    a->year = 0;
    a->unsure = namesakes(t, 0, 9999) > 1;
    return cvi_strdup(t->title);
}

static char *year_off(const struct title *t, struct asked *a)
{
    a->year += chance(2) ? 1 : -1;
    return namesakes(t, a->year - 1, a->year + 1) > 1 ? NULL : cvi_strdup(t->title);
}

static char *accents(const struct title *t, struct asked *a)
{
    struct rank_words words;

    (void)a;
    rank_words_read(&words, t->title);
    bool foreign = words.foreign &&
                   strspn(t->folded, "abcdefghijklmnopqrstuvwxyz0123456789 ") == strlen(t->folded);
    rank_words_release(&words);
    return foreign ? cvi_strdup(t->folded) : NULL;
}

static char *ampersand(const struct title *t, struct asked *a)
{
    char *text = replaced(t->title, " & ", " and ");

    (void)a;
    return text ? text : replaced(t->title, " and ", " & ");
}

/* Rewrites the first number after the first word. */
static char *other_number(const struct title *t, bool to_word)
{
    char *copy = cvi_strdup(t->title);
    char *made = NULL;

    for (char *at = strchr(copy, ' '); at && !made; at = strchr(at + 1, ' ')) {
        size_t len = strcspn(at + 1, " :,.)-");
        char *word = cvi_strndup(at + 1, len);
        bool ordinal = false;
        int roman = len > 1 && strspn(word, "IVX") == len ? rank_number_roman(word) : -1;
        int digits = strspn(word, "0123456789") == len ? rank_number_read(word, &ordinal) : -1;
        const char *by = NULL;
        char number[16];

        snprintf(number, sizeof number, "%d", roman);
        if (digits > 0 && digits < 20 && strchr(" :,)", at[1 + len]))
            by = to_word ? rank_number_as_word(digits) : rank_number_as_roman(digits);
        else if (roman > 0 && !to_word)
            by = number;
        if (by)
            made = cvi_format("%.*s%s%s", (int)(at + 1 - copy), copy, by, at + 1 + len);
        free(word);
    }
    free(copy);
    return made;
}

static char *numerals(const struct title *t, struct asked *a)
{
    (void)a;
    return other_number(t, false);
}

/* Makes a name with a number word in digits, or digits in words. */
static char *number_words(const struct title *t, struct asked *a)
{
    (void)a;
    for (int i = 2; i < 13; i++) {
        char *word = cvi_format(" %s ", rank_number_as_word(i));
        char *folded = text_fold(t->title);
        char *spaced = cvi_format(" %s ", folded);
        char by[16];

        snprintf(by, sizeof by, " %d ", i);
        char *made = replaced(spaced, word, by);
        free(word);
        free(spaced);
        free(folded);
        if (made)
            return made;
    }
    return other_number(t, true);
}

static char *punctuation(const struct title *t, struct asked *a)
{
    struct buf out = BUF_INIT(4096);

    (void)a;
    if (!strpbrk(t->title, ":.!?,'"))
        return NULL;
    for (const char *c = t->title; *c; c++) {
        if (!strchr(":.!?,'\"", *c))
            buf_putc(&out, *c);
    }
    return buf_detach(&out);
}

static char *hyphens(const struct title *t, struct asked *a)
{
    const char *at = strchr(t->title, '-');

    (void)a;
    if (!at || at == t->title || at[-1] == ' ' || at[1] == ' ')
        return NULL;
    return replaced(t->title, "-", chance(2) ? " " : "");
}

/* Makes a name with a letter dropped, doubled, wrong, or two swapped, anywhere in the title. */
static char *any_typo(const struct title *t, struct asked *a)
{
    size_t len = strlen(t->title);
    char *copy = cvi_alloc(len + 2);

    (void)a;
    memcpy(copy, t->title, len);
    for (int tries = 0; tries < 20 && len >= 6; tries++) {
        char *at = copy + chance((unsigned)len - 1);
        bool letters = *at >= 'a' && *at <= 'z' && at[1] >= 'a' && at[1] <= 'z';
        char first = *at;

        if (!letters || at[0] == at[1])
            continue;
        switch (chance(4)) {
        case 0:
            memmove(at, at + 1, strlen(at));
            break;
        case 1:
            memmove(at + 1, at, strlen(at) + 1);
            break;
        case 2:
            *at = first == 'e' ? 'a' : 'e';
            break;
        default:
            at[0] = at[1];
            at[1] = first;
            break;
        }
        return copy;
    }
    free(copy);
    return NULL;
}

/* Returns whether the title is one word of less than eight letters, ignoring an article. An edit
 * makes it another word. */
static bool is_short_word(const struct title *t)
{
    struct rank_words words;

    rank_words_read(&words, t->title);
    bool is_short = words.count == 1 && strlen(words.at[0].text) < 8;
    rank_words_release(&words);
    return is_short;
}

static char *typo(const struct title *t, struct asked *a)
{
    return is_short_word(t) ? NULL : any_typo(t, a);
}

static char *short_typo(const struct title *t, struct asked *a)
{
    return is_short_word(t) ? any_typo(t, a) : NULL;
}

static char *moved_article(const struct title *t, struct asked *a)
{
    static const char *const articles[] = {"The ", "A ",  "An ",  "La ",
                                           "Le ",  "El ", "Der ", "Das "};

    (void)a;
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        size_t len = strlen(articles[i]);

        if (strncmp(t->title, articles[i], len) == 0 && !strpbrk(t->title, ":(,"))
            return cvi_format("%s, %.*s", t->title + len, (int)len - 1, t->title);
    }
    return NULL;
}

static char *alias(const struct title *t, struct asked *a)
{
    (void)a;
    return t->alias && !t->alias_second ? cvi_strdup(t->alias->title) : NULL;
}

/* Makes a name from the last of several aliases, so that the title is not the first similar one. */
static char *second_alias(const struct title *t, struct asked *a)
{
    (void)a;
    return t->alias && t->alias_second ? cvi_strdup(t->alias->title) : NULL;
}

/* Makes a name such as "Rolf2012", with the year attached to the title. */
static char *glued_year(const struct title *t, struct asked *a)
{
    size_t len = strlen(t->title);

    a->year = 0;
    return len > 3 && t->title[len - 1] >= 'a' && t->title[len - 1] <= 'z'
               ? cvi_format("%s%d", t->title, t->year)
               : NULL;
}

/* Makes a name with the year of a later season, if no namesake could be meant. */
static char *season_year(const struct title *t, struct asked *a)
{
    a->season = 2 + (int)chance(6);
    a->year = t->year + a->season - 1;
    return t->show && namesakes(t, 0, 9999) == 1 ? cvi_strdup(t->title) : NULL;
}

/* Makes a name with a show's year two off, if it is the only one of its name. */
static char *two_off(const struct title *t, struct asked *a)
{
    a->year += chance(2) ? 2 : -2;
    return t->show && namesakes(t, 0, 9999) == 1 ? cvi_strdup(t->title) : NULL;
}

/* Makes a folder with the show's own year. The show is not in the catalogue, but an earlier one is,
 * which must not be matched. */
static char *folder_year(const struct title *t, struct asked *a)
{
    a->season = 5 + (int)chance(3);
    a->year = t->year + a->season - 1;
    if (!t->show || namesakes(t, a->year - 2, a->year + 1) || strchr(t->title, '/'))
        return NULL;
    a->file = cvi_format("/tv/%s (%d)/Season %02d/%s - S%02dE01.mkv", t->title, a->year, a->season,
                         t->title, a->season);
    return cvi_strdup(t->title);
}

/* --- Kinds that begin with a file name, which cvi-parse reads first --------------------------- */

static bool is_plain_name(const struct title *t)
{
    return !t->show && !strpbrk(t->title, "/([.|:&") && strlen(t->title) > 2 &&
           strspn(t->folded, "abcdefghijklmnopqrstuvwxyz ") == strlen(t->folded);
}

/* Makes a film with a bare name, in folders of films. */
static char *bare_of(const struct title *t, struct asked *a)
{
    static const char *const folders[] = {"videos", "movies/Family", "mnt/films/Kids",
                                          "data/Downloads", "home/anna/Movies"};

    static const char *const endings[] = {"mkv", "mkv", "mkv", "mkv", "mkv",
                                          "mp4", "mp4", "mp4", "avi", "m4v"};

    a->unsure = namesakes(t, 0, 9999) > 1;
    a->file = cvi_format("/%s/%s.%s", folders[chance(5)], t->title, endings[chance(10)]);
    return NULL;
}

static char *bare_name(const struct title *t, struct asked *a)
{
    return is_plain_name(t) && is_had(t) && is_picked(t) ? bare_of(t, a) : NULL;
}

/* Does the same for any title: the result of choosing titles uniformly. */
static char *bare_any(const struct title *t, struct asked *a)
{
    return is_plain_name(t) && is_picked(t) ? bare_of(t, a) : NULL;
}

/* Makes "Heat 1995.mkv", one in twenty a year off. */
static char *blank_year(const struct title *t, struct asked *a)
{
    static const char *const endings[] = {"mkv", "mp4", "avi"};

    if (!is_plain_name(t) || !is_had(t))
        return NULL;
    a->year += chance(20) ? 0 : chance(2) ? 1 : -1;
    if (a->year != t->year && namesakes(t, a->year - 1, a->year + 1) > 1)
        a->year = t->year;
    a->file = cvi_format("/videos/%s %d.%s", t->title, a->year, endings[chance(3)]);
    return NULL;
}

/* Makes a film in a folder of private recordings, with the usual name of a film. */
static char *film_at_home(const struct title *t, struct asked *a)
{
    static const char *const forms[] = {"Home Videos/%s (%d).mkv", "DCIM/%s.%d.1080p.BluRay.mkv",
                                        "Family/%s [%d] 720p.mp4", "WhatsApp Video/%s (%d).mp4"};
    const char *form = forms[chance(4)];
    const char *rest = strstr(form, "%d") + 2;

    if (!is_plain_name(t))
        return NULL;
    a->file =
        cvi_format("/home/anna/%.*s%s%.*s%d%s", (int)strcspn(form, "%"), form, t->title,
                   (int)(rest - 2 - strstr(form, "%s") - 2), strstr(form, "%s") + 2, t->year, rest);
    return NULL;
}

static char *extra(const struct title *t, struct asked *a)
{
    static const struct {
        const char *folder, *end;
    } forms[] = {{"", "-trailer"},     {"", "-sample"}, {"trailers/", ""},
                 {"Featurettes/", ""}, {"Extras/", ""}, {"", "-behindthescenes"},
                 {"", "-featurette"},  {"", "-deleted"}};
    unsigned form = chance(sizeof forms / sizeof *forms);

    if (is_plain_name(t))
        a->file = cvi_format("/films/%s (%d)/%s%s%s.mkv", t->title, t->year, forms[form].folder,
                             t->title, forms[form].end);
    return NULL;
}

/* Makes a name that is not a title: ten sorts, in turn. */
static char *non_title(const struct title *t, struct asked *a)
{
    (void)t;
    a->junk = true;
    a->file = junk_any();
    return NULL;
}

/* Makes the hardest case of a library: a folder of the user's own films. */
static char *home(const struct title *t, struct asked *a)
{
    (void)t;
    a->file = junk_home_video();
    return NULL;
}

static char *clips(const struct title *t, struct asked *a)
{
    (void)t;
    a->file = junk_clip();
    return NULL;
}

static char *country_suffix(const struct title *t, struct asked *a)
{
    a->year = chance(2) ? 0 : a->year;
    a->unsure = !a->year && namesakes(t, 0, 9999) > 1;
    return t->show ? cvi_format("%s %s", t->title, country_of(t)) : NULL;
}

static char *year_suffix(const struct title *t, struct asked *a)
{
    a->year = 0;
    return cvi_format(chance(2) ? "%s %d" : "%s (%d)", t->title, t->year);
}

static char *remake(const struct title *t, struct asked *a)
{
    (void)a;
    return namesakes(t, 0, 9999) > 1 && namesakes(t, t->year - 1, t->year + 1) == 1
               ? cvi_strdup(t->title)
               : NULL;
}

static char *close_remake(const struct title *t, struct asked *a)
{
    (void)a;
    return namesakes(t, t->year - 2, t->year + 2) > 1 ? cvi_strdup(t->title) : NULL;
}

/* Returns the length of the words before a number at the end, or before ": "; 0: not found. */
static size_t length_of_original(const char *title)
{
    const char *last = strrchr(title, ' ');
    const char *colon = strstr(title, ": ");
    bool ordinal;

    if (colon)
        return (size_t)(colon - title);
    if (last && (rank_number_read(last + 1, &ordinal) > 1 || rank_number_roman(last + 1) > 1))
        return (size_t)(last - title);
    return 0;
}

static bool has_sequel(const struct title *t)
{
    size_t len = strlen(t->folded);
    size_t at = place_of(t);

    while (at < count && same_name(by_name[at], t))
        at++;
    return at < count && by_name[at]->show == t->show &&
           strncmp(by_name[at]->folded, t->folded, len) == 0 && by_name[at]->folded[len] == ' ';
}

static char *sequel(const struct title *t, struct asked *a)
{
    (void)a;
    return length_of_original(t->title) || has_sequel(t) ? cvi_strdup(t->title) : NULL;
}

static char *leftover(const struct title *t, struct asked *a)
{
    static const char *const words[] = {
        "Extended Edition", "Remastered", "Directors Cut",  "Uncut",  "Special Edition",
        "Unrated",          "IMAX",       "Theatrical Cut", "Proper", "German DL",
        "Final Cut",        "Dubbed",     "Open Matte",     "HDTV",   "Criterion Collection"};

    (void)a;
    return cvi_format("%s %s", t->title, words[chance(sizeof words / sizeof *words)]);
}

static char *any_subtitle(const struct title *t, struct asked *a)
{
    const char *colon = strstr(t->title, ": ");
    size_t others = 0;

    (void)a;
    if (!colon || colon - t->title < 4)
        return NULL;
    char *head = cvi_strndup(t->title, (size_t)(colon - t->title));
    char *folded = text_fold(head);
    for (size_t i = 0; i < count; i++)
        others += titles[i].show == t->show && abs(titles[i].year - t->year) < 2 &&
                  strncmp(titles[i].folded, folded, strlen(folded)) == 0;
    free(folded);
    if (others == 1)
        return head;
    free(head);
    return NULL;
}

static char *subtitle(const struct title *t, struct asked *a)
{
    return votes_of(t) >= RANK_FEW_VOTES ? any_subtitle(t, a) : NULL;
}

/* Makes a name of a little-known title, which is never matched without its subtitle. */
static char *unknown_subtitle(const struct title *t, struct asked *a)
{
    return votes_of(t) < RANK_FEW_VOTES ? any_subtitle(t, a) : NULL;
}

/* --- The titles that are left out of the catalogue -------------------------------------------- */

/* Makes a title that is absent: no title has its name, or a name that begins with it, or that it
 * begins with. */
static char *absent(const struct title *t, struct asked *a)
{
    (void)a;
    return namesakes(t, 0, 9999) || has_sequel(t) ? NULL : cvi_strdup(t->title);
}

/* Returns whether two rows are two works by the catalogue's own ids. */
static bool are_two(const struct title *a, const struct title *b)
{
    return *a->imdb && *b->imdb && strcmp(a->imdb, b->imdb) != 0;
}

/* Returns whether the catalogue may have this work in another row: a show of that name two years
 * off (42 of 47 such pairs have no ids to compare, and nearly all are the years of two seasons), or
 * a film of the year whose title continues after ": " or " - ". */
static bool may_be_there(const struct title *t)
{
    size_t len = strlen(t->title);

    for (size_t i = 0; i < count; i++) {
        const struct title *o = &titles[i];

        if (o == t || o->doubled || o->left_out || o->show != t->show || are_two(o, t))
            continue;
        if (t->show && abs(o->year - t->year) == 2 && strcmp(o->folded, t->folded) == 0)
            return true;
        if (o->year == t->year && strncasecmp(o->title, t->title, len) == 0 &&
            (strncmp(o->title + len, ": ", 2) == 0 || strncmp(o->title + len, " - ", 3) == 0))
            return true;
    }
    return false;
}

/* Makes an absent title when a namesake of another year, a sequel or an original is in the
 * catalogue. One that is one year off cannot be distinguished from a wrong year, and is left to the
 * kind year-off. */
static char *absent_alike(const struct title *t, struct asked *a)
{
    (void)a;
    if (namesakes(t, t->year - 1, t->year + 1) || may_be_there(t))
        return NULL;
    return namesakes(t, 0, 9999) || has_sequel(t) || length_of_original(t->title)
               ? cvi_strdup(t->title)
               : NULL;
}

/* Makes the mixture of a library: mostly regular names, and two in a hundred that are not
 * titles. */
static char *library(const struct title *t, struct asked *a)
{
    unsigned sort = chance(100);

    if (chance(100) < 2)
        return non_title(t, a);
    if (sort < 3)
        return year_off(t, a);
    if (sort < 6)
        return punctuation(t, a);
    if (sort < 8)
        return typo(t, a);
    if (sort < 10)
        return ampersand(t, a);
    if (sort < 12)
        return leftover(t, a);
    if (sort < 14)
        return subtitle(t, a);
    return t->show && chance(2) ? no_year(t, a) : exact(t, a);
}

/* Makes the usual mixture of a library: names as at Trakt, and two in a hundred that are not
 * titles. */
static char *tidy_library(const struct title *t, struct asked *a)
{
    return chance(100) < 2 ? non_title(t, a) : exact(t, a);
}

static const struct kind {
    const char *name;
    char *(*make)(const struct title *title, struct asked *asked);
    bool absent; /* nothing may be matched: omitted titles, or names that are not titles */
    size_t most;
    bool any;   /* titles that are in the catalogue, or not titles */
    bool apart; /* a rule rejects these on purpose: wrong matches count, found ones do not */
} kinds[] = {
    {"exact", exact, false, PER_KIND},
    {"no-year", no_year, false, PER_KIND},
    {"no-year-bare", no_year_bare, false, PER_KIND, false, true},
    {"year-off", year_off, false, PER_KIND},
    {"accents", accents, false, PER_SPELLING},
    {"ampersand", ampersand, false, PER_SPELLING},
    {"numerals", numerals, false, PER_SPELLING},
    {"number-words", number_words, false, PER_SPELLING},
    {"punctuation", punctuation, false, PER_SPELLING},
    {"hyphens", hyphens, false, PER_SPELLING},
    {"typo", typo, false, PER_SPELLING},
    {"short-typo", short_typo, false, PER_SPELLING, false, true},
    {"article-moved", moved_article, false, PER_KIND},
    {"alias", alias, false, PER_KIND},
    {"second-alias", second_alias, false, PER_KIND},
    {"glued-year", glued_year, false, PER_KIND},
    {"season-year", season_year, false, PER_KIND},
    {"show-two-off", two_off, false, PER_SPELLING, false},
    {"folder-year", folder_year, true, PER_KIND, true},
    {"bare-names", bare_name, false, 300},
    {"bare-any", bare_any, false, PER_KIND, false, true},
    {"non-titles", non_title, true, 300, true},
    {"home-videos", home, true, 150, true},
    {"clips", clips, true, 300, true},
    {"blank-year", blank_year, false, PER_KIND},
    {"film-at-home", film_at_home, false, PER_KIND},
    {"extras", extra, true, PER_KIND, true},
    {"country-suffix", country_suffix, false, PER_KIND},
    {"year-suffix", year_suffix, false, PER_KIND},
    {"remakes", remake, false, PER_KIND},
    {"close-remakes", close_remake, false, PER_KIND},
    {"sequels", sequel, false, PER_KIND},
    {"leftover", leftover, false, PER_KIND},
    {"dropped-subtitle", subtitle, false, PER_KIND},
    {"unknown-subtitle", unknown_subtitle, false, PER_SPELLING, false, true},
    {"absent", absent, true, PER_KIND},
    {"absent-alike", absent_alike, true, PER_KIND},
    {"library", library, false, LIBRARY},
    {"tidy-library", tidy_library, false, LIBRARY},
};

static void leave_out(void)
{
    size_t alike = 0, plain = 0;

    for (size_t tries = 0; tries < 200000 && (alike < PER_KIND || plain < (size_t)3 * PER_KIND);
         tries++) {
        struct title *t = &titles[chance((unsigned)count)];
        struct asked a = {0};

        if (t->doubled || t->left_out)
            continue;
        t->left_out = true;
        char *like = absent_alike(t, &a);
        if (like && alike < PER_KIND)
            alike++;
        else if (!like && plain < (size_t)3 * PER_KIND)
            plain++;
        else
            t->left_out = false;
        free(like);
    }
}

/* Makes aliases of a third of the free names. */
static void give_aliases(void)
{
    for (size_t i = 0; i < count; i++) {
        struct title *to = &titles[chance((unsigned)count)];
        struct asked a = {0};
        char *free_name = titles[i].left_out && i % 2 ? absent(&titles[i], &a) : NULL;

        if (free_name && !to->left_out && !to->doubled && !to->alias &&
            to->show == titles[i].show) {
            to->alias = &titles[i];
            to->alias_second = i % 4 > 1;
        }
        free(free_name);
    }
}

static void write_case(FILE *out, const struct title *t, const struct asked *a, bool is_absent)
{
    json_auto_t *record = json_pack("{s:s, s:i, s:b}", "filename", a->file ? a->file : t->title,
                                    "expect", is_absent ? 0 : t->trakt, "unsure", a->unsure);

    if (record && a->title) {
        json_t *media = json_pack("{s:s, s:s, s:o}", "type", t->show ? "show" : "movie", "title",
                                  a->title, "year", a->year ? json_integer(a->year) : json_null());

        if (t->show)
            json_object_set_new(media, "season", json_integer(a->season ? a->season : 1));
        if (a->tagged)
            json_object_set_new(media, "resolution", json_string("1080p"));
        json_object_set_new(record, "media", media);
    }
    if (record)
        json_dumpf(record, out, JSON_COMPACT);
    fputc('\n', out);
}

static bool is_alias(const struct title *t)
{
    for (size_t i = 0; i < count; i++) {
        if (titles[i].alias == t)
            return true;
    }
    return false;
}

static void write_kind(const struct kind *kind, const char *dir)
{
    char *path = cvi_format("%s/%s.ndjson", dir, kind->name);
    FILE *out = fopen(path, "w");
    size_t made = 0;

    if (!out)
        die("cannot write the cases");
    for (size_t tries = 0; tries < 300000 && made < kind->most; tries++) {
        struct title *t = &titles[chance((unsigned)count)];
        struct asked a = {.year = t->year};

        if (t->used == kind)
            continue;
        t->used = kind;
        if (t->doubled || t->left_out != (kind->absent && !kind->any) ||
            (kind->absent && is_alias(t)))
            continue;
        a.title = kind->make(t, &a);
        if (a.title || a.file) {
            write_case(out, t, &a, kind->absent || a.junk);
            made++;
        }
        free(a.title);
        free(a.file);
    }
    fclose(out);
    free(path);
    printf("%s %s\n", kind->name, kind->apart ? "apart" : "counts");
}

/* --- The score --- */

/* Prints: kind, cases, there, found, wrong, ambiguous, unsure. */
static void score(const char *kind)
{
    size_t cases = 0, there = 0, found = 0, wrong = 0, ambiguous = 0, unsure = 0;
    char *line = NULL;
    size_t room = 0;

    while (getline(&line, &room, stdin) > 0) {
        json_auto_t *record = json_loads(line, 0, NULL);
        const json_t *match = json_object_get(record, "match");
        const char *status = json_string_value(json_object_get(match, "status"));
        const char *sync =
            json_string_value(json_object_get(json_object_get(record, "sync"), "status"));
        json_int_t expect = json_integer_value(json_object_get(record, "expect"));
        json_int_t got =
            json_integer_value(json_object_get(json_object_get(match, "ids"), "trakt"));
        bool doubt = json_is_true(json_object_get(record, "unsure"));

        if (!status)
            die("a record was not matched");
        if (sync && strcmp(sync, "would_add") != 0)
            got = 0;
        cases++;
        unsure += doubt;
        there += expect && !doubt;
        found += expect && !doubt && got == expect;
        wrong += got && got != expect;
        ambiguous += strcmp(status, "ambiguous") == 0;
        if ((got && got != expect) || (expect && !doubt && got != expect))
            fprintf(stderr, "%s\t%s\t%s", kind, got ? "wrong" : "missed", line);
    }
    free(line);
    printf("%s %zu %zu %zu %zu %zu %zu", kind, cases, there, found, wrong, ambiguous, unsure);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "score") == 0) {
        score(argv[2]);
        return 0;
    }
    if (argc < 4 || argc > 5 || strcmp(argv[1], "make") != 0)
        die("usage: bench-match make TITLES DIR [SEED] | bench-match score KIND");
    if (argc == 5)
        votes_seed = strtoul(argv[4], NULL, 10);
    chance_seed(votes_seed);
    read_titles(argv[2]);
    mark_doubles();
    mark_works();
    leave_out();
    give_aliases();
    write_catalog(argv[3]);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        write_kind(&kinds[i], argv[3]);
    return 0;
}
