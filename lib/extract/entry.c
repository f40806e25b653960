/* Converts an entry of a scan document to a record. Processes the JSON as text, so that the
 * conversion is fast and all numbers stay unchanged. */
#include <jansson.h>
#include <string.h>

#include "extract/scanfile.h"
#include "json/ndjson.h"

static enum scanfile_got bad(struct scanfile_entry *e, const char *why)
{
    why_set(&e->why, EX_DATAERR, "%s", why);
    return SCANFILE_BAD;
}

static bool is_object(const struct raw_member *member)
{
    return member && *member->value == '{';
}

/* Returns the index of the member's string in `words`; -1 if `words` does not have it. */
static int word_of(const struct raw_member *member, const char *const *words)
{
    char word[16] = "";

    if (!raw_is_text(member) || member->len - 2 >= sizeof word)
        return -1;
    memcpy(word, member->value + 1, member->len - 2);
    return record_word(words, word);
}

/* Returns the value of a flag: 0 or 1, or -1 for an invalid value. A missing flag is 0. SQLite
 * writes flags as numbers. */
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

/* Reads the status from the members of an entry. Returns false with `why` if the status is missing,
 * invalid or contradictory. An entry with "filename" is a scan result, and is healthy if no member
 * states otherwise. An entry with another member for the name can be from any list of paths, so it
 * must state the status. */
static bool read_health(struct scanfile_entry *e, const struct raw_member *name)
{
    const struct raw_member *status = raw_find(&e->members, "status");
    const struct raw_member *corrupt = raw_find(&e->members, "is_corrupt");
    const struct raw_member *deep = raw_find(&e->members, "needs_deep_scan");
    int word = word_of(status, record_scan_words);
    int is_corrupt = flag_of(corrupt), is_suspicious = flag_of(deep);

    if (!status && !corrupt && !deep && !raw_is_key(name, "filename"))
        return why_set(&e->why, EX_DATAERR,
                       "not scanned: no status, is_corrupt or needs_deep_scan");
    if (word == SCAN_HEALTHY && is_corrupt == 1)
        return why_set(&e->why, EX_DATAERR, "status is healthy, but is_corrupt is true");
    if (word >= 0) {
        e->status = (enum scan_status)word;
        return true;
    }
    if (status && !corrupt && !deep && flag_of(status))
        return why_set(&e->why, EX_DATAERR, "status is neither healthy, suspicious nor corrupt");
    if (is_corrupt < 0)
        return why_set(&e->why, EX_DATAERR, "is_corrupt is neither true nor false");
    if (!is_corrupt && is_suspicious < 0)
        return why_set(&e->why, EX_DATAERR, "needs_deep_scan is neither true nor false");
    e->status = is_corrupt ? SCAN_CORRUPT : is_suspicious ? SCAN_SUSPICIOUS : SCAN_HEALTHY;
    return true;
}

/* Returns the member with the file name, or NULL. */
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

/* Adds the members "filename" and, if the bytes are not UTF-8, "filename_b64". Returns false if the
 * name cannot be decoded. */
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

/* Adds the members of "scan": the members of the entry except `name`, the member with the file
 * name. If `known` is set, replaces the member "status" by e->status. If `mend` is set, repairs
 * invalid text. */
