/* Checks the text of a setting, and converts it to the form that programs read. */
#include <stdlib.h>
#include <string.h>

#include "base/environment.h"
#include "base/file.h"
#include "base/glob.h"
#include "base/text.h"
#include "config/parts.h"
#include "config/setting.h"
#include "record/record.h"

/* Replaces "~/" with the home directory, and returns NULL. If there is no home directory, unsets a
 * default value and returns NULL; for any other value, returns the problem. */
static const char *settle_path(const struct load *l, struct config_value *value)
{
    const char *home = environment_value(l->environment, "HOME");

    if (strncmp(value->text, "~/", 2) != 0)
        return NULL;
    const char *place = file_home(home);
    char *path = place ? file_join(place, value->text + 2) : NULL;
    if (!path && strcmp(value->origin, "default") != 0)
        return home && *home ? "HOME is a relative path, so '~' cannot be expanded (set it to an "
                               "absolute path)"
                             : "HOME is not set, so '~' cannot be expanded";
    free(value->text);
    value->text = path;
    return NULL;
}

/* Sets the selected statuses, and normalizes the text: lower case, commas, no spaces. */
static bool settle_statuses(const struct load *l, struct config_value *value, const char *where)
{
    struct buf list = BUF_INIT(256);
    unsigned *set = &l->c->statuses;
    const char *unknown = setting_words(value->text, record_scan_words, set);

    if (unknown)
        return why_set(l->why, EX_CONFIG,
                       "%s: invalid status '%.64s' (choose healthy, suspicious or corrupt)", where,
                       unknown);
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

static void replace(struct config_value *value, const char *text)
{
    char *copy = cvi_strdup(text);

    free(value->text);
    value->text = copy;
}

static const char *settle_mode(struct config_value *value)
{
    static const char *const modes[] = {"quick", "deep", "hybrid", "full", NULL};
    const char *mode = setting_word(value->text, modes);

    if (!mode)
        return "invalid mode (choose quick, deep, hybrid or full)";
    replace(value, mode);
    return NULL;
}

static const char *settle_yes(struct config_value *value)
{
    const char *yes = setting_yes(value->text);

    if (!yes)
        return "true or false is required";
    replace(value, yes);
    return NULL;
}

/* Checks that each line of the text is a pattern, and removes empty lines. */
static bool settle_globs(const struct load *l, struct config_value *value, const char *where)
{
    struct buf kept = BUF_INIT(strlen(value->text) + 1);
    struct globs globs = {0};
    struct why wrong;
    char *rest = value->text;
    bool good = true;

    for (char *line; good && (line = strsep(&rest, "\n")) != NULL;) {
        if (!*line)
            continue;
        good = globs_add(&globs, line, &wrong) ||
               why_set(l->why, EX_CONFIG, "%s: %s", where, wrong.text);
        buf_printf(&kept, "%s%s", kept.len ? "\n" : "", line);
    }
    replace(value, buf_text(&kept));
    globs_release(&globs);
    buf_release(&kept);
    return good;
}

bool config_settle(const struct load *l, enum config_key key, const char *where)
{
    struct config_value *value = &l->c->value[key];
    const char *problem = NULL;

    switch (config_settings[key].form) {
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
    case FORM_ENDINGS:
        problem = setting_endings(value->text);
        break;
    case FORM_GLOBS:
        return settle_globs(l, value, where);
    case FORM_MODE:
        problem = settle_mode(value);
        break;
    case FORM_DECODERS:
        problem = setting_decoders(value->text);
        break;
    case FORM_YES:
        problem = settle_yes(value);
        break;
    }
    return !problem ||
           why_set(l->why, where[0] == '-' ? EX_USAGE : EX_CONFIG, "%s: %s", where, problem);
}
