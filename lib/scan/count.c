/* Formats the counts of a scan for people. */
#include "scan/count.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "terminal/progress.h"

void scan_count_file(struct scan_counts *c, enum scan_status status, const char *path,
                     const char *reason, uint64_t size, bool remembered)
{
    uint64_t place = c->status[status];

    if (status != SCAN_HEALTHY && place < SCAN_COUNT_NAMED)
        c->named[status][place] =
            (struct scan_named_file){.path = cvi_strdup(path), .reason = cvi_strdup(reason)};
    c->files++;
    c->status[status]++;
    c->bytes += size;
    c->remembered += remembered;
    if (!remembered)
        c->bytes_scanned += size;
}

void scan_count_release(struct scan_counts *c)
{
    for (int status = 0; status <= SCAN_CORRUPT; status++) {
        for (int i = 0; i < SCAN_COUNT_NAMED; i++) {
            free(c->named[status][i].path);
            free(c->named[status][i].reason);
        }
    }
    *c = (struct scan_counts){0};
}

/* Returns the index of the unit in which to show a number of bytes. Units are powers of 1000, as
 * for disks. */
static int unit_of(uint64_t bytes)
{
    int unit = 0;

    for (; bytes >= 1000 && unit < 4; bytes /= 1000)
        unit++;
    return unit;
}

static double in_unit(uint64_t bytes, int unit)
{
    double number = (double)bytes;

    while (unit-- > 0)
        number /= 1000;
    return number;
}

static void add_bytes(struct buf *out, const struct scan_counts *c, const struct scan_progress *p)
{
    static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB"};
    uint64_t done = c->bytes + p->bytes_under_way;
    uint64_t total = p->total_bytes > done ? p->total_bytes : done;
    int unit = unit_of(p->total_known ? total : done);

    if (!p->total_known) {
        buf_printf(out, ", %.*f %s", unit > 0, in_unit(done, unit), units[unit]);
        return;
    }
    buf_printf(out, ", %.*f of %.*f %s", unit > 0, in_unit(done, unit), unit > 0,
               in_unit(total, unit), units[unit]);
    if (total)
        buf_printf(out, " (%d%%)", (int)((double)done * 100 / (double)total));
}

/* Returns an estimate of the remaining time. It is based on the speed of this scan, without the
 * files from the cache. */
static int64_t estimate_ms(const struct scan_counts *c, const struct scan_progress *p)
{
    uint64_t scanned = c->bytes_scanned + p->bytes_under_way;
    uint64_t done = c->bytes + p->bytes_under_way;

    if (!p->total_known || !scanned || p->elapsed_ms < 1000 || done >= p->total_bytes)
        return 0;
    return (int64_t)((double)p->elapsed_ms * ((double)(p->total_bytes - done) / (double)scanned));
}

int64_t scan_count_left_ms(const struct scan_counts *c, const struct scan_progress *p)
{
    int64_t left_ms = estimate_ms(c, p);

    return p->until_ms > 0 && (!left_ms || p->until_ms < left_ms) ? p->until_ms : left_ms;
}

/* Adds the progress of the file with the most decoded running time, because the other numbers
 * hardly change during a film of several hours. */
static void add_longest(struct buf *out, const struct scan_progress *p)
{
    enum { LONG_MS = 60000 };

    if (p->decoded_ms < LONG_MS)
        return;
    buf_puts(out, ", longest file at ");
    if (p->duration_ms >= p->decoded_ms)
        buf_printf(out, "%d%%", (int)((double)p->decoded_ms * 100 / (double)p->duration_ms));
    else
        progress_add_duration(out, (double)p->decoded_ms / 1000);
}

