/* Finds contradictions in a record, and writes them as list entries. This file compares only the
 * running times. The contradictions between a file's name and its headers are from
 * record/disagree. */
#include "page/differ.h"

#include "page/text.h"

enum { MOST_MINUTES = 100000 };

/* The limits of the file's running time, as a share of the film's. Playback at 25 instead of 24
 * pictures a second shortens a film by 4 %. Missing credits or another cut change its length by
 * about a tenth. */
static const double least_share = 0.8, most_share = 1.3;

static const json_t *member(const struct page_file *file, const char *object, const char *key)
{
    return json_object_get(json_object_get(file->item->record, object), key);
}

/* Returns the running time of the matched film in minutes; 0 if it is unknown or should not be
 * compared. Shows are not compared, because their running time is an average. Editions, parts and
 * extras may have any length. Corrupt files are in a separate list. */
static json_int_t runtime_of(const struct page_file *file)
{
    static const char *const excuses[] = {"edition", "part", "extra"};
    json_int_t minutes = json_integer_value(member(file, "match", "runtime"));

    if (!file->item->has_match || file->subject.type != MEDIA_MOVIE || file->health == SCAN_CORRUPT)
        return 0;
    for (size_t i = 0; i < sizeof excuses / sizeof *excuses; i++) {
        const json_t *excuse = member(file, "media", excuses[i]);

        if (excuse && !json_is_null(excuse))
            return 0;
    }
    return minutes > 0 && minutes < MOST_MINUTES ? minutes : 0;
}

/* Returns the film's running time in minutes if the file's running time contradicts it, otherwise
 * 0. */
static json_int_t contradicted(const struct page_file *file)
{
    json_int_t minutes = runtime_of(file);
    double share = minutes ? file->length_s / 60 / (double)minutes : 0;

    return share > 0 && (share < least_share || share > most_share) ? minutes : 0;
}

bool page_differs(const struct page_file *file)
{
    return file->item->disagreement_count || contradicted(file);
}

void page_differ_entries(struct buf *out, const struct page_file *file)
{
    json_int_t minutes = contradicted(file);

    for (size_t i = 0; i < file->item->disagreement_count; i++) {
        const struct disagreement *one = &file->item->disagreements[i];

        buf_printf(out, "<li><b>%s:</b> name ", one->word);
        page_escape_most(out, one->name, DISAGREE_TEXT);
        buf_puts(out, ", file ");
        page_escape_most(out, one->file, DISAGREE_TEXT);
        buf_puts(out, "</li>");
    }
    if (!minutes)
        return;
    buf_puts(out, "<li><b>running time:</b> film ");
    page_clock(out, (double)minutes * 60);
    buf_puts(out, ", file ");
    page_clock(out, file->length_s);
    buf_puts(out, "</li>");
}
