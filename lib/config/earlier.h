/* Maps the settings of the earlier program (corrupt-video-inspector in Python) to the current ones,
 * and reports those that are not used. */
#ifndef CONFIG_EARLIER_H
#define CONFIG_EARLIER_H

#include <stdbool.h>

#include "base/buf.h"
#include "config/yaml.h"

/* A key in the earlier program's config file, or a variable that it reads. */
struct earlier_name {
    const char *name;    /* "processing.max_workers"; "CVI_LOG_LEVEL" */
    const char *ours;    /* the setting that it gives: "scan.jobs"; NULL: not used */
    const char *instead; /* what to use instead, as the words after "see " in the message; NULL:
                            nothing */
};

/* The keys of the earlier program, and its variables that are not used here. (Those that are used
 * are aliases in config_settings.) The name of the last element is NULL. */
extern const struct earlier_name earlier_keys[];
extern const struct earlier_name earlier_variables[];

/* Returns whether the earlier program's config files have a section of this name. */
bool earlier_is_section(const char *name);

/* Returns whether at least one key of the section is used here. */
bool earlier_section_is_used(const char *name);

/* Returns the row of a key in the earlier program's config file; NULL if there is no such key. */
const struct earlier_name *earlier_key(const char *section, const char *name);

/* Returns the node in a config file that gives the setting `ours` under an earlier name, borrowed,
 * and sets *name to that name (`name` may be NULL). Returns NULL if no earlier name has a value. */
const struct yamlfile_node *earlier_find(const struct yamlfile_node *root, const char *ours,
                                         const char **name);

/* Returns the node of "SECTION.KEY" in a config file, or NULL. Borrowed. */
const struct yamlfile_node *earlier_node(const struct yamlfile_node *root, const char *name);

/* Reports the unused settings in the config file `path`. Adds to `notes` one line that names them
 * (no line if all are used), and one line for each key that another key overrides. Adds to `rows`
 * one line for each unused key, for --print-config. */
void earlier_add_unused(const struct yamlfile_node *root, const char *path, struct buf *notes,
                        struct buf *rows);

/* Reports the unused variables in `environment` in the same way. */
void earlier_add_unused_variables(char *const *environment, struct buf *notes, struct buf *rows);

#endif
