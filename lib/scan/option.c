/* Small grammars, each with all that it refuses. */
#include "scan/option.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

enum { MOST_AGE = 1000000, MOST_PARTS = 1000000 };

/* Reads the number before the character at end; false when it is none. */
static bool number_before(const char *text, const char *end, long most, long *number)
{
    char *digits = cvi_strndup(text, (size_t)(end - text));
    bool read = text_number(digits, most, number);

    free(digits);
    return read;
}

bool scan_option_age(const char *text, int64_t *seconds)
{
    static const struct {
        char unit;
        int64_t seconds;
    } units[] = {
        {'h', 3600},
        {'d', 86400},
        {'w', 604800},
    };
    size_t len = strlen(text);
    long number;

    for (size_t i = 0; len && i < sizeof units / sizeof *units; i++) {
        if (text[len - 1] == units[i].unit) {
            if (!number_before(text, text + len - 1, MOST_AGE, &number))
                return false;
            *seconds = number * units[i].seconds;
            return true;
        }
    }
    if (!text_number(text, MOST_AGE, &number))
        return false;
    *seconds = (int64_t)number * 86400;
    return true;
}

bool scan_option_shard(const char *text, unsigned long *part, unsigned long *parts)
{
    const char *slash = strchr(text, '/');
    long one, all;

    if (!slash || !number_before(text, slash, MOST_PARTS, &one) ||
        !text_number(slash + 1, MOST_PARTS, &all) || one < 1 || one > all)
        return false;
    *part = (unsigned long)one;
    *parts = (unsigned long)all;
    return true;
}

static void add_ending(struct scan_endings *e, const char *text, size_t len)
{
    e->at = cvi_realloc(e->at, (e->count + 2) * sizeof *e->at);
    e->at[e->count++] = cvi_strndup(text, len);
    e->at[e->count] = NULL;
}

bool scan_option_endings(const char *word, void *endings)
{
    static const char between[] = ", \t\n";
    size_t before = ((struct scan_endings *)endings)->count;

    for (word += strspn(word, between); *word; word += strspn(word, between)) {
        size_t len = strcspn(word, between), dots = *word == '.';

        if (len == dots)
            return false;
        add_ending(endings, word + dots, len - dots);
        word += len;
    }
    return ((struct scan_endings *)endings)->count > before;
}

void scan_endings_release(struct scan_endings *e)
{
    for (size_t i = 0; i < e->count; i++)
        free((char *)e->at[i]);
    free(e->at);
    *e = (struct scan_endings){0};
}
