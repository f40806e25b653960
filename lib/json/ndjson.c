/* Reads and writes newline-delimited JSON. Uses read(2) and write(2), because it must know whether
 * a buffer has a complete line. */
#include "json/ndjson.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

enum {
    READ_BYTES = 65536,
    FLUSH_BYTES = 65536,
    MOST_COUNTED = 1 << 28, /* bytes; see ndjson_count_lines */
};

static struct buf out = {.max = (size_t)1 << 30};

/* The second destination of all output (see ndjson_tee). */
static struct {
    int fd; /* -1: none */
    const char *name;
    bool failed;
} tee = {.fd = -1};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void trim(const struct ndjson_in *in, const char **text, size_t *len)
{
    if (in->line == 1 && *len >= 3 && memcmp(*text, "\xef\xbb\xbf", 3) == 0) {
        *text += 3;
        *len -= 3;
    }
    while (*len && is_blank((*text)[*len - 1]))
        --*len;
    while (*len && is_blank(**text)) {
        ++*text;
        --*len;
    }
}

static size_t digits_at(const char *at)
{
    return strspn(at, "0123456789");
}

/* Returns the length of the JSON number at `at`; 0 if there is no valid number. */
static size_t number_at(const char *at)
{
    const char *c = at + (*at == '-');
    size_t whole = digits_at(c);

    if (!whole || (whole > 1 && *c == '0'))
        return 0;
    c += whole;
    if (*c == '.') {
        if (!digits_at(c + 1))
            return 0;
        c += 1 + digits_at(c + 1);
    }
    if (*c == 'e' || *c == 'E') {
        const char *power = c[1] == '-' || c[1] == '+' ? c + 2 : c + 1;

        if (!digits_at(power))
            return 0;
        c = power + digits_at(power);
    }
    return (size_t)(c - at);
}

/* Returns whether the integer at `at` is too large for Jansson. */
static bool overflows(const char *at)
{
    errno = 0;
    strtoll(at, NULL, 10);
    return errno == ERANGE;
}

/* If the number at `at` is too large for Jansson, replaces it, in place, with a valid one of the
 * same length (see ndjson_load). Leaves invalid numbers unchanged. Returns the number's length. */
static size_t tame_number(char *at)
{
    /* An exponent that replaces the last four digits of an integer. */
    static const char tail[] = {'e', '0', '0', '4'};
    size_t len = strspn(at, "-+.eE0123456789");
    bool whole = digits_at(at + (*at == '-')) + (*at == '-') == len;

    if (number_at(at) != len || (whole && !overflows(at)))
        return len;
    if (whole && len < 300) {
        memcpy(at + len - sizeof tail, tail, sizeof tail);
    } else if (whole || isinf(strtod(at, NULL))) {
        memset(at, ' ', len);
        *at = '0';
    }
    return len;
}

static json_t *load_tamed(const char *text, size_t len, json_error_t *error)
{
    char *copy = cvi_strndup(text, len);
    bool quoted = false;

    for (char *at = copy; *at; at++) {
        if (*at == '"')
            quoted = !quoted;
        else if (quoted && *at == '\\' && at[1])
            at++;
        else if (!quoted && ((*at >= '0' && *at <= '9') || *at == '-'))
            at += tame_number(at) - 1;
    }
    json_t *value = json_loadb(copy, len, 0, error);
    free(copy);
    return value;
}

/* Returns the number of the byte, from 1, at which an error begins. Jansson's position is the end
 * of the token in its message ("near 'TOKEN'"). */
static int first_byte(const json_error_t *error)
{
    const char *quoted = strstr(error->text, " near '");
    int length = quoted ? (int)strlen(quoted + strlen(" near '")) - 1 : 1;

    return length < error->position ? error->position - length + 1 : 1;
}

/* Parses the text with Jansson. `before` is the number of bytes before the text in its line.
 * Returns NULL with `why`. */
