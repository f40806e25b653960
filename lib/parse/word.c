/* The table of release words, and the words for season and episode from language.c. */
#include <string.h>
#include <strings.h>

#include "parse/parts.h"

/* One meaning and its spellings, which are in lower case and separated by '|'. A space in a
 * spelling matches any one separator: "web dl" is WEB-DL, WEB.DL or WEB DL. */
struct row {
    enum word_kind kind;
    enum word_force force;
    const char *value; /* value in the record (docs/record.md); NULL: no value */
    const char *spellings;
};

/* clang-format off */
static const struct row rows[] = {
    {WORD_RESOLUTION, WORD_STRONG, "1080i", "1080i"},
    {WORD_RESOLUTION, WORD_STRONG, "1080p", "1080p|fhd|full hd|fullhd|hd1080"},
    {WORD_RESOLUTION, WORD_WEAK,   "1080p", "1080"},
    {WORD_RESOLUTION, WORD_STRONG, "1440p", "1440p"},
    {WORD_RESOLUTION, WORD_STRONG, "2160p", "2160p|4k|netflixuhd|uhd|uhd4k|ultrahd|webuhd"},
    {WORD_RESOLUTION, WORD_STRONG, "240p",  "240p"},
    {WORD_RESOLUTION, WORD_STRONG, "360p",  "360p"},
    {WORD_RESOLUTION, WORD_STRONG, "4320p", "4320p"},
    {WORD_RESOLUTION, WORD_STRONG, "480i",  "480i"},
    {WORD_RESOLUTION, WORD_STRONG, "480p",  "480p"},
    {WORD_RESOLUTION, WORD_WEAK,   "480p",  "480"},
    {WORD_RESOLUTION, WORD_STRONG, "540p",  "540p"},
    {WORD_RESOLUTION, WORD_STRONG, "576i",  "576i"},
    {WORD_RESOLUTION, WORD_STRONG, "576p",  "576p"},
    {WORD_RESOLUTION, WORD_STRONG, "720p",  "720p|hd720"},
    {WORD_RESOLUTION, WORD_WEAK,   "720p",  "720"},

    {WORD_SOURCE, WORD_STRONG, "BluRay",
     "bd 1080|bd 720|bd box|bd remux|bdbox|bd rip|bd25|bd5|bd50|bd9|bdmux|bdr|bdremux|bdrip|"
     "bdripmux|blu ray|bluray|bluray rip|blurayremux|blurayrip|br rip|brrip|brripmux|brmux|mbluray|"
     "microhd|uhdbd|uhdremux"},
    {WORD_SOURCE, WORD_UPPER,  "BluRay",    "bd|br"},
    {WORD_SOURCE, WORD_STRONG, "CAM",       "cam rip|camrip|hd cam|hdcam|hqcam|newcamrip"},
    {WORD_SOURCE, WORD_UPPER,  "CAM",       "cam"},
    {WORD_SOURCE, WORD_STRONG, "DVD",
     "dvd|dvd box|dvd r|dvd rip|dvd5|dvd5r|dvd9|dvdmux|dvdr|dvdremux|dvdrip|dvdripmux|fulldvd|"
     "ntscdvd|paldvd|umdrip|xdvdrip"},
    {WORD_SOURCE, WORD_STRONG, "HD-DVD",    "hd dvd|hddvd|hddvdrip"},
    {WORD_SOURCE, WORD_STRONG, "HDTV",
     "ahdtv|hd rip|hd tv|hdlight|hdrip|hdtv|hdtv rip|hdtvmux|hdtvrip|uhdtv"},
    {WORD_SOURCE, WORD_UPPER,  "LD",        "ld"},
    {WORD_SOURCE, WORD_STRONG, "PDTV",      "dtvrip|dvb rip|dvbrip|pdtv"},
    {WORD_SOURCE, WORD_UPPER,  "PDTV",      "dtv|dvb"},
    {WORD_SOURCE, WORD_STRONG, "PPV",       "ppv rip|ppvrip"},
    {WORD_SOURCE, WORD_UPPER,  "PPV",       "ppv"},
    {WORD_SOURCE, WORD_UPPER,  "R5",        "r5"},
    {WORD_SOURCE, WORD_STRONG, "SCR",
     "bdscr|dvd scr|dvd screener|dvdscr|dvdscreener|hdscr|webscreener"},
    {WORD_SOURCE, WORD_UPPER,  "SCR",       "scr"},
    {WORD_SOURCE, WORD_WEAK,   "SCR",       "screener"},
    {WORD_SOURCE, WORD_STRONG, "SDTV",
     "digitv|dsnip|dsr|dsrip|dsrrip|dth|dthrip|iptvrip|sat rip|satrip|sdtv|tv rip|tvrip|tvriphd"},
    {WORD_SOURCE, WORD_STRONG, "TC",        "hdtc|telecine"},
    {WORD_SOURCE, WORD_UPPER,  "TC",        "tc"},
    {WORD_SOURCE, WORD_STRONG, "TS",
     "hd ts|hdts|hdtsrip|pdvd|predvd|predvdrip|telesync|tsrip"},
    {WORD_SOURCE, WORD_UPPER,  "TS",        "ts"},
    {WORD_SOURCE, WORD_STRONG, "VHS",       "vhs rip|vhsrip"},
    {WORD_SOURCE, WORD_UPPER,  "VHS",       "vhs"},
    {WORD_SOURCE, WORD_WEAK,   "WEB",       "web"},
    {WORD_SOURCE, WORD_STRONG, "WEB-DL",
     "amazonhd|hdweb|itunes|ituneshd|netflixhd|web dl|web dlmux|web dlrip|webdl|webdlmux|webdlrip|"
     "webhd|webmux"},
    {WORD_SOURCE, WORD_STRONG, "WEBRip",    "web rip|web ripmux|webcap|webrip|webripmux"},
    {WORD_SOURCE, WORD_WEAK,   "WORKPRINT", "workprint"},

    {WORD_VIDEO, WORD_STRONG, "AV1",    "av1"},
    {WORD_VIDEO, WORD_STRONG, "DivX",   "divx|divx5|divx6"},
    {WORD_VIDEO, WORD_STRONG, "H.263",  "h 263|h263|x263"},
    {WORD_VIDEO, WORD_STRONG, "H.264",  "avc|avc1|avchd|h 264|h264|hi10|hi10p|mpeg4avc|x 264|x264"},
    {WORD_VIDEO, WORD_STRONG, "H.265",  "h 265|h265|hevc|x 265|x265"},
    {WORD_VIDEO, WORD_STRONG, "H.266",  "h 266|h266|vvc|x266"},
    {WORD_VIDEO, WORD_STRONG, "MPEG-2", "h 262|h262|mpeg 2|mpeg2|mpg2"},
    {WORD_VIDEO, WORD_STRONG, "VC-1",   "vc 1|vc1"},
    {WORD_VIDEO, WORD_STRONG, "VP8",    "vp8"},
    {WORD_VIDEO, WORD_STRONG, "VP9",    "vp9"},
    {WORD_VIDEO, WORD_STRONG, "WMV",    "wmv|wmv9"},
    {WORD_VIDEO, WORD_STRONG, "XviD",   "xvid"},

    {WORD_AUDIO, WORD_STRONG, "AAC",       "aac|aac lc|aacx2|aacx3|he aac|lc aac|qaac"},
    {WORD_AUDIO, WORD_STRONG, "AC-3",      "ac 3|ac3|ac3d|ac3hq|dolby digital"},
    {WORD_AUDIO, WORD_UPPER,  "AC-3",      "dd"},
    {WORD_AUDIO, WORD_STRONG, "DTS",       "dts|dts es|dtsd|dtsdl|dtses"},
    {WORD_AUDIO, WORD_STRONG, "DTS-HD MA", "dts hd ma|dts hdma|dts ma|dtshd ma|dtshdma|dtsma"},
    {WORD_AUDIO, WORD_STRONG, "DTS-HD",    "dts hd|dts hd hra|dts hdhra|dts hra|dtshd"},
    {WORD_AUDIO, WORD_STRONG, "DTS:X",     "dts x|dtsx"},
    {WORD_AUDIO, WORD_STRONG, "E-AC-3",
     "dd ex|dd p|ddp|ddpa|ddpatmos|ddplus|e ac 3|e ac3|eac 3|eac3"},
    {WORD_AUDIO, WORD_STRONG, "FLAC",      "flac|flacx2|flacx3"},
    {WORD_AUDIO, WORD_STRONG, "MP3",       "mp3"},
    {WORD_AUDIO, WORD_WEAK,   "Opus",      "opus"},
    {WORD_AUDIO, WORD_STRONG, "PCM",       "lpcm"},
    {WORD_AUDIO, WORD_UPPER,  "PCM",       "pcm"},
    {WORD_AUDIO, WORD_STRONG, "TrueHD",    "dolby truehd|true hd|truehd|truehd atmos"},
    {WORD_AUDIO, WORD_WEAK,   "Vorbis",    "ogg|vorbis"},
    {WORD_AUDIO, WORD_WEAK,   NULL,        "atmos|dolby|dolby atmos"},

    {WORD_HDR, WORD_STRONG, "DV",     "dolby vision|dolbyvision|dovi"},
    {WORD_HDR, WORD_UPPER,  "DV",     "dv"},
    {WORD_HDR, WORD_STRONG, "HDR",    "hdr"},
    {WORD_HDR, WORD_STRONG, "HDR10",  "hdr10|hdr10bit"},
    {WORD_HDR, WORD_STRONG, "HDR10+", "hdr10p|hdr10plus"},
    {WORD_HDR, WORD_UPPER,  "HLG",    "hlg"},
    {WORD_HDR, WORD_UPPER,  "SDR",    "sdr"},

    {WORD_LANGUAGE, WORD_WEAK,   "ar",  "ara|arabic"},
    {WORD_LANGUAGE, WORD_WEAK,   "bg",  "bul|bulgarian"},
    {WORD_LANGUAGE, WORD_WEAK,   "bn",  "bangla|bengali"},
    {WORD_LANGUAGE, WORD_WEAK,   "ca",  "catalan"},
    {WORD_LANGUAGE, WORD_UPPER,  "cs",  "cz"},
    {WORD_LANGUAGE, WORD_WEAK,   "cs",  "cze|czech"},
    {WORD_LANGUAGE, WORD_UPPER,  "da",  "dk"},
    {WORD_LANGUAGE, WORD_WEAK,   "da",  "dan|danish"},
    {WORD_LANGUAGE, WORD_UPPER,  "de",  "de"},
    {WORD_LANGUAGE, WORD_WEAK,   "de",  "deutsch|ger|german|germandub|swissgerman"},
    {WORD_LANGUAGE, WORD_UPPER,  "el",  "gr"},
    {WORD_LANGUAGE, WORD_WEAK,   "el",  "greek"},
    {WORD_LANGUAGE, WORD_UPPER,  "en",  "en"},
    {WORD_LANGUAGE, WORD_WEAK,   "en",  "eng|engdub|english|engsub"},
    {WORD_LANGUAGE, WORD_UPPER,  "es",  "es"},
    {WORD_LANGUAGE, WORD_WEAK,   "es",
     "castellano|castilian|esp|espanol|español|latino|spa|spanish"},
    {WORD_LANGUAGE, WORD_WEAK,   "et",  "estonian"},
    {WORD_LANGUAGE, WORD_UPPER,  "fi",  "fi"},
    {WORD_LANGUAGE, WORD_WEAK,   "fi",  "fin|finnish"},
    {WORD_LANGUAGE, WORD_UPPER,  "fr",  "fr"},
    {WORD_LANGUAGE, WORD_WEAK,   "fr",
     "francais|français|fre|french|truefrench|vf|vf2|vff|vfi|vfq|vof"},
    {WORD_LANGUAGE, WORD_WEAK,   "gu",  "gujarati"},
    {WORD_LANGUAGE, WORD_WEAK,   "he",  "heb|hebrew"},
    {WORD_LANGUAGE, WORD_WEAK,   "hi",  "hin|hindi"},
    {WORD_LANGUAGE, WORD_WEAK,   "hr",  "croatian"},
    {WORD_LANGUAGE, WORD_UPPER,  "hu",  "hu"},
    {WORD_LANGUAGE, WORD_WEAK,   "hu",  "hun|hungarian"},
    {WORD_LANGUAGE, WORD_WEAK,   "id",  "indonesian"},
    {WORD_LANGUAGE, WORD_WEAK,   "is",  "icelandic"},
    {WORD_LANGUAGE, WORD_UPPER,  "it",  "it"},
    {WORD_LANGUAGE, WORD_WEAK,   "it",  "ita|italian|italiano"},
    {WORD_LANGUAGE, WORD_UPPER,  "ja",  "jp"},
    {WORD_LANGUAGE, WORD_WEAK,   "ja",  "jap|japanese|jpn"},
    {WORD_LANGUAGE, WORD_WEAK,   "kn",  "kannada"},
    {WORD_LANGUAGE, WORD_UPPER,  "ko",  "kr"},
    {WORD_LANGUAGE, WORD_WEAK,   "ko",  "kor|korean"},
    {WORD_LANGUAGE, WORD_WEAK,   "lt",  "lithuanian"},
    {WORD_LANGUAGE, WORD_WEAK,   "lv",  "latvian"},
    {WORD_LANGUAGE, WORD_WEAK,   "ml",  "malayalam"},
    {WORD_LANGUAGE, WORD_WEAK,   "mr",  "marathi"},
    {WORD_LANGUAGE, WORD_STRONG, "mul", "dual audio|dualaudio"},
    {WORD_LANGUAGE, WORD_UPPER,  "mul", "dl|dual|ml"},
    {WORD_LANGUAGE, WORD_WEAK,   "mul", "multi|multi audio|multi lang|multiaudio|multilang"},
    {WORD_LANGUAGE, WORD_UPPER,  "nl",  "nl"},
    {WORD_LANGUAGE, WORD_WEAK,   "nl",  "dutch|flemish"},
    {WORD_LANGUAGE, WORD_WEAK,   "no",  "nor|norwegian"},
    {WORD_LANGUAGE, WORD_WEAK,   "pa",  "punjabi"},
    {WORD_LANGUAGE, WORD_UPPER,  "pl",  "pl"},
    {WORD_LANGUAGE, WORD_WEAK,   "pl",  "lektor|pldub|pol|polish"},
    {WORD_LANGUAGE, WORD_UPPER,  "pt",  "pt br"},
    {WORD_LANGUAGE, WORD_WEAK,   "pt",  "dublado|legendado|portugues|portuguese"},
    {WORD_LANGUAGE, WORD_WEAK,   "ro",  "romanian|rum"},
    {WORD_LANGUAGE, WORD_UPPER,  "ru",  "ru"},
    {WORD_LANGUAGE, WORD_WEAK,   "ru",  "rus|russian"},
    {WORD_LANGUAGE, WORD_WEAK,   "sk",  "slovak"},
    {WORD_LANGUAGE, WORD_WEAK,   "sr",  "serbian"},
    {WORD_LANGUAGE, WORD_WEAK,   "sv",  "swe|swedish"},
    {WORD_LANGUAGE, WORD_WEAK,   "ta",  "tam|tamil"},
    {WORD_LANGUAGE, WORD_WEAK,   "te",  "tel|telugu"},
    {WORD_LANGUAGE, WORD_WEAK,   "th",  "thai"},
    {WORD_LANGUAGE, WORD_STRONG, "tr",
     "türkçe dublaj|turkce dublaj|tr dublaj|türkçe altyazılı|turkce altyazili"},
    {WORD_LANGUAGE, WORD_WEAK,   "tr",  "tur|turkish|türkçe|turkce"},
    {WORD_LANGUAGE, WORD_WEAK,   "uk",  "ukr|ukrainian"},
    {WORD_LANGUAGE, WORD_WEAK,   "ur",  "urdu"},
    {WORD_LANGUAGE, WORD_WEAK,   "vi",  "vietnamese"},
    {WORD_LANGUAGE, WORD_UPPER,  "zh",  "cn"},
    {WORD_LANGUAGE, WORD_WEAK,   "zh",  "cantonese|chi|chinese|chs|cht|mandarin"},

    {WORD_EDITION, WORD_WEAK,  "Alternative Cut",
     "alternate cut|alternate ending|alternative cut"},
    {WORD_EDITION, WORD_WEAK,  "Anniversary Edition", "anniversary edition"},
    {WORD_EDITION, WORD_WEAK,  "Black and White",
     "b&w|black and chrome edition|black and white edition"},
    {WORD_EDITION, WORD_WEAK,  "Collector's Edition",
     "collector edition|collector's edition|collectors edition"},
    {WORD_EDITION, WORD_WEAK,  "Complete Cut",
     "complete version|long version|longer version|version longue"},
    {WORD_EDITION, WORD_WEAK,  "Criterion",
     "criterion|criterion collection|criterion edition|the criterion collection"},
    {WORD_EDITION, WORD_WEAK,  "Deluxe Edition",      "deluxe edition"},
    {WORD_EDITION, WORD_UPPER, "Director's Cut",      "dc"},
    {WORD_EDITION, WORD_WEAK,  "Director's Cut",
     "director cut|director's cut|director's edition|directors cut|directors edition|"
     "director’s cut"},
    {WORD_EDITION, WORD_WEAK,  "Extended",
     "extended|extended cut|extended edition|extended remastered|extended version|"
     "special extended edition"},
    {WORD_EDITION, WORD_WEAK,  "Fan Edit",
     "despecialized|despecialized edition|fan edit|fanedit"},
    {WORD_EDITION, WORD_WEAK,  "Festival",            "festival cut"},
    {WORD_EDITION, WORD_WEAK,  "Final Cut",           "final cut|the final cut"},
    {WORD_EDITION, WORD_WEAK,  "IMAX",                "imax|imax edition"},
    {WORD_EDITION, WORD_WEAK,  "Limited Edition",     "limited edition"},
    {WORD_EDITION, WORD_WEAK,  "Open Matte",          "open matte"},
    {WORD_EDITION, WORD_WEAK,  "Redux",               "redux"},
    {WORD_EDITION, WORD_WEAK,  "Remastered",
     "4k remastered|digitally remastered|remaster|remastered"},
    {WORD_EDITION, WORD_WEAK,  "Restored",            "restoration|restored|restored edition"},
    {WORD_EDITION, WORD_WEAK,  "Rogue Cut",           "rogue cut|the rogue cut"},
    {WORD_EDITION, WORD_WEAK,  "Special Edition",     "se edition|special edition"},
    {WORD_EDITION, WORD_WEAK,  "Theatrical",
     "theatrical|theatrical cut|theatrical edition|theatrical version"},
    {WORD_EDITION, WORD_WEAK,  "Ultimate Edition",
     "ultimate collector's edition|ultimate collectors edition|ultimate cut|ultimate edition"},
    {WORD_EDITION, WORD_WEAK,  "Uncensored",          "uncensored|uncensored version"},
    {WORD_EDITION, WORD_WEAK,  "Uncut",               "uncut|uncut edition"},
    {WORD_EDITION, WORD_WEAK,  "Unrated",             "unrated|unrated cut|unrated edition"},

    {WORD_PROPER, WORD_STRONG, "proper", "proper2|real proper|repack2"},
    {WORD_PROPER, WORD_WEAK,   "proper", "proper"},
    {WORD_PROPER, WORD_WEAK,   "real",   "real"},
    {WORD_PROPER, WORD_STRONG, "repack", "repack proper"},
    {WORD_PROPER, WORD_WEAK,   "repack", "repack"},
    {WORD_PROPER, WORD_WEAK,   "rerip",  "rerip"},

    {WORD_EXTRA, WORD_WEAK,   "behind the scenes", "behind the scenes|behindthescenes|making of"},
    {WORD_EXTRA, WORD_WEAK,   "deleted scenes",    "deleted scene|deleted scenes|deletedscene"},
    {WORD_EXTRA, WORD_STRONG, "ending",            "creditless ed|creditless ending|nced"},
    {WORD_EXTRA, WORD_WEAK,   "extras",
     "bonus|bonus disc|bonus feature|bonus features|extras"},
    {WORD_EXTRA, WORD_WEAK,   "featurette",        "featurette|featurettes"},
    {WORD_EXTRA, WORD_WEAK,   "interview",         "interview|interviews"},
    {WORD_EXTRA, WORD_STRONG, "opening",           "creditless op|creditless opening|ncop"},
    {WORD_EXTRA, WORD_WEAK,   "sample",            "sample"},
    {WORD_EXTRA, WORD_WEAK,   "trailer",           "teaser|trailer|trailers"},
    {WORD_EXTRA, WORD_UPPER,  "trailer",           "pv"},

    {WORD_COUNTRY, WORD_UPPER, "AU", "au"},
    {WORD_COUNTRY, WORD_UPPER, "CA", "ca"},
    {WORD_COUNTRY, WORD_UPPER, "GB", "uk"},
    {WORD_COUNTRY, WORD_UPPER, "IE", "ie"},
    {WORD_COUNTRY, WORD_UPPER, "NZ", "nz"},
    {WORD_COUNTRY, WORD_UPPER, "US", "us"},

    {WORD_RELEASE, WORD_STRONG, NULL,
     "bt 2020|bt2020|bt 709|bt709|mp4|mkv|avi|10 bit|1080pp|10bits|12 bit|8 bit|ac3evo|amzn|"
     "custom subbed|dlmux|dsnp|dsny|dvd full|eng sub|eng subs|english sub|english subs|esub|"
     "esubs|fansub|fastsub|full dvd|full movie|h ou|h sbs|half ou|half sbs|hard sub|hardsub|"
     "hardsubs|hbomax|hd2dvd|korsub|korsubs|legendas|msub|msubs|multi sub|multi subs|"
     "multiple subtitle|multiple subtitles|multisub|multisubs|netflix|nlsub|nlsubs|nordic sub|"
     "oar|read nfo|soft sub|soft subs|softsub|softsubs|sub ita|subbed|subforced|subfrench|subita|"
     "subpack|subs ita|subtitulado|swesub|dublaj|dublajlı|altyazılı|altyazili|feliratos|szinkronos|cz dabing|sk dabing|"
     "cz titulky|dubbing pl|lektor pl|napisy pl|vose|дубляж|дублированный|субтитры|озвучка|г|"
     "vost|vosta|vostf|vostfr|x86"},
    {WORD_RELEASE, WORD_STRONG, NULL,  "baha|ma10p|国漫|国创|日漫|美漫|新番|连载|连载中"},
    {WORD_RELEASE, WORD_UPPER,  NULL,
     "tv|vo|amc|atvp|cr|dm|hd|hmax|hulu|int|ip|max|nf|pcok|qc|red|sd|stan"},

    {WORD_GROUP, WORD_STRONG, NULL,
     "dksubs|erai|erai raws|etrg|ettv|eztv|eztvx|galaxyrg|galaxytv|horriblesubs|rarbg|rartv|"
     "subsplease|tgx|yify|yts|yts am|yts lt|yts mx"},

    {WORD_PACK, WORD_WEAK, NULL,     "batch|complete|the complete|full season"},
    {WORD_PACK, WORD_WEAK, "series",
     "complete series|complete tv series|mini series|miniseries|the complete series|tv mini series|"
     "tv series"},

    {WORD_RELEASE, WORD_WEAK, NULL,
     "v0|v1|v2|v3|v4|10bit|12bit|2d|3d|8bit|ads|asrequested|audio|cc|chaps|chapters|clean|"
     "convert|custom|dirfix|disc|disk|docu|doku|dub|dubbed|dvdx|dxva|ed|encoded|end|fansubbed|"
     "final|fixed|free|fs|full|fullscreen|half|hallowed|hardcoded|hc|hdclub|hdtvx|hi444p|hou|hq|hr|"
     "hsbs|hybrid|internal|letterbox|limited|line|lq|md|mic|nfo|nfofix|nordic|nordicsubs|ntsc|"
     "obfuscated|ou|pal|part1|postbot|proof|prooffix|r1|r2|r3|r4|raws|read|regraded|remux|retail|"
     "rifftrax|rip|rp|samplefix|sbs|scrambled|sdh|secam|stv|sub|subfix|subs|subtitles|synced|tv9|"
     "tvshow|uncompressed|untouched|upscale|upscaled|voice|vol|volume|web3|widescreen|ws"},

    {WORD_PART, WORD_WEAK, NULL, "part|parte|partie|parts|pt|teil"},

    {WORD_SPECIAL, WORD_WEAK, NULL, "oad|oads|oav|ona|onas|ova|ovas|special|specials"},

    {WORD_NUMERAL, WORD_WEAK, NULL,
     "eight|eighth|eleven|fifth|first|five|four|fourth|nine|ninth|one|second|seven|seventh|six|"
     "sixth|ten|tenth|third|three|twelve|two"},

    {WORD_MONTH, WORD_WEAK, NULL,
     "january|february|march|april|may|june|july|august|september|october|november|december|jan|"
     "feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec"},
};
/* clang-format on */

