/* The splitter and what turns its elements into records, on any bytes: the same must be found in
 * blocks of any size, and what is called a record must be one. */
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

static void convert(const struct split_item *item, struct scanfile_entry *e)
{
    enum scanfile_got got = scanfile_convert(e, item->text, item->len);

    if (got == SCANFILE_SUMMARY || got == SCANFILE_BAD)
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

/* Adds what was found to found. False at the end. */
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
    struct scanfile_entry e = {0};

    split_in_blocks(data, size, size + 1, &whole, &e);
    split_in_blocks(data, size, size ? data[0] % 16U + 1 : 1, &parts, NULL);
    insist(whole.len == parts.len && !memcmp(buf_text(&whole), buf_text(&parts), whole.len));
    scanfile_release(&e);
    buf_release(&whole);
    buf_release(&parts);
    return 0;
}
