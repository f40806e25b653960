/* Builds a catalogue: reads the files into tables, sorts and merges the tables, and installs the
 * result. */
#include "catalog/build.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "catalog/build_parts.h"
#include "record/record.h"
#include "record/stage.h"
#include "terminal/screen.h"

enum { ROWS_A_LOOK = 1 << 13, RECENT = 64 };

struct build {
    const struct catalog_wish *wish;
    struct dataset **sources; /* an array of wish->count elements */
    struct output output;
    struct database *draft;
    struct kept *kept;
    int64_t next_own;          /* the id for the next title without an IMDb id */
    int64_t bytes, bytes_read; /* sizes of all files, and of the files read so far */
    int64_t recent_id;         /* the title whose recent names are in `recent` */
    uint64_t recent[RECENT];   /* hashes of names */
    size_t recent_count;
};

static void release(struct build *b)
{
    for (size_t i = 0; i < b->wish->count; i++)
        dataset_close(b->sources[i]);
    free(b->sources);
    kept_free(b->kept);
    database_close(b->draft);
    output_abandon(&b->output);
}

static bool has_titles(const struct dataset *source)
{
    return dataset_kind(source) == DATASET_BASICS || dataset_kind(source) == DATASET_LIST;
}

static bool interrupted(struct why *why)
{
    return why_set(why, EX_INTERRUPTED, "interrupted: nothing was changed");
}

/* If IMDb's titles are among the files, prints a note for each companion file that is missing. */
static void note_missing(const bool *has)
{
    if (!has[DATASET_BASICS])
        return;
    if (!has[DATASET_RATINGS])
        msg_note("title.ratings.tsv.gz is missing: few file names without a year are matched");
    if (!has[DATASET_AKAS])
        msg_note("title.akas.tsv.gz is missing: titles in other languages are not found");
}

static bool open_sources(struct build *b, struct why *why)
{
    bool has[DATASET_KINDS] = {0};
    bool any = false;

    for (size_t i = 0; i < b->wish->count; i++) {
        b->sources[i] = dataset_open(b->wish->paths[i], stage_interrupt_fd(), why);
        if (!b->sources[i])
            return stage_interrupted() ? interrupted(why) : false;
        any = any || has_titles(b->sources[i]);
        has[dataset_kind(b->sources[i])] = true;
        if (dataset_size(b->sources[i]) > 0)
            b->bytes += dataset_size(b->sources[i]);
    }
    if (!any)
        return why_set(why, EX_USAGE,
                       "no file has titles: title.basics.tsv.gz, or a list of your own, is "
                       "missing");
    note_missing(has);
    return true;
}

static bool is_kept(const void *context, int64_t id)
{
    return kept_has(context, id);
}

/* Updates the progress line, and returns whether the build must stop. SQLite also calls this
 * function while it sorts. */
static bool is_over(void)
{
    if (screen_is_due())
        screen_tick();
    return stage_interrupted();
}

static void show_progress(const struct build *b, const struct dataset *source)
{
    int64_t done = b->bytes_read + dataset_offset(source);

    if (!screen_is_due())
        return;
    char *words = b->bytes > 0
                      ? cvi_format("reading %s, %d %%", text_basename(dataset_path(source)),
                                   (int)(100 * done / b->bytes))
                      : cvi_format("reading %s", text_basename(dataset_path(source)));
    screen_say(words);
    free(words);
}

/* --- Rows --- */

static bool is_chosen(const struct build *b, const struct dataset_row *row)
{
    return row->type != DATASET_OTHER && (row->type != DATASET_SHORT || b->wish->shorts) &&
           (!row->adult || b->wish->adult);
}

static void add_aliases(struct build *b, int64_t id, char *aliases)
{
    for (char *alias; (alias = strsep(&aliases, "|")) != NULL;) {
        alias = text_trim(alias);
        if (*alias)
            stage_alias(b->draft, id, alias);
    }
}

