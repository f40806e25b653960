/* Turns unsorted rows into the tables of a catalogue. All rows with the same id become one title,
 * and every table is written in key order. */
#include <stdlib.h>
#include <string.h>

#include "catalog/build_parts.h"
#include "record/record.h"
#include "terminal/screen.h"

/* The title that the rows of one id are merged into. */
struct group {
    struct title title; /* owns its strings */
    bool is_open;
    struct catalog_built *built;
    struct database *draft;
};

static void take(const char **mine, const char *given)
{
    if (!*mine && given)
        *mine = cvi_strdup(given);
}

static void take_number(int64_t *mine, int64_t given)
{
    if (*mine == DATASET_UNKNOWN)
        *mine = given;
}

static void name_title(struct database *draft, int64_t id, const char *text, enum catalog_kind kind)
{
    struct catalog_keys keys;

    catalog_keys_read(&keys, text);
    stage_name(draft, keys.whole, id, kind, NULL);
    stage_ending(draft, keys.whole, id);
    for (size_t i = 0; i < keys.count; i++)
        stage_name(draft, keys.shortened[i], id, CATALOG_SHORTENED, NULL);
    catalog_keys_release(&keys);
}

static void write_title(struct database *draft, const struct title *title)
{
    const int write = DRAFT_WRITE_TITLE;
    const int64_t numbers[] = {title->year, title->runtime, title->votes};

    database_bind_number(draft, write, 1, title->id);
    database_bind_number(draft, write, 2, title->type);
    database_bind_text(draft, write, 3, title->title);
    database_bind_text(draft, write, 4, title->original);
    for (int i = 0; i < 3; i++) {
        if (numbers[i] != DATASET_UNKNOWN)
            database_bind_number(draft, write, 5 + i, numbers[i]);
    }
    database_bind_text(draft, write, 8, title->country);
    database_bind_text(draft, write, 9, title->ids);
    database_run(draft, write);
}

static void close_group(struct group *group)
{
    struct title *title = &group->title;

    if (!group->is_open)
        return;
    group->is_open = false;
    if (title->title) {
        if (title->original && strcmp(title->original, title->title) == 0) {
            free((void *)title->original);
            title->original = NULL;
        }
        write_title(group->draft, title);
        name_title(group->draft, title->id, title->title, CATALOG_TITLE);
        if (title->original)
            name_title(group->draft, title->id, title->original, CATALOG_ORIGINAL);
        if (title->type == MEDIA_SHOW)
            group->built->shows++;
        else
            group->built->movies++;
    }
    free((void *)title->title);
    free((void *)title->original);
    free((void *)title->country);
    free((void *)title->ids);
    *title = (struct title){0};
}

/* Adds the title of a later row as an alias, if it differs. */
static void add_other(struct group *group, const char *mine, const char *given)
{
    if (mine && given && strcmp(mine, given) != 0)
        stage_alias(group->draft, group->title.id, given);
}

static void add_row(struct group *group, const struct title *row)
{
    struct title *title = &group->title;

    if (!group->is_open || title->id != row->id) {
        close_group(group);
        *title = (struct title){.id = row->id,
                                .type = row->type,
                                .year = DATASET_UNKNOWN,
                                .runtime = DATASET_UNKNOWN,
                                .votes = DATASET_UNKNOWN};
        group->is_open = true;
    }
    if (row->title && !title->title)
        title->type = row->type;
    add_other(group, title->title, row->title);
    add_other(group, title->original, row->original);
    take(&title->title, row->title);
    take(&title->original, row->original);
    take(&title->country, row->country);
    take_number(&title->year, row->year);
    take_number(&title->runtime, row->runtime);
    if (row->votes > title->votes)
        title->votes = row->votes;
    if (title->ids && row->ids) {
        char *both = ids_merge(title->ids, row->ids);

        free((void *)title->ids);
        title->ids = both;
    }
    take(&title->ids, row->ids);
}

static const char *text_at(struct database *draft, int column)
{
    size_t length;

    return database_text(draft, DRAFT_SORTED_TITLES, column, &length);
}

static int64_t number_at(struct database *draft, int column)
{
    return text_at(draft, column) ? database_number(draft, DRAFT_SORTED_TITLES, column)
                                  : DATASET_UNKNOWN;
}

static void merge_titles(struct database *draft, struct catalog_built *built)
{
    struct group group = {.draft = draft, .built = built};

    while (database_step(draft, DRAFT_SORTED_TITLES)) {
        struct title row = {
            .id = database_number(draft, DRAFT_SORTED_TITLES, 0),
            .type = (int)database_number(draft, DRAFT_SORTED_TITLES, 1),
            .year = number_at(draft, 4),
            .runtime = number_at(draft, 5),
            .votes = number_at(draft, 6),
            .title = text_at(draft, 2),
            .original = text_at(draft, 3),
            .country = text_at(draft, 7),
            .ids = text_at(draft, 8),
        };
        add_row(&group, &row);
    }
    close_group(&group);
    database_finish(draft, DRAFT_SORTED_TITLES);
}

bool merge_all(struct database *draft, struct catalog_built *built)
{
    screen_say("sorting titles");
    merge_titles(draft, built);
    screen_say("sorting names");
    if (!database_run(draft, DRAFT_DROP_TITLES) || !database_run(draft, DRAFT_WRITE_NAMES) ||
        !database_run(draft, DRAFT_NOTE_NAMES) || !database_run(draft, DRAFT_WRITE_ENDINGS) ||
        !database_run(draft, DRAFT_WRITE_RIVALS))
        return false;
    if (database_step(draft, DRAFT_COUNT_NAMES))
        built->names = database_number(draft, DRAFT_COUNT_NAMES, 0);
    database_finish(draft, DRAFT_COUNT_NAMES);
    return !database_is_broken(draft);
}
