/* Entries of all versions as records: the name, the status, and the unchanged rest. */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <jansson.h>
#include <string.h>

#include "extract/scanfile.h"

static const struct {
    const char *in;
    enum scanfile_got got;
    enum scan_status status; /* of a record */
    const char *out;         /* the record, or part of the reason; NULL: not compared */
} table[] = {
    /* Forms of health. */
    {"{\"filename\":\"a\",\"is_corrupt\":true}", SCANFILE_RECORD, SCAN_CORRUPT,
     "{\"filename\":\"a\",\"scan\":{\"status\":\"corrupt\",\"is_corrupt\":true}}"},
    {"{\"filename\":\"a\",\"is_corrupt\":true,\"needs_deep_scan\":true}", SCANFILE_RECORD,
     SCAN_CORRUPT, NULL},
    {"{\"filename\":\"a\",\"is_corrupt\":false,\"needs_deep_scan\":true}", SCANFILE_RECORD,
     SCAN_SUSPICIOUS, NULL},
    {"{\"filename\":\"a\"}", SCANFILE_RECORD, SCAN_HEALTHY,
     "{\"filename\":\"a\",\"scan\":{\"status\":\"healthy\"}}"},
    {"{\"filename\":\"a\",\"is_corrupt\":null}", SCANFILE_RECORD, SCAN_HEALTHY, NULL},
    {"{\"filename\":\"a\",\"is_corrupt\":1}", SCANFILE_RECORD, SCAN_CORRUPT, NULL},
    {"{\"filename\":\"a\",\"is_corrupt\":0,\"needs_deep_scan\":0}", SCANFILE_RECORD, SCAN_HEALTHY,
     NULL},
    {"{\"filename\":\"a\",\"is_corrupt\":false,\"status\":\"Suspicious\",\"x\":1}", SCANFILE_RECORD,
     SCAN_SUSPICIOUS,
     "{\"filename\":\"a\",\"scan\":{\"status\":\"suspicious\",\"is_corrupt\":false,\"x\":1}}"},
    {"{\"filename\":\"a\",\"is_corrupt\":true,\"status\":\"unheard-of\"}", SCANFILE_RECORD,
     SCAN_CORRUPT, NULL},
    {"{\"filename\":\"a\",\"status\":null}", SCANFILE_RECORD, SCAN_HEALTHY, NULL},
    /* Invalid forms of health. */
    {"{\"filename\":\"a\",\"is_corrupt\":\"yes\"}", SCANFILE_UNKNOWN, 0,
     "{\"filename\":\"a\",\"scan\":{\"is_corrupt\":\"yes\"}}"},
    {"{\"filename\":\"a\",\"is_corrupt\":2}", SCANFILE_UNKNOWN, 0, NULL},
    {"{\"filename\":\"a\",\"is_corrupt\":false,\"needs_deep_scan\":[]}", SCANFILE_UNKNOWN, 0, NULL},
    {"{\"filename\":\"a\",\"status\":\"unheard-of\"}", SCANFILE_UNKNOWN, 0,
     "{\"filename\":\"a\",\"scan\":{\"status\":\"unheard-of\"}}"},
    /* The name. */
    {"{\"is_corrupt\":false,\"video_file\":{\"path\":\"/v\",\"n\":1},\"y\":2}", SCANFILE_RECORD,
     SCAN_HEALTHY,
     "{\"filename\":\"/v\",\"scan\":{\"status\":\"healthy\",\"is_corrupt\":false,\"video_file\":{"
     "\"path\":\"/v\",\"n\":1},\"y\":2}}"},
    {"{\"path\":\"/p\",\"is_corrupt\":true}", SCANFILE_RECORD, SCAN_CORRUPT,
     "{\"filename\":\"/p\",\"scan\":{\"status\":\"corrupt\",\"is_corrupt\":true}}"},
    {"{\"path\":\"/p\",\"file_path\":\"/f\",\"is_corrupt\":true}", SCANFILE_RECORD, SCAN_CORRUPT,
     "{\"filename\":\"/f\",\"scan\":{\"status\":\"corrupt\",\"path\":\"/p\",\"is_corrupt\":true}}"},
    {"{\"path\":\"/p\",\"filename\":\"\",\"status\":\"healthy\"}", SCANFILE_RECORD, SCAN_HEALTHY,
     "{\"filename\":\"/p\",\"scan\":{\"status\":\"healthy\"}}"},
    /* A path alone: nothing shows that the file was scanned. */
    {"{\"path\":\"/p\",\"size\":1}", SCANFILE_UNKNOWN, 0,
     "{\"filename\":\"/p\",\"scan\":{\"size\":1}}"},
    {"{\"filename\":\"a\",\"filename\":\"b\"}", SCANFILE_RECORD, SCAN_HEALTHY,
     "{\"filename\":\"b\",\"scan\":{\"status\":\"healthy\"}}"},
    {"{\"n\":1,\"filename_b64\":\"//8=\",\"filename\":\"a\"}", SCANFILE_RECORD, SCAN_HEALTHY,
     "{\"filename\":\"a\",\"filename_b64\":\"//8=\",\"scan\":{\"status\":\"healthy\",\"n\":1}}"},
    {"{\"filename\":\"../\\\"%s\\n\\u001b[2J\"}", SCANFILE_RECORD, SCAN_HEALTHY,
     "{\"filename\":\"../\\\"%s\\n\\u001b[2J\",\"scan\":{\"status\":\"healthy\"}}"},
    {"{\"is_corrupt\":false}", SCANFILE_BAD, 0, "no file name"},
    {"{\"filename\":7,\"path\":null,\"video_file\":[]}", SCANFILE_BAD, 0, "no file name"},
    {"{\"filename\":\"a\\u0000b\"}", SCANFILE_BAD, 0, "the name"},
    /* Left unchanged. */
    {"{ \"filename\" : \"a b\" , \"n\" : [ 7.9, 12345678901234567890 , 1e400 ] , \"o\" : { } }",
     SCANFILE_RECORD, SCAN_HEALTHY,
     "{\"filename\":\"a b\",\"scan\":{\"status\":\"healthy\",\"n\":[7.9,12345678901234567890,"
     "1e400],\"o\":{}}}"},
    {"{\"filename\":\"Am\\u00e9lie \\ud83d\\ude00\"}", SCANFILE_RECORD, SCAN_HEALTHY,
     "{\"filename\":\"Am\\u00e9lie \\ud83d\\ude00\",\"scan\":{\"status\":\"healthy\"}}"},
    /* Repaired. */
    {"{\"filename\":\"/caf\xe9.mkv\",\"n\":NaN}", SCANFILE_RECORD, SCAN_HEALTHY,
     "{\"filename\":\"/caf\xef\xbf\xbd.mkv\",\"filename_b64\":\"L2NhZukubWt2\",\"scan\":{"
     "\"status\":\"healthy\",\"n\":null}}"},
    {"{\"filename\":\"/caf\\udce9.mkv\",\"is_corrupt\":true}", SCANFILE_RECORD, SCAN_CORRUPT,
     "{\"filename\":\"/caf\xef\xbf\xbd.mkv\",\"filename_b64\":\"L2NhZukubWt2\",\"scan\":{"
     "\"status\":\"corrupt\",\"is_corrupt\":true}}"},
    {"{\"filename\":\"a\",\"error_message\":\"b\xff\",\"k\xff\":1}", SCANFILE_RECORD, SCAN_HEALTHY,
     "{\"filename\":\"a\",\"scan\":{\"status\":\"healthy\",\"error_message\":\"b\xef\xbf\xbd\","
     "\"k\xef\xbf\xbd\":1}}"},
    {"{\"filename\":\"a\nb\"}", SCANFILE_RECORD, SCAN_HEALTHY,
     "{\"filename\":\"a\\nb\",\"scan\":{\"status\":\"healthy\"}}"},
    {"{\"filename\":\"a\",\"n\":01}", SCANFILE_BAD, 0, "not JSON"},
    {"{\"filename\":\"a\",\"n\":}", SCANFILE_BAD, 0, "not JSON"},
    /* Records of ours. */
    {"{\"filename\":\"a\", \"scan\":{\"status\":\"corrupt\"},\"media\":{\"n\":1.0}}",
     SCANFILE_RECORD, SCAN_CORRUPT,
     "{\"filename\":\"a\", \"scan\":{\"status\":\"corrupt\"},\"media\":{\"n\":1.0}}"},
    {"{\n \"filename\": \"a\",\n \"scan\": {\"status\": \"healthy\"}\n}", SCANFILE_RECORD,
     SCAN_HEALTHY, "{\"filename\":\"a\",\"scan\":{\"status\":\"healthy\"}}"},
    {"{\"filename\":\"a\",\"scan\":{\"status\":3}}", SCANFILE_UNKNOWN, 0,
     "{\"filename\":\"a\",\"scan\":{\"status\":3}}"},
    {"{\"line\":3, \"error\":{\"code\":\"x\"}}", SCANFILE_FAILED, 0,
     "{\"line\":3, \"error\":{\"code\":\"x\"}}"},
    {"{\"filename\":\"a\",\"scan\":{\"status\":\"corrupt\"},\"error\":{}}", SCANFILE_FAILED, 0,
     NULL},
    {"{\"filename\":\"a\",\"error\":\"moov atom\"}", SCANFILE_RECORD, SCAN_HEALTHY,
     "{\"filename\":\"a\",\"scan\":{\"status\":\"healthy\",\"error\":\"moov atom\"}}"},
    /* Neither form. */
    {"{\"scan_mode\":\"quick\",\"total_files\":4}", SCANFILE_SUMMARY, 0, NULL},
    {"{\"processed_files\":[\"/a\"]}", SCANFILE_SUMMARY, 0, NULL},
    {"{\"results\":{}}", SCANFILE_BAD, 0, "not an array"},
    {"{}", SCANFILE_BAD, 0, "no file name"},
    {"null", SCANFILE_BAD, 0, "expected a JSON object"},
    {"\"/a.mkv\"", SCANFILE_BAD, 0, "expected a JSON object"},
    {"", SCANFILE_BAD, 0, "expected a JSON object"},
};

