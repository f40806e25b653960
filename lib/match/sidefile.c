/* Finds and reads side files. Reading never blocks, and errors are ignored. */
#include "match/sidefile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "match/nfo.h"

enum { MOST_BYTES = 1 << 20, MOST_PATH = 4096 };

struct sidefiles {
    json_t *shared; /* the cache: "movie /v/movie.nfo" → the ids in the file, or null */
    /* Set when the folder of a video is found missing: the topmost folder on its path that does not
     * exist. */
    char *missing;
    /* Set when the folder of a video is found to exist: the parent of this folder. */
    char *present;
};

struct sidefiles *sidefiles_new(void)
{
    struct sidefiles *files = cvi_alloc(sizeof *files);

    files->shared = json_object();
    return files;
}

void sidefiles_free(struct sidefiles *files)
{
    if (!files)
        return;
    json_decref(files->shared);
    free(files->missing);
    free(files->present);
    free(files);
}

/* --- Folders --------------------------------------------------------------------------------- */

/* Returns the length of the path's parent directory, without the last slash; 0 for the root, or if
 * the path has no slash. */
static size_t folder_length(const char *path, size_t length)
{
    while (length && path[length - 1] != '/')
        length--;
    while (length && path[length - 1] == '/')
        length--;
    return length;
}

static bool is_missing(const char *path, size_t length)
{
    char *folder = cvi_strndup(path, length);
    struct stat info;
    bool missing = stat(folder, &info) != 0 && (errno == ENOENT || errno == ENOTDIR);

    free(folder);
    return missing;
}

static void remember_take(char **place, char *folder)
{
    free(*place);
    *place = folder;
}

static bool is_in(const char *path, size_t length, const char *folder)
{
    size_t own = folder ? strlen(folder) : 0;

    return folder && length >= own && memcmp(path, folder, own) == 0 &&
           (length == own || path[own] == '/');
}

/* Returns false if the video's folder is missing, because the record is from another machine or the
 * disk is not mounted. To save time, assumes that all folders in files->present exist. */
static bool has_folder(struct sidefiles *files, const char *video)
{
    size_t length = folder_length(video, strlen(video)), above = folder_length(video, length);

    if (is_in(video, length, files->missing))
        return false;
    if (!length ||
        (files->present && strlen(files->present) == above && is_in(video, above, files->present)))
        return true;
    if (!is_missing(video, length)) {
        remember_take(&files->present, cvi_strndup(video, above));
        return true;
    }
    while (above && is_missing(video, above)) {
        length = above;
        above = folder_length(video, length);
    }
    remember_take(&files->missing, cvi_strndup(video, length));
    return false;
}

/* --- Files ----------------------------------------------------------------------------------- */

/* Reads to the end of the file. Returns false on an error, or if the file is too large. */
static bool read_all(int fd, struct buf *text)
{
    for (;;) {
        char *room = buf_reserve(text, 16384);
        ssize_t got = room ? read(fd, room, 16384) : -1;

        if (got <= 0)
            return got == 0;
        text->len += (size_t)got;
        text->at[text->len] = '\0';
    }
}

/* Returns the ids in one file; NULL: none. The caller frees the result. Opens only regular files,
 * because opening a device can have side effects. O_NONBLOCK is for a FIFO that has replaced the
 * file after the first check. */
static json_t *read_ids(const char *path, enum media_type type)
{
    struct buf text = BUF_INIT(MOST_BYTES + 32768);
    struct stat info;
    json_t *ids = NULL;

    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode))
        return NULL;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size <= MOST_BYTES &&
        read_all(fd, &text))
        ids = nfo_ids(buf_text(&text), text.len, type);
    buf_release(&text);
    close(fd);
    return ids;
}

/* Returns the ids in a file that several videos share; NULL: none. Uses the cache. The caller frees
 * the result. */
static json_t *read_shared(struct sidefiles *files, const char *path, enum media_type type)
{
    char *key = cvi_format("%s %s", record_type_words[type], path);
    json_t *known = json_object_get(files->shared, key);

    if (!known) {
        known = read_ids(path, type);
        known = known ? known : json_null();
        /* Do not check that the key is UTF-8, because a path may have any bytes. */
        json_object_set_nocheck(files->shared, key, known);
    } else {
        json_incref(known);
    }
    free(key);
    if (!json_is_null(known))
        return known;
    json_decref(known);
    return NULL;
}

/* The place of a side file: the video's path with another extension, a file in the video's
 * directory, or a file in the directory above. */
enum place { BESIDE, IN_DIRECTORY, ABOVE };

struct look {
    enum place place;
    const char *name;
};

static const struct look for_movie[] = {
    {BESIDE, ".nfo"},
    {IN_DIRECTORY, "movie.nfo"},
    {BESIDE, NULL},
};

static const struct look for_show[] = {
    {IN_DIRECTORY, "tvshow.nfo"},
    {ABOVE, "../tvshow.nfo"},
    {BESIDE, ".nfo"},
    {BESIDE, NULL},
};

static char *path_of(const struct look *look, const char *video)
{
    const char *base = strrchr(video, '/');
    size_t directory = base ? (size_t)(base + 1 - video) : 0;
    const char *dot = strrchr(video + directory, '.');
    size_t stem = dot && dot > video + directory ? (size_t)(dot - video) : strlen(video);

    return cvi_format("%.*s%s", (int)(look->place == BESIDE ? stem : directory), video, look->name);
}

json_t *sidefiles_ids(struct sidefiles *files, const json_t *record, enum media_type type,
                      enum sidefile_scope scope)
{
    struct buf video = BUF_INIT(MOST_PATH);
    const struct look *look = type == MEDIA_MOVIE ? for_movie : for_show;
    json_t *ids = NULL;

    if (record_add_path(record, &video) && has_folder(files, video.at)) {
        for (; look->name && !ids; look++) {
            if (scope == SIDEFILE_OWN && look->place != BESIDE)
                continue;
            char *path = path_of(look, video.at);

            ids = look->place == BESIDE ? read_ids(path, type) : read_shared(files, path, type);
            free(path);
        }
    }
    buf_release(&video);
    return ids;
}
