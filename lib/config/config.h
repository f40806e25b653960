/* Loads the settings, and stores the origin of each setting. The sources are options, environment,
 * secrets files and config files, in this order; the first source that has a setting is used. Files
 * in the current directory may give only harmless settings. docs/config.md describes the settings
 * for users. */
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
    CONFIG_PROXY,           /* NULL: libcurl uses its own environment variables */
    CONFIG_CACERT,          /* NULL: the system's certificates */
    CONFIG_TRACE,           /* the file for requests and answers; NULL: no trace */
    CONFIG_CACHE_DAYS,      /* lifetime of a cached result */
    CONFIG_CACHE_MISS_DAYS, /* lifetime of a cached search without a result */
    CONFIG_PINS_FILE,       /* NULL: pins.tsv in the configuration directory, if it exists */
    CONFIG_CATALOG,         /* NULL: catalog.db in the data directory, if it exists */
    CONFIG_CATALOG_URL,     /* the address of IMDb's files, for cvi-catalog */
    CONFIG_SCAN_EXTENSIONS, /* separated by commas or spaces; NULL: usual video extensions */
    CONFIG_SCAN_EXCLUDE,    /* patterns separated by newlines; NULL: exclude nothing */
    CONFIG_SCAN_MODE,       /* quick, deep, hybrid or full */
    CONFIG_SCAN_JOBS,       /* files to scan at a time; 0: one per core */
    CONFIG_SCAN_FFMPEG,     /* a program, or "none" */
    CONFIG_SCAN_RECURSIVE,  /* true or false */
    CONFIG_KEYS
};

/* The settings that a program uses, as a set of bits 1U << enum config_key. config_load ignores all
 * other settings. */
enum {
    CONFIG_FOR_SELECTION = 1U << CONFIG_INCLUDE_STATUSES, /* for cvi-extract */
    CONFIG_FOR_TRAKT = (1U << CONFIG_CACHE_DAYS) - 1,     /* for programs that use Trakt */
    CONFIG_FOR_MATCH = (1U << CONFIG_CATALOG_URL) - 1,    /* for cvi-match */
    CONFIG_FOR_CATALOG = 1U << CONFIG_CATALOG | 1U << CONFIG_CATALOG_URL | 1U << CONFIG_PROXY |
                         1U << CONFIG_CACERT | 1U << CONFIG_TRACE, /* for cvi-catalog */
    CONFIG_FOR_ALL = (1U << CONFIG_KEYS) - 1,
    CONFIG_FOR_SCAN = CONFIG_FOR_ALL - (1U << CONFIG_SCAN_EXTENSIONS) + 1, /* for cvi-scan */
};

/* Tables of options, to include with GROUP. */
extern const struct option config_file_options[];    /* --config, --print-config */
extern const struct option config_options[];         /* the two above; all options for Trakt */
extern const struct option config_match_options[];   /* --cache-days, --cache-miss-days, --pins */
extern const struct option config_catalog_options[]; /* --catalog */
extern const struct option config_fetch_options[];   /* --catalog-url, --proxy, --cacert, --trace */

/* The values of the options in the tables; NULL: not given. Only option_parse and tests write
 * here. */
struct config_given {
    const char *file;
    const char *token;
    const char *token_file;
    const char *text[CONFIG_KEYS]; /* values of the options that give a setting */
    bool print;
};
extern struct config_given config_given;

struct config_value {
    char *text;   /* NULL: not set; "": given as an empty string */
    char *origin; /* its source, such as "--token", "CVI_TRAKT_CLIENT_ID" or "config.yaml:7" */
};

/* The program's own directories, by the XDG Base Directory Specification. NULL: the directory is
 * unknown, or belongs to another user. */
struct config_places {
    char *config; /* ~/.config/cvi */
    char *cache;  /* ~/.cache/cvi: may be deleted */
    char *state;  /* ~/.local/state/cvi */
    char *data;   /* ~/.local/share/cvi */
};

struct config {
    struct config_value value[CONFIG_KEYS];
    struct config_places places;
    char *const *environment; /* from config_load; borrowed */
    unsigned needs;           /* from config_load */
    unsigned statuses;        /* the statuses to include: bits 1U << enum scan_status */
    char *file[CONFIG_TIERS]; /* paths of the config files that were read; NULL: no such file */
    struct buf warnings;      /* lines, each ending in \n */
    struct buf notes;   /* lines about settings of the earlier Python program that are not used */
    struct buf ignored; /* lines about ignored settings and files, for --print-config */
    /* Set by a program that shows the mode of the login's file itself. No warning about the mode is
     * printed. */
    bool shows_login_mode;
    struct buf exposed; /* warnings about files that other users can read or write */
};

/* Loads the settings in `needs`, a set of CONFIG_FOR_... bits. `environment` has the form of
 * environ, and must outlive `c`. With "--token -" or "--token-file -", reads the token from the
 * first line of standard input. A setting that is not set is not an error here (see
 * config_need_client). The caller frees `c` with config_release. On an error, releases `c` and
 * returns false with `why` (exit status 64, 66 or 78). The message never shows a secret. */
bool config_load(struct config *c, unsigned needs, char **environment, struct why *why);
void config_release(struct config *c);

/* For main: calls config_load and prints the warnings. On an error, prints the reason and exits.
 * With --print-config, prints the settings and exits with 0. */
void config_start(struct config *c, unsigned needs, char **environment);

/* Returns the names of the config files that were read, separated by ", ", as a new string. Returns
 * NULL if no file was read. */
CVI_MUST_USE char *config_files(const struct config *c);

/* Returns the name of a setting, such as "client_id" or "scan.mode". */
const char *config_name(enum config_key key);

/* Returns the text of a setting, or NULL. Borrowed. The URLs have no '/' at the end. */
const char *config_text(const struct config *c, enum config_key key);

/* Returns the path of the catalogue as a new string: the setting, or else catalog.db in the data
 * directory. The file need not exist. Returns NULL if neither is known. */
CVI_MUST_USE char *config_catalog(const struct config *c);

/* Returns a setting that is a number; 0 if it is not set. */
long config_number(const struct config *c, enum config_key key);

/* Returns a setting that is a number of days, in seconds. */
int64_t config_days_s(const struct config *c, enum config_key key);

/* Returns whether files with the scan status `status` are selected. */
bool config_includes(const struct config *c, enum scan_status status);

/* Returns whether the client id and, if `with_secret` is set, the client secret are set. Every
 * request needs the id (header trakt-api-key). Only requests that obtain, refresh or revoke a token
 * need the secret. If one of them is not set, returns false with `why` (exit status 78). The
 * message is the one in the user guide, and names the files in docker/secrets that have no
 * value. */
bool config_need_client(const struct config *c, bool with_secret, struct why *why);

/* Adds the output of --print-config to `out`. The output consists of these lines, in this order:
 * - "config_file TAB path TAB origin" for each config file. Without a config file, the path is
 *   empty.
 * - "name TAB value TAB origin" for each setting in `needs`. A setting that is not set has an empty
 *   value and the origin "default". A secret is shown as "*** (64)", with the number of its bytes.
 * - "ignored TAB name TAB why" for each ignored setting or file.
 *
 * Control characters are shown as '?'. */
void config_show(const struct config *c, struct buf *out);

#endif
