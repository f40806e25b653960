/* Checks the form of a URL character by character. */
#include "http/url.h"

#include <string.h>

#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

enum { MOST_HOST = 253 /* bytes (RFC 1035 2.3.4) */, MOST_URL = 4096 };

/* Returns the length of the decimal number at the start of `text`. Returns 0 if there is no number,
 * if it has leading zeros, or if it is greater than `most`. */
static size_t number_length(const char *text, unsigned most)
{
    size_t length = strspn(text, DIGITS);
    unsigned value = 0;

    if (!length || length > 5 || (text[0] == '0' && length > 1))
        return 0;
    for (size_t i = 0; i < length; i++)
        value = value * 10 + (unsigned)(text[i] - '0');
    return value <= most ? length : 0;
}

/* Returns the length of the IPv4 address at the start of `text`; 0 if there is no address. */
static size_t ipv4_length(const char *text)
{
    size_t length = 0;

    for (int i = 0; i < 4; i++) {
        size_t digits = number_length(text + length, 255);

        if (!digits || (i < 3 && text[length + digits] != '.'))
            return 0;
        length += digits + (i < 3);
    }
    return length;
}

/* Returns the length of the host name at the start of `text`; 0 if not found. The last label
 * must begin with a letter, because otherwise the name may be a number that libcurl rewrites
 * ("0x7f.1"). */
static size_t name_length(const char *text)
{
    size_t length = 0;

    for (;;) {
        size_t part = strspn(text + length, LETTERS DIGITS "-");

        if (!part || length + part > MOST_HOST)
            return 0;
        if (text[length + part] != '.')
            return strchr(LETTERS, text[length]) ? length + part : 0;
        length += part + 1;
    }
}

static bool is_printable(const char *text)
{
    for (; *text; text++) {
        if (*text <= ' ' || *text > '~')
            return false;
    }
    return true;
}

bool http_url_read_plain(const char *url, struct http_url *parts)
{
    parts->is_https = strncmp(url, "https://", 8) == 0;
    if (!parts->is_https && strncmp(url, "http://", 7) != 0)
        return false;
    parts->host = url + (parts->is_https ? 8 : 7);
    parts->host_length = ipv4_length(parts->host);
    if (!parts->host_length || strspn(parts->host + parts->host_length, LETTERS DIGITS "-."))
        parts->host_length = name_length(parts->host);
    if (!parts->host_length || strlen(url) > MOST_URL)
        return false;
    const char *rest = parts->host + parts->host_length;
    if (*rest == ':') {
        size_t digits = number_length(rest + 1, 65535);

        if (!digits)
            return false;
        rest += 1 + digits;
    }
    return !*rest || (*rest == '/' && is_printable(rest));
}
