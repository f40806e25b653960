/* Reads JSON: scan documents, listings, and records (one per line). */
#include "extract/parts.h"
#include "json/ndjson.h"

/* Processes a line that is not JSON. After a document or a record, reports the line as a lost
 * record. Otherwise, stores the number of the line, because it may be a log line before a document.
 * Returns false if READING_TEXTS_MAX lines have been stored. */
static bool read_text(struct reading *r, const struct split_item *at)
{
    if (r->understood) {
        reading_complain(r, "not-a-record", at, at->why ? at->why : "not JSON");
        return true;
    }
    r->texts[r->text_count++] = at->line;
    if (!r->text_why)
        r->text_why = at->why;
    return r->text_count < READING_TEXTS_MAX;
}

/* Processes the items in the bytes that were fed. Returns false if reading must stop. */
static bool read_fed(struct reading *r, struct split *s)
{
    struct split_item item;

    for (;;) {
        switch (split_next(s, &item)) {
        case SPLIT_ELEMENT:
        case SPLIT_OBJECT:
            reading_item(r, &item);
            break;
        case SPLIT_DOCUMENT:
            r->understood = true;
            break;
        case SPLIT_SUMMARY: /* not needed here */
            break;
        case SPLIT_TEXT:
            if (!read_text(r, &item))
                return false;
            break;
        case SPLIT_BROKEN:
            reading_complain(r, "broken", &item, item.why);
            r->broken = true;
            return false;
        case SPLIT_MORE:
            return true;
        case SPLIT_END:
            return false;
        }
    }
}

void format_json_read(struct reading *r)
{
    struct split s = SPLIT_INIT(NDJSON_LINE_MAX);
    bool more = true;

    s.wants_listings = true;
    while (more) {
        if (r->ended)
            split_finish(&s);
        split_feed(&s, r->block, r->len);
        r->len = 0;
        more = read_fed(r, &s) && reading_more(r);
    }
    r->missing = split_missing(&s);
    split_release(&s);
}
