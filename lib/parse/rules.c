/* The rules for season, episode and date, the most certain first. struct rule is in rule.h; `at`
 * has the shapes of the tokens at which the rule is tried, and `needs` has NEEDS_ bits (parts.h).
 */
#include "parse/parts.h"

/* clang-format off */
static const char *const fields[MARK_FIELDS] = {
    [MARK_SEASON]   = "season",
    [MARK_SEASONS]  = "seasons",
    [MARK_EPISODES] = "episodes",
    [MARK_LAST]     = "last",
    [MARK_YEAR]     = "year",
    [MARK_YEAR2]    = "year2",
    [MARK_MONTH]    = "month",
    [MARK_DAY]      = "day",
    [MARK_TIME]     = "time",
};

#define DIGIT  "0123456789"
#define NUMBER (SHAPE_DIGITS | SHAPE_DIGIT_FIRST)
#define GLUED  SHAPE_LETTERS_DIGIT
#define TITLED NEEDS_TITLE_BEFORE

/* Parts of patterns. The start of a match need not be checked: it is the start of a token. */
#define END     "(?![a-z0-9])"
#define GAP     "[ ._-]{0,3}"
#define ROMAN   "[ivx]{1,6}" END
#define COUNT   "(?:one|two|three|four|five|six|seven|eight|nine|ten)" END
#define NTH     "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
/* A word for season or episode, which the token's shape has recognized, and the signs between it and
 * its number: Сезон №2. */
#define WORD    "(?:\\pL|\\pM)+\\.?[ ._:+-]{0,3}(?:№[ ._]?|#)?"
/* The ending of an ordinal number in several languages, and the separator after it. */
#define NTH_SIGN "(?:(?: ?(?:st|nd|rd|th)|er|r|re|e|[eè]me|ª|º|°|:?[ae]|o|[rd][ao]|ος|ης|η|ο" \
                 "|-?(?:ая|я|[иы]?й))(?![\\pL\\pM]))?[ ._-]{0,2}"
#define NOT_THE "(?<!^the[ ._])" /* The Second Season is a title */
#define HAN     "[一二三四五六七八九十]{1,3}"
#define SEASONS "(?:seasons|saisons|staffeln|temporadas|stagioni|seizoenen|сезоны)"
#define YEAR    "(?<year>(?:19|20)\\d\\d)"
#define NO_YEAR "(?!(?:19|20)\\d\\d(?!\\d))"
#define MONTH   "(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7}"
/* The time of day, after the date of a recording: 2015, 20-15, 20h15, 201500. */
#define TIME    "(?:(?:[ ._T-]| - )(?<time>(?:[01]\\d|2[0-3])[.:h_-]?[0-5]\\d(?:[.:_-]?[0-5]\\d)?)" \
                "(?![a-z0-9]))?"
/* The version of a release (05v2), or the half of an episode (E05a, 05.5). */
#define TAIL    "(?:v\\d|\\.5(?!\\d)|[a-d](?![a-z]))?"

/* More numbers after the first number. Lists have a maximum length, because matching a hostile name
 * could take long. NEXT_E matches one more episode after S01E01: E02, -E02, - S01E02, +02, -02,
 * and02, .02. */
#define NEXT_E "(?:[ ._]?(?:[-~+&,]{1,2}|\\.\\.|and|to|al?|à|thru|through)?[ ._]?(?:s\\d{1,4}[ ._-]?)?" \
               "(?:ep?|x(?!26[456]))[ ._]?\\d{1,5}(?!\\d|[pi]\\b)" \
               "|(?:[-~+&_,]|and| & |[ ._]?to[ ._]?)\\d{1,5}(?![a-z0-9])|[ .]\\d\\d(?=[ ._]|$))"
#define MORE_E NEXT_E "{0,40}"
/* More episodes after S01E01. " - Ep.129" is accepted only after S01EP01; after S01E01, such a number
 * usually counts through all seasons. */
#define MORE_S_E "(?:(?(long)|(?![ ._]{1,2}-[ ._]{1,2}ep))" NEXT_E "){0,40}"
/* After 1x01: 1x02, x02, -02. */
#define MORE_X "(?:(?:(?:[ ._]to[ ._]|[ ._-]{0,3})\\d{1,2}|[-_ .]{0,3}|and)x(?!26[456])\\d{1,3}(?!\\d)" \
               "|(?:[-_+&~]e?|and)\\d{1,3}(?![b-z0-9])){0,40}"
/* Excludes films such as 4x4 (2019) and 3x3 Eyes (1991). */
#define NO_SQUARE "(?!^(?<n>\\d+)x\\k<n>(?!\\d)(?:[ ._]\\pL+){0,3}[ ._(\\[]{1,3}" \
                  "(?:19|20)\\d\\d(?!\\d))"
/* One more after a bare number: 05-06. */
#define MORE_N "(?:(?:v\\d)?[-~&+]\\d{1,4}(?:v\\d)?(?![a-z0-9]))?"
/* Seasons after "Season 1": -2, & 2, to 2. */
#define MORE_S "(?:(?![ ._]-[ ._]0)(?:[ ._]?(?:[-&+,~]|\\band\\b|\\bto\\b|\\bbis\\b|\\ba\\b|à" \
               "|\\bthru\\b|\\bthrough\\b)[ ._]?|[.:])(?:s|season[ ._])?\\d{1,2}(?![0-9pi]|[a-z]{2}|[ ._]of[ ._])){0,40}"

