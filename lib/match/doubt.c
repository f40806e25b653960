/* Finds doubts about a title or a match in the record of one file. */
#include "match/doubt.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "match/parts.h"
#include "rank/word.h"

const char *const doubt_words[] = {"untitled", "bare", "runtime", "type", "private"};

enum {
    FOLDERS = 2,             /* number of folders above the file that are compared with the title */
    SHORTEST_S = 5 * 60,     /* minimum length of a file with a bare name */
    LONGEST_S = 366 * 86400, /* a greater length is ignored as implausible */
    LEAST_PERCENT = 60,      /* minimum percentage of Trakt's running time */
    MOST_PERCENT = 180,
    LEAST_OF_CUT_PERCENT = 40, /* the minimum if the name has an edition */
    MOST_OF_CUT_PERCENT = 300,
};

/* Names of folders for files of all kinds, folded (text_fold). A file's title in this list is not a
 * real title. */
static const char *const places[] = {
    "backup",         "backups",
    "camera",         "camera roll",
    "camera uploads", "captures",
    "clip",           "clips",
    "dcim",           "desktop",
    "documents",      "download",
    "downloads",      "dump",
    "files",          "home movies",
    "home video",     "home videos",
    "import",         "imports",
    "inbox",          "incoming",
    "misc",           "movies",
    "my videos",      "new folder",
    "phone",          "photos",
    "pictures",       "recordings",
    "recycle bin",    "screen recordings",
    "sd card",        "stuff",
    "temp",           "tmp",
    "to sort",        "torrents",
    "trash",          "unsorted",
    "uploads",        "usb",
    "video",          "videos",
    "whatsapp",       "whatsapp video",
};

/* Names of folders of private recordings, folded. */
static const char *const private_folders[] = {
    "camera",
    "camera roll",
    "camera uploads",
    "captures",
    "dcim",
    "drone",
    "eigene videos",
    "family videos",
    "fotos",
    "gopro",
    "handy",
    "heimvideos",
    "home movies",
    "home video",
    "home videos",
    "imovie",
    "imovie library",
    "iphone",
    "iphone videos",
    "kamera",
    "my videos",
    "phone",
    "photo booth",
    "photo library",
    "photos",
    "photos library",
    "pictures",
    "private videos",
    "screen captures",
    "screen recordings",
    "screenrecordings",
    "telegram video",
    "telegram videos",
    "videos personales",
    "whatsapp",
    "whatsapp video",
    "whatsapp videos",
};

/* Words in the names of folders of private recordings. They do not count below a folder of films:
 * "Movies/Family". */
static const char *const private_words[] = {
    "birthday", "birthdays", "familie",   "family",   "famille",   "geburtstag", "hochzeit",
    "holiday",  "holidays",  "honeymoon", "mariage",  "personal",  "private",    "trip",
    "trips",    "urlaub",    "vacances",  "vacation", "vacations", "wedding",    "weddings",
};

/* Words in the names of folders of films and shows. */
static const char *const film_words[] = {
    "cinema", "film", "films", "filme", "kino", "movie", "movies", "series", "shows", "tv",
};

/* Keys of media. A file with one of them is a film or an episode, not a home video. A date is not
 * in the list, because cameras write dates. */
static const char *const evidence[] = {
    "season",  "episode",       "seasons",     "episodes",       "absolute",
    "edition", "part",          "extra",       "resolution",     "source",
    "hdr",     "video_codec",   "audio_codec", "audio_channels", "languages",
    "proper",  "release_group", "country",     "episode_title",
};

/* The keys of media that have this meaning in folders of private recordings. Parts, episode numbers
 * and languages are not in the list, because private recordings have them, too. */
static const char *const strong_evidence[] = {
    "season", "seasons",     "absolute",    "edition", "resolution",
    "source", "video_codec", "audio_codec", "hdr",     "release_group",
};

/* The number of votes that a title of 1, 2, 3, and 4 or more words needs. */
static const long long votes_by_words[] = {10000, 3000, 1000, 100};

enum { WORD_COUNTS = sizeof votes_by_words / sizeof *votes_by_words, VOTES_STEP = 10 };

/* Extensions that cameras do not use. The number of votes needed is divided by VOTES_STEP. */
static const char *const film_endings[] = {"mkv"};

/* Extensions that mostly cameras use. The number of votes needed is multiplied by VOTES_STEP. */
static const char *const camera_endings[] = {"mov",  "3gp", "3g2", "mts",
                                             "m2ts", "mod", "tod", "dv"};

/* --- The path --- */

static bool is_separator(char c)
{
    return c == '/' || c == '\\';
}

/* The folded names in a path: the file's name without its extension, and the folders above it,
 * innermost first. */
