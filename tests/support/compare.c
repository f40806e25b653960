/* Compares the expected and the actual output, and describes the differences. */
#include "compare.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* Limits for the part of a difference that a message shows. */
enum { CONTEXT_LINES = 2, SHOWN_LINES = 12, SHOWN_BYTES = 1500 };

/* Lines as pointers into the bytes, without their newlines. */
struct lines {
    struct line {
        const char *at;
        size_t len;
    } * at;
    size_t count;
    bool open; /* the last one has no newline */
};

static struct lines lines_of(const struct bytes *b)
{
    struct lines all = {0};
    const char *from = bytes_text(b), *end = from + b->len;

    while (from < end) {
        const char *stop = memchr(from, '\n', (size_t)(end - from));
        all.open = !stop;
        if (!stop)
            stop = end;
        all.at = resize(all.at, all.count + 1, sizeof *all.at);
        all.at[all.count++] = (struct line){from, (size_t)(stop - from)};
        from = stop + 1;
    }
    return all;
}

static bool same_line(const struct line *a, const struct line *b)
{
    return a->len == b->len && memcmp(a->at, b->at, a->len) == 0;
}

/* Adds one line in readable form: control bytes, and blanks at the end, are made visible. */
static void show_line(struct bytes *why, const char *mark, const struct line *line)
{
    size_t n = line->len < SHOWN_BYTES ? line->len : SHOWN_BYTES;

    bytes_printf(why, "  %s ", mark);
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)line->at[i];
        if (c < ' ' || c == 127 || (c == ' ' && i + 1 == line->len))
            bytes_printf(why, "\\x%02x", c);
        else
            bytes_add(why, &c, 1);
    }
    bytes_puts(why, n < line->len ? " ...\n" : "\n");
}

static void show_lines(struct bytes *why, const char *mark, const struct lines *all, size_t from,
                       size_t to)
{
    for (size_t i = from; i < to && i < from + SHOWN_LINES; i++)
        show_line(why, mark, &all->at[i]);
    if (to > from + SHOWN_LINES)
        bytes_printf(why, "  %s ... and %zu lines more\n", mark, to - from - SHOWN_LINES);
    if (to > from && to == all->count && all->open)
        bytes_printf(why, "  %s (no newline at the end)\n", mark);
}

static char *dump(const json_t *value)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);

    return text ? text : copy_text("(nothing)", 9);
}

static bool same_keys(const json_t *expected, const json_t *actual)
{
    void *a = json_object_iter((json_t *)expected), *b = json_object_iter((json_t *)actual);

    while (a && b && strcmp(json_object_iter_key(a), json_object_iter_key(b)) == 0) {
        a = json_object_iter_next((json_t *)expected, a);
        b = json_object_iter_next((json_t *)actual, b);
    }
    return !a && !b;
}

static bool same_value(const json_t *expected, const json_t *actual, bool ordered, const char *path,
                       struct bytes *why);

static bool same_object(const json_t *expected, const json_t *actual, bool ordered,
                        const char *path, struct bytes *why)
{
    const char *key;
    json_t *value;
    bool same = true;

    json_object_foreach((json_t *)expected, key, value)
    {
        char *below = format_text("%s.%s", path, key);
        same &= same_value(value, json_object_get(actual, key), ordered, below, why);
        free(below);
    }
    json_object_foreach((json_t *)actual, key, value)
    {
        if (json_object_get(expected, key))
            continue;
        char *text = dump(value);
        bytes_printf(why, "  %s.%s: not expected, is %s\n", path, key, text);
        free(text);
        same = false;
    }
    if (same && ordered && !same_keys(expected, actual)) {
        bytes_printf(why, "  %s: keys in another order\n", *path ? path : ".");
        same = false;
    }
    return same;
}

static bool same_array(const json_t *expected, const json_t *actual, bool ordered, const char *path,
                       struct bytes *why)
{
    size_t most = json_array_size(expected);
    bool same = true;

    if (json_array_size(actual) > most)
        most = json_array_size(actual);
    for (size_t i = 0; i < most; i++) {
        char *below = format_text("%s[%zu]", path, i);
        same &=
            same_value(json_array_get(expected, i), json_array_get(actual, i), ordered, below, why);
        free(below);
    }
    return same;
}

/* Either argument may be NULL: no value. */
static bool same_value(const json_t *expected, const json_t *actual, bool ordered, const char *path,
                       struct bytes *why)
{
    if (json_is_object(expected) && json_is_object(actual))
        return same_object(expected, actual, ordered, path, why);
    if (json_is_array(expected) && json_is_array(actual))
        return same_array(expected, actual, ordered, path, why);
    if (expected && actual && json_equal(expected, actual))
        return true;
    char *wanted = dump(expected), *got = dump(actual);
    bytes_printf(why, "  %s: expected %s, is %s\n", *path ? path : ".", wanted, got);
    free(wanted);
    free(got);
    return false;
}

