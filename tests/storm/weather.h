/* Draws the faults of the sandbox for one run of a storm. */
#ifndef STORM_WEATHER_H
#define STORM_WEATHER_H

#include "bytes.h"
#include "dice.h"
#include "words.h"

/* Reads the kinds of faults that the sandbox knows, from its --faults. Returns false if that
 * fails. */
bool weather_kinds(struct words *kinds, const char *sandbox);

/* Adds the lines of a fault file: `count` faults of any kinds; with removes, also for removals and
 * in the collection. Unless may_drop, none of them hides titles from searches; hides_items is set
 * if one hides items of a list. */
void weather_draw(struct bytes *to, const struct words *kinds, struct dice *dice, unsigned count,
                  bool removes, bool may_drop, bool *hides_items);

#endif
