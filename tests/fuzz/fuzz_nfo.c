/* Fuzzes side files: the result has no ids, or ids in the format of media.ids. */
#include <stdint.h>
#include <string.h>

#include "match/nfo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const json_t *ids)
{
    const char *imdb = json_string_value(json_object_get(ids, "imdb"));

    if (!json_object_size(ids) || (imdb && (strncmp(imdb, "tt", 2) != 0 || strlen(imdb) > 12)))
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (int type = MEDIA_MOVIE; type <= MEDIA_SHOW; type++) {
        json_auto_t *ids = nfo_ids((const char *)data, size, (enum media_type)type);

        if (ids)
            check(ids);
    }
    return 0;
}
