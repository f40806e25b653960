/* Reads rows of tab-separated files. There is no quoting: a quotation mark is text, and only tabs
 * and line feeds are separators. */
#include "catalog/dataset.h"

#include <stdlib.h>
#include <string.h>

#include "base/gzip.h"
#include "base/text.h"

enum { MOST_COLUMNS = 64, SHOWN = 60 };

const char *const dataset_kind_words[] = {"basics", "list", "ratings", "akas", NULL};

/* The contents of a column. */
enum column {
    NO_COLUMN, /* unused */
    ID,
    TYPE,
    TITLE,
    ORIGINAL,
    ADULT,
    YEAR,
    RUNTIME,
    VOTES,
    COUNTRY,
    ALIASES,
    IDS,
    TRAKT,
    SLUG,
    TMDB,
    TVDB,
    COLUMNS,
};

/* clang-format off */
/* The names of each kind's columns. The first `needed` columns are required. */
static const struct {
    struct {
        const char *name;
        enum column column;
    } columns[COLUMNS];
    size_t needed;
} kinds[DATASET_KINDS] = {
    [DATASET_BASICS] = {
        {{"tconst", ID}, {"titleType", TYPE}, {"primaryTitle", TITLE}, {"originalTitle", ORIGINAL},
         {"isAdult", ADULT}, {"startYear", YEAR}, {"runtimeMinutes", RUNTIME}}, 3},
    [DATASET_AKAS] = {{{"titleId", ID}, {"title", TITLE}}, 2},
    [DATASET_RATINGS] = {{{"tconst", ID}, {"numVotes", VOTES}}, 2},
    [DATASET_LIST] = {
        {{"type", TYPE}, {"title", TITLE}, {"imdb", ID}, {"original", ORIGINAL}, {"year", YEAR},
         {"runtime", RUNTIME}, {"votes", VOTES}, {"country", COUNTRY}, {"aliases", ALIASES},
         {"ids", IDS}, {"trakt", TRAKT}, {"slug", SLUG}, {"tmdb", TMDB}, {"tvdb", TVDB}}, 2},
};

/* Type names of IMDb and of lists. tvPilot is omitted: the series has the same title. */
static const struct {
    const char *word;
    enum dataset_type type;
} types[] = {
    {"movie",        DATASET_MOVIE}, {"tvMovie",   DATASET_MOVIE}, {"video",   DATASET_MOVIE},
    {"tvSpecial",    DATASET_MOVIE}, {"film",      DATASET_MOVIE}, {"short",   DATASET_SHORT},
    {"tvShort",      DATASET_SHORT}, {"tvSeries",  DATASET_SHOW},  {"show",    DATASET_SHOW},
    {"tvMiniSeries", DATASET_SHOW},  {"series",    DATASET_SHOW},  {"tv",      DATASET_SHOW},
};
/* clang-format on */

struct dataset {
    struct gzip *gzip;
    char *path;
    enum dataset_kind kind;
    enum column columns[MOST_COLUMNS];
    size_t column_count;
    struct dataset_counts counts;
    bool (*is_selected)(const void *context, int64_t id);
    const void *context;
    bool id_first;       /* the first column is the id */
    struct buf repaired; /* the repaired row, if it was not UTF-8 */
};

/* --- The first line --- */

/* Splits `text` at tabs, in place. Returns the number of fields, or `most` + 1 if there are more
 * than `most`; only `most` fields are stored. */
static size_t split(char *text, char **fields, size_t most)
{
    size_t count = 0;

    for (char *at = text; at && count <= most; count++) {
        char *tab = strchr(at, '\t');

        if (count < most)
            fields[count] = at;
        if (tab)
            *tab++ = '\0';
        at = tab;
    }
    return count;
}

/* Returns the column with this name, or NO_COLUMN. Names in IMDb's files must match exactly; in
 * lists, case is ignored. */
static enum column find_column(enum dataset_kind kind, const char *name)
{
    for (size_t i = 0; i < COLUMNS && kinds[kind].columns[i].name; i++) {
        const char *known = kinds[kind].columns[i].name;

        if (kind == DATASET_LIST ? text_same(known, name) : strcmp(known, name) == 0)
            return kinds[kind].columns[i].column;
    }
    return NO_COLUMN;
}

/* Sets d->columns. If two columns have the same name, the first is used. Returns whether the file
 * has all columns that this kind requires. */
