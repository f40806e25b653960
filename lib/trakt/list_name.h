/* Names of lists, and what Trakt makes of them: emoji come back as ":short_codes:", "&" may come
 * back as "&amp;", and a long name may be cut. Pure. */
#ifndef TRAKT_LIST_NAME_H
#define TRAKT_LIST_NAME_H

#include <stdbool.h>

enum list_name {
    LIST_NAME_OTHER,
    LIST_NAME_PERHAPS, /* one has an emoji where the other has a short code that we do not know */
    LIST_NAME_SAME,
};

/* Returns whether the names are equal in Unicode's composed form (NFC): keyboards of macOS write é
 * as two characters. */
bool list_name_is(const char *one, const char *other);

/* Compares the name that was asked for with one that Trakt shows, which may be what became of it.
 */
enum list_name list_name_compare(const char *asked, const char *shown);

#endif
