/* Adds the result of each operation to its record, raises the exit status, and composes the
 * summary. */
#include "apply/parts.h"

#include <stdlib.h>

#include "record/ids.h"

/* The values of result.status, indexed by enum apply_state. A state without a word leads to an
 * error, or is replaced by another state. */
static const char *const words[] = {
    [APPLY_DONE] = "done",       [APPLY_ALREADY] = "already", [APPLY_NOT_FOUND] = "not_found",
    [APPLY_REFUSED] = "refused", [APPLY_FULL] = "failed",     [APPLY_FAILED] = "failed",
};

static json_t *result_of(const struct apply_results *results, enum apply_state state)
{
    bool would = results->dry_run && state == APPLY_DONE;
    bool sent = state == APPLY_DONE || state == APPLY_NOT_FOUND || state == APPLY_FAILED;
    json_t *result = json_pack("{s:s}", "status", would ? "would_do" : words[state]);

    if (sent && results->run != RECORD_NONE)
        json_object_set_new(result, "run", json_integer(results->run));
    return result;
}

static void explain(json_t *result, const char *code, const char *message)
{
    json_object_set_new(result, "code", json_string(code));
    json_object_set_new(result, "message", json_string(message));
}

static void set_number(json_t *object, const char *key, json_int_t number)
{
    if (number != RECORD_NONE)
        json_object_set_new(object, key, json_integer(number));
}

static void report_full(struct apply_target *t)
{
    const char *said = t->http_status ? "HTTP 420: " : "",
               *what = operation_is_collection(&t->to) ? "collection" : "list";

    if (t->reported_full)
        return;
    t->reported_full = true;
    if (t->limit == RECORD_NONE || t->count == RECORD_NONE)
        msg_warn("%s: %sthe %s is full: the account's limit is reached", apply_target_name(t), said,
                 what);
    else if (t->count < t->limit)
        msg_warn("%s: %sTrakt accepts no more, although the %s has only %lld of at most %lld "
                 "titles: another account limit is reached (cvi-auth shows the limits)",
                 apply_target_name(t), said, what, (long long)t->count, (long long)t->limit);
    else
        msg_warn("%s: %sthe %s is full: %lld of %lld titles", apply_target_name(t), said, what,
                 (long long)t->count, (long long)t->limit);
}

/* Sets the result of a change for which the target has no room. Sets no error, because repeating
 * the run would not help. */
static void settle_full(struct stage *stage, json_t *result, struct apply_target *t)
{
    json_object_set_new(result, "code", json_string(trakt_error_words[TRAKT_LIST_FULL]));
    set_number(result, "limit", t->limit);
    set_number(result, "count", t->count);
    set_number(result, "http_status", t->http_status ? t->http_status : RECORD_NONE);
    stage_raise(stage, EX_RECORD);
    report_full(t);
}

static void settle_failed(struct stage *stage, struct stage_item *item, json_t *result,
                          const struct trakt_error *error)
{
    struct record_error recorded = trakt_error_record(error);

    if (error->retry) {
        stage_fail_with(stage, item, &recorded);
        return;
    }
    explain(result, recorded.code, recorded.message);
    set_number(result, "http_status", recorded.http_status ? recorded.http_status : RECORD_NONE);
    stage_take_value(item, json_incref(result));
    stage_raise(stage, EX_RECORD);
    if (error->final)
        stage_report_stop(stage);
}

static void settle_refused(struct stage *stage, json_t *result, enum apply_reason reason)
{
    explain(result, apply_reason_words[reason], apply_reason_text(reason));
    stage_raise(stage, EX_RECORD);
}

static void settle_unknown(struct stage *stage, json_t *result)
{
    explain(result, trakt_error_words[TRAKT_NOT_FOUND], "Trakt has no title with these ids");
    stage_raise(stage, EX_RECORD);
}

static void settle_bad(struct stage *stage, struct stage_item *item)
{
    struct operation op;
    struct copy copy;
    struct why why = {.text = "invalid"};

    if (operation_read(item->record, &op, &why) && (!op.copy || copy_read(op.copy, &copy, &why)) &&
        op.was)
        copy_read(op.was, &copy, &why);
    stage_fail(stage, item, "bad-operation", "%s%s",
               json_object_get(item->record, "op") ? "" : "not an operation: ", why.text);
}

