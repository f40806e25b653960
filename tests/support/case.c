/* Reads .case files; tests/README.md describes them. */
#include "case.h"

#include "spawn.h"
#include "words.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The options and arguments that a section may have. */
enum allowed {
    TAKES_NAME = 1,
    TAKES_WAY = 2,
    TAKES_TEXT = 4, /* escapes, noeol */
    TAKES_MODE = 8,
    TAKES_INPUT = 16, /* repeat=, held */
    TAKES_STREAMS = 32,
    TAKES_VALUE = 64, /* a number or a time, on this line or the next */
    MANY = 128,
    TAKES_AGE = 256
};

static const struct kind {
    const char *name;
    enum section_kind kind;
    unsigned allowed;
} kinds[] = {
    {"args", SECTION_ARGS, 0},
    {"run", SECTION_RUN, 0},
    {"env", SECTION_ENV, TAKES_TEXT},
    {"file", SECTION_FILE, TAKES_NAME | TAKES_TEXT | TAKES_MODE | TAKES_AGE | MANY},
    {"in", SECTION_IN, TAKES_TEXT | TAKES_INPUT},
    {"sandbox", SECTION_SANDBOX, 0},
    {"hostile", SECTION_HOSTILE, 0},
    {"front", SECTION_FRONT, 0},
    {"clock", SECTION_CLOCK, TAKES_VALUE},
    {"tty", SECTION_TTY, TAKES_TEXT | TAKES_STREAMS},
    {"out", SECTION_OUT, TAKES_WAY | TAKES_TEXT | MANY},
    {"err", SECTION_ERR, TAKES_WAY | TAKES_TEXT | MANY},
    {"screen", SECTION_SCREEN, TAKES_WAY | TAKES_TEXT | MANY},
    {"log", SECTION_LOG, TAKES_WAY | TAKES_TEXT | MANY},
    {"after", SECTION_AFTER, TAKES_NAME | TAKES_WAY | TAKES_TEXT | TAKES_MODE | MANY},
    {"status", SECTION_STATUS, TAKES_VALUE},
    {"needs", SECTION_NEEDS, 0},
};

static const struct {
    const char *name;
    enum way way;
} ways[] = {
    /* clang-format off */
    {"contains",  WAY_CONTAINS},
    {"lacks",     WAY_LACKS},
    {"json",      WAY_JSON},
    {"unordered", WAY_UNORDERED},
    {"count",     WAY_COUNT},
    {"any",       WAY_ANY},
    {"absent",    WAY_ABSENT},
    /* clang-format on */
};

static bool take_number(const char *text, int base, long most, long *into)
{
    char *end;

    errno = 0;
    long value = strtol(text, &end, base);
    if (errno || end == text || *end || value < 0 || value > most)
        return false;
    *into = value;
    return true;
}

/* Takes `count N PATTERN`; the rest of the words belong to it. Returns the number of words taken, 0
 * if they are malformed. */
static size_t take_count(struct section *s, char *const *words)
{
    struct bytes pattern = {0};
    size_t n = 2;

    if (!words[1] || !words[2] || !take_number(words[1], 10, 1000000, &s->number))
        return 0;
    for (; words[n]; n++)
        bytes_printf(&pattern, "%s%s", n > 2 ? " " : "", words[n]);
    free(s->name);
    s->name = pattern.at;
    return n;
}

/* Takes a way. Returns the number of words taken, 0 if they are not a way. */
static size_t take_way(struct section *s, char *const *words)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (strcmp(words[0], ways[i].name) != 0)
            continue;
        bool fits = ways[i].way == WAY_UNORDERED ? s->way == WAY_JSON : s->way == WAY_EXACT;
        if (!fits || (ways[i].way == WAY_ABSENT) > (s->kind == SECTION_AFTER) ||
            (ways[i].way == WAY_COUNT && s->kind == SECTION_AFTER))
            return 0;
        s->way = ways[i].way;
        return s->way == WAY_COUNT ? take_count(s, words) : 1;
    }
    return 0;
}

static bool take_stream(struct section *s, const char *word)
{
    static const char *const names[] = {"stdin", "stdout", "stderr"};

    for (unsigned i = 0; i < 3; i++)
        if (strcmp(word, names[i]) == 0) {
            s->on_tty |= 1U << i;
            return true;
        }
    return false;
}

