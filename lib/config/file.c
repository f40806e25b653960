/* Finds, reads and checks config files. A misspelt key is an error, so that the setting is not
 * silently missing. */
#include "config/file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/text.h"
#include "config/earlier.h"
#include "config/secret.h"

enum { CONFIG_FILE_MAX = 1 << 20 }; /* bytes */

/* The sections of this program and of the earlier program. */
static const char *const sections[] = {"trakt", "logging",  "ffmpeg", "processing", "output",
                                       "scan",  "database", "api",    "secrets",    NULL};

enum { KEYS_MAX = 64, WARNINGS_MAX = 4096 };

struct check {
    const struct config_file *file;
    const struct config_ignored *ignored;
    struct why *why;
};

static bool is_in(const char *const *words, const char *word)
{
    while (*words && strcmp(*words, word) != 0)
        words++;
    return *words;
}

static bool is_word_list(const struct yamlfile_node *node)
{
    const struct yamlfile_node *item = node->first;

    while (item && item->text)
        item = item->next;
    return node->kind == YAMLFILE_LIST && !item;
}

/* --- Ignored settings --- */

/* Adds a row for --print-config. */
static void add_row(struct buf *rows, const char *what, const char *why)
{
    buf_puts(rows, "ignored\t");
    text_show(rows, what);
    buf_putc(rows, '\t');
    text_show(rows, why);
    buf_putc(rows, '\n');
}

static void add_warning(struct buf *warnings, const char *warning)
{
    text_show(warnings, warning);
    buf_putc(warnings, '\n');
}

bool config_file_is_ignored(const struct trust *trust, const char *path, const char *way_out,
                            const struct config_ignored *ignored)
{
    if (!trust->objection)
        return false;
    char *why = cvi_format("%s (%s, or %s)", trust->objection, trust->remedy, way_out);
    char *warning = cvi_format("%s: ignored: %s", path, why);
    add_row(ignored->rows, path, why);
    add_warning(ignored->warnings, warning);
    free(warning);
    free(why);
    return true;
}

/* Reports that a key is ignored. `node` is the key in the file, below `section`, under its current
 * name or an earlier one. */
static void ignore_key(const struct check *c, const struct config_file_key *key,
                       const char *section, const struct yamlfile_node *node)
{
    const char *path = c->file->path, *own = c->file->own;
    char *way_out = own ? cvi_format("move it to %s, or use --config %s", own, path)
                        : cvi_format("use --config %s", path);
    char *warning =
        cvi_format("%s:%zu: %s.%s: ignored, because it %s, and a config file in the current "
                   "directory is not trusted with such a setting (%s)",
                   path, node->line, section, node->key, key->danger, way_out);
    char *why = cvi_format("%s:%zu: it %s (%s)", path, node->line, key->danger, way_out);
    bool trakt = strcmp(section, "trakt") == 0;
    char *name = cvi_format("%s%s%s", trakt ? "" : section, trakt ? "" : ".", node->key);

    if (!key->silent) {
        add_row(c->ignored->rows, name, why);
        add_warning(c->ignored->warnings, warning);
    }
    free(name);
    free(why);
    free(warning);
    free(way_out);
}

/* --- Checks --- */

static const struct config_file_key *find_key(const struct check *c, const char *section,
                                              const char *name)
{
    const struct config_file_key *key = c->file->keys;

    while (key->name && (strcmp(key->section, section) != 0 || strcmp(key->name, name) != 0))
        key++;
    return key->name ? key : NULL;
}

/* Checks that every key below "trakt:" is known and allowed in a file. */
static bool check_names(const struct check *c, const struct yamlfile_node *trakt)
{
    const char *names[KEYS_MAX + 1] = {NULL};
    size_t count = 0;

    for (const struct yamlfile_node *node = trakt->first; node; node = node->next) {
        const struct config_file_key *key = find_key(c, "trakt", node->key);

        if (key && key->nowhere)
            return why_set(c->why, EX_CONFIG,
                           "%s:%zu: trakt.%s: not allowed in a config file (use --token-file, or "
                           "log in with cvi-auth)",
                           c->file->path, node->line, key->name);
    }
    for (const struct config_file_key *key = c->file->keys; key->name && count < KEYS_MAX; key++) {
        if (strcmp(key->section, "trakt") == 0 && !key->nowhere)
            names[count++] = key->name;
    }
    return yamlfile_only(trakt, c->file->path, "trakt.", names, c->why);
}

