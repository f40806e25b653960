/* Reads the settings of the earlier program from config files and variables. A setting that this
 * program has under another name is used. The other settings are reported in one line. */
#include "config/earlier.h"

#include <stdlib.h>
#include <string.h>

#include "base/environment.h"
#include "base/text.h"

#define LEVELS "--quiet and --verbose"
#define STALL "--stall: a decoder that makes progress has no time limit"

/* If two keys give the same setting, the first one wins. */
const struct earlier_name earlier_keys[] = {
    {"scan.max_workers", "scan.jobs", NULL},
    {"processing.max_workers", "scan.jobs", NULL},
    {"processing.default_mode", "scan.mode", NULL},
    {"ffmpeg.command", "scan.ffmpeg", NULL},
    {"scan.default_input_dir", NULL, "--directory"},
    {"scan.extension_filter", NULL, "scan.extensions"},
    {"scan.use_content_detection", NULL, NULL},
    {"scan.ffprobe_timeout", NULL, NULL},
    {"ffmpeg.quick_timeout", NULL, STALL},
    {"ffmpeg.deep_timeout", NULL, STALL},
    {"ffmpeg.probe_timeout", NULL, NULL},
    {"ffmpeg.enable_probe_cache", NULL, "--no-cache"},
    {"ffmpeg.probe_cache_max_age_hours", NULL, "--older-than"},
    {"ffmpeg.require_probe_before_scan", NULL, NULL},
    {"output.default_json", NULL, "--output"},
    {"output.default_output_dir", NULL, "--output"},
    {"output.default_filename", NULL, "--output"},
    {"logging.level", NULL, LEVELS},
    {"logging.file", NULL, "2>FILE of your shell"},
    {"logging.format", NULL, NULL},
    {"logging.date_format", NULL, NULL},
    {"database.enabled", NULL, "--no-cache"},
    {"database.path", NULL, NULL},
    {"database.auto_cleanup_days", NULL, "--forget"},
    {"database.create_backup", NULL, NULL},
    {"secrets.docker_secrets_path", NULL, "CVI_SECRETS_DIR"},
    {NULL, NULL, NULL},
};

const struct earlier_name earlier_variables[] = {
    {"CVI_LOG_LEVEL", NULL, LEVELS},
    {"CVI_LOG_FILE", NULL, "2>FILE of your shell"},
    {"CVI_LOG_FORMAT", NULL, NULL},
    {"CVI_LOG_DATE_FORMAT", NULL, NULL},
    {"CVI_FFMPEG_QUICK_TIMEOUT", NULL, STALL},
    {"CVI_FFMPEG_DEEP_TIMEOUT", NULL, STALL},
    {"CVI_DEFAULT_JSON", NULL, "--output"},
    {"CVI_OUTPUT_DIR", NULL, "--output"},
    {"CVI_OUTPUT_FILENAME", NULL, "--output"},
    {"CVI_VIDEO_DIR", NULL, "--directory"},
    {"CVI_INPUT_DIR", NULL, "--directory"},
    {NULL, NULL, NULL},
};

bool earlier_is_section(const char *name)
{
    static const char *const sections[] = {"scan",    "ffmpeg",   "processing", "output",
                                           "logging", "database", "api",        "secrets"};

    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        if (strcmp(sections[i], name) == 0)
            return true;
    }
    return false;
}

bool earlier_section_is_used(const char *name)
{
    size_t len = strlen(name);

    for (const struct earlier_name *row = earlier_keys; row->name; row++) {
        if (row->ours && strncmp(row->name, name, len) == 0 && row->name[len] == '.')
            return true;
    }
    return false;
}

const struct earlier_name *earlier_key(const char *section, const char *name)
{
    size_t len = strlen(section);

    for (const struct earlier_name *row = earlier_keys; row->name; row++) {
        if (strncmp(row->name, section, len) == 0 && row->name[len] == '.' &&
            strcmp(row->name + len + 1, name) == 0)
            return row;
    }
    return NULL;
}

const struct yamlfile_node *earlier_node(const struct yamlfile_node *root, const char *name)
{
    const char *dot = strchr(name, '.');
    char *section = cvi_strndup(name, (size_t)(dot - name));
    const struct yamlfile_node *node = yamlfile_member(yamlfile_member(root, section), dot + 1);

    free(section);
    return node;
}

const struct yamlfile_node *earlier_find(const struct yamlfile_node *root, const char *ours,
                                         const char **name)
{
    for (const struct earlier_name *row = earlier_keys; row->name; row++) {
        if (!row->ours || strcmp(row->ours, ours) != 0)
            continue;
        const struct yamlfile_node *node = earlier_node(root, row->name);
        if (yamlfile_has_value(node)) {
            if (name)
                *name = row->name;
            return node;
        }
    }
    return NULL;
}

/* --- Unused settings --- */

