/* What tells season, episode or date: one table of rules, the surest first. */
#include <string.h>

#include "name_parts.h"

enum field {
    FIELD_SEASON,   /* one season */
    FIELD_SEASONS,  /* a list of seasons */
    FIELD_EPISODES, /* a list of episodes */
    FIELD_YEAR,
    FIELD_YEAR2, /* in two digits */
    FIELD_MONTH, /* a number or a name */
    FIELD_DAY,
    FIELD_COUNT
};

static const char *const fields[FIELD_COUNT] = {"season", "seasons", "episodes", "year",
                                                "year2",  "month",   "day"};

/* On what a rule insists beside its pattern. */
enum {
    NEEDS_TITLE_BEFORE = 1 << 0, /* some word stands before it */
    NEEDS_LAST = 1 << 1,         /* only tags, brackets or the end come behind it */
    NEEDS_NO_SEASON = 1 << 2,    /* no season pack ("S01") is named */
    NEEDS_NO_YEAR = 1 << 3,      /* no year of a film is named */
    NEEDS_ANIME = 1 << 4,        /* [Group] in front, or a checksum */
    NEEDS_DASH_BEFORE = 1 << 5,  /* " - " stands before it */
    NEEDS_FILLED = 1 << 6,       /* it is all that its bracket holds */
    NEEDS_SHOW = 1 << 7,         /* the folders say that it is a show */
    NEEDS_FIRST = 1 << 8,        /* nothing stands before it */
    NEEDS_NO_DISC = 1 << 9,      /* not from BluRay: the old three digits are of broadcasts */
    NEEDS_MORE = 1 << 10,        /* something that is no tag comes behind it */
};

#define DIGIT "0123456789"
#define GAP "[ ._-]{0,3}"
#define END "(?![a-z0-9])"
/* The version mark of a release, 05v2; the letter of half an episode, E05a; END. */
#define TAIL "(?:v\\d|[a-d](?![a-z]))?"
/* More episodes behind the first: E02, -E02, - S01E02, +02, -02, and02; and .22 behind 21. */
#define MORE_E                                                                                     \
    "(?:[ ._]?(?:[-~+&]{1,2}|and|to)?[ ._]?(?:s\\d{1,4}[ ._-]?)?(?:ep?|x)[ "                       \
    "._]?\\d{1,5}(?!\\d|[pi]\\b)"                                                                  \
    "|(?:[-~+&_]|and| & )\\d{1,5}(?![a-z0-9])|[ .]\\d\\d(?=[ ._]|$))*"
#define MORE_X                                                                                     \
    "(?:(?:[ ._-]{0,3}\\d{1,2}|[-_ .]{0,3})x\\d{1,3}(?!\\d)|[-_+&~]\\d{1,3}(?![a-z0-9]))*"
#define MORE_N "(?:(?: ?[-~&+] ?|-)\\d{1,4}(?![a-z0-9]))?"
#define ROMAN "[ivx]{1,6}" END
#define WORDS "(?:one|two|three|four|five|six|seven|eight|nine|ten)" END
#define LIST                                                                                       \
    "(?:(?:[ ._]?(?:[-&+,~]|\\band\\b|\\bto\\b|\\bbis\\b|\\ba\\b)[ "                               \
    "._]?|\\.)s?\\d{1,2}(?![0-9pi]|[a-z]{2}))*"
#define YEAR "(?<year>(?:19|20)\\d\\d)"
#define MONTHS "(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]{0,7})"

