/* Files: the old one stays until the new one is complete, one writer at a time, and their paths. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "child.h"
#include "tmpdir.h"

static char *directory;
static char *path;

static void make_place(void)
{
    directory = tmpdir_make();
    path = tmpdir_path(directory, "file");
}

static void remove_place(void)
{
    tmpdir_remove(directory);
    free(directory);
    free(path);
}

TestSuite(file, .init = make_place, .fini = remove_place);

static void put(const char *text)
{
    cr_assert(tmpdir_write(directory, "file", text, strlen(text), 0644));
}

static void expect_file(const char *name, const char *text)
{
    struct bytes got = {0};

    cr_expect(tmpdir_read(directory, name, &got), "%s: %s", name, strerror(errno));
    cr_expect_str_eq(bytes_text(&got), text, "%s: %s", name, bytes_text(&got));
    bytes_release(&got);
}

/* Returns the number of entries in the directory: a draft left over would add one. */
static int entries(void)
{
    DIR *listing = opendir(directory);
    int count = -2; /* . and .. */

    while (readdir(listing))
        count++;
    closedir(listing);
    return count;
}

static bool replace(const char *name, const char *text, struct why *why)
{
    struct file_draft d;

    if (!file_begin(&d, name, 0640, why))
        return false;
    fwrite(text, 1, strlen(text), d.stream);
    return file_commit(&d, why);
}

/* Files of our own are never streams: reading could block, and writing could block or be lost. */
Test(file, of_ours_is_neither_read_nor_written_if_it_is_a_stream)
{
    char *fifo = tmpdir_path(directory, "fifo");
    const char *const streams[] = {fifo, "/dev/zero", "/dev/full"};
    struct why why;

    cr_assert_eq(mkfifo(fifo, 0600), 0);
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        struct buf out = BUF_INIT(10);

        cr_expect_not(file_read_regular(streams[i], &out, &why), "%s", streams[i]);
        cr_expect_eq(why.status, EX_NOINPUT);
        cr_expect(strstr(why.text, "cannot be read here"), "%s", why.text);
        cr_expect_not(file_replace(streams[i], "x", 1, 0600, &why), "%s", streams[i]);
        cr_expect_eq(why.status, EX_IOERR);
        cr_expect_not(file_replace_alone(streams[i], "x", 1, 0600, &why), "%s", streams[i]);
        cr_expect_not(file_can_replace(streams[i], 1, &why), "%s", streams[i]);
        buf_release(&out);
    }
    struct buf out = BUF_INIT(10);
    cr_expect(file_read_regular("/dev/null", &out, &why));
    cr_expect_eq(out.len, 0);
    buf_release(&out);
    free(fifo);
}

Test(file, reads_a_file_up_to_a_limit)
{
    struct buf out = BUF_INIT(5);
    struct why why;

    put("12345");
    cr_expect(file_read(path, &out, &why));
    cr_expect_str_eq(buf_text(&out), "12345");
    buf_clear(&out);
    put("123456");
    cr_expect_not(file_read(path, &out, &why));
    cr_expect_eq(why.status, EX_DATAERR);
    cr_expect(strstr(why.text, "longer than 5 bytes"), "%s", why.text);
    buf_release(&out);
}

Test(file, appends_to_the_buffer)
{
    struct buf out = BUF_INIT((size_t)1 << 20);
    char *much = cvi_alloc(300001);

    memset(much, 'x', 300000);
    put(much);
    buf_puts(&out, "before ");
    cr_expect(file_read(path, &out, NULL));
    cr_expect_eq(out.len, 300007);
    cr_expect_str_eq(out.at + 7, much);
    buf_release(&out);
    free(much);
}

Test(file, says_which_file_cannot_be_read)
{
    char *missing = tmpdir_path(directory, "missing");
    struct buf out = BUF_INIT(5);
    struct why why;

    cr_expect_not(file_read(missing, &out, &why));
    cr_expect_eq(why.status, EX_NOINPUT);
    cr_expect(strstr(why.text, "/missing: No such file"), "%s", why.text);
    cr_expect_not(file_read(directory, &out, &why));
    cr_expect(strstr(why.text, "Is a directory"), "%s", why.text);
    buf_release(&out);
    free(missing);
}

