/* Reads listings of films and episodes from Radarr, Sonarr, Jellyfin, Emby, Plex and Kodi. An entry
 * of a listing is converted to records with the path, the title and the title's ids. */
#ifndef EXTRACT_LISTING_H
#define EXTRACT_LISTING_H

#include <jansson.h>
#include <stdbool.h>

#include "base/msg.h"
#include "json/raw.h"

/* The state of a listing. Initialize with {0}. Use one listing for all files of a run, because
 * shows and their episodes can be in different files. */
struct listing {
    json_t *shows;   /* maps "sonarr 12" to the show's title, year and ids; NULL: no shows so far */
    json_t *records; /* the records of the last entry, an array; NULL: no entry so far */
    bool clash;      /* the last entry is a show with the id of another show */
    bool orphan;     /* the last entry is an episode, and not even the name of its show is known */
};

enum listing_got {
    LISTING_RECORDS, /* `records` has a record for each file, without "scan" */
    LISTING_NO_FILE, /* the title has no file yet */
    LISTING_OTHER,   /* not a film, a show or an episode: a season, a song, a box set */
    LISTING_BAD,     /* the entry has no file name and no title; `why` has the reason */
};

/* Returns whether an entry with these members belongs to a listing. Returns false if it has a
 * member of a scan result, such as "is_corrupt". */
bool listing_is(const struct raw_members *members);

/* Reads an entry for which listing_is returned true. Replaces listing->records by the records of
 * the entry; the listing owns them. */
enum listing_got listing_read(struct listing *listing, const json_t *entry, struct why *why);

/* Frees the contents. */
void listing_release(struct listing *listing);

#endif
