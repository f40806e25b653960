/* Six sources, one table: the first source that has a setting gives it, and is remembered. */
#include "config/config.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/environment.h"
#include "base/file.h"
#include "base/text.h"
#include "config/file.h"
#include "config/secret.h"
#include "config/setting.h"
#include "config/trust.h"
#include "config/yaml.h"
#include "json/ndjson.h"

enum {
    SECRET_MAX = 16384,  /* a JWT is about 1 KiB */
    LIST_MAX = 1 << 20,  /* bytes of a list in the config file, which is no longer itself */
    SHOWN_MAX = 1 << 20, /* bytes that --print-config shows */
    TOLD_MAX = 1 << 18,  /* bytes of what there is to tell of the files: a line for each setting */
};

/* --- The options --- */

struct config_given config_given;

const struct option config_file_options[] = {
    TEXT('c', "config", &config_given.file, "FILE", "read settings from FILE, not ./config.yaml"),
    SELDOM,
    FLAG(0, "print-config", &config_given.print, "show the settings and where they are from"),
    {0},
};

#define GIVEN(key) &config_given.text[CONFIG_##key]

const struct option config_options[] = {
    GROUP(config_file_options),
    SELDOM,
    TEXT('t', "token", &config_given.token, "TOKEN", "use this access token (-: see --token-file)"),
    TEXT(0, "token-file", &config_given.token_file, "FILE",
         "use the access token in FILE (-: the first line of standard input)"),
    TEXT(0, "token-cmd", GIVEN(TOKEN_COMMAND), "COMMAND",
         "use the access token that COMMAND prints"),
    TEXT('j', "jobs", GIVEN(JOBS), "N", "make up to N requests at a time (6)"),
    TEXT(0, "patience", GIVEN(PATIENCE), "SECONDS", "wait that long for one answer, in all (900)"),
    TEXT(0, "proxy", GIVEN(PROXY), "URL", "go through this proxy"),
    TEXT(0, "cacert", GIVEN(CACERT), "FILE", "trust the certificates in FILE, and no others"),
    TEXT(0, "trace", GIVEN(TRACE), "FILE", "write requests and answers to FILE, without secrets"),
    TEXT(0, "api-url", GIVEN(API_URL), "URL", "the Trakt API's address"),
    TEXT(0, "auth-url", GIVEN(AUTH_URL), "URL", "the address where one logs in to Trakt"),
    {0},
};

const struct option config_match_options[] = {
    SELDOM,
    TEXT(0, "cache-days", GIVEN(CACHE_DAYS), "N", "ask anew after N days (30)"),
    TEXT(0, "cache-miss-days", GIVEN(CACHE_MISS_DAYS), "N",
         "ask anew after N days where nothing was found (2)"),
    TEXT(0, "pins", GIVEN(PINS_FILE), "FILE", "read pins from FILE"),
    {0},
};

const struct option config_catalog_options[] = {
    TEXT(0, "catalog", GIVEN(CATALOG), "FILE", "look titles up in the catalogue FILE"),
    {0},
};

const struct option config_fetch_options[] = {
    SELDOM,
    TEXT(0, "catalog-url", GIVEN(CATALOG_URL), "URL", "the address of IMDb's files"),
    TEXT(0, "proxy", GIVEN(PROXY), "URL", "go through this proxy"),
    TEXT(0, "cacert", GIVEN(CACERT), "FILE", "trust the certificates in FILE, and no others"),
    TEXT(0, "trace", GIVEN(TRACE), "FILE", "write requests and answers to FILE"),
    {0},
};

/* --- The settings --- */

/* What a setting holds, and so where it may stand and how it is checked. */
enum form {
    FORM_CREDENTIAL, /* never shown; may be in a secrets directory, as "trakt_" and its name */
    FORM_TOKEN,      /* never shown, nor read from files that would outlive it */
    FORM_PROXY,      /* never shown: it may hold a password */
    FORM_NAME,
    FORM_PATH,
    FORM_STATUSES,
    FORM_URL,
    FORM_DAYS,
    FORM_SECONDS,
    FORM_JOBS,
};

/*
 * From which files a setting is taken. The command line and the environment are the user's, but
 * the current directory may be an unpacked archive: from there comes nothing that could run a
 * program, send a secret elsewhere, choose whom to trust, or name a file. */
