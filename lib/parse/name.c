/* Reads a path as a media object: the file name speaks first, and the folders fill in what it
 * leaves out. */
#include "parse/name.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "parse/parts.h"

/* One path component with all that is known of it. */
struct level {
    enum folder kind;
    bool read;
    char copy[NAME_LENGTH_MAX + 1]; /* what is read, in plain characters */
    struct text text;
    struct reading reading;
    struct name_trace trace;
    size_t above; /* the file */
};

/* The file is level[0]; above it only the folders that may say something. */
struct levels {
    struct level level[PATH_DEPTH + 1];
    size_t count;
    bool library; /* a folder of shows, such as TV, is above */
    size_t copy;  /* the bytes of the mark of a copy, which follow the file's name */
    bool sorted;  /* a folder of shows or of films is above */
    struct context context;
};

/* The length without the last character when that may have been cut in two. */
static size_t whole_characters(const char *text, size_t length)
{
    if (length < NAME_LENGTH_MAX)
        return length;
    while (length && (text[length - 1] & 0xc0) == 0x80)
        length--;
    return length && text[length - 1] & 0x80 ? length - 1 : length;
}

/* Returns whether the three bytes at `in` are a character that is invisible and only tells how to
 * lay out text: zero-width spaces, marks and overrides of direction, the BOM (Unicode's category
 * Cf). Joiners, which shape letters and emoji, are not. */
static bool is_invisible(const char *in, size_t left)
{
    const unsigned char *u = (const unsigned char *)in;

    if (u[0] < 0xe2 || left < 3)
        return false;
    if (u[0] == 0xe2 && u[1] == 0x80) /* U+200B, U+200E, U+200F, U+202A to U+202E */
        return u[2] == 0x8b || u[2] == 0x8e || u[2] == 0x8f || (u[2] >= 0xaa && u[2] <= 0xae);
    if (u[0] == 0xe2 && u[1] == 0x81) /* U+2060, U+2066 to U+2069 */
        return u[2] == 0xa0 || (u[2] >= 0xa6 && u[2] <= 0xa9);
    return u[0] == 0xef && u[1] == 0xbb && u[2] == 0xbf; /* U+FEFF */
}

/* The full-width forms of ASCII (U+FF01 to U+FF5E) and the brackets of CJK as ASCII, so that one
 * set of rules reads both, and without invisible characters. Cut to what fits, on a character. */
static size_t copy_plain(char *out, const char *in, size_t length)
{
    size_t n = 0;

    for (size_t i = 0; i < length && n < NAME_LENGTH_MAX; i++) {
        unsigned char a = (unsigned char)in[i], b = 0, c = 0;

        if (a >= 0xe3 && i + 2 < length)
            b = (unsigned char)in[i + 1], c = (unsigned char)in[i + 2];
        if (is_invisible(in + i, length - i))
            i += 2;
        else if (a == 0xef && (b == 0xbc || (b == 0xbd && c <= 0x9e)))
            out[n++] = (char)(b == 0xbc ? c - 0x60 : c - 0x20), i += 2;
        else if (a == 0xe3 && b == 0x80 && (c == 0x80 || (c >= 0x88 && c <= 0x91)))
            out[n++] = c == 0x80 ? ' ' : c & 1 ? ']' : '[', i += 2;
        else
            out[n++] = in[i];
    }
    n = whole_characters(out, n);
    out[n] = '\0';
    return n;
}

static void reverse(char *text, size_t length)
{
    for (size_t i = 0; i < length / 2; i++) {
        char c = text[i];

        text[i] = text[length - 1 - i];
        text[length - 1 - i] = c;
    }
}

static void read_level(struct level *level, const struct context *context, const char *name,
                       size_t length, bool file)
{
    size_t n = copy_plain(level->copy, name, length);

    level->read = true;
    name_token_cut(&level->text, level->copy, n);
    if (file && name_path_backwards(level->copy, n)) {
        reverse(level->copy, n);
        name_token_cut(&level->text, level->copy, n);
    }
    name_read(&level->text, context, &level->reading, &level->trace);
}

static const char separators[] = " ._-";

static bool only_season(const struct reading *r)
{
    return r->seasons.count == 1 && r->seasons.run[0].first == r->seasons.run[0].last &&
           !r->episodes.count;
}

/* Whether it is a batch: "Show 01-26". */
static bool many_episodes(const struct reading *r)
{
    return r->episodes.count && r->episodes.run[0].last > r->episodes.run[0].first + 1;
}

