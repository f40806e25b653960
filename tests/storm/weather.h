/* What goes wrong in one run of a storm: the faults of the stand-in, drawn. */
#ifndef STORM_WEATHER_H
#define STORM_WEATHER_H

#include "bytes.h"
#include "dice.h"
#include "words.h"

/* The kinds of faults that the stand-in knows, as its --faults tells them. False when it cannot be
 * asked. */
bool weather_kinds(struct words *kinds, const char *sandbox);

/* Adds the lines of a fault file: `count` faults of any kinds; with removes, also where titles are
 * taken off and in the collection. Unless may_drop, none of them hides
 * titles from searches; hides_items is set when one hides what is on a list. */
void weather_draw(struct bytes *to, const struct words *kinds, struct dice *dice, unsigned count,
                  bool removes, bool may_drop, bool *hides_items);

#endif
