/* Reads a name, which is one part of the path. Chooses among its marks, and finds the year and the
 * title. A mark is a season, an episode or a date (mark.c). */
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "parse/parts.h"

static bool better(const struct mark *one, const struct mark *other)
{
    return !other || one->rank < other->rank;
}

/* Returns whether mark `m` is a number that begins the title, and not an episode. Another number
 * must then follow the title: [Group] 86 - Eighty Six - 05. */
static bool is_number_of_title(const struct marks *marks, const struct mark *m)
{
    const struct mark *next = m + 1;

    return m == marks->mark && marks->count > 1 && strcmp(m->rule->name, "[group] 06 -") == 0 &&
           next->from > m->to + 1 && next->episodes.count && !next->seasons.count &&
           next->rule->needs & NEEDS_DASH_BEFORE;
}

static void choose_marks(const struct marks *marks, struct choice *choice)
{
    for (size_t i = 0; i < marks->count; i++) {
        const struct mark *m = &marks->mark[i];

        if (m->episodes.count && better(m, choice->episode))
            choice->episode = m;
        if (m->seasons.count && !m->episodes.count && better(m, choice->season))
            choice->season = m;
        if (m->year && better(m, choice->date))
            choice->date = m;
    }
    if (choice->episode && is_number_of_title(marks, choice->episode))
        choice->episode = choice->episode + 1;
    if (choice->episode && choice->date && better(choice->date, choice->episode) &&
        choice->episode->from > choice->date->from)
        choice->episode = NULL; /* the number belongs to the title: 2019.05.06 Part 2 */
    if (choice->episode && choice->episode->seasons.count)
        choice->season = choice->episode;
}

/* Sets *episodes to the chosen mark's episodes, and adds those of similar marks after it: 1x22
 * 1x23, S02E01-name-S02E02. */
static void add_episodes(const struct marks *marks, const struct choice *choice,
                         struct numbers *episodes)
{
    const struct mark *first = choice->episode;

    *episodes = first->episodes;
    for (const struct mark *m = first + 1; m < marks->mark + marks->count; m++)
        if (m->rule == first->rule && m->seasons.count == first->seasons.count &&
            m->seasons.count && m->seasons.run[0].first == first->seasons.run[0].first &&
            m->episodes.run[0].first > episodes->run[episodes->count - 1].last)
            name_numbers_add(episodes, m->episodes.run[0].first, m->episodes.run[0].last);
}

/* Sets *seasons to the chosen mark's seasons, and adds those of similar marks directly after it:
 * S01 S02 S03. */
static void add_seasons(const struct marks *marks, const struct choice *choice,
                        struct numbers *seasons)
{
    *seasons = choice->season->seasons;
    for (const struct mark *m = choice->season + 1; m < marks->mark + marks->count; m++) {
        if (m->rule != m[-1].rule || m->from != m[-1].to || !choice->season->sure ||
            m->episodes.count || m->seasons.run[0].first <= m[-1].seasons.run[0].first)
            break;
        name_numbers_add(seasons, m->seasons.run[0].first, m->seasons.run[0].last);
    }
}

static bool is_year(const struct text *text, size_t i)
{
    return name_token_year(text, i) && !text->token[i].used && !text->token[i].tag;
}

/* Returns whether token i and the next token are the first and last year of a show: 1993-2004. A
 * mark or a word such as "complete" must follow. */
static bool ran_from(const struct text *text, size_t i)
{
    enum { TELEVISION = 1936 };
    const struct name_token *t = &text->token[i];

    return i + 2 < text->count && t[1].gap == GAP_HYPHEN && is_year(text, i) &&
           is_year(text, i + 1) && name_token_year(text, i) >= TELEVISION &&
           name_token_year(text, i) < name_token_year(text, i + 1) &&
           (t[2].used || (t[2].word && t[2].word->kind == WORD_PACK));
}

/* Returns whether token i, a year, cannot be the name's year because it is in a span of years:
 * 1982-1992. But in brackets or before a mark, the first year of a span can be the name's year:
 * (2015-2019). */
static bool in_span(const struct text *text, size_t i)
{
    const struct name_token *t = text->token;

    return (i > 0 && t[i].gap == GAP_HYPHEN && is_year(text, i - 1)) ||
           (!t[i].bracket && i + 1 < text->count && t[i + 1].gap == GAP_HYPHEN &&
            is_year(text, i + 1) && !ran_from(text, i));
}

