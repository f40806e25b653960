/* Reads secrets from files. Blank files are ignored, because 'make secrets-init' creates them for
 * the user to fill. Files in the current directory that cannot be trusted are also ignored. */
#include "config/secret.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "config/trust.h"

#define MOUNTED "/run/secrets"

bool secret_is_there(const char *path)
{
    return access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

/* Reads the first line of standard input byte by byte, because records may follow it. */
static bool read_first_line(struct buf *out, struct why *why)
{
    char c;

    for (;;) {
        ssize_t got = read(STDIN_FILENO, &c, 1);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return why_set(why, EX_NOINPUT, "standard input: %s", strerror(errno));
        if (got == 0 || c == '\n')
            return true;
        if (!buf_putc(out, c))
            return why_set(why, EX_CONFIG, "standard input: its first line is too long");
    }
}

/* Removes white space around the text, and a byte order mark, which some editors write. */
static void trim(struct buf *text)
{
    const char *at = text->at;
    size_t blanks;

    if (!text->len)
        return;
    if (strncmp(at, "\xef\xbb\xbf", 3) == 0)
        buf_drop(text, 3);
    blanks = strspn(buf_text(text), " \t\r\n");
    buf_drop(text, blanks);
    while (text->len && strchr(" \t\r\n", text->at[text->len - 1]))
        text->at[--text->len] = '\0';
}

/* Returns whether the user can change the file's mode. Root can also change the mode of other
 * users' files. */
static bool is_changeable(const char *path, const struct stat *about)
{
    const uid_t user = geteuid();

    if (strncmp(path, MOUNTED "/", strlen(MOUNTED "/")) == 0)
        return false;
    return (about->st_uid == user || user == 0) && !(access(path, W_OK) != 0 && errno == EROFS);
}

void secret_add_exposed(struct buf *lines, const char *path)
{
    struct stat about;
    bool reads, writes;

    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode) || !is_changeable(path, &about))
        return;
    reads = about.st_mode & S_IROTH;
    writes = about.st_mode & S_IWOTH;
    if (!reads && !writes)
        return;
    char *line = cvi_format("%s: mode %04o: other users can %s it (chmod 600 %s)\n", path,
                            (unsigned)about.st_mode & 07777,
                            !writes ? "read"
                            : reads ? "read and change"
                                    : "change",
                            path);
    if (!strstr(buf_text(lines), line))
        buf_puts(lines, line);
    free(line);
}

/* Checks and trims the text in `out`. `was_read` is whether reading succeeded. `name` is the file's
 * name in messages. */
static bool finish(const char *name, bool was_read, struct buf *out, struct why *why)
{
    if (!was_read) {
        if (why && why->status != EX_NOINPUT)
            why->status = EX_CONFIG;
        return false;
    }
    if (out->len && memchr(out->at, '\0', out->len))
        return why_set(why, EX_CONFIG, "%s: contains NUL characters (save it as UTF-8)", name);
    trim(out);
    return true;
}

bool secret_read(const char *path, struct buf *out, struct why *why)
{
    if (strcmp(path, "-") == 0)
        return finish("standard input", read_first_line(out, why), out, why);
    return finish(path, file_read(path, out, why), out, why);
}

/* Reads a file in MOUNTED or in the directory that the user has named, if the file exists. */
static bool read_named(const char *path, struct buf *out, struct why *why)
{
    return !secret_is_there(path) || finish(path, file_read_regular(path, out, why), out, why);
}

/* Reads a file in SECRET_DIRECTORY, if it exists and can be trusted. */
static bool read_project(const char *path, struct buf *out, struct why *why)
{
    struct trust trust;
    bool good = true;

    trust_open(&trust, path, TRUST_PROJECT);
    if (trust.fd >= 0)
        good = finish(path, file_read_open(trust.fd, path, out, why), out, why);
    else if (!trust.objection && trust_is_there(&trust))
        good = why_set(why, EX_NOINPUT, "%s: %s", path, strerror(trust.error));
    trust_close(&trust);
    return good;
}

bool secret_find(const char *directory, const char *name, struct buf *out, char **path,
                 struct why *why)
{
    const char *const directories[] = {directory, SECRET_DIRECTORY, MOUNTED};
    static const char *const endings[] = {".txt", ""};
    bool good = true;

    *path = NULL;
    for (size_t i = 0; i < 6 && good && !out->len; i++) {
        if (!directories[i / 2] || !*directories[i / 2])
            continue;
        char *base = cvi_format("%s%s", name, endings[i % 2]);
        free(*path);
        *path = file_join(directories[i / 2], base);
        free(base);
        if (i / 2 == 1) /* SECRET_DIRECTORY, which is in the current directory */
            good = read_project(*path, out, why);
        else
            good = read_named(*path, out, why);
    }
    if (!good && why)
        why->status = EX_CONFIG;
    if (!good || !out->len) {
        free(*path);
        *path = NULL;
    }
    return good;
}