/* Whether the file has the name of folder i: then that is a film's, and no season's. */
static bool begins_alike(const struct path *path, const char *text, size_t i)
{
    size_t a = path->part[0].len, b = path->part[i].len, shorter = a < b ? a : b;

    return shorter > 4 &&
           strncasecmp(text + path->part[0].at, text + path->part[i].at, shorter) == 0;
}

/* Whether the file is named as its folder and a number of two digits or three: Grey Harbor/Grey
 * Harbor 12.avi; or only such a number, of two digits, in a folder without a year. The folder of a
 * release is a film's, unless its name begins with [Group], as those of fans do. */
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
    return level->read && only_season(&level->reading);
}

/* Whether the level is a season's folder right below folder i of the path: Season 2. */
static bool is_season_of(const struct level *below, size_t i)
{
    return is_season_level(below) && below->above + 1 == i && !*below->reading.title;
}

/* Whether folder i stands between a folder of shows and a season's, so that it is a show whatever
 * its word: TV/Specials/Season 2. */
static bool is_show_between(const struct level *below, const struct path *path, const char *text,
                            size_t i)
{
    const struct rule_span *part = path->part;

    return i + 1 < path->count && is_season_of(below, i) &&
           !name_path_of_shows(text + part[i].at, part[i].len) &&
           name_path_of_shows(text + part[i + 1].at, part[i + 1].len);
}

/* Whether it tells one episode by a bare number: Ward 313. */
static bool is_lone_episode(const struct reading *r)
{
    return !r->sure && r->episodes.count == 1 && !r->date_year &&
           r->episodes.run[0].first == r->episodes.run[0].last;
}

/* Whether the folder, read as a level, is a place and no title: a home never is a title, a mount
 * only with a year, an id, or a season's folder in it. */
static bool is_only_place(const struct level *level, const struct level *below, enum place place)
{
    const struct reading *r = &level->reading;

    if (place == PLACE_MOUNT)
        return !r->year && !name_folder_has_ids(&r->details) && !r->released &&
               !is_season_level(below) && !r->marked;
    return place == PLACE_USER;
}

/* How to read what is surely a title. */
static const struct context plain = {.plain = true};

/* Reads the folders that may say something, from the file upwards. */
static void read_folders(struct levels *levels, const struct path *path, const char *text)
{
    levels->count = 1;
    levels->library = levels->sorted = false;
    levels->level[0].read = false;
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
            break; /* what is above only says where the library is */
        levels->context.season |= level->kind == FOLDER_SPECIALS;
        if (level->kind == FOLDER_GENERIC)
            continue;
        level->read = false;
        level->above = i;
        if (level->kind == FOLDER_OTHER) {
            struct context lone = {.video = path->video && begins_alike(path, text, i)};

            lone.plain = name_path_folder(name, length) != FOLDER_OTHER;
            read_level(level, &lone, name, length, false);
            if (is_season_of(level - 1, i) && is_lone_episode(&level->reading))
                read_level(level, &plain, name, length, false);
            if (is_only_place(level, level - 1, name_place(text, path->part[i].at + length)))
                continue;
            name_folder_country(&level->reading);
            levels->context.season |= only_season(&level->reading);
            if (i == 1)
                levels->context.numbered = is_numbered(&level->reading, level->text.group_first,
                                                       text + path->part[0].at, path->part[0].len);
            levels->context.show |= many_episodes(&level->reading);
        }
        levels->count++;
    }
}

static bool has_title(const struct level *level)
{
    return level->read && *level->reading.title && !level->reading.follows;
}

static bool same_numbers(const struct reading *one, const struct reading *other)
{
    return one->episodes.count && other->episodes.count && one->seasons.count &&
           other->seasons.count && one->seasons.run[0].first == other->seasons.run[0].first &&
           one->episodes.run[0].first == other->episodes.run[0].first;
}

/* Whether the folder, a release's own, says more than the file in it: abc.mkv, aaf-mb.s08e16. */
static bool folder_speaks(const struct level *file, const struct level *folder)
{
    const struct reading *f = &file->reading, *r = &folder->reading;

    if (!has_title(folder))
        return false;
    if (!file->read)
        return true;
    if (!f->sure && (r->sure || (r->date_year && r->released && !f->marked && !f->released)))
        return true;
    if (!f->marked && !f->year && r->released && !r->marked)
        return !f->released || !strchr(f->title, ' ');
    return r->released && same_numbers(f, r) && !strchr(f->title, ' ') && strchr(f->title, '-') &&
           strlen(f->title) <= strlen(r->title);
}

