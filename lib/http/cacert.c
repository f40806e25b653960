/* Certificates as PEM: enough is read to know that they are some. */
#include "http/cacert.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"

#define BEGIN "-----BEGIN CERTIFICATE-----"
#define TRUSTED "-----BEGIN TRUSTED CERTIFICATE-----"
#define END "-----END "

enum {
    MOST_FILE = 16 << 20, /* a system's own has 250 KiB */
    MOST_DER = 1 << 20,
};

/* Where the next certificate's text begins, or NULL. */
static const char *next_certificate(const char *text)
{
    const char *plain = strstr(text, BEGIN), *trusted = strstr(text, TRUSTED);

    if (trusted && (!plain || trusted < plain))
        return trusted + strlen(TRUSTED);
    return plain ? plain + strlen(BEGIN) : NULL;
}

/* Whether the base64 up to end is that of a DER sequence, which every certificate is. */
static bool is_certificate(const char *text, const char *end)
{
    struct buf base64 = BUF_INIT(MOST_FILE), der = BUF_INIT(MOST_DER);

    for (; text < end; text++)
        if (!strchr(" \t\r\n", *text))
            buf_putc(&base64, *text);
    bool right = text_unbase64(&der, buf_text(&base64)) && der.len > 64 && der.at[0] == 0x30;
    buf_release(&base64);
    buf_release(&der);
    return right;
}

static bool check_text(const char *path, const char *text, const char *origin, struct why *why)
{
    size_t count = 0;

    for (const char *at = text; (at = next_certificate(at)); count++) {
        const char *end = strstr(at, END);

        if (!end || !is_certificate(at, end))
            return why_set(why, EX_CONFIG,
                           "%s: %s: certificate %zu is torn or no certificate (get the file again)",
                           path, origin, count + 1);
    }
    if (count)
        return true;
    return why_set(why, EX_CONFIG, "%s: %s: %s (it should have lines like " BEGIN ")", path, origin,
                   *text ? "no certificate in PEM form" : "an empty file");
}

bool cacert_read(const char *path, const char *origin, struct buf *text, struct why *why)
{
    struct buf empty = BUF_INIT(MOST_FILE);
    struct why trouble;

    *text = empty;
    if (origin ? file_read_regular(path, text, &trouble) : file_read(path, text, &trouble))
        return check_text(path, buf_text(text), origin ? origin : "--cacert", why);
    if (origin)
        return why_set(why, trouble.status, "%s (named by %s)", trouble.text, origin);
    return why_set(why, trouble.status, "%s", trouble.text);
}
