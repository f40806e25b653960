/* The config file: which one is read, and whether what stands in it is to be understood. */
#ifndef CONFIG_FILE_H
#define CONFIG_FILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"
#include "config/yaml.h"

/* What may stand below "trakt:". Both lists end with NULL. */
struct config_file_keys {
    const char *const *known; /* every setting, also those that no file may hold */
    const char *const *here;  /* those that may stand in the file */
    const char *list;         /* the one of them that may be a list of words */
};

struct config_file_places {
    const char *given;       /* --config; NULL: the first of the usual places that is there */
    const char *config_home; /* XDG_CONFIG_HOME */
    const char *home;        /* HOME */
};

/*
 * The path of the file to read; *path is NULL when there is none. False with why (64) when the
 * given one is no name. *path is new. */
bool config_file_find(const struct config_file_places *places, char **path, struct why *why);

/*
 * Reads and checks the file; the settings are below the member "trakt" of *root. What is only odd
 * is added to warnings, a line each. False with why (66 or 78), and *root NULL or not: in every
 * case it is to be ended with yamlfile_free. */
bool config_file_read(const char *path, const struct config_file_keys *keys,
                      struct yamlfile_node **root, struct buf *warnings, struct why *why);

#endif
