/* Declarations that the files of this room share. Other rooms include only name.h. The sections
 * below are the files, in the order in which they process a name:
 *
 * path.c     splits the path into the file's name and its folders, and knows folders that only sort
 * place.c    recognises folders by their place in the path: users' homes, mounts
 * token.c    splits one of these parts into words, the tokens, and stores the gaps between them
 * language.c the table of the words for season and episode in each language
 * word.c     the table of release words: the meaning of each token, by its spelling
 * tag.c      shapes such as 1080p, by rules; decides which tokens are tags of a release
 * mark.c     marks: the tokens that give season, episode or date, by the rules of rules.c
 * read.c     chooses among the marks, finds the year and the end of the title
 * tail.c     removes words from the end of the title that do not belong to it
 * title.c    writes the title in the usual way
 * folder.c   adds values of the folders to a file's reading; decides whose title is better
 * others.c   finds titles in addition to the chosen one
 * fans.c     the conventions of anime fans
 * untitled.c names that are not titles: those of cameras, messengers, hashes, counters
 * level.c    reads the file's name and its folders, and finds the informative ones (level.h)
 * fill.c     fills gaps in the file's reading with values of the folders
 * name.c     runs all these steps, and chooses between the file and its folders
 * json.c     converts the result to the record's media object
 * explain.c  explains the result
 *
 * number.c reads numbers for several of these files. rule.c (rule.h) matches tables of patterns,
 * without any knowledge of names.
 *
 * Each change has one place: for a spelling of a release word, its row in word.c; for a word for
 * season or episode, the language's row in language.c; for a way to write an episode, a season or a
 * date, a row in rules.c; for a shape of a tag, a row in tag.c; for a key of the media object,
 * json.c. Each rule has an example, which a test checks. */
#ifndef PARSE_PARTS_H
#define PARSE_PARTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "parse/rule.h"

enum {
    NAME_LENGTH_MAX = 4096, /* maximum bytes of one part of a path; the rest is ignored */
    TOKEN_MAX = 320,        /* tokens of a part that are read, likewise */
    MARK_MAX = 24,
    OTHER_TITLE_MAX = 3, /* maximum number of titles that are kept in addition to the first */
    RUN_MAX = 12,
    LANGUAGE_MAX = 8,
    IMDB_LENGTH_MAX = 11,
    PATH_DEPTH = 4,    /* folders above the file that are read */
    YEAR_FIRST = 1878, /* year of the oldest film; such early years need brackets: "(1897)" */
    YEAR_MIN = 1900,   /* a film from an earlier year is rarer than a title with such a number */
    YEAR_MAX = 2035    /* 2049 and 2077 are titles */
};

/* --- path.c: the parts of a path ------------------------------------------------------------ */

struct path {
    struct rule_span part[PATH_DEPTH + 1]; /* the file without extension, then folders upwards */
    size_t count;
    bool video; /* the extension is that of a video */
};

/* The kind of a folder, by its name only. */
enum folder { FOLDER_OTHER, FOLDER_GENERIC, FOLDER_SPECIALS, FOLDER_EXTRAS, FOLDER_DISC };

/* Splits a path into its parts, which are spans of text. */
void name_path_split(struct path *path, const char *text);

/* Returns the kind of a folder with this name. */
enum folder name_path_folder(const char *name, size_t length);

/* Returns whether a folder with this name holds shows: TV, Series. */
bool name_path_of_shows(const char *name, size_t length);

/* Returns whether cameras make folders with this name: DCIM, AVCHD, 100CANON. */
bool name_path_of_camera(const char *name, size_t length);

/* Returns whether a folder with this name holds films: Movies. */
bool name_path_of_films(const char *name, size_t length);

/* Returns the length of a file name without the mark of a copy at its end: " (1)", " - Copy", "
 * copy 2". The number may also be an episode, so the caller needs another sign that the file is a
 * copy. */
size_t name_path_without_copy(const char *name, size_t length);

