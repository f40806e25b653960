/* Converts the command line of a scan to its settings. */
#ifndef SCAN_SETUP_H
#define SCAN_SETUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "config/config.h"
#include "scan/scan.h"

/* Reads an age such as "90d", "12h", "2w" or "90" (days), and sets `seconds`. Returns false for
 * other strings. Pure, like the next three functions. */
bool scan_option_age(const char *text, int64_t *seconds);

/* Reads a time span such as "2h", "90m", "30s" or "1d", and sets `seconds`. Returns false for other
 * strings. */
bool scan_option_span(const char *text, int64_t *seconds);

/* Reads a size such as "64K", "256M", "1G" or "1T", optionally followed by "B" or "iB", and sets
 * `bytes`. The units are powers of 1,024. Returns false for other strings. */
bool scan_option_size(const char *text, uint64_t *bytes);

/* Reads a part such as "2/5" (part 2 of 5; both 1 to 1,000,000), and sets `part` and `parts`.
 * Returns false for other strings. */
bool scan_option_shard(const char *text, unsigned long *part, unsigned long *parts);

/* Filename extensions. A zeroed struct is empty. */
struct scan_endings {
    const char **at; /* NULL-terminated, without the dot; NULL: empty */
    size_t count;
};

/* An option_take: adds the extensions in `word` to `endings`, a struct scan_endings. Extensions are
 * separated by commas or spaces, and can have a leading dot. Returns false if the list or an
 * extension is empty. */
bool scan_option_endings(const char *word, void *endings);
void scan_endings_release(struct scan_endings *endings);

/* The options as given by the user. Strings are borrowed. */
struct scan_words {
    const char *older_than, *shard; /* NULL: not given */
    const char *time, *forget;      /* --for and --forget; NULL: not given */
    const char *memory;             /* maximum memory of decoders */
    const char *ffmpeg;             /* a program, or "none"; NULL: not given */
    const char *ffmpeg_origin;      /* where the configuration sets ffmpeg; NULL: it does not */
    long jobs, stall_s;             /* -1 in `jobs`: not given */
    int mode;                       /* index into scan_mode_words; -1: not given */
    int fail_on, format; /* indexes into scan_setup_fail_words and scan_setup_format_words */
    bool depth;          /* --recursive or --no-recursive was given */
    bool no_cache, records;
    bool absolute, as_named; /* --absolute and --no-absolute were given */
    struct scan_endings endings;
    struct buf directories; /* an array of char *: the arguments of --directory */
    struct glob_words exclude;
    char *patterns;     /* a copy of the exclude patterns in the configuration */
    struct globs globs; /* made of `exclude` by scan_setup */
};

extern const char *const scan_setup_fail_words[];   /* NULL-terminated */
extern const char *const scan_setup_format_words[]; /* likewise */

/* An option_take: adds the argument of --directory to `words`, a struct scan_words. */
bool scan_setup_directory(const char *word, void *words);

/* Adds the settings of the configuration (CONFIG_FOR_SCAN) for which no option is given. Adds the
 * configuration's exclude patterns to those of the options. `config` is borrowed until
 * scan_setup_release. */
void scan_setup_config(struct scan_words *words, struct scan_settings *settings,
                       const struct config *config);

/* Converts `words` and the `count` operands to `settings`. `state` and `home` are the values of
 * XDG_STATE_HOME and HOME; each may be NULL. Exits with status 64 if an option is invalid or
 * nothing is to be scanned, and with status 71 if the current directory is required but unknown. */
void scan_setup(struct scan_words *words, struct scan_settings *settings, char **operands,
                size_t count, const char *state, const char *home);

/* Finds ffmpeg, and fills `tool`, which the caller releases. `environment` is environ. Reports a
 * missing ffmpeg, except with --ffmpeg=none and in mode quick. Exits with status 64 if --content is
 * given and ffmpeg does not have the required filters. */
void scan_setup_decoder(const struct scan_words *words, struct scan_settings *settings,
                        char *const *environment, struct probe_tool *tool);

/* Frees the contents of settings and words. */
void scan_setup_release(struct scan_words *words, struct scan_settings *settings);

#endif
