/* Finds the marks of a name: the tokens that give season, episode or date. Tries the rules of
 * rules.c at each token, and checks their conditions (NEEDS_ bits). A fan release is one whose name
 * begins with [Group] or has a checksum. */
#include <string.h>

#include "parse/parts.h"

/* The conditions that depend on the end of the match. */
#define AFTER                                                                                      \
    (NEEDS_LAST | NEEDS_FILLED | NEEDS_NO_YEAR | NEEDS_NOT_YEAR | NEEDS_AIRED_AFTER |              \
     NEEDS_NOT_FILM | NEEDS_NOT_NEXT | NEEDS_NOT_TITLE | NEEDS_EPISODE_NEXT)

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_year(int number)
{
    return number >= YEAR_FIRST && number <= YEAR_MAX;
}

struct survey {
    unsigned facts;   /* the conditions that the whole text meets */
    size_t last_year; /* the last token that may be a film's year; 0: none */
    size_t first_tag; /* the first tag that does not begin a bracket; text->count: none */
    size_t episode;   /* the last word for an episode; 0: none */
    size_t season;    /* the last token that names a season; 0: none */
    bool single;      /* the name is that of one video */
    bool video;       /* the name is that of one video, and no folder suggests a show */
};

/* Returns whether the name has the form of scene releases: no blanks, and -GROUP at the end. */
static bool is_scene(const struct text *text)
{
    const struct name_token *last = &text->token[text->count - 1];

    return !text->spaced && text->count > 2 && last->gap == GAP_HYPHEN && !last->bracket &&
           !(last->shape & SHAPE_DIGITS);
}

static unsigned facts_of(const struct text *text, const struct context *context)
{
    unsigned facts = NEEDS_NO_SEASON | NEEDS_NO_PACK | NEEDS_BROADCAST;

    if (text->group_first || text->checksum)
        facts = (facts | NEEDS_ANIME) & ~(unsigned)NEEDS_BROADCAST;
    if (context->season || context->show)
        facts |= NEEDS_SHOW | NEEDS_SERIAL;
    if (context->season)
        facts |= NEEDS_SEASON_FOLDER;
    if (facts & NEEDS_ANIME || context->video)
        facts |= NEEDS_ONE;
    if (context->video)
        facts |= NEEDS_VIDEO;
    if (context->numbered)
        facts |= NEEDS_NUMBERED;
    if (text->count && is_scene(text))
        facts |= NEEDS_SERIAL;
    for (size_t i = 1; i < text->count; i++) {
        const struct word *word = text->token[i].word;

        if (!word || word->kind != WORD_SOURCE)
            continue;
        if (strcmp(word->value, "BluRay") == 0)
            facts &= ~(unsigned)(NEEDS_BROADCAST | NEEDS_SERIAL);
        else if (strncmp(word->value, "DVD", 3) == 0)
            facts &= ~(unsigned)NEEDS_SERIAL;
        else if (strstr(word->value, "DTV"))
            facts |= NEEDS_SERIAL;
    }
    return facts;
}

/* Returns the last token that may be the year of a film; 0: not found. A year before two numbers is
 * part of a date. */
static size_t last_year(const struct text *text)
{
    const struct name_token *t = text->token;

    for (size_t i = text->count; i-- > 1;)
        if (name_token_year(text, i) && !t[i].used && !(t[i].gap == GAP_HYPHEN && t[i - 1].tag) &&
            !(i + 2 < text->count && t[i + 1].shape & t[i + 2].shape & SHAPE_DIGITS))
            return i;
    return 0;
}

static size_t last_episode_word(const struct text *text)
{
    size_t i = text->count;

    while (i > 0 && !(text->token[i].shape & SHAPE_EPISODE))
        i--;
    return i;
}

/* Returns the last token that is S and a number, or a word for season before a number; 0: none. */
static size_t last_season(const struct text *text)
{
    const struct name_token *t = text->token;
    size_t i = text->count;

    while (i-- > 1) {
        const char *at = text->at + t[i].start;

        if ((t[i].shape & SHAPE_LETTERS_DIGIT && (at[0] | 0x20) == 's' &&
             t[i].end - t[i].start < 8) ||
            (t[i].shape & SHAPE_SEASON && t[i + 1].shape & SHAPE_DIGITS))
            return i;
    }
    return 0;
}

