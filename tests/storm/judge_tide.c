/* Judges a storm with removals: nothing of the user's is gone, nothing that the user has removed
 * comes back, nothing is removed without a reason, and in the end the lists are complete. */
#include <stdlib.h>
#include <string.h>

#include "ledger.h"
#include "tide.h"

/* --- The journal --- */

/* A line of the journal: REQUEST BY TIME WHAT LIST NAME. Strings are borrowed. */
struct event {
    unsigned request;
    const char *what; /* add, drop, edit */
    bool collection;
    const char *name;
};

struct events {
    struct bytes text;
    struct event *at;
    size_t count;
};

static void read_events(struct events *events, const struct storm *storm, size_t from)
{
    *events = (struct events){0};
    if (!bytes_read_file(&events->text, storm->tide->journal) || events->text.len <= from)
        return;
    char *rest = events->text.at + from, *line;
    while ((line = strsep(&rest, "\n")) && rest) {
        const char *words[6];
        for (int i = 0; i < 6; i++)
            words[i] = line ? strsep(&line, " ") : "";
        events->at = resize(events->at, events->count + 1, sizeof *events->at);
        events->at[events->count++] =
            (struct event){.request = (unsigned)strtoul(words[0], NULL, 10),
                           .what = words[3],
                           .collection = strcmp(words[4], "collection") == 0,
                           .name = words[5]};
    }
}

static void events_release(struct events *events)
{
    free(events->at);
    bytes_release(&events->text);
}

/* Returns the effect of a request on an item; "": none. */
static const char *what_of(const struct events *events, unsigned request, const char *name)
{
    for (size_t i = 0; i < events->count; i++)
        if (events->at[i].request == request && strcmp(events->at[i].name, name) == 0)
            return events->at[i].what;
    return "";
}

/* --- The user --- */

static void follow_user(struct storm *storm, const struct run *run, const struct event *event)
{
    struct standing *one = truth_of(&storm->tide->truth, event->collection, event->name);

    one->user_at = storm->tide->run.number + (run != NULL);
    if (strcmp(event->what, "edit") == 0) {
        one->touched = true;
    } else if (strcmp(event->what, "add") == 0) {
        one->on = one->by_user = true;
        one->touched = false;
    } else {
        if (!one->by_user)
            one->taken = one->sure ? TAKEN : TAKEN_PERHAPS;
        one->on = one->by_user = one->touched = false;
    }
}

/* Returns whether the user changed the item during the run. Then the programs may not know. */
static bool is_race(const struct storm *storm, const struct standing *one)
{
    return one->user_at == storm->tide->run.number + 1;
}

/* --- The programs --- */

static bool has_role(const struct tide *tide, const struct run *run, enum role role)
{
    for (unsigned i = 0; i < run->crew.count; i++)
        if (tide->run.roles[i] == role)
            return true;
    return false;
}

/* Returns whether every removal of the run was requested by a scan document. */
static bool is_by_scan(const struct tide *tide, const struct run *run)
{
    return !has_role(tide, run, APPLY_KEPT) && !has_role(tide, run, UNDO);
}

static void judge_drop(struct storm *storm, const struct run *run, const struct standing *one)
{
    const struct tide *tide = storm->tide;
    const char *where = one->collection ? "collection" : "list";

    storm->totals.removed++;
    if ((one->by_user || one->touched) && !is_race(storm, one) && !tide->run.hides_items)
        storm_problem(storm, run, "%s was taken off the %s, and is the user's%s", one->name, where,
                      one->by_user ? "" : " copy");
    if (!is_by_scan(tide, run))
        return;
    if (!has_role(tide, run, PRUNE))
        storm_problem(storm, run, "%s was taken off the %s, and nobody asked for it", one->name,
                      where);
    if (tide->run.no_prune)
        storm_problem(storm, run, "%s was taken off the %s, by a scan that must not count",
                      one->name, where);
    if (shelf_has(&tide->shelf, one->name, true))
        storm_problem(storm, run, "%s was taken off the %s, and is healthy", one->name, where);
}

