/* Prints the next step that a program suggests when it has finished. */
#ifndef BASE_NEXT_H
#define BASE_NEXT_H

/* Prints "Next: STEP" on standard error, if that is a terminal and --quiet is not given. */
void next_show(const char *step);

#endif
