/* Runs the passes over one file, the cheapest pass first: the hash, the walk through the structure,
 * decoding samples, decoding the whole file. */
#include "scan/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

enum {
    HASH_PIECE = 1 << 20,
    LARGE_HOLE = 64 << 20, /* bytes; ffmpeg reads a smaller hole quickly */
    WHOLE_FILE = 1 << 20,  /* bytes; decoding a smaller file takes about as long as its samples */
};

bool scan_is_interrupted(const struct scan_way *way)
{
    struct pollfd ready = {.fd = way->interrupt, .events = POLLIN};

    return way->interrupt >= 0 && poll(&ready, 1, 0) > 0;
}

/* Opens a regular file and fills `about`. Returns the descriptor, or -1 with errno. O_NONBLOCK is
 * for a FIFO, which may have replaced the file since it was found. */
static int open_file(const char *path, struct stat *about)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

    int error = EINVAL;

    if (fd < 0)
        return -1;
    if (fstat(fd, about) != 0)
        error = errno;
    else if (S_ISREG(about->st_mode))
        return fd;
    close(fd);
    errno = error;
    return -1;
}

static void show_digest(const uint8_t digest[BLAKE2B_SIZE], char *hash)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < BLAKE2B_SIZE; i++) {
        hash[2 * i] = digits[digest[i] >> 4];
        hash[2 * i + 1] = digits[digest[i] & 15];
    }
    hash[SCAN_HASH_SIZE - 1] = '\0';
}

/* Hashes the whole file. Sets `hash` to "" if the file cannot be read, or if the user has
 * interrupted the scan. */
static void hash_file(const struct scan_way *way, int fd, char *hash)
{
    uint8_t *piece = cvi_malloc(HASH_PIECE), digest[BLAKE2B_SIZE];
    struct blake2b state;
    off_t at = 0;
    ssize_t got;

    *hash = '\0';
    blake2b_start(&state);
    while ((got = pread(fd, piece, HASH_PIECE, at)) > 0 && !scan_is_interrupted(way)) {
        blake2b_add(&state, piece, (size_t)got);
        at += got;
    }
    free(piece);
    if (got != 0)
        return;
    blake2b_finish(&state, digest);
    show_digest(digest, hash);
}

static bool is_same(const struct stat *one, const struct stat *other)
{
    return one->st_dev == other->st_dev && one->st_ino == other->st_ino &&
           one->st_size == other->st_size && one->st_mtim.tv_sec == other->st_mtim.tv_sec &&
           one->st_mtim.tv_nsec == other->st_mtim.tv_nsec;
}

/* Returns whether the file at the path has changed: it was written to, or replaced. */
static bool has_changed(const char *path, const struct stat *before)
{
    struct stat now;

    return stat(path, &now) != 0 || !is_same(before, &now);
}

static void walk_file(int fd, const char *path, struct scan_result *r, struct walk_report *report)
{
    struct walk_source *source = walk_source_file(fd, (uint64_t)r->about.st_size);

    walk(source, path, NULL, report);
    walk_source_free(source);
    r->kind = report->kind;
    r->content = report->content;
    r->duration_s = report->duration_s;
    r->bytes_read = report->bytes_read;
    r->elements = report->elements;
    r->walk_says = finding_worst(&report->findings);
}

/* The state of a scan, with the results of its passes. */
struct scan_look {
    const struct scan_way *way;
    const struct scan_request *request;
    struct scan_result *result;
    bool over;  /* no pass is left: the file cannot be opened, or its hash was sufficient */
    int64_t ms; /* time spent so far */
    struct walk_report walk;
    struct probe_report samples;
    struct probe_report all;
    struct scan_evidence evidence;
};

/* Returns the codec of the main picture track, as the headers state it; NULL: not known. */
static const char *codec_of(const struct scan_look *p)
{
    const struct content_track *track = content_main(&p->result->content, 'v');

    return track ? track->codec : NULL;
}

