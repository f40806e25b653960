/* Decodes many small files in one process, which costs far less than a process for each. Such a
 * process can only clear files: its messages prove nothing against any of them. Files that are not
 * cleared must be probed separately. */
#ifndef PROBE_BATCH_H
#define PROBE_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe/command.h"
#include "probe/follow.h"

enum {
    PROBE_BATCH_FILE = 4 << 20,   /* bytes: sampling by seeking is faster for larger files */
    PROBE_BATCH_BYTES = 32 << 20, /* bytes of all files in a batch; this also bounds memory */
    PROBE_BATCH_STALL_S = 30,     /* a longer stall limit applies only to separate probes */
};

/*
 * Returns the approximate bytes of memory for one more file in a process that decodes several; 0 if
 * width or height is unknown (0). Both are in pixels as stored. bit_depth is that of the picture; 0
 * (unknown) is treated as 8. codec is the name used by cvi-parse ("H.265"); NULL, "" and names not
 * in the table are treated as the codec that needs most. Measured with ffmpeg 5.1.9 and one thread:
 * 1 MB plus the pictures that the decoder holds, in 4:2:0. At 3840 x 2160, H.264 takes 23 MB, HEVC
 * with 10 bits 35 MB, AV1 124 MB.
 */
uint64_t probe_batch_cost(uint32_t width, uint32_t height, unsigned bit_depth, const char *codec);

/* Returns whether a file may be in a batch: it is small, and its name cannot be mistaken for two
 * lines. */
bool probe_batch_takes(const char *filename, uint64_t size);

enum probe_batch_end {
    PROBE_BATCH_SILENT,      /* no messages: cleared is filled in */
    PROBE_BATCH_SPOKE,       /* messages, a failure or a missing file: none is cleared */
    PROBE_BATCH_STALLED,     /* no progress: none is cleared */
    PROBE_BATCH_INTERRUPTED, /* interrupted by the user: none is cleared */
};

struct probe_batch_file {
    const char *filename; /* borrowed */
    bool whole;           /* decode every frame of the picture, not only key frames */
    double stated_s;      /* running time from the headers; 0 or less: not stated */
};

/*
 * Decodes all sound and all key frames, or all frames, of count files (at most PROBE_BATCH_MOST)
 * from the beginning of each, which covers more than samples do. Files are cleared only if the
 * decoder exits normally, writes nothing to standard error, and reports a picture of each file. Two
 * kinds of files are not cleared even then: files with more key frames than were decoded, and files
 * decoded whole whose picture ends long before the stated time. stall_s: as in struct
 * probe_request, at most PROBE_BATCH_STALL_S.
 */
enum probe_batch_end probe_batch(const struct probe_tool *tool,
                                 const struct probe_batch_file *files, size_t count,
                                 unsigned stall_s, int interrupt, bool *cleared);

#endif