static int read_dash(void *unused)
{
    struct buf out = BUF_INIT(100);
    struct why why;

    (void)unused;
    if (!file_read("-", &out, &why))
        msg_die_why(&why);
    printf("<%s>", buf_text(&out));
    buf_release(&out);
    return 0;
}

Test(file, reads_standard_input_as_a_dash)
{
    struct outcome came = {0};

    child_run(read_dash, NULL, "a\nb", 3, &came);
    cr_expect_str_eq(bytes_text(&came.out), "<a\nb>");
    outcome_release(&came);
}

static void expect_mode(mode_t mode)
{
    struct stat about;

    cr_assert_eq(stat(path, &about), 0);
    cr_expect_eq(about.st_mode & 07777, mode, "%o", about.st_mode & 07777);
}

Test(file, makes_a_new_file_with_the_mode_that_was_asked_for)
{
    umask(077);
    cr_expect(replace(path, "new", NULL));
    expect_file("file", "new");
    expect_mode(0640);
    cr_expect_eq(entries(), 1);
}

Test(file, keeps_the_mode_of_a_file_that_it_replaces)
{
    static const mode_t modes[] = {0600, 0644, 0666, 0400, 0755};

    put("a longer old text");
    umask(077);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        cr_assert_eq(chmod(path, modes[i]), 0);
        cr_expect(replace(path, "new", NULL));
        expect_file("file", "new");
        expect_mode(modes[i]);
    }
    cr_expect_eq(entries(), 1);
}

Test(file, keeps_owner_and_group_of_a_file_that_it_replaces)
{
    enum { SOMEBODY = 12345 };
    struct stat about;

    put("old");
    if (chown(path, SOMEBODY, SOMEBODY) != 0)
        cr_skip_test("only root can give a file away");
    cr_assert_eq(chmod(path, 0640), 0);
    cr_expect(replace(path, "new", NULL));
    cr_assert_eq(stat(path, &about), 0);
    cr_expect_eq(about.st_uid, SOMEBODY);
    cr_expect_eq(about.st_gid, SOMEBODY);
    expect_mode(0640);
}

/* A user who is not in the group of the file. */
static int replace_as_somebody(void *unused)
{
    (void)unused;
    if (setgid(12345) != 0 || setuid(12345) != 0)
        return 2;
    return replace(path, "new", NULL) ? 0 : 1;
}

Test(file, gives_another_group_only_the_rights_of_others)
{
    struct outcome came = {0};

    put("old");
    if (chown(path, 12345, 54321) != 0 || chown(directory, 12345, 12345) != 0)
        cr_skip_test("only root can give a file away");
    cr_assert_eq(chmod(path, 0664), 0);
    child_run(replace_as_somebody, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, 0);
    expect_file("file", "new");
    expect_mode(0644);
    outcome_release(&came);
}

Test(file, keeps_secrets_secret_whatever_the_mode_was)
{
    put("old");
    cr_expect(file_replace_alone(path, "new", 3, 0600, NULL));
    expect_mode(0600);
}

Test(file, shows_the_old_file_until_the_new_one_is_committed)
{
    struct file_draft draft;

    put("old");
    cr_assert(file_begin(&draft, path, 0600, NULL));
    fputs("new", draft.stream);
    fflush(draft.stream);
    expect_file("file", "old");
    file_abandon(&draft);
    expect_file("file", "old");
    cr_expect_eq(entries(), 1);
    file_abandon(&draft); /* a second call is harmless */
}

/* A disk with room for a few bytes. */
static int replace_on_full_disk(void *size)
{
    const struct rlimit limit = {*(rlim_t *)size, *(rlim_t *)size};
    char *much = cvi_alloc(100001);
    struct why why;

    memset(much, 'x', 100000);
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    bool replaced = replace(path, much, &why);
    free(much);
    printf("%s", replaced ? "" : why.text);
    return replaced ? 0 : why.status;
}