static unsigned threads_for(const struct scan_look *p, enum probe_depth depth)
{
    unsigned most = depth == PROBE_ALL ? probe_threads_most(codec_of(p)) : 1;

    return p->request->threads < most ? p->request->threads : most;
}

/* Returns whether every byte of the file can be read. */
static bool is_readable(const struct scan_look *p)
{
    struct stat about;
    int fd = open_file(p->request->path, &about);
    uint8_t *piece;
    ssize_t got;

    if (fd < 0)
        return false;
    piece = cvi_malloc(HASH_PIECE);
    for (off_t at = 0; (got = pread(fd, piece, HASH_PIECE, at)) > 0; at += got) {
        if (scan_is_interrupted(p->way))
            break;
    }
    free(piece);
    close(fd);
    return got == 0;
}

/* If the whole file can be read here, turns a finding with the text "Input/output error" into a
 * remark. Some of ffmpeg's demuxers (RoQ) report this error at the end of an undamaged file. */
static void check_unreadable(const struct scan_look *p, struct findings *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct finding *finding = &list->at[i];

        if (finding->code != FINDING_UNREADABLE || !strstr(finding->detail, "Input/output error") ||
            !is_readable(p))
            continue;
        finding->code = FINDING_REMARK;
        finding->weight = FINDING_NOTE;
    }
}

static bool has_finding(const struct findings *list, enum finding_code code)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->at[i].code == code)
            return true;
    }
    return false;
}

/*
 * Returns the offset at which ffmpeg must stop reading; 0: the end of the file. In a preallocated
 * download, most of the file can be a hole at its end. ffmpeg must stop at the start of this hole,
 * because many of its demuxers take minutes to search a hole for the next packet. The walk reports
 * such a hole. If the hole is only padding, the walk does not report it, and ffmpeg reads to the
 * end.
 */
static uint64_t end_of(const struct scan_look *p)
{
    uint64_t size = (uint64_t)p->result->about.st_size, written = p->walk.written;

    if (finding_worst(&p->walk.findings) == FINDING_NOTE ||
        !has_finding(&p->walk.findings, FINDING_HOLE) || written >= size ||
        size - written < LARGE_HOLE || size - written <= size / 2)
        return 0;
    return written ? written : 1;
}

/* Decodes the file. Returns false if the user has interrupted the scan. */
static bool decode(struct scan_look *p, enum probe_depth depth, struct probe_report *report)
{
    struct probe_request request = {
        .filename = p->request->path,
        .size = (uint64_t)p->result->about.st_size,
        .end = end_of(p),
        .duration_s = p->walk.duration_s,
        .is_stated = p->walk.states_duration,
        .is_doubted = finding_worst(&p->walk.findings) > FINDING_NOTE,
        .depth = depth,
        .stall_s = p->way->mode == SCAN_FULL ? 0 : p->way->stall_s,
        .threads = threads_for(p, depth),
        .stretches = p->way->content && depth == PROBE_ALL,
    };
    struct probe_watch watch = {.interrupt = p->way->interrupt,
                                .decoded_ms = depth == PROBE_ALL ? p->request->decoded_ms : NULL};

    if (p->request->duration_ms && p->walk.duration_s > 0)
        atomic_store(p->request->duration_ms, (int64_t)(p->walk.duration_s * 1000));
    probe_run(p->way->tool, &request, &watch, report);
    /* If several threads report errors, decode the file again with one thread, which reports errors
     * in the order of the frames. */
    if (request.threads > 1 && finding_worst(&report->findings) > FINDING_NOTE) {
        request.threads = 1;
        probe_run(p->way->tool, &request, &watch, report);
    }
    check_unreadable(p, &report->findings);
    return report->done || !scan_is_interrupted(p->way);
}

/* Returns whether decoding the file is useful. For encrypted content, and for a segment without its
 * header, a decoder's errors mean nothing. ffmpeg reads a text file as a playlist or a picture. */
