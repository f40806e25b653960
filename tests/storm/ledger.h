/* Reads the sandbox's files of a storm: its log, its secrets, and the lists at the end. */
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
    const char *problem;      /* the text after !, or "" */
    bool by_user;             /* sent by the storm itself, past the programs */
    json_t *body;             /* or NULL */
};

struct ledger {
    struct bytes text;
    struct entry *entries;
    size_t count;
};

/* Reads the log from an offset; release it with ledger_release. */
void ledger_read(struct ledger *ledger, const char *path, size_t from);
void ledger_release(struct ledger *ledger);

/* Returns whether the request sends titles to a list. */
bool ledger_adds(const struct entry *entry);

/* Returns whether the request adds or removes titles or copies, on a list or in the collection. */
bool ledger_changes(const struct entry *entry, bool *removes);

/* Returns the titles of such a request: "movie:481", "show:1388", in the collection
 * "show:1388:1:9". The array is new; free it with json_decref. */
json_t *ledger_titles(const struct entry *entry);

/* Returns the current size of a file. */
size_t ledger_size(const char *path);

/* Returns the secrets of one kind ("access", "refresh", ...), oldest first; all but the client id
 * if kind is NULL. */
void ledger_secrets(struct words *secrets, const char *path, const char *kind);

#endif
