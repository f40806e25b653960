/* Decides and counts outcomes. */
#include "record/outcome.h"

#include <stdlib.h>
#include <string.h>

#include "record/ids.h"

enum { MOST_LENGTH_S = 366 * 86400 }; /* maximum credible length of a file */

/* Some words are those of the Python program corrupt-video-inspector, which users know: Added, Not
 * found, Failed to add, Skipped, Error. */
/* clang-format off */
const struct outcome_form outcome_forms[OUTCOMES] = {
    [OUTCOME_ADDED] = {.status = "added", .word = "added",
        .said = "✅ Added to watchlist", .added = true},
    [OUTCOME_EXISTING] = {.status = "added", .word = "existing", .said = "✅ Already on the list",
        .label = "Already on the list", .key = "already_on_list", .added = true},
    [OUTCOME_WOULD_ADD] = {.status = "would_add", .word = "would_add", .said = "✅ Would be added",
        .label = "Would be added (dry run)", .key = "would_add", .added = true},
    [OUTCOME_NOT_FOUND] = {.status = "not_found", .word = "not_found",
        .said = "❌ Not found on Trakt", .reason = "not found on Trakt"},
    [OUTCOME_AMBIGUOUS] = {.status = "ambiguous", .word = "ambiguous",
        .said = "❌ Ambiguous", .label = "Ambiguous", .key = "ambiguous",
        .reason = "ambiguous"},
    [OUTCOME_SKIPPED] = {.status = "skipped", .word = "skipped", .said = "❌ Skipped",
        .label = "Skipped", .key = "skipped"},
    [OUTCOME_FULL] = {.status = "failed", .word = "list_full", .said = "❌ ", .label = "List full",
        .key = "list_full", .reason = ""},
    [OUTCOME_FAILED] = {.status = "failed", .word = "failed", .said = "❌ Failed to add",
        .label = "Failed to add", .key = "failed_to_add", .reason = "failed to add"},
    [OUTCOME_ERROR] = {.status = "error", .word = "error", .said = "❌ Error: ", .label = "Errors",
        .key = "errors", .reason = ""},
    [OUTCOME_NOT_TRIED] = {.status = "error", .word = "not_tried", .said = "❌ Error: ",
        .label = "Not tried", .hint = " (run again to try them)", .key = "not_tried"},
    [OUTCOME_MATCHED] = {.status = "matched", .word = "matched",
        .said = "❌ Found on Trakt, not added", .label = "Matched, not added",
        .key = "matched_not_added"},
    [OUTCOME_UNSEARCHED] = {.status = "not_searched", .word = "not_searched",
        .said = "❌ Not searched for", .label = "Not searched for", .key = "not_searched"},
    [OUTCOME_UNREADABLE] = {.status = "error", .word = "unreadable", .said = "❌ Error: ",
        .label = "Unreadable lines", .key = "unreadable_lines", .reason = ""},
};
/* clang-format on */

/* clang-format off */
const struct outcome_cause outcome_causes[OUTCOME_CAUSES] = {
    [CAUSE_SEVERAL] = {OUTCOME_AMBIGUOUS, NULL, "several titles fit", "several titles fit"},
    [CAUSE_BARE] = {OUTCOME_AMBIGUOUS, "bare", "a title without a year is not certain enough",
        "title without a year"},
    [CAUSE_RUNTIME] = {OUTCOME_AMBIGUOUS, "runtime", "the length of the file does not fit",
        "length does not fit"},
    [CAUSE_TYPE] = {OUTCOME_AMBIGUOUS, "type", "both a film and a show fit", "film or show"},
    [CAUSE_CHOSEN] = {OUTCOME_SKIPPED, NULL, NULL, "chosen by hand"},
    [CAUSE_UNTITLED] = {OUTCOME_SKIPPED, "untitled", "the name is not a title", "name is not a title"},
    [CAUSE_PRIVATE] = {OUTCOME_SKIPPED, "private", "a private recording", "private recording"},
    [CAUSE_OTHER_TYPE] = {OUTCOME_SKIPPED, RECORD_OTHER_TYPE, "of the other type (--type)", "of the other type"},
    [CAUSE_EXTRA] = {OUTCOME_SKIPPED, "extra", "an extra", "extra"},
    [CAUSE_TAKEN_OFF] = {OUTCOME_SKIPPED, "removed-by-you", "you removed it from the list", "removed by you"},
    [CAUSE_NO_EPISODE] = {OUTCOME_SKIPPED, "no-episode", "a show without an episode", "no episode"},
    [CAUSE_NO_SEASON] = {OUTCOME_SKIPPED, "no-season", "an episode without a season", "no season"},
    [CAUSE_ABSOLUTE] = {OUTCOME_SKIPPED, "absolute", "an episode with an absolute number (counted across all seasons)", "absolute number"},
    [CAUSE_SEASONS] = {OUTCOME_SKIPPED, "several-seasons", "episodes of several seasons", "several seasons"},
    [CAUSE_TOO_MANY] = {OUTCOME_SKIPPED, "too-many-episodes", "more than 1,000 episodes", "too many episodes"},
    [CAUSE_UPDATED] = {OUTCOME_EXISTING, RECORD_UPDATED, "updated", "updated"},
    [CAUSE_WOULD_UPDATE] = {OUTCOME_EXISTING, RECORD_WOULD_UPDATE, "would be updated", "to be updated"},
    [CAUSE_IDS_DIFFER] = {OUTCOME_EXISTING, RECORD_IDS_DIFFER, "with another id", "with another id"},
};
/* clang-format on */