ParameterizedTestParameters(scanfile, converts_each_entry)
{
    static int at[sizeof table / sizeof *table];

    for (int i = 0; i < (int)(sizeof at / sizeof *at); i++)
        at[i] = i;
    return cr_make_param_array(int, at, sizeof at / sizeof *at);
}

ParameterizedTest(int *i, scanfile, converts_each_entry)
{
    const char *in = table[*i].in, *out = table[*i].out;
    struct scanfile_entry e = {0};
    enum scanfile_got got = scanfile_convert(&e, in, strlen(in));

    cr_expect_eq(got, table[*i].got, "%s: %d", in, got);
    if (got == SCANFILE_RECORD)
        cr_expect_eq(e.status, table[*i].status, "%s", in);
    if (got == SCANFILE_BAD) {
        cr_expect(strstr(e.why.text, out), "%s: %s", in, e.why.text);
    } else if (out) {
        cr_expect_str_eq(buf_text(&e.out), out, "%s: %s", in, buf_text(&e.out));
    }
    scanfile_release(&e);
}

Test(scanfile, reuses_an_entry_without_traces_of_the_last_one)
{
    struct scanfile_entry e = {0};

    for (size_t i = 0; i < 2 * (sizeof table / sizeof *table); i++) {
        static const char in[] = "{\"path\":\"/p\",\"status\":\"healthy\"}";
        const char *other = table[i / 2].in;

        scanfile_convert(&e, other, strlen(other));
        cr_expect_eq(scanfile_convert(&e, in, strlen(in)), SCANFILE_RECORD);
        cr_expect_eq(e.status, SCAN_HEALTHY);
        cr_expect_str_eq(e.out.at, "{\"filename\":\"/p\",\"scan\":{\"status\":\"healthy\"}}");
    }
    scanfile_release(&e);
}

Test(scanfile, limits_records_to_the_length_of_a_line)
{
    struct scanfile_entry e = {0};
    struct buf in = BUF_INIT(1 << 21);

    buf_puts(&in, "{\"filename\":\"a\",\"x\":\"");
    while (in.len < (1 << 20) - 2)
        buf_putc(&in, 'x');
    buf_puts(&in, "\"}");
    cr_expect_eq(scanfile_convert(&e, in.at, in.len), SCANFILE_BAD);
    cr_expect(strstr(e.why.text, "longer than"), "%s", e.why.text);
    scanfile_release(&e);
    buf_release(&in);
}