/* Returns whether a machine made this file name (a hash, "abc", VTS_01_1). */
bool name_path_meaningless(const char *name, size_t length);

/* Returns whether a file name was written backwards: p0801.20E10S.emaN. */
bool name_path_backwards(const char *name, size_t length);

/* --- place.c: folders that are places -------------------------------------------------------- */

enum place {
    PLACE_NONE,
    PLACE_USER, /* the home of a user */
    PLACE_MOUNT /* a mounted disk, or a share of a server */
};

/* Returns the kind of place of the folder that ends before byte `end` of the path. */
enum place name_place(const char *text, size_t end);

/* --- token.c: a part of the path, cut into tokens ------------------------------------------- */

/* The gap before a token. If several values apply, the last one in this list is used. */
enum gap {
    GAP_START,
    GAP_SPACE,  /* blanks, dots, underscores */
    GAP_GLUE,   /* nothing, or a sign that joins: + & , */
    GAP_HYPHEN, /* exactly one hyphen: Spider-Man, x264-GROUP */
    GAP_DASH,   /* a hyphen or dash between blanks: Show - 01 */
    GAP_BRACKET /* a bracket opened or closed */
};

/* The shape of a token, for the rules that begin at it; plain words have none. */
enum shape {
    SHAPE_DIGITS = 1 << 0,        /* 12 */
    SHAPE_DIGIT_FIRST = 1 << 1,   /* 1x02, 3of6, 2nd */
    SHAPE_LETTERS_DIGIT = 1 << 2, /* s01e02, ep3 */
    SHAPE_SEASON = 1 << 3,        /* season, season2 */
    SHAPE_EPISODE = 1 << 4,       /* episode, ep3 */
    SHAPE_PART = 1 << 5,          /* part, pt2 */
    SHAPE_NUMBER_SIGN = 1 << 6,   /* #12 */
    SHAPE_FIRST = 1 << 7,         /* the first token in the text */
    SHAPE_ORDINAL = 1 << 8,       /* "second" or 2nd, before a season word */
    SHAPE_NUMERAL = 1 << 9,       /* "two" */
    SHAPE_OPEN = 1 << 10,         /* the first token in a bracket */
    SHAPE_WORD = 1 << 11,         /* in the table of words */
    SHAPE_CJK = 1 << 16,          /* it has CJK characters */
    SHAPE_SPECIAL = 1 << 20,      /* OVA, special */
    SHAPE_DASHED = 1 << 21,       /* after a dash */
    SHAPE_MONTH = 1 << 12,        /* "may", "october" */
    SHAPE_COUNTED = 1 << 13,      /* the number before an episode's word: 3. díl */
    SHAPE_SEASON_SHORT = 1 << 14, /* "se", "sn3": a season where an episode follows */
    SHAPE_EPISODE_PART = 1 << 15  /* "del": an episode where a season precedes it */
};

struct name_token {
    unsigned start, end; /* bytes of the text */
    enum gap gap;        /* the gap before it */
    char bracket;        /* the bracket it is in: ( [ { or 0 */
    unsigned char group; /* number of that bracket, from 1; 0 outside */
    unsigned shape;
    const struct word *word; /* set for each token of a phrase; NULL if not in the table */
    const struct rule *rule; /* the rule of tag.c that took it, or NULL */
    bool tag;                /* certainly a release word */
    bool used;               /* belongs to a mark, or to a tag of several tokens */
};

/* One part of a path, cut into tokens. */
struct text {
    const char *at; /* valid UTF-8, NUL-terminated; borrowed */
    size_t length;
    struct name_token token[TOKEN_MAX + 1]; /* token[count] is an empty token at the end */
    size_t count;
    bool ascii;
    bool spaced;      /* has spaces (or underscores), so a dot may be part of a word */
    bool group_first; /* begins with [Group], as fans name their releases */
    bool checksum;    /* has a checksum: [1A2B3C4D] */
    bool volumes;     /* a fan's release of a volume of a series: [Group] Name Vol.2 */
    bool serial;      /* its folders are a show's */
};

