/* Makes the JSON of a scanned file. The keys are in the order of docs/record.md. */
#include "scan/json.h"

#include <string.h>

#include "base/clock.h"
#include "json/text.h"
#include "record/record.h"

enum { MOST_REASONS = 16 };

const char *const scan_verified_words[] = {"new", "same", "changed", "rot", NULL};

/* Returns a time in seconds, with milliseconds as decimals. */
static json_t *in_seconds(int64_t ms)
{
    return json_real((double)ms / 1000);
}

static json_t *time_text(int64_t now_s)
{
    char text[CLOCK_TEXT];

    clock_text(now_s, text);
    return json_string(text);
}

/* Returns the mode of the last pass over the file, in the terms of the earlier program. */
static const char *last_mode(const struct scan_way *way, const struct scan_result *r)
{
    if (!r->tried_all)
        return scan_mode_words[SCAN_QUICK];
    return scan_mode_words[way->mode == SCAN_HYBRID ? SCAN_DEEP : way->mode];
}

/* Returns the running time in seconds: the expected time, or the decoded time if that is longer. */
static double running_time(const struct scan_result *r)
{
    return r->length_s > r->decoded_s ? r->length_s : r->decoded_s;
}

/* Returns the damaged or missing share of the running time, 0 to 1. */
static double damage_of(const struct scan_result *r)
{
    double total = running_time(r);
    double bad = r->damaged_s + (total - r->decoded_s);

    if (r->verdict.status == SCAN_HEALTHY)
        return 0;
    if (total <= 0 || bad >= total)
        return 1;
    return (double)(int64_t)(bad / total * 10000 + 0.5) / 10000;
}

/* Adds the running time, and the damaged places in it, in seconds. A missing end of the file is
 * also a damaged place. */
static void add_places(json_t *scan, const struct scan_result *r)
{
    json_t *damaged = json_array();
    json_int_t end = (json_int_t)running_time(r), decoded = (json_int_t)r->decoded_s;
    json_int_t reached = -1; /* the end of the last span */

    for (size_t i = 0; i < r->span_count; i++) {
        reached = r->spans[i].to_s;
        json_array_append_new(damaged,
                              json_pack("[I, I]", (json_int_t)r->spans[i].from_s, reached));
    }
    if (decoded < end && reached >= decoded)
        json_array_set_new(json_array_get(damaged, r->span_count - 1), 1, json_integer(end));
    else if (decoded < end)
        json_array_append_new(damaged, json_pack("[I, I]", decoded, end));
    json_object_set_new(scan, "duration", in_seconds((int64_t)(running_time(r) * 1000)));
    json_object_set_new(scan, "damaged", damaged);
}

static uint64_t count_complaints(const struct findings *list)
{
    uint64_t count = list->dropped;

    for (size_t i = 0; i < list->count; i++)
        count += list->at[i].weight > FINDING_NOTE;
    return count;
}

static void add_reasons(json_t *scan, const struct findings *findings)
{
    json_t *reasons = finding_json(findings, MOST_REASONS, false);
    uint64_t left_out = count_complaints(findings) - json_array_size(reasons);

    json_object_set_new(scan, "reasons", reasons);
    if (left_out)
        json_object_set_new(scan, "reasons_left_out", json_integer((json_int_t)left_out));
}

static void add_media(json_t *scan, const struct scan_result *r)
{
    json_t *media = content_json(&r->content);

    if (media)
        json_object_set_new(scan, "media", media);
}

/* Adds stretches without picture or sound. */
static void add_content(json_t *scan, const struct probe_stretches *all)
{
    json_t *content = json_array();

    for (size_t i = 0; i < all->count; i++)
        json_array_append_new(
            content, json_pack("{s:s, s:o, s:o}", "kind", probe_stretch_words[all->at[i].kind],
                               "from", in_seconds((int64_t)(all->at[i].from_s * 1000)), "to",
                               in_seconds((int64_t)(all->at[i].to_s * 1000))));
    json_object_set_new(scan, "content", content);
    if (all->left_out)
        json_object_set_new(scan, "content_left_out", json_integer(all->left_out));
}

