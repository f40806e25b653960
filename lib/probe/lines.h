/* Lines of what a decoder says, read in large pieces. */
#ifndef PROBE_LINES_H
#define PROBE_LINES_H

#include <stdbool.h>
#include <stddef.h>

enum { PROBE_LINE_MOST = 4096 }; /* bytes of a line; what is longer is cut */

/* What is not a whole line yet. Zeroed is nothing; to be released. */
struct probe_lines {
    char *at;
    size_t held;
};

/* Takes a line, without its end; borrowed until it returns. */
typedef void probe_take_line(void *self, const char *line);

/*
 * Reads once what is there, and hands on whole lines, which end with newline or carriage return;
 * at the end, what is left. NUL becomes '?'. False at the end, or when reading fails. */
bool probe_lines_read(struct probe_lines *lines, int fd, probe_take_line *take, void *self);
void probe_lines_release(struct probe_lines *lines);

#endif
