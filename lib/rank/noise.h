/* Finds release words at the end of a title: "Extended Cut", "1080p BluRay". Pure functions. */
#ifndef RANK_NOISE_H
#define RANK_NOISE_H

#include "rank/word.h"

/* Returns whether all words from `from` on are release words. At least one of them must be certain
 * ("1080p"), or at least two must be likely ("final cut"). */
bool rank_is_noise(const struct rank_words *words, size_t from);

/* Returns whether a word from `from` up to (not including) `to` marks a work about another work:
 * "The Making of", "A Conversation with". */
bool rank_is_about(const struct rank_words *words, size_t from, size_t to);

/* Returns the number of words before the release words at the end of the title. */
size_t rank_without_noise(const struct rank_words *words);

#endif
