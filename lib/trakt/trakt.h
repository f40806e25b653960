/* The Trakt client: searches, lists, logins. It finds and renews the token, keeps to Trakt's rate
 * limit, repeats requests after temporary errors, and reads all pages of a list. The API is
 * documented at https://docs.trakt.tv (as of autumn 2026). */
#ifndef TRAKT_TRAKT_H
#define TRAKT_TRAKT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/msg.h"
#include "http/http.h"
#include "trakt/answer.h"
#include "trakt/collection.h"
#include "trakt/error.h"
#include "trakt/token.h"

struct trakt;

/* With this redirect URI, Trakt shows the code on a page, from which the user copies it. */
#define TRAKT_REDIRECT_URI "urn:ietf:wg:oauth:2.0:oob"
#define TRAKT_API_URL "https://api.trakt.tv"
#define TRAKT_AUTH_URL "https://auth.trakt.tv"
enum { TRAKT_PATIENCE_S = 900 }; /* the default of --patience */

/* The settings of a client. Strings are needed only during trakt_open. Both NULL and "" mean "not
 * given", except for access_token and proxy. */
struct trakt_settings {
    const char *client_id;     /* not given: use the one in the credentials file */
    const char *client_secret; /* likewise */
    /* Never stored or renewed. NULL: use the token command or the file; "": use no token. */
    const char *access_token;
    /* A command that prints the token, used if access_token is NULL. The command runs when the
     * token is first needed, and once more after a 401. */
    const char *token_command;
    /* The token command's environment, in the form of environ. It must remain valid until
     * trakt_close. */
    char *const *environment;
    /* The credentials file. Its token is used if there is neither an access_token nor a
     * token_command. */
    const char *token_path;
    bool says_no_mode;         /* do not warn if other users can read or change the file */
    const char *api_url;       /* not given: TRAKT_API_URL */
    const char *auth_url;      /* not given: TRAKT_AUTH_URL */
    long in_flight;            /* maximum number of concurrent requests; 0: 6 */
    long patience_s;           /* maximum seconds for a request with all attempts; 0: one attempt */
    const char *proxy;         /* NULL: use libcurl's environment variables; "": no proxy */
    const char *cacert_origin; /* where cacert was set, for messages; NULL: --cacert */
    const char *cacert;        /* a file of trusted certificates; not given: the system's */
    const char *trace; /* a file to which requests and answers are logged; not given: none */
    /* The file in which all programs count their requests for the rate limit. Not given: this
     * client counts only its own requests. */
    const char *budget_path;
    const char *lists_path; /* the file of trakt/known_lists; not given: none */
    const char *made_path;  /* the file of trakt/made_lists; not given: none */
};

/*
 * Sets *trakt to a new client; close it with trakt_close. Sends no request. Reads the credentials
 * file, but reports an error in it only when the file is needed. On failure, sets *trakt to NULL
 * and returns false with `why`. The exit status is 66 if cacert cannot be read, and 78 if cacert
 * contains no certificate or an address is not allowed (wire_allows). */
bool trakt_open(const struct trakt_settings *settings, struct trakt **trakt, struct why *why);

/* Ends all requests in flight and frees the client; NULL is allowed. */
void trakt_close(struct trakt *trakt);

/* Returns whether there is a valid client id. Searches need nothing else. Returns false with `why`
 * (exit status 78 for "Client ID not found", 66 or 78 for a broken credentials file). */
bool trakt_require_client(const struct trakt *trakt, struct why *why);

/*
 * Returns whether there are a valid client id and a valid access token. Sends no request. Returns
 * false with `why`, as trakt_require_client does, or with the exit status 77 if the token is
 * missing or invalid, or 71, 78 or 130 if the token command failed. */
bool trakt_require_login(struct trakt *trakt, struct why *why);

/* Returns whether the credentials file is usable. A missing file is usable. */
bool trakt_file_is_usable(const struct trakt *trakt);

/* Returns whether requests are logged: a trace file was given and could be opened. */
bool trakt_is_traced(const struct trakt *trakt);

