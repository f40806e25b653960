/* A piece of a stream that is wanted whole, though the stream comes in feeds that do not stay. */
#ifndef EXTRACT_EXCERPT_H
#define EXTRACT_EXCERPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* held's maximum is the most bytes that a piece may have. The rest is its own. */
struct excerpt {
    struct buf held;  /* the start of the piece, when it began in an earlier feed */
    const char *from; /* the rest of it begins here, in what has been fed */
    bool begun;
    bool too_long;
};

#define EXCERPT_INIT(most)                                                                         \
    {                                                                                              \
        .held = {.max = (most) }                                                                   \
    }

/* A piece begins at; one that has not been taken is forgotten. */
void excerpt_begin(struct excerpt *excerpt, const char *at);
/* There is none any more. */
void excerpt_drop(struct excerpt *excerpt);

/* The feed, which is used up to its end, goes away: what is wanted of it is copied. */
void excerpt_save(struct excerpt *excerpt, const char *end);
/* The next feed begins at. */
void excerpt_feed(struct excerpt *excerpt, const char *at);

/*
 * The piece, which ends before end: its text, borrowed until the next piece begins or the feed goes
 * away, and its length. False when it is longer than it may be; then only that is known. */
bool excerpt_take(struct excerpt *excerpt, const char *end, const char **text, size_t *len);

void excerpt_release(struct excerpt *excerpt);

#endif