/* Returns the first tag, chosen mark or certain mark after token `start`, where the title ends at
 * the latest. */
static size_t limit_of(const struct text *text, const struct marks *marks, size_t start,
                       const struct choice *choice)
{
    size_t limit = start + 1 < text->count ? start + 1 : text->count;

    while (limit < text->count && !text->token[limit].tag)
        limit++;
    for (const struct mark *m = marks->mark; m < marks->mark + marks->count; m++)
        if ((m->sure || m == choice->episode || m == choice->season || m == choice->date) &&
            m->from < limit && m->from > start)
            limit = m->from;
    return limit;
}

/* Returns whether a word such as "of" precedes the year at token i. Such phrases are in the titles
 * of episodes: The Winner of 1963. */
static bool in_phrase(const struct text *text, size_t i)
{
    static const char *const words[] = {"of",    "in",   "from",   "since", "the",  "to",
                                        "until", "by",   "before", "after", "de",   "du",
                                        "del",   "von",  "aus",    "im",    "anno", "circa",
                                        "class", "year", "summer", "winter"};
    size_t length = i ? text->token[i - 1].end - text->token[i - 1].start : 0;

    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (strlen(words[k]) == length && text->token[i].gap == GAP_SPACE &&
            strncasecmp(text->at + text->token[i - 1].start, words[k], length) == 0)
            return true;
    return false;
}

/* Returns whether the year at token i belongs to the episode's title, which follows a dash: S01E05
 * - Berlin 1961. */
static bool in_episode_title(const struct text *text, size_t i, const struct mark *episode)
{
    const struct name_token *t = text->token;

    if (!episode || !text->spaced || i <= episode->to || t[episode->to].gap != GAP_DASH)
        return false;
    for (size_t k = episode->to; k <= i; k++)
        if (t[k].group || t[k].tag || t[k].used || (k > episode->to && t[k].gap >= GAP_DASH))
            return false;
    return true;
}

/* Returns whether the year at token i is a word of a show's title: there are two or more words
 * between the year and the mark (Scam 1992 The Harshad Mehta Story S01), or the episode's date is
 * in another year (Reply 1988 E07 151127). */
static bool is_of_title(const struct text *text, size_t i, const struct choice *choice)
{
    enum { WORDS = 2 };
    const struct mark *episode = choice->episode, *first = episode ? episode : choice->season;
    const struct name_token *t = text->token;
    int year = name_token_year(text, i);
    size_t words = 0;

    if (episode && !choice->season && choice->date &&
        (choice->date->year < year || choice->date->year > year + 1))
        return true;
    if (!first || first->from <= i + WORDS || !first->seasons.count)
        return false;
    for (size_t k = i + 1; k < first->from; k++, words++)
        if (t[k].gap != GAP_SPACE || t[k].tag || t[k].used || t[k].group || t[k].word || t[k].shape)
            return false;
    return words >= WORDS;
}

/* Returns the index of the year's token; text->count if there is no year. Chooses a year in
 * brackets, or else the last year before `limit`, or else the first year from `limit` on. A number
 * at the start of the name is the title: 2012 (2009), 1984.mkv. */
static size_t choose_year(const struct text *text, size_t start, size_t limit,
                          const struct choice *choice)
{
    const struct mark *episode = choice->episode;
    size_t before = text->count, after = text->count;

    for (size_t i = 0; i < text->count; i++) {
        if (!is_year(text, i) || in_span(text, i))
            continue;
        if (text->token[i].bracket && (i > start || i == 0))
            return i;
        if (i > start && i < limit && is_of_title(text, i, choice))
            continue;
        if (i > start && i < limit)
            before = i;
        else if (i >= limit && after == text->count && !in_phrase(text, i) &&
                 !in_episode_title(text, i, episode) &&
                 !(text->token[i].gap == GAP_HYPHEN &&
                   (text->token[i - 1].tag || text->token[i - 1].used)))
            after = i;
    }
    if (before == text->count && start + 1 < limit && is_year(text, start) &&
        text->token[start + 1].gap == GAP_DASH)
        return start; /* 1999 - Title */
    if (before == text->count && after < text->count &&
        !(after + 1 == text->count || text->token[after + 1].tag ||
          text->token[after + 1].gap == GAP_BRACKET))
        return text->count; /* the year belongs to an episode's title */
    return before < text->count ? before : after;
}

