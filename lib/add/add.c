/* The adding stage. Sends each title to the list once, even if several records have it, and waits
 * for the outcome. */
#include "add/add.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "add/parts.h"
#include "copy/episodes.h"
#include "record/ids.h"
#include "terminal/screen.h"

struct adder *adder_new(struct trakt *trakt, const struct adder_settings *settings)
{
    struct adder *a = cvi_alloc(sizeof *a);

    a->settings = *settings;
    a->list = (struct add_list){.trakt = trakt, .settings = settings->list};
    a->list.settings.keeps_items = settings->list.collection;
    a->copies = (struct add_copies){.list = &a->list};
    a->record =
        (struct add_record){.list = &a->list, .copies = &a->copies, .again = settings->again};
    a->sender = (struct add_sender){.list = &a->list, .copies = &a->copies, .record = &a->record};
    return a;
}

void adder_free(struct adder *a)
{
    add_sender_release(&a->sender);
    add_record_release(&a->record);
    add_copies_release(&a->copies);
    add_list_release(&a->list);
    free(a);
}

bool adder_check(struct adder *a, struct trakt_error *error)
{
    return add_list_check(&a->list, error);
}

static struct title title_of(const struct adder *a, const struct match *match, int64_t part)
{
    return (struct title){.type = match->type,
                          .part = part,
                          .ids = match->known,
                          .weight = roster_weight(a->settings.order, match)};
}

/* Returns the code that states why the record's title is left out, a static string; NULL if the
 * title is not left out. Extras (trailers, samples and the like) are left out by default, because a
 * healthy extra does not show that its film is healthy. */
static const char *left_out_code(const struct adder *a, const json_t *record,
                                 const struct match *match)
{
    if (a->settings.one_type && match->type != a->settings.type)
        return RECORD_OTHER_TYPE;
    return !a->settings.extras && record_is_extra(record) ? "extra" : NULL;
}

/* --- The survey: all records in advance ------------------------------------------------------- */

/* Enters the title of a record into the roster, unless the roster has it. `part`: 0, or an episode
 * (roster_part). Returns the title's place, or -1 if the record's ids contradict those of an
 * earlier record. */
static json_int_t enter(struct adder *a, const struct match *match, int64_t part)
{
    struct roster *roster = &a->list.roster;
    const struct title title = title_of(a, match, part);
    json_int_t place = roster_find_title(roster, &title);

    if (place < 0)
        return (json_int_t)roster_enter(roster, &title);
    if (roster_contradiction(roster, (size_t)place, &title.ids, NULL) != TITLE_IDS)
        return -1;
    roster_learn(roster, (size_t)place, &title.ids);
    return place;
}

/* The parts of a record's title: part 0, the whole title, or episodes of a show. */
struct parts {
    const char *reason; /* why the record has no parts, a sync.code; NULL: it has parts */
    size_t count;
    int64_t at[COPY_EPISODES_MOST];
};

/* Reads the parts of a record's title. In the collection, each episode in the file is a part,
 * because adding the show itself would add all its episodes. Any other title has one part. */
static void read_parts(const struct adder *a, const struct match *match, const json_t *record,
                       struct parts *parts)
{
    struct copy_episodes episodes;

    parts->reason = NULL;
    parts->count = 1;
    parts->at[0] = 0;
    if (!a->settings.list.collection || match->type == MEDIA_MOVIE)
        return;
    copy_episodes_read(record, &episodes);
    parts->reason = episodes.reason;
    parts->count = episodes.count;
    for (size_t i = 0; i < episodes.count; i++)
        parts->at[i] = roster_part(episodes.at[i].season, episodes.at[i].episode);
}

bool adder_surveys(const struct adder_settings *settings)
{
    return settings->order != ADD_BY_INPUT || settings->list.collection;
}

void adder_survey(struct stage *stage, const json_t *record)
{
    struct adder *a = stage->self;
    struct match match;
    struct parts parts;

    if (!record_match(record, &match, NULL) || match.status != MATCH_MATCHED ||
        left_out_code(a, record, &match))
        return;
    read_parts(a, &match, record, &parts);
    for (size_t i = 0; i < parts.count; i++) {
        json_int_t place = enter(a, &match, parts.at[i]);

        if (place >= 0 && a->settings.list.collection) {
            const struct copy copy = copy_of_record(record);

            add_copies_note(&a->copies, (size_t)place, record, &copy);
        }
    }
}

/* --- The outcome of each record --------------------------------------------------------------- */

