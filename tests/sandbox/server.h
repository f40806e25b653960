/* The stand-in's HTTP server. No other file uses libmicrohttpd. */
#ifndef SANDBOX_SERVER_H
#define SANDBOX_SERVER_H

#include "sandbox.h"

struct server;

/* Listens on 127.0.0.1:port (0: any free one) and serves until server_stop. If certificate is not
 * NULL, it is a key with its certificate (PEM), and the server uses TLS. Sets sandbox->port. Dies
 * on failure. */
struct server *server_start(struct sandbox *sandbox, unsigned port, const char *certificate);

/* Closes all connections, including those with delayed answers, and frees the server. */
void server_stop(struct server *server);

#endif
