/* Paths: their parts, which folders say nothing, and file names that machines made. */
#include <string.h>
#include <strings.h>

#include "name_parts.h"

/* Each list: words one '|' apart, lower case. */
static const char extensions[] =
    "|mkv|mp4|avi|mov|wmv|flv|webm|m4v|mpg|mpeg|3gp|3g2|asf|ts|m2ts|mts|vob|iso|img|ogm|ogv|divx|"
    "rm|rmvb|mk3d|wtv|f4v|m4p|mpe|mpv|m2v|evo|strm|srt|sub|idx|ass|ssa|vtt|smi|sup|nfo|torrent|"
    "nzb|txt|rar|zip|7z|par2|part|tmp|jpg|jpeg|png|tbn|xml|bif|";

static const char generic[] =
    "|movies|movie|films|film|filme|tv|tv shows|tv series|tv-shows|tvshows|tv_shows|shows|"
    "series|serie|serien|anime|video|videos|media|mnt|home|users|user|volumes|volume|data|share|"
    "shares|storage|nas|downloads|download|complete|completed|incomplete|finished|torrents|torrent|"
    "usenet|nzb|temp|tmp|library|plex|emby|jellyfin|kodi|documentaries|kids|cartoons|unsorted|new|"
    "old|done|watched|unwatched|archive|disk|disk1|disk2|hdd|usb|backup|root|opt|srv|var|test|"
    "mkv|mp4|avi|1080p|720p|2160p|4k|hd|uhd|subs|subtitles|bluray|dvd|dvds|recordings|my videos|"
    "my movies|collection|collections|live|public|pool|tank|volume1|volume2|tv drop|";

static const char of_shows[] =
    "|tv|tv shows|tv series|tv-shows|tvshows|tv_shows|shows|series|serien|anime|";
static const char specials[] = "|specials|special|season 0|season 00|season0|s00|";
static const char extras[] =
    "|extras|extra|featurettes|featurette|trailers|trailer|samples|sample|deleted scenes|"
    "behind the scenes|interviews|bonus|other|shorts|scenes|";
static const char discs[] =
    "|bdmv|stream|video_ts|audio_ts|certificate|playlist|clipinf|backup|hvdvd_ts|";

/* Whether the word is in the list, ASCII case aside. */
static bool listed(const char *list, const char *word, size_t length)
{
    char first = length ? *word : '\0';
    const char *end;

    if (first >= 'A' && first <= 'Z')
        first |= 0x20;
    for (const char *at = list + 1; *at; at = end + 1) {
        end = strchr(at, '|');
        if ((size_t)(end - at) == length && *at == first && strncasecmp(at, word, length) == 0)
            return true;
    }
    return false;
}

static size_t without_extension(const char *name, size_t length)
{
    for (size_t i = length; i-- > 1 && length - i <= 8;)
        if (name[i] == '.')
            return listed(extensions, name + i + 1, length - i - 1) ? i : length;
    return length;
}

/* Backslashes part Windows paths only: with a drive letter, or where there is no slash. */
static bool is_windows(const char *text)
{
    return (text[0] && text[1] == ':' && text[2] == '\\') || !strchr(text, '/');
}

void path_split(struct path *path, const char *text)
{
    bool windows = is_windows(text);
    size_t end = strlen(text);

    path->count = 0;
    while (end && path->count <= PATH_DEPTH) {
        size_t start = end;

        while (start && text[start - 1] != '/' && !(windows && text[start - 1] == '\\'))
            start--;
        if (start < end)
            path->part[path->count++] = (struct rule_span){start, end - start};
        end = start ? start - 1 : 0;
    }
    if (path->count)
        path->part[0].len = without_extension(text + path->part[0].at, path->part[0].len);
}

enum folder path_folder(const char *name, size_t length)
{
    if (listed(generic, name, length) || (length == 2 && name[1] == ':') || length < 2)
        return FOLDER_GENERIC;
    if (listed(specials, name, length))
        return FOLDER_SPECIALS;
    if (listed(extras, name, length))
        return FOLDER_EXTRAS;
    return listed(discs, name, length) ? FOLDER_DISC : FOLDER_OTHER;
}

bool path_of_shows(const char *name, size_t length)
{
    return listed(of_shows, name, length);
}

/* VTS_01_1, 00001 of a BluRay, title00. */
static bool is_disc_file(const char *name, size_t length)
{
    if (length >= 8 && strncasecmp(name, "vts_", 4) == 0)
        return true;
    return listed("|video_ts|index|movieobject|bdmv|", name, length) ||
           (length == 5 && strspn(name, "0123456789") >= 5);
}

bool path_meaningless(const char *name, size_t length)
{
    size_t digits = 0, letters = 0, changes = 0, hex = 0;

    if (length <= 3 && strncasecmp(name, "abc", length) == 0 && length == 3)
        return true;
    if (is_disc_file(name, length))
        return true;
    if (length < 10)
        return false;
    for (size_t i = 0; i < length; i++) {
        bool digit = name[i] >= '0' && name[i] <= '9';
        char c = (char)(name[i] | 0x20);

        if (!digit && !(c >= 'a' && c <= 'z'))
            return false;
        digits += digit;
        letters += !digit;
        hex += digit || c <= 'f';
        changes += i && digit != (name[i - 1] >= '0' && name[i - 1] <= '9');
    }
    return (hex == length && length >= 16) || (digits >= 3 && letters >= 3 && changes >= 3) ||
           (length >= 16 && changes >= 2);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether "20E10S", S01E02 backwards, stands at s; text ends with NUL. */
static bool reversed_mark(const char *s)
{
    size_t episode = strspn(s, "0123456789"), season;

    if (episode < 2 || episode > 3 || (s[episode] | 0x20) != 'e')
        return false;
    s += episode + 1;
    s += *s == '-';
    season = strspn(s, "0123456789");
    return season == 2 && (s[season] | 0x20) == 's';
}

bool path_backwards(const char *name, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (name[i] & 0x80)
            return false; /* turned round, its characters would be none */
    for (size_t i = 0; i + 5 <= length; i++) {
        if (is_digit(name[i]) && (i == 0 || strchr(". -_", name[i - 1])) && reversed_mark(name + i))
            return true;
        if (strncasecmp(name + i, "p0801", 5) == 0 || strncasecmp(name + i, "p027.", 5) == 0)
            return true;
    }
    return false;
}
