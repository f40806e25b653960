/* Stores the operations of the input. Values that all operations of a target share are stored once,
 * to save memory. */
#include "apply/parts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char *copy_text(const char *text)
{
    return text ? cvi_strdup(text) : NULL;
}

/* Sets *copy to a new copy, or to NULL if `json` is NULL. Returns false with `why` if the JSON is
 * not a valid copy. */
static bool read_copy(const json_t *json, struct copy **copy, struct why *why)
{
    struct copy read;

    *copy = NULL;
    if (!json)
        return true;
    if (!copy_read(json, &read, why))
        return false;
    *copy = cvi_alloc(sizeof **copy);
    **copy = read;
    return true;
}

/* Returns the index of the target, and adds the target if it is new. */
static uint32_t target_of(struct apply_intake *in, const struct operation_target *to)
{
    struct operation_target target = *to;

    target.account = NULL; /* not compared, because only one account is allowed */
    for (size_t i = in->target_count; i-- > 0;)
        if (operation_same_target(&in->targets[i].to, &target))
            return (uint32_t)i;
    in->targets = cvi_realloc(in->targets, (in->target_count + 1) * sizeof *in->targets);
    target.list = cvi_strdup(to->list);
    in->targets[in->target_count] = (struct apply_target){
        .to = target, .limit = RECORD_NONE, .count = RECORD_NONE, .own = true};
    return (uint32_t)in->target_count++;
}

static void note_account(struct apply_intake *in, const char *account)
{
    if (!account)
        return;
    if (!in->account)
        in->account = cvi_strdup(account);
    else if (!in->stranger && strcmp(in->account, account) != 0)
        in->stranger = cvi_strdup(account);
}

/* Returns whether an operation removes a title because its file was gone (cvi-plan --prune), but
 * the file exists now: it was restored, or its disk was not mounted when the plan was made. */
static bool is_file_back(const struct operation *op)
{
    struct stat about;
    bool is_gone = false;

    if (op->kind != OPERATION_REMOVE || !op->filename || *op->filename != '/')
        return false;
    for (size_t i = 0; i < json_array_size(op->why); i++)
        is_gone |= strcmp(json_string_value(json_array_get(op->why, i)), "gone") == 0;
    return is_gone && lstat(op->filename, &about) == 0;
}

static void want(struct apply_intake *in, const struct operation *op, struct copy *copy,
                 struct copy *was, struct apply_op *entry)
{
    const struct apply_title title = {
        .type = op->type, .season = op->season, .episode = op->episode, .ids = op->ids};
    struct apply_change change = {
        .kind = op->kind,
        .year = op->year,
        .title = copy_text(op->title),
        .filename = copy_text(op->filename),
        .listed_at = copy_text(op->listed_at),
        .copy = copy,
        .was = was,
        .item = APPLY_NOWHERE,
        .file_is_back = is_file_back(op),
    };

    note_account(in, op->to.account);
    entry->target = target_of(in, &op->to);
    entry->change = (uint32_t)apply_request(&in->targets[entry->target].requested, &title, &change,
                                            &entry->is_twin);
}

void apply_take_in(struct apply_intake *in, const json_t *record)
{
    struct operation op;
    struct copy *copy = NULL, *was = NULL;
    struct why why;

    if (in->count == in->room) {
        in->room = in->room ? in->room * 2 : 256;
        in->ops = cvi_realloc(in->ops, in->room * sizeof *in->ops);
    }
    struct apply_op *entry = &in->ops[in->count++];

    *entry = (struct apply_op){.target = APPLY_BAD};
    if (operation_read(record, &op, &why) && read_copy(op.copy, &copy, &why) &&
        read_copy(op.was, &was, &why)) {
        want(in, &op, copy, was, entry);
        return;
    }
    free(copy);
    free(was);
}

static void release_target(struct apply_target *target)
{
    free((char *)target->to.list);
    apply_requested_release(&target->requested);
    apply_items_release(&target->items);
    trakt_target_release(&target->list);
}

void apply_intake_release(struct apply_intake *in)
{
    for (size_t i = 0; i < in->target_count; i++)
        release_target(&in->targets[i]);
    free(in->targets);
    free(in->ops);
    free(in->account);
    free(in->stranger);
    *in = (struct apply_intake){0};
}