/* The folder's season; in season 4's folder 401 is 4x01. */
static void take_season(struct reading *r, int season)
{
    struct run *run = r->episodes.run;

    name_numbers_add(&r->seasons, season, season);
    r->marked = true;
    if (r->episodes.count == 1 && season && run->first / 100 == season &&
        run->last / 100 == season) {
        run->first %= 100;
        run->last %= 100;
    }
}

/* "Grey Harbor - The Pier" after the number, in a name that has no title before it: the first is
 * the show's title. */
static void split_title(struct reading *r)
{
    char *dash = strstr(r->title, " - ");

    if (!r->follows || !r->marked || !r->episodes.count || !dash || *r->details.episode_title)
        return;
    memcpy(r->details.episode_title, dash + 3, strlen(dash + 3) + 1);
    *dash = '\0';
}

static void copy_titles(struct titles *to, const struct titles *from)
{
    to->count = from->count;
    for (size_t i = 0; i < from->count; i++)
        memcpy(to->at[i], from->at[i], strlen(from->at[i]) + 1);
}

/* Whether folder i is a year that stands for a season, or that sorts: the file tells the same year,
 * or the show's folder is above it. With a season's folder in it the year is a title: 1923. */
static bool is_season_year(const struct levels *levels, size_t i, const struct reading *r)
{
    const struct level *level = &levels->level[i];
    int year = level->read && level->text.count == 1 ? name_token_year(&level->text, 0) : 0;

    return year && r->marked &&
           ((i + 1 < levels->count && has_title(level + 1)) || r->date_year == year ||
            (r->seasons.count && r->seasons.run[0].first == year));
}

/* Takes the title of the folder when the file has none, or a worse one; and with the same title
 * what else it tells. */
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

/* The date of a recording, whose folder has no title: Harbour_Lights/2014-03-11.22.30.50-0.rec. */
static void take_recording(struct reading *r, const struct reading *above)
{
    if (r->date_year || r->episodes.count || r->seasons.count || !above->recorded || *above->title)
        return;
    r->marked = r->recorded = true;
    r->date_year = above->date_year;
    r->date_month = above->date_month;
    r->date_day = above->date_day;
}

/* What a folder tells by its kind, and of the season. */
static void take_kind(struct reading *r, const struct level *level)
{
    if (level->kind == FOLDER_SPECIALS && !r->seasons.count)
        name_numbers_add(&r->seasons, 0, 0), r->marked = true;
    if (level->read)
        take_recording(r, &level->reading);
    if (level->kind == FOLDER_EXTRAS && !r->details.value[WORD_EXTRA])
        r->details.value[WORD_EXTRA] = "extras";
    if (level->read && !r->seasons.count && only_season(&level->reading) &&
        !(r->date_year && level->reading.seasons.run[0].first == r->date_year))
        take_season(r, level->reading.seasons.run[0].first);
}

/* Whether the number of a file in a folder of extras is only its place among them: Heat
 * (1995)/Extras/01 - Making Of.mkv. */
static bool is_numbered_extra(const struct reading *r, const struct levels *levels)
{
    const struct level *film = &levels->level[2];

    return levels->count > 2 && levels->level[1].kind == FOLDER_EXTRAS && !levels->context.show &&
           !levels->context.season && r->episodes.count && !r->seasons.count && !r->date_year &&
           has_title(film) && film->reading.year && !film->reading.marked;
}

/* What the levels above add to the file's reading. Returns whether one of them has a title. */
static bool fill_in(struct reading *r, const struct levels *levels)
{
    bool titled, found = false, in_season = false;

    if (is_numbered_extra(r, levels))
        r->episodes.count = 0, r->marked = false;
    if (levels->context.season && !r->marked && !r->year && !r->released)
        r->follows = true; /* Season 1/Pilot.mkv */
    if (levels->count > 2 && !r->marked && !r->year &&
        (levels->level[1].kind == FOLDER_EXTRAS || levels->level[1].kind == FOLDER_DISC))
        r->follows = true; /* Heat (1995)/Extras/Deleted Scenes.mkv, Heat (1995)/CD1/ht.avi */
    titled = *r->title && !r->follows;
    for (size_t i = 1; i < levels->count; i++) {
        const struct level *level = &levels->level[i];

        take_kind(r, level);
        if (!in_season && is_season_year(levels, i, r)) {
            if (r->episodes.count && !r->seasons.count && !r->date_year)
                take_season(r, name_token_year(&level->text, 0));
            in_season = true;
        } else if (has_title(level)) {
            found = true;
            take_title(r, &level->reading, &titled, in_season);
        }
        in_season |=
            level->kind == FOLDER_SPECIALS || (level->read && only_season(&level->reading));
    }
    return found;
}

