/* The tables of the options that give settings. */
#include "config/config.h"

struct config_given config_given;

const struct option config_file_options[] = {
    TEXT('c', "config", &config_given.file, "FILE", "read settings from FILE, not ./config.yaml"),
    SELDOM,
    FLAG(0, "print-config", &config_given.print, "show the settings and their sources"),
    {0},
};

#define GIVEN(key) &config_given.text[CONFIG_##key]

const struct option config_options[] = {
    GROUP(config_file_options),
    SELDOM,
    TEXT('t', "token", &config_given.token, "TOKEN",
         "use this access token (or -, as for --token-file)"),
    TEXT(0, "token-file", &config_given.token_file, "FILE",
         "use the access token in FILE (-: the first line of standard input)"),
    TEXT(0, "token-cmd", GIVEN(TOKEN_COMMAND), "COMMAND",
         "use the access token that COMMAND prints"),
    TEXT('j', "jobs", GIVEN(JOBS), "N", "make up to N requests at a time (default: 6)"),
    TEXT(0, "patience", GIVEN(PATIENCE), "SECONDS",
         "wait up to SECONDS for one answer (default: 900)"),
    TEXT(0, "proxy", GIVEN(PROXY), "URL", "use this proxy"),
    TEXT(0, "cacert", GIVEN(CACERT), "FILE", "trust only the certificates in FILE"),
    TEXT(0, "trace", GIVEN(TRACE), "FILE", "write requests and answers to FILE, without secrets"),
    TEXT(0, "api-url", GIVEN(API_URL), "URL", "the address of the Trakt API"),
    TEXT(0, "auth-url", GIVEN(AUTH_URL), "URL", "the address of the Trakt login"),
    {0},
};

const struct option config_match_options[] = {
    SELDOM,
    TEXT(0, "cache-days", GIVEN(CACHE_DAYS), "N", "search again after N days (default: 30)"),
    TEXT(0, "cache-miss-days", GIVEN(CACHE_MISS_DAYS), "N",
         "search again after N days if not found (default: 2)"),
    TEXT(0, "pins", GIVEN(PINS_FILE), "FILE", "read pins (titles that you chose) from FILE"),
    {0},
};

const struct option config_catalog_options[] = {
    TEXT(0, "catalog", GIVEN(CATALOG), "FILE", "look up titles in the catalogue FILE"),
    {0},
};

const struct option config_fetch_options[] = {
    SELDOM,
    TEXT(0, "catalog-url", GIVEN(CATALOG_URL), "URL", "the address of IMDb's files"),
    TEXT(0, "proxy", GIVEN(PROXY), "URL", "use this proxy"),
    TEXT(0, "cacert", GIVEN(CACERT), "FILE", "trust only the certificates in FILE"),
    TEXT(0, "trace", GIVEN(TRACE), "FILE", "write requests and answers to FILE"),
    {0},
};
