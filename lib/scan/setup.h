/* From the words of a scan's command line to its settings. */
#ifndef SCAN_SETUP_H
#define SCAN_SETUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "config/config.h"
#include "scan/scan.h"

/* Reads "90d", "12h", "2w" or a bare number of days, as seconds. Returns false when the text is
 * none of these. Pure, as those below. */
bool scan_option_age(const char *text, int64_t *seconds);

/* Reads "2h", "90m", "30s" or "1d", as seconds. Returns false when the text is none of these. */
bool scan_option_span(const char *text, int64_t *seconds);

/* Reads "256M", "1G", "64K", "1T", each also with B or iB at its end, as bytes: powers of 1,024.
 * Returns false when the text is none of these. */
bool scan_option_size(const char *text, uint64_t *bytes);

/* Reads "2/5": part 2 of 5, both 1 to 1,000,000. Returns false when the text is not a part. */
bool scan_option_shard(const char *text, unsigned long *part, unsigned long *parts);

/* Endings of names. Zeroed: none. */
struct scan_endings {
    const char **at; /* NULL-terminated, without the dot; NULL: none */
    size_t count;
};

/* Adds the endings of a list with commas or blanks between them, with or without dots: an
 * option_take with a struct scan_endings. Returns false when the list has none, or an empty one. */
bool scan_option_endings(const char *word, void *endings);
void scan_endings_release(struct scan_endings *endings);

/* The options that are not in struct scan_settings as they are. Texts are borrowed. */
struct scan_words {
    const char *older_than, *shard; /* NULL: not given */
    const char *time, *forget;      /* --for and --forget; NULL: not given */
    const char *memory;             /* how much decoders may take */
    const char *ffmpeg;             /* a program, or "none"; NULL: not given */
    const char *ffmpeg_origin;      /* where the setting of ffmpeg is from; NULL: none is used */
    long jobs, stall_s;             /* jobs -1: not given */
    int mode;                       /* of scan_mode_words; -1: not given */
    int fail_on, format;            /* of scan_setup_fail_words and _format_words */
    bool depth;                     /* --recursive or --no-recursive is given */
    bool no_memory, records;
    bool absolute, as_named; /* --absolute and --no-absolute */
    struct scan_endings endings;
    struct buf directories; /* char *, one after the other */
    struct glob_words exclude;
    char *patterns;     /* those of the settings, one after the other */
    struct globs globs; /* of exclude. Filled in by scan_setup */
};

extern const char *const scan_setup_fail_words[];   /* NULL-terminated */
extern const char *const scan_setup_format_words[]; /* likewise */

/* Adds the argument of --directory: an option_take with a struct scan_words. */
bool scan_setup_directory(const char *word, void *words);

/* Takes from the settings (CONFIG_FOR_SCAN) what the options do not say. Patterns of the settings
 * are added to those of the options. config is borrowed until scan_setup_release. */
void scan_setup_config(struct scan_words *words, struct scan_settings *settings,
                       const struct config *config);

/*
 * Reads words and the count operands into settings. state and home are XDG_STATE_HOME and HOME,
 * each may be NULL. Dies (64) when the words are wrong, or when there is nothing to scan. */
void scan_setup(struct scan_words *words, struct scan_settings *settings, char **operands,
                size_t count, const char *state, const char *home);

/* Finds the decoder; environment is environ. A missing decoder is reported unless the scan does not
 * want one. The caller releases tool. */
void scan_setup_decoder(const struct scan_words *words, struct scan_settings *settings,
                        char *const *environment, struct probe_tool *tool);

/* Frees what settings and words hold. */
void scan_setup_release(struct scan_words *words, struct scan_settings *settings);

#endif
