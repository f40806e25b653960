/* Recognizes certificates in PEM form, without verifying them. */
#include "http/cacert.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"

#define BEGIN "-----BEGIN "
#define TRUSTED "TRUSTED "
#define CERTIFICATE "CERTIFICATE-----"
#define END "-----END "

enum {
    MOST_FILE = 16 << 20, /* bytes; the file of a Linux system has about 250 KiB */
    MOST_DER = 1 << 20,   /* bytes of one certificate */
};

/* Returns the base64 text of the next certificate in `text`, or NULL. */
static const char *next_certificate(const char *text)
{
    while ((text = strstr(text, BEGIN))) {
        text += strlen(BEGIN);
        text += strncmp(text, TRUSTED, strlen(TRUSTED)) == 0 ? strlen(TRUSTED) : 0;
        if (strncmp(text, CERTIFICATE, strlen(CERTIFICATE)) == 0)
            return text + strlen(CERTIFICATE);
    }
    return NULL;
}

/* Returns whether the base64 text up to `end` encodes an ASN.1 sequence (DER), as in every
 * certificate. */
static bool is_certificate(const char *text, const char *end)
{
    static const char blanks[] = " \t\r\n";
    struct buf base64 = BUF_INIT(MOST_FILE), der = BUF_INIT(MOST_DER);

    for (size_t len; text < end; text += len) {
        text += strspn(text, blanks);
        len = strcspn(text, blanks);
        if (text < end)
            buf_add(&base64, text, len < (size_t)(end - text) ? len : (size_t)(end - text));
    }
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
                           "%s: %s: certificate %zu is incomplete or invalid (get the file again)",
                           origin, path, count + 1);
    }
    if (count)
        return true;
    return why_set(why, EX_CONFIG, "%s: %s: %s (expected lines like " BEGIN CERTIFICATE ")", origin,
                   path, *text ? "no PEM certificate found" : "the file is empty");
}

bool cacert_read(const char *path, const char *origin, struct buf *text, struct why *why)
{
    struct buf empty = BUF_INIT(MOST_FILE);
    struct why trouble;

    *text = empty;
    if (origin ? file_read_regular(path, text, &trouble) : file_read(path, text, &trouble))
        return check_text(path, buf_text(text), origin ? origin : "--cacert", why);
    if (origin)
        return why_set(why, trouble.status, "%s: %s", origin, trouble.text);
    return why_set(why, trouble.status, "%s", trouble.text);
}
