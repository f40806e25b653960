/* Patterns that leave out files: fnmatch(3) on names and on paths. */
#ifndef BASE_GLOB_H
#define BASE_GLOB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/msg.h"

/*
 * A list of patterns. "*" stands for any text without a slash, "?" for one byte, "[a-z]" for one of
 * these, "\" takes the meaning from the next character; case counts. A pattern without a slash is
 * compared with names. One that begins with a slash is compared with absolute paths, any other with
 * the end of paths, from the start of a name on. A slash at the end: directories only.
 * Zeroed: none. */
struct globs {
    struct glob *at;
    size_t count;
    size_t room;
    const char **names; /* names without any such character, sorted by globs_finish */
    size_t name_count;
    size_t name_room;
    char *cwd; /* where relative paths begin, for patterns with a slash at their start; NULL: none
                  has one, or it is not known */
};

enum {
    GLOB_MAX = 4096,
    GLOB_FILE_MAX = 16 << 20
}; /* bytes of a pattern, of a file with patterns */

/* Adds a pattern. Returns false with why (64) when it is empty or too long. */
bool globs_add(struct globs *globs, const char *pattern, struct why *why);

/*
 * Adds the patterns of a file ("-": standard input), one a line. Empty lines and those that begin
 * with "#" are skipped, and so is a CR at the end. Returns false with why (64, 65, 66). */
bool globs_read(struct globs *globs, const char *path, struct why *why);

/* What --exclude and --exclude-from say: const char *, one after the other, borrowed. */
struct glob_words {
    struct buf patterns, files;
};

/* An option_take that adds its word to a buf of struct glob_words. */
bool globs_take(const char *word, void *buf);

/* Adds what the words say, then calls globs_finish. Dies (64, 65, 66) when that fails, or when
 * standard input is to be read and is_taken says that it is something else. */
void globs_start(struct globs *globs, const struct glob_words *words, bool is_taken);

void glob_words_release(struct glob_words *words);

/* To be called after the last pattern was added, and before the first comparison. Looks for the
 * current directory if a pattern needs it. */
void globs_finish(struct globs *globs);

/* Returns whether there is no pattern. NULL is fine, here and below. Pure, as those that follow. */
bool globs_are_none(const struct globs *globs);

/* Returns whether a pattern fits the path itself. */
bool globs_fit(const struct globs *globs, const char *path, bool is_directory);

/* Returns whether a pattern fits the path of a file, or of a directory on the way to it. */
bool globs_fit_file(const struct globs *globs, const char *path);

/* Returns a string that is the same for the same patterns, in whatever order: 64 digits. New. */
CVI_MUST_USE char *globs_key(const struct globs *globs);

void globs_release(struct globs *globs);

#endif