/* Stores the names of a short or adult film that is left out (a rival). A video file with the name
 * and year of the rival must not match another film of that name that is a year off. */
static void note_rival(struct build *b, const struct dataset_row *row)
{
    if ((row->type != DATASET_MOVIE && row->type != DATASET_SHORT) || row->year == DATASET_UNKNOWN)
        return;
    stage_rival(b->draft, row->title, row->year);
    if (row->original && strcmp(row->original, row->title) != 0)
        stage_rival(b->draft, row->original, row->year);
}

static bool take_title(struct build *b, struct dataset_row *row)
{
    if (!is_chosen(b, row)) {
        note_rival(b, row);
        return false;
    }
    char *ids = ids_read(row, &row->id);
    int64_t id = row->id ? row->id : b->next_own++;

    kept_add(b->kept, id);
    stage_title(b->draft,
                &(struct title){.id = id,
                                .type = row->type == DATASET_SHOW ? MEDIA_SHOW : MEDIA_MOVIE,
                                .title = row->title,
                                .original = row->original,
                                .country = row->country,
                                .ids = ids,
                                .year = row->year,
                                .runtime = row->runtime,
                                .votes = row->votes});
    if (row->aliases)
        add_aliases(b, id, row->aliases);
    free(ids);
    return true;
}

static bool take_rating(struct build *b, struct dataset_row *row)
{
    stage_title(b->draft, &(struct title){.id = row->id,
                                          .votes = row->votes,
                                          .year = DATASET_UNKNOWN,
                                          .runtime = DATASET_UNKNOWN});
    return true;
}

/* Returns the FNV-1a hash. If two names have the same hash by chance, an alias is lost. */
static uint64_t hash(const char *text)
{
    uint64_t sum = 14695981039346656037U;

    for (; *text; text++)
        sum = (sum ^ (unsigned char)*text) * 1099511628211U;
    return sum;
}

/* Returns whether an earlier row gave the title the same name. IMDb has a row for each country, and
 * many countries use the same name. Compares only the last RECENT names of the title. Stores a new
 * name in b->recent. */
static bool was_called(struct build *b, const struct dataset_row *row)
{
    uint64_t name = hash(row->title);

    if (b->recent_id != row->id) {
        b->recent_id = row->id;
        b->recent_count = 0;
    }
    size_t known = b->recent_count < RECENT ? b->recent_count : RECENT;
    for (size_t i = 0; i < known; i++) {
        if (b->recent[i] == name)
            return true;
    }
    b->recent[b->recent_count++ % RECENT] = name;
    return false;
}

static bool take_alias(struct build *b, struct dataset_row *row)
{
    if (!was_called(b, row))
        stage_alias(b->draft, row->id, row->title);
    return true;
}

static bool take_row(struct build *b, enum dataset_kind kind, struct dataset_row *row)
{
    static bool (*const takers[])(struct build *, struct dataset_row *) = {
        [DATASET_BASICS] = take_title,
        [DATASET_LIST] = take_title,
        [DATASET_RATINGS] = take_rating,
        [DATASET_AKAS] = take_alias,
    };

    return takers[kind](b, row);
}

static void report_damage(struct dataset *source)
{
    const struct dataset_counts *counts = dataset_counts(source);

    if (counts->bad)
        msg_warn("%s: %lld damaged row%s skipped", dataset_path(source), (long long)counts->bad,
                 counts->bad == 1 ? "" : "s");
    if (counts->repaired)
        msg_warn("%s: %lld row%s not UTF-8 and had to be repaired", dataset_path(source),
                 (long long)counts->repaired, counts->repaired == 1 ? " was" : "s were");
}

/* --- Files --- */