static size_t group_end(const struct text *text, size_t i)
{
    unsigned char group = text->token[i].group;

    while (i < text->count && text->token[i].group == group)
        i++;
    return i;
}

/* Returns whether all letters of the tokens are Latin. Signs such as Ⅱ (U+2160 to U+217F) are
 * ignored. */
static bool is_latin(const struct text *text, size_t from, size_t to)
{
    bool letters = false;

    for (size_t i = text->token[from].start; i < text->token[to - 1].end; i++) {
        unsigned char c = (unsigned char)text->at[i];

        letters |= (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        if (c >= 0xc5 && c != 0xe2)
            return false;
    }
    return letters || !(text->at[text->token[from].start] & 0x80);
}

/* Returns the start of the title in [Group][Title][05]: the first bracket in Latin letters between
 * group and number, or else the first bracket after the group. Returns 0 if the leading bracket is
 * the title. */
static size_t start_in_brackets(const struct text *text)
{
    size_t start = group_end(text, 0), i;

    while (start < text->count && text->token[start].tag)
        start = group_end(text, start); /* [10月新番] */
    i = start;
    while (i < text->count && !text->token[i].used && !text->token[i].tag) {
        size_t end = group_end(text, i);

        if (is_latin(text, i, end) && !(text->token[i].shape & (SHAPE_DIGITS | SHAPE_DIGIT_FIRST)))
            return i;
        i = end;
    }
    return start < text->count && !text->token[start].used && !text->token[start].tag &&
                   !name_token_year(text, start)
               ? start
               : 0; /* [REC] (2007) */
}

/* Returns whether token i is a number that sorts the films of a series: 06 - Title (1999), 06.
 * Title (1999). Such a number has a leading zero, but a number in a title has none. */
static bool is_sort_number(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];

    return i + 1 < text->count && t->shape & SHAPE_DIGITS && !t->used && !t->bracket &&
           text->at[t->start] == '0' &&
           (t[1].gap == GAP_DASH || (text->at[t->end] == '.' && text->at[t->end + 1] == ' '));
}

/* Returns whether the mark gives an episode without a season, and a title follows it. */
static bool is_before_title(const struct text *text, const struct mark *mark)
{
    const struct name_token *t = &text->token[mark->to];

    return mark->episodes.count && !mark->seasons.count && mark->to < text->count &&
           (t->gap == GAP_DASH || text->at[t->start - 1] == ' ') && !t->group && !t->used &&
           !t->tag;
}

/* Returns the start of a recording's title in a name such as 20240305 2015 - Channel One - Title.
 * `to` is the end of the date and the time. Returns `to` if no channel follows. */
static size_t after_channel(const struct text *text, size_t to)
{
    enum { CHANNEL_MAX = 4 }; /* maximum number of words in a channel's name */
    const struct name_token *t = text->token;

    if (to >= text->count || t[to].gap != GAP_DASH)
        return to;
    for (size_t i = to + 1; i < text->count && i <= to + CHANNEL_MAX; i++) {
        if (t[i].gap == GAP_DASH && !t[i].used && !t[i].tag)
            return i;
        if (t[i].used || t[i].group)
            break;
    }
    return to;
}

/* Returns whether the leading bracket is a release group's: (HBS) Title. It must have one word in
 * capitals, and the name must have a tag and a mark. */
static bool is_round_group(const struct text *text, const struct marks *marks)
{
    const struct name_token *t = text->token;
    size_t capitals = 0;

    if (text->count < 3 || t[0].bracket != '(' || t[1].group || t[0].used ||
        text->at[t[1].start - 1] == ')' || t[0].word)
        return false;
    for (size_t i = t[0].start; i < t[0].end; i++)
        if (text->at[i] >= 'A' && text->at[i] <= 'Z')
            capitals++;
        else if (text->at[i] < '0' || text->at[i] > '9')
            return false;
    if (capitals < 2 || t[0].end - t[0].start < 3)
        return false;
    for (size_t i = 2; i < text->count; i++)
        if (t[i].tag && marks->count)
            return true;
    return false;
}

