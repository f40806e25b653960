/* Converts the fields of the earlier program's results to JSON. */
#include "extract/fields.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "json/raw.h"

static const struct {
    const char *key;
    enum field_kind kind;
    bool is_name, is_health;
} fields[] = {
    {"filename", FIELD_TEXT, true, false},
    {"file_path", FIELD_TEXT, true, false},
    {"path", FIELD_TEXT, true, false},
    {"error_message", FIELD_TEXT, false, false},
    {"ffmpeg_output", FIELD_TEXT, false, false},
    {"scan_mode", FIELD_TEXT, false, false},
    {"media_type", FIELD_TEXT, false, false},
    {"status", FIELD_TEXT, false, true},
    {"is_corrupt", FIELD_FLAG, false, true},
    {"needs_deep_scan", FIELD_FLAG, false, true},
    {"deep_scan_completed", FIELD_FLAG, false, false},
    {"id", FIELD_NUMBER, false, false},
    {"scan_id", FIELD_NUMBER, false, false},
    {"file_size", FIELD_NUMBER, false, false},
    {"duration", FIELD_NUMBER, false, false},
    {"inspection_time", FIELD_NUMBER, false, false},
    {"confidence", FIELD_NUMBER, false, false},
    {"confidence_percentage", FIELD_NUMBER, false, false},
    {"timestamp", FIELD_NUMBER, false, false},
    {"created_at", FIELD_NUMBER, false, false},
};

enum { FIELDS = sizeof fields / sizeof *fields };

/* Returns the index of the key in the table, or FIELDS if the key is unknown. */
static size_t find(const char *key)
{
    size_t i = 0;

    while (i < FIELDS && strcmp(fields[i].key, key) != 0)
        i++;
    return i;
}

const char *field_key(const char *key)
{
    /* The columns of the earlier program's predecessor, a graphical program: the file's base name,
     * and 1 if the file is corrupt, otherwise 0. */
    if (strcmp(key, "Video File") == 0)
        return "filename";
    return strcmp(key, "Corrupted") == 0 ? "is_corrupt" : key;
}

bool field_is_known(const char *key)
{
    return find(key) < FIELDS;
}

bool field_is_name(const char *key)
{
    size_t i = find(key);

    return i < FIELDS && fields[i].is_name;
}

bool field_is_health(const char *key)
{
    size_t i = find(key);

    return i < FIELDS && fields[i].is_health;
}

bool field_is_flag(const char *key)
{
    size_t i = find(key);

    return i < FIELDS && fields[i].kind == FIELD_FLAG;
}

void field_add_text(struct buf *out, const char *text, size_t len)
{
    static const char names[] = "\"\\\n\r\t", letters[] = "\"\\nrt";

    buf_putc(out, '"');
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];

        const char *named = c ? strchr(names, c) : NULL;

        if (named)
            buf_printf(out, "\\%c", letters[named - names]);
        else if (c < 0x20)
            buf_printf(out, "\\u%04x", c);
        else
            buf_putc(out, (char)c);
    }
    buf_putc(out, '"');
}

/* Returns the JSON word (true, false or null) for a flag or null as written by Python, YAML 1.1 or
 * SQLite. Returns NULL for other values. */
static const char *word_of(const char *value, enum field_kind kind)
{
    static const struct {
        const char *said, *word;
        bool of_flags; /* used only for FIELD_FLAG */
    } words[] = {
        {"true", "true", false},  {"false", "false", false}, {"1", "true", true},
        {"0", "false", true},     {"yes", "true", true},     {"no", "false", true},
        {"", "null", false},      {"~", "null", false},      {"null", "null", false},
        {"none", "null", false},  {"nan", "null", false},    {".nan", "null", false},
        {"inf", "null", false},   {".inf", "null", false},   {"-inf", "null", false},
        {"-.inf", "null", false},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_same(words[i].said, value) && (kind == FIELD_FLAG || !words[i].of_flags))
            return words[i].word;
    }
    return NULL;
}

static bool is_number(const char *value, size_t len)
{
    return len && strchr("-0123456789", *value) && raw_is_scalar(value, len) &&
           value[len - 1] != 'y'; /* rejects -Infinity */
}

void field_next(struct buf *out)
{
    if (out->len && out->at[out->len - 1] != '{' && out->at[out->len - 1] != '[')
        buf_putc(out, ',');
}

static void add_value(struct buf *out, enum field_kind kind, const char *value, size_t len)
{
    char text[64] = "";
    const char *word = NULL;

    if (len < sizeof text) {
        memcpy(text, value, len);
        word = kind == FIELD_TEXT ? NULL : word_of(text, kind);
    }
    if (word)
        buf_puts(out, word);
    else if (kind != FIELD_TEXT && kind != FIELD_FLAG && is_number(value, len))
        buf_add(out, value, len);
    else
        field_add_text(out, value, len);
}

/* Returns whether the value is null in YAML. */
static bool is_nothing(const char *value, size_t len)
{
    return !len || (len == 1 && *value == '~') || (len == 4 && strncmp(value, "null", 4) == 0);
}

void field_add(struct buf *out, const char *key, const char *value, size_t len, bool guess)
{
    size_t i = find(key);

    field_next(out);
    field_add_text(out, key, strlen(key));
    buf_putc(out, ':');
    if (guess && is_nothing(value, len))
        buf_puts(out, "null");
    else
        add_value(out, i < FIELDS ? fields[i].kind : guess ? FIELD_GUESS : FIELD_TEXT, value, len);
}

void field_add_guess(struct buf *out, const char *value, size_t len)
{
    field_next(out);
    add_value(out, FIELD_GUESS, value, len);
}
