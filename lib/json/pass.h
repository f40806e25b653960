/* Skips JSON text, value by value, and builds nothing: shared by json/raw and json/pick. */
#ifndef JSON_PASS_H
#define JSON_PASS_H

#include <stdbool.h>
#include <stddef.h>

/* The position in a text. A strict pass accepts only text that Jansson certainly accepts, and also
 * rejects much valid text. A loose pass looks only at brackets, quotes, colons and commas. */
struct pass {
    const char *at;
    const char *end;
    bool strict;
    bool escaped; /* set by pass_string: the string has an escape */
    int depth;    /* number of open arrays and objects; see pass_enter */
};

static inline bool pass_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Returns whether a number or a word may have the byte. */
static inline bool pass_is_scalar_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '+' || c == '-';
}

/* Passes white space. Returns the byte after it, without passing that byte; NUL at the end. */
static inline char pass_peek(struct pass *p)
{
    while (p->at < p->end && pass_is_blank(*p->at))
        p->at++;
    return p->at < p->end ? *p->at : '\0';
}

/* Passes white space, then the given byte if it is next. Returns whether it was next. byte must not
 * be NUL. */
static inline bool pass_byte(struct pass *p, char byte)
{
    if (pass_peek(p) != byte)
        return false;
    p->at++;
    return true;
}

/* Each function passes the value at p->at and returns true. It returns false for another kind of
 * value or, if strict, in case of doubt; p->at is then undefined. pass_string is called at the
 * opening quote. A strict number is short enough to fit a 64-bit integer, or a double. */
bool pass_string(struct pass *p);
bool pass_number(struct pass *p);
bool pass_value(struct pass *p);

/* Passes the bracket of an array or object. Returns false if it is nested too deeply. The caller
 * subtracts 1 from p->depth at the closing bracket. */
bool pass_enter(struct pass *p);

/* Returns the code of \uXXXX at the backslash; -1 if there is no such escape. */
int pass_unicode(const char *at, const char *end);

/* Returns whether the code is half of a surrogate pair. */
bool pass_is_surrogate(int code);

/* Returns the character that the letter after a backslash stands for; NUL for other letters and for
 * u. */
char pass_escaped(char letter);

#endif
