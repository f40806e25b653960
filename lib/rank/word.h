/* A title as the words that are compared: folded, numbers read, separators remembered. Pure. */
#ifndef RANK_WORD_H
#define RANK_WORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Words after that many are ignored: no title has as many. */
enum { RANK_MOST_WORDS = 48 };

/* What stands before a word. */
enum rank_gap {
    RANK_GAP_BLANK,   /* nothing that parts titles */
    RANK_GAP_PART,    /* ": " or " - ": what follows is a subtitle */
    RANK_GAP_BRACKET, /* "(", "[", " / " or "aka": what follows may say the same once more */
};

struct rank_word {
    char *text;  /* folded; what two spellings share ("doctor" for "dr", "2" for "II"). Owned */
    char *spelt; /* folded as it was written, blanks and all ("one hundred"). Owned */
    enum rank_gap gap;
    int number;  /* the value of a number; -1: none */
    bool marker; /* "Part", "Vol" before a number: says nothing of its own */
    bool joins;  /* "and": may be missing */
    bool letter; /* number is one Roman letter, which may be a name: "Rocky V", "Ben X" */
};

struct rank_words {
    struct rank_word at[RANK_MOST_WORDS];
    size_t count;
    char *plain;    /* all of the title, folded, without blanks, "&" as "and". Owned */
    char *unturned; /* the same with the article where it was written; NULL: there as well. Owned */
    char *article;  /* the leading one ("the"), also when it was moved ("Matrix, The"); or NULL */
    bool foreign;   /* has letters beyond ASCII, which are transliterated in more than one way */
};

/* Reads a title into *words; rank_words_release frees it. */
void rank_words_read(struct rank_words *words, const char *title);
void rank_words_release(struct rank_words *words);

/* Keeps the first count words only. */
void rank_words_cut(struct rank_words *words, size_t count);

/* Takes the digits of that year off the last word ("Rolf2012"). Returns false when it does not end
 * so after a letter. */
bool rank_words_unglue(struct rank_words *words, int year);

/* Returns the words from `from` up to (not including) `to`, joined without blanks, and without
 * markers and "and". A new string; the caller frees it. */
CVI_MUST_USE char *rank_words_key(const struct rank_words *words, size_t from, size_t to);

/* Returns "The Matrix" for "Matrix, The"; else the title as it is. A new string; the caller frees
 * it. */
CVI_MUST_USE char *rank_article_first(const char *title);

/* Returns whether the word is an article of a language that titles come in. */
bool rank_is_article(const char *folded);

#endif
