/* Looks up a name in the catalogue (cvi-catalog --find). */
#include "match/lookup.h"

#include <stdlib.h>

#include "base/table.h"
#include "match/parts.h"
#include "parse/name.h"

enum { MOST_ROWS = 20 };

/* Returns a question for the name, with its candidates; the caller frees it. Sets the keys
 * "filename" and "media" of `record`. On failure, returns NULL with `why`. */
static struct question *ask(struct catalog *catalog, const char *name, json_t *record,
                            struct why *why)
{
    struct media media;
    struct question *question;

    json_object_set_new(record, "filename", json_string(name));
    json_object_set_new(record, "media", name_media(name));
    name_release();
    if (!record_media(record, &media, NULL) || !media.title) {
        why_set(why, EX_USAGE, "--find: '%.200s' has no title", name);
        return NULL;
    }
    question = question_new(&media);
    question->asked.either = media.type == MEDIA_MOVIE;
    ask_catalog(catalog, question, true);
    if (!catalog_is_broken(catalog))
        return question;
    question_free(question);
    why_set(why, EX_DATAERR, "the catalogue is damaged (build it again: cvi-catalog)");
    return NULL;
}

static void add_row(struct table *table, const struct candidate *c)
{
    const char *imdb = json_string_value(json_object_get(json_object_get(c->json, "ids"), "imdb"));

    table_add(table, c->rank.title);
    if (c->rank.year == RECORD_NONE)
        table_add(table, "-");
    else
        table_add_number(table, c->rank.year);
    table_add(table, record_type_words[c->rank.type]);
    table_add(table, imdb ? imdb : "-");
    if (c->votes != RECORD_NONE)
        table_add_number(table, c->votes);
    else
        table_add(table, "-");
    table_add_number(table, c->score.total);
}

bool lookup_table(struct catalog *catalog, const char *name, size_t room, struct buf *out,
                  struct why *why)
{
    static const struct table_column columns[] = {{.title = "Title", .width = 32},
                                                  {.title = "Year", .width = 6, .whole = true},
                                                  {.title = "Type", .width = 7, .whole = true},
                                                  {.title = "IMDb", .width = 12, .whole = true},
                                                  {.title = "Votes", .width = 9, .whole = true},
                                                  {.title = "Score", .width = 6, .whole = true}};
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof *columns};
    const struct candidate *sorted[QUESTION_MOST_CANDIDATES];
    json_auto_t *record = json_object();
    struct question *question = ask(catalog, name, record, why);

    if (!question)
        return false;
    question_best_first(question, sorted);
    for (size_t i = 0; i < question->count && i < MOST_ROWS; i++)
        add_row(&table, sorted[i]);
    if (question->count)
        table_draw(&table, room, out);
    table_release(&table);
    question_free(question);
    return true;
}

json_t *lookup_record(struct catalog *catalog, const char *name, struct why *why)
{
    json_t *record = json_object();
    struct question *question = ask(catalog, name, record, why);

    if (!question) {
        json_decref(record);
        return NULL;
    }
    question_decide(question);
    question_explain(question);
    json_object_set(record, "match", question->decision);
    question_free(question);
    return record;
}