enum from {
    FROM_NO_FILE, /* from none */
    FROM_OWN,     /* from the user's own, and one that --config names */
    FROM_PROJECT, /* from any: also ./config.yaml and ./docker/secrets */
};

struct setting {
    const char *name; /* below "trakt:" in the file, and for --print-config */
    enum form form;
    enum from from;
    const char *danger;    /* FROM_OWN: what it can do, as a verb after "it" */
    const char *option;    /* whose value is in config_given.text; NULL: no option */
    const char *variable;  /* in the environment */
    const char *alias;     /* the variable of the earlier program; NULL: none */
    const char *others[2]; /* variables of other programs, after the config files; NULL: none */
    const char *fallback;  /* the default; NULL: unset */
};

/* clang-format off */
static const struct setting settings[CONFIG_KEYS] = {
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
};
/* clang-format on */

/* --- The sources --- */

/* What config_load has at hand. */
struct load {
    struct config *c;
    char **environment;
    struct yamlfile_node *file[CONFIG_TIERS]; /* NULL: no such config file */
    struct why *why;
};

/* What a source says about a setting. */
enum answer { ANSWER_NONE, ANSWER_FOUND, ANSWER_WRONG };

static const char *from_environment(const struct load *l, const char *name)
{
    return environment_value(l->environment, name);
}

static enum answer keep(const struct load *l, enum config_key key, const char *text,
                        const char *origin)
{
    struct config_value *value = &l->c->value[key];
    char *copy = cvi_strdup(text);

    value->text = cvi_strdup(text_trim(copy));
    value->origin = cvi_strdup(origin);
    free(copy);
    return ANSWER_FOUND;
}

/* A blank text is none: "export CVI_TRAKT_CLIENT_ID=" and the files of make secrets-init. */
static enum answer keep_unless_blank(const struct load *l, enum config_key key, const char *text,
                                     const char *origin)
{
    return text[strspn(text, " \t\r\n")] ? keep(l, key, text, origin) : ANSWER_NONE;
}

static enum answer ask_token_file(const struct load *l, const char *path)
{
    struct buf text = BUF_INIT(SECRET_MAX);
    enum answer answer = ANSWER_WRONG;

    secret_add_exposed(&l->c->exposed, path);
    if (secret_read(path, &text, l->why))
        answer = keep(l, CONFIG_ACCESS_TOKEN, buf_text(&text),
                      strcmp(path, "-") == 0 ? "standard input" : path);
    buf_release(&text);
    return answer;
}

static enum answer ask_options(const struct load *l, enum config_key key)
{
    const struct config_given *given = &config_given;

    if (settings[key].option && given->text[key])
        return keep(l, key, given->text[key], settings[key].option);
    if (key != CONFIG_ACCESS_TOKEN || (!given->token && !given->token_file))
        return ANSWER_NONE;
    if ((given->token != NULL) + (given->token_file != NULL) +
            (given->text[CONFIG_TOKEN_COMMAND] != NULL) >
        1) {
        why_set(l->why, EX_USAGE, "--token, --token-file and --token-cmd: give one of them");
        return ANSWER_WRONG;
    }
    if (given->token_file || strcmp(given->token, "-") == 0)
        return ask_token_file(l, given->token_file ? given->token_file : "-");
    return keep(l, key, given->token, "--token");
}

static enum answer ask_environment(const struct load *l, enum config_key key)
{
    const char *const names[] = {settings[key].variable, settings[key].alias};
    enum answer answer = ANSWER_NONE;

    /* The option that says how to get the token goes before a token from here. */
    if (key == CONFIG_ACCESS_TOKEN && config_given.text[CONFIG_TOKEN_COMMAND])
        return ANSWER_NONE;
    for (size_t i = 0; i < 2 && names[i] && answer == ANSWER_NONE; i++) {
        const char *text = from_environment(l, names[i]);

        if (text)
            answer = keep_unless_blank(l, key, text, names[i]);
    }
    return answer;
}

static enum answer ask_secrets(const struct load *l, enum config_key key)
{
    struct buf text = BUF_INIT(SECRET_MAX);
    enum answer answer = ANSWER_NONE;
    char *path;

