/* Settles each record: sets its match object from the question's decision, by the rules for its
 * file, or by asking the user. */
#include <stdlib.h>
#include <string.h>

#include "match/doubt.h"
#include "match/match.h"
#include "match/parts.h"

void match_explain(const struct matcher *m, struct question *question)
{
    if (m->settings.explain)
        question_explain(question);
    question_forget(question);
}

json_t *match_skipped(const char *reason)
{
    return json_pack("{s:s, s:s}", "status", record_match_words[MATCH_SKIPPED], "reason", reason);
}

static void fail(struct stage *stage, struct stage_item *item, const struct trakt_error *error)
{
    struct record_error recorded = trakt_error_record(error);

    stage_fail_with(stage, item, &recorded);
}

static bool has_status(const json_t *decision, enum match_status status)
{
    return strcmp(json_string_value(json_object_get(decision, "status")),
                  record_match_words[status]) == 0;
}

/* Returns false if dialogue_hold decided without asking, because there were no candidates. */
static bool is_choice(const json_t *decision)
{
    return !has_status(decision, MATCH_NOT_FOUND);
}

static void ask_user(struct matcher *m, struct question *question, struct dialogue_place *place)
{
    struct ask_trakt setup = {
        .catalog = m->settings.catalog,
        .trakt = m->trakt,
        .interrupt = stage_interrupt_fd(),
        .offline = cache_is_offline(m->settings.cache) || stage_stopped(m->stage),
    };
    const struct dialogue_help help = ask_trakt_help(&setup);

    place->is_all = m->stage->ended;
    asking_ask(&m->asking, question, place, &help);
}

/* Asks the user a question. The answer applies to all files with this question. */
static void ask_which(struct matcher *m, struct pending *pending, const struct stage_item *item)
{
    struct question *question = pending->search.question;
    struct dialogue_place place = {.path = record_filename(item->record), .others = pending->users};

    ask_user(m, question, &place);
    if (m->asking.quit)
        question_decide(question);
    if (!question->decision)
        return;
    if (!m->asking.quit && is_choice(question->decision))
        cache_choose(m->settings.cache, pending->key, question->decision);
    match_explain(m, question);
}

/* Fails an item because no title has the id of its pin. The status "not_found" would hide the
 * user's mistake. */
static void fail_pinned(struct stage *stage, struct stage_item *item, const struct pending *pending)
{
    const struct match_settings *settings = &pending->matcher->settings;
    const struct pin *pin = pending->pin;
    char *place = cache_pin_place(settings->cache, pin);

    if (settings->catalog_only && strcmp(pin->kind, "imdb") != 0)
        stage_fail(
            stage, item, "bad-pin",
            "%s: the catalogue is searched by IMDb ids only, not by %s:%s (pin an IMDb id, or "
            "log in to Trakt)",
            place, pin->kind, pin->id);
    else
        stage_fail(stage, item, "bad-pin", "%s: %s has no %s with the id %s:%s", place,
                   settings->catalog_only ? "the catalogue" : "Trakt", record_type_words[pin->type],
                   pin->kind, pin->id);
    free(place);
}

static void fail_unanswered(struct stage *stage, struct stage_item *item)
{
    stage_not_tried_for(stage, item, stage_interrupted() ? "interrupted" : "nobody could be asked");
}

static bool is_match_of_other_type(const struct matcher *m, const json_t *decision)
{
    const char *type = json_string_value(json_object_get(decision, "type"));

    return m->settings.one_type && type && strcmp(type, record_type_words[m->settings.type]) != 0;
}

/* Returns whether the file's length contradicts a match that the rules have made. Matches by an id,
 * a pin or a choice are not doubted. */
static bool is_doubted(const struct stage_item *item, const json_t *decision)
{
    static const char *const sources[] = {"exact", "search", "alias", "catalog", NULL};
    const char *by = json_string_value(json_object_get(decision, "by"));
    struct media media;

    return by && record_word(sources, by) >= 0 && record_media(item->record, &media, NULL) &&
           doubt_by_runtime(item->record, &media, decision);
}

/* Returns the key under which the user's choice for one file of doubtful length is stored. Other
 * files with the same title have other keys, because they may have the right length. The caller
 * frees the result. */
static char *key_of_file(const struct stage_item *item)
{
    const struct pending *pending = item->note;
    const char *path = record_filename(item->record);

    return cvi_format("file %s %s", path ? path : "", pending->key);
}

static json_t *choice_for_file(const struct matcher *m, const struct stage_item *item)
{
    char *key = key_of_file(item);
    json_t *choice = cache_choice(m->settings.cache, key);

    free(key);
    return choice;
}

/* Returns a sentence about the lengths of the file and the film. The caller frees the string. */
static char *lengths_text(const struct stage_item *item, const json_t *match)
{
    double file_s = doubt_length_s(item->record);
    json_int_t film_min = json_integer_value(json_object_get(match, "runtime"));
    const char *type = json_string_value(json_object_get(match, "type"));
    char *file = file_s < 120 ? cvi_format("%.0f s", file_s) : cvi_format("%.0f min", file_s / 60);
    char *text = film_min > 0 && type && strcmp(type, record_type_words[MEDIA_MOVIE]) == 0
                     ? cvi_format("The file lasts %s, the film %" JSON_INTEGER_FORMAT " min.", file,
                                  film_min)
                     : cvi_format("The file lasts %s.", file);

    free(file);
    return text;
}

