/* Suggests a next command that can be typed as shown. */
#include "scan/next.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define FRONT "corrupt-video-inspector"

void scan_next_add(struct buf *out, const struct scan_next *next)
{
    bool front = strncmp(next->program, FRONT, strlen(FRONT)) == 0;
    const char *sync = front ? FRONT " trakt sync" : "cvi-trakt-sync";

    if (!next->files)
        return;
    if (!next->healthy && (next->output || next->shown)) {
        buf_printf(out, "Next: no file is healthy, so %s adds none (see its --include-status)\n",
                   sync);
    } else if (next->output) {
        buf_printf(out, "Next: %s ", sync);
        text_word(out, next->output, "FILE");
        buf_putc(out, '\n');
    } else if (next->shown) {
        buf_printf(out,
                   "Next: scan again with --output scan_results.json, then %s scan_results.json\n",
                   sync);
    }
}

void scan_next_add_empty(struct buf *out, char *const *operands)
{
    size_t count = 0;

    while (operands[count])
        count++;
    buf_puts(out, count ? "no video files in " : "no video files among the names that were read");
    text_show(out, count ? operands[0] : "");
    if (count > 1)
        buf_printf(out, " and %zu more", count - 1);
}
