/* What the readers of listings share: one file for each program that lists titles. */
#ifndef EXTRACT_LISTING_PARTS_H
#define EXTRACT_LISTING_PARTS_H

#include "extract/listing.h"
#include "record/record.h"

/* A film, a show, or an episode of a show, as it is listed. Start with LISTED. */
struct listed {
    const char *from; /* the program: "radarr". It goes into media.from */
    enum media_type type;
    const char *title;    /* of an episode, the show's; NULL: not known */
    const char *original; /* the title in its own language; NULL: not known */
    int year;             /* of an episode, the show's; RECORD_NONE: not known */
    int season;           /* RECORD_NONE: not an episode, here and below */
    int episode;
    int last_episode;         /* of a file with several; RECORD_NONE: one */
    struct title_ids ids;     /* of an episode, the show's */
    bool disputed[TITLE_IDS]; /* two ids of the kind were told, so none is taken */
    const json_t *id;         /* by which the program knows it; NULL: not known */
};

#define LISTED(program, kind)                                                                      \
    ((struct listed){.from = (program),                                                            \
                     .type = (kind),                                                               \
                     .year = RECORD_NONE,                                                          \
                     .season = RECORD_NONE,                                                        \
                     .episode = RECORD_NONE,                                                       \
                     .last_episode = RECORD_NONE})

/* Each returns a member of an object: a text of at least one byte, or NULL (borrowed); a whole
 * number from 0 to 65535, or RECORD_NONE; a year from 1870 to 2100, or RECORD_NONE. */
const char *listing_text(const json_t *object, const char *key);
int listing_number(const json_t *object, const char *key);
int listing_year(const json_t *object, const char *key);

/* Sets an id from a number or a text; what is not such an id (0, -1, "tt") leaves it as it is. If
 * two differ, neither is trusted, and the title has no id of this kind. */
void listing_id(struct listed *title, enum title_id kind, const json_t *value);

/* Adds a record. path may be NULL: the program has not named the file. part is the number of the
 * file where a film has several, else 0. file_id may be NULL. */
void listing_add(struct listing *listing, const struct listed *title, const char *path, int part,
                 const json_t *file_id);

/* Keeps a show for its episodes, which know it by id. If another show has had this id, as with two
 * servers in one run, neither is used. */
void listing_keep_show(struct listing *listing, const struct listed *show);

/* Fills in what the listing has said of the episode's show: title, year, ids. Returns false when it
 * has not been listed, or is another than the one that the episode has named; then what was there
 * stays. */
bool listing_find_show(const struct listing *listing, const json_t *id, struct listed *episode);

/* The readers, one file for each program. What is above is in listed.c. */
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