static size_t first_tag(const struct text *text)
{
    const struct name_token *t = text->token;
    size_t i = 0;

    while (i < text->count && !(t[i].tag && !(t[i].shape & SHAPE_OPEN)))
        i++;
    return i;
}

/* Returns whether token i occurs only in releases of broadcasts: HDTV, PDTV, VOSTFR (French
 * subtitles). */
static bool is_aired(const struct text *text, size_t i)
{
    const struct word *word = i < text->count ? text->token[i].word : NULL;

    return word && ((word->kind == WORD_SOURCE && strstr(word->value, "DTV")) ||
                    strncmp(word->text, "vost", 4) == 0);
}

/* Returns whether token i is a number before a title (06 - Part One), and not a title (24 - 05). */
static bool is_number_before(const struct name_token *t, size_t i)
{
    return t[i].used && t[i + 1].gap == GAP_DASH && !(t[i + 1].shape & SHAPE_DIGITS);
}

/* Returns whether a word of a title precedes token `from`, not just tags, a number or [Group]. */
static bool title_before(const struct text *text, size_t from)
{
    const struct name_token *t = text->token;

    for (size_t i = 0; i < from; i++)
        if (!t[i].tag && !is_number_before(t, i) &&
            !(text->group_first && t[i].group == t[0].group && t[from].group != t[0].group))
            return true;
    return false;
}

/* Returns whether no tag precedes token `from`. Fan releases can begin with tags, so checks only
 * the previous token of their names, and only if it is in the same bracket. */
static bool plain_before(const struct text *text, const struct survey *survey, size_t from)
{
    const struct name_token *t = text->token;

    if (text->group_first || text->checksum)
        return !from || !t[from - 1].tag || t[from - 1].group != t[from].group;
    return from <= survey->first_tag;
}

static bool is_all(const struct text *text, size_t i)
{
    static const char *const words[] = {"all", "alle",      "complete", "todas", "tutte",
                                        "все", "wszystkie", "tüm",      "alla"};
    const struct name_token *t = &text->token[i];

    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (strlen(words[k]) == t->end - t->start &&
            name_word_same(words[k], text->at + t->start, t->end - t->start))
            return true;
    return false;
}

static unsigned facts_before(const struct text *text, const struct survey *survey,
                             const struct marks *marks, size_t from)
{
    const struct mark *last = marks->count ? &marks->mark[marks->count - 1] : NULL;
    unsigned facts = title_before(text, from) ? NEEDS_TITLE_BEFORE : 0;

    if (text->token[from].gap == GAP_DASH)
        facts |= NEEDS_DASH_BEFORE;
    if (from || survey->facts & NEEDS_BROADCAST)
        facts |= NEEDS_NOT_DISC;
    if (plain_before(text, survey, from))
        facts |= NEEDS_PLAIN_BEFORE;
    if (survey->facts & NEEDS_NO_SEASON && from >= survey->season)
        facts |= NEEDS_NO_SEASONS;
    if (text->token[from].shape & SHAPE_ORDINAL && from > 1 && !text->token[from - 1].used &&
        is_all(text, from - 1))
        facts |= NEEDS_ALL_BEFORE;
    if (last && last->to == from && last->seasons.count && !last->episodes.count)
        facts |= NEEDS_SEASON_BEFORE;
    return facts;
}

/* Returns whether the mark is a part of a film's title. In the name of one video, a year must
 * directly follow the mark: Open Season 2 (2008). In the name of a disc release, a year and a tag
 * can follow later. `before` has the conditions that the text before the mark meets. */
static bool is_film(const struct text *text, const struct survey *survey, const struct mark *mark,
                    unsigned before)
{
    unsigned disc = ~survey->facts & (NEEDS_BROADCAST | NEEDS_ANIME);

    if (before & NEEDS_SEASON_BEFORE || survey->episode >= mark->to)
        return false;
    if (survey->video && name_token_year(text, mark->to))
        return true;
    return disc == (NEEDS_BROADCAST | NEEDS_ANIME) && !mark->seasons.count &&
           survey->facts & NEEDS_NO_SEASON && !(survey->facts & NEEDS_SHOW) &&
           survey->last_year >= mark->to && text->token[survey->last_year + 1].tag;
}

