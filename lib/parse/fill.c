/* Adds title, season, date and kind of extra from the folders to the chosen reading. In this file,
 * `r` is the chosen reading: the file's, or that of a folder with more information. */
#include <string.h>

#include "parse/level.h"

static void take_season(struct reading *r, int season)
{
    struct run *run = r->episodes.run;

    name_numbers_add(&r->seasons, season, season);
    r->marked = true;
    if (r->episodes.count == 1 && season && run->first / 100 == season &&
        run->last / 100 == season) {
        /* In a folder of season 4, episode 401 is 4x01. */
        run->first %= 100;
        run->last %= 100;
    }
}

static void copy_titles(struct titles *to, const struct titles *from)
{
    to->count = from->count;
    for (size_t i = 0; i < from->count; i++)
        memcpy(to->at[i], from->at[i], strlen(from->at[i]) + 1);
}

/* Returns whether the name of folder i is a year, but not a title: it is a season's year, or sorts
 * files. The reading must be a show's. It must give the same year, or the folder above folder i
 * must have a title. The caller excludes a folder that contains a season's folder: 1923/Season 1.
 */
static bool is_season_year(const struct levels *levels, size_t i, const struct reading *r)
{
    const struct level *level = &levels->level[i];
    int year = level->read && level->text.count == 1 ? name_token_year(&level->text, 0) : 0;

    return year && r->marked &&
           ((i + 1 < levels->count && name_level_has_title(level + 1)) || r->date_year == year ||
            (r->seasons.count && r->seasons.run[0].first == year));
}

/* Takes the folder's title if the file has no title or a worse one. If both titles are the same,
 * takes only the folder's other values. *titled is whether the file has a title; sets it to true.
 */
static void take_title(struct reading *r, const struct reading *above, bool *titled, bool in_season)
{
    *titled = *titled && !name_folder_knows_better(r, above, in_season);
    if (!*titled) {
        if (r->follows && r->marked && *r->title && !*r->details.episode_title)
            memcpy(r->details.episode_title, r->title, strlen(r->title) + 1);
        memcpy(r->title, above->title, strlen(above->title) + 1);
        copy_titles(&r->others, &above->others);
        name_folder_inherit(r, above);
    } else if (name_folder_same_title(r, above)) {
        name_folder_inherit(r, above);
    }
    *titled = true;
}

/* Takes the date of a recording from a folder that is named after it:
 * Harbour_Lights/2014-03-11.22.30.50-0.rec. */
static void take_recording(struct reading *r, const struct reading *above)
{
    if (r->date_year || r->episodes.count || r->seasons.count || !above->recorded || *above->title)
        return;
    r->marked = r->recorded = true;
    r->date_year = above->date_year;
    r->date_month = above->date_month;
    r->date_day = above->date_day;
}

/* Takes the folder's season, the date of a recording, and values from the kind of folder: season 0
 * from a folder of specials, an extra from a folder of extras. */
static void take_kind(struct reading *r, const struct level *level)
{
    if (level->kind == FOLDER_SPECIALS && !r->seasons.count)
        name_numbers_add(&r->seasons, 0, 0), r->marked = true;
    if (level->read)
        take_recording(r, &level->reading);
    if (level->kind == FOLDER_EXTRAS && !r->details.value[WORD_EXTRA])
        r->details.value[WORD_EXTRA] = "extras";
    if (level->read && !r->seasons.count && name_level_only_season(&level->reading) &&
        !(r->date_year && level->reading.seasons.run[0].first == r->date_year))
        take_season(r, level->reading.seasons.run[0].first);
}

/* Returns whether the file is a numbered extra of a film: Heat (1995)/Extras/01 - Making Of.mkv.
 * Such a number is not an episode. */
static bool is_numbered_extra(const struct reading *r, const struct levels *levels)
{
    const struct level *film = &levels->level[2];

    return levels->count > 2 && levels->level[1].kind == FOLDER_EXTRAS && !levels->context.show &&
           !levels->context.season && r->episodes.count && !r->seasons.count && !r->date_year &&
           name_level_has_title(film) && film->reading.year && !film->reading.marked;
}

/* Returns whether the reading is that of a folder with an episode's title. Such a folder is in the
 * show's folder and contains a recording's folder:
 * Harbour_Lights/The_Kite/2014-03-11.22.30.50-0.rec. */
static bool is_recorded_episode(const struct reading *r, const struct levels *levels)
{
    enum { RECORDING = 1, EPISODE, SHOW };
    const struct level *level = levels->level;

    return levels->count > SHOW && r == &level[EPISODE].reading && level[RECORDING].read &&
           level[RECORDING].reading.recorded && !*level[RECORDING].reading.title && !r->marked &&
           !r->year && !r->released && level[SHOW].above == level[EPISODE].above + 1 &&
           name_level_has_title(&level[SHOW]) && !level[SHOW].reading.marked;
}

bool name_fill_in(struct reading *r, const struct levels *levels)
{
    bool titled, found = false, in_season = false;
    bool file = r == &levels->level[0].reading; /* the file was chosen, not a folder */

    if (is_numbered_extra(r, levels))
        r->episodes.count = 0, r->marked = false;
    if (file && levels->context.season && !r->marked && !r->year && !r->released)
        r->follows = true; /* Season 1/Pilot.mkv */
    if (file && levels->count > 2 && !r->marked && !r->year &&
        (levels->level[1].kind == FOLDER_EXTRAS || levels->level[1].kind == FOLDER_DISC))
        r->follows = true; /* Heat (1995)/Extras/Deleted Scenes.mkv, Heat (1995)/CD1/ht.avi */
    if (is_recorded_episode(r, levels)) {
        memcpy(r->details.episode_title, r->title, strlen(r->title) + 1);
        r->follows = true;
    }
    titled = *r->title && !r->follows;
    for (size_t i = 1; i < levels->count; i++) {
        const struct level *level = &levels->level[i];

        take_kind(r, level);
        if (!in_season && is_season_year(levels, i, r)) {
            if (r->episodes.count && !r->seasons.count && !r->date_year)
                take_season(r, name_token_year(&level->text, 0));
            in_season = true;
        } else if (name_level_has_title(level)) {
            found = true;
            take_title(r, &level->reading, &titled, in_season);
        }
        in_season |= level->kind == FOLDER_SPECIALS ||
                     (level->read && name_level_only_season(&level->reading));
    }
    return found;
}

void name_fill_split_title(struct reading *r)
{
    char *dash = strstr(r->title, " - ");

    if (!r->follows || !r->marked || !r->episodes.count || !dash || *r->details.episode_title)
        return;
    memcpy(r->details.episode_title, dash + 3, strlen(dash + 3) + 1);
    *dash = '\0';
}

void name_fill_type(struct reading *r, const struct levels *levels)
{
    r->doubtful = r->recorded && !r->seasons.count && !r->episodes.count;
    if (r->marked || !levels->context.show)
        return;
    r->doubtful = levels->library;
    r->marked = levels->count > 1 && !r->year;
}