enum { WORD_MAX = 2048, BUCKETS = 4096, WORD_LENGTH_MAX = 64 };

static struct word words[WORD_MAX];
static size_t word_count;
static short bucket[BUCKETS]; /* number of the first word, from 1; 0: empty */

/* Ranges of capitals, sorted. A small letter is `distance` code points after its capital, and has
 * the same number of bytes. If `step` is 2, capitals and small letters alternate in the range. */
/* clang-format off */
static const struct {
    unsigned short first, last;
    unsigned char step, distance;
} capitals[] = {
    {0x00c0, 0x00d6, 1, 32}, {0x00d8, 0x00de, 1, 32}, /* Latin */
    {0x0100, 0x012e, 2,  1}, {0x0132, 0x0136, 2,  1}, {0x0139, 0x0147, 2, 1},
    {0x014a, 0x0176, 2,  1}, {0x0179, 0x017d, 2,  1},
    {0x0386, 0x0386, 1, 38}, {0x0388, 0x038a, 1, 37}, {0x038c, 0x038c, 1, 64}, /* Greek */
    {0x038e, 0x038f, 1, 63}, {0x0391, 0x03a9, 1, 32},
    {0x0400, 0x040f, 1, 80}, {0x0410, 0x042f, 1, 32}, {0x0490, 0x0490, 1, 1}, /* Cyrillic */
};
/* clang-format on */

