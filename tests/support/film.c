/* Small video files made in memory, damage to them, and the findings of a walk. */
#include "film.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

void film_patch_big(struct bytes *b, size_t at, uint64_t number, int n)
{
    for (int i = 0; i < n; i++)
        b->at[at + (size_t)i] = (char)(number >> 8 * (n - 1 - i));
}

void film_patch_little(struct bytes *b, size_t at, uint64_t number, int n)
{
    for (int i = 0; i < n; i++)
        b->at[at + (size_t)i] = (char)(number >> 8 * i);
}

void film_fill(struct bytes *b, int byte, size_t n)
{
    char same = (char)byte;

    for (size_t i = 0; i < n; i++)
        bytes_add(b, &same, 1);
}

void film_big(struct bytes *b, uint64_t number, int n)
{
    film_fill(b, 0, (size_t)n);
    film_patch_big(b, b->len - (size_t)n, number, n);
}

void film_little(struct bytes *b, uint64_t number, int n)
{
    film_fill(b, 0, (size_t)n);
    film_patch_little(b, b->len - (size_t)n, number, n);
}

void film_data(struct bytes *b, size_t n)
{
    uint32_t state = 12345;

    for (size_t i = 0; i < n; i++) {
        state = state * 1103515245 + 12345;
        /* 0x80 to 0xff: not a digit, a letter, a start code or a sync byte. */
        film_fill(b, (int)(state >> 16 & 0x7f) | 0x80, 1);
    }
}

size_t film_box(struct bytes *b, const char *fourcc)
{
    size_t at = b->len;

    film_big(b, 0, 4);
    bytes_add(b, fourcc, 4);
    return at;
}

void film_box_end(struct bytes *b, size_t at)
{
    film_patch_big(b, at, b->len - at, 4);
}

size_t film_chunk(struct bytes *b, const char *fourcc, const char *type)
{
    size_t at = b->len;

    bytes_add(b, fourcc, 4);
    film_little(b, 0, 4);
    if (type)
        bytes_add(b, type, 4);
    return at;
}

void film_chunk_end(struct bytes *b, size_t at)
{
    film_patch_little(b, at + 4, b->len - at - 8, 4);
    if ((b->len - at) & 1)
        film_fill(b, 0, 1);
}

size_t film_element(struct bytes *b, uint32_t id)
{
    int n = id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1;

    film_big(b, id, n);
    film_big(b, UINT64_C(0x0100000000000000), 8);
    return b->len;
}

void film_element_end(struct bytes *b, size_t at)
{
    film_patch_big(b, at - 8, UINT64_C(0x0100000000000000) | (b->len - at), 8);
}

void film_element_number(struct bytes *b, uint32_t id, uint64_t number, int n)
{
    size_t at = film_element(b, id);

    film_big(b, number, n);
    film_element_end(b, at);
}

static struct walk_report walk_within(const struct bytes *b, const char *name,
                                      const struct walk_limits *limits)
{
    struct walk_report report;
    /* A copy that ends at the end of the file, so that a sanitizer detects reads past it. */
    char *exact = copy_text(b->at ? b->at : "", b->len);
    char *tight = resize(NULL, b->len + !b->len, 1);

    memcpy(tight, exact, b->len);
    free(exact);
    struct walk_source *source = walk_source_memory(tight, b->len);
    walk(source, name, limits, &report);
    walk_source_free(source);
    free(tight);
    return report;
}

struct walk_report film_walk(const struct bytes *b, const char *name)
{
    return walk_within(b, name, NULL);
}

struct walk_report film_walk_large(const struct bytes *b, const char *name)
{
    return walk_within(b, name, &(struct walk_limits){.whole = 1});
}

bool film_has(const struct walk_report *report, enum finding_code code)
{
    for (size_t i = 0; i < report->findings.count; i++)
        if (report->findings.at[i].code == code)
            return true;
    return false;
}

char *film_verdict(const struct walk_report *report)
{
    static const char *const words[] = {"note", "suspicious", "corrupt"};
    struct bytes text = {0};

    bytes_puts(&text, words[finding_worst(&report->findings)]);
    for (size_t i = 0; i < report->findings.count; i++)
        bytes_printf(&text, " %s (%s)", finding_words[report->findings.at[i].code],
                     report->findings.at[i].detail);
    char *copy = copy_text(bytes_text(&text), text.len);
    bytes_release(&text);
    return copy;
}

static void damage(struct bytes *b, const struct film_case *row)
{
    size_t at = row->at < 0 ? b->len - (size_t)-row->at : (size_t)row->at;

    switch (row->damage) {
    case FILM_SOUND:
        break;
    case FILM_CUT:
        b->len = at;
        break;
    case FILM_REMOVE:
        memmove(b->at + at, b->at + at + row->len, b->len - at - row->len);
        b->len -= row->len;
        break;
    case FILM_ZERO:
        memset(b->at + at, 0, row->len);
        break;
    case FILM_WRITE:
        for (size_t i = 0; i < row->len; i++)
            b->at[at + i] = (char)(0xa5 + 29 * i);
        break;
    case FILM_APPEND:
        film_data(b, row->len);
        break;
    case FILM_ZEROS:
        film_fill(b, 0, row->len);
        break;
    }
}

static char *try_with(struct walk_report (*walk_film)(const struct bytes *b, const char *name),
                      const struct bytes *film, const char *name, const struct film_case *row)
{
    struct bytes copy = {0};
    char *wrong = NULL;

    bytes_add(&copy, film->at, film->len);
    damage(&copy, row);
    struct walk_report report = walk_film(&copy, name);
    bytes_release(&copy);
    if (finding_worst(&report.findings) != row->worst ||
        (row->code != FINDING_CODES && !film_has(&report, row->code))) {
        char *verdict = film_verdict(&report);
        wrong = format_text("%s: %s, and should be %s", row->name, verdict,
                            row->code == FINDING_CODES ? "another" : finding_words[row->code]);
        free(verdict);
    }
    return wrong;
}

char *film_try(const struct bytes *film, const char *name, const struct film_case *row)
{
    return try_with(film_walk, film, name, row);
}

static void expect(char *wrong)
{
    cr_expect_null(wrong, "%s", wrong);
    free(wrong);
}

void film_expect(const struct bytes *film, const char *name, const struct film_case *row)
{
    expect(film_try(film, name, row));
}

void film_expect_large(const struct bytes *film, const char *name, const struct film_case *row)
{
    expect(try_with(film_walk_large, film, name, row));
}
