/* The HTTP server under the stand-in: the one file that knows libmicrohttpd. */
#ifndef SANDBOX_SERVER_H
#define SANDBOX_SERVER_H

#include "sandbox.h"

struct server;

/* Listens on 127.0.0.1:port (0: any free one) and serves until server_stop; over TLS when
 * certificate is the text of a key and its certificate (PEM), not NULL. Sets sandbox->port. Dies
 * when it cannot. */
struct server *server_start(struct sandbox *sandbox, unsigned port, const char *certificate);

/* Ends every connection, delayed answers too, and frees the server. */
void server_stop(struct server *server);

#endif
