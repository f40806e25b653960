/* Turns entries of scan documents into records; then reads whole files of them. Entries are taken
 * apart and put together as text: a million of them pass without being parsed into values, and
 * every number stays as it was written. */
#include "extract/scanfile.h"

#include <errno.h>
#include <jansson.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "extract/split.h"
#include "json/ndjson.h"
#include "record/hint.h"
#include "terminal/screen.h"

enum { READ_BYTES = 65536, TEXTS_MAX = 1000 };

/* --- One entry ------------------------------------------------------------------------------ */

static enum scanfile_got bad(struct scanfile_entry *e, const char *why)
{
    why_set(&e->why, EX_DATAERR, "%s", why);
    return SCANFILE_BAD;
}

static bool is_object(const struct raw_member *member)
{
    return member && *member->value == '{';
}

/* The place of a member's word in the list; -1 when it is none of them. */
static int word_of(const struct raw_member *member, const char *const *words)
{
    char word[16] = "";

    if (!raw_is_text(member) || member->len - 2 >= sizeof word)
        return -1;
    memcpy(word, member->value + 1, member->len - 2);
    return record_word(words, word);
}

/* A yes or no of the scan: 0, 1, or -1 when it is neither. SQLite writes them as numbers. */
static int flag_of(const struct raw_member *member)
{
    static const struct {
        const char *text;
        int flag;
    } table[] = {
        {"true", 1}, {"false", 0}, {"null", 0}, {"1", 1}, {"0", 0},
    };

    if (!member)
        return 0;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (member->len == strlen(table[i].text) &&
            memcmp(member->value, table[i].text, member->len) == 0)
            return table[i].flag;
    }
    return -1;
}

/* Judges by the members of an entry. False with why when they do not say. */
static bool read_health(struct scanfile_entry *e)
{
    const struct raw_member *status = raw_find(&e->members, "status");
    const struct raw_member *corrupt = raw_find(&e->members, "is_corrupt");
    const struct raw_member *deep = raw_find(&e->members, "needs_deep_scan");
    int word = word_of(status, record_scan_words);
    int is_corrupt = flag_of(corrupt), is_suspicious = flag_of(deep);

    if (word >= 0) {
        e->status = (enum scan_status)word;
        return true;
    }
    if (status && !corrupt && !deep && flag_of(status))
        return why_set(&e->why, EX_DATAERR, "status: neither healthy, suspicious nor corrupt");
    if (is_corrupt < 0)
        return why_set(&e->why, EX_DATAERR, "is_corrupt: neither true nor false");
    if (!is_corrupt && is_suspicious < 0)
        return why_set(&e->why, EX_DATAERR, "needs_deep_scan: neither true nor false");
    e->status = is_corrupt ? SCAN_CORRUPT : is_suspicious ? SCAN_SUSPICIOUS : SCAN_HEALTHY;
    return true;
}

/* The member that names the file, or NULL. path stays where it is when it is inside video_file. */
static const struct raw_member *find_name(struct scanfile_entry *e)
{
    static const char *const keys[] = {"file_path", "path", NULL};
    const struct raw_member *name = raw_find(&e->members, "filename");
    const struct raw_member *file = raw_find(&e->members, "video_file");

    if (raw_is_text(name))
        return name;
    if (is_object(file) && raw_read(&e->inner, file->value, file->len, RAW_LOOSE)) {
        name = raw_find(&e->inner, "path");
        if (raw_is_text(name))
            return name;
    }
    for (const char *const *key = keys; *key; key++) {
        name = raw_find(&e->members, *key);
        if (raw_is_text(name))
            return name;
    }
    return NULL;
}

/* Adds the members "filename" and, when the bytes are not UTF-8, "filename_b64". */
static bool add_mended_name(struct buf *out, const struct raw_member *name)
{
    struct buf bytes = BUF_INIT(NDJSON_LINE_MAX);
    bool decoded = raw_decode(&bytes, name->value, name->len);

    if (decoded) {
        json_auto_t *object = json_object();

        record_set_filename(object, buf_text(&bytes), bytes.len);
        struct buf text = BUF_INIT((size_t)NDJSON_LINE_MAX * 8);
        json_text_add(&text, object);
        buf_add(out, text.at + 1, text.len - 2);
        buf_release(&text);
    }
    buf_release(&bytes);
    return decoded;
}

