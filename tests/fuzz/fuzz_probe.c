/* Fuzzes ffmpeg's log and progress: all reads stay within the line, no invented time exceeds the
 * limit, and findings have the format of records. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz_finding.h"
#include "probe/judge.h"
#include "probe/log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char subject[] = "file:x";

/* Maximum for the times of a film; lib/probe/log.c accepts up to three years. */
enum { MOST_S = 100000000 };

static void check_line(const char *line)
{
    struct probe_line read;

    if (!probe_line_read(line, subject, &read))
        return;
    if (!memchr(read.part, '\0', sizeof read.part) || read.text < line ||
        read.text > line + strlen(line))
        __builtin_trap();
    for (int after_seek = 0; after_seek < 2; after_seek++) {
        enum probe_meaning meaning = probe_judge(&read, after_seek);
        if (meaning > PROBE_NO_STREAM || (read.level == PROBE_INFO && meaning != PROBE_NOTHING))
            __builtin_trap();
    }
}

static void check_times(const struct probe_log *log)
{
    if (!(log->end_s == -1 || (log->end_s >= 0 && log->end_s < MOST_S)) ||
        !(log->now_s == -1 || (log->now_s >= 0 && log->now_s < MOST_S)) ||
        !(log->duration_s == -1 || log->duration_s >= 0) || isinf(log->duration_s))
        __builtin_trap();
}

static void feed(struct probe_log *log, const char *line)
{
    double before_s = log->end_s;

    check_line(line);
    probe_log_line(log, line);
    check_times(log);
    before_s = log->end_s > before_s ? log->end_s : before_s;
    if (probe_log_progress(log, line) != (log->end_s > before_s))
        __builtin_trap();
    check_times(log);
}

/* Feeds the lines in order. Bytes after a zero byte in a line are ignored. */
static void feed_all(struct probe_log *log, const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);

    memcpy(text, data, size);
    text[size] = '\0';
    for (char *line = text, *end = text + size; line <= end;) {
        char *stop = memchr(line, '\n', (size_t)(end - line));
        size_t len = stop ? (size_t)(stop - line) : (size_t)(end - line);
        /* A copy that ends at the end of the line, so that a sanitizer detects reads past it. */
        char *exact = malloc(len + 1);

        memcpy(exact, line, len);
        exact[len] = '\0';
        feed(log, exact);
        free(exact);
        line += len + 1;
    }
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { SAMPLED = 1, COMPLETE = 2 };
    struct probe_log *log = malloc(sizeof *log);
    struct findings findings = {.count = 0};
    unsigned how = size ? data[0] : 0;
    double decoded_s = -1, damaged_s = -1;

    probe_log_start(log, subject, how & SAMPLED);
    if (size)
        feed_all(log, data + 1, size - 1);
    probe_log_end(log, how & COMPLETE, &findings, &decoded_s, &damaged_s);
    if (!(decoded_s >= 0 && decoded_s < MOST_S) ||
        !(damaged_s >= 0 && damaged_s <= PROBE_MOST_SECONDS) ||
        (log->duration_s > 0 && damaged_s > log->duration_s))
        __builtin_trap();
    fuzz_findings(&findings);
    free(log);
    return 0;
}
