/* A decoder tells ten lines of each frame, so nothing here is done byte by byte or copied. */
#include "probe/lines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"

enum { PIECE = 1 << 16 };

/* The end of the line that begins at `at`; NULL: it is not there yet. */
static char *end_of(char *at, size_t len)
{
    char *newline = memchr(at, '\n', len);
    char *back = memchr(at, '\r', newline ? (size_t)(newline - at) : len);

    return back ? back : newline;
}

static void hand_on(char *line, size_t len, probe_take_line *take, void *self)
{
    line[len < PROBE_LINE_MOST ? len : PROBE_LINE_MOST] = '\0';
    take(self, line);
}

/* Hands on the whole lines among the first len bytes, and keeps the rest. */
static void split(struct probe_lines *lines, size_t len, probe_take_line *take, void *self)
{
    char *at = lines->at, *end;

    while ((end = end_of(at, len)) != NULL) {
        hand_on(at, (size_t)(end - at), take, self);
        len -= (size_t)(end + 1 - at);
        at = end + 1;
    }
    lines->held = len < PROBE_LINE_MOST ? len : PROBE_LINE_MOST;
    memmove(lines->at, at, lines->held);
}

bool probe_lines_read(struct probe_lines *lines, int fd, probe_take_line *take, void *self)
{
    if (!lines->at)
        lines->at = cvi_alloc(PROBE_LINE_MOST + PIECE + 1);
    char *into = lines->at + lines->held;
    ssize_t got = read(fd, into, PIECE);

    if (got < 0)
        return errno == EINTR || errno == EAGAIN;
    if (got == 0) {
        if (lines->held)
            hand_on(lines->at, lines->held, take, self);
        lines->held = 0;
        return false;
    }
    for (char *nul = into; (nul = memchr(nul, '\0', (size_t)(into + got - nul))) != NULL;)
        *nul = '?';
    split(lines, lines->held + (size_t)got, take, self);
    return true;
}

void probe_lines_release(struct probe_lines *lines)
{
    free(lines->at);
    *lines = (struct probe_lines){0};
}
