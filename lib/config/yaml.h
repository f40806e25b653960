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
    size_t line; /* line where the value begins (in a map: where its key begins), from 1 */
    char *key;   /* in a map; else NULL */
    char *text;  /* YAMLFILE_TEXT: UTF-8 without NUL; NULL for null in YAML */
    struct yamlfile_node *first; /* the members of a list or map, in order */
    struct yamlfile_node *next;  /* the next member of the same list or map */
};

/* Parses the contents of a file called `name`, which must be one document whose top is a map, in
 * UTF-8, with or without a byte order mark. An empty file is an empty map. Sets *tree to the new
 * tree; the caller frees it with yamlfile_free. Returns false with `why` (78), whose text begins
 * with "NAME:LINE: ", if the contents are not such a document, or have anchors, aliases, tags,
 * duplicate keys, or too many or too deeply nested values. */
bool yamlfile_parse(const char *name, const char *bytes, size_t len, struct yamlfile_node **tree,
                    struct why *why);
void yamlfile_free(struct yamlfile_node *tree);

/* Returns the member of a map that has this key, or NULL. Borrowed. */
const struct yamlfile_node *yamlfile_member(const struct yamlfile_node *map, const char *key);

/* Returns whether the node, which may be NULL, has a value: a list, a map, or a string that is not
 * blank. */
bool yamlfile_has_value(const struct yamlfile_node *node);

/* Returns whether every key of the map is in the NULL-terminated list `keys`. If not, `why` (78)
 * states the first unknown key and the key that was probably meant. `name`: the name of the file.
 * `prefix`: the text before the key in the message ("trakt."). */
bool yamlfile_only(const struct yamlfile_node *map, const char *name, const char *prefix,
                   const char *const *keys, struct why *why);

#endif
