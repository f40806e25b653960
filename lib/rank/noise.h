/* Words after a title that do not belong to it: "Extended Cut", "1080p BluRay". Pure. */
#ifndef RANK_NOISE_H
#define RANK_NOISE_H

#include "rank/word.h"

/* Returns whether all words from `from` on are release words, and one is certain or two are
 * likely. */
bool rank_is_noise(const struct rank_words *words, size_t from);

/* Returns whether the words from `from` up to (not including) `to` mark the rest as a work about
 * the title, not the title itself: "The Making of", "A Conversation with". */
bool rank_is_about(const struct rank_words *words, size_t from, size_t to);

/* Returns the number of words without the release words at the end. */
size_t rank_without_noise(const struct rank_words *words);

#endif
