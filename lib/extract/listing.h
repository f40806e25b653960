/* Listings of films and episodes, as the programs that manage or play them answer: Radarr, Sonarr,
 * Jellyfin, Emby, Plex and Kodi. An entry is known by its members, and becomes records with the
 * path, the title and its ids. */
#ifndef EXTRACT_LISTING_H
#define EXTRACT_LISTING_H

#include <jansson.h>
#include <stdbool.h>

#include "base/msg.h"
#include "json/raw.h"

/* What a listing has said so far. It begins as {0}, and is used for all files of a run, because
 * shows and their episodes may come in different files. */
struct listing {
    json_t *shows;   /* "sonarr 12" → title, year and ids; NULL: none so far */
    json_t *records; /* of the entry that was read last; NULL: none so far */
    bool clash;      /* that entry is a show whose id another show has had */
    bool orphan;     /* that entry is an episode of a show that is not known, nor its name */
};

enum listing_got {
    LISTING_RECORDS, /* records has one for each file; none may have a scan */
    LISTING_NO_FILE, /* the title has no file yet */
    LISTING_OTHER,   /* it is neither a film, a show nor an episode: a season, a song, a box set */
    LISTING_BAD,     /* it names neither a file nor a title; why says why */
};

/* Returns whether an entry with these members belongs to a listing. An entry that says something of
 * a file's health belongs to a scan document instead. */
bool listing_is(const struct raw_members *members);

/* Reads an entry for which listing_is is true. Sets records to new records of the entry, which
 * belong to the listing until the next call. */
enum listing_got listing_read(struct listing *listing, const json_t *entry, struct why *why);

/* Frees the contents. */
void listing_release(struct listing *listing);

#endif
