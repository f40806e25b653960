/* Fuzzes paths: the result is a media object with a title, or with the kind of a name that is not a
 * title, and it can be written as JSON. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parse/name.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *path = cvi_strndup((const char *)data, size);
    json_t *media = name_explained(path);
    const char *title = json_string_value(json_object_get(media, "title"));
    char *line = json_dumps(media, JSON_COMPACT);

    if (!(title ? *title != '\0' : json_is_string(json_object_get(media, "untitled"))) || !line ||
        !json_object_get(media, "type"))
        __builtin_trap();
    free(line);
    json_decref(media);
    free(path);
    return 0;
}
