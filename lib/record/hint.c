/* Recognizes common mistakes in a filter's input from the beginning of a line. */
#include "record/hint.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { LONGEST_ENDING = 5 };

/* Returns whether the text ends like a file name, for example with ".mkv". */
static bool has_ending(const char *text, size_t len)
{
    size_t letters = 0;

    while (letters < len && isalnum((unsigned char)text[len - letters - 1]))
        letters++;
    return letters > 1 && letters <= LONGEST_ENDING && letters + 1 < len &&
           text[len - letters - 1] == '.';
}

/* Skips white space. If `word` comes next in *text, moves *text past it and returns true. */
static bool take(const char **text, const char *end, const char *word)
{
    size_t len = strlen(word);

    while (*text < end && isspace((unsigned char)**text))
        ++*text;
    if ((size_t)(end - *text) < len || memcmp(*text, word, len) != 0)
        return false;
    *text += len;
    return true;
}

bool hint_is_document(const char *text, size_t len)
{
    const char *end = text + len;

    /* A fast test for most records, which begin with {"filename". */
    if (len > 2 && text[1] == '"' && text[2] != 's' && text[2] != 'r')
        return false;
    if (!take(&text, end, "{"))
        return false;
    return take(&text, end, "\"scan_summary\"") ||
           (take(&text, end, "\"results\"") && take(&text, end, ":") && take(&text, end, "["));
}

/* The first bytes of each format (RFC 1952, 2.3.1; RFC 8878, 3.1.1; the .xz file format, 2.1.1.1;
 * APPNOTE.TXT of PKWARE, 4.3.7; bzip2 has no specification). */
static const struct packer {
    const char *begin;
    struct hint_form form;
} packers[] = {
    {"\x1f\x8b", {"compressed by gzip", "unpack it first: gzip -dc FILE"}},
    {"\x28\xb5\x2f\xfd", {"compressed by zstd", "unpack it first: zstd -dc FILE"}},
    {"\xfd\x37zXZ", {"compressed by xz", "unpack it first: xz -dc FILE"}},
    {"BZh", {"compressed by bzip2", "unpack it first: bzip2 -dc FILE"}},
    {"PK\x03\x04", {"a ZIP archive", "unpack it first: unzip -p FILE"}},
};

static const struct hint_form utf_16 = {"UTF-16",
                                        "convert it to UTF-8: iconv -f UTF-16 -t UTF-8 FILE"};

/* Returns whether a text that begins with these two bytes is UTF-16. It is if they are a byte order
 * mark, or if exactly one of them is NUL, as in an ASCII character in UTF-16. */
static bool is_wide(unsigned char one, unsigned char two)
{
    return (one == 0xff && two == 0xfe) || (one == 0xfe && two == 0xff) || !one != !two;
}

const struct hint_form *hint_form(const char *text, size_t len)
{
    static const char block[] = "1AY&SY"; /* follows "BZh" and a digit */

    for (size_t i = 0; i < sizeof packers / sizeof *packers; i++) {
        const struct packer *packer = &packers[i];
        size_t begin = strlen(packer->begin);

        if (len >= begin && memcmp(text, packer->begin, begin) == 0 &&
            (*text != 'B' || (len >= 10 && memcmp(text + 4, block, 6) == 0)))
            return &packer->form;
    }
    return len > 1 && is_wide((unsigned char)text[0], (unsigned char)text[1]) ? &utf_16 : NULL;
}

const char *hint_for_line(const char *text, size_t len)
{
    while (len && isspace((unsigned char)text[len - 1]))
        len--;
    if (!len)
        return NULL;
    const struct hint_form *form = hint_form(text, len);
    if (form)
        return form->way;
    if (*text == '[')
        return "an array? jq -c '.[]' prints one record per line";
    if (*text == '{' && len == 1)
        return "each record must be on one line: use jq -c ., or cvi-extract for a scan document";
    if (hint_is_document(text, len))
        return "cvi-extract reads scan documents";
    if (strchr("{}]\"", *text))
        return NULL;
    if (memchr(text, '/', len) || has_ending(text, len))
        return "file names? cvi-parse --files-from=- reads them";
    return NULL;
}
