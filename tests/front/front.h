/* What the parts of front share: one connection, one exchange on it, and what is done to that. */
#ifndef FRONT_H
#define FRONT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { ANSWER_MAX = 32 << 20, REQUEST_MAX = 4 << 20 };

/* Where requests go, and how the front shows itself. */
struct way {
    unsigned to;             /* the port of the server behind the front */
    const char *certificate; /* a file with key and certificate */
    const char *nghttpx_log; /* what nghttpx writes of each request */
};

/* When an act ends the exchange, counted from what has been done till then. */
enum place {
    PASSES,  /* the request is applied and answered whole */
    BEFORE,  /* the request is not applied */
    AFTER,   /* the request is applied; no answer */
    IN_BODY, /* the request is applied; half of the answer's body */
};

/* How the exchange ends where it does not pass. */
enum end {
    WHOLE,   /* not at all */
    RESET,   /* RST_STREAM with the code */
    GOAWAY,  /* GOAWAY with the code; then the connection ends */
    CLOSING, /* the connection ends, and nothing says so */
};

/* One kind of exchange. */
struct act {
    const char *name;
    enum place place;
    enum end end;
    unsigned code;    /* of RST_STREAM or GOAWAY (RFC 9113, 7) */
    bool hints;       /* a 103 comes first */
    bool trailers;    /* fields follow the body, and contradict the head */
    bool no_length;   /* no Content-Length */
    bool one_at_once; /* SETTINGS_MAX_CONCURRENT_STREAMS is 1 on the connection */
    const char *help;
};

extern const struct act front_acts[];

/* Returns the act for this request; takes its turn. path may hold a query. */
const struct act *front_act(const char *method, const char *path);

/* Returns the act whose turn is next, whatever is asked for. */
const struct act *front_next_act(void);

/* Writes a line to the log: connection, act, and what was asked for, without a query. */
void front_log(unsigned connection, const char *act, const char *method, const char *path);

/* An exchange with the server behind the front. All zero is a good start. */
struct upstream {
    int status;      /* 0: no answer */
    json_t *headers; /* lower-case name -> text */
    struct buf body;
};

/* Sends the bytes of a request, head and body, and reads the answer to its end. */
void upstream_ask(unsigned port, const struct buf *request, struct upstream *answer);
void upstream_release(struct upstream *answer);

/* Connects to a port of this machine; -1 when nobody listens there. */
int upstream_connect(unsigned port);

/* Reads the CONNECT of a client and answers it, as a proxy does; false when that is not what
 * came. */
bool upstream_be_proxy(int fd);

/* Passes bytes on, both ways, until either side has ended. */
void upstream_relay(int client, int server);

/* Loads the certificate, once, before any session. Ends the program (69) when it cannot. */
void session_prepare(const char *certificate);

/* Speaks TLS and HTTP/2 on the connection until it ends. Does not close it. */
void session_serve(int fd, unsigned connection, const struct way *way);

/* Starts nghttpx before way->to. Returns the port it listens on. Ends the program (69) when it
 * cannot. */
unsigned nghttpx_start(const struct way *way);

/* Ends nghttpx, if it was started. */
void nghttpx_stop(void);

#endif