static bool is_decodable(const struct scan_look *p)
{
    return p->way->tool->path && p->result->about.st_size > 0 && !p->walk.is_text &&
           !has_finding(&p->walk.findings, FINDING_ENCRYPTED) &&
           !has_finding(&p->walk.findings, FINDING_SEGMENT);
}

/* Returns whether the decoder ended by itself, with or without success. Then it has read everything
 * that it can read. */
static bool has_ended(const struct probe_report *report)
{
    for (size_t i = 0; i < report->findings.count && !report->done; i++) {
        enum finding_code code = report->findings.at[i].code;

        if (code == FINDING_STALLED || code == FINDING_DECODER_FAILED)
            return false;
    }
    return report->done || report->findings.count;
}

/* Sets the content from ffmpeg's log, if the walk does not support this type of file. For other
 * files, the walk has set the content. ffmpeg's log must not change it, because the log is not used
 * for a batch, and a record must not depend on whether the file was in a batch. */
static void learn_content(struct scan_look *p, const struct probe_report *report)
{
    if (p->walk.is_other)
        content_merge(&p->result->content, &report->content);
}

/* Adds the results of the samples. */
static void note_samples(struct scan_look *p)
{
    p->evidence.samples = &p->samples.findings;
    p->result->sampled = true;
    p->result->samples_say = finding_worst(&p->samples.findings);
    if (p->result->samples_say > FINDING_SUSPICIOUS)
        p->result->samples_say = FINDING_SUSPICIOUS;
    if (has_ended(&p->samples) && !p->samples.nothing)
        p->result->depth = SCAN_SAMPLED;
    learn_content(p, &p->samples);
    scan_judge(&p->evidence, &p->result->verdict);
}

/* Adds the results of decoding the whole file. */
static void note_all(struct scan_look *p)
{
    struct scan_result *r = p->result;

    p->evidence.decoded = &p->all.findings;
    p->evidence.decoded_done = has_ended(&p->all) && !p->all.nothing;
    r->tried_all = true;
    r->all_says = finding_worst(&p->all.findings);
    r->decoded_s = p->all.decoded_s;
    r->length_s = p->all.length_s;
    r->damaged_s = p->all.damaged_s;
    memcpy(r->spans, p->all.spans, sizeof r->spans);
    r->span_count = p->all.span_count;
    r->stretches = p->all.stretches;
    learn_content(p, &p->all);
    if (p->evidence.decoded_done)
        r->depth = SCAN_DECODED;
}

static bool decode_all(struct scan_look *p)
{
    if (!decode(p, PROBE_ALL, &p->all))
        return false;
    note_all(p);
    return true;
}

/* Returns whether the whole file is decoded immediately, without a pass for samples. Mode hybrid
 * does this for small files, because decoding the whole file finds all damage. It takes 0.95 times
 * as long as decoding samples for files below 256 KiB, and 1.8 times as long for files up to 1
 * MiB. */
static bool takes_whole(const struct scan_look *p)
{
    return p->way->mode == SCAN_HYBRID && p->result->about.st_size <= WHOLE_FILE;
}

static bool wants_samples(const struct scan_look *p)
{
    return is_decodable(p) && scan_mode_depth(p->way->mode, false) == SCAN_SAMPLED;
}

/* Returns the depth of the pass for samples. For small files, this pass decodes all key frames and
 * all sound. */
static enum probe_depth sample_depth(const struct scan_look *p)
{
    return p->result->about.st_size <= PROBE_BATCH_FILE ? PROBE_KEYS : PROBE_SAMPLES;
}

/* Returns whether decoding the whole file can find more than the samples. */
static bool is_doubted(const struct scan_look *p)
{
    return scan_is_doubted(&p->result->verdict) ||
           (p->samples.unsure && p->result->verdict.status == SCAN_HEALTHY);
}

/* Runs all passes that the mode requires after the walk. Returns false if the user has interrupted
 * the scan. */
