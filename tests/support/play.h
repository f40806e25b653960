/* Plays one case and judges what came of it. */
#ifndef PLAY_H
#define PLAY_H

#include "bytes.h"

/* Plays the case in a file. True when all was as expected; otherwise `why` says what was not and
   how to run it alone. With `update` the file is rewritten so that it expects what came, where that
   can be done. */
bool play_case(const char *path, bool update, struct bytes *why);

#endif
