/* Writes a new catalogue as a draft, and then replaces the old file with it. The draft always has
 * the same name and is locked. So builds wait for each other, and a draft left by a killed build is
 * reused. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/endian.h"
#include "base/file.h"
#include "catalog/build_parts.h"
#include "catalog/parts.h"

static bool refuse(struct why *why, const char *path, const char *text)
{
    return why_set(why, EX_IOERR, "%s: cannot be written: %s", path, text);
}

/* Returns whether `path` exists but is not a regular file. `follow`: follow a symbolic link. */
static bool is_no_file(const char *path, bool follow)
{
    struct stat about;

    return (follow ? stat(path, &about) : lstat(path, &about)) == 0 && !S_ISREG(about.st_mode);
}

/* Checks that the file at `path` may be replaced: it does not exist, is empty, or is a catalogue of
 * any version (https://sqlite.org/fileformat2.html#the_database_header). If not, returns false with
 * `why` (exit status 73; 74 if the file cannot be read). */
static bool check_old(const char *path, const char *shown, struct why *why)
{
    static const char magic[16] = "SQLite format 3";
    enum { APPLICATION_AT = 68, HEADER = 100 };
    unsigned char header[HEADER];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

    if (fd < 0)
        return errno == ENOENT || refuse(why, shown, strerror(errno));
    ssize_t got = read(fd, header, sizeof header);
    close(fd);
    if (got == 0 || (got == HEADER && memcmp(header, magic, sizeof magic) == 0 &&
                     be32(header + APPLICATION_AT) == CATALOG_APPLICATION))
        return true;
    return why_set(why, EX_CANTCREAT,
                   "%s: not a catalogue, so it is not replaced (remove it, or give another "
                   "--output)",
                   shown);
}

/* Empties the draft, and gives it the mode of the file that it will replace. */
static bool settle_mode(const struct output *output)
{
    struct stat old;
    mode_t mode = stat(output->path, &old) == 0 ? old.st_mode & 0777 : file_output_mode();

    return ftruncate(output->lock, 0) == 0 && fchmod(output->lock, mode) == 0;
}

static bool lock_draft(struct output *output, struct why *why)
{
    bool busy;

    output->lock = file_lock_now(output->draft, &busy, why);
    if (busy) {
        msg_note("%s: waiting for another build to end", output->path);
        output->lock = file_lock(output->draft, why);
    }
    return output->lock >= 0 || file_cannot_write(output->path, why);
}

bool output_begin(struct output *output, const char *path, struct why *why)
{
    *output = (struct output){.lock = -1};
    if (is_no_file(path, true))
        return refuse(why, path, "not a regular file");
    output->path = file_resolve(path);
    if (!output->path)
        return refuse(why, path, errno == EPERM ? FILE_FOREIGN_LINK : strerror(errno));
    output->draft = cvi_format("%s.draft", output->path);
    if (!check_old(output->path, path, why)) {
        output_abandon(output);
        return false;
    }
    if (is_no_file(output->draft, false)) {
        refuse(why, output->draft, "not a regular file (remove it)");
    } else if (lock_draft(output, why)) {
        if (settle_mode(output))
            return true;
        refuse(why, output->draft, strerror(errno));
    }
    output_abandon(output);
    return false;
}

bool output_commit(struct output *output, struct why *why)
{
    if (fsync(output->lock) != 0 || rename(output->draft, output->path) != 0)
        return refuse(why, output->path, strerror(errno));
    file_sync_directory(output->path);
    free(output->draft);
    output->draft = NULL;
    return true;
}

void output_abandon(struct output *output)
{
    if (output->draft && output->lock >= 0)
        unlink(output->draft);
    file_unlock(output->lock);
    free(output->draft);
    free(output->path);
    *output = (struct output){.lock = -1};
}
