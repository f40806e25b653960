/* Declarations that the files of this room share. Other rooms include only name.h.
 *
 * A name is one part of a path: the file's name without its extension, or a folder's name. A fan
 * release is a video with a name as anime fans write it: "[Group] Title - 05 [720p]". These are the
 * files of the room, in the order in which they process a name:
 *
 * plain.c    converts the path to the characters that the rules use
 * path.c     splits the path into its parts, and knows folders that only sort files
 * place.c    recognizes folders by their place in the path: users' homes, mounts
 * token.c    splits a name into words, the tokens, and stores the gaps between them
 * language.c has the table of the words for season and episode in each language
 * word.c     has the table of release words: the meaning of each token, by its spelling
 * tag.c      finds shapes such as 1080p by rules, and decides which tokens are release tags
 * mark.c     finds marks, the tokens that give season, episode or date, by the rules of rules.c
 * read.c     chooses among the marks, and finds the year and the end of the title
 * tail.c     removes words at the end of the title that do not belong to it
 * title.c    converts the title's tokens to text
 * folder.c   compares a file's title with a folder's, and copies values that the file lacks
 * others.c   finds titles in addition to the chosen one
 * fans.c     knows the conventions of anime fans
 * untitled.c recognizes names that are not titles: those of cameras, messengers, hashes, counters
 * level.c    reads the file's name and the folders that give information
 * fill.c     fills gaps in the file's reading with values of the folders
 * name.c     runs all these steps, and chooses between the file and its folders
 * json.c     converts the result to the record's media object
 * explain.c  explains the result
 *
 * number.c reads numbers for several of these files. rule.c (rule.h) matches tables of patterns.
 *
 * To add one of these, edit:
 *
 * a spelling of a release word               its row in word.c
 * a word for season or episode               the language's row in language.c
 * a way to write a season, episode or date   a new row in rules.c
 * a shape of a tag                           a new row in tag.c
 * a key of the media object                  json.c
 *
 * Each rule has an example, which a test checks. */
#ifndef PARSE_PARTS_H
#define PARSE_PARTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "parse/rule.h"

enum {
    NAME_LENGTH_MAX = 4096, /* maximum length in bytes of a name; the rest is ignored */
    TOKEN_MAX = 320,        /* maximum number of tokens of a name; the rest is ignored */
    MARK_MAX = 24,
    OTHER_TITLE_MAX = 3, /* maximum number of titles in addition to the first */
    RUN_MAX = 12,
    LANGUAGE_MAX = 8,
    IMDB_LENGTH_MAX = 11,
    PATH_DEPTH = 4,    /* maximum number of folders that are read above the file */
    YEAR_FIRST = 1878, /* earliest year of a film in brackets: "(1897)" */
    YEAR_MIN = 1900,   /* earliest year without brackets; lower numbers are words of titles */
    YEAR_MAX = 2035    /* latest year; 2049 and 2077 are words of titles */
};

/* --- path.c: the parts of a path ------------------------------------------------------------ */

struct path {
    /* The file's name without extension, then its folders, innermost first. */
    struct rule_span part[PATH_DEPTH + 1];
    size_t count;
    bool video; /* the file has a video extension */
};

/* The kind of a folder, judged by its name only. */
enum folder { FOLDER_OTHER, FOLDER_GENERIC, FOLDER_SPECIALS, FOLDER_EXTRAS, FOLDER_DISC };

/* Splits the path in `text` into its parts, which are spans of `text`. */
void name_path_split(struct path *path, const char *text);

/* Returns the kind of a folder with this name. */
enum folder name_path_folder(const char *name, size_t length);

/* Returns whether this is a usual name for a folder of shows: TV, Series. */
bool name_path_of_shows(const char *name, size_t length);

/* Returns whether cameras create folders with this name: DCIM, AVCHD, 100CANON. */
bool name_path_of_camera(const char *name, size_t length);

/* Returns whether this is a usual name for a folder of films: Movies. */
bool name_path_of_films(const char *name, size_t length);

/* Returns the length of a file name without the suffix of a copy (" - Copy", " copy 2", " (1)"), as
 * file managers add it. A number such as " (1)" can also be an episode's. */
size_t name_path_without_copy(const char *name, size_t length);

