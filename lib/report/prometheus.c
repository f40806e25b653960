/* Writes the counts of a report as metrics for Prometheus, in a file for node_exporter's textfile
 * collector. Source: the text format of Prometheus (prometheus.io, "Exposition formats", version
 * 0.0.4) and node_exporter's collector/textfile.go.
 * - Every value of a label has its line, even if the number in the line is 0, so that rules can
 *   compare the number.
 * - There are no time stamps, because the collector skips a file that has one.
 * - The last line must end with a newline. */
#include "report/formats.h"

enum { SCAN_UNKNOWN = SCAN_CORRUPT + 1, SCANS };

struct metrics {
    size_t files[SCANS];
    double bytes[SCANS];
    double seconds[SCANS];
};

static enum scan_status status_of(const json_t *record)
{
    enum scan_status status;
    struct why why;

    return record_scan(record, &status, &why) ? status : (enum scan_status)SCAN_UNKNOWN;
}

static double amount(const json_t *value)
{
    double number = json_number_value(value);

    return number > 0 ? number : 0;
}

/* Adds no row: all metrics are in the tail. */
static void count_row(struct buf *out, void *own, const struct outcome_counts *counts,
                      const struct outcome_item *item)
{
    struct metrics *metrics = own;
    const json_t *scan = json_object_get(item->record, "scan");
    const json_t *duration = json_object_get(json_object_get(scan, "media"), "duration");

    (void)out;
    (void)counts;
    if (item->outcome == OUTCOME_UNREADABLE)
        return;
    int status = (int)status_of(item->record);
    metrics->files[status]++;
    metrics->bytes[status] += amount(json_object_get(scan, "file_size"));
    metrics->seconds[status] += amount(duration ? duration : json_object_get(scan, "duration"));
}

static void add_metric(struct buf *out, const char *name, const char *help)
{
    buf_printf(out, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

static void add_scans(struct buf *out, const char *name, const char *help, const double *values)
{
    add_metric(out, name, help);
    for (int i = 0; i < SCANS; i++)
        buf_printf(out, "%s{scan=\"%s\"} %.15g\n", name,
                   i == SCAN_UNKNOWN ? "unknown" : record_scan_words[i], values[i]);
}

static void add_number(struct buf *out, const char *name, const char *help, double value)
{
    add_metric(out, name, help);
    buf_printf(out, "%s %.15g\n", name, value);
}

static void add_tail(struct buf *out, void *own, const struct outcome_counts *counts)
{
    const struct metrics *metrics = own;
    double files[SCANS];

    for (int i = 0; i < SCANS; i++)
        files[i] = (double)metrics->files[i];
    add_scans(out, "cvi_files", "Video files by health.", files);
    add_scans(out, "cvi_bytes", "Total size of these files.", metrics->bytes);
    add_scans(out, "cvi_media_seconds", "Total running time of these files.", metrics->seconds);
    add_metric(out, "cvi_records", "Records by outcome.");
    for (int i = 0; i < OUTCOMES; i++)
        buf_printf(out, "cvi_records{outcome=\"%s\"} %zu\n", outcome_forms[i].word,
                   counts->outcomes[i]);
    add_number(out, "cvi_disagreements", "Files whose name and headers disagree.",
               (double)counts->disagreeing);
    add_number(out, "cvi_report_interrupted", "1 if the run was interrupted.", counts->interrupted);
    add_number(out, "cvi_report_time_seconds", "Time of the report, in seconds since 1970.",
               (double)counts->time);
}

const struct report_format report_prometheus = {
    .ending = ".prom",
    .own_size = sizeof(struct metrics),
    .row = count_row,
    .tail = add_tail,
};
