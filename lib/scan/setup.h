/* Converts the command line of a scan to its settings. */
#ifndef SCAN_SETUP_H
#define SCAN_SETUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "config/config.h"
#include "scan/scan.h"

/* Reads "90d", "12h", "2w" or a bare number of days, as seconds. Returns false for other strings.
 * Pure, like the following functions. */
bool scan_option_age(const char *text, int64_t *seconds);

/* Reads "2h", "90m", "30s" or "1d", as seconds. Returns false for other strings. */
bool scan_option_span(const char *text, int64_t *seconds);

/* Reads "256M", "1G", "64K", "1T", each also with B or iB at its end, as bytes: powers of 1,024.
 * Returns false for other strings. */
bool scan_option_size(const char *text, uint64_t *bytes);

/* Reads "2/5": part 2 of 5, both 1 to 1,000,000. Returns false for other strings. */
bool scan_option_shard(const char *text, unsigned long *part, unsigned long *parts);

/* Filename extensions. Zeroed: none. */
struct scan_endings {
    const char **at; /* NULL-terminated, without the dot; NULL: not set */
    size_t count;
};

/* Adds the extensions in a list, which are separated by commas or spaces, with or without dots: an
 * option_take with a struct scan_endings. Returns false if the list is empty, or has an empty
 * extension. */
bool scan_option_endings(const char *word, void *endings);
void scan_endings_release(struct scan_endings *endings);

/* Options that are converted before they are stored in struct scan_settings. Strings are
 * borrowed. */
struct scan_words {
    const char *older_than, *shard; /* NULL: not given */
    const char *time, *forget;      /* --for and --forget; NULL: not given */
    const char *memory;             /* maximum memory of decoders */
    const char *ffmpeg;             /* a program, or "none"; NULL: not given */
    const char *ffmpeg_origin;      /* the place where ffmpeg is set; NULL: not set */
    long jobs, stall_s;             /* jobs -1: not given */
    int mode;                       /* of scan_mode_words; -1: not given */
    int fail_on, format;            /* index into scan_setup_fail_words and _format_words */
    bool depth;                     /* --recursive or --no-recursive was given */
    bool no_cache, records;
    bool absolute, as_named; /* --absolute and --no-absolute were given */
    struct scan_endings endings;
    struct buf directories; /* char *, one after the other */
    struct glob_words exclude;
    char *patterns;     /* patterns of the settings, as a series */
    struct globs globs; /* of exclude. Set by scan_setup */
};

extern const char *const scan_setup_fail_words[];   /* NULL-terminated */
extern const char *const scan_setup_format_words[]; /* likewise */

/* Adds the argument of --directory. An option_take with a struct scan_words. */
bool scan_setup_directory(const char *word, void *words);

/* Takes values from the settings (CONFIG_FOR_SCAN) that the options do not set. Patterns of the
 * settings are added to those of the options. config is borrowed until scan_setup_release. */
void scan_setup_config(struct scan_words *words, struct scan_settings *settings,
                       const struct config *config);

/* Reads words and the count operands into settings. state and home are XDG_STATE_HOME and HOME;
 * each may be NULL. Exits with status 64 if the words are invalid, or there is nothing to scan. */
void scan_setup(struct scan_words *words, struct scan_settings *settings, char **operands,
                size_t count, const char *state, const char *home);

/* Finds the decoder. environment is environ. A missing decoder is reported if the scan requires
 * one. The caller releases tool. */
void scan_setup_decoder(const struct scan_words *words, struct scan_settings *settings,
                        char *const *environment, struct probe_tool *tool);

/* Frees the contents of settings and words. */
void scan_setup_release(struct scan_words *words, struct scan_settings *settings);

#endif
