/* Uses record locks (fcntl(2)): they work over NFS, and the kernel releases them when the process
 * ends. */
#include "terminal/board.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

enum {
    TRIES = 100, /* maximum number of attempts to lock the head */
    TRY_MS = 1,  /* time between two attempts */
    /* Maximum number of attempts to open the file. An attempt fails if another program removes the
     * file at the same time. */
    REOPENINGS = 8
};

static const char magic[16] = "cvi progress 1\n";

static off_t place_of(int post)
{
    return (off_t)(sizeof(struct board_head) + (size_t)post * sizeof(struct progress_post));
}

/* Locks or unlocks a post, or the head if `post` is -1. Does not wait. */
static bool set_lock(const struct board *b, short type, int post)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET};

    lock.l_start = post < 0 ? 0 : place_of(post);
    lock.l_len = (off_t)(post < 0 ? sizeof b->head : sizeof *b->posts);
    return fcntl(b->fd, F_SETLK, &lock) == 0;
}

static bool is_held(const struct board *b, int post)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

    lock.l_start = place_of(post);
    lock.l_len = sizeof *b->posts;
    return fcntl(b->fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

static bool lock_head(const struct board *b, bool patient)
{
    const struct timespec pause = {.tv_nsec = TRY_MS * 1000000L};

    for (int i = 0; i < TRIES; i++) {
        if (set_lock(b, F_WRLCK, -1))
            return true;
        if (!patient || (errno != EACCES && errno != EAGAIN && errno != EINTR))
            return false;
        nanosleep(&pause, NULL);
    }
    return false;
}

static bool has_live(const struct board *b)
{
    for (int i = 0; i < BOARD_POSTS; i++)
        if (b->is_live[i])
            return true;
    return false;
}

/* Reads the head and all posts except ours. Missing numbers are 0, and impossible numbers are
 * ignored. */
static void read_all(struct board *b)
{
    struct progress_post own = {0};

    if (b->own >= 0)
        own = b->posts[b->own];
    memset(&b->head, 0, sizeof b->head);
    memset(b->posts, 0, sizeof b->posts);
    if (pread(b->fd, &b->head, sizeof b->head, 0) != (ssize_t)sizeof b->head ||
        memcmp(b->head.magic, magic, sizeof magic) != 0 ||
        pread(b->fd, b->posts, sizeof b->posts, place_of(0)) < 0) {
        memset(&b->head, 0, sizeof b->head);
        memset(b->posts, 0, sizeof b->posts);
    }
    if (b->head.shown < 0 || b->head.shown > 10000)
        b->head.shown = 0;
    for (int i = 0; i < BOARD_POSTS; i++) {
        b->posts[i].words[sizeof b->posts[i].words - 1] = '\0';
        b->is_live[i] = i != b->own && b->posts[i].group && !b->posts[i].over && is_held(b, i);
        if (!b->is_live[i] && !b->posts[i].over)
            b->posts[i] = (struct progress_post){0}; /* its program was killed */
    }
    if (b->own >= 0) {
        b->posts[b->own] = own;
        b->is_live[b->own] = true;
    }
}

/* Returns the number of a free post, or -1. The posts of finished programs of our group are used
 * last, because the line still shows their numbers. */
static int choose_place(const struct board *b, int64_t group)
{
    int place = -1;

    for (int i = 0; i < BOARD_POSTS; i++) {
        if (b->is_live[i])
            continue;
        if (b->posts[i].group != group)
            return i;
        place = i;
    }
    return place;
}

/* Returns whether the open file is still the file at the path. */
static bool is_current(const struct board *b)
{
    struct stat opened, named;

    return fstat(b->fd, &opened) == 0 && S_ISREG(opened.st_mode) && lstat(b->path, &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

/* Opens the file and locks the head. */
static bool open_file(struct board *b)
{
    for (int i = 0; i < REOPENINGS; i++) {
        b->fd = open(b->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
        if (b->fd < 0)
            return false;
        if (!lock_head(b, true))
            break;
        if (is_current(b))
            return true;
        close(b->fd);
    }
    if (b->fd >= 0)
        close(b->fd);
    b->fd = -1;
    return false;
}

/* Chooses and locks our post, and writes all posts. Returns false if no post is free or writing
 * fails. */
static bool settle_in(struct board *b, const struct progress_post *post, int64_t now_ms)
{
    b->own = -1;
    read_all(b);
    if (!has_live(b)) {
        memset(b->posts, 0, sizeof b->posts);
        b->head = (struct board_head){.begun_ms = now_ms};
    }
    memcpy(b->head.magic, magic, sizeof magic);
    int place = choose_place(b, post->group);
    if (place < 0 || !set_lock(b, F_WRLCK, place))
        return false;
    b->own = place;
    b->posts[place] = *post;
    b->is_live[place] = true;
    return pwrite(b->fd, b->posts, sizeof b->posts, place_of(0)) == (ssize_t)sizeof b->posts;
}

static void release(struct board *b)
{
    if (b->fd >= 0)
        close(b->fd);
    free(b->path);
    b->fd = -1;
    b->path = NULL;
}

bool board_join(struct board *b, const char *directory, const char *name,
                const struct progress_post *post, int64_t now_ms)
{
    *b = (struct board){.fd = -1, .own = -1};
    if (directory && file_make_directory(directory, NULL)) {
        b->path = file_join(directory, name);
        if (open_file(b) && settle_in(b, post, now_ms)) {
            board_leave(b);
            return true;
        }
    }
    release(b);
    *b = (struct board){.fd = -1, .head = {.begun_ms = now_ms}};
    b->posts[0] = *post;
    b->is_live[0] = true;
    return false;
}

bool board_enter(struct board *b, bool patient)
{
    if (b->fd < 0)
        return true;
    if (!lock_head(b, patient))
        return false;
    read_all(b);
    return true;
}

void board_leave(struct board *b)
{
    if (b->fd < 0)
        return;
    ssize_t ignored = pwrite(b->fd, &b->head, sizeof b->head, 0);
    if (b->own >= 0)
        ignored = pwrite(b->fd, &b->posts[b->own], sizeof *b->posts, place_of(b->own));
    (void)ignored;
    set_lock(b, F_UNLCK, -1);
}

bool board_quit(struct board *b)
{
    if (b->own < 0)
        return false;
    b->is_live[b->own] = false;
    b->posts[b->own].over = 1;
    if (b->fd >= 0) {
        ssize_t ignored = pwrite(b->fd, &b->posts[b->own], sizeof *b->posts, place_of(b->own));

        (void)ignored;
        set_lock(b, F_UNLCK, b->own);
    }
    b->own = -1; /* now another program can use the post */
    if (has_live(b))
        return false;
    if (b->path)
        unlink(b->path);
    return true;
}

int64_t board_shown(const struct board *b)
{
    struct board_head head;

    if (b->fd < 0 || pread(b->fd, &head, sizeof head, 0) != (ssize_t)sizeof head)
        return b->head.shown;
    return head.shown;
}

void board_forget_shown(const struct board *b)
{
    const int64_t none = 0;

    if (b->fd >= 0) {
        ssize_t ignored =
            pwrite(b->fd, &none, sizeof none, (off_t)offsetof(struct board_head, shown));

        (void)ignored;
    }
}

void board_abandon(const struct board *b)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

    lock.l_start = place_of(0);
    lock.l_len = sizeof b->posts;
    if (b->fd >= 0 && b->path && fcntl(b->fd, F_GETLK, &lock) == 0 && lock.l_type == F_UNLCK)
        unlink(b->path);
}