static unsigned small_letter(unsigned letter)
{
    for (size_t i = 0; i < sizeof capitals / sizeof *capitals && letter >= capitals[i].first; i++)
        if (letter <= capitals[i].last && (letter - capitals[i].first) % capitals[i].step == 0)
            return letter + capitals[i].distance;
    return letter;
}

/* Writes the word in lower case. This does not change its length. */
static void lower(char *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];

        out[i] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
        if ((c & 0xe0) == 0xc0 && i + 1 < length) {
            unsigned letter = small_letter((c & 0x1fu) << 6 | ((unsigned char)text[i + 1] & 0x3fu));

            out[i] = (char)(0xc0 | letter >> 6);
            out[++i] = (char)(0x80 | (letter & 0x3f));
        }
    }
}

static bool is_ascii(const char *text, size_t length)
{
    unsigned char all = 0;

    for (size_t i = 0; i < length; i++)
        all |= (unsigned char)text[i];
    return !(all & 0x80);
}

bool name_word_same(const char *word, const char *text, size_t length)
{
    char small[WORD_LENGTH_MAX];

    if (strncasecmp(word, text, length) == 0)
        return true;
    if (length > sizeof small || is_ascii(text, length))
        return false;
    lower(small, text, length);
    return memcmp(word, small, length) == 0;
}

