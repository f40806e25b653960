/* Collects the facts that prune.h checks, and stores its decisions. */
#include "plan/prune_run.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/msg.h"
#include "plan/prune_disk.h"
#include "plan/prune_mount.h"
#include "plan/prune_scan.h"
#include "plan/prune_title.h"
#include "record/record.h"
#include "scan/root.h"

/* A title that is in the ledger and on the list. Strings are owned, except those of `item`. */
struct candidate {
    struct ledger_title title;
    int64_t at_s; /* when it was added */
    struct prune_item item;
    char *listed_at;
    char *item_name;
};

struct prune {
    struct prune_settings settings;
    struct prune_scan scan;
    struct prune_titles titles;
    struct prune_mounts mounts;
    struct prune_survey survey;
    struct candidate *candidates;
    size_t candidate_count, candidate_room;
    struct prune_going *goings;
    size_t going_count, going_room;
    uint64_t verdicts[PRUNE_VERDICTS];
};

static char *copied(const char *text)
{
    return text ? cvi_strdup(text) : NULL;
}

/* --- Documents --- */

static void note_there(void *context, const char *filename)
{
    struct prune *p = context;

    prune_titles_note_file(&p->titles, filename);
}

struct prune *prune_open(const struct prune_settings *settings, struct why *why)
{
    struct prune *p = cvi_alloc(sizeof *p);

    p->settings = *settings;
    p->survey.most = settings->most;
    for (size_t i = 0; i < settings->scan_count; i++) {
        if (!prune_scan_read(&p->scan, settings->scans[i], note_there, p, why)) {
            prune_free(p);
            return NULL;
        }
    }
    prune_scan_look(&p->scan);
    return p;
}

static void release_candidate(struct candidate *candidate)
{
    free((char *)candidate->title.title);
    free((char *)candidate->title.filename);
    free(candidate->listed_at);
    free(candidate->item_name);
}

void prune_free(struct prune *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->candidate_count; i++)
        release_candidate(&p->candidates[i]);
    for (size_t i = 0; i < p->going_count; i++) {
        free(p->goings[i].filename);
        free(p->goings[i].name);
    }
    free(p->candidates);
    free(p->goings);
    prune_titles_release(&p->titles);
    prune_mounts_release(&p->mounts);
    prune_scan_release(&p->scan);
    free(p);
}

/* --- Input --- */

/* Returns whether cvi-match --type has skipped the record. The title of its file is not known. */
static bool is_left_out_by_type(const json_t *record)
{
    const char *reason =
        json_string_value(json_object_get(json_object_get(record, "match"), "reason"));

    return reason && strcmp(reason, RECORD_OTHER_TYPE) == 0;
}

void prune_note(struct prune *p, const json_t *record)
{
    const json_t *error = json_object_get(record, "error");
    const char *filename = record_filename(record);
    enum prune_file file = filename ? prune_scan_note(&p->scan, filename) : PRUNE_FILE_ABSENT;

    p->survey.retry += json_is_true(json_object_get(error, "retry"));
    p->survey.other_type += is_left_out_by_type(record);
    p->survey.nameless += !filename && !json_object_get(record, "media");
    /* The input may come from an earlier scan than the documents, so the state in the documents is
     * also passed. */
    prune_titles_note(&p->titles, record, file == PRUNE_FILE_HEALTHY || file == PRUNE_FILE_THERE);
}

void prune_note_garbled(struct prune *p)
{
    p->survey.nameless++;
}

/* --- Titles --- */

struct reading {
    struct prune *prune;
    const struct prune_target *target;
};

/* Returns the ids of a title from the ledger and from the list. The ledger has only the ids by
 * which the title was added, but files may be matched by other ids. */
static struct title_ids join_ids(const struct title_ids *known, const struct title_ids *own)
{
    struct title_ids ids = *known;

    for (int kind = 0; kind < TITLE_IDS; kind++)
        ids.of[kind] = own->of[kind] ? own->of[kind] : ids.of[kind];
    return ids;
}

/* Stores a title of the ledger if it is on the list. */
static bool keep_title(void *context, const struct ledger_change *change)
{
    const struct reading *r = context;
    struct prune *p = r->prune;
    struct prune_item item;

    if (!r->target->find(r->target->context, change, &item))
        return true;
    if (p->candidate_count == p->candidate_room) {
        p->candidate_room = p->candidate_room ? p->candidate_room * 2 : 64;
        p->candidates = cvi_realloc(p->candidates, p->candidate_room * sizeof *p->candidates);
    }
    struct candidate *candidate = &p->candidates[p->candidate_count++];
    *candidate = (struct candidate){.title = change->title,
                                    .at_s = change->at_s,
                                    .item = item,
                                    .listed_at = copied(item.listed_at),
                                    .item_name = copied(item.name)};
    candidate->title.ids = join_ids(&change->title.ids, &item.ids);
    candidate->title.title = copied(change->title.title);
    candidate->title.filename = copied(change->title.filename);
    return true;
}

/* Sets the facts about the title's file. A scan that ended before the title was added is not used
 * to decide that the file is gone, because the file may have had another name then. */