static const struct rule rules[] = {
    {"s01e02",
     "s(?<season>\\d{1,4})" GAP "\\(?(?:ep|e|x|episode|ер)[ ._]?(?<episodes>\\d{1,5}" MORE_E
     ")" TAIL "(?:[ ._]?of[ ._]?\\w{2})?",
     "Harbour.Lights.S01E02.mkv",                                                                                                                               "s",         SHAPE_LETTERS_DIGIT,              0                                           },
    {"1x02",                 "(?<season>\\d{1,4})x(?<episodes>\\d{1,4}(?!\\d)" MORE_X ")(?!\\d|[pi]\\b)" TAIL,
     "Harbour.Lights.1x02.mkv",                                                                                                                                 DIGIT,       SHAPE_DIGIT_FIRST,                0                                           },
    {"s02-03",
     "s(?<season>\\d{1,2})[ _.]-[ _.](?<episodes>\\d{2,4}" MORE_N ")" TAIL
     "(?=[ _.]*(?:[\\[(]|$| -|\\.[a-z0-9]{3}$))",                                                                     "[Lamplight] Paper Moons S2 - 03 [720p]", "s",         SHAPE_LETTERS_DIGIT,              NEEDS_TITLE_BEFORE                          },
    {"s0102",                "s(?<season>[01]\\d|2[1-9])(?<episodes>\\d\\d)" END,                                     "Harbour.Lights.S0102.HDTV",              "s",
     SHAPE_LETTERS_DIGIT,                                                                                                                                                                                      0                                           },
    {"episode",
     "(?:\\pL|\\pM)+\\.?[ ._:-]{0,3}(?<episodes>\\d{1,5}" MORE_E "|" ROMAN "|" WORDS ")" TAIL,
     "Harbour Lights Episode 12",                                                                                                                               NULL,        SHAPE_EPISODE,                    0                                           },
    {"e02",                  "e(?<episodes>\\d{1,5}" MORE_E ")" TAIL "(?!\\d)",                                       "Harbour.Lights.E02.720p",                "e",
     SHAPE_LETTERS_DIGIT,                                                                                                                                                                                      0                                           },
    {"x02",                  "x(?<episodes>\\d{2,3})" END,                                                            "Season 1 - x02",                         "x",         SHAPE_LETTERS_DIGIT,              0                                           },
    {"number-episode",
     "(?<episodes>\\d{1,4}(?:-\\d{1,4})?)(?:st|nd|rd|th|\\.|-?[яй])?" GAP
     "(?:episode|серия|серии|серий|выпуск|folge|bölüm|epizod|odcinek)(?!\\pL)",
     "Harbour Lights 5 серия",                                                                                                                             DIGIT,       SHAPE_DIGITS | SHAPE_DIGIT_FIRST, 0                                           },
    {"cjk-episode",          "(?:第|제)?(?<episodes>\\d{1,4}(?:[-~]\\d{1,4})?)(?:話|话|集|回|화|회)",
     "纸月亮 第03话",                                                                                                                                      NULL,        RULE_ANYWHERE,                    0                                           },
    {"two-digits-dot",       "(?<season>\\d)\\.(?<episodes>\\d\\d)(?=[\\])])",                                        "Harbour Lights [2.10]",
     DIGIT,                                                                                                                                                                  SHAPE_OPEN,                       NEEDS_TITLE_BEFORE                          },
    {"of",                   "(?<episodes>\\d{1,3}(?:-\\d{1,3})?)[ ._]?(?:of|из|von|de|sur)[ ._]?\\d{1,4}" END,
     "Harbour Lights 3of6",                                                                                                                                     DIGIT,       SHAPE_DIGITS | SHAPE_DIGIT_FIRST, NEEDS_NO_YEAR                               },
    {"season",
     "(?:\\pL|\\pM)+\\.?[ ._:-]{0,3}(?<seasons>\\d{1,4}(?:[ ._]?of[ ._]?\\d+|" LIST ")|" ROMAN
     "|" WORDS ")(?![0-9])",
     "Harbour Lights Season 1",                                                                                                                                 NULL,        SHAPE_SEASON,                     0                                           },
    {"ordinal-season",
     "(?<seasons>(?:\\d{1,2}|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?:-"
     "\\d{1,2})?)(?:st|nd|rd|th|er|e|ª|º|a|o|\\.|-?й)?[ ._-]{0,2}(?=\\pL)",                                        "Harbour Lights 2nd Season",              NULL,        SHAPE_ORDINAL,                    0                                           },
    {"cjk-season",           "第(?<seasons>\\d{1,2}|[一二三四五六七八九十])[季期部]",                   "纸月亮 第二季",                    NULL,
     RULE_ANYWHERE,                                                                                                                                                                                            0                                           },
    {"s01",
     "s(?<seasons>\\d{1,4}(?:(?: ?[-&+,~] ?|[ ._]to[ "
     "._]|-)s?\\d{1,2}(?![0-9pi]|[a-z]{2}))*)(?:d\\d{1,2})?" END,
     "Harbour.Lights.S01.1080p",                                                                                                                                "s",         SHAPE_LETTERS_DIGIT,              0                                           },
    {"1x-all",               "(?<seasons>\\d{1,2})x(?:all|complete)" END,                                             "Harbour.Lights.1xAll",                   DIGIT,
     SHAPE_DIGIT_FIRST,                                                                                                                                                                                        0                                           },
    {"year-month-day",       YEAR "(?<c>[ ._-]?[._ -])(?<month>\\d{1,2})\\g{c}(?<day>\\d{1,2})" END,
     "Evening.Desk.2019.05.06.HDTV",                                                                                                                            "12",        SHAPE_DIGITS,                     0                                           },
    {"day-month-year",       "(?<day>\\d{1,2})(?<c>[ ._-])(?<month>\\d{1,2})\\g{c}" YEAR END,
     "Evening.Desk.23.11.2010.HDTV",                                                                                                                            DIGIT,       SHAPE_DIGITS,                     0                                           },
    {"yyyymmdd",             YEAR "(?<month>0[1-9]|1[0-2])(?<day>[0-3]\\d)" END,                                      "Evening Desk 20190506",                  "12",
     SHAPE_DIGITS,                                                                                                                                                                                             0                                           },
    {"named-month",          "(?<day>\\d{1,2})(?:st|nd|rd|th)?[ ._-]" MONTHS "[ ._,-]{1,2}" YEAR END,
     "Evening Desk 6 May 2019",                                                                                                                                 DIGIT,       SHAPE_DIGITS | SHAPE_DIGIT_FIRST, 0                                           },
    {"yymmdd",               "(?<year2>\\d\\d)(?<month>0[1-9]|1[0-2])(?<day>[0-3]\\d)" END,
     "Evening Desk 190506 HDTV",                                                                                                                                "012",       SHAPE_DIGITS,                     NEEDS_TITLE_BEFORE                          },
    {"dash-number",          "(?<episodes>\\d{1,4}" MORE_N ")(?:v\\d|\\.5)?(?=[ ._]*(?:[-\\[({~]|$|END\\b))",
     "[Lamplight] Paper Moons - 05 [720p]",                                                                                                                     DIGIT,       SHAPE_DIGITS | SHAPE_DIGIT_FIRST,
     NEEDS_TITLE_BEFORE | NEEDS_DASH_BEFORE | NEEDS_NO_YEAR                                                                                                                                                                                                },
    {"bracket-number",
     "(?<episodes>\\d{1,4}(?: ?[-~] ?\\d{1,4})?)(?:v\\d|完|END|[ ._]?fin)?(?=[\\])])",                               "[Lamplight][Paper Moons][05]",           DIGIT,       SHAPE_OPEN,                       NEEDS_TITLE_BEFORE | NEEDS_FILLED           },
    {"number-sign",          "#(?<episodes>\\d{1,4}(?:-\\d{1,4})?)" END,                                              "Paper Moons #5",                         "#",
     SHAPE_NUMBER_SIGN,                                                                                                                                                                                        0                                           },
    {"part",
     "\\pL+[ ._-]{0,2}(?<episodes>\\d{1,2}(?:[ ._]to[ ._](?:part[ ._])?\\d+)?|" ROMAN "|" WORDS
     ")" END,
     "Harbour.Lights.Part.3.HDTV",                                                                                                                              NULL,        SHAPE_PART,                       NEEDS_TITLE_BEFORE | NEEDS_NO_YEAR          },
    {"101",                  "(?<season>\\d{1,2})(?<episodes>[0-3]\\d)(?:[ .]\\d{1,2}(?<more>[0-3]\\d)(?!\\d))?" END,
     "Harbour.Lights.101.HDTV",                                                                                                                                 "123456789", SHAPE_DIGITS,
     NEEDS_TITLE_BEFORE | NEEDS_NO_SEASON | NEEDS_NO_YEAR | NEEDS_NO_DISC                                                                                                                                                                                  },
    {"last-number",          "(?<episodes>\\d{2,4}" MORE_N ")(?:v\\d)?" END,
     "[Lamplight]_Paper_Moons_05_[720p]",                                                                                                                       DIGIT,       SHAPE_DIGITS | SHAPE_DIGIT_FIRST,
     NEEDS_TITLE_BEFORE | NEEDS_LAST | NEEDS_ANIME | NEEDS_NO_YEAR                                                                                                                                                                                         },
    {"zero-number",          "(?<episodes>0\\d{1,2}" MORE_N ")(?:v\\d)?" END,                                         "Harbour Lights 05 HDTV",
     DIGIT,                                                                                                                                                                  SHAPE_DIGITS | SHAPE_DIGIT_FIRST,
     NEEDS_TITLE_BEFORE | NEEDS_LAST | NEEDS_NO_SEASON | NEEDS_NO_YEAR                                                                                                                                                                                     },
    {"first-number",         "(?<episodes>0\\d{1,2}(?:-\\d{2,3}(?!\\d))*)(?:v\\d)?(?= ?(?:-|\\.|_|$))",
     "01 - A Start.mkv",                                                                                                                                        "0",         SHAPE_FIRST,                      NEEDS_NO_YEAR                               },
    {"first-number-in-show", "(?<episodes>\\d{1,3}(?:-\\d{2,3}(?!\\d))*)(?=[ ._-]|$)",
     "Season 2/16 A Start.mkv",                                                                                                                                 DIGIT,       SHAPE_FIRST,                      NEEDS_SHOW                                  },
    {"number-in-show",       "(?<episodes>\\d{2,3})" END,                                                             "Harbour Lights/Season 2/Harbour 07.mkv", DIGIT,
     SHAPE_DIGITS,                                                                                                                                                                                             NEEDS_SHOW | NEEDS_LAST | NEEDS_TITLE_BEFORE},
};

