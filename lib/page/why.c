/* Writes the reasons in a record: why a file is damaged, and why a title was not accepted. The
 * output is limited, because a record can have any number of reasons. */
#include <string.h>

#include "base/text.h"
#include "page/file.h"
#include "page/text.h"
#include "record/finding.h"

enum {
    MOST_REASONS = 16,
    MOST_CANDIDATES = 10,
    MOST_ARGUMENTS = 12,
    MOST_WORDS = 400, /* maximum characters of a reason */
};

static const char *const findings[FINDING_CODES] = {
    [FINDING_EMPTY] = "The file is empty",
    [FINDING_TRUNCATED] = "Truncated: the end is missing",
    [FINDING_NO_HEADER] = "The beginning is not that of a video",
    [FINDING_NO_INDEX] = "The index is missing, so it cannot be played",
    [FINDING_BROKEN_INDEX] = "The index is broken",
    [FINDING_OUT_OF_BOUNDS] = "An element ends past the end of its parent",
    [FINDING_BAD_STRUCTURE] = "An element is invalid for its type",
    [FINDING_LOST_SYNC] = "Invalid bytes between packets",
    [FINDING_TRAILING_JUNK] = "Other data follows its end",
    [FINDING_ZEROS] = "There are zeros where data should be",
    [FINDING_HOLE] = "A part of it was never written",
    [FINDING_WRONG_KIND] = "The format differs from the extension",
    [FINDING_MISSING_DATA] = "Packets are missing",
    [FINDING_LIMIT] = "Its structure took too long to read",
    [FINDING_CHANGING] = "It changed while it was read",
    [FINDING_UNREADABLE] = "It could not be read",
    [FINDING_VIDEO_DAMAGE] = "The picture is damaged",
    [FINDING_AUDIO_DAMAGE] = "The sound is damaged",
    [FINDING_CONTAINER_DAMAGE] = "The container is damaged",
    [FINDING_REMARK] = "The decoder printed a warning",
    [FINDING_NO_STREAM] = "It has neither picture nor sound",
    [FINDING_SHORT] = "It ends earlier than its header states",
    [FINDING_STALLED] = "The decoder made no progress",
    [FINDING_DECODER_FAILED] = "The decoder failed on it",
    [FINDING_NO_DECODER] = "This ffmpeg has no decoder for one of its tracks",
    [FINDING_ENCRYPTED] = "It is encrypted, so it cannot be decoded",
    [FINDING_BIT_ROT] = "Its bytes have changed, although no program wrote to it",
    [FINDING_SEGMENT] = "A piece of a stream, which cannot be played without the others",
};

static const char *word_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static void add_reason(struct buf *out, const json_t *reason)
{
    const char *code = word_of(reason, "code"), *detail = word_of(reason, "detail");
    int known = code ? record_word(finding_words, code) : -1;
    json_int_t count = json_integer_value(json_object_get(reason, "count"));
    const json_t *seconds = json_object_get(reason, "seconds");

    if (!code)
        return;
    buf_puts(out, "<li><b>");
    page_escape_most(out, known < 0 ? code : findings[known], MOST_WORDS);
    buf_puts(out, "</b>");
    if (count > 1) {
        buf_puts(out, ", ");
        page_number(out, (uint64_t)count);
        buf_puts(out, " times");
    }
    if (json_is_number(seconds) && json_number_value(seconds) > 0) {
        buf_puts(out, count > 1 ? ", first at " : ", at ");
        page_clock(out, json_number_value(seconds));
    }
    if (detail && *detail) {
        buf_puts(out, " <span class=\"detail\">");
        page_escape_most(out, detail, MOST_WORDS);
        buf_puts(out, "</span>");
    }
    buf_puts(out, "</li>");
}

void page_file_reasons(struct buf *out, const struct page_file *file)
{
    const json_t *reasons = json_object_get(file->scan, "reasons");
    const char *message = word_of(file->scan, "error_message");
    size_t count = json_array_size(reasons);

    if (count) {
        buf_puts(out, "<ul class=\"reasons\">");
        for (size_t i = 0; i < count && i < MOST_REASONS; i++)
            add_reason(out, json_array_get(reasons, i));
        buf_puts(out, "</ul>");
    } else if (message && *message) {
        buf_puts(out, "<p class=\"detail\">");
        page_escape_most(out, message, MOST_WORDS);
        buf_puts(out, "</p>");
    }
    if (file->damage > 0) {
        buf_puts(out, "<p class=\"detail\">");
        page_share(out, file->damage);
        buf_puts(out, " of the running time is damaged or missing</p>");
    }
    if (file->span_count && file->duration_s > 0)
        page_chart_time(out, file->duration_s, file->spans, file->span_count);
}

/* Adds the arguments for and against a candidate, such as "same title" and "another year
 * (-100)". */
static void add_arguments(struct buf *out, const json_t *candidate)
{
    static const char *const sides[] = {"for", "against"};

    for (size_t side = 0; side < 2; side++) {
        const json_t *texts = json_object_get(candidate, sides[side]);

        for (size_t i = 0; i < json_array_size(texts) && i < MOST_ARGUMENTS; i++) {
            const char *text = json_string_value(json_array_get(texts, i));

            if (!text)
                continue;
            buf_printf(out, "<li class=\"%s\">", sides[side]);
            page_escape_most(out, text, MOST_WORDS);
            buf_puts(out, "</li>");
        }
    }
}

