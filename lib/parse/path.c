/* Splits a path into its parts. Recognizes special folders, and file names without information. */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "parse/parts.h"

/* In each list, the words are in lower case and separated by '|'. */
static const char videos[] =
    "|mkv|mp4|avi|mov|wmv|flv|webm|m4v|mpg|mpeg|3gp|3g2|asf|ts|m2ts|mts|vob|ogm|ogv|divx|"
    "rm|rmvb|mk3d|wtv|f4v|m4p|mpe|mpv|m2v|evo|strm|vro|mod|tod|dvr-ms|trp|nuv|amv|qt|mxf|m1v|m2p|"
    "mpv2|dat|";
static const char others[] =
    "|srt|sub|idx|ass|ssa|vtt|smi|sup|iso|img|nfo|torrent|nzb|txt|rar|zip|7z|par2|part|tmp|jpg|"
    "jpeg|png|tbn|xml|bif|bdmv|mpls|clpi|ifo|bup|";

/* Folders that sort files (by kind, genre or quality), receive downloads, or belong to the
 * system. */
static const char generic[] =
    "|action|adventure|animation|biography|classics|comedies|comedy|crime|drama|dramas|family|"
    "fantasy|favorites|favourites|history|horror|musicals|mystery|romance|sci-fi|scifi|"
    "science fiction|sports|thriller|thrillers|war|western|westerns|"
    "movie|film|cine|video|videos|media|multimedia|my videos|"
    "documentaries|documentary|docs|kids|cartoons|concerts|music videos|"
    "recordings|dvr|collection|collections|library|unsorted|sorted|misc|new|old|done|watched|"
    "unwatched|archive|mkv|mp4|avi|1080p|720p|2160p|4k|3d|hd|sd|uhd|bluray|blu-ray|dvd|dvds|"
    "subs|subtitles|downloads|download|complete|completed|incomplete|finished|seeding|torrents|"
    "torrent|usenet|nzb|temp|tmp|cache|plex|emby|jellyfin|kodi|mnt|home|users|user|volumes|volume|"
    "volume1|volume2|data|share|shares|shared|public|storage|nas|pool|tank|disk|disk1|disk2|hdd|"
    "usb|backup|root|opt|srv|var|desktop|documents|rip|rips|~|"
    "vdr|spool|video0|video1|video2|video.00|recording|aufnahmen|aufzeichnungen|enregistrements|"
    "grabaciones|registrazioni|nagrania|staging|incoming|queue|krimi|krimis|doku|dokus|"
    "dokumentationen|spielfilme|kinderfilme|kinder|zeichentrick|documentaires|dessins animés|"
    "documentales|documentari|documentaires|мультфильмы|мультики|документальные|видео|кино|"
    "音乐|电影|视频|下载|迅雷下载|ビデオ|録画|";

static const char cameras[] =
    "|dcim|avchd|private|clip|m4root|xdroot|mp_root|sd_video|camera roll|";

static const char of_shows[] =
    "|tv|tv shows|tv series|tv-shows|tv-series|tvshows|tv_shows|tvseries|shows|series|serie|serien|"
    "serier|seriale|seriály|сериалы|anime|animes|television|";

/* The names of folders that contain films, and that are not the title of a film. */
static const char of_films[] = "|movies|films|filme|filmes|peliculas|películas|my movies|фильмы|"
                               "kids movies|4k movies|";
static const char specials[] = "|specials|special|season 0|season 00|season0|s00|";
static const char extras[] =
    "|extras|extra|featurettes|featurette|trailers|trailer|samples|sample|deleted scenes|"
    "behind the scenes|interviews|bonus|other|shorts|scenes|";
static const char discs[] =
    "|bdmv|stream|video_ts|audio_ts|certificate|playlist|clipinf|backup|hvdvd_ts|"
    "dvd_video_recorder|dvd_rtav|dvd_rtr|dvd_video|dvd-video|dvdvideo|dvdvolume|dvd_volume|"
    "mpegav|segment|vcd|svcd|bdav|bdrom|cdrom|logical_volume_id|no_label|new_volume|";

