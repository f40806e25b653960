/* The episodes that a file holds: season and episode numbers in Trakt's order. Pure. */
#ifndef COPY_EPISODES_H
#define COPY_EPISODES_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { COPY_EPISODES_MOST = 1000 }; /* maximum episodes of a file; the same as in cvi-parse */

/* The reasons of copy_episodes_read: why a record of a show has no episode that can be sent. */
#define COPY_NO_EPISODE "no-episode"           /* a season, a whole show, or only a date */
#define COPY_NO_SEASON "no-season"             /* an episode without a season */
#define COPY_ABSOLUTE "absolute"               /* an episode numbered through all seasons */
#define COPY_SEVERAL_SEASONS "several-seasons" /* the season of each episode is unknown */
#define COPY_TOO_MANY "too-many-episodes"      /* more than COPY_EPISODES_MOST: an error */

struct copy_episode {
    int season; /* 0: specials */
    int episode;
};

struct copy_episodes {
    size_t count;       /* 0: none; see reason */
    const char *reason; /* static; NULL: there are episodes */
    struct copy_episode at[COPY_EPISODES_MOST];
};

/* Lists the episodes of a record, from media.season, media.episode, media.seasons and
 * media.episodes: each once, in the order of the record. Returns false with the reason if the
 * numbers are missing or doubtful. A season or a show without episodes has none, because Trakt
 * would add all its episodes. The caller checks that the record's match is a show. */
bool copy_episodes_read(const json_t *record, struct copy_episodes *episodes);

#endif
