/* Reads an export that was unpacked into a folder. */
#include "export/parts.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "export/export.h"

enum { LEVELS = 2 }; /* levels of folders below the export's folder, as in "ann_k/lists/" */

struct search {
    struct export_members *members;
    size_t seen; /* files and folders so far */
    struct why *why;
};

static bool look_in(struct search *search, const char *below, int level);

/* Adds a file to the members, or searches a folder. Does not follow symbolic links to folders. */
static bool look_at(struct search *search, const char *name, int level)
{
    char *path = file_join(search->members->path, name);
    struct stat about;
    bool fine = true;

    if (lstat(path, &about) == 0 && S_ISDIR(about.st_mode))
        fine = level >= LEVELS || look_in(search, name, level + 1);
    else
        export_members_add(search->members, name, 0);
    free(path);
    return fine;
}

static bool fail_many(const struct search *search)
{
    return why_set(search->why, EX_DATAERR,
                   "%s: more than %d files (name a folder that contains only the export)",
                   search->members->path, EXPORT_MOST_FILES);
}

/* Searches a folder. `below` is its path relative to the export's folder, or "" for the export's
 * folder. */
static bool look_in(struct search *search, const char *below, int level)
{
    char *path =
        *below ? file_join(search->members->path, below) : cvi_strdup(search->members->path);
    DIR *directory = opendir(path);
    const struct dirent *entry;
    bool fine = true;

    if (!directory)
        why_set(search->why, EX_NOINPUT, "%s: %s", path, strerror(errno));
    free(path);
    if (!directory)
        return false;
    /* cppcheck-suppress readdirCalled */
    while (fine && (entry = readdir(directory))) {
        if (entry->d_name[0] == '.')
            continue;
        char *name = *below ? file_join(below, entry->d_name) : cvi_strdup(entry->d_name);
        fine =
            ++search->seen > EXPORT_MOST_FILES ? fail_many(search) : look_at(search, name, level);
        free(name);
    }
    closedir(directory);
    return fine;
}

bool export_folder_open(struct export_members *members, struct why *why)
{
    struct search search = {.members = members, .why = why};

    return look_in(&search, "", 0);
}

bool export_folder_read(struct export_members *members, size_t member, struct buf *out,
                        struct why *why)
{
    char *path = file_join(members->path, members->names[member]);
    bool read = file_read_regular(path, out, why);

    free(path);
    return read;
}
