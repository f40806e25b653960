/* Numbers in titles: digits, Roman numerals and words. Pure functions. */
#ifndef RANK_NUMBER_H
#define RANK_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* Returns the value of a folded word (text_fold): digits ("2"; "007" is 7), a number word ("two",
 * "twelve") or an ordinal ("second", "2nd"). Sets *ordinal to whether the word is an ordinal.
 * Returns -1 if the word is not a number. */
int rank_number_read(const char *word, bool *ordinal);

/* Returns the value of a Roman numeral from 1 to 39; -1 for any other word. */
int rank_number_roman(const char *word);

/* Returns the value of the number words at the start of `words` ("one hundred and one"), and sets
 * *used to their count. Digits count only before "hundred" or "thousand". Returns -1 if no number
 * begins at words[0]. */
int rank_number_words(const char *const *words, size_t count, size_t *used);

/* Returns a number from 1 to 39 as a Roman numeral in upper case; "" for other numbers. The string
 * is static; the next call overwrites it. */
const char *rank_number_as_roman(int number);

/* Returns a number from 1 to 99 in words ("two", "forty two"), "hundred" for 100 and "thousand" for
 * 1000; NULL for other numbers. The string is static; the next call may overwrite it. */
const char *rank_number_as_word(int number);

#endif
