/* Compares names of lists. Trakt may change the name of a new list: it replaces an emoji by a
 * ":short_code:" and "&" by "&amp;", and cuts a long name. Pure. */
#ifndef TRAKT_LIST_NAME_H
#define TRAKT_LIST_NAME_H

#include <stdbool.h>

enum list_name {
    LIST_NAME_OTHER,
    /* One name has an emoji where the other has a short code, and it is unknown whether the short
     * code stands for this emoji. */
    LIST_NAME_PERHAPS,
    LIST_NAME_SAME,
};

/* Returns whether the names are equal after conversion to Unicode's composed form (NFC). */
bool list_name_is(const char *one, const char *other);

/* Returns whether Trakt changes the requested name `asked` to `shown`, the name of a list at Trakt.
 * Equal names are LIST_NAME_SAME. */
enum list_name list_name_compare(const char *asked, const char *shown);

#endif
