/* Five sources, one table: the first source that has a setting gives it, and is remembered. */
#include "config/config.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/environment.h"
#include "base/file.h"
#include "base/text.h"
#include "config/file.h"
#include "config/secret.h"
#include "config/setting.h"
#include "config/yaml.h"
#include "json/ndjson.h"

enum {
    SECRET_MAX = 16384,  /* a JWT is about 1 KiB */
    LIST_MAX = 1 << 20,  /* bytes of a list in the config file, which is no longer itself */
    SHOWN_MAX = 1 << 20, /* bytes that --print-config shows */
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

struct setting {
    const char *name; /* below "trakt:" in the file, and for --print-config */
    enum form form;
    const char *option;   /* whose value is in config_given.text; NULL: no option */
    const char *variable; /* in the environment */
    const char *alias;    /* the variable of the earlier program; NULL: none */
    const char *fallback; /* the default; NULL: unset */
};

/* clang-format off */
static const struct setting settings[CONFIG_KEYS] = {
    [CONFIG_CLIENT_ID] = {.name = "client_id", .form = FORM_CREDENTIAL,
        .variable = "CVI_TRAKT_CLIENT_ID", .alias = "TRKT_CLIENT_ID"},
    [CONFIG_CLIENT_SECRET] = {.name = "client_secret", .form = FORM_CREDENTIAL,
        .variable = "CVI_TRAKT_CLIENT_SECRET", .alias = "TRKT_CLIENT_SECRET"},
    [CONFIG_ACCESS_TOKEN] = {.name = "access_token", .form = FORM_TOKEN,
        .variable = "CVI_TRAKT_ACCESS_TOKEN"},
    [CONFIG_TOKEN_COMMAND] = {.name = "token_command", .form = FORM_NAME,
        .option = "--token-cmd", .variable = "CVI_TRAKT_TOKEN_COMMAND"},
    [CONFIG_CREDENTIALS_FILE] = {.name = "credentials_file", .form = FORM_PATH,
        .variable = "CVI_TRAKT_CREDENTIALS_FILE", .fallback = "~/.pytrakt.json"},
    [CONFIG_DEFAULT_WATCHLIST] = {.name = "default_watchlist", .form = FORM_NAME,
        .variable = "CVI_TRAKT_DEFAULT_WATCHLIST", .alias = "TRKT_DEFAULT_WATCHLIST"},
    [CONFIG_INCLUDE_STATUSES] = {.name = "include_statuses", .form = FORM_STATUSES,
        .variable = "CVI_TRAKT_INCLUDE_STATUSES", .alias = "TRKT_INCLUDE_STATUSES",
        .fallback = "healthy"},
    [CONFIG_API_URL] = {.name = "api_url", .form = FORM_URL,
        .option = "--api-url", .variable = "CVI_TRAKT_API_URL",
        .fallback = "https://api.trakt.tv"},
    [CONFIG_AUTH_URL] = {.name = "auth_url", .form = FORM_URL,
        .option = "--auth-url", .variable = "CVI_TRAKT_AUTH_URL",
        .fallback = "https://auth.trakt.tv"},
    [CONFIG_JOBS] = {.name = "jobs", .form = FORM_JOBS,
        .option = "--jobs", .variable = "CVI_TRAKT_JOBS", .fallback = "6"},
    [CONFIG_PATIENCE] = {.name = "patience", .form = FORM_SECONDS,
        .option = "--patience", .variable = "CVI_TRAKT_PATIENCE", .fallback = "900"},
    [CONFIG_PROXY] = {.name = "proxy", .form = FORM_PROXY,
        .option = "--proxy", .variable = "CVI_TRAKT_PROXY"},
    [CONFIG_CACERT] = {.name = "cacert", .form = FORM_PATH,
        .option = "--cacert", .variable = "CVI_TRAKT_CACERT"},
    [CONFIG_TRACE] = {.name = "trace", .form = FORM_PATH,
        .option = "--trace", .variable = "CVI_TRAKT_TRACE"},
    [CONFIG_CACHE_DAYS] = {.name = "cache_days", .form = FORM_DAYS,
        .option = "--cache-days", .variable = "CVI_TRAKT_CACHE_DAYS", .fallback = "30"},
    [CONFIG_CACHE_MISS_DAYS] = {.name = "cache_miss_days", .form = FORM_DAYS,
        .option = "--cache-miss-days", .variable = "CVI_TRAKT_CACHE_MISS_DAYS", .fallback = "2"},
    [CONFIG_PINS_FILE] = {.name = "pins_file", .form = FORM_PATH,
        .option = "--pins", .variable = "CVI_TRAKT_PINS_FILE"},
};
/* clang-format on */

/* --- The sources --- */

/* What config_load has at hand. */
struct load {
    struct config *c;
    char **environment;
    struct yamlfile_node *file; /* NULL: no config file */
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
    free(name);
    free(path);
    buf_release(&text);
    return answer;
}

static enum answer ask_file(const struct load *l, enum config_key key)
{
    const struct yamlfile_node *trakt = l->file ? yamlfile_member(l->file, "trakt") : NULL;
    const struct yamlfile_node *node = yamlfile_member(trakt, settings[key].name);
    struct buf list = BUF_INIT(LIST_MAX);
    enum answer answer = ANSWER_NONE;