/* Returns whether the first word of the mark is also in a second title: Name 7 (Other 7). */
static bool is_repeated(const struct text *text, const struct mark *mark)
{
    const struct name_token *number = &text->token[mark->from];
    size_t length = number->end - number->start;

    for (size_t i = 0; i < text->count; i++) {
        const struct name_token *t = &text->token[i];

        if (t->group != number->group && !((t->shape | number->shape) & SHAPE_OPEN) &&
            t->end - t->start == length &&
            memcmp(text->at + t->start, text->at + number->start, length) == 0)
            return true;
    }
    return false;
}

static bool is_short_episode(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];

    return t->shape & SHAPE_LETTERS_DIGIT && (text->at[t->start] | 0x20) == 'e' &&
           is_digit(text->at[t->start + 1]);
}

static unsigned facts_after(const struct text *text, const struct survey *survey,
                            const struct mark *mark, unsigned before)
{
    const struct name_token *t = text->token;
    const struct run *run = mark->episodes.run;
    size_t to = mark->to;
    unsigned facts = 0;

    if (to == text->count || t[to].tag || t[to].gap == GAP_BRACKET ||
        (t[to].word && (t[to].word->kind < WORD_SEASON ||
                        (t[to].word->kind == WORD_SPECIAL &&
                         memchr(text->at + t[to - 1].end, '+', t[to].start - t[to - 1].end)))))
        facts |= NEEDS_LAST;
    if (name_token_fill_bracket(text, mark->from, to))
        facts |= NEEDS_FILLED;
    if (survey->last_year < to)
        facts |= NEEDS_NO_YEAR;
    if (is_aired(text, to))
        facts |= NEEDS_AIRED_AFTER;
    if (t[to].shape & (SHAPE_EPISODE | SHAPE_EPISODE_PART) || is_short_episode(text, to))
        facts |= NEEDS_EPISODE_NEXT;
    if (!is_film(text, survey, mark, before))
        facts |= NEEDS_NOT_FILM;
    if (!mark->episodes.count || !mark->seasons.count || run->first != mark->seasons.run->first + 1)
        facts |= NEEDS_NOT_NEXT;
    if (!is_repeated(text, mark))
        facts |= NEEDS_NOT_TITLE;
    if (!mark->episodes.count ||
        !is_year((mark->seasons.count ? mark->seasons.run->first * 100 : 0) + run->first))
        facts |= NEEDS_NOT_YEAR;
    return facts;
}

