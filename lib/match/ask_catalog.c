/* Searches the catalogue for one question: by the record's IMDb id, then by its title, then by
 * other forms of the title. */
#include "match/parts.h"

#include <stdlib.h>
#include <string.h>

static void add_found(struct question *q, struct catalog_titles *titles)
{
    question_add_catalog(q, titles);
    catalog_titles_release(titles);
}

/* Searches for the title with the record's IMDb id. If no title of the id's type has it and
 * id_either is set, searches the other type. */
static void ask_for_id(struct catalog *catalog, struct question *q)
{
    const char *id = json_string_value(json_object_get(q->ids, "imdb"));
    enum media_type other = q->id_type == MEDIA_MOVIE ? MEDIA_SHOW : MEDIA_MOVIE;
    struct catalog_titles titles = {0};

    if (id && (catalog_find_imdb(catalog, id, q->id_type, &titles) ||
               (q->id_either && catalog_find_imdb(catalog, id, other, &titles))))
        add_found(q, &titles);
}

/* Returns whether no further step is needed. After a title that is one year off, a later step may
 * find a title from the right year. After a title that is only the beginning of the requested
 * title, a later step may find a title that the file's name misspells. */
static bool is_enough(const struct question *q, enum catalog_step step)
{
    struct rank_answer answer = question_choose(q);

    if (answer.verdict == RANK_NOT_FOUND)
        return q->bare; /* only the exact title is accepted, which the first step finds */
    const struct rank_score *best = &q->candidates[answer.best].score;
    if (step <= CATALOG_OTHER)
        return best->year != RANK_NEAR_YEAR;
    return best->same != RANK_TITLE_LEFTOVER;
}

/* Sets `texts` to the rephrasings for which the catalogue is searched, and returns their number.
 * Leaves out other spellings and parts of the title, because the catalogue tolerates differences in
 * spelling and typing errors. */
static size_t collect(const struct rephrasings *list, const char **texts)
{
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++) {
        if (list->at[i].exact || i < list->same_from)
            texts[count++] = list->at[i].text;
    }
    return count;
}

void ask_catalog(struct catalog *catalog, struct question *q, bool all)
{
    const char *texts[REPHRASE_MOST];
    struct rephrasings list;

    ask_for_id(catalog, q);
    if (q->untitled || question_with_id(q))
        return;
    rephrase_title(&list, &q->asked);
    const struct catalog_query query = {
        .asked = &q->asked, .texts = texts, .text_count = collect(&list, texts), .all = all};
    for (enum catalog_step step = CATALOG_SAME; step < CATALOG_STEPS; step++) {
        struct catalog_titles titles = {0};

        catalog_find(catalog, &query, step, &titles);
        add_found(q, &titles);
        if (is_enough(q, step))
            break;
    }
    rephrase_release(&list);
}

void ask_catalog_for_pin(struct catalog *catalog, struct question *q, const struct pin *pin)
{
    struct catalog_titles titles = {0};

    if (strcmp(pin->kind, "imdb") == 0 && catalog_find_imdb(catalog, pin->id, pin->type, &titles))
        add_found(q, &titles);
}

bool ask_catalog_is_clear(const struct question *q)
{
    struct rank_answer answer = question_choose(q);

    if (question_with_id(q) || answer.verdict == RANK_MATCHED)
        return true;
    return answer.verdict == RANK_AMBIGUOUS && !q->asked.country && !json_object_size(q->ids);
}
