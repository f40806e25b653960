/* Judges the facts about a login one by one. Reports the result as lines for people, as JSON for
 * scripts, and as an exit status. Pure: login_inquire finds the facts. */
#ifndef AUTH_STATUS_H
#define AUTH_STATUS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "trakt/answer.h"
#include "trakt/error.h"

/* Facts about a secret. The facts may be shown, but not the secret. */
struct login_secret {
    const char *origin; /* for example "docker/secrets/trakt_client_id.txt"; NULL: not set */
    bool well_formed;
};

/* The result of a request to Trakt. Zeroed: no request was made. */
struct login_answer {
    bool asked;
    struct trakt_error error; /* error.fault is TRAKT_FINE if the answer was a success */
};

/* A host of Trakt, and its answer. */
struct login_place {
    const char *url;
    const char *origin; /* NULL: url is the default */
    struct login_answer answer;
};

/* Strings are borrowed, except those in account. RECORD_NONE, 0 and NULL mean unknown. */
struct login_facts {
    int64_t now_s;
    const char *config_file;
    struct login_secret client_id;
    struct login_secret client_secret;
    struct login_answer client; /* Trakt's answer about the client id, without a login */
    struct login_secret token;
    bool is_stored;     /* the token is from the credentials file */
    bool has_refresh;   /* the token can be renewed */
    int64_t written_at; /* when the token was stored; epoch */
    int64_t expires_at; /* when the token expires; epoch */
    struct why trouble; /* error of the credentials file or the token command; status 0: none */
    const char *path;   /* path of the credentials file, for display */
    unsigned mode;      /* mode of the credentials file; 0: no file */
    const char *proxy;  /* address of the proxy, without user and password */
    const char *proxy_origin;
    struct login_answer login; /* Trakt's answer about the login */
    bool is_rejected; /* Trakt rejected the token, and `login` has the error of the renewal */
    struct login_place api;
    struct login_place auth;
    int64_t skew_s; /* seconds by which the clock of this machine is ahead */
    bool knows_skew;
    struct trakt_account account; /* its username is NULL if unknown */
    json_int_t lists;             /* number of lists */
    json_int_t watchlist;         /* number of titles on the watchlist */
    json_int_t rate_limit;
    json_int_t rate_left;
    int64_t rate_until_s; /* epoch */
};

/* The result of a check: no problem, a warning, or an error. */
enum login_mark { LOGIN_GOOD, LOGIN_ODD, LOGIN_BAD };

struct login_check {
    const char *name; /* a fixed word for scripts */
    const char *title;
    enum login_mark mark;
    /* The value is not set, or Trakt has not confirmed it. If there is no problem, the line begins
     * with a dash, not a tick. */
    bool unchecked;
    char *text;
    char *next; /* what to do: a command, if possible; NULL: nothing */
};

struct login_report {
    struct login_check at[16];
    size_t count;
    int exit_status;  /* the largest exit status of the bad checks; 0 if no check is bad */
    const char *next; /* what to do first; NULL: nothing */
};

/* Returns whether Trakt's answer is a success, or an error about the login, the client or the
 * account. Returns false if no request was made, or if the error is about the network, the server,
 * the rate limit or this machine. */
bool login_was_heard(const struct login_answer *answer);
/* The first function returns whether Trakt accepts the client id, the second whether Trakt refuses
 * it. Both return false if Trakt was not asked. */
bool login_client_is_known(const struct login_facts *facts);
bool login_client_is_refused(const struct login_facts *facts);

/* Judges the facts, and sets `report` to the checks. Some checks are left out if their facts are
 * unknown. The caller releases `report` with login_report_release. */
void login_judge(const struct login_facts *facts, struct login_report *report);
void login_report_release(struct login_report *report);

/* Adds a line for each check to `out`, and a line for the next step. */
void login_report_lines(const struct login_report *report, struct buf *out);

/* Returns the facts and the checks as a new object; cvi-auth(1) documents its members. */
CVI_MUST_USE json_t *login_report_json(const struct login_facts *facts,
                                       const struct login_report *report);

/* Adds a duration in its two largest units to `out`: "5 days 3 hours". Pure; public for tests. */
void login_duration(int64_t seconds, struct buf *out);

#endif