/* The bare name, for a title when there is nothing better. The name has a visible character. */
static void bare_title(struct reading *r, const char *name, size_t length)
{
    size_t n = 0;

    for (size_t i = 0; i < length && n < NAME_LENGTH_MAX; i++) {
        if (is_invisible(name + i, length - i))
            i += 2;
        else if ((unsigned char)name[i] > ' ' || (n && name[i] == ' '))
            r->title[n++] = name[i];
    }
    n = whole_characters(r->title, n);
    while (n && r->title[n - 1] == ' ')
        n--;
    r->title[n] = '\0';
    r->others.count = 0;
}

/* What a folder was taken for, and why. */
/* clang-format off */
static const struct {
    const char *as, *why;
} folders[] = {
    [FOLDER_OTHER]    = {"dropped", "a name that a machine made"},
    [FOLDER_GENERIC]  = {"dropped", "a folder that only sorts"},
    [FOLDER_SPECIALS] = {"season",  "a folder of specials: season 0"},
    [FOLDER_EXTRAS]   = {"extra",   "a folder of extras"},
    [FOLDER_DISC]     = {"dropped", "a folder of a disc"},
};
/* clang-format on */

/* What became of each part of the path, the file first. New. */
static json_t *explain(const char *text, const struct path *path, const struct levels *levels,
                       const struct level *speaker)
{
    json_t *list = json_array();
    const struct level *level = levels->level;

    for (size_t i = 0; i < path->count; i++) {
        const char *part = text + path->part[i].at;
        size_t length = path->part[i].len;

        if (level == levels->level + levels->count || level->above != i)
            name_explain_part(list, i, part, length, folders[FOLDER_GENERIC].as,
                              folders[FOLDER_GENERIC].why);
        else if (level < speaker)
            name_explain_part(list, i, part, length, "dropped", "its folder says more");
        else if (level->read)
            name_explain_reading(list, i, &level->text, &level->trace, &level->reading.details);
        else
            name_explain_part(list, i, part, length, folders[level->kind].as,
                              folders[level->kind].why);
        level += level < levels->level + levels->count && level->above == i;
        if (i == 0 && levels->copy)
            name_explain_part(list, i, part + length, levels->copy, "dropped",
                              "the mark of a copy");
    }
    return list;
}

/* Without season, episode and date, a folder of shows makes a show of what has a folder of its own
 * in it; but that is a guess. */
static void tell_type(struct reading *r, const struct levels *levels)
{
    r->doubtful = r->recorded && !r->seasons.count && !r->episodes.count;
    if (r->marked || !levels->context.show)
        return;
    r->doubtful = levels->library;
    r->marked = levels->count > 1 && !r->year;
}

/* Whether the folders, the speaker among them or not, tell the title of a name that is none. */
static bool folders_tell(const struct levels *levels, const struct level *speaker,
                         const struct untitled *untitled)
{
    const struct reading *r = &speaker->reading;

    if (untitled->unless & UNTITLED_UNLESS_SHOW && (levels->context.show || levels->context.season))
        return true;
    for (size_t i = 1; i < levels->count && untitled->unless & UNTITLED_UNLESS_SHOW; i++)
        if (has_title(&levels->level[i]) && levels->level[i].reading.year)
            return true; /* Harbour Lights (2015)/2015-05-06.mkv */
    if (speaker == levels->level)
        return false;
    if (levels->context.season)
        return true;
    if (untitled->unless & UNTITLED_UNLESS_LIBRARY && levels->sorted)
        return true;
    for (size_t i = 1; i < levels->count && untitled->unless & UNTITLED_UNLESS_RELEASE; i++)
        if (levels->level[i].read && levels->level[i].reading.recorded)
            return true; /* Harbour_Lights/2014-03-11.22.30.50-0.rec/00001.ts */
    return untitled->unless & UNTITLED_UNLESS_RELEASE &&
           (r->released || r->year || r->marked || name_folder_has_ids(&r->details));
}