char *scan_count_words(const struct scan_counts *c, const struct scan_progress *p)
{
    struct buf out = BUF_INIT(1024);

    buf_printf(&out, "%" PRIu64, c->files);
    if (p->total_known)
        buf_printf(&out, " of %" PRIu64, p->total_files > c->files ? p->total_files : c->files);
    buf_puts(&out, c->files == 1 && !p->total_known ? " file" : " files");
    add_bytes(&out, c, p);
    buf_printf(&out, ", %" PRIu64 " corrupt, %" PRIu64 " suspicious", c->status[SCAN_CORRUPT],
               c->status[SCAN_SUSPICIOUS]);
    if (c->failed)
        buf_printf(&out, ", %" PRIu64 " unreadable", c->failed);
    add_longest(&out, p);
    return buf_detach(&out);
}

char *scan_count_line(const struct scan_counts *c, const struct scan_progress *p)
{
    struct buf out = BUF_INIT(1024);
    char *words = scan_count_words(c, p);
    int64_t left_ms = scan_count_left_ms(c, p);

    buf_puts(&out, words);
    free(words);
    if (left_ms) {
        buf_puts(&out, ", ");
        progress_add_duration(&out, (double)left_ms / 1000);
        buf_puts(&out, " left");
    }
    return buf_detach(&out);
}

/* Adds the time for the summary: "2 h 5 min 7 s", or "7.3 s" below a minute. */
static void add_exact(struct buf *out, int64_t ms)
{
    int64_t seconds = ms / 1000;

    if (seconds >= 3600)
        buf_printf(out, "%" PRId64 " h ", seconds / 3600);
    if (seconds >= 60) {
        buf_printf(out, "%" PRId64 " min %" PRId64 " s", seconds / 60 % 60, seconds % 60);
        return;
    }
    buf_printf(out, "%" PRId64 ".%" PRId64 " s", seconds, ms % 1000 / 100);
}

/* Adds the first files with this status, each with its reason. */
static void name_files(struct buf *out, const struct scan_counts *c, enum scan_status status,
                       const char *title, size_t columns)
{
    uint64_t count = c->status[status];

    if (!count)
        return;
    buf_printf(out, "\n%s:\n", title);
    for (uint64_t i = 0; i < count && i < SCAN_COUNT_NAMED; i++) {
        const struct scan_named_file *file = &c->named[status][i];

        buf_puts(out, "  ");
        text_entry(out, file->path, file->reason, columns > 2 ? columns - 2 : 0);
        buf_putc(out, '\n');
    }
    if (count > SCAN_COUNT_NAMED)
        buf_printf(out, "  and %" PRIu64 " more\n", count - SCAN_COUNT_NAMED);
}

void scan_count_summary(struct buf *out, const struct scan_counts *c,
                        const struct scan_ending *ending)
{
    static const char line[] = "==================================================\n";

    const char *title = ending->interrupted ? "SCAN INTERRUPTED"
                        : ending->late      ? "SCAN STOPPED: TIME IS UP"
                                            : "SCAN COMPLETE";

    buf_printf(out, "%s%s\n%s", line, title, line);
    buf_printf(out,
               "Scan mode: %s\nTotal files scanned: %" PRIu64 "\nHealthy files: %" PRIu64
               "\nSuspicious files: %" PRIu64 "\nCorrupt files found: %" PRIu64 "\n",
               scan_mode_words[ending->mode], c->files, c->status[SCAN_HEALTHY],
               c->status[SCAN_SUSPICIOUS], c->status[SCAN_CORRUPT]);
    if (c->failed)
        buf_printf(out, "Files that could not be scanned: %" PRIu64 "\n", c->failed);
    if (ending->left)
        buf_printf(out, "Files left for the next scan: %" PRIu64 "\n", ending->left);
    if (c->remembered)
        buf_printf(out, "Unchanged since an earlier scan: %" PRIu64 "\n", c->remembered);
    buf_puts(out, "Total scan time: ");
    add_exact(out, ending->elapsed_ms);
    buf_putc(out, '\n');
    name_files(out, c, SCAN_CORRUPT, "CORRUPT FILES", ending->columns);
    name_files(out, c, SCAN_SUSPICIOUS, "SUSPICIOUS FILES", ending->columns);
    if (ending->output) {
        buf_puts(out, "\nDetailed results saved to: ");
        text_show(out, ending->output);
        buf_putc(out, '\n');
    }
}