/* Returns the client id in use, or NULL. Borrowed. */
const char *trakt_client_id(const struct trakt *trakt);

/* Returns the name of the file in which requests are counted, or NULL. Borrowed. Another client
 * that is opened with this name counts its requests in the same file. */
const char *trakt_budget_path(const struct trakt *trakt);

/* --- Searches: many can be in flight at the same time --- */

/* A search by text. */
struct trakt_query {
    enum media_type type;
    bool either;       /* search films and shows; type is ignored */
    const char *text;  /* not escaped */
    const char *years; /* "1999" or "1998-2000"; NULL: any */
    bool exact;        /* find only titles equal to the text */
    bool full;         /* also get votes, running time, country and original title */
};

/*
 * Callback for the result of a search. It is called exactly once: from trakt_wait, from one of the
 * blocking calls below, or from trakt_close. On success, `error` is NULL and `titles` has the
 * titles that were found, if any. On failure, `titles` is NULL. Both are valid only during the
 * callback. The callback may start other searches, but must not wait or make a blocking call. */
typedef void trakt_found(void *context, const struct trakt_titles *titles,
                         const struct trakt_error *error);

/* Starts a search and returns at once. Copies the query. Searches may finish in any order. */
void trakt_search(struct trakt *trakt, const struct trakt_query *query, trakt_found *found,
                  void *context);

/*
 * Starts a search for the title with an id. `kind` is "trakt", "imdb", "tmdb" or "tvdb"; `id` is a
 * number, or "tt0133093" for IMDb. Results with another id or type are left out. */
void trakt_search_id(struct trakt *trakt, const char *kind, const char *id, enum media_type type,
                     trakt_found *found, void *context);

/* Starts a request for the title with a Trakt id or slug. The result has the form of a search
 * result, but its member `raw` also has the overview. If the title does not exist, the result is
 * empty. */
void trakt_search_title(struct trakt *trakt, enum media_type type, const char *id,
                        trakt_found *found, void *context);

/* Callback for the alternative names of a title. The rules of trakt_found apply. On failure,
 * `count` is 0. */
typedef void trakt_aliases_found(void *context, const char *const *aliases, size_t count,
                                 const struct trakt_error *error);

/* Starts a request for the names of a title in other countries. The result is empty if the title is
 * unknown. */
void trakt_search_aliases(struct trakt *trakt, enum media_type type, json_int_t id,
                          trakt_aliases_found *found, void *context);

/* Returns the number of requests, of all kinds, that have no answer yet. */
size_t trakt_pending(const struct trakt *trakt);

/* Waits until callbacks have been called, or one of the descriptors `input` and `interrupt` (-1:
 * none) is readable. Returns at once if there is nothing to wait for. The result is the reason for
 * returning. */
enum http_woke trakt_wait(struct trakt *trakt, int input, int interrupt);

/* Does what trakt_wait does, but waits at most most_ms milliseconds (-1: no limit). */
enum http_woke trakt_wait_ms(struct trakt *trakt, int input, int interrupt, int64_t most_ms);

/* Shortens all further waits, because the program is about to end early (see http_hurry). */
void trakt_hurry(struct trakt *trakt);

/* --- Calls that block. Each returns false with error if it fails --- */

/* Gets the account that is logged in, with its limits. This also tests the login. The caller
 * releases account. */
bool trakt_get_account(struct trakt *trakt, struct trakt_account *account,
                       struct trakt_error *error);

/* Gets the user's own lists, and other users' lists that this user may change. The watchlist is not
 * one of them. The caller releases lists. */
bool trakt_get_lists(struct trakt *trakt, struct trakt_lists *lists, struct trakt_error *error);

/* A list to read and change, or the collection ("library") of the user. */
struct trakt_target {
    bool watchlist;        /* this is the main watchlist, which has no id */
    bool collection;       /* this is the collection, which has no id */
    json_int_t trakt;      /* the list's Trakt id */
    char *name;            /* "Watchlist" for the main watchlist, "Collection" for the collection */
    char *slug;            /* "watchlist" for the main watchlist, "collection" for the collection */
    char *owner;           /* for request paths: "me", or another user's slug */
    json_int_t item_count; /* RECORD_NONE: unknown */
};

