/* Loads the settings. Each setting is taken from the first source that has it. */
#include "config/config.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/environment.h"
#include "base/file.h"
#include "base/text.h"
#include "config/earlier.h"
#include "config/file.h"
#include "config/parts.h"
#include "config/secret.h"
#include "config/trust.h"
#include "config/yaml.h"

enum {
    SECRET_MAX = 16384,     /* bytes of a secret: a JWT has about 1 KiB */
    LIST_MAX = 1 << 20,     /* bytes of a list in the config file: the limit of the file */
    MESSAGES_MAX = 1 << 18, /* bytes of warnings about the files: a line for each setting */
};

/* --- The sources --- */

/* A source's answer to the request for a setting. */
enum answer { ANSWER_NONE, ANSWER_FOUND, ANSWER_WRONG /* an error: l->why is set */ };

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

/* Stores the patterns in `text`, one per line. In `text`, they are separated by commas or
 * newlines. */
static enum answer keep_patterns(const struct load *l, enum config_key key, const char *text,
                                 const char *origin)
{
    struct buf lines = BUF_INIT(strlen(text) + 1);
    char *copy = cvi_strdup(text), *rest = copy;

    for (char *pattern; (pattern = strsep(&rest, ",\n")) != NULL;)
        buf_printf(&lines, "%s%s", lines.len ? "\n" : "", text_trim(pattern));
    keep(l, key, buf_text(&lines), origin);
    free(copy);
    buf_release(&lines);
    return ANSWER_FOUND;
}

/* Stores the value if the text is not blank. It is blank after "export CVI_TRAKT_CLIENT_ID=", and
 * in the files that 'make secrets-init' creates. */
static enum answer keep_unless_blank(const struct load *l, enum config_key key, const char *text,
                                     const char *origin)
{
    if (!text[strspn(text, " \t\r\n")])
        return ANSWER_NONE;
    return config_settings[key].form == FORM_GLOBS ? keep_patterns(l, key, text, origin)
                                                   : keep(l, key, text, origin);
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

    if (config_settings[key].option && given->text[key])
        return keep(l, key, given->text[key], config_settings[key].option);
    if (key != CONFIG_ACCESS_TOKEN || (!given->token && !given->token_file))
        return ANSWER_NONE;
    if ((given->token != NULL) + (given->token_file != NULL) +
            (given->text[CONFIG_TOKEN_COMMAND] != NULL) >
        1) {
        why_set(l->why, EX_USAGE, "--token, --token-file and --token-cmd cannot be combined");
        return ANSWER_WRONG;
    }
    if (given->token_file || strcmp(given->token, "-") == 0)
        return ask_token_file(l, given->token_file ? given->token_file : "-");
    return keep(l, key, given->token, "--token");
}

static enum answer ask_environment(const struct load *l, enum config_key key)
{
    const char *const names[] = {config_settings[key].variable, config_settings[key].alias};
    enum answer answer = ANSWER_NONE;

    /* --token-cmd takes precedence over a token in the environment. */
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

    if (config_settings[key].form != FORM_CREDENTIAL)
        return ANSWER_NONE;
    char *name = cvi_format("trakt_%s", config_settings[key].name);
    const char *directory = config_secrets_directory(l->environment, NULL);
    if (!secret_find(directory, name, &text, &path, l->why))
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

/* Returns whether other users must not read the value in a config file. A proxy's address may
 * contain a password. */
static bool is_secret(enum config_key key, const char *text)
{
    return key == CONFIG_CLIENT_SECRET || (key == CONFIG_PROXY && strchr(text, '@'));
}

/* Returns the node of the file that gives the setting, under its current name or a name of the
 * earlier program, or NULL. Sets *name to the name in the file. Both are borrowed. */
static const struct yamlfile_node *find_node(const struct yamlfile_node *file, enum config_key key,
                                             const char **name)
{
    const struct yamlfile_node *section = yamlfile_member(file, config_section(key));
    const struct yamlfile_node *node = yamlfile_member(section, config_member(key));

    *name = config_name(key);
    return yamlfile_has_value(node) ? node : earlier_find(file, config_name(key), name);
}

/* Stores a list as one string. An empty list counts as a value only for statuses. */
static enum answer keep_list(const struct load *l, enum config_key key,
                             const struct yamlfile_node *list, const char *origin)
{
    enum config_form form = config_settings[key].form;
    struct buf text = BUF_INIT(LIST_MAX);
    enum answer answer = ANSWER_NONE;

    for (const struct yamlfile_node *item = list->first; item; item = item->next)
        buf_printf(&text, "%s%s", item->text, !item->next ? "" : form == FORM_GLOBS ? "\n" : ",");
    if (list->first || form == FORM_STATUSES)
        answer = keep(l, key, buf_text(&text), origin);
    buf_release(&text);
    return answer;
}

static enum answer ask_file(const struct load *l, enum config_key key, enum config_tier tier)
{
    const char *name;
    const struct yamlfile_node *node = find_node(l->file[tier], key, &name);
    enum answer answer = ANSWER_NONE;

