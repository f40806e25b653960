/* Removes release words from the end of a title, such as editions and languages:
 * Grey.Harbor.German.2004.DVDRip. */
#include <string.h>
#include <strings.h>

#include "parse/parts.h"

struct tail {
    const struct text *text;
    size_t start, end;        /* the title */
    const struct mark *first; /* the first mark after the title; NULL: none */
    bool released;            /* a year or a mark follows the title, and tags follow later */
    bool bracket;             /* the year after the title is in brackets */
    bool mixed;               /* the title's first word has lower-case letters */
};

static bool listed(const char *list, const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];
    size_t length = t->end - t->start;

    for (const char *at = list + 1; *at; at += strcspn(at, "|") + 1)
        if (strcspn(at, "|") == length && strncasecmp(at, text->at + t->start, length) == 0)
            return true;
    return false;
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Returns whether the second letter of token i is a capital, as in FRENCH, MULTi and iNTERNAL, but
 * the title is not in capitals. */
static bool is_shouted(const struct tail *tail, size_t i)
{
    const struct name_token *t = &tail->text->token[i];

    return tail->mixed && t->end - t->start >= 2 && is_capital(tail->text->at[t->start + 1]);
}

/* Returns whether token i is a word of the title because of the word before it: The German, And
 * Uncut. */
static bool is_bound(const struct text *text, size_t i)
{
    static const char binding[] =
        "|the|a|an|le|la|les|l|der|die|das|el|los|il|and|or|und|et|y|e|of|"
        "in|on|to|for|with|my|your|our|his|her|no|not|auf|im|de|en|von|du|";

    return listed(binding, text, i - 1) || memchr(text->at + text->token[i - 1].end, '&',
                                                  text->token[i].start - text->token[i - 1].end);
}

/* Returns whether the title consists of an article, at most one word, and token i: The Good
 * German. */
static bool is_noun_after_article(const struct tail *tail, size_t i)
{
    static const char articles[] = "|the|a|an|le|la|les|der|die|das|el|los|il|";

    return i <= tail->start + 2 && listed(articles, tail->text, tail->start);
}

/* Returns whether a language follows the title. A release names its language only once, so a
 * language in the title is then a word of the title. */
static bool language_after(const struct tail *tail)
{
    for (size_t i = tail->end; i < tail->text->count; i++) {
        const struct word *word = tail->text->token[i].word;

        if (word && word->kind == WORD_LANGUAGE && strcmp(word->value, "mul") != 0)
            return true;
    }
    return false;
}

/* Returns whether token i is the release's language, and not a word of the title. A language in
 * capitals usually is the release's. Any other language must be in the list `usual`, and a year
 * without brackets must follow. */
static bool is_language(const struct tail *tail, size_t i)
{
    static const char usual[] =
        "|german|deutsch|french|truefrench|italian|spanish|castellano|swedish|"
        "danish|norwegian|finnish|polish|czech|hungarian|russian|turkish|"
        "multi|";
    static const char titles[] =
        "|it|en|fi|ru|cn|jp|kr|gr|hu|fin|dan|pol|nor|tam|spa|"; /* Sci-FI */

    if (is_shouted(tail, i))
        return !listed(titles, tail->text, i);
    return !tail->first && !tail->bracket && listed(usual, tail->text, i) &&
           !is_noun_after_article(tail, i) && !language_after(tail);
}

/* Returns whether token i, whose entry is `word`, is a release word, and not a word of the title.
 */
static bool is_release(const struct tail *tail, const struct word *word, size_t i)
{
    static const char shouted[] = "|custom|internal|limited|dubbed|subbed|retail|dirfix|se|";

    if (!tail->released)
        return false;
    if (word->kind == WORD_LANGUAGE)
        return is_language(tail, i);
    return is_shouted(tail, i) && (word->kind == WORD_EDITION || listed(shouted, tail->text, i) ||
                                   (word->kind == WORD_PROPER && word->length > 4));
}

static bool is_batch(const struct numbers *episodes)
{
    return episodes->run[0].last > episodes->run[0].first + 1;
}

/* Returns whether a word at the end of a title never belongs to it: the edition of a film,
 * "complete" in the name of a pack, "episode" before 1x02. */
static bool is_dropped(const struct word *word, const struct mark *first)
{
    if (!first)
        return word->kind == WORD_EDITION || (word->kind == WORD_PACK && word->value);
    return word->kind == WORD_EPISODE ||
           (word->kind == WORD_PACK && (!first->episodes.count || is_batch(&first->episodes)));
}

/* If the last word or phrase of the title does not belong to it, returns the number of tokens of
 * that word or phrase; otherwise 0. */
static size_t dropped_here(const struct tail *tail)
{
    const struct name_token *t = tail->text->token;
    const struct word *word = t[tail->end - 1].word;
    size_t n = 1;

    if (!word)
        return 0;
    while (n < tail->end && t[tail->end - n - 1].word == word)
        n++;
    if (tail->end - n <= tail->start)
        return 0;
    if (!is_dropped(word, tail->first) && !is_release(tail, word, tail->end - n))
        return 0;
    return word->kind < WORD_KINDS_WITH_VALUE && is_bound(tail->text, tail->end - n) ? 0 : n;
}

static bool has_tag_after(const struct text *text, size_t i)
{
    while (i < text->count && !text->token[i].tag)
        i++;
    return i < text->count;
}

static bool has_small_letter(const struct text *text, size_t i)
{
    for (size_t at = text->token[i].start; at < text->token[i].end; at++)
        if ((text->at[at] >= 'a' && text->at[at] <= 'z') || text->at[at] & 0x80)
            return true;
    return false;
}

size_t name_tail_drop(const struct text *text, size_t start, size_t end, const struct mark *first)
{
    struct tail tail = {.text = text, .start = start, .end = end, .first = first};
    size_t n;

    if (end <= start + 1 || !text->token[end - 1].word)
        return end;
    tail.released = end < text->count && !text->token[end].tag && has_tag_after(text, end);
    tail.bracket = text->token[end].group != text->token[start].group;
    tail.mixed = has_small_letter(text, start);
    while (tail.end > start + 1 && (n = dropped_here(&tail)))
        tail.end -= n;
    return tail.end;
}
