/* Answers that no server should give: a table of texts, and functions for other behaviour. */
#include "hostile.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define OK "HTTP/1.1 200 OK\r\nX-Runtime: 0.01\r\nContent-Type: application/json\r\n"
#define LENGTH(n) "Content-Length: " n "\r\n"

/* Size in bytes of a block that is sent repeatedly. */
enum { BLOCK = 16384, BIG_HEADER = 10 << 20 };

/* Sends the text, and closes the connection properly. */
static void say(struct guest *guest, const struct act *act)
{
    if (guest_read_request(guest))
        guest_say(guest, act->text);
}

/* Does the same, but ends with a RST. */
static void say_and_reset(struct guest *guest, const struct act *act)
{
    say(guest, act);
    guest_reset(guest);
}

/* Does the same, and then hangs forever. */
static void say_and_hang(struct guest *guest, const struct act *act)
{
    say(guest, act);
    guest_wait_for_end(guest);
}

/* Sends the text without waiting for the request. */
static void say_early(struct guest *guest, const struct act *act)
{
    guest_say(guest, act->text);
    guest_wait_for_end(guest);
}

static void close_at_once(struct guest *guest, const struct act *act)
{
    (void)act;
    guest_log(guest, "-");
}

static void say_for_ever(struct guest *guest, const struct act *act)
{
    const char *bar = strchr(act->text, '|'); /* the text after it is repeated */
    size_t length = strlen(bar + 1), filled = 0;
    char block[BLOCK];

    while (filled + length < sizeof block) {
        memcpy(block + filled, bar + 1, length);
        filled += length;
    }
    if (!guest_read_request(guest) || !guest_send(guest, act->text, (size_t)(bar - act->text)))
        return;
    while (guest_send(guest, block, filled))
        ;
}

static void big_header(struct guest *guest, const struct act *act)
{
    char block[BLOCK];
    bool wanted = guest_read_request(guest) && guest_say(guest, OK "X-Big: ");

    memset(block, 'x', sizeof block);
    for (size_t sent = 0; wanted && sent < BIG_HEADER; sent += sizeof block)
        wanted = guest_send(guest, block, sizeof block);
    if (wanted)
        guest_say(guest, act->text);
}

static void drip(struct guest *guest, const struct act *act)
{
    bool wanted = guest_read_request(guest);

    for (const char *c = act->text; wanted && *c; c++)
        wanted = guest_send(guest, c, 1);
}

/* Sends the text with a NUL for each '@'. */
static void say_with_nul(struct guest *guest, const struct act *act)
{
    char text[1024];
    size_t length = strlen(act->text);

    for (size_t i = 0; i < length; i++)
        text[i] = (char)(act->text[i] == '@' ? '\0' : act->text[i]);
    if (guest_read_request(guest))
        guest_send(guest, text, length);
}

static void redirect(struct guest *guest, const struct act *act)
{
    char *text = cvi_format("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%u/elsewhere\r\n%s",
                            guest->own_port, act->text);

    if (guest_read_request(guest))
        guest_say(guest, text);
    free(text);
}

