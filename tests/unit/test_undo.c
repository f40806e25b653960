/* From a change of the ledger to the operation that undoes it, which can be read as an
 * operation. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "undo/undo.h"

static const struct row {
    const char *why;
    enum operation_kind kind;
    enum ledger_outcome outcome;
    const char *list, *list_name;
    bool episode, is_later;
    const char *before, *copy; /* JSON; NULL: none */
    enum undo_reason reason;
    const char *operation; /* NULL: none */
} rows[] = {
    {"an addition", OPERATION_ADD, LEDGER_DONE, "watchlist", "watchlist",
     .operation =
         "{\"op\":\"remove\",\"to\":{\"account\":\"ann_k\",\"list\":\"watchlist\"},\"type\":"
         "\"movie\","
         "\"title\":\"Heat\",\"year\":1995,\"ids\":{\"trakt\":1},\"why\":[\"undo\"],\"run\":12}"},
    {"an addition whose answer is unknown", OPERATION_ADD, LEDGER_SENT, "33", "disk",
     .operation = "{\"op\":\"remove\",\"to\":{\"account\":\"ann_k\",\"list\":\"disk\",\"id\":33},"
                  "\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995,\"ids\":{\"trakt\":1},"
                  "\"why\":[\"undo\"],\"run\":12}"},
    {"a list that is called like the watchlist", OPERATION_REMOVE, LEDGER_DONE, "33", "watchlist",
     .before = "{\"listed_at\":\"2026-11-22T12:00:00.000Z\"}",
     .operation = "{\"op\":\"add\",\"to\":{\"account\":\"ann_k\",\"list\":\"watchlist\",\"id\":33},"
                  "\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995,\"ids\":{\"trakt\":1},"
                  "\"why\":[\"undo\"],\"run\":12}"},
    {"an addition that is perhaps somebody else's", OPERATION_ADD, LEDGER_UNSURE, "watchlist",
     "watchlist", .reason = UNDO_UNSURE},
    {"changed again", OPERATION_ADD, LEDGER_DONE, "watchlist", "watchlist", .is_later = true,
     .reason = UNDO_LATER},
    {"an episode that was removed, with its copy", OPERATION_REMOVE, LEDGER_DONE, "collection",
     "collection", .episode = true, .before = "{\"copy\":{\"resolution\":\"hd_720p\"}}",
     .operation =
         "{\"op\":\"add\",\"to\":{\"account\":\"ann_k\",\"list\":\"collection\"},"
         "\"type\":\"episode\",\"title\":\"Heat\",\"year\":1995,\"season\":1,\"episode\":2,"
         "\"ids\":{\"trakt\":1},\"copy\":{\"resolution\":\"hd_720p\"},\"why\":[\"undo\"],"
         "\"run\":12}"},
    {"an update: older facts beside new ones are still there", OPERATION_UPDATE, LEDGER_DONE,
     "collection", "collection",
     .before = "{\"copy\":{\"resolution\":\"hd_720p\",\"audio\":\"aac\"}}",
     .copy = "{\"resolution\":\"uhd_4k\",\"hdr\":\"hdr10\"}",
     .operation = "{\"op\":\"update\",\"to\":{\"account\":\"ann_k\",\"list\":\"collection\"},"
                  "\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995,\"ids\":{\"trakt\":1},"
                  "\"copy\":{\"resolution\":\"hd_720p\",\"audio\":\"aac\"},"
                  "\"was\":{\"resolution\":\"uhd_4k\",\"audio\":\"aac\",\"hdr\":\"hdr10\"},"
                  "\"why\":[\"undo\"],\"run\":12}"},
    {"an update where nothing was known", OPERATION_UPDATE, LEDGER_DONE, "collection", "collection",
     .before = "{\"copy\":{}}", .copy = "{\"hdr\":\"hdr10\"}", .reason = UNDO_UNKNOWN},
    {"an update without a note of what was there", OPERATION_UPDATE, LEDGER_DONE, "collection",
     "collection", .copy = "{\"hdr\":\"hdr10\"}", .reason = UNDO_UNKNOWN},
    {"a removal whose note is spoilt", OPERATION_REMOVE, LEDGER_DONE, "collection", "collection",
     .before = "[7]",
     .operation = "{\"op\":\"add\",\"to\":{\"account\":\"ann_k\",\"list\":\"collection\"},"
                  "\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995,\"ids\":{\"trakt\":1},"
                  "\"why\":[\"undo\"],\"run\":12}"},
};

static struct ledger_change change_of(const struct row *row, const json_t *before,
                                      const json_t *copy)
{
    struct ledger_change change = {
        .run = 12,
        .kind = row->kind,
        .outcome = row->outcome,
        .place = {.account = "ann_k", .list = row->list},
        .title = {.type = row->episode ? OPERATION_EPISODE : OPERATION_MOVIE,
                  .ids = {{1}},
                  .season = row->episode ? 1 : RECORD_NONE,
                  .episode = row->episode ? 2 : RECORD_NONE,
                  .title = "Heat",
                  .year = 1995},
        .before = before,
        .copy = copy,
    };

    snprintf(change.list_name, sizeof change.list_name, "%s", row->list_name);
    return change;
}

Test(undo, takes_a_change_back)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        json_auto_t *before = rows[i].before ? json_loads(rows[i].before, 0, NULL) : NULL;
        json_auto_t *copy = rows[i].copy ? json_loads(rows[i].copy, 0, NULL) : NULL;
        const struct ledger_change change = change_of(&rows[i], before, copy);
        enum undo_reason reason;
        json_auto_t *json = undo_change(&change, !rows[i].is_later, &reason);
        char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
        struct operation op;
        struct why why = {0};

        cr_expect_eq(reason, rows[i].reason, "%s", rows[i].why);
        cr_expect_eq(json != NULL, rows[i].operation != NULL, "%s", rows[i].why);
        if (json) {
            cr_expect_str_eq(text, rows[i].operation, "%s: %s", rows[i].why, text);
            cr_expect(operation_read(json, &op, &why), "%s: %s", rows[i].why, why.text);
        }
        free(text);
    }
}

Test(undo, counts_changes_not_undone)
{
    const struct undo undo = {.kept = {[UNDO_FINE] = 9, [UNDO_LATER] = 2, [UNDO_UNSURE] = 1}};
    char *text = undo_kept_text(&undo);

    cr_expect_str_eq(text, "2 titles changed again later, 1 change possibly made by somebody else");
    free(text);
}
