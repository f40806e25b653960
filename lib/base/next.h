/* Prints the next step that a finished program suggests to the user. */
#ifndef BASE_NEXT_H
#define BASE_NEXT_H

/* Prints "Next: STEP" on standard error. Prints nothing if standard error is not a terminal, or
 * with --quiet. */
void next_show(const char *step);

#endif