/* Cuts text into tokens. The bytes are borrowed, and must stay valid while *text is used. */
void name_token_cut(struct text *text, const char *at, size_t length);

/* Looks up each token in the table of words, and sets its word and shape. */
void name_token_look_up(struct text *text);

/* Returns the first token from `from` on that starts at byte `at` or later; text->count if there is
 * no such token. */
size_t name_token_at(const struct text *text, size_t from, size_t at);

/* Returns whether the tokens from `from` up to (not including) `to` are the whole content of their
 * bracket: [x y]. */
bool name_token_fill_bracket(const struct text *text, size_t from, size_t to);

/* Returns the year if token i looks like one, or 0. */
int name_token_year(const struct text *text, size_t i);

/* --- number.c: numbers, and lists of them --------------------------------------------------- */

/* Numbers as ranges: 1, 3 to 5. */
struct numbers {
    struct run {
        int first, last;
    } run[RUN_MAX];
    int count;
};

/* Returns the number written in digits, in Roman numerals ("IV"), or as an English or Chinese word
 * ("four"); -1 when it is not a number. */
int name_number_of(const char *text, size_t length);

/* Returns the value of an id of digits; 0 if it is too long. */
long name_id_of(const char *text, size_t length);

/* Reads a list into *numbers: "1-3", "02E03", "1, 2 & 4". Stops at a number that is not higher than
 * the one before. Returns the number of bytes read. */
size_t name_numbers_read(struct numbers *numbers, const char *text, size_t length);

/* Adds a range after the others. Adjacent ranges are merged; ranges over the limit are dropped. */
void name_numbers_add(struct numbers *numbers, int first, int last);

/* --- language.c: the words for season and episode in each language --------------------------- */

/* Spellings are in lower case and separated by '|'. A list is NULL if the language has no words for
 * it. The examples are for season 2 and episode 3, after a title. */
struct language {
    const char *code;          /* ISO 639-1 */
    const char *seasons;       /* "season" and its plural */
    const char *episodes;      /* "episode", likewise */
    const char *short_seasons; /* abbreviations that are accepted only if an episode follows
                                * directly */
    const char *parts; /* an episode after a season; elsewhere a part of a film, or a preposition */
    bool number_first; /* numbers precede the word, without a sign: 5 серия */
    const char *after, *before; /* examples: the number after the word, and before it or NULL */
};

/* Returns row number `number` of the table, from 0; NULL past the last. Borrowed, never freed. */
const struct language *name_language_number(size_t number);

/* --- word.c: the table of release words ----------------------------------------------------- */

/* The kind of a word of the table. The kinds before WORD_KINDS_WITH_VALUE may have a value for a
 * key of the media object. */
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
    WORD_RELEASE, /* another word of release names */
    WORD_PACK,    /* "complete series" */
    WORD_GROUP,   /* a release group that is recognised by its name only */
    WORD_SEASON,  /* "season" in some language; it needs a number */
    WORD_EPISODE,
    WORD_SEASON_SHORT, /* "se", "sn" */
    WORD_EPISODE_PART, /* "del", "osa" */
    WORD_PART,
    WORD_SPECIAL, /* OVA, OAD, ... */
    WORD_NUMERAL, /* "two" */
    WORD_MONTH,
};

/* The condition for reading a word as the table says. */
enum word_force {
    WORD_STRONG, /* anywhere after the first word */
    WORD_WEAK,   /* only among other release words: a title may contain it */
    WORD_UPPER   /* like weak, and only in capitals */
};

struct word {
    const char *text; /* lower case, not NUL-terminated; the words of a phrase have one blank
                       * between them */
    unsigned char length, first; /* lengths of the whole and of its first word */
    short next;
    enum word_kind kind;
    enum word_force force;
    bool number_first; /* of a season or an episode: its number may precede it without a sign */
    const char *value; /* value in the record, or NULL */
};

