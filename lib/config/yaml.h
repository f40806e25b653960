/* Reads a YAML file as a tree of maps, lists and strings, each with its line. */
#ifndef CONFIG_YAML_H
#define CONFIG_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/msg.h"

enum yamlfile_kind { YAMLFILE_TEXT, YAMLFILE_LIST, YAMLFILE_MAP };

/* One value. Everything in it belongs to the tree. */
struct yamlfile_node {
    enum yamlfile_kind kind;
    size_t line;                 /* line where the value begins (in a map: its key), from 1 */
    char *key;                   /* in a map; else NULL */
    char *text;                  /* YAMLFILE_TEXT: UTF-8 without NUL; NULL for null in YAML */
    struct yamlfile_node *first; /* the members of a list or map, in order */
    struct yamlfile_node *next;  /* the next member of the same list or map */
};

/* Parses the contents of the file `name`. They must be one document in UTF-8, with or without a
 * byte order mark, and its top must be a map. An empty file is an empty map. Sets *tree to the new
 * tree; the caller frees it with yamlfile_free. Returns false with `why` (exit status 78) if the
 * contents have another form. Anchors, aliases, tags, duplicate keys, and too many or too deeply
 * nested values are errors, too. The text of `why` begins with "NAME:LINE: ". */
bool yamlfile_parse(const char *name, const char *bytes, size_t len, struct yamlfile_node **tree,
                    struct why *why);
void yamlfile_free(struct yamlfile_node *tree);

/* Returns the member of a map that has this key, or NULL. Borrowed. */
const struct yamlfile_node *yamlfile_member(const struct yamlfile_node *map, const char *key);

/* Returns whether the node, which may be NULL, has a value: a list, a map, or a string that is not
 * blank. */
bool yamlfile_has_value(const struct yamlfile_node *node);

/* Returns whether every key of the map is in the NULL-terminated list `keys`. If not, `why` (exit
 * status 78) has a message with the first unknown key and the key that was probably meant. In the
 * message, `name` is the name of the file, and `prefix` is the text before the key ("trakt."). */
bool yamlfile_only(const struct yamlfile_node *map, const char *name, const char *prefix,
                   const char *const *keys, struct why *why);

#endif
