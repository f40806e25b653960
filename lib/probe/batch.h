/* Decodes many small files in one ffmpeg process (a batch), which is far cheaper than one process
 * per file. A batch can only clear files, that is, show that they are undamaged. ffmpeg's messages
 * about a batch do not name a file, so files that are not cleared must be probed separately. */
#ifndef PROBE_BATCH_H
#define PROBE_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe/command.h"
#include "probe/follow.h"

enum {
    PROBE_BATCH_FILE = 4 << 20,   /* maximum bytes of a file; for larger ones, samples are faster */
    PROBE_BATCH_BYTES = 32 << 20, /* maximum bytes of all files in a batch; also limits memory */
    PROBE_BATCH_STALL_S = 30,     /* maximum stall limit of a batch in seconds */
};

/*
 * Returns approximately how many bytes of memory a batch needs for one more file; 0 if `width` or
 * `height` is 0 (unknown). Both are in pixels, as stored in the file. `bit_depth` is the number of
 * bits per sample; 0 (unknown) is treated as 8. `codec` is the codec's name as cvi-parse prints it
 * ("H.265"). If the codec is NULL, "" or not in the table in batch.c, the codec that needs the most
 * memory is assumed. The result is 1 MB, plus the pictures that the decoder keeps, in 4:2:0 format.
 * It is above the memory measured with ffmpeg 5.1.9 and one thread. For 3840 x 2160, 23 MB were
 * measured for H.264, 35 MB for 10-bit HEVC and 124 MB for AV1.
 */
uint64_t probe_batch_cost(uint32_t width, uint32_t height, unsigned bit_depth, const char *codec);

/* Returns whether the file may be in a batch: it must be small, and its name must not contain a
 * line break. */
bool probe_batch_takes(const char *filename, uint64_t size);

enum probe_batch_end {
    PROBE_BATCH_SILENT,      /* no messages: `cleared` has the result of each file */
    PROBE_BATCH_SPOKE,       /* messages, a failure, or a file without a decoded picture: no file
                              * is cleared */
    PROBE_BATCH_STALLED,     /* no progress within the stall limit: no file is cleared */
    PROBE_BATCH_INTERRUPTED, /* interrupted by the user: no file is cleared */
};

struct probe_batch_file {
    const char *filename; /* borrowed */
    bool whole;           /* decode every picture frame, not only key frames */
    double stated_s; /* running time in seconds, as stated in the headers; 0 or less: not stated */
};

/*
 * Decodes `count` files (at most PROBE_BATCH_MOST) from their beginnings, which covers more than
 * samples do. Decodes all sound, and either all picture frames (`whole`) or up to
 * PROBE_BATCH_FRAMES key frames. Sets cleared[i] for each file. Files are cleared only if the
 * decoder exits normally, writes nothing to standard error, and reports a picture of every file.
 * Even then, two kinds of files are not cleared: a file that may have more key frames than were
 * decoded, and a `whole` file whose picture ends long before the stated time. `stall_s` and
 * `interrupt` are as in struct probe_follow, but the stall limit is never above
 * PROBE_BATCH_STALL_S.
 */
enum probe_batch_end probe_batch(const struct probe_tool *tool,
                                 const struct probe_batch_file *files, size_t count,
                                 unsigned stall_s, int interrupt, bool *cleared);

#endif
