/* Reads a path as a media object. The level that gives the most information (see level.h) is the
 * speaker, usually the file; the other levels fill its gaps. */
#include "parse/name.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "parse/level.h"

static bool same_numbers(const struct reading *one, const struct reading *other)
{
    return one->episodes.count && other->episodes.count && one->seasons.count &&
           other->seasons.count && one->seasons.run[0].first == other->seasons.run[0].first &&
           one->episodes.run[0].first == other->episodes.run[0].first;
}

/* Returns whether a folder's name has more information than the file's name, such as abc.mkv or
 * aaf-mb.s08e16. */
static bool folder_speaks(const struct level *file, const struct level *folder)
{
    const struct reading *f = &file->reading, *r = &folder->reading;

    if (!name_level_has_title(folder))
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

/* For explanations: how a folder was read, and why, by its kind. */
/* clang-format off */
static const struct {
    const char *as, *why;
} folders[] = {
    [FOLDER_OTHER]    = {"dropped", "a machine-made name"},
    [FOLDER_GENERIC]  = {"dropped", "a folder for sorting"},
    [FOLDER_SPECIALS] = {"season",  "a folder of specials: season 0"},
    [FOLDER_EXTRAS]   = {"extra",   "a folder of extras"},
    [FOLDER_DISC]     = {"dropped", "a folder of a disc"},
};
/* clang-format on */

/* Returns a list of the pieces of the path and how each was read, the file first. The caller owns
 * the list. */
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
            name_explain_part(list, i, part, length, "dropped",
                              "the name of its folder is more complete");
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

/* Returns whether the folders give the title of a file whose own name is not a title. */
static bool folders_give_title(const struct levels *levels, const struct level *speaker,
                               const struct untitled *untitled)
{
    const struct reading *r = &speaker->reading;

    if (untitled->unless & UNTITLED_UNLESS_SHOW && (levels->context.show || levels->context.season))
        return true;
    for (size_t i = 1; i < levels->count && untitled->unless & UNTITLED_UNLESS_SHOW; i++)
        if (name_level_has_title(&levels->level[i]) && levels->level[i].reading.year)
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

/* Returns whether the file's name was not read, and folder i, in the show's folder, has the
 * episode: Show/S01E02.The_Kite/2014-03-11.22.30.50-0.rec/00001.ts. */
static bool is_of_episode(const struct levels *levels, size_t i)
{
    const struct level *level = levels->level;

    return !level[0].read && level[i].read && level[i].reading.sure && i + 1 < levels->count &&
           name_level_has_title(&level[i + 1]);
}

/* Returns the speaker: the file's level, or that of a folder with more information. The level is
 * borrowed. */
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
        name_level_read_title(folder, text + part[1].at, part[1].len);
        return folder;
    }
    for (size_t i = 1, asked = 0; i < levels->count && asked < 2; i++) {
        asked += levels->level[i].read;
        if (folder_speaks(file, &levels->level[i]) || is_of_episode(levels, i))
            return &levels->level[i];
    }
    return file;
}

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

/* Returns whether the last token of the name is a tag. A number after a tag is not an episode. */
static bool ends_in_tag(const struct text *text)
{
    return text->count && text->token[text->count - 1].tag;
}

/* Removes the suffix of a copy, such as " (1)", from the file's name, but only if the rest has an
 * episode or a year, ends with a tag, or is not a title. The number in "Paper Moons (2)" is an
 * episode's. */
static void cut_copy(struct levels *levels, struct path *path, const char *name)
{
    struct level *file = &levels->level[0];
    const struct reading *r = &file->reading;
    size_t length = path->part[0].len, shorter = name_path_without_copy(name, length);
    struct untitled untitled;

    if (shorter == length || name_untitled(name, length, &untitled))
        return;
    if (!name_untitled(name, shorter, &untitled) && !name_path_meaningless(name, shorter)) {
        name_level_read(file, &levels->context, name, shorter, true);
        if (!r->episodes.count && !r->year && !r->date_year && !ends_in_tag(&file->text))
            return;
    }
    levels->copy = length - shorter;
    path->part[0].len = shorter;
}

/* Called if a folder has a title. Sets the kind of extra if the file's name has a word for an
 * extra: Heat (1995)/Trailer.mkv, Heat.1995-GRP/grp-heat-sample.mkv. A word that is the folder's
 * title is not an extra: Interview (2007)/Interview.mkv. */
static void take_extra(struct reading *r, const struct level *file)
{
    const char **extra = &r->details.value[WORD_EXTRA];

    if (*extra || !file->read)
        return;
    *extra = name_tag_only_extras(&file->text);
    if (!*extra && (r != &file->reading || r->marked))
        *extra = name_tag_joined_extra(&file->text);
    if (*extra && strlen(r->title) == file->text.length &&
        name_word_same(r->title, file->text.at, file->text.length))
        *extra = NULL;
}

/* Called if no folder has a title. Sets the kind of extra if the file's whole name is a word for an
 * extra that is not the title of a well-known film: /downloads/sample.mkv. */
static void take_lone_extra(struct reading *r, const struct level *file)
{
    const char *extra = r == &file->reading && !r->year ? name_tag_only_extras(&file->text) : NULL;

    if (extra && (strcmp(extra, "sample") == 0 || strcmp(extra, "trailer") == 0))
        r->details.value[WORD_EXTRA] = extra;
}

static json_t *media_of(const char *path_text, bool explained)
{
    static struct levels levels; /* too large for the stack, and slow to allocate for each path */
    struct path path;
    struct level *file = &levels.level[0], *speaker;
    struct untitled untitled;
    const char *name;
    size_t length;
    json_t *media;
    bool titled;

    name_path_split(&path, path_text);
    levels.context = (struct context){.video = path.video};
    name_level_read_folders(&levels, &path, path_text);
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
        name_level_read(file, &levels.context, name, length, true);
    speaker = choose_speaker(&levels, &path, path_text);
    if (speaker != file)
        name_level_forget(&levels);
    if (!titled && !folders_give_title(&levels, speaker, &untitled))
        return media_of_untitled(name, length + levels.copy, &untitled, explained);
    if (!speaker->read)
        name_level_read(file, &levels.context, name, length, true);
    if (!titled && speaker == file)
        file->reading.title[0] = '\0'; /* a recorder's number is not a title: 1021_20190704101500 */
    if (name_fill_in(&speaker->reading, &levels)) {
        take_extra(&speaker->reading, file);
    } else {
        name_fill_split_title(&speaker->reading);
        take_lone_extra(&speaker->reading, file);
    }
    name_fill_type(&speaker->reading, &levels);
    if (!*speaker->reading.title && speaker->reading.episodes.count)
        memcpy(speaker->reading.title, levels.mount, strlen(levels.mount) + 1);
    if (!*speaker->reading.title) {
        name_plain_bare(speaker->reading.title, name, length);
        speaker->reading.others.count = 0;
    }
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

void name_list_rules(struct buf *out, size_t room)
{
    name_explain_rules(out, room);
}

void name_release(void)
{
    rule_release(&name_tag_rules);
    rule_release(&name_mark_rules);
    rule_release(&name_untitled_rules);
}
