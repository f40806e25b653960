/* The board on which programs that share a terminal exchange their progress. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "terminal/board.h"
#include "tmpdir.h"

static const struct progress_post match = {.group = 7, .stage = PROGRESS_MATCH, .total = -1};
static const struct progress_post add = {.group = 7, .stage = PROGRESS_ADD, .total = -1};

/* Does what the end of a program does to its board: the descriptor's locks are released, the file
 * stays. */
static void drop(struct board *b)
{
    if (b->fd >= 0)
        close(b->fd);
    free(b->path);
    b->fd = -1;
    b->path = NULL;
}

/* Another program: it joins with post, then obeys commands of one letter. */
struct other {
    pid_t pid;
    int orders, answers;
};

static void obey(struct board *b, char order)
{
    switch (order) {
    case 'e':
        board_enter(b, true);
        break;
    case 'l':
        b->posts[b->own].done++;
        board_leave(b);
        break;
    case 'q':
        board_enter(b, true);
        board_quit(b);
        board_leave(b);
        break;
    default:
        _exit(0);
    }
}

static struct other start(const char *directory, const struct progress_post *post)
{
    struct other other;
    int orders[2], answers[2];

    cr_assert(pipe(orders) == 0 && pipe(answers) == 0);
    other.pid = fork();
    if (other.pid == 0) {
        struct board b;
        char order = (char)board_join(&b, directory, "t", post, 5000);

        close(orders[1]);
        while (write(answers[1], &order, 1) == 1 && read(orders[0], &order, 1) == 1)
            obey(&b, order);
        _exit(0);
    }
    close(orders[0]);
    close(answers[1]);
    other.orders = orders[1];
    other.answers = answers[0];
    char answer = 0;
    cr_assert(read(other.answers, &answer, 1) == 1 && answer == 1);
    return other;
}

static void order(const struct other *other, char letter)
{
    char answer;

    cr_assert(write(other->orders, &letter, 1) == 1);
    cr_assert(read(other->answers, &answer, 1) == 1);
}

static void end(const struct other *other)
{
    kill(other->pid, SIGKILL);
    close(other->orders);
    close(other->answers);
    waitpid(other->pid, NULL, 0);
}

/* Returns the number of posts of the group, and their total of done. */
static size_t count(const struct board *b, int64_t *done)
{
    size_t n = 0;

    *done = 0;
    for (int i = 0; i < BOARD_POSTS; i++) {
        n += b->posts[i].group == 7;
        *done += b->posts[i].done;
    }
    return n;
}

static bool is_there(const char *directory)
{
    char *path = file_join(directory, "t");
    bool there = access(path, F_OK) == 0;

    free(path);
    return there;
}

Test(board, programs_read_each_other)
{
    char *directory = tmpdir_make();
    struct board b;
    int64_t done;

    cr_assert(board_join(&b, directory, "t", &match, 1000));
    struct other other = start(directory, &add);
    order(&other, 'e');
    order(&other, 'l');
    cr_assert(board_enter(&b, true));
    cr_expect_eq(count(&b, &done), 2);
    cr_expect_eq(done, 1);
    cr_expect_eq(b.head.begun_ms, 1000, "the first that came");
    b.head.shown = 44;
    board_leave(&b);
    /* The program is finished, but its post stays. */
    order(&other, 'q');
    cr_assert(board_enter(&b, true));
    cr_expect_eq(count(&b, &done), 2);
    cr_expect_eq(b.head.shown, 44);
    cr_expect(board_quit(&b), "the last one");
    board_leave(&b);
    cr_expect_not(is_there(directory));
    end(&other);
    drop(&b);
    tmpdir_remove(directory);
    free(directory);
}

