/* Decodes small files in batches. A batch without messages from ffmpeg clears its files, that is,
 * shows that they are undamaged. A batch with messages is decoded again in smaller parts, because
 * usually only one file is the cause. Files that no batch clears are decoded one by one. */
#include "scan/group.h"

#include <stdlib.h>

#include "base/clock.h"
#include "probe/batch.h"

enum { PARTS = 4 };

/* A member that waits for its samples to be decoded. */
struct waiting {
    struct scan_look *look;
    size_t member;
    bool cleared;
};

struct group {
    const struct scan_way *way;
    struct scan_member *members;
    scan_group_done *done;
    void *self;
};

bool scan_group_takes(const struct scan_way *way, const char *path, uint64_t size)
{
    return way->tool->path && scan_mode_depth(way->mode, false) == SCAN_SAMPLED &&
           probe_batch_takes(path, size);
}

bool scan_is_late(const struct scan_way *way)
{
    return way->deadline_ms && clock_steady_ms() >= way->deadline_ms;
}

uint64_t scan_group_share(uint64_t cost, uint64_t batch_memory)
{
    if (!cost)
        return (batch_memory + SCAN_GROUP_UNKNOWN - 1) / SCAN_GROUP_UNKNOWN;
    return cost < batch_memory ? cost : batch_memory;
}

/* Returns the bytes of memory for decoding a picture track; 0: unknown. If the stored size of the
 * picture is unknown, its displayed size is used. */
static uint64_t track_cost(const struct content_track *track)
{
    bool is_stored = track->coded_width && track->coded_height;

    return probe_batch_cost(is_stored ? track->coded_width : track->width,
                            is_stored ? track->coded_height : track->height, track->bit_depth,
                            track->codec);
}

/* Returns approximately how many bytes the decoder needs for the file; 0: unknown. This is the cost
 * of the most expensive picture track, because only one track is decoded. */
static uint64_t cost_of(const struct scan_result *result)
{
    const struct content *content = &result->content;
    uint64_t cost = 0;

    for (size_t i = 0; i < content->track_count; i++) {
        if (content->tracks[i].stream != 'v')
            continue;
        uint64_t one = track_cost(&content->tracks[i]);
        if (!one)
            return 0;
        cost = one > cost ? one : cost;
    }
    return cost;
}

static enum probe_batch_end decode(const struct group *g, struct waiting *files, size_t count)
{
    struct probe_batch_file batch[PROBE_BATCH_MOST];
    bool cleared[PROBE_BATCH_MOST];
    int64_t start = clock_steady_ms();

    for (size_t i = 0; i < count; i++)
        scan_look_describe(files[i].look, &batch[i]);
    enum probe_batch_end end =
        probe_batch(g->way->tool, batch, count, g->way->stall_s, g->way->interrupt, cleared);
    int64_t share_ms = (clock_steady_ms() - start) / (int64_t)count;
    for (size_t i = 0; i < count; i++) {
        files[i].cleared = cleared[i];
        scan_look_sampled(files[i].look, cleared[i], share_ms);
    }
    return end;
}

/* Decodes the files in batches, and sets `cleared` of each file. A single file needs no batch. */
static void sample(const struct group *g, struct waiting *files, size_t count)
{
    if (count < 2 || scan_is_interrupted(g->way) || decode(g, files, count) != PROBE_BATCH_SPOKE)
        return;

    size_t part = (count + PARTS - 1) / PARTS;
    for (size_t i = 0; i < count; i += part)
        sample(g, files + i, count - i < part ? count - i : part);
}

static void finish(const struct group *g, struct waiting *file)
{
    scan_look_finish_take(file->look);
    g->done(g->self, file->member);
}

/* Finishes all files. Cleared files are first, because the others can take long. */
static void finish_all(const struct group *g, struct waiting *files, size_t count)
{
    sample(g, files, count);
    for (int cleared = 1; cleared >= 0; cleared--) {
        for (size_t i = 0; i < count; i++) {
            if (files[i].cleared == cleared)
                finish(g, &files[i]);
        }
    }
}

/* The files that will share a decoder. */
struct batch {
    struct waiting files[PROBE_BATCH_MOST];
    size_t count;
    uint64_t bytes;  /* bytes of all files */
    uint64_t memory; /* bytes of way->batch_memory in use */
};

static void finish_batch(const struct group *g, struct batch *batch)
{
    finish_all(g, batch->files, batch->count);
    batch->count = 0;
    batch->bytes = batch->memory = 0;
}

static void join(const struct group *g, struct batch *batch, const struct waiting *file)
{
    const struct scan_result *result = g->members[file->member].result;
    uint64_t most = g->way->batch_memory, size = (uint64_t)result->about.st_size;
    uint64_t memory = scan_group_share(cost_of(result), most);

    if (batch->count == PROBE_BATCH_MOST || batch->bytes + size > PROBE_BATCH_BYTES ||
        batch->memory + memory > most)
        finish_batch(g, batch);
    batch->files[batch->count++] = *file;
    batch->bytes += size;
    batch->memory += memory;
}

void scan_group(const struct scan_way *way, struct scan_member *members, size_t count,
                scan_group_done *done, void *self)
{
    const struct group g = {.way = way, .members = members, .done = done, .self = self};
    struct batch batch = {.count = 0};

    for (size_t i = 0; i < count; i++) {
        if (i && scan_is_late(way)) {
            members[i].result->interrupted = true;
            done(self, i);
            continue;
        }
        struct waiting file = {.look = scan_look_new(way, &members[i].request, members[i].result),
                               .member = i};

        if (!scan_look_may_join(file.look) || members[i].result->about.st_size > PROBE_BATCH_FILE)
            finish(&g, &file);
        else
            join(&g, &batch, &file);
    }
    finish_batch(&g, &batch);
}
