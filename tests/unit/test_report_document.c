/* The output of a format that lacks some of its parts. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "report/document.h"
#include "tmpdir.h"

static void add_head(struct buf *out, void *own, const struct outcome_counts *counts)
{
    (void)own;
    buf_printf(out, "head of %zu\n", counts->total);
}

static void add_row(struct buf *out, void *own, const struct outcome_counts *counts,
                    const struct outcome_item *item)
{
    (void)own;
    buf_printf(out, "%zu %s\n", counts->total, item->filename);
}

static void add_tail(struct buf *out, void *own, const struct outcome_counts *counts)
{
    (void)own;
    buf_printf(out, "tail of %zu\n", counts->total);
}

static const struct {
    struct report_format format;
    const char *document; /* of two records */
    const char *empty;    /* of no records */
} cases[] = {
    {{.head = add_head, .row = add_row, .tail = add_tail},
     "head of 2\n1 a.mkv\n2 b.mkv\ntail of 2\n",
     "head of 0\ntail of 0\n"},
    {{.row = add_row, .tail = add_tail}, "1 a.mkv\n2 b.mkv\ntail of 2\n", "tail of 0\n"},
    {{.head = add_head, .row = add_row}, "head of 2\n1 a.mkv\n2 b.mkv\n", "head of 0\n"},
    {{.row = add_row}, "1 a.mkv\n2 b.mkv\n", ""},
    {{.head = add_head, .tail = add_tail}, "head of 2\ntail of 2\n", "head of 0\ntail of 0\n"},
    {{0}, "", ""},
};

static void expect_document(const struct report_format *format, const char *const *names,
                            const char *expected)
{
    char *dir = tmpdir_make(), *path = tmpdir_path(dir, "document");
    struct report_document d = report_document_start(format);
    struct outcome_counts counts = {0};
    struct buf told = BUF_INIT(256);
    struct bytes written = {0};
    struct why why = {0};

    for (; *names; names++) {
        const struct outcome_item item = {.outcome = OUTCOME_NOT_FOUND, .filename = *names};

        outcome_count(&counts, &item);
        report_document_add(&d, &counts, &item);
    }
    cr_expect(report_document_write(&d, &counts, path, 0600, &why), "%s", why.text);
    cr_assert(tmpdir_read(dir, "document", &written));
    cr_expect_str_eq(bytes_text(&written), expected, "%s", bytes_text(&written));
    report_document_describe(&d, path, &told);
    cr_expect_eq(told.len, 0);
    report_document_release(&d);
    outcome_counts_release(&counts);
    buf_release(&told);
    bytes_release(&written);
    tmpdir_remove(dir);
    free(path);
    free(dir);
}

Test(report_document, copes_with_a_format_that_lacks_pieces)
{
    static const char *const two[] = {"a.mkv", "b.mkv", NULL}, *const none[] = {NULL};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_document(&cases[i].format, two, cases[i].document);
        expect_document(&cases[i].format, none, cases[i].empty);
    }
}
