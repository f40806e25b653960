/* Makes a struct prune from command-line options. */
#ifndef PLAN_PRUNE_SETUP_H
#define PLAN_PRUNE_SETUP_H

#include <stdbool.h>

#include "base/buf.h"
#include "plan/prune_run.h"

/* The options --prune, --scan and --max-remove. */
struct prune_words {
    int mode;         /* index in prune_mode_words; negative: not given */
    struct buf scans; /* an array of const char * */
    long most;        /* negative: not given */
};

/* The initial value: none of the options was given. */
#define PRUNE_WORDS                                                                                \
    {                                                                                              \
        .mode = -1, .scans = {.max = 1 << 24}, .most = -1                                          \
    }

/* The names of PRUNE_ALL and PRUNE_CORRUPT: "all", "corrupt". */
extern const char *const prune_mode_words[];

/* Adds an argument of --scan. This is an option_take callback whose context is a struct
 * prune_words. */
bool prune_setup_scan(const char *word, void *words);

/* Exits with status 64 if an option is missing, or contradicts another. `export` is true if the
 * list is read from an export. */
void prune_setup_check(const struct prune_words *words, bool export);

/* Returns a new struct prune; NULL if --prune was not given. Exits with status 66 if a scan
 * document cannot be read. */
CVI_MUST_USE struct prune *prune_setup(const struct prune_words *words);

#endif