Test(board, one_at_a_time)
{
    char *directory = tmpdir_make();
    struct board b;

    cr_assert(board_join(&b, directory, "t", &match, 1000));
    struct other other = start(directory, &add);
    order(&other, 'e');
    cr_expect_not(board_enter(&b, false), "the other is in");
    cr_expect_not(board_enter(&b, true), "and stays there: it is given up");
    order(&other, 'l');
    cr_expect(board_enter(&b, false));
    board_leave(&b);
    end(&other);
    drop(&b);
    tmpdir_remove(directory);
    free(directory);
}

Test(board, who_is_killed_is_forgotten)
{
    char *directory = tmpdir_make();
    struct board b;
    int64_t done;

    cr_assert(board_join(&b, directory, "t", &match, 1000));
    struct other other = start(directory, &add);
    order(&other, 'e'); /* while it holds the head */
    end(&other);
    cr_assert(board_enter(&b, false));
    cr_expect_eq(count(&b, &done), 1);
    b.head.shown = 44;
    board_leave(&b);
    drop(&b); /* as if killed: the file stays, and the next program starts again */
    cr_expect(is_there(directory));
    cr_assert(board_join(&b, directory, "t", &match, 9000));
    cr_expect_eq(b.head.shown, 0);
    cr_expect_eq(b.head.begun_ms, 9000);
    drop(&b);
    tmpdir_remove(directory);
    free(directory);
}

Test(board, has_a_fixed_number_of_posts)
{
    char *directory = tmpdir_make();
    struct other others[BOARD_POSTS];
    struct board b;

    for (int i = 0; i < BOARD_POSTS; i++)
        others[i] = start(directory, &add);
    cr_expect_not(board_join(&b, directory, "t", &match, 1000), "one too many is alone");
    cr_expect(board_enter(&b, true));
    board_leave(&b);
    end(&others[3]);
    cr_expect(board_join(&b, directory, "t", &match, 1000));
    drop(&b);
    for (int i = 0; i < BOARD_POSTS; i++)
        if (i != 3)
            end(&others[i]);
    tmpdir_remove(directory);
    free(directory);
}

static void put_file(const char *path, const char *bytes, size_t len)
{
    cr_assert(file_replace(path, bytes, len, 0600, NULL));
}

/* Arbitrary contents of the file are ignored, and break nothing. */
Test(board, does_not_trust_the_file)
{
    char *directory = tmpdir_make(), *path = file_join(directory, "t");
    static char noise[20000];
    struct board b;

    memset(noise, 0x7f, sizeof noise);
    put_file(path, noise, sizeof noise);
    cr_assert(board_join(&b, directory, "t", &match, 1000));
    cr_expect_eq(b.head.shown, 0);
    drop(&b);
    put_file(path, "cvi progress 1\n", 16);
    cr_assert(board_join(&b, directory, "t", &match, 1000));
    cr_assert(truncate(path, 3) == 0); /* while it is in use */
    cr_expect(board_enter(&b, true));
    board_leave(&b);
    drop(&b);
    tmpdir_remove(directory);
    free(path);
    free(directory);
}

/* No directory, a link in the way, a FIFO: then the program works without the others. */
Test(board, works_alone_without_a_directory)
{
    char *directory = tmpdir_make(), *path = file_join(directory, "t");
    struct board b;

    for (int i = 0; i < 4; i++) {
        if (i == 1)
            cr_assert(symlink("elsewhere", path) == 0);
        if (i == 2)
            cr_assert(unlink(path) == 0 && mkfifo(path, 0600) == 0);
        cr_expect_not(board_join(&b,
                                 i == 0   ? NULL
                                 : i == 3 ? "/dev/null/x"
                                          : directory,
                                 "t", &match, 1000));
        cr_expect(board_enter(&b, true));
        cr_expect_eq(b.posts[b.own].group, 7);
        board_leave(&b);
        cr_expect(board_quit(&b));
        drop(&b);
    }
    cr_expect(is_there(directory), "a file that is not ours stays");
    tmpdir_remove(directory);
    free(path);
    free(directory);
}
