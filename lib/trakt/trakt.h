/*
 * The Trakt client: searches, lists, logins. Who is logged in, refreshing tokens, pacing, asking
 * again and reading all pages happen in here. What a call needs and answers is documented at
 * https://docs.trakt.tv (as of autumn 2026). */
#ifndef TRAKT_TRAKT_H
#define TRAKT_TRAKT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/msg.h"
#include "trakt/answer.h"
#include "trakt/error.h"
#include "trakt/token.h"

struct trakt;

/* The redirect URI that stands for "the user copies the code from the page". */
#define TRAKT_REDIRECT_URI "urn:ietf:wg:oauth:2.0:oob"
#define TRAKT_API_URL "https://api.trakt.tv"
enum { TRAKT_PATIENCE_S = 900 }; /* what users get unless they say otherwise */
#define TRAKT_AUTH_URL "https://auth.trakt.tv"

/* NULL and "" mean the same, not given, but for access_token and proxy. Borrowed during trakt_open
 * only. */
struct trakt_settings {
    const char *client_id;     /* not given: the one in the credentials file */
    const char *client_secret; /* likewise */
    const char *access_token;  /* used as it is: never stored, never refreshed. "": no token, not
                                  even that of the file; NULL: that of the file */
    const char *token_command; /* prints the token, when there is no access_token; run when the
                                  token is first needed, and once more if Trakt answers 401 */
    const char *token_path;    /* the credentials file; read when there is neither */
    const char *api_url;       /* not given: TRAKT_API_URL */
    const char *auth_url;      /* not given: TRAKT_AUTH_URL */
    long in_flight;            /* most requests at one time; 0: 6 */
    long patience_s;           /* most seconds for one request and its attempts; 0: one attempt */
    const char *proxy;         /* NULL: what libcurl's variables say; "": none */
    const char *cacert;        /* a file of certificates; not given: what the system trusts */
    const char *trace;         /* a file for requests and answers; not given: none */
    const char *budget_path;   /* the file in which all programs count their requests; not given:
                                  this client counts its own */
    const char *lists_path;    /* where slugs and names of lists are kept for completions; not
                                  given: nowhere */
};

/*
 * A client. Reads the credentials file (a broken one is told of when it is needed), asks nobody.
 * False with why (78: an address that we do not go to, or cacert holds no certificate; 66: it
 * cannot be read) and *trakt NULL otherwise. New; ends with
 * trakt_close. */
bool trakt_open(const struct trakt_settings *settings, struct trakt **trakt, struct why *why);
void trakt_close(struct trakt *trakt); /* NULL is fine */

/* Whether there is a client id; searches need no more. False with why (78, "Client ID not
 * found"). */
bool trakt_require_client(const struct trakt *trakt, struct why *why);

/*
 * Whether there are a client id and an access token, looking at what is here only. False with why:
 * 78 as above, 66 or 78 for a broken credentials file, or 77 with the words of the guide ("Trakt
 * access token is required. ..."). */
bool trakt_require_login(struct trakt *trakt, struct why *why);

/* Whether the credentials file could be used, or is not there. */
bool trakt_file_is_usable(const struct trakt *trakt);

/* Whether a trace is written: not when none was asked for, or it could not be opened. */
bool trakt_is_traced(const struct trakt *trakt);

/* The client id in use, NULL when there is none. Borrowed. */
const char *trakt_client_id(const struct trakt *trakt);

/* The file in which requests are counted, for another client beside this one. NULL: none.
 * Borrowed. */
const char *trakt_budget_path(const struct trakt *trakt);

/* --- Searches: many at a time --- */

struct trakt_query {
    enum media_type type;
    bool either;       /* films and shows; type is not looked at */
    const char *text;  /* as the user would write it: what is special to the search is escaped */
    const char *years; /* "1999" or "1998-2000"; NULL: any */
    bool exact;        /* titles that are exactly this (at most 3 or so); else the broad search */
    bool full;         /* also votes, country and original title */
};

/*
 * Called exactly once for each search, from within trakt_wait, a blocking call below, or
 * trakt_close. error is NULL and titles are there (perhaps none), or titles is NULL. Both are
 * borrowed and gone afterwards: copy what you keep. May search again, but must not wait or call
 * what blocks. */
typedef void trakt_found(void *context, const struct trakt_titles *titles,
                         const struct trakt_error *error);

/* Asks; copies the query. Answers come in any order. */
void trakt_search(struct trakt *trakt, const struct trakt_query *query, trakt_found *found,
                  void *context);

/*
 * Asks for the title with an id: kind is "trakt", "imdb", "tmdb" or "tvdb", id "tt0133093" or a
 * number. Answers that do not bear that id and type are left out, so there may be none. */
void trakt_search_id(struct trakt *trakt, const char *kind, const char *id, enum media_type type,
                     trakt_found *found, void *context);

/*
 * Asks for the title with Trakt's own id or slug, as /search would bring it and with its overview;
 * none when there is no such title. */
