/* Reading and writing lines: records with numbers too large for Jansson, lines that arrive in
 * pieces, and exact output. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "json/ndjson.h"

Test(ndjson, reads_a_record_whatever_the_size_of_its_numbers)
{
    static const char *const numbers[] = {"9223372036854775807",   "9223372036854775808",
                                          "-98765432109876543210", "1e999",
                                          "-1.5E+40000",           "[1e999,18446744073709551615]",
                                          "\"\\\"1e999\"",         "{\"1e999\\\\\":1e999}"};

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct buf text = BUF_INIT(100);
        struct why why;

        buf_printf(&text, "{\"n\":%s,\"m\":7,\"t\":\"1e999 18446744073709551616\"}", numbers[i]);
        json_t *record = ndjson_load(text.at, text.len, &why);
        cr_expect(record, "%s: %s", numbers[i], record ? "" : why.text);
        cr_expect_eq(json_integer_value(json_object_get(record, "m")), 7);
        cr_expect_str_eq(json_string_value(json_object_get(record, "t")),
                         "1e999 18446744073709551616");
        json_decref(record);
        buf_release(&text);
    }
}

Test(ndjson, reads_integers_of_any_length)
{
    for (size_t len = 15; len < 400; len++) {
        struct buf text = BUF_INIT(500);

        buf_puts(&text, "{\"n\":");
        for (size_t i = 0; i < len; i++)
            buf_putc(&text, '9');
        buf_putc(&text, '}');
        json_t *record = ndjson_load(text.at, text.len, NULL);
        cr_expect(json_is_number(json_object_get(record, "n")), "of %zu digits", len);
        json_decref(record);
        buf_release(&text);
    }
}

Test(ndjson, reads_a_large_integer_as_the_nearest_real)
{
    static const char text[] = "{\"n\":18446744073709551615}";
    json_t *record = ndjson_load(text, strlen(text), NULL);
    double n = json_number_value(json_object_get(record, "n"));

    cr_expect(n > 1.84467440737e19 && n < 1.84467440738e19, "%f", n);
    json_decref(record);
}

Test(ndjson, rejects_other_values_and_invalid_json)
{
    static const char *const texts[] = {"",
                                        "[1]",
                                        "7",
                                        "{",
                                        "{\"a\":1e999",
                                        "{\"a\":1e999}x",
                                        "{\"a\":1e999-1}",
                                        "{\"a\":1.e999}",
                                        "{\"a\":-01e999}",
                                        "{\"a\":1e999,\"b\":0099999999999999999999}",
                                        "{\"a\":1e999,\"b\":.1e999}",
                                        "{\"a\":1e999+}",
                                        "{\"a\":-}",
                                        "{\"a\":1e999,\"b\":9-9999999999999999999}"};
    struct why why;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cr_expect_null(ndjson_load(texts[i], strlen(texts[i]), &why), "%s", texts[i]);
        cr_expect_eq(why.status, EX_DATAERR);
    }
}

/* Returns the lines in these bytes, from a pipe that passes step bytes at a time: for each line
 * "r<text>" or "b<number>", as a new string. */
static char *lines_of(const char *bytes, size_t len, size_t step)
{
    struct buf result = BUF_INIT((size_t)1 << 26);
    struct ndjson_in in;
    int ends[2];
    size_t given = 0;

    cr_assert_eq(pipe(ends), 0);
    in = NDJSON_IN(ends[0]);
    for (;;) {
        json_t *record;
        const char *text;
        size_t text_len;
        struct why why;
        enum ndjson_got got = ndjson_next(&in, &record, &text, &text_len, &why);

        if (got == NDJSON_END)
            break;
        if (got == NDJSON_RECORD) {
            buf_printf(&result, "r%.*s|", (int)text_len, text);
            json_decref(record);
        } else if (got == NDJSON_BAD) {
            buf_printf(&result, "b%d|", (int)in.line);
        } else if (given == len) {
            close(ends[1]);
            ndjson_fill(&in);
        } else {
            size_t part = len - given < step ? len - given : step;

            cr_assert_eq(write(ends[1], bytes + given, part), (ssize_t)part);
            given += part;
            ndjson_fill(&in);
        }
    }
    close(ends[0]);
    ndjson_release(&in);
    return buf_detach(&result);
}

Test(ndjson, finds_the_same_lines_however_they_arrive)
{
    static const struct {
        const char *bytes;
        const char *lines;
    } rows[] = {
        {"", ""},
        {"\n\r\n \t\n", ""},
        {"{\"a\":1}\n{\"b\":2}\n", "r{\"a\":1}|r{\"b\":2}|"},
        {" {\"a\":1} \r\n\n{\"b\":2}", "r{\"a\":1}|r{\"b\":2}|"},
        {"\xef\xbb\xbf{\"a\":1}\n{}", "r{\"a\":1}|r{}|"},
        {"\xef\xbb\xbf\n{}", "r{}|"},
        {"{}\n\xef\xbb\xbf{}\n", "r{}|b2|"},
        {"{\n}\n[]\n7\nnull\n{}{}\n{}", "b1|b2|b3|b4|b5|b6|r{}|"},
        {"{\"a\":\"\xff\"}\n{\"a\":\"\\ud800\"}\n{}\n", "b1|b2|r{}|"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t step = 1; step < 9; step++) {
            char *lines = lines_of(rows[i].bytes, strlen(rows[i].bytes), step);

            cr_expect_str_eq(lines, rows[i].lines, "%zu by %zu: %s", i, step, lines);
            free(lines);
        }
    }
}