/* The unused settings found so far. */
struct unused {
    struct buf names; /* separated by ", " */
    size_t more;      /* number of names that did not fit */
    struct buf *rows; /* for --print-config */
    bool has_instead; /* a row names a replacement */
};

enum { NAMES_MAX = 600 }; /* bytes: a message has 1 KiB */

static void add_name(struct unused *u, const char *name)
{
    struct buf shown = BUF_INIT(NAMES_MAX);

    text_show(&shown, name);
    if (u->more || !buf_printf(&u->names, "%s%s", u->names.len ? ", " : "", buf_text(&shown)))
        u->more++;
    buf_release(&shown);
}

/* Adds a row for an unused setting. `where` is its place in a config file, or NULL for a variable.
 * `instead` is its replacement, or NULL. */
static void add_row(struct unused *u, const char *name, const char *where, const char *instead)
{
    struct buf row = BUF_INIT(8192);

    buf_puts(&row, "ignored\t");
    text_show(&row, name);
    buf_putc(&row, '\t');
    if (where) {
        text_show(&row, where);
        buf_puts(&row, ": ");
    }
    buf_printf(&row, "of the earlier program, not used here%s%s%s\n", instead ? " (see " : "",
               instead ? instead : "", instead ? ")" : "");
    buf_puts(u->rows, buf_text(&row));
    u->has_instead |= instead != NULL;
    buf_release(&row);
}

/* Adds a note that begins with `what` and lists the names. Releases the names. */
static void end_unused(struct unused *u, const char *what, struct buf *notes)
{
    if (u->names.len) {
        buf_printf(notes, "%s that are not used here: %s", what, buf_text(&u->names));
        if (u->more)
            buf_printf(notes, " and %zu more", u->more);
        buf_puts(notes, u->has_instead ? " (--print-config shows what to use instead)\n" : "\n");
    }
    buf_release(&u->names);
}

/* Adds the unused keys of a section. If no key of the section is used, the note has only the name
 * of the section. Otherwise, leaves out keys that are unknown to the earlier program; file.c
 * reports them. */
static void add_section(const struct yamlfile_node *section, const char *path, struct unused *u)
{
    bool whole = !earlier_section_is_used(section->key);
    const struct yamlfile_node *node = section->kind == YAMLFILE_MAP ? section->first : NULL;

    if (whole)
        add_name(u, section->key);
    for (; node; node = node->next) {
        const struct earlier_name *row = earlier_key(section->key, node->key);

        if (!whole && (!row || row->ours))
            continue;
        char *name = cvi_format("%s.%.64s", section->key, node->key);
        char *where = cvi_format("%s:%zu", path, node->line);
        if (!whole)
            add_name(u, name);
        add_row(u, name, where, row ? row->instead : NULL);
        free(where);
        free(name);
    }
}

static bool is_same(const struct yamlfile_node *a, const struct yamlfile_node *b)
{
    return a == b || (a->text && b->text && text_same(a->text, b->text));
}

/* Adds a line for each key that is ignored because the file gives the same setting another value
 * under another name. The current name takes precedence, then the name that comes first in
 * earlier_keys. */
static void add_second_names(const struct yamlfile_node *root, const char *path, struct buf *notes)
{
    for (const struct earlier_name *row = earlier_keys; row->name; row++) {
        const char *ours = row->ours, *first = ours;

        if (!ours)
            continue;
        const struct yamlfile_node *node = earlier_node(root, row->name);
        const struct yamlfile_node *counts = earlier_node(root, ours);
        if (!yamlfile_has_value(counts))
            counts = earlier_find(root, ours, &first);
        if (yamlfile_has_value(node) && counts && !is_same(node, counts)) {
            text_show(notes, path);
            buf_printf(notes, ":%zu: %s: ignored, because %s is set in line %zu\n", node->line,
                       row->name, first, counts->line);
        }
    }
}

void earlier_add_unused(const struct yamlfile_node *root, const char *path, struct buf *notes,
                        struct buf *rows)
{
    struct unused u = {.names = BUF_INIT(NAMES_MAX), .rows = rows};
    struct buf what = BUF_INIT(8192);

    for (const struct yamlfile_node *section = root->first; section; section = section->next) {
        if (earlier_is_section(section->key) && yamlfile_has_value(section))
            add_section(section, path, &u);
    }
    text_show(&what, path);
    buf_puts(&what, ": settings of the earlier Python program");
    end_unused(&u, buf_text(&what), notes);
    buf_release(&what);
    add_second_names(root, path, notes);
}

void earlier_add_unused_variables(char *const *environment, struct buf *notes, struct buf *rows)
{
    struct unused u = {.names = BUF_INIT(NAMES_MAX), .rows = rows};

    for (const struct earlier_name *row = earlier_variables; row->name; row++) {
        const char *value = environment_value(environment, row->name);

        if (value && *value) {
            add_name(&u, row->name);
            add_row(&u, row->name, NULL, row->instead);
        }
    }
    end_unused(&u, "variables of the earlier Python program", notes);
}
