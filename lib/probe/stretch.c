/* Finds black, frozen and silent stretches; docs/scan.md explains the limits. */
#include "probe/stretch.h"

#include <stdlib.h>
#include <string.h>

#include "probe/judge.h"

const char *const probe_stretch_words[] = {"black", "frozen", "silent", "no-sound", NULL};

/* The filters get two pictures per second, which costs little. The muxer gets all frames unchanged,
 * because it checks their timestamps. */
const char probe_stretch_picture[] =
    "showinfo=checksum=0,split[main][copy];"
    "[copy]select='isnan(prev_selected_t)+gte(t-prev_selected_t,0.5)',"
    "blackdetect=d=10:pix_th=0.10:pic_th=0.98,freezedetect=n=-60dB:d=20,nullsink;[main]null";

/* ashowinfo logs once per 65,536 samples. Its last line shows where the sound ends. */
const char probe_stretch_sound[] =
    "asplit[main][copy];[copy]silencedetect=n=-60dB:d=60,asetnsamples=n=65536:p=0,ashowinfo,"
    "anullsink;[main]anull";

const char *const probe_stretch_filters[] = {
    "select", "blackdetect", "freezedetect", "silencedetect", "asetnsamples", "ashowinfo", NULL};

enum {
    ENDS_S = 60, /* stretches within this many seconds of the beginning or the end are ignored */
    NO_SOUND_S = 30, /* a shorter part without sound at the end is ignored */
    MOST_S = 100000000,
};

enum { FROZEN, SILENT }; /* indexes in open_s and is_open */

static double earlier(double one_s, double other_s)
{
    return one_s < other_s ? one_s : other_s;
}

static double later(double one_s, double other_s)
{
    return one_s > other_s ? one_s : other_s;
}

/* --- reading --- */

/* Reads the time after the string `key`. Returns false if there is no valid time. */
static bool read_after(const char *text, const char *key, double *time_s)
{
    const char *at = strstr(text, key);
    char *end;

    if (!at)
        return false;
    at += strlen(key);
    *time_s = strtod(at, &end);
    return end != at && *time_s > -1 && *time_s < MOST_S;
}

static bool is_shorter(const struct probe_stretch *one, const struct probe_stretch *other)
{
    return one->to_s - one->from_s < other->to_s - other->from_s;
}

/* Adds a stretch. If the list is full, only the longest stretches are kept. */
static void add(struct probe_stretches *all, enum probe_stretch_kind kind, double from_s,
                double to_s)
{
    struct probe_stretch stretch = {kind, from_s < 0 ? 0 : from_s, to_s};
    size_t shortest = 0;

    if (stretch.to_s <= stretch.from_s)
        return;
    if (all->count < PROBE_STRETCHES) {
        all->at[all->count++] = stretch;
        return;
    }
    all->left_out += all->left_out < UINT32_MAX;
    for (size_t i = 1; i < all->count; i++)
        shortest = is_shorter(&all->at[i], &all->at[shortest]) ? i : shortest;
    if (is_shorter(&all->at[shortest], &stretch))
        all->at[shortest] = stretch;
}

static void learn_black(struct probe_stretches *all, const char *text)
{
    double from_s, to_s;

    if (read_after(text, "black_start:", &from_s) && read_after(text, "black_end:", &to_s))
        add(all, PROBE_BLACK, from_s, to_s);
}

/* Begins or ends a stretch. The filter reports start and end in two lines. `place` is FROZEN or
 * SILENT; `start` and `end` are the strings before the times. */
static void learn_open(struct probe_stretches *all, int place, const char *text, const char *start,
                       const char *end)
{
    double time_s;

    if (read_after(text, start, &time_s)) {
        all->open_s[place] = time_s;
        all->is_open[place] = true;
    } else if (all->is_open[place] && read_after(text, end, &time_s)) {
        add(all, place == FROZEN ? PROBE_FROZEN : PROBE_SILENT, all->open_s[place], time_s);
        all->is_open[place] = false;
    }
}

