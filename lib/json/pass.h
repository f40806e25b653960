/* Moves over JSON text value by value, without building values. */
#ifndef JSON_PASS_H
#define JSON_PASS_H

#include <stdbool.h>
#include <stddef.h>

/* A position in JSON text. To "pass" a value is to move the position past it. A strict pass accepts
 * only text that Jansson certainly accepts, and rejects some unusual but valid text. A loose pass
 * checks only brackets, quotes, colons and commas. */
struct pass {
    const char *at;
    const char *end;
    bool strict;
    bool escaped; /* set by pass_string: whether the string contains an escape */
    int depth;    /* number of open arrays and objects */
};

static inline bool pass_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Returns whether the byte can occur in a number or a word (true, false, null). */
static inline bool pass_is_scalar_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '+' || c == '-';
}

/* Passes white space. Returns the next byte without passing it; NUL at the end of the text. */
static inline char pass_peek(struct pass *p)
{
    while (p->at < p->end && pass_is_blank(*p->at))
        p->at++;
    return p->at < p->end ? *p->at : '\0';
}

/* Passes white space, and `byte` if it comes next. Returns whether it came next. `byte` must not be
 * NUL. */
static inline bool pass_byte(struct pass *p, char byte)
{
    if (pass_peek(p) != byte)
        return false;
    p->at++;
    return true;
}

/* Pass the value at p->at. For pass_string, p->at must be the opening quote. Return false if the
 * value is invalid or of another kind, or if a strict pass rejects it; p->at is then undefined. */
bool pass_string(struct pass *p);
bool pass_number(struct pass *p);
bool pass_value(struct pass *p);

/* Passes the opening bracket of an array or object, and increments p->depth. Returns false if it is
 * nested too deeply. At the closing bracket, the caller decrements p->depth. */
bool pass_enter(struct pass *p);

/* Returns the code of the escape \uXXXX at `at`; -1 if `at` has no such escape. */
int pass_unicode(const char *at, const char *end);

/* Returns whether the code is half of a surrogate pair. */
bool pass_is_surrogate(int code);

/* Returns the character that the escape with this letter stands for, for example a newline for n.
 * Returns NUL for u and for invalid letters. */
char pass_escaped(char letter);

#endif
