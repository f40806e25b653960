/* Where the programs that share a terminal tell each other how far they are and what stands on it:
 * a small file, named after the terminal, which is there while one of them runs. Each holds a lock
 * on its own post, which the kernel drops however it ends; whoever draws or says something holds a
 * lock on the head. */
#ifndef TERMINAL_BOARD_H
#define TERMINAL_BOARD_H

#include <stdbool.h>
#include <stdint.h>

#include "terminal/progress.h"

enum { BOARD_POSTS = 32 };

struct board_head {
    char magic[16];
    int64_t shown;    /* columns of the terminal's last line that are ours to clear */
    int64_t drawn_ms; /* when it was drawn last; steady clock */
    int64_t begun_ms; /* when the first program came; likewise */
};

struct board {
    int fd;     /* -1: nobody else is here, or there is no such file: all is in memory */
    char *path; /* owned */
    int own;    /* which post is ours; -1: none, our work is done */
    struct board_head head;
    struct progress_post posts[BOARD_POSTS];
    bool is_live[BOARD_POSTS]; /* its program runs and has work to do; ours as well */
};

/*
 * Joins the board in directory (created if it does not exist) for the terminal of that name, with
 * post as ours. Where that cannot be, the board is one in memory, of our own, and the result is
 * false. now_ms: steady clock. The board lasts until the program ends. */
bool board_join(struct board *board, const char *directory, const char *name,
                const struct progress_post *post, int64_t now_ms);

/*
 * Takes the head's lock, and reads all that is told. False when somebody else has it: at once, or
 * when patient after a tenth of a second, for who holds it may have been stopped. */
bool board_enter(struct board *board, bool patient);

/* Writes the head and our own post, and gives the lock back. */
void board_leave(struct board *board);

/*
 * Between enter and leave: our work is done. The post stays to be read as long as others of its
 * group are at work. Whether we were the last on this terminal; the file is then gone. */
bool board_quit(struct board *board);

/* The rest is for handlers of signals, and takes no lock: what is shown, as far as it is known; */
int64_t board_shown(const struct board *board);
/* that it is shown no more; */
void board_forget_shown(const struct board *board);
/* and that the program ends now, so that the file goes if nobody else is there. */
void board_abandon(const struct board *board);

#endif
