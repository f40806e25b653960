/*
 * A file that exists while the login is renewed, next to the credentials file ("PATH.renewal", mode
 * 0600). Trakt's answer is written to this file as it arrives. If the program is killed, or cannot
 * write the credentials file, the next program finds the new login in this file. */
#ifndef TRAKT_RENEWAL_H
#define TRAKT_RENEWAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"
#include "trakt/token.h"

struct renewal {
    int fd; /* the file, to which the body of the answer is written */
    char *path;
};

/*
 * Starts a renewal of the login `token`: creates the file, reserves disk space for an answer, and
 * syncs the file. `path` is the credentials file. The caller holds token_lock, and ends the renewal
 * with renewal_end. Returns false with `why` (exit status 74) if the file cannot be written; in
 * this case, the caller must not send the request. */
bool renewal_begin(struct renewal *renewal, const char *path, const struct token *token,
                   struct why *why);

/* Closes the file and frees the contents of renewal. Removes the file, unless `keep` is set. */
void renewal_end(struct renewal *renewal, bool keep);

/* Returns whether the file exists. Also returns true if this cannot be determined. */
bool renewal_is_there(const char *path);

enum renewal_found {
    RENEWAL_NONE,  /* there is no file, or its contents are invalid */
    RENEWAL_OTHER, /* the file is about another login than `token` */
    RENEWAL_BEGUN, /* the file is about `token`; `body` has the part of the answer that arrived */
};

/* Reads the file that an earlier renewal has left. If that renewal was for the login `token`, adds
 * the stored answer, which is secret, to `body`. The caller holds token_lock. */
enum renewal_found renewal_read(const char *path, const struct token *token, struct buf *body);

/* Does the same with `text`, the contents of such a file. Pure; public for the fuzzer. */
enum renewal_found renewal_parse(const char *text, const struct token *token, struct buf *body);

/* Removes the file. */
void renewal_remove(const char *path);

#endif
