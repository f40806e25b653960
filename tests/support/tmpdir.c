/* Private temporary directories, and files in them. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tmpdir.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Returns a new string, or NULL if the random name has a digit: "cvi-test-1x72Es" names an episode,
 * and cvi-parse reads the folders above a file. */
static char *try_to_make(const char *parent)
{
    char *made = format_text("%s/cvi-test-XXXXXX", parent);

    if (!mkdtemp(made)) {
        perror(made);
        abort();
    }
    if (!strpbrk(made + strlen(made) - strlen("XXXXXX"), "0123456789"))
        return made;
    (void)rmdir(made);
    free(made);
    return NULL;
}

char *tmpdir_make(void)
{
    const char *parent = getenv("TMPDIR");
    char *made;

    do
        made = try_to_make(parent && *parent ? parent : "/tmp");
    while (!made);
    char *real = realpath(made, NULL); /* as getcwd reports it, so that placeholders match */
    free(made);
    if (!real)
        abort();
    return real;
}

static int unlock_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)where;
    if (kind == FTW_D || kind == FTW_DNR)
        (void)chmod(path, (st->st_mode & 07777) | S_IRWXU);
    return 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)st;
    (void)kind;
    (void)where;
    (void)remove(path);
    return 0;
}

void tmpdir_remove(const char *dir)
{
    nftw(dir, unlock_one, 16, FTW_PHYS);
    nftw(dir, remove_one, 16, FTW_PHYS | FTW_DEPTH);
}

char *tmpdir_path(const char *dir, const char *name)
{
    return *name == '/' ? copy_text(name, strlen(name)) : format_text("%s/%s", dir, name);
}

static bool make_parents(char *path)
{
    for (char *slash = path + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        bool made = mkdir(path, 0755) == 0 || errno == EEXIST;
        *slash = '/';
        if (!made)
            return false;
    }
    return true;
}

bool tmpdir_write(const char *dir, const char *name, const void *from, size_t n, mode_t mode)
{
    char *path = tmpdir_path(dir, name);
    FILE *f = make_parents(path) ? fopen(path, "wb") : NULL;
    bool good = f && (n == 0 || fwrite(from, 1, n, f) == n);

    if (f && fclose(f) != 0)
        good = false;
    good = good && chmod(path, mode) == 0;
    free(path);
    return good;
}

bool tmpdir_read(const char *dir, const char *name, struct bytes *into)
{
    char *path = tmpdir_path(dir, name);
    bool good = bytes_read_file(into, path);

    free(path);
    return good;
}