static json_t *load_slowly(const char *text, size_t len, int before, struct why *why)
{
    json_error_t error;
    json_t *record;

    if (memchr(text, '\0', len)) { /* Jansson ignores some NUL bytes */
        why_set(why, EX_DATAERR, "not JSON: a NUL byte");
        return NULL;
    }
    record = json_loadb(text, len, 0, &error);
    if (!record && json_error_code(&error) == json_error_numeric_overflow)
        record = load_tamed(text, len, &error);
    if (!record && json_error_code(&error) == json_error_null_character) {
        why_set(why, EX_DATAERR,
                "not a record: \\u0000 (NUL) is not allowed in a name or title, at byte %d",
                before + first_byte(&error));
        return NULL;
    }
    if (!record) {
        why_set(why, EX_DATAERR, "not JSON: %s, at byte %d", error.text,
                before + first_byte(&error));
        return NULL;
    }
    if (!json_is_object(record)) {
        json_decref(record);
        why_set(why, EX_DATAERR, "not a record: expected a JSON object");
        return NULL;
    }
    return record;
}

static json_t *load(const struct pick *pick, const char *text, size_t len, int before,
                    struct why *why)
{
    json_t *record = pick_load(pick, text, len);

    return record ? record : load_slowly(text, len, before, why);
}

json_t *ndjson_load_some(const struct pick *pick, const char *text, size_t len, struct why *why)
{
    return load(pick, text, len, 0, why);
}

json_t *ndjson_load(const char *text, size_t len, struct why *why)
{
    return ndjson_load_some(NULL, text, len, why);
}

/* Finds the next line in the buffer. Returns false if the line is not complete yet. */
static bool next_line(struct ndjson_in *in, const char **text, size_t *len)
{
    size_t left = in->held.len - in->at;
    const char *start = left ? in->held.at + in->at : "";
    const char *end = left ? memchr(start, '\n', left) : NULL;

    if (!end && !(in->ended && (left || in->skipping)))
        return false;
    *text = start;
    *len = end ? (size_t)(end - start) : left;
    in->at += *len + (end ? 1 : 0);
    return true;
}

static enum ndjson_got too_long(struct ndjson_in *in, struct why *why)
{
    in->skipping = false;
    in->was_long = true;
    why_set(why, EX_DATAERR, "the line is longer than %d bytes", NDJSON_LINE_MAX);
    return NDJSON_BAD;
}

enum ndjson_got ndjson_next(struct ndjson_in *in, json_t **record, const char **text, size_t *len,
                            struct why *why)
{
    while (next_line(in, text, len)) {
        const char *start = *text;

        in->line++;
        in->was_long = false;
        if (in->skipping || *len > NDJSON_LINE_MAX)
            return too_long(in, why);
        trim(in, text, len);
        if (*len) {
            *record = load(in->pick, *text, *len, (int)(*text - start), why);
            return *record ? NDJSON_RECORD : NDJSON_BAD;
        }
    }
    if (in->ended)
        return NDJSON_END;
    if (in->held.len - in->at > NDJSON_LINE_MAX) {
        in->skipping = true;
        in->at = in->held.len;
    }
    return NDJSON_MORE;
}

