/* Searches directories. Keeps a stack of the current directory and its parents, each with its
 * sorted names. */
#include "scan/find.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "scan/root.h"
#include "walk/walk.h"

enum {
    PATIENCE = 256,       /* maximum entries that one call of scan_find_next processes */
    MOST_NAMES = 1 << 30, /* maximum bytes of the names in a directory */
};

/* Directories of operating systems, and trash bins. */
static const char *const bins[] = {
    "lost+found", "$RECYCLE.BIN", "RECYCLER", "System Volume Information", "@eaDir", "#recycle",
    "@Recycle",   "#snapshot",    NULL,
};

/* The current directory, or one of its parents. The names of subdirectories end with '/', so that
 * names sort like paths. */
struct level {
    struct level *above;
    char *path;
    size_t root; /* in the path of an entry: where the part below the directory operand begins */
    dev_t device;
    ino_t inode;
    struct buf names; /* one after the other, each NUL-terminated */
    char **sorted;
    size_t count;
    size_t at;
};

struct scan_find {
    const struct scan_find_rules *rules;
    char *const *operands;
    struct names *names;
    struct level *level;   /* the current directory; NULL: no directory has been entered */
    struct scan_root root; /* the current directory operand, or the last one */
    bool root_done;        /* the operand is completed, but scan_find_root has not returned it */
    char *bad;             /* an unreadable path that scan_find_next must return next, or NULL */
    int bad_error;
    uint64_t excluded;
    int status;
};

struct scan_find *scan_find_new(const struct scan_find_rules *rules, char *const *operands,
                                struct names *names)
{
    struct scan_find *f = cvi_alloc(sizeof *f);

    f->rules = rules;
    f->operands = operands;
    f->names = names;
    return f;
}

int scan_find_status(const struct scan_find *f)
{
    return f->status;
}

const char *scan_find_shown(const struct scan_find_rules *rules, const char *path)
{
    size_t len = rules->cwd ? strlen(rules->cwd) : 0;

    if (len > 1 && strncmp(path, rules->cwd, len) == 0 && path[len] == '/' && path[len + 1])
        return path + len + 1;
    return path;
}

uint64_t scan_find_excluded(const struct scan_find *f)
{
    return f->excluded;
}

unsigned long scan_find_shard(const char *path, unsigned long count)
{
    uint64_t hash = 0xcbf29ce484222325;

    for (const unsigned char *at = (const unsigned char *)path; *at; at++)
        hash = (hash ^ *at) * 0x100000001b3;
    hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccd; /* otherwise the low bits hardly differ */
    hash ^= hash >> 33;
    return (unsigned long)(hash % count) + 1;
}

static bool is_ours(const struct scan_find_rules *rules, const char *path)
{
    return !rules->shards || scan_find_shard(path, rules->shards) == rules->shard;
}

static void pass_over(const struct scan_find *f, const char *path, const char *why)
{
    if (!f->rules->silent)
        msg_note("%s: skipped: %s", scan_find_shown(f->rules, path), why);
}

static void fail(struct scan_find *f, int status, const char *path, const char *what, int error)
{
    if (!f->rules->silent)
        msg_warn("%s: %s: %s", scan_find_shown(f->rules, path), what, strerror(error));
    f->status = msg_worse(f->status, status);
    f->root.whole = false;
}

/* Reports an unreadable file or directory below an operand. scan_find_next returns it next. */
static void fail_below(struct scan_find *f, const char *path, const char *what, int error)
{
    fail(f, EX_RECORD, path, what, error);
    free(f->bad);
    f->bad = cvi_strdup(path);
    f->bad_error = error;
}

static const char *kind_of(const struct stat *about)
{
    static const struct {
        mode_t mode;
        const char *word;
    } kinds[] = {
        /* clang-format off */
        {S_IFIFO,  "a FIFO"},
        {S_IFSOCK, "a socket"},
        {S_IFBLK,  "a block device"},
        {S_IFCHR,  "a character device"},
        {S_IFDIR,  "a directory"},
        /* clang-format on */
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if ((about->st_mode & S_IFMT) == kinds[i].mode)
            return kinds[i].word;
    }
    return "not a regular file";
}

