/* Declarations shared by the readers of listings. Each reader is a file for one program, such as
 * Radarr; Jellyfin and Emby share a reader. */
#ifndef EXTRACT_LISTING_PARTS_H
#define EXTRACT_LISTING_PARTS_H

#include "extract/listing.h"
#include "record/record.h"

/* A film, a show or an episode from a listing. Initialize with LISTED. */
struct listed {
    const char *from; /* the program, for media.from: "radarr" */
    enum media_type type;
    const char *title;    /* for an episode, the show's; NULL: not known */
    const char *original; /* the title in the original language; NULL: not known */
    int year;             /* for an episode, the show's; RECORD_NONE: not known */
    int season; /* RECORD_NONE: not an episode, or not known; the same applies to `episode` */
    int episode;
    int last_episode; /* the last one, if the file has several episodes; otherwise RECORD_NONE */
    struct title_ids ids;     /* for an episode, the show's */
    bool disputed[TITLE_IDS]; /* the listing has two ids of this kind, so neither is used */
    const json_t *id;         /* the title's id in the program; NULL: not known */
};

#define LISTED(program, kind)                                                                      \
    ((struct listed){.from = (program),                                                            \
                     .type = (kind),                                                               \
                     .year = RECORD_NONE,                                                          \
                     .season = RECORD_NONE,                                                        \
                     .episode = RECORD_NONE,                                                       \
                     .last_episode = RECORD_NONE})

/* These functions return the value of a member. listing_text returns a borrowed, non-empty string,
 * or NULL. listing_number returns an integer from 0 to 65535, or RECORD_NONE. listing_year returns
 * a year from 1870 to 2100, or RECORD_NONE. */
const char *listing_text(const json_t *object, const char *key);
int listing_number(const json_t *object, const char *key);
int listing_year(const json_t *object, const char *key);

/* Sets the title's id of this kind from a JSON number or string. An invalid id (0, -1, "tt") is
 * ignored. If the title already has a different id of this kind, neither id is used. */
void listing_id(struct listed *title, enum title_id kind, const json_t *value);

/* Adds a record to listing->records. `path` is NULL if the program did not name the file. If a film
 * consists of several files, `part` is the number of the file, from 1; otherwise 0. `file_id` is
 * the file's id in the program; NULL: not known. If neither the title nor the path is known,
 * nothing is added. */
void listing_add(struct listing *listing, const struct listed *title, const char *path, int part,
                 const json_t *file_id);

/* Stores a show, so that listing_find_show can find it for its episodes. If another show has the
 * same id, for example from a second server in the same run, neither show is used. */
void listing_keep_show(struct listing *listing, const struct listed *show);

/* Finds the stored show with this id, and sets the episode's title, year and ids to those of the
 * show. Returns false and changes nothing if the show is not stored, or if `episode` names another
 * show. */
bool listing_find_show(const struct listing *listing, const json_t *id, struct listed *episode);

/* The readers. The functions above are in listed.c. */
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
