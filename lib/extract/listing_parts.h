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
    /* For an episode, title, year and ids are those of the show. NULL or RECORD_NONE: not known. */
    const char *title;
    const char *original; /* the title in the original language */
    int year;
    int season; /* RECORD_NONE: not an episode, or not known; the same applies to `episode` */
    int episode;
    int last_episode; /* the last episode's number, if the file has several; else RECORD_NONE */
    struct title_ids ids;
    bool disputed[TITLE_IDS]; /* the listing has two ids of this kind, so neither is used */
    const json_t *id; /* the id of the film, show or episode in the program; NULL: not known */
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

/* Sets the title's id of this kind from a JSON number or string. Ignores an invalid id (0, -1,
 * "tt"). If the title has another id of this kind, neither id is used. */
void listing_id(struct listed *title, enum title_id kind, const json_t *value);

/* Adds a record to listing->records, if the title or the path is known. `path` is NULL if it is not
 * known. `part` is the number of the file, from 1, if a film consists of several files; otherwise
 * 0. `file_id` is the file's id in the program, or NULL. */
void listing_add(struct listing *listing, const struct listed *title, const char *path, int part,
                 const json_t *file_id);

/* Stores a show for listing_find_show. If another show has the same id, for example because the run
 * reads listings of two servers, neither show is used. */
void listing_keep_show(struct listing *listing, const struct listed *show);

/* Sets the episode's title, year and ids to those of the stored show with this id. Returns false
 * and changes nothing if the show is not stored, or if its title differs from episode->title. */
bool listing_find_show(const struct listing *listing, const json_t *id, struct listed *episode);

/* The readers. listing_read calls one of them, and returns its result. */
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