/* Queues the title at `place`; in a dry run, marks it as added. If the list has no room, holds
 * (held.c) or refuses the title. */
static void decide(struct adder *a, size_t place)
{
    struct title *title = &a->list.roster.at[place];
    bool fits = title->state != TITLE_HELD && (title->update || add_list_has_room(&a->list));

    if (!fits && (title->state == TITLE_HELD || add_may_leave_room(&a->sender))) {
        add_hold(&a->sender, place);
    } else if (!fits) {
        title->state = add_list_is_full(&a->list) ? TITLE_FULL : TITLE_UNSENT;
    } else if (a->settings.list.dry_run) {
        title->state = TITLE_ADDED;
        a->list.taken += !title->update;
        a->list.known += !title->update;
    } else {
        add_queue(&a->sender, place);
    }
}

/* Returns the title's place in the roster, or -1 if the title must be entered. A title that Trakt
 * did not know by an earlier record's id is entered again if this record has a more certain kind of
 * id. */
static json_int_t known_place(struct adder *a, const struct match *match, int64_t part)
{
    struct roster *roster = &a->list.roster;
    const struct title title = title_of(a, match, part);
    json_int_t place = roster_find_title(roster, &title);

    if (place < 0)
        return place;
    if (roster->at[place].state == TITLE_UNKNOWN && !a->settings.list.collection &&
        title_ids_best(&match->known) < roster->at[place].sent_by)
        return -1;
    if (roster_contradiction(roster, (size_t)place, &match->known, NULL) == TITLE_IDS)
        roster_learn(roster, (size_t)place, &match->known);
    return place;
}

/* Prepares for adding or updating titles. The first call gets the account, the list's limit and the
 * ledger's data. Returns false if nothing can be added. */
static bool prepare(struct stage *stage, struct adder *a)
{
    bool prepared = a->list.measured;

    if (!add_list_learn_limit(stage, &a->list))
        return false;
    if (!prepared) {
        add_record_open(&a->record);
        add_list_allot(&a->list);
        if (!a->settings.list.dry_run)
            add_hold_all(&a->sender);
    }
    return true;
}

/* Returns whether decide must still be called for the title. */
static bool is_open(const struct title *title)
{
    return title->state == TITLE_SEEN || (title->state == TITLE_HELD && !title->awaited) ||
           (title->state == TITLE_ON_LIST && title->update);
}

static void name_title(struct adder *a, size_t place, const struct match *match,
                       const json_t *record)
{
    const char *filename = a->settings.list.collection ? add_copies_at(&a->copies, place)->filename
                                                       : record_filename(record);

    add_record_name(&a->record, place, match, filename);
}

static char *id_text(enum title_id kind, json_int_t id)
{
    json_auto_t *value = title_id_json(kind, id);

    return json_is_string(value) ? cvi_strdup(json_string_value(value))
                                 : cvi_format("%" JSON_INTEGER_FORMAT, id);
}

/* Fails the item if its ids contradict those of the title at `place`. One of the two records has a
 * wrong id, but it is unknown which one. If the title is on the list, the item does not fail.
 * Returns whether the item has failed. */
static bool fail_contradiction(struct stage *stage, struct stage_item *item, size_t place,
                               const struct match *match)
{
    const struct adder *a = stage->self;
    const struct title_ids *known, *ids = &match->known;
    enum title_id kind = roster_contradiction(&a->list.roster, place, ids, &known);

    if (kind == TITLE_IDS || a->list.roster.at[place].state == TITLE_ON_LIST)
        return false;
    enum title_id same = title_ids_common(known, ids);
    char *shared = id_text(same, ids->of[same]), *its = id_text(kind, ids->of[kind]),
         *other = id_text(kind, known->of[kind]);
    stage_fail(
        stage, item, RECORD_IDS_DIFFER,
        "another record has the same %s id %s, but the %s id %s instead of %s (one of them is "
        "wrong: check the names, and where the ids come from)",
        title_id_words[same], shared, title_id_words[kind], other, its);
    free(other);
    free(its);
    free(shared);
    return true;
}

/* Enters the record's title if it is new, and calls `decide` if necessary. Returns the title's
 * place, or -1 if the item has failed or cannot be tried. */
