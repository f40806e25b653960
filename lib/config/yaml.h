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
    size_t line;                 /* line where the value (in a map, its key) begins, from 1 */
    char *key;                   /* in a map; else NULL */
    char *text;                  /* YAMLFILE_TEXT: UTF-8 without NUL; NULL for null in YAML */
    struct yamlfile_node *first; /* the members of a list or map, in order */
    struct yamlfile_node *next;  /* the next member of the same list or map */
};

/*
 * Reads the bytes of a file called name. They must be one document whose top is a map, in UTF-8,
 * with or without a byte order mark, with any line ends. An empty file is an empty map. Returns
 * false with why (78), starting with "NAME:LINE: ", for anything else, and for anchors, aliases,
 * tags, duplicate keys, and too many or too deeply nested values. The tree is new; the caller frees
 * it with yamlfile_free. */
bool yamlfile_parse(const char *name, const char *bytes, size_t len, struct yamlfile_node **tree,
                    struct why *why);
void yamlfile_free(struct yamlfile_node *tree);

/* Returns the member of a map that has this key, or NULL. Borrowed. */
const struct yamlfile_node *yamlfile_member(const struct yamlfile_node *map, const char *key);

/* Returns whether the node, which may be NULL, has a value: a list, a map, or a string that is not
 * blank. */
bool yamlfile_has_value(const struct yamlfile_node *node);

/* Returns whether every key of the map is one of keys (NULL-terminated). If not, why (78) states
 * the first unknown key and the key that was probably meant. name is the file, prefix precedes the
 * key in the message ("trakt."). */
bool yamlfile_only(const struct yamlfile_node *map, const char *name, const char *prefix,
                   const char *const *keys, struct why *why);

#endif
