/* Reads the names of the file and its folders, and finds the folders that give information about
 * the file. */
#include <string.h>
#include <strings.h>

#include "parse/level.h"

static void reverse(char *text, size_t length)
{
    for (size_t i = 0; i < length / 2; i++) {
        char c = text[i];

        text[i] = text[length - 1 - i];
        text[length - 1 - i] = c;
    }
}

void name_level_read(struct level *level, const struct context *context, const char *name,
                     size_t length, bool file)
{
    size_t n = name_plain_copy(level->copy, name, length);

    level->read = true;
    name_token_cut(&level->text, level->copy, n);
    if (file && name_path_backwards(level->copy, n)) {
        reverse(level->copy, n);
        name_token_cut(&level->text, level->copy, n);
    }
    name_read(&level->text, context, &level->reading, &level->trace);
}

static const char separators[] = " ._-";

bool name_level_only_season(const struct reading *r)
{
    return r->seasons.count == 1 && r->seasons.run[0].first == r->seasons.run[0].last &&
           !r->episodes.count;
}

/* Returns whether the reading has a range of three or more episodes: "Show 01-26". */
static bool many_episodes(const struct reading *r)
{
    return r->episodes.count && r->episodes.run[0].last > r->episodes.run[0].first + 1;
}

/* Returns whether one of the names of the file and folder i begins with the other, as for a film's
 * folder. */
static bool begins_alike(const struct path *path, const char *text, size_t i)
{
    size_t a = path->part[0].len, b = path->part[i].len, shorter = a < b ? a : b;

    return shorter > 4 &&
           strncasecmp(text + path->part[0].at, text + path->part[i].at, shorter) == 0;
}

/* Returns whether the file's name is its folder's title and a number of two or three digits: Grey
 * Harbor/Grey Harbor 12.avi. If the folder has no year, the name can also be just two digits. The
 * folder must not be a release, because most of these are films; `fans` allows a fan release. */
static bool is_numbered(const struct reading *folder, bool fans, const char *name, size_t length)
{
    const char *title = folder->title, *at = name, *end = name + length;
    size_t digits = 0;

    if (folder->marked || !*title || (folder->released && !fans))
        return false;
    while (at < end && *title) {
        if (strchr(separators, *at))
            at++;
        else if (strchr(separators, *title))
            title++;
        else if ((*at | 0x20) == (*title | 0x20))
            at++, title++;
        else
            break;
    }
    if (*title && at != name)
        return false;
    if (!*title && (at == end || !strchr(separators, *at)))
        return false;
    while (at < end && strchr(separators, *at))
        at++;
    while (at + digits < end && at[digits] >= '0' && at[digits] <= '9')
        digits++;
    if (at == name)
        return digits == 2 && digits == length && !folder->year;
    return digits >= 2 && digits <= 3;
}

static bool is_season_level(const struct level *level)
{
    return level->read && name_level_only_season(&level->reading);
}

/* Returns whether `below` is a season's folder ("Season 2") directly in folder i of the path. */
static bool is_season_of(const struct level *below, size_t i)
{
    return is_season_level(below) && below->above + 1 == i && !*below->reading.title;
}

/* Returns whether folder i is directly between a folder of shows and a season's folder, and
 * therefore a show's: TV/Specials/Season 2. */
static bool is_show_between(const struct level *below, const struct path *path, const char *text,
                            size_t i)
{
    const struct rule_span *part = path->part;

    return i + 1 < path->count && is_season_of(below, i) &&
           !name_path_of_shows(text + part[i].at, part[i].len) &&
           name_path_of_shows(text + part[i + 1].at, part[i + 1].len);
}

/* Returns whether the reading has exactly one episode, from a bare number: Ward 313. */
static bool is_lone_episode(const struct reading *r)
{
    return !r->sure && r->episodes.count == 1 && !r->date_year &&
           r->episodes.run[0].first == r->episodes.run[0].last;
}

/* Returns whether the folder's name is not a title because the folder is a place (place.c). A
 * mounted disk's name is a title if it has a year, an id, a season or release tags, or if the disk
 * contains a season's folder. */
static bool is_only_place(const struct level *level, const struct level *below, enum place place)
{
    const struct reading *r = &level->reading;

    if (place == PLACE_MOUNT)
        return !r->year && !name_folder_has_ids(&r->details) && !r->released &&
               !is_season_level(below) && !r->marked;
    return place == PLACE_USER;
}

void name_level_read_title(struct level *level, const char *name, size_t length)
{
    static const struct context plain = {.plain = true};

    name_level_read(level, &plain, name, length, false);
}

