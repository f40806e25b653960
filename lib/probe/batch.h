/* Decodes many small files in one ffmpeg process (a batch), which is far cheaper than one process
 * per file. A batch can show that files are undamaged: it clears them. It cannot show which file is
 * damaged, so files that are not cleared must be probed separately (probe/probe.h). */
#ifndef PROBE_BATCH_H
#define PROBE_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe/command.h"
#include "probe/follow.h"

enum {
    PROBE_BATCH_FILE = 4 << 20,   /* maximum bytes of a file */
    PROBE_BATCH_BYTES = 32 << 20, /* maximum bytes of all files in a batch */
    PROBE_BATCH_STALL_S = 30,     /* maximum of stall_s (see probe_batch) */
};

/*
 * Returns approximately how many bytes of memory a batch needs for one more file; 0 if `width` or
 * `height` is 0 (unknown). Both are in pixels, as stored in the file. `bit_depth` is in bits per
 * sample; 0 (unknown) is treated as 8. `codec` is cvi-parse's name of the codec ("H.265"). If it is
 * NULL or not known here, assumes the codec that needs the most memory. */
uint64_t probe_batch_cost(uint32_t width, uint32_t height, unsigned bit_depth, const char *codec);

/* Returns whether the file is allowed in a batch: it is small, and its name has no line break. */
bool probe_batch_takes(const char *filename, uint64_t size);

enum probe_batch_end {
    PROBE_BATCH_SILENT,      /* no messages: `cleared` is valid */
    PROBE_BATCH_SPOKE,       /* messages, a failure, or a file without a decoded picture */
    PROBE_BATCH_STALLED,     /* no progress for stall_s seconds */
    PROBE_BATCH_INTERRUPTED, /* interrupted by the user */
};

struct probe_batch_file {
    const char *filename; /* borrowed */
    bool whole;           /* decode all picture frames, not only key frames */
    double stated_s; /* running time in seconds, as stated in the headers; 0 or less: not stated */
};

/*
 * Decodes `count` files (at most PROBE_BATCH_MOST): all sound, and either all picture frames
 * (`whole`) or up to PROBE_BATCH_FRAMES key frames. `stall_s` and `interrupt` are as in struct
 * probe_follow, but a `stall_s` of 0 means PROBE_BATCH_STALL_S.
 *
 * Sets cleared[i] for each file. If the result is not PROBE_BATCH_SILENT, no file is cleared. If it
 * is PROBE_BATCH_SILENT, these files are not cleared:
 * - a file that may have more key frames than were decoded;
 * - a `whole` file whose picture ends long before `stated_s`. */
enum probe_batch_end probe_batch(const struct probe_tool *tool,
                                 const struct probe_batch_file *files, size_t count,
                                 unsigned stall_s, int interrupt, bool *cleared);

#endif