void trakt_search_title(struct trakt *trakt, enum media_type type, const char *id,
                        trakt_found *found, void *context);

/*
 * Called exactly once with the other names of a title, as trakt_found is: error is NULL, or count
 * is 0. Borrowed. */
typedef void trakt_aliases_found(void *context, const char *const *aliases, size_t count,
                                 const struct trakt_error *error);

/* Asks for the names that the title has elsewhere. None for a title that Trakt does not know. */
void trakt_search_aliases(struct trakt *trakt, enum media_type type, json_int_t id,
                          trakt_aliases_found *found, void *context);

/* How many searches have not been answered. */
size_t trakt_pending(const struct trakt *trakt);

/*
 * Waits until one or more found functions have been called, or one of the descriptors can be read
 * (-1: none there); returns at once when there is nothing to wait for. Fits struct stage.wait. */
enum http_woke trakt_wait(struct trakt *trakt, int input, int interrupt);

/* The user wants to go: nothing waits for long any more (see http_hurry). */
void trakt_hurry(struct trakt *trakt);

/* The same with a longest wait (-1: none), to watch a terminal between two polls. */
enum http_woke trakt_wait_ms(struct trakt *trakt, int input, int interrupt, int64_t most_ms);

/* --- Calls that block. Each returns false with error when it failed --- */

/* Who is logged in, and what the account may hold. The test of a login. To be released. */
bool trakt_get_account(struct trakt *trakt, struct trakt_account *account,
                       struct trakt_error *error);

/* All lists of the user, and those shared with them. The watchlist is not among them. To be
 * released. */
bool trakt_get_lists(struct trakt *trakt, struct trakt_lists *lists, struct trakt_error *error);

/* A list to read and add to. */
struct trakt_target {
    bool watchlist; /* the main watchlist; the rest is then not set, but for name and slug */
    json_int_t trakt;
    char *name;            /* "Watchlist" for the main one */
    char *slug;            /* "watchlist" for the main one */
    char *owner;           /* for paths: "me", or somebody's slug */
    json_int_t item_count; /* RECORD_NONE: not told */
};
void trakt_target_release(struct trakt_target *target);

/*
 * The list with this slug or else this name, spelt exactly. NULL, "" and "watchlist" are the main
 * watchlist, which costs no request; "Main Watchlist" means it too unless a list bears that name.
 * Otherwise false: no-list ("Watchlist not found: 'x'", with the lists there are and the command
 * that shows them), or refused when several lists bear the name (with their slugs). To be released
 * in every case. */
bool trakt_find_list(struct trakt *trakt, const char *name, struct trakt_target *target,
                     struct trakt_error *error);

/* The same choice among lists that were read before. Pure. */
bool trakt_choose_list(const struct trakt_lists *lists, const char *name,
                       struct trakt_target *target, struct trakt_error *error);

/*
 * All items of a list, of all pages, in its order. Never a part of them: when the number of items
 * is not the one that Trakt announced, even at the second reading, it fails. To be released. */
bool trakt_get_items(struct trakt *trakt, const struct trakt_target *target,
                     struct trakt_items *items, struct trakt_error *error);

/* How many items a list has, asking for one page of one item. */
bool trakt_count_items(struct trakt *trakt, const struct trakt_target *target, json_int_t *count,
                       struct trakt_error *error);

/* How many additions fit in one call. */
enum { TRAKT_MOST_ADDITIONS = 100 };

/* Additions that were sent with one request, until its answer has been taken. */
struct trakt_batch;

/*
 * Sends 1 to TRAKT_MOST_ADDITIONS films and shows to a list with one request; copies what it is
 * given. trakt_wait waits for the answer. Adding what is there already is no error and changes
 * nothing, so it may be repeated, and is where an answer got lost. New; ends with
 * trakt_batch_free. */
CVI_MUST_USE struct trakt_batch *trakt_add_start(struct trakt *trakt,
                                                 const struct trakt_target *target,
                                                 const struct trakt_addition *additions,
                                                 size_t count);

/*
 * Looks at what has come; to be called after trakt_wait until it is under way no more. It may send
 * the request once more, and may block while the login is renewed. When the answer has been read,
 * the additions that were sent are copied back with not_found set, and added is filled in; with
 * error unaccounted too. */
enum trakt_progress trakt_add_take(struct trakt_batch *batch, struct trakt_addition *additions,
                                   struct trakt_added *added, struct trakt_error *error);

/* NULL is fine. One that is under way may be freed only when the client has been closed. */
void trakt_batch_free(struct trakt_batch *batch);

/* --- Making a list (blocks) --- */

/* What making a list of some name would come to. */
struct trakt_plan {
    bool missing;         /* there is no such list yet; target then has its name only */
    json_int_t own_lists; /* how many the user has */
};

/*
 * As trakt_find_list, but a list that is missing is no error: plan tells of it. A name that cannot
 * be a list's (blank, or with blanks at its ends, or not UTF-8) is one, and so is one that differs
 * from the name or slug of a list that is there in case, blanks and punctuation only: that would be
 * a slip of the fingers (no-list; it names that list). Reads all lists. */
