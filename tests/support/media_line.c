/* Compares a media object with the columns of a table of names. */
#include "media_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t media_line_split(char *line, char **column, size_t count)
{
    size_t n = 0;

    line[strcspn(line, "\n")] = '\0';
    for (size_t i = 0; i < count; i++)
        n += (column[i] = line ? strsep(&line, "\t") : NULL) != NULL;
    return n;
}

/* Returns "1,3-5" as an array; "-" as an empty one. The caller frees the result. */
static json_t *expected_numbers(const char *text)
{
    json_t *list = json_array();

    while (*text >= '0' && *text <= '9') {
        char *end;
        long first = strtol(text, &end, 10), last = first;

        if (*end == '-')
            last = strtol(end + 1, &end, 10);
        for (long n = first; n <= last; n++)
            json_array_append_new(list, json_integer(n));
        text = *end == ',' ? end + 1 : end;
    }
    return list;
}

/* Returns the numbers of the media object in the same format. The caller frees the result. */
static json_t *read_numbers(const json_t *media, const char *one, const char *several)
{
    json_t *list = json_object_get(media, several), *number = json_object_get(media, one);

    if (list)
        return json_incref(list);
    list = json_array();
    if (number)
        json_array_append(list, number);
    return list;
}

static bool numbers_equal(const json_t *media, const char *one, const char *several,
                          const char *expected, char *said, size_t size)
{
    json_auto_t *want = expected_numbers(expected), *got = read_numbers(media, one, several);
    char *text;

    if (json_equal(want, got))
        return true;
    text = json_dumps(got, JSON_COMPACT);
    snprintf(said, size, "%s should be %s, is %s", several, expected, text);
    free(text);
    return false;
}

static bool text_equal(const json_t *media, const char *key, const char *expected, char *said,
                       size_t size)
{
    const char *got = json_string_value(json_object_get(media, key));

    if (strcmp(got ? got : "-", expected) == 0)
        return true;
    snprintf(said, size, "%s is %s", key, got ? got : "not set");
    return false;
}

bool media_line_equal(const json_t *media, char *const column[MEDIA_COLUMNS], char *said,
                      size_t size)
{
    json_int_t year = json_integer_value(json_object_get(media, "year"));

    said[0] = '\0';
    if (!text_equal(media, "type", column[0], said, size) ||
        !text_equal(media, "title", column[1], said, size))
        return false;
    if (year != strtol(column[2], NULL, 10)) {
        snprintf(said, size, "year is %d", (int)year);
        return false;
    }
    return numbers_equal(media, "season", "seasons", column[3], said, size) &&
           numbers_equal(media, "episode", "episodes", column[4], said, size);
}
