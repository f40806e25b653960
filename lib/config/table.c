/* The table of all settings, with the form, sources and default of each. scripts/check-settings
 * compares the table with docs/config.md. */
#include <string.h>

#include "config/parts.h"

/* clang-format off */
const struct config_setting config_settings[CONFIG_KEYS] = {
    [CONFIG_CLIENT_ID] = {.name = "client_id", .form = FORM_CREDENTIAL, .from = FROM_PROJECT,
        .variable = "CVI_TRAKT_CLIENT_ID", .alias = "TRKT_CLIENT_ID"},
    [CONFIG_CLIENT_SECRET] = {.name = "client_secret", .form = FORM_CREDENTIAL,
        .from = FROM_PROJECT,
        .variable = "CVI_TRAKT_CLIENT_SECRET", .alias = "TRKT_CLIENT_SECRET"},
    [CONFIG_ACCESS_TOKEN] = {.name = "access_token", .form = FORM_TOKEN, .from = FROM_NO_FILE,
        .variable = "CVI_TRAKT_ACCESS_TOKEN"},
    [CONFIG_TOKEN_COMMAND] = {.name = "token_command", .form = FORM_NAME, .from = FROM_OWN,
        .danger = "can run a program",
        .option = "--token-cmd", .variable = "CVI_TRAKT_TOKEN_COMMAND"},
    [CONFIG_CREDENTIALS_FILE] = {.name = "credentials_file", .form = FORM_PATH, .from = FROM_OWN,
        .danger = "names the file of the login, which is read and written",
        .variable = "CVI_TRAKT_CREDENTIALS_FILE", .fallback = "~/.pytrakt.json"},
    [CONFIG_DEFAULT_WATCHLIST] = {.name = "default_watchlist", .form = FORM_NAME,
        .from = FROM_PROJECT,
        .variable = "CVI_TRAKT_DEFAULT_WATCHLIST", .alias = "TRKT_DEFAULT_WATCHLIST"},
    [CONFIG_INCLUDE_STATUSES] = {.name = "include_statuses", .form = FORM_STATUSES,
        .from = FROM_PROJECT,
        .variable = "CVI_TRAKT_INCLUDE_STATUSES", .alias = "TRKT_INCLUDE_STATUSES",
        .fallback = "healthy"},
    [CONFIG_API_URL] = {.name = "api_url", .form = FORM_URL, .from = FROM_OWN,
        .danger = "can send the login elsewhere",
        .option = "--api-url", .variable = "CVI_TRAKT_API_URL",
        .fallback = "https://api.trakt.tv"},
    [CONFIG_AUTH_URL] = {.name = "auth_url", .form = FORM_URL, .from = FROM_OWN,
        .danger = "can send the login elsewhere",
        .option = "--auth-url", .variable = "CVI_TRAKT_AUTH_URL",
        .fallback = "https://auth.trakt.tv"},
    [CONFIG_JOBS] = {.name = "jobs", .form = FORM_JOBS, .from = FROM_PROJECT,
        .option = "--jobs", .variable = "CVI_TRAKT_JOBS", .fallback = "6"},
    [CONFIG_PATIENCE] = {.name = "patience", .form = FORM_SECONDS, .from = FROM_PROJECT,
        .option = "--patience", .variable = "CVI_TRAKT_PATIENCE", .fallback = "900"},
    [CONFIG_PROXY] = {.name = "proxy", .form = FORM_PROXY, .from = FROM_OWN,
        .danger = "can send all requests elsewhere",
        .option = "--proxy", .variable = "CVI_TRAKT_PROXY"},
    [CONFIG_CACERT] = {.name = "cacert", .form = FORM_PATH, .from = FROM_OWN,
        .danger = "decides which servers are trusted",
        .option = "--cacert", .variable = "CVI_TRAKT_CACERT",
        .others = {"CURL_CA_BUNDLE", "SSL_CERT_FILE"}}, /* in the order of curl(1) */
    [CONFIG_TRACE] = {.name = "trace", .form = FORM_PATH, .from = FROM_OWN,
        .danger = "names a file to write to",
        .option = "--trace", .variable = "CVI_TRAKT_TRACE"},
    [CONFIG_CACHE_DAYS] = {.name = "cache_days", .form = FORM_DAYS, .from = FROM_PROJECT,
        .option = "--cache-days", .variable = "CVI_TRAKT_CACHE_DAYS", .fallback = "30"},
    [CONFIG_CACHE_MISS_DAYS] = {.name = "cache_miss_days", .form = FORM_DAYS, .from = FROM_PROJECT,
        .option = "--cache-miss-days", .variable = "CVI_TRAKT_CACHE_MISS_DAYS", .fallback = "2"},
    [CONFIG_PINS_FILE] = {.name = "pins_file", .form = FORM_PATH, .from = FROM_OWN,
        .danger = "names a file to read",
        .option = "--pins", .variable = "CVI_TRAKT_PINS_FILE"},
    [CONFIG_CATALOG] = {.name = "catalog", .form = FORM_PATH, .from = FROM_OWN,
        .danger = "names a file to read and to replace",
        .option = "--catalog", .variable = "CVI_TRAKT_CATALOG"},
    [CONFIG_CATALOG_URL] = {.name = "catalog_url", .form = FORM_URL, .from = FROM_OWN,
        .danger = "decides where titles come from",
        .option = "--catalog-url", .variable = "CVI_TRAKT_CATALOG_URL",
        .fallback = "https://datasets.imdbws.com"},
    [CONFIG_SCAN_EXTENSIONS] = {.name = "scan.extensions", .form = FORM_ENDINGS,
        .from = FROM_PROJECT,
        .variable = "CVI_SCAN_EXTENSIONS", .alias = "CVI_EXTENSIONS"},
    [CONFIG_SCAN_EXCLUDE] = {.name = "scan.exclude", .form = FORM_GLOBS, .from = FROM_PROJECT,
        .variable = "CVI_SCAN_EXCLUDE"},
    [CONFIG_SCAN_MODE] = {.name = "scan.mode", .form = FORM_MODE, .from = FROM_PROJECT,
        .variable = "CVI_SCAN_MODE", .alias = "CVI_DEFAULT_MODE", .fallback = "hybrid"},
    [CONFIG_SCAN_JOBS] = {.name = "scan.jobs", .form = FORM_DECODERS, .from = FROM_PROJECT,
        .variable = "CVI_SCAN_JOBS", .alias = "CVI_MAX_WORKERS", .fallback = "0"},
    [CONFIG_SCAN_FFMPEG] = {.name = "scan.ffmpeg", .form = FORM_PATH, .from = FROM_OWN,
        .danger = "names a program to run",
        .variable = "CVI_SCAN_FFMPEG", .alias = "CVI_FFMPEG_COMMAND", .fallback = "ffmpeg"},
    [CONFIG_SCAN_RECURSIVE] = {.name = "scan.recursive", .form = FORM_YES, .from = FROM_PROJECT,
        .variable = "CVI_SCAN_RECURSIVE", .alias = "CVI_RECURSIVE", .fallback = "true"},
};
/* clang-format on */

const char *config_name(enum config_key key)
{
    return config_settings[key].name;
}

static bool is_for_scan(enum config_key key)
{
    return strncmp(config_settings[key].name, "scan.", 5) == 0;
}

const char *config_section(enum config_key key)
{
    return is_for_scan(key) ? "scan" : "trakt";
}

const char *config_member(enum config_key key)
{
    return config_settings[key].name + (is_for_scan(key) ? 5 : 0);
}
