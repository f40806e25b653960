/* Complaints cannot be told apart: ffmpeg's lines name no file, several threads write them, and a
 * hostile file may imitate any. So a single byte of them undoes the batch. What was decoded is told
 * on another pipe, by the writer of frames (framecrc), in whose lines nothing of a file's own text
 * stands. */
#include "probe/batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

struct batch {
    size_t count;
    unsigned frames[PROBE_BATCH_MOST]; /* of each file */
    bool odd;                          /* something was said that should not be */
    struct probe_follow follow;
};

/* Pictures that a decoder holds, those that it refers to included, rounded up from what was
 * measured. */
static unsigned pictures_of(const char *codec)
{
    /* clang-format off */
    static const struct {
        const char *codec;
        unsigned pictures;
    } rows[] = {
        {"H.264",  2}, {"H.265",  2}, {"H.263",  2}, {"MPEG-1", 2}, {"MPEG-2", 2},
        {"MPEG-4", 2}, {"XviD",   2}, {"DivX",   2}, {"VP8",    4}, {"VP9",    4},
    };
    /* clang-format on */
    enum { HUNGRIEST = 11 }; /* AV1 */

    for (size_t i = 0; codec && i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(codec, rows[i].codec) == 0)
            return rows[i].pictures;
    }
    return HUNGRIEST;
}

uint64_t probe_batch_cost(uint32_t width, uint32_t height, unsigned bit_depth, const char *codec)
{
    enum { MOST_SIDE = 65536, REST = 1000000 };
    uint64_t wide = width < MOST_SIDE ? width : MOST_SIDE;
    uint64_t high = height < MOST_SIDE ? height : MOST_SIDE;

    if (!width || !height)
        return 0;
    return REST + wide * high * 3 / 2 * (bit_depth > 8 ? 2 : 1) * pictures_of(codec);
}

bool probe_batch_takes(const char *filename, uint64_t size)
{
    return size <= PROBE_BATCH_FILE && !strpbrk(filename, "\r\n");
}

/* "3,          0,          0,        1,      472, 0x57bb19ac": a frame of the file 3. */
static void take_frame(void *self, const char *line)
{
    struct batch *batch = self;
    char *end;
    unsigned long file = strtoul(line, &end, 10);

    if (*line == '#')
        return;
    if (end == line || *end != ',' || file >= batch->count) {
        batch->odd = batch->follow.enough = true;
        return;
    }
    batch->frames[file]++;
    probe_follow_progress(&batch->follow);
}

static void take_complaint(void *self, const char *line)
{
    struct batch *batch = self;

    (void)line;
    batch->odd = batch->follow.enough = true;
}

/* Whether all was shown, and nothing else; then cleared is filled in. */
static bool clear(const struct batch *batch, bool *cleared)
{
    for (size_t i = 0; i < batch->count; i++) {
        if (!batch->frames[i])
            return false;
    }
    for (size_t i = 0; i < batch->count; i++)
        cleared[i] = batch->frames[i] < PROBE_BATCH_FRAMES;
    return true;
}

static int run(struct batch *batch, const struct probe_tool *tool, const char *const *filenames)
{
    struct probe_command command;
    char *subjects[PROBE_BATCH_MOST];

    for (size_t i = 0; i < batch->count; i++)
        subjects[i] = cvi_format("file:%s", filenames[i]);
    probe_command_batch(&command, subjects, batch->count);
    int status = probe_follow(&batch->follow, tool, command.at);
    probe_command_release(&command);
    for (size_t i = 0; i < batch->count; i++)
        free(subjects[i]);
    return status;
}

enum probe_batch_end probe_batch(const struct probe_tool *tool, const char *const *filenames,
                                 size_t count, unsigned stall_s, int interrupt, bool *cleared)
{
    struct batch batch = {
        .count = count < PROBE_BATCH_MOST ? count : PROBE_BATCH_MOST,
        .follow = {.interrupt = interrupt,
                   .stall_s =
                       stall_s && stall_s < PROBE_BATCH_STALL_S ? stall_s : PROBE_BATCH_STALL_S,
                   .take_out = take_frame,
                   .take_error = take_complaint},
    };

    memset(cleared, 0, count * sizeof *cleared);
    batch.follow.self = &batch;
    int status = run(&batch, tool, filenames);
    if (batch.follow.interrupted)
        return PROBE_BATCH_INTERRUPTED;
    if (batch.follow.stalled)
        return PROBE_BATCH_STALLED;
    if (status != 0 || batch.odd || !clear(&batch, cleared))
        return PROBE_BATCH_SPOKE;
    return PROBE_BATCH_SILENT;
}
