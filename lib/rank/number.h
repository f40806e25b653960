/* Numbers in titles: digits, Roman numerals and words. Pure. */
#ifndef RANK_NUMBER_H
#define RANK_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The value of a folded word: digits ("2", "007" is 7), a number word ("two", "twelve") or an
 * ordinal ("second", "2nd": *ordinal is set). -1 when it is none. */
int rank_number_read(const char *word, bool *ordinal);

/* The value of a Roman numeral of the letters i, v and x, 1 to 39; -1 when it is none. */
int rank_number_roman(const char *word);

/*
 * The value of number words that stand together ("one hundred and one"), and in *used how many of
 * them there are; -1 when words[0] is none. */
int rank_number_words(const char *const *words, size_t count, size_t *used);

/* 1 to 39 in Roman numerals, upper case. The text is static and lasts until the next call. */
const char *rank_number_as_roman(int number);

/* 1 to 20 in words ("two"); NULL beyond. */
const char *rank_number_as_word(int number);

#endif
