/* People pipe find, ls and pretty-printed JSON into filters. The start of the line identifies
 * each. */
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

const char *hint_for_line(const char *text, size_t len)
{
    while (len && isspace((unsigned char)text[len - 1]))
        len--;
    if (!len)
        return NULL;
    if (*text == '[')
        return "an array? records are one line each: jq -c '.[]' makes them so";
    if (*text == '{' && len == 1)
        return "records are one line each: jq -c . makes them so";
    if (strchr("{}]\"", *text))
        return NULL;
    if (memchr(text, '/', len) || has_ending(text, len))
        return "a file name? cvi-parse --files-from - reads names";
    return NULL;
}
