/* What the files that read a name share; nobody else includes it.

   name_path    cuts the path; says which folders say nothing; then for each part that may speak:
   name_token   cuts it into words and remembers what stood between them
   name_word    the table of release words, looked up for each token
   name_tag     shapes such as 1080p, by rules; which words are tags
   name_mark    what tells season, episode or date, by the rules of name_rules
   name_read    chooses among the marks, then finds the year and where the title ends
   name_title   writes the title
   and at last
   name         lets the folders fill in what the file does not say
   name_json    puts it into the record's media object
   name_explain says how it came about

   A new release word is one more spelling in name_word.c; a new way to write an episode is one more
   row in name_rules.c, with an example that a test tries. */
#ifndef PARSE_PARTS_H
#define PARSE_PARTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "parse/rule.h"

enum {
    NAME_LENGTH_MAX = 4096, /* bytes of one path component that are read; the rest says nothing */
    TOKEN_MAX = 320,        /* words in it, likewise */
    MARK_MAX = 24,
    RUN_MAX = 12,
    LANGUAGE_MAX = 8,
    YEAR_FIRST = 1878, /* of the oldest film; only "(1897)" may be so early */
    YEAR_MIN = 1900,   /* an older film is rarer than a title with such a number */
    YEAR_MAX = 2035    /* 2049 and 2077 are titles */
};

/* --- name_word ------------------------------------------------------------------------------ */

/* What a word of the table tells. Up to WORD_PART each kind is a key of the media object. */
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
    WORD_RELEASE, /* some other word of release names */
    WORD_PACK,    /* "complete series" */
    WORD_SEASON,  /* "season" in some language; a number goes with it */
    WORD_EPISODE,
    WORD_PART,
    WORD_SPECIAL, /* OVA, NCOP, ... */
    WORD_NUMERAL, /* "two" */
    WORD_MONTH,
};

/* How a word is known for what it is. */
enum word_force {
    WORD_STRONG, /* wherever it stands behind the first word */
    WORD_WEAK,   /* only among other release words: a title may have it */
    WORD_UPPER   /* weak, and only in capitals */
};

struct word {
    const char *text; /* lower case, not ended by NUL; the words of a phrase are one blank apart */
    unsigned char length, first; /* of the whole, and of its first word */
    short next;
    enum word_kind kind;
    enum word_force force;
    const char *value; /* what the record says, or NULL */
};

/* The entries that begin with this word, ASCII case aside, one after the other; NULL at the end.
   Borrowed. */
const struct word *name_word_first(const char *text, size_t length);
const struct word *name_word_next(const struct word *word);

/* The entry of that number, from 0; NULL past the last. For tests and for listing. */
const struct word *name_word_number(size_t number);

/* --- name_token ----------------------------------------------------------------------------- */

/* What stands before a token; of several, the last that fits. */
enum gap {
    GAP_START,
    GAP_SPACE,  /* blanks, dots, underscores */
    GAP_GLUE,   /* nothing, or a sign that joins: + & , */
    GAP_HYPHEN, /* one hyphen and no more: Spider-Man, x264-GROUP */
    GAP_DASH,   /* a hyphen or dash set off by blanks: Show - 01 */
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
    SHAPE_FIRST = 1 << 7,         /* the first of the text */
    SHAPE_ORDINAL = 1 << 8,       /* "second" or 2nd, before a season word */
    SHAPE_NUMERAL = 1 << 9,       /* "two" */
    SHAPE_OPEN = 1 << 10,         /* the first in a bracket */
    SHAPE_WORD = 1 << 11,         /* in the table of words */
    SHAPE_MONTH = 1 << 12         /* "may", "october" */
};

struct name_token {
    unsigned start, end; /* bytes of the text */
    enum gap gap;
    char bracket;        /* the bracket it is in: ( [ { or 0 */
    unsigned char group; /* number of that bracket, from 1; 0 outside */
    unsigned shape;
    const struct word *word; /* of each token of a phrase, or NULL */
    const struct rule *rule; /* the tag rule that took it, or NULL */
    bool tag;                /* surely a release word */
    bool used;               /* belongs to a mark or a tag of several tokens */
};

/* One path component, cut up. */
struct text {
    const char *at; /* valid UTF-8, NUL at the end; borrowed */
    size_t length;
    struct name_token token[TOKEN_MAX + 1]; /* token[count] is an empty one at the end */
    size_t count;
    bool ascii;
    bool spaced;      /* has blanks (or underscores), so a dot may be part of a word */
    bool group_first; /* begins with [Group], as fans name their releases */
    bool checksum;    /* bears [1A2B3C4D] */
};