static bool look(struct scan_look *p)
{
    struct scan_result *r = p->result;

    if (!is_decodable(p) || r->tried_all)
        return !scan_is_interrupted(p->way);
    bool whole = takes_whole(p) && !r->sampled;
    if (wants_samples(p) && !r->sampled && !whole) {
        if (scan_is_interrupted(p->way) || !decode(p, sample_depth(p), &p->samples))
            return false;
        note_samples(p);
    }
    if (scan_mode_depth(p->way->mode, whole || is_doubted(p)) != SCAN_DECODED)
        return true;
    return !scan_is_interrupted(p->way) && decode_all(p);
}

/* Hashes the file if required, and compares the hash. Returns true if no other pass is needed. */
static bool check_hash(const struct scan_way *way, const struct scan_request *request, int fd,
                       struct scan_result *r, struct scan_evidence *evidence)
{
    if (!way->hash && !request->expected_hash)
        return false;
    hash_file(way, fd, r->hash);
    if (!*r->hash)
        return false;
    evidence->rotten = request->expected_hash && strcmp(request->expected_hash, r->hash) != 0;
    r->unchanged = request->enough && !evidence->rotten;
    return r->unchanged;
}

static void begin(struct scan_look *p)
{
    struct scan_result *r = p->result;
    int fd = open_file(p->request->path, &r->about);

    p->over = fd < 0;
    if (p->over) {
        r->error = errno;
        return;
    }
    p->over = check_hash(p->way, p->request, fd, r, &p->evidence);
    if (!p->over) {
        walk_file(fd, p->request->path, r, &p->walk);
        p->evidence.walk = &p->walk.findings;
        scan_judge(&p->evidence, &r->verdict);
    }
    close(fd);
}

struct scan_look *scan_look_new(const struct scan_way *way, const struct scan_request *request,
                                struct scan_result *result)
{
    struct scan_look *p = cvi_alloc(sizeof *p);
    int64_t start = clock_steady_ms();

    *p = (struct scan_look){.way = way, .request = request, .result = result};
    begin(p);
    p->ms = clock_steady_ms() - start;
    return p;
}

/* Returns whether the file has several picture tracks. A batch decodes only the first one. */
static bool has_more_pictures(const struct scan_look *p)
{
    const struct content *content = &p->result->content;
    size_t pictures = 0;

    for (size_t i = 0; i < content->track_count; i++)
        pictures += content->tracks[i].stream == 'v' && !content->tracks[i].is_cover;
    return pictures > 1;
}

bool scan_look_may_join(const struct scan_look *p)
{
    return !p->over && wants_samples(p) && !p->result->sampled && !p->walk.is_other &&
           p->result->verdict.status == SCAN_HEALTHY && !(takes_whole(p) && has_more_pictures(p));
}

void scan_look_describe(const struct scan_look *p, struct probe_batch_file *file)
{
    *file = (struct probe_batch_file){
        .filename = p->request->path,
        .whole = takes_whole(p),
        .stated_s = p->walk.states_duration ? p->walk.duration_s : 0,
    };
}

void scan_look_sampled(struct scan_look *p, bool cleared, int64_t ms)
{
    p->ms += ms;
    if (!cleared)
        return;
    if (takes_whole(p)) {
        p->all.done = true;
        p->all.decoded_s = p->walk.duration_s > 0 ? p->walk.duration_s : 0;
        note_all(p);
    } else {
        p->samples.done = true;
        note_samples(p);
    }
}

void scan_look_finish_take(struct scan_look *p)
{
    struct scan_result *r = p->result;
    int64_t start = clock_steady_ms();

    if (!p->over) {
        r->interrupted = !look(p);
        p->evidence.changed = has_changed(p->request->path, &r->about);
        scan_judge(&p->evidence, &r->verdict);
    }
    r->ms = p->ms + clock_steady_ms() - start;
    free(p);
}