/* Frees the contents; the target is then zeroed. */
void trakt_target_release(struct trakt_target *target);

/* Sets target to the collection. Overwrites target without releasing its old contents; the caller
 * releases target afterwards. (trakt_find_list never finds the collection, because a list may also
 * be named "Collection".) */
void trakt_target_collection(struct trakt_target *target);

/*
 * Finds the list that `name` means, and sets target to it. The first of these rules that finds a
 * list is used:
 * 1. NULL, "" and "watchlist" mean the main watchlist; no request is sent.
 * 2. A list has exactly this slug.
 * 3. A list has exactly this name (compared in NFC).
 * 4. "Main Watchlist" means the main watchlist.
 * 5. A list was created with this name, and Trakt changed its name (trakt/made_lists).
 * 6. A list has a name to which Trakt may have changed this name (trakt/list_name).
 *
 * Other users' lists are searched only if no rule finds one of the user's own lists. Fails with
 * no-list if no rule finds a list; the message names the existing lists. Fails with refused if
 * several lists have the name; the message has their slugs. The caller releases target in every
 * case. */
bool trakt_find_list(struct trakt *trakt, const char *name, struct trakt_target *target,
                     struct trakt_error *error);

/* Returns whether the name always means the main watchlist: it is NULL, "" or "watchlist". */
bool trakt_is_watchlist(const char *name);

/* Does what trakt_find_list does, but finds the list among `lists`, and without rule 5. Pure. */
bool trakt_choose_list(const struct trakt_lists *lists, const char *name,
                       struct trakt_target *target, struct trakt_error *error);

/* Gets all items of a list, in the list's order. Not for the collection. If the number of items
 * differs from the number that Trakt states, gets them once more, and if the numbers differ again,
 * returns false. Never returns only a part of the items. The caller releases items. */
bool trakt_get_items(struct trakt *trakt, const struct trakt_target *target,
                     struct trakt_items *items, struct trakt_error *error);

/* Gets all films and episodes in the collection, with the details of the user's copies. Like
 * trakt_get_items, never returns only a part of them. The caller releases collection. */
bool trakt_get_collection(struct trakt *trakt, struct trakt_collection *collection,
                          struct trakt_error *error);

/* Sets *count to the number of items on a list, or of films and episodes in the collection. If
 * Trakt does not state the number, gets all items and counts them. */
bool trakt_count_items(struct trakt *trakt, const struct trakt_target *target, json_int_t *count,
                       struct trakt_error *error);

/* Maximum number of additions or removals in one call. */
enum { TRAKT_MOST_ADDITIONS = 100 };

/* The additions or removals of one request. */
struct trakt_batch;

/*
 * Starts a request that adds 1 to TRAKT_MOST_ADDITIONS films, shows and episodes to a list or the
 * collection. Copies its arguments. The caller calls trakt_wait, and then trakt_add_take for the
 * answer. Returns a new batch; free it with trakt_batch_free.
 *
 * If the answer is lost, the request is repeated. This is safe: on a list, a title is not added
 * again; in the collection, only the details of its copy change. A show without an episode must not
 * be added to the collection, because Trakt would add all its episodes. If the additions to the
 * collection include such a show, the program exits with status 70. */
CVI_MUST_USE struct trakt_batch *trakt_add_start(struct trakt *trakt,
                                                 const struct trakt_target *target,
                                                 const struct trakt_addition *additions,
                                                 size_t count);

/*
 * Does the same for a part of a batch that was too large or caused a server error. Waits at least
 * wait_ms before sending the request. Does not repeat the request after a server error, because the
 * caller decides what to send next. */
CVI_MUST_USE struct trakt_batch *trakt_add_part_start(struct trakt *trakt,
                                                      const struct trakt_target *target,
                                                      const struct trakt_addition *additions,
                                                      size_t count, int64_t wait_ms);

