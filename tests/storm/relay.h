/* A relay between programs and a server, which lets most answers through and tears some: bytes that
 * no well-behaved server sends. */
#ifndef STORM_RELAY_H
#define STORM_RELAY_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* What lives as long as the storm: the port. */
struct relay {
    int listener;
    unsigned port;
    unsigned server; /* the port of the server */
    pid_t pid;       /* of the one that works at present, or 0 */
    struct relay_counts {
        unsigned answers, torn;
    } * counts; /* shared with it */
};

/* Opens a port of 127.0.0.1. Aborts when that cannot be. */
void relay_open(struct relay *relay, unsigned server);

/* Begins to work, as a process of its own, and tears so many of a thousand answers. */
void relay_start(struct relay *relay, uint64_t seed, unsigned per_thousand);

/* Ends it; every connection through it is closed. */
void relay_stop(struct relay *relay);
void relay_close(struct relay *relay);

#endif
