/* The only file that knows zlib. Its gz functions take plain and compressed files alike, check the
 * sums, and read files of several members, which "cat a.gz b.gz" makes. */
#include "base/gzip.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
    BLOCK = 1 << 18,  /* bytes inflated at a time */
    STORED = 1 << 16, /* bytes read at a time */
    ROOM = BLOCK + GZIP_MOST_LINE + 1,
};

struct gzip {
    gzFile file;
    char *path;
    char *bytes; /* of ROOM */
    size_t at, end;
    bool skips; /* the line goes on, and is too long */
    bool is_over;
    int64_t size, modified;
};

struct gzip *gzip_open(const char *path, struct why *why)
{
    bool is_standard = strcmp(path, "-") == 0;
    int fd = is_standard ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
                         : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat about;

    if (fd >= 0 && fstat(fd, &about) == 0 && S_ISDIR(about.st_mode)) {
        close(fd);
        fd = -1;
        errno = EISDIR;
    }
    gzFile file = fd < 0 ? NULL : gzdopen(fd, "rb");
    if (!file) {
        why_set(why, EX_NOINPUT, "%s: %s", path, strerror(errno));
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    struct gzip *gzip = cvi_alloc(sizeof *gzip);
    bool is_file = S_ISREG(about.st_mode);
    *gzip = (struct gzip){.file = file,
                          .path = cvi_strdup(is_standard ? "standard input" : path),
                          .bytes = cvi_malloc(ROOM + 1),
                          .size = is_file ? about.st_size : -1,
                          .modified = is_file ? about.st_mtime : -1};
    gzbuffer(file, STORED);
    return gzip;
}

/* Reads more behind what is left of the block. False with why. */
static bool fill(struct gzip *gzip, struct why *why)
{
    int error = Z_OK;

    memmove(gzip->bytes, gzip->bytes + gzip->at, gzip->end - gzip->at);
    gzip->end -= gzip->at;
    gzip->at = 0;
    int got = gzread(gzip->file, gzip->bytes + gzip->end, (unsigned)(ROOM - gzip->end));
    const char *words = gzerror(gzip->file, &error);
    if (error == Z_BUF_ERROR)
        return why_set(why, EX_DATAERR, "%s: cut off: its gzip data ends too early", gzip->path);
    if (error == Z_ERRNO)
        return why_set(why, EX_NOINPUT, "%s: %s", gzip->path, strerror(errno));
    if (got < 0 || error != Z_OK) {
        const char *end = strstr(words, ": "); /* of zlib's name of the file */

        return why_set(why, EX_DATAERR, "%s: damaged gzip data (%s)", gzip->path,
                       end ? end + 2 : words);
    }
    gzip->is_over = got == 0;
    gzip->end += (size_t)got;
    return true;
}

/* Hands on the line of length bytes that stands at the beginning, after which next begins. */
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
    return (int64_t)gzoffset(gzip->file);
}

int64_t gzip_size(const struct gzip *gzip, int64_t *modified)
{
    *modified = gzip->modified;
    return gzip->size;
}

bool gzip_is_packed(const struct gzip *gzip)
{
    return !gzdirect(gzip->file);
}

void gzip_close(struct gzip *gzip)
{
    if (!gzip)
        return;
    gzclose(gzip->file);
    free(gzip->path);
    free(gzip->bytes);
    free(gzip);
}
