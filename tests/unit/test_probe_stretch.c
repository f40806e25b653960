/* Stretches without picture or sound, as ffmpeg's filters log them. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "probe/stretch.h"

enum { MOST_LINES = 6 };

#define BLACK(from, to) "[blackdetect @ 0x1] [info] black_start:" from " black_end:" to
#define FREEZE(what, s) "[freezedetect @ 0x1] [info] lavfi.freezedetect.freeze_" what ": " s
#define SILENCE(what, s) "[silencedetect @ 0x1] [info] silence_" what ": " s
#define SOUND(s)                                                                                   \
    "[Parsed_ashowinfo_2 @ 0x1] [info] n:1 pts:1 pts_time:" s                                      \
    " fmt:fltp channels:1 chlayout:mono rate:1000 nb_samples:2000 checksum:0"

static const struct {
    const char *what;
    const char *lines[MOST_LINES];
    double picture_s;
    const char *found; /* kind, from, to */
} films[] = {
    {"a black stretch", {BLACK("100", "112.5")}, 600, "black 100-112.5;"},
    {"beginning and end are usual", {BLACK("0", "60"), BLACK("540", "600")}, 600, ""},
    {"but not when they are long",
     {BLACK("0", "61"), BLACK("539", "600")},
     600,
     "black 0-61;black 539-600;"},
    {"a frozen one",
     {FREEZE("start", "200"), FREEZE("duration", "30"), FREEZE("end", "230")},
     600,
     "frozen 200-230;"},
    {"frozen until the end", {FREEZE("start", "200")}, 600, "frozen 200-600;"},
    {"black is frozen, too",
     {FREEZE("start", "99"), FREEZE("end", "114"), BLACK("100", "112")},
     600,
     "black 100-112;"},
    {"a short black in a long frozen one",
     {FREEZE("start", "99"), FREEZE("end", "199"), BLACK("100", "112")},
     600,
     "frozen 99-199;black 100-112;"},
    {"an end without a beginning", {FREEZE("end", "230"), SILENCE("end", "90")}, 600, ""},
    {"a silent one",
     {SILENCE("start", "99"), SILENCE("end", "199 | silence_duration: 100"), SOUND("598")},
     600,
     "silent 99-199;"},
    {"all is silent", {SILENCE("start", "-0.02"), SOUND("598")}, 600, "silent 0-600;"},
    {"no sound at all", {NULL}, 600, ""},
    {"the sound ends early", {SOUND("498")}, 600, "no-sound 500-600;"},
    {"the sound ends a little early", {SOUND("569")}, 600, ""},
    {"the picture ends early", {SOUND("898")}, 600, ""},
    {"in a film without a picture",
     {SILENCE("start", "99"), SILENCE("end", "199"), SOUND("598")},
     -1,
     "silent 99-199;"},
    {"in order",
     {BLACK("300", "312"), BLACK("100", "112"), SILENCE("start", "100"), SILENCE("end", "200"),
      SOUND("598")},
     600,
     "black 100-112;silent 100-200;black 300-312;"},
    {"no times",
     {BLACK("nan", "200"), BLACK("100", "inf"), BLACK("x", "1"), SILENCE("start", ""),
      BLACK("200", "100")},
     600,
     ""},
    {"words of a file",
     {"[info]     title           : [blackdetect @ 0x1] [info] black_start:100 "
      "black_end:200",
      "black_start:100 black_end:200",
      "[blackdetect @ 0x1] black_start:100 "
      "black_end:200"},
     600,
     ""},
    {"complaints of a filter",
     {"[blackdetect @ 0x1] [error] black_start:100 black_end:200"},
     600,
     ""},
};

static void show(const struct probe_stretches *all, char *text, size_t room)
{
    size_t len = 0;

    *text = '\0';
    for (size_t i = 0; i < all->count; i++)
        len += (size_t)snprintf(text + len, room - len, "%s %g-%g;",
                                probe_stretch_words[all->at[i].kind], all->at[i].from_s,
                                all->at[i].to_s);
}

Test(probe_stretch, notes_unusual_stretches)
{
    for (size_t i = 0; i < sizeof films / sizeof *films; i++) {
        struct probe_stretches all = {0};
        char text[512];

        for (size_t k = 0; k < MOST_LINES && films[i].lines[k]; k++)
            probe_stretches_learn(&all, films[i].lines[k], "file:x");
        probe_stretches_end(&all, films[i].picture_s);
        show(&all, text, sizeof text);
        cr_expect_str_eq(text, films[i].found, "%s: '%s', expected '%s'", films[i].what, text,
                         films[i].found);
    }
}

Test(probe_stretch, keeps_the_longest_and_counts_the_rest)
{
    struct probe_stretches all = {0};

    for (int i = 0; i < 100; i++) {
        char line[128];

        snprintf(line, sizeof line, BLACK("%d", "%d"), 100 + i * 200, 110 + i * 200 + i);
        probe_stretches_learn(&all, line, "file:x");
    }
    probe_stretches_end(&all, 30000);
    cr_expect_eq(all.count, PROBE_STRETCHES);
    cr_expect_eq(all.left_out, 100 - PROBE_STRETCHES);
    cr_expect_float_eq(all.at[0].from_s, 100 + (100 - PROBE_STRETCHES) * 200, 0.01);
}