/* Cuts text; the bytes are borrowed. */
void name_token_cut(struct text *text, const char *at, size_t length);

/* Puts the words of the table to the tokens. */
void name_token_look_up(struct text *text);

/* The token at or behind byte `at`. */
size_t name_token_at(const struct text *text, size_t from, size_t at);

/* Whether the tokens from..to are all of the brackets they are in: [x y]. */
bool name_token_fill_bracket(const struct text *text, size_t from, size_t to);

/* The year that token i is by its looks, or 0. */
int name_token_year(const struct text *text, size_t i);

/* --- name_number ---------------------------------------------------------------------------- */

/* Numbers as runs: 1, 3 to 5. */
struct numbers {
    struct run {
        int first, last;
    } run[RUN_MAX];
    int count;
};

/* A number in digits, Roman ("IV") or English ("four"); -1 when it is none. */
int name_number_of(const char *text, size_t length);

/* An id in digits; 0 when it is longer than ids are. */
long name_id_of(const char *text, size_t length);

/* Reads "1-3", "02E03", "1, 2 & 4". Stops where the numbers do not rise; returns the bytes read. */
size_t name_numbers_read(struct numbers *numbers, const char *text, size_t length);

/* Puts a run behind the others; runs that touch become one. */
void name_numbers_add(struct numbers *numbers, int first, int last);

/* --- name_tag ------------------------------------------------------------------------------- */

/* What a name tells beside title and numbers. Values point into the tables. */
struct details {
    const char *value[WORD_KINDS_WITH_VALUE];
    const char *language[LANGUAGE_MAX];
    int languages;
    int part;                                 /* of a film on several discs; 0: none */
    struct rule_span imdb, tmdb, tvdb, trakt; /* ids; len 0: none */
    struct rule_span group;                   /* release group, likewise */
    char episode_title[NAME_LENGTH_MAX + 1];  /* "": none */
};

extern struct rule_table name_tag_rules;

/* Finds the shapes (1080p, DD5.1, 700MB, tt0133093), and decides which words are tags. */
void name_tag_find(struct text *text, struct details *details);

/* Collects what the words tell, from token `from` on. */
void name_tag_collect(const struct text *text, size_t from, struct details *details);

/* --- name_mark ------------------------------------------------------------------------------ */

/* What the folders above tell before the file is read. */
struct context {
    bool season; /* it is in a season's folder */
    bool show;   /* it is in a show's folder */
    bool video;  /* it has the extension of a video: no season pack has one */
};

/* The named groups of the rules. */
enum mark_field {
    MARK_SEASON,   /* one season */
    MARK_SEASONS,  /* a list of seasons */
    MARK_EPISODES, /* a list of episodes */
    MARK_LAST,     /* the last of these episodes */
    MARK_YEAR,
    MARK_YEAR2, /* in two digits */
    MARK_MONTH, /* a number or a name */
    MARK_DAY,
    MARK_FIELDS
};

/* On what a rule insists beside its pattern. */
enum mark_needs {
    NEEDS_TITLE_BEFORE = 1 << 0,  /* some word of a title stands before it */
    NEEDS_LAST = 1 << 1,          /* only tags, brackets or the end come behind it */
    NEEDS_DASH_BEFORE = 1 << 2,   /* " - " stands before it */
    NEEDS_FILLED = 1 << 3,        /* it is all that its bracket holds */
    NEEDS_NO_YEAR = 1 << 4,       /* no year of a film stands behind it */
    NEEDS_NOT_YEAR = 1 << 5,      /* it is not itself a year */
    NEEDS_PLAIN_BEFORE = 1 << 6,  /* no tag stands right before it */
    NEEDS_AIRED_BEHIND = 1 << 7,  /* HDTV or the like stands right behind it */
    NEEDS_BEHIND_SEASON = 1 << 8, /* a season stands right before it */
    NEEDS_ANIME = 1 << 9,         /* [Group] in front, or a checksum */
    NEEDS_BROADCAST = 1 << 10,    /* neither that nor BluRay: 101 for 1x01 is a habit of TV */
    NEEDS_NO_SEASON = 1 << 11,    /* no season pack ("S01") is named before */
    NEEDS_NO_PACK = 1 << 12,      /* nor one as "S01" */
    NEEDS_SHOW = 1 << 13,         /* the folders say that it is a show */
    NEEDS_SERIAL = 1 << 14,       /* so do they, or the release is one of TV: HDTV, no disc */
    NEEDS_NOT_FILM = 1 << 15 /* not a lone video with the year right behind: Open Season 2 (2008) */
};