static void add_scan(struct scanfile_entry *e, const struct raw_member *name, bool known, bool mend)
{
    const char *comma = "";

    if (known) {
        buf_printf(&e->out, "\"status\":\"%s\"", record_scan_words[e->status]);
        comma = ",";
    }
    for (size_t i = 0; i < e->members.count; i++) {
        const struct raw_member *m = &e->members.at[i];

        if (m->value == name->value || raw_is_key(m, "filename") || raw_is_key(m, "filename_b64") ||
            (known && raw_is_key(m, "status")))
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

/* Checks the length of the record and, if it was repaired, the JSON. Returns false with `why`. */
static bool is_record(struct scanfile_entry *e, bool mend)
{
    if (e->out.len > NDJSON_LINE_MAX)
        return why_set(&e->why, EX_DATAERR, "longer than %d bytes", NDJSON_LINE_MAX);
    if (!mend)
        return true;
    json_auto_t *record = ndjson_load(e->out.at, e->out.len, &e->why);
    return record != NULL;
}

/* Copies a record, on one line. */
static void copy_record(struct scanfile_entry *e, const char *text, size_t len)
{
    if (memchr(text, '\n', len))
        raw_compact(&e->out, text, len);
    else
        buf_add(&e->out, text, len);
}

/* Copies an entry that is already a record, and sets *got to its kind. Returns false if the entry
 * is not a record. */
static bool read_own(struct scanfile_entry *e, const char *text, size_t len, enum scanfile_got *got)
{
    const struct raw_member *scan = raw_find(&e->members, "scan");

    if (is_object(raw_find(&e->members, "error")) && !raw_find(&e->members, "jsonrpc")) {
        *got = SCANFILE_FAILED;
    } else if (is_object(raw_find(&e->members, "library")) && !scan &&
               (raw_is_text(raw_find(&e->members, "filename")) ||
                is_object(raw_find(&e->members, "media")))) {
        *got = SCANFILE_UNSCANNED;
    } else if (raw_is_text(raw_find(&e->members, "filename")) && is_object(scan)) {
        bool read = raw_read(&e->inner, scan->value, scan->len, RAW_LOOSE);
        int word = read ? word_of(raw_find(&e->inner, "status"), record_scan_words) : -1;

        *got = word < 0 ? SCANFILE_UNKNOWN : SCANFILE_RECORD;
        e->status = word < 0 ? SCAN_CORRUPT : (enum scan_status)word;
        if (word < 0)
            why_set(&e->why, EX_DATAERR, "scan.status is neither healthy, suspicious nor corrupt");
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

/* --- Listings ------------------------------------------------------------------------------- */

static enum scanfile_got read_listing(struct scanfile_entry *e, const char *text, size_t len,
                                      bool mend)
{
    static const enum scanfile_got results[] = {
        [LISTING_RECORDS] = SCANFILE_LISTED,
        [LISTING_NO_FILE] = SCANFILE_NO_FILE,
        [LISTING_OTHER] = SCANFILE_OTHER,
        [LISTING_BAD] = SCANFILE_BAD,
    };
    struct buf mended = BUF_INIT(8 * (size_t)NDJSON_LINE_MAX);

    if (mend)
        raw_repair(&mended, text, len);
    json_auto_t *entry = ndjson_load(mend ? mended.at : text, mend ? mended.len : len, &e->why);
    buf_release(&mended);
    return entry ? results[listing_read(e->listing, entry, &e->why)] : SCANFILE_BAD;
}

/* Returns the member `key` of the entry's object `object`, or NULL. Overwrites e->inner. */
static const struct raw_member *find_in(struct scanfile_entry *e, const char *object,
                                        const char *key)
{
    const struct raw_member *outer = raw_find(&e->members, object);

    return is_object(outer) && raw_read(&e->inner, outer->value, outer->len, RAW_LOOSE)
               ? raw_find(&e->inner, key)
               : NULL;
}

/* Returns the first member that is a non-empty array, or NULL. */
static const struct raw_member *first_list(const struct raw_members *members)
{
    for (size_t i = 0; i < members->count; i++) {
        const struct raw_member *m = &members->at[i];

        if (*m->value == '[' && m->value[1 + strspn(m->value + 1, " \t\r\n")] != ']')
            return m;
    }
    return NULL;
}

/* Sets the error for a server's answer that has no file names, such as a list of Kodi's songs. */
static enum scanfile_got read_other_list(struct scanfile_entry *e)
{
    const struct raw_member *list = NULL;

    if (raw_find(&e->members, "jsonrpc") && find_in(e, "result", "limits"))
        list = first_list(&e->inner);
    if (!list && !raw_find(&e->members, "jsonrpc"))
        list = first_list(&e->members);
    if (!list || list->key_len > 40)
        return bad(e, "no file name");
    why_set(&e->why, EX_DATAERR, "%.*s: not a list of films, shows or scanned files",
            (int)list->key_len, list->key);
    return SCANFILE_BAD;
}

/* Returns whether the entry is an empty listing of Kodi or Plex. An empty listing has no array. */
static bool is_empty_listing(struct scanfile_entry *e)
{
    const struct raw_member *size = find_in(e, "MediaContainer", "size");

    if (size && size->len == 1 && *size->value == '0')
        return true;
    return raw_find(&e->members, "jsonrpc") && find_in(e, "result", "limits") &&
           !first_list(&e->inner);
}

/* Returns the error message of a server that sent an error instead of a listing, or NULL. Radarr
 * and Sonarr use "message" or "error", Kodi uses error.message, and ASP.NET uses "detail", or
 * "title" with "status" (RFC 9457). */
static const struct raw_member *find_complaint(struct scanfile_entry *e)
{
    static const char *const keys[] = {"message", "Message", "error", "detail"};
    const struct raw_member *said = find_in(e, "error", "message");

    for (size_t i = 0; !raw_is_text(said) && i < sizeof keys / sizeof *keys; i++)
        said = raw_find(&e->members, keys[i]);
    if (!raw_is_text(said) && raw_find(&e->members, "status"))
        said = raw_find(&e->members, "title");
    return raw_is_text(said) ? said : NULL;
}

/* Returns the kind of an object without a file name. */
static enum scanfile_got read_nameless(struct scanfile_entry *e)
{
    const struct raw_member *said;
    struct buf text = BUF_INIT(NDJSON_LINE_MAX);

    if (e->listing && is_empty_listing(e))
        return SCANFILE_EMPTY;
    if (is_summary(e))
        return SCANFILE_SUMMARY;
    if (raw_find(&e->members, "results"))
        return bad(e, "results: not an array");
    if (raw_find(&e->members, "MediaContainer"))
        return bad(e, "MediaContainer: no Metadata (ask Plex for /library/sections/N/all)");
    said = find_complaint(e);
    if (said && raw_decode(&text, said->value, said->len))
        why_set(&e->why, EX_DATAERR, "the answer is an error, not a list: %.200s", buf_text(&text));
    else
        read_other_list(e);
    buf_release(&text);
    return SCANFILE_BAD;
}

/* Finds the members of the entry. Returns false with `why` if this is impossible. Sets *mend if the
 * text needs a repair, because Jansson rejects it. */
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

    /* A repair can replace a byte by six bytes. */
    e->out.max = 8 * (size_t)NDJSON_LINE_MAX;
    buf_clear(&e->out);
    if (!len || *text != '{')
        return bad(e, "not a record: expected a JSON object");
    if (!read_entry(e, text, len, &mend))
        return SCANFILE_BAD;
    if (!mend && read_own(e, text, len, &own))
        return own;
    if (e->listing && listing_is(&e->members))
        return read_listing(e, text, len, mend);

    const struct raw_member *name = find_name(e);
    if (!name && mend)
        return SCANFILE_BAD;
    if (!name)
        return read_nameless(e);
    bool known = read_health(e, name);
    buf_putc(&e->out, '{');
    if (!mend)
        add_name(e, name);
    else if (!add_mended_name(&e->out, name))
        return bad(e, "the name contains a character that is not allowed in file names");
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