static json_int_t place_of(struct stage *stage, struct stage_item *item, const struct match *match,
                           int64_t part)
{
    struct adder *a = stage->self;
    json_int_t place = known_place(a, match, part);

    if (place >= 0 && fail_contradiction(stage, item, (size_t)place, match))
        return -1;
    if (place >= 0 && !is_open(&a->list.roster.at[place]))
        return place;
    if (!prepare(stage, a)) {
        stage_not_tried(stage, item);
        return -1;
    }
    if (place < 0) {
        const struct title title = title_of(a, match, part);

        place = (json_int_t)roster_enter(&a->list.roster, &title);
        add_record_judge(&a->record, (size_t)place);
    }
    if (is_open(&a->list.roster.at[place])) {
        decide(a, (size_t)place);
        a->owned += json_object_get(item->record, "scan") != NULL;
    }
    if (a->list.roster.at[place].state == TITLE_QUEUED ||
        a->list.roster.at[place].state == TITLE_HELD)
        name_title(a, (size_t)place, match, item->record);
    return place;
}

/* Returns a new sync object for a record that is left out. The object has the list's name as the
 * user gave it, because the list may not have been looked up. */
static json_t *skipped(const struct adder *a, const char *code)
{
    const char *name = a->settings.list.name, *list = name && *name ? name : "watchlist";

    return json_pack("{s:s, s:s, s:s}", "status", record_sync_words[SYNC_SKIPPED], "list",
                     a->settings.list.collection ? OPERATION_COLLECTION : list, "code", code);
}

/* Returns the hint in the message about a missing or invalid match, as a static string. If the
 * match is from a catalogue that was built from the user's own list, a new search would not help,
 * because this list has no id that Trakt knows. */
static const char *remedy(const json_t *record)
{
    const json_t *match = json_object_get(record, "match");
    const char *by = json_string_value(json_object_get(match, "by"));

    if (!match)
        return "cvi-match adds it";
    return by && strcmp(by, "catalog") == 0 ? "the list from which the catalogue was built has none"
                                            : "run cvi-match --again";
}

static void work_parts(struct stage *stage, struct stage_item *item, const struct match *match,
                       const struct parts *parts)
{
    struct adder *a = stage->self;
    size_t places[COPY_EPISODES_MOST];

    for (size_t i = 0; i < parts->count; i++) {
        json_int_t place = place_of(stage, item, match, parts->at[i]);

        if (place < 0)
            return;
        places[i] = (size_t)place;
    }
    add_places_set(item, places, parts->count);
    if (add_places_wait(&a->list.roster, item))
        add_wait_for(&a->sender, item);
}

void adder_work(struct stage *stage, struct stage_item *item)
{
    struct adder *a = stage->self;
    struct match match;
    struct parts parts;
    struct why why;

    if (!record_match(item->record, &match, &why)) {
        stage_fail(stage, item, "no-match", "%s (%s)", why.text, remedy(item->record));
        return;
    }
    if (match.status != MATCH_MATCHED)
        return;
    const char *code = left_out_code(a, item->record, &match);
    if (code) {
        stage_take_value(item, skipped(a, code));
        return;
    }
    read_parts(a, &match, item->record, &parts);
    if (parts.reason) {
        stage_take_value(item, skipped(a, parts.reason));
        return;
    }
    if (!a->list.ready)
        add_record_mark(&a->record);
    if (!add_list_read(stage, &a->list)) {
        stage_not_tried(stage, item);
        return;
    }
    if (a->settings.list.collection)
        add_copies_compare(&a->copies);
    work_parts(stage, item, &match, &parts);
}

void adder_finish(struct stage *stage)
{
    const struct adder *a = stage->self;

    add_list_suggest_collection(&a->list, a->owned);
}

/* Sends a batch if one is due. Waits for its answer or for input, whichever comes first. Input is
 * read while a batch is in flight, so that earlier programs of the pipeline are not blocked. */
void adder_wait(struct stage *stage, int input, int interrupt, bool all)
{
    struct add_sender *sender = &((struct adder *)stage->self)->sender;
    struct pollfd ready[] = {
        {.fd = input, .events = POLLIN},
        {.fd = interrupt, .events = POLLIN},
    };

    if (add_is_due(sender, all))
        add_send(sender);
    if (stage_interrupted() && sender->list->trakt)
        trakt_hurry(sender->list->trakt);
    if (sender->batch) {
        trakt_wait(sender->list->trakt, input, interrupt);
        add_take_answer(stage, sender);
    } else if (!all) {
        poll(ready, 2, screen_patience());
    } else {
        add_judge_doubts(stage, sender);
        add_give_room(stage, sender, true);
    }
}