static bool has_ending(const struct scan_find_rules *rules, const char *name)
{
    const char *dot = strrchr(name, '.');

    if (!dot || dot == name)
        return false;
    if (!rules->extensions)
        return walk_is_video_ending(dot + 1);
    for (const char *const *endings = rules->extensions; *endings; endings++) {
        if (text_same(dot + 1, *endings))
            return true;
    }
    return false;
}

/* Returns whether a file with this name is to be scanned. A file named "._NAME" is not a film, but
 * metadata that macOS stores about the file NAME on foreign disks. */
static bool is_selected_file(const struct scan_find_rules *rules, const char *name)
{
    return has_ending(rules, name) && strncmp(name, "._", 2) != 0;
}

bool scan_find_is_hidden(const char *name)
{
    for (const char *const *bin = bins; *bin; bin++) {
        if (strcmp(name, *bin) == 0)
            return true;
    }
    return *name == '.';
}

static bool is_selected_directory(const struct scan_find_rules *rules, const char *name)
{
    return !rules->flat && (rules->hidden || !scan_find_is_hidden(name));
}

/* Returns whether the path is a directory to enter. Symbolic links to directories are entered only
 * if rules->follow is set. */
static bool is_directory(const struct scan_find *f, const char *path)
{
    struct stat about = {0};

    if (lstat(path, &about) == 0 && S_ISLNK(about.st_mode) && f->rules->follow &&
        stat(path, &about) != 0)
        return false;
    return S_ISDIR(about.st_mode);
}

/* Returns whether a directory entry is a directory to enter. Calls lstat only if the entry does not
 * state its type, or can be a link to follow. */
static bool is_directory_entry(const struct scan_find *f, const struct level *level,
                               const struct dirent *entry)
{
    if (entry->d_type != DT_UNKNOWN && (entry->d_type != DT_LNK || !f->rules->follow))
        return entry->d_type == DT_DIR;

    char *path = file_join(level->path, entry->d_name);
    bool is = is_directory(f, path);
    free(path);
    return is;
}

/* Returns whether an exclude pattern matches the entry `name` of a directory. If so, counts it. */
static bool is_excluded(struct scan_find *f, const struct level *level, const char *name,
                        bool directory)
{
    if (globs_are_none(f->rules->exclude))
        return false;
    char *path = file_join(level->path, name);
    bool is = globs_fit(f->rules->exclude, path, directory);
    free(path);
    f->excluded += is;
    return is;
}

static void keep_entry(struct scan_find *f, struct level *level, const struct dirent *entry)
{
    const char *name = entry->d_name;

    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return;
    bool directory = is_directory_entry(f, level, entry);
    if (!(directory ? is_selected_directory(f->rules, name) : is_selected_file(f->rules, name)) ||
        is_excluded(f, level, name, directory))
        return;
    buf_puts(&level->names, name);
    if (directory)
        buf_putc(&level->names, '/');
    buf_putc(&level->names, '\0');
    level->count++;
}

static int by_bytes(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

static void sort_names(struct level *level)
{
    char *at = level->names.at;

    level->sorted = cvi_alloc(level->count * sizeof *level->sorted);
    for (size_t i = 0; i < level->count; i++, at += strlen(at) + 1)
        level->sorted[i] = at;
    qsort(level->sorted, level->count, sizeof *level->sorted, by_bytes);
}

/* Reads the names of a directory. Returns false if it cannot be read at all. */
static bool read_directory(struct scan_find *f, struct level *level)
{
    DIR *directory = opendir(level->path);

    if (!directory) {
        f->root.error = level->above ? f->root.error : errno;
        if (level->above)
            fail_below(f, level->path, "cannot be read", errno);
        else
            fail(f, EX_RECORD, level->path, "cannot be read", f->root.error);
        return false;
    }
    errno = 0;
    /* Other threads may read directories, but do not use this stream. */
    /* cppcheck-suppress readdirCalled */
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL; errno = 0)
        keep_entry(f, level, entry);
    if (errno && level->above)
        fail_below(f, level->path, "cannot be read completely", errno);
    else if (errno)
        fail(f, EX_RECORD, level->path, "cannot be read completely", errno);
    closedir(directory);
    sort_names(level);
    return true;
}

static void leave(struct scan_find *f)
{
    struct level *level = f->level;

    f->level = level->above;
    buf_release(&level->names);
    free(level->sorted);
    free(level->path);
    free(level);
    f->root_done = !f->level;
}

