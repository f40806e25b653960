/* Draws the files of a storm: a scan document with names of all kinds, and the title of each
 * file. */
#include "library.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tmpdir.h"

/* Adds the letters and digits of a string, in lower case, and a bar. */
static void add_key(struct bytes *keys, const char *text)
{
    size_t before = keys->len;

    for (; *text; text++)
        if (isalnum((unsigned char)*text))
            bytes_printf(keys, "%c", tolower((unsigned char)*text));
    if (keys->len > before)
        bytes_puts(keys, "|");
}

/* Reads one row: type, trakt id, slug, title, year, imdb, tmdb, tvdb, votes, country, original,
 * aliases */
static bool read_title(struct title *title, char *row)
{
    enum { COLUMNS = 12, NAME = 3, YEAR = 4, ORIGINAL = 10 };
    char *columns[COLUMNS], *rest = row, *word;
    struct bytes keys = {0};
    size_t length = strlen(row); /* an empty value stands for one that is omitted */

    for (int i = 0; i < COLUMNS; i++) {
        word = strsep(&rest, "\t");
        columns[i] = word ? word : row + length;
    }
    if (strcmp(columns[0], "movie") != 0 && strcmp(columns[0], "show") != 0)
        return false;
    bytes_puts(&keys, "|");
    add_key(&keys, columns[NAME]);
    add_key(&keys, columns[ORIGINAL]);
    for (rest = columns[ORIGINAL + 1]; (word = strsep(&rest, "|"));)
        add_key(&keys, word);
    *title = (struct title){.is_show = columns[0][0] == 's',
                            .trakt = strtol(columns[1], NULL, 10),
                            .year = (int)strtol(columns[YEAR], NULL, 10),
                            .name = copy_text(columns[NAME], strlen(columns[NAME])),
                            .keys = keys.at};
    return true;
}

/* Returns whether the other title has the first one's name, in this or another spelling. */
static bool is_namesake(const struct title *title, const struct title *other)
{
    const char *end = strchr(title->keys + 1, '|');
    char *key = copy_text(title->keys, end ? (size_t)(end - title->keys) + 1 : 1);
    bool found = strstr(other->keys, key);

    free(key);
    return found;
}

/* Returns whether the name has at least two words of letters only: it cannot be taken for a number,
 * a tag or a year. */
