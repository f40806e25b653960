/* Determines the time when a file was collected. */
#include "add/collected.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "record/record.h"

enum { MOST_PATH = 1 << 16, NS_PER_MS = 1000000 };

#define MOST_TIME_S 253402300799 /* 9999-12-31T23:59:59Z */

char *add_exact_path(const json_t *record)
{
    struct buf path = BUF_INIT(MOST_PATH);

    if (json_object_get(record, "filename_b64") && record_add_path(record, &path))
        return buf_detach(&path);
    buf_release(&path);
    return NULL;
}

/* Writes `at` to `time` in the form "2026-10-01T08:00:00.000Z". Writes "" if `at` is before 1970 or
 * after the year 9999. */
static void set_time(char time[COPY_TIME], const struct timespec *at)
{
    char text[CLOCK_TEXT];

    time[0] = '\0';
    if (at->tv_sec <= 0 || at->tv_sec > MOST_TIME_S)
        return;
    clock_text(at->tv_sec, text);
    snprintf(time, COPY_TIME, "%.19s.%03uZ", text, (unsigned)(at->tv_nsec / NS_PER_MS) % 1000);
}

struct copy add_collected(const struct copy *copy, const struct copy *there, const char *path)
{
    struct copy sent = *copy;
    struct stat about;

    if (sent.collected_at[0])
        return sent;
    if (there && there->collected_at[0])
        memcpy(sent.collected_at, there->collected_at, sizeof sent.collected_at);
    else if (path && stat(path, &about) == 0 && S_ISREG(about.st_mode))
        set_time(sent.collected_at, &about.st_mtim);
    return sent;
}
