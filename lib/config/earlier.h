/* Maps the settings of the earlier program (corrupt-video-inspector in Python) to the current ones,
 * and reports settings that have no current one. */
#ifndef CONFIG_EARLIER_H
#define CONFIG_EARLIER_H

#include <stdbool.h>

#include "base/buf.h"
#include "config/yaml.h"

/* A key in the earlier program's config file, or a variable that it reads. */
struct earlier_name {
    const char *name; /* "processing.max_workers"; "CVI_LOG_LEVEL" */
    const char *ours; /* the current setting: "scan.jobs"; NULL: not used */
    /* If it is not used: what to use instead, as the words after "see " in the message, or NULL. */
    const char *instead;
};

/* All keys of the earlier program. The name of the last element is NULL. */
extern const struct earlier_name earlier_keys[];
/* The earlier program's variables that are not used here. (Variables that are used are aliases in
 * config_settings.) The name of the last element is NULL. */
extern const struct earlier_name earlier_variables[];

/* Returns whether the earlier program's config files have a section of this name. */
bool earlier_is_section(const char *name);

/* Returns whether at least one key of the section is used here. */
bool earlier_section_is_used(const char *name);

/* Returns the row of a key in the earlier program's config file; NULL if there is no such key. */
const struct earlier_name *earlier_key(const char *section, const char *name);

/* Looks in a config file for the setting `ours` under its earlier names. Returns the node of the
 * first name that has a value, borrowed, and sets *name to this name. Returns NULL if no earlier
 * name has a value. `name` may be NULL. */
const struct yamlfile_node *earlier_find(const struct yamlfile_node *root, const char *ours,
                                         const char **name);

/* Returns the node of "SECTION.KEY" in a config file, or NULL. Borrowed. */
const struct yamlfile_node *earlier_node(const struct yamlfile_node *root, const char *name);

/* Reports the unused settings of the earlier program in the config file `path`. Adds to `notes` one
 * line that names all of them, and one line for each key that another key overrides. Adds to `rows`
 * one line for each unused key, for --print-config. */
void earlier_add_unused(const struct yamlfile_node *root, const char *path, struct buf *notes,
                        struct buf *rows);

/* Reports the unused variables in `environment` in the same way. */
void earlier_add_unused_variables(char *const *environment, struct buf *notes, struct buf *rows);

#endif
