/* From the words of a scan's command line to its settings. */
#ifndef SCAN_SETUP_H
#define SCAN_SETUP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "scan/option.h"
#include "scan/scan.h"

/* What the options say, as far as it is not in struct scan_settings as it is. Texts are
 * borrowed. */
struct scan_words {
    const char *older_than, *shard; /* NULL: not given */
    const char *ffmpeg;             /* a program, or "none" */
    long jobs, stall_s;
    int mode, fail_on; /* of scan_mode_words; of scan_setup_fail_words */
    bool no_memory, records;
    struct scan_endings endings;
    struct buf directories; /* char *, one after the other */
};

extern const char *const scan_setup_fail_words[]; /* NULL-terminated */

/* Adds what was named with --directory: an option_take with a struct scan_words. */
bool scan_setup_directory(const char *word, void *words);

/*
 * Reads words and the count operands into settings. state and home are XDG_STATE_HOME and HOME,
 * each may be NULL. Dies (64) of what is wrong with the words, or when nothing is to be scanned. */
void scan_setup(struct scan_words *words, struct scan_settings *settings, char **operands,
                size_t count, const char *state, const char *home);

/* Finds the decoder, with environment as environ; told when there is none and one is wanted. To be
 * released: tool. */
void scan_setup_decoder(const struct scan_words *words, struct scan_settings *settings,
                        char *const *environment, struct probe_tool *tool);

/* Frees what settings and words hold. */
void scan_setup_release(struct scan_words *words, struct scan_settings *settings);

#endif
