/* Numbers in titles: digits, Roman numerals and words. Pure. */
#ifndef RANK_NUMBER_H
#define RANK_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* Returns the value of a folded word: digits ("2"; "007" is 7), a number word ("two", "twelve") or
 * an ordinal ("second", "2nd"; sets *ordinal). Returns -1 when the word is not a number. */
int rank_number_read(const char *word, bool *ordinal);

/* Returns the value of a Roman numeral of the letters i, v and x, 1 to 39; -1 when the word is not
 * one. */
int rank_number_roman(const char *word);

/* Returns the value of number words in sequence ("one hundred and one"), and stores their count in
 * *used; -1 when words[0] is not a number. */
int rank_number_words(const char *const *words, size_t count, size_t *used);

/* Returns 1 to 39 in Roman numerals, upper case; "" for other numbers. The string is static and
 * lasts until the next call. */
const char *rank_number_as_roman(int number);

/* Returns 1 to 99, 100 and 1000 in words ("two", "hundred"); NULL for other numbers. The string
 * lasts until the next call. */
const char *rank_number_as_word(int number);

#endif
