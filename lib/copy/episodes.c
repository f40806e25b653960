/* Lists the episodes of a file, from the values that cvi-parse has read in the file's name. */
#include "copy/episodes.h"

#include <limits.h>

#include "record/record.h"

/* Returns a season or episode number, or RECORD_NONE if `value` is not valid. */
static int number_of(const json_t *value)
{
    json_int_t number = json_is_integer(value) ? json_integer_value(value) : RECORD_NONE;

    return number < 0 || number > INT_MAX ? RECORD_NONE : (int)number;
}

/* Returns the season. If there is no season, or more than one, returns RECORD_NONE and sets
 * *reason. */
static int season_of(const json_t *media, const char **reason)
{
    int season = number_of(json_object_get(media, "season"));
    const json_t *seasons = json_object_get(media, "seasons"), *value;
    size_t i;

    *reason = season == RECORD_NONE ? COPY_NO_SEASON : NULL;
    json_array_foreach(seasons, i, value)
    {
        if (number_of(value) != season) {
            *reason = COPY_SEVERAL_SEASONS;
            return RECORD_NONE;
        }
    }
    return season;
}

static bool has_episode(const struct copy_episodes *episodes, int number)
{
    for (size_t i = 0; i < episodes->count; i++)
        if (episodes->at[i].episode == number)
            return true;
    return false;
}

/* Adds one episode. An episode that is already in the list is not added twice. On error, sets the
 * reason and returns false. */
static bool add(struct copy_episodes *episodes, int season, const json_t *value)
{
    int number = number_of(value);

    if (number == RECORD_NONE)
        episodes->reason = COPY_NO_EPISODE;
    else if (has_episode(episodes, number))
        return true;
    else if (episodes->count == COPY_EPISODES_MOST)
        episodes->reason = COPY_TOO_MANY;
    else
        episodes->at[episodes->count++] = (struct copy_episode){season, number};
    return !episodes->reason;
}

static bool refuse(struct copy_episodes *episodes, const char *reason)
{
    episodes->count = 0;
    episodes->reason = reason;
    return false;
}

bool copy_episodes_read(const json_t *record, struct copy_episodes *episodes)
{
    const json_t *media = json_object_get(record, "media"),
                 *one = json_object_get(media, "episode"),
                 *several = json_object_get(media, "episodes"), *value;
    const char *reason;
    int season;
    size_t i;

    episodes->count = 0;
    episodes->reason = NULL;
    if (!one && !json_array_size(several))
        return refuse(episodes, COPY_NO_EPISODE);
    if (json_is_integer(json_object_get(media, "absolute")))
        return refuse(episodes, COPY_ABSOLUTE);
    season = season_of(media, &reason);
    if (reason)
        return refuse(episodes, reason);
    if (one && !add(episodes, season, one))
        return refuse(episodes, episodes->reason);
    json_array_foreach(several, i, value)
    {
        if (!add(episodes, season, value))
            return refuse(episodes, episodes->reason);
    }
    return true;
}