static void add_name(struct scanfile_entry *e, const struct raw_member *name)
{
    const struct raw_member *exact = raw_find(&e->members, "filename_b64");

    buf_puts(&e->out, "\"filename\":");
    buf_add(&e->out, name->value, name->len);
    if (raw_is_text(exact)) {
        buf_puts(&e->out, ",\"filename_b64\":");
        buf_add(&e->out, exact->value, exact->len);
    }
}

static bool is_key(const struct raw_member *member, const char *key)
{
    return member->key_len == strlen(key) && memcmp(member->key, key, member->key_len) == 0;
}

/* Adds what the entry holds beside its name, and its status when that is known. */
static void add_scan(struct scanfile_entry *e, const struct raw_member *name, bool known, bool mend)
{
    const char *comma = "";

    if (known) {
        buf_printf(&e->out, "\"status\":\"%s\"", record_scan_words[e->status]);
        comma = ",";
    }
    for (size_t i = 0; i < e->members.count; i++) {
        const struct raw_member *m = &e->members.at[i];

        if (m->value == name->value || is_key(m, "filename") || is_key(m, "filename_b64") ||
            (known && is_key(m, "status")))
            continue;
        buf_puts(&e->out, comma);
        comma = ",";
        if (mend)
            raw_repair(&e->out, m->key - 1, m->key_len + 2);
        else
            buf_add(&e->out, m->key - 1, m->key_len + 2);
        buf_putc(&e->out, ':');
        if (mend)
            raw_repair(&e->out, m->value, m->len);
        else if (*m->value == '{' || *m->value == '[')
            raw_compact(&e->out, m->value, m->len);
        else
            buf_add(&e->out, m->value, m->len);
    }
}

/* What does not fit a line of a record is none. Mended text must have become sound. */
static bool is_record(struct scanfile_entry *e, bool mend)
{
    if (e->out.len > NDJSON_LINE_MAX)
        return why_set(&e->why, EX_DATAERR, "longer than %d bytes", NDJSON_LINE_MAX);
    if (!mend)
        return true;
    json_auto_t *record = ndjson_load(e->out.at, e->out.len, &e->why);
    return record != NULL;
}

/* A record of ours is handed on as it came; a line of it, that is. */
static void copy_record(struct scanfile_entry *e, const char *text, size_t len)
{
    if (memchr(text, '\n', len))
        raw_compact(&e->out, text, len);
    else
        buf_add(&e->out, text, len);
}

/* A record that was made before. False when the entry is not one. */
static bool read_own(struct scanfile_entry *e, const char *text, size_t len, enum scanfile_got *got)
{
    const struct raw_member *scan = raw_find(&e->members, "scan");

    if (is_object(raw_find(&e->members, "error"))) {
        *got = SCANFILE_FAILED;
    } else if (raw_is_text(raw_find(&e->members, "filename")) && is_object(scan)) {
        bool read = raw_read(&e->inner, scan->value, scan->len, RAW_LOOSE);
        int word = read ? word_of(raw_find(&e->inner, "status"), record_scan_words) : -1;

        *got = word < 0 ? SCANFILE_UNKNOWN : SCANFILE_RECORD;
        e->status = word < 0 ? SCAN_CORRUPT : (enum scan_status)word;
        if (word < 0)
            why_set(&e->why, EX_DATAERR, "scan.status: neither healthy, suspicious nor corrupt");
    } else {
        return false;
    }
    copy_record(e, text, len);
    return true;
}

static bool is_summary(const struct scanfile_entry *e)
{
    static const char *const keys[] = {"total_files", "processed_files", "scan_summary", "summary",
                                       NULL};

    for (const char *const *key = keys; *key; key++) {
        if (raw_find(&e->members, *key))
            return true;
    }
    return false;
}

/* Finds the members. mend: Jansson would refuse the text, but its outline is clear. */
static bool read_entry(struct scanfile_entry *e, const char *text, size_t len, bool *mend)
{
    *mend = false;
    if (raw_read(&e->members, text, len, RAW_STRICT))
        return true;
    json_auto_t *value = ndjson_load(text, len, &e->why);
    *mend = !value;
    return raw_read(&e->members, text, len, RAW_LOOSE);
}

enum scanfile_got scanfile_convert(struct scanfile_entry *e, const char *text, size_t len)
{
    enum scanfile_got own;
    bool mend;

