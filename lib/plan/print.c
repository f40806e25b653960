/* Prints the plan as operations, in the order in which they are applied. */
#include "add/collected.h"
#include "json/ndjson.h"
#include "json/text.h"
#include "plan/parts.h"

/* Returns the target of the operations. A list that does not exist yet has a name, but no id. */
static struct operation_target target_of(const struct plan *p)
{
    const struct trakt_target *target = &p->list.target;
    struct operation_target to = {.account = plan_account(p), .id = RECORD_NONE};

    if (target->collection) {
        to.list = OPERATION_COLLECTION;
    } else if (target->watchlist) {
        to.list = OPERATION_WATCHLIST;
    } else if (p->list.plan.missing) {
        to.list = target->name;
        to.create = true;
    } else {
        to.list = target->slug;
        to.id = target->trakt;
    }
    return to;
}

/* Returns an operation for a title, without the title's name, year and file. */
static struct operation operation_of(const struct plan *p, enum operation_kind kind,
                                     const struct title *title)
{
    return (struct operation){
        .kind = kind,
        .to = target_of(p),
        .type = title->part                  ? OPERATION_EPISODE
                : title->type == MEDIA_MOVIE ? OPERATION_MOVIE
                                             : OPERATION_SHOW,
        .ids = title->ids,
        .season = roster_season(title->part),
        .episode = roster_episode(title->part),
        .year = RECORD_NONE,
        .run = RECORD_NONE,
    };
}

/* Writes a line. file_commit detects a failure. */
static void write_line(FILE *to, const json_t *json)
{
    struct buf line = BUF_INIT(1 << 20);

    json_text_add(&line, json);
    buf_putc(&line, '\n');
    fwrite(line.at, 1, line.len, to);
    buf_release(&line);
}

static void put(const struct plan *p, const struct operation *op)
{
    json_auto_t *json = operation_json(op);

    if (p->draft.stream)
        write_line(p->draft.stream, json);
    if (p->settings.format == PLAN_TEXT) {
        struct buf line = BUF_INIT(1 << 20);

        plan_add_line(&line, op, "", p->settings.columns);
        ndjson_put_bytes(line.at, line.len);
        buf_release(&line);
    } else {
        ndjson_put(json);
    }
}

static void put_because(const struct plan *p, struct operation *op, const char *word)
{
    json_auto_t *why = json_pack("[s]", word);

    op->why = why;
    put(p, op);
}

static void put_removal(const struct plan *p, const struct plan_removal *removal)
{
    struct operation op = operation_of(p, OPERATION_REMOVE, &removal->title);

    op.title = removal->name;
    op.year = removal->year;
    op.listed_at = removal->listed_at;
    op.filename = removal->filename;
    put_because(p, &op, removal->why);
}

/* Returns an operation for a title of the input. */
static struct operation operation_for(const struct plan *p, enum operation_kind kind, size_t place)
{
    const struct plan_title *title = &p->titles[place];
    struct operation op = operation_of(p, kind, &p->list.roster.at[place]);

    op.title = title->title;
    op.year = title->year;
    op.filename = title->filename;
    return op;
}

static const char *path_of(const struct plan_title *title)
{
    return title->exact ? title->exact : title->filename;
}

static void put_addition(const struct plan *p, size_t place)
{
    const struct plan_title *title = &p->titles[place];
    struct operation op = operation_for(p, OPERATION_ADD, place);
    json_auto_t *copy = NULL;

    if (p->settings.list.collection) {
        const struct copy sent = add_collected(&title->copy, NULL, path_of(title));

        copy = copy_json(&sent);
    }
    op.copy = copy;
    put_because(p, &op, title->again ? "again" : "new");
}

static void put_update(const struct plan *p, size_t place)
{
    const struct plan_title *title = &p->titles[place];
    const struct copy *there = plan_copy_there(p, place);
    const struct copy sent = add_collected(&title->copy, there, path_of(title));
    struct operation op = operation_for(p, OPERATION_UPDATE, place);

    json_auto_t *copy = copy_json(&sent);
    json_auto_t *was = copy_json(there);
    json_auto_t *why = copy_differences(&sent, there);
    op.copy = copy;
    op.was = was;
    op.why = why;
    put(p, &op);
}

static void put_summary(const struct plan *p)
{
    struct buf text = BUF_INIT((size_t)1 << 24);

    plan_add_summary(&text, p);
    ndjson_put_bytes(text.at, text.len);
    buf_release(&text);
}

static void put_all(struct plan *p)
{
    for (size_t i = 0; i < p->removal_count; i++)
        put_removal(p, &p->removals[i]);
    for (size_t i = 0; i < p->list.roster.count; i++)
        if (plan_title_at(p, i)->update)
            put_update(p, i);
    for (size_t i = 0; i < p->list.roster.count; i++)
        if (p->list.roster.at[i].state == TITLE_SEEN && plan_title_at(p, i)->has_record)
            put_addition(p, i);
}

/* Opens the draft of the output. This is not done earlier, so that there is no temporary file while
 * the list is read. */
static bool begin(struct plan *p, struct why *why)
{
    return !p->settings.output || p->draft.stream ||
           file_begin(&p->draft, p->settings.output, file_output_mode(), why);
}

bool plan_print(struct plan *p, struct why *why)
{
    if (!begin(p, why))
        return false;
    put_all(p);
    if (p->draft.stream && !file_commit(&p->draft, why))
        return false;
    plan_report(p);
    if (p->settings.format == PLAN_TEXT &&
        p->counts.add + p->counts.update + p->counts.remove + p->counts.full)
        put_summary(p);
    plan_print_next(p);
    return true;
}
