/* What the parts of hostile share: one connection, and what is done to it. */
#ifndef HOSTILE_H
#define HOSTILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { HEAD_MAX = 65536 };

/* One connection. It is closed when its act returns. */
struct guest {
    int fd;
    const struct act *act;
    unsigned number;     /* connections are counted from 1 */
    unsigned port;       /* after the = of the act, or 0 */
    unsigned own_port;   /* where we listen */
    char head[HEAD_MAX]; /* what came of the request so far, NUL-terminated */
    size_t got;
};

struct act {
    const char *name;
    void (*play)(struct guest *guest, const struct act *act);
    const char *text; /* for play: what to send; may hold no NUL */
    bool with_port;   /* it is written NAME=PORT */
    const char *help;
};

/* The acts (acts.c) and the relays and proxies (relay.c), each ended by a NULL name. */
extern const struct act acts[];
extern const struct act relay_acts[];

/* Sends all of it; false when the other side does not want it any more. */
bool guest_send(const struct guest *guest, const void *bytes, size_t size);
bool guest_say(const struct guest *guest, const char *text);

/* Reads the request, its body too, as far as HEAD_MAX goes; false when it ended before. */
bool guest_read_request(struct guest *guest);

/* Reads exactly that many bytes. */
bool guest_read(const struct guest *guest, void *bytes, size_t size);

/* Ends the connection with a RST. */
void guest_reset(struct guest *guest);

/* Until the other side has ended the connection; what it sends is dropped. */
void guest_wait_for_end(const struct guest *guest);

/* Writes a line to the log: number, act, and what was asked for, without a query. */
void guest_log(const struct guest *guest, const char *asked);

#endif
