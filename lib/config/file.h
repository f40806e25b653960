/* The config file: which one is read, and whether what stands in it is to be understood. */
#ifndef CONFIG_FILE_H
#define CONFIG_FILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"
#include "config/trust.h"
#include "config/yaml.h"

/* The tiers of config files. Both are read, and what the first one says counts. */
enum config_tier {
    CONFIG_PROJECT, /* in the current directory, which may be anybody's */
    CONFIG_OWN,     /* named by --config, or in a place of the user's or the system's */
    CONFIG_TIERS
};

/* One setting, as the config files know it. */
struct config_file_key {
    const char *section; /* "trakt" or "scan" */
    const char *name;    /* below it */
    const char *danger;  /* what it can do, so that a project may not say it; NULL: no danger */
    bool silent;         /* no warning that a project may not say it: another program's matter */
    bool nowhere;        /* no file may hold it */
    bool list;           /* it may be a list of words */
};

struct config_file_places {
    const char *given;       /* --config; NULL: the usual places */
    const char *config_home; /* XDG_CONFIG_HOME */
    const char *home;        /* HOME */
};

/* What was passed over, for whom it concerns. */
struct config_ignored {
    struct buf *warnings; /* for people: lines */
    struct buf *rows;     /* for --print-config: lines "ignored TAB what TAB why" */
};

/*
 * Finds the file of each tier; NULL if the tier has no file. With --config, only the file it names
 * is found, as the user's own. A file in the current directory that is also the user's own file is
 * found as the latter. False with why (64) when the name given is no name. The paths are new. */
bool config_file_find(const struct config_file_places *places, char *path[CONFIG_TIERS],
                      struct why *why);

/* What config_file_read is to read, and how. All borrowed. */
struct config_file {
    const char *path;
    int fd;                             /* the file, open for reading; -1: open it by its path */
    bool project;                       /* take only what is not dangerous */
    bool scan;                          /* check the settings of a scan, too */
    const char *own;                    /* the file for what is not taken; NULL: there is no HOME */
    const struct config_file_key *keys; /* ends with a name that is NULL */
};

/*
 * Reads and checks the file; the settings are below the members "trakt" and "scan" of *root, and
 * where the earlier program has them. Odd sections are
 * added to the warnings, and what is ignored to both lists. False with why (66 or 78), and *root
 * NULL or not: in every case it is to be ended with yamlfile_free. */
bool config_file_read(const struct config_file *file, struct yamlfile_node **root,
                      const struct config_ignored *ignored, struct why *why);

/* Adds to both lists that the file at path is ignored, if trust has an objection; way_out says how
 * the user has it read anyway. Returns whether it does. */
bool config_file_is_ignored(const struct trust *trust, const char *path, const char *way_out,
                            const struct config_ignored *ignored);

#endif