/* A hash table with the words of the lists, because each folder of each path is looked up in
 * several lists. */
enum { SLOTS = 2048, SLOTS_FULL = 1536, LISTS_MAX = 24 };

static struct slot {
    const char *list, *word; /* `word` points into `list`, and ends at the next bar */
} slots[SLOTS];

/* The lists in the hash table. */
static struct index {
    const char *list;
    uint64_t lengths; /* the lengths of the list's words, as bits (length_bit) */
} indexed[LISTS_MAX];

static size_t indexed_count, slot_count;

static size_t hash(const char *list, const char *word, size_t length)
{
    size_t h = (size_t)list / 16 + length;

    for (size_t i = 0; i < length; i++)
        h = h * 31 + (unsigned char)(word[i] | 0x20);
    return h % SLOTS;
}

static bool same_word(const char *in_list, const char *word, size_t length)
{
    return strncasecmp(in_list, word, length) == 0 && in_list[length] == '|';
}

static uint64_t length_bit(size_t length)
{
    return (uint64_t)1 << (length < 63 ? length : 63);
}

/* Returns the list's index, which is created on first use; NULL if the table is full. */
static const struct index *index_of(const char *list)
{
    for (size_t i = 0; i < indexed_count; i++)
        if (indexed[i].list == list)
            return &indexed[i];
    if (indexed_count == LISTS_MAX)
        return NULL;
    struct index index = {.list = list};
    for (const char *at = list + 1; *at && slot_count < SLOTS_FULL; slot_count++) {
        size_t length = strcspn(at, "|"), h = hash(list, at, length);

        while (slots[h].list)
            h = (h + 1) % SLOTS;
        slots[h] = (struct slot){list, at};
        index.lengths |= length_bit(length);
        at += length + 1;
    }
    if (slot_count == SLOTS_FULL)
        return NULL;
    indexed[indexed_count] = index;
    return &indexed[indexed_count++];
}

/* Returns whether the word is in the list, ignoring ASCII case. */
static bool listed(const char *list, const char *word, size_t length)
{
    const struct index *index = index_of(list);

    if (!index) {
        for (const char *at = list + 1; *at; at += strcspn(at, "|") + 1)
            if (same_word(at, word, length))
                return true;
        return false;
    }
    if (!(index->lengths & length_bit(length)))
        return false;
    for (size_t h = hash(list, word, length); slots[h].list; h = (h + 1) % SLOTS)
        if (slots[h].list == list && same_word(slots[h].word, word, length))
            return true;
    return false;
}

static size_t without_extension(const char *name, size_t length, bool *video)
{
    *video = false;
    for (size_t i = length; i-- > 0 && length - i <= 8;)
        if (name[i] == '.') {
            *video = listed(videos, name + i + 1, length - i - 1);
            if (i == 0) /* ".mkv" has no name, and ".nfo" is a name */
                return *video ? 0 : length;
            return *video || listed(others, name + i + 1, length - i - 1) ? i : length;
        }
    return length;
}

/* Returns whether backslashes separate the parts of the path, because it has a drive letter or no
 * slash. */
static bool is_windows(const char *text)
{
    return (text[0] && text[1] == ':' && text[2] == '\\') || !strchr(text, '/');
}

/* Returns whether the character at `at` separates two parts of the path. A slash between spaces
 * does not: " / " separates two titles in a name. */
static bool parts_here(const char *text, size_t at, bool windows)
{
    if (text[at] == '/')
        return !(at && text[at - 1] == ' ' && text[at + 1] == ' ');
    return windows && text[at] == '\\';
}

void name_path_split(struct path *path, const char *text)
{
    bool windows = is_windows(text);
    size_t end = strlen(text);

    path->count = 0;
    path->video = false;
    while (end && path->count <= PATH_DEPTH) {
        size_t start = end;

        while (start && !parts_here(text, start - 1, windows))
            start--;
        if (start < end)
            path->part[path->count++] = (struct rule_span){start, end - start};
        end = start ? start - 1 : 0;
    }
    if (path->count)
        path->part[0].len =
            without_extension(text + path->part[0].at, path->part[0].len, &path->video);
}

