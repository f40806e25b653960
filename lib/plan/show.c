/* Shows operations as text: planned operations, or applied ones with their outcome. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "json/ndjson.h"
#include "plan/parts.h"

/* The outcome of an operation: planned (the first three), an error, or a result. */
enum fate { FATE_ADD, FATE_REMOVE, FATE_UPDATE, FATE_ERROR, FATE_RESULT, FATES };

struct plan_show {
    size_t columns;
    char *target; /* target of the last operation, as shown; NULL: no operation yet */
    size_t fates[FATES];
    json_t *results; /* the number of operations by result.status */
};

struct plan_show *plan_show_new(size_t columns)
{
    struct plan_show *s = cvi_alloc(sizeof *s);

    s->columns = columns;
    s->results = json_object();
    return s;
}

void plan_show_free(struct plan_show *s)
{
    free(s->target);
    json_decref(s->results);
    free(s);
}

static void put_line(struct buf *line)
{
    ndjson_put_bytes(line->at, line->len);
    buf_release(line);
}

/* Shows the target, if it differs from that of the previous operation. */
static void show_target(struct plan_show *s, const struct operation_target *to)
{
    struct buf line = BUF_INIT(1 << 20);

    buf_printf(&line, "%s", s->target ? "\n" : "");
    text_show(&line, to->list);
    buf_printf(&line, "%s%s%s", to->account ? " of " : "", to->account ? to->account : "",
               to->create ? " (to be created, private)" : "");
    const char *name = buf_text(&line) + (s->target != NULL);
    if (s->target && strcmp(s->target, name) == 0) {
        buf_release(&line);
        return;
    }
    char *target = cvi_strdup(name);
    buf_puts(&line, ":\n");
    put_line(&line);
    free(s->target);
    s->target = target;
}

/* Counts an operation. Returns the text to append to its line, such as "refused: not-ours"; "" if
 * it was applied without problems, or is only planned. The caller frees the string. */
static char *judge(struct plan_show *s, const json_t *record, const struct operation *op)
{
    const json_t *result = json_object_get(record, "result"),
                 *error = json_object_get(record, "error");
    const char *status = json_string_value(json_object_get(result, "status")),
               *code = json_string_value(json_object_get(error ? error : result, "code"));

    s->fates[error ? FATE_ERROR : status ? FATE_RESULT : (enum fate)(FATE_ADD + op->kind)]++;
    if (error)
        return cvi_format("error%s%s", code ? ": " : "", code ? code : "");
    if (!status)
        return cvi_strdup("");
    json_object_set_new(s->results, status,
                        json_integer(1 + json_integer_value(json_object_get(s->results, status))));
    if (strcmp(status, "done") == 0 || strcmp(status, "would_do") == 0)
        return cvi_strdup("");
    return cvi_format("%s%s%s", status, code ? ": " : "", code ? code : "");
}

void plan_show_work(struct stage *stage, struct stage_item *item)
{
    struct plan_show *s = stage->self;
    struct buf line = BUF_INIT(1 << 20);
    struct operation op;
    struct why why;

    if (!operation_read(item->record, &op, &why)) {
        msg_warn("%s: %s",
                 json_object_get(item->record, "op") ? "invalid operation" : "not an operation",
                 why.text);
        stage_raise(stage, why.status);
        return;
    }
    show_target(s, &op.to);
    char *after = judge(s, item->record, &op);
    plan_add_line(&line, &op, after, s->columns);
    put_line(&line);
    free(after);
}

void plan_show_finish(struct stage *stage)
{
    static const char *const words[] = {[FATE_ADD] = "to add",
                                        [FATE_REMOVE] = "to remove",
                                        [FATE_UPDATE] = "to update",
                                        [FATE_ERROR] = "with an error"};
    const struct plan_show *s = stage->self;
    struct buf text = BUF_INIT(1 << 20);
    const char *status;
    json_t *number;

    if (!s->target)
        return;
    buf_putc(&text, '\n');
    json_object_foreach(s->results, status, number)
    {
        buf_printf(&text, "%8" JSON_INTEGER_FORMAT " ", json_integer_value(number));
        text_show(&text, status);
        buf_putc(&text, '\n');
    }
    for (int i = 0; i < FATE_RESULT; i++)
        if (s->fates[i])
            buf_printf(&text, "%8zu %s\n", s->fates[i], words[i]);
    put_line(&text);
}
