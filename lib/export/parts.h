/* Declarations shared by the files in lib/export: the members of an export (the files in it), and
 * the meaning of their names. */
#ifndef EXPORT_PARTS_H
#define EXPORT_PARTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/msg.h"

/* --- name.c: the kind of a member (pure functions) --- */

enum export_part {
    EXPORT_WATCHLIST, /* items of the main watchlist */
    EXPORT_LISTS,     /* the user's lists */
    EXPORT_LIST,      /* items of one list */
    EXPORT_MOVIES,    /* films of the collection */
    EXPORT_SHOWS,     /* shows of the collection, with their episodes */
    EXPORT_ERRORS,    /* data that could not be exported */
};

struct export_name {
    enum export_part part;
    json_int_t list; /* for EXPORT_LIST: the list's id */
    /* For EXPORT_LIST: the list's slug, including "-" and the page number if the name has one.
     * Borrowed. */
    const char *slug;
    size_t slug_len;
    json_int_t page; /* number of the page; 0: no number. For EXPORT_LIST, use export_page_of */
};

/* Reads the path of a member, such as "lists-watchlist-2.json" or "collection-shows-2.json",
 * optionally in a directory. The older layout, "ann_k/lists/watchlist.json", is also accepted.
 * Returns false if the member is not one of the parts, or if the path leads out of the export
 * ("../"). `name` borrows from `path`. */
bool export_name_read(const char *path, struct export_name *name);

/* Returns the page number in the name of an EXPORT_LIST member; 0 if the name has none. `slug` is
 * the list's slug, or "" if the slug is unknown. The slug is needed because it can itself end in a
 * number. */
json_int_t export_page_of(const struct export_name *name, const char *slug);

/* --- members.c --- */

struct export_members {
    const char *path; /* path of the export. Borrowed */
    char **names;     /* the names that export_name_read accepts */
    size_t *places;   /* index of each member in the ZIP file */
    size_t count;
    size_t room;
    void *zip;   /* handle of libzip; NULL: the export is a folder */
    size_t left; /* bytes that can still be read before EXPORT_MOST_BYTES_IN_ALL is reached */
};

/* Adds a member, unless export_name_read rejects its name. `place` is its index in the ZIP file. */
void export_members_add(struct export_members *members, const char *name, size_t place);

/* --- zip.c and folder.c: the sources of members --- */

/* Finds the members in a ZIP file. Takes ownership of fd, even on error. On error, returns false
 * with `why` (exit status 65). */
bool export_zip_open(int fd, struct export_members *members, struct why *why);
void export_zip_close(struct export_members *members);
/* Appends the contents of a member to `out`. Returns false with `why` (exit status 65 or 66). */
bool export_zip_read(struct export_members *members, size_t member, struct buf *out,
                     struct why *why);

/* Finds the members in a folder and, for the older layout, in two levels of folders below it.
 * Returns false with `why` (exit status 65 or 66). */
bool export_folder_open(struct export_members *members, struct why *why);
bool export_folder_read(struct export_members *members, size_t member, struct buf *out,
                        struct why *why);

#endif
