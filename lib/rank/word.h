/* Splits a title into words for comparison. Words are folded (text_fold: lower case, no accents),
 * numbers are parsed, and separators are recorded. Pure functions. */
#ifndef RANK_WORD_H
#define RANK_WORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* The maximum number of words of a title; further words are ignored. */
enum { RANK_MOST_WORDS = 48 };

/* The separator before a word. */
enum rank_gap {
    RANK_GAP_BLANK,   /* only a space or the like */
    RANK_GAP_PART,    /* ": " or " - ": a subtitle follows */
    RANK_GAP_BRACKET, /* "(", "[", " / " or "aka": an alternative title may follow */
};

/* One word. It owns its strings. */
struct rank_word {
    char *text;  /* folded, in a common spelling: "doctor" for "dr", "2" for "II" */
    char *spelt; /* folded, in the title's spelling; spaces separate joined words: "one hundred" */
    enum rank_gap gap;
    int number;  /* the value if the word is a number; otherwise -1 */
    bool marker; /* "Part" or "Vol" before a number: ignored in comparisons */
    bool joins;  /* "and": ignored in comparisons */
    bool letter; /* the number is a single Roman letter, which may be a name: "Rocky V", "Ben X" */
};

/* The words of a title. This struct owns its strings. */
struct rank_words {
    struct rank_word at[RANK_MOST_WORDS];
    size_t count;
    char *plain; /* the whole title, folded, without spaces, with "and" for "&" */
    /* `plain` with the article at the end: "matrixthe"; NULL: the title does not end with one */
    char *unturned;
    char *article; /* the article that was removed from the start or the end; NULL: none */
    bool foreign;  /* the title has letters that are not ASCII */
};

/* Reads a title into *words. The caller frees the contents with rank_words_release. */
void rank_words_read(struct rank_words *words, const char *title);
void rank_words_release(struct rank_words *words);

/* Keeps only the first `count` words. */
void rank_words_cut(struct rank_words *words, size_t count);

/* Removes the digits of `year` from the end of the last word ("Rolf2012"). Returns false if the
 * word does not end with a letter and these digits. */
bool rank_words_unglue(struct rank_words *words, int year);

/* Returns the key of the words from `from` up to (not including) `to`: one string for comparison,
 * without spaces, markers and "and". The caller frees it. */
CVI_MUST_USE char *rank_words_key(const struct rank_words *words, size_t from, size_t to);

/* Moves an article at the end of a title to its front: returns "The Matrix" for "Matrix, The".
 * Returns a copy of any other title. The caller frees the string. */
CVI_MUST_USE char *rank_article_first(const char *title);

/* Returns whether a folded word is an article in one of several languages. */
bool rank_is_article(const char *folded);

#endif
