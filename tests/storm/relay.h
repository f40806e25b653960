/* A relay between programs and a server. It passes most answers and tears some: bytes that no
 * correct server sends. */
#ifndef STORM_RELAY_H
#define STORM_RELAY_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* State that lasts as long as the storm: the port. */
struct relay {
    int listener;
    unsigned port;
    unsigned server; /* the port of the server */
    pid_t pid;       /* of the current relay process, or 0 */
    struct relay_counts {
        unsigned answers, torn;
    } * counts; /* shared with the process */
};

/* Opens a port on 127.0.0.1. Aborts on failure. */
void relay_open(struct relay *relay, unsigned server);

/* Starts the relay as a process of its own, which tears per_thousand of 1,000 answers. */
void relay_start(struct relay *relay, uint64_t seed, unsigned per_thousand);

/* Stops the relay; every connection through it is closed. */
void relay_stop(struct relay *relay);
void relay_close(struct relay *relay);

#endif
