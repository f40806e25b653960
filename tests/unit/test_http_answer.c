/* HTTP headers as libcurl passes them on, and which of them count. */
#include <criterion/criterion.h>
#include <string.h>

#include "http/answer.h"

enum { LINES_MAX = 12 };

static const struct {
    const char *name;
    const char *lines[LINES_MAX]; /* BODY: the body comes here */
    const char *type;             /* of the body; NULL: none */
    const char *retry_after;
    bool ended;
} heads[] = {
    {"a head",
     {"HTTP/2 200 \r\n", "content-type: application/json\r\n", "\r\n", "BODY"},
     "application/json",
     NULL,
     true},
    {"a head that is cut off",
     {"HTTP/2 200 \r\n", "content-type: application/json\r\n"},
     "application/json",
     NULL,
     false},
    {"an interim answer",
     {"HTTP/2 103 \r\n", "content-type: text/html\r\n", "retry-after: 7200\r\n", "\r\n",
      "HTTP/2 200 \r\n", "content-type: application/json\r\n", "\r\n", "BODY"},
     "application/json",
     NULL,
     true},
    {"nothing after an interim answer",
     {"HTTP/1.1 103 Early Hints\r\n", "content-type: text/html\r\n", "\r\n", "HTTP/1.1 200 OK\r\n"},
     NULL,
     NULL,
     false},
    {"trailers",
     {"HTTP/2 200 \r\n", "content-type: application/json\r\n", "\r\n", "BODY",
      "content-type: text/html\r\n", "retry-after: 7200\r\n"},
     "application/json",
     NULL,
     true},
    {"trailers with a length of their own",
     {"HTTP/1.1 200 OK\r\n", "Content-Type: application/json\r\n", "Content-Length: 2\r\n", "\r\n",
      "BODY", "Content-Length: many\r\n", "\r\n"},
     "application/json",
     NULL,
     true},
    {"a trailer that looks like a status line",
     {"HTTP/1.1 200 OK\r\n", "Content-Type: application/json\r\n", "\r\n", "BODY",
      "HTTP/1.1 500 No\r\n", "Content-Type: text/html\r\n", "\r\n"},
     "application/json",
     NULL,
     true},
};

static void check_text(const char *name, const char *got, const char *expected)
{
    if (expected)
        cr_expect_str_eq(got ? got : "", expected, "%s", name);
    else
        cr_expect_null(got, "%s: %s", name, got);
}

Test(http_answer, keeps_the_headers_of_the_final_head_only)
{
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct http_answer answer = {.body = BUF_INIT(64)};
        struct http_head head = {0};
        bool body = false;

        http_head_begin(&head, &answer);
        for (const char *const *line = heads[i].lines; *line; line++) {
            if (strcmp(*line, "BODY") == 0)
                body = buf_puts(&answer.body, "[]");
            else
                cr_expect(http_head_take(&head, &answer, *line, strlen(*line)), "%s: %s",
                          heads[i].name, *line);
        }
        check_text(heads[i].name, answer.header[HTTP_CONTENT_TYPE], heads[i].type);
        check_text(heads[i].name, answer.header[HTTP_RETRY_AFTER], heads[i].retry_after);
        cr_expect_eq(head.ended, heads[i].ended, "%s", heads[i].name);
        cr_expect_str_eq(buf_text(&answer.body), body ? "[]" : "", "%s", heads[i].name);
        http_head_begin(&head, &answer);
        buf_release(&answer.body);
    }
}
