/* Checks the values of settings. The checks are strict for headers and URLs, which are sent to
 * other machines. */
#include "config/setting.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

const char *setting_opaque(const char *text)
{
    for (const char *c = text; *c; c++) {
        unsigned char byte = (unsigned char)*c;

        if (byte <= 0x20 || byte == 0x7f)
            return "it contains a space or a control character (it was not copied cleanly)";
        if (byte > 0x7f)
            return "it contains a character that is not ASCII (it was not copied cleanly)";
    }
    return NULL;
}

const char *setting_name(const char *text)
{
    if (!text_is_utf8(text, strlen(text)))
        return "not UTF-8";
    for (const char *c = text; *c; c++) {
        unsigned char byte = (unsigned char)*c;

        if (byte < 0x20 || byte == 0x7f)
            return "it contains a control character";
    }
    return NULL;
}

static bool is_loopback(const char *host)
{
    struct in_addr address;

    if (strcasecmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0)
        return true;
    return inet_pton(AF_INET, host, &address) == 1 && ntohl(address.s_addr) >> 24 == 127;
}

/* Returns whether `host`, without a port, is valid. Changes `host` temporarily. */
static bool is_host(char *host)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
    struct in6_addr address;
    size_t len = strlen(host);

    if (host[0] != '[')
        return len && host[0] != '.' && host[0] != '-' && strspn(host, allowed) == len;
    if (host[len - 1] != ']')
        return false;
    host[len - 1] = '\0';
    bool right = inet_pton(AF_INET6, host + 1, &address) == 1;
    host[len - 1] = ']';
    return right;
}

/* Checks an authority: HOST or HOST:PORT. */
static const char *check_authority(const char *authority, size_t len, bool encrypted)
{
    char host[256];
    long port = 1;

    if (memchr(authority, '@', len))
        return "a user or password is not allowed in the URL";
    if (len >= sizeof host)
        return "the host in the URL is too long";
    memcpy(host, authority, len);
    host[len] = '\0';

    char *colon = strchr(host[0] == '[' && strchr(host, ']') ? strchr(host, ']') : host, ':');
    if (colon) {
        *colon = '\0';
        if (!text_number(colon + 1, 65535, &port) || port == 0)
            return "invalid port in the URL";
    }
    if (!is_host(host))
        return "invalid host in the URL";
    if (!encrypted && !is_loopback(host))
        return "an https:// URL is required (http:// is allowed for this machine only)";
    return NULL;
}

const char *setting_url(char *text)
{
    bool encrypted = strncasecmp(text, "https://", 8) == 0;
    const char *authority = text + (encrypted ? 8 : 7);
    size_t len = strlen(text);

    if (!encrypted && strncasecmp(text, "http://", 7) != 0)
        return "an https:// URL is required";
    if (setting_opaque(text))
        return "invalid character in the URL";
    if (strpbrk(text, "?#"))
        return "'?' and '#' are not allowed in the URL";

    const char *problem = check_authority(authority, strcspn(authority, "/\\"), encrypted);
    if (problem)
        return problem;
    if (strpbrk(text, "\\\"<>^`{|}"))
        return "invalid character in the URL";
    while (text[len - 1] == '/')
        text[--len] = '\0';
    return NULL;
}

const char *setting_proxy(const char *text)
{
    static const char *const schemes[] = {"http",   "https",   "socks4", "socks4a",
                                          "socks5", "socks5h", NULL};
    const char *separator = strstr(text, "://");
    size_t len = separator ? (size_t)(separator - text) : 0;
    size_t i = 0;

    if (setting_opaque(text))
        return "invalid character in the proxy";
    while (separator && schemes[i] &&
           (strlen(schemes[i]) != len || strncasecmp(schemes[i], text, len) != 0))
        i++;
    if (separator && !schemes[i])
        return "unknown scheme of the proxy (choose http://, https://, socks4://, socks4a://, "
               "socks5:// or socks5h://)";
    return separator && !separator[3] ? "the proxy has no host" : NULL;
}

static const char *number(const char *text, long least, long most, const char *problem)
{
    long found;

    return text_number(text, most, &found) && found >= least ? NULL : problem;
}

const char *setting_days(const char *text)
{
    return number(text, 0, SETTING_MOST_DAYS, "a whole number of days is required");
}

const char *setting_seconds(const char *text)
{
    return number(text, 0, SETTING_MOST_SECONDS, "a whole number of seconds is required");
}

const char *setting_jobs(const char *text)
{
    return number(text, 1, SETTING_MOST_JOBS, "a whole number from 1 to 64 is required");
}

const char *setting_decoders(const char *text)
{
    return number(text, 0, SETTING_MOST_JOBS, "a whole number from 0 to 64 is required");
}

const char *setting_endings(const char *text)
{
    static const char between[] = ", \t\r\n";
    size_t count = 0;

    for (text += strspn(text, between); *text; text += strspn(text, between)) {
        size_t len = strcspn(text, between);

        if (len == 1 && *text == '.')
            return "a dot is not an extension (example: mkv, mp4)";
        text += len;
        count++;
    }
    return count ? NULL : "file name extensions are required (example: mkv, mp4)";
}

const char *setting_word(const char *text, const char *const *words)
{
    while (*words && !text_same(*words, text))
        words++;
    return *words;
}

const char *setting_yes(const char *text)
{
    static const char *const yes[] = {"true", "yes", "on", "1", NULL};
    static const char *const no[] = {"false", "no", "off", "0", NULL};

    return setting_word(text, yes) ? yes[0] : setting_word(text, no) ? no[0] : NULL;
}

const char *setting_words(char *text, const char *const *words, unsigned *set)
{
    *set = 0;
    for (char *word; (word = strsep(&text, ",")) != NULL;) {
        unsigned place = 0;

        word = text_trim(word);
        while (words[place] && !text_same(words[place], word))
            place++;
        if (*word && !words[place])
            return word;
        if (*word)
            *set |= 1U << place;
    }
    return NULL;
}

#define HEXADECIMAL "0123456789abcdefABCDEF"
enum { KEY_LENGTH = 64 };

bool setting_looks_like_key(const char *text)
{
    return strlen(text) == KEY_LENGTH && strspn(text, HEXADECIMAL) == KEY_LENGTH;
}

/* Returns whether `text` is a placeholder from a manual: "YOUR_CLIENT_ID_HERE", "<client id>". */
static bool is_placeholder(const char *text)
{
    static const char *const words[] = {"your", "client", "secret", "<"};

    for (const char *at = text; *at; at++)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (strncasecmp(at, words[i], strlen(words[i])) == 0)
                return true;
    return false;
}

const char *setting_key_trouble(const char *text)
{
    size_t digits = strspn(text, HEXADECIMAL);

    if (setting_looks_like_key(text))
        return NULL;
    if (strstr(text, "://"))
        return "it is an address";
    if (is_placeholder(text))
        return "it is still the placeholder";
    if (strpbrk(text, "\"'`"))
        return "it contains quotes";
    if (text[digits])
        return "it contains characters other than hexadecimal digits";
    return digits < KEY_LENGTH ? "it is too short; a part is missing"
                               : "it is too long, perhaps pasted twice";
}