json_t *scan_json(const struct scan_way *way, const struct scan_result *r, int64_t now_s)
{
    const struct scan_verdict *v = &r->verdict;
    json_t *scan = json_pack(
        "{s:s, s:b, s:b, s:b, s:s, s:I, s:o, s:s, s:s, s:s, s:o, s:o}", "status",
        record_scan_words[v->status], "is_corrupt", v->is_corrupt, "needs_deep_scan",
        v->needs_deep_scan, "deep_scan_completed", v->deep_scan_completed, "error_message",
        v->message, "file_size", (json_int_t)r->about.st_size, "inspection_time", in_seconds(r->ms),
        "scan_mode", last_mode(way, r), "mode", scan_mode_words[way->mode], "decoded",
        scan_depth_words[r->depth], "seconds", in_seconds(r->ms), "scanned_at", time_text(now_s));

    if (r->depth == SCAN_DECODED) {
        double damage = damage_of(r);

        json_object_set_new(scan, "damage", json_real(damage));
        if (damage > 0 && running_time(r) > 0)
            add_places(scan, r);
    }
    add_reasons(scan, &v->findings);
    add_media(scan, r);
    if (way->content && r->depth == SCAN_DECODED)
        add_content(scan, &r->stretches);
    if (*r->hash)
        json_object_set_new(scan, "hash", json_string(r->hash));
    return scan;
}

static const char *weight_word(bool looked, enum finding_weight weight)
{
    return looked ? record_scan_words[weight] : "not-done";
}

/* Returns the findings that are only notes. */
static json_t *notes_json(const struct findings *all)
{
    struct findings notes = {0};

    for (size_t i = 0; i < all->count; i++) {
        if (all->at[i].weight == FINDING_NOTE)
            notes.at[notes.count++] = all->at[i];
    }
    return finding_json(&notes, MOST_REASONS, true);
}

_Static_assert(FINDING_NOTE == (int)SCAN_HEALTHY && FINDING_CORRUPT == (int)SCAN_CORRUPT,
               "a weight is the status that it makes");

json_t *scan_json_explain(const struct scan_way *way, const struct scan_result *r)
{
    bool decoded = r->tried_all;
    json_auto_t *notes = notes_json(&r->verdict.findings);
    json_t *explain = json_pack("{s:s, s:I, s:I, s:s, s:s, s:s}", "kind", walk_kind_word(r->kind),
                                "bytes_read", (json_int_t)r->bytes_read, "elements",
                                (json_int_t)r->elements, "walk", weight_word(true, r->walk_says),
                                "samples", weight_word(r->sampled, r->samples_say), "all",
                                weight_word(decoded, r->all_says));

    if (r->duration_s >= 0)
        json_object_set_new(explain, "duration", in_seconds((int64_t)(r->duration_s * 1000)));
    content_explain(&r->content, explain);
    if (way->tool->path)
        json_object_set_new(explain, "decoder", json_string(way->tool->version));
    if (json_array_size(notes))
        json_object_set(explain, "notes", notes);
    return explain;
}

json_t *scan_json_record_take(const char *path, const char *key, json_t *value)
{
    json_t *record = json_object();

    record_set_filename(record, path, strlen(path));
    json_object_set_new(record, key, value);
    return record;
}

/* Removes one reason. If there are no reasons, removes "explain", or else "content". Returns false
 * if nothing is left to remove. */
static bool shorten(json_t *record)
{
    json_t *scan = json_object_get(record, "scan");
    json_t *reasons = json_object_get(scan, "reasons");
    size_t count = json_array_size(reasons);

    if (!count)
        return json_object_del(scan, "explain") == 0 || json_object_del(scan, "content") == 0;
    json_int_t left_out = json_integer_value(json_object_get(scan, "reasons_left_out"));
    json_array_remove(reasons, count - 1);
    json_object_set_new(scan, "reasons_left_out", json_integer(left_out + 1));
    return true;
}

void scan_json_line(struct buf *line, json_t *record)
{
    do {
        buf_clear(line);
        json_text_add(line, record);
    } while (line->len + 1 >= SCAN_RECORD_MAX && shorten(record));
}

/* Returns the entry of a file that could not be scanned, with members for programs that do not know
 * errors. */
static json_t *failed_entry(const json_t *error)
{
    return json_pack("{s:b, s:b, s:b, s:O, s:O}", "is_corrupt", 0, "needs_deep_scan", 1,
                     "deep_scan_completed", 0, "error_message", json_object_get(error, "message"),
                     "error", error);
}

json_t *scan_json_entry(const json_t *record)
{
    static const char *const keys[] = {"filename", "filename_b64", NULL};
    const json_t *error = json_object_get(record, "error");
    json_t *entry = json_object(), *more;

    for (const char *const *key = keys; *key; key++) {
        json_t *name = json_object_get(record, *key);

        if (name)
            json_object_set(entry, *key, name);
    }
    more = error ? failed_entry(error) : json_incref(json_object_get(record, "scan"));
    json_object_update(entry, more);
    json_decref(more);
    return entry;
}