/* The outcome for each match.status (rows; the first row: no match object) and each sync.status
 * (columns). */
/* clang-format off */
static const enum outcome outcomes[][6] = {
    /* no sync            added              existing           would_add          skipped            failed */
    {OUTCOME_UNSEARCHED, OUTCOME_ERROR,     OUTCOME_ERROR,     OUTCOME_ERROR,     OUTCOME_SKIPPED,   OUTCOME_FAILED},
    {OUTCOME_MATCHED,    OUTCOME_ADDED,     OUTCOME_EXISTING,  OUTCOME_WOULD_ADD, OUTCOME_SKIPPED,   OUTCOME_FAILED},
    {OUTCOME_NOT_FOUND,  OUTCOME_NOT_FOUND, OUTCOME_NOT_FOUND, OUTCOME_NOT_FOUND, OUTCOME_NOT_FOUND, OUTCOME_NOT_FOUND},
    {OUTCOME_AMBIGUOUS,  OUTCOME_AMBIGUOUS, OUTCOME_AMBIGUOUS, OUTCOME_AMBIGUOUS, OUTCOME_AMBIGUOUS, OUTCOME_AMBIGUOUS},
    {OUTCOME_SKIPPED,    OUTCOME_SKIPPED,   OUTCOME_SKIPPED,   OUTCOME_SKIPPED,   OUTCOME_SKIPPED,   OUTCOME_SKIPPED},
};
/* clang-format on */

enum outcome outcome_judge(int match, int sync)
{
    return outcomes[match + 1][sync + 1];
}

/* The members that most records have are first, because the list is searched from the beginning. */
const char *const outcome_count_reads[] = {"filename",
                                           DISAGREE_READS,
                                           RECORD_TITLE_READS,
                                           "match.ids.trakt",
                                           "match.ids.imdb",
                                           "match.ids.tmdb",
                                           "match.ids.tvdb",
                                           RECORD_SYNC_READS,
                                           "line",
                                           "error.code",
                                           "error.message",
                                           "error.http_status",
                                           "op",
                                           "to",
                                           NULL};

/* Sets the outcome of a record that has an error. */
static void read_error(const json_t *record, const json_t *error, struct outcome_item *item)
{
    const char *code = json_string_value(json_object_get(error, "code"));
    json_int_t status = json_integer_value(json_object_get(error, "http_status"));
    char number[32];

    item->outcome = OUTCOME_ERROR;
    if (code && strcmp(code, "not-tried") == 0)
        item->outcome = OUTCOME_NOT_TRIED;
    if (code && strcmp(code, "not-a-record") == 0) {
        item->outcome = OUTCOME_UNREADABLE;
        item->line = json_integer_value(json_object_get(record, "line"));
    }
    item->message = json_string_value(json_object_get(error, "message"));
    if (!item->message)
        item->message = code ? code : "no reason given";
    snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, status);
    if (status > 0 && !strstr(item->message, number)) {
        why_set(&item->why, EX_RECORD, "%s (HTTP %s)", item->message, number);
        item->message = item->why.text;
    }
}