    if (settings[key].form != FORM_CREDENTIAL)
        return ANSWER_NONE;
    char *name = cvi_format("trakt_%s", settings[key].name);
    if (!secret_find(from_environment(l, "CVI_SECRETS_DIR"), name, &text, &path, l->why))
        answer = ANSWER_WRONG;
    else if (path)
        answer = keep(l, key, buf_text(&text), path);
    if (path)
        secret_add_exposed(&l->c->exposed, path);
    free(name);
    free(path);
    buf_release(&text);
    return answer;
}

/* Whether others should not see the setting in the config file. A proxy may have a password. */
static bool is_secret(enum config_key key, const char *text)
{
    return key == CONFIG_CLIENT_SECRET || (key == CONFIG_PROXY && strchr(text, '@'));
}

static enum answer ask_file(const struct load *l, enum config_key key, enum config_tier tier)
{
    const struct yamlfile_node *file = l->file[tier];
    const struct yamlfile_node *trakt = file ? yamlfile_member(file, "trakt") : NULL;
    const struct yamlfile_node *node = yamlfile_member(trakt, settings[key].name);
    struct buf list = BUF_INIT(LIST_MAX);
    enum answer answer = ANSWER_NONE;

    if (!node)
        return ANSWER_NONE;
    char *origin = cvi_format("%s:%zu", l->c->file[tier], node->line);
    if (node->kind == YAMLFILE_LIST) {
        for (const struct yamlfile_node *item = node->first; item; item = item->next)
            buf_printf(&list, "%s%s", item->text, item->next ? "," : "");
        answer = keep(l, key, buf_text(&list), origin);
    } else if (node->text) {
        answer = keep_unless_blank(l, key, node->text, origin);
        if (answer == ANSWER_FOUND && is_secret(key, node->text))
            secret_add_exposed(&l->c->exposed, l->c->file[tier]);
    }
    buf_release(&list);
    free(origin);
    return answer;
}

static enum answer ask_project(const struct load *l, enum config_key key)
{
    return settings[key].from == FROM_PROJECT ? ask_file(l, key, CONFIG_PROJECT) : ANSWER_NONE;
}

static enum answer ask_own(const struct load *l, enum config_key key)
{
    return settings[key].from != FROM_NO_FILE ? ask_file(l, key, CONFIG_OWN) : ANSWER_NONE;
}

/* What is said to other programs is less than what is said to this one. */
static enum answer ask_others(const struct load *l, enum config_key key)
{
    enum answer answer = ANSWER_NONE;

    for (size_t i = 0; i < 2 && settings[key].others[i] && answer == ANSWER_NONE; i++) {
        const char *text = from_environment(l, settings[key].others[i]);

        if (text)
            answer = keep_unless_blank(l, key, text, settings[key].others[i]);
    }
    return answer;
}

static enum answer ask_fallback(const struct load *l, enum config_key key)
{
    return settings[key].fallback ? keep(l, key, settings[key].fallback, "default") : ANSWER_NONE;
}

/* --- What a setting may be --- */

/* Replaces "~/" by the home directory. Without one the default is unset. */
static const char *settle_path(const struct load *l, struct config_value *value)
{
    const char *home = from_environment(l, "HOME");

    if (strncmp(value->text, "~/", 2) != 0)
        return NULL;
    const char *place = file_home(home);
    char *path = place ? file_join(place, value->text + 2) : NULL;
    if (!path && strcmp(value->origin, "default") != 0)
        return home && *home ? "HOME is relative, so '~' means nothing (set it to a whole path)"
                             : "HOME is not set, so '~' means nothing";
    free(value->text);
    value->text = path;
    return NULL;
}

/* Sets statuses, and brings the text into one form: lower case, commas, no blanks. */
static bool settle_statuses(const struct load *l, struct config_value *value, const char *where)
{
    struct buf list = BUF_INIT(256);
    unsigned *set = &l->c->statuses;
    const char *unknown = setting_words(value->text, record_scan_words, set);

    if (unknown)
        return why_set(l->why, EX_CONFIG, "%s: '%.64s' is none of healthy, suspicious, corrupt",
                       where, unknown);
    if (!*set)
        buf_printf(&l->c->warnings, "%s: the list is empty, so no file is selected\n", where);
    for (int i = 0; record_scan_words[i]; i++) {
        if (*set & 1U << i)
            buf_printf(&list, "%s%s", list.len ? "," : "", record_scan_words[i]);
    }
    free(value->text);
    value->text = cvi_strdup(buf_text(&list));
    buf_release(&list);
    return true;
}