    /* Mending makes three bytes, or six, of one. */
    e->out.max = 8 * (size_t)NDJSON_LINE_MAX;
    buf_clear(&e->out);
    if (!len || *text != '{')
        return bad(e, "not a record: a JSON object is wanted");
    if (!read_entry(e, text, len, &mend))
        return SCANFILE_BAD;
    if (!mend && read_own(e, text, len, &own))
        return own;

    const struct raw_member *name = find_name(e);
    if (!name && mend)
        return SCANFILE_BAD;
    if (!name && is_summary(e))
        return SCANFILE_SUMMARY;
    if (!name)
        return bad(e, raw_find(&e->members, "results") ? "results: an array is wanted"
                                                       : "no file is named in it");
    bool known = read_health(e);
    buf_putc(&e->out, '{');
    if (!mend)
        add_name(e, name);
    else if (!add_mended_name(&e->out, name))
        return bad(e, "the name holds what no file name can");
    buf_puts(&e->out, ",\"scan\":{");
    add_scan(e, name, known, mend);
    buf_puts(&e->out, "}}");
    if (!is_record(e, mend))
        return SCANFILE_BAD;
    return known ? SCANFILE_RECORD : SCANFILE_UNKNOWN;
}

void scanfile_release(struct scanfile_entry *e)
{
    buf_release(&e->out);
    raw_release(&e->members);
    raw_release(&e->inner);
}

/* --- A file of entries ---------------------------------------------------------------------- */

/* One file while it is read. */
struct reading {
    struct scanfile *f;
    const char *name;
    bool understood; /* a document or a record was there */
    bool summary;    /* the totals of a scan were there */
    bool broken;
    long long texts[TEXTS_MAX]; /* the lines before that were not JSON */
    size_t text_count;
    const char *text_why; /* what was wrong with the first that looked like JSON */
    bool begun;
    const char *hint; /* what its first line probably is, and what to do with it; NULL: unknown */
    long long found, put, excluded;
};

/* Puts out that there is no record at this place, and says so. */
static void complain(struct reading *r, const char *code, const struct split_item *at,
                     const char *why)
{
    char place[64], message[1024];
    json_auto_t *record = at->entry ? json_pack("{s:I}", "entry", (json_int_t)at->entry)
                                    : json_pack("{s:I}", "line", (json_int_t)at->line);

    if (at->entry)
        snprintf(place, sizeof place, "entry %lld (line %lld)", at->entry, at->line);
    else
        snprintf(place, sizeof place, "line %lld", at->line);
    snprintf(message, sizeof message, "%s: %s: %s", r->name, place, why);
    struct record_error error = {.code = code, .message = message};
    json_object_set_new(record, "error", record_error(r->f->stage, &error));
    ndjson_put(record);
    msg_warn("%s", message);
    r->f->status = msg_worse(r->f->status, EX_DATAERR);
}

/*
 * A line that is not JSON. Before a document it is somebody's talk; among records it is a loss.
 * False when there has been so much talk that no document is to be expected. */
static bool read_text(struct reading *r, const struct split_item *at)
{
    if (r->understood) {
        complain(r, "not-a-record", at, at->why ? at->why : "not JSON");
        return true;
    }
    r->texts[r->text_count++] = at->line;
    if (!r->text_why)
        r->text_why = at->why;
    return r->text_count < TEXTS_MAX;
}

/* A record was found that belongs to no document: these are lines, and earlier ones were lost. */
static void complain_of_texts(struct reading *r)
{
    for (size_t i = 0; i < r->text_count; i++)
        complain(r, "not-a-record", &(struct split_item){.line = r->texts[i]}, "not JSON");
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

/* Adds the file name of the record, its exact bytes. Returns false when it has none. */
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

/* Whether the record in out is about a file that a pattern leaves out. */
static bool is_excluded(const struct reading *r)
{
    struct buf name = BUF_INIT(NDJSON_LINE_MAX);

    if (globs_are_none(r->f->exclude))
        return false;
    bool is = read_filename(&r->f->entry, &name) && globs_fit_file(r->f->exclude, buf_text(&name));
    buf_release(&name);
    return is;
}

static void read_item(struct reading *r, const struct split_item *item)
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
    r->found++;
    if (!item->entry)
        complain_of_texts(r);
    r->understood = true;
    if (got == SCANFILE_SUMMARY || got == SCANFILE_BAD) {
        complain(r, code, item, got == SCANFILE_BAD ? e->why.text : "no file is named in it");
    } else if (is_excluded(r)) {
        r->excluded++;
    } else if (got == SCANFILE_UNKNOWN) {
        put_unknown(r);
    } else if (got == SCANFILE_FAILED || r->f->chosen[e->status]) {
        ndjson_put_text(e->out.at, e->out.len);
        screen_post()->done++;
        r->put++;
    }
}

