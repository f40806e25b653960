/* A Trakt client made of the settings, for the programs that speak to Trakt. */
#ifndef CLIENT_H
#define CLIENT_H

#include "config.h"
#include "trakt.h"

/* What a program cannot do without. */
enum client_need {
    CLIENT_ID,    /* a client id: searches */
    CLIENT_LOGIN, /* and somebody who is logged in: lists */
};

/*
 * For main: the client, or the end of the program with the reason, in the words of the guide (66,
 * 77 or 78). Asks nobody. config is not needed afterwards. New; ends with trakt_close.
 */
CVI_MUST_USE struct trakt *client_start(const struct config *config, enum client_need need);

#endif
