/* Shows a result as a line. The status is first, in a column of its own. */
#include "scan/line.h"

#include <string.h>

#include "base/text.h"

enum { STATE_COLUMNS = 12 };

/* Returns the string at record[key][member]; "" if it is missing. Borrowed from the record. */
static const char *text_at(const json_t *record, const char *key, const char *member)
{
    const char *text = json_string_value(json_object_get(json_object_get(record, key), member));

    return text ? text : "";
}

const char *scan_line_reason(const json_t *record)
{
    const char *message = text_at(record, "scan", "error_message");
    const char *detail =
        strstr(message, ": "); /* after the code of the finding, which is for scripts */

    if (json_object_get(record, "error"))
        return text_at(record, "error", "message");
    return detail ? detail + 2 : message;
}

void scan_line_add(struct buf *out, const json_t *record, const char *path, size_t columns)
{
    const char *state = text_at(record, "scan", "status");
    size_t room = columns > STATE_COLUMNS ? columns - STATE_COLUMNS : columns;

    text_fit(out, *state ? state : "unreadable", STATE_COLUMNS);
    text_entry(out, path, scan_line_reason(record), room);
}
