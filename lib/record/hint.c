/* Recognizes common mistakes in a filter's input from a single line. */
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
 * bzip2 has no specification). */
static const struct packer {
    const char *program;
    const char *begin;
    const char *hint;
} packers[] = {
    {"gzip", "\x1f\x8b", "unpack it first: gzip -dc FILE"},
    {"zstd", "\x28\xb5\x2f\xfd", "unpack it first: zstd -dc FILE"},
    {"xz", "\xfd\x37zXZ", "unpack it first: xz -dc FILE"},
    {"bzip2", "BZh", "unpack it first: bzip2 -dc FILE"},
};

static const struct packer *find_packer(const char *text, size_t len)
{
    static const char block[] = "1AY&SY"; /* follows "BZh" and a digit */

    for (size_t i = 0; i < sizeof packers / sizeof *packers; i++) {
        const struct packer *packer = &packers[i];
        size_t begin = strlen(packer->begin);

        if (len >= begin && memcmp(text, packer->begin, begin) == 0 &&
            (*text != 'B' || (len >= 10 && memcmp(text + 4, block, 6) == 0)))
            return packer;
    }
    return NULL;
}

const char *hint_packer(const char *text, size_t len)
{
    const struct packer *packer = find_packer(text, len);

    return packer ? packer->program : NULL;
}

const char *hint_for_line(const char *text, size_t len)
{
    while (len && isspace((unsigned char)text[len - 1]))
        len--;
    if (!len)
        return NULL;
    const struct packer *packer = find_packer(text, len);
    if (packer)
        return packer->hint;
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
