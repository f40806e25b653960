/*
 * The renewal of a login that is under way, on disk beside the credentials file ("PATH.renewal",
 * 0600). What Trakt answers goes there the moment it comes, so that a program that is killed, or
 * that cannot write the credentials file, leaves the new login for the next one. */
#ifndef TRAKT_RENEWAL_H
#define TRAKT_RENEWAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"
#include "trakt/token.h"

struct renewal {
    int fd; /* the answer's body is written here as it comes, behind the head */
    char *path;
};

/*
 * Begins one for the login at hand: makes the file, with room for an answer, durably. The caller
 * holds token_lock. False with why (74: the answer could not be kept, so do not ask). End with
 * renewal_end. */
bool renewal_begin(struct renewal *renewal, const char *path, const struct token *token,
                   struct why *why);

/* Keeps the file for a later run, or removes it. */
void renewal_end(struct renewal *renewal, bool keep);

/* Whether there is one; true also when it cannot be known. */
bool renewal_is_there(const char *path);

enum renewal_found {
    RENEWAL_NONE,  /* no file, or one that is none of ours */
    RENEWAL_OTHER, /* of a login that is not the one at hand: the file has another by now */
    RENEWAL_BEGUN, /* of the login at hand; body is what had come of an answer, perhaps nothing */
};

/* Reads what was left of the renewal of the login at hand; adds the answer to body, a secret. The
 * caller holds token_lock. */
enum renewal_found renewal_read(const char *path, const struct token *token, struct buf *body);

/* Does what renewal_read does with the text of such a file. Pure; public for the fuzzer. */
enum renewal_found renewal_parse(const char *text, const struct token *token, struct buf *body);

/* Removes it. */
void renewal_remove(const char *path);

#endif