/* Returns whether a file name has no information about the film or episode: a hash, VTS_01_1,
 * "movie". */
bool name_path_meaningless(const char *name, size_t length);

/* Returns whether a file name is written backwards: p0801.20E10S.emaN. */
bool name_path_backwards(const char *name, size_t length);

/* --- place.c: folders that are places -------------------------------------------------------- */

enum place {
    PLACE_NONE,
    PLACE_USER, /* the home of a user */
    PLACE_MOUNT /* a mounted disk, or a share of a server */
};

/* Returns the kind of place of the folder whose path is the first `end` bytes of `text`. */
enum place name_place(const char *text, size_t end);

/* --- token.c: a name, cut into tokens ------------------------------------------------------- */

/* The gap before a token. An opening bracket takes precedence over a dash, and a dash over a
 * closing bracket. */
enum gap {
    GAP_START,
    GAP_SPACE,  /* blanks, dots, underscores */
    GAP_GLUE,   /* nothing, or one of + & , and similar signs */
    GAP_HYPHEN, /* exactly one hyphen: Spider-Man, x264-GROUP */
    GAP_DASH,   /* a dash, one of ~ | / \, two hyphens, or a hyphen next to a blank: Show - 01 */
    GAP_BRACKET /* an opening or closing bracket */
};

/* The shape of a token, as bits. A rule is tried only at tokens of certain shapes. The shape of a
 * plain word is 0. */
enum shape {
    SHAPE_DIGITS = 1 << 0,        /* 12 */
    SHAPE_DIGIT_FIRST = 1 << 1,   /* 1x02, 3of6, 2nd */
    SHAPE_LETTERS_DIGIT = 1 << 2, /* s01e02, ep3 */
    SHAPE_SEASON = 1 << 3,        /* season, season2 */
    SHAPE_EPISODE = 1 << 4,       /* episode, ep3 */
    SHAPE_PART = 1 << 5,          /* part, pt2 */
    SHAPE_NUMBER_SIGN = 1 << 6,   /* #12 */
    SHAPE_FIRST = 1 << 7,         /* the first token in the text */
    SHAPE_ORDINAL = 1 << 8,       /* may be a number before the word for season: 2nd */
    SHAPE_NUMERAL = 1 << 9,       /* "two" */
    SHAPE_OPEN = 1 << 10,         /* the first token after an opening bracket */
    SHAPE_WORD = 1 << 11,         /* the token is in the table of word.c */
    SHAPE_CJK = 1 << 16,          /* has CJK characters (Chinese, Japanese, Korean) */
    SHAPE_SPECIAL = 1 << 20,      /* "special", or OVA (original video animation) */
    SHAPE_DASHED = 1 << 21,       /* after a dash */
    SHAPE_MONTH = 1 << 12,        /* "may", "october" */
    SHAPE_COUNTED = 1 << 13,      /* may be a number before the word for episode: 3. díl */
    SHAPE_SEASON_SHORT = 1 << 14, /* "se", "sn3": a season only if an episode follows */
    SHAPE_EPISODE_PART = 1 << 15, /* "del": an episode only if a season precedes it */
    SHAPE_COUNTED_PART = 1 << 17  /* a number without a dot before such a word: 3 del */
};

struct name_token {
    unsigned start, end; /* byte offsets in the text */
    enum gap gap;
    char bracket;        /* the bracket around the token: ( [ {; 0: none */
    unsigned char group; /* number of that bracket, from 1; 0: not in a bracket */
    unsigned shape;
    const struct word *word; /* entry of word.c for the token or its phrase; NULL: no entry */
    const struct rule *rule; /* the rule of tag.c that matched the token; NULL: no rule */
    bool tag;                /* certainly a release word */
    bool used;               /* part of a mark, or of a tag that a rule found */
};

/* A name, cut into tokens. */
struct text {
    const char *at; /* the name: borrowed, valid UTF-8, NUL-terminated */
    size_t length;
    struct name_token token[TOKEN_MAX + 1]; /* token[count] is an empty token at the end */
    size_t count;
    bool ascii;
    bool spaced;      /* has spaces (or underscores), so a dot may be part of a word */
    bool group_first; /* is a fan release: begins with [Group] */
    bool checksum;    /* has a checksum: [1A2B3C4D] */
    bool volumes;     /* is a fan release with a volume: [Group] Name Vol.2 */
    bool serial;      /* the file is in a show's or a season's folder */
};

