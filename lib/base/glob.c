/* Compares patterns with paths. Patterns without slashes and special characters are kept in a
 * sorted array, which is searched fast even if a pattern file lists many names. */
#include "base/glob.h"

#include <fnmatch.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/sha256.h"

/* The part of a path with which a pattern is compared: its last name, its end, or the whole
 * absolute path. */
enum glob_kind { GLOB_NAME, GLOB_END, GLOB_ABSOLUTE };

struct glob {
    char *text; /* without the trailing slash */
    enum glob_kind kind;
    size_t slashes;
    bool directory; /* matches directories only */
};

static size_t count_slashes(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += *text == '/';
    return count;
}

static void add_name(struct globs *globs, const char *name)
{
    if (globs->name_count == globs->name_room) {
        globs->name_room = globs->name_room ? globs->name_room * 2 : 16;
        globs->names = cvi_realloc(globs->names, globs->name_room * sizeof *globs->names);
    }
    globs->names[globs->name_count++] = cvi_strdup(name);
}

static void add_glob(struct globs *globs, const char *text, size_t len, bool directory)
{
    struct glob glob = {.text = cvi_strndup(text, len), .directory = directory};

    glob.slashes = count_slashes(glob.text);
    glob.kind = *text == '/' ? GLOB_ABSOLUTE : glob.slashes ? GLOB_END : GLOB_NAME;
    if (globs->count == globs->room) {
        globs->room = globs->room ? globs->room * 2 : 16;
        globs->at = cvi_realloc(globs->at, globs->room * sizeof *globs->at);
    }
    globs->at[globs->count++] = glob;
}

/* Returns the pattern without prefixes that have no effect, because a pattern matches at any
 * depth. */
static const char *without_start(const char *text)
{
    for (;;) {
        if (strncmp(text, "./", 2) == 0)
            text += 2;
        else if (strncmp(text, "**/", 3) == 0)
            text += 3;
        else
            return text;
    }
}

bool globs_add(struct globs *globs, const char *pattern, struct why *why)
{
    const char *text = without_start(pattern);
    size_t len = strlen(text), whole = len;

    while (len && text[len - 1] == '/')
        len--;
    if (!len)
        return why_set(why, EX_USAGE, "invalid pattern '%s' (examples: '*.sample.mkv', Extras/)",
                       pattern);
    if (len > GLOB_MAX)
        return why_set(why, EX_USAGE, "a pattern is longer than %d bytes", GLOB_MAX);
    if (len == whole && !strpbrk(text, "*?[\\/"))
        add_name(globs, text);
    else
        add_glob(globs, text, len, len < whole);
    return true;
}

/* Adds the lines of `text` as patterns. Changes `text`. Returns false with `why`. */
static bool add_lines(struct globs *globs, char *text, const char *path, struct why *why)
{
    size_t number = 0;

    for (char *line; (line = strsep(&text, "\n")) != NULL;) {
        size_t len = strlen(line);
        struct why wrong;

        number++;
        if (len && line[len - 1] == '\r')
            line[--len] = '\0';
        if (!len || *line == '#' || globs_add(globs, line, &wrong))
            continue;
        return why_set(why, wrong.status, "%s: line %zu: %s", path, number, wrong.text);
    }
    return true;
}

bool globs_read(struct globs *globs, const char *path, struct why *why)
{
    struct buf text = BUF_INIT(GLOB_FILE_MAX);
    bool is_read = file_read(path, &text, why);

    if (is_read && memchr(buf_text(&text), '\0', text.len))
        is_read = why_set(why, EX_DATAERR, "%s: not a text file (it contains a NUL byte)", path);
    else if (is_read && text.len)
        is_read = add_lines(globs, text.at, path, why);
    buf_release(&text);
    return is_read;
}

bool globs_take(const char *word, void *buf)
{
    return buf_add(buf, &word, sizeof word);
}

