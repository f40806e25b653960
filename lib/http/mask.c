/* Masks each text in two passes. The first pass hides the values that follow a secret name, and
 * remembers them. The second pass hides remembered values everywhere. */
#include "http/mask.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum {
    KNOWN = 64, /* maximum number of remembered secrets: a run has a login and a few refreshes */
    LEAST = 8,  /* minimum length of a remembered secret, in bytes */
    DEPTH = 64, /* JSON that is nested deeper is hidden completely */
    TEXT = 1 << 24, /* maximum bytes of a text */
};

struct mask {
    char *known[KNOWN]; /* a ring: a new secret replaces the oldest */
    size_t next;
};

/* Names whose values are secret, in OAuth requests and answers (RFC 6749, 7636, 7009, 8628) and in
 * URLs. */
static const char *const secret_names[] = {
    /* clang-format off */
    "access_token", "refresh_token", "id_token",      "token",
    "client_id",    "client_secret", "assertion",     "password",
    "device_code",  "user_code",     "code",          "code_verifier",
    "session",      "cf_clearance",
    NULL,
    /* clang-format on */
};

static const char *const secret_headers[] = {
    "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "trakt-api-key", NULL,
};

struct mask *mask_new(void)
{
    return cvi_alloc(sizeof(struct mask));
}

static void forget(struct mask *mask, size_t i)
{
    if (mask->known[i])
        explicit_bzero(mask->known[i], strlen(mask->known[i]));
    free(mask->known[i]);
    mask->known[i] = NULL;
}

void mask_free(struct mask *mask)
{
    for (size_t i = 0; mask && i < KNOWN; i++)
        forget(mask, i);
    free(mask);
}

static void remember(struct mask *mask, const char *value)
{
    for (size_t i = 0; i < KNOWN; i++)
        if (mask->known[i] && strcmp(mask->known[i], value) == 0)
            return;
    forget(mask, mask->next);
    mask->known[mask->next] = cvi_strdup(value);
    mask->next = (mask->next + 1) % KNOWN;
}

void mask_learn(struct mask *mask, const char *value, size_t len)
{
    char *copy = cvi_strndup(value, len);
    struct buf encoded = BUF_INIT(TEXT);

    if (strlen(copy) >= LEAST && strcmp(copy, MASK_STARS) != 0) {
        remember(mask, copy);
        text_percent(&encoded, copy);
        remember(mask, buf_text(&encoded));
    }
    explicit_bzero(copy, strlen(copy));
    free(copy);
    buf_release(&encoded);
}

static bool is_in(const char *const *names, const char *text, size_t len)
{
    for (; *names; names++)
        if (strlen(*names) == len && strncasecmp(*names, text, len) == 0)
            return true;
    return false;
}

/* --- Known secrets --- */

/* Returns the length of the longest known secret at the start of `text`, or 0. */
static size_t known_at(const struct mask *mask, const char *text, size_t len)
{
    size_t longest = 0;

    for (size_t i = 0; i < KNOWN; i++) {
        size_t n = mask->known[i] ? strlen(mask->known[i]) : 0;

        if (n > longest && n <= len && memcmp(text, mask->known[i], n) == 0)
            longest = n;
    }
    return longest;
}

void mask_known(const struct mask *mask, struct buf *out, const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        size_t secret = known_at(mask, text + at, len - at);

        if (secret)
            buf_puts(out, MASK_STARS);
        else
            buf_putc(out, text[at]);
        at += secret ? secret : 1;
    }
}

/* --- Secrets found by their context --- */

static bool in_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '-';
}

static size_t blanks(const char *text, size_t len)
{
    size_t n = 0;

    while (n < len && (text[n] == ' ' || text[n] == '\t'))
        n++;
    return n;
}

/* Returns the length of the quote at the start of `text`; 0 if there is no quote. The length
 * includes backslashes before the quote, which occur in JSON inside a JSON string. */
static size_t quote(const char *text, size_t len)
{
    size_t n = 0;

    while (n < len && text[n] == '\\')
        n++;
    return n < len && text[n] == '"' ? n + 1 : 0;
}