/* Cuts the `length` bytes at `at` into tokens. Borrows the bytes, which must outlive *text. */
void name_token_cut(struct text *text, const char *at, size_t length);

/* Looks up each token in the table of words, and sets its word and shape. */
void name_token_look_up(struct text *text);

/* Returns the first token from `from` on that starts at byte `at` or later; text->count if there is
 * no such token. */
size_t name_token_at(const struct text *text, size_t from, size_t at);

/* Returns whether the tokens from `from` up to (not including) `to` are the whole content of a
 * bracket: [x y]. */
bool name_token_fill_bracket(const struct text *text, size_t from, size_t to);

/* Returns the year that token i gives; 0 if the token cannot be a year. */
int name_token_year(const struct text *text, size_t i);

/* --- number.c: numbers, and lists of numbers ------------------------------------------------ */

/* Numbers as ranges: 1, 3 to 5. */
struct numbers {
    struct run {
        int first, last;
    } run[RUN_MAX];
    int count;
};

/* Returns the value of a number in digits, in Roman numerals ("IV") or in words of several
 * languages ("four", "四"); -1 if the text is not a number. */
int name_number_of(const char *text, size_t length);

/* Returns the value of an id in digits; 0 if the id has more than nine digits. */
long name_id_of(const char *text, size_t length);

/* Reads a list of numbers into *numbers: "1-3", "02E03", "1, 2 & 4". Stops before a number that is
 * not higher than the previous one. Returns the number of bytes read. */
size_t name_numbers_read(struct numbers *numbers, const char *text, size_t length);

/* Adds the range from `first` to `last`, or extends the last range if it ends at `first` - 1. Does
 * nothing if there are RUN_MAX ranges. */
void name_numbers_add(struct numbers *numbers, int first, int last);

/* --- language.c: the words for season and episode in each language --------------------------- */

/* The words for season and episode in one language. Each list is a string of words in lower case,
 * separated by '|'; NULL: no words. */
struct language {
    const char *code;          /* ISO 639-1 */
    const char *seasons;       /* "season" and its plural */
    const char *episodes;      /* "episode" and its plural */
    const char *short_seasons; /* words that mean season only if an episode directly follows: "s" */
    const char *parts; /* words that mean episode only if a season directly precedes: "del" */
    bool number_first; /* the number can precede the word without a dot: 5 серия */
    /* Examples that mean season 2, episode 3. */
    const char *after;  /* with the numbers after the words */
    const char *before; /* with the numbers before the words; NULL: not used */
};

/* Returns row `number` of the table, counted from 0; NULL after the last row. The row is static. */
const struct language *name_language_number(size_t number);

/* --- word.c: the table of release words ----------------------------------------------------- */

/* The kind of a word in the table. Words of the kinds before WORD_KINDS_WITH_VALUE can set a key of
 * the media object. */
enum word_kind {
    WORD_NONE,
    WORD_RESOLUTION,
    WORD_SOURCE,
    WORD_VIDEO,
    WORD_AUDIO,
    WORD_CHANNELS,
    WORD_HDR,
    WORD_LANGUAGE,
    WORD_EDITION,
    WORD_PROPER,
    WORD_EXTRA,
    WORD_COUNTRY,
    WORD_KINDS_WITH_VALUE,
    WORD_RELEASE, /* any other word of release names */
    WORD_PACK,    /* "complete series" */
    WORD_GROUP,   /* the name of a known release group */
    WORD_SEASON,  /* "season" in any language; counts only with a number */
    WORD_EPISODE,
    WORD_SEASON_SHORT, /* "se", "sn" */
    WORD_EPISODE_PART, /* "del", "osa" */
    WORD_PART,
    WORD_SPECIAL, /* OVA, OAD, ... */
    WORD_NUMERAL, /* "two" */
    WORD_MONTH,
};

/* The places where a word has the meaning that the table gives. */
enum word_force {
    WORD_STRONG, /* almost anywhere in a name */
    WORD_WEAK,   /* only next to other release words, because titles can contain the word */
    WORD_UPPER   /* like WORD_WEAK, but only in capitals */
};

