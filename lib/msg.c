/* One voice for all programs: "prog: object: what is wrong". */
#include "msg.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 1024 };

static const char *prog = "cvi";
static enum msg_level level = MSG_NORMAL;

void msg_start(const char *name)
{
    prog = name;
}

void msg_set_level(enum msg_level wanted)
{
    level = wanted;
}

enum msg_level msg_get_level(void)
{
    return level;
}

const char *msg_program(void)
{
    return prog;
}

static bool is_control(unsigned char c)
{
    return c < 0x20 || c == 0x7f;
}

__attribute__((format(printf, 1, 0))) static void say(const char *format, va_list args)
{
    char line[LINE_MAX_BYTES];
    size_t used = (size_t)snprintf(line, sizeof line, "%s: ", prog);
    int more = vsnprintf(line + used, sizeof line - used - 1, format, args);

    if (more < 0)
        return;
    used += strlen(line + used);
    for (size_t i = 0; i < used; i++) {
        if (is_control((unsigned char)line[i]))
            line[i] = '?';
    }
    line[used++] = '\n';
    /* Nothing can be done for a diagnostic that cannot be written. */
    ssize_t ignored = write(STDERR_FILENO, line, used);
    (void)ignored;
}

#define SAY_ALL(format)                                                                            \
    do {                                                                                           \
        va_list args;                                                                              \
        va_start(args, format);                                                                    \
        say(format, args);                                                                         \
        va_end(args);                                                                              \
    } while (0)

void msg_warn(const char *format, ...)
{
    SAY_ALL(format);
}

void msg_note(const char *format, ...)
{
    if (level > MSG_QUIET)
        SAY_ALL(format);
}

void msg_more(const char *format, ...)
{
    if (level >= MSG_VERBOSE)
        SAY_ALL(format);
}

void msg_die(int status, const char *format, ...)
{
    SAY_ALL(format);
    exit(status);
}

void msg_die_why(const struct why *why)
{
    msg_die(why->status, "%s", why->text);
}

void msg_exit(int status)
{
    exit(status);
}

bool why_set(struct why *why, int status, const char *format, ...)
{
    va_list args;

    if (!why)
        return false;
    why->status = status;
    va_start(args, format);
    vsnprintf(why->text, sizeof why->text, format, args);
    va_end(args);
    return false;
}

int msg_worse(int one, int other)
{
    return one > other ? one : other;
}