/* If both lines are JSON, adds the values that differ. */
static void explain_json(struct bytes *why, const struct line *expected, const struct line *actual)
{
    json_t *a = json_loadb(expected->at, expected->len, JSON_ALLOW_NUL, NULL);
    json_t *b = json_loadb(actual->at, actual->len, JSON_ALLOW_NUL, NULL);

    if (a && b) {
        bytes_puts(why, "  that is:\n");
        if (same_value(a, b, true, "", why))
            bytes_puts(why, "  the same values, written differently\n");
    }
    json_decref(a);
    json_decref(b);
}

bool compare_exact(const struct bytes *expected, const struct bytes *actual, struct bytes *why)
{
    if (expected->len == actual->len &&
        memcmp(bytes_text(expected), bytes_text(actual), actual->len) == 0)
        return true;
    struct lines a = lines_of(expected), b = lines_of(actual);
    size_t least = a.count < b.count ? a.count : b.count, head = 0, tail = 0;

    while (head < least && same_line(&a.at[head], &b.at[head]))
        head++;
    while (tail < least - head && a.open == b.open &&
           same_line(&a.at[a.count - 1 - tail], &b.at[b.count - 1 - tail]))
        tail++;
    if (head == least && a.count == b.count && head)
        head--; /* only the last newline differs */
    bytes_printf(why, "  (- expected, + what came; from line %zu)\n", head + 1);
    show_lines(why, " ", &a, head > CONTEXT_LINES ? head - CONTEXT_LINES : 0, head);
    show_lines(why, "-", &a, head, a.count - tail);
    show_lines(why, "+", &b, head, b.count - tail);
    if (head < least)
        explain_json(why, &a.at[head], &b.at[head]);
    free(a.at);
    free(b.at);
    return false;
}

/* Returns whether each line is present or absent, as required. */
static bool each_line(const struct bytes *lines, const struct bytes *actual, bool wanted,
                      struct bytes *why)
{
    struct lines all = lines_of(lines), got = lines_of(actual);
    bool good = true;

    for (size_t i = 0; i < all.count; i++) {
        if (all.at[i].len == 0 ||
            (bytes_find(actual, 0, all.at[i].at, all.at[i].len) >= 0) == wanted)
            continue;
        bytes_puts(why, wanted ? "  is missing:\n" : "  should not be there:\n");
        show_line(why, wanted ? "-" : "+", &all.at[i]);
        good = false;
    }
    if (!good) {
        bytes_printf(why, "  what came (%zu lines):\n", got.count);
        show_lines(why, "+", &got, 0, got.count);
    }
    free(all.at);
    free(got.at);
    return good;
}

bool compare_contains(const struct bytes *lines, const struct bytes *actual, struct bytes *why)
{
    return each_line(lines, actual, true, why);
}

bool compare_lacks(const struct bytes *lines, const struct bytes *actual, struct bytes *why)
{
    return each_line(lines, actual, false, why);
}

/* Returns the JSON values of a text as one array, or NULL with a message. */
static json_t *values_of(const struct bytes *text, const char *whose, struct bytes *why)
{
    json_t *all = json_array();
    const char *at = bytes_text(text), *end = at + text->len;
    json_error_t wrong;

    for (;;) {
        while (at < end && (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r'))
            at++;
        if (at >= end)
            return all;
        json_t *value =
            json_loadb(at, (size_t)(end - at),
                       JSON_DISABLE_EOF_CHECK | JSON_DECODE_ANY | JSON_ALLOW_NUL, &wrong);
        if (!value)
            break;
        json_array_append_new(all, value);
        at += wrong.position;
    }
    struct bytes left = {0};
    bytes_add(&left, at, (size_t)(end - at));
    struct lines shown = lines_of(&left);
    bytes_printf(why, "  %s is not JSON (%s) from here:\n", whose, wrong.text);
    show_lines(why, "+", &shown, 0, shown.count);
    free(shown.at);
    bytes_release(&left);
    json_decref(all);
    return NULL;
}

bool compare_json(const struct bytes *expected, const struct bytes *actual, bool ordered,
                  struct bytes *why)
{
    json_t *wanted = values_of(expected, "what is expected", why);
    json_t *got = values_of(actual, "what came", why);
    bool same = wanted && got && same_array(wanted, got, ordered, "", why);

    json_decref(wanted);
    json_decref(got);
    return same;
}

bool compare_count(const char *pattern, long n, const struct bytes *actual, struct bytes *why)
{
    struct lines all = lines_of(actual);
    long found = 0;

    for (size_t i = 0; i < all.count; i++) {
        struct bytes line = {.at = (char *)all.at[i].at, .len = all.at[i].len};
        found += bytes_find(&line, 0, pattern, strlen(pattern)) >= 0;
    }
    if (found != n) {
        bytes_printf(why, "  expected %ld lines with '%s', there are %ld; what came:\n", n, pattern,
                     found);
        show_lines(why, "+", &all, 0, all.count);
    }
    free(all.at);
    return found == n;
}