void ndjson_fill(struct ndjson_in *in)
{
    buf_drop(&in->held, in->at);
    in->at = 0;

    ssize_t got = read(in->fd, buf_reserve(&in->held, READ_BYTES), READ_BYTES);
    if (got < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (got < 0)
        msg_die(EX_IOERR, "standard input: cannot be read: %s", strerror(errno));
    in->held.len += (size_t)got;
    in->held.at[in->held.len] = '\0';
    in->ended = got == 0;
}

void ndjson_release(struct ndjson_in *in)
{
    buf_release(&in->held);
}

json_int_t ndjson_count_lines(int fd)
{
    char piece[65536], last = '\n';
    struct stat about;
    off_t at = lseek(fd, 0, SEEK_CUR);
    json_int_t lines = 0;
    ssize_t got;

    if (at < 0 || fstat(fd, &about) != 0 || !S_ISREG(about.st_mode) ||
        about.st_size - at > MOST_COUNTED)
        return -1;
    while ((got = pread(fd, piece, sizeof piece, at)) > 0) {
        for (ssize_t i = 0; i < got; i++)
            lines += piece[i] == '\n';
        last = piece[got - 1];
        at += got;
    }
    return lines + (last != '\n');
}

/* Kills the program with SIGPIPE, so that the shell gets the usual status 141. */
_Noreturn static void reader_gone(void)
{
    if (msg_screen()->leave)
        msg_screen()->leave();
    signal(SIGPIPE, SIG_DFL);
    raise(SIGPIPE);
    msg_exit(141);
}

/* Waits until standard output is writable. Another process that shares the pipe or terminal may
 * have made it non-blocking. */
static void wait_for_reader(void)
{
    struct pollfd ready = {.fd = STDOUT_FILENO, .events = POLLOUT};

    poll(&ready, 1, -1);
}

void ndjson_tee(int fd, const char *name)
{
    tee.fd = fd;
    tee.name = name;
    tee.failed = false;
}

bool ndjson_tee_end(void)
{
    tee.fd = -1;
    return !tee.failed;
}

static void flush_tee(void)
{
    size_t done = 0;

    while (tee.fd >= 0 && done < out.len) {
        ssize_t put = write(tee.fd, out.at + done, out.len - done);

        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0) {
            msg_warn("%s: cannot be written: %s (the remaining output is not saved)", tee.name,
                     strerror(errno));
            tee.failed = true;
            tee.fd = -1;
            return;
        }
        done += (size_t)put;
    }
}

static void flush_output(void)
{
    size_t done = 0;

    while (done < out.len) {
        ssize_t put = write(STDOUT_FILENO, out.at + done, out.len - done);

        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0 && errno == EAGAIN) {
            wait_for_reader();
            continue;
        }
        if (put < 0 && errno == EPIPE)
            reader_gone();
        if (put < 0)
            msg_die(EX_IOERR, "standard output: cannot be written: %s", strerror(errno));
        done += (size_t)put;
    }
    buf_clear(&out);
}

void ndjson_flush(void)
{
    const struct msg_screen *screen = msg_screen();

    flush_tee();
    if (!out.len)
        return;
    if (screen->before_output)
        screen->before_output();
    flush_output();
    if (screen->after_output)
        screen->after_output();
}

static void flush_when_full(void)
{
    if (out.len >= FLUSH_BYTES)
        ndjson_flush();
}

static void end_line(void)
{
    buf_putc(&out, '\n');
    flush_when_full();
}

static bool is_shown(void)
{
    static int shown = -1;

    if (shown < 0)
        shown = isatty(STDOUT_FILENO);
    return shown;
}

static void add_json(const char *text, size_t len)
{
    if (is_shown())
        json_text_guard(&out, text, len);
    else
        buf_add(&out, text, len);
}

/* Appends bytes for a terminal. Keeps an incomplete character at the end for the next call. */
static void add_shown(const char *bytes, size_t len)
{
    static struct buf held = {.max = (size_t)1 << 30};

    buf_add(&held, bytes, len);
    buf_drop(&held, text_show_lines(&out, buf_text(&held), held.len));
}

void ndjson_put(const json_t *value)
{
    json_text_add(&out, value);
    end_line();
}

void ndjson_put_text(const char *text, size_t len)
{
    add_json(text, len);
    end_line();
}

void ndjson_put_bytes(const char *bytes, size_t len)
{
    if (is_shown())
        add_shown(bytes, len);
    else
        buf_add(&out, bytes, len);
    flush_when_full();
}

void ndjson_put_with(const char *text, size_t len, const char *key, const json_t *value)
{
    size_t last = len - 1; /* the closing brace */

    while (last > 1 && (is_blank(text[last - 1]) || text[last - 1] == '\n'))
        last--;
    add_json(text, last);
    buf_puts(&out, text[last - 1] == '{' ? "\"" : ",\"");
    buf_puts(&out, key);
    buf_puts(&out, "\":");
    json_text_add(&out, value);
    buf_putc(&out, '}');
    end_line();
}