static void judge_add(struct storm *storm, const struct run *run, const struct standing *one)
{
    const struct tide *tide = storm->tide;
    const char *where = one->collection ? "collection" : "list";

    storm->totals.added++;
    if (one->taken == TAKEN && !is_race(storm, one) && !has_role(tide, run, APPLY_KEPT))
        storm_problem(storm, run, "%s is on the %s again, and the user had taken it off", one->name,
                      where);
    if (is_by_scan(tide, run) && !shelf_has(&tide->shelf, one->name, true))
        storm_problem(storm, run, "%s is on the %s, and no healthy file is that", one->name, where);
}

/* Returns whether the account could be read. Without its name the programs write nothing to their
 * ledger. */
static bool is_account_known(const struct ledger *ledger)
{
    for (size_t i = 0; i < ledger->count; i++)
        if (strncmp(ledger->entries[i].uri, "/users/settings", 15) == 0 &&
            (*ledger->entries[i].faults || ledger->entries[i].status != 200))
            return false;
    return true;
}

/* Returns whether the program must know that it added each title of a request. */
static bool is_sure(const struct run *run, const struct entry *entry, const struct events *events,
                    const json_t *names, unsigned request)
{
    json_t *name;
    size_t i;

    json_array_foreach(names, i, name)
    {
        if (strcmp(what_of(events, request, json_string_value(name)), "add") != 0)
            return false;
    }
    return entry->status == 201 && !*entry->faults && !run->torn && !run->any_struck &&
           run->crew.count == 1;
}

static void follow_addition(struct storm *storm, const struct run *run, struct standing *one,
                            const char *what, bool sure)
{
    if (strcmp(what, "add") == 0) {
        judge_add(storm, run, one);
        one->on = one->ever_ours = true;
        one->by_user = one->touched = false;
        one->sure = sure;
        one->taken = NOT_TAKEN;
    } else if (strcmp(what, "edit") == 0) {
        one->touched = false;
    } else {
        one->sure = false;
        one->taken = one->taken == TAKEN ? TAKEN_PERHAPS : one->taken;
    }
}

static void follow_removal(struct storm *storm, const struct run *run, struct standing *one,
                           const char *what)
{
    if (strcmp(what, "drop") == 0) {
        judge_drop(storm, run, one);
        one->on = one->by_user = one->touched = one->sure = false;
        one->taken = NOT_TAKEN;
    } else {
        one->sure = false;
        one->taken = one->taken == TAKEN ? TAKEN_PERHAPS : one->taken;
    }
}

static void follow_program(struct storm *storm, const struct run *run, const struct entry *entry,
                           const struct events *events, unsigned request, bool known)
{
    bool removes, collection = strstr(entry->uri, "/collection");
    json_t *names, *name;
    size_t i;

    if (!ledger_changes(entry, &removes))
        return;
    names = ledger_titles(entry);
    bool sure = known && is_sure(run, entry, events, names, request);
    json_array_foreach(names, i, name)
    {
        struct standing *one = truth_of(&storm->tide->truth, collection, json_string_value(name));
        const char *what = what_of(events, request, json_string_value(name));
        if (removes)
            follow_removal(storm, run, one, what);
        else
            follow_addition(storm, run, one, what, sure);
    }
    json_decref(names);
}

void tide_follow(struct storm *storm, const struct run *run)
{
    struct truth *truth = &storm->tide->truth;
    struct ledger ledger;
    struct events events;

    ledger_read(&ledger, storm->log, truth->log_from);
    read_events(&events, storm, truth->journal_from);
    bool known = is_account_known(&ledger);
    for (size_t i = 0; i < ledger.count; i++) {
        unsigned request = ++truth->requests;
        if (!ledger.entries[i].by_user && run)
            follow_program(storm, run, &ledger.entries[i], &events, request, known);
        for (size_t k = 0; ledger.entries[i].by_user && k < events.count; k++)
            if (events.at[k].request == request)
                follow_user(storm, run, &events.at[k]);
    }
    truth->log_from = ledger_size(storm->log);
    truth->journal_from = ledger_size(storm->tide->journal);
    events_release(&events);
    ledger_release(&ledger);
}