struct word {
    /* In lower case, not NUL-terminated. One blank separates the words of a phrase. */
    const char *text;
    unsigned char length, first; /* lengths of `text` and of its first word */
    short next;                  /* used by word.c */
    enum word_kind kind;
    enum word_force force;
    bool number_first; /* the number of the season or episode can precede the word without a dot */
    const char *value; /* value in the record; NULL: none */
};

/* Returns whether `word`, which is in lower case, and `text` are the same, ignoring case. Both have
 * `length` bytes. Folds only Latin, Greek and Cyrillic letters of at most two bytes. */
bool name_word_same(const char *word, const char *text, size_t length);

/* Returns the first entry of the table whose first word is `text`, ignoring case; NULL: not found.
 * The entry is static. */
const struct word *name_word_first(const char *text, size_t length);
/* Returns the next entry with the same first word; NULL after the last. */
const struct word *name_word_next(const struct word *word);

/* Returns entry `number` of the table, counted from 0; NULL after the last entry. For tests. */
const struct word *name_word_number(size_t number);

/* --- tag.c: the tags of a release ----------------------------------------------------------- */

/* The values in a name besides title, year, season and episode. Strings are static. */
struct details {
    const char *value[WORD_KINDS_WITH_VALUE];
    const char *language[LANGUAGE_MAX];
    int languages;
    int part;                                /* number of the disc or part of a film; 0: not set */
    char imdb[IMDB_LENGTH_MAX + 1];          /* tt0133093; "": not set */
    long tmdb, tvdb, trakt;                  /* ids; 0: not set */
    struct rule_span group;                  /* release group; empty: not set */
    char episode_title[NAME_LENGTH_MAX + 1]; /* "": not set */
};

extern struct rule_table name_tag_rules;

/* Finds the tags of a name. Stores the values of tags that a rule finds (DD5.1, tt0133093) in
 * *details. */
void name_tag_find(struct text *text, struct details *details);

/* Returns the kind of extra ("trailer") if the text consists only of a word for an extra, numbers
 * and tags: Trailer, trailer2, Sample 1. Returns NULL for any other text. The string is static. */
const char *name_tag_only_extras(const struct text *text);

/* Returns the kind of extra if the name begins or ends with a word for an extra that a hyphen joins
 * to the rest: sample-heat, grp-heat-sample. Otherwise returns NULL. The string is static. */
const char *name_tag_joined_extra(const struct text *text);

/* Adds the values of the words from token `from` on to *details. Keeps values that are set. */
void name_tag_collect(const struct text *text, size_t from, struct details *details);

/* --- mark.c: season, episode and date; the rules are in rules.c ------------------------------ */

/* Facts that are known before a name is read. */
struct context {
    bool season; /* the file is in a season's folder */
    bool show;   /* the file is in a show's folder */
    /* The name is that of one video: the file has a video extension. When a folder's name is read,
     * one of the two names must also begin with the other. */
    bool video;
    bool numbered; /* the file's name is its folder's name and a number */
    bool plain;    /* read the name as a title: do not search for marks */
};

/* The named groups of the rules. */
enum mark_field {
    MARK_SEASON,
    MARK_SEASONS,
    MARK_EPISODES,
    MARK_LAST, /* the last number of a range */
    MARK_YEAR,
    MARK_YEAR2, /* a year of two digits */
    MARK_MONTH, /* a number or a name */
    MARK_DAY,
    MARK_TIME, /* the time of day */
    MARK_FIELDS
};

