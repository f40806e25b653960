/* The Trakt client as programs see it: searches, lists, logins. It finds the token and renews it,
 * keeps to the rate limit, retries, and reads all pages. The calls and their answers are documented
 * at https://docs.trakt.tv (as of autumn 2026). */
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

/* The redirect URI with which the user copies the code from the page. */
#define TRAKT_REDIRECT_URI "urn:ietf:wg:oauth:2.0:oob"
#define TRAKT_API_URL "https://api.trakt.tv"
#define TRAKT_AUTH_URL "https://auth.trakt.tv"
enum { TRAKT_PATIENCE_S = 900 }; /* the default of --patience */

/* Strings are borrowed during trakt_open only. NULL and "" both mean "not given", except for
 * access_token and proxy. */
struct trakt_settings {
    const char *client_id;     /* not given: the one in the credentials file */
    const char *client_secret; /* likewise */
    const char *access_token;  /* never stored, never refreshed. "": no token, not even that in the
                                * file; NULL: the token in the file */
    const char *token_command; /* a command that prints the token, used if there is no access_token;
                                * run when the token is first needed, and once more if Trakt answers
                                * 401 */
    char *const *environment;  /* of that command, in the form of environ */
    const char *token_path;    /* the credentials file; its token is used if there is neither an
                                * access_token nor a token_command */
    bool says_no_mode;         /* do not warn if other users can read or change the file */
    const char *api_url;       /* not given: TRAKT_API_URL */
    const char *auth_url;      /* not given: TRAKT_AUTH_URL */
    long in_flight;            /* maximum number of concurrent requests; 0: 6 */
    long patience_s;           /* maximum seconds for a request with its attempts; 0: one attempt */
    const char *proxy;         /* NULL: use libcurl's environment variables; "": no proxy */
    const char *cacert_origin; /* the setting that names cacert, for messages; NULL: --cacert */
    const char *cacert;        /* a file of certificates; not given: those the system trusts */
    const char *trace;         /* a file for requests and answers; not given: no trace */
    const char *budget_path;   /* the file in which all programs count their requests; not given:
                                  this client counts its own requests only */
    const char *lists_path;    /* a file for slugs and names of lists, for completions; not given:
                                  none */
    const char *made_path;     /* a file with lists whose names Trakt stored differently; not given:
                                * none */
};

/*
 * Sets *trakt to a new client; close it with trakt_close. Reads the credentials file (a broken one
 * is reported when it is needed) and sends no request. Returns false with why, and *trakt NULL: 78
 * if an address is not allowed (wire_allows) or cacert holds no certificate, 66 if cacert cannot be
 * read. */
bool trakt_open(const struct trakt_settings *settings, struct trakt **trakt, struct why *why);
void trakt_close(struct trakt *trakt); /* NULL is allowed */

/* Returns whether there is a client id, which is all that searches need. Returns false with why
 * (78, "Client ID not found"). */
bool trakt_require_client(const struct trakt *trakt, struct why *why);

/*
 * Returns whether there are a client id and an access token, without a request. Returns false with
 * why: 78 as from trakt_require_client, 66 or 78 for a broken credentials file, or 77 with the
 * words of the guide ("Trakt access token is required. ..."). */
bool trakt_require_login(struct trakt *trakt, struct why *why);

/* Returns whether the credentials file is usable or missing, not broken. */
bool trakt_file_is_usable(const struct trakt *trakt);

/* Returns whether a trace is written: one was requested, and could be opened. */
bool trakt_is_traced(const struct trakt *trakt);

/* Returns the client id in use, or NULL. Borrowed. */
const char *trakt_client_id(const struct trakt *trakt);

/* Returns the file in which requests are counted, for use by a second client, or NULL. Borrowed. */
const char *trakt_budget_path(const struct trakt *trakt);

/* --- Searches: many at a time --- */

struct trakt_query {
    enum media_type type;
    bool either;       /* search films and shows; type is ignored */
    const char *text;  /* as the user writes it: characters special to the search are escaped */
    const char *years; /* "1999" or "1998-2000"; NULL: any */
    bool exact; /* find exactly this title (about 3 results at most); otherwise the broad search */
    bool full;  /* get votes, country and original title too */
};

/*
 * Callback for the result of a search; called exactly once, from trakt_wait, a blocking call below,
 * or trakt_close. Either error is NULL and titles holds the titles found (perhaps none), or titles
 * is NULL. Both are borrowed and freed afterwards. The callback may start further searches, but
 * must not wait or make a blocking call. */
typedef void trakt_found(void *context, const struct trakt_titles *titles,
                         const struct trakt_error *error);