static void look_at_file(struct prune *p, const struct candidate *c, struct prune_facts *facts)
{
    char *path = scan_root_path(c->title.filename, NULL);
    const struct prune_root *root = prune_scan_root(&p->scan, path, 0);

    /* ".." may lead out of the directory. */
    facts->is_inside = root && !strstr(path, "/../");
    if (facts->is_inside) {
        facts->file = prune_scan_file(&p->scan, path);
        const struct prune_corrupt *corrupt =
            facts->file == PRUNE_FILE_CORRUPT ? prune_scan_corrupt(&p->scan, path) : NULL;

        facts->disk = prune_disk_file(path, root->path, corrupt);
        if (facts->disk == PRUNE_DISK_GONE &&
            prune_mounts_may_miss(&p->mounts, &p->scan, path, root->path))
            facts->disk = PRUNE_DISK_MISSING;
        facts->is_inside =
            facts->file != PRUNE_FILE_ABSENT ||
            (prune_scan_root(&p->scan, path, c->at_s) && prune_disk_is_reached(path, root->path));
    }
    free(path);
}

static enum prune_verdict decide(struct prune *p, const struct prune_target *target,
                                 const struct candidate *c)
{
    struct prune_facts facts = {
        .is_ours = ledger_is_ours(target->ledger, &target->place, &c->title, c->listed_at),
    };

    if (!facts.is_ours)
        return PRUNE_NOT_OURS;
    facts.has_record = prune_titles_has(&p->titles, &c->title);
    facts.may_be = prune_titles_may_be(&p->titles, &c->title, c->item_name);
    facts.has_filename = c->title.filename != NULL;
    facts.is_absolute = facts.has_filename && *c->title.filename == '/';
    if (!facts.has_record && facts.is_absolute)
        look_at_file(p, c, &facts);
    return prune_decide(p->settings.mode, &facts);
}

static void keep_going(struct prune *p, const struct candidate *c, enum prune_verdict verdict)
{
    if (p->going_count == p->going_room) {
        p->going_room = p->going_room ? p->going_room * 2 : 64;
        p->goings = cvi_realloc(p->goings, p->going_room * sizeof *p->goings);
    }
    p->goings[p->going_count++] = (struct prune_going){
        .place = c->item.place,
        .filename = copied(c->title.filename),
        .name = copied(c->item_name ? c->item_name : c->title.title),
        .year = c->title.year,
        .verdict = verdict,
    };
}

static bool is_worth_reporting(enum prune_verdict verdict)
{
    return verdict > PRUNE_HAS_RECORD && verdict < PRUNE_GONE;
}

static void report_title(const struct candidate *c, enum prune_verdict verdict)
{
    const char *name = c->item_name ? c->item_name : c->title.title;

    if (is_worth_reporting(verdict))
        msg_more("--prune: %s is kept (%s): %s", name ? name : "a title",
                 prune_verdict_words[verdict],
                 c->title.filename ? c->title.filename : "unknown file");
}

/* Decides about each item of the list. The ledger may have an item as two titles, one of them with
 * fewer ids. If one of these titles is kept, the item is kept. */
static void decide_each(struct prune *p, const struct prune_target *target)
{
    enum prune_verdict *verdicts = cvi_alloc((p->candidate_count + 1) * sizeof *verdicts);
    /* Places of items, from 1. `settled`: the items that are kept, or are in p->goings. */
    struct titles ours = {0}, settled = {0};

    for (size_t i = 0; i < p->candidate_count; i++) {
        uint64_t place = p->candidates[i].item.place + 1;

        verdicts[i] = decide(p, target, &p->candidates[i]);
        report_title(&p->candidates[i], verdicts[i]);
        p->verdicts[verdicts[i]]++;
        if (verdicts[i] != PRUNE_NOT_OURS)
            titles_add(&ours, place);
        if (!prune_goes(verdicts[i]))
            titles_add(&settled, place);
    }
    for (size_t i = 0; i < p->candidate_count; i++) {
        if (titles_add(&settled, p->candidates[i].item.place + 1))
            keep_going(p, &p->candidates[i], verdicts[i]);
    }
    p->survey.ours = ours.count;
    titles_release(&ours);
    titles_release(&settled);
    free(verdicts);
}

bool prune_decide_all(struct prune *p, const struct prune_target *target)
{
    struct reading reading = {.prune = p, .target = target};
    struct prune_survey *survey = &p->survey;
    struct why why;

    if (target->ledger) {
        ledger_each_title(target->ledger, &target->place, keep_title, &reading);
        decide_each(p, target);
    }
    survey->documents = p->scan.documents;
    survey->document_count = p->scan.document_count;
    survey->healthy = p->scan.healthy.count;
    survey->healthy_unread = p->scan.healthy.count - p->scan.recorded.count;
    survey->ledger_fault = target->ledger_fault;
    survey->going = p->going_count;
    if (target->ledger && !ledger_works(target->ledger, &why))
        survey->ledger_fault = why.text;
    return !prune_guard(survey, msg_warn);
}

const struct prune_going *prune_goings(const struct prune *p, size_t *count)
{
    *count = p->going_count;
    return p->goings;
}

void prune_report_kept(const struct prune *p)
{
    struct buf text = BUF_INIT(4096);
    uint64_t count = 0;
    const char *only = NULL; /* the word for the reason, if there is only one */
    size_t reasons = 0;

    for (int i = 0; i < PRUNE_VERDICTS; i++) {
        if (!p->verdicts[i] || !is_worth_reporting((enum prune_verdict)i))
            continue;
        buf_printf(&text, "%s%llu %s", text.len ? ", " : "", (unsigned long long)p->verdicts[i],
                   prune_verdict_words[i]);
        only = prune_verdict_words[i];
        count += p->verdicts[i];
        reasons++;
    }
    if (count)
        msg_note("--prune: %llu title%s without a healthy file in the input %s kept (reason%s: %s)",
                 (unsigned long long)count, count == 1 ? "" : "s", count == 1 ? "is" : "are",
                 reasons == 1 ? "" : "s", reasons == 1 ? only : buf_text(&text));
    buf_release(&text);
}