/* The conditions of a rule besides its pattern. "It" is the text that the pattern matches. */
enum mark_needs {
    NEEDS_TITLE_BEFORE = 1 << 0, /* a word of a title precedes it */
    NEEDS_LAST = 1 << 1,         /* a tag, a bracket or the end directly follows it */
    NEEDS_DASH_BEFORE = 1 << 2,  /* " - " precedes it */
    NEEDS_FILLED = 1 << 3,       /* it is the whole content of its bracket */
    NEEDS_NO_YEAR = 1 << 4,      /* no token that may be a film's year follows it */
    NEEDS_NOT_YEAR = 1 << 5,     /* it is not itself a year */
    /* no tag precedes it; in the name of a fan release, no tag directly precedes it */
    NEEDS_PLAIN_BEFORE = 1 << 6,
    NEEDS_AIRED_AFTER = 1 << 7,   /* HDTV or similar directly follows it */
    NEEDS_SEASON_BEFORE = 1 << 8, /* a season directly precedes it */
    /* the name is that of a fan release: it begins with [Group] or has a checksum */
    NEEDS_ANIME = 1 << 9,
    NEEDS_BROADCAST = 1 << 10,  /* the name is not that of a fan release or a BluRay */
    NEEDS_NO_SEASON = 1 << 11,  /* no season without an episode precedes it */
    NEEDS_NO_PACK = 1 << 12,    /* no season written as "S01" precedes it */
    NEEDS_SHOW = 1 << 13,       /* the file is in a show's or a season's folder */
    NEEDS_SERIAL = 1 << 14,     /* NEEDS_SHOW, or a TV or scene release; but not from a disc */
    NEEDS_NOT_FILM = 1 << 15,   /* it is not part of a film's title: Open Season 2 (2008) */
    NEEDS_ONE = 1 << 16,        /* the name has a video extension, or is a fan release */
    NEEDS_NUMBERED = 1 << 17,   /* the file's name is its folder's name and a number: X/X 12.avi */
    NEEDS_VIDEO = 1 << 18,      /* the file has a video extension */
    NEEDS_NOT_NEXT = 1 << 19,   /* season and episode are not consecutive numbers (11-12 are) */
    NEEDS_NO_SEASONS = 1 << 20, /* NEEDS_NO_SEASON, and no season follows it */
    NEEDS_SEASON_FOLDER = 1 << 23, /* the file is in a season's folder */
    NEEDS_NOT_TITLE = 1 << 24,     /* the number is not in a second title, too: Name 7 (Other 7) */
    NEEDS_ALL_BEFORE = 1 << 25,    /* "all" directly precedes it, and becomes part of the mark */
    NEEDS_NOT_DISC = 1 << 22,      /* it does not begin the name of a BluRay: 11.14.2003.BluRay */
    NEEDS_EPISODE_NEXT = 1 << 21   /* a word for episode directly follows it */
};

/* A mark: the tokens that a rule matched, and their season, episode or date. */
struct mark {
    const struct rule *rule;
    size_t rank;     /* index of the rule; rule 0 is the most certain */
    bool sure;       /* the rule has no conditions besides its pattern, or only weak ones */
    size_t from, to; /* the first token, and the token after the last token */
    struct numbers seasons, episodes;
    int year, month, day; /* parts of a date; year 0: not a date */
    bool timed;           /* the date has a time of day */
};

struct marks {
    struct mark mark[MARK_MAX];
    size_t count;
};

extern struct rule_table name_mark_rules;

/* Finds the marks, which give season, episode or date, and sets `used` for their tokens. */
void name_mark_find(struct text *text, const struct context *context, struct marks *marks);

/* --- read.c: reading a name ------------------------------------------------------------------- */

/* Further titles of one film or show. */
struct titles {
    size_t count;
    char at[OTHER_TITLE_MAX][NAME_LENGTH_MAX + 1];
};

struct reading {
    const char *text;                /* the text to which the spans in `details` refer; borrowed */
    char title[NAME_LENGTH_MAX + 1]; /* "": not set */
    struct titles others;            /* further titles: One (Other), One / Other */
    bool marked;   /* is a show: has a season, an episode or a date, or names a whole series */
    bool released; /* has a tag */
    bool follows;  /* the title may be an episode's or an extra's: S01E02 - Name */
    bool recorded; /* the date is that of a recording */
    bool doubtful; /* the type (film or show) is a guess */
    bool sure;     /* season and episode are written together: S01E02 */
    bool absolute; /* the episode's number counts through all seasons */
    int year;      /* 0: not set */
    struct numbers seasons, episodes;
    int date_year, date_month, date_day; /* date_year 0: not set */
    struct details details;
};

/* The marks that were chosen for the reading; NULL: not found. */
struct choice {
    const struct mark *episode, *season, *date;
    size_t year; /* index of the year's token; text->count: not found */
};

