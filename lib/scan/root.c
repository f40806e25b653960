/* Compares the earlier and the current number of files in a directory. */
#include "scan/root.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "scan/cache.h"

enum { FIFTH = 5, MOST_TEXT = 1 << 20 };

bool scan_root_has_shrunk(uint64_t before, uint64_t now)
{
    return now < before && (!now || before - now > before / FIFTH);
}

/* Adds the components of a path, except ".". Keeps "..", because it can follow a symbolic link. */
static void add_parts(struct buf *out, const char *path)
{
    for (path += strspn(path, "/"); *path; path += strspn(path, "/")) {
        size_t len = strcspn(path, "/");

        if (len != 1 || *path != '.')
            buf_printf(out, "/%.*s", (int)len, path);
        path += len;
    }
}

char *scan_root_path(const char *path, const char *cwd)
{
    struct buf out = BUF_INIT(MOST_TEXT);

    if (*path != '/' && cwd)
        add_parts(&out, cwd);
    add_parts(&out, path);
    if (!out.len)
        buf_putc(&out, '/');
    return buf_detach(&out);
}

char *scan_root_rules(const struct scan_find_rules *rules)
{
    struct buf out = BUF_INIT(MOST_TEXT);

    buf_printf(&out, "%s%s%s%s", rules->flat ? "flat " : "", rules->follow ? "follow " : "",
               rules->one_filesystem ? "one-file-system " : "", rules->hidden ? "hidden " : "");
    if (rules->shards)
        buf_printf(&out, "%lu/%lu ", rules->shard, rules->shards);
    for (const char *const *ending = rules->extensions; ending && *ending; ending++)
        buf_printf(&out, ".%s ", *ending);
    if (!globs_are_none(rules->exclude)) {
        char *key = globs_key(rules->exclude);

        buf_printf(&out, "exclude=%s ", key);
        free(key);
    }
    return buf_detach(&out);
}

static bool compare(struct database *cache, struct scan_cache_root *now, bool allowed,
                    struct why *why)
{
    struct scan_cache_root before = *now;
    bool is_missing = !allowed && scan_cache_get_root(cache, &before) && before.files > 0 &&
                      scan_root_has_shrunk((uint64_t)before.files, (uint64_t)now->files);

    if (!is_missing) {
        scan_cache_put_root(cache, now);
        return false;
    }
    const char *device =
        before.device == now->device ? "" : ", and the directory is on another device";
    const char *way_out = "is it mounted? (if they were deleted, scan once with --allow-loss)";
    if (!now->files)
        why_set(why, EX_TEMPFAIL, "empty, but had %" PRId64 " file%s at the last scan%s: %s",
                before.files, before.files == 1 ? "" : "s", device, way_out);
    else
        why_set(why, EX_TEMPFAIL,
                "%" PRId64 " of %" PRId64 " files %s missing since the last scan%s: %s",
                before.files - now->files, before.files,
                before.files - now->files == 1 ? "is" : "are", device, way_out);
    return true;
}

bool scan_root_is_missing_files(struct database *cache, const struct scan_find_rules *rules,
                                const struct scan_root *root, int64_t now_s, bool allowed,
                                struct why *why)
{
    if (!root->whole || !cache)
        return false;

    char *cwd = *root->path == '/' ? NULL : getcwd(NULL, 0);
    char *path = scan_root_path(root->path, cwd);
    char *chosen = scan_root_rules(rules);
    struct scan_cache_root now = {.path = path,
                                  .rules = chosen,
                                  .device = (int64_t)root->about.st_dev,
                                  .files = (int64_t)root->files,
                                  .at = now_s};
    bool is_missing = compare(cache, &now, allowed, why);

    free(chosen);
    free(path);
    free(cwd);
    return is_missing;
}
