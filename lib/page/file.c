/* Reads a record for the page, and writes its names and titles. */
#include "page/file.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "page/text.h"

enum {
    MOST_SECONDS = 1000000000,
    MOST_WORD = 40, /* maximum characters of a codec or a resolution */
};

const struct page_word page_healths[PAGE_HEALTHS] = {
    [SCAN_HEALTHY] = {"Healthy", "sound", "good"},
    [SCAN_SUSPICIOUS] = {"Suspicious", "suspicious", "doubt"},
    [SCAN_CORRUPT] = {"Corrupt", "corrupt", "bad"},
    [PAGE_UNKNOWN] = {"Not scanned", "unscanned", "blank"},
};

const struct page_word page_outcomes[OUTCOMES] = {
    [OUTCOME_ADDED] = {"Added", "added", "good"},
    [OUTCOME_EXISTING] = {"Already there", "there", "there"},
    [OUTCOME_WOULD_ADD] = {"Would be added", "would-add", "plan"},
    [OUTCOME_NOT_FOUND] = {"Not found", "not-found", "doubt"},
    [OUTCOME_AMBIGUOUS] = {"Ambiguous", "ambiguous", "doubt"},
    [OUTCOME_SKIPPED] = {"Skipped", "skipped", "blank"},
    [OUTCOME_FULL] = {"List full", "full", "bad"},
    [OUTCOME_FAILED] = {"Failed to add", "failed", "bad"},
    [OUTCOME_ERROR] = {"Error", "error", "bad"},
    [OUTCOME_NOT_TRIED] = {"Not tried", "not-tried", "doubt"},
    [OUTCOME_MATCHED] = {"Found, not added", "matched", "plan"},
    [OUTCOME_UNSEARCHED] = {"Not searched", "unsearched", "blank"},
    [OUTCOME_UNREADABLE] = {"Unreadable line", "unreadable", "bad"},
};

bool page_is_trouble(enum outcome outcome)
{
    return strcmp(page_outcomes[outcome].look, "bad") == 0 || outcome == OUTCOME_NOT_TRIED;
}

static double seconds_of(const json_t *value)
{
    double seconds = json_is_number(value) ? json_number_value(value) : -1;

    return seconds >= 0 && seconds < MOST_SECONDS ? seconds : -1;
}

static void add_span(struct page_file *file, double from_s, double to_s)
{
    if (from_s < 0 || to_s <= from_s || from_s >= file->duration_s ||
        file->span_count == PAGE_MOST_SPANS)
        return;
    file->spans[file->span_count++] = (struct page_span){
        .from_s = from_s, .to_s = to_s < file->duration_s ? to_s : file->duration_s};
}

/* Reads the damaged spans from scan.damaged. Without it, uses one second from the position of each
 * reason. */
static void read_spans(struct page_file *file)
{
    const json_t *damaged = json_object_get(file->scan, "damaged");
    const json_t *reasons = json_object_get(file->scan, "reasons");

    for (size_t i = 0; i < json_array_size(damaged); i++) {
        const json_t *pair = json_array_get(damaged, i);

        add_span(file, seconds_of(json_array_get(pair, 0)), seconds_of(json_array_get(pair, 1)));
    }
    for (size_t i = 0; !json_is_array(damaged) && i < json_array_size(reasons); i++) {
        double at = seconds_of(json_object_get(json_array_get(reasons, i), "seconds"));

        add_span(file, at, at + 1);
    }
}

static void read_scan(struct page_file *file)
{
    enum scan_status status;
    struct why why;

    file->scan = json_object_get(file->item->record, "scan");
    if (!json_is_object(file->scan))
        file->scan = NULL;
    if (!file->scan || !record_scan(file->item->record, &status, &why))
        return;
    const json_t *size = json_object_get(file->scan, "file_size");
    const json_t *damage = json_object_get(file->scan, "damage");
    const json_t *explain = json_object_get(file->scan, "explain");

    file->health = (int)status;
    file->has_size = json_is_integer(size) && json_integer_value(size) >= 0;
    file->size = file->has_size ? (uint64_t)json_integer_value(size) : 0;
    file->duration_s = seconds_of(json_object_get(file->scan, "duration"));
    if (file->duration_s <= 0)
        file->duration_s = seconds_of(json_object_get(explain, "duration"));
    if (file->duration_s < 1)
        file->duration_s = 0;
    file->length_s = seconds_of(json_object_get(json_object_get(file->scan, "media"), "duration"));
    if (file->length_s < 1)
        file->length_s = file->duration_s;
    if (json_is_number(damage) && json_number_value(damage) > 0 && json_number_value(damage) <= 1)
        file->damage = json_number_value(damage);
    if (file->health != SCAN_HEALTHY)
        read_spans(file);
}

void page_file_read(const struct outcome_item *item, struct page_file *file)
{
    *file = (struct page_file){.item = item, .health = PAGE_UNKNOWN};
    file->has_subject = subject_read(item, &file->subject);
    read_scan(file);
}

void page_file_folder(struct buf *out, const char *path)
{
    const char *name = path ? text_basename(path) : NULL;

    if (!name || name == path)
        return;
    char *folder = cvi_strndup(path, (size_t)(name - path));
    page_inline(out, folder);
    free(folder);
}

bool page_file_is_exact(const struct outcome_item *item)
{
    return item->filename && !item->exact && page_is_exact(item->filename);
}

void page_file_content(struct buf *out, const struct outcome_item *item)
{
    static const char *const keys[] = {"resolution", "video_codec", "hdr", "audio_codec"};
    const json_t *media = json_object_get(json_object_get(item->record, "scan"), "media");
    double length_s = seconds_of(json_object_get(media, "duration"));
    const char *before = "";

    if (length_s >= 1) {
        page_clock(out, length_s);
        before = ", ";
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *text = json_string_value(json_object_get(media, keys[i]));

        if (!text || !*text)
            continue;
        buf_puts(out, before);
        page_escape_most(out, text, MOST_WORD);
        before = ", ";
    }
}

void page_file_part(struct buf *out, const struct outcome_item *item)
{
    if (item->has_media && item->media.season >= 0) {
        buf_putc(out, 'S');
        page_digits(out, (uint64_t)item->media.season, 2);
    }
    if (item->has_media && item->media.episode >= 0) {
        buf_putc(out, 'E');
        page_digits(out, (uint64_t)item->media.episode, 2);
    }
}

void page_file_name(struct buf *out, const struct page_file *file)
{
    page_inline(out, file->subject.title);
    if (file->subject.year == RECORD_NONE)
        return;
    buf_puts(out, " (");
    page_digits(out, (uint64_t)file->subject.year, 1);
    buf_putc(out, ')');
}

void page_file_kind(struct buf *out, const struct page_file *file)
{
    if (file->subject.type == MEDIA_MOVIE) {
        buf_puts(out, "<small>film</small>");
        return;
    }
    buf_puts(out, "<small>show");
    size_t before = out->len;
    buf_putc(out, ' ');
    page_file_part(out, file->item);
    if (out->len == before + 1) {
        out->len = before;
        out->at[before] = '\0';
    }
    buf_puts(out, "</small>");
}

void page_file_title(struct buf *out, const struct page_file *file)
{
    page_file_name(out, file);
    buf_putc(out, ' ');
    page_file_kind(out, file);
}
