/* Reads what the stages have written into a record, decides what became of it, and counts. */
#include "record/outcome.h"

#include <stdlib.h>
#include <string.h>

/* Added, Not found, Failed to add, Skipped and Error are said as users of the Python program
 * corrupt-video-inspector know them. */
/* clang-format off */
const struct report_form report_forms[REPORT_OUTCOMES] = {
    [REPORT_ADDED] = {.status = "added", .word = "added",
        .said = "✅ Added to watchlist", .added = true},
    [REPORT_EXISTING] = {.status = "added", .word = "existing", .said = "✅ Already on the list",
        .label = "Already on the list", .key = "already_on_list", .added = true},
    [REPORT_WOULD_ADD] = {.status = "would_add", .word = "would_add", .said = "✅ Would be added",
        .label = "Would be added (dry run)", .key = "would_add", .added = true},
    [REPORT_NOT_FOUND] = {.status = "not_found", .word = "not_found",
        .said = "❌ Not found on Trakt"},
    [REPORT_AMBIGUOUS] = {.status = "ambiguous", .word = "ambiguous",
        .said = "❌ Ambiguous: several titles fit", .label = "Ambiguous", .key = "ambiguous"},
    [REPORT_SKIPPED] = {.status = "skipped", .word = "skipped", .said = "❌ Skipped",
        .label = "Skipped", .key = "skipped"},
    [REPORT_FULL] = {.status = "failed", .word = "list_full", .said = "❌ ", .label = "List full",
        .key = "list_full"},
    [REPORT_FAILED] = {.status = "failed", .word = "failed", .said = "❌ Failed to add",
        .label = "Failed to add", .key = "failed_to_add"},
    [REPORT_ERROR] = {.status = "error", .word = "error", .said = "❌ Error: ", .label = "Errors",
        .key = "errors"},
    [REPORT_NOT_TRIED] = {.status = "error", .word = "not_tried", .said = "❌ Error: ",
        .label = "Not tried", .hint = " (run again to try them)", .key = "not_tried"},
    [REPORT_MATCHED] = {.status = "matched", .word = "matched",
        .said = "❌ Found on Trakt, not added", .label = "Matched, not added",
        .key = "matched_not_added"},
    [REPORT_UNSEARCHED] = {.status = "not_searched", .word = "not_searched",
        .said = "❌ Not searched for", .label = "Not searched for", .key = "not_searched"},
    [REPORT_UNREADABLE] = {.status = "error", .word = "unreadable", .said = "❌ Error: ",
        .label = "Unreadable lines", .key = "unreadable_lines"},
};
/* clang-format on */

/* Rows: no match, then enum match_status. Columns: no sync, then enum sync_status. cvi-add says
 * "skipped" of what was not matched; then the match tells why. */
static const enum report_outcome outcomes[][6] = {
    {REPORT_UNSEARCHED, REPORT_ERROR, REPORT_ERROR, REPORT_ERROR, REPORT_SKIPPED, REPORT_FAILED},
    {REPORT_MATCHED, REPORT_ADDED, REPORT_EXISTING, REPORT_WOULD_ADD, REPORT_SKIPPED,
     REPORT_FAILED},
    {REPORT_NOT_FOUND, REPORT_NOT_FOUND, REPORT_NOT_FOUND, REPORT_NOT_FOUND, REPORT_NOT_FOUND,
     REPORT_NOT_FOUND},
    {REPORT_AMBIGUOUS, REPORT_AMBIGUOUS, REPORT_AMBIGUOUS, REPORT_AMBIGUOUS, REPORT_AMBIGUOUS,
     REPORT_AMBIGUOUS},
    {REPORT_SKIPPED, REPORT_SKIPPED, REPORT_SKIPPED, REPORT_SKIPPED, REPORT_SKIPPED,
     REPORT_SKIPPED},
};

enum report_outcome report_judge(int match, int sync)
{
    return outcomes[match + 1][sync + 1];
}

