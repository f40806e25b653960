/*
 * A small file, named after the terminal, in which the programs that share the terminal store their
 * progress and what is drawn on it. It exists while one of them runs. Each program holds a lock on
 * its own post, which the kernel releases when the program ends. A program that draws or prints
 * holds a lock on the head. */
#ifndef TERMINAL_BOARD_H
#define TERMINAL_BOARD_H

#include <stdbool.h>
#include <stdint.h>

#include "terminal/progress.h"

enum { BOARD_POSTS = 32 };

struct board_head {
    char magic[16];
    int64_t shown;    /* columns of the terminal's last line that must be cleared */
    int64_t drawn_ms; /* time of the last drawing; steady clock */
    int64_t begun_ms; /* start of the first program; steady clock */
};

struct board {
    int fd;     /* -1: no other program is here, or there is no file: everything is in memory */
    char *path; /* owned */
    int own;    /* number of our post; -1: none, because our work is done */
    struct board_head head;
    struct progress_post posts[BOARD_POSTS];
    bool is_live[BOARD_POSTS]; /* the post's program is running and has work to do; includes our
                                * post */
};

/*
 * Joins the board in directory (created if it does not exist) for the terminal of that name, with
 * post as ours. If that fails, the board is private, in memory, and the result is false. now_ms:
 * steady clock. The board lasts until the program ends. */
bool board_join(struct board *board, const char *directory, const char *name,
                const struct progress_post *post, int64_t now_ms);

/* Locks the head, and reads all posts. Returns false if another program holds the lock. If patient,
 * tries for a tenth of a second, but no longer, because that program may have been stopped. */
bool board_enter(struct board *board, bool patient);

/* Writes the head and our own post, and releases the lock. */
void board_leave(struct board *board);

/*
 * Between enter and leave: marks our work as done. The post stays readable as long as other
 * programs of its group are at work. Returns whether we were the last on this terminal; the file is
 * then removed. */
bool board_quit(struct board *board);

/* For signal handlers, without a lock. Returns the number of columns shown, as far as known; */
int64_t board_shown(const struct board *board);
/* notes that they are cleared; */
void board_forget_shown(const struct board *board);
/* and notes that the program ends now, so that the file is removed if no other program uses it. */
void board_abandon(const struct board *board);

#endif