/* --- The output --- */

/* Judges a line of cvi-plan or cvi-apply. */
static void judge_operation(struct storm *storm, const struct run *run, unsigned i,
                            const json_t *line, bool *failed)
{
    struct tide *tide = storm->tide;
    bool applied = tide->run.roles[i] != KEEP;
    const char *op = NULL, *status = NULL;
    json_t *result = json_object_get(line, "result"), *error = json_object_get(line, "error");

    json_unpack((json_t *)line, "{s?s, s?{s?s}}", "op", &op, "result", "status", &status);
    if (!op && !error)
        storm_problem(storm, run, "a line that is no operation");
    if (applied && !result && !error)
        storm_problem(storm, run, "an operation without a result");
    *failed |= error || (status && strcmp(status, "done") != 0 && strcmp(status, "already") != 0);
    if (run->calm && *failed)
        storm_problem(storm, run, "an operation failed when nothing went wrong");
}

static void judge_statuses(struct storm *storm, const struct run *run, const struct act *act,
                           bool failed)
{
    for (unsigned i = 0; i < act->count; i++) {
        const char *slash = strrchr(act->stages[i].at[0], '/');
        const char *name = slash ? slash + 1 : act->stages[i].at[0];
        int status = act->statuses[i];
        bool no_run = strcmp(name, "cvi-undo") == 0 && status == 64;

        if (strcmp(name, "cvi-plan") == 0)
            storm->totals.refused += status == 75;
        if (!judge_is_documented(status) && !no_run)
            storm_problem(storm, run, "%s ended with %d", name, status);
        if (run->calm && status)
            storm_problem(storm, run, "%s ended with %d when nothing went wrong", name, status);
        if (strcmp(name, "cvi-apply") == 0 && failed && !status)
            storm_problem(storm, run, "%s ended with 0, and something failed", name);
    }
}

static void judge_output(struct storm *storm, const struct run *run, unsigned i)
{
    const struct act *act = &run->crew.acts[i];
    struct bytes out = {0};
    bool failed = false;
    size_t lines = 0;

    (void)bytes_read_file(&out, act->out);
    for (char *rest = out.at, *line; rest && (line = strsep(&rest, "\n")) && (rest || *line);) {
        json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
        lines++;
        if (!json_is_object(object) && (!act->struck || rest))
            storm_problem(storm, run, "a line that is no object: %.80s", line);
        else if (object && storm->tide->run.roles[i] != ADD)
            judge_operation(storm, run, i, object, &failed);
        json_decref(object);
    }
    if (run->last && lines)
        storm_problem(storm, run, "%zu changes to the %s are left", lines,
                      storm->tide->run.collections[i] ? "collection" : "list");
    /* Operations applied before have their results, which may be earlier failures. */
    if (!act->struck)
        judge_statuses(storm, run, act, failed && storm->tide->run.roles[i] != APPLY_KEPT);
    bytes_release(&out);
}

/* Checks the number of titles removed at once if --max-remove was not given. */
static void judge_number(struct storm *storm, const struct run *run, unsigned removed)
{
    const struct tide *tide = storm->tide;
    size_t most = tide->run.ours[tide->run.collections[0]] / 5 + 1;

    if (run->crew.count == 1 && tide->run.roles[0] == PRUNE && tide->run.limited[0] &&
        removed > most)
        storm_problem(storm, run, "%u titles were taken off; without --max-remove, %zu may go",
                      removed, most);
}

