/* Finds the config files, reads and checks them. */
#ifndef CONFIG_FILE_H
#define CONFIG_FILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"
#include "config/trust.h"
#include "config/yaml.h"

/* The tiers of config files. The files of both tiers are read; the first tier takes precedence. */
enum config_tier {
    CONFIG_PROJECT, /* in the current directory, which may be another user's */
    CONFIG_OWN,     /* named by --config, or in a directory of the user or the system */
    CONFIG_TIERS
};

/* One setting of the config files. */
struct config_file_key {
    const char *section; /* "trakt" or "scan" */
    const char *name;    /* the key in this section */
    /* Why a file in the current directory must not set it: the words after "because it" in the
     * message. NULL: such a file can set it. */
    const char *danger;
    bool silent;  /* if it is ignored, another program reports this */
    bool nowhere; /* not allowed in any file */
    bool list;    /* the value can also be a list of strings */
};

/* The places of config files. NULL: not set. */
struct config_file_places {
    const char *given;       /* --config */
    const char *config_home; /* XDG_CONFIG_HOME */
    const char *home;        /* HOME */
};

/* The buffers for lines about ignored settings and files. */
struct config_ignored {
    struct buf *warnings; /* for people */
    struct buf *rows;     /* for --print-config: "ignored TAB what TAB why" */
};

/* Sets `path` to the config file of each tier, as new strings; NULL if a tier has no file. With
 * --config, the only file is the named one, in tier CONFIG_OWN. If both tiers have the same file,
 * it stays only in CONFIG_OWN. Returns false with `why` (exit status 64) if the given name is
 * invalid. */
bool config_file_find(const struct config_file_places *places, char *path[CONFIG_TIERS],
                      struct why *why);

/* The arguments of config_file_read. All borrowed. */
struct config_file {
    const char *path;
    int fd;          /* the file, open for reading; -1: open it by its path */
    bool project;    /* ignore settings that have a `danger` */
    bool scan;       /* also check the settings of a scan */
    const char *own; /* where the user can move ignored settings to, for messages; NULL: unknown */
    const struct config_file_key *keys; /* the name of the last element is NULL */
};

/* Reads and checks the file, and sets *root to its contents. The settings are below the members
 * "trakt" and "scan". They can also be at the places that the earlier Python program used. Adds
 * unknown sections and keys to the warnings, and ignored settings to both buffers of `ignored`.
 * Returns false with `why` (exit status 66 or 78) on an error. In every case, the caller frees
 * *root, which can be NULL, with yamlfile_free. */
bool config_file_read(const struct config_file *file, struct yamlfile_node **root,
                      const struct config_ignored *ignored, struct why *why);

/* Returns whether trust_open had an objection to the file at `path`. If so, reports in both buffers
 * of `ignored` that the file is ignored. `way_out` is the end of the message: what the user can do
 * if the file should be read anyway. */
bool config_file_is_ignored(const struct trust *trust, const char *path, const char *way_out,
                            const struct config_ignored *ignored);

#endif