/* Returns whether two words of this length, the first in lower case, differ only in case. Handles
 * the case of Latin, Greek and Cyrillic letters of one or two bytes. */
bool name_word_same(const char *word, const char *text, size_t length);

/* Return the first entry that begins with this word, ignoring case, and the next such entry; NULL
 * at the end. Borrowed, never freed. */
const struct word *name_word_first(const char *text, size_t length);
const struct word *name_word_next(const struct word *word);

/* Returns entry number `number` of the table, from 0; NULL past the last. For tests. */
const struct word *name_word_number(size_t number);

/* --- tag.c: the tags of a release ----------------------------------------------------------- */

/* The values in a name other than the title and numbers. Strings are borrowed from the tables. */
struct details {
    const char *value[WORD_KINDS_WITH_VALUE];
    const char *language[LANGUAGE_MAX];
    int languages;
    int part;                                /* number of the disc or part of a film; 0: not set */
    char imdb[IMDB_LENGTH_MAX + 1];          /* tt0133093; "": not set */
    long tmdb, tvdb, trakt;                  /* ids; 0: not set */
    struct rule_span group;                  /* release group; likewise */
    char episode_title[NAME_LENGTH_MAX + 1]; /* "": not set */
};

extern struct rule_table name_tag_rules;

/* Finds the shapes (1080p, DD5.1, 700MB, tt0133093), and decides which tokens are tags. Stores the
 * values of the shapes in *details. */
void name_tag_find(struct text *text, struct details *details);

/* Returns the value ("trailer") of an extra if the text consists of the word for it, and perhaps
 * numbers and tags: Trailer, trailer2, Sample 1. Returns NULL for any other text. Borrowed. */
const char *name_tag_only_extras(const struct text *text);

/* Returns the value of an extra whose word a hyphen joins to the start or the end of the name:
 * sample-heat, grp-heat-sample. Returns NULL if there is no such word. Borrowed. */
const char *name_tag_joined_extra(const struct text *text);

/* Adds to *details the values of the words from token `from` on. Values that are already set are
 * not changed. */
void name_tag_collect(const struct text *text, size_t from, struct details *details);

/* --- mark.c: season, episode and date; the rules are in rules.c ------------------------------ */

/* The context from the folders, known before the file is read. */
struct context {
    bool season;   /* the file is in a season's folder */
    bool show;     /* the file is in a show's folder */
    bool video;    /* the file has a video extension, which season packs do not have */
    bool numbered; /* the file has the name of its folder, and a number */
    bool plain;    /* the part is a title, perhaps with a year and tags; no marks and extras are
                    * read */
};

/* The named groups of the rules. */
enum mark_field {
    MARK_SEASON,   /* one season */
    MARK_SEASONS,  /* a list of seasons */
    MARK_EPISODES, /* a list of episodes */
    MARK_LAST,     /* the last of the episodes */
    MARK_YEAR,
    MARK_YEAR2, /* two digits */
    MARK_MONTH, /* a number or a name */
    MARK_DAY,
    MARK_TIME, /* of day */
    MARK_FIELDS
};

