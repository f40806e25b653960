/* Serves the files of a directory, like a server of large files: completely or in part, and only if
 * they have changed. */
#include "base.h"
#include "base/buf.h"
#include "base/file.h"
#include "http/decide.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* Returns a date in a header, in seconds; -1: none. */
static int64_t date_of(const struct request *request, const char *name)
{
    const char *text = request_header(request, name);

    return text ? http_read_date(text) : -1;
}

static void add_date(struct answer *answer, time_t modified)
{
    char text[64];
    struct tm parts;

    gmtime_r(&modified, &parts);
    strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    answer_header(answer, "Last-Modified", "%s", text);
}

/* Returns the part that Range requests; false if it does not exist. */
static bool cut(const struct request *request, struct buf *bytes, struct answer *answer)
{
    const char *range = request_header(request, "range");
    size_t total = bytes->len;

    if (!range || strncmp(range, "bytes=", 6) != 0 || !strchr(range, '-'))
        return true;
    size_t first = strtoul(range + 6, NULL, 10), last = strtoul(strchr(range, '-') + 1, NULL, 10);
    if (first >= total || last < first) {
        answer_empty(answer, 416);
        answer_header(answer, "Content-Range", "bytes */%zu", total);
        return false;
    }
    if (last >= total)
        last = total - 1;
    memmove(bytes->at, bytes->at + first, last - first + 1);
    bytes->len = last - first + 1;
    answer->status = 206;
    answer_header(answer, "Content-Range", "bytes %zu-%zu/%zu", first, last, total);
    return true;
}

void files_get(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    struct buf bytes = BUF_INIT(64 << 20);
    struct stat about;
    struct why why;
    char *path = sandbox->files ? file_join(sandbox->files, request->segments[1]) : NULL;
    int64_t since = date_of(request, "if-modified-since");
    int64_t unless = date_of(request, "if-unmodified-since");

    if (!path || stat(path, &about) != 0 || !file_read(path, &bytes, &why)) {
        answer_empty(answer, 404);
    } else if (unless >= 0 && about.st_mtime > unless) {
        answer_empty(answer, 412);
    } else if (since >= 0 && about.st_mtime <= since) {
        answer_empty(answer, 304);
    } else {
        answer_text_take(answer, 200, "application/gzip", cvi_strdup(""));
        if (cut(request, &bytes, answer)) {
            add_date(answer, about.st_mtime);
            answer->size = bytes.len;
            free(answer->text);
            answer->text = buf_detach(&bytes);
        }
    }
    buf_release(&bytes);
    free(path);
}