/* where is what a message about the setting starts with. */
static bool settle(const struct load *l, enum config_key key, const char *where)
{
    struct config_value *value = &l->c->value[key];
    const char *problem = NULL;

    switch (settings[key].form) {
    case FORM_CREDENTIAL:
    case FORM_TOKEN:
        problem = setting_opaque(value->text);
        break;
    case FORM_NAME:
        problem = setting_name(value->text);
        break;
    case FORM_PATH:
        problem = settle_path(l, value);
        break;
    case FORM_URL:
        problem = setting_url(value->text);
        break;
    case FORM_DAYS:
        problem = setting_days(value->text);
        break;
    case FORM_SECONDS:
        problem = setting_seconds(value->text);
        break;
    case FORM_JOBS:
        problem = setting_jobs(value->text);
        break;
    case FORM_PROXY:
        problem = setting_proxy(value->text);
        break;
    case FORM_STATUSES:
        return settle_statuses(l, value, where);
    }
    return !problem ||
           why_set(l->why, where[0] == '-' ? EX_USAGE : EX_CONFIG, "%s: %s", where, problem);
}

/* --- Loading --- */

/* The first source that has the setting gives it. */
static bool find(const struct load *l, enum config_key key)
{
    static enum answer (*const sources[])(const struct load *, enum config_key) = {
        ask_options, ask_environment, ask_secrets, ask_project, ask_own, ask_others, ask_fallback};
    const size_t count = sizeof sources / sizeof *sources;
    enum answer answer = ANSWER_NONE;
    size_t i = 0;

    while (i < count && (answer = sources[i](l, key)) == ANSWER_NONE)
        i++;
    if (answer != ANSWER_FOUND)
        return answer == ANSWER_NONE;

    const char *origin = l->c->value[key].origin;
    bool from_file = sources[i] == ask_project || sources[i] == ask_own;
    char *where =
        from_file ? cvi_format("%s: trakt.%s", origin, settings[key].name) : cvi_strdup(origin);
    bool right = settle(l, key, where);
    free(where);
    return right;
}

static struct config_places find_places(const struct load *l)
{
    const char *home = from_environment(l, "HOME");

    return (struct config_places){
        .config = file_xdg(from_environment(l, "XDG_CONFIG_HOME"), home, ".config"),
        .cache = file_xdg(from_environment(l, "XDG_CACHE_HOME"), home, ".cache"),
        .state = file_xdg(from_environment(l, "XDG_STATE_HOME"), home, ".local/state"),
        .data = file_xdg(from_environment(l, "XDG_DATA_HOME"), home, ".local/share"),
    };
}

/* Warns of a directory of ours, in an XDG base directory, that file_xdg does not use. */
static void warn_of_place(const struct load *l, const char *name, const char *variable,
                          const char *fallback, const char *lost)
{
    const char *home = from_environment(l, "HOME"), *value = from_environment(l, variable);
    bool given = value && value[0] == '/';
    char *base = given ? cvi_strdup(value) : file_home(home) ? file_join(home, fallback) : NULL;
    char *place = base ? file_join(base, "cvi") : NULL;
    const char *foreign = !base                  ? NULL
                          : !file_is_ours(base)  ? base
                          : !file_is_ours(place) ? place
                                                 : NULL;

    if (foreign)
        buf_printf(&l->c->warnings, "%s: %s belongs to another user: %s (set %s to your own)\n",
                   name, foreign, lost, variable);
    free(place);
    free(base);
}

/* Another user's HOME, or directory for our files, gives no settings, cache or state (file_xdg),
 * which must not be a surprise. */
static void warn_of_places(const struct load *l)
{
    static const struct {
        const char *variable, *fallback, *lost;
    } places[] = {
        {"XDG_CONFIG_HOME", ".config", "its settings and pins are not used"},
        {"XDG_CACHE_HOME", ".cache", "no cache is used"},
        {"XDG_STATE_HOME", ".local/state",
         "requests are not counted together with those of other programs"},
        {"XDG_DATA_HOME", ".local/share", "no catalogue in it is used"},
    };
    const char *home = file_home(from_environment(l, "HOME"));
    bool foreign = home && !file_is_ours(home);

    if (foreign)
        buf_printf(&l->c->warnings,
                   "HOME: %s belongs to another user: its settings, cache and state are not used "
                   "(set HOME to your own)\n",
                   home);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *value = from_environment(l, places[i].variable);
        bool given = value && value[0] == '/';

        if (given || !foreign)
            warn_of_place(l, given ? places[i].variable : "HOME", places[i].variable,
                          places[i].fallback, places[i].lost);
    }
}