/* Sets the outcome of a record with missing or invalid keys. */
static void read_wrong(struct outcome_item *item)
{
    item->outcome = OUTCOME_ERROR;
    item->message = item->why.text;
}

/* Sets the outcome of a title for which the list had no room. If the list has fewer items than its
 * limit, Trakt rejected the request for another reason, such as the size of the request. */
static void read_full(const struct sync *sync, struct outcome_item *item)
{
    const char *what = sync->count >= 0 && sync->count < sync->limit
                           ? "Trakt accepts no more: the list has"
                           : "The list is full:";

    item->outcome = OUTCOME_FULL;
    item->limit = sync->limit;
    item->count = sync->count;
    if (sync->limit >= 0 && sync->count >= 0)
        why_set(&item->why, EX_RECORD,
                "%s %" JSON_INTEGER_FORMAT " of %" JSON_INTEGER_FORMAT " titles", what, sync->count,
                sync->limit);
    else
        why_set(&item->why, EX_RECORD, "The list is full");
    item->message = item->why.text;
}

/* Sets the cause. `word` is match.reason or sync.code. An unknown word is shown unchanged, because
 * later versions of the programs may have more words. */
static void read_cause(const char *word, struct outcome_item *item)
{
    item->reason = word;
    item->cause_text = word;
    for (int i = CAUSE_NONE + 1; i < OUTCOME_CAUSES; i++) {
        const struct outcome_cause *cause = &outcome_causes[i];

        if (cause->outcome == item->outcome &&
            (word ? cause->word && strcmp(cause->word, word) == 0 : !cause->word)) {
            item->cause = (enum outcome_cause_id)i;
            item->cause_text = cause->said;
        }
    }
}

/* Adds the kind of extra, such as a trailer, to the cause's text. Does not add "extras", which is
 * too general. */
static void read_extra(const json_t *record, struct outcome_item *item)
{
    const char *kind =
        json_string_value(json_object_get(json_object_get(record, "media"), "extra"));

    if (!kind || strcmp(kind, "extras") == 0)
        return;
    why_set(&item->why, EX_RECORD, "an extra (%s)", kind);
    item->cause_text = item->why.text;
}

/* Adds the file's length and Trakt's running time to the cause's text, if both are known. */
static void read_lengths(const json_t *record, struct outcome_item *item)
{
    const json_t *content = json_object_get(json_object_get(record, "scan"), "media");
    const json_t *candidates = json_object_get(json_object_get(record, "match"), "candidates");
    double length_s = json_number_value(json_object_get(content, "duration"));
    json_int_t runtime_min =
        json_integer_value(json_object_get(json_array_get(candidates, 0), "runtime"));
    char length[32] = "under 1 min";

    if (!(length_s > 0) || length_s > MOST_LENGTH_S || runtime_min <= 0)
        return;
    if (length_s >= 60)
        snprintf(length, sizeof length, "%ld min", (long)(length_s / 60));
    why_set(&item->why, EX_RECORD, "%s (%s; Trakt has %" JSON_INTEGER_FORMAT " min)",
            outcome_causes[CAUSE_RUNTIME].said, length, runtime_min);
    item->cause_text = item->why.text;
}

/* If the title was matched without Trakt, takes its Trakt id from `ids`, the ids on the list. */
static void learn_ids(struct match *match, const json_t *ids)
{
    const struct title_ids listed = title_ids_read(ids, match->type);

    if (!match->known.of[TITLE_ID_TRAKT])
        match->known.of[TITLE_ID_TRAKT] = listed.of[TITLE_ID_TRAKT];
}

/* Sets the outcome of a record that has no error. `sound` is set if the match is valid or
 * missing. */
static void read_progress(const json_t *record, bool has_match, bool sound,
                          struct outcome_item *item)
{
    struct sync sync = {.status = SYNC_ADDED};
    bool has_sync = json_object_get(record, "sync") != NULL;