    if (!node)
        return ANSWER_NONE;
    char *origin = cvi_format("%s:%zu", l->c->file[tier], node->line);
    if (node->kind == YAMLFILE_LIST) {
        answer = keep_list(l, key, node, origin);
    } else if (node->text) {
        answer = keep_unless_blank(l, key, node->text, origin);
        if (answer == ANSWER_FOUND && is_secret(key, node->text))
            secret_add_exposed(&l->c->exposed, l->c->file[tier]);
    }
    free(origin);
    return answer;
}

static enum answer ask_project(const struct load *l, enum config_key key)
{
    return config_settings[key].from == FROM_PROJECT ? ask_file(l, key, CONFIG_PROJECT)
                                                     : ANSWER_NONE;
}

static enum answer ask_own(const struct load *l, enum config_key key)
{
    return config_settings[key].from != FROM_NO_FILE ? ask_file(l, key, CONFIG_OWN) : ANSWER_NONE;
}

/* Reads the variables of other programs, such as CURL_CA_BUNDLE. */
static enum answer ask_others(const struct load *l, enum config_key key)
{
    enum answer answer = ANSWER_NONE;

    for (size_t i = 0; i < 2 && config_settings[key].others[i] && answer == ANSWER_NONE; i++) {
        const char *text = from_environment(l, config_settings[key].others[i]);

        if (text)
            answer = keep_unless_blank(l, key, text, config_settings[key].others[i]);
    }
    return answer;
}

static enum answer ask_fallback(const struct load *l, enum config_key key)
{
    return config_settings[key].fallback ? keep(l, key, config_settings[key].fallback, "default")
                                         : ANSWER_NONE;
}

/* --- Loading --- */

/* Returns the beginning of a message about the setting, as a new string. `tier` is the config file
 * that gives the setting, or CONFIG_TIERS if no config file does. */
static char *place_of(const struct load *l, enum config_key key, enum config_tier tier)
{
    const char *origin = l->c->value[key].origin, *name;

    if (tier == CONFIG_TIERS)
        return cvi_strdup(origin);
    find_node(l->file[tier], key, &name);
    return cvi_format("%s: %s%s", origin, strchr(name, '.') ? "" : "trakt.", name);
}

/* Takes the setting from the first source that has it, and checks its value. Returns false with
 * l->why if a source cannot be read or the value is invalid. */
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

    char *where = place_of(l, key,
                           sources[i] == ask_project ? CONFIG_PROJECT
                           : sources[i] == ask_own   ? CONFIG_OWN
                                                     : CONFIG_TIERS);
    bool right = config_settle(l, key, where);
    free(where);
    return right;
}

static bool is_for_scan(const struct config *c)
{
    return c->needs & CONFIG_FOR_SCAN;
}

static bool is_for_scan_only(const struct config *c)
{
    return is_for_scan(c) && !(c->needs & ~(unsigned)CONFIG_FOR_SCAN);
}

/* Fills `keys` with every setting. The name of the last element is NULL. A program does not report
 * ignored keys of a section that it does not use; another program of the pipeline does. */
static void list_keys(const struct config *c, struct config_file_key keys[CONFIG_KEYS + 1])
{
    for (int key = 0; key < CONFIG_KEYS; key++) {
        const struct config_setting *setting = &config_settings[key];
        bool scan = 1U << key & CONFIG_FOR_SCAN;

        keys[key] = (struct config_file_key){
            .section = config_section((enum config_key)key),
            .name = config_member((enum config_key)key),
            .danger = setting->from == FROM_PROJECT ? NULL : setting->danger,
            .silent = scan ? !is_for_scan(c) : is_for_scan_only(c),
            .nowhere = setting->from == FROM_NO_FILE,
            .list = setting->form == FORM_STATUSES || setting->form == FORM_ENDINGS ||
                    setting->form == FORM_GLOBS,
        };
    }
    keys[CONFIG_KEYS] = (struct config_file_key){0};
}