Test(file, keeps_the_old_file_when_the_disk_is_full)
{
    static const rlim_t sizes[] = {0, 10, 4096, 99999};

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct outcome came = {0};
        char *said = format_text("%s: cannot be written: File too large", path);

        put("old");
        child_run(replace_on_full_disk, (void *)&sizes[i], NULL, 0, &came);
        cr_expect_eq(came.status, EX_IOERR);
        cr_expect_str_eq(bytes_text(&came.out), said, "%s", bytes_text(&came.out));
        expect_file("file", "old");
        cr_expect_eq(entries(), 1);
        free(said);
        outcome_release(&came);
    }
}

Test(file, leaves_no_draft_if_the_path_is_a_directory)
{
    char *inside = tmpdir_path(directory, "dir/file");
    char *place = tmpdir_path(directory, "dir");
    struct why why;

    cr_assert(tmpdir_write(directory, "dir/file", "old", 3, 0644));
    cr_expect_not(replace(place, "new", &why));
    cr_expect_eq(why.status, EX_IOERR);
    cr_expect(strstr(why.text, "/dir: cannot be written: Is a directory"), "%s", why.text);
    expect_file("dir/file", "old");
    cr_expect_eq(entries(), 1);
    free(inside);
    free(place);
}

/* "$OUT" of a script that has not set it. */
Test(file, refuses_an_empty_name_before_anything_is_written)
{
    struct file_draft d;
    struct why why;

    cr_expect_not(file_try(&d, "", 0644, &why));
    cr_expect_str_eq(why.text, "'' cannot be written: the name is empty");
    cr_expect_not(file_begin(&d, "", 0644, &why));
}

Test(file, says_that_the_directory_is_missing)
{
    char *place = tmpdir_path(directory, "missing/file");
    struct why why;

    cr_expect_not(replace(place, "new", &why));
    cr_expect_eq(why.status, EX_IOERR);
    cr_expect(strstr(why.text, "missing/file: the directory "), "%s", why.text);
    cr_expect(strstr(why.text, "/missing does not exist (create it first)"), "%s", why.text);
    free(place);
}

/* Makes the symbolic link directory/name. */
static char *link_of(const char *name, const char *target)
{
    char *place = tmpdir_path(directory, name);

    cr_assert_eq(symlink(target, place), 0);
    return place;
}

static void expect_link(const char *place)
{
    struct stat about;

    cr_assert_eq(lstat(place, &about), 0);
    cr_expect(S_ISLNK(about.st_mode), "%s is no link any more", place);
}

Test(file, replaces_the_target_of_a_symbolic_link)
{
    char *place = link_of("link", "file");

    put("old");
    cr_expect(replace(place, "new", NULL));
    expect_file("file", "new");
    expect_link(place);
    free(place);
}

Test(file, makes_the_file_that_a_symbolic_link_names_when_it_is_not_there_yet)
{
    char *second = link_of("second", "file");
    char *first = link_of("first", second);

    cr_expect(replace(first, "new", NULL));
    expect_file("file", "new");
    expect_link(first);
    expect_link(second);
    free(first);
    free(second);
}

Test(file, refuses_a_symbolic_link_that_names_itself)
{
    char *place = link_of("loop", "loop");
    struct why why;

    cr_expect_not(replace(place, "new", &why));
    cr_expect(strstr(why.text, "cannot be written: Too many levels"), "%s", why.text);
    expect_link(place);
    cr_expect_eq(entries(), 1);
    free(place);
}

Test(file, writes_a_device_as_it_is)
{
    struct why why;
    struct stat about;

    cr_expect(replace("/dev/null", "new", &why));
    cr_expect_not(replace("/dev/full", "new", &why));
    cr_expect_str_eq(why.text, "/dev/full: cannot be written: No space left on device");
    cr_assert_eq(stat("/dev/full", &about), 0);
    cr_expect(S_ISCHR(about.st_mode));
}