/* Starts a search; copies the query. Searches finish in any order. */
void trakt_search(struct trakt *trakt, const struct trakt_query *query, trakt_found *found,
                  void *context);

/*
 * Starts a search for the title with an id: kind is "trakt", "imdb", "tmdb" or "tvdb", id
 * "tt0133093" or a number. Results with another id or type are dropped. */
void trakt_search_id(struct trakt *trakt, const char *kind, const char *id, enum media_type type,
                     trakt_found *found, void *context);

/* Starts a request for the title with Trakt's own id or slug. The result has the form of a
 * search's, plus the overview; it is empty if the title does not exist. */
void trakt_search_title(struct trakt *trakt, enum media_type type, const char *id,
                        trakt_found *found, void *context);

/* Callback for the alternative names of a title, called in the same way as trakt_found: either
 * error is NULL, or count is 0. All arguments are borrowed. */
typedef void trakt_aliases_found(void *context, const char *const *aliases, size_t count,
                                 const struct trakt_error *error);

/* Starts a request for the names of a title in other countries. An unknown title has none. */
void trakt_search_aliases(struct trakt *trakt, enum media_type type, json_int_t id,
                          trakt_aliases_found *found, void *context);

/* Returns the number of unfinished searches. */
size_t trakt_pending(const struct trakt *trakt);

/*
 * Waits until callbacks have been called, or one of the descriptors (-1: none) is readable. Returns
 * at once if there is nothing to wait for. Suitable for the member wait of struct stage. */
enum http_woke trakt_wait(struct trakt *trakt, int input, int interrupt);

/* Does what trakt_wait does, for at most most_ms milliseconds (-1: no limit), so that a terminal
 * can be watched between two polls. */
enum http_woke trakt_wait_ms(struct trakt *trakt, int input, int interrupt, int64_t most_ms);

/* Prepares for an early end: no request waits long from now on (see http_hurry). */
void trakt_hurry(struct trakt *trakt);

/* --- Calls that block. Each returns false with error if it failed --- */

/* Gets the account that is logged in and its limits, which tests the login. The caller releases
 * account. */
bool trakt_get_account(struct trakt *trakt, struct trakt_account *account,
                       struct trakt_error *error);

/* Gets all lists of the user and those shared with the user, without the watchlist. The caller
 * releases lists. */
bool trakt_get_lists(struct trakt *trakt, struct trakt_lists *lists, struct trakt_error *error);

/* A list to read and change, or the collection ("library") of the user. */
struct trakt_target {
    bool watchlist;  /* it is the main watchlist; of the other members, only name and slug are
                      * used */
    bool collection; /* the collection; likewise */
    json_int_t trakt;
    char *name;            /* "Watchlist" for the main one; "Collection" */
    char *slug;            /* "watchlist" for the main one; "collection" */
    char *owner;           /* for paths: "me", or somebody's slug */
    json_int_t item_count; /* RECORD_NONE: unknown */
};
void trakt_target_release(struct trakt_target *target);

/* Sets target, which may be set already, to the collection, without a request. (A list may have
 * this name, so trakt_find_list never finds the collection.) The caller releases target. */
void trakt_target_collection(struct trakt_target *target);

/*
 * Finds the list with exactly this slug, or else exactly this name (in NFC), or the one that was
 * created for this name, or else the only one whose name may be Trakt's version of it
 * (trakt/list_name). NULL, "" and "watchlist" are the main watchlist, found without a request; so
 * is "Main Watchlist" unless a list has that name. Fails with no-list ("Watchlist not found: 'x'",
 * with the existing lists and the command that shows them), or with refused if several lists have
 * the name (with their slugs). The caller releases target in every case. */
bool trakt_find_list(struct trakt *trakt, const char *name, struct trakt_target *target,
                     struct trakt_error *error);

/* Returns whether the name always means the main watchlist: NULL, "", "watchlist". */
bool trakt_is_watchlist(const char *name);

/* Does what trakt_find_list does, but among given lists and without the remembered lists. Pure. */
bool trakt_choose_list(const struct trakt_lists *lists, const char *name,
                       struct trakt_target *target, struct trakt_error *error);

/*
 * Gets all items of a list, from all pages, in the order of the list. Never returns only a part of
 * the items: if their number differs from the number that Trakt announced, reads them once more,
 * and then fails. Not for the collection. The caller releases the items. */
bool trakt_get_items(struct trakt *trakt, const struct trakt_target *target,
                     struct trakt_items *items, struct trakt_error *error);

/* Gets the collection: all films, and the episodes of all shows, with their copies. Never returns
 * only a part of it, like trakt_get_items. The caller releases collection. */
