/* Looks up earlier additions in the ledger. Records new ones: the titles before each request, and
 * their outcomes after its answer. */
#include <stdlib.h>
#include <unistd.h>

#include "add/parts.h"
#include "base/file.h"

/* The data of a title for the ledger. */
struct add_note {
    int64_t change; /* id of this title's unsettled change in the ledger; 0: none */
    char *title;
    char *filename; /* NULL: not known */
    int year;
};

/* --- Reading ---------------------------------------------------------------------------------- */

static char *ledger_path(const struct add_list_settings *settings)
{
    return settings->state ? file_join(settings->state, LEDGER_FILE) : NULL;
}

static bool has_ledger(const struct add_list_settings *settings)
{
    char *path = ledger_path(settings);
    bool exists = path && access(path, F_OK) == 0;

    free(path);
    return exists;
}

/* Opens or creates the ledger. On failure, warns and returns NULL. */
static struct ledger *open_ledger(const struct add_list_settings *settings)
{
    char *path = ledger_path(settings);
    struct ledger *ledger = NULL;
    struct why why;

    if (path) {
        ledger = ledger_open(path, &why);
        if (!ledger)
            msg_warn(
                "%s (continuing without the ledger of earlier changes: titles that you removed "
                "from the list may be added again)",
                why.text);
    }
    free(path);
    return ledger;
}

static struct ledger_place place_of(const struct add_record *r)
{
    return (struct ledger_place){.account = r->list->user, .list = r->place};
}

static struct ledger_title ledger_title_of(const struct title *title)
{
    return (struct ledger_title){.type = title->part                  ? OPERATION_EPISODE
                                         : title->type == MEDIA_MOVIE ? OPERATION_MOVIE
                                                                      : OPERATION_SHOW,
                                 .ids = title->ids,
                                 .season = roster_season(title->part),
                                 .episode = roster_episode(title->part),
                                 .year = RECORD_NONE};
}

void add_record_judge(struct add_record *r, size_t place)
{
    struct title *title = &r->list->roster.at[place];
    const struct ledger_title its = ledger_title_of(title);
    const struct ledger_place where = place_of(r);

    if (!r->ledger || !r->marked || r->again || title->state != TITLE_SEEN)
        return;
    if (ledger_find(r->ledger, &where, &its, NULL) == LEDGER_OURS)
        title->state = TITLE_TAKEN_OFF;
}

/* Returns the list's identifier for ledger_place.list, as a new string; NULL in a dry run if the
 * list does not exist yet. */
static char *name_place(const struct trakt_target *target)
{
    if (target->collection)
        return cvi_strdup(OPERATION_COLLECTION);
    if (target->watchlist)
        return cvi_strdup(OPERATION_WATCHLIST);
    return target->trakt ? cvi_format("%" JSON_INTEGER_FORMAT, target->trakt) : NULL;
}

void add_record_mark(struct add_record *r)
{
    r->marked = has_ledger(&r->list->settings);
    if (!r->marked)
        return;
    r->ledger = open_ledger(&r->list->settings);
    ledger_mark(r->ledger);
}

void add_record_open(struct add_record *r)
{
    const struct add_list *l = r->list;

    r->place = name_place(&l->target);
    if (!r->place) {
        ledger_close(r->ledger);
        r->ledger = NULL;
        return;
    }
    if (!r->marked && !l->settings.dry_run)
        r->ledger = open_ledger(&l->settings);
    for (size_t i = 0; i < l->roster.count; i++)
        add_record_judge(r, i);
}

/* --- Writing ---------------------------------------------------------------------------------- */

/* Returns the note of the title at `place`, and creates it if necessary. Valid until the next
 * call. */
static struct add_note *note_of(struct add_record *r, size_t place)
{
    size_t before = r->room;

    if (place >= r->room) {
        r->room = place >= 2 * r->room ? place + 256 : 2 * r->room;
        r->notes = cvi_realloc(r->notes, r->room * sizeof *r->notes);
        for (size_t i = before; i < r->room; i++)
            r->notes[i] = (struct add_note){.year = RECORD_NONE};
    }
    return &r->notes[place];
}

void add_record_name(struct add_record *r, size_t place, const struct match *match,
                     const char *filename)
{
    struct add_note *note;

    if (!r->ledger)
        return;
    note = note_of(r, place);
    if (note->title)
        return;
    note->title = cvi_strdup(match->title);
    note->filename = filename ? cvi_strdup(filename) : NULL;
    note->year = match->year;
}

/* Sets change->copy to the copy that is sent. If the collection has a copy, sets change->before to
 * it. The caller releases both. */
static void note_copies(struct add_record *r, size_t place, struct ledger_change *change)
{
    const struct copy *there = add_copies_there(r->copies, place);

    change->copy = copy_json(&add_copies_at(r->copies, place)->sent);
    if (there)
        change->before = json_pack("{s:o}", "copy", copy_json(there));
}