/* Starts a request that removes 1 to TRAKT_MOST_ADDITIONS films, shows and episodes from a list or
 * the collection. Ignores the member `copy`. The rest is as for trakt_add_start. If the answer is
 * lost, the request is repeated, because removing a title that is not there is not an error. */
CVI_MUST_USE struct trakt_batch *trakt_remove_start(struct trakt *trakt,
                                                    const struct trakt_target *target,
                                                    const struct trakt_addition *removals,
                                                    size_t count);

/* Does for removals what trakt_add_part_start does for additions. */
CVI_MUST_USE struct trakt_batch *trakt_remove_part_start(struct trakt *trakt,
                                                         const struct trakt_target *target,
                                                         const struct trakt_addition *removals,
                                                         size_t count, int64_t wait_ms);

/* Returns whether --patience allows a wait of wait_ms. */
bool trakt_has_patience(const struct trakt *trakt, int64_t wait_ms);

/*
 * Returns the progress of a batch. The caller calls this function after each trakt_wait, until the
 * result is not TRAKT_UNDER_WAY. This function may repeat the request, and may block while the
 * login is renewed. If the answer can be read, fills `added` and sets not_found in each of the
 * additions, even if the call fails with the error unaccounted. Sets added->repeated and
 * added->in_doubt in every case. */
enum trakt_progress trakt_add_take(struct trakt_batch *batch, struct trakt_addition *additions,
                                   struct trakt_added *added, struct trakt_error *error);

/* Frees a batch; NULL is allowed. A batch in flight must not be freed before trakt_close. */
void trakt_batch_free(struct trakt_batch *batch);

/* --- Creating a list (blocks) --- */

/* States whether a list has to be created. */
struct trakt_plan {
    bool missing;         /* the list does not exist yet; the target then has only a name */
    json_int_t own_lists; /* number of the user's own lists */
};

/*
 * Does what trakt_find_list does, but if the list is missing and can be created, succeeds and sets
 * plan->missing. Fails with no-list if the list is missing and must not be created, because
 * - the name is invalid: it has leading or trailing blanks, or is not UTF-8;
 * - the name differs from an existing list's name or slug only in case, accents, spaces and
 *   punctuation, so it is probably a typing error; or
 * - it is uncertain whether Trakt has changed the name to an existing list's name. */
bool trakt_find_or_plan(struct trakt *trakt, const char *name, struct trakt_target *target,
                        struct trakt_plan *plan, struct trakt_error *error);

/* A list to create. */
struct trakt_wish {
    const char *name;
    const char *description; /* NULL: none */
    /* The directory for a lock, created if missing. The lock keeps two programs from creating the
     * same list. NULL: no lock. */
    const char *state;
};

/*
 * Creates a private list, unless it exists by now, and sets target to the list. If the answer is
 * lost, checks whether the list was created before trying again, because Trakt would create a
 * second list of the same name. If the account cannot have more lists, fails with list-full and
 * sets error->final. `target` must be set or zeroed; the caller releases it. */
bool trakt_make_list(struct trakt *trakt, const struct trakt_wish *wish,
                     struct trakt_target *target, struct trakt_error *error);

/* Returns true if the account can have one more list, or if the account's limit is unknown.
 * Otherwise returns false with the error list-full, as trakt_make_list does. Pure. */
bool trakt_may_make(const struct trakt_account *account, const char *name,
                    const struct trakt_plan *plan, struct trakt_error *error);

/* --- Logging in and out --- */

/* Starts a login with the device flow: sets `device` to a code, which the user confirms in a
 * browser on any device. The caller releases device in every case. */
bool trakt_start_device(struct trakt *trakt, struct trakt_device *device,
                        struct trakt_error *error);

enum trakt_poll {
    TRAKT_POLL_WAIT,    /* not confirmed yet: poll again after device->interval, which may change */
    TRAKT_POLL_DONE,    /* grant is filled in */
    TRAKT_POLL_DENIED,  /* the user refused; error is set */
    TRAKT_POLL_EXPIRED, /* the code has expired: start over; error is set */
    TRAKT_POLL_FAILED,  /* error is set */
};

