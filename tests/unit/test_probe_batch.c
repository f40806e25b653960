/* The cost of a file in a process that decodes several, and the number of threads allowed. */
#include <criterion/criterion.h>

#include <string.h>

#include "probe/batch.h"
#include "probe/command.h"

/* Measured: megabytes taken by each further file, ffmpeg 5.1.9, one thread. 0: not measured. */
static const struct {
    uint32_t width, height;
    unsigned bit_depth;
    const char *codec;
    double cost_mb, measured_mb;
} rows[] = {
    /* clang-format off */
    {3840, 2160, 10, "H.265",  50.8,  34.6},
    {3840, 2160,  8, "H.265",  25.9,  22.5},
    {3840, 2160,  8, "H.264",  25.9,  23.0},
    {3840, 2160,  0, "H.264",  25.9,  23.0},
    {1920, 1080,  8, "H.265",   7.2,   6.3},
    {1920, 1080,  8, "H.264",   7.2,   6.9},
    {1920, 1080,  8, "VP9",    13.4,  10.8},
    {1920, 1080,  8, "AV1",    35.2,  32.3},
    {3840, 2160,  8, "AV1",   137.9, 123.5},
    {1280,  720,  8, "H.264",   3.8,   3.7},
    { 720,  480,  8, "MPEG-4",  2.0,   1.3},
    { 720,  480,  8, "XviD",    2.0,   0},
    { 720,  576,  8, "MPEG-2",  2.2,   0},
    { 640,  480,  8, "VP8",     2.8,   0},
    { 640,  480, 12, "VP8",     4.7,   0},
    { 640,  480,  8, "apcn",    6.1,   0}, /* a codec without a row */
    { 640,  480,  8, "",        6.1,   0},
    { 640,  480,  8, NULL,      6.1,   0},
    {   1,    1,  8, "H.264",   1.0,   0},
    {   0, 1080,  8, "H.264",   0,     0},
    {1920,    0,  8, "H.264",   0,     0},
    {   0,    0,  0, NULL,      0,     0},
    /* Wrong values in headers must not overflow. */
    {UINT32_MAX, UINT32_MAX, UINT32_MAX, "AV1", 141734.9, 0},
    /* clang-format on */
};

Test(probe_batch, costs_little_more_than_measured)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t cost =
            probe_batch_cost(rows[i].width, rows[i].height, rows[i].bit_depth, rows[i].codec);
        double cost_mb = (double)cost / 1e6;

        cr_expect_float_eq(cost_mb, rows[i].cost_mb, 0.06, "row %zu: %f MB", i, cost_mb);
        cr_expect_geq(cost_mb, rows[i].measured_mb, "row %zu", i);
    }
}

Test(probe_threads, are_several_only_if_no_damage_is_missed)
{
    static const struct {
        const char *codec;
        unsigned threads;
    } codecs[] = {
        {"H.264", 1}, {"H.265", 2}, {"VP9", 2}, {"MPEG-2", 2}, {"MPEG-4", 2},
        {"AV1", 1},   {"apcn", 1},  {"", 1},    {NULL, 1},
    };

    for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++)
        cr_expect_eq(probe_threads_most(codecs[i].codec), codecs[i].threads, "row %zu", i);
}

Test(probe_threads, are_those_of_each_decoder)
{
    struct probe_command command;
    int found = 0;

    probe_command_samples(&command, "file:a.mkv", 100);
    probe_command_set_threads(&command, 12);
    for (size_t i = 0; i + 1 < command.count; i++) {
        if (strcmp(command.at[i], "-threads") == 0) {
            cr_expect_str_eq(command.at[i + 1], "12");
            found++;
        }
    }
    cr_expect_eq(found, 6);
    probe_command_release(&command);
}
