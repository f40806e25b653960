/* Recognizes folders that are places: a user's home, a mounted disk, a share of a server. A place
 * is recognized by its position in the path. */
#include <string.h>

#include "parse/parts.h"

/* Paths from the root to a place, in lower case, with '/' for any separator. A '*' at the end
 * matches any folder. Any other '*' matches only a folder of the kind FOLDER_OTHER, so
 * /media/Movies/X is not a place. */
/* clang-format off */
static const struct {
    const char *path;
    enum place place;
} places[] = {
    {"/home/*",         PLACE_USER},
    {"/var/home/*",     PLACE_USER},
    {"/export/home/*",  PLACE_USER},
    {"/users/*",        PLACE_USER},
    {"c:/users/*",      PLACE_USER},
    {"d:/users/*",      PLACE_USER},
    {"/media/*",        PLACE_MOUNT},
    {"/media/*/*",      PLACE_MOUNT}, /* a user and a disk, as udisks mounts disks */
    {"/run/media",      PLACE_USER},
    {"/run",            PLACE_USER},
    {"/run/media/*",    PLACE_USER},
    {"/run/media/*/*",  PLACE_MOUNT},
    {"/mnt/*",          PLACE_MOUNT},
    {"/volumes/*",      PLACE_MOUNT},
    {"//*",             PLACE_MOUNT}, /* a server and its share */
    {"//*/*",           PLACE_MOUNT},
};
/* clang-format on */

static bool is_separator(char c)
{
    return c == '/' || c == '\\';
}

static size_t folder_length(const char *at)
{
    size_t length = 0;

    while (at[length] && !is_separator(at[length]))
        length++;
    return length;
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Returns whether the first `end` bytes of `text` match `form`, a path of the table. */
static bool matches(const char *form, const char *text, size_t end)
{
    size_t at = 0;

    for (; *form && at < end; form++)
        if (*form == '*') {
            size_t length = folder_length(text + at);
            bool last = at + length == end;

            if (!length || (!last && name_path_folder(text + at, length) != FOLDER_OTHER))
                return false;
            at += length;
        } else if (*form == '/' ? is_separator(text[at]) : small(text[at]) == *form) {
            at++;
        } else {
            return false;
        }
    return !*form && at == end;
}

enum place name_place(const char *text, size_t end)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (matches(places[i].path, text, end))
            return places[i].place;
    return PLACE_NONE;
}
