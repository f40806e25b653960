/* Finds the format of a file, reads it, and reports the counts. */
#include "extract/scanfile.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "extract/parts.h"
#include "json/ndjson.h"
#include "record/hint.h"

/* Reports how many entries were found, printed and left out. */
static void report_left_out(const struct reading *r)
{
    if (r->excluded)
        msg_more("%s: entries: %lld, chosen: %lld, excluded: %lld", r->name, r->found, r->put,
                 r->excluded);
    else
        msg_more("%s: entries: %lld, chosen: %lld", r->name, r->found, r->put);
    if (r->excluded && r->excluded == r->found)
        msg_note("%s: no files left, because --exclude leaves out all of them", r->name);
    if (r->no_file)
        msg_note("%s: %lld title%s left out (no file)", r->name, r->no_file,
                 text_plural(r->no_file));
    if (r->other)
        msg_note("%s: %lld %s left out (neither film nor show nor episode)", r->name, r->other,
                 r->other == 1 ? "entry" : "entries");
    if (r->unscanned)
        msg_note("%s: %lld file%s left out (not scanned, so without a status; --all includes %s)",
                 r->name, r->unscanned, text_plural(r->unscanned),
                 r->unscanned == 1 ? "it" : "them");
    if (r->missing)
        msg_note("%s: %lld title%s missing, on other pages of this list (request all pages)",
                 r->name, r->missing, text_plural(r->missing));
    if (r->clashes)
        msg_note("%s: %lld %s the same id as another show in this input (their episodes are "
                 "identified by name only; read the listing of each server in a separate run)",
                 r->name, r->clashes, r->clashes == 1 ? "show has" : "shows have");
    if (r->orphans)
        msg_note("%s: %lld episode%s whose show is not listed (name the file with the shows before "
                 "this file)",
                 r->name, r->orphans, text_plural(r->orphans));
}

/* Reports that the file is not in a known format. */
static void complain_of_all(struct reading *r)
{
    struct split_item first = {.line = r->texts[0]};
    char why[512];

    if (r->markup)
        snprintf(why, sizeof why,
                 "XML or HTML, not JSON (Plex: add the header 'Accept: "
                 "application/json'; Kodi: ask over JSON-RPC)");
    else if (r->text_why)
        snprintf(why, sizeof why, "%s", r->text_why);
    else if (r->hint)
        snprintf(why, sizeof why, "neither a scan document nor records (%s)", r->hint);
    else
        snprintf(why, sizeof why, "neither a scan document nor records");
    reading_complain(r, "not-a-record", &first, why);
}

/* If the file is compressed, or is not plain text for another reason, reports an error. Returns
 * whether it has reported one. */
static bool refuse_packed(struct reading *r)
{
    const struct hint_form *form = hint_form(r->block, r->len);

    if (!form)
        return false;
    /* Under another name, such as 'corrupt-video-inspector trakt sync', standard input needs the
     * operand '-'. */
    bool called = strcmp(msg_program(), msg_own_name()) != 0;
    char *why =
        cvi_format("%s (%s | %s%s)", form->what, form->way, msg_program(), called ? " -" : "");
    reading_complain(r, "broken", &(struct split_item){.line = 1}, why);
    r->broken = true;
    free(why);
    return true;
}

/* Reports the counts. Also reports an error if the file has content but no entries. */
static void settle(struct reading *r)
{
    report_left_out(r);
    if (r->understood || r->broken || (!r->summary && !r->text_count))
        return;
    if (!r->summary) {
        complain_of_all(r);
        return;
    }
    msg_warn("%s: No media items found: only a summary, without file names (scan again with a "
             "version that writes results)",
             r->name);
    r->f->status = msg_worse(r->f->status, EX_DATAERR);
}

static const struct format {
    bool (*is)(const char *head, size_t len); /* NULL: any file */
    void (*read)(struct reading *r);
} formats[] = {
    {format_database_is, format_database_read},
    {format_csv_is, format_csv_read},
    {format_yaml_is, format_yaml_read},
    {NULL, format_json_read},
};

/* Reads enough of the file to find its format: the first character if the file is JSON, otherwise
 * the first line. Returns false if reading was interrupted or failed. */
static bool read_head(struct reading *r)
{
    while (r->len < READING_HEAD) {
        size_t blank = strspn(r->block, " \t\r\n");

        if (blank < r->len &&
            (strchr("{[", r->block[blank]) || memchr(r->block + blank, '\n', r->len - blank)))
            return true;
        if (!reading_more(r))
            return false;
        if (r->ended)
            return true;
    }
    return true;
}

void scanfile_read(struct scanfile *f, int fd, const char *name)
{
    struct reading r = {.f = f, .fd = fd, .name = name};
    const struct format *format = formats;

    r.path = fd == STDIN_FILENO ? NULL : name;
    r.block = cvi_alloc(READING_BYTES + 1); /* with a NUL at its end */
    if (read_head(&r)) {
        const char *end = memchr(r.block, '\n', r.len);

        r.hint = hint_for_line(r.block, end ? (size_t)(end - r.block) : r.len);
        r.markup = r.block[strspn(r.block, " \t\r\n\xef\xbb\xbf")] == '<';
        while (format->is && !format->is(r.block, r.len))
            format++;
        if (!refuse_packed(&r))
            format->read(&r);
    }
    if (!r.interrupted)
        settle(&r);
    ndjson_flush();
    free(r.block);
}
