/* Detects disks that are not mounted. Their mount points may still exist, empty or not, or may be
 * removed. */
#include "plan/prune_mount.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "plan/prune_key.h"
#include "scan/place.h"

/* Returns whether disks are mounted below the directory. Also returns true if the directory exists
 * but cannot be read, because it may have disks below it. */
static bool find_mounts(const char *directory)
{
    int has_mounts = scan_place_has_mounts(directory);

    return has_mounts > 0 || (has_mounts < 0 && errno != ENOENT && errno != ENOTDIR);
}

static bool has_mounts(struct prune_mounts *mounts, const char *directory)
{
    uint64_t key = prune_key(directory, strlen(directory));

    if (titles_add(&mounts->seen, key) && find_mounts(directory))
        titles_add(&mounts->with, key);
    return titles_has(&mounts->with, key);
}

/* Removes the last component of `path`. Returns false if `path` is the root, which has
 * `root_length` bytes. */
static bool go_up(char *path, size_t root_length)
{
    char *slash = strrchr(path, '/');

    if (!slash || (size_t)(slash - path) < root_length)
        return false;
    *slash = '\0';
    return true;
}

bool prune_mounts_may_miss(struct prune_mounts *mounts, const struct prune_scan *scan,
                           const char *path, const char *root)
{
    size_t root_length = strcmp(root, "/") == 0 ? 0 : strlen(root);
    char *directory = cvi_strdup(path), *below = cvi_strdup("");
    bool may_miss = false;

    while (!may_miss && go_up(directory, root_length)) {
        if (*below && (prune_scan_has_below(scan, below) || scan_place_is_mount(below)))
            break;
        may_miss = *below && has_mounts(mounts, *directory ? directory : "/");
        free(below);
        below = cvi_strdup(directory);
    }
    free(directory);
    free(below);
    return may_miss;
}

void prune_mounts_release(struct prune_mounts *mounts)
{
    titles_release(&mounts->seen);
    titles_release(&mounts->with);
}
