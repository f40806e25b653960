/* Reads and writes gzip data with zlib. No other file uses zlib. Does not use zlib's gz functions,
 * because they cannot be interrupted while they read a slow pipe. */
#include "base/gzip.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
    BLOCK = 1 << 18,  /* bytes inflated at a time */
    STORED = 1 << 17, /* bytes read at a time */
    ROOM = BLOCK + GZIP_MOST_LINE + 1,
    FIRST_BYTE = 0x1f, /* the first bytes of a gzip member (RFC 1952) */
    SECOND_BYTE = 0x8b,
    ANY_WINDOW = 15, /* zlib's windowBits: the maximum */
    GZIP_ONLY = 16,  /* added to windowBits: only the gzip format */
};

struct gzip {
    int fd, interrupt;
    char *path;
    /* STORED bytes from the file; z.next_in points to the next byte to inflate */
    unsigned char *stored;
    z_stream z;
    bool is_known, is_packed; /* is_packed is valid if is_known is set */
    bool in_member;           /* inside a gzip member, which ends with a checksum */
    bool has_ended;           /* the end of the file was reached */
    /* ROOM + 1 bytes, decompressed; the next line starts at `at`, and the data ends at `end` */
    char *bytes;
    size_t at, end;
    bool skips;   /* inside a line that is too long */
    bool is_over; /* no more data will be added to `bytes` */
    int64_t offset, size, modified;
};

struct gzip *gzip_open(const char *path, struct why *why)
{
    bool is_standard = strcmp(path, "-") == 0;
    int fd = is_standard ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
                         : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat about = {0};

    if (fd >= 0 && fstat(fd, &about) == 0 && S_ISDIR(about.st_mode)) {
        close(fd);
        fd = -1;
        errno = EISDIR;
    }
    if (fd < 0) {
        why_set(why, EX_NOINPUT, "%s: %s", path, strerror(errno));
        return NULL;
    }
    struct gzip *gzip = cvi_alloc(sizeof *gzip);
    bool is_file = S_ISREG(about.st_mode);
    *gzip = (struct gzip){.fd = fd,
                          .interrupt = -1,
                          .path = cvi_strdup(is_standard ? "standard input" : path),
                          .stored = cvi_malloc(STORED),
                          .bytes = cvi_malloc(ROOM + 1),
                          .size = is_file ? about.st_size : -1,
                          .modified = is_file ? about.st_mtime : -1};
    return gzip;
}

void gzip_heed(struct gzip *gzip, int interrupt)
{
    gzip->interrupt = interrupt;
}

/* Waits until a pipe or terminal has input. Returns false with `why` (exit status 130) if
 * `interrupt` is readable. */
static bool await(const struct gzip *gzip, struct why *why)
{
    struct pollfd watched[] = {{.fd = gzip->fd, .events = POLLIN},
                               {.fd = gzip->interrupt, .events = POLLIN}};

    if (gzip->size >= 0 || gzip->interrupt < 0)
        return true;
    while (poll(watched, 2, -1) < 0 && errno == EINTR)
        ;
    return !watched[1].revents || why_set(why, EX_INTERRUPTED, "interrupted");
}

/* Reads up to `most` bytes into `to`. Returns their number, 0 at the end of the file, or -1 with
 * `why`. */
