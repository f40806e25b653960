/* bench-json: only loads each line of standard input with Jansson and dumps it again, which is the
 * cost of a filter that builds all of every record. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;

    while ((len = getline(&line, &cap, stdin)) > 0) {
        json_t *record = json_loadb(line, (size_t)len, 0, NULL);
        char *text = record ? json_dumps(record, JSON_COMPACT) : NULL;

        if (!text) {
            fprintf(stderr, "bench-json: a line is not JSON\n");
            return EXIT_FAILURE;
        }
        puts(text);
        free(text);
        json_decref(record);
    }
    free(line);
    return EXIT_SUCCESS;
}
