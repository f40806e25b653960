/* Many small files decoded by one process, which costs far less than one for each. Such a process
 * can only clear files: nothing that it complains of is believed, nor laid to any of them. Who is
 * not cleared is to be asked singly. */
#ifndef PROBE_BATCH_H
#define PROBE_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probe/command.h"
#include "probe/follow.h"

enum {
    PROBE_BATCH_FILE = 4 << 20,   /* bytes: larger ones are faster sampled by seeking in them */
    PROBE_BATCH_BYTES = 32 << 20, /* of all files of a batch; so its memory has a bound, too */
    PROBE_BATCH_STALL_S = 30,     /* more patience is for those who are asked singly */
};

/*
 * Returns about how many bytes of memory one more file takes in a process that decodes several: 0
 * when width or height, in pixels as stored, is 0: not known. bit_depth: of the picture, 0: not
 * known, counted as 8. codec: the word of cvi-parse ("H.265"); NULL, "" and words that are not in
 * the table count as the hungriest codec. Measured with ffmpeg 5.1.9, one thread: 1 MB and so many
 * pictures of 4:2:0; H.264 at 3840 x 2160 takes 23 MB, HEVC with 10 bits 35 MB, AV1 124 MB. */
uint64_t probe_batch_cost(uint32_t width, uint32_t height, unsigned bit_depth, const char *codec);

/* Returns whether a file may be in a batch: a small one, of a name that cannot be taken for two
 * lines. */
bool probe_batch_takes(const char *filename, uint64_t size);

enum probe_batch_end {
    PROBE_BATCH_SILENT,      /* it had nothing to say: cleared is filled in */
    PROBE_BATCH_SPOKE,       /* it complained, failed, or left a file out: none is cleared */
    PROBE_BATCH_STALLED,     /* it got no further: none is */
    PROBE_BATCH_INTERRUPTED, /* by the user: none is */
};

struct probe_batch_file {
    const char *filename; /* borrowed */
    bool whole;           /* decode every frame of its picture, not key frames only */
    double stated_s;      /* running time as its headers state it; 0 or less: they do not */
};

/*
 * Decodes all sound and all key frames, or all frames, of count files (PROBE_BATCH_MOST at most),
 * from the beginning of each, so that more is seen of them than by samples. Only when the decoder
 * ends as it should, without one word on standard error, and has shown a picture of each file, they
 * are cleared; but for those that have so many key frames that it did not come to their end, and
 * those decoded whole whose picture ends long before the time that is stated. stall_s: as in struct
 * probe_request, and PROBE_BATCH_STALL_S at most. */
enum probe_batch_end probe_batch(const struct probe_tool *tool,
                                 const struct probe_batch_file *files, size_t count,
                                 unsigned stall_s, int interrupt, bool *cleared);

#endif
