/* The settings: from options, environment, secrets files and config files, in this order, and where
 * each came from. What the current directory holds is believed only where it can do no harm.
 * docs/config.md is about the same from the user's side. */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"
#include "base/option.h"
#include "config/file.h"
#include "record/record.h"

enum config_key {
    CONFIG_CLIENT_ID,
    CONFIG_CLIENT_SECRET,
    CONFIG_ACCESS_TOKEN,
    CONFIG_TOKEN_COMMAND,    /* prints the access token */
    CONFIG_CREDENTIALS_FILE, /* where cvi-auth keeps the login: ~/.pytrakt.json */
    CONFIG_DEFAULT_WATCHLIST,
    CONFIG_INCLUDE_STATUSES,
    CONFIG_API_URL,
    CONFIG_AUTH_URL,
    CONFIG_JOBS,            /* most requests at one time */
    CONFIG_PATIENCE,        /* most seconds that one request may wait for its turns */
    CONFIG_PROXY,           /* NULL: what libcurl's variables say */
    CONFIG_CACERT,          /* NULL: what the system trusts */
    CONFIG_TRACE,           /* NULL: no trace */
    CONFIG_CACHE_DAYS,      /* how long what a search found is good */
    CONFIG_CACHE_MISS_DAYS, /* and that it found nothing */
    CONFIG_PINS_FILE,       /* NULL: pins.tsv in the configuration directory, if it is there */
    CONFIG_CATALOG,         /* NULL: catalog.db in the data directory, if it is there */
    CONFIG_CATALOG_URL,     /* where cvi-catalog fetches IMDb's files */
    CONFIG_SCAN_EXTENSIONS, /* NULL: the endings that videos have; else with commas or blanks */
    CONFIG_SCAN_EXCLUDE,    /* NULL: nothing; else patterns with a newline between them */
    CONFIG_SCAN_MODE,       /* quick, deep, hybrid or full */
    CONFIG_SCAN_JOBS,       /* files to scan at a time; 0: as the machine can */
    CONFIG_SCAN_FFMPEG,     /* a program, or "none" */
    CONFIG_SCAN_RECURSIVE,  /* true or false */
    CONFIG_KEYS
};

/*
 * Which settings a program uses, for config_load: the others are not looked up, so nothing can be
 * wrong with them. A set of bits 1U << enum config_key. */
enum {
    CONFIG_FOR_SELECTION = 1U << CONFIG_INCLUDE_STATUSES, /* what cvi-extract wants */
    CONFIG_FOR_TRAKT = (1U << CONFIG_CACHE_DAYS) - 1,     /* what speaks to Trakt wants */
    CONFIG_FOR_MATCH = (1U << CONFIG_CATALOG_URL) - 1,    /* what cvi-match wants */
    CONFIG_FOR_CATALOG = 1U << CONFIG_CATALOG | 1U << CONFIG_CATALOG_URL | 1U << CONFIG_PROXY |
                         1U << CONFIG_CACERT | 1U << CONFIG_TRACE, /* what cvi-catalog wants */
    CONFIG_FOR_ALL = (1U << CONFIG_KEYS) - 1,
    CONFIG_FOR_SCAN = CONFIG_FOR_ALL - (1U << CONFIG_SCAN_EXTENSIONS) + 1, /* cvi-scan wants */
};

/*
 * Option tables to include with GROUP. config_file_options: --config, --print-config;
 * config_options: these and what all programs that speak to Trakt take; config_match_options:
 * --cache-days, --cache-miss-days, --pins; config_catalog_options: --catalog;
 * config_fetch_options: --catalog-url, --proxy, --cacert, --trace. */
extern const struct option config_file_options[];
extern const struct option config_options[];
extern const struct option config_match_options[];
extern const struct option config_catalog_options[];
extern const struct option config_fetch_options[];