struct mark {
    const struct rule *rule;
    size_t rank;     /* of the rule in its table: the first is the surest */
    bool sure;       /* the rule needs nothing but its pattern */
    size_t from, to; /* tokens */
    struct numbers seasons, episodes;
    int year, month, day; /* of a date; year 0: none */
};

struct marks {
    struct mark mark[MARK_MAX];
    size_t count;
};

extern struct rule_table name_mark_rules;

/* Finds what tells season, episode or date. */
void name_mark_find(struct text *text, const struct context *context, struct marks *marks);

/* --- name_read ------------------------------------------------------------------------------ */

/* What one path component says. */
struct reading {
    const char *text;                /* what the spans of the details point into; borrowed */
    char title[NAME_LENGTH_MAX + 1]; /* "": it has none */
    bool marked;                     /* tells season, episode or date */
    bool released;                   /* bears tags that only a release has */
    bool follows;                    /* the title stands behind the mark: it may be an episode's */
    bool sure;                       /* season and episode stand together: S01E02 */
    bool absolute;                   /* the episode is counted through all seasons */
    int year;                        /* 0: none */
    struct numbers seasons, episodes;
    int date_year, date_month, date_day;
    struct details details;
};

/* The choice among the marks; NULL where there is none. */
struct choice {
    const struct mark *episode, *season, *date;
    size_t year; /* token; the count of the text: none */
};

/* How the reading came about, in tokens. */
struct name_trace {
    struct marks marks;
    struct choice choice;
    size_t start, end; /* the title */
    size_t behind;     /* the end of the episode's title, which begins behind its mark; 0: none */
};

/* Reads one component. text is the caller's working space; spans of the reading point into it. */
void name_read(struct text *text, const struct context *context, struct reading *reading,
               struct name_trace *trace);

/* Adds to the list what each piece of the component was taken for, and why. above is how many
   levels it is above the file's name. */
void name_explain_reading(json_t *list, size_t above, const struct text *text,
                          const struct name_trace *trace, const struct details *details);

/* Adds a table of all rules to out. */
void name_explain_rules(struct buf *out);

/* Adds one piece, which is the whole component: taken for this, for that reason. */
void name_explain_part(json_t *list, size_t above, const char *part, size_t length, const char *as,
                       const char *why);

/* The media object of docs/record.md. New. */
CVI_MUST_USE json_t *name_reading_json(const struct reading *reading);

/* Puts the article in front, in place: "Matrix, The" is The Matrix. */
void name_title_article(char *title);

/* Of a title in two scripts, 纸月亮 Paper Moons, keeps the Latin one: what people search for. */
void name_title_choose_script(const struct text *text, size_t *from, size_t *to);

/* Where the second title begins in "One AKA Other", "One / Other"; else end. */
size_t name_title_cut_at_alias(const struct text *text, size_t start, size_t end);

/* Where the Latin title begins when it stands behind a bar: 纸月亮 | Paper Moons; else start. */
size_t name_title_behind_bar(const struct text *text, size_t start);

/* Writes the tokens from..to as a title; its length. */
size_t name_title_write(const struct text *text, size_t from, size_t to, char *out);

/* --- name_path ------------------------------------------------------------------------------ */

/* What a folder is, by its name alone. */
enum folder { FOLDER_OTHER, FOLDER_GENERIC, FOLDER_SPECIALS, FOLDER_EXTRAS, FOLDER_DISC };

enum { PATH_DEPTH = 4 }; /* folders above the file that are looked at */

struct path {
    struct rule_span part[PATH_DEPTH + 1]; /* the file without its extension, then upwards */
    size_t count;
    bool video; /* the extension is that of a video */
};

void name_path_split(struct path *path, const char *text);
enum folder name_path_folder(const char *name, size_t length);

/* Whether a folder of this name holds shows: TV, Series. */
bool name_path_of_shows(const char *name, size_t length);

/* Whether a file name is machine-made (a hash, "abc", VTS_01_1) and says nothing. */
bool name_path_meaningless(const char *name, size_t length);

/* Whether a file name was written backwards: p0801.20E10S.emaN. */
bool name_path_backwards(const char *name, size_t length);

#endif