/* Every setting, as the config files know it; ends with a name that is NULL. */
static void list_keys(struct config_file_key keys[CONFIG_KEYS + 1])
{
    for (int key = 0; key < CONFIG_KEYS; key++)
        keys[key] = (struct config_file_key){
            .name = settings[key].name,
            .danger = settings[key].from == FROM_PROJECT ? NULL : settings[key].danger,
            .nowhere = settings[key].from == FROM_NO_FILE,
            .list = settings[key].form == FORM_STATUSES,
        };
    keys[CONFIG_KEYS] = (struct config_file_key){0};
}

/* Reads and checks the config file of a tier. fd: the file, open; -1: open it by its path. */
static bool read_settings(struct load *l, enum config_tier tier, int fd)
{
    struct config *c = l->c;
    const struct config_ignored ignored = {&c->warnings, &c->ignored};
    struct config_file_key keys[CONFIG_KEYS + 1];

    list_keys(keys);
    char *own = c->places.config ? file_join(c->places.config, "config.yaml") : NULL;
    const struct config_file file = {.path = c->file[tier],
                                     .fd = fd,
                                     .project = tier == CONFIG_PROJECT,
                                     .own = own,
                                     .keys = keys};
    bool good = config_file_read(&file, &l->file[tier], &ignored, l->why);
    free(own);
    return good;
}

/* Reads the config file of a tier, if there is one. One that was found must be trusted; one that
 * was named may be a FIFO. */
static bool read_file(struct load *l, enum config_tier tier)
{
    struct config *c = l->c;
    const struct config_ignored ignored = {&c->warnings, &c->ignored};
    struct trust trust;
    bool good = true;

    if (!c->file[tier])
        return true;
    if (config_given.file)
        return read_settings(l, tier, -1);
    trust_open(&trust, c->file[tier], tier == CONFIG_PROJECT ? TRUST_PROJECT : TRUST_OWN);
    if (trust.fd >= 0) {
        good = read_settings(l, tier, trust.fd);
    } else if (config_file_is_ignored(&trust, c->file[tier], "name it with --config", &ignored) ||
               !trust_is_there(&trust)) {
        free(c->file[tier]);
        c->file[tier] = NULL;
    } else {
        good = why_set(l->why, EX_NOINPUT, "%s: %s", c->file[tier], strerror(trust.error));
    }
    trust_close(&trust);
    return good;
}

static bool read_files(struct load *l)
{
    const struct config_file_places places = {
        .given = config_given.file,
        .config_home = from_environment(l, "XDG_CONFIG_HOME"),
        .home = from_environment(l, "HOME"),
    };

    return config_file_find(&places, l->c->file, l->why) && read_file(l, CONFIG_PROJECT) &&
           read_file(l, CONFIG_OWN);
}

/* Tells of the secrets files that secret_find passes over. Always, not only when they are needed:
 * in a pipe it is the first program that speaks. */
static void tell_of_secrets(const struct load *l)
{
    static const char *const endings[] = {".txt", ""};
    const struct config_ignored ignored = {&l->c->warnings, &l->c->ignored};
    const char *named = from_environment(l, "CVI_SECRETS_DIR");

    if (named && strcmp(named, SECRET_DIRECTORY) == 0)
        return;
    for (int i = 0; i < CONFIG_KEYS * 2; i++) {
        const struct setting *setting = &settings[i / 2];
        char *path = cvi_format("%s/trakt_%s%s", SECRET_DIRECTORY, setting->name, endings[i % 2]);

        if (setting->form == FORM_CREDENTIAL) {
            struct trust trust;

            trust_open(&trust, path, TRUST_PROJECT);
            config_file_is_ignored(&trust, path, "set CVI_SECRETS_DIR=" SECRET_DIRECTORY, &ignored);
            trust_close(&trust);
        }
        free(path);
    }
}