/*
 * Returns the length of a quoted value. `backslashes` is the number of backslashes before its
 * quotes: 0, or 1 in JSON inside a JSON string. A quote with fewer backslashes ends the surrounding
 * string, and with it the value. A quote with more backslashes is part of the value, unless the
 * additional backslashes only escape each other. */
static size_t quoted(const char *text, size_t len, size_t backslashes)
{
    size_t n = 0, run = 0;

    for (; n < len; n++) {
        if (text[n] == '"' && run < backslashes)
            return n - run;
        if (text[n] == '"' && (run - backslashes) % (2 * (backslashes + 1)) == 0)
            return n - backslashes;
        run = text[n] == '\\' ? run + 1 : 0;
    }
    return n;
}

static size_t unquoted(const char *text, size_t len)
{
    size_t n = 0;

    while (n < len && text[n] && !strchr("&;,<>\"'()[]{}\\ \t\r\n", text[n]))
        n++;
    return n;
}

/* Finds the value after a secret name. `text` begins after the name. Sets `at` and `size` to the
 * start and the length of the value. Returns false if there is no value. */
static bool value_after(const char *text, size_t len, size_t *at, size_t *size)
{
    size_t closing = quote(text, len), n = closing;

    n += blanks(text + n, len - n);
    if (n >= len || (text[n] != '=' && !(closing && text[n] == ':')))
        return false;
    n++;
    n += blanks(text + n, len - n);
    size_t opening = quote(text + n, len - n);
    *at = n + opening;
    *size = opening ? quoted(text + *at, len - *at, opening - 1) : unquoted(text + *at, len - *at);
    return *size > 0;
}

/* Finds the value after a secret name at the start of `text`. */
static bool named_at(const char *text, size_t len, size_t *at, size_t *size)
{
    size_t name = 0;

    while (name < len && in_word(text[name]))
        name++;
    if (!is_in(secret_names, text, name) || !value_after(text + name, len - name, at, size))
        return false;
    *at += name;
    return true;
}

/* Finds the credentials in "Bearer ..." or "Basic ..." at the start of `text`. */
static bool credentials_at(const char *text, size_t len, size_t *at, size_t *size)
{
    static const char *const schemes[] = {"Bearer ", "Basic ", NULL};

    for (const char *const *scheme = schemes; *scheme; scheme++) {
        size_t n = strlen(*scheme);

        if (len <= n || strncasecmp(text, *scheme, n) != 0)
            continue;
        *at = n + blanks(text + n, len - n);
        *size = unquoted(text + *at, len - *at);
        return *size >= LEAST; /* a shorter one is an ordinary word */
    }
    return false;
}

/* Finds the user and password in "://user:password@" at the start of `text`. */
static bool user_at(const char *text, size_t len, size_t *at, size_t *size)
{
    size_t end = 3, sign = 0;

    if (len < 3 || memcmp(text, "://", 3) != 0)
        return false;
    for (; end < len && text[end] && !strchr("/?#\"'<> \t\r\n", text[end]); end++)
        if (text[end] == '@')
            sign = end;
    *at = 3;
    *size = sign ? sign - 3 : 0;
    return *size > 0;
}

/* Finds the first secret in `text`, and sets `from` and `size` to its start and length. Returns
 * false if there is no secret. */
static bool find_secret(const char *text, size_t len, size_t *from, size_t *size)
{
    size_t at;

    for (size_t i = 0; i < len; i++) {
        bool begins = i == 0 || !in_word(text[i - 1]);

        if ((begins && named_at(text + i, len - i, &at, size)) ||
            (begins && credentials_at(text + i, len - i, &at, size)) ||
            user_at(text + i, len - i, &at, size)) {
            *from = i + at;
            return true;
        }
    }
    return false;
}

static void learn_user(struct mask *mask, const char *text, size_t len)
{
    const char *colon = memchr(text, ':', len);

    if (colon)
        mask_learn(mask, colon + 1, len - (size_t)(colon + 1 - text));
}

