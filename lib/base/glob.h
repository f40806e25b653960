/* Patterns that exclude files (--exclude). They are compared with names and paths by fnmatch(3). */
#ifndef BASE_GLOB_H
#define BASE_GLOB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/msg.h"

/*
 * A list of patterns. "*" matches any text without a slash, "?" matches one byte, and "[a-z]"
 * matches one byte in that range. "\" makes the next character literal. Case is significant.
 * A pattern without a slash is compared with the last name of a path. A pattern that begins with a
 * slash is compared with the absolute path. Any other pattern is compared with the end of a path:
 * "a/b" matches "x/a/b", but not "xa/b". A pattern with a trailing slash matches directories only.
 * A zeroed struct has no patterns. */
struct globs {
    struct glob *at;
    size_t count;
    size_t room;
    /* patterns without slashes and special characters, sorted by globs_finish */
    const char **names;
    size_t name_count;
    size_t name_room;
    /* set by globs_finish if a pattern begins with a slash: the current directory; NULL: unknown */
    char *cwd;
};

enum {
    GLOB_MAX = 4096,          /* maximum bytes of a pattern */
    GLOB_FILE_MAX = 16 << 20, /* maximum bytes of a file with patterns */
};

/* Adds a pattern. Returns false with `why` (exit status 64) if the pattern is empty or too long. */
bool globs_add(struct globs *globs, const char *pattern, struct why *why);

/* Adds the patterns in a file ("-": standard input), one per line. Skips empty lines and lines that
 * begin with "#". Returns false with `why`: exit status 64 for an invalid pattern; 65 if the file
 * is too long or not text; 66 if it cannot be read. */
bool globs_read(struct globs *globs, const char *path, struct why *why);

/* The values of --exclude (`patterns`) and --exclude-from (`files`). Each buffer is an array of
 * const char *; the strings are borrowed. */
struct glob_words {
    struct buf patterns, files;
};

/* An option_take callback: adds `word` to `buf`, which is one of the two buffers in a struct
 * glob_words. */
bool globs_take(const char *word, void *buf);

/* Adds the patterns in `words` and calls globs_finish. If globs_add or globs_read fails, exits with
 * the status that it has set in `why`. If `is_taken` is set, standard input has another use, and
 * --exclude-from=- makes the program exit with status 64. */
void globs_start(struct globs *globs, const struct glob_words *words, bool is_taken);

void glob_words_release(struct glob_words *words);

/* Must be called after the last pattern is added, and before the first comparison. */
void globs_finish(struct globs *globs);

/* Returns whether there are no patterns. In this function and the next two, `globs` can be NULL. */
bool globs_are_none(const struct globs *globs);

/* Returns whether a pattern matches `path`. Does not check whether a pattern matches a parent
 * directory of `path`. */
bool globs_fit(const struct globs *globs, const char *path, bool is_directory);

/* Returns whether a pattern matches the file `path` or one of its parent directories. */
bool globs_fit_file(const struct globs *globs, const char *path);

/* Returns a new string of 64 hexadecimal digits that identifies the patterns, regardless of their
 * order. */
CVI_MUST_USE char *globs_key(const struct globs *globs);

void globs_release(struct globs *globs);

#endif