/* Returns the change to be recorded for the title at `place`. Release it with release_changes. */
static struct ledger_change change_of(struct add_record *r, size_t place)
{
    const struct add_note *note = note_of(r, place);
    const struct title *title = &r->list->roster.at[place];
    struct ledger_change change = {.kind = title->update ? OPERATION_UPDATE : OPERATION_ADD,
                                   .title = ledger_title_of(title)};

    change.title.title = note->title;
    change.title.year = note->year;
    change.title.filename = note->filename;
    if (r->list->target.collection)
        note_copies(r, place, &change);
    return change;
}

static void release_changes(struct ledger_change *changes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        json_decref((json_t *)changes[i].copy);
        json_decref((json_t *)changes[i].before);
    }
}

/* Adds a row to the ledger for each title that has none. A title has a row if its batch has failed
 * and is being sent again in parts. */
void add_record_sending(struct add_record *r, const size_t *places, size_t count)
{
    struct ledger_change changes[TRAKT_MOST_ADDITIONS] = {0};
    size_t of[TRAKT_MOST_ADDITIONS], written = 0;
    int64_t numbers[TRAKT_MOST_ADDITIONS];
    const struct ledger_place where = place_of(r);

    if (!r->ledger)
        return;
    for (size_t i = 0; i < count; i++) {
        if (note_of(r, places[i])->change)
            continue;
        changes[written] = change_of(r, places[i]);
        of[written++] = places[i];
    }
    ledger_write(r->ledger, "cvi-add", &where, r->list->target.slug, changes, written, numbers);
    for (size_t i = 0; i < written; i++)
        note_of(r, of[i])->change = numbers[i];
    release_changes(changes, written);
}

static void settle(struct add_record *r, const size_t *places, const enum ledger_outcome *outcomes,
                   size_t count)
{
    int64_t *numbers = cvi_alloc((count + 1) * sizeof *numbers);

    for (size_t i = 0; i < count; i++) {
        struct add_note *note = note_of(r, places[i]);

        numbers[i] = note->change;
        note->change = 0;
    }
    ledger_settle(r->ledger, numbers, outcomes, count);
    free(numbers);
}

/* Returns the number of items of the addition's type that Trakt already had, including those that
 * it updated. */
static json_int_t existing_of(const struct trakt_addition *addition,
                              const struct trakt_added *added)
{
    const struct trakt_count *existing = &added->existing, *updated = &added->updated;

    if (addition->episode != RECORD_NONE)
        return existing->episodes + updated->episodes;
    return addition->type == MEDIA_MOVIE ? existing->movies + updated->movies
                                         : existing->shows + updated->shows;
}

/* Returns the outcome of an addition. Trakt reports how many titles existed, but not which ones. If
 * some existed, somebody else may have added this title since the list was read, so the outcome is
 * LEDGER_UNSURE. Updates, and titles that an earlier request of this run may have added, are
 * LEDGER_DONE. */
static enum ledger_outcome outcome_of(const struct title *title,
                                      const struct trakt_addition *addition,
                                      const struct trakt_added *added)
{
    if (addition->not_found)
        return LEDGER_VOID;
    if (title->update || added->repeated || title->perhaps)
        return LEDGER_DONE;
    return existing_of(addition, added) ? LEDGER_UNSURE : LEDGER_DONE;
}

void add_record_added(struct add_record *r, const size_t *places, size_t count,
                      const struct trakt_addition *additions, const struct trakt_added *added)
{
    enum ledger_outcome outcomes[TRAKT_MOST_ADDITIONS];

    if (!r->ledger)
        return;
    for (size_t i = 0; i < count; i++)
        outcomes[i] = outcome_of(&r->list->roster.at[places[i]], &additions[i], added);
    settle(r, places, outcomes, count);
}

void add_record_failed(struct add_record *r, const size_t *places, size_t count, bool perhaps)
{
    enum ledger_outcome *outcomes;

    if (!r->ledger)
        return;
    outcomes = cvi_alloc((count + 1) * sizeof *outcomes);
    for (size_t i = 0; i < count; i++)
        outcomes[i] = perhaps || r->list->roster.at[places[i]].perhaps ? LEDGER_SENT : LEDGER_VOID;
    settle(r, places, outcomes, count);
    free(outcomes);
}

void add_record_full(struct add_record *r, const size_t *places, size_t count)
{
    bool looked = r->list->full.count != RECORD_NONE;

    for (size_t i = 0; i < count; i++) {
        bool arrived = r->list->roster.at[places[i]].state == TITLE_ADDED;

        add_record_failed(r, &places[i], 1, arrived || !looked);
    }
}

void add_record_release(struct add_record *r)
{
    ledger_close(r->ledger);
    for (size_t i = 0; i < r->room; i++) {
        free(r->notes[i].title);
        free(r->notes[i].filename);
    }
    free(r->notes);
    free(r->place);
    *r = (struct add_record){0};
}