static int number_in(const struct text *text, const struct rule_span *span)
{
    return span->at == RULE_NOWHERE ? -1 : name_number_of(text->at + span->at, span->len);
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

/* Reads the date into *mark. If the month is too high (2010.23.11), swaps month and day. Returns
 * false if the date is invalid. */
static bool read_date(const struct text *text, const struct rule_span *found, struct mark *mark)
{
    mark->year = number_in(text, &found[MARK_YEAR]);
    if (found[MARK_YEAR2].len)
        mark->year = 2000 + number_in(text, &found[MARK_YEAR2]);
    mark->month = month_in(text, &found[MARK_MONTH]);
    mark->day = number_in(text, &found[MARK_DAY]);
    mark->timed = found[MARK_TIME].len > 0;
    if (mark->month > 12 && mark->day <= 12) {
        int day = mark->month;

        mark->month = mark->day;
        mark->day = day;
    }
    return mark->year >= YEAR_MIN && mark->year <= YEAR_MAX && mark->month >= 1 &&
           mark->month <= 12 && mark->day >= 1 && mark->day <= 31;
}

/* Extends the episodes up to `last`: 10203 is 1x02 and 1x03. If the rule has conditions, `last`
 * must be the next episode; returns false if it is not. */
static bool add_last(struct mark *mark, int last)
{
    bool follows = mark->rule->needs == 0 || last == mark->episodes.run[0].last + 1;

    if (last > mark->episodes.run[0].last)
        mark->episodes.run[0].last = last;
    return follows;
}

/* Returns whether the number that ends at byte `end` is between a hyphen and a word: S01E09-45
 * Minutes, S2 - 7 Days Left. Such a number does not end a range. Sets *hyphen to the offset of the
 * hyphen. */
static bool goes_on_in_words(const struct text *text, size_t start, size_t end, size_t *hyphen)
{
    const struct name_token *t = text->token;
    size_t at = end, i;

    while (at > start && is_digit(text->at[at - 1]))
        at--;
    while (at > start && text->at[at - 1] == ' ')
        at--;
    if (at <= start + 1 || text->at[at - 1] != '-')
        return false;
    *hyphen = at - 1;
    i = name_token_at(text, 0, end);
    return i < text->count && t[i].gap == GAP_SPACE && !t[i].tag && !t[i].word && !t[i].shape;
}

/* Reads the list of numbers in `span`, and returns the number of bytes read. A range of `width` or
 * more is not read if a word follows: S01E09-45 Minutes. In that case, reads only the numbers
 * before the hyphen and sets *end to their end. A range from 1 may be a pack; it is read if the
 * name is not that of one video (`single`). */
static size_t read_list(const struct text *text, const struct rule_span *span, int width,
                        bool single, struct numbers *numbers, size_t *end)
{
    size_t read = name_numbers_read(numbers, text->at + span->at, span->len), hyphen;
    const struct run *run = numbers->run + numbers->count - 1;

    if (!read || run->last - run->first < width || (!single && run->first == 1) ||
        !goes_on_in_words(text, span->at, span->at + read, &hyphen))
        return read;
    while (hyphen > span->at && text->at[hyphen - 1] == ' ')
        hyphen--;
    read = name_numbers_read(numbers, text->at + span->at, hyphen - span->at);
    *end = span->at + read;
    return read;
}

/* Sets the numbers in *mark from the match of a rule. Returns false if the numbers make no sense.
 * If only a part of the match makes sense, sets *end to the end of this part. */
static bool understand(const struct text *text, bool single, const struct rule_span *found,
                       struct mark *mark, size_t *end)
{
    enum { SEASONS_WIDE = 1, EPISODES_WIDE = 4 };
    const struct rule_span *e = &found[MARK_EPISODES], *s = &found[MARK_SEASONS];
    int season = number_in(text, &found[MARK_SEASON]), last = number_in(text, &found[MARK_LAST]);
    size_t read;

    if (found[MARK_MONTH].len)
        return read_date(text, found, mark);
    if (season >= 0)
        name_numbers_add(&mark->seasons, season, season);
    if (mark->rule->at & SHAPE_SPECIAL)
        name_numbers_add(&mark->seasons, 0, 0);
    if (s->len) {
        read = read_list(text, s, SEASONS_WIDE, single, &mark->seasons, end);
        if (!read)
            return false;
        if (read < s->len && strchr(" ._,", text->at[s->at + read]))
            *end = s->at + read; /* Season 1 05 */
    }
    if (!e->len && last > 0)
        name_numbers_add(mark->rule->needs & NEEDS_ALL_BEFORE ? &mark->seasons : &mark->episodes, 1,
                         last);
    if (!e->len)
        return true;
    read = read_list(text, e, EPISODES_WIDE, single, &mark->episodes, end);
    if (read < e->len)
        *end = e->at + read;
    if (read && last >= 0)
        return add_last(mark, last);
    return read > 0;
}

/* Tries rule number `rank` at token `from`. Fills *mark and returns true if the rule matches.
 * `before` has the conditions that the text before the token meets. */
static bool apply(const struct text *text, const struct survey *survey, size_t rank, size_t from,
                  unsigned before, struct mark *mark)
{
    const struct rule *rule = &name_mark_rules.rules[rank];
    bool anywhere = rule->at & RULE_ANYWHERE;
    struct rule_span whole, found[RULE_FIELDS_MAX];
    size_t end;

    if (!rule_match(&name_mark_rules, rank, text->at, text->length,
                    anywhere ? 0 : text->token[from].start, &whole, found))
        return false;
    *mark = (struct mark){
        .rule = rule,
        .rank = rank,
        .sure = !(rule->needs & ~(NEEDS_TITLE_BEFORE | NEEDS_NOT_FILM | NEEDS_NOT_DISC))};
    end = whole.at + whole.len;
    if (!understand(text, survey->single, found, mark, &end))
        return false;
    while (anywhere && from + 1 < text->count && text->token[from].end <= whole.at)
        from++;
    mark->from = from;
    mark->to = name_token_at(text, from + 1, end);
    if (rule->needs & NEEDS_ALL_BEFORE)
        mark->from--;
    return !(rule->needs & AFTER) ||
           !(rule->needs & AFTER & ~facts_after(text, survey, mark, before));
}

/* Tries the rules at token i, the most certain first. Fills *mark and returns true if one of them
 * matches. */
static bool try_rules(const struct text *text, const struct survey *survey, size_t i,
                      const struct marks *marks, struct mark *mark)
{
    const struct name_token *t = &text->token[i];
    unsigned before = facts_before(text, survey, marks, i);
    struct rule_set set =
        rule_candidates(&name_mark_rules, text->at + t->start, text->length - t->start, t->shape);

    for (size_t rank; rule_take(&set, &rank);)
        if (!(name_mark_rules.rules[rank].needs & ~(unsigned)AFTER & ~(survey->facts | before)) &&
            apply(text, survey, rank, i, before, mark))
            return true;
    return false;
}

static void add_mark(struct text *text, struct marks *marks)
{
    const struct mark *mark = &marks->mark[marks->count++];

    for (size_t k = mark->from; k < mark->to; k++)
        text->token[k].used = true;
}

static void find_anywhere(struct text *text, const struct survey *survey, struct marks *marks)
{
    for (size_t rank = 0; rank < name_mark_rules.count && marks->count < MARK_MAX; rank++)
        if (name_mark_rules.rules[rank].at & RULE_ANYWHERE &&
            apply(text, survey, rank, 0, 0, &marks->mark[marks->count]))
            add_mark(text, marks);
}

/* Returns whether token i is a release group that looks like a season or an episode: DD5.1-S56. It
 * must follow a tag and a hyphen, and end the name or a bracket. */
static bool is_group(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];
    size_t digits = 0;

    if (!i || t->gap != GAP_HYPHEN || !t[-1].tag || !(t->shape & SHAPE_LETTERS_DIGIT) ||
        !(t->group ? t[1].group != t->group : i + 1 == text->count))
        return false;
    while (t->start + 1 + digits < t->end && is_digit(text->at[t->start + 1 + digits]))
        digits++;
    return t->start + 1 + digits == t->end;
}