/* Returns whether the directory is the current one or one of its parents. Symbolic links can lead
 * back to such a directory. */
static bool is_circle(const struct scan_find *f, const struct stat *about)
{
    for (const struct level *level = f->level; level; level = level->above) {
        if (level->device == about->st_dev && level->inode == about->st_ino)
            return true;
    }
    return false;
}

static void begin_root(struct scan_find *f, const char *path, const struct stat *about)
{
    free(f->root.path);
    f->root = (struct scan_root){.path = cvi_strdup(path), .about = *about, .whole = true};
}

bool scan_find_root(struct scan_find *f, struct scan_root *root)
{
    if (!f->root_done)
        return false;
    f->root_done = false;
    *root = f->root;
    f->root.path = NULL;
    return true;
}

/* Enters a directory. Takes ownership of `path`. `root` is as in struct level. */
static void enter_take(struct scan_find *f, char *path, size_t root, const struct stat *about)
{
    struct level *level = cvi_alloc(sizeof *level);

    level->path = path;
    level->root = root;
    level->device = about->st_dev;
    level->inode = about->st_ino;
    level->names = BUF_INIT(MOST_NAMES);
    level->above = f->level;
    f->level = level;
    if (!read_directory(f, level))
        leave(f);
}

static void enter_below_take(struct scan_find *f, char *path, const struct level *from)
{
    struct stat about;

    if (stat(path, &about) != 0) {
        fail_below(f, path, "cannot be read", errno);
    } else if (is_circle(f, &about)) {
        pass_over(f, path, "it leads back to a directory that contains it");
    } else if (f->rules->one_filesystem && about.st_dev != from->device) {
        pass_over(f, path, "on another file system");
    } else {
        enter_take(f, path, from->root, &about);
        return;
    }
    free(path);
}

/* If `path`, an entry of a directory, is a regular file, fills `found` and returns true. Takes
 * ownership of `path`. */
static bool look_take(struct scan_find *f, char *path, struct scan_found *found)
{
    int error = stat(path, &found->about) == 0 ? 0 : errno;

    if (!error && S_ISREG(found->about.st_mode)) {
        found->path = path;
        return true;
    }
    if (!error)
        pass_over(f, path, kind_of(&found->about));
    else if (error == ENOENT || error == ELOOP) /* a dangling link, or a deleted file */
        pass_over(f, path, strerror(error));
    else
        fail_below(f, path, "cannot be read", error);
    free(path);
    return false;
}

/* Processes one entry of the current directory. Returns true if it is a file to be scanned. */
static bool step(struct scan_find *f, struct scan_found *found)
{
    struct level *level = f->level;

    if (level->at == level->count) {
        leave(f);
        return false;
    }
    char *name = level->sorted[level->at++];
    size_t len = strlen(name);
    bool directory = len && name[len - 1] == '/';
    if (directory)
        name[len - 1] = '\0';
    char *path = file_join(level->path, name);
    if (directory) {
        enter_below_take(f, path, level);
        return false;
    }
    if (!is_ours(f->rules, path + level->root)) {
        free(path);
        return false;
    }
    return look_take(f, path, found);
}

/* Returns the length of the prefix that file_join puts before the names of a directory. */
static size_t prefix_of(const char *path)
{
    char *joined = file_join(path, "");
    size_t len = strlen(joined);

    free(joined);
    return len;
}

/* Returns the path of a named file as a new string; it is absolute if rules->cwd is set. */
static char *own_name(const struct scan_find_rules *rules, const char *name)
{
    return rules->cwd ? scan_root_path(name, rules->cwd) : cvi_strdup(name);
}

static void pass_over_ending(const struct scan_find *f, const char *name)
{
    const char *origin = f->rules->extensions_origin;
    char *why = origin ? cvi_format("its extension is not in scan.extensions (%s)", origin)
                       : cvi_strdup("its extension is not in --extensions");

    pass_over(f, name, why);
    free(why);
}

/* Returns whether the rules leave out a named file. Reports this for operands, but not for names
 * from a list, because there can be many. */
static bool is_left_out(struct scan_find *f, const char *name, bool operand)
{
    bool excluded = globs_fit_file(f->rules->exclude, name);
    bool other = f->rules->extensions && !has_ending(f->rules, text_basename(name));

    f->excluded += excluded;
    if (excluded && operand)
        pass_over(f, name, "excluded");
    else if (other && operand)
        pass_over_ending(f, name);
    return excluded || other;
}