/* A socket cannot be opened by its name, but services have one as standard output. */
static int write_socket(void *unused)
{
    char got[4] = "";
    int ends[2];
    struct why why;

    (void)unused;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return 2;
    char *name = cvi_format("/dev/fd/%d", ends[0]);
    if (!replace(name, "new", &why))
        msg_die_why(&why);
    free(name);
    return read(ends[1], got, 3) == 3 && strcmp(got, "new") == 0 ? 0 : 1;
}

/* The program's own descriptors are not what the user means. */
static int write_own(void *unused)
{
    int own = open("/dev/null", O_WRONLY | O_CLOEXEC);
    char *name = cvi_format("/dev/fd/%d", own);
    struct why why;
    bool replaced = replace(name, "new", &why);

    (void)unused;
    free(name);
    printf("%s", replaced ? "" : strrchr(why.text, ':'));
    return replaced ? 0 : why.status;
}

Test(file, writes_to_a_descriptor_that_it_was_started_with)
{
    struct outcome came = {0};

    child_run(write_socket, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, 0, "%s", bytes_text(&came.err));
    child_run(write_own, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, EX_IOERR);
    cr_expect_str_eq(bytes_text(&came.out), ": Bad file descriptor");
    outcome_release(&came);
}

static int write_dash(void *unused)
{
    struct why why;

    (void)unused;
    if (!replace("-", "to the pipe\n", &why))
        msg_die_why(&why);
    return write(STDOUT_FILENO, "still open", 10) == 10 ? 0 : 1;
}

Test(file, writes_standard_output_as_a_dash_and_leaves_it_open)
{
    struct outcome came = {0};

    child_run(write_dash, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, 0);
    cr_expect_str_eq(bytes_text(&came.out), "to the pipe\nstill open");
    outcome_release(&came);
}

/* Returns whether the lock is free. */
static int try_lock(void *unused)
{
    int fd = open(path, O_RDWR);

    (void)unused;
    return fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 ? 0 : 1;
}

Test(file, locks_out_other_processes_until_it_is_unlocked)
{
    struct outcome came = {0};
    struct stat about;
    int lock = file_lock(path, NULL);

    cr_assert(lock >= 0);
    cr_assert_eq(stat(path, &about), 0);
    cr_expect_eq(about.st_mode & 0777, 0600);
    cr_expect(fcntl(lock, F_GETFD) & FD_CLOEXEC);
    child_run(try_lock, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, 1, "somebody else got the lock too");
    file_unlock(lock);
    child_run(try_lock, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, 0, "nobody gets the lock any more");
    file_unlock(-1);
    outcome_release(&came);
}

Test(file, says_why_it_cannot_lock)
{
    char *place = tmpdir_path(directory, "missing/lock");
    struct why why;

    cr_expect_eq(file_lock(place, &why), -1);
    cr_expect_eq(why.status, EX_OSERR);
    cr_expect(strstr(why.text, "missing/lock: cannot be locked: No such file"), "%s", why.text);
    free(place);
}

Test(file, makes_private_directories_with_their_parents)
{
    char *place = tmpdir_path(directory, "a/b//c/");
    char *middle = tmpdir_path(directory, "a/b");
    struct stat about;

    umask(0);
    cr_expect(file_make_directory(place, NULL));
    cr_expect(file_make_directory(place, NULL)); /* it exists already */
    cr_assert_eq(stat(middle, &about), 0);
    cr_expect_eq(about.st_mode & 0777, 0700);
    cr_assert_eq(stat(place, &about), 0);
    cr_expect(S_ISDIR(about.st_mode));
    free(place);
    free(middle);
}

Test(file, makes_no_directory_in_place_of_a_file)
{
    char *below = tmpdir_path(directory, "file/dir");
    struct why why;

    put("x");
    cr_expect_not(file_make_directory(below, &why));
    cr_expect_eq(why.status, EX_CANTCREAT);
    cr_expect(strstr(why.text, "/file: cannot be created: File exists"), "%s", why.text);
    cr_expect_not(file_make_directory(path, &why), "a file was taken for a directory");
    cr_expect(strstr(why.text, "/file: cannot be created: "), "%s", why.text);
    cr_expect_not(file_make_directory("", &why));
    free(below);
}

