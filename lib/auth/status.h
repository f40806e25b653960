/*
 * How things stand with a login: facts, judged one by one, as lines for people, as JSON for
 * scripts, and as an exit status. Pure: login_inquire finds the facts. */
#ifndef AUTH_STATUS_H
#define AUTH_STATUS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "trakt/answer.h"
#include "trakt/error.h"

/* Something secret, of which only this is told. */
struct login_secret {
    const char *origin; /* "docker/secrets/trakt_client_id.txt"; NULL: there is none */
    bool well_formed;
};

/* What a request told. Zeroed: it was not made. */
struct login_answer {
    bool asked;
    struct trakt_error error; /* its fault is TRAKT_FINE when the answer was good */
};

struct login_place {
    const char *url;
    const char *origin; /* NULL: it is the usual one */
    struct login_answer answer;
};

/* Borrowed, but for account. RECORD_NONE, 0 and NULL: not known. */
struct login_facts {
    int64_t now_s;
    const char *config_file;
    struct login_secret client_id;
    struct login_secret client_secret;
    struct login_answer client; /* what Trakt said of the client id, without a login */
    struct login_secret token;
    bool is_stored;     /* the token is that of the credentials file */
    bool has_refresh;   /* and can be renewed */
    int64_t written_at; /* when it was stored; epoch */
    int64_t expires_at; /* epoch */
    struct why trouble; /* with the credentials file, or the token command; status 0: none */
    const char *path;   /* of the credentials file, as it is shown */
    unsigned mode;      /* its mode; 0: there is no such file */
    const char *proxy;  /* without user and password */
    const char *proxy_origin;
    struct login_answer login; /* what Trakt said of it */
    struct login_place api;
    struct login_place auth;
    int64_t skew_s; /* how far the clock of this machine is ahead */
    bool knows_skew;
    struct trakt_account account; /* its username is NULL when it is not known */
    json_int_t lists;             /* how many there are */
    json_int_t watchlist;         /* how many titles are on it */
    json_int_t rate_limit;
    json_int_t rate_left;
    int64_t rate_until_s;
};

enum login_mark { LOGIN_GOOD, LOGIN_ODD, LOGIN_BAD };

struct login_check {
    const char *name; /* a fixed word, for scripts */
    const char *title;
    enum login_mark mark;
    char *text;
    char *next; /* what to do, a command if there is one; NULL: nothing */
};

struct login_report {
    struct login_check at[16];
    size_t count;
    int exit_status;  /* 0, or the largest of what is bad */
    const char *next; /* what to do first; NULL: nothing */
};

/* Whether the request found somebody who spoke about us, and not about the way there. */
bool login_was_heard(const struct login_answer *answer);
/* Whether Trakt takes the client id, and whether it does not; both false when it was not asked. */
bool login_client_is_known(const struct login_facts *facts);
bool login_client_is_refused(const struct login_facts *facts);

/* Judges. What is not known makes no check. To be released. */
void login_judge(const struct login_facts *facts, struct login_report *report);
void login_report_release(struct login_report *report);

/* Adds the lines, and what to do next. */
void login_report_lines(const struct login_report *report, struct buf *out);

/* The facts and the checks as one object; the page cvi-auth(1) tells its members. New. */
CVI_MUST_USE json_t *login_report_json(const struct login_facts *facts,
                                       const struct login_report *report);

/* Adds a duration in words to out, in its two largest units: "5 days 3 hours". Pure; public for
 * tests. */
void login_duration(int64_t seconds, struct buf *out);

#endif
