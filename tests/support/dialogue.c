/* The script of a `--- tty` section: the steps to wait and to type. */
#include "dialogue.h"

#include <stdlib.h>
#include <string.h>

enum argument { NO_TEXT, TEXT };

static const struct verb {
    const char *name;
    enum argument argument;
    enum step_kind kind;
    enum stream stream;
    const char *tail; /* appended to the text */
} verbs[] = {
    {"expect", TEXT, STEP_EXPECT, STREAM_SCREEN, ""},
    {"expect-out", TEXT, STEP_EXPECT, STREAM_OUT, ""},
    {"expect-err", TEXT, STEP_EXPECT, STREAM_ERR, ""},
    {"expect-log", TEXT, STEP_EXPECT, STREAM_LOG, ""},
    {"send", TEXT, STEP_TYPE, STREAM_SCREEN, "\n"},
    {"send-raw", TEXT, STEP_TYPE, STREAM_SCREEN, ""},
    {"eof", NO_TEXT, STEP_TYPE, STREAM_SCREEN, "\x04"},
    {"interrupt", NO_TEXT, STEP_TYPE, STREAM_SCREEN, "\x03"},
    {"send-in", TEXT, STEP_WRITE_IN, STREAM_SCREEN, "\n"},
    {"close-in", NO_TEXT, STEP_CLOSE_IN, STREAM_SCREEN, ""},
    {"size", TEXT, STEP_SIZE, STREAM_SCREEN, ""},
};

static const struct verb *find_verb(const char *line, size_t n)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strlen(verbs[i].name) == n && memcmp(verbs[i].name, line, n) == 0)
            return &verbs[i];
    return NULL;
}

static bool read_size(struct step *step)
{
    char *end;
    long columns = strtol(bytes_text(&step->text), &end, 10);
    long rows = *end == 'x' ? strtol(end + 1, &end, 10) : 0;

    step->columns = (int)columns;
    step->rows = (int)rows;
    return !*end && columns > 0 && rows > 0 && columns < 10000 && rows < 10000;
}

/* Fills one step from its verb and the rest of its line. Returns the error, or NULL. */
static const char *fill(struct step *step, const struct verb *verb, bool escapes)
{
    step->kind = verb->kind;
    step->stream = verb->stream;
    if (verb->argument == NO_TEXT && step->text.len)
        return "takes no text";
    if (escapes && !bytes_unescape(&step->text))
        return "unknown escape";
    if (step->kind == STEP_EXPECT && step->text.len == 0)
        return "needs a text";
    if (step->kind == STEP_SIZE && !read_size(step))
        return "needs COLUMNSxROWS";
    bytes_puts(&step->text, verb->tail);
    return NULL;
}

char *dialogue_parse(struct dialogue *d, const struct bytes *script, bool escapes)
{
    const char *at = bytes_text(script), *end = at + script->len;

    for (int line = 1; at < end; line++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop)
            stop = end;
        size_t n = (size_t)(stop - at);
        const char *blank = memchr(at, ' ', n);
        size_t name = blank ? (size_t)(blank - at) : n;
        const struct verb *verb = find_verb(at, name);
        if (n && !verb)
            return format_text("tty line %d: unknown step '%.*s'", line, (int)name, at);
        if (n) {
            d->steps = resize(d->steps, d->count + 1, sizeof *d->steps);
            struct step *step = &d->steps[d->count++];
            *step = (struct step){.line = line};
            if (blank)
                bytes_add(&step->text, blank + 1, (size_t)(stop - blank - 1));
            const char *wrong = fill(step, verb, escapes);
            if (wrong)
                return format_text("tty line %d: '%s' %s", line, verb->name, wrong);
        }
        at = stop + 1;
    }
    return NULL;
}

void dialogue_release(struct dialogue *d)
{
    for (size_t i = 0; i < d->count; i++)
        bytes_release(&d->steps[i].text);
    free(d->steps);
    *d = (struct dialogue){0};
}
