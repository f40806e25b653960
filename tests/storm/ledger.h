/* What the stand-in for Trakt tells of a storm: its log, its secrets, and the lists at its end. */
#ifndef STORM_LEDGER_H
#define STORM_LEDGER_H

#include <jansson.h>
#include <stdbool.h>

#include "bytes.h"
#include "words.h"

/* One request. */
struct entry {
    const char *method, *uri; /* borrowed from the ledger */
    int status;               /* 0: the connection was cut */
    const char *faults;       /* "503,slow", or "" */
    const char *problem;      /* what stands after !, or "" */
    bool by_user;             /* the storm's own, by the side door */
    json_t *body;             /* or NULL */
};

struct ledger {
    struct bytes text;
    struct entry *entries;
    size_t count;
};

/* Reads the log from a place on; forget it with ledger_release. */
void ledger_read(struct ledger *ledger, const char *path, size_t from);
void ledger_release(struct ledger *ledger);

/* Does it send titles to a list? */
bool ledger_adds(const struct entry *entry);

/* Does it send titles or copies to a list or the collection, or take some off? */
bool ledger_changes(const struct entry *entry, bool *removes);

/* The titles of such a request: "movie:481", "show:1388", in the collection "show:1388:1:9". New:
 * json_decref. */
json_t *ledger_titles(const struct entry *entry);

/* The size of a file now. */
size_t ledger_size(const char *path);

/* The secrets of one kind ("access", "refresh", ...), oldest first; all but the client id when kind
 * is NULL. */
void ledger_secrets(struct words *secrets, const char *path, const char *kind);

#endif
