/* Patterns that exclude files: fnmatch(3) on names and on paths. */
#ifndef BASE_GLOB_H
#define BASE_GLOB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/msg.h"

/*
 * A list of patterns. "*" matches any text without a slash, "?" one byte, "[a-z]" one of these
 * bytes; "\" makes the next character literal; case is significant. A pattern without a slash is
 * compared with names. A pattern that begins with a slash is compared with absolute paths; any
 * other is compared with the end of paths, starting at a name. A pattern with a trailing slash
 * matches directories only. A zeroed struct has no patterns. */
struct globs {
    struct glob *at;
    size_t count;
    size_t room;
    const char **names; /* names without special characters, sorted by globs_finish */
    size_t name_count;
    size_t name_room;
    char *cwd; /* base of relative paths, for patterns with a leading slash; NULL: no pattern has
                * one, or the base is unknown */
};

enum {
    GLOB_MAX = 4096,
    GLOB_FILE_MAX = 16 << 20
}; /* maximum bytes of a pattern, and of a file with patterns */

/* Adds a pattern. Returns false with why (64) if it is empty or too long. */
bool globs_add(struct globs *globs, const char *pattern, struct why *why);

/*
 * Adds the patterns in a file ("-": standard input), one per line. Empty lines and lines that begin
 * with "#" are skipped. A CR at the end of a line is dropped. Returns false with why (64, 65,
 * 66). */
bool globs_read(struct globs *globs, const char *path, struct why *why);

/* The values of --exclude and --exclude-from: const char *, one after the other, borrowed. */
struct glob_words {
    struct buf patterns, files;
};

/* An option_take that adds its value to a buf of struct glob_words. */
bool globs_take(const char *word, void *buf);

/* Adds the patterns in words, then calls globs_finish. Exits (64, 65, 66) on failure, or if
 * standard input is named but already used (is_taken). */
void globs_start(struct globs *globs, const struct glob_words *words, bool is_taken);

void glob_words_release(struct glob_words *words);

/* Must be called after the last pattern was added, and before the first comparison. Finds the
 * current directory if a pattern needs it. */
void globs_finish(struct globs *globs);

/* Returns whether there is no pattern. globs may be NULL, here and in the functions below. Pure,
 * like those functions. */
bool globs_are_none(const struct globs *globs);

/* Returns whether a pattern matches the path itself. */
bool globs_fit(const struct globs *globs, const char *path, bool is_directory);

/* Returns whether a pattern matches the path of a file, or of a directory on the way to it. */
bool globs_fit_file(const struct globs *globs, const char *path);

/* Returns a new string of 64 digits that identifies the patterns, regardless of their order. */
CVI_MUST_USE char *globs_key(const struct globs *globs);

void globs_release(struct globs *globs);

#endif