/* Returns the level whose reading counts: the file's, or that of a folder that says more. */
static struct level *choose_speaker(struct levels *levels, const struct path *path,
                                    const char *text)
{
    struct level *file = &levels->level[0], *folder = &levels->level[1];
    const struct rule_span *part = path->part;

    if (levels->count > 1 && folder->read && folder->above == 1 && file->read &&
        !levels->context.show && !levels->context.season &&
        (file->reading.marked || file->reading.year) &&
        !(file->reading.sure && *file->reading.title) && !file->reading.date_year &&
        name_folder_of_film(text + part[0].at, part[0].len, text + part[1].at, part[1].len)) {
        read_level(folder, &plain, text + part[1].at, part[1].len, false);
        return folder;
    }
    for (size_t i = 1, asked = 0; i < levels->count && asked < 2; i++) {
        asked += levels->level[i].read;
        if (folder_speaks(file, &levels->level[i]))
            return &levels->level[i];
    }
    return file;
}

/* The media object of a file whose name is no title. New. */
static json_t *media_of_untitled(const char *name, size_t length, const struct untitled *untitled,
                                 bool explained)
{
    json_t *media = name_untitled_json(untitled), *list;

    if (explained) {
        list = json_array();
        name_explain_untitled(list, name, length, untitled);
        json_object_set_new_nocheck(media, "explain", list);
    }
    return media;
}

/* Whether the last token of the name is a tag: no episode stands after it. */
static bool ends_in_tag(const struct text *text)
{
    return text->count && text->token[text->count - 1].tag;
}

/* Takes the mark of a copy off the file's name, when the rest tells an episode or a year, ends in a
 * tag, or is a name that is no title: the number of "Paper Moons (2)" is an episode's. */
static void cut_copy(struct levels *levels, struct path *path, const char *name)
{
    struct level *file = &levels->level[0];
    const struct reading *r = &file->reading;
    size_t length = path->part[0].len, shorter = name_path_without_copy(name, length);
    struct untitled untitled;

    if (shorter == length || name_untitled(name, length, &untitled))
        return;
    if (!name_untitled(name, shorter, &untitled) && !name_path_meaningless(name, shorter)) {
        read_level(file, &levels->context, name, shorter, true);
        if (!r->episodes.count && !r->year && !r->date_year && !ends_in_tag(&file->text))
            return;
    }
    levels->copy = length - shorter;
    path->part[0].len = shorter;
}

static json_t *media_of(const char *path_text, bool explained)
{
    static struct levels levels; /* too much for the stack, and asking for it anew takes time */
    struct path path;
    struct level *file = &levels.level[0], *speaker;
    struct untitled untitled;
    const char *name;
    size_t length;
    json_t *media;
    bool titled;

    name_path_split(&path, path_text);
    levels.context = (struct context){.video = path.video};
    read_folders(&levels, &path, path_text);
    name = path.count ? path_text + path.part[0].at : "";
    levels.copy = 0;
    if (path.count)
        cut_copy(&levels, &path, name);
    length = path.count ? path.part[0].len : 0;
    file->read = false;
    file->kind = FOLDER_OTHER;
    file->above = 0;
    titled = !name_untitled(name, length, &untitled);
    if (levels.count == 1 || !(name_path_meaningless(name, length) ||
                               (!titled && untitled.unless & ~(unsigned)UNTITLED_UNLESS_SHOW)))
        read_level(file, &levels.context, name, length, true);
    speaker = choose_speaker(&levels, &path, path_text);
    if (!titled && !folders_tell(&levels, speaker, &untitled))
        return media_of_untitled(name, length + levels.copy, &untitled, explained);
    if (!speaker->read)
        read_level(file, &levels.context, name, length, true);
    if (!fill_in(&speaker->reading, &levels))
        split_title(&speaker->reading);
    tell_type(&speaker->reading, &levels);
    if (!*speaker->reading.title)
        bare_title(&speaker->reading, name, length);
    media = name_reading_json(&speaker->reading);
    if (explained)
        json_object_set_new_nocheck(media, "explain", explain(path_text, &path, &levels, speaker));
    return media;
}

static json_t *media_of_any(const char *path, bool explained)
{
    size_t length = strlen(path);
    struct buf repaired = BUF_INIT((size_t)-1 / 4), composed = BUF_INIT((size_t)-1 / 4);
    json_t *media;

    if (!text_is_utf8(path, length)) {
        text_repair(&repaired, path, length);
        path = buf_text(&repaired);
    }
    media = media_of(name_plain(&composed, path), explained);
    buf_release(&composed);
    buf_release(&repaired);
    return media;
}

json_t *name_media(const char *path)
{
    return media_of_any(path, false);
}

json_t *name_explained(const char *path)
{
    return media_of_any(path, true);
}

void name_list_rules(struct buf *out)
{
    name_explain_rules(out);
}

void name_release(void)
{
    rule_release(&name_tag_rules);
    rule_release(&name_mark_rules);
    rule_release(&name_untitled_rules);
}
