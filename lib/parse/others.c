/* Finds further titles in addition to the chosen title: "Title / Other", "Title (Other)", and
 * titles in another script. */
#include <string.h>
#include <strings.h>

#include "parse/parts.h"

static bool is_aka(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];

    return t->end - t->start == 3 && strncasecmp(text->at + t->start, "aka", 3) == 0;
}

/* Returns whether a token from `from` up to (not including) `to` is a word: not a number, a tag or
 * a single byte. */
static bool has_word(const struct text *text, size_t from, size_t to)
{
    for (; from < to; from++)
        if (!(text->token[from].shape & SHAPE_DIGITS) && !text->token[from].tag &&
            text->token[from].end - text->token[from].start > 1)
            return true;
    return false;
}

/* Adds the tokens from `from` up to (not including) `to` as a title, or as several titles if bars,
 * slashes or AKA separate them. */
static void add_titles(const struct text *text, size_t from, size_t to, struct titles *titles)
{
    while (from < to && titles->count < OTHER_TITLE_MAX) {
        size_t end;

        from += is_aka(text, from);
        end = from < to ? name_title_cut_at_alias(text, from, to) : to;
        if (has_word(text, from, end) &&
            name_title_write(text, from, end, titles->at[titles->count]) > 1) {
            name_title_article(titles->at[titles->count]);
            titles->count++;
        }
        from = end;
    }
}

/* Returns whether token i, the first word of a bracket, describes the video: "documentary",
 * "directed", "by". */
static bool is_remark(const struct text *text, size_t i)
{
    static const char *const words[] = {
        "tv",  "short",    "documentary", "film",     "movie", "video", "serial", "anime",
        "dir", "directed", "cartoon",     "animated", "by",    "with",  "from",   "original"};
    const struct name_token *t = &text->token[i];

    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (strlen(words[k]) == t->end - t->start &&
            strncasecmp(text->at + t->start, words[k], t->end - t->start) == 0)
            return true;
    return t->word && t->word->kind != WORD_NUMERAL && t->word->kind != WORD_MONTH;
}

/* Returns whether the tokens of a bracket may be another title: they contain no tag, episode or
 * year, and do not begin with a word that describes the video. */
static bool may_be_title(const struct text *text, size_t from, size_t to)
{
    if (from == to || is_remark(text, from))
        return false;
    for (size_t i = from; i < to; i++) {
        const struct name_token *t = &text->token[i];

        if (t->tag || t->used || name_token_year(text, i) ||
            (t->word && t->word->kind < WORD_COUNTRY && t->word->force != WORD_WEAK))
            return false;
    }
    return has_word(text, from, to) && text->token[to - 1].end - text->token[from].start > 3;
}

static size_t group_end(const struct text *text, size_t i)
{
    unsigned char group = text->token[i].group;

    while (i < text->count && text->token[i].group == group)
        i++;
    return i;
}

static bool is_ascii(const struct text *text, size_t from, size_t to)
{
    for (size_t i = text->token[from].start; i < text->token[to - 1].end; i++)
        if (text->at[i] & 0x80)
            return false;
    return true;
}

/* Returns the start of a title in another script before `start`: 纸月亮 | Paper Moons, or
 * [纸月亮][Paper Moons]. Returns `start` if there is no such title. */
static size_t start_before(const struct text *text, size_t start)
{
    const struct name_token *t = text->token;
    size_t first = start;

    while (first > 0 && t[first - 1].group == t[start - 1].group && !t[first - 1].tag &&
           !t[first - 1].used)
        first--;
    if (first == start || (t[first].group && first == 0) || is_ascii(text, first, start))
        return start;
    return t[first].group ? may_be_title(text, first, start) ? first : start : first;
}

/* Adds the title in the round brackets that begin at token i. A title in square brackets is
 * accepted only if it is not ASCII, and if the first title is in square brackets, too. */
static void add_bracket(const struct text *text, size_t start, size_t i, struct titles *others)
{
    const struct name_token *t = &text->token[i];
    size_t end = group_end(text, i);

    if (i >= text->count || !(t->shape & SHAPE_OPEN) || t->group == text->token[start].group)
        return;
    if ((t->bracket == '(' ||
         (text->token[start].bracket == '[' && t->bracket == '[' && !is_ascii(text, i, end))) &&
        may_be_title(text, i, end))
        add_titles(text, i, end, others);
}

bool name_others_latin(const struct text *text, struct bounds *bounds)
{
    size_t i = bounds->bracket, end = group_end(text, i);

    if (text->ascii || i >= text->count || text->token[i].bracket != '(' ||
        !(text->token[i].shape & SHAPE_OPEN) || !is_ascii(text, i, end) ||
        !may_be_title(text, i, end))
        return false;
    for (size_t k = bounds->start; k < bounds->end; k++)
        if (is_ascii(text, k, k + 1) && !(text->token[k].shape & SHAPE_DIGITS))
            return false;
    bounds->start = i;
    bounds->end = end;
    return true;
}

/* If a title ends with a bracket, as in "One (Other) S01E02", adds the text before the bracket and
 * the text in the bracket as two titles. */
static void add_halves(const struct text *text, size_t start, size_t end, struct titles *others)
{
    size_t i = end - 1;

    while (i > start && text->token[i].group == text->token[end - 1].group)
        i--;
    if (i + 1 == end || text->token[end - 1].bracket != '(' || i < start ||
        text->token[i + 1].group == text->token[start].group || !may_be_title(text, i + 1, end))
        return;
    add_titles(text, start, i + 1, others);
    add_titles(text, i + 1, end, others);
}

void name_others_find(const struct text *text, const struct bounds *bounds, struct titles *others)
{
    size_t start = bounds->whole, before = start ? start_before(text, start) : start;

    if (bounds->start > start)
        add_titles(text, start, bounds->start, others);
    add_titles(text, before, start, others);
    if (bounds->end < bounds->scripts)
        add_titles(text, bounds->end, bounds->scripts, others);
    if (bounds->alias < bounds->bracket)
        add_titles(text, bounds->alias, bounds->bracket, others);
    if (bounds->bracket > start)
        add_bracket(text, start, bounds->bracket, others);
    if (bounds->end > bounds->start + 1)
        add_halves(text, bounds->start, bounds->end, others);
}
