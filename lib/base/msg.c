/* Prints messages in the form "program: object: what is wrong". */
#include "base/msg.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 1024 };

static const char *prog = "cvi";
static const char *own_name = "cvi";
static const char *called_as;
static enum msg_level level = MSG_NORMAL;
static const struct msg_screen no_screen;
static const struct msg_screen *in_use = &no_screen;
static bool ending; /* set when the program exits early; memory in use is then not a leak */

/* LeakSanitizer calls this function, and does not check for leaks if the result is not 0. Weak,
 * because tests define their own version. */
__attribute__((weak)) int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
    return ending;
}

void msg_called_as(const char *value)
{
    called_as = value;
}

void msg_start(const char *name)
{
    size_t len = strlen(name);

    prog = own_name = name;
    if (called_as && strncmp(called_as, name, len) == 0 && called_as[len] == '=' &&
        called_as[len + 1])
        prog = called_as + len + 1;
}

void msg_set_level(enum msg_level new_level)
{
    level = new_level;
}

enum msg_level msg_get_level(void)
{
    return level;
}

void msg_use_screen(const struct msg_screen *screen)
{
    in_use = screen ? screen : &no_screen;
}

const struct msg_screen *msg_screen(void)
{
    return in_use;
}

void msg_say(const char *bytes, size_t len)
{
    if (in_use->say) {
        in_use->say(bytes, len);
        return;
    }
    /* If a message cannot be written, it is lost. */
    ssize_t ignored = write(STDERR_FILENO, bytes, len);
    (void)ignored;
}

const char *msg_program(void)
{
    return prog;
}

const char *msg_own_name(void)
{
    return own_name;
}

void msg_use_own_name(void)
{
    prog = own_name;
}

bool msg_unshowable(long code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x202a && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0x200e || code == 0x200f ||
           code == 0x61c || code == 0x2028 || code == 0x2029;
}

/* Returns the length of the UTF-8 character at the start of `text`, and sets *code. Returns 0 for
 * most ill-formed characters, including stray bytes from 0x80 to 0x9f, which some terminals treat
 * as control characters. text_is_utf8 has the full check. */
static size_t char_at(const char *text, long *code)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t len = at[0] < 0x80 ? 1 : at[0] < 0xc2 ? 0 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;

    if (at[0] > 0xf4)
        return 0;
    *code = len < 2 ? at[0] : at[0] & (0xff >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
        *code = *code << 6 | (at[i] & 0x3f);
    }
    return len;
}

/* Replaces ill-formed and unshowable characters with '?', in place. Returns the new length. */
static size_t make_showable(char *line)
{
    char *to = line;

    for (const char *from = line; *from;) {
        long code = 0;
        size_t len = char_at(from, &code);

        if (!len || msg_unshowable(code)) {
            *to++ = '?';
        } else {
            memmove(to, from, len);
            to += len;
        }
        from += len ? len : 1;
    }
    return (size_t)(to - line);
}

__attribute__((format(printf, 1, 0))) static void say(const char *format, va_list args)
{
    char line[LINE_MAX_BYTES];
    size_t used = (size_t)snprintf(line, sizeof line, "%s: ", prog);
    int more = vsnprintf(line + used, sizeof line - used - 1, format, args);

    if (more < 0)
        return;
    used = make_showable(line);
    line[used++] = '\n';
    msg_say(line, used);
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

void msg_lines(void (*print)(const char *format, ...), const char *text)
{
    for (size_t len; *text; text += len + (text[len] == '\n')) {
        len = strcspn(text, "\n");
        if (len)
            print("%.*s", (int)len, text);
    }
}

static _Noreturn void end(int status)
{
    ending = true;
    exit(status);
}

void msg_die(int status, const char *format, ...)
{
    SAY_ALL(format);
    end(status);
}

void msg_die_why(const struct why *why)
{
    msg_die(why->status, "%s", why->text);
}

void msg_exit(int status)
{
    end(status);
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