/* Returns the first token of the title: it follows [Group], a leading date or number, and leading
 * tags. */
static size_t start_of(const struct text *text, const struct marks *marks)
{
    const struct name_token *t = text->token;
    size_t start = 0;

    if (marks->count > 1 && marks->mark[0].from == 0 && marks->mark[0].year)
        return marks->mark[0].to; /* 190506 Show E11 */
    if (marks->count && marks->mark[0].from == 0 && marks->mark[0].timed &&
        marks->mark[0].to < text->count)
        return after_channel(text, marks->mark[0].to);
    if (text->group_first) {
        while (start < text->count && t[start].bracket == '[')
            start = group_end(text, start);
        if (marks->count && marks->mark[0].from == start &&
            is_before_title(text, &marks->mark[0]) && !is_number_of_title(marks, &marks->mark[0]))
            return marks->mark[0].to; /* [Group] 06 - Title */
        if (marks->count && marks->mark[0].from == start && is_number_of_title(marks, marks->mark))
            return start;
        if (start == text->count || t[start].group || t[start].used || t[start].tag)
            return start_in_brackets(text);
    }
    if (is_round_group(text, marks))
        return 1;
    while (start < text->count && t[start].tag)
        start++;
    if (is_sort_number(text, start))
        start++;
    return start < text->count ? name_title_after_bar(text, start) : 0;
}

/* Returns whether words of the title follow the bracket around token i. Sets *after to the token
 * after the bracket. */
static bool title_goes_on(const struct text *text, size_t i, size_t start, size_t end,
                          size_t *after)
{
    i = group_end(text, i);
    *after = i;
    return i < end && text->token[i].group == text->token[start].group && !text->token[i].tag;
}

/* Returns the start of the first bracket that ends the title; `end` if there is no such bracket. A
 * bracket does not end the title if the title continues after it. In a show's name (`marked`), it
 * can also be the last part of the title. */
static size_t cut_at_bracket(const struct text *text, size_t start, size_t end, bool marked)
{
    for (size_t i = start + 1, after; i < end; i = after) {
        const struct name_token *t = &text->token[i];

        after = i + 1;
        if (t->group == text->token[start].group)
            continue;
        if (text->token[start].bracket == '[' && t->bracket == '[')
            return i;
        if (!t->group && start == 0 && text->token[0].bracket == '[' && !text->group_first)
            continue; /* [REC] 2 (2009) */
        if (!t->group && text->token[start].bracket != '(')
            return i;
        if (!t->group)
            continue;
        if (!(title_goes_on(text, i, start, end, &after) ||
              (marked && after >= end && (t->bracket == '(' || text->group_first))))
            return i;
    }
    return end;
}

/* Returns the first token after `start` that is in the same bracket as token i. If token i is not
 * in a bracket, returns i. */
static size_t bracket_start(const struct text *text, size_t i, size_t start)
{
    unsigned char group = text->token[i].group;

    while (group && i > start + 1 && text->token[i - 1].group == group)
        i--;
    return i;
}

/* Returns the end of the title before marks that directly precede the chosen mark: Show - 05 -
 * S01E05. */
static size_t skip_marks_before(const struct marks *marks, size_t start, size_t end)
{
    for (size_t i = marks->count; i-- > 0;)
        if (marks->mark[i].to == end && marks->mark[i].from > start &&
            strcmp(marks->mark[i].rule->name, "101") != 0)
            end = marks->mark[i].from;
    return end;
}

/* Returns whether the token occurs only in names of series: NCOP (an anime's opening), "Complete
 * Series". */
static bool of_series(const struct name_token *t)
{
    if (t->rule && strcmp(t->rule->name, "ncop1") == 0)
        return true;
    if (!t->word)
        return false;
    return (t->word->kind == WORD_EXTRA && t->word->force == WORD_STRONG) ||
           (t->word->kind == WORD_PACK && t->word->value);
}

/* Returns whether token i is "Recorded" in a bracket: (Recorded Mar 11, 2014, ...). */
static bool is_recorded(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];

    return t->group && t->end - t->start == strlen("recorded") &&
           strncasecmp(text->at + t->start, "recorded", strlen("recorded")) == 0;
}

