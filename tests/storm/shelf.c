/* The files of a storm with removals. */
#include "shelf.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/msg.h"
#include "tmpdir.h"

enum { CHANGES = 9 };

/* Writes a file with the time of the storm: a healthy file has the clip, a corrupt one is empty. */
static void write_file(const struct shelf *shelf, struct shelf_file *file, enum shelf_health health,
                       int64_t now_ms)
{
    const struct timespec time = {.tv_sec = now_ms / 1000};
    size_t size = health == SHELF_HEALTHY ? shelf->clip.len : 0;

    if (health == SHELF_GONE) {
        char *parent = copy_text(file->path, (size_t)(strrchr(file->path, '/') - file->path));
        unlink(file->path);
        if (strcmp(parent, shelf->roots[file->root]) != 0)
            (void)rmdir(parent); /* other files may be there */
        free(parent);
    } else if (!tmpdir_write("/", file->path, shelf->clip.at, size, 0644) ||
               utimensat(AT_FDCWD, file->path, (const struct timespec[]){time, time}, 0) < 0) {
        msg_die(EX_IOERR, "%s: cannot be written", file->path);
    }
    file->now = health;
}

static char *draw_path(const struct shelf *shelf, const struct shelf_file *file, struct dice *dice)
{
    struct bytes path = {0};

    bytes_printf(&path, "%s/", shelf->roots[file->root]);
    if (file->title < 0) {
        bytes_printf(&path, "Quazor Vikplo %zu (1931).mp4", shelf->count);
        return path.at;
    }
    const struct title *title = &shelf->library->titles[file->title];
    if (dice_percent(dice, 40))
        bytes_printf(&path, "%s (%d)/", title->name, title->year);
    bytes_printf(&path, "%s (%d)", title->name, title->year);
    if (file->season) {
        bytes_printf(&path, " - S%02uE%02u", file->season, file->episode);
        if (file->second)
            bytes_printf(&path, "E%02u", file->second);
    }
    if (dice_percent(dice, 30))
        bytes_puts(&path, " [720p]");
    bytes_puts(&path, ".mp4");
    return path.at;
}

static struct shelf_file *find_path(const struct shelf *shelf, const char *path)
{
    for (size_t i = 0; i < shelf->count; i++)
        if (strcmp(shelf->files[i].path, path) == 0)
            return &shelf->files[i];
    return NULL;
}

/* Adds a healthy file; an existing file with that path becomes healthy again. */
static void add_file(struct shelf *shelf, struct shelf_file like, struct dice *dice, int64_t now_ms)
{
    like.path = draw_path(shelf, &like, dice);
    struct shelf_file *file = find_path(shelf, like.path);

    if (file) {
        free(like.path);
    } else {
        shelf->files = resize(shelf->files, shelf->count + 1, sizeof *shelf->files);
        file = &shelf->files[shelf->count++];
        *file = like;
    }
    write_file(shelf, file, SHELF_HEALTHY, now_ms);
}

/* Adds a file of a title without a known file, or another file of a title. */
static void add_some(struct shelf *shelf, struct dice *dice, int64_t now_ms)
{
    const struct library *library = shelf->library;
    struct shelf_file like = {.root = dice_below(dice, shelf->root_count)};

    do
        like.title = (long)dice_below(dice, (unsigned)library->title_count);
    while (!library->titles[like.title].clear);
    if (library->titles[like.title].is_show) {
        like.season = 1 + dice_below(dice, 2);
        like.episode = 1 + dice_below(dice, 8);
        like.second = dice_percent(dice, 20) ? like.episode + 1 : 0;
    }
    add_file(shelf, like, dice, now_ms);
}

void shelf_make(struct shelf *shelf, const struct library *library, const char *below,
                const char *clip, struct dice *dice, unsigned size, int64_t now_ms)
{
    *shelf = (struct shelf){.library = library, .root_count = 1 + dice_below(dice, SHELF_ROOTS)};
    if (!bytes_read_file(&shelf->clip, clip))
        msg_die(EX_NOINPUT, "%s: cannot be read", clip);
    for (unsigned i = 0; i < shelf->root_count; i++) {
        struct shelf_file stays = {.root = i, .title = -1, .stays = true};
        shelf->roots[i] = format_text("%s/disk%u", below, i);
        add_file(shelf, stays, dice, now_ms);
    }
    while (size--)
        add_some(shelf, dice, now_ms);
}