/* Tells of pins that other users can change: a pin decides which title is added. */
static void tell_of_pins(const struct load *l)
{
    const struct config *c = l->c;
    const char *set = c->value[CONFIG_PINS_FILE].text;
    char *own = c->places.config ? file_join(c->places.config, "pins.tsv") : NULL;
    const char *path = set ? set : own;
    struct stat about;

    if (c->needs & 1U << CONFIG_PINS_FILE && path && stat(path, &about) == 0 &&
        S_ISREG(about.st_mode) && about.st_mode & S_IWOTH)
        buf_printf(&l->c->exposed, "%s: mode %04o: every user may write to it (chmod o-w %s)\n",
                   path, (unsigned)about.st_mode & 07777, path);
    free(own);
}

bool config_load(struct config *c, unsigned needs, char **environment, struct why *why)
{
    struct why ignored = {0};
    struct load l = {.c = c, .environment = environment, .why = why ? why : &ignored};
    bool loaded;

    *c = (struct config){.environment = environment,
                         .needs = needs,
                         .warnings = BUF_INIT(TOLD_MAX),
                         .ignored = BUF_INIT(TOLD_MAX),
                         .exposed = BUF_INIT(65536)};
    c->places = find_places(&l);
    warn_of_places(&l);
    loaded = read_files(&l);
    if (loaded)
        tell_of_secrets(&l);
    for (int key = 0; key < CONFIG_KEYS && loaded; key++)
        loaded = !(needs & 1U << key) || find(&l, (enum config_key)key);
    if (loaded)
        tell_of_pins(&l);
    for (int tier = 0; tier < CONFIG_TIERS; tier++)
        yamlfile_free(l.file[tier]);
    if (!loaded)
        config_release(c);
    return loaded;
}

void config_release(struct config *c)
{
    for (int key = 0; key < CONFIG_KEYS; key++) {
        free(c->value[key].text);
        free(c->value[key].origin);
    }
    free(c->places.config);
    free(c->places.cache);
    free(c->places.state);
    free(c->places.data);
    for (int tier = 0; tier < CONFIG_TIERS; tier++)
        free(c->file[tier]);
    buf_release(&c->warnings);
    buf_release(&c->ignored);
    buf_release(&c->exposed);
    *c = (struct config){0};
}

/* --- Asking --- */

const char *config_name(enum config_key key)
{
    return settings[key].name;
}

char *config_files(const struct config *c)
{
    const char *project = c->file[CONFIG_PROJECT], *own = c->file[CONFIG_OWN];

    if (project && own)
        return cvi_format("%s, %s", project, own);
    return project || own ? cvi_strdup(project ? project : own) : NULL;
}

const char *config_text(const struct config *c, enum config_key key)
{
    return c->value[key].text;
}

char *config_catalog(const struct config *c)
{
    const char *set = config_text(c, CONFIG_CATALOG);

    if (set)
        return cvi_strdup(set);
    return c->places.data ? file_join(c->places.data, "catalog.db") : NULL;
}

long config_number(const struct config *c, enum config_key key)
{
    long number = 0;

    if (c->value[key].text)
        text_number(c->value[key].text, LONG_MAX, &number);
    return number;
}

int64_t config_days_s(const struct config *c, enum config_key key)
{
    return (int64_t)config_number(c, key) * 24 * 60 * 60;
}

bool config_includes(const struct config *c, enum scan_status status)
{
    return c->statuses & 1U << status;
}

/* --- The client id and secret --- */

/* What may be said of a file of docker/secrets that should hold what is missing. */
enum secret_state { SECRET_MISSING, SECRET_EMPTY, SECRET_IGNORED, SECRET_STATES };

static enum secret_state look_at_secret(const char *path)
{
    struct trust trust;

    trust_open(&trust, path, TRUST_PROJECT);
    enum secret_state state = trust.objection          ? SECRET_IGNORED
                              : trust_is_there(&trust) ? SECRET_EMPTY
                                                       : SECRET_MISSING;
    trust_close(&trust);
    return state;
}

