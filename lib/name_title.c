/* Writes the words of a title the way people write titles. */
#include <string.h>

#include "name_parts.h"

static bool single_letter(const struct text *text, size_t i)
{
    const struct token *t = &text->token[i];
    char c = (char)(text->at[t->start] | 0x20);

    return t->end - t->start == 1 && c >= 'a' && c <= 'z';
}

static bool dot_behind(const struct text *text, size_t i)
{
    return text->at[text->token[i].end] == '.';
}

/* Whether token i is a letter of an acronym such as S.H.I.E.L.D. */
static bool in_acronym(const struct text *text, size_t i, size_t from, size_t to)
{
    if (!single_letter(text, i))
        return false;
    return (i > from && single_letter(text, i - 1) && dot_behind(text, i - 1)) ||
           (i + 1 < to && single_letter(text, i + 1) && dot_behind(text, i));
}

/* Whether dots part words here, as they do where nothing else does. */
static bool dots_are_blanks(const struct text *text, size_t from, size_t to)
{
    size_t at = text->token[from].start, length = text->token[to - 1].end - at;

    return !memchr(text->at + at, ' ', length) && !memchr(text->at + at, '_', length);
}

/* The end of the title's bytes: with the bracket that closes one opened in it. */
static size_t end_of(const struct text *text, size_t from, size_t to)
{
    size_t end = text->token[to - 1].end;
    int open = 0;

    for (size_t i = text->token[from].start; i < end; i++)
        open += strchr("([{", text->at[i]) ? 1 : strchr(")]}", text->at[i]) ? -1 : 0;
    return open > 0 && strchr(")]}", text->at[end]) && text->at[end] ? end + 1 : end;
}

/* Where the title's bytes begin: with the bracket around the first word when it closes inside. */
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

/* Takes blanks and signs that part words from both ends. */
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

size_t title_write(const struct text *text, size_t from, size_t to, char *out)
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
