/* Words behind a title that are none of it: "Extended Cut", "1080p BluRay". Pure. */
#ifndef RANK_NOISE_H
#define RANK_NOISE_H

#include "rank/word.h"

/* Whether words from there on are those of releases: one for sure, or two that are likely. */
bool rank_is_noise(const struct rank_words *words, size_t from);

/*
 * Whether words from up to (not with) to say that this is about the title, not it: "The Making of",
 * "A Conversation with". */
bool rank_is_about(const struct rank_words *words, size_t from, size_t to);

/* How many words are left when those of releases are taken off the end. */
size_t rank_without_noise(const struct rank_words *words);

#endif
