/* Shared by the parts of hostile: one connection, and the acts on it. */
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
    unsigned port;       /* the number after the = of the act, or 0 */
    unsigned own_port;   /* the port that hostile listens on */
    char head[HEAD_MAX]; /* the request so far, NUL-terminated */
    size_t got;
};

struct act {
    const char *name;
    void (*play)(struct guest *guest, const struct act *act);
    const char *text; /* for play: the text to send; cannot contain NUL */
    bool with_port;   /* it is given as NAME=PORT */
    const char *help;
};

/* The acts (acts.c) and the relays and proxies (relay.c), each table ended by a NULL name. */
extern const struct act acts[];
extern const struct act relay_acts[];

/* Sends all of it. Returns false if the peer has closed the connection. */
bool guest_send(const struct guest *guest, const void *bytes, size_t size);
bool guest_say(const struct guest *guest, const char *text);

/* Reads the request with its body, up to HEAD_MAX. Returns false if it ended early. */
bool guest_read_request(struct guest *guest);

/* Reads exactly that many bytes. */
bool guest_read(const struct guest *guest, void *bytes, size_t size);

/* Ends the connection with a RST. */
void guest_reset(struct guest *guest);

/* Waits until the peer closes the connection. Its data is dropped. */
void guest_wait_for_end(const struct guest *guest);

/* Writes a line to the log: number, act, and the request without its query. */
void guest_log(const struct guest *guest, const char *asked);

#endif
