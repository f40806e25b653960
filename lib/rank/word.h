/* A title as words for comparison: folded, numbers parsed, separators recorded. Pure. */
#ifndef RANK_WORD_H
#define RANK_WORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Further words are ignored: no title has this many. */
enum { RANK_MOST_WORDS = 48 };

/* The separator before a word. */
enum rank_gap {
    RANK_GAP_BLANK,   /* nothing that separates titles */
    RANK_GAP_PART,    /* ": " or " - ": a subtitle follows */
    RANK_GAP_BRACKET, /* "(", "[", " / " or "aka": an alternative title may follow */
};

struct rank_word {
    char *text; /* folded; the common form of two spellings ("doctor" for "dr", "2" for "II"). Owned
                 */
    char *spelt; /* folded as written, with spaces ("one hundred"). Owned */
    enum rank_gap gap;
    int number;  /* the value of a number; -1: not a number */
    bool marker; /* "Part" or "Vol" before a number, which has no meaning of its own */
    bool joins;  /* "and": may be missing */
    bool letter; /* number is a single Roman letter, which may be a name: "Rocky V", "Ben X" */
};

struct rank_words {
    struct rank_word at[RANK_MOST_WORDS];
    size_t count;
    char *plain;    /* the whole title, folded, without spaces, "&" as "and". Owned */
    char *unturned; /* with the article in its original place; NULL: no change. Owned */
    char *article;  /* the leading article ("the"), even if it was at the end ("Matrix, The"); or
                     * NULL */
    bool foreign;   /* has letters beyond ASCII, which have several transliterations */
};

/* Reads a title into *words. The caller frees it with rank_words_release. */
void rank_words_read(struct rank_words *words, const char *title);
void rank_words_release(struct rank_words *words);

/* Removes all words after the first count. */
void rank_words_cut(struct rank_words *words, size_t count);

/* Removes the digits of that year from the end of the last word ("Rolf2012"). Returns false if the
 * word does not end with a letter and these digits. */
bool rank_words_unglue(struct rank_words *words, int year);

/* Returns the words from `from` up to (not including) `to`, joined without spaces, and without
 * markers and "and". The caller frees the new string. */
CVI_MUST_USE char *rank_words_key(const struct rank_words *words, size_t from, size_t to);

/* Returns "The Matrix" for "Matrix, The"; otherwise a copy of the title. The caller frees the new
 * string. */
CVI_MUST_USE char *rank_article_first(const char *title);

/* Returns whether the word is an article in one of the languages of titles. */
bool rank_is_article(const char *folded);

#endif