/* The files of docker/secrets that are in this state, as "Empty files: a, b. ". */
static void list_files(const struct config *c, enum secret_state state, struct buf *out)
{
    static const char *const titles[] = {"Missing", "Empty", "Ignored"};
    size_t count = 0;

    for (enum config_key key = CONFIG_CLIENT_ID; key <= CONFIG_CLIENT_SECRET; key++) {
        char *path = cvi_format("%s/trakt_%s.txt", SECRET_DIRECTORY, config_name(key));

        if (!c->value[key].text && look_at_secret(path) == state) {
            if (!count++)
                buf_printf(out, "%s files: ", titles[state]);
            buf_printf(out, "%strakt_%s.txt", count > 1 ? ", " : "", config_name(key));
        }
        free(path);
    }
    if (count)
        buf_puts(out, ". ");
}

/* Adds why the directory that CVI_SECRETS_DIR names cannot be used, if it cannot. */
static void add_named_directory(const struct config *c, struct buf *out)
{
    const char *named = environment_value(c->environment, "CVI_SECRETS_DIR");
    struct stat about;

    if (!named || !*named)
        return;
    if (stat(named, &about) != 0)
        buf_printf(out, "CVI_SECRETS_DIR: %s: %s. ", named, strerror(errno));
    else if (!S_ISDIR(about.st_mode))
        buf_printf(out, "CVI_SECRETS_DIR: %s: %s. ", named, strerror(ENOTDIR));
}

bool config_need_client(const struct config *c, bool with_secret, struct why *why)
{
    bool has_id = c->value[CONFIG_CLIENT_ID].text;
    struct buf files = BUF_INIT(8192);

    if (has_id && (!with_secret || c->value[CONFIG_CLIENT_SECRET].text))
        return true;
    add_named_directory(c, &files);
    for (int state = 0; state < SECRET_STATES; state++)
        list_files(c, (enum secret_state)state, &files);
    why_set(why, EX_CONFIG,
            "Trakt credentials not configured. %sRun 'make secrets-init' then populate "
            "trakt_client_id.txt and trakt_client_secret.txt. (%s not found in the environment or "
            "a config.yaml either; cvi-auth asks for it, at a terminal)",
            buf_text(&files), has_id ? "Client secret" : "Client ID");
    buf_release(&files);
    return false;
}

/* --- At the start of a program --- */

static void show_file(const char *path, struct buf *out)
{
    buf_puts(out, "config_file\t");
    text_show(out, path ? path : "");
    buf_printf(out, "\t%s\n", path && config_given.file ? "--config" : "default");
}

void config_show(const struct config *c, struct buf *out)
{
    const char *project = c->file[CONFIG_PROJECT], *own = c->file[CONFIG_OWN];

    if (project || !own)
        show_file(project, out);
    if (own)
        show_file(own, out);
    for (int key = 0; key < CONFIG_KEYS; key++) {
        const struct config_value *value = &c->value[key];

        if (!(c->needs & 1U << key))
            continue;
        buf_printf(out, "%s\t", settings[key].name);
        if (settings[key].form <= FORM_PROXY && value->text)
            buf_printf(out, "*** (%zu)", strlen(value->text));
        else
            text_show(out, value->text ? value->text : "");
        buf_putc(out, '\t');
        text_show(out, value->origin ? value->origin : "default");
        buf_putc(out, '\n');
    }
    buf_puts(out, buf_text(&c->ignored));
}

/* cvi-trakt-sync runs programs beside others that say the same: CVI_IN_SYNC is "check" for the
 * first that looks at secrets, and "yes" later. */
static void say_warnings(const struct config *c, char **environment)
{
    const char *in_sync = environment_value(environment, "CVI_IN_SYNC");

    if (!in_sync)
        msg_lines(msg_warn, buf_text(&c->warnings));
    if (!in_sync || strcmp(in_sync, "check") == 0)
        msg_lines(msg_note, buf_text(&c->exposed));
}

void config_start(struct config *c, unsigned needs, char **environment)
{
    struct buf shown = BUF_INIT(SHOWN_MAX);
    struct why why;

    if (!config_load(c, needs, environment, &why))
        msg_die_why(&why);
    say_warnings(c, environment);
    if (!config_given.print)
        return;
    config_show(c, &shown);
    ndjson_put_text(shown.at, shown.len - 1); /* which adds the last newline */
    ndjson_flush();
    buf_release(&shown);
    config_release(c);
    msg_exit(EX_OK);
}