struct rule_table mark_rules = {rules, sizeof rules / sizeof *rules, fields, FIELD_COUNT, NULL};

/* Facts on the whole text, as NEEDS_ bits. */
static unsigned facts_of(const struct text *text, const struct context *context)
{
    unsigned facts = NEEDS_NO_SEASON | NEEDS_NO_YEAR | NEEDS_NO_DISC;

    if (text->group_first || text->checksum)
        facts |= NEEDS_ANIME;
    if (context->season || context->show)
        facts |= NEEDS_SHOW;
    for (size_t i = 1; i < text->count; i++) {
        const struct token *t = &text->token[i];
        int n = t->shape & SHAPE_DIGITS && t->end - t->start == 4
                    ? number_of(text->at + t->start, 4)
                    : 0;

        if (n >= YEAR_MIN && n <= YEAR_MAX && !t->used && !text->group_first)
            facts &= ~(unsigned)NEEDS_NO_YEAR;
        if (t->word && t->word->kind == WORD_SOURCE && t->word->value[0] == 'B')
            facts &= ~(unsigned)NEEDS_NO_DISC;
    }
    return facts;
}

/* Facts on what stands around the tokens from..to. */
static unsigned facts_around(const struct text *text, size_t from, size_t to)
{
    const struct token *t = text->token;
    bool last = to == text->count || t[to].tag || t[to].gap == GAP_BRACKET ||
                (t[to].word && t[to].word->kind < WORD_SEASON);
    bool before = false;

    for (size_t i = 0; i < from && !before; i++)
        before = !t[i].tag && !(text->group_first && t[i].group == t[0].group && from &&
                                t[from].group != t[0].group);
    return (last ? NEEDS_LAST : NEEDS_MORE) | (before ? NEEDS_TITLE_BEFORE : NEEDS_FIRST) |
           (t[from].gap == GAP_DASH ? NEEDS_DASH_BEFORE : 0) |
           (token_fill_bracket(text, from, to) ? NEEDS_FILLED : 0);
}