static bool is_plain(const char *name)
{
    return strlen(name) > 6 && strchr(name, ' ') &&
           strspn(name, " abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(name);
}

static void judge_titles(struct library *library)
{
    for (size_t i = 0; i < library->title_count; i++) {
        struct title *title = &library->titles[i];
        title->clear = title->alone = title->year && is_plain(title->name);
        for (size_t j = 0; j < library->title_count; j++) {
            const struct title *other = &library->titles[j];
            if (i == j || !is_namesake(title, other))
                continue;
            title->alone = false;
            title->clear &= other->year && abs(other->year - title->year) > 2;
        }
    }
}

static void read_titles(struct library *library, const char *catalog)
{
    struct bytes text = {0};

    if (!bytes_read_file(&text, catalog)) {
        perror(catalog);
        exit(66);
    }
    char *rest = text.at, *row;
    while ((row = strsep(&rest, "\n"))) {
        library->titles =
            resize(library->titles, library->title_count + 1, sizeof *library->titles);
        library->title_count += read_title(&library->titles[library->title_count], row);
    }
    bytes_release(&text);
    judge_titles(library);
}

/* Returns the title's words joined by another character. */
static char *joined(const char *name, char between)
{
    char *copy = copy_text(name, strlen(name));

    for (char *at = copy; *at; at++)
        if (*at == ' ')
            *at = between;
    return copy;
}

static void name_movie(struct bytes *to, const struct title *t, struct dice *dice)
{
    char *dotted = joined(t->name, '.'), *under = joined(t->name, '_');

    switch (dice_below(dice, 7)) {
    case 0:
        bytes_printf(to, "%s.%d.1080p.BluRay.x264-GRP.mkv", dotted, t->year);
        break;
    case 1:
        bytes_printf(to, "%s (%d) [1080p].mp4", t->name, t->year);
        break;
    case 2:
        bytes_printf(to, "%s (%d)/%s (%d).mkv", t->name, t->year, t->name, t->year);
        break;
    case 3:
        bytes_printf(to, "%s.%d.mkv", dotted, t->year);
        break;
    case 4:
        bytes_printf(to, "%s (%d)/movie.mkv", t->name, t->year);
        break;
    case 5:
        bytes_printf(to, "%s_(%d)_[720p].avi", under, t->year);
        break;
    default:
        bytes_printf(to, "%s.%d.2160p.WEB-DL.DDP5.1.H.265-XYZ.mkv", dotted, t->year);
    }
    free(dotted);
    free(under);
}

static void name_show(struct bytes *to, const struct title *t, struct dice *dice)
{
    char *dotted = joined(t->name, '.');
    unsigned season = 1 + dice_below(dice, 4), episode = 1 + dice_below(dice, 20);

    switch (t->alone ? dice_below(dice, 5) : 0) {
    case 0:
        bytes_printf(to, "%s (%d)/Season %02u/%s (%d) - S%02uE%02u.mkv", t->name, t->year, season,
                     t->name, t->year, season, episode);
        break;
    case 1:
        bytes_printf(to, "%s.S%02uE%02u.720p.HDTV.x264-LOL.mkv", dotted, season, episode);
        break;
    case 2:
        bytes_printf(to, "%s.%ux%02u.mkv", dotted, season, episode);
        break;
    case 3:
        bytes_printf(to, "%s/Season %u/%02u.mkv", t->name, season, episode);
        break;
    default:
        bytes_printf(to, "%s S%02uE%02u.mp4", t->name, season, episode);
    }
    free(dotted);
}

/* Adds words that are not a title. */
static void add_nonsense(struct bytes *to, struct dice *dice)
{
    static const char *const syllables[] = {"qua", "zor", "vik", "plo", "nyx", "dre", "wub", "fej"};

    for (unsigned words = 2 + dice_below(dice, 2); words--;) {
        size_t at = to->len;
        for (unsigned n = 3 + dice_below(dice, 2); n--;)
            bytes_puts(to, syllables[dice_below(dice, 8)]);
        to->at[at] = (char)toupper((unsigned char)to->at[at]);
        bytes_puts(to, words ? " " : "");
    }
}

static void name_nobody(struct bytes *to, struct dice *dice)
{
    static const char *const odd[] = {"",
                                      " 'quoted' \"twice\"",
                                      "\nsecond line",
                                      " \x1b[31mred",
                                      " \\n \\",
                                      " \xff\xfe\xc3",
                                      " \xe2\x82\xac \xf0\x9f\x8e\xac"};

    add_nonsense(to, dice);
    bytes_puts(to, odd[dice_below(dice, sizeof odd / sizeof *odd)]);
    bytes_printf(to, " (%u).mkv", 1950 + dice_below(dice, 70));
}

static void expect(struct library *library, char *file_take, long title, bool unreadable)
{
    library->files = resize(library->files, library->file_count + 1, sizeof *library->files);
    library->files[library->file_count++] =
        (struct expected){.file = file_take, .title = title, .unreadable = unreadable};
}

/* Writes a string like JSON writers that do not check their bytes. */
static void add_json(struct bytes *to, const char *text)
{
    bytes_puts(to, "\"");
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            bytes_printf(to, "\\%c", c);
        else if (c < 0x20)
            bytes_printf(to, "\\u%04x", c);
        else
            bytes_add(to, text, 1);
    }
    bytes_puts(to, "\"");
}

static long draw_title(const struct library *library, struct dice *dice, bool clear)
{
    for (;;) {
        long place = (long)dice_below(dice, (unsigned)library->title_count);
        const struct title *title = &library->titles[place];
        if (clear ? title->clear : (title->year && is_plain(title->name) && !title->alone))
            return place;
    }
}

/* Writes a name that fits several titles of one type, and so matches none of them. */
static bool name_several(struct bytes *to, const struct library *library, struct dice *dice)
{
    long place = draw_title(library, dice, false);
    const struct title *title = &library->titles[place];
    unsigned movies = 0;

    for (size_t i = 0; i < library->title_count; i++)
        movies += !library->titles[i].is_show && strcmp(library->titles[i].name, title->name) == 0;
    if (title->is_show || movies < 2)
        return false;
    bytes_printf(to, "%s.mkv", title->name);
    return true;
}