/* Asks once whether the user has confirmed the code. The caller releases grant in every case. */
enum trakt_poll trakt_poll_device(struct trakt *trakt, struct trakt_device *device,
                                  struct trakt_grant *grant, struct trakt_error *error);

/* Returns the address of the page that shows the user an authorization code, a new string. Returns
 * NULL if there is no client id. `challenge` is from struct token_pkce. */
CVI_MUST_USE char *trakt_authorize_url(const struct trakt *trakt, const char *challenge);

/* Exchanges an authorization code for tokens. `code` is the user's input; leading and trailing
 * spaces are ignored. `verifier` is from struct token_pkce. The caller releases grant in every
 * case. */
bool trakt_exchange_code(struct trakt *trakt, const char *code, const char *verifier,
                         struct trakt_grant *grant, struct trakt_error *error);

/* Replaces the login in this client by the granted one. Does not store it. */
void trakt_use_grant(struct trakt *trakt, const struct trakt_grant *grant);

/* Writes the login in use, with the client id and secret, to the credentials file (token_path),
 * under its lock. Returns false with `why`. The exit status is 64 if the token is from the settings
 * or a command, 71 or 75 if the file cannot be locked, 74 if it cannot be written, and 78 if there
 * is no token_path. */
bool trakt_store_login(struct trakt *trakt, struct why *why);

enum trakt_logout {
    TRAKT_LOGOUT_FAILED, /* error is set; the credentials file is unchanged */
    TRAKT_LOGOUT_NOBODY, /* there is no login */
    TRAKT_LOGOUT_DONE,   /* the token is revoked and, if stored, removed from the file */
    TRAKT_LOGOUT_FORCED, /* the token is removed from the file, but not revoked; error is set */
};

/* Revokes the access token in use. If the token is from the credentials file, also removes it from
 * the file, but only if it was revoked or `force` is set. Does not renew an expired token first. */
enum trakt_logout trakt_log_out(struct trakt *trakt, bool force, struct trakt_error *error);

/* --- The status of the login and the connection --- */

/* Sets *token to the login in use, even if its access token is invalid or expired. (*token)->access
 * is NULL if there is no access token. Borrowed until the next call. Returns false with `why` if
 * the credentials file cannot be used (exit status 66 or 78), or if the token command cannot be
 * used (71, 78 or 130). */
bool trakt_peek(struct trakt *trakt, const struct token **token, struct why *why);

/* The facts in the answer to one request. The request is not delayed by the rate limit, and not
 * repeated after a temporary error. */
struct trakt_status {
    bool asked;               /* the struct has been filled in */
    struct trakt_error error; /* its fault is TRAKT_FINE if the answer was a success */
    bool rejected;   /* Trakt rejected the token (401), and the error is from the attempt to get
                      * another one, not from an answer of the API */
    int64_t our_s;   /* this machine's clock when the request ended, epoch s; 0: not sent */
    int64_t their_s; /* the server's clock, epoch s; 0: unknown */
    json_int_t rate_limit; /* allowed number of such requests in a period; RECORD_NONE: unknown */
    json_int_t rate_left;  /* how many of them are left; RECORD_NONE: unknown */
    int64_t rate_until_s;  /* end of the period, epoch s; 0: unknown */
    json_int_t count;      /* number of items in all pages; RECORD_NONE: unknown */
};

/* Gets the account that is logged in, after renewing the login if necessary. The caller releases
 * account in every case. */
void trakt_status_account(struct trakt *trakt, struct trakt_status *status,
                          struct trakt_account *account);

/* Checks whether Trakt knows the client id, without a login. */
void trakt_status_client(struct trakt *trakt, struct trakt_status *status);

/* Checks whether the host for logins answers. */
void trakt_status_host(struct trakt *trakt, struct trakt_status *status);

/* Each function sets status->count: to the number of the user's lists, or of the items on the
 * watchlist. Both use the login. */
void trakt_status_lists(struct trakt *trakt, struct trakt_status *status);
void trakt_status_watchlist(struct trakt *trakt, struct trakt_status *status);

#endif
