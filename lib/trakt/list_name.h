/* Names of lists, and the changes that Trakt makes to them: emoji become ":short_codes:", "&" may
 * become "&amp;", and a long name may be cut. Pure. */
#ifndef TRAKT_LIST_NAME_H
#define TRAKT_LIST_NAME_H

#include <stdbool.h>

enum list_name {
    LIST_NAME_OTHER,
    LIST_NAME_PERHAPS, /* one has an emoji where the other has an unknown short code */
    LIST_NAME_SAME,
};

/* Returns whether the names are equal in Unicode's composed form (NFC): keyboards of macOS write é
 * as two characters. */
bool list_name_is(const char *one, const char *other);

/* Compares the name that was requested with a name that Trakt shows and may have changed. */
enum list_name list_name_compare(const char *asked, const char *shown);

#endif