/* Returns whether the name is one that people or manufacturers give to disks. */
static bool is_disk(const struct text *text)
{
    static const char words[] =
        "|usb|wd|elements|passport|seagate|expansion|drive|toshiba|samsung|sandisk|kingston|"
        "intenso|lacie|maxtor|disk|disc|extern|external|externe|ext|portable|verbatim|transcend|"
        "ssd|hdd|hd|nas|stick|data|backup|volume|new|neu|my|media|video|videos|";

    for (size_t i = 0; i < text->count; i++) {
        const struct name_token *t = &text->token[i];
        char bar[16] = "|";
        size_t length = t->end - t->start;

        if (t->shape & (SHAPE_DIGITS | SHAPE_DIGIT_FIRST | SHAPE_LETTERS_DIGIT))
            return true;
        for (size_t k = 0; k < length && k + 3 < sizeof bar; k++)
            bar[k + 1] = (char)(text->at[t->start + k] | 0x20), bar[k + 2] = '|', bar[k + 3] = 0;
        if (length + 3 < sizeof bar && strstr(words, bar))
            return true;
    }
    return !text->count || text->at[0] < 'A' || text->at[0] > 'Z' || !text->at[1] ||
           (text->count == 1 && text->at[1] < 'a');
}

/* Reads folder i into the level. Returns false if the folder's name is not a title (is_only_place).
 */
static bool read_folder(struct levels *levels, struct level *level, const struct path *path,
                        const char *text, size_t i)
{
    const char *name = text + path->part[i].at;
    size_t length = path->part[i].len;
    struct context lone = {.video = path->video && begins_alike(path, text, i)};

    lone.plain = name_path_folder(name, length) != FOLDER_OTHER;
    name_level_read(level, &lone, name, length, false);
    if (is_season_of(level - 1, i) && is_lone_episode(&level->reading))
        name_level_read_title(level, name, length);
    enum place place = name_place(text, path->part[i].at + length);

    if (is_only_place(level, level - 1, place)) {
        if (place == PLACE_MOUNT && !*levels->mount && !is_disk(&level->text))
            memcpy(levels->mount, level->reading.title, strlen(level->reading.title) + 1);
        return false;
    }
    name_folder_country(&level->reading);
    levels->context.season |= name_level_only_season(&level->reading);
    if (i == 1)
        levels->known.numbers = (size_t)(level - levels->level);
    levels->context.show |= many_episodes(&level->reading);
    return true;
}

static void read_folders(struct levels *levels, const struct path *path, const char *text)
{
    levels->count = 1;
    levels->library = levels->sorted = false;
    levels->mount[0] = '\0';
    levels->known.numbers = 0;
    for (size_t i = 1; i < path->count; i++) {
        const char *name = text + path->part[i].at;
        size_t length = path->part[i].len;
        struct level *level = &levels->level[levels->count];

        level->kind = name_path_folder(name, length);
        if (is_show_between(level - 1, path, text, i))
            level->kind = FOLDER_OTHER;
        levels->library = level->kind != FOLDER_OTHER && name_path_of_shows(name, length);
        levels->context.show |= levels->library;
        levels->sorted =
            levels->library || (level->kind != FOLDER_OTHER && name_path_of_films(name, length));
        if (levels->sorted)
            break; /* folders above this folder have no information */
        levels->context.season |= level->kind == FOLDER_SPECIALS;
        if (level->kind == FOLDER_GENERIC)
            continue;
        level->read = false;
        level->above = i;
        if (level->kind == FOLDER_OTHER && !read_folder(levels, level, path, text, i))
            continue;
        levels->count++;
    }
}

/* Returns the properties of a file's name that affect how its folders are read, as bits. Bit 0: the
 * name has a video extension. Bit i: begins_alike is true for folder i. */
static unsigned alike_of(const struct path *path, const char *text)
{
    unsigned alike = path->video;

    for (size_t i = 1; path->video && i < path->count; i++)
        alike |= (unsigned)begins_alike(path, text, i) << i;
    return alike;
}

static bool same_parts(const struct path *one, const struct path *other)
{
    if (one->count != other->count)
        return false;
    for (size_t i = 1; i < one->count; i++)
        if (one->part[i].at != other->part[i].at || one->part[i].len != other->part[i].len)
            return false;
    return true;
}

static bool is_known(const struct known_folders *known, const struct path *path, const char *text,
                     unsigned alike)
{
    return known->length && path->count && known->length == path->part[0].at &&
           known->alike == alike && same_parts(&known->path, path) &&
           memcmp(known->text, text, known->length) == 0;
}

static void remember(struct levels *levels, const struct path *path, const char *text,
                     unsigned alike)
{
    struct known_folders *known = &levels->known;

    known->length =
        path->count > 1 && path->part[0].at <= sizeof known->text ? path->part[0].at : 0;
    memcpy(known->text, text, known->length);
    known->path = *path;
    known->alike = alike;
    known->context = levels->context;
}

void name_level_forget(struct levels *levels)
{
    levels->known.length = 0;
}

void name_level_read_folders(struct levels *levels, const struct path *path, const char *text)
{
    unsigned alike = alike_of(path, text);

    levels->level[0].read = false;
    if (is_known(&levels->known, path, text, alike)) {
        levels->context = levels->known.context;
    } else {
        read_folders(levels, path, text);
        remember(levels, path, text, alike);
    }
    const struct level *numbers = &levels->level[levels->known.numbers];
    if (levels->known.numbers)
        levels->context.numbered = is_numbered(&numbers->reading, numbers->text.group_first,
                                               text + path->part[0].at, path->part[0].len);
}

bool name_level_has_title(const struct level *level)
{
    return level->read && *level->reading.title && !level->reading.follows;
}