static bool wants(const struct rule *rule, const struct text *text, size_t i, unsigned facts)
{
    const unsigned local = NEEDS_TITLE_BEFORE | NEEDS_LAST | NEEDS_DASH_BEFORE | NEEDS_FILLED |
                           NEEDS_FIRST | NEEDS_MORE;
    const struct token *t = &text->token[i];
    unsigned c = (unsigned char)text->at[t->start];

    if (!(rule->at & t->shape) || (rule->needs & ~local & ~facts))
        return false;
    return !rule->first || strchr(rule->first, (int)(c >= 'A' && c <= 'Z' ? c | 0x20u : c));
}

static int number_in(const struct text *text, const struct rule_span *span)
{
    return span->at == RULE_NOWHERE ? -1 : number_of(text->at + span->at, span->len);
}

static int month_in(const struct text *text, const struct rule_span *span)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    char name[4] = "";
    const char *at;

    if (span->at == RULE_NOWHERE)
        return 0;
    if (text->at[span->at] <= '9')
        return number_in(text, span);
    for (int i = 0; i < 3; i++)
        name[i] = (char)(text->at[span->at + (size_t)i] | 0x20);
    at = strstr(months, name);
    return at ? (int)(at - months) / 3 + 1 : 0;
}

/* Takes the date; 2010.23.11 has its day in the middle. False when there is no such day. */
static bool read_date(const struct text *text, const struct rule_span *found, struct mark *mark)
{
    mark->year = number_in(text, &found[FIELD_YEAR]);
    if (found[FIELD_YEAR2].len)
        mark->year = 2000 + number_in(text, &found[FIELD_YEAR2]);
    mark->month = month_in(text, &found[FIELD_MONTH]);
    mark->day = number_in(text, &found[FIELD_DAY]);
    if (mark->month > 12 && mark->day <= 12) {
        int day = mark->month;

        mark->month = mark->day;
        mark->day = day;
    }
    return mark->year >= YEAR_MIN && mark->year <= YEAR_MAX && mark->month >= 1 &&
           mark->month <= 12 && mark->day >= 1 && mark->day <= 31;
}

