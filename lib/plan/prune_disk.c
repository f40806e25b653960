/* Examines the current state of files, because the scan may be old and a disk may be missing. Makes
 * a few calls of stat(2) for each file. */
#include "plan/prune_disk.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "scan/find.h"
#include "scan/place.h"

/* The clocks of a file server and of this machine can differ by up to this time. */
enum { SLACK_S = 2 };

bool prune_disk_has(const char *path)
{
    struct stat about;

    return lstat(path, &about) == 0;
}

bool prune_disk_can_look(const char *path)
{
    return !strstr(path, "\xef\xbf\xbd");
}

bool prune_disk_is_reached(const char *path, const char *root)
{
    size_t at = strcmp(root, "/") == 0 ? 1 : strlen(root) + 1;
    char *directory = cvi_strdup(path);
    bool is_reached = strlen(path) >= at;
    struct stat about;

    for (char *slash; is_reached && (slash = strchr(directory + at, '/')) != NULL;) {
        *slash = '\0';
        is_reached = !scan_find_is_hidden(directory + at) &&
                     (lstat(directory, &about) != 0 || !S_ISLNK(about.st_mode));
        *slash = '/';
        at = (size_t)(slash - directory) + 1;
    }
    free(directory);
    return is_reached;
}

void prune_disk_root(struct prune_root *root)
{
    int is_empty = scan_place_is_empty(root->path);

    root->error = 0;
    root->is_empty = is_empty > 0;
    if (is_empty < 0 || !scan_place_kind(root->path, root->today))
        root->error = errno ? errno : EIO;
}

static bool is_missing(void)
{
    return errno == ENOENT || errno == ENOTDIR;
}

/* Examines the nearest existing directory above a missing file, to find out whether a disk may be
 * missing. Truncates `path`. */
static enum prune_disk look_above(char *path, const char *root)
{
    size_t least = strlen(root);

    for (char *slash; (slash = strrchr(path, '/')) && (size_t)(slash - path) >= least;) {
        *slash = '\0';
        int is_empty = scan_place_is_empty(*path ? path : "/");
        if (is_empty >= 0)
            return is_empty ? PRUNE_DISK_EMPTY : PRUNE_DISK_GONE;
        if (!is_missing())
            return PRUNE_DISK_UNKNOWN;
    }
    return PRUNE_DISK_UNKNOWN;
}

/* Compares the file with its scan. If a copy of the same size and time has replaced the file, for
 * example from a backup, its status change time (st_ctime) is newer than the document. */
static enum prune_disk compare(const struct stat *about, const struct prune_corrupt *corrupt)
{
    bool is_same = corrupt && S_ISREG(about->st_mode) && corrupt->size == about->st_size &&
                   corrupt->scanned_at_s > 0 &&
                   about->st_mtime <= corrupt->scanned_at_s + SLACK_S &&
                   about->st_ctime <= corrupt->written_at_s + SLACK_S;

    return is_same ? PRUNE_DISK_SAME : PRUNE_DISK_CHANGED;
}

enum prune_disk prune_disk_file(const char *path, const char *root,
                                const struct prune_corrupt *corrupt)
{
    struct stat about;

    if (!prune_disk_can_look(path))
        return PRUNE_DISK_UNKNOWN;
    if (lstat(path, &about) == 0) {
        /* The scan followed symbolic links to files. */
        if (S_ISLNK(about.st_mode) && stat(path, &about) != 0)
            return PRUNE_DISK_UNKNOWN;
        return compare(&about, corrupt);
    }
    if (!is_missing())
        return PRUNE_DISK_UNKNOWN;
    char *above = cvi_strdup(path);
    enum prune_disk disk = look_above(above, strcmp(root, "/") == 0 ? "" : root);
    free(above);
    return disk;
}
