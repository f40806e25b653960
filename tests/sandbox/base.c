/* Helpers of the stand-in that the library does not have. */
#include "base.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void *base_grow_take(void *old, size_t count, size_t size)
{
    /* Grows at powers of two, so that thirty thousand titles are not copied that many times. */
    if (count & (count - 1))
        return old;
    return cvi_realloc(old, (count ? count * 2 : 1) * size);
}

int64_t base_number(const char *text, int64_t fallback)
{
    char *end;

    if (!text || !*text)
        return fallback;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    return errno || *end ? fallback : number;
}

char *base_time(int64_t time, bool with_milliseconds)
{
    time_t seconds = (time_t)(time / 1000);
    struct tm parts;
    char text[32];

    gmtime_r(&seconds, &parts);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    return with_milliseconds ? cvi_format("%s.%03dZ", text, (int)(time % 1000))
                             : cvi_format("%sZ", text);
}

char *base_date(int64_t time)
{
    time_t seconds = (time_t)(time / 1000);
    struct tm parts;
    char text[64];

    gmtime_r(&seconds, &parts);
    strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return cvi_strdup(text);
}

/* text_fold joins the words around an apostrophe; here it separates them: "ann-s-list". */
char *base_slug(const char *name)
{
    static const char curly[] = "\u2019";
    struct buf parted = BUF_INIT(SIZE_MAX);

    for (const char *at = name; *at; at++) {
        bool is_curly = strncmp(at, curly, strlen(curly)) == 0;

        buf_putc(&parted, *at == '\'' || is_curly ? ' ' : *at);
        at += is_curly ? strlen(curly) - 1 : 0;
    }
    char *slug = text_fold(buf_text(&parted));
    for (char *at = slug; *at; at++)
        if (*at == ' ')
            *at = '-';
    buf_release(&parted);
    return slug;
}