/* Turns what the rule found into numbers; false when they cannot be meant so. *end is where what
   was understood ends. */
static bool understand(const struct text *text, const struct rule *rule,
                       const struct rule_span *found, struct mark *mark, size_t *end)
{
    const struct rule_span *e = &found[FIELD_EPISODES], *s = &found[FIELD_SEASONS];
    int season = number_in(text, &found[FIELD_SEASON]);
    int episode;

    if (found[FIELD_MONTH].len)
        return read_date(text, found, mark);
    if (season >= 0)
        numbers_add(&mark->seasons, season, season);
    if (s->len && numbers_read(&mark->seasons, text->at + s->at, s->len) == 0)
        return false;
    if (e->len) {
        size_t read = numbers_read(&mark->episodes, text->at + e->at, e->len);

        if (!read)
            return false;
        if (read < e->len)
            *end = e->at + read;
    }
    episode = mark->episodes.count ? mark->episodes.run[0].first : 0;
    if (rule->needs & (NEEDS_DASH_BEFORE | NEEDS_LAST | NEEDS_FILLED | NEEDS_FIRST) &&
        !text->group_first && episode >= YEAR_MIN && episode <= YEAR_MAX)
        return false;
    return !(strcmp(rule->name, "101") == 0 && (episode < 1 || season < 1));
}

static bool apply(struct text *text, size_t rank, size_t from, size_t start, unsigned facts,
                  struct mark *mark)
{
    const struct rule *rule = &rules[rank];
    struct rule_span whole, found[RULE_FIELDS_MAX];
    size_t end;

    if (!rule_match(&mark_rules, rank, text->at, text->length, start, &whole, found))
        return false;
    *mark = (struct mark){.rule = rule, .rank = rank};
    end = whole.at + whole.len;
    if (!understand(text, rule, found, mark, &end))
        return false;
    if (rule->at & RULE_ANYWHERE)
        for (from = 0; from + 1 < text->count && text->token[from].end <= whole.at;)
            from++;
    mark->from = from;
    mark->to = token_at(text, from + 1, end);
    if (strcmp(rule->name, "ordinal-season") == 0)
        mark->to++;
    return (rule->needs & ~(facts | facts_around(text, from, mark->to))) == 0;
}

/* Tries the rules at token i, the surest first; true when one took it. */
static bool try_rules(struct text *text, size_t i, unsigned facts, struct mark *mark)
{
    for (size_t rank = 0; rank < mark_rules.count; rank++)
        if (wants(&rules[rank], text, i, facts) &&
            apply(text, rank, i, text->token[i].start, facts, mark))
            return true;
    return false;
}

static void find_anywhere(struct text *text, unsigned facts, struct marks *marks)
{
    for (size_t rank = 0; rank < mark_rules.count && marks->count < MARK_MAX; rank++)
        if (rules[rank].at & RULE_ANYWHERE &&
            apply(text, rank, 0, 0, facts, &marks->mark[marks->count]))
            marks->count++;
}

void mark_find(struct text *text, const struct context *context, struct marks *marks)
{
    unsigned facts = facts_of(text, context);

    marks->count = 0;
    if (!text->ascii)
        find_anywhere(text, facts, marks);
    for (size_t i = 0; i < text->count && marks->count < MARK_MAX; i++) {
        struct mark *mark = &marks->mark[marks->count];

        if (text->token[i].used || text->token[i].tag || !text->token[i].shape ||
            !try_rules(text, i, facts, mark))
            continue;
        if (mark->seasons.count && !mark->episodes.count)
            facts &= ~(unsigned)NEEDS_NO_SEASON;
        for (size_t k = mark->from; k < mark->to; k++)
            text->token[k].used = true;
        marks->count++;
        i = mark->to - 1;
    }
}
