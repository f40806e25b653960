/* Writes the charts. Corrupt and suspicious parts have a hatching as well as a colour, so that
 * readers need not distinguish colours. */
#include "page/chart.h"

#include "page/text.h"

enum {
    BAR_HEIGHT = 14,
    COLUMN_HEIGHT = 120,
    COLUMN_TOP = 22,  /* space above the highest column, for its number */
    COLUMN_FOOT = 24, /* space below the columns, for the labels */
    /* With fewer columns, part of the width stays empty, so that columns are not very wide. */
    LEAST_COLUMNS = 6,
    TIME_HEIGHT = 18,
    MOST_PLACES = 12, /* damaged places that are listed in words */
};

/* Minimum width of a part above 0, as a share of the bar. */
static const double least_share = 0.008;

void page_chart_begin(struct buf *out)
{
    buf_puts(out, "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\" "
                  "focusable=\"false\"><defs>\n");
    buf_puts(out, "<pattern id=\"hatch-bad\" width=\"6\" height=\"6\" "
                  "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
                  "<rect width=\"6\" height=\"6\" class=\"ground-bad\"/>"
                  "<path d=\"M0 0H6M0 0V6\" class=\"line\"/></pattern>\n");
    buf_puts(out, "<pattern id=\"hatch-doubt\" width=\"6\" height=\"6\" "
                  "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
                  "<rect width=\"6\" height=\"6\" class=\"ground-doubt\"/>"
                  "<path d=\"M0 0V6\" class=\"line\"/></pattern>\n");
    buf_puts(out, "</defs></svg>\n");
}

static uint64_t sum_of(const struct page_part *parts, size_t count)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += parts[i].amount;
    return sum;
}

static double seen_share(uint64_t amount, uint64_t sum)
{
    double share = sum ? (double)amount / (double)sum : 0;

    return amount && share < least_share ? least_share : share;
}

/* Adds "healthy 10, corrupt 2". */
static void add_words(struct buf *out, const struct page_part *parts, size_t count)
{
    const char *before = "";

    for (size_t i = 0; i < count; i++) {
        if (!parts[i].amount)
            continue;
        buf_puts(out, before);
        page_escape(out, parts[i].label);
        buf_putc(out, ' ');
        page_number(out, parts[i].amount);
        before = ", ";
    }
}

void page_chart_bar(struct buf *out, const struct page_part *parts, size_t count, double width,
                    const char *title)
{
    uint64_t sum = sum_of(parts, count);
    double all = 0, at = 0;

    for (size_t i = 0; i < count; i++)
        all += seen_share(parts[i].amount, sum);
    if (title) {
        buf_puts(out, "<svg class=\"bar wide\" height=\"28\" role=\"img\" aria-label=\"");
        page_escape(out, title);
        buf_puts(out, ": ");
        add_words(out, parts, count);
        buf_puts(out, "\"><title>");
        page_escape(out, title);
        buf_puts(out, "</title>");
    } else {
        buf_printf(out, "<svg class=\"bar\" height=\"%d\" aria-hidden=\"true\">", BAR_HEIGHT);
    }
    for (size_t i = 0; i < count && all > 0; i++) {
        double share = seen_share(parts[i].amount, sum) / all * width * 100;

        if (share > 0)
            buf_printf(out, "<rect class=\"%s\" x=\"%.2f%%\" width=\"%.2f%%\" height=\"100%%\"/>",
                       parts[i].look, at, share);
        at += share;
    }
    buf_puts(out, "</svg>");
}