/* What the options of the tables have said; NULL: not given. Only tests write here. */
struct config_given {
    const char *file;
    const char *token;
    const char *token_file;
    const char *text[CONFIG_KEYS]; /* of the settings that have an option of their own */
    bool print;
};
extern struct config_given config_given;

/*
 * A setting: text is NULL when nobody has set it, and "" only for an access token that was given
 * explicitly and blank. origin says where it came from: "--token", "CVI_TRAKT_CLIENT_ID",
 * "docker/secrets/trakt_client_id.txt", "config.yaml:7", "default". Both belong to the struct. */
struct config_value {
    char *text;
    char *origin;
};

/* The program's own directories below those of the XDG specification. NULL: there is no HOME. */
struct config_places {
    char *config; /* ~/.config/cvi */
    char *cache;  /* ~/.cache/cvi: may be thrown away */
    char *state;  /* ~/.local/state/cvi */
    char *data;   /* ~/.local/share/cvi */
};

struct config {
    struct config_value value[CONFIG_KEYS];
    struct config_places places;
    char *const *environment; /* as given to config_load; borrowed */
    unsigned needs;           /* as given to config_load */
    unsigned statuses;        /* the statuses to include: bits 1U << enum scan_status */
    char *file[CONFIG_TIERS]; /* the config files that were read; NULL: no such file */
    struct buf warnings;      /* lines, each ending in \n */
    struct buf notes;         /* what is not used of the earlier program's settings: lines */
    struct buf ignored;       /* what --print-config shows of what is ignored: lines */
    bool shows_login_mode;    /* set by a program whose own output shows the login file's mode */
    struct buf exposed;       /* warnings about files with secrets that other users can read */
};

/*
 * Fills c from config_given, environment (as environ; borrowed), the secrets files and the config
 * files.
 * Standard input is read, up to the end of its first line, only when the token is said to be there.
 * False with why (64, 66 or 78), which never shows a value, and c released, otherwise. A setting
 * that is not there is no error here: config_need_client tells. End with config_release. */
bool config_load(struct config *c, unsigned needs, char **environment, struct why *why);
void config_release(struct config *c);

/*
 * For main: config_load, or the end of the program with the reason. Says the warnings, and answers
 * --print-config (and ends with 0). */
void config_start(struct config *c, unsigned needs, char **environment);

/* The names of the config files that were read, with ", " between, as a new string; NULL: none. */
CVI_MUST_USE char *config_files(const struct config *c);

/* What a setting is called: "client_id", which is below "trakt:" in the config file, or
 * "scan.mode". */
const char *config_name(enum config_key key);

/* The text of a setting, or NULL. Borrowed. The URLs have no '/' at the end. */
const char *config_text(const struct config *c, enum config_key key);

/* Returns the path of the catalogue, as a new string: the setting, else catalog.db in the data
 * directory, whether it is there or not. NULL when neither is known. */
CVI_MUST_USE char *config_catalog(const struct config *c);

/* A setting that is a number; 0 when nobody has set it. */
long config_number(const struct config *c, enum config_key key);

/* A setting that is a number of days, in seconds. */
int64_t config_days_s(const struct config *c, enum config_key key);

/* Whether files of that status are wanted. */
bool config_includes(const struct config *c, enum scan_status status);

/*
 * Whether the client id is there, and the secret too if with_secret says so. Every request
 * wants the id (trakt-api-key); only what obtains, refreshes or revokes a token wants the
 * secret. False with why (78): the words of the guide, with the files below docker/secrets that
 * are to be filled. */
bool config_need_client(const struct config *c, bool with_secret, struct why *why);

/*
 * Adds what --print-config shows: for each setting in use a line "name TAB value TAB origin".
 * Secrets show as "*** (64)", with the number of their bytes; control characters as '?'. A setting
 * that nobody has set has an empty value and the origin "default". Then a line for each setting
 * and file that is ignored: "ignored TAB name TAB why". */
void config_show(const struct config *c, struct buf *out);

#endif