static const struct rule rules[] = {
    /* Season and episode together. */
    {.name = "s01e02",                        .example = "Harbour.Lights.S01E02.mkv",
     .at = GLUED, .first = "st",
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "(?:s|t(?=\\d\\d?[ ._]?x?e))(?<season>\\d{1,4})" GAP
                "\\(?(?:(?<long>ep|episode)|x?e|x)[ ._]?\\(?(?<episodes>\\d{1,6}" MORE_S_E ")"
                TAIL "(?:[ ._]?of[ ._]?\\w{2})?"},
    {.name = "1x02",                          .example = "Harbour.Lights.1x02.mkv",
     .at = SHAPE_DIGIT_FIRST, .first = DIGIT,
     .run = RUN(1, 4), .then = "x",
     .pattern = NO_SQUARE "(?<season>\\d{1,4})x(?!26[456])(?<episodes>\\d{1,4}(?!\\d)" MORE_X
                ")(?!\\d|[pi]\\b)" TAIL},
    {.name = "1 x 2",                         .example = "Harbour Lights 1 x 2",
     .at = SHAPE_DIGITS, .first = DIGIT,      .needs = TITLED | NEEDS_PLAIN_BEFORE,
     .run = RUN(1, 2), .then = " ",
     .pattern = "(?<season>\\d{1,2}) x (?!26[456])(?<episodes>\\d{1,3})" END},
    {.name = "s 1 e 2",                       .example = "Harbour Lights S 1 E 2",
     .at = SHAPE_SEASON_SHORT, .first = "s",  .needs = TITLED,
     .pattern = "s[ ._](?<season>\\d{1,2})[ ._,-]{1,3}ep?[ ._](?<episodes>\\d{1,3})" END},
    {.name = "s02 - 03",                      .example = "[Lamplight] Paper Moons S2 - 03 [720p]",
     .at = GLUED, .first = "s",               .needs = TITLED | NEEDS_LAST,
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "s(?<season>\\d{1,2})[ _.]{1,2}-[ _.]{1,2}(?<episodes>\\d{2,4}" MORE_N ")" TAIL
                "(?![a-z0-9]|[ ._]complete)"},
    {.name = "01e06",                         .example = "Harbour Lights 01E06",
     .at = SHAPE_DIGIT_FIRST, .first = DIGIT, .needs = TITLED,
     .run = RUN(1, 2), .then = "e",
     .pattern = "(?<season>\\d{1,2})e(?<episodes>\\d{2,3})" END},
    {.name = "2nd - 03",                      .example = "[Lamplight] Paper Moons 2nd - 03 [720p]",
     .at = SHAPE_DIGIT_FIRST, .first = DIGIT, .needs = TITLED | NEEDS_LAST,
     .run = RUN(1, 2), .then = "snrt",
     .pattern = "(?<season>\\d{1,2})(?:st|nd|rd|th)[ _]-[ _](?<episodes>\\d{2,3})(?:v\\d)?" END},
    {.name = "s2-07",                         .example = "Paper Moons [S2-07]",
     .at = GLUED, .first = "s",               .needs = TITLED | NEEDS_LAST,
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "s(?<season>[1-9])-(?<episodes>0\\d)(?:v\\d)?" END},
    {.name = "s4-24",                         .example = "Paper Moons (S4-24).mkv",
     .at = GLUED, .first = "s",               .needs = TITLED | NEEDS_LAST | NEEDS_ONE,
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "s(?<season>[1-9])-(?<episodes>\\d{2,3})(?:v\\d)?" END},
    {.name = "season 2 - 10",                 .example = "[Lamplight] Paper Moons Season 2 - 10",
     .at = SHAPE_SEASON,                      .needs = TITLED | NEEDS_LAST | NEEDS_ONE,
     .pattern = "(?!" SEASONS ")" WORD "(?<season>\\d{1,2})[ _.]{1,2}-[ _.]{1,2}"
                "(?<episodes>\\d{2,4}" MORE_N ")" TAIL "(?![a-z0-9])"},
    {.name = "season 2 - 10 -",               .example = "Paper Moons Season 2 - 10 - The Kite",
     .at = SHAPE_SEASON,                      .needs = TITLED | NEEDS_ONE,
     .pattern = "(?!" SEASONS ")" WORD "(?<season>\\d{1,2})[ _.]{1,2}-[ _.]{1,2}"
                "(?<episodes>\\d{2,4})" TAIL "(?=[ _.]-[ _.])"},
    {.name = "s04-24",                        .example = "Paper Moons S04-24",
     .at = GLUED, .first = "s",               .needs = TITLED | NEEDS_LAST | NEEDS_VIDEO,
     .run = RUN(1, 1), .then = "0",
     .pattern = "s(?<season>0[1-9])-(?<episodes>\\d{2,3})(?:v\\d)?" END},
    {.name = "s01.02",                        .example = "Harbour.Lights.S01.02.720p",
     .at = GLUED, .first = "s",               .needs = TITLED,
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "s(?<season>\\d\\d)[._](?<episodes>\\d\\d)" END "(?![._]\\d\\d[._])(?![ ._]?bit)"},
    {.name = "s0102",                         .example = "Harbour.Lights.S0102.HDTV",
     .at = GLUED, .first = "s",
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "s(?<season>[01]\\d|2[1-9])(?<episodes>\\d\\d)" END},
    {.name = "cap.102",                       .example = "Harbour Lights [Cap.102]",
     .at = SHAPE_EPISODE, .first = "c",
     .pattern = "(?:cap|(?<=[\\[(])cap[ií]tulo)[ ._]{0,2}(?!0\\d\\d(?!\\d)|00)(?<season>\\d{1,2})"
                "(?<episodes>\\d\\d)(?:[-_]\\d{1,2}(?<last>\\d\\d))?" END},
    {.name = "seria 1 odcinek 2",             .example = "Harbour Lights Seria 1 Odcinek 2",
     .at = SHAPE_EPISODE, .first = "s",
     .pattern = "seria[ ._]{1,2}(?<season>\\d{1,2})[ ._,-]{1,3}(?:odcinek|odc|epizod|ep|e)"
                "[ ._]{0,2}(?<episodes>\\d{1,3})" END},
    {.name = "season 1x02",                   .example = "Harbour Lights Season 1x02",
     .at = SHAPE_SEASON,
     .pattern = "\\pL+[ ._]{1,2}(?<season>\\d{1,2})[x.](?<episodes>\\d\\d)" END},
    {.name = "[2.10]",                        .example = "Harbour Lights [2.10]",
     .at = SHAPE_OPEN, .first = DIGIT,        .needs = TITLED,
     .pattern = "(?<season>\\d)\\.(?<episodes>\\d{2,3})(?=\\])"},

    {.name = "episode 1.02",                  .example = "Harbour Lights Episode 1.02",
     .at = SHAPE_EPISODE,                     .needs = TITLED,
     .pattern = WORD "(?<season>[1-9])(?:\\.|-(?=0))(?<episodes>\\d\\d)" END "(?![._-]\\d)"},

    /* Episodes. */
    {.name = "episodes 1 - 3",                .example = "Harbour Lights Episodes 1 - 3",
     .at = SHAPE_EPISODE,                     .needs = TITLED,
     .pattern = "(?:(?:episodes|eps|folgen|episodios|episodi|odcinki|серии)[ ._:]{1,2}"
                "|(?=\\pL+[ ._:]{0,3}\\d{1,4} - \\d{1,4} ?(?:[\\])]|$))" WORD ")"
                "(?<episodes>\\d{1,4} - \\d{1,4})" END},
    {.name = "episode",                       .example = "Harbour Lights Episode 12",
     .at = SHAPE_EPISODE,                     .needs = NEEDS_NOT_FILM,
     .pattern = WORD NO_YEAR "(?!\\d+x\\d)(?<episodes>\\d{1,5}" MORE_E ")" TAIL},
    {.name = "season ii episode iv",          .example = "Harbour Lights Season II Episode IV",
     .at = SHAPE_EPISODE,                     .needs = NEEDS_SEASON_BEFORE,
     .pattern = WORD "(?<episodes>" ROMAN "|" COUNT ")"},
    {.name = "season second episode third",   .example = "Harbour Lights Staffel Zwei Folge Drei",
     .at = SHAPE_EPISODE,                     .needs = NEEDS_SEASON_BEFORE,
     .pattern = "(?:\\pL|\\pM)+[ ._]{1,2}(?<episodes>[\\pL\\pM']{3,24})"},
    {.name = "episode third",                 .example = "أضواء الميناء الحلقة الثالثة",
     .at = SHAPE_EPISODE, .first = "\xd7\xd8\xd9", .needs = TITLED,
     .pattern = "(?:\\pL|\\pM)+[ ._]{1,2}(?<episodes>(?:\\pL|\\pM){2,12})"},
    {.name = "episode iv",                    .example = "Harbour Lights Episode IV HDTV",
     .at = SHAPE_EPISODE,                     .needs = NEEDS_NO_YEAR | NEEDS_SERIAL,
     .pattern = WORD "(?<episodes>" ROMAN "|" COUNT ")"},
    {.name = "season 1 del 2",                .example = "Harbour Lights Sesong 1 Del 2",
     .at = SHAPE_EPISODE_PART,                .needs = NEEDS_SEASON_BEFORE,
     .pattern = WORD "(?<episodes>\\d{1,3})" END},
    {.name = "season/part 3",                 .example = "Part 3",
     .at = SHAPE_EPISODE_PART | SHAPE_PART,   .needs = NEEDS_SEASON_FOLDER,
     .pattern = "^" WORD "(?<episodes>\\d{1,3}(?!\\d)|" ROMAN "|" COUNT ")"
                "(?:[ ._]?(?:of|von|sur|de)[ ._]?\\d{1,2})?" END},
    {.name = "e02",                           .example = "Harbour.Lights.E02.720p",
     .at = GLUED, .first = "e",
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "(?![0-9a-f]{8}" END ")e(?<episodes>\\d{1,5}" MORE_E ")" TAIL "(?!\\d)"},
    {.name = "x02",                           .example = "Season 1 - x02",
     .at = GLUED, .first = "x",
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "x(?<episodes>\\d{2,3})" END},
    {.name = "2nd episode",                   .example = "Harbour Lights 2nd Episode",
     .at = SHAPE_COUNTED, .first = DIGIT,     .needs = NEEDS_NOT_FILM,
     .pattern = NOT_THE "(?<episodes>\\d{1,4}(?:-\\d{1,4})?)" NTH_SIGN
                "(?:\\pL|\\pM)+"},
    {.name = "season 1 2 del",                .example = "Harbour Lights 1. sezona 2 del",
     .at = SHAPE_COUNTED_PART, .first = DIGIT, .needs = NEEDS_SEASON_BEFORE,
     .pattern = "(?<episodes>\\d{1,4}(?:-\\d{1,4})?)[ ._]{1,2}(?:\\pL|\\pM)+"},
    {.name = "all 12",                        .example = "纸月亮 全12话",
     .at = RULE_ANYWHERE,                     /* the range from 1 to `last` */
     .pattern = "(?|(?:全|共|전|총) ?(?<last>\\d{1,4})(?:話|话|集|回|화|회)"
                "|(?<![第\\d])(?<last>\\d{1,4})(?:話|话|集|回)全)"},
    {.name = "cjk episode",                   .example = "纸月亮 第03话",
     .at = RULE_ANYWHERE,
     .pattern = "(?<![全共전총\\d])(?:第|제)?(?<episodes>\\d{1,4}"
                "(?:(?:화|회|話|话|集)? ?[-~～] ?(?:第|제)?\\d{1,4})?)(?:話|话|集(?!全)|回|화|회)"},
    {.name = "cjk episode in words",          .example = "纸月亮 第五集",
     .at = RULE_ANYWHERE,
     .pattern = "第(?<episodes>" HAN ")(?:話|话|集(?!中[营營]|[团團合体體])|回)"},
    {.name = "3 of 6",                        .example = "Harbour Lights 3of6",
     .at = NUMBER, .first = DIGIT,            .needs = NEEDS_NO_YEAR,
     .run = RUN(1, 3), .then = " ._o-ivds\xd0",
     .pattern = "(?<episodes>\\d{1,3}(?:-\\d{1,3})?)"
                "[ ._]?(?:of|из|von|de|sur)[ ._]?\\d{1,4}" END},

    /* Seasons. */
    {.name = "seasons 1 2 3",                 .example = "Harbour Lights Seasons 1 2 3",
     .at = SHAPE_SEASON | SHAPE_ORDINAL,      .needs = NEEDS_NOT_FILM,
     .pattern = "(?:all[ ._])?" SEASONS "[ ._:]{1,3}(?:[(\\[](?!0))?(?<seasons>\\d{1,2}(?:(?:[ ._]{1,2}|"
                "[ ._]{0,2}(?:[-&+,~:]|and|to)[ ._]{0,2})\\d{1,2}(?![0-9pi]|[a-z]{2})){1,40})" END},
    {.name = "season 1 2 3",                  .example = "Harbour Lights Season 1 2 3",
     .at = SHAPE_SEASON,                      .needs = NEEDS_NOT_FILM,
     .pattern = WORD "(?<seasons>[1-9]\\d?(?:[ ._][1-9]\\d?(?![0-9a-z])){2,40})" END},
    {.name = "1st to 3rd season",             .example = "Harbour Lights 1st to 3rd Season",
     .at = SHAPE_ORDINAL,
     .pattern = "(?<seasons>\\d{1,2}(?:st|nd|rd|th|ª|º|°)(?: (?:to|al?|à|bis|-) |-)\\d{1,2})"
                "(?:st|nd|rd|th|ª|º|°)[ ._]{0,2}(?=\\pL)"},
    {.name = "season",                        .example = "Harbour Lights Season 1",
     .at = SHAPE_SEASON,                      .needs = NEEDS_NOT_FILM,
     .pattern = "(?!serie|\\pL+ - )" WORD "s?" NO_YEAR "(?!\\d{1,2}e\\d)(?<seasons>\\d{1,4}"
                MORE_S "|" ROMAN "|" COUNT ")(?:[ ._]?of[ ._]?\\d+)?(?![0-9p])"},
    {.name = "season 2019",                   .example = "Season 2019",
     .at = SHAPE_SEASON,
     .pattern = "^" WORD "(?<seasons>(?:19|20)\\d\\d)$"},
    {.name = "all 4 seasons",                 .example = "Harbour Lights All 4 Seasons",
     .at = SHAPE_ORDINAL, .first = DIGIT,     .needs = NEEDS_ALL_BEFORE, /* from 1 to `last` */
     .run = RUN(1, 2), .then = " ._",
     .pattern = "(?<last>[1-9]\\d?)[ ._](?:" SEASONS "|сезона|сезонов|sezony|sezona|säsonger"
                "|sesonger|sæsoner|sezon|évad)(?!\\pL)"},
    {.name = "second season",                 .example = "Harbour Lights Zweite Staffel",
     .at = SHAPE_ORDINAL,                     .needs = TITLED,
     .pattern = "(?![a-z]?\\d|" COUNT "[ ._]|" NTH "[ ._]|" ROMAN ")(?<seasons>[\\pL\\pM']{3,24})"
                "[ ._](?!s[eé]ri|sorozat|[rř]ada|reeks)(?:\\pL|\\pM)+"},
    {.name = "season second",                 .example = "Harbour Lights Staffel Zwei",
     .at = SHAPE_SEASON,                      .needs = TITLED,
     .pattern = "(?:\\pL|\\pM)+[ ._]{1,2}(?!" COUNT END "|" NTH END "|" ROMAN ")(?<seasons>[\\pL\\pM']{3,24})"},
    {.name = "2nd season",                    .example = "Harbour Lights 2nd Season",
     .at = SHAPE_ORDINAL,
     .pattern = NOT_THE "(?<![a-z]-)(?!^\\d{1,2}[ ._](?:season|saison|staffel|series)[ ._]\\d)" /* 24 Season 1 */
                "(?<seasons>(?:\\d{1,2}|" NTH ")(?:-\\d{1,2})?)" NTH_SIGN
                "(?!serie(?![ ._]{1,2}\\d{1,3}[ ._]{1,2}(?:dil|díl)))(?:\\pL|\\pM)+"},
    {.name = "se.1 ep.2",                     .example = "Harbour Lights Se.1 Afl.2",
     .at = SHAPE_SEASON_SHORT,                .needs = TITLED | NEEDS_EPISODE_NEXT,
     .pattern = WORD "(?<seasons>\\d{1,2}|" ROMAN "|" COUNT ")" END},
    {.name = "cjk season",                    .example = "纸月亮 第二季",
     .at = RULE_ANYWHERE,
     .pattern = "(?|第(?<seasons>\\d{1,2}|" HAN ")(?:[季期部]|シーズン)"
                "|(?<![全共\\d第])(?<seasons>\\d{1,2})(?:[季期]|기(?!\\pL)))"},
    {.name = "s01",                           .example = "Harbour.Lights.S01.1080p",
     .at = GLUED, .first = "s",
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "s(?<seasons>\\d{1,4}"
                "(?:(?:(?: ?[-&+,~] ?|[ ._]to[ ._]|--|\\.\\.)s?|s)\\d{1,2}(?![0-9pi]|[a-z]{2})){0,40})"
                "(?:d\\d{1,2})?" END},
    {.name = "1xall",                         .example = "Harbour.Lights.1xAll",
     .at = SHAPE_DIGIT_FIRST, .first = DIGIT,
     .run = RUN(1, 2), .then = "x",
     .pattern = "(?<seasons>\\d{1,2})x(?:all|complete)" END},
    {.name = "series 1",                      .example = "Harbour Lights Series 1",
     .at = SHAPE_SEASON, .first = "s",        .needs = TITLED,
     .run = RUN(5, 6),
     .pattern = "series?[ ._-]{0,2}(?<seasons>[1-9]\\d?(?:(?:-| - | to )[1-9](?!\\d))?)"
                "(?![a-z0-9]|-\\d)"},
    {.name = "series 1 alone",                .example = "Series 1",
     .at = SHAPE_SEASON | SHAPE_FIRST, .first = "s",
     .run = RUN(5, 6),
     .pattern = "series?[ ._-]{0,2}(?<seasons>[1-9]\\d?)$"},

    /* Dates. */
    {.name = "year-month-day",                .example = "Evening.Desk.2019.05.06.HDTV",
     .at = SHAPE_DIGITS, .first = "12",
     .run = RUN(4, 4), .then = " ._-",
     .pattern = YEAR "(?<c>[ ._-])(?<month>\\d{1,2})\\g{c}(?<day>\\d{1,2})" TIME
                "(?:[.-]\\d{1,3}(?:[.-]\\d{1,3})?\\.rec$)?" END}, /* VDR's folders */
    {.name = "day-month-year",                .example = "Evening.Desk.23.11.2010.HDTV",
     .at = SHAPE_DIGITS, .first = DIGIT,      .needs = NEEDS_NOT_DISC,
     .run = RUN(1, 2), .then = " ._-",
     .pattern = "(?<!\\d[ ._-])(?<day>\\d{1,2})(?<c>[ ._-])(?<month>\\d{1,2})\\g{c}" YEAR END},
    {.name = "year month day",                .example = "Evening.Desk.2019.May.06",
     .at = SHAPE_DIGITS, .first = "12",
     .run = RUN(4, 4), .then = " ._-",
     .pattern = YEAR "[ ._-]" MONTH "[ ._-](?<day>\\d{1,2})" END},
    {.name = "yyyymmdd",                      .example = "Evening Desk 20190506",
     .at = SHAPE_DIGITS, .first = "12",
     .run = RUN(8, 8),
     .pattern = YEAR "(?<month>0[1-9]|1[0-2])(?<day>[0-3]\\d)" TIME END},
    {.name = "yyyymmddhhmm",                  .example = "Evening Desk_201905062015",
     .at = SHAPE_DIGITS, .first = "12",
     .run = RUN(12, 14),
     .pattern = YEAR "(?<month>0[1-9]|1[0-2])(?<day>0[1-9]|[12]\\d|3[01])"
                "(?<time>(?:[01]\\d|2[0-3])[0-5]\\d(?:[0-5]\\d)?)" END},
    {.name = "day month year",                .example = "Evening Desk 6 May 2019",
     .at = NUMBER, .first = DIGIT,            .needs = NEEDS_NOT_DISC,
     .run = RUN(1, 2), .then = " snrt._-",
     .pattern = "(?<day>\\d{1,2})(?:st|nd|rd|th)?[ ._-]" MONTH "[ ._,-]{1,2}" YEAR END},
    {.name = "month day year",                .example = "Evening Desk May 6, 2019",
     .at = SHAPE_MONTH,                       .needs = NEEDS_NOT_DISC,
     .pattern = MONTH "[ ._-](?<day>\\d{1,2})(?:st|nd|rd|th)?[ ._,-]{1,2}" YEAR END},
    {.name = "102-103 HDTV",                  .example = "Harbour.Lights.102-103.HDTV",
     .at = SHAPE_DIGITS, .first = DIGIT,      .needs = TITLED | NEEDS_AIRED_AFTER |
                                                       NEEDS_NO_SEASONS,
     .run = RUN(3, 3), .then = "-",
     .pattern = "(?<season>[1-9])(?<episodes>\\d\\d)-\\k<season>(?<last>\\d\\d)" END},
    {.name = "10203 HDTV",                    .example = "Harbour.Lights.10203.HDTV",
     .at = SHAPE_DIGITS, .first = DIGIT,      .needs = TITLED | NEEDS_AIRED_AFTER |
                                                       NEEDS_NO_SEASONS,
     .run = RUN(5, 6),
     .pattern = "(?<season>0?[1-9])(?<episodes>\\d\\d)(?<last>\\d\\d)" END},
    {.name = "dd-mm-yy",                      .example = "Evening Desk 23-11-10",
     .at = SHAPE_DIGITS, .first = "0123",     .needs = TITLED,
     .run = RUN(2, 2), .then = "-",
     .pattern = "(?<day>0[1-9]|[12]\\d|3[01])-(?<month>0[1-9]|1[0-2])-(?<year2>\\d\\d)"
                "(?![a-z0-9-])"},
    {.name = "yy.mm.dd",                      .example = "Evening.Desk.19.05.06.HDTV",
     .at = SHAPE_DIGITS, .first = "012",      .needs = TITLED,
     .run = RUN(2, 2), .then = "._-",
     .pattern = "(?<year2>\\d\\d)(?<c>[._-])(?<month>0[1-9]|1[0-2])\\g{c}(?<day>[0-3]\\d)" END},
    {.name = "yymmdd",                        .example = "Evening Desk 190506 HDTV",
     .at = SHAPE_DIGITS, .first = "012",      .needs = TITLED,
     .run = RUN(6, 6),
     .pattern = "(?<year2>\\d\\d)(?<month>0[1-9]|1[0-2])(?<day>[0-3]\\d)" END},
    {.name = "yymmdd first",                  .example = "190506 Evening Desk E11",
     .at = SHAPE_FIRST, .first = "012",
     .run = RUN(6, 6), .then = " ._-",
     .pattern = "(?<year2>\\d\\d)(?<month>0[1-9]|1[0-2])(?<day>[0-3]\\d)"
                "[ ._-](?=.{0,200}\\b(?:e|ep)[ ._]?\\d)"},

    /* Bare numbers, which count only if their surroundings suggest an episode. */
    {.name = "03.12",                         .example = "Harbour.Lights.03.12",
     .at = SHAPE_DIGITS, .first = "01",       .needs = TITLED | NEEDS_NO_YEAR | NEEDS_NO_SEASON |
                                                       NEEDS_PLAIN_BEFORE,
     .run = RUN(2, 2), .then = " ._",
     .pattern = "(?<season>0[1-9]|1\\d(?=_\\d\\d$))(?:[._]| (?=\\d\\d(?:[ ._]*[\\[(-]| \\d{3,4}[pi]|$)))"
                "(?<episodes>[0-4]\\d)" END "(?![._-]\\d\\d(?!\\d))"},
    {.name = "- 3.12",                        .example = "Harbour Lights - 3.12 - The Kite",
     .at = SHAPE_DIGITS, .first = "123456789", .needs = TITLED | NEEDS_DASH_BEFORE | NEEDS_NO_YEAR,
     .run = RUN(1, 1), .then = ".-",
     .pattern = "(?<season>[1-9])(?:\\.|-(?=0))(?<episodes>[0-3]\\d)(?=[ _]*(?:-(?!\\d)|$))"},
    {.name = "folder/3-12",                   .example = "02.12 A Start",
     .at = SHAPE_FIRST, .first = DIGIT,       .needs = NEEDS_SHOW,
     .run = RUN(1, 2), .then = ".-",
     .pattern = "(?!9-10)(?=\\d{1,2}\\.|[1-9]-)(?<season>\\d{1,2})[-.](?<episodes>\\d\\d)"
                "(?=[ _]|$)"},
    {.name = "3-12",                          .example = "3-12 The Kite",
     .at = SHAPE_FIRST, .first = "123456789", .needs = NEEDS_NO_YEAR | NEEDS_BROADCAST,
     .run = RUN(1, 2), .then = ".-",
     .pattern = "(?!9-1[01])(?=[1-9]-|[12]\\d-0|\\d{1,2}\\.\\d\\d[ _]-)(?<season>[12]?\\d)[-.]"
                "(?<episodes>\\d\\d)(?=[ ._]{1,2}(?:-[ ._]{1,2})?(?-i:\\p{Lu}|\\p{Lo}))"},
    {.name = "03-12",                         .example = "Harbour Lights 03-12.mkv",
     .at = SHAPE_DIGITS, .first = DIGIT,      .needs = TITLED | NEEDS_LAST | NEEDS_NO_YEAR |
                                                       NEEDS_NO_SEASON | NEEDS_BROADCAST |
                                                       NEEDS_VIDEO | NEEDS_NOT_NEXT,
     .run = RUN(1, 2), .then = "-",
     .pattern = "(?!9-11)(?<season>[01]?\\d)-(?<episodes>\\d\\d)" END},
    {.name = "[group] 06 -",                  .example = "[Lamplight] 06 - Paper Moons",
     .at = NUMBER, .first = DIGIT,            .needs = NEEDS_ANIME | NEEDS_NO_YEAR,
     .run = RUN(2, 3),
     .pattern = "(?<=\\]|\\][ _])(?<episodes>\\d{2,3})(?:v\\d)?"
                "(?=[ _]-[ _](?!\\d)|\\. (?!\\d))"},
    {.name = "(9)",                           .example = "[Lamplight] Paper Moons (9)",
     .at = SHAPE_OPEN, .first = DIGIT,        .needs = TITLED | NEEDS_FILLED | NEEDS_ANIME |
                                                       NEEDS_PLAIN_BEFORE,
     .run = RUN(1, 1),
     .pattern = "(?<=\\()(?<episodes>\\d)(?:v\\d)?(?=\\))"},
    {.name = "- sp2",                         .example = "[Lamplight] Paper Moons - SP2 [720p]",
     .at = GLUED | SHAPE_SPECIAL, .first = "so",
     .needs = TITLED | NEEDS_DASH_BEFORE | NEEDS_LAST | NEEDS_ANIME, /* mark.c sets season 0 */
     .pattern = "(?:sp|ova|oad|ona|oav|specials?)[ ._-]?(?<episodes>\\d{1,3}" MORE_N ")" TAIL END},
    {.name = "01 ~ 13",                       .example = "Paper Moons 01 ~ 13 [720p]",
     .at = SHAPE_DIGITS, .first = DIGIT,      .needs = TITLED | NEEDS_LAST | NEEDS_NO_YEAR,
     .run = RUN(2, 3), .then = " _-~",
     .pattern = "(?<episodes>\\d\\d[ _]?[-~][ _]?\\d\\d|\\d{3}[ _]?[-~][ _]?\\d{3})" END},
    {.name = "- 05",                          .example = "[Lamplight] Paper Moons - 05 [720p]",
     .at = NUMBER, .first = DIGIT,            .needs = TITLED | NEEDS_DASH_BEFORE | NEEDS_LAST |
                                                       NEEDS_NOT_YEAR,
     .pattern = "(?!\\d[ ._]{1,2}[(\\[]?(?:19|20)\\d\\d(?!\\d))(?<episodes>\\d{1,4}" MORE_N ")" TAIL
                END},
    {.name = "- 05 -",                        .example = "Paper Moons - 05 - The Kite",
     .at = NUMBER, .first = DIGIT,            .needs = TITLED | NEEDS_DASH_BEFORE | NEEDS_NO_YEAR |
                                                       NEEDS_NOT_YEAR,
     .pattern = "(?<episodes>\\d{1,4}" MORE_N ")" TAIL "(?:[ ._]end)?(?=[ ._]*(?:[-~]|$))"},
    {.name = "[05]",                          .example = "[Lamplight][Paper Moons][05]",
     .at = SHAPE_OPEN, .first = DIGIT,        .needs = TITLED | NEEDS_FILLED | NEEDS_NOT_YEAR |
                                                       NEEDS_PLAIN_BEFORE,
     .pattern = "(?!(?<=\\()\\d\\))(?<episodes>\\d{1,4}(?: ?[-~] ?\\d{1,4})?)"
                "(?:v\\d|完|[ (]?END\\)?|[ ._]?fin|(?:tv)?(?:全集|合集|全)?(?:[+&][^\\[\\](){}]{1,16})?)?(?=[\\])])"},
    {.name = "#5",                            .example = "Paper Moons #5",
     .at = SHAPE_NUMBER_SIGN, .first = "#",
     .pattern = "#(?<episodes>\\d{1,4}(?:-\\d{1,4})?)(?:v\\d)?" END},
    {.name = "season 2 05",                   .example = "Paper Moons 2nd Season 05",
     .at = NUMBER, .first = DIGIT,            .needs = NEEDS_SEASON_BEFORE | NEEDS_LAST |
                                                       NEEDS_NOT_YEAR,
     .run = RUN(2, 4),
     .pattern = "(?<episodes>\\d{2,4}" MORE_N ")" TAIL END},
    {.name = "part 1 to 3",                   .example = "Harbour Lights Part 1 to 3",
     .at = SHAPE_PART,                        .needs = TITLED,
     .pattern = "\\pL+" GAP "(?<episodes>\\d{1,2}[ ._](?:to|bis)[ ._](?:part[ ._])?\\d{1,2})" END},
    {.name = "part 3 of 6",                   .example = "Harbour Lights Part 3 of 6",
     .at = SHAPE_PART,                        .needs = TITLED,
     .pattern = "\\pL+" GAP "(?<episodes>\\d{1,2})[ ._]?(?:of|von|sur|de)[ ._]?\\d{1,2}" END},
    {.name = "part 3",                        .example = "Harbour.Lights.Part.3.HDTV",
     .at = SHAPE_PART,                        .needs = TITLED | NEEDS_NO_YEAR | NEEDS_NO_PACK |
                                                       NEEDS_SERIAL,
     .pattern = "\\pL+[ ._-]{0,2}(?<episodes>\\d{1,2}|" ROMAN "|" COUNT ")" END},
    {.name = "101",                           .example = "Harbour.Lights.101.HDTV",
     .at = SHAPE_DIGITS, .first = DIGIT,      .needs = TITLED | NEEDS_NO_SEASONS | NEEDS_NO_YEAR |
                                                       NEEDS_BROADCAST | NEEDS_NOT_YEAR |
                                                       NEEDS_PLAIN_BEFORE,
     .run = RUN(3, 4),
     .pattern = "(?<season>0?[1-9])(?<episodes>0[1-9]|1\\d|2[0-6])" END "(?![ ._]ppv)"},
    {.name = "237 HDTV",                      .example = "Harbour.Lights.237.HDTV",
     .at = SHAPE_DIGITS, .first = DIGIT,      .needs = TITLED | NEEDS_AIRED_AFTER |
                                                       NEEDS_NO_SEASONS | NEEDS_NO_YEAR |
                                                       NEEDS_BROADCAST | NEEDS_NOT_YEAR |
                                                       NEEDS_PLAIN_BEFORE,
     .run = RUN(3, 4),
     .pattern = "(?<season>0?[1-9])(?<episodes>2[7-9]|3\\d)" END},
    {.name = "1012 HDTV",                     .example = "Harbour.Lights.1012.HDTV",
     .at = SHAPE_DIGITS, .first = DIGIT,      .needs = TITLED | NEEDS_AIRED_AFTER |
                                                       NEEDS_NO_SEASONS | NEEDS_NO_YEAR |
                                                       NEEDS_NOT_YEAR | NEEDS_PLAIN_BEFORE,
     .run = RUN(4, 4),
     .pattern = "(?<season>[1-9]\\d)(?<episodes>0[1-9]|[1-3]\\d)" END},
    {.name = "05 [",                          .example = "[Lamplight]_Paper_Moons_05_[720p]",
     .at = NUMBER, .first = DIGIT,            .needs = TITLED | NEEDS_LAST | NEEDS_ANIME |
                                                       NEEDS_NO_YEAR | NEEDS_NOT_YEAR |
                                                       NEEDS_PLAIN_BEFORE | NEEDS_NOT_TITLE,
     .run = RUN(1, 4),
     .pattern = "(?<episodes>\\d{2,4}" MORE_N "|\\d-\\d{1,3})(?:v\\d)?" END},
    {.name = "01-13",                         .example = "Paper_Moons_1-13_(BD 1080p)",
     .at = SHAPE_DIGITS, .first = DIGIT,      .needs = TITLED | NEEDS_LAST | NEEDS_NO_YEAR |
                                                       NEEDS_NOT_YEAR | NEEDS_NO_SEASONS,
     .run = RUN(1, 4), .then = "-",
     .pattern = "(?<episodes>\\d{1,4}-\\d{2,4})" END},
    {.name = "13 HDTV",                       .example = "Harbour.Lights.13.HDTV",
     .at = SHAPE_DIGITS, .first = DIGIT,      .needs = TITLED | NEEDS_AIRED_AFTER | NEEDS_NO_YEAR |
                                                       NEEDS_NOT_YEAR | NEEDS_NO_SEASONS,
     .run = RUN(2, 3),
     .pattern = "(?<episodes>\\d{2,3})" END},
    {.name = "05",                            .example = "Harbour Lights 05 The Kite",
     .at = NUMBER, .first = "0",              .needs = TITLED | NEEDS_NO_SEASON | NEEDS_NO_YEAR,
     .run = RUN(2, 2),
     .pattern = "(?<episodes>0[1-9]" MORE_N ")(?:v\\d)?" END},
    {.name = "05 -",                          .example = "01 - A Start.mkv",
     .at = SHAPE_FIRST, .first = "0",         .needs = NEEDS_NO_YEAR,
     .run = RUN(2, 3),
     .pattern = "(?<episodes>0\\d{1,2}(?:-\\d{2,3}(?!\\d))*)(?:v\\d)?(?= ?(?:-|\\.|_|$))(?!-\\d)"},
    {.name = "name 054 -",                    .example = "Paper Moons 054 - The Kite",
     .at = SHAPE_DIGITS, .first = "0",        .needs = TITLED | NEEDS_NO_YEAR | NEEDS_NO_SEASON |
                                                       NEEDS_PLAIN_BEFORE,
     .run = RUN(3, 3), .then = " ._",
     .pattern = "(?!007)(?<episodes>0\\d\\d)(?=[ ._]-[ ._](?!\\d))"},
    {.name = "112 -",                         .example = "112 - A Start.mkv",
     .at = SHAPE_FIRST, .first = "123456789", .needs = NEEDS_NO_YEAR | NEEDS_BROADCAST,
     .run = RUN(2, 3), .then = " _",
     .pattern = "(?<episodes>[1-9]\\d|[1-9](?!00)\\d\\d)(?=[ _]-[ _](?!\\d))"},
    {.name = "013",                           .example = "Harbour.Lights.013.480p",
     .at = SHAPE_DIGITS, .first = "0",        .needs = TITLED | NEEDS_LAST | NEEDS_NO_YEAR |
                                                       NEEDS_NO_SEASON | NEEDS_PLAIN_BEFORE,
     .run = RUN(3, 3),
     .pattern = "(?!007)(?<episodes>0\\d\\d)" END},
    {.name = "folder/5",                      .example = "16 A Start.mkv",
     .at = SHAPE_FIRST, .first = DIGIT,       .needs = NEEDS_SHOW | NEEDS_NOT_YEAR,
     .run = RUN(1, 3),
     .pattern = "(?<episodes>\\d{1,3}(?:-\\d{2,3}(?!\\d))*)(?=[ ._-]|$)"},
    {.name = "folder/name 05",                .example = "Harbour 17.mkv",
     .at = SHAPE_DIGITS, .first = DIGIT,      .needs = NEEDS_SHOW | NEEDS_LAST | TITLED,
     .run = RUN(2, 3),
     .pattern = "(?<episodes>\\d{2,3})" END},
    {.name = "name/name 12 -",                .example = "Harbour 17 - A Start.mkv",
     .at = NUMBER, .first = DIGIT,            .needs = NEEDS_NUMBERED | NEEDS_NO_YEAR,
     .run = RUN(2, 3),
     .pattern = "(?<episodes>\\d{2,3})(?:v\\d)?(?=[ _]-[ _])"},
    {.name = "name/name 12",                  .example = "Harbour 17.mkv",
     .at = SHAPE_DIGITS, .first = DIGIT,      .needs = NEEDS_NUMBERED | NEEDS_LAST | NEEDS_NO_YEAR,
     .run = RUN(2, 3),
     .pattern = "(?<episodes>\\d{2,3})" END},
};
/* clang-format on */

struct rule_table name_mark_rules = {.rules = rules,
                                     .count = sizeof rules / sizeof *rules,
                                     .fields = fields,
                                     .field_count = MARK_FIELDS};