/* Checks that `node`, below `section`, has a value of the right kind for the key. If the file must
 * not set the key, only reports that the key is ignored. */
static bool check_value(const struct check *c, const struct config_file_key *key,
                        const char *section, const struct yamlfile_node *node)
{
    if (c->file->project && key->danger) {
        ignore_key(c, key, section, node);
        return true;
    }
    return node->kind == YAMLFILE_TEXT || (key->list && is_word_list(node)) ||
           why_set(c->why, EX_CONFIG, "%s:%zu: %s.%s: expected %s", c->file->path, node->line,
                   section, node->key, key->list ? "a list of strings" : "a string");
}

/* Checks that each member of "trakt:" is a known key with a value of the right kind. */
static bool check_trakt(const struct check *c, const struct yamlfile_node *trakt)
{
    bool good = trakt->kind == YAMLFILE_MAP
                    ? check_names(c, trakt)
                    : why_set(c->why, EX_CONFIG, "%s:%zu: trakt: expected a section with settings",
                              c->file->path, trakt->line);

    for (const struct yamlfile_node *node = trakt->first; node && good; node = node->next)
        good = check_value(c, find_key(c, "trakt", node->key), "trakt", node);
    return good;
}

/* Adds a warning about an unknown key. After WARNINGS_MAX bytes, adds a last warning, and then no
 * more. */
static void add_unknown(const struct check *c, const char *section,
                        const struct yamlfile_node *node)
{
    struct buf *warnings = c->ignored->warnings;

    if (warnings->len >= WARNINGS_MAX)
        return;
    char *warning = cvi_format("%s:%zu: %s.%.64s: unknown key, ignored", c->file->path, node->line,
                               section, node->key);
    add_warning(warnings, warning);
    free(warning);
    if (warnings->len >= WARNINGS_MAX)
        add_warning(warnings, "further unknown keys are ignored without a warning");
}

/* Checks a key that is unknown to this program and to the earlier one. A key that looks misspelt is
 * an error; any other key gets a warning. */
static bool check_unknown(const struct check *c, const char *section,
                          const struct yamlfile_node *node)
{
    const char *names[KEYS_MAX + 1] = {NULL};
    size_t count = 0, len = strlen(section);

    for (const struct config_file_key *key = c->file->keys; key->name && count < KEYS_MAX; key++) {
        if (strcmp(key->section, section) == 0)
            names[count++] = key->name;
    }
    for (const struct earlier_name *row = earlier_keys; row->name && count < KEYS_MAX; row++) {
        if (strncmp(row->name, section, len) == 0 && row->name[len] == '.')
            names[count++] = row->name + len + 1;
    }
    const char *near = text_nearest(node->key, names);
    if (near)
        return why_set(c->why, EX_CONFIG, "%s:%zu: %s.%.64s: unknown key (did you mean %s?)",
                       c->file->path, node->line, section, node->key, near);
    add_unknown(c, section, node);
    return true;
}

/* Checks a section that this or the earlier program has for scans: each member must be a known key
 * with a value of the right kind. */
static bool check_earlier(const struct check *c, const struct yamlfile_node *section)
{
    const char *name = section->key;
    bool ours = strcmp(name, "scan") == 0, good = true;

    if (ours && section->kind != YAMLFILE_MAP)
        return why_set(c->why, EX_CONFIG, "%s:%zu: scan: expected a section with settings",
                       c->file->path, section->line);
    if (section->kind != YAMLFILE_MAP)
        return true;
    for (const struct yamlfile_node *node = section->first; node && good; node = node->next) {
        const struct earlier_name *row = earlier_key(name, node->key);
        const struct config_file_key *key = find_key(c, name, node->key);

        if (!key && row && row->ours)
            key = find_key(c, "scan", strchr(row->ours, '.') + 1);
        if (key)
            good = check_value(c, key, name, node);
        else if (!row && earlier_section_is_used(name))
            good = check_unknown(c, name, node);
    }
    return good;
}