/* The conditions of a rule in addition to its pattern. */
enum mark_needs {
    NEEDS_TITLE_BEFORE = 1 << 0,  /* a word of a title precedes it */
    NEEDS_LAST = 1 << 1,          /* only tags, brackets or the end follow it */
    NEEDS_DASH_BEFORE = 1 << 2,   /* " - " precedes it */
    NEEDS_FILLED = 1 << 3,        /* it is the whole content of its bracket */
    NEEDS_NO_YEAR = 1 << 4,       /* no film's year follows it */
    NEEDS_NOT_YEAR = 1 << 5,      /* it is not itself a year */
    NEEDS_PLAIN_BEFORE = 1 << 6,  /* no tag directly precedes it */
    NEEDS_AIRED_BEHIND = 1 << 7,  /* HDTV or similar directly follows it */
    NEEDS_BEHIND_SEASON = 1 << 8, /* a season directly precedes it */
    NEEDS_ANIME = 1 << 9,         /* the name begins with [Group], or has a checksum */
    NEEDS_BROADCAST = 1 << 10,    /* neither a fan release nor BluRay: 101 for 1x01 is usual only
                                   * for TV */
    NEEDS_NO_SEASON = 1 << 11,    /* no season without an episode precedes it */
    NEEDS_NO_PACK = 1 << 12,      /* no season written as "S01" precedes it */
    NEEDS_SHOW = 1 << 13,         /* the folders are a show's */
    NEEDS_SERIAL = 1 << 14,       /* likewise, or it is a TV release: HDTV, not a disc */
    NEEDS_NOT_FILM = 1 << 15, /* not one video directly followed by a year: Open Season 2 (2008) */
    NEEDS_ONE = 1 << 16,      /* it is one episode: a video, or a fan release */
    NEEDS_NUMBERED = 1 << 17, /* the file has the name of its folder, and a number: X/X 12.avi */
    NEEDS_VIDEO = 1 << 18,    /* the file has a video extension */
    NEEDS_NOT_NEXT = 1 << 19, /* the episode's number is not the one after the season's: 11-12 */
    NEEDS_NO_SEASONS = 1 << 20,  /* NEEDS_NO_SEASON, and no season follows it either */
    NEEDS_NOT_TITLE = 1 << 24,   /* no second title has the same number: Name 7 (Other 7) */
    NEEDS_ALL_BEFORE = 1 << 25,  /* "all" directly precedes it, and belongs to it */
    NEEDS_NOT_DISC = 1 << 22,    /* it does not begin the name of a disc: 11.14.2003.BluRay */
    NEEDS_EPISODE_NEXT = 1 << 21 /* a word for episode directly follows it */
};

/* A match of a rule, and its values. */
struct mark {
    const struct rule *rule;
    size_t rank;     /* index of the rule in its table; the first is the most certain */
    bool sure;       /* the rule has no condition except its pattern */
    size_t from, to; /* tokens */
    struct numbers seasons, episodes;
    int year, month, day; /* parts of a date; year 0: not a date */
    bool timed;           /* the date has a time of day */
};

struct marks {
    struct mark mark[MARK_MAX];
    size_t count;
};

extern struct rule_table name_mark_rules;

/* Finds the marks of season, episode and date, and sets `used` at their tokens. */
void name_mark_find(struct text *text, const struct context *context, struct marks *marks);

/* --- read.c: reading one part of the path ----------------------------------------------------- */

/* Titles of the same thing, as written. */
struct titles {
    size_t count;
    char at[OTHER_TITLE_MAX][NAME_LENGTH_MAX + 1];
};

struct reading {
    const char *text;                /* the text that the spans of the details refer to; borrowed */
    char title[NAME_LENGTH_MAX + 1]; /* "": not set */
    struct titles others;            /* the titles other than the first: One (Other), One / Other */
    bool marked;                     /* gives season, episode or date */
    bool released;                   /* has tags that occur only in releases */
    bool follows;                    /* the title follows the mark: it may be an episode's */
    bool recorded;                   /* its date has a time of day: that of a recording */
    bool doubtful; /* only a folder such as TV, or a recording's date, decides whether it is a show
                    */
    bool sure;     /* season and episode are written together: S01E02 */
    bool absolute; /* the episode is numbered through all seasons */
    int year;      /* 0: not set */
    struct numbers seasons, episodes;
    int date_year, date_month, date_day; /* date_year 0: not set */
    struct details details;
};

/* The marks that are used; NULL if not found. */
struct choice {
    const struct mark *episode, *season, *date;
    size_t year; /* index of the token; text->count: none */
};

/* The tokens that the reading is based on. */
struct name_trace {
    struct marks marks;
    struct choice choice;
    size_t start, end; /* the title */
    size_t behind;     /* the end of the episode's title, which begins after its mark; 0: none */
};

