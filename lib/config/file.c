/* A slip in the config file is told with its line, and never taken for a setting that is
 * not set. */
#include "config/file.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "config/secret.h"

enum { CONFIG_FILE_MAX = 1 << 20 }; /* bytes */

/* The sections of config files for the earlier program; what they hold is none of our business. */
static const char *const sections[] = {"trakt", "logging",  "ffmpeg", "processing", "output",
                                       "scan",  "database", "api",    "secrets",    NULL};

/* What the checks have at hand. */
struct check {
    const char *path;
    const struct config_file_keys *keys;
    struct buf *warnings;
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

/* Each member of "trakt:" must be a key that is known, with a value of the right kind. */
static bool check_trakt(const struct check *c, const struct yamlfile_node *trakt)
{
    if (trakt->kind != YAMLFILE_MAP)
        return why_set(c->why, EX_CONFIG, "%s:%zu: trakt: settings are wanted below it", c->path,
                       trakt->line);
    if (!yamlfile_only(trakt, c->path, "trakt.", c->keys->here, c->why))
        return false;
    for (const struct yamlfile_node *node = trakt->first; node; node = node->next) {
        bool may_list = strcmp(node->key, c->keys->list) == 0;

        if (node->kind != YAMLFILE_TEXT && !(may_list && is_word_list(node)))
            return why_set(c->why, EX_CONFIG, "%s:%zu: trakt.%s: %s is wanted", c->path, node->line,
                           node->key, may_list ? "a list of words" : "one text");
    }
    return true;
}

/* An unknown section is an error when it looks like a slip; else it may be somebody else's. */
static bool check_section(const struct check *c, const struct yamlfile_node *node)
{
    const char *near = text_nearest(node->key, sections);

    if (is_in(sections, node->key))
        return true;
    if (is_in(c->keys->known, node->key))
        return why_set(c->why, EX_CONFIG, "%s:%zu: %s: belongs below 'trakt:', indented", c->path,
                       node->line, node->key);
    if (near)
        return why_set(c->why, EX_CONFIG, "%s:%zu: %.64s: unknown section (did you mean %s?)",
                       c->path, node->line, node->key, near);
    buf_printf(c->warnings, "%s:%zu: %.64s: unknown section, not looked at\n", c->path, node->line,
               node->key);
    return true;
}

bool config_file_read(const char *path, const struct config_file_keys *keys,
                      struct yamlfile_node **root, struct buf *warnings, struct why *why)
{
    const struct check check = {path, keys, warnings, why};
    struct buf bytes = BUF_INIT(CONFIG_FILE_MAX);
    bool good = file_read(path, &bytes, why);

    *root = NULL;
    if (!good && why->status != EX_NOINPUT)
        why->status = EX_CONFIG;
    good = good && yamlfile_parse(path, buf_text(&bytes), bytes.len, root, why);
    for (const struct yamlfile_node *node = good ? (*root)->first : NULL; node && good;
         node = node->next) {
        bool has_value = node->kind != YAMLFILE_TEXT || node->text;

        good = check_section(&check, node);
        if (good && strcmp(node->key, "trakt") == 0 && has_value)
            good = check_trakt(&check, node);
    }
    buf_release(&bytes);
    return good;
}

/* Takes candidate. Keeps it as the file to read, if it is there and none is yet. */
static void offer_take(char **path, char *candidate)
{
    if (candidate && !*path && secret_is_there(candidate))
        *path = candidate;
    else
        free(candidate);
}

bool config_file_find(const struct config_file_places *places, char **path, struct why *why)
{
    const char *given = places->given;
    const char *home = places->home && *places->home ? places->home : NULL;

    *path = NULL;
    /* Standard input is for records. */
    if (given && (!*given || strcmp(given, "-") == 0))
        return why_set(why, EX_USAGE, "--config: '%s' is not the name of a file", given);
    if (given) {
        *path = cvi_strdup(given);
        return true;
    }
    char *own = file_xdg(places->config_home, home, ".config");
    offer_take(path, cvi_strdup("config.yaml"));
    offer_take(path, cvi_strdup("config.yml"));
    offer_take(path, own ? file_join(own, "config.yaml") : NULL);
    offer_take(path, home ? file_join(home, ".config/corrupt-video-inspector/config.yaml") : NULL);
    offer_take(path, cvi_strdup("/etc/corrupt-video-inspector/config.yaml"));
    free(own);
    return true;
}
