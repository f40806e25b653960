/* Reads the bytes of a file and prints the records of its entries, for all formats. */
#include "extract/parts.h"

#include <errno.h>
#include <jansson.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "json/ndjson.h"
#include "terminal/screen.h"

void reading_complain(struct reading *r, const char *code, const struct split_item *at,
                      const char *why)
{
    char place[64] = "", message[1024];
    json_auto_t *record = at->entry
                              ? json_pack("{s:I}", "entry", (json_int_t)at->entry)
                              : json_pack("{s:I}", "line", (json_int_t)(at->line ? at->line : 1));

    if (at->entry && at->line)
        snprintf(place, sizeof place, "entry %lld (line %lld): ", at->entry, at->line);
    else if (at->entry)
        snprintf(place, sizeof place, "entry %lld: ", at->entry);
    else if (at->line)
        snprintf(place, sizeof place, "line %lld: ", at->line);
    snprintf(message, sizeof message, "%s: %s%s", r->name, place, why);
    struct record_error error = {.code = code, .message = message};
    json_object_set_new(record, "error", record_error(r->f->stage, &error));
    ndjson_put(record);
    msg_warn("%s", message);
    r->f->status = msg_worse(r->f->status, EX_DATAERR);
}

/* Reports the stored lines as lost records. Called when the input is found to be records, one per
 * line: the stored lines are then not log lines before a document. */
static void complain_of_texts(struct reading *r)
{
    for (size_t i = 0; i < r->text_count; i++)
        reading_complain(r, "not-a-record", &(struct split_item){.line = r->texts[i]}, "not JSON");
    r->text_count = 0;
}

static void put_unknown(struct reading *r)
{
    struct scanfile_entry *e = &r->f->entry;
    struct record_error error = {.code = "bad-entry", .message = e->why.text};
    json_auto_t *object = record_error(r->f->stage, &error);

    ndjson_put_with(e->out.at, e->out.len, "error", object);
    screen_post()->done++;
    msg_more("%s: %s", r->name, e->why.text);
    r->f->status = msg_worse(r->f->status, EX_RECORD);
}

/* Adds the exact bytes of the file name of the record in e->out. Returns false if the record has no
 * name. Sets e->inner to the members of the record. */
static bool read_filename(struct scanfile_entry *e, struct buf *name)
{
    if (!raw_read(&e->inner, e->out.at, e->out.len, RAW_LOOSE))
        return false;
    const struct raw_member *text = raw_find(&e->inner, "filename");
    const struct raw_member *exact = raw_find(&e->inner, "filename_b64");
    if (raw_is_text(exact)) {
        char *base64 = cvi_strndup(exact->value + 1, exact->len - 2);
        bool is_read = text_unbase64(name, base64);

        free(base64);
        if (is_read)
            return true;
        buf_clear(name);
    }
    return raw_is_text(text) && raw_decode(name, text->value, text->len);
}

/* Returns whether a pattern excludes the file of the record in entry.out. */
static bool is_excluded(const struct reading *r)
{
    struct buf name = BUF_INIT(NDJSON_LINE_MAX);

    if (globs_are_none(r->f->exclude))
        return false;
    bool is = read_filename(&r->f->entry, &name) && globs_fit_file(r->f->exclude, buf_text(&name));
    buf_release(&name);
    return is;
}

/* Replaces the path of the record in entry.out by the path on this machine, if a prefix matches. */
static void map_name(const struct reading *r)
{
    struct scanfile_entry *e = &r->f->entry;
    struct buf name = BUF_INIT(NDJSON_LINE_MAX), mapped = BUF_INIT(2 * (size_t)NDJSON_LINE_MAX);

    if (r->f->prefixes && r->f->prefixes->count && read_filename(e, &name) &&
        prefixes_map(r->f->prefixes, buf_text(&name), &mapped)) {
        struct buf out = BUF_INIT(e->out.max);
        struct buf members = BUF_INIT(e->out.max);
        json_auto_t *named = json_object();

        record_set_filename(named, buf_text(&mapped), mapped.len);
        json_text_add(&members, named);
        buf_add(&out, buf_text(&members), members.len - 1);
        for (size_t i = 0; i < e->inner.count; i++) {
            const struct raw_member *m = &e->inner.at[i];

            if (raw_is_key(m, "filename") || raw_is_key(m, "filename_b64"))
                continue;
            buf_putc(&out, ',');
            buf_add(&out, m->key - 1, (size_t)(m->value + m->len - m->key) + 1);
        }
        buf_putc(&out, '}');
        buf_release(&members);
        buf_release(&e->out);
        e->out = out;
    }
    buf_release(&mapped);
    buf_release(&name);
}

