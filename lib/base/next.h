/* The next step that a program suggests at its end. */
#ifndef BASE_NEXT_H
#define BASE_NEXT_H

/* Prints "Next: STEP" for people: only if standard error is a terminal, and not with --quiet. */
void next_show(const char *step);

#endif
