/* The order of what is shown: first the file, then standard output, then where the file is. */
#include "lists/show.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/msg.h"
#include "base/text.h"
#include "json/ndjson.h"
#include "terminal/screen.h"
#include "trakt/session.h"

enum { FORMAT_TABLE, FORMAT_JSON };
static const char *const formats[] = {"table", "json", NULL};

static int format = FORMAT_TABLE;
static const char *output;

const struct option show_options[] = {
    CHOICE(0, "format", &format, "FORMAT", formats, "show a table (the default) or json"),
    TEXT('o', "output", &output, "FILE", "also write the JSON to FILE"),
    GROUP(config_options),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

struct trakt *show_start(struct config *config, char **environment)
{
    struct why why;

    config_start(config, CONFIG_FOR_TRAKT, environment);
    screen_start(PROGRESS_VIEW, environment);
    screen_say("asking Trakt");
    struct trakt *trakt = session_open(config);
    if (!session_ready(config, trakt, true, &why))
        msg_die_why(&why);
    return trakt;
}

/* How many columns the terminal has; 0 when standard output is none. */
static size_t terminal_columns(void)
{
    struct winsize size;

    return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static void put_table(const struct show *show)
{
    struct buf text = BUF_INIT((size_t)1 << 30);
    bool headed = show->heading[0] && msg_get_level() != MSG_QUIET;

    if (headed)
        ndjson_put_text(show->heading, strlen(show->heading));
    if (headed && show->table)
        ndjson_put_text("", 0);
    if (show->table) {
        table_draw(show->table, terminal_columns(), &text);
        ndjson_put_text(text.at, text.len - 1); /* which adds the last newline */
    }
    buf_release(&text);
}

/*
 * The text of json. Jansson escapes control characters below U+0020 only; when there is another
 * one, or a mark that turns the direction of text, all that is not ASCII is escaped: the same
 * values, fit for a terminal. New. */
static char *dump(const json_t *json)
{
    const size_t flags = JSON_INDENT(2) | JSON_REAL_PRECISION(15);
    char *line = json_dumps(json, JSON_COMPACT);
    struct buf shown = BUF_INIT((size_t)1 << 30);

    text_show(&shown, line);
    bool plain = strcmp(line, buf_text(&shown)) == 0;
    free(line);
    buf_release(&shown);
    return json_dumps(json, plain ? flags : flags | JSON_ENSURE_ASCII);
}

static bool save(const char *json)
{
    char *text = cvi_format("%s\n", json);
    struct why why;
    bool saved = file_replace(output, text, strlen(text), 0644, &why);

    if (!saved)
        msg_warn("%s", why.text);
    free(text);
    return saved;
}

int show_result(const struct show *show)
{
    bool only_json = output && strcmp(output, "-") == 0;
    char *json = dump(show->json);
    bool saved = output && !only_json && save(json);

    if (format == FORMAT_JSON || only_json)
        ndjson_put_text(json, strlen(json));
    else
        put_table(show);
    ndjson_flush();
    free(json);
    if (saved)
        msg_note("%s saved to: %s", show->what, output);
    return !output || only_json || saved ? EX_OK : EX_IOERR;
}
