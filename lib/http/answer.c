/* Parses the head of an answer, one line at a time, as libcurl passes it to its callback. */
#include "http/answer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum {
    MOST_HEADER = 4096,    /* bytes of one header line; a longer header is treated as missing */
    MOST_HEAD = 256 << 10, /* bytes of all heads, including those of interim answers */
    MOST_LENGTH = 15,      /* digits of a Content-Length; a longer number is invalid */
};

static const char *const header_names[HTTP_HEADERS] = {
    [HTTP_CONTENT_TYPE] = "Content-Type",
    [HTTP_X_RUNTIME] = "X-Runtime",
    [HTTP_REQUEST_ID] = "X-Request-Id",
    [HTTP_RETRY_AFTER] = "Retry-After",
    [HTTP_X_RATELIMIT] = "X-Ratelimit",
    [HTTP_PAGE] = "X-Pagination-Page",
    [HTTP_PAGE_LIMIT] = "X-Pagination-Limit",
    [HTTP_PAGE_COUNT] = "X-Pagination-Page-Count",
    [HTTP_ITEM_COUNT] = "X-Pagination-Item-Count",
    [HTTP_ACCOUNT_LOCKED] = "X-Account-Locked",
    [HTTP_ACCOUNT_DEACTIVATED] = "X-Account-Deactivated",
    [HTTP_UPGRADE_URL] = "X-Upgrade-URL",
    [HTTP_CF_RAY] = "CF-Ray",
    [HTTP_SERVER] = "Server",
    [HTTP_DATE] = "Date",
    [HTTP_LAST_MODIFIED] = "Last-Modified",
    [HTTP_CONTENT_RANGE] = "Content-Range",
};

void http_answer_clear(struct http_answer *answer)
{
    for (int i = 0; i < HTTP_HEADERS; i++) {
        free(answer->header[i]);
        answer->header[i] = NULL;
    }
    buf_clear(&answer->body);
}

/* Discards the previous head. Its bytes still count against MOST_HEAD. */
static void forget(struct http_head *head, struct http_answer *answer)
{
    http_answer_clear(answer);
    free(head->length);
    head->length = NULL;
    head->ended = false;
    head->interim = false;
}

void http_head_begin(struct http_head *head, struct http_answer *answer)
{
    forget(head, answer);
    head->bytes = 0;
}

static void keep_header(struct http_answer *answer, int header, const char *bytes, size_t len)
{
    char *value = cvi_strndup(bytes, len);

    free(answer->header[header]);
    answer->header[header] = cvi_strdup(text_trim(value));
    free(value);
}

/* Checks and stores Content-Length. Returns false if it is not a number, or differs from an earlier
 * Content-Length. In this case, the end of the body is unknown, and nothing in the answer can be
 * trusted (RFC 9112, 6.3). */
static bool take_length(struct http_head *head, struct http_answer *answer, const char *bytes,
                        size_t len)
{
    char *copy = cvi_strndup(bytes, len), *value = cvi_strdup(text_trim(copy));
    size_t digits = strspn(value, "0123456789");
    bool right = digits && !value[digits] && digits <= MOST_LENGTH &&
                 (!head->length || strcmp(head->length, value) == 0);

    free(copy);
    free(head->length);
    head->length = value;
    if (!right)
        answer->failure = HTTP_NOT_HTTP;
    return right;
}

/* Stores a known header. Returns false if the answer is unusable. */
static bool take_field(struct http_head *head, struct http_answer *answer, const char *bytes,
                       size_t len)
{
    static const char length[] = "Content-Length";
    const char *colon = memchr(bytes, ':', len);
    size_t name = colon ? (size_t)(colon - bytes) : 0;

    if (!colon || len > MOST_HEADER)
        return true;
    for (int i = 0; i < HTTP_HEADERS; i++)
        if (name == strlen(header_names[i]) && strncasecmp(bytes, header_names[i], name) == 0)
            keep_header(answer, i, colon + 1, len - name - 1);
    return name != strlen(length) || strncasecmp(bytes, length, name) != 0 ||
           take_length(head, answer, colon + 1, len - name - 1);
}

/* Returns whether the status is 1xx: another head follows (RFC 9110, 15.2). */
static bool is_interim(const char *line, size_t len)
{
    const char *blank = memchr(line, ' ', len);

    return blank && (size_t)(line + len - blank) > 1 && blank[1] == '1';
}

bool http_head_take(struct http_head *head, struct http_answer *answer, const char *line,
                    size_t len)
{
    head->bytes += len;
    if (head->bytes > MOST_HEAD) {
        answer->failure = HTTP_TOO_LONG;
        return false;
    }
    if (head->ended && !head->interim)
        return true; /* a trailer */
    if (len >= 5 && memcmp(line, "HTTP/", 5) == 0) {
        forget(head, answer);
        head->interim = is_interim(line, len);
    }
    size_t blank = 0;
    while (blank < len && (line[blank] == '\r' || line[blank] == '\n'))
        blank++;
    head->ended |= blank == len;
    return take_field(head, answer, line, len);
}
