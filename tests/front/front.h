/* Shared by the parts of front: one connection, one exchange on it, and the acts on that. */
#ifndef FRONT_H
#define FRONT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { ANSWER_MAX = 32 << 20, REQUEST_MAX = 4 << 20 };

/* The target of requests, and the settings of the front. */
struct way {
    unsigned to;             /* the port of the server behind the front */
    const char *certificate; /* a file with key and certificate */
    const char *nghttpx_log; /* nghttpx's log of requests */
};

/* The point at which an act ends the exchange. */
enum place {
    PASSES,  /* the request is applied and answered completely */
    BEFORE,  /* the request is not applied */
    AFTER,   /* the request is applied; no answer */
    IN_BODY, /* the request is applied; half of the answer's body */
};

/* The ways to end an exchange that does not pass. */
enum end {
    WHOLE,   /* normally */
    RESET,   /* RST_STREAM with the code */
    GOAWAY,  /* GOAWAY with the code; then the connection ends */
    CLOSING, /* the connection is closed without notice */
};

/* One kind of exchange. */
struct act {
    const char *name;
    enum place place;
    enum end end;
    unsigned code;    /* of RST_STREAM or GOAWAY (RFC 9113, 7) */
    bool hints;       /* a 103 is sent first */
    bool trailers;    /* trailers follow the body, and contradict the head */
    bool no_length;   /* no Content-Length */
    bool one_at_once; /* SETTINGS_MAX_CONCURRENT_STREAMS is 1 on the connection */
    const char *help;
};

extern const struct act front_acts[];

/* Returns the act for this request, and advances its turn. path may have a query. */
const struct act *front_act(const char *method, const char *path);

/* Returns the next act, whatever the request. */
const struct act *front_next_act(void);

/* Writes a line to the log: connection, act, and the request without its query. */
void front_log(unsigned connection, const char *act, const char *method, const char *path);

/* An exchange with the server behind the front. The caller starts with a zeroed struct. */
struct upstream {
    int status;      /* 0: no answer */
    json_t *headers; /* lower-case name -> text */
    struct buf body;
};

/* Sends the bytes of a request, head and body, and reads the complete answer. */
void upstream_ask(unsigned port, const struct buf *request, struct upstream *answer);
void upstream_release(struct upstream *answer);

/* Connects to a local port. Returns -1 if no server listens there. */
int upstream_connect(unsigned port);

/* Reads a client's CONNECT and answers it as a proxy. Returns false for other requests. */
bool upstream_be_proxy(int fd);

/* Passes bytes in both directions until either side has closed. */
void upstream_relay(int client, int server);

/* Loads the certificate, once, before any session. Exits with status 69 on failure. */
void session_prepare(const char *certificate);

/* Speaks TLS and HTTP/2 on the connection until it ends. Does not close it. */
void session_serve(int fd, unsigned connection, const struct way *way);

/* Starts nghttpx in front of way->to. Returns the port it listens on. Exits with status 69 on
 * failure. */
unsigned nghttpx_start(const struct way *way);

/* Stops nghttpx, if it was started. */
void nghttpx_stop(void);

#endif