/* Returns the state of an operation, and sets *change to its change. An operation that equals
 * another (a twin) has the other's change. If that change is done, the twin's state is
 * APPLY_ALREADY. */
static enum apply_state state_of(const struct apply_requested *w, const struct apply_op *op,
                                 const struct apply_change **change)
{
    bool is_twin = op->is_twin;

    *change = &w->changes[op->change];
    while ((*change)->state == APPLY_TWIN) {
        is_twin = true;
        *change = &w->changes[(*change)->twin];
    }
    return is_twin && (*change)->state == APPLY_DONE ? APPLY_ALREADY : (*change)->state;
}

void apply_settle_op(struct stage *stage, struct stage_item *item,
                     const struct apply_results *results, const struct apply_op *op,
                     struct apply_counts *counts)
{
    const struct apply_change *change;

    if (op->target == APPLY_BAD) {
        counts->bad++;
        settle_bad(stage, item);
        return;
    }
    struct apply_target *t = &results->intake->targets[op->target];
    enum apply_state state = state_of(&t->requested, op, &change);

    if (state == APPLY_TO_DO)
        state = APPLY_NOT_TRIED;
    counts->states[state]++;
    counts->done[change->kind] += state == APPLY_DONE;
    if (state == APPLY_NOT_TRIED) {
        stage_not_tried(stage, item);
        return;
    }
    json_auto_t *result = result_of(results, state);
    if (state == APPLY_FAILED) {
        settle_failed(stage, item, result, &results->failures[change->failure]);
        return;
    }
    if (state == APPLY_FULL)
        settle_full(stage, result, t);
    else if (state == APPLY_REFUSED)
        settle_refused(stage, result, change->reason);
    else if (state == APPLY_NOT_FOUND)
        settle_unknown(stage, result);
    else if (state == APPLY_ALREADY && t->requested.changes[op->change].reason == APPLY_IDS_DIFFER)
        json_object_set_new(result, "code", json_string(apply_reason_words[APPLY_IDS_DIFFER]));
    stage_take_value(item, json_incref(result));
}

/* --- The summary --- */

static void add_count(struct buf *text, size_t count, const char *what)
{
    if (count)
        buf_printf(text, "%s%zu %s", text->len ? ", " : "", count, what);
}

char *apply_sum_up(const struct apply_counts *counts, bool dry_run)
{
    struct buf text = BUF_INIT(1024);

    add_count(&text, counts->done[OPERATION_ADD], dry_run ? "would be added" : "added");
    add_count(&text, counts->done[OPERATION_REMOVE], dry_run ? "would be removed" : "removed");
    add_count(&text, counts->done[OPERATION_UPDATE], dry_run ? "would be updated" : "updated");
    add_count(&text, counts->states[APPLY_ALREADY], "unchanged");
    add_count(&text, counts->states[APPLY_NOT_FOUND], "not found on Trakt");
    add_count(&text, counts->states[APPLY_REFUSED], "refused");
    add_count(&text, counts->states[APPLY_FULL], "without room");
    add_count(&text, counts->states[APPLY_FAILED], "failed");
    add_count(&text, counts->states[APPLY_NOT_TRIED], "not tried");
    add_count(&text, counts->bad, "not operations");
    char *sum = cvi_strdup(buf_text(&text));
    buf_release(&text);
    return sum;
}

const char *apply_next_step(const struct apply_counts *counts, bool dry_run, bool is_kept)
{
    const size_t done = counts->done[OPERATION_ADD] + counts->done[OPERATION_REMOVE] +
                        counts->done[OPERATION_UPDATE];

    if (counts->states[APPLY_NOT_TRIED])
        return "run the same command again later, to process the rest";
    if (counts->states[APPLY_FULL])
        return "make room on the list (cvi-view shows it), and run the same command again";
    if (dry_run)
        return done ? "run the same command again without --dry-run" : NULL;
    return done && is_kept ? "nothing to do (to undo the changes: cvi-undo | cvi-apply)" : NULL;
}