static bool map_columns(struct dataset *d, enum dataset_kind kind, char *const *names)
{
    bool seen[COLUMNS] = {false};

    for (size_t i = 0; i < d->column_count; i++) {
        enum column column = find_column(kind, names[i]);

        d->columns[i] = seen[column] ? NO_COLUMN : column;
        seen[column] = true;
    }
    for (size_t i = 0; i < kinds[kind].needed; i++) {
        if (!seen[kinds[kind].columns[i].column])
            return false;
    }
    d->kind = kind;
    d->id_first = d->columns[0] == ID;
    return true;
}

static bool read_header(struct dataset *d, struct why *why)
{
    static const char mark[] = "\xef\xbb\xbf"; /* byte order mark, written by some editors */
    char *names[MOST_COLUMNS], *line;
    size_t length;
    enum gzip_got got = gzip_line(d->gzip, &line, &length, why);

    if (got == GZIP_FAILED)
        return false;
    if (got == GZIP_END)
        return why_set(why, EX_DATAERR, "%s: empty", d->path);
    char *shown = cvi_strndup(line, length < SHOWN ? length : SHOWN);
    if (length >= sizeof mark - 1 && memcmp(line, mark, sizeof mark - 1) == 0)
        line += sizeof mark - 1;
    d->column_count = split(line, names, MOST_COLUMNS);
    bool is_known = false;
    if (got == GZIP_LINE && d->column_count <= MOST_COLUMNS) {
        for (size_t i = 0; i < d->column_count; i++)
            names[i] = text_trim(names[i]);
        for (int kind = 0; kind < DATASET_KINDS && !is_known; kind++)
            is_known = map_columns(d, (enum dataset_kind)kind, names);
    }
    if (!is_known)
        why_set(
            why, EX_DATAERR,
            "%s: not recognized: expected IMDb's title.basics, title.akas or title.ratings, or a "
            "tab-separated list with the columns type and title, but the first line of the file "
            "is: %s",
            d->path, shown);
    free(shown);
    return is_known;
}

struct dataset *dataset_open(const char *path, int interrupt, struct why *why)
{
    struct gzip *gzip = gzip_open(path, why);

    if (!gzip)
        return NULL;
    gzip_heed(gzip, interrupt);
    struct dataset *d = cvi_alloc(sizeof *d);
    d->gzip = gzip;
    d->path = cvi_strdup(path);
    d->repaired.max = GZIP_MOST_LINE * 3 + 1;
    if (read_header(d, why))
        return d;
    dataset_close(d);
    return NULL;
}

void dataset_close(struct dataset *d)
{
    if (!d)
        return;
    gzip_close(d->gzip);
    buf_release(&d->repaired);
    free(d->path);
    free(d);
}

/* --- Rows --- */

int64_t dataset_imdb_id(const char *text)
{
    int64_t id = 0;

    if (text[0] != 't' || text[1] != 't')
        return 0;
    const char *c = text + 2;
    for (; *c >= '0' && *c <= '9' && id <= DATASET_MOST_ID; c++)
        id = id * 10 + (*c - '0');
    return *c == '\0' && id <= DATASET_MOST_ID ? id : 0;
}

/* Returns the number of the IMDb id at the beginning of a row, before the first tab; 0: invalid. */
static int64_t id_at(const char *text)
{
    char word[16] = "";
    size_t length = strcspn(text, "\t");

    if (length < sizeof word)
        memcpy(word, text, length);
    return dataset_imdb_id(word);
}

/* Returns the number in `text`; DATASET_UNKNOWN if it is not a number from `least` to `most`. */
static int64_t number(const char *text, long least, long most)
{
    long value;

    return text && text_number(text, most, &value) && value >= least ? value : DATASET_UNKNOWN;
}

/* Removes a decimal fraction from the text, in place: a popularity of "12.7" becomes "12". */
static char *without_fraction(char *text)
{
    char *dot = text ? strchr(text, '.') : NULL;

    if (dot && !dot[1 + strspn(dot + 1, "0123456789")])
        *dot = '\0';
    return text;
}

static enum dataset_type read_type(const char *word)
{
    for (size_t i = 0; word && i < sizeof types / sizeof *types; i++) {
        if (text_same(types[i].word, word))
            return types[i].type;
    }
    return DATASET_OTHER;
}

