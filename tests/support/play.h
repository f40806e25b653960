/* Runs one case and checks the results. */
#ifndef PLAY_H
#define PLAY_H

#include "bytes.h"

/* Runs the case in a file. Returns true if all results are as expected; otherwise `why` describes
 * the difference and how to run the case alone. If it returns true with text in `why`, the case
 * could not run because a requirement is missing. With `update`, the file is rewritten with the
 * actual results, where possible. */
bool play_case(const char *path, bool update, struct bytes *why);

#endif
