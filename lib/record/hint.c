/* Recognizes the output of find and ls, scan documents and pretty-printed JSON, which people pipe
 * into filters, by the beginning of a line. */
#include "record/hint.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { LONGEST_ENDING = 5 };

/* Returns whether the text ends like "name.mkv". */
static bool has_ending(const char *text, size_t len)
{
    size_t letters = 0;

    while (letters < len && isalnum((unsigned char)text[len - letters - 1]))
        letters++;
    return letters > 1 && letters <= LONGEST_ENDING && letters + 1 < len &&
           text[len - letters - 1] == '.';
}

/* Returns whether the text continues with a word, after blanks; then moves text past the word. */
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

    /* This is fast for most records, which begin with {"filename". */
    if (len > 2 && text[1] == '"' && text[2] != 's' && text[2] != 'r')
        return false;
    if (!take(&text, end, "{"))
        return false;
    return take(&text, end, "\"scan_summary\"") ||
           (take(&text, end, "\"results\"") && take(&text, end, ":") && take(&text, end, "["));
}

const char *hint_for_line(const char *text, size_t len)
{
    while (len && isspace((unsigned char)text[len - 1]))
        len--;
    if (!len)
        return NULL;
    if (*text == '[')
        return "an array? jq -c '.[]' prints one record per line";
    if (*text == '{' && len == 1)
        return "each record must be on one line: use jq -c ., or cvi-extract for a scan document";
    if (hint_is_document(text, len))
        return "cvi-extract reads scan documents";
    if (strchr("{}]\"", *text))
        return NULL;
    if (memchr(text, '/', len) || has_ending(text, len))
        return "a file name? cvi-parse --files-from - reads names";
    return NULL;
}