/* Returns whether the text stands for a missing value: it is empty, or "\N" as in IMDb's files. */
static bool is_null(const char *text)
{
    return !*text || strcmp(text, "\\N") == 0;
}

/* Fills in the row. Returns whether it has the values required for its kind. */
static bool fill_row(const struct dataset *d, char *const *values, struct dataset_row *row)
{
    enum { FIRST_YEAR = 1870, LAST_YEAR = 2199, MOST_MINUTES = 60000, MOST_VOTES = 2000000000 };

    *row = (struct dataset_row){
        .id = values[ID] ? dataset_imdb_id(values[ID]) : 0,
        .type = read_type(values[TYPE]),
        .adult = values[ADULT] && strcmp(values[ADULT], "1") == 0,
        .title = values[TITLE],
        .original = values[ORIGINAL],
        .country = values[COUNTRY],
        .aliases = values[ALIASES],
        .ids = values[IDS],
        .trakt = values[TRAKT],
        .slug = values[SLUG],
        .tmdb = values[TMDB],
        .tvdb = values[TVDB],
        .year = (int)number(values[YEAR], FIRST_YEAR, LAST_YEAR),
        .runtime = (int)number(values[RUNTIME], 1, MOST_MINUTES),
        .votes = number(without_fraction(values[VOTES]), 0, MOST_VOTES),
    };
    if (d->kind == DATASET_LIST ? values[ID] && !row->id : !row->id)
        return false;
    return d->kind == DATASET_RATINGS ? row->votes >= 0 : row->title != NULL;
}

/* Returns the row as UTF-8, after repairing it if necessary. Returns NULL if it contains a NUL. */
static char *repair(struct dataset *d, char *line, size_t length)
{
    if (memchr(line, '\0', length))
        return NULL;
    if (text_is_utf8(line, length))
        return line;
    d->counts.repaired++;
    buf_clear(&d->repaired);
    text_repair(&d->repaired, line, length);
    return d->repaired.at;
}

static bool read_row(struct dataset *d, char *line, size_t length, struct dataset_row *row)
{
    char *fields[MOST_COLUMNS];
    char *values[COLUMNS] = {NULL};

    line = repair(d, line, length);
    if (!line)
        return false;
    /* A row of a list may have too few fields, because some editors remove tabs at the end of a
     * line. */
    size_t count = split(line, fields, MOST_COLUMNS);
    if (count > d->column_count || (count < d->column_count && d->kind != DATASET_LIST))
        return false;
    for (size_t i = 0; i < count; i++) {
        char *value = d->kind == DATASET_LIST ? text_trim(fields[i]) : fields[i];

        values[d->columns[i]] = is_null(value) ? NULL : value;
    }
    return fill_row(d, values, row);
}

enum dataset_got dataset_next(struct dataset *d, struct dataset_row *row, struct why *why)
{
    for (;;) {
        char *line;
        size_t length;
        enum gzip_got got = gzip_line(d->gzip, &line, &length, why);

        if (got == GZIP_FAILED)
            return DATASET_FAILED;
        if (got == GZIP_END)
            return DATASET_END;
        if (!length && got == GZIP_LINE)
            continue;
        d->counts.read++;
        if (got == GZIP_LINE && d->is_selected && d->id_first) {
            int64_t id = id_at(line);

            if (id && !d->is_selected(d->context, id))
                continue;
        }
        if (got == GZIP_LINE && read_row(d, line, length, row)) {
            if (!d->is_selected || d->is_selected(d->context, row->id))
                return DATASET_ROW;
            continue;
        }
        d->counts.bad++;
        return DATASET_BAD_ROW;
    }
}

void dataset_choose(struct dataset *d, bool (*is_selected)(const void *context, int64_t id),
                    const void *context)
{
    d->is_selected = is_selected;
    d->context = context;
}

enum dataset_kind dataset_kind(const struct dataset *d)
{
    return d->kind;
}

const char *dataset_path(const struct dataset *d)
{
    return d->path;
}

struct dataset_counts *dataset_counts(struct dataset *d)
{
    return &d->counts;
}

int64_t dataset_size(const struct dataset *d)
{
    int64_t modified;

    return gzip_size(d->gzip, &modified);
}

int64_t dataset_modified(const struct dataset *d)
{
    int64_t modified;

    gzip_size(d->gzip, &modified);
    return modified;
}

int64_t dataset_offset(const struct dataset *d)
{
    return gzip_offset(d->gzip);
}