bool trakt_find_or_plan(struct trakt *trakt, const char *name, struct trakt_target *target,
                        struct trakt_plan *plan, struct trakt_error *error);

/* A list to be made. */
struct trakt_wish {
    const char *name;
    const char *description; /* NULL: none */
    const char *state; /* a directory for the lock that keeps two of our programs from making one
                          each; made when missing. NULL: there is none */
};

/*
 * Makes a private list, and makes target that list, unless it has come into being meanwhile, which
 * is as good. It looks again whenever an answer was lost, since Trakt would make a second one of
 * the same name. Otherwise false: list-full, final, when the account may have no more. target must
 * be set or zero, and is to be released. */
bool trakt_make_list(struct trakt *trakt, const struct trakt_wish *wish,
                     struct trakt_target *target, struct trakt_error *error);

/* Whether the account may have one list more than it has, as far as its limits are told. False with
 * error as trakt_make_list. Pure. */
bool trakt_may_make(const struct trakt_account *account, const char *name,
                    const struct trakt_plan *plan, struct trakt_error *error);

/* --- Logging in and out --- */

/* Begins a login on another device. To be released. */
bool trakt_start_device(struct trakt *trakt, struct trakt_device *device,
                        struct trakt_error *error);

enum trakt_poll {
    TRAKT_POLL_WAIT,    /* not yet: poll again after device->interval (which may have grown) */
    TRAKT_POLL_DONE,    /* grant is filled */
    TRAKT_POLL_DENIED,  /* the user said no */
    TRAKT_POLL_EXPIRED, /* too late: start over */
    TRAKT_POLL_FAILED,  /* error says why; so it does for DENIED and EXPIRED */
};

/* Asks once whether the user has agreed. grant is to be released in every case. */
enum trakt_poll trakt_poll_device(struct trakt *trakt, struct trakt_device *device,
                                  struct trakt_grant *grant, struct trakt_error *error);

/* The page where the user allows us in and is shown a code. NULL without a client id. New. */
CVI_MUST_USE char *trakt_authorize_url(const struct trakt *trakt, const char *challenge);

/* Exchanges that code, which the user pasted (blanks at its ends are fine). To be released. */
bool trakt_exchange_code(struct trakt *trakt, const char *code, const char *verifier,
                         struct trakt_grant *grant, struct trakt_error *error);

/* Uses the granted login from now on, in this client only. */
void trakt_use_grant(struct trakt *trakt, const struct trakt_grant *grant);

/*
 * Writes the login in use, with the client id and secret, to the credentials file (token_path),
 * under its lock. False with why (74; 71: no lock; 78: no token_path). */
bool trakt_store_login(struct trakt *trakt, struct why *why);

enum trakt_logout {
    TRAKT_LOGOUT_FAILED, /* error says why; nothing was removed here */
    TRAKT_LOGOUT_NOBODY, /* there is no login */
    TRAKT_LOGOUT_DONE, /* Trakt knows the token no longer, and neither does the credentials file */
    TRAKT_LOGOUT_FORCED, /* likewise, but Trakt could not be told: error says why */
};

/*
 * Makes Trakt forget the access token in use, and takes it out of the credentials file if it is
 * from there; with force also when Trakt could not be told. The token is not renewed for that. */
enum trakt_logout trakt_log_out(struct trakt *trakt, bool force, struct trakt_error *error);

/* --- How things stand --- */

/* The token at hand, as trakt_login_peek tells it. Borrowed. */
bool trakt_peek(struct trakt *trakt, const struct token **token, struct why *why);

/* What one request tells beside what it was for. It is sent once: who wants to know how things
 * stand does not want to wait. */
struct trakt_probe {
    bool asked;
    struct trakt_error error; /* its fault is TRAKT_FINE when the answer was good */
    int64_t our_s;            /* the clock of this machine when the answer came; epoch */
    int64_t their_s;          /* that of the server; 0: not told */
    json_int_t rate_limit;    /* of the bucket of such requests; RECORD_NONE: not told */
    json_int_t rate_left;
    int64_t rate_until_s; /* epoch; 0: not told */
    json_int_t count;     /* of all items, where pages are told; RECORD_NONE: not told */
};

/* With the login, which is renewed if need be, as for any other call. account is to be released in
 * every case. */
void trakt_probe_account(struct trakt *trakt, struct trakt_probe *probe,
                         struct trakt_account *account);
/* Without a login: whether Trakt knows the client id. */
void trakt_probe_client(struct trakt *trakt, struct trakt_probe *probe);
/* Whether the host for logins answers at all. */
void trakt_probe_host(struct trakt *trakt, struct trakt_probe *probe);
/* How many lists the user has, and how many items are on the watchlist. With the login. */
void trakt_probe_lists(struct trakt *trakt, struct trakt_probe *probe);
void trakt_probe_watchlist(struct trakt *trakt, struct trakt_probe *probe);

#endif