void shelf_release(struct shelf *shelf)
{
    for (size_t i = 0; i < shelf->count; i++)
        free(shelf->files[i].path);
    for (unsigned i = 0; i < shelf->root_count; i++)
        free(shelf->roots[i]);
    free(shelf->files);
    bytes_release(&shelf->clip);
}

/* Adds another file of the same title, and may delete this one: a rename. */
static void move_file(struct shelf *shelf, size_t place, struct dice *dice, int64_t now_ms)
{
    struct shelf_file like = shelf->files[place];

    if (dice_percent(dice, 60))
        write_file(shelf, &shelf->files[place], SHELF_GONE, now_ms);
    like.root = dice_below(dice, shelf->root_count);
    like.scanned = SHELF_GONE;
    add_file(shelf, like, dice, now_ms);
}

void shelf_change(struct shelf *shelf, struct dice *dice, int64_t now_ms)
{
    for (unsigned n = dice_below(dice, CHANGES); n; n--) {
        size_t place = dice_below(dice, (unsigned)shelf->count);
        struct shelf_file *file = &shelf->files[place];
        unsigned what = dice_below(dice, 100);

        if (file->stays)
            continue;
        if (what < 25)
            add_some(shelf, dice, now_ms);
        else if (file->now != SHELF_HEALTHY)
            write_file(shelf, file, what < 60 ? SHELF_HEALTHY : SHELF_GONE, now_ms);
        else if (what < 65)
            write_file(shelf, file, SHELF_GONE, now_ms);
        else if (what < 80)
            write_file(shelf, file, SHELF_CORRUPT, now_ms);
        else
            move_file(shelf, place, dice, now_ms);
    }
}

static void must(int result, const char *path)
{
    if (result < 0)
        msg_die(EX_IOERR, "%s: cannot be moved", path);
}

void shelf_unmount(const struct shelf *shelf, unsigned root, bool keeps_directory)
{
    char *away = format_text("%s.away", shelf->roots[root]);

    must(rename(shelf->roots[root], away), away);
    if (keeps_directory)
        must(mkdir(shelf->roots[root], 0700), shelf->roots[root]);
    free(away);
}

void shelf_mount(const struct shelf *shelf, unsigned root)
{
    char *away = format_text("%s.away", shelf->roots[root]);

    (void)rmdir(shelf->roots[root]);
    must(rename(away, shelf->roots[root]), away);
    free(away);
}

void shelf_scanned(struct shelf *shelf, unsigned roots, int away)
{
    for (size_t i = 0; i < shelf->count; i++) {
        struct shelf_file *file = &shelf->files[i];
        bool seen = file->root < roots && (int)file->root != away;
        file->scanned = seen ? file->now : SHELF_GONE;
    }
}

char *shelf_name(const struct shelf *shelf, const struct shelf_file *file, bool in_collection)
{
    if (file->title < 0)
        return NULL;
    char *name = library_name(&shelf->library->titles[file->title]);
    if (!in_collection || !file->season)
        return name;
    char *episode = format_text("%s:%u:%u", name, file->season, file->episode);
    free(name);
    return episode;
}

/* Returns whether name is the file's film, its show, or one of its episodes. */
static bool is_of(const struct shelf *shelf, const struct shelf_file *file, const char *name)
{
    if (file->title < 0)
        return false;
    char *title = library_name(&shelf->library->titles[file->title]);
    char *first = format_text("%s:%u:%u", title, file->season, file->episode);
    char *second = format_text("%s:%u:%u", title, file->season, file->second);
    bool is = strcmp(name, title) == 0 || strcmp(name, first) == 0 ||
              (file->second && strcmp(name, second) == 0);

    free(title);
    free(first);
    free(second);
    return is;
}

bool shelf_has(const struct shelf *shelf, const char *name, bool scanned)
{
    for (size_t i = 0; i < shelf->count; i++) {
        const struct shelf_file *file = &shelf->files[i];
        if ((scanned ? file->scanned : file->now) == SHELF_HEALTHY && is_of(shelf, file, name))
            return true;
    }
    return false;
}
