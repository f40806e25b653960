/* Functions shared by the walks: reading with limits, numbers, findings, places to check. */
#include "walk/walker.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const unsigned char *walker_at(struct walker *w, uint64_t offset, size_t len)
{
    const unsigned char *bytes;

    if (w->stopped)
        return NULL;
    if (walk_source_cost(w->source) >= w->most_bytes) {
        walker_limit(w, offset, "bytes to read");
        return NULL;
    }
    bytes = walk_source_at(w->source, offset, len);
    if (!bytes && walk_source_error(w->source, NULL))
        w->stopped = true;
    return bytes;
}

bool walker_step(struct walker *w)
{
    if (w->stopped)
        return false;
    if (++w->elements <= w->most_elements)
        return true;
    walker_limit(w, UINT64_MAX, "elements");
    return false;
}

static void say(struct walker *w, enum finding_weight weight, enum finding_code code,
                uint64_t offset, const char *detail, va_list args)
    __attribute__((format(printf, 5, 0)));

static void say(struct walker *w, enum finding_weight weight, enum finding_code code,
                uint64_t offset, const char *detail, va_list args)
{
    struct finding finding = {
        .code = code,
        .weight = weight,
        .stream = w->stream,
        .offset = offset > INT64_MAX ? -1 : (int64_t)offset,
        .seconds = -1,
    };
    char text[sizeof finding.detail];

    if (vsnprintf(text, sizeof text, detail, args) < 0)
        text[0] = '\0';
    finding_add(w->findings, &finding, "%s", text);
}

void walker_note(struct walker *w, enum finding_code code, uint64_t offset, const char *detail, ...)
{
    va_list args;

    va_start(args, detail);
    say(w, FINDING_NOTE, code, offset, detail, args);
    va_end(args);
}

void walker_doubt(struct walker *w, enum finding_code code, uint64_t offset, const char *detail,
                  ...)
{
    va_list args;

    va_start(args, detail);
    say(w, FINDING_SUSPICIOUS, code, offset, detail, args);
    va_end(args);
}

void walker_blame(struct walker *w, enum finding_code code, uint64_t offset, const char *detail,
                  ...)
{
    va_list args;

    va_start(args, detail);
    say(w, FINDING_CORRUPT, code, offset, detail, args);
    va_end(args);
}

void walker_limit(struct walker *w, uint64_t offset, const char *of_what)
{
    if (!w->stopped) {
        w->stream = '\0';
        walker_doubt(w, FINDING_LIMIT, offset, "too many %s", of_what);
    }
    w->stopped = true;
}

void walker_padding(struct walker *w, uint64_t start, uint64_t end)
{
    if (w->padding_count < WALKER_PADDINGS)
        w->paddings[w->padding_count++] = (struct walk_range){start, end};
}

bool walker_is_zero(struct walker *w, uint64_t start, uint64_t end, uint64_t most)
{
    static const unsigned char zeros[4096];

    if (end > w->size)
        end = w->size;
    if (end > start && end - start > most)
        end = start + most;
    if (start >= end)
        return false;
    while (start < end) {
        size_t len = end - start > sizeof zeros ? sizeof zeros : (size_t)(end - start);
        const unsigned char *bytes = walker_at(w, start, len);
        if (!bytes || memcmp(bytes, zeros, len) != 0)
            return false;
        start += len;
    }
    return true;
}

void walker_trailing(struct walker *w, uint64_t at, const char *last)
{
    enum { FEW = 16 }; /* a run of up to this many zero bytes is padding */
    uint64_t len = w->size - at;

    if (at >= w->size || w->stopped)
        return;
    if (!walker_is_zero(w, at, w->size, 65536)) {
        if (!w->stopped)
            walker_doubt(w, FINDING_TRAILING_JUNK, at, "%llu bytes after %s",
                         (unsigned long long)len, last);
    } else if (len <= FEW) {
        walker_note(w, FINDING_TRAILING_JUNK, at, "%u zero bytes after %s", (unsigned)len, last);
    } else {
        walker_doubt(w, FINDING_ZEROS, at, "%llu bytes after %s, apparently zeros",
                     (unsigned long long)len, last);
    }
}

uint64_t walker_resume(struct walker *w, uint64_t at, uint64_t again, const char *unit)
{
    char last[32];

    if (w->stopped)
        return w->size;
    if (again == UINT64_MAX) {
        snprintf(last, sizeof last, "the last %s", unit);
        walker_trailing(w, at, last);
        return w->size;
    }
    walker_blame(w, FINDING_LOST_SYNC, at, "no %s where one is expected; the next one is at %llu",
                 unit, (unsigned long long)again);
    return again;
}

void walker_vacant(struct walker *w, uint64_t at, bool is_end, const char *unit)
{
    if (is_end)
        walker_resume(w, at, UINT64_MAX, unit);
    else if (!w->stopped)
        walker_blame(w, FINDING_LOST_SYNC, at, "no %ss near here", unit);
}

bool walker_takes_all(const struct walker *w, uint64_t most)
{
    return w->size <= (w->whole ? w->whole : most);
}

uint64_t walker_search(struct walker *w, uint64_t from, uint64_t most, const void *pattern,
                       size_t len)
{
    const unsigned char *needle = pattern;
    uint64_t end = walker_sum(from, most) > w->size ? w->size : from + most;

    while (from < end && end - from >= len) {
        size_t piece = end - from > 32768 ? 32768 : (size_t)(end - from);
        const unsigned char *bytes = walker_at(w, from, piece);
        if (!bytes)
            break;
        for (const unsigned char *p = bytes, *last = bytes + piece - len; p <= last; p++) {
            p = memchr(p, needle[0], (size_t)(last - p) + 1);
            if (!p)
                break;
            if (memcmp(p, needle, len) == 0)
                return from + (uint64_t)(p - bytes);
        }
        from += piece - len + 1;
    }
    return UINT64_MAX;
}

uint64_t walker_place(uint64_t start, uint64_t end, uint64_t room, unsigned n, unsigned count)
{
    uint64_t span = end > start && end - start > room ? end - start - room : 0;

    if (count < 2 || n + 1 >= count)
        return n + 1 >= count ? start + span : start;
    return start + span / (count - 1) * n;
}

uint64_t walker_sum(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

const char *walker_fourcc(const unsigned char *code, char text[5])
{
    for (int i = 0; i < 4; i++)
        text[i] = (char)(code[i] < ' ' || code[i] > '~' ? '?' : code[i]);
    text[4] = '\0';
    return text;
}
