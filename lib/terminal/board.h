/* The board: a small file, named after the terminal, that all programs on the terminal share. Each
 * program stores its progress in a part of the file, its post, and locks the post until its work is
 * done. The head of the file describes the progress line on the terminal. A program locks the head
 * while it draws or prints. The last program removes the file. */
#ifndef TERMINAL_BOARD_H
#define TERMINAL_BOARD_H

#include <stdbool.h>
#include <stdint.h>

#include "terminal/progress.h"

enum { BOARD_POSTS = 32 };

struct board_head {
    char magic[16];
    int64_t shown;    /* columns of the progress line on the terminal; 0: cleared */
    int64_t drawn_ms; /* time of the last drawing; steady clock */
    int64_t begun_ms; /* start of the first program; steady clock */
};

struct board {
    int fd; /* -1: the file cannot be used, and everything is in memory */
    char *path;
    int own; /* number of this program's post ("our post"); -1: our work is done */
    struct board_head head;
    struct progress_post posts[BOARD_POSTS];
    bool is_live[BOARD_POSTS]; /* the post's program is running and has work to do */
};

/* Joins the board of the terminal `name`, with `post` as our post. The file is in `directory`,
 * which is created if it does not exist. `now_ms` is the steady clock. If the file cannot be used,
 * returns false; the board is then private, in memory. A board is never freed, because it is used
 * until the program ends. */
bool board_join(struct board *board, const char *directory, const char *name,
                const struct progress_post *post, int64_t now_ms);

/* Locks the head, and reads all posts. Returns false if another program holds the lock. If
 * `patient` is true, tries for a tenth of a second, but no longer: the other program may have been
 * stopped (Ctrl-Z). */
bool board_enter(struct board *board, bool patient);

/* Writes the head and our post, and unlocks the head. */
void board_leave(struct board *board);

/* Marks our work as done; call it between board_enter and board_leave. The post stays readable
 * while other programs of its pipeline are at work. Returns whether we were the last program on the
 * terminal; the file is then removed. */
bool board_quit(struct board *board);

/* The next three functions are for signal handlers, and take no lock. */

/* Returns the last known width of the progress line. */
int64_t board_shown(const struct board *board);
/* Records that the progress line was cleared. */
void board_forget_shown(const struct board *board);
/* Removes the file if no other program uses it. Call it before the program ends. */
void board_abandon(const struct board *board);

#endif
