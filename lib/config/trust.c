/* Somebody else's file in a directory that we stand in is not ours to obey, as for git and direnv.
 * The group may write to a file, because many systems give each user a group of their own and new
 * files the mode 0664. The file can still be exchanged between this look and the reading; who can
 * do that owns the directory, and wins no more than a project may say: directories of the user's
 * own settings that belong to others are not looked at (file_xdg). */
#include "config/trust.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

/* Returns whether the links at path and at each directory of it are ours. */
static bool are_links_ours(const char *path)
{
    char *place = cvi_strdup(path);
    struct stat about;
    bool ours = true;

    for (char *end = place + strlen(place); ours && end && end > place; end = strrchr(place, '/')) {
        *end = '\0';
        ours = lstat(place, &about) != 0 || !S_ISLNK(about.st_mode) || file_is_ours(place);
    }
    free(place);
    return ours;
}

char *trust_objection(const char *path)
{
    struct stat file, link;

    if (lstat(path, &link) != 0 || stat(path, &file) != 0 || S_ISDIR(file.st_mode))
        return NULL;
    if (!S_ISREG(file.st_mode))
        return cvi_strdup("it is not a regular file");
    if (!file_owner_is_ours(&file))
        return cvi_format("it belongs to user %lu", (unsigned long)file.st_uid);
    if (!file_owner_is_ours(&link))
        return cvi_format("the link belongs to user %lu", (unsigned long)link.st_uid);
    if (!are_links_ours(path))
        return cvi_strdup("a link on the way to it belongs to another user");
    if (file.st_mode & S_IWOTH)
        return cvi_strdup("every user may write to it");
    return NULL;
}