/* Takes one option. Returns the number of words taken, 0 if they are not an option. */
static size_t take_option(struct section *s, unsigned allowed, char *const *words)
{
    const char *word = words[0];
    long mode;

    if (allowed & TAKES_TEXT && strcmp(word, "escapes") == 0)
        return s->escapes = true;
    if (allowed & TAKES_TEXT && strcmp(word, "noeol") == 0)
        return s->noeol = true;
    if (allowed & TAKES_INPUT && strcmp(word, "held") == 0)
        return s->held = true;
    if (allowed & TAKES_INPUT && strncmp(word, "repeat=", 7) == 0)
        return take_number(word + 7, 10, 100000000, &s->number);
    if (allowed & TAKES_AGE && strncmp(word, "age=", 4) == 0)
        return take_number(word + 4, 10, 1000000000, &s->age);
    if (allowed & TAKES_STREAMS)
        return take_stream(s, word);
    if (allowed & TAKES_MODE && strncmp(word, "mode=", 5) == 0) {
        if (!take_number(word + 5, 8, 07777, &mode))
            return 0;
        s->mode = (int)mode;
        return 1;
    }
    return allowed & TAKES_WAY ? take_way(s, words) : 0;
}

/* Reads a section's line, split into words. Returns NULL, or the error. */
static char *read_head(struct section *s, char *const *words, const struct kind *kind)
{
    size_t i = 1;

    *s = (struct section){.kind = kind->kind, .number = 1, .mode = -1, .age = -1, .line = s->line};
    if (kind->allowed & TAKES_NAME) {
        if (!words[i])
            return format_text("line %d: '%s' needs a file name", s->line, words[0]);
        s->name = copy_text(words[i], strlen(words[i]));
        i++;
    }
    if (kind->allowed & TAKES_VALUE && words[i]) {
        s->name = copy_text(words[i], strlen(words[i]));
        i++;
    }
    while (words[i]) {
        size_t taken = take_option(s, kind->allowed, words + i);
        if (!taken)
            return format_text("line %d: '%s' does not take '%s'", s->line, words[0], words[i]);
        i += taken;
    }
    return NULL;
}

/* Checks a section once its body is known. Returns NULL, or the error. */
static char *finish(struct section *s, const struct kind *kind)
{
    if (s->noeol && s->body.len && s->body.at[s->body.len - 1] == '\n')
        s->body.at[--s->body.len] = '\0';
    if (s->escapes && s->kind != SECTION_TTY && !bytes_unescape(&s->body))
        return format_text("line %d: unknown escape in '%s'", s->line, kind->name);
    if (kind->allowed & TAKES_VALUE && !s->name) {
        size_t n = strcspn(bytes_text(&s->body), "\n");
        s->name = copy_text(bytes_text(&s->body), n);
    }
    if (s->kind == SECTION_STATUS && !take_number(s->name, 10, 255, &s->number))
        return format_text("line %d: 'status' needs a number from 0 to 255", s->line);
    if (s->body.len && (s->way == WAY_COUNT || s->way == WAY_ANY || s->way == WAY_ABSENT))
        return format_text("line %d: no text follows '%s' with this option", s->line, kind->name);
    if (!s->body.len && (s->way == WAY_CONTAINS || s->way == WAY_LACKS))
        return format_text("line %d: '%s' has nothing to look for", s->line, kind->name);
    if (s->kind == SECTION_AFTER && s->mode >= 0 && !s->body.len && s->way == WAY_EXACT)
        s->way = WAY_ANY;
    return NULL;
}

static const struct kind *find_kind(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}

/* Returns whether a section begins here. */
static bool is_head(const char *at, const char *end)
{
    return end - at > 4 && memcmp(at, "--- ", 4) == 0 && isalpha((unsigned char)at[4]);
}

static const char *next_line(const char *at, const char *end)
{
    const char *stop = memchr(at, '\n', (size_t)(end - at));

    return stop ? stop + 1 : end;
}

/* Reads the section that begins at `at`, with its line split into words. *after is set to the start
 * of the next one. */
