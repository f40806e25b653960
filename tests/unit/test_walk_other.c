/* Headers of files without a walk. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>

#include "film.h"
#include "record/content.h"
#include "walk/walk.h"

#define SIZE "\"width\":320,\"height\":180,\"resolution\":\"240p\","

/* Of files without a walk, only IVF's header is read: size, rate, codec, length. */
Test(walk_other, reads_the_header_of_ivf)
{
    static const struct {
        const char *codec;
        unsigned width, height;
        uint32_t rate, scale, count;
        const char *states;
    } rows[] = {
        {"VP90", 320, 180, 25, 1, 50,
         "{\"duration\":2.0," SIZE "\"frame_rate\":25.0,\"video_codec\":\"VP9\"}"},
        {"AV01", 320, 180, 30000, 1001, 0,
         "{" SIZE "\"frame_rate\":29.97,\"video_codec\":\"AV1\"}"},
        /* Times in milliseconds do not give the rate, and the count may be of pictures. */
        {"VP90", 320, 180, 1000, 1, 50, "{" SIZE "\"video_codec\":\"VP9\"}"},
        {"VP90", 320, 180, 25, 0, 50, "{" SIZE "\"video_codec\":\"VP9\"}"},
        {"VP90", 320, 180, 0, 1, 50, "{" SIZE "\"video_codec\":\"VP9\"}"},
        {"VP90", 0, 0, 25, 1, UINT32_MAX, "{\"frame_rate\":25.0,\"video_codec\":\"VP9\"}"},
        {"VP90", 65535, 65535, 1, 1, UINT32_MAX - 1,
         "{\"width\":65535,\"height\":65535,\"frame_rate\":1.0,\"video_codec\":\"VP9\"}"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes film = {0};
        bytes_add(&film, "DKIF\0\0\x20\0", 8);
        bytes_add(&film, rows[i].codec, 4);
        film_little(&film, rows[i].width, 2);
        film_little(&film, rows[i].height, 2);
        film_little(&film, rows[i].rate, 4);
        film_little(&film, rows[i].scale, 4);
        film_little(&film, rows[i].count, 8);
        struct walk_report report = film_walk(&film, "film.ivf");
        json_t *media = content_json(&report.content);
        char *text = media ? json_dumps(media, JSON_COMPACT | JSON_REAL_PRECISION(6)) : NULL;
        cr_expect_str_eq(text ? text : "", rows[i].states, "row %zu: %s", i, text ? text : "");
        free(text);
        json_decref(media);
        film.len = 31;
        report = film_walk(&film, "film.ivf");
        cr_expect_eq(report.content.track_count, 0, "half a header");
        bytes_release(&film);
    }
}
