/*
 * The file of a renewal in progress, beside the credentials file ("PATH.renewal", 0600). Trakt's
 * answer is written there as it arrives. If a program is killed, or cannot write the credentials
 * file, the next program finds the new login there. */
#ifndef TRAKT_RENEWAL_H
#define TRAKT_RENEWAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"
#include "trakt/token.h"

struct renewal {
    int fd; /* the body of the answer is written here as it arrives, after the head */
    char *path;
};

/*
 * Starts a renewal of the login token: creates the file, with room for an answer, and syncs it. The
 * caller holds token_lock, and ends the renewal with renewal_end. Returns false with why (74) if
 * the answer could not be kept; the request must then not be sent. */
bool renewal_begin(struct renewal *renewal, const char *path, const struct token *token,
                   struct why *why);

/* Ends a renewal, and keeps the file for a later run or removes it. */
void renewal_end(struct renewal *renewal, bool keep);

/* Returns whether the file exists; also returns true if that cannot be determined. */
bool renewal_is_there(const char *path);

enum renewal_found {
    RENEWAL_NONE,  /* no file, or not one of ours */
    RENEWAL_OTHER, /* the file is for another login than token */
    RENEWAL_BEGUN, /* the file is for token; body has the part of the answer that arrived */
};

/* Reads the file that an earlier renewal of the login token has left, and adds the answer in it, a
 * secret, to body. The caller holds token_lock. */
enum renewal_found renewal_read(const char *path, const struct token *token, struct buf *body);

/* Does what renewal_read does with the text of such a file. Pure; public for the fuzzer. */
enum renewal_found renewal_parse(const char *text, const struct token *token, struct buf *body);

/* Removes the file. */
void renewal_remove(const char *path);

#endif