static void add_column(struct buf *out, const struct page_column *column, double at, double width,
                       double share)
{
    double height = share * COLUMN_HEIGHT;
    double middle = at + width / 2;

    if (column->amount && height < 2)
        height = 2;
    buf_printf(out,
               "<rect class=\"plain\" x=\"%.2f%%\" y=\"%.1f\" width=\"%.2f%%\" height=\"%.1f\" "
               "rx=\"2\"/>",
               at + width * 0.12, COLUMN_TOP + COLUMN_HEIGHT - height, width * 0.76, height);
    buf_printf(out, "<text class=\"amount\" x=\"%.2f%%\" y=\"%.1f\">", middle,
               COLUMN_TOP + COLUMN_HEIGHT - height - 6);
    page_number(out, column->amount);
    buf_printf(out, "</text><text x=\"%.2f%%\" y=\"%d\">", middle, COLUMN_TOP + COLUMN_HEIGHT + 17);
    page_escape(out, column->label);
    buf_puts(out, "</text>\n");
}

void page_chart_columns(struct buf *out, const char *id, const char *title,
                        const struct page_column *columns, size_t count)
{
    uint64_t most = 1;
    const char *before = "";

    for (size_t i = 0; i < count; i++)
        most = columns[i].amount > most ? columns[i].amount : most;
    buf_printf(out,
               "<svg class=\"columns\" height=\"%d\" role=\"img\" aria-labelledby=\"%s-t %s-d\">"
               "<title id=\"%s-t\">%s</title><desc id=\"%s-d\">",
               COLUMN_TOP + COLUMN_HEIGHT + COLUMN_FOOT, id, id, id, title, id);
    for (size_t i = 0; i < count; i++) {
        buf_printf(out, "%s%s: ", before, columns[i].label);
        page_number(out, columns[i].amount);
        before = ", ";
    }
    buf_puts(out, "</desc>\n");
    for (size_t i = 0; i < count; i++) {
        double width = 100.0 / (double)(count < LEAST_COLUMNS ? LEAST_COLUMNS : count);

        add_column(out, &columns[i], width * (double)i, width,
                   (double)columns[i].amount / (double)most);
    }
    buf_printf(out, "<line x1=\"0\" x2=\"100%%\" y1=\"%.1f\" y2=\"%.1f\"/></svg>\n",
               COLUMN_TOP + COLUMN_HEIGHT + 0.5, COLUMN_TOP + COLUMN_HEIGHT + 0.5);
}

/* Adds "0:12 to 0:15, 10:00 to 10:01 and 3 more places". */
static void add_places(struct buf *out, const struct page_span *spans, size_t count)
{
    for (size_t i = 0; i < count && i < MOST_PLACES; i++) {
        buf_puts(out, i ? ", " : "");
        page_clock(out, spans[i].from_s);
        if (spans[i].to_s > spans[i].from_s + 1) {
            buf_puts(out, " to ");
            page_clock(out, spans[i].to_s);
        }
    }
    if (count > MOST_PLACES)
        buf_printf(out, " and %zu more places", count - MOST_PLACES);
}

static void add_span(struct buf *out, double duration_s, const struct page_span *span)
{
    double at = span->from_s / duration_s * 100;
    double width = (span->to_s - span->from_s) / duration_s * 100;

    if (width < 0.5)
        width = 0.5;
    if (at + width > 100)
        at = 100 - width;
    buf_printf(out, "<rect class=\"bad\" x=\"%.2f%%\" width=\"%.2f%%\" height=\"100%%\"/>", at,
               width);
}

void page_chart_time(struct buf *out, double duration_s, const struct page_span *spans,
                     size_t count)
{
    buf_printf(out,
               "<div class=\"time\"><svg class=\"bar\" height=\"%d\" role=\"img\" aria-label=\""
               "Running time, damaged at ",
               TIME_HEIGHT);
    add_places(out, spans, count);
    buf_puts(out, "\"><rect class=\"ground\" width=\"100%\" height=\"100%\"/>");
    for (size_t i = 0; i < count; i++)
        add_span(out, duration_s, &spans[i]);
    buf_puts(out, "</svg><p class=\"ends\"><span>0:00</span><span>");
    page_clock(out, duration_s);
    buf_puts(out, "</span></p><p class=\"places\">Damaged at ");
    add_places(out, spans, count);
    buf_puts(out, "</p></div>");
}
