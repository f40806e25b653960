/* Replaces the beginnings of paths. A FROM matches whole components of a path only. */
#include "extract/prefix.h"

#include <stdlib.h>
#include <string.h>

enum { PREFIX_MAX = 4096 }; /* maximum bytes of FROM or TO */

struct prefix {
    char *from;   /* without trailing slashes; "" for "/" */
    char *to;     /* likewise */
    char *shown;  /* FROM as the user wrote it */
    bool windows; /* FROM is a Windows path */
    bool used;    /* it has matched a path */
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Returns whether the path is a Windows path: "C:\Films", "c:/films", "\\nas\films". */
static bool is_windows(const char *path)
{
    return strncmp(path, "\\\\", 2) == 0 ||
           (is_letter(path[0]) && path[1] == ':' &&
            (path[2] == '\\' || path[2] == '/' || path[2] == '\0'));
}

/* Returns the path without trailing separators, as a new string. */
static char *trimmed(const char *path, size_t len, bool windows)
{
    while (len && (path[len - 1] == '/' || (windows && path[len - 1] == '\\')))
        len--;
    return cvi_strndup(path, len);
}

bool prefixes_add(struct prefixes *p, const char *pair, struct why *why)
{
    const char *equals = strchr(pair, '=');

    if (!equals || equals == pair || !equals[1])
        return why_set(why, EX_USAGE, "'%s' is not FROM=TO (example: /data=/mnt/films)", pair);
    if (strlen(equals) > PREFIX_MAX || equals - pair > PREFIX_MAX)
        return why_set(why, EX_USAGE, "a path is longer than %d bytes", PREFIX_MAX);

    char *shown = cvi_strndup(pair, (size_t)(equals - pair));
    bool windows = is_windows(shown);
    p->at = cvi_realloc(p->at, (p->count + 1) * sizeof *p->at);
    p->at[p->count++] = (struct prefix){
        .from = trimmed(shown, strlen(shown), windows),
        .to = trimmed(equals + 1, strlen(equals + 1), is_windows(equals + 1)),
        .shown = shown,
        .windows = windows,
    };
    return true;
}

static bool is_same(char a, char b, bool windows)
{
    if (a == b)
        return true;
    if (!windows)
        return false;
    if ((a == '/' || a == '\\') && (b == '/' || b == '\\'))
        return true;
    return is_letter(a) && is_letter(b) && (a | 0x20) == (b | 0x20);
}

/* Returns whether the path is prefix->from, or below it. */
static bool fits(const struct prefix *prefix, const char *path)
{
    const char *from = prefix->from;

    for (; *from; from++, path++) {
        if (!*path || !is_same(*from, *path, prefix->windows))
            return false;
    }
    if (!*path)
        return *prefix->from; /* `from` is "" for "/"; an empty path is not below "/" */
    return *path == '/' || (prefix->windows && *path == '\\');
}

bool prefixes_map(struct prefixes *p, const char *path, struct buf *out)
{
    struct prefix *best = NULL;
    const char *rest;

    for (size_t i = 0; i < p->count; i++) {
        if (fits(&p->at[i], path) && (!best || strlen(p->at[i].from) > strlen(best->from)))
            best = &p->at[i];
    }
    if (!best)
        return false;
    best->used = true;
    rest = path + strlen(best->from);
    buf_puts(out, *best->to || *rest ? best->to : "/");
    for (; *rest; rest++)
        buf_putc(out, best->windows && *rest == '\\' ? '/' : *rest);
    return true;
}

const char *prefixes_unused(const struct prefixes *p, size_t *place)
{
    while (*place < p->count) {
        const struct prefix *prefix = &p->at[(*place)++];

        if (!prefix->used)
            return prefix->shown;
    }
    return NULL;
}

void prefixes_release(struct prefixes *p)
{
    for (size_t i = 0; i < p->count; i++) {
        free(p->at[i].from);
        free(p->at[i].to);
        free(p->at[i].shown);
    }
    free(p->at);
    *p = (struct prefixes){0};
}
