/* Functions for both scripts. */
#include "script/script.h"

#include <string.h>

#include "json/ndjson.h"

void script_show(struct buf *out, const struct script *script, const char *what)
{
    buf_printf(out, "exec cvi-options --show=%s %s\n", what, script->program->name);
}

void script_print(const char *text)
{
    ndjson_put_bytes(text, strlen(text));
    ndjson_flush();
}