struct names {
    char *file;
    char *folders[FOLDERS];
    size_t count; /* number of folders */
};

/* Returns the length of the name without its extension (a dot and up to four letters or digits). */
static size_t length_of_stem(const char *name, size_t len)
{
    size_t at = len;

    while (at && len - at <= 4 && isalnum((unsigned char)name[at - 1]))
        at--;
    return at > 1 && len - at <= 4 && name[at - 1] == '.' ? at - 1 : len;
}

static char *fold_part(const char *from, size_t len)
{
    char *part = cvi_strndup(from, len);
    char *folded = text_fold(part);

    free(part);
    return folded;
}

static struct names read_names(const json_t *record)
{
    const char *filename = record_filename(record), *path = filename ? filename : "";
    struct names names = {0};
    size_t end = strlen(path);

    for (size_t i = 0; i <= FOLDERS; i++) {
        size_t from = end;

        while (from && !is_separator(path[from - 1]))
            from--;
        if (i == 0)
            names.file = fold_part(path + from, length_of_stem(path + from, end - from));
        else if (end > from)
            names.folders[names.count++] = fold_part(path + from, end - from);
        end = from ? from - 1 : 0;
    }
    return names;
}

static void release_names(struct names *names)
{
    free(names->file);
    for (size_t i = 0; i < names->count; i++)
        free(names->folders[i]);
}

/* Returns whether the folded `text` contains the whole words `words`, in this order. */
static bool has_words(const char *text, const char *words)
{
    size_t len = strlen(words);

    for (const char *at = text; len && (at = strstr(at, words)); at++) {
        if ((at == text || at[-1] == ' ') && (at[len] == '\0' || at[len] == ' '))
            return true;
    }
    return false;
}

/* Returns whether a folder's name contains the title ("Heat BluRay" contains "Heat"). If `whole` is
 * set, returns whether a folder's name is the title. */
static bool has_folder(const struct names *names, const char *title, bool whole)
{
    for (size_t i = 0; i < names->count; i++) {
        if (whole ? strcmp(names->folders[i], title) == 0 : has_words(names->folders[i], title))
            return true;
    }
    return false;
}

static bool is_one_of(const char *const *list, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i], text) == 0)
            return true;
    }
    return false;
}

#define IS_ONE_OF(list, text) is_one_of(list, sizeof(list) / sizeof *(list), text)

static bool has_one_of(const char *const *list, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++) {
        if (has_words(text, list[i]))
            return true;
    }
    return false;
}

#define HAS_ONE_OF(list, text) has_one_of(list, sizeof(list) / sizeof *(list), text)

static bool has_evidence(const json_t *record, const char *const *keys, size_t count)
{
    const json_t *media = json_object_get(record, "media");

    for (size_t i = 0; i < count; i++) {
        const json_t *value = json_object_get(media, keys[i]);

        if (value && !json_is_null(value))
            return true;
    }
    return false;
}

#define HAS_EVIDENCE(record, keys) has_evidence(record, keys, sizeof(keys) / sizeof *(keys))

bool doubt_is_untitled(const json_t *record, const struct media *media)
{
    const char *text = media->title;
    bool untitled = false;

    if (!text || media->year != RECORD_NONE)
        return !text;
    if (media->type == MEDIA_MOVIE && text[0] == '0' && text[1] &&
        strspn(text, "0123456789") == strlen(text))
        return true;
    char *title = text_fold(text);
    if (IS_ONE_OF(places, title)) {
        struct names names = read_names(record);

        untitled = has_folder(&names, title, true) && !has_words(names.file, title);
        release_names(&names);
    }
    free(title);
    return untitled;
}

/* Returns whether the path contains the year, but never after a bracket or a dot. "Christmas 2012"
 * may be a private video; "Christmas (2012)" and "Christmas.2012" are films. */
static bool is_loose_year(const char *path, int year)
{
    char digits[16];
    bool found = false;

    snprintf(digits, sizeof digits, "%d", year);
    size_t len = strlen(digits);
    for (const char *at = path; (at = strstr(at, digits)); at += len) {
        if (isdigit((unsigned char)at[len]) || (at > path && isdigit((unsigned char)at[-1])))
            continue;
        if (at > path && strchr("([{.", at[-1]))
            return false;
        found = true;
    }
    return found;
}

static bool has_title_in_file_only(const json_t *record, const struct media *media)
{
    struct names names = read_names(record);
    char *title = text_fold(media->title);
    bool only = has_words(names.file, title) && !has_folder(&names, title, false);

    free(title);
    release_names(&names);
    return only;
}

bool doubt_is_bare(const json_t *record, const struct media *media)
{
    return media->title && media->year == RECORD_NONE && !json_object_size(media->ids) &&
           !rephrase_glued_year(media->title) && !HAS_EVIDENCE(record, evidence) &&
           has_title_in_file_only(record, media);
}