/* Reads one part of a path, cut into tokens by name_token_cut. The reading borrows the bytes
 * of the text. */
void name_read(struct text *text, const struct context *context, struct reading *reading,
               struct name_trace *trace);

/* --- tail.c: the end of a title ------------------------------------------------------------ */

/* Returns the end of the title that begins at token start and ends at token end at the latest,
 * without trailing words that do not belong to the title. At least one word remains. first is the
 * first mark after the title, or NULL. */
size_t name_tail_drop(const struct text *text, size_t start, size_t end, const struct mark *first);

/* --- fans.c: conventions of anime fans -------------------------------------------------------- */

/* Returns whether the word i of the table, between a dash and a bracket of tags, is a tag in a
 * fan's release: "- BD [1080p]", "- Batch [720p]". */
bool name_fans_tag(const struct text *text, size_t i);

/* Returns whether the word means something in fans' releases only: "batch". */
bool name_fans_only(const struct word *word);

/* Returns whether the name is that of a series without an episode: a volume, a batch, its OVAs. */
bool name_fans_series(const struct text *text);

/* Returns the end of the title without the words that fans add: Movie, OVAs, - OVA. */
size_t name_fans_cut(const struct text *text, size_t start, size_t end);

/* --- title.c: writing titles ---------------------------------------------------------------- */

/* Returns the start of the Latin title if it follows a bar (纸月亮 | Paper Moons); otherwise start.
 */
size_t name_title_behind_bar(const struct text *text, size_t start);

/* Returns the start of the second title in "One AKA Other" or "One / Other"; otherwise end. */
size_t name_title_cut_at_alias(const struct text *text, size_t start, size_t end);

/* Narrows a title in two scripts (纸月亮 Paper Moons) to the Latin one, which people search for. */
void name_title_choose_script(const struct text *text, size_t *from, size_t *to);

/* Writes the tokens from `from` up to (not including) `to` as a title. out has room for
 * NAME_LENGTH_MAX bytes and a NUL. Returns the length. */
size_t name_title_write(const struct text *text, size_t from, size_t to, char *out);

/* Moves the article to the front, in place: "Matrix, The" becomes "The Matrix". */
void name_title_article(char *title);

/* --- folder.c: values from the folders -------------------------------------------------------- */

/* Returns whether the details have an id. */
bool name_folder_has_ids(const struct details *details);

/* Returns whether a folder's title replaces the title of the file in it: the file's title
 * abbreviates it (gh-s02e13) or embellishes it. in_season means that a season's folder is between
 * them. */
bool name_folder_knows_better(const struct reading *file, const struct reading *folder,
                              bool in_season);

/* Sets the country in a folder's reading if its title ends with one: The Office US. */
void name_folder_country(struct reading *folder);

/* Returns whether the titles are the same, ignoring a country at the end of the folder's. Also
 * returns false if the folder has nothing to inherit. */
bool name_folder_same_title(const struct reading *file, const struct reading *folder);

/* Returns whether the folder's name is the file's name and a year in brackets, which is usual for
 * films. */
bool name_folder_of_film(const char *file, size_t length, const char *folder, size_t folder_length);

/* Takes the year, the country of a show and the ids from the folder if the file lacks them. The
 * folder must have the same title as the file. */
void name_folder_inherit(struct reading *file, const struct reading *folder);

/* --- plain.c: the characters in the rules ----------------------------------------------------- */

/* Returns the path in composed letters, with one kind of space and of dash, no repeated spaces, and
 * ASCII digits. If nothing changes, returns path itself; otherwise the text in *out, which the
 * caller owns. path is valid UTF-8. */
const char *name_plain(struct buf *out, const char *path);

/* Copies a part of a path. Converts the full-width forms of ASCII (U+FF01 to U+FF5E) and CJK
 * brackets to ASCII, so that one set of rules reads both, and drops invisible characters. out has
 * room for NAME_LENGTH_MAX bytes and a NUL; longer text is cut off at a character. Returns the
 * length. */
