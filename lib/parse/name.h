/* What a file's path says about the film or episode in it. */
#ifndef PARSE_NAME_H
#define PARSE_NAME_H

#include <jansson.h>
#include <stddef.h>

#include "base/buf.h"

/*
 * The media object for a path: type, title, year and, for a show, season and episode; then what
 * else the name tells (docs/record.md lists keys and values). New, never NULL. path is taken to
 * be UTF-8; other bytes are read as U+FFFD. The title is never empty. Not for several threads
 * at once. */
CVI_MUST_USE json_t *name_media(const char *path);

/* The same with one more member, "explain": what each piece of the path was taken for, and why. */
CVI_MUST_USE json_t *name_explained(const char *path);

/* Adds a table of all rules to out, each with what it finds and an example. */
void name_list_rules(struct buf *out);

/* Frees the compiled rules. */
void name_release(void);

#endif