/* Works on what was fed. False when there is nothing more to be had from the file. */
static bool read_fed(struct reading *r, struct split *s)
{
    struct split_item item;

    for (;;) {
        switch (split_next(s, &item)) {
        case SPLIT_ELEMENT:
        case SPLIT_OBJECT:
            read_item(r, &item);
            break;
        case SPLIT_DOCUMENT:
            r->understood = true;
            break;
        case SPLIT_SUMMARY: /* nobody wants it here */
            break;
        case SPLIT_TEXT:
            if (!read_text(r, &item))
                return false;
            break;
        case SPLIT_BROKEN:
            complain(r, "broken", &item, item.why);
            r->broken = true;
            return false;
        case SPLIT_MORE:
            return true;
        case SPLIT_END:
            return false;
        }
    }
}

/* There was only text. */
static void complain_of_all(struct reading *r, const struct split_item *first)
{
    char why[512];

    if (r->hint)
        snprintf(why, sizeof why, "neither a scan document nor records (%s)", r->hint);
    else
        snprintf(why, sizeof why, "neither a scan document nor records");
    complain(r, "not-a-record", first, r->text_why ? r->text_why : why);
}

/* Nothing that could be read is a failure, unless the file is empty. */
static void settle(struct reading *r)
{
    struct split_item first = {.line = r->texts[0]};

    if (r->excluded)
        msg_more("%s: entries: %lld, chosen: %lld, excluded: %lld", r->name, r->found, r->put,
                 r->excluded);
    else
        msg_more("%s: entries: %lld, chosen: %lld", r->name, r->found, r->put);
    if (r->excluded && r->excluded == r->found)
        msg_note("%s: no file is left: --exclude leaves out all of them", r->name);
    if (r->understood || r->broken || (!r->summary && !r->text_count))
        return;
    if (!r->summary) {
        complain_of_all(r, &first);
        return;
    }
    msg_warn("%s: No media items found: it is only a summary, in which no file is named (scan "
             "again with a version that writes results)",
             r->name);
    r->f->status = msg_worse(r->f->status, EX_DATAERR);
}

/* Waits until fd can be read. False when the reading is to stop. */
static bool wait_for(int fd, int interrupt)
{
    int n;

    struct pollfd ready[] = {
        {.fd = fd, .events = POLLIN},
        {.fd = interrupt, .events = POLLIN},
    };

    do {
        screen_tick();
        n = poll(ready, 2, screen_patience());
    } while (n == 0 || (n < 0 && errno == EINTR));
    return !(ready[1].revents & POLLIN);
}

/* Feeds what comes next. False at the end. */
static bool feed(struct reading *r, struct split *s, int fd, char *block)
{
    ssize_t len = read(fd, block, READ_BYTES);

    if (len < 0 && (errno == EINTR || errno == EAGAIN))
        return true;
    if (len < 0) {
        if (errno == EISDIR)
            msg_warn("%s: that is a folder: scan it first (cvi-scan %s | cvi-extract)", r->name,
                     r->name);
        else
            msg_warn("%s: cannot be read: %s", r->name, strerror(errno));
        r->f->status = msg_worse(r->f->status, fd == STDIN_FILENO ? EX_IOERR : EX_NOINPUT);
        r->broken = true;
        return false;
    }
    if (len > 0 && !r->begun) {
        const char *end = memchr(block, '\n', (size_t)len);

        r->hint = hint_for_line(block, end ? (size_t)(end - block) : (size_t)len);
        r->begun = true;
    }
    if (len == 0)
        split_finish(s);
    split_feed(s, block, (size_t)len);
    return true;
}

void scanfile_read(struct scanfile *f, int fd, const char *name)
{
    struct reading r = {.f = f, .name = name};
    struct split s = SPLIT_INIT(NDJSON_LINE_MAX);
    char *block = cvi_alloc(READ_BYTES);
    bool more = true;

    while (more) {
        ndjson_flush();
        more = wait_for(fd, f->interrupt);
        if (!more)
            break;
        more = feed(&r, &s, fd, block) && read_fed(&r, &s);
        if (!more)
            settle(&r);
    }
    ndjson_flush();
    split_release(&s);
    free(block);
}