/* What the error of some stage comes to. */
static void read_error(const json_t *record, const json_t *error, struct report_item *item)
{
    const char *code = json_string_value(json_object_get(error, "code"));
    json_int_t status = json_integer_value(json_object_get(error, "http_status"));
    char number[32];

    item->outcome = REPORT_ERROR;
    if (code && strcmp(code, "not-tried") == 0)
        item->outcome = REPORT_NOT_TRIED;
    if (code && strcmp(code, "not-a-record") == 0) {
        item->outcome = REPORT_UNREADABLE;
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

/* What the record lacks, or has in a wrong shape. */
static void read_wrong(struct report_item *item)
{
    item->outcome = REPORT_ERROR;
    item->message = item->why.text;
}

/* Below its limit a list takes no more when it was too much at once, or because of
 * another limit. */
static void read_full(const struct sync *sync, struct report_item *item)
{
    const char *what = sync->count >= 0 && sync->count < sync->limit
                           ? "Trakt takes no more: the list has"
                           : "The list is full:";

    item->outcome = REPORT_FULL;
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

static void read_progress(const json_t *record, struct report_item *item)
{
    struct sync sync = {.status = SYNC_ADDED};
    bool has_match = json_object_get(record, "match") != NULL;
    bool has_sync = json_object_get(record, "sync") != NULL;

    if (has_match && !record_match(record, &item->match, &item->why)) {
        read_wrong(item);
        return;
    }
    if (has_sync && !record_sync(record, &sync, &item->why)) {
        read_wrong(item);
        return;
    }
    item->list = sync.list;
    item->outcome =
        report_judge(has_match ? (int)item->match.status : -1, has_sync ? (int)sync.status : -1);
    if (item->outcome == REPORT_ERROR)
        item->message = "sync: the record was added without a match";
    if (item->outcome == REPORT_FAILED && sync.code && strcmp(sync.code, "list-full") == 0)
        read_full(&sync, item);
}

void report_read(const json_t *record, struct report_item *item)
{
    const json_t *error = json_object_get(record, "error");

    *item = (struct report_item){
        .record = record,
        .filename = record_filename(record),
        .exact = json_string_value(json_object_get(record, "filename_b64")),
    };
    item->has_media = record_media(record, &item->media, NULL);
    item->has_match =
        record_match(record, &item->match, NULL) && item->match.status == MATCH_MATCHED;
    item->reasons =
        json_object_get(json_object_get(json_object_get(record, "match"), "explain"), "candidates");
    if (error)
        read_error(record, error, item);
    else
        read_progress(record, item);
}

void report_garbled(json_int_t line, const char *why, struct report_item *item)
{
    *item = (struct report_item){.outcome = REPORT_UNREADABLE, .line = line, .message = why};
}

bool report_is_custom(const char *list)
{
    return list && strcmp(list, "watchlist") != 0;
}

static void count_list(struct report *r, const char *list)
{
    if (!r->list)
        r->list = cvi_strdup(list);
    else if (strcmp(r->list, list) != 0)
        r->mixed_lists = true;
}

void report_count(struct report *r, const struct report_item *item)
{
    r->total++;
    r->outcomes[item->outcome]++;
    if (item->list)
        count_list(r, item->list);
    if (!report_forms[item->outcome].added)
        return;
    r->added[item->match.type]++;
    if (report_titles_add(&r->titles, (uint64_t)item->match.trakt << 1 | item->match.type))
        r->distinct[item->match.type]++;
}

size_t report_failed(const struct report *r)
{
    return r->total - r->added[MEDIA_MOVIE] - r->added[MEDIA_SHOW];
}

bool report_repeats(const struct report *r)
{
    return r->distinct[MEDIA_MOVIE] != r->added[MEDIA_MOVIE] ||
           r->distinct[MEDIA_SHOW] != r->added[MEDIA_SHOW];
}

void report_release(struct report *r)
{
    report_titles_release(&r->titles);
    free(r->list);
    *r = (struct report){0};
}
