/* The words that stand behind titles in the names of releases and in shops. */
#include "rank/noise.h"

#include <string.h>

/* What releases and shops put behind a title; sure: they hardly ever belong to one. */
static const struct {
    const char *word;
    bool sure;
} noise[] = {
    {"extended", true},    {"uncut", true},       {"unrated", true},    {"remastered", true},
    {"remaster", true},    {"restored", true},    {"theatrical", true}, {"directors", true},
    {"cut", false},        {"edition", true},     {"version", false},   {"special", false},
    {"ultimate", false},   {"final", false},      {"collectors", true}, {"anniversary", false},
    {"criterion", true},   {"imax", true},        {"3d", true},         {"hd", true},
    {"uhd", true},         {"4k", true},          {"hdr", true},        {"1080p", true},
    {"720p", true},        {"2160p", true},       {"480p", true},       {"bluray", true},
    {"brrip", true},       {"bdrip", true},       {"dvdrip", true},     {"webrip", true},
    {"web", false},        {"dl", true},          {"hdtv", true},       {"hdrip", true},
    {"dvd", false},        {"x264", true},        {"x265", true},       {"h264", true},
    {"hevc", true},        {"proper", true},      {"repack", true},     {"internal", true},
    {"dubbed", true},      {"subbed", true},      {"subtitled", true},  {"multi", true},
    {"dual", false},       {"audio", false},      {"complete", false},  {"limited", false},
    {"full", false},       {"movie", false},      {"series", false},    {"season", false},
    {"colorized", true},   {"commentary", false}, {"bonus", false},     {"retail", true},
    {"yify", true},        {"rarbg", true},       {"eztv", true},       {"dvdscr", true},
    {"german", false},     {"french", false},     {"italian", false},   {"spanish", false},
    {"english", false},    {"japanese", false},   {"korean", false},    {"hindi", false},
    {"tamil", false},      {"telugu", false},     {"kannada", false},   {"malayalam", false},
    {"russian", false},    {"polish", false},     {"turkish", false},   {"dutch", false},
    {"swedish", false},    {"danish", false},     {"norwegian", false}, {"finnish", false},
    {"portuguese", false}, {"chinese", false},    {"arabic", false},    {"open", false},
    {"matte", false},      {"collection", false}, {"rated", false},     {"subtitles", false},
};

/* 0: no such word; 1: one that may belong to a title; 2: one that hardly does. */
static int noise_of(const char *word)
{
    for (size_t i = 0; i < sizeof noise / sizeof *noise; i++) {
        if (strcmp(noise[i].word, word) == 0)
            return noise[i].sure ? 2 : 1;
    }
    return 0;
}

/* Whether words from there on are those of releases: one for sure, or two that are likely. */
bool rank_is_noise(const struct rank_words *words, size_t from)
{
    int sure = 0;

    for (size_t i = from; i < words->count; i++) {
        int kind = noise_of(words->at[i].text);

        if (!kind)
            return false;
        sure += kind;
    }
    return sure >= 2;
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
    static const char *const about[] = {"making",      "behind",    "conversation", "afterparty",
                                        "documentary", "interview", "concert",      "trailer",
                                        "featurette",  "reunion",   "commentary"};

    for (size_t i = from; i < to; i++) {
        for (size_t j = 0; j < sizeof about / sizeof *about; j++) {
            if (strcmp(words->at[i].text, about[j]) == 0)
                return true;
        }
    }
    return false;
}