bool doubt_is_loosely_dated(const json_t *record, const struct media *media)
{
    const char *path = record_filename(record);

    return path && media->title && media->year != RECORD_NONE && !json_object_size(media->ids) &&
           !HAS_EVIDENCE(record, evidence) && is_loose_year(path, media->year) &&
           has_title_in_file_only(record, media);
}

static size_t count_words(const char *title)
{
    struct rank_words words;

    rank_words_read(&words, title);
    size_t count = words.count;
    rank_words_release(&words);
    return count;
}

long long doubt_votes_needed(const json_t *record, const struct media *media)
{
    const char *path = record_filename(record);
    const char *dot = path ? strrchr(path, '.') : NULL;
    size_t count = count_words(media->title);
    size_t place = count < 1 ? 0 : count > WORD_COUNTS ? WORD_COUNTS - 1 : count - 1;
    long long votes = votes_by_words[place];
    char *ending = text_fold(dot ? dot + 1 : "");

    if (IS_ONE_OF(film_endings, ending))
        votes /= VOTES_STEP;
    else if (IS_ONE_OF(camera_endings, ending))
        votes *= VOTES_STEP;
    free(ending);
    return votes;
}

/* Returns whether the path is in a folder of private recordings. The innermost folder that is
 * certain decides: one of private_folders, or one with a word of film_words in its name. If there
 * is no such folder, one of private_words in a folder's name decides. */
static bool is_in_private_folder(const char *path)
{
    bool private = false;
    size_t end = strlen(path);

    while (end && !is_separator(path[end - 1]))
        end--;
    while (end) {
        size_t from = --end;

        while (from && !is_separator(path[from - 1]))
            from--;
        char *folder = fold_part(path + from, end - from);
        bool sure = IS_ONE_OF(private_folders, folder);
        bool films = !sure && HAS_ONE_OF(film_words, folder);

        private |= HAS_ONE_OF(private_words, folder);
        free(folder);
        if (sure || films)
            return sure;
        end = from;
    }
    return private;
}

bool doubt_is_private(const json_t *record, const struct media *media)
{
    const char *path = record_filename(record);

    if (!path || !media->title || json_object_size(media->ids) ||
        HAS_EVIDENCE(record, strong_evidence) ||
        (media->year != RECORD_NONE && !is_loose_year(path, media->year)) ||
        !is_in_private_folder(path))
        return false;
    struct names names = read_names(record);
    char *title = text_fold(media->title);
    bool own = has_folder(&names, title, true);
    free(title);
    release_names(&names);
    return !own;
}

/* --- The running time --- */

double doubt_length_s(const json_t *record)
{
    const json_t *scan = json_object_get(record, "scan");
    double length_s =
        json_number_value(json_object_get(json_object_get(scan, "media"), "duration"));

    return length_s > 0 && length_s <= LONGEST_S ? length_s : 0;
}

/* Returns whether the scan reported that the end of the file is missing. */
static bool is_cut_off(const json_t *record)
{
    const json_t *reasons = json_object_get(json_object_get(record, "scan"), "reasons");
    const json_t *reason;
    size_t i;

    json_array_foreach(reasons, i, reason)
    {
        const char *code = json_string_value(json_object_get(reason, "code"));

        if (code && (strcmp(code, "truncated") == 0 || strcmp(code, "short") == 0))
            return true;
    }
    return false;
}

static bool fits(const json_t *record, double length_s, json_int_t runtime_min)
{
    const json_t *media = json_object_get(record, "media");
    bool is_cut = json_is_string(json_object_get(media, "edition"));
    bool is_piece = json_is_integer(json_object_get(media, "part")) || is_cut_off(record);
    double percent = length_s / 60 / (double)runtime_min * 100;

    return (is_piece || percent >= (is_cut ? LEAST_OF_CUT_PERCENT : LEAST_PERCENT)) &&
           percent <= (is_cut ? MOST_OF_CUT_PERCENT : MOST_PERCENT);
}

bool doubt_by_runtime(const json_t *record, const struct media *media, const json_t *match)
{
    double length_s = doubt_length_s(record);
    json_int_t runtime_min = json_integer_value(json_object_get(match, "runtime"));
    const char *type = json_string_value(json_object_get(match, "type"));

    if (!(length_s > 0) || record_is_extra(record))
        return false;
    if (length_s < SHORTEST_S && doubt_is_bare(record, media))
        return true;
    return runtime_min > 0 && type && strcmp(type, record_type_words[MEDIA_MOVIE]) == 0 &&
           !fits(record, length_s, runtime_min);
}
