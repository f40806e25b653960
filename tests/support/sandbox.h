/* Starts and stops a server for one test: the stand-in Trakt, the hostile one, or the front. */
#ifndef TEST_SANDBOX_H
#define TEST_SANDBOX_H

#include "bytes.h"
#include "words.h"

#include <sys/types.h>

/* All zero is a sandbox that was not started. */
struct sandbox {
    pid_t pid;
    int in;               /* it ends when this is closed */
    int life;             /* hangs up when it has ended */
    struct words exports; /* NAME=value, as it printed them */
};

/* Starts `program --port 0 --log DIR/sandbox.log --clock DIR/clock --until-eof OPTIONS...` and
 * waits until it has printed its variables; what it says on standard error goes to DIR/sandbox.err.
 * NULL, or what went wrong, which the caller frees; there is nothing to stop then. */
char *sandbox_start(struct sandbox *s, const char *program, const char *dir,
                    const struct words *options, char *const *env)
    __attribute__((warn_unused_result));

/* The same for `program --port 0 --log DIR/hostile.log --until-eof ACTS...`; what it says goes to
 * DIR/hostile.err. */
char *sandbox_start_hostile(struct sandbox *s, const char *program, const char *dir,
                            const struct words *acts, char *const *env)
    __attribute__((warn_unused_result));

/* The same for `program --to PORT --certificate TLS/good.pem --cacert TLS/ca.pem --log
   DIR/front.log --until-eof ACTS...`. */
char *sandbox_start_front(struct sandbox *s, const char *program, const char *dir,
                          const struct words *acts, char *const *env, const char *port,
                          const char *tls) __attribute__((warn_unused_result));

/* Returns the value of a variable it printed, "" when there is none. Borrowed. */
const char *sandbox_value(const struct sandbox *s, const char *name);

/* Ends the server and frees everything. Returns its exit status, 0 when there was no server. */
int sandbox_stop(struct sandbox *s);

/* Does the same for a server that something else ends. */
int sandbox_end(struct sandbox *s);

#endif