bool trakt_get_collection(struct trakt *trakt, struct trakt_collection *collection,
                          struct trakt_error *error);

/* Sets *count to the number of items on a list (films and episodes in the collection), with a
 * request for one page of one item (two for the collection). */
bool trakt_count_items(struct trakt *trakt, const struct trakt_target *target, json_int_t *count,
                       struct trakt_error *error);

/* Maximum number of additions or removals in one call. */
enum { TRAKT_MOST_ADDITIONS = 100 };

/* Additions or removals sent with one request, until its answer has been taken. */
struct trakt_batch;

/*
 * Sends 1 to TRAKT_MOST_ADDITIONS films, shows and episodes to a list with one request; copies its
 * arguments. trakt_wait waits for the answer. Adding a title twice is not an error and changes
 * nothing, so the request is repeated if its answer is lost. In the collection, adding an existing
 * title changes its copy. A show without an episode must not be sent to the collection, because
 * Trakt would add all its episodes: the program exits with status 70. Returns a new batch; free it
 * with trakt_batch_free. */
CVI_MUST_USE struct trakt_batch *trakt_add_start(struct trakt *trakt,
                                                 const struct trakt_target *target,
                                                 const struct trakt_addition *additions,
                                                 size_t count);

/*
 * Does the same for a part of a batch that was too large or met a server error. The request is sent
 * after wait_ms at the earliest, and is not repeated after a server error: the batch was repeated,
 * and the caller decides what to send next. */
CVI_MUST_USE struct trakt_batch *trakt_add_part_start(struct trakt *trakt,
                                                      const struct trakt_target *target,
                                                      const struct trakt_addition *additions,
                                                      size_t count, int64_t wait_ms);

/*
 * Removes 1 to TRAKT_MOST_ADDITIONS films, shows and episodes from a list; otherwise like
 * trakt_add_start. Removing a title that is not there is not an error, so the request is repeated
 * if its answer is lost. Copies are not sent. trakt_add_take takes the answer. */
CVI_MUST_USE struct trakt_batch *trakt_remove_start(struct trakt *trakt,
                                                    const struct trakt_target *target,
                                                    const struct trakt_addition *removals,
                                                    size_t count);

/* Does what trakt_remove_start does, for a part of a batch: see trakt_add_part_start. */
CVI_MUST_USE struct trakt_batch *trakt_remove_part_start(struct trakt *trakt,
                                                         const struct trakt_target *target,
                                                         const struct trakt_addition *removals,
                                                         size_t count, int64_t wait_ms);

/* Returns whether a wait is within --patience. */
bool trakt_has_patience(const struct trakt *trakt, int64_t wait_ms);

/*
 * Returns the progress of a batch; call it after trakt_wait until the result is not
 * TRAKT_UNDER_WAY. It may repeat the request, and may block while the login is renewed. Once the
 * answer is read, even if it fails with unaccounted, the additions are copied back with not_found
 * set, and added is filled in. added->repeated and added->in_doubt are set in every case. */
enum trakt_progress trakt_add_take(struct trakt_batch *batch, struct trakt_addition *additions,
                                   struct trakt_added *added, struct trakt_error *error);

/* Frees a batch; NULL is allowed. A batch in flight may be freed only after trakt_close. */
void trakt_batch_free(struct trakt_batch *batch);

/* --- Creating a list (blocks) --- */

/* States whether a list would have to be created. */
struct trakt_plan {
    bool missing;         /* the list does not exist yet; target then has its name only */
    json_int_t own_lists; /* number of lists the user has */
};

/*
 * Does the same as trakt_find_list, but a missing list is not an error: plan->missing is set. An
 * impossible name (empty or only spaces, with spaces at an end, or not UTF-8) is an error. A name
 * that differs from the name or slug of an existing list only in case, spaces and punctuation is
 * probably a typing error, so it is also an error (no-list, with the name of that list). Reads all
 * lists. */
bool trakt_find_or_plan(struct trakt *trakt, const char *name, struct trakt_target *target,
                        struct trakt_plan *plan, struct trakt_error *error);

/* A list to create. */
struct trakt_wish {
    const char *name;
    const char *description; /* NULL: none */
    const char *state; /* a directory, created if missing, for the lock that keeps two programs from
                          creating the list twice; NULL: no lock */
};

/*
 * Creates a private list, unless it exists by now, and sets target to the list. If an answer is
 * lost, looks for the list before it tries again, because Trakt would create a second list of the
 * same name. Fails with list-full (final) if the account may have no more lists. target must be set
 * or zeroed; the caller releases it. */