static unsigned hash(const char *text, size_t length)
{
    unsigned h = 2166136261u;

    for (size_t i = 0; i < length && text[i] != ' '; i++) {
        unsigned char c = (unsigned char)text[i];

        h = (h ^ (c >= 'A' && c <= 'Z' ? c | 0x20u : c)) * 16777619u;
    }
    return (h ^ h >> 15) % BUCKETS;
}

/* Returns the first entry whose first word is `text`, from entry `number` on in the chain of its
 * bucket; NULL: not found. */
static const struct word *from(short number, const char *text, size_t length)
{
    for (; number; number = words[number - 1].next) {
        const struct word *word = &words[number - 1];

        if (word->first == length && strncasecmp(word->text, text, length) == 0)
            return word;
    }
    return NULL;
}

static struct word *add(const struct row *row, const char *text, size_t length)
{
    unsigned h = hash(text, length);
    struct word *word = &words[word_count++];

    *word = (struct word){.text = text,
                          .length = (unsigned char)length,
                          .first = (unsigned char)strcspn(text, " |"),
                          .kind = row->kind,
                          .force = row->force,
                          .value = row->value,
                          .next = bucket[h]};
    bucket[h] = (short)word_count;
    return word;
}

/* Adds a word of a language, if the table does not have it. Languages can share a word: sets its
 * number_first if one of them has set it. */