static void learn_frozen(struct probe_stretches *all, const char *text)
{
    learn_open(all, FROZEN, text, "freeze_start: ", "freeze_end: ");
}

static void learn_silent(struct probe_stretches *all, const char *text)
{
    learn_open(all, SILENT, text, "silence_start: ", "silence_end: ");
}

static void learn_sound(struct probe_stretches *all, const char *text)
{
    double time_s, rate, samples;

    if (read_after(text, "pts_time:", &time_s) && read_after(text, " rate:", &rate) &&
        read_after(text, "nb_samples:", &samples) && rate > 0)
        all->sound_s = later(all->sound_s, time_s + samples / rate);
}

/* The function that reads the lines of each filter. */
static const struct {
    const char *speaker;
    void (*learn)(struct probe_stretches *all, const char *text);
} speakers[] = {
    {"[blackdetect", learn_black},      {"[Parsed_blackdetect", learn_black},
    {"[freezedetect", learn_frozen},    {"[Parsed_freezedetect", learn_frozen},
    {"[silencedetect", learn_silent},   {"[Parsed_silencedetect", learn_silent},
    {"[Parsed_ashowinfo", learn_sound},
};

void probe_stretches_learn(struct probe_stretches *all, const char *line, const char *subject)
{
    struct probe_line read;

    for (size_t i = 0; i < sizeof speakers / sizeof *speakers; i++) {
        if (strncmp(line, speakers[i].speaker, strlen(speakers[i].speaker)) != 0)
            continue;
        if (probe_line_read(line, subject, &read) && read.level == PROBE_INFO)
            speakers[i].learn(all, read.text);
        return;
    }
}

/* --- the end --- */

/* Returns whether the stretch is near the beginning or the end of the film, where logos and credits
 * are often black, still or silent. */
static bool is_usual(const struct probe_stretch *stretch, double end_s)
{
    return stretch->kind != PROBE_NO_SOUND &&
           (stretch->to_s <= ENDS_S || stretch->from_s >= end_s - ENDS_S);
}

/* Returns whether the stretch is frozen, and black for at least half of its time. */
static bool is_black(const struct probe_stretches *all, const struct probe_stretch *stretch)
{
    for (size_t i = 0; stretch->kind == PROBE_FROZEN && i < all->count; i++) {
        const struct probe_stretch *other = &all->at[i];
        double common_s =
            earlier(stretch->to_s, other->to_s) - later(stretch->from_s, other->from_s);

        if (other->kind == PROBE_BLACK && common_s >= (stretch->to_s - stretch->from_s) / 2)
            return true;
    }
    return false;
}

static int by_time(const void *one, const void *other)
{
    const struct probe_stretch *a = one, *b = other;

    if (a->from_s < b->from_s || a->from_s > b->from_s)
        return a->from_s < b->from_s ? -1 : 1;
    return (int)a->kind - (int)b->kind;
}

void probe_stretches_end(struct probe_stretches *all, double picture_s)
{
    double end_s = later(picture_s, all->sound_s);
    size_t kept = 0;

    if (all->is_open[FROZEN])
        add(all, PROBE_FROZEN, all->open_s[FROZEN], picture_s);
    if (all->is_open[SILENT])
        add(all, PROBE_SILENT, all->open_s[SILENT], all->sound_s);
    if (all->sound_s > 0 && picture_s - all->sound_s >= NO_SOUND_S)
        add(all, PROBE_NO_SOUND, all->sound_s, picture_s);
    /* Judge all stretches before removing any, because frozen stretches are compared with black
     * ones. */
    bool is_kept[PROBE_STRETCHES] = {false};
    for (size_t i = 0; i < all->count; i++)
        is_kept[i] = !is_usual(&all->at[i], end_s) && !is_black(all, &all->at[i]);
    for (size_t i = 0; i < all->count; i++) {
        if (is_kept[i])
            all->at[kept++] = all->at[i];
    }
    all->count = kept;
    qsort(all->at, all->count, sizeof *all->at, by_time);
}