/* Reads a candidate. Returns false if it has no title. */
static bool read_candidate(const json_t *candidate, struct subject *subject)
{
    const char *type = word_of(candidate, "type");
    json_int_t year = json_integer_value(json_object_get(candidate, "year"));
    struct outcome_item item = {
        .has_match = true,
        .match = {.type = type && strcmp(type, "show") == 0 ? MEDIA_SHOW : MEDIA_MOVIE,
                  .title = word_of(candidate, "title"),
                  .year = year > 0 && year < 10000 ? (int)year : RECORD_NONE,
                  .ids = json_object_get(candidate, "ids")}};

    return item.match.title && subject_read(&item, subject);
}

static void add_candidate(struct buf *out, const json_t *candidate)
{
    const json_t *score = json_object_get(candidate, "score");
    struct subject subject;

    if (!read_candidate(candidate, &subject))
        return;
    buf_puts(out, "<li>");
    page_inline(out, subject.title);
    if (subject.year != RECORD_NONE)
        buf_printf(out, " (%d)", subject.year);
    if (json_is_integer(score) && json_integer_value(score) >= 0)
        buf_printf(out, " <span class=\"score\">score %" JSON_INTEGER_FORMAT "</span>",
                   json_integer_value(score));
    page_links(out, &subject);
    size_t before = out->len;
    buf_puts(out, "<ul class=\"arguments\">");
    size_t start = out->len;
    add_arguments(out, candidate);
    if (out->len == start) {
        out->len = before; /* removes an empty list */
        out->at[before] = '\0';
    } else {
        buf_puts(out, "</ul>");
    }
    buf_puts(out, "</li>");
}

/* Returns the candidates that cvi-match --explain has added to the record; without these, the
 * candidates of an ambiguous match. Returns NULL for other outcomes. The record owns the
 * candidates. */
static const json_t *candidates_of(const struct page_file *file)
{
    const json_t *match = json_object_get(file->item->record, "match");

    if (file->item->outcome != OUTCOME_NOT_FOUND && file->item->outcome != OUTCOME_AMBIGUOUS)
        return NULL;
    if (json_array_size(file->item->considered))
        return file->item->considered;
    return json_object_get(match, "candidates");
}

/* Returns whether cvi-match --explain has stated that the searches had no results. */
static bool has_found_nothing(const struct page_file *file)
{
    const json_t *match = json_object_get(file->item->record, "match");

    return file->item->outcome == OUTCOME_NOT_FOUND && json_is_array(file->item->considered) &&
           !json_array_size(file->item->considered) &&
           !json_array_size(json_object_get(match, "candidates"));
}

/* Returns the reason in words: the error, or the cause of an ambiguous or skipped outcome. Returns
 * NULL if there is no reason. */
static const char *reason_of(const struct page_file *file)
{
    return file->item->message ? file->item->message : file->item->cause_text;
}

bool page_file_has_outcome(const struct page_file *file)
{
    return json_array_size(candidates_of(file)) || reason_of(file) || has_found_nothing(file);
}

void page_file_outcome(struct buf *out, const struct page_file *file)
{
    const json_t *candidates = candidates_of(file);
    size_t count = json_array_size(candidates);

    if (reason_of(file)) {
        buf_puts(out, "<p class=\"detail\">");
        page_escape_most(out, reason_of(file), MOST_WORDS);
        buf_puts(out, "</p>");
    }
    if (has_found_nothing(file))
        buf_puts(out, "<p class=\"detail\">No results.</p>");
    if (!count)
        return;
    buf_puts(out, "<p class=\"detail\">Candidates:</p><ul class=\"candidates\">");
    for (size_t i = 0; i < count && i < MOST_CANDIDATES; i++)
        add_candidate(out, json_array_get(candidates, i));
    buf_puts(out, "</ul>");
}

static void add_link(struct buf *out, const char *address, const char *id, const char *end,
                     const char *word)
{
    const char *const parts[] = {" <a href=\"https://", address, id, end, "\">", word, "</a>"};

    if (!id || strlen(id) > PAGE_MOST_ID)
        return;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        buf_puts(out, parts[i]);
}

static const char *number_text(char *into, size_t room, json_int_t number)
{
    if (number <= 0)
        return NULL;
    snprintf(into, room, "%" JSON_INTEGER_FORMAT, number);
    return into;
}

/* TVDB's URL with a number redirects to the title page. */
void page_links(struct buf *out, const struct subject *subject)
{
    bool movie = subject->type == MEDIA_MOVIE;
    char tmdb[32], tvdb[32];

    if (!subject->slug && !subject->imdb && !subject->tmdb && (movie || !subject->tvdb))
        return;
    buf_puts(out, " <span class=\"links\">");
    add_link(out, movie ? "trakt.tv/movies/" : "trakt.tv/shows/", subject->slug, "", "Trakt");
    add_link(out, "www.imdb.com/title/", subject->imdb, "/", "IMDb");
    add_link(out, movie ? "www.themoviedb.org/movie/" : "www.themoviedb.org/tv/",
             number_text(tmdb, sizeof tmdb, subject->tmdb), "", "TMDB");
    if (!movie)
        add_link(out, "thetvdb.com/dereferrer/series/",
                 number_text(tvdb, sizeof tvdb, subject->tvdb), "", "TVDB");
    buf_puts(out, "</span>");
}