/* Checks the name of a section. An unknown name that looks misspelt is an error; any other unknown
 * name gets a warning. */
static bool check_section(const struct check *c, const struct yamlfile_node *node)
{
    const char *near = text_nearest(node->key, sections);

    if (is_in(sections, node->key))
        return true;
    if (find_key(c, "trakt", node->key))
        return why_set(c->why, EX_CONFIG, "%s:%zu: %s: belongs below 'trakt:', indented",
                       c->file->path, node->line, node->key);
    if (near)
        return why_set(c->why, EX_CONFIG, "%s:%zu: %.64s: unknown section (did you mean %s?)",
                       c->file->path, node->line, node->key, near);
    char *warning =
        cvi_format("%s:%zu: %.64s: unknown section, ignored", c->file->path, node->line, node->key);
    add_warning(c->ignored->warnings, warning);
    free(warning);
    return true;
}

bool config_file_read(const struct config_file *file, struct yamlfile_node **root,
                      const struct config_ignored *ignored, struct why *why)
{
    const struct check check = {file, ignored, why};
    struct buf bytes = BUF_INIT(CONFIG_FILE_MAX);
    bool good = file->fd >= 0 ? file_read_open(file->fd, file->path, &bytes, why)
                              : file_read(file->path, &bytes, why);

    *root = NULL;
    if (!good && why->status != EX_NOINPUT)
        why->status = EX_CONFIG;
    good = good && yamlfile_parse(file->path, buf_text(&bytes), bytes.len, root, why);
    for (const struct yamlfile_node *node = good ? (*root)->first : NULL; node && good;
         node = node->next) {
        bool has_value = node->kind != YAMLFILE_TEXT || node->text;

        good = check_section(&check, node);
        if (good && strcmp(node->key, "trakt") == 0 && has_value)
            good = check_trakt(&check, node);
        else if (good && file->scan && earlier_is_section(node->key) && has_value)
            good = check_earlier(&check, node);
    }
    buf_release(&bytes);
    return good;
}

/* --- Finding the files --- */

/* Sets *path to `candidate`, if *path is NULL and the file exists. Takes ownership of it. */
static void offer_take(char **path, char *candidate)
{
    if (candidate && !*path && secret_is_there(candidate))
        *path = candidate;
    else
        free(candidate);
}

static bool is_same_file(const char *one, const char *other)
{
    struct stat a, b;

    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

bool config_file_find(const struct config_file_places *places, char *path[CONFIG_TIERS],
                      struct why *why)
{
    const char *given = places->given;
    const char *home = file_home(places->home);
    char **project = &path[CONFIG_PROJECT], **own = &path[CONFIG_OWN];

    *project = *own = NULL;
    /* "-" is not allowed, because standard input is for records. */
    if (given && (!*given || strcmp(given, "-") == 0))
        return why_set(why, EX_USAGE, "--config: '%s' is not the name of a file", given);
    if (given) {
        *own = cvi_strdup(given);
        return true;
    }
    char *xdg = file_xdg(places->config_home, home, ".config");
    offer_take(project, cvi_strdup("config.yaml"));
    offer_take(project, cvi_strdup("config.yml"));
    offer_take(own, xdg ? file_join(xdg, "config.yaml") : NULL);
    offer_take(own, home ? file_join(home, ".config/corrupt-video-inspector/config.yaml") : NULL);
    offer_take(own, cvi_strdup("/etc/corrupt-video-inspector/config.yaml"));
    free(xdg);
    if (*project && *own && is_same_file(*project, *own)) {
        free(*project);
        *project = NULL;
    }
    return true;
}