/* Asks the user whether the match is right although the file's length contradicts it. Returns the
 * user's choice, a new match object. Returns NULL if the user does not answer, or quits the
 * dialogue (asking.quit). */
static json_t *ask_about_length(struct matcher *m, const struct stage_item *item,
                                const json_t *match)
{
    char *doubted = lengths_text(item, match);
    struct dialogue_place place = {.path = record_filename(item->record), .doubted = doubted};
    struct media media;

    record_media(item->record, &media, NULL);
    struct question *question = question_new(&media);
    question_add_match(question, match);
    ask_user(m, question, &place);
    json_t *choice = json_incref(question->decision);
    if (choice) {
        char *key = key_of_file(item);

        cache_choose(m->settings.cache, key, choice);
        free(key);
    }
    question_free(question);
    free(doubted);
    return choice;
}

static void settle_doubted(struct stage *stage, struct stage_item *item, const json_t *match)
{
    struct matcher *m = stage->self;
    json_t *choice = choice_for_file(m, item);

    if (!choice && m->asking.ask && !m->asking.quit) {
        choice = ask_about_length(m, item, match);
        if (!choice && !m->asking.quit) {
            fail_unanswered(stage, item);
            return;
        }
    }
    stage_take_value(item, choice ? choice : question_doubted(match, doubt_words[DOUBT_RUNTIME]));
}

static void settle_decided(struct stage *stage, struct stage_item *item, const json_t *decision)
{
    if (is_match_of_other_type(stage->self, decision))
        stage_take_value(item, match_skipped(RECORD_OTHER_TYPE));
    else if (is_doubted(item, decision))
        settle_doubted(stage, item, decision);
    else
        stage_take_value(item, json_incref((json_t *)decision));
}

/* Returns whether the user is not asked about the item, because it is an extra. */
static bool is_left_to_rules(const struct matcher *m, const struct stage_item *item)
{
    return !m->settings.extras && record_is_extra(item->record);
}

static bool needs_user(const struct matcher *m, const struct stage_item *item)
{
    const struct pending *pending = item->note;
    const struct question *question = pending->search.question;

    if (!asking_continues(&m->asking) || pending->pin || pending->abandoned || pending->unknown ||
        pending->search.error.fault != TRAKT_FINE)
        return false;
    if (!question->decision)
        return question->count && !is_left_to_rules(m, item);
    if (is_match_of_other_type(m, question->decision) || !is_doubted(item, question->decision))
        return false;
    json_auto_t *choice = choice_for_file(m, item);
    return !choice;
}

void match_let_go_or_hold(struct matcher *m, struct stage_item *item)
{
    struct pending *pending = item->note;

    item->waiting = false;
    if (!needs_user(m, item))
        return;
    bool is_own = pending->search.question->decision; /* the question applies only to this file */
    asking_hold(&m->asking, item, is_own || !pending->is_counted);
    pending->is_counted |= !is_own;
}

/* Settles an item by the rules. The question stays undecided for other files with the same title.
 */
static void settle_by_rules(struct stage *stage, struct stage_item *item, struct question *question)
{
    const struct matcher *m = stage->self;

    question_decide(question);
    if (m->settings.explain)
        question_explain(question);
    json_auto_t *decision = question->decision;
    question->decision = NULL;
    if (has_status(decision, MATCH_MATCHED)) {
        settle_decided(stage, item, decision);
        return;
    }
    /* For an ambiguous match, the report would advise the user to choose a title. The user is not
     * asked about extras, so skip the item. */
    json_object_set_new(decision, "status", json_string(record_match_words[MATCH_SKIPPED]));
    json_object_set_new(decision, "reason", json_string("extra"));
    json_object_del(decision, "candidates");
    stage_take_value(item, json_incref(decision));
}

void matcher_settle(struct stage *stage, struct stage_item *item)
{
    struct matcher *m = stage->self;
    struct pending *pending = item->note;

    if (!pending)
        return;
    pending->users--;
    if (pending->abandoned && stage_stopped(stage)) {
        stage_not_tried(stage, item);
        return;
    }
    if (pending->abandoned) {
        stage_not_tried_for(stage, item, "interrupted");
        return;
    }
    if (pending->unknown) {
        stage_not_tried_for(stage, item, "offline, and not in the cache");
        return;
    }
    if (pending->search.error.fault != TRAKT_FINE) {
        fail(stage, item, &pending->search.error);
        return;
    }
    struct question *question = pending->search.question;
    bool by_rules = !question->decision && !pending->pin && is_left_to_rules(m, item);
    if (!question->decision && !pending->pin && !by_rules)
        ask_which(m, pending, item);
    if (by_rules)
        settle_by_rules(stage, item, question);
    else if (question->decision)
        settle_decided(stage, item, question->decision);
    else if (pending->pin)
        fail_pinned(stage, item, pending);
    else
        fail_unanswered(stage, item);
}