Test(file, joins_paths_with_one_slash)
{
    static const char *const rows[][3] = {
        {"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"/", "b", "/b"}, {"", "b", "/b"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *joined = file_join(rows[i][0], rows[i][1]);

        cr_expect_str_eq(joined, rows[i][2]);
        free(joined);
    }
}

Test(file, follows_the_xdg_rules)
{
    static const struct {
        const char *variable;
        const char *home;
        const char *place;
    } rows[] = {
        {"/x/config", "/home/u", "/x/config/cvi"},
        {"/x/config/", NULL, "/x/config/cvi"},
        {NULL, "/home/u", "/home/u/.config/cvi"},
        {"", "/home/u", "/home/u/.config/cvi"},
        {"relative", "/home/u",
         "/home/u/.config/cvi"}, /* must be ignored according to the specification */
        {"relative", NULL, NULL},
        {NULL, "relative", NULL}, /* it would depend on the current directory */
        {NULL, "", NULL},
        {NULL, NULL, NULL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *place = file_xdg(rows[i].variable, rows[i].home, ".config");

        if (rows[i].place)
            cr_expect_str_eq(place, rows[i].place, "%zu: %s", i, place);
        else
            cr_expect_null(place, "%zu: %s", i, place);
        free(place);
    }
}

static int close_and_fill(void *which)
{
    int fd = *(int *)which;

    close(fd);
    file_fill_standard();
    return fcntl(fd, F_GETFD) < 0 ? 0 : open(path, O_RDONLY);
}

Test(file, lets_no_file_become_a_standard_stream)
{
    put("x");
    for (int fd = 0; fd <= 2; fd++) {
        struct outcome came = {0};

        child_run(close_and_fill, &fd, NULL, 0, &came);
        cr_expect(came.status > 2, "%d: %d", fd, came.status);
        outcome_release(&came);
    }
}

Test(file, of_a_single_writer_leaves_no_second_draft)
{
    char *alone = tmpdir_path(directory, "alone"), *draft = tmpdir_path(directory, "alone.draft");
    struct bytes text = {0};
    struct why why;

    cr_assert(tmpdir_write(directory, "alone", "old", 3, 0644));
    cr_assert(tmpdir_write(directory, "alone.draft", "half", 4, 0600));
    cr_assert(file_can_replace(alone, 3, &why), "%s", why.text);
    cr_assert(tmpdir_read(directory, "alone", &text));
    cr_expect_str_eq(text.at, "old");
    bytes_release(&text);
    cr_assert(file_replace_alone(alone, "new", 3, 0600, &why), "%s", why.text);
    cr_assert(tmpdir_read(directory, "alone", &text));
    cr_expect_str_eq(text.at, "new");
    cr_expect_neq(access(draft, F_OK), 0);
    bytes_release(&text);
    free(alone);
    free(draft);
}

Test(file, lock_now_distinguishes_a_held_lock_from_an_error)
{
    char *name = tmpdir_path(directory, "lock");
    struct why why;
    bool busy;

    int lock = file_lock_now(name, &busy, &why);
    cr_assert(lock >= 0 && !busy);
    cr_expect(file_lock_now(name, &busy, &why) < 0 && busy);
    cr_expect_eq(why.status, EX_TEMPFAIL);
    /* Removing the file creates another lock: the next process gets that one. */
    cr_assert_eq(unlink(name), 0);
    int other = file_lock_now(name, &busy, &why);
    cr_expect(other >= 0 && !busy);
    file_unlock(other);
    file_unlock(lock);
    free(name);
    name = tmpdir_path(directory, "no/such/lock");
    cr_expect(file_lock_now(name, &busy, &why) < 0 && !busy);
    cr_expect_eq(why.status, EX_OSERR);
    free(name);
}
