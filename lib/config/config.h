/* Loads the settings, with the origin of each, from options, environment, secrets files and config
 * files, in this order. Files in the current directory may give only settings that can do no harm.
 * docs/config.md describes the settings for users. */
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
    CONFIG_CREDENTIALS_FILE, /* the file of the login: ~/.pytrakt.json */
    CONFIG_DEFAULT_WATCHLIST,
    CONFIG_INCLUDE_STATUSES,
    CONFIG_API_URL,
    CONFIG_AUTH_URL,
    CONFIG_JOBS,            /* maximum number of concurrent requests */
    CONFIG_PATIENCE,        /* maximum seconds that one request may wait */
    CONFIG_PROXY,           /* NULL: as libcurl's variables state */
    CONFIG_CACERT,          /* NULL: the system's certificates */
    CONFIG_TRACE,           /* NULL: no trace */
    CONFIG_CACHE_DAYS,      /* lifetime of a cached result */
    CONFIG_CACHE_MISS_DAYS, /* lifetime of a cached search without a result */
    CONFIG_PINS_FILE,       /* NULL: pins.tsv in the configuration directory, if it exists */
    CONFIG_CATALOG,         /* NULL: catalog.db in the data directory, if it exists */
    CONFIG_CATALOG_URL,     /* the address of IMDb's files, for cvi-catalog */
    CONFIG_SCAN_EXTENSIONS, /* NULL: those of videos; else separated by commas or spaces */
    CONFIG_SCAN_EXCLUDE,    /* NULL: nothing; else patterns separated by newlines */
    CONFIG_SCAN_MODE,       /* quick, deep, hybrid or full */
    CONFIG_SCAN_JOBS,       /* files to scan at a time; 0: one per core */
    CONFIG_SCAN_FFMPEG,     /* a program, or "none" */
    CONFIG_SCAN_RECURSIVE,  /* true or false */
    CONFIG_KEYS
};

/* The settings that a program uses, a set of bits 1U << enum config_key. config_load neither looks
 * up nor checks the others. */
enum {
    CONFIG_FOR_SELECTION = 1U << CONFIG_INCLUDE_STATUSES, /* for cvi-extract */
    CONFIG_FOR_TRAKT = (1U << CONFIG_CACHE_DAYS) - 1,     /* for programs that use Trakt */
    CONFIG_FOR_MATCH = (1U << CONFIG_CATALOG_URL) - 1,    /* for cvi-match */
    CONFIG_FOR_CATALOG = 1U << CONFIG_CATALOG | 1U << CONFIG_CATALOG_URL | 1U << CONFIG_PROXY |
                         1U << CONFIG_CACERT | 1U << CONFIG_TRACE, /* for cvi-catalog */
    CONFIG_FOR_ALL = (1U << CONFIG_KEYS) - 1,
    CONFIG_FOR_SCAN = CONFIG_FOR_ALL - (1U << CONFIG_SCAN_EXTENSIONS) + 1, /* for cvi-scan */
};

/*
 * Option tables to include with GROUP. config_file_options: --config, --print-config;
 * config_options: these and those of all programs that use Trakt; config_match_options:
 * --cache-days, --cache-miss-days, --pins; config_catalog_options: --catalog;
 * config_fetch_options: --catalog-url, --proxy, --cacert, --trace. */
extern const struct option config_file_options[];
extern const struct option config_options[];
extern const struct option config_match_options[];
extern const struct option config_catalog_options[];
extern const struct option config_fetch_options[];

/* The values of the options in the tables; NULL: not given. Only tests write here. */
struct config_given {
    const char *file;
    const char *token;
    const char *token_file;
    const char *text[CONFIG_KEYS]; /* texts of the settings that have an option */
    bool print;
};
extern struct config_given config_given;

/* A setting. text is NULL if the setting is not set, and "" only for an access token that was
 * explicitly given as empty. origin is its source: "--token", "CVI_TRAKT_CLIENT_ID",
 * "docker/secrets/trakt_client_id.txt", "config.yaml:7", "default". Both belong to the struct. */
struct config_value {
    char *text;
    char *origin;
};

/* The program's own directories below those of the XDG specification. NULL: HOME is not set. */
struct config_places {
    char *config; /* ~/.config/cvi */
    char *cache;  /* ~/.cache/cvi: may be deleted */
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
    struct buf notes;         /* unused settings of the earlier program: lines */
    struct buf ignored;       /* ignored settings and files, for --print-config: lines */
    bool shows_login_mode;    /* set by a program whose output shows the login file's mode */
    struct buf exposed;       /* warnings about files with secrets that other users can read */
};

/*
 * Fills c from config_given, environment (as environ; borrowed), the secrets files and the config
 * files. Reads the first line of standard input, but only if the token is to be read from there.
 * Returns false, with c released and why (64, 66 or 78), which never shows a value, on an error. A
 * setting that is not set is not an error here; see config_need_client. End with config_release.
 */
bool config_load(struct config *c, unsigned needs, char **environment, struct why *why);
void config_release(struct config *c);

/* Does what config_load does, for main: on an error, exits with the reason. Prints the warnings.
 * With --print-config, prints the settings and exits with 0. */
void config_start(struct config *c, unsigned needs, char **environment);

/* Returns the names of the config files that were read, separated by ", ", a new string; NULL:
 * none. */
CVI_MUST_USE char *config_files(const struct config *c);

/* Returns the name of a setting: "client_id", which is below "trakt:" in the config file, or
 * "scan.mode". */
const char *config_name(enum config_key key);

/* Returns the text of a setting, or NULL. Borrowed. The URLs have no '/' at the end. */
const char *config_text(const struct config *c, enum config_key key);

/* Returns the path of the catalogue, a new string: the setting, else catalog.db in the data
 * directory, which need not exist; NULL if neither is known. */
CVI_MUST_USE char *config_catalog(const struct config *c);

/* Returns a setting that is a number; 0 if it is not set. */
long config_number(const struct config *c, enum config_key key);

/* Returns a setting that is a number of days, in seconds. */
int64_t config_days_s(const struct config *c, enum config_key key);

/* Returns whether files of that status are selected. */
bool config_includes(const struct config *c, enum scan_status status);

/* Returns whether the client id is set and, with_secret, the client secret. Every request needs the
 * id (trakt-api-key); only requests that obtain, refresh or revoke a token need the secret. If not,
 * why (78) has the words of the guide and the files in docker/secrets to be filled. */
bool config_need_client(const struct config *c, bool with_secret, struct why *why);

/* Adds the output of --print-config: for each setting in use a line "name TAB value TAB origin".
 * Secrets show as "*** (64)", with the number of their bytes; control characters as '?'. A setting
 * that is not set has an empty value and the origin "default". Then a line for each setting and
 * file that is ignored: "ignored TAB name TAB why". */
void config_show(const struct config *c, struct buf *out);

#endif
