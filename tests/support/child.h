/* Runs a function in a child process, for functions that end the process or use its standard
 * streams, and collects its output. */
#ifndef CHILD_H
#define CHILD_H

#include "spawn.h"

/* The work of the child. The child exits with the returned status. */
typedef int child_work(void *context);

/* Forks and runs work(context) with `in` (NULL: empty) as standard input, a regular file. Standard
 * output is a pipe that is read slowly: a few hundred bytes at a time. Signals are as a shell
 * leaves them. The results replace the contents of came. */
void child_run(child_work *work, void *context, const char *in, size_t len, struct outcome *came);

#endif