const struct act acts[] = {
    {"good", say, OK LENGTH("2") "\r\n[]", false, "a whole answer, an empty array"},
    {"drip", drip, OK LENGTH("2") "\r\n[]", false, "the same, a byte at a time"},
    {"continue", say, "HTTP/1.1 100 Continue\r\nX-Runtime: 1\r\n\r\n" OK LENGTH("2") "\r\n[]",
     false, "the same, behind a 100 Continue"},
    {"no-length", say, OK "\r\n[]", false, "the same, ended by the end of the connection"},
    {"extra-answer", say, OK LENGTH("2") "\r\n[]" OK LENGTH("2") "\r\n{}", false,
     "the same, and one that nobody asked for"},
    {"duplicate-headers", say,
     OK "X-Runtime: 2\r\nContent-Type: text/html\r\n" LENGTH("2") "\r\n[]", false,
     "the same, with headers that come twice"},
    {"trailers", say,
     OK "Transfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\nContent-Type: text/html\r\n"
        "Content-Length: many\r\nRetry-After: 7200\r\n\r\n",
     false, "the same, with fields after the body that contradict the head"},
    {"early-answer", say_early, OK LENGTH("2") "\r\n[]", false,
     "the same, before the request is read"},
    {"close-at-once", close_at_once, "", false, "closed before the request is read"},
    {"close", say, "", false, "closed without an answer"},
    {"reset", say_and_reset, "", false, "RST without an answer"},
    {"status-torn", say, "HTTP/1.1 2", false, "ends within the status line"},
    {"header-torn", say, OK "X-Ratelim", false, "ends within a header"},
    {"header-reset", say_and_reset, OK "X-Ratelim", false, "RST within a header"},
    {"body-missing", say, OK LENGTH("20") "\r\n", false, "ends before the body"},
    {"length-too-long", say, OK LENGTH("20") "\r\n[]", false, "the body is shorter than announced"},
    {"body-reset", say_and_reset, OK LENGTH("20") "\r\n[{\"type\":", false, "RST within the body"},
    {"length-too-short", say, OK LENGTH("1") "\r\n[]", false, "the body is longer than announced"},
    {"length-negative", say, OK LENGTH("-5") "\r\n[]", false, "a body of -5 bytes"},
    {"length-absurd", say, OK LENGTH("99999999999999999999999") "\r\n[]", false,
     "a body of 10^23 bytes"},
    {"length-huge", say, OK LENGTH("9000000000") "\r\n[]", false, "a body of 9 GB"},
    {"length-word", say, OK LENGTH("many") "\r\n[]", false, "a length that is no number"},
    {"two-lengths", say, OK LENGTH("20") LENGTH("2") "\r\n[]", false, "two lengths that differ"},
    {"chunk-torn", say, OK "Transfer-Encoding: chunked\r\n\r\n5\r\n[", false,
     "ends within a chunk"},
    {"chunk-unended", say, OK "Transfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n", false,
     "ends before the last chunk"},
    {"chunk-bad-size", say, OK "Transfer-Encoding: chunked\r\n\r\nzz\r\n[]\r\n0\r\n\r\n", false,
     "a chunk of zz bytes"},
    {"chunk-huge", say, OK "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n[]", false,
     "a chunk of 2^72 bytes"},
    {"endless-header", say_for_ever, OK "X-Endless: |xxxxxxxxxxxxxxx", false,
     "a header that does not end"},
    {"many-headers", say_for_ever, OK "|X-Many: 1\r\n", false, "headers without end"},
    {"big-header", big_header, "\r\n" LENGTH("2") "\r\n[]", false, "a header of 10 MiB"},
    {"continue-flood", say_for_ever, "|HTTP/1.1 100 Continue\r\n\r\n", false,
     "100 Continue without end"},
    {"endless-body", say_for_ever, OK "\r\n[|               ", false, "a body without end"},
    {"only-1xx", say, "HTTP/1.1 103 Early Hints\r\n\r\n", false, "ends behind an interim answer"},
    {"http-0.9", say, "<html><body>Hello.</body></html>\n", false, "HTML without any header"},
    {"garbage", say, "SSH-2.0-OpenSSH_9.2\r\n\001\002\377\376\r\n", false, "another protocol"},
    {"bad-version", say, "HTTP/7.3 200 OK\r\n" LENGTH("2") "\r\n[]", false, "HTTP/7.3"},
    {"status-999", say, "HTTP/1.1 999 Odd\r\n" LENGTH("0") "\r\n", false,
     "a status that there is not"},
    {"nul-in-header", say_with_nul, OK "X-Nul: a@b\r\n" LENGTH("2") "\r\n[]", false,
     "a NUL in a header"},
    {"bad-gzip", say, OK "Content-Encoding: gzip\r\n" LENGTH("2") "\r\n[]", false,
     "says gzip, and is not"},
    {"unknown-encoding", say, OK "Content-Encoding: rot13\r\n" LENGTH("2") "\r\n[]", false,
     "an encoding that there is not"},
    {"redirect", redirect, LENGTH("0") "\r\n", false, "sends us elsewhere, here"},
    {"early-413", say_early, "HTTP/1.1 413 Too Large\r\nConnection: close\r\n" LENGTH("0") "\r\n",
     false, "413 before the request is read"},
    {"hang", say_and_hang, "", false, "no answer, and the connection stays"},
    {"stall", say_and_hang, OK LENGTH("20") "\r\n[", false,
     "half an answer, and the connection stays"},
    {0},
};