/* The tokens from which a reading was made. */
struct name_trace {
    struct marks marks;
    struct choice choice;
    size_t start, end;        /* the first token of the title, and the token after the title */
    size_t episode_title_end; /* the token after the episode's title; 0: not set */
};

/* Reads a name, which name_token_cut has cut into tokens. *reading borrows the bytes of the text.
 * Sets *trace to the tokens that were used. */
void name_read(struct text *text, const struct context *context, struct reading *reading,
               struct name_trace *trace);

/* --- tail.c: the end of a title ------------------------------------------------------------ */

/* Removes words at the end of a title that do not belong to it, but never the first word. The title
 * is the tokens from `start` up to (not including) `end`. `first` is the first mark after the
 * title; NULL: none. Returns the new end. */
size_t name_tail_drop(const struct text *text, size_t start, size_t end, const struct mark *first);

/* --- fans.c: conventions of anime fans -------------------------------------------------------- */

/* Returns whether token i is a tag because it follows a dash in a fan release: "- BD [1080p]",
 * "- Batch [720p]". The token must be a word of the table. */
bool name_fans_tag(const struct text *text, size_t i);

/* Returns whether the word is a release word only in fan releases: "batch". */
bool name_fans_only(const struct word *word);

/* Returns whether the name is that of a whole series or a volume: it has a volume, a batch of all
 * episodes, or OVAs (original video animations). */
bool name_fans_series(const struct text *text);

/* Removes the word that fans add at the end of a title: Movie, OVAs, - OVA. Returns the new end. */
size_t name_fans_cut(const struct text *text, size_t start, size_t end);

/* --- title.c: writing titles ---------------------------------------------------------------- */

/* Returns the start of the Latin title after a bar (纸月亮 | Paper Moons); otherwise `start`. */
size_t name_title_after_bar(const struct text *text, size_t start);

/* Returns the end of the first title in "One AKA Other" or "One / Other"; `end` if there is only
 * one title. */
size_t name_title_cut_at_alias(const struct text *text, size_t start, size_t end);

/* Narrows a title in two scripts (纸月亮 Paper Moons) to its Latin part. */
void name_title_choose_script(const struct text *text, size_t *from, size_t *to);

/* Writes the tokens from `from` up to (not including) `to` as a title. `out` has room for
 * NAME_LENGTH_MAX bytes and a NUL. Returns the length of the title. */
size_t name_title_write(const struct text *text, size_t from, size_t to, char *out);

/* Moves an article at the end of the title to its front, in place: "Matrix, The" becomes "The
 * Matrix". */
void name_title_article(char *title);

/* --- folder.c: values from the folders -------------------------------------------------------- */

/* Returns whether *details has an IMDb, TMDB, TVDB or Trakt id. */
bool name_folder_has_ids(const struct details *details);

/* Returns whether the folder's title should replace the file's: the file's title abbreviates the
 * folder's (gh-s02e13) or adds words to it, or the folder is a show's and has an id. `in_season` is
 * whether a season's folder is between the file and the folder. */
bool name_folder_knows_better(const struct reading *file, const struct reading *folder,
                              bool in_season);

/* If a folder's title ends with a country (The Office US), sets the country in the reading. */
void name_folder_country(struct reading *folder);

/* Returns whether the file can inherit a value from the folder, and both have the same title. A
 * country at the end of the folder's title is ignored. */
bool name_folder_same_title(const struct reading *file, const struct reading *folder);

/* Returns whether the folder's name is the file's name and a year in brackets, as for films. */
bool name_folder_of_film(const char *file, size_t length, const char *folder, size_t folder_length);

/* Copies the year, a show's country and the ids from the folder to the file if the file lacks them.
 * Both must have the same title. */
void name_folder_inherit(struct reading *file, const struct reading *folder);

/* --- plain.c: the characters that the rules use ----------------------------------------------- */

/* Returns `path` with composed letters, plain spaces and dashes, no repeated spaces, and ASCII
 * digits. If `path` is ASCII and has no repeated spaces, returns `path` itself; otherwise returns
 * the text in *out, which the caller owns. `path` is valid UTF-8. */
const char *name_plain(struct buf *out, const char *path);

