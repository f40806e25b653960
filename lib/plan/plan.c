/* Collects the titles of the records. A title with several files is collected once. */
#include "plan/plan.h"

#include <stdlib.h>

#include "add/collected.h"
#include "copy/episodes.h"
#include "plan/parts.h"

const char *const plan_format_words[] = {"json", "text", NULL};

struct plan *plan_new(struct trakt *trakt, const struct plan_settings *settings)
{
    struct plan *p = cvi_alloc(sizeof *p);

    p->settings = *settings;
    p->list = (struct add_list){.trakt = trakt, .settings = settings->list};
    p->list.settings.dry_run = p->list.settings.keeps_items = true;
    return p;
}

bool plan_try_output(struct plan *p, struct why *why)
{
    return !p->settings.output || file_try(&p->draft, p->settings.output, file_output_mode(), why);
}

void plan_free(struct plan *p)
{
    plan_titles_release(p);
    if (p->draft.stream)
        file_abandon(&p->draft);
    ledger_close(p->ledger);
    add_list_release(&p->list);
    trakt_account_release(&p->account);
    free(p);
}

static char *copied(const char *text)
{
    return text ? cvi_strdup(text) : NULL;
}

/* A record whose title should be on the list. */
struct find {
    const json_t *record;
    struct match match;
    struct copy copy; /* used only for the collection */
};

/* Stores that the record's title should be on the list. The operation names the first file of the
 * title, unless a later file is a better copy. */
static void want(struct plan *p, size_t place, const struct find *find)
{
    struct plan_title *title = plan_title_at(p, place);

    title->owned |= json_object_get(find->record, "scan") != NULL;
    if (title->has_record && copy_compare(&find->copy, &title->copy) <= 0)
        return;
    free(title->filename);
    free(title->exact);
    title->filename = copied(record_filename(find->record));
    title->exact = p->settings.list.collection ? add_exact_path(find->record) : NULL;
    title->copy = find->copy;
    if (title->has_record)
        return;
    title->has_record = true;
    title->title = copied(find->match.title);
    title->year = find->match.year;
}

/* Returns the place of the record's title, or of one of its episodes (`part`). If the title is new,
 * adds it. If the record's ids contradict those of a known title, returns -1, because the record
 * may mean another title. But if the title is on the list, and the list is not the collection, the
 * contradiction is ignored. */
static json_int_t place_of(struct plan *p, const struct match *match, int64_t part)
{
    struct roster *roster = &p->list.roster;
    const struct title title = {.type = match->type,
                                .part = part,
                                .ids = match->known,
                                .weight = roster_weight(p->settings.order, match)};
    json_int_t place = roster_find_title(roster, &title);

    if (place < 0)
        return (json_int_t)roster_enter(roster, &title);
    if (roster_contradiction(roster, (size_t)place, &title.ids, NULL) == TITLE_IDS)
        roster_learn(roster, (size_t)place, &title.ids);
    else if (p->settings.list.collection || roster->at[place].state != TITLE_ON_LIST)
        return -1;
    return place;
}

static enum left_out reason_of(const char *reason)
{
    static const char *const words[] = {COPY_NO_EPISODE,      COPY_NO_SEASON, COPY_ABSOLUTE,
                                        COPY_SEVERAL_SEASONS, COPY_TOO_MANY,  NULL};

    return (enum left_out)(LEFT_NO_EPISODE + record_word(words, reason));
}

static void leave_out(struct plan *p, enum left_out reason)
{
    p->left_out[reason]++;
}

static bool is_corrupt(const json_t *record)
{
    enum scan_status status;

    return record_scan(record, &status, NULL) && status == SCAN_CORRUPT;
}

/* Stores that the record's title, or one of its episodes (`part`), should be on the list. Returns
 * false if the title is left out. */
static bool want_part(struct stage *stage, const struct find *find, int64_t part)
{
    struct plan *p = stage->self;
    json_int_t place = place_of(p, &find->match, part);

    if (place >= 0) {
        want(p, (size_t)place, find);
        return true;
    }
    leave_out(p, LEFT_IDS_DIFFER);
    stage_raise(stage, EX_RECORD);
    return false;
}

/* Stores that the record's film or episodes should be in the collection. Each episode is a separate
 * title, because adding a show would add all of its episodes. */
static void want_in_collection(struct stage *stage, struct find *find)
{
    struct plan *p = stage->self;
    struct copy_episodes episodes;

    find->copy = copy_of_record(find->record);
    if (find->match.type == MEDIA_MOVIE) {
        want_part(stage, find, 0);
    } else if (!copy_episodes_read(find->record, &episodes)) {
        leave_out(p, reason_of(episodes.reason));
    } else {
        size_t i = 0;

        while (i < episodes.count &&
               want_part(stage, find, roster_part(episodes.at[i].season, episodes.at[i].episode)))
            i++;
    }
}

void plan_work(struct stage *stage, struct stage_item *item)
{
    struct plan *p = stage->self;
    struct find find = {.record = item->record};

    if (p->settings.prune)
        prune_note(p->settings.prune, item->record);
    if (record_failed(item->record)) {
        leave_out(p, LEFT_FAILED);
    } else if (!record_match(item->record, &find.match, NULL)) {
        leave_out(p, json_object_get(item->record, "match") ? LEFT_BAD_MATCH : LEFT_NO_MATCH);
        stage_raise(stage, EX_RECORD);
    } else if (find.match.status != MATCH_MATCHED) {
        leave_out(p, LEFT_NOT_MATCHED);
    } else if (!p->settings.extras && record_is_extra(item->record)) {
        leave_out(p, LEFT_EXTRA);
    } else if (p->settings.prune && is_corrupt(item->record)) {
        leave_out(p, LEFT_CORRUPT);
    } else {
        if (!plan_read_list(stage, p))
            return;
        if (p->settings.list.collection)
            want_in_collection(stage, &find);
        else
            want_part(stage, &find, 0);
    }
}

void plan_garbled(struct stage *stage, json_int_t line, const char *why)
{
    const struct plan *p = stage->self;

    (void)line;
    (void)why;
    if (p->settings.prune)
        prune_note_garbled(p->settings.prune);
}

void plan_finish(struct stage *stage)
{
    struct plan *p = stage->self;

    struct why why;

    if ((!stage_stopped(stage) || !p->asked) && plan_decide(stage, p) && !stage_interrupted() &&
        !plan_print(p, &why)) {
        msg_warn("%s", why.text);
        stage_raise(stage, why.status);
    }
    if (stage_stopped(stage) && p->asked)
        stage_report_stop(stage);
}
