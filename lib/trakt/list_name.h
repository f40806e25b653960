/* Compares names of lists. Trakt may change the name of a new list: an emoji becomes a
 * ":short_code:", "&" may become "&amp;", and a long name may be cut. Pure. */
#ifndef TRAKT_LIST_NAME_H
#define TRAKT_LIST_NAME_H

#include <stdbool.h>

enum list_name {
    LIST_NAME_OTHER,
    LIST_NAME_PERHAPS, /* one name has an emoji where the other has a short code, and it is unknown
                        * whether the two correspond */
    LIST_NAME_SAME,
};

/* Returns whether the names are equal after conversion to Unicode's composed form (NFC). On macOS,
 * for example, é may be two characters. */
bool list_name_is(const char *one, const char *other);

/* Returns whether `shown`, the name of a list at Trakt, may be Trakt's version of `asked`, the
 * requested name. */
enum list_name list_name_compare(const char *asked, const char *shown);

#endif