static void fill_numbers(const struct text *text, const struct marks *marks,
                         const struct choice *choice, struct reading *r)
{
    r->marked = choice->episode || choice->season || choice->date;
    if (choice->season)
        add_seasons(marks, choice, &r->seasons);
    r->sure = choice->episode && choice->episode == choice->season && choice->episode->sure;
    if (choice->episode)
        add_episodes(marks, choice, &r->episodes);
    r->absolute = choice->episode && !choice->season && text->group_first;
    for (size_t i = 1; i < text->count; i++)
        r->marked |= of_series(&text->token[i]);
    r->marked |= name_fans_series(text);
    if (choice->date) {
        r->date_year = choice->date->year;
        r->date_month = choice->date->month;
        r->date_day = choice->date->day;
        r->recorded = choice->date->timed ||
                      (choice->date->from && is_recorded(text, choice->date->from - 1));
    }
    if (choice->year == text->count)
        return;
    r->year = name_number_of(text->at + text->token[choice->year].start, 4);
    r->marked |= ran_from(text, choice->year);
}

static bool is_group(const struct name_token *t)
{
    return t->word && t->word->kind == WORD_GROUP;
}

static struct rule_span group_span(const struct text *text, size_t i)
{
    const struct name_token *t = text->token;
    size_t last = i;

    while (last + 1 < text->count && is_group(&t[last]) && t[last + 1].word == t[i].word &&
           t[last + 1].gap < GAP_DASH)
        last++;
    return (struct rule_span){t[i].start, t[last].end - t[i].start};
}

/* Finds the release group: the last word after a hyphen (x264-GROUP), or else the leading bracket,
 * or else the name of a known group. */
static void find_group(const struct text *text, size_t end, struct details *d)
{
    const struct name_token *t = text->token;

    for (size_t i = text->count; i-- > end + 1;)
        if (t[i].gap == GAP_HYPHEN && !t[i].bracket && (is_group(&t[i]) || !t[i].tag) &&
            !t[i].used && (t[i - 1].tag || t[i - 1].used) &&
            !(t[i].word && t[i].word == t[i - 1].word) &&
            (is_group(&t[i]) || t[i + 1].gap >= GAP_DASH)) {
            d->group = group_span(text, i);
            return;
        }
    if (text->group_first && (is_group(&t[0]) || !t[0].tag) && !t[0].used &&
        !name_token_year(text, 0)) {
        size_t last = 0;

        while (last + 1 < text->count && t[last + 1].group == t[0].group)
            last++;
        d->group = (struct rule_span){t[0].start, t[last].end - t[0].start};
        return;
    }
    for (size_t i = end; i < text->count; i++)
        if (is_group(&t[i])) {
            d->group = group_span(text, i);
            return;
        }
}

/* Returns the end of the text after the mark: the next tag, mark, year or bracket. */
static size_t end_after_mark(const struct text *text, const struct mark *mark, size_t year)
{
    size_t i = mark->to;

    while (i < text->count && i != year && !text->token[i].tag && !text->token[i].used &&
           (i == mark->to || text->token[i].gap != GAP_BRACKET))
        i++;
    return i;
}

static const struct mark *first_mark(const struct choice *c, size_t start)
{
    enum { CHOSEN = 3 };
    const struct mark *chosen[CHOSEN] = {c->episode, c->season, c->date}, *first = NULL;

    for (size_t i = 0; i < CHOSEN; i++)
        if (chosen[i] && (chosen[i]->to > start || start == 0) &&
            (!first || chosen[i]->from < first->from))
            first = chosen[i];
    return first;
}

/* Returns the end of a recording's title, whose date begins at token `end`. In TiVo's names, an
 * episode's title in quotes follows: Show - ''The Kite'' (Recorded Mar 11, 2014, WGBH). In a name
 * with spaces, underscores separate title, channel and date: Show_Channel One_2014_03_11. */
static size_t cut_recording(const struct text *text, const struct mark *date, size_t start,
                            size_t end)
{
    const struct name_token *t = text->token;
    size_t i;

    if (end > start + 1 && is_recorded(text, end - 1)) {
        end = bracket_start(text, end - 1, start);
        for (i = start + 1; i < end; i++)
            if (t[i].gap == GAP_DASH && strchr("'\"", text->at[t[i].start - 1]))
                return i;
        for (i = start + 1; i < end; i++)
            if (t[i].gap == GAP_DASH && strchr("'\"", text->at[t[i].start]))
                return i;
        return end;
    }
    if (!date->timed || !memchr(text->at, ' ', text->length) || text->at[t[end].start - 1] != '_')
        return end;
    for (i = end - 1; i > start; i--)
        if (text->at[t[i].start - 1] == '_' && text->at[t[i].start - 2] != ' ')
            return i;
    return end;
}

