/* The declarations that the readers of listings share. Each program that lists titles has a reader
 * file. */
#ifndef EXTRACT_LISTING_PARTS_H
#define EXTRACT_LISTING_PARTS_H

#include "extract/listing.h"
#include "record/record.h"

/* A listed film, show, or episode of a show. Start with LISTED. */
struct listed {
    const char *from; /* the program, for media.from: "radarr" */
    enum media_type type;
    const char *title;    /* for an episode, the show's; NULL: not known */
    const char *original; /* the title in the original language; NULL: not known */
    int year;             /* for an episode, the show's; RECORD_NONE: not known */
    int season;           /* RECORD_NONE: not an episode, here and below */
    int episode;
    int last_episode;         /* last episode in a file with several; RECORD_NONE: the file has
                               * one */
    struct title_ids ids;     /* for an episode, the show's */
    bool disputed[TITLE_IDS]; /* two different ids of the kind were listed, so neither is used */
    const json_t *id;         /* the id in the program; NULL: not known */
};

#define LISTED(program, kind)                                                                      \
    ((struct listed){.from = (program),                                                            \
                     .type = (kind),                                                               \
                     .year = RECORD_NONE,                                                          \
                     .season = RECORD_NONE,                                                        \
                     .episode = RECORD_NONE,                                                       \
                     .last_episode = RECORD_NONE})

/* Each function returns a member of an object: a string of at least one byte, borrowed, or NULL; a
 * whole number from 0 to 65535, or RECORD_NONE; a year from 1870 to 2100, or RECORD_NONE. */
const char *listing_text(const json_t *object, const char *key);
int listing_number(const json_t *object, const char *key);
int listing_year(const json_t *object, const char *key);

/* Sets an id from a number or a string; an invalid id (0, -1, "tt") changes nothing. If two ids of
 * a kind differ, neither is used, and the title has no id of this kind. */
void listing_id(struct listed *title, enum title_id kind, const json_t *value);

/* Adds a record. path may be NULL: the program has not named the file. part is the number of the
 * file if a film has several, otherwise 0. file_id may be NULL. */
void listing_add(struct listing *listing, const struct listed *title, const char *path, int part,
                 const json_t *file_id);

/* Stores a show for its episodes, which have its id. If another show has the same id, for example
 * from a second server in the same run, neither show is used. */
void listing_keep_show(struct listing *listing, const struct listed *show);

/* Sets the title, year and ids of the episode's show from the listing. Returns false, without
 * changes, if the show has not been listed, or differs from the one that the episode names. */
bool listing_find_show(const struct listing *listing, const json_t *id, struct listed *episode);

/* The readers, one file for each program. The functions above are in listed.c. */
enum listing_got listing_radarr_movie(struct listing *listing, const json_t *entry);
enum listing_got listing_radarr_file(struct listing *listing, const json_t *entry);
enum listing_got listing_sonarr_series(struct listing *listing, const json_t *entry);
enum listing_got listing_sonarr_episode(struct listing *listing, const json_t *entry);
enum listing_got listing_sonarr_file(struct listing *listing, const json_t *entry);
enum listing_got listing_jellyfin_item(struct listing *listing, const json_t *entry);
enum listing_got listing_plex_item(struct listing *listing, const json_t *entry);
enum listing_got listing_kodi_movie(struct listing *listing, const json_t *entry);
enum listing_got listing_kodi_episode(struct listing *listing, const json_t *entry);
enum listing_got listing_kodi_show(struct listing *listing, const json_t *entry);

#endif