/* Returns whether the folder's name is that of a disc: CD1, Disc 2. */
static bool is_disc(const char *name, size_t length)
{
    static const char *const words[] = {"cd", "disc", "disk", "dvd"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]), number;

        if (length <= n || strncasecmp(name, words[i], n) != 0)
            continue;
        n += name[n] == ' ' || name[n] == '_' || name[n] == '-' || name[n] == '.';
        number = strspn(name + n, "0123456789");
        if (number && number <= 2 && n + number == length)
            return true;
    }
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Returns whether the name is a range of letters or digits: A-F, 0 - 9. */
static bool is_alphabet(const char *name, size_t length)
{
    char first = name[0], last = name[length - 1];

    if (length != 3 && !(length == 5 && name[1] == ' ' && name[3] == ' '))
        return false;
    if (name[length / 2] != '-' || first >= last)
        return false;
    return (is_digit(first) && is_digit(last)) ||
           ((first | 0x20) >= 'a' && (last | 0x20) <= 'z' && (first & 0x20) == (last & 0x20));
}

enum folder name_path_folder(const char *name, size_t length)
{
    if (is_alphabet(name, length) || listed(generic, name, length) ||
        name_path_of_camera(name, length) || name_path_of_shows(name, length) ||
        name_path_of_films(name, length) || (length == 2 && (name[1] == ':' || name[1] == '.')) ||
        length < 2)
        return FOLDER_GENERIC;
    if (listed(specials, name, length))
        return FOLDER_SPECIALS;
    if (listed(extras, name, length))
        return FOLDER_EXTRAS;
    return listed(discs, name, length) || is_disc(name, length) ? FOLDER_DISC : FOLDER_OTHER;
}

bool name_path_of_shows(const char *name, size_t length)
{
    return listed(of_shows, name, length);
}

/* Accepts the names in `cameras`, and names in the form of DCF, the standard for DCIM folders: a
 * number from 100 to 999 and five capitals, digits or '_', such as 100CANON. */