/* Finds the start and end of the title. `first` is the first chosen mark; NULL: none. */
static struct bounds find_bounds(const struct text *text, const struct marks *marks,
                                 const struct choice *choice, size_t start,
                                 const struct mark *first)
{
    size_t end = limit_of(text, marks, start, choice);
    struct bounds b;

    if (start == choice->year && text->count > start + 1)
        start++; /* 1999 - Title, (1999) Title */
    if (choice->year < end && choice->year > start)
        end = bracket_start(text, choice->year, start);
    if (first && end == first->from)
        end = first == choice->date ? cut_recording(text, first, start, end)
                                    : skip_marks_before(marks, start, end);
    if (choice->year < end && choice->year > start)
        end = choice->year;
    b.whole = b.start = start;
    b.bracket = cut_at_bracket(text, start, end, first != NULL);
    b.alias = name_title_cut_at_alias(text, start, b.bracket);
    b.end = name_tail_drop(text, start, b.alias, first);
    b.end = b.scripts = name_fans_cut(text, start, b.end);
    if (!first && name_others_latin(text, &b))
        return b;
    name_title_choose_script(text, &b.start, &b.end);
    return b;
}

static void bound_title(const struct text *text, const struct marks *marks,
                        const struct choice *choice, struct name_trace *trace, struct reading *r)
{
    const struct mark *first = first_mark(choice, trace->start);
    struct bounds bounds;

    if (first && first->from <= trace->start) { /* S01E02 - Name: it may be an episode's title */
        const struct mark *last = choice->episode ? choice->episode : first;

        r->follows = true;
        trace->start = last->to;
        trace->end = end_after_mark(text, last, choice->year);
        name_title_write(text, trace->start, trace->end, r->title);
        return;
    }
    bounds = find_bounds(text, marks, choice, trace->start, first);
    trace->start = bounds.start;
    trace->end = bounds.end;
    name_title_write(text, bounds.start, bounds.end, r->title);
    name_title_article(r->title);
    name_others_find(text, &bounds, &r->others);
    if (choice->episode && choice->episode->to > bounds.start) {
        trace->episode_title_end = end_after_mark(text, choice->episode, choice->year);
        name_title_write(text, choice->episode->to, trace->episode_title_end,
                         r->details.episode_title);
    }
    if (first && bounds.end && text->token[bounds.end - 1].word &&
        text->token[bounds.end - 1].word->kind == WORD_COUNTRY)
        r->details.value[WORD_COUNTRY] = text->token[bounds.end - 1].word->value;
    find_group(text, bounds.end, &r->details);
    name_tag_collect(text, bounds.end, &r->details);
}

/* Clears the reading, but only the first byte of its titles, to save time. */
static void reading_clear(struct reading *r)
{
    r->title[0] = '\0';
    r->others.count = 0;
    r->details.episode_title[0] = '\0';
    memset(&r->marked, 0,
           offsetof(struct reading, details.episode_title) - offsetof(struct reading, marked));
}

void name_read(struct text *text, const struct context *context, struct reading *r,
               struct name_trace *trace)
{
    struct marks *marks = &trace->marks;
    struct choice *choice = &trace->choice;

    *choice = (struct choice){0};
    trace->end = trace->episode_title_end = 0;
    reading_clear(r);
    r->text = text->at;
    text->serial = context->show || context->season;
    name_token_look_up(text);
    name_tag_find(text, &r->details);
    marks->count = 0;
    if (!context->plain)
        name_mark_find(text, context, marks);
    choose_marks(marks, choice);
    trace->start = start_of(text, marks);
    choice->year =
        choose_year(text, trace->start, limit_of(text, marks, trace->start, choice), choice);
    fill_numbers(text, marks, choice, r);
    for (size_t i = 0; i < text->count; i++)
        r->released |= text->token[i].tag;
    r->follows = !context->plain && name_tag_only_extras(text);
    if (text->count)
        bound_title(text, marks, choice, trace, r);
}
