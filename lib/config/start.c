/* Loads the settings at the start of a program, prints warnings about them, and shows them for
 * --print-config. */
#include <stdlib.h>
#include <string.h>

#include "base/environment.h"
#include "base/text.h"
#include "config/parts.h"
#include "json/ndjson.h"

enum { SHOWN_MAX = 1 << 20 }; /* bytes that --print-config shows */

static void show_file(const char *path, struct buf *out)
{
    buf_puts(out, "config_file\t");
    text_show(out, path ? path : "");
    buf_printf(out, "\t%s\n", path && config_given.file ? "--config" : "default");
}

/* Adds the text of a setting, with commas between patterns. For a secret, adds only the length. */
static void show_text(const struct config_setting *setting, const char *text, struct buf *out)
{
    if (!text)
        return;
    if (setting->form <= FORM_PROXY) {
        buf_printf(out, "*** (%zu)", strlen(text));
        return;
    }
    for (size_t len; text[len = strcspn(text, setting->form == FORM_GLOBS ? "\n" : "")];) {
        char *item = cvi_strndup(text, len);

        text_show(out, item);
        buf_putc(out, ',');
        free(item);
        text += len + 1;
    }
    text_show(out, text);
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
        buf_printf(out, "%s\t", config_settings[key].name);
        show_text(&config_settings[key], value->text, out);
        buf_putc(out, '\t');
        text_show(out, value->origin ? value->origin : "default");
        buf_putc(out, '\n');
    }
    buf_puts(out, buf_text(&c->ignored));
}

/* Prints the warnings. The script cvi-trakt-sync, which runs several programs, sets CVI_IN_SYNC so
 * that each warning is printed once: to "check" for the first program that reads secrets, and to
 * "yes" for later ones. */
static void say_warnings(const struct config *c, char **environment)
{
    const char *in_sync = environment_value(environment, "CVI_IN_SYNC");

    if (!in_sync)
        msg_lines(msg_warn, buf_text(&c->warnings));
    if (!in_sync)
        msg_lines(msg_note, buf_text(&c->notes));
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
    ndjson_put_text(shown.at, shown.len - 1); /* ndjson_put_text adds the last newline */
    ndjson_flush();
    buf_release(&shown);
    config_release(c);
    msg_exit(EX_OK);
}