bool name_path_of_camera(const char *name, size_t length)
{
    enum { DCF_NUMBER = 3, DCF_LENGTH = 8 };

    if (listed(cameras, name, length))
        return true;
    if (length != DCF_LENGTH || name[0] == '0' || strspn(name, "0123456789") != DCF_NUMBER)
        return false;
    return strspn(name + DCF_NUMBER, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") >=
           DCF_LENGTH - DCF_NUMBER;
}

bool name_path_of_films(const char *name, size_t length)
{
    return listed(of_films, name, length);
}

static bool begins(const char *name, size_t length, const char *with)
{
    return length >= strlen(with) && strncasecmp(name, with, strlen(with)) == 0;
}

/* Returns whether the name is that of a file on a disc: VTS_01_1, or 00001 on a BluRay. */
static bool is_disc_file(const char *name, size_t length)
{
    return begins(name, length, "vts_") || begins(name, length, "video_ts") ||
           listed("|index|movieobject|bdmv|", name, length) ||
           (length == 5 && strspn(name, "0123456789") >= 5);
}

struct looks {
    size_t digits, letters, vowels;
    size_t changes; /* number of changes from letter to digit or back */
    bool hex;
};

static bool is_plain(const char *name, size_t length)
{
    size_t i = 0;

    while (i < length &&
           (is_digit(name[i]) || ((name[i] | 0x20) >= 'a' && (name[i] | 0x20) <= 'z')))
        i++;
    return i == length;
}

static struct looks looks_of(const char *name, size_t length)
{
    struct looks looks = {.hex = true};

    for (size_t i = 0; i < length; i++) {
        bool digit = name[i] >= '0' && name[i] <= '9';
        char c = (char)(name[i] | 0x20);

        looks.hex &= digit || (c >= 'a' && c <= 'f');
        looks.digits += digit;
        looks.letters += !digit;
        looks.vowels += strchr("aeiouy", c) && c;
        looks.changes += i && digit != (name[i - 1] >= '0' && name[i - 1] <= '9');
    }
    return looks;
}

/* Accepts names of files on a disc, words such as "movie", and names that a machine made. Names
 * that a machine made have no separators, and are hexadecimal, change between letters and digits
 * several times, or have hardly any vowels. */
bool name_path_meaningless(const char *name, size_t length)
{
    struct looks looks;

    if (is_disc_file(name, length) ||
        listed("|movie|film|video|main movie|main feature|untitled|", name, length) ||
        (begins(name, length, "title_t") && length == 9)) /* as MakeMKV names them */
        return true;
    if (length < 8 || !is_plain(name, length))
        return false;
    looks = looks_of(name, length);
    if (looks.letters == length)
        return looks.vowels * 8 < length;
    return length >= 10 && ((looks.hex && length >= 16) ||
                            (looks.digits >= 3 && looks.letters >= 3 && looks.changes >= 3) ||
                            (length >= 16 && looks.changes >= 2));
}

/* Returns whether an episode written backwards (20E10S) begins at `s`, a NUL-terminated string. */
static bool reversed_mark(const char *s)
{
    size_t episode = is_digit(s[0]) ? strspn(s, "0123456789") : 0, season;

    if (episode < 2 || episode > 3 || (s[episode] | 0x20) != 'e')
        return false;
    s += episode + 1;
    s += *s == '-';
    season = strspn(s, "0123456789");
    return season == 2 && (s[season] | 0x20) == 's';
}

/* Returns whether a release word written backwards (p0801) begins at `s`. */
static bool reversed_word(const char *s)
{
    static const char *const words[] = {"p0801",  "p027", "p0612",  "p084", "462x",
                                        "562x",   "462h", "462.h",  "562h", "562.h",
                                        "ld-bew", "vtdh", "yarulb", NULL};

    if (!strchr("p45lvyPLVY", s[0])) /* the first bytes of `words` */
        return false;
    for (size_t i = 0; words[i]; i++)
        if ((s[0] | 0x20) == (words[i][0] | 0x20) &&
            strncasecmp(s, words[i], strlen(words[i])) == 0 &&
            strchr(". -_[]()", s[strlen(words[i])]))
            return true;
    return false;
}

bool name_path_backwards(const char *name, size_t length)
{
    bool backwards = false, word = true;

    for (size_t i = 0; i < length; i++) {
        if (word && i + 4 <= length && (reversed_mark(name + i) || reversed_word(name + i)))
            backwards = true;
        if (name[i] & 0x80)
            return false; /* reversed bytes would be invalid UTF-8 */
        word = name[i] < '0' && strchr(". -_(", name[i]);
    }
    return backwards;
}

/* The suffixes that file managers append to the name of a copy. A number can follow. Case matters:
 * macOS appends "copy"; a title ends in "Copy". */
static const char *const copies[] = {" - Copy",  " - copy",  " - Kopie", " - Copie",
                                     " - Copia", " - Kopia", " copy"};

/* Returns the length without a number from 1 to 99 at the end: " 2" if `bare` is set, otherwise
 * " (2)". */
static size_t without_number(const char *name, size_t length, bool bare)
{
    size_t end = length, at;

    if (!bare && (!end || name[--end] != ')'))
        return length;
    for (at = end; at && end - at < 2 && is_digit(name[at - 1]);)
        at--;
    if (at == end || name[at] == '0' || (!bare && (!at || name[--at] != '(')))
        return length;
    return at > 1 && name[at - 1] == ' ' ? at - 1 : length;
}

size_t name_path_without_copy(const char *name, size_t length)
{
    size_t round = without_number(name, length, false);
    size_t end = round < length ? round : without_number(name, length, true);

    if (!end || !strchr("yea", name[end - 1]))
        return round; /* no suffix in `copies` ends with this byte */
    for (size_t i = 0; i < sizeof copies / sizeof *copies; i++) {
        size_t n = strlen(copies[i]);

        if (end > n && memcmp(name + end - n, copies[i], n) == 0)
            return end - n;
    }
    return round;
}