/* Returns the path of a file, and its title in *title. */
static char *draw_file(const struct library *library, struct dice *dice, bool with_ambiguous,
                       long *title)
{
    struct bytes path = {0};
    unsigned kind = dice_below(dice, 100);

    bytes_printf(&path, "/videos%u/", dice_below(dice, 3));
    *title = -1;
    if (kind < 12) {
        name_nobody(&path, dice);
    } else if (kind < 17 && with_ambiguous && name_several(&path, library, dice)) {
        /* the file stays unmatched */
    } else {
        *title = draw_title(library, dice, true);
        if (library->titles[*title].is_show)
            name_show(&path, &library->titles[*title], dice);
        else
            name_movie(&path, &library->titles[*title], dice);
    }
    return path.at;
}

static void add_file(struct library *library, struct dice *dice, char *file_take, long title)
{
    struct bytes *to = &library->scan;
    unsigned kind = dice_below(dice, 100);

    bytes_puts(to, "{\"filename\": ");
    add_json(to, file_take);
    if (kind < 3) {
        bytes_puts(to, ", \"is_corrupt\": \"yes\"}");
        library->has_unclear = true;
        expect(library, file_take, -1, true);
    } else if (kind < 8) {
        bytes_puts(to, ", \"is_corrupt\": true}");
        free(file_take);
    } else {
        bytes_printf(to, ", \"is_corrupt\": false, \"inspection_time\": %u.%u0}",
                     dice_below(dice, 90), dice_below(dice, 10));
        expect(library, file_take, title, false);
    }
}

/* Adds an invalid entry; among lines, an array would be a document of its own. */
static void add_broken(struct library *library, struct dice *dice, bool lines)
{
    static const char *const entries[] = {"17", "{\"size\": 3}", "{\"filename\": 5}",
                                          "[\"a\", {}]"};
    static const char *const broken[] = {
        "17", "{\"size\": 3}", "{\"filename\": 5}", "{\"filename\": \"/videos/Cut", "\x01\xff }{",
        "]"};

    bytes_puts(&library->scan, lines ? broken[dice_below(dice, 6)] : entries[dice_below(dice, 4)]);
    library->has_lines = true;
    expect(library, NULL, -1, true);
}

void library_make(struct library *library, const char *catalog, struct dice *dice, unsigned size,
                  bool with_ambiguous)
{
    bool lines = dice_percent(dice, 40), may_break = dice_percent(dice, 40);

    *library = (struct library){0};
    read_titles(library, catalog);
    bytes_puts(&library->scan, lines ? "" : "{\"scan_mode\": \"hybrid\", \"results\": [\n");
    for (unsigned i = 0; i < size; i++) {
        long title;
        if (i)
            bytes_puts(&library->scan, lines ? "\n" : ",\n");
        if (i && may_break && dice_percent(dice, 3)) {
            add_broken(library, dice, lines);
            continue;
        }
        bool again = library->file_count && dice_percent(dice, 8);
        const struct expected *old =
            again ? &library->files[dice_below(dice, (unsigned)library->file_count)] : NULL;
        again = old && old->file && !old->unreadable;
        char *file = again ? copy_text(old->file, strlen(old->file))
                           : draw_file(library, dice, with_ambiguous, &title);
        add_file(library, dice, file, again ? old->title : title);
    }
    bytes_puts(&library->scan, lines ? "\n" : "\n], \"total_files\": 3}\n");
}

void library_release(struct library *library)
{
    for (size_t i = 0; i < library->title_count; i++) {
        free(library->titles[i].name);
        free(library->titles[i].keys);
    }
    for (size_t i = 0; i < library->file_count; i++)
        free(library->files[i].file);
    free(library->titles);
    free(library->files);
    bytes_release(&library->scan);
}

char *library_name(const struct title *title)
{
    return format_text("%s:%ld", title->is_show ? "show" : "movie", title->trakt);
}

bool library_wants(const struct library *library, long title)
{
    for (size_t i = 0; i < library->file_count; i++)
        if (library->files[i].title == title)
            return true;
    return false;
}
