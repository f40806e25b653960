/* Converts the tokens of a title to text: spaces for dots, acronyms with their dots, the article
 * first. */
#include <string.h>
#include <strings.h>

#include "parse/parts.h"

static bool single_letter(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];
    char c = (char)(text->at[t->start] | 0x20);

    return t->end - t->start == 1 && c >= 'a' && c <= 'z';
}

static bool dot_after(const struct text *text, size_t i)
{
    return text->at[text->token[i].end] == '.';
}

/* Returns whether token i is a letter of an acronym such as S.H.I.E.L.D. */
static bool in_acronym(const struct text *text, size_t i, size_t from, size_t to)
{
    if (!single_letter(text, i))
        return false;
    return (i > from && single_letter(text, i - 1) && dot_after(text, i - 1)) ||
           (i + 1 < to && single_letter(text, i + 1) && dot_after(text, i));
}

/* Returns whether dots separate the words of the title, because it has no space or underscore. */
static bool dots_are_blanks(const struct text *text, size_t from, size_t to)
{
    size_t at = text->token[from].start, length = text->token[to - 1].end - at;

    return !memchr(text->at + at, ' ', length) && !memchr(text->at + at, '_', length);
}

static bool opens(char c)
{
    return c == '(' || c == '[' || c == '{';
}

static bool closes(char c)
{
    return c == ')' || c == ']' || c == '}';
}

/* Returns the byte offset of the title's end. Includes a closing bracket whose opening bracket is
 * in the title. */
static size_t end_of(const struct text *text, size_t from, size_t to)
{
    size_t end = text->token[to - 1].end;
    int open = 0;

    for (size_t i = text->token[from].start; i < end; i++)
        open += opens(text->at[i]) - closes(text->at[i]);
    return open > 0 && closes(text->at[end]) ? end + 1 : end;
}

/* Returns the byte offset of the title's start. Includes an opening bracket before the first word
 * if its closing bracket is in the title. */
static size_t start_of(const struct text *text, size_t from, size_t to)
{
    size_t start = text->token[from].start, i = from;

    while (i < to && text->token[i].group == text->token[from].group)
        i++;
    return text->token[from].shape & SHAPE_OPEN && i < to && start ? start - 1 : start;
}

static char shown(char c, bool dots)
{
    unsigned char u = (unsigned char)c;

    return u < ' ' || u == 0x7f || c == '_' || (dots && c == '.') ? ' ' : c;
}

static size_t trim(char *out, size_t length)
{
    static const char idle[] = " -_,:;+&~=*|/\\";
    size_t start = 0;

    while (length && strchr(idle, out[length - 1]))
        length--;
    while (start < length && strchr(" -_,:;+&~=*|/\\.)]}", out[start]))
        start++;
    memmove(out, out + start, length - start);
    out[length - start] = '\0';
    return length - start;
}

enum script { SCRIPT_LATIN, SCRIPT_CJK, SCRIPT_OTHER };

static enum script script_of(const struct text *text, size_t i)
{
    bool ascii = false, cjk = false, other = false;

    for (size_t at = text->token[i].start; at < text->token[i].end; at++) {
        unsigned char c = (unsigned char)text->at[at];

        ascii |= c < 0x80;
        cjk |= c >= 0xe3 && c <= 0xed; /* U+3000 to U+DFFF */
        other |= c >= 0xc0 && (c < 0xe3 || c > 0xed);
    }
    if (other || (ascii && cjk))
        return SCRIPT_OTHER;
    return cjk ? SCRIPT_CJK : SCRIPT_LATIN;
}

static size_t letters_in(const struct text *text, size_t from, size_t to)
{
    size_t letters = 0;

    for (; from < to; from++)
        if (!text->token[from].word)
            for (size_t at = text->token[from].start; at < text->token[from].end; at++)
                letters += text->at[at] >= 'A';
    return letters;
}