Test(ndjson, rejects_a_line_with_a_nul_and_continues)
{
    static const char bytes[] = "{\"a\":1\0}\n{\"a\":\"b\0c\"}\n\0\n{}\n";
    char *lines = lines_of(bytes, sizeof bytes - 1, 4);

    cr_expect_str_eq(lines, "b1|b2|b3|r{}|", "%s", lines);
    free(lines);
}

Test(ndjson, rejects_nesting_deeper_than_any_record)
{
    struct buf bytes = BUF_INIT(20000);

    for (int i = 0; i < 3000; i++)
        buf_puts(&bytes, "{\"\":");
    buf_puts(&bytes, "0");
    for (int i = 0; i < 3000; i++)
        buf_puts(&bytes, "}");
    buf_puts(&bytes, "\n{}\n");
    char *lines = lines_of(bytes.at, bytes.len, 4096);

    cr_expect_str_eq(lines, "b1|r{}|");
    free(lines);
    buf_release(&bytes);
}

/* A record whose line has this many bytes. */
static void add_record(struct buf *out, size_t len)
{
    buf_puts(out, "{\"a\":\"");
    for (size_t i = 8; i < len; i++)
        buf_putc(out, 'x');
    buf_puts(out, "\"}");
}

Test(ndjson, takes_a_line_of_the_largest_size_and_passes_over_a_longer_one)
{
    static const struct {
        long more; /* number of bytes above the largest size */
        const char *lines;
    } rows[] = {
        {-1, ""}, {0, ""}, {1, "b1|r{}|b3|"}, {70000, "b1|r{}|b3|"}, {3000000, "b1|r{}|b3|"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf bytes = BUF_INIT((size_t)1 << 24);
        size_t len = (size_t)(NDJSON_LINE_MAX + rows[i].more);

        add_record(&bytes, len);
        buf_puts(&bytes, "\n{}\n");
        add_record(&bytes, len); /* and one more without an end of line */
        char *lines = lines_of(bytes.at, bytes.len, 50000);
        if (*rows[i].lines)
            cr_expect_str_eq(lines, rows[i].lines, "%ld: %.20s", rows[i].more, lines);
        else
            cr_expect_eq(strlen(lines), 2 * len + 8, "%ld: %.20s", rows[i].more, lines);
        free(lines);
        buf_release(&bytes);
    }
}

static int put_all(void *unused)
{
    json_t *value = json_pack("{s:f, s:i}", "n", 7.9, "m", 1);

    (void)unused;
    ndjson_put(value);
    ndjson_put_text("{ \"a\" : 1e400 }", 15);
    ndjson_put_with("{}", 2, "k", value);
    ndjson_put_with("{ \t}", 4, "k", value);
    ndjson_put_with("{\"a\": 1.50 , \"a\":2 }", 20, "k", value);
    ndjson_put_bytes("as it is", 8);
    ndjson_flush();
    ndjson_flush();
    json_decref(value);
    return 0;
}

Test(ndjson, writes_exactly_the_given_bytes)
{
    struct outcome came = {0};

    child_run(put_all, NULL, NULL, 0, &came);
    cr_expect_str_eq(bytes_text(&came.out),
                     "{\"n\":7.9,\"m\":1}\n"
                     "{ \"a\" : 1e400 }\n"
                     "{\"k\":{\"n\":7.9,\"m\":1}}\n"
                     "{\"k\":{\"n\":7.9,\"m\":1}}\n"
                     "{\"a\": 1.50 , \"a\":2,\"k\":{\"n\":7.9,\"m\":1}}\n"
                     "as it is",
                     "%s", bytes_text(&came.out));
    outcome_release(&came);
}

static int put_much_where_nobody_waits(void *unused)
{
    (void)unused;
    fcntl(STDOUT_FILENO, F_SETFL, fcntl(STDOUT_FILENO, F_GETFL) | O_NONBLOCK);
    for (int i = 0; i < 100000; i++)
        ndjson_put_text("0123456789", 10);
    ndjson_flush();
    return 0;
}

Test(ndjson, waits_for_a_slow_reader_when_the_pipe_itself_does_not)
{
    struct outcome came = {0};

    child_run(put_much_where_nobody_waits, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, 0, "%d: %s", came.status, bytes_text(&came.err));
    cr_expect_eq(came.out.len, 1100000);
    outcome_release(&came);
}

static int put_nowhere(void *path)
{
    msg_start("p");
    if (path)
        dup2(open(path, O_WRONLY), STDOUT_FILENO);
    else
        close(STDOUT_FILENO);
    ndjson_put_text("{}", 2);
    ndjson_flush();
    return 0;
}

Test(ndjson, ends_the_program_when_its_output_is_lost)
{
    struct outcome came = {0};

    child_run(put_nowhere, (void *)"/dev/full", NULL, 0, &came);
    cr_expect_eq(came.status, EX_IOERR);
    cr_expect_str_eq(bytes_text(&came.err),
                     "p: standard output: cannot be written: No space left on device\n");
    child_run(put_nowhere, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, EX_IOERR);
    outcome_release(&came);
}

static int read_directory(void *unused)
{
    struct ndjson_in in = NDJSON_IN(open("/", O_RDONLY));

    (void)unused;
    msg_start("p");
    ndjson_fill(&in);
    return 0;
}

Test(ndjson, ends_the_program_when_its_input_cannot_be_read)
{
    struct outcome came = {0};

    child_run(read_directory, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, EX_IOERR);
    cr_expect_str_eq(bytes_text(&came.err), "p: standard input: cannot be read: Is a directory\n");
    outcome_release(&came);
}
