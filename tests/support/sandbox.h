/* Starts and stops a server for one test: the stand-in for Trakt, the hostile server, or the
 * front. */
#ifndef TEST_SANDBOX_H
#define TEST_SANDBOX_H

#include "bytes.h"
#include "words.h"

#include <sys/types.h>

/* Zeroed: a sandbox that was not started. */
struct sandbox {
    pid_t pid;
    int in;               /* the server exits when this is closed */
    int life;             /* hangs up when the server has exited */
    struct words exports; /* NAME=value, as printed by the server */
};

/* Starts `program --port 0 --log DIR/sandbox.log --clock DIR/clock --until-eof OPTIONS...` and
 * waits until it has printed its variables. Its standard error goes to DIR/sandbox.err. Returns
 * NULL, or the error, which the caller frees; then there is nothing to stop. */
char *sandbox_start(struct sandbox *s, const char *program, const char *dir,
                    const struct words *options, char *const *env)
    __attribute__((warn_unused_result));

/* Does the same for `program --port 0 --log DIR/hostile.log --until-eof ACTS...`. Its standard
 * error goes to DIR/hostile.err. */
char *sandbox_start_hostile(struct sandbox *s, const char *program, const char *dir,
                            const struct words *acts, char *const *env)
    __attribute__((warn_unused_result));

/* Does the same for `program --to PORT --certificate TLS/good.pem --cacert TLS/ca.pem --log
 * DIR/front.log --until-eof ACTS...`. */
char *sandbox_start_front(struct sandbox *s, const char *program, const char *dir,
                          const struct words *acts, char *const *env, const char *port,
                          const char *tls) __attribute__((warn_unused_result));

/* Returns the value of a printed variable, "" if it is missing. Borrowed. */
const char *sandbox_value(const struct sandbox *s, const char *name);

/* Stops the server and frees everything. Returns its exit status, 0 if there was no server. */
int sandbox_stop(struct sandbox *s);

/* Does the same for a server that ends by other means. */
int sandbox_end(struct sandbox *s);

#endif
