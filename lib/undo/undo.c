/* Makes the operations that undo a run. The ledger returns the oldest change first; changes are
 * undone in reverse order. */
#include "undo/undo.h"

#include <stdlib.h>

/* --- Which run --- */

static bool take_run(void *context, const struct ledger_run_info *run)
{
    json_int_t *last = context;

    if (run->added + run->removed + run->updated == 0)
        return true; /* the run has changed nothing; continue with the run before it */
    *last = run->run;
    return false;
}

json_int_t undo_last_run(struct ledger *ledger)
{
    json_int_t last = RECORD_NONE;

    ledger_each_run(ledger, take_run, &last);
    return last;
}

/* --- Its operations --- */

static bool take_change(void *context, const struct ledger_change *change, bool is_last)
{
    struct undo *undo = context;
    enum undo_reason reason;
    json_t *operation = undo_change(change, is_last, &reason);

    undo->kept[reason]++;
    if (!operation)
        return true;
    if (undo->count == undo->room) {
        undo->room = undo->room ? undo->room * 2 : 256;
        undo->operations = cvi_realloc(undo->operations, undo->room * sizeof(json_t *));
    }
    undo->operations[undo->count++] = operation;
    return true;
}

bool undo_run(struct ledger *ledger, json_int_t run, struct undo *undo)
{
    *undo = (struct undo){0};
    bool exists = ledger_each_change(ledger, run, take_change, undo);

    for (size_t i = 0; i < undo->count / 2; i++) {
        json_t *other = undo->operations[undo->count - 1 - i];

        undo->operations[undo->count - 1 - i] = undo->operations[i];
        undo->operations[i] = other;
    }
    return exists;
}

void undo_release(struct undo *undo)
{
    for (size_t i = 0; i < undo->count; i++)
        json_decref(undo->operations[i]);
    free(undo->operations);
    *undo = (struct undo){0};
}

char *undo_kept_text(const struct undo *undo)
{
    static const struct words {
        const char *noun, *rest;
    } texts[UNDO_REASONS] = {
        [UNDO_LATER] = {"title", "changed again later"},
        [UNDO_UNSURE] = {"change", "possibly made by somebody else"},
        [UNDO_UNKNOWN] = {"title", "whose earlier state is unknown"},
    };
    struct buf text = BUF_INIT(1024);

    for (int reason = UNDO_LATER; reason < UNDO_REASONS; reason++) {
        const struct words *words = &texts[reason];
        size_t count = undo->kept[reason];

        if (count)
            buf_printf(&text, "%s%zu %s%s %s", text.len ? ", " : "", count, words->noun,
                       count == 1 ? "" : "s", words->rest);
    }
    char *kept = cvi_strdup(buf_text(&text));
    buf_release(&text);
    return kept;
}