/* Copies a name. Converts the full-width forms of ASCII (U+FF01 to U+FF5E) and CJK brackets to
 * ASCII, and drops invisible characters. `out` has room for NAME_LENGTH_MAX bytes and a NUL; a
 * longer name is cut off after a whole character. Returns the length of the copy. */
size_t name_plain_copy(char *out, const char *in, size_t length);

/* Writes the whole name as the title, without invisible characters. `title` has room for
 * NAME_LENGTH_MAX bytes and a NUL. `name` must have a visible character. */
void name_plain_bare(char *title, const char *name, size_t length);

/* --- untitled.c: names that are not titles ---------------------------------------------------- */

enum {
    UNTITLED_LENGTH_MAX = 160, /* a longer name always counts as a title */

    /* The kinds of names: */
    UNTITLED_CAMERA = 0,
    UNTITLED_SCREEN,
    UNTITLED_MESSENGER,
    UNTITLED_HASH,
    UNTITLED_COUNTER,
    UNTITLED_DISC,
    UNTITLED_NAMELESS,
    UNTITLED_RECORDING,
    UNTITLED_KIND = 15, /* mask of the kind */

    /* Conditions, as bits. If one of them is met, a folder gives the title: */
    UNTITLED_UNLESS_SHOW = 16,    /* a folder is a show's, or has a title and a year */
    UNTITLED_UNLESS_RELEASE = 32, /* a folder has a year, a season, an id or release tags */
    UNTITLED_UNLESS_LIBRARY = 64, /* a folder of shows or films contains the file */
};

/* Facts about a name that is not a title. */
struct untitled {
    const struct rule *rule;
    const char *kind;     /* for media.untitled; static */
    unsigned unless;      /* UNTITLED_UNLESS_ bits */
    int year, month, day; /* year 0: no date */
};

extern struct rule_table name_untitled_rules;

/* If a file name (without its extension) has no visible character, fills *untitled and returns
 * true. */
bool name_nameless(const char *name, size_t length, struct untitled *untitled);

/* If a file name (without its extension) is not a title, fills *untitled and returns true. */
bool name_untitled(const char *name, size_t length, struct untitled *untitled);

/* Returns the media object of a name that is not a title. The caller owns it. */
CVI_MUST_USE json_t *name_untitled_json(const struct untitled *untitled);

/* --- others.c: titles besides the chosen one ------------------------------------------------- */

/* Token indexes: the title and the other titles around it. */
struct bounds {
    size_t whole;      /* the start of the title in all its scripts */
    size_t start, end; /* the title */
    size_t scripts;    /* the end of the title in all its scripts */
    /* the start of "AKA Other" or "/ Other"; if there is no such title, the same as `bracket` */
    size_t alias;
    size_t bracket; /* the start of the bracket, tag, mark or year after all these titles */
};

/* If a Latin title in brackets follows a title in another script, Бумажная луна (Paper Moon), moves
 * the bounds to the Latin title and returns true. */
bool name_others_latin(const struct text *text, struct bounds *bounds);

/* Adds the titles besides the chosen one to *others. Adds at most OTHER_TITLE_MAX. */
void name_others_find(const struct text *text, const struct bounds *bounds, struct titles *others);

/* --- json.c: the media object --------------------------------------------------------------- */

/* Returns the reading as a media object (docs/record.md); the caller owns it. */
CVI_MUST_USE json_t *name_reading_json(const struct reading *reading);

/* --- explain.c: how a name was read ----------------------------------------------------------- */

/* Adds an object to `list` for each piece of a name: how the piece was read, and why. `above` is
 * the number of levels above the file; 0: the file itself. */
void name_explain_reading(json_t *list, size_t above, const struct text *text,
                          const struct name_trace *trace, const struct details *details);

/* Adds a whole name, `part`, as one piece that was read as `as`, for the reason `why`. */
void name_explain_part(json_t *list, size_t above, const char *part, size_t length, const char *as,
                       const char *why);

/* Adds a file's name that is not a title. */
void name_explain_untitled(json_t *list, const char *name, size_t length,
                           const struct untitled *untitled);

/* Adds a table of all rules to *out. `room` is the number of columns of the terminal, as for
 * table_draw. */
void name_explain_rules(struct buf *out, size_t room);

#endif