/* Reads and checks the config file of a tier. If `fd` is -1, opens the file by its path. */
static bool read_settings(struct load *l, enum config_tier tier, int fd)
{
    struct config *c = l->c;
    const struct config_ignored ignored = {&c->warnings, &c->ignored};
    struct config_file_key keys[CONFIG_KEYS + 1];

    list_keys(c, keys);
    char *own = c->places.config ? file_join(c->places.config, "config.yaml") : NULL;
    const struct config_file file = {.path = c->file[tier],
                                     .fd = fd,
                                     .project = tier == CONFIG_PROJECT,
                                     .scan = is_for_scan(c),
                                     .own = own,
                                     .keys = keys};
    bool good = config_file_read(&file, &l->file[tier], &ignored, l->why);
    free(own);
    if (good && is_for_scan(c))
        earlier_add_unused(l->file[tier], c->file[tier], &c->notes, &c->ignored);
    return good;
}

static void drop_file(struct config *c, enum config_tier tier)
{
    free(c->file[tier]);
    c->file[tier] = NULL;
}

/* Returns whether the program is a scan and has no permission to reach the file. A scan needs no
 * settings, and can run without permission to read HOME. */
static bool is_unreachable(const struct load *l, const char *path)
{
    struct stat about;

    return is_for_scan_only(l->c) && stat(path, &about) != 0 && errno == EACCES;
}

/* Reads the config file of a tier, if it exists. A file named with --config can be any file, even a
 * FIFO. Any other file must pass trust_open. */
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
    if (trust.fd >= 0)
        good = read_settings(l, tier, trust.fd);
    else if (config_file_is_ignored(&trust, c->file[tier], "name it with --config", &ignored) ||
             !trust_is_there(&trust) || is_unreachable(l, c->file[tier]))
        drop_file(c, tier);
    else
        good = why_set(l->why, EX_NOINPUT, "%s: %s", c->file[tier], strerror(trust.error));
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

/* Warns of the secrets files that secret_find ignores. Only the first program in a pipeline prints
 * the warnings, so it also warns of files that only later programs need. */
static void warn_of_ignored_secrets(const struct load *l)
{
    static const char *const endings[] = {".txt", ""};
    const struct config_ignored ignored = {&l->c->warnings, &l->c->ignored};
    const char *named = config_secrets_directory(l->environment, NULL);

    if (is_for_scan_only(l->c) || (named && strcmp(named, SECRET_DIRECTORY) == 0))
        return;
    for (int i = 0; i < CONFIG_KEYS * 2; i++) {
        const struct config_setting *setting = &config_settings[i / 2];
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

/* Reports variables of the earlier program that are not used, or that another variable
 * overrides. */
static void report_unused_variables(const struct load *l)
{
    earlier_add_unused_variables(l->environment, &l->c->notes, &l->c->ignored);
    for (int key = 0; key < CONFIG_KEYS; key++) {
        const struct config_setting *setting = &config_settings[key];
        const char *ours = from_environment(l, setting->variable);
        const char *theirs = setting->alias ? from_environment(l, setting->alias) : NULL;

        if (1U << key & CONFIG_FOR_SCAN && ours && *ours && theirs && *theirs &&
            !text_same(ours, theirs))
            buf_printf(&l->c->notes, "%s: ignored, because %s is set\n", setting->alias,
                       setting->variable);
    }
}

/* Warns if every user can write to the pins file, because it decides which titles are added. */
static void warn_of_exposed_pins(const struct load *l)
{
    const struct config *c = l->c;
    const char *set = c->value[CONFIG_PINS_FILE].text;
    char *own = c->places.config ? file_join(c->places.config, "pins.tsv") : NULL;
    const char *path = set ? set : own;
    struct stat about;

    if (c->needs & 1U << CONFIG_PINS_FILE && path && stat(path, &about) == 0 &&
        S_ISREG(about.st_mode) && about.st_mode & S_IWOTH)
        buf_printf(&l->c->exposed, "%s: mode %04o: every user can write to it (chmod o-w %s)\n",
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
                         .warnings = BUF_INIT(MESSAGES_MAX),
                         .notes = BUF_INIT(MESSAGES_MAX),
                         .ignored = BUF_INIT(MESSAGES_MAX),
                         .exposed = BUF_INIT(65536)};
    c->places = config_places_find(environment);
    config_places_warn(environment, &c->warnings);
    loaded = read_files(&l);
    if (loaded)
        warn_of_ignored_secrets(&l);
    if (loaded && is_for_scan(c))
        report_unused_variables(&l);
    for (int key = 0; key < CONFIG_KEYS && loaded; key++)
        loaded = !(needs & 1U << key) || find(&l, (enum config_key)key);
    if (loaded)
        warn_of_exposed_pins(&l);
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
    buf_release(&c->notes);
    buf_release(&c->ignored);
    buf_release(&c->exposed);
    *c = (struct config){0};
}

/* --- Access --- */

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