static void add_of_language(const struct row *row, const char *text, size_t length,
                            bool number_first)
{
    const struct word *there = from(bucket[hash(text, length)], text, length);
    struct word *word;

    while (there && there->length != length)
        there = name_word_next(there);
    word = there ? &words[there - words] : add(row, text, length);

    word->number_first |= number_first;
}

static void add_row(const struct row *row, const struct language *language)
{
    const char *at = row->spellings;

    for (size_t length; at && word_count < WORD_MAX; at += length + 1) {
        length = strcspn(at, "|");
        if (language)
            add_of_language(row, at, length, language->number_first);
        else
            add(row, at, length);
        if (!at[length])
            break;
    }
}

static void build(void)
{
    const struct language *l;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        add_row(&rows[i], NULL);
    for (size_t i = 0; (l = name_language_number(i)); i++) {
        add_row(&(struct row){WORD_SEASON, WORD_WEAK, NULL, l->seasons}, l);
        add_row(&(struct row){WORD_EPISODE, WORD_WEAK, NULL, l->episodes}, l);
        add_row(&(struct row){WORD_SEASON_SHORT, WORD_WEAK, NULL, l->short_seasons}, l);
        add_row(&(struct row){WORD_EPISODE_PART, WORD_WEAK, NULL, l->parts}, l);
    }
}

const struct word *name_word_first(const char *text, size_t length)
{
    char small[WORD_LENGTH_MAX];
    short number;

    if (!word_count)
        build();
    if (length <= sizeof small && !is_ascii(text, length)) {
        lower(small, text, length);
        text = small;
    }
    number = bucket[hash(text, length)];
    return number ? from(number, text, length) : NULL;
}

const struct word *name_word_next(const struct word *word)
{
    return from(word->next, word->text, word->first);
}

const struct word *name_word_number(size_t number)
{
    if (!word_count)
        build();
    return number < word_count ? &words[number] : NULL;
}
