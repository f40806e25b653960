/* One line on the terminal that is drawn over itself, and gone when something else is said. */
#ifndef SCAN_SCREEN_H
#define SCAN_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SCAN_SCREEN_MS = 250 }; /* between two drawings */

/* Zeroed: nothing is shown, and nothing will be. */
struct scan_screen {
    bool on;
    size_t shown; /* columns that are not blank */
    int64_t drawn_ms;
};

/* Whether it is time to draw. */
bool scan_screen_due(const struct scan_screen *screen);

/* Draws the text, cut to the width of the terminal, on standard error. */
void scan_screen_draw(struct scan_screen *screen, const char *text);

/* Takes away what is shown. */
void scan_screen_clear(struct scan_screen *screen);

#endif
