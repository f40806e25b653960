/* The tables of words that releases and shops add to titles. */
#include "rank/noise.h"

#include <string.h>

/* clang-format off */
/* Words that hardly ever belong to a title. */
static const char *const sure[] = {
    /* Editions. */
    "extended", "uncut", "unrated", "remastered", "remaster", "restored", "theatrical", "directors",
    "edition", "collectors", "criterion", "imax", "colorized",
    /* Resolutions, sources and codecs. */
    "3d", "hd", "uhd", "4k", "hdr", "1080p", "720p", "2160p", "480p", "bluray", "brrip", "bdrip",
    "dvdrip", "webrip", "dl", "hdtv", "hdrip", "dvdscr", "x264", "x265", "h264", "hevc",
    /* Releases and their groups. */
    "proper", "repack", "internal", "retail", "multi", "dubbed", "subbed", "subtitled", "yify",
    "rarbg", "eztv",
};

/* Words that may belong to a title, but two of them together rarely do. */
static const char *const likely[] = {
    /* Editions and packs. */
    "cut", "version", "special", "ultimate", "final", "anniversary", "open", "matte", "rated",
    "limited", "complete", "full", "movie", "series", "season", "collection", "commentary", "bonus",
    /* Sources and sound. */
    "web", "dvd", "dual", "audio", "subtitles",
    /* Languages. */
    "arabic", "chinese", "danish", "dutch", "english", "finnish", "french", "german", "hindi",
    "italian", "japanese", "kannada", "korean", "malayalam", "norwegian", "polish", "portuguese",
    "russian", "spanish", "swedish", "tamil", "telugu", "turkish",
};

/* Words that mark the title of a work about another work. */
static const char *const about[] = {
    "making", "behind", "conversation", "afterparty", "documentary", "interview", "concert",
    "trailer", "featurette", "reunion", "commentary",
};
/* clang-format on */

static bool is_one_of(const char *const *list, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i], word) == 0)
            return true;
    }
    return false;
}

#define IS_ONE_OF(list, word) is_one_of(list, sizeof(list) / sizeof *(list), word)

bool rank_is_noise(const struct rank_words *words, size_t from)
{
    int weight = 0;

    for (size_t i = from; i < words->count; i++) {
        const char *word = words->at[i].text;

        if (IS_ONE_OF(sure, word))
            weight += 2;
        else if (IS_ONE_OF(likely, word))
            weight += 1;
        else
            return false;
    }
    return weight >= 2;
}

size_t rank_without_noise(const struct rank_words *words)
{
    for (size_t i = 1; i < words->count; i++) {
        if (rank_is_noise(words, i))
            return i;
    }
    return words->count;
}

bool rank_is_about(const struct rank_words *words, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (IS_ONE_OF(about, words->at[i].text))
            return true;
    }
    return false;
}