static int by_bytes(const void *one, const void *other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

void globs_finish(struct globs *globs)
{
    if (globs->name_count)
        qsort(globs->names, globs->name_count, sizeof *globs->names, by_bytes);
    for (size_t i = 0; i < globs->count && !globs->cwd; i++) {
        if (globs->at[i].kind == GLOB_ABSOLUTE)
            globs->cwd = getcwd(NULL, 0);
    }
}

bool globs_are_none(const struct globs *globs)
{
    return !globs || (!globs->count && !globs->name_count);
}

/* Returns the last `slashes` + 1 names of `path`, with the slashes between them. Returns NULL if
 * `path` has fewer names. */
static const char *end_of(const char *path, size_t slashes)
{
    const char *at = path + strlen(path);

    for (; at > path; at--) {
        if (at[-1] == '/' && slashes-- == 0)
            return at;
    }
    return slashes ? NULL : path;
}

static bool glob_fits(const struct glob *glob, const char *path, const char *cwd, bool is_directory)
{
    const char *end;

    if (glob->directory && !is_directory)
        return false;
    if (glob->kind != GLOB_ABSOLUTE) {
        end = end_of(path, glob->slashes);
        return end && fnmatch(glob->text, end, FNM_PATHNAME) == 0;
    }
    if (*path == '/')
        return fnmatch(glob->text, path, FNM_PATHNAME) == 0;
    if (!cwd)
        return false;
    char *whole = file_join(cwd, strncmp(path, "./", 2) == 0 ? path + 2 : path);
    bool fits = fnmatch(glob->text, whole, FNM_PATHNAME) == 0;
    free(whole);
    return fits;
}

bool globs_fit(const struct globs *globs, const char *path, bool is_directory)
{
    if (globs_are_none(globs))
        return false;
    const char *name = end_of(path, 0);
    if (name && globs->name_count &&
        bsearch(&name, globs->names, globs->name_count, sizeof *globs->names, by_bytes))
        return true;
    for (size_t i = 0; i < globs->count; i++) {
        if (glob_fits(&globs->at[i], path, globs->cwd, is_directory))
            return true;
    }
    return false;
}

bool globs_fit_file(const struct globs *globs, const char *path)
{
    bool fits = false;

    if (globs_are_none(globs))
        return false;
    for (const char *at = path; !fits && (at = strchr(at, '/')) != NULL; at++) {
        if (at == path || at[-1] == '/')
            continue;
        char *directory = cvi_strndup(path, (size_t)(at - path));

        fits = globs_fit(globs, directory, true);
        free(directory);
    }
    return fits || globs_fit(globs, path, false);
}

void globs_start(struct globs *globs, const struct glob_words *words, bool is_taken)
{
    size_t patterns = words->patterns.len / sizeof(const char *);
    size_t files = words->files.len / sizeof(const char *);
    const char *word;
    struct why why;

    for (size_t i = 0; i < patterns; i++) {
        memcpy(&word, words->patterns.at + i * sizeof word, sizeof word);
        if (!globs_add(globs, word, &why))
            msg_die(why.status, "--exclude: %s", why.text);
    }
    for (size_t i = 0; i < files; i++) {
        memcpy(&word, words->files.at + i * sizeof word, sizeof word);
        if (is_taken && strcmp(word, "-") == 0)
            msg_die(EX_USAGE, "--exclude-from -: standard input is already used");
        if (!globs_read(globs, word, &why))
            msg_die(why.status, "--exclude-from: %s", why.text);
    }
    globs_finish(globs);
}

void glob_words_release(struct glob_words *words)
{
    buf_release(&words->patterns);
    buf_release(&words->files);
}

char *globs_key(const struct globs *globs)
{
    uint8_t digest[SHA256_SIZE];
    size_t count = globs->count + globs->name_count;
    char **all = cvi_alloc((count + 1) * sizeof *all);
    struct buf text = BUF_INIT(SIZE_MAX / 2), hex = BUF_INIT((size_t)2 * SHA256_SIZE);

    for (size_t i = 0; i < globs->count; i++)
        all[i] = cvi_format("%s%s", globs->at[i].text, globs->at[i].directory ? "/" : "");
    for (size_t i = 0; i < globs->name_count; i++)
        all[globs->count + i] = cvi_strdup(globs->names[i]);
    qsort(all, count, sizeof *all, by_bytes);
    for (size_t i = 0; i < count; i++) {
        buf_add(&text, all[i], strlen(all[i]) + 1);
        free(all[i]);
    }
    sha256(buf_text(&text), text.len, digest);
    for (size_t i = 0; i < SHA256_SIZE; i++)
        buf_printf(&hex, "%02x", digest[i]);
    free(all);
    buf_release(&text);
    return buf_detach(&hex);
}

void globs_release(struct globs *globs)
{
    for (size_t i = 0; i < globs->count; i++)
        free(globs->at[i].text);
    for (size_t i = 0; i < globs->name_count; i++)
        free((char *)globs->names[i]);
    free(globs->at);
    free(globs->names);
    free(globs->cwd);
    *globs = (struct globs){0};
}