size_t name_plain_copy(char *out, const char *in, size_t length);

/* Writes the bare name as the title, for a name without a better one. title has room for
 * NAME_LENGTH_MAX bytes and a NUL. The name must have a visible character. */
void name_plain_bare(char *title, const char *name, size_t length);

/* --- untitled.c: names that are not titles ---------------------------------------------------- */

enum {
    UNTITLED_LENGTH_MAX = 160, /* maximum length in bytes of a name that may be untitled */

    /* The kind, */
    UNTITLED_CAMERA = 0,
    UNTITLED_SCREEN,
    UNTITLED_MESSENGER,
    UNTITLED_HASH,
    UNTITLED_COUNTER,
    UNTITLED_DISC,
    UNTITLED_NAMELESS,
    UNTITLED_RECORDING,
    UNTITLED_KIND = 15, /* (its bits) */

    /* and when the folders still give a title: */
    UNTITLED_UNLESS_SHOW = 16,    /* they are a show's */
    UNTITLED_UNLESS_RELEASE = 32, /* one of them has a year, a season or tags of a release */
    UNTITLED_UNLESS_LIBRARY = 64, /* they are below a folder of shows or films */
};

/* A name that is not a title. */
struct untitled {
    const struct rule *rule;
    const char *kind;     /* for media.untitled; static */
    unsigned unless;      /* UNTITLED_UNLESS_ bits */
    int year, month, day; /* year 0: no date */
};

extern struct rule_table name_untitled_rules;

/* Returns whether a file name (without its extension) has no visible character. If so, fills
 * *untitled. */
bool name_nameless(const char *name, size_t length, struct untitled *untitled);

/* Returns whether a file name (without its extension) is not a title. If so, fills *untitled. */
bool name_untitled(const char *name, size_t length, struct untitled *untitled);

/* Returns the media object of a name that is not a title. The caller owns it. */
CVI_MUST_USE json_t *name_untitled_json(const struct untitled *untitled);

/* --- others.c: titles beside the chosen one -------------------------------------------------- */

/* The start and end of the title after each step, in tokens. */
struct bounds {
    size_t whole;      /* the start of the title before a script is chosen */
    size_t start, end; /* the title */
    size_t scripts;    /* the end of the title before a script is chosen */
    size_t alias;      /* the start of "AKA Other" and "/ Other", */
    size_t bracket;    /* and their end: the start of a bracket, a tag, a mark or the year */
};

/* If a Latin title in brackets follows a title in another script, Бумажная луна (Paper Moon), moves
 * the bounds to the Latin title, because people search for it. Returns whether there is such a
 * title. */
bool name_others_latin(const struct text *text, struct bounds *bounds);

/* Adds the other titles to *others, as they are written; titles over the limit are dropped. */
void name_others_find(const struct text *text, const struct bounds *bounds, struct titles *others);

/* --- json.c: the media object --------------------------------------------------------------- */

/* Returns the media object (docs/record.md); the caller owns it. */
CVI_MUST_USE json_t *name_reading_json(const struct reading *reading);

/* --- explain.c: how a part was read ----------------------------------------------------------- */

/* Adds how each piece of a part of the path was read, and why. above is the number of levels that
 * the part is above the file's name; 0: the file's name. */
void name_explain_reading(json_t *list, size_t above, const struct text *text,
                          const struct name_trace *trace, const struct details *details);

/* Adds the whole part of the path as one piece, read `as`, for the reason `why`. */
void name_explain_part(json_t *list, size_t above, const char *part, size_t length, const char *as,
                       const char *why);

/* Adds the file's name, which is not a title. */
void name_explain_untitled(json_t *list, const char *name, size_t length,
                           const struct untitled *untitled);

/* Adds a table of all rules to out. room: as for table_draw. */
void name_explain_rules(struct buf *out, size_t room);

#endif