void tide_judge(struct storm *storm, const struct run *run)
{
    unsigned before = storm->totals.removed;

    tide_follow(storm, run);
    judge_number(storm, run, storm->totals.removed - before);
    for (unsigned i = 0; i < run->crew.count; i++)
        if (judge_act(storm, run, &run->crew.acts[i]))
            judge_output(storm, run, i);
}

/* --- The end --- */

void tide_expect(const struct storm *storm, struct tide_end *end)
{
    const struct truth *truth = &storm->tide->truth;

    end->count = truth->count;
    end->before = resize(NULL, end->count + 1, sizeof *end->before);
    memcpy(end->before, truth->at, end->count * sizeof *end->before);
    for (size_t i = 0; i < end->count; i++)
        end->before[i].name = copy_text(truth->at[i].name, strlen(truth->at[i].name));
}

void tide_end_release(struct tide_end *end)
{
    for (size_t i = 0; i < end->count; i++)
        free(end->before[i].name);
    free(end->before);
}

/* Returns 1 if it must be on the list, -1 if it must not, 0 if both are right. */
static int must_be_on(const struct storm *storm, const struct standing *one, bool sure)
{
    bool healthy = shelf_has(&storm->tide->shelf, one->name, false);

    if (one->on && (one->by_user || one->touched || healthy))
        return 1;
    if (one->on)
        return sure ? -1 : 0;
    if (!healthy || one->taken == TAKEN)
        return -1;
    return one->taken == TAKEN_PERHAPS || (storm->limit && !one->collection) ? 0 : 1;
}

void tide_judge_end(struct storm *storm, const struct tide_end *end)
{
    for (size_t i = 0; i < end->count; i++) {
        const struct standing *was = &end->before[i];
        const struct standing *is = truth_of(&storm->tide->truth, was->collection, was->name);
        /* A title hidden by a fault may be added again, and then belongs to nobody. */
        int must = must_be_on(storm, was, was->sure && (is->sure || !is->on));
        const char *where = was->collection ? "collection" : "list";

        if (must > 0 && !is->on)
            storm_problem(storm, NULL, "%s is not on the %s, and should be", was->name, where);
        if (must < 0 && is->on)
            storm_problem(storm, NULL, "%s is on the %s, and should not be", was->name, where);
        if (was->by_user && was->on && !is->by_user)
            storm_problem(storm, NULL, "%s is not the user's any more", was->name);
    }
}

/* Checks a saved list: each name once, and the same names as in the journal. */
static void judge_list(struct storm *storm, const json_t *items, bool collection)
{
    struct truth *truth = &storm->tide->truth;
    json_t *item, *seen = json_object();
    size_t i;

    json_array_foreach(items, i, item)
    {
        const char *name = json_string_value(item);
        if (json_object_get(seen, name))
            storm_problem(storm, NULL, "%s is twice on the list", name);
        json_object_set_new(seen, name, json_true());
        if (!truth_of(truth, collection, name)->on)
            storm_problem(storm, NULL, "%s is on the list, and the journal does not know", name);
    }
    for (i = 0; i < truth->count; i++)
        if (truth->at[i].collection == collection && truth->at[i].on &&
            !json_object_get(seen, truth->at[i].name))
            storm_problem(storm, NULL, "%s is not on the list, and the journal does not know",
                          truth->at[i].name);
    json_decref(seen);
}

void tide_judge_lists(struct storm *storm)
{
    struct bytes text = {0};

    (void)bytes_read_file(&text, storm->saved);
    for (char *rest = text.at, *line; rest && (line = strsep(&rest, "\n"));) {
        json_t *list = json_loads(line, 0, NULL);
        const char *slug = json_string_value(json_object_get(list, "list"));
        bool collection = slug && strcmp(slug, "collection") == 0;
        if (slug && (collection || strcmp(slug, storm->list) == 0))
            judge_list(storm, json_object_get(list, "items"), collection);
        json_decref(list);
    }
    bytes_release(&text);
}
