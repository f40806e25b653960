/* Plays one case and judges what came of it. */
#ifndef PLAY_H
#define PLAY_H

#include "bytes.h"

/* Plays the case in a file. True when all was as expected; otherwise `why` says what was not and
 * how to run it alone. True, and words in `why`: it could not be played, because something that it
 * needs is not here. With `update` the file is rewritten so that it expects what came, where that
 * can be done. */
bool play_case(const char *path, bool update, struct bytes *why);

#endif