    if (!sound) {
        read_wrong(item);
        return;
    }
    if (has_sync && !record_sync(record, &sync, &item->why)) {
        read_wrong(item);
        return;
    }
    item->list = sync.list;
    learn_ids(&item->match, sync.ids);
    item->outcome =
        outcome_judge(has_match ? (int)item->match.status : -1, has_sync ? (int)sync.status : -1);
    if (item->outcome == OUTCOME_ERROR)
        item->message = "sync: the record was added without a match";
    if (item->outcome == OUTCOME_FAILED && sync.code && strcmp(sync.code, "list-full") == 0)
        read_full(&sync, item);
    else if (item->outcome == OUTCOME_AMBIGUOUS || item->outcome == OUTCOME_SKIPPED)
        read_cause(has_match && item->match.status != MATCH_MATCHED ? item->match.reason
                                                                    : sync.code,
                   item);
    else if (item->outcome == OUTCOME_EXISTING && sync.code)
        read_cause(sync.code, item);
    if (item->cause == CAUSE_EXTRA)
        read_extra(record, item);
    if (item->cause == CAUSE_RUNTIME)
        read_lengths(record, item);
    /* Do not show a folder's name or a counter as a title. */
    if (item->cause == CAUSE_UNTITLED)
        item->has_media = false;
}

void outcome_read(const json_t *record, struct outcome_item *item)
{
    const json_t *error = json_object_get(record, "error");
    const json_t *match = json_object_get(record, "match");

    *item = (struct outcome_item){
        .record = record,
        .filename = record_filename(record),
        .exact = json_string_value(json_object_get(record, "filename_b64")),
    };
    item->has_media = record_media(record, &item->media, NULL) && item->media.title;
    bool sound = record_match(record, &item->match, match ? &item->why : NULL) || !match;
    item->has_match = match && sound && item->match.status == MATCH_MATCHED;
    if (!item->has_match)
        item->considered = json_object_get(json_object_get(match, "explain"), "candidates");
    item->disagreement_count = disagree_read(record, item->disagreements);
    if (error)
        read_error(record, error, item);
    else
        read_progress(record, match, sound, item);
}

void outcome_garbled(json_int_t line, const char *why, struct outcome_item *item)
{
    *item = (struct outcome_item){.outcome = OUTCOME_UNREADABLE, .line = line, .message = why};
}

void outcome_add_reason(struct buf *out, const struct outcome_item *item)
{
    const char *reason = outcome_forms[item->outcome].reason;
    const char *more = item->message ? item->message : item->cause_text;

    buf_puts(out, reason);
    if (*reason && more)
        buf_puts(out, ": ");
    if (more)
        buf_puts(out, more);
}

bool outcome_is_custom_list(const char *list)
{
    return list && strcmp(list, "watchlist") != 0;
}

static void count_list(struct outcome_counts *counts, const char *list)
{
    if (!counts->list)
        counts->list = cvi_strdup(list);
    else if (strcmp(counts->list, list) != 0)
        counts->mixed_lists = true;
}

/* Returns a number that identifies the title: its id, with the kind of id and the type in the low
 * bits. Ids are below 2^54, so they fit. */
static uint64_t key_of(const struct outcome_item *item)
{
    enum title_id kind = title_ids_best(&item->match.known);

    return (uint64_t)item->match.known.of[kind] << 3 | (uint64_t)kind << 1 | item->match.type;
}

void outcome_count(struct outcome_counts *counts, const struct outcome_item *item)
{
    counts->total++;
    counts->outcomes[item->outcome]++;
    counts->causes[item->cause]++;
    counts->disagreeing += item->disagreement_count > 0;
    if (item->list)
        count_list(counts, item->list);
    if (item->cause == CAUSE_TAKEN_OFF && item->has_match)
        titles_add(&counts->taken_off, key_of(item));
    if (!outcome_forms[item->outcome].added)
        return;
    counts->added[item->match.type]++;
    counts->existing[item->match.type] += item->outcome == OUTCOME_EXISTING;
    if (titles_add(&counts->titles, key_of(item)))
        counts->distinct[item->match.type]++;
}

size_t outcome_left_out(const struct outcome_counts *counts)
{
    return counts->causes[CAUSE_OTHER_TYPE];
}

size_t outcome_failed(const struct outcome_counts *counts)
{
    return counts->total - counts->added[MEDIA_MOVIE] - counts->added[MEDIA_SHOW] -
           outcome_left_out(counts);
}

bool outcome_repeats(const struct outcome_counts *counts)
{
    return counts->distinct[MEDIA_MOVIE] != counts->added[MEDIA_MOVIE] ||
           counts->distinct[MEDIA_SHOW] != counts->added[MEDIA_SHOW];
}

void outcome_counts_release(struct outcome_counts *counts)
{
    titles_release(&counts->titles);
    titles_release(&counts->taken_off);
    free(counts->list);
    *counts = (struct outcome_counts){0};
}
