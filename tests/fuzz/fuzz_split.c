/* Fuzzes the splitter and the conversion of its elements to records: the results must be the same
 * for blocks of any size, and its records must be valid. */
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "extract/scanfile.h"
#include "extract/split.h"
#include "json/ndjson.h"

enum { MOST = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool fact)
{
    if (!fact)
        abort();
}

/* Checks the records of a listing: each must have a file or a title. */
static void insist_on_records(const json_t *records)
{
    size_t i;
    const json_t *record;

    json_array_foreach(records, i, record)
    {
        struct media media;

        insist(record_filename(record) || json_object_get(record, "media"));
        insist(!json_object_get(record, "media") || record_media(record, &media, NULL));
        insist(!json_object_get(record, "scan"));
    }
}

static void convert(const struct split_item *item, struct scanfile_entry *e)
{
    enum scanfile_got got = scanfile_convert(e, item->text, item->len);

    if (got == SCANFILE_LISTED)
        insist_on_records(e->listing->records);
    if (got >= SCANFILE_LISTED && got != SCANFILE_UNSCANNED)
        return;
    insist(!memchr(e->out.at, '\n', e->out.len));
    json_t *record = ndjson_load(e->out.at, e->out.len, NULL);
    insist(record);
    enum scan_status status;
    if (got == SCANFILE_RECORD)
        insist(record_filename(record) && record_scan(record, &status, NULL) &&
               status == e->status);
    json_decref(record);
}

/* Adds the new elements to found. Returns false at the end. */
static bool drain(struct split *s, struct buf *found, struct scanfile_entry *e)
{
    struct split_item item;

    for (;;) {
        enum split_got got = split_next(s, &item);

        if (got == SPLIT_MORE || got == SPLIT_END)
            return got == SPLIT_MORE;
        buf_printf(found, "%d %d %lld %lld %s\n", got, item.too_long, item.line, item.entry,
                   item.why ? item.why : "");
        buf_add(found, item.text, item.len);
        if (e && (got == SPLIT_ELEMENT || got == SPLIT_OBJECT) && !item.too_long)
            convert(&item, e);
    }
}

static void split_in_blocks(const uint8_t *data, size_t size, size_t block, struct buf *found,
                            struct scanfile_entry *e)
{
    struct split s = SPLIT_INIT(MOST);

    s.wants_listings = size % 4; /* with and without */
    for (size_t at = 0; at < size; at += block) {
        split_feed(&s, (const char *)data + at, size - at < block ? size - at : block);
        insist(drain(&s, found, e));
    }
    split_finish(&s);
    insist(!drain(&s, found, e));
    split_release(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf whole = BUF_INIT(1 << 26), parts = BUF_INIT(1 << 26);
    struct listing listing = {0};
    struct scanfile_entry e = {.listing = &listing};

    split_in_blocks(data, size, size + 1, &whole, &e);
    split_in_blocks(data, size, size ? data[0] % 16U + 1 : 1, &parts, NULL);
    insist(whole.len == parts.len && !memcmp(buf_text(&whole), buf_text(&parts), whole.len));
    scanfile_release(&e);
    listing_release(&listing);
    buf_release(&whole);
    buf_release(&parts);
    return 0;
}
