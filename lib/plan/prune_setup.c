/* Checks the options of --prune, so that errors are reported before anything is read. */
#include "plan/prune_setup.h"

#include "base/msg.h"

const char *const prune_mode_words[] = {"all", "corrupt", NULL};

bool prune_setup_scan(const char *word, void *words)
{
    return *word && buf_add(&((struct prune_words *)words)->scans, &word, sizeof word);
}

void prune_setup_check(const struct prune_words *words, bool export)
{
    bool is_given = words->mode >= 0;

    if (!is_given && words->scans.len)
        msg_die(EX_USAGE, "--scan: requires --prune");
    if (!is_given && words->most >= 0)
        msg_die(EX_USAGE, "--max-remove: requires --prune");
    if (is_given && !words->scans.len)
        msg_die(EX_USAGE, "--prune: the scan document is required (--scan FILE)");
    if (is_given && export)
        msg_die(EX_USAGE,
                "--prune: cannot be combined with --export, because an export does not name its "
                "account");
}

struct prune *prune_setup(const struct prune_words *words)
{
    const struct prune_settings settings = {
        .mode = (enum prune_mode)(PRUNE_ALL + words->mode),
        .scans = (const char *const *)(const void *)words->scans.at,
        .scan_count = words->scans.len / sizeof(const char *),
        .most = words->most,
    };
    struct why why;

    if (words->mode < 0)
        return NULL;
    struct prune *prune = prune_open(&settings, &why);
    if (!prune)
        msg_die_why(&why);
    return prune;
}