static void note_source(struct build *b, struct dataset *source)
{
    const struct dataset_counts *counts = dataset_counts(source);
    const int write = DRAFT_WRITE_SOURCE;

    database_bind_text(b->draft, write, 1, text_basename(dataset_path(source)));
    database_bind_text(b->draft, write, 2, dataset_kind_words[dataset_kind(source)]);
    if (dataset_size(source) >= 0)
        database_bind_number(b->draft, write, 3, dataset_size(source));
    if (dataset_modified(source) >= 0)
        database_bind_number(b->draft, write, 4, dataset_modified(source));
    database_bind_number(b->draft, write, 5, counts->read);
    database_bind_number(b->draft, write, 6, counts->kept);
    database_run(b->draft, write);
}

static bool read_source(struct build *b, struct dataset *source, struct why *why)
{
    struct dataset_row row;
    enum dataset_kind kind = dataset_kind(source);
    unsigned rows = 0;

    if (kind == DATASET_AKAS || kind == DATASET_RATINGS)
        dataset_choose(source, is_kept, b->kept);
    for (;;) {
        enum dataset_got got = dataset_next(source, &row, why);

        if (got == DATASET_FAILED)
            return stage_interrupted() ? interrupted(why) : false;
        if (got == DATASET_END)
            break;
        if (got == DATASET_ROW && take_row(b, kind, &row))
            dataset_counts(source)->kept++;
        if (++rows % ROWS_A_LOOK)
            continue;
        show_progress(b, source);
        if (is_over())
            return interrupted(why);
        if (!database_why(b->draft, why))
            return false;
    }
    if (dataset_size(source) > 0)
        b->bytes_read += dataset_size(source);
    report_damage(source);
    note_source(b, source);
    return database_why(b->draft, why);
}

static bool read_all(struct build *b, struct why *why)
{
    for (int kind = 0; kind < DATASET_KINDS; kind++) {
        for (size_t i = 0; i < b->wish->count; i++) {
            if (dataset_kind(b->sources[i]) == (enum dataset_kind)kind &&
                !read_source(b, b->sources[i], why))
                return false;
        }
    }
    return true;
}

static void note_fact(struct build *b, const char *key, const char *value)
{
    database_bind_text(b->draft, DRAFT_WRITE_FACT, 1, key);
    database_bind_text(b->draft, DRAFT_WRITE_FACT, 2, value);
    database_run(b->draft, DRAFT_WRITE_FACT);
}

static void note_number(struct build *b, const char *key, int64_t number)
{
    char *value = cvi_format("%lld", (long long)number);

    note_fact(b, key, value);
    free(value);
}

static bool write_all(struct build *b, struct catalog_built *built, struct why *why)
{
    bool merged = merge_all(b->draft, built);

    if (stage_interrupted())
        return interrupted(why);
    if (!merged)
        return database_why(b->draft, why);
    if (!built->movies && !built->shows)
        return why_set(why, EX_DATAERR,
                       "no titles in the files, so %s is not written (films, series and "
                       "miniseries are included; --shorts and --adult include more)",
                       b->wish->output);
    note_number(b, "built", clock_now_s());
    note_fact(b, "version", CVI_VERSION);
    note_number(b, "movies", built->movies);
    note_number(b, "shows", built->shows);
    screen_say("writing the catalogue to disk");
    database_commit(b->draft);
    if (!database_why(b->draft, why))
        return false;
    database_close(b->draft);
    b->draft = NULL;
    return stage_interrupted() ? interrupted(why) : output_commit(&b->output, why);
}

bool catalog_build(const struct catalog_wish *wish, struct catalog_built *built, struct why *why)
{
    struct build b = {.wish = wish, .next_own = CATALOG_FIRST_OWN_ID, .output = {.lock = -1}};

    *built = (struct catalog_built){0};
    b.sources = cvi_alloc((wish->count + 1) * sizeof(struct dataset *));
    b.kept = kept_new();
    bool done = open_sources(&b, why) && output_begin(&b.output, wish->output, why) &&
                (b.draft = stage_open(&b.output, why)) != NULL;
    if (done) {
        database_watch(b.draft, is_over);
        database_begin(b.draft);
        done = read_all(&b, why) && write_all(&b, built, why);
    }
    release(&b);
    return done;
}