/* Maximum bytes of a name in a message with a hint, so that the hint fits. */
enum { HINTED_MOST = 200 };

/* Returns a hint for the message about a name that does not exist, or "". */
static const char *hint_for(const char *name)
{
    if (strncmp(name, "{\"", 2) == 0)
        return " (a record? jq -r .filename prints its name)";
    if (*name == '"')
        return " (names are read without quotes: jq -r, ls -N)";
    return "";
}

/* Checks an operand or a listed name, and enters a directory. Returns SCAN_FIND_PAUSE if the name
 * is a directory, is left out, or belongs to another part (--shard). */
static enum scan_find_got look_named(struct scan_find *f, const char *name, bool operand,
                                     struct scan_found *found, struct why *why)
{
    bool there = stat(name, &found->about) == 0;
    int error = errno;

    if (there && S_ISDIR(found->about.st_mode)) {
        char *path = own_name(f->rules, name);

        begin_root(f, path, &found->about);
        enter_take(f, path, prefix_of(path), &found->about);
        return SCAN_FIND_PAUSE;
    }
    if (!is_ours(f->rules, name) || is_left_out(f, name, operand))
        return SCAN_FIND_PAUSE;
    found->path = own_name(f->rules, name);
    found->named = true;
    if (there && S_ISREG(found->about.st_mode))
        return SCAN_FIND_FILE;
    f->status = msg_worse(f->status, EX_NOINPUT);
    why_set(why, EX_NOINPUT, "%s", there ? kind_of(&found->about) : strerror(error));
    if (!f->rules->silent) {
        const char *hint = there ? "" : hint_for(name);

        msg_warn("%.*s: cannot be scanned: %s%s", *hint ? HINTED_MOST : NAMES_LONGEST, name,
                 why->text, hint);
    }
    return SCAN_FIND_BAD;
}

/* Returns the unreadable path in f->bad as a result of scan_find_next. */
static enum scan_find_got report_bad(struct scan_find *f, struct scan_found *found, struct why *why)
{
    found->path = f->bad;
    f->bad = NULL;
    why_set(why, EX_RECORD, "%s", strerror(f->bad_error));
    return SCAN_FIND_BAD;
}

static enum scan_find_got next_named(struct scan_find *f, struct scan_found *found, bool *wait,
                                     struct why *why)
{
    const char *name;

    if (*f->operands)
        return look_named(f, *f->operands++, true, found, why);
    if (!f->names)
        return SCAN_FIND_END;
    switch (names_next(f->names, &name, why)) {
    case NAMES_GOT:
        return look_named(f, name, false, found, why);
    case NAMES_WAIT:
        *wait = true;
        return SCAN_FIND_PAUSE;
    case NAMES_LONG:
        if (!f->rules->silent)
            msg_warn("--files-from: a name is longer than %d bytes", NAMES_LONGEST);
        f->status = msg_worse(f->status, EX_NOINPUT);
        return SCAN_FIND_PAUSE;
    case NAMES_NUL:
        if (!f->rules->silent)
            msg_warn("--files-from: a name has a NUL (names that end with NUL need --null)");
        f->status = msg_worse(f->status, EX_DATAERR);
        return SCAN_FIND_PAUSE;
    case NAMES_FAILED:
        if (!f->rules->silent)
            msg_warn("--files-from: %s", why->text);
        f->status = msg_worse(f->status, EX_IOERR);
        return SCAN_FIND_PAUSE;
    case NAMES_END:
        break;
    }
    return SCAN_FIND_END;
}

enum scan_find_got scan_find_next(struct scan_find *f, struct scan_found *found, bool *wait,
                                  struct why *why)
{
    *wait = false;
    *found = (struct scan_found){0};
    for (int i = 0; i < PATIENCE; i++) {
        if (f->bad)
            return report_bad(f, found, why);
        if (!f->level)
            return next_named(f, found, wait, why);
        if (step(f, found)) {
            f->root.files++;
            return SCAN_FIND_FILE;
        }
        if (f->root_done)
            break;
    }
    return SCAN_FIND_PAUSE;
}

void scan_find_free(struct scan_find *f)
{
    while (f && f->level)
        leave(f);
    if (f)
        free(f->root.path);
    if (f)
        free(f->bad);
    free(f);
}
