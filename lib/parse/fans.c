/* The conventions of anime fans in names: volumes, batches of all episodes, and words for specials
 * such as OVA (original video animation). */
#include <string.h>
#include <strings.h>

#include "parse/parts.h"

static bool is_text(const struct text *text, size_t i, const char *word)
{
    const struct name_token *t = &text->token[i];

    return t->end - t->start == strlen(word) &&
           strncasecmp(text->at + t->start, word, strlen(word)) == 0;
}

static bool is_batch(const struct word *word)
{
    return word && word->length == 5 && memcmp(word->text, "batch", 5) == 0;
}

bool name_fans_only(const struct word *word)
{
    return is_batch(word);
}

static bool is_all(const struct word *word)
{
    return is_batch(word) || (word && word->length == 8 && memcmp(word->text, "complete", 8) == 0);
}

bool name_fans_tag(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];

    return text->group_first && t->gap == GAP_DASH &&
           (t->word->kind == WORD_EXTRA || t->word->kind == WORD_SOURCE || is_all(t->word));
}

static bool is_ovas(const struct text *text, size_t i)
{
    return is_text(text, i, "ovas") || is_text(text, i, "oads") || is_text(text, i, "onas");
}

/* Returns whether a tag, a bracket or the end follows token i. */
static bool is_last(const struct text *text, size_t i)
{
    return i + 1 == text->count || text->token[i + 1].tag || text->token[i + 1].gap == GAP_BRACKET;
}

/* Returns whether token i is a word for specials, such as OVA, after a dash in a fan release. */
static bool is_dashed_ova(const struct text *text, size_t i)
{
    return text->group_first && text->token[i].gap == GAP_DASH &&
           (is_text(text, i, "ova") || is_text(text, i, "oad") || is_text(text, i, "ona") ||
            is_text(text, i, "oav") || is_text(text, i, "specials"));
}

bool name_fans_series(const struct text *text)
{
    if (text->volumes)
        return true;
    for (size_t i = 1; i < text->count; i++) {
        const struct name_token *t = &text->token[i];
        const struct word *word = t->word;

        if (!word || (word->kind != WORD_PACK && word->kind != WORD_SPECIAL))
            continue;
        if (t->tag && (is_batch(word) || (is_all(word) && name_fans_tag(text, i))))
            return true;
        if ((is_ovas(text, i) || is_dashed_ova(text, i)) && is_last(text, i))
            return true;
    }
    return false;
}

/* Returns whether token i, the last word of a title, only names the kind of video: OVAs, Movie. In
 * "The Movie" and "A Movie", the word belongs to the title. */
static bool is_kind(const struct text *text, size_t i)
{
    if (is_ovas(text, i) || is_dashed_ova(text, i))
        return true;
    return text->group_first && is_text(text, i, "movie") && !name_token_year(text, i + 1) &&
           !is_text(text, i - 1, "the") && !is_text(text, i - 1, "a");
}

size_t name_fans_cut(const struct text *text, size_t start, size_t end)
{
    if (end > start + 1 && is_text(text, end - 1, "movie") && end == start + 2)
        return end; /* Date Movie is a title */
    return end > start + 1 && is_last(text, end - 1) && is_kind(text, end - 1) ? end - 1 : end;
}