static ssize_t load(struct gzip *gzip, void *to, size_t most, struct why *why)
{
    ssize_t got;

    do {
        if (!await(gzip, why))
            return -1;
        got = read(gzip->fd, to, most);
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        why_set(why, EX_NOINPUT, "%s: %s", gzip->path, strerror(errno));
    else
        gzip->offset += got;
    gzip->has_ended = got == 0;
    return got;
}

static bool load_packed(struct gzip *gzip, struct why *why)
{
    ssize_t got = load(gzip, gzip->stored, STORED, why);

    gzip->z.next_in = gzip->stored;
    gzip->z.avail_in = got > 0 ? (unsigned)got : 0;
    return got >= 0;
}

/* Determines from the first two bytes whether the file is compressed. If it is not, copies the
 * bytes read so far to gzip->bytes. Returns false with `why`. */
static bool look(struct gzip *gzip, struct why *why)
{
    size_t have = 0;

    while (have < 2 && !gzip->has_ended) {
        ssize_t got = load(gzip, gzip->stored + have, STORED - have, why);

        if (got < 0)
            return false;
        have += (size_t)got;
    }
    gzip->is_known = true;
    gzip->is_packed = have >= 2 && gzip->stored[0] == FIRST_BYTE && gzip->stored[1] == SECOND_BYTE;
    gzip->in_member = gzip->is_packed;
    if (!gzip->is_packed) {
        memcpy(gzip->bytes, gzip->stored, have);
        gzip->end = have;
        return true;
    }
    gzip->z.next_in = gzip->stored;
    gzip->z.avail_in = (unsigned)have;
    if (inflateInit2(&gzip->z, ANY_WINDOW + GZIP_ONLY) != Z_OK)
        return why_set(why, EX_OSERR, "%s: cannot start zlib", gzip->path);
    return true;
}

/* Appends inflated data to gzip->bytes. Returns false with `why`. */
static bool inflate_more(struct gzip *gzip, struct why *why)
{
    size_t room = ROOM - gzip->end;

    gzip->z.next_out = (unsigned char *)gzip->bytes + gzip->end;
    gzip->z.avail_out = (unsigned)room;
    while (gzip->z.avail_out == room) {
        if (!gzip->z.avail_in && !gzip->has_ended && !load_packed(gzip, why))
            return false;
        if (!gzip->z.avail_in && gzip->in_member)
            return why_set(why, EX_DATAERR, "%s: truncated: its gzip data ends too early",
                           gzip->path);
        /* Data after the last gzip member is ignored, as by gzip(1). */
        if (!gzip->z.avail_in || (!gzip->in_member && *gzip->z.next_in != FIRST_BYTE)) {
            gzip->is_over = true;
            break;
        }
        gzip->in_member = true;
        int result = inflate(&gzip->z, Z_NO_FLUSH);
        if (result == Z_STREAM_END) {
            gzip->in_member = false;
            inflateReset(&gzip->z);
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
            return why_set(why, EX_DATAERR, "%s: damaged gzip data (%s)", gzip->path,
                           gzip->z.msg ? gzip->z.msg : zError(result));
        }
    }
    gzip->end = ROOM - gzip->z.avail_out;
    return true;
}

/* Removes returned lines from gzip->bytes, and reads more data. Returns false with `why`. */
static bool fill(struct gzip *gzip, struct why *why)
{
    memmove(gzip->bytes, gzip->bytes + gzip->at, gzip->end - gzip->at);
    gzip->end -= gzip->at;
    gzip->at = 0;
    if (!gzip->is_known)
        return look(gzip, why);
    if (gzip->is_packed)
        return inflate_more(gzip, why);
    ssize_t got = load(gzip, gzip->bytes + gzip->end, ROOM - gzip->end, why);
    gzip->end += got > 0 ? (size_t)got : 0;
    gzip->is_over = got == 0;
    return got >= 0;
}

/* Sets *line to the next line, which has *length bytes, and removes a carriage return from its end.
 * `next` is the distance in bytes to the following line. Returns GZIP_LINE or GZIP_LONG_LINE. */
static enum gzip_got take(struct gzip *gzip, char **line, size_t *length, size_t next)
{
    bool was_long = gzip->skips || *length > GZIP_MOST_LINE;

    *line = gzip->bytes + gzip->at;
    if (*length && (*line)[*length - 1] == '\r')
        --*length;
    (*line)[*length] = '\0';
    gzip->at += next;
    gzip->skips = false;
    return was_long ? GZIP_LONG_LINE : GZIP_LINE;
}

enum gzip_got gzip_line(struct gzip *gzip, char **line, size_t *length, struct why *why)
{
    for (;;) {
        size_t left = gzip->end - gzip->at;
        const char *end = left ? memchr(gzip->bytes + gzip->at, '\n', left) : NULL;

        if (end) {
            *length = (size_t)(end - (gzip->bytes + gzip->at));
            return take(gzip, line, length, *length + 1);
        }
        if (gzip->is_over) {
            *length = left;
            return left || gzip->skips ? take(gzip, line, length, left) : GZIP_END;
        }
        if (left > GZIP_MOST_LINE) {
            gzip->skips = true;
            gzip->at = gzip->end;
        }
        if (!fill(gzip, why))
            return GZIP_FAILED;
    }
}

int64_t gzip_offset(const struct gzip *gzip)
{
    return gzip->offset;
}

int64_t gzip_size(const struct gzip *gzip, int64_t *modified)
{
    *modified = gzip->modified;
    return gzip->size;
}

bool gzip_is_packed(const struct gzip *gzip)
{
    return gzip->is_packed;
}

void gzip_close(struct gzip *gzip)
{
    if (!gzip)
        return;
    if (gzip->is_packed)
        inflateEnd(&gzip->z);
    close(gzip->fd);
    free(gzip->path);
    free(gzip->stored);
    free(gzip->bytes);
    free(gzip);
}

/* --- Compressing --- */

enum {
    PACKED = 1 << 14, /* bytes of output at a time */
    LEVEL = 4,        /* level 6 takes twice as long and saves 10% */
    MEMORY = 8,       /* zlib's memLevel: the default */
};

struct gzip_pack {
    z_stream z;
    unsigned char packed[PACKED];
};

struct gzip_pack *gzip_pack_new(void)
{
    struct gzip_pack *pack = cvi_alloc(sizeof *pack);

    if (deflateInit2(&pack->z, LEVEL, Z_DEFLATED, ANY_WINDOW + GZIP_ONLY, MEMORY,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        msg_die(EX_OSERR, "out of memory");
    return pack;
}

static void deflate_all(struct gzip_pack *pack, const void *bytes, size_t len, int flush,
                        struct buf *out)
{
    pack->z.next_in = (z_const Bytef *)bytes;
    pack->z.avail_in = (uInt)len;
    do {
        pack->z.next_out = pack->packed;
        pack->z.avail_out = PACKED;
        deflate(&pack->z, flush); /* cannot fail */
        buf_add(out, pack->packed, PACKED - pack->z.avail_out);
    } while (!pack->z.avail_out);
}

void gzip_pack_add(struct gzip_pack *pack, const void *bytes, size_t len, struct buf *out)
{
    for (const char *at = bytes; len;) {
        size_t part = len < BLOCK ? len : BLOCK;

        deflate_all(pack, at, part, Z_NO_FLUSH, out);
        at += part;
        len -= part;
    }
}

void gzip_pack_end(struct gzip_pack *pack, struct buf *out)
{
    deflate_all(pack, "", 0, Z_FINISH, out);
}

void gzip_pack_free(struct gzip_pack *pack)
{
    if (pack)
        deflateEnd(&pack->z);
    free(pack);
}
