/* Progress and summary as text. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "scan/count.h"

static void expect_line(const struct scan_counts *counts, struct scan_progress progress,
                        const char *wanted)
{
    char *line = scan_count_line(counts, &progress);

    cr_expect_str_eq(line, wanted);
    free(line);
}

Test(scan_count, shows_the_progress)
{
    struct scan_counts c = {0};

    expect_line(&c, (struct scan_progress){0}, "0 files, 0 bytes, 0 corrupt, 0 suspicious");
    scan_count_file(&c, SCAN_CORRUPT, "a", "it ends too soon", 1500000000, false);
    expect_line(&c, (struct scan_progress){0}, "1 file, 1.5 GB, 1 corrupt, 0 suspicious");
    scan_count_file(&c, SCAN_SUSPICIOUS, "b", "it ends too soon", 500000000, true);
    c.failed = c.files = 3;
    expect_line(&c, (struct scan_progress){.elapsed_ms = 60000},
                "3 files, 2.0 GB, 1 corrupt, 1 suspicious, 3 unreadable");
    c.failed = 0;
    /* 1.5 GB were scanned in a minute, and 18 GB are left: twelve minutes. */
    expect_line(&c,
                (struct scan_progress){.total_known = true,
                                       .total_files = 120,
                                       .total_bytes = 20000000000,
                                       .elapsed_ms = 60000},
                "3 of 120 files, 2.0 of 20.0 GB (10%), 1 corrupt, 1 suspicious, 12 min left");
    expect_line(&c,
                (struct scan_progress){.total_known = true,
                                       .total_files = 120,
                                       .total_bytes = 20000000000,
                                       .bytes_under_way = 8000000000,
                                       .elapsed_ms = 60000},
                "3 of 120 files, 10.0 of 20.0 GB (50%), 1 corrupt, 1 suspicious, 63 s left");
    /* In the middle of a long film. */
    expect_line(&c, (struct scan_progress){.decoded_ms = 3600000, .duration_ms = 7200000},
                "3 files, 2.0 GB, 1 corrupt, 1 suspicious, longest file at 50%");
    expect_line(&c, (struct scan_progress){.decoded_ms = 3600000},
                "3 files, 2.0 GB, 1 corrupt, 1 suspicious, longest file at 60 min");
    expect_line(&c, (struct scan_progress){.decoded_ms = 7300000, .duration_ms = 7200000},
                "3 files, 2.0 GB, 1 corrupt, 1 suspicious, longest file at 2.0 h");
    expect_line(&c, (struct scan_progress){.decoded_ms = 59999, .duration_ms = 60000},
                "3 files, 2.0 GB, 1 corrupt, 1 suspicious");
    /* With --for, the scan ends earlier than its files. */
    expect_line(&c,
                (struct scan_progress){.total_known = true,
                                       .total_files = 120,
                                       .total_bytes = 20000000000,
                                       .elapsed_ms = 60000,
                                       .until_ms = 300000},
                "3 of 120 files, 2.0 of 20.0 GB (10%), 1 corrupt, 1 suspicious, 5 min left");
    expect_line(&c, (struct scan_progress){.until_ms = 300000},
                "3 files, 2.0 GB, 1 corrupt, 1 suspicious, 5 min left");
    /* Files added after they were counted. */
    expect_line(&c, (struct scan_progress){.total_known = true, .total_files = 1, .total_bytes = 1},
                "3 of 3 files, 2.0 of 2.0 GB (100%), 1 corrupt, 1 suspicious");
    scan_count_release(&c);
}

static void expect_summary(const struct scan_counts *c, const struct scan_ending *ending,
                           const char *wanted)
{
    struct buf text = BUF_INIT(1 << 16);

    scan_count_summary(&text, c, ending);
    cr_expect(strstr(buf_text(&text), wanted), "%s\n lacks\n%s", buf_text(&text), wanted);
    buf_release(&text);
}

Test(scan_count, sums_up)
{
    struct scan_counts c = {0};

    scan_count_file(&c, SCAN_HEALTHY, "a", "it ends too soon", 1, false);
    expect_summary(&c, &(struct scan_ending){.mode = SCAN_QUICK, .elapsed_ms = 1234},
                   "SCAN COMPLETE\n==================================================\n"
                   "Scan mode: quick\nTotal files scanned: 1\nHealthy files: 1\n"
                   "Suspicious files: 0\nCorrupt files found: 0\nTotal scan time: 1.2 s\n");
    expect_summary(&c, &(struct scan_ending){.interrupted = true, .elapsed_ms = 3725000},
                   "SCAN INTERRUPTED\n");
    expect_summary(&c, &(struct scan_ending){.elapsed_ms = 3725000}, "time: 1 h 2 min 5 s\n");
    for (int i = 0; i <= SCAN_COUNT_NAMED; i++)
        scan_count_file(&c, SCAN_CORRUPT, "bad\x1b[1m.mkv", "it ends too soon", 1, true);
    expect_summary(&c, &(struct scan_ending){.output = "out.json"},
                   "Unchanged since an earlier scan: 21\n");
    expect_summary(&c, &(struct scan_ending){.output = "out.json"},
                   "\nCORRUPT FILES:\n  bad?[1m.mkv: it ends too soon\n");
    expect_summary(&c, &(struct scan_ending){.output = "out.json"},
                   "  and 1 more\n\nDetailed results saved to: out.json\n");
    scan_count_file(&c, SCAN_SUSPICIOUS, "odd.mkv", "bytes after the end", 1, false);
    expect_summary(&c, &(struct scan_ending){.output = "out.json"},
                   "  and 1 more\n\nSUSPICIOUS FILES:\n  odd.mkv: bytes after the end\n\n"
                   "Detailed results saved to: out.json\n");
    scan_count_release(&c);
}