void mask_text(struct mask *mask, struct buf *out, const char *text, size_t len)
{
    struct buf first = BUF_INIT(TEXT);
    size_t from, size;

    while (find_secret(text, len, &from, &size)) {
        mask_learn(mask, text + from, size);
        learn_user(mask, text + from, size);
        buf_add(&first, text, from);
        buf_puts(&first, MASK_STARS);
        text += from + size;
        len -= from + size;
    }
    buf_add(&first, text, len);
    mask_known(mask, out, buf_text(&first), first.len);
    if (first.at)
        explicit_bzero(first.at, first.len);
    buf_release(&first);
}

/* --- Headers --- */

/* Hides the value of a secret header. An authentication scheme before it (Bearer) stays visible. */
static void hide_value(struct mask *mask, struct buf *out, const char *value, size_t len)
{
    size_t scheme = 0;

    while (scheme < len && isalpha((unsigned char)value[scheme]))
        scheme++;
    scheme += scheme < len && value[scheme] == ' ';
    if (scheme < len && scheme && value[scheme - 1] == ' ')
        buf_add(out, value, scheme);
    else
        scheme = 0;
    mask_learn(mask, value + scheme, len - scheme);
    buf_puts(out, MASK_STARS);
}

void mask_header(struct mask *mask, struct buf *out, const char *line, size_t len)
{
    const char *colon = memchr(line, ':', len);
    size_t name = colon ? (size_t)(colon - line) : 0;

    if (!colon || !is_in(secret_headers, line, name)) {
        mask_text(mask, out, line, len);
        return;
    }
    size_t value = name + 1 + blanks(line + name + 1, len - name - 1);
    buf_add(out, line, value);
    if (value < len)
        hide_value(mask, out, line + value, len - value);
}

/* --- JSON --- */

static void learn_json(struct mask *mask, const json_t *json)
{
    if (json_is_string(json))
        mask_learn(mask, json_string_value(json), json_string_length(json));
}

/* Returns a new masked string; NULL if the string needs no change. */
static json_t *masked(struct mask *mask, const json_t *string)
{
    const char *text = json_string_value(string);
    struct buf out = BUF_INIT(TEXT);
    json_t *anew = NULL;

    mask_text(mask, &out, text, json_string_length(string));
    if (out.len != json_string_length(string) || memcmp(buf_text(&out), text, out.len) != 0)
        anew = json_stringn_nocheck(buf_text(&out), out.len);
    buf_release(&out);
    return anew;
}

/* Masks the members of a value in place. Returns a new value to replace the value itself, or NULL
 * if no replacement is needed. `secret`: the value is under a secret name. */
static json_t *replacement(struct mask *mask, json_t *value, bool secret, int depth);

static void mask_members(struct mask *mask, json_t *object, int depth)
{
    const char *key;
    void *next;
    json_t *value;

    json_object_foreach_safe(object, next, key, value)
    {
        json_t *anew = replacement(mask, value, is_in(secret_names, key, strlen(key)), depth);

        if (anew)
            json_object_set_new_nocheck(object, key, anew);
    }
}

/* A value that is nested too deep is hidden without a check. */
static json_t *replacement(struct mask *mask, json_t *value, bool secret, int depth)
{
    size_t i;
    json_t *element;

    if (secret || depth > DEPTH) {
        learn_json(mask, value);
        return json_is_null(value) ? NULL : json_string(MASK_STARS);
    }
    if (json_is_string(value))
        return masked(mask, value);
    if (json_is_object(value))
        mask_members(mask, value, depth + 1);
    json_array_foreach(value, i, element)
    {
        json_t *anew = replacement(mask, element, false, depth + 1);

        if (anew)
            json_array_set_new(value, i, anew);
    }
    return NULL;
}

void mask_json(struct mask *mask, json_t *json)
{
    /* A string could not be masked in place, but `json` is an array or an object. */
    json_decref(replacement(mask, json, false, 0));
}