void name_title_choose_script(const struct text *text, size_t *from, size_t *to)
{
    enum { LETTERS = 3 }; /* fewer Latin letters may be a part of the other title: K */
    size_t first = *from, end;

    if (text->ascii)
        return;
    while (first < *to && script_of(text, first) == SCRIPT_CJK)
        first++;
    for (end = first; end < *to && script_of(text, end) == SCRIPT_LATIN;)
        end++;
    for (size_t i = end; i < *to; i++)
        if (script_of(text, i) != SCRIPT_CJK || first > *from)
            return;
    if (end - first == *to - *from || letters_in(text, first, end) < LETTERS)
        return;
    *from = first;
    *to = end;
}

void name_title_article(char *title)
{
    static const char *const articles[] = {"The", "A",   "An",  "Le", "La",  "Les",
                                           "Der", "Die", "Das", "El", "Los", "Il"};
    char *comma = strrchr(title, ',');
    char *article = comma ? comma + strspn(comma, ", .") : NULL;

    for (size_t i = 0; comma > title && i < sizeof articles / sizeof *articles; i++)
        if (strcasecmp(article, articles[i]) == 0) {
            size_t rest = (size_t)(comma - title), length = strlen(articles[i]);

            memmove(title + length + 1, title, rest);
            memcpy(title, articles[i], length);
            title[length] = ' ';
            title[length + 1 + rest] = '\0'; /* the title has not become longer */
            return;
        }
}

static bool bar_before(const struct text *text, size_t i)
{
    for (size_t at = text->token[i - 1].end; at < text->token[i].start; at++)
        if (text->at[at] == '|' || text->at[at] == '/')
            return true;
    return false;
}

/* Returns whether " _ " separates token i and the token before it. This underscore replaces a slash
 * between two titles. One of the titles must have several words: not Face _ Off. */
static bool lone_underscore_before(const struct text *text, size_t i, size_t start, size_t end)
{
    const struct name_token *t = &text->token[i];

    return (i > start + 1 || end > i + 1) && t->start - t[-1].end == 3 &&
           memcmp(text->at + t[-1].end, " _ ", 3) == 0 &&
           !(t->shape & SHAPE_DIGITS && t[-1].shape & SHAPE_DIGITS);
}

size_t name_title_after_bar(const struct text *text, size_t start)
{
    if (text->ascii || script_of(text, start) == SCRIPT_LATIN)
        return start;
    for (size_t i = start + 1; i < text->count && !text->token[i].tag; i++)
        if (((text->token[i].gap == GAP_DASH && bar_before(text, i)) ||
             lone_underscore_before(text, i, start, text->count)) &&
            !text->token[i].bracket && script_of(text, i) == SCRIPT_LATIN &&
            !(text->token[i].shape & SHAPE_DIGITS))
            return i;
    return start;
}

static bool is_aka(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];

    return t->end - t->start == 3 && strncasecmp(text->at + t->start, "aka", 3) == 0;
}

size_t name_title_cut_at_alias(const struct text *text, size_t start, size_t end)
{
    for (size_t i = start + 1; i < end; i++) {
        const struct name_token *t = &text->token[i];

        if ((t->gap == GAP_DASH && bar_before(text, i)) ||
            lone_underscore_before(text, i, start, end))
            return i;
        if (is_aka(text, i) && i + 1 < end)
            return i;
    }
    return end;
}

size_t name_title_write(const struct text *text, size_t from, size_t to, char *out)
{
    size_t n = 0, end, at;
    bool dots;

    out[0] = '\0';
    if (from >= to)
        return 0;
    dots = dots_are_blanks(text, from, to);
    end = end_of(text, from, to);
    at = start_of(text, from, to);
    for (size_t i = from; i < to; i++) {
        bool acronym = dots && in_acronym(text, i, from, to);
        size_t next = i + 1 < to ? text->token[i + 1].start : end;

        for (; at < next; at++) {
            bool own_dot = acronym && at == text->token[i].end && text->at[at] == '.';
            char c = own_dot ? '.' : shown(text->at[at], dots);

            if (own_dot && i + 1 < to && in_acronym(text, i + 1, from, to)) {
                out[n++] = c;
                continue;
            }
            if (own_dot)
                out[n++] = '.', c = ' ';
            if (c != ' ' || (n && out[n - 1] != ' '))
                out[n++] = c;
        }
        if (acronym && i + 1 == to && text->at[end] == '.')
            out[n++] = '.';
    }
    return trim(out, n);
}
