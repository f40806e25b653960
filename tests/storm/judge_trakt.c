/* Judges the requests of a run that the sandbox received, and its lists at the end. */
#include <string.h>

#include "ledger.h"
#include "storm.h"

/* Returns whether the programs caused this 429, rather than a fault. */
static bool is_overdrawn(const struct entry *entry)
{
    return entry->status == 429 && !strstr(entry->faults, "429") &&
           !strstr(entry->faults, "status");
}

/* Returns whether the program now knows that the title it sent is on the list. */
static bool is_settled(const struct run *run, const struct entry *entry)
{
    return entry->status == 201 && !*entry->faults && !run->torn && !run->any_struck;
}

static void judge_addition(struct storm *storm, const struct run *run, const struct entry *entry,
                           const json_t *before, json_t *now)
{
    json_t *titles = ledger_titles(entry), *title;
    bool known = is_settled(run, entry), alone = run->crew.count == 1;
    size_t i;

    json_array_foreach(titles, i, title)
    {
        const char *name = json_string_value(title);
        bool again = json_object_get(before, name) || (alone && json_object_get(now, name));
        if (!json_object_get(storm->truth, name))
            storm_problem(storm, run, "%s was sent, and no file is that", name);
        if (again && !storm->hides_items)
            storm_problem(storm, run, "%s was sent though it was known to be on the list", name);
    }
    json_array_foreach(titles, i, title)
    {
        if (known)
            json_object_set_new(now, json_string_value(title), json_true());
    }
    json_decref(titles);
}

void judge_requests(struct storm *storm, const struct run *run, bool ignore_429)
{
    struct ledger ledger;
    json_t *now = json_object();
    unsigned overdrawn = 0;

    ledger_read(&ledger, storm->log, run->crew.log_from);
    storm->totals.requests += (unsigned)ledger.count;
    for (size_t i = 0; i < ledger.count; i++) {
        const struct entry *entry = &ledger.entries[i];
        storm->totals.struck += *entry->faults != '\0';
        overdrawn += is_overdrawn(entry);
        /* A token renewed by another program is no longer accepted. */
        if (*entry->problem && strcmp(entry->problem, "token") != 0)
            storm_problem(storm, run, "a request was wrong: !%s %s", entry->problem, entry->uri);
        if (!storm->tide && ledger_adds(entry))
            judge_addition(storm, run, entry, storm->settled, now);
    }
    storm->totals.limited += overdrawn;
    if (overdrawn && !ignore_429)
        storm_problem(storm, run, "%u requests were more than Trakt allows", overdrawn);
    json_object_update(storm->settled, now);
    json_decref(now);
    ledger_release(&ledger);
}

/* Returns the list of the storm as saved by the sandbox, new, or NULL. */
static json_t *saved_list(const struct storm *storm)
{
    struct bytes text = {0};
    json_t *items = NULL;

    (void)bytes_read_file(&text, storm->saved);
    for (char *rest = text.at, *line; rest && !items && (line = strsep(&rest, "\n"));) {
        json_t *list = json_loads(line, 0, NULL);
        const char *slug = json_string_value(json_object_get(list, "list"));
        if (slug && strcmp(slug, storm->list) == 0)
            items = json_incref(json_object_get(list, "items"));
        json_decref(list);
    }
    bytes_release(&text);
    return items;
}

void judge_lists(struct storm *storm)
{
    json_t *items = saved_list(storm), *item, *there = json_object();
    const char *name;
    size_t i;

    json_array_foreach(items, i, item)
    {
        name = json_string_value(item);
        if (json_object_get(there, name))
            storm_problem(storm, NULL, "%s is twice on the list", name);
        if (!json_object_get(storm->truth, name) && !json_object_get(storm->initial, name))
            storm_problem(storm, NULL, "%s is on the list, and should not be", name);
        json_object_set_new(there, name, json_true());
    }
    json_object_foreach(storm->claimed, name, item)
    {
        if (!json_object_get(there, name))
            storm_problem(storm, NULL, "%s was said to be on the list, and is not", name);
    }
    json_object_foreach(storm->initial, name, item)
    {
        if (!json_object_get(there, name))
            storm_problem(storm, NULL, "%s was on the list, and is gone", name);
    }
    json_object_foreach(storm->truth, name, item)
    {
        if (!storm->limit && !json_object_get(there, name))
            storm_problem(storm, NULL, "%s is missing on the list", name);
    }
    if (storm->limit && json_object_size(there) > storm->limit)
        storm_problem(storm, NULL, "%zu items are on a list for %u", json_object_size(there),
                      storm->limit);
    if (storm->full && json_object_size(there) < storm->limit)
        storm_problem(storm, NULL, "the list is said to be full, with %zu items of %u",
                      json_object_size(there), storm->limit);
    json_decref(there);
    json_decref(items);
}