    if (!node)
        return ANSWER_NONE;
    char *origin = cvi_format("%s:%zu", l->c->file, node->line);
    if (node->kind == YAMLFILE_LIST) {
        for (const struct yamlfile_node *item = node->first; item; item = item->next)
            buf_printf(&list, "%s%s", item->text, item->next ? "," : "");
        answer = keep(l, key, buf_text(&list), origin);
    } else if (node->text) {
        answer = keep_unless_blank(l, key, node->text, origin);
    }
    buf_release(&list);
    free(origin);
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
    char *path = home && *home ? file_join(home, value->text + 2) : NULL;
    if (!path && strcmp(value->origin, "default") != 0)
        return "HOME is not set, so '~' means nothing";
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
        ask_options, ask_environment, ask_secrets, ask_file, ask_fallback};
    const size_t count = sizeof sources / sizeof *sources;
    enum answer answer = ANSWER_NONE;
    size_t i = 0;

    while (i < count && (answer = sources[i](l, key)) == ANSWER_NONE)
        i++;
    if (answer != ANSWER_FOUND)
        return answer == ANSWER_NONE;

    const char *origin = l->c->value[key].origin;
    char *where = sources[i] == ask_file ? cvi_format("%s: trakt.%s", origin, settings[key].name)
                                         : cvi_strdup(origin);
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
    };
}

static bool read_file(struct load *l)
{
    const struct config_file_places places = {
        .given = config_given.file,
        .config_home = from_environment(l, "XDG_CONFIG_HOME"),
        .home = from_environment(l, "HOME"),
    };
    const char *known[CONFIG_KEYS + 1] = {NULL}, *here[CONFIG_KEYS + 1] = {NULL};
    size_t count = 0;

    for (int key = 0; key < CONFIG_KEYS; key++) {
        known[key] = settings[key].name;
        if (settings[key].form != FORM_TOKEN)
            here[count++] = settings[key].name;
    }
    const struct config_file_keys keys = {known, here, settings[CONFIG_INCLUDE_STATUSES].name};
    return config_file_find(&places, &l->c->file, l->why) &&
           (!l->c->file || config_file_read(l->c->file, &keys, &l->file, &l->c->warnings, l->why));
}

bool config_load(struct config *c, unsigned needs, char **environment, struct why *why)
{
    struct why ignored = {0};
    struct load l = {.c = c, .environment = environment, .why = why ? why : &ignored};
    bool loaded;

    *c = (struct config){.environment = environment, .needs = needs, .warnings = BUF_INIT(4096)};
    c->places = find_places(&l);
    loaded = read_file(&l);
    for (int key = 0; key < CONFIG_KEYS && loaded; key++)
        loaded = !(needs & 1U << key) || find(&l, (enum config_key)key);
    yamlfile_free(l.file);
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
    free(c->file);
    buf_release(&c->warnings);
    *c = (struct config){0};
}

/* --- Asking --- */

const char *config_name(enum config_key key)
{
    return settings[key].name;
}

const char *config_text(const struct config *c, enum config_key key)
{
    return c->value[key].text;
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

/* The files of docker/secrets that should hold what is missing, as "Empty files: a, b. ". */
static void list_files(const struct config *c, const char *title, bool there, struct buf *out)
{
    size_t count = 0;

    for (enum config_key key = CONFIG_CLIENT_ID; key <= CONFIG_CLIENT_SECRET; key++) {
        char *path = cvi_format("%s/trakt_%s.txt", SECRET_DIRECTORY, config_name(key));

        if (!c->value[key].text && secret_is_there(path) == there)
            buf_printf(out, "%strakt_%s.txt", count++ ? ", " : title, config_name(key));
        free(path);
    }
    if (count)
        buf_puts(out, ". ");
}

bool config_need_client(const struct config *c, bool with_secret, struct why *why)
{
    bool has_id = c->value[CONFIG_CLIENT_ID].text;
    struct buf files = BUF_INIT(256);

    if (has_id && (!with_secret || c->value[CONFIG_CLIENT_SECRET].text))
        return true;
    list_files(c, "Missing files: ", false, &files);
    list_files(c, "Empty files: ", true, &files);
    why_set(why, EX_CONFIG,
            "Trakt credentials not configured. %sRun 'make secrets-init' then populate "
            "trakt_client_id.txt and trakt_client_secret.txt. (%s not found in the environment or "
            "a config.yaml either; cvi-auth asks for it, at a terminal)",
            buf_text(&files), has_id ? "Client secret" : "Client ID");
    buf_release(&files);
    return false;
}

/* --- At the start of a program --- */

void config_show(const struct config *c, struct buf *out)
{
    buf_puts(out, "config_file\t");
    text_show(out, c->file ? c->file : "");
    buf_printf(out, "\t%s\n", c->file && config_given.file ? "--config" : "default");
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
}

/* Unless cvi-trakt-sync runs this program beside others that say the same. */
static void say_warnings(const struct config *c, char **environment)
{
    const struct load l = {.environment = environment};

    if (from_environment(&l, "CVI_IN_SYNC"))
        return;
    char *lines = cvi_strdup(buf_text(&c->warnings));
    char *rest = lines;

    for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
        if (*line)
            msg_warn("%s", line);
    }
    free(lines);
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
