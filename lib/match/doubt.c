/* Doubts about a match, from the record of one file. */
#include "match/doubt.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "match/parts.h"

const char *const doubt_words[] = {"untitled", "bare", "runtime", "type"};

enum {
    FOLDERS = 2,             /* above the file, that may be named like the title */
    SHORTEST_S = 5 * 60,     /* of a bare name */
    LONGEST_S = 366 * 86400, /* a length above this is not believed, as in cvi-scan */
    LEAST_PERCENT = 60,      /* of Trakt's running time */
    MOST_PERCENT = 180,
    LEAST_OF_CUT_PERCENT = 40, /* with an edition in the name */
    MOST_OF_CUT_PERCENT = 300,
};

/* Folders that say where files come from or lie, folded. */
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

/* What a name tells besides its title. Each is evidence that somebody named a film or an episode.
 */
static const char *const evidence[] = {
    "season",    "episode",     "seasons",       "episodes", "date",
    "absolute",  "edition",     "part",          "extra",    "resolution",
    "source",    "video_codec", "audio_codec",   "hdr",      "audio_channels",
    "languages", "proper",      "release_group", "country",  "episode_title",
};

/* --- The path --- */

static bool is_separator(char c)
{
    return c == '/' || c == '\\';
}

/* The names of a path, folded: the file's without its ending, then the folders upwards. */
struct names {
    char *file;
    char *folders[FOLDERS];
    size_t count; /* folders */
};

/* Returns the length without what looks like an ending: a dot, and up to four letters or digits. */
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
    const char *path = record_filename(record);
    struct names names = {0};
    size_t end = path ? strlen(path) : 0;

    for (size_t i = 0; i <= FOLDERS; i++) {
        size_t from = end;

        while (from && !is_separator(path[from - 1]))
            from--;
        if (i == 0)
            names.file =
                fold_part(path ? path + from : "", length_of_stem(path + from, end - from));
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

/* Whether the folded text has these words, in series. */
static bool has_words(const char *text, const char *words)
{
    size_t len = strlen(words);

    for (const char *at = text; len && (at = strstr(at, words)); at++) {
        if ((at == text || at[-1] == ' ') && (at[len] == '\0' || at[len] == ' '))
            return true;
    }
    return false;
}

/* Whether a folder bears the title, and perhaps more: "Heat", "Heat BluRay". */
static bool has_folder(const struct names *names, const char *title, bool whole)
{
    for (size_t i = 0; i < names->count; i++) {
        if (whole ? strcmp(names->folders[i], title) == 0 : has_words(names->folders[i], title))
            return true;
    }
    return false;
}

static bool is_place(const char *title)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (strcmp(places[i], title) == 0)
            return true;
    }
    return false;
}

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
    if (is_place(title)) {
        struct names names = read_names(record);

        untitled = has_folder(&names, title, true) && !has_words(names.file, title);
        release_names(&names);
    }
    free(title);
    return untitled;
}

bool doubt_is_bare(const json_t *record, const struct media *media)
{
    const json_t *object = json_object_get(record, "media");
    bool bare;

    if (!media->title || media->year != RECORD_NONE || json_object_size(media->ids) ||
        rephrase_glued_year(media->title))
        return false;
    for (size_t i = 0; i < sizeof evidence / sizeof *evidence; i++) {
        const json_t *value = json_object_get(object, evidence[i]);

        if (value && !json_is_null(value))
            return false;
    }
    struct names names = read_names(record);
    char *title = text_fold(media->title);
    bare = has_words(names.file, title) && !has_folder(&names, title, false);
    free(title);
    release_names(&names);
    return bare;
}

/* --- The running time --- */

double doubt_length_s(const json_t *record)
{
    const json_t *scan = json_object_get(record, "scan");
    double length_s =
        json_number_value(json_object_get(json_object_get(scan, "media"), "duration"));

    return length_s > 0 && length_s <= LONGEST_S ? length_s : 0;
}

/* Whether the scan has found that the end of the file is missing. */
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

    /* A trailer is short, whatever its film. */
    if (!(length_s > 0) ||
        json_is_string(json_object_get(json_object_get(record, "media"), "extra")))
        return false;
    if (length_s < SHORTEST_S && doubt_is_bare(record, media))
        return true;
    return runtime_min > 0 && type && strcmp(type, record_type_words[MEDIA_MOVIE]) == 0 &&
           !fits(record, length_s, runtime_min);
}
