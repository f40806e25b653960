/* Passes over JSON text, value by value, and builds nothing: what json/raw and json/pick have in
 * common. */
#ifndef JSON_PASS_H
#define JSON_PASS_H

#include <stdbool.h>
#include <stddef.h>

/* The place in a text. A strict pass accepts only what Jansson certainly accepts, and rejects much
 * that is valid; the other one looks at brackets, quotes, colons and commas only. */
struct pass {
    const char *at;
    const char *end;
    bool strict;
    bool escaped; /* set by pass_string: it has an escape */
    int depth;    /* how many arrays and objects are open; see pass_enter */
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

/* Passes blanks. Returns the byte after them, which is not passed; NUL at the end. */
static inline char pass_peek(struct pass *p)
{
    while (p->at < p->end && pass_is_blank(*p->at))
        p->at++;
    return p->at < p->end ? *p->at : '\0';
}

/* Passes blanks, and that byte if it is the next, which is returned. The byte is not NUL. */
static inline bool pass_byte(struct pass *p, char byte)
{
    if (pass_peek(p) != byte)
        return false;
    p->at++;
    return true;
}

/* Each passes what is at p->at and returns true; or returns false when it is something else, or
 * strictly when it is in doubt: p->at is then undefined. pass_string is called at the opening
 * quote. A strict number is short enough to fit a 64-bit integer, or a double. */
bool pass_string(struct pass *p);
bool pass_number(struct pass *p);
bool pass_value(struct pass *p);

/* Passes the bracket of an array or object. Returns false when that nests too deeply. The caller
 * subtracts 1 from p->depth at the closing bracket. */
bool pass_enter(struct pass *p);

/* Returns the code of \uXXXX at the backslash; -1 when it is not one. */
int pass_unicode(const char *at, const char *end);

/* Returns whether the code is half of a pair. */
bool pass_is_surrogate(int code);

/* Returns what the letter after a backslash stands for; NUL when it is another one, or u. */
char pass_escaped(char letter);

#endif
