/* Records stay below the size that a pipe transfers atomically, and entries of documents have the
 * same content. */
#include <criterion/criterion.h>
#include <string.h>

#include "json/text.h"
#include "scan/json.h"

static const struct probe_tool no_tool;
static const struct scan_way quick = {.mode = SCAN_QUICK, .tool = &no_tool};

static struct scan_result a_result(size_t reasons)
{
    struct findings walk = {0};
    struct scan_result r = {.about = {.st_size = 42}, .ms = 1500, .duration_s = -1};

    if (reasons) /* with everything that a record may have */
        memset(r.hash, 'f', sizeof r.hash - 1);

    for (size_t i = 0; i < reasons; i++) {
        struct finding one = {.code = (enum finding_code)(i % FINDING_CHANGING),
                              .weight = FINDING_CORRUPT,
                              .stream = i < FINDING_CHANGING ? 'v' : 'a',
                              .count = 1,
                              .offset = 123456789,
                              .seconds = 1.5};

        finding_add(&walk, &one, "%0110d", 7);
    }
    scan_judge(&(struct scan_evidence){.walk = &walk}, &r.verdict);
    return r;
}

static json_t *a_record(const char *path, size_t reasons, bool explain)
{
    struct scan_result r = a_result(reasons);
    json_t *scan = scan_json(&quick, &r, 0);

    if (explain)
        json_object_set_new(scan, "explain", scan_json_explain(&quick, &r));
    return scan_json_record_take(path, "scan", scan);
}

Test(scan_json, agrees_with_the_page)
{
    json_auto_t *record = a_record("/a.mkv", 0, false);
    struct buf line = BUF_INIT(1 << 16);

    scan_json_line(&line, record);
    cr_expect_str_eq(
        buf_text(&line),
        "{\"filename\":\"/a.mkv\",\"scan\":{\"status\":\"healthy\",\"is_corrupt\":false,"
        "\"needs_deep_scan\":false,\"deep_scan_completed\":false,\"error_message\":\"\","
        "\"file_size\":42,\"inspection_time\":1.5,\"scan_mode\":\"quick\","
        "\"mode\":\"quick\",\"decoded\":\"none\",\"seconds\":1.5,"
        "\"scanned_at\":\"1970-01-01T00:00:00Z\",\"reasons\":[]}}");
    buf_release(&line);
}

/* Everything left out is counted. */
static void expect_fits(const char *path, size_t reasons, bool explain, bool fits)
{
    json_auto_t *record = a_record(path, reasons, explain);
    struct buf line = BUF_INIT(1 << 20);

    scan_json_line(&line, record);
    json_t *scan = json_object_get(record, "scan");
    size_t kept = json_array_size(json_object_get(scan, "reasons"));
    json_int_t left_out = json_integer_value(json_object_get(scan, "reasons_left_out"));
    cr_expect_eq(line.len + 1 <= SCAN_RECORD_MAX, fits, "%zu bytes", line.len);
    cr_expect_eq(kept + (size_t)left_out, reasons, "%zu and %lld of %zu", kept, (long long)left_out,
                 reasons);
    buf_release(&line);
}

Test(scan_json, keeps_records_small)
{
    static char path[4000], odd[501], foreign[691];

    expect_fits("/a.mkv", 1, true, true);
    expect_fits("/a.mkv", 28, false, true);
    expect_fits("/a.mkv", 28, true, true);
    memset(path, 'x', 3000);
    expect_fits(path, 28, true, true);
    memset(odd, '\1', sizeof odd - 1);
    expect_fits(odd, 28, true, true);
    memset(foreign, '\xe9', sizeof foreign - 1);
    expect_fits(foreign, 28, true, true);
    memset(path, 'x', sizeof path - 1);
    expect_fits(path, 28, true, false); /* a name is never cut */
}

Test(scan_json, damage_includes_missing_time)
{
    static const struct {
        double duration, decoded, damaged, share;
        enum scan_status status;
    } rows[] = {
        {100, 99.9, 0, 0, SCAN_HEALTHY},  {100, 100, 5, 0.05, SCAN_CORRUPT},
        {100, 50, 10, 0.6, SCAN_CORRUPT}, {-1, 10, 2.5, 0.25, SCAN_CORRUPT},
        {-1, 0, 0, 1, SCAN_CORRUPT},      {10, 10, 20, 1, SCAN_SUSPICIOUS},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scan_result r = {.depth = SCAN_DECODED,
                                .length_s = rows[i].duration,
                                .decoded_s = rows[i].decoded,
                                .damaged_s = rows[i].damaged};

        r.verdict.status = rows[i].status;
        json_auto_t *scan = scan_json(&quick, &r, 0);
        cr_expect_float_eq(json_real_value(json_object_get(scan, "damage")), rows[i].share, 1e-9,
                           "row %zu", i);
    }
}

/* Damage has places, and a missing end is one of them. */
Test(scan_json, damage_has_places)
{
    struct scan_result r = {.depth = SCAN_DECODED,
                            .length_s = 100,
                            .decoded_s = 90.5,
                            .damaged_s = 3,
                            .spans = {{3, 5}, {70, 71}},
                            .span_count = 2};

    r.verdict.status = SCAN_CORRUPT;
    json_auto_t *scan = scan_json(&quick, &r, 0);
    json_auto_t *wanted = json_pack("[[i,i],[i,i],[i,i]]", 3, 5, 70, 71, 90, 100);
    cr_expect(json_equal(json_object_get(scan, "damaged"), wanted));
    cr_expect_eq(json_number_value(json_object_get(scan, "duration")), 100);

    r.decoded_s = 71.2; /* damaged up to its end: one place */
    json_auto_t *cut = scan_json(&quick, &r, 0);
    json_auto_t *joined = json_pack("[[i,i],[i,i]]", 3, 5, 70, 100);
    cr_expect(json_equal(json_object_get(cut, "damaged"), joined));

    r.verdict.status = SCAN_HEALTHY;
    r.damaged_s = 0;
    r.span_count = 0;
    json_auto_t *sound = scan_json(&quick, &r, 0);
    cr_expect_null(json_object_get(sound, "damaged"));
    cr_expect_null(json_object_get(sound, "duration"));
}

Test(scan_json, entries_are_flat)
{
    json_auto_t *record = json_pack("{s:s, s:s, s:{s:s, s:b}}", "filename", "a", "filename_b64",
                                    "YQ==", "scan", "status", "corrupt", "is_corrupt", 1);
    json_auto_t *entry = scan_json_entry(record);
    json_auto_t *wanted = json_pack("{s:s, s:s, s:s, s:b}", "filename", "a", "filename_b64",
                                    "YQ==", "status", "corrupt", "is_corrupt", 1);
    json_auto_t *failed =
        json_pack("{s:s, s:{s:s, s:s}}", "filename", "a", "error", "code", "c", "message", "why");
    json_auto_t *failed_entry = scan_json_entry(failed);

    cr_expect(json_equal(entry, wanted));
    cr_expect_str_eq(json_string_value(json_object_get(failed_entry, "error_message")), "why");
    cr_expect(json_is_true(json_object_get(failed_entry, "needs_deep_scan")));
    cr_expect(json_is_object(json_object_get(failed_entry, "error")));
}