bool trakt_make_list(struct trakt *trakt, const struct trakt_wish *wish,
                     struct trakt_target *target, struct trakt_error *error);

/* Returns whether the account may have one more list, if its limits are known. Otherwise returns
 * false with the error of trakt_make_list. Pure. */
bool trakt_may_make(const struct trakt_account *account, const char *name,
                    const struct trakt_plan *plan, struct trakt_error *error);

/* --- Logging in and out --- */

/* Begins a login on another device. The caller releases device. */
bool trakt_start_device(struct trakt *trakt, struct trakt_device *device,
                        struct trakt_error *error);

enum trakt_poll {
    TRAKT_POLL_WAIT,    /* not yet: poll again after device->interval (which may have grown) */
    TRAKT_POLL_DONE,    /* grant is filled in */
    TRAKT_POLL_DENIED,  /* the user refused; error is set */
    TRAKT_POLL_EXPIRED, /* the code has expired: start over; error is set */
    TRAKT_POLL_FAILED,  /* error is set */
};

/* Asks once whether the user has confirmed the code. The caller releases grant in every case. */
enum trakt_poll trakt_poll_device(struct trakt *trakt, struct trakt_device *device,
                                  struct trakt_grant *grant, struct trakt_error *error);

/* Returns the address of the page that shows the user an authorization code, a new string; NULL
 * without a client id. */
CVI_MUST_USE char *trakt_authorize_url(const struct trakt *trakt, const char *challenge);

/* Exchanges an authorization code, as the user pasted it, for a grant. Spaces at both ends of the
 * code are ignored. The caller releases grant in every case. */
bool trakt_exchange_code(struct trakt *trakt, const char *code, const char *verifier,
                         struct trakt_grant *grant, struct trakt_error *error);

/* Uses the granted login from now on, in this client only; does not store it. */
void trakt_use_grant(struct trakt *trakt, const struct trakt_grant *grant);

/*
 * Writes the login in use, with the client id and secret, to the credentials file (token_path),
 * under its lock. Returns false with why (74; 71: no lock; 78: no token_path). */
bool trakt_store_login(struct trakt *trakt, struct why *why);

enum trakt_logout {
    TRAKT_LOGOUT_FAILED, /* error is set; the credentials file is unchanged */
    TRAKT_LOGOUT_NOBODY, /* there is no login */
    TRAKT_LOGOUT_DONE,   /* the token is revoked, and removed from the credentials file */
    TRAKT_LOGOUT_FORCED, /* the token is removed from the file, but not revoked: error is set */
};

/*
 * Revokes the access token in use, and removes it from the credentials file if it is from there.
 * With force, removes it even if Trakt could not revoke it. An expired token is not renewed
 * first. */
enum trakt_logout trakt_log_out(struct trakt *trakt, bool force, struct trakt_error *error);

/* --- The status of the login and the connection --- */

/*
 * Sets *token to the token in use, valid or not; its access is NULL if there is no token. Borrowed
 * until the next call. Returns false with why (66 or 78) if the credentials file, or the token
 * command, cannot be used. */
bool trakt_peek(struct trakt *trakt, const struct token **token, struct why *why);

/* The other facts in the answer to one request. The request is neither repeated nor delayed by the
 * rate limit: a status must not wait. */
struct trakt_status {
    bool asked;
    struct trakt_error error; /* its fault is TRAKT_FINE if the answer was a success */
    int64_t our_s;            /* this machine's clock when the answer arrived; epoch; 0: not sent */
    int64_t their_s;          /* the server's clock; epoch; 0: unknown */
    json_int_t rate_limit;    /* of the bucket of such requests; RECORD_NONE: unknown */
    json_int_t rate_left;     /* likewise */
    int64_t rate_until_s;     /* end of the bucket's window; epoch; 0: unknown */
    json_int_t count;         /* number of items in all pages; RECORD_NONE: unknown */
};

/* Asks for the account of the login, which is renewed first if necessary. The caller releases
 * account in every case. */
void trakt_status_account(struct trakt *trakt, struct trakt_status *status,
                          struct trakt_account *account);

/* Finds out, without a login, whether Trakt knows the client id. */
void trakt_status_client(struct trakt *trakt, struct trakt_status *status);

/* Finds out whether the host for logins answers at all. */
void trakt_status_host(struct trakt *trakt, struct trakt_status *status);

/* Count the user's lists, and the items on the watchlist; with the login. */
void trakt_status_lists(struct trakt *trakt, struct trakt_status *status);
void trakt_status_watchlist(struct trakt *trakt, struct trakt_status *status);

#endif