static void sort(struct marks *marks)
{
    for (size_t i = 1; i < marks->count; i++)
        for (size_t k = i; k && marks->mark[k].from < marks->mark[k - 1].from; k--) {
            struct mark m = marks->mark[k];

            marks->mark[k] = marks->mark[k - 1];
            marks->mark[k - 1] = m;
        }
}

void name_mark_find(struct text *text, const struct context *context, struct marks *marks)
{
    struct survey survey = {.facts = facts_of(text, context),
                            .last_year = last_year(text),
                            .first_tag = first_tag(text),
                            .episode = last_episode_word(text),
                            .season = last_season(text),
                            .single = context->video,
                            .video = context->video && !context->season && !context->show};

    marks->count = 0;
    if (!text->ascii)
        find_anywhere(text, &survey, marks);
    for (size_t i = 0; i < text->count && marks->count < MARK_MAX; i++) {
        struct mark *mark = &marks->mark[marks->count];

        if (text->token[i].used || text->token[i].tag || !(text->token[i].shape & ~SHAPE_WORD) ||
            is_group(text, i) || !try_rules(text, &survey, i, marks, mark))
            continue;
        if (mark->seasons.count && !mark->episodes.count)
            survey.facts &= ~(unsigned)NEEDS_NO_SEASON;
        if (strcmp(mark->rule->name, "s01") == 0)
            survey.facts &= ~(unsigned)NEEDS_NO_PACK;
        add_mark(text, marks);
        i = mark->to - 1;
    }
    if (!text->ascii)
        sort(marks);
}