static char *read_words(struct test_case *c, struct section *s, char *const *words, const char *at,
                        const char **after)
{
    const char *end = c->text.at + c->text.len, *body = next_line(at, end);
    const struct kind *kind = words[0] ? find_kind(words[0]) : NULL;
    int line = s->line;

    if (!kind)
        return format_text("line %d: unknown section '%s'", line, words[0] ? words[0] : "");
    if (!(kind->allowed & MANY) && case_section(c, kind->kind))
        return format_text("line %d: a second '%s'", line, kind->name);
    char *why = read_head(s, words, kind);
    const char *stop = body;
    while (stop < end && !is_head(stop, end))
        stop = next_line(stop, end);
    s->head = (size_t)(at - c->text.at);
    s->body_at = (size_t)(body - c->text.at);
    s->end = (size_t)(stop - c->text.at);
    if (stop > body)
        bytes_add(&s->body, body, (size_t)(stop - body));
    *after = stop;
    c->count++; /* from here on case_release() frees it */
    return why ? why : finish(s, kind);
}

static char *read_section(struct test_case *c, const char *at, int line, const char **after)
{
    const char *end = c->text.at + c->text.len, *body = next_line(at, end);
    struct words words = {0};
    char *head = copy_text(at + 4, (size_t)(body - at - 4)), *why;

    c->sections = resize(c->sections, c->count + 1, sizeof *c->sections);
    struct section *s = &c->sections[c->count];
    *s = (struct section){.line = line};
    if (words_split(&words, head))
        why = read_words(c, s, words.at, at, after);
    else
        why = format_text("line %d: a quote is not closed", line);
    words_release(&words);
    free(head);
    return why;
}

/* Checks the combination of sections. Returns NULL, or the error. */
static char *judge(const struct test_case *c)
{
    const struct section *tty = case_section(c, SECTION_TTY), *in = case_section(c, SECTION_IN);
    unsigned on_tty = tty ? tty->on_tty : 0;

    if (!case_section(c, SECTION_ARGS) == !case_section(c, SECTION_RUN))
        return format_text("needs one section 'args' or 'run'");
    if (in && on_tty & SPAWN_STDIN)
        return format_text("line %d: standard input is the terminal", in->line);
    for (size_t i = 0; i < c->count; i++) {
        const struct section *s = &c->sections[i];
        if ((s->kind == SECTION_OUT && on_tty & SPAWN_STDOUT) ||
            (s->kind == SECTION_ERR && on_tty & SPAWN_STDERR))
            return format_text("line %d: that stream is the terminal: look at 'screen'", s->line);
        if (s->kind == SECTION_SCREEN && !tty)
            return format_text("line %d: 'screen' needs 'tty'", s->line);
        if (s->kind == SECTION_LOG && !case_section(c, SECTION_SANDBOX))
            return format_text("line %d: 'log' needs 'sandbox'", s->line);
    }
    return NULL;
}

char *case_parse(struct test_case *c, const char *text, size_t n)
{
    *c = (struct test_case){0};
    bytes_add(&c->text, text, n);
    const char *at = c->text.at, *end = at + n;
    char *why = NULL;

    for (int line = 1; at < end && !why;) {
        const char *after = next_line(at, end);
        if (is_head(at, end))
            why = read_section(c, at, line, &after);
        for (; at < after; at++)
            line += *at == '\n';
    }
    return why ? why : judge(c);
}

char *case_read(struct test_case *c, const char *path)
{
    struct bytes text = {0};
    char *why;

    if (bytes_read_file(&text, path)) {
        why = case_parse(c, bytes_text(&text), text.len);
    } else {
        *c = (struct test_case){0};
        why = format_text("cannot be read: %s", strerror(errno));
    }
    bytes_release(&text);
    return why;
}

const struct section *case_section(const struct test_case *c, enum section_kind kind)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->sections[i].kind == kind)
            return &c->sections[i];
    return NULL;
}

void case_release(struct test_case *c)
{
    for (size_t i = 0; i < c->count; i++) {
        free(c->sections[i].name);
        bytes_release(&c->sections[i].body);
    }
    free(c->sections);
    bytes_release(&c->text);
    *c = (struct test_case){0};
}
