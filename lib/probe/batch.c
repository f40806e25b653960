/* Decodes a batch of files in one process. ffmpeg's messages do not name a file, so a single
 * message invalidates the whole batch. ffmpeg's framecrc muxer lists the decoded frames on standard
 * output; its lines contain no text from the files, which can be hostile. */
#include "probe/batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "probe/log.h"

enum { MOST_TRACKS = 100000 };

/* The decoded frames of a file. */
struct shown {
    unsigned frames;    /* number of decoded picture frames */
    double tick_s;      /* duration of a tick in seconds; 0: not stated */
    double first, last; /* the earliest and latest display time of a frame, in ticks */
};

struct batch {
    const struct probe_batch_file *files;
    size_t count;
    size_t tracks; /* the highest track number so far, plus 1, including sound */
    struct shown shown[PROBE_BATCH_MOST];
    bool odd; /* set after an unexpected line */
    struct probe_follow follow;
};

/* Returns the number of pictures that the decoder keeps in memory, measured with ffmpeg 5.1.9 and
 * one thread, and rounded up. */
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

/* Reads a header line. "#media_type 3: audio" announces track 3, and "#tb 3: 1/25" states the
 * duration of its ticks in seconds. Other header lines are ignored. */
static void take_head(struct batch *batch, const char *line)
{
    static const char type[] = "#media_type ", unit[] = "#tb ";
    char *end;

    if (strncmp(line, type, strlen(type)) == 0) {
        unsigned long track = strtoul(line + strlen(type), &end, 10);
        if (*end == ':' && track >= batch->tracks && track < MOST_TRACKS)
            batch->tracks = track + 1;
    } else if (strncmp(line, unit, strlen(unit)) == 0) {
        unsigned long track = strtoul(line + strlen(unit), &end, 10);
        double ticks = *end == ':' ? strtod(end + 1, &end) : 0;
        double units = *end == '/' ? strtod(end + 1, &end) : 0;
        if (track < batch->count && units > 0)
            batch->shown[track].tick_s = ticks / units;
    }
}

/* Reads a line of standard output: a header line, or a line about a frame such as "3, 0, 0, 1, 472,
 * 0x57bb19ac". Its first three fields are track, decoding time and display time. */
static void take_frame(void *self, const char *line)
{
    struct batch *batch = self;
    char *end;
    unsigned long track = strtoul(line, &end, 10);

    if (*line == '#') {
        take_head(batch, line);
        return;
    }
    if (end == line || *end != ',' || (track >= batch->count && track >= batch->tracks)) {
        batch->odd = batch->follow.enough = true;
        return;
    }
    probe_follow_progress(&batch->follow);
    if (track >= batch->count) /* a frame of sound */
        return;
    struct shown *shown = &batch->shown[track];
    const char *comma = strchr(end + 1, ',');
    double at = comma ? strtod(comma + 1, NULL) : 0;
    if (!shown->frames || at < shown->first)
        shown->first = at;
    if (!shown->frames++ || at > shown->last)
        shown->last = at;
}

static void take_complaint(void *self, const char *line)
{
    struct batch *batch = self;

    (void)line;
    batch->odd = batch->follow.enough = true;
}

/* Returns whether enough of the file was decoded. The picture of a `whole` file must reach the
 * stated time, with a tolerance. (Sound cannot be checked, because the batch does not show which
 * file a sound track belongs to.) Of other files, all key frames must have been decoded. */
static bool is_complete(const struct probe_batch_file *file, const struct shown *shown)
{
    double missing_s = file->stated_s - (shown->last - shown->first) * shown->tick_s;

    if (!file->whole)
        return shown->frames < PROBE_BATCH_FRAMES;
    return !(file->stated_s > 0) || missing_s <= PROBE_SHORT_S ||
           missing_s * 100 <= file->stated_s * PROBE_SHORT_PERCENT;
}

/* Sets cleared[i] for each file. If a file has no decoded picture frame, returns false and sets
 * nothing. */
static bool clear(const struct batch *batch, bool *cleared)
{
    for (size_t i = 0; i < batch->count; i++) {
        if (!batch->shown[i].frames)
            return false;
    }
    for (size_t i = 0; i < batch->count; i++)
        cleared[i] = is_complete(&batch->files[i], &batch->shown[i]);
    return true;
}

static int run(struct batch *batch, const struct probe_tool *tool)
{
    struct probe_command command;
    struct probe_part parts[PROBE_BATCH_MOST] = {{0}};

    for (size_t i = 0; i < batch->count; i++)
        parts[i] = (struct probe_part){cvi_format("file:%s", batch->files[i].filename),
                                       batch->files[i].whole};
    probe_command_batch(&command, parts, batch->count);
    int status = probe_follow(&batch->follow, tool, command.at);
    probe_command_release(&command);
    for (size_t i = 0; i < batch->count; i++)
        free(parts[i].subject);
    return status;
}

enum probe_batch_end probe_batch(const struct probe_tool *tool,
                                 const struct probe_batch_file *files, size_t count,
                                 unsigned stall_s, int interrupt, bool *cleared)
{
    struct batch batch = {
        .files = files,
        .count = count < PROBE_BATCH_MOST ? count : PROBE_BATCH_MOST,
        .follow = {.interrupt = interrupt,
                   .stall_s =
                       stall_s && stall_s < PROBE_BATCH_STALL_S ? stall_s : PROBE_BATCH_STALL_S,
                   .take_out = take_frame,
                   .take_error = take_complaint},
    };

    memset(cleared, 0, count * sizeof *cleared);
    batch.follow.self = &batch;
    int status = run(&batch, tool);
    if (batch.follow.interrupted)
        return PROBE_BATCH_INTERRUPTED;
    if (batch.follow.stalled)
        return PROBE_BATCH_STALLED;
    if (status != 0 || batch.odd || !clear(&batch, cleared))
        return PROBE_BATCH_SPOKE;
    return PROBE_BATCH_SILENT;
}