/* Prints the record in entry.out, if it is selected. */
static void put_record(struct reading *r, enum scanfile_got got)
{
    const struct scanfile_entry *e = &r->f->entry;

    map_name(r);
    if (is_excluded(r)) {
        r->excluded++;
    } else if (got == SCANFILE_UNKNOWN) {
        put_unknown(r);
    } else if (got == SCANFILE_UNSCANNED && !r->f->unscanned) {
        r->unscanned++;
    } else if (got != SCANFILE_RECORD || r->f->chosen[e->status]) {
        ndjson_put_text(e->out.at, e->out.len);
        screen_post()->done++;
        r->put++;
    }
}

static void put_listed(struct reading *r, const struct split_item *item, const char *code)
{
    struct scanfile_entry *e = &r->f->entry;
    size_t i;
    const json_t *record;

    r->orphans += e->listing->orphan;
    r->clashes += e->listing->clash;
    json_array_foreach(e->listing->records, i, record)
    {
        buf_clear(&e->out);
        json_text_add(&e->out, record);
        if (e->out.len > NDJSON_LINE_MAX)
            reading_complain(r, code, item, "longer than the maximum length of a record");
        else
            put_record(r, SCANFILE_UNSCANNED);
    }
}

void reading_item(struct reading *r, const struct split_item *item)
{
    struct scanfile_entry *e = &r->f->entry;
    const char *code = item->entry ? "bad-entry" : "not-a-record";
    enum scanfile_got got = SCANFILE_BAD;

    if (item->too_long)
        why_set(&e->why, EX_DATAERR, "longer than %d bytes", NDJSON_LINE_MAX);
    else
        got = scanfile_convert(e, item->text, item->len);
    if (got == SCANFILE_SUMMARY && !item->entry && !r->understood) {
        r->summary = true;
        return;
    }
    if (!item->entry)
        complain_of_texts(r);
    r->understood = true;
    if (got == SCANFILE_EMPTY)
        return;
    r->found++;
    if (got == SCANFILE_SUMMARY || got == SCANFILE_BAD)
        reading_complain(r, code, item, got == SCANFILE_BAD ? e->why.text : "no file name");
    else if (got == SCANFILE_LISTED)
        put_listed(r, item, code);
    else if (got == SCANFILE_NO_FILE)
        r->no_file++;
    else if (got == SCANFILE_OTHER)
        r->other++;
    else
        put_record(r, got);
}

/* Waits until the file can be read. Returns false if reading must stop. */
static bool wait_for(const struct reading *r)
{
    struct pollfd ready[] = {
        {.fd = r->fd, .events = POLLIN},
        {.fd = r->f->interrupt, .events = POLLIN},
    };
    int n;

    do {
        screen_tick();
        n = poll(ready, 2, screen_patience());
    } while (n == 0 || (n < 0 && errno == EINTR));
    return !(ready[1].revents & POLLIN);
}

/* Reports why reading failed and, for a directory, what to do. */
static void report_unread(const struct reading *r, int error)
{
    struct buf word = BUF_INIT(SIZE_MAX / 2);

    text_word(&word, r->name, "FOLDER");
    if (error == EISDIR)
        msg_warn("%s: is a directory (scan it first: cvi-scan %s | cvi-extract)", r->name,
                 buf_text(&word));
    else
        msg_warn("%s: cannot be read: %s", r->name, strerror(error));
    buf_release(&word);
}

bool reading_more(struct reading *r)
{
    ssize_t len;

    do {
        ndjson_flush();
        if (!wait_for(r)) {
            r->interrupted = true;
            return false;
        }
        len = read(r->fd, r->block + r->len, READING_BYTES - r->len);
    } while (len < 0 && (errno == EINTR || errno == EAGAIN));
    if (len < 0) {
        report_unread(r, errno);
        r->f->status = msg_worse(r->f->status, r->path ? EX_NOINPUT : EX_IOERR);
        r->broken = true;
        return false;
    }
    r->ended = len == 0;
    r->len += (size_t)len;
    return true;
}
