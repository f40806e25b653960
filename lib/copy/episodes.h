/* The episodes that a file holds: season and episode numbers in Trakt's order. Pure. */
#ifndef COPY_EPISODES_H
#define COPY_EPISODES_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { COPY_EPISODES_MOST = 1000 }; /* of a file; as many as cvi-parse writes */

/* Why a record of a show has no episode that can be sent, from copy_episodes_read. */
#define COPY_NO_EPISODE "no-episode"           /* a season, a whole show, or only a date */
#define COPY_NO_SEASON "no-season"             /* an episode without a season */
#define COPY_ABSOLUTE "absolute"               /* an episode counted through all seasons */
#define COPY_SEVERAL_SEASONS "several-seasons" /* which season each episode is of is unknown */
#define COPY_TOO_MANY "too-many-episodes"      /* more than COPY_EPISODES_MOST: a mistake */

struct copy_episode {
    int season; /* 0: specials */
    int episode;
};

struct copy_episodes {
    size_t count;       /* 0: none, for the reason */
    const char *reason; /* static; NULL: there are episodes */
    struct copy_episode at[COPY_EPISODES_MOST];
};

/*
 * Lists the episodes of a record, from media.season, media.episode, media.seasons and
 * media.episodes: each once, in the order of the record. Returns false with the reason if they are
 * missing or doubtful. A season or a show without episodes gives none, because Trakt would add all
 * its episodes. The caller checks that the record's match is a show. */
bool copy_episodes_read(const json_t *record, struct copy_episodes *episodes);

#endif
