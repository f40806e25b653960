/* Lists the episodes that a file contains, by season and episode number. */
#ifndef COPY_EPISODES_H
#define COPY_EPISODES_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { COPY_EPISODES_MOST = 1000 }; /* episodes of a file; cvi-parse has the same limit */

/* The reasons why copy_episodes_read returns false. */
#define COPY_NO_EPISODE "no-episode"           /* a whole season, a whole show, or only a date */
#define COPY_NO_SEASON "no-season"             /* an episode without a season */
#define COPY_ABSOLUTE "absolute"               /* the episode number counts through all seasons */
#define COPY_SEVERAL_SEASONS "several-seasons" /* unknown which episode is in which season */
#define COPY_TOO_MANY "too-many-episodes"      /* more than COPY_EPISODES_MOST */

struct copy_episode {
    int season; /* 0: specials */
    int episode;
};

struct copy_episodes {
    size_t count;       /* 0: no episodes; `reason` states why */
    const char *reason; /* static; NULL if there are episodes */
    struct copy_episode at[COPY_EPISODES_MOST];
};

/* Reads the episodes of a record from media.season, media.episode, media.seasons and
 * media.episodes. Lists each episode once, in the order of the record. If the numbers are missing
 * or doubtful, sets the reason and returns false. A whole season or show is rejected, because Trakt
 * would add all of its episodes. The caller checks that the record's match is a show. */
bool copy_episodes_read(const json_t *record, struct copy_episodes *episodes);

#endif
