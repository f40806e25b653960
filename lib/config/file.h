/* Finds the config files, reads and checks them. */
#ifndef CONFIG_FILE_H
#define CONFIG_FILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"
#include "config/trust.h"
#include "config/yaml.h"

/* The tiers of config files. Both are read; the first one takes precedence. */
enum config_tier {
    CONFIG_PROJECT, /* in the current directory, which may be another user's */
    CONFIG_OWN,     /* named by --config, or in a directory of the user or the system */
    CONFIG_TIERS
};

/* One setting of the config files. */
struct config_file_key {
    const char *section; /* "trakt" or "scan" */
    const char *name;    /* below it */
    const char *danger;  /* why a project must not set it; NULL: no danger */
    bool silent;         /* no warning that a project must not set it, because another program
                          * warns */
    bool nowhere;        /* not allowed in any file */
    bool list;           /* it may be a list of words */
};

struct config_file_places {
    const char *given;       /* --config; NULL: the usual places */
    const char *config_home; /* XDG_CONFIG_HOME */
    const char *home;        /* HOME */
};

/* The ignored settings. */
struct config_ignored {
    struct buf *warnings; /* for people: lines */
    struct buf *rows;     /* for --print-config: lines "ignored TAB what TAB why" */
};

/*
 * Finds the file of each tier; NULL if the tier has no file. With --config, finds only the file
 * that it names, as the user's own file. If the file in the current directory is also the user's
 * own file, it is found only as the latter. Returns false with why (64) if the given name is
 * invalid. The paths are new.
 */
bool config_file_find(const struct config_file_places *places, char *path[CONFIG_TIERS],
                      struct why *why);

/* The arguments of config_file_read. All borrowed. */
struct config_file {
    const char *path;
    int fd;                             /* the file, open for reading; -1: open it by its path */
    bool project;                       /* ignore dangerous settings */
    bool scan;                          /* also check the settings of a scan */
    const char *own;                    /* the file for ignored settings; NULL: HOME is not set */
    const struct config_file_key *keys; /* ends with a name that is NULL */
};

/* Reads and checks the file. The settings are below the members "trakt" and "scan" of *root, and in
 * the places where the earlier program has them. Unknown sections are added to the warnings,
 * ignored settings to both lists. Returns false with why (66 or 78) on an error. In every case, the
 * caller frees *root, which may be NULL, with yamlfile_free. */
bool config_file_read(const struct config_file *file, struct yamlfile_node **root,
                      const struct config_ignored *ignored, struct why *why);

/* Returns whether trust has an objection to the file at path. If so, adds to both lists that the
 * file is ignored; way_out states how to have it read anyway. */
bool config_file_is_ignored(const struct trust *trust, const char *path, const char *way_out,
                            const struct config_ignored *ignored);

#endif
