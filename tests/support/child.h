/* Runs a function of ours in a process of its own, for what ends the process or uses its standard
 * streams, and collects what it says. */
#ifndef CHILD_H
#define CHILD_H

#include "spawn.h"

/* What runs in the child; when it returns, the child ends with that status. */
typedef int child_work(void *context);

/*
 * Forks and runs work(context) with `in` (NULL: empty) as standard input, a regular file. Standard
 * output is a pipe that is read slowly: a few hundred bytes at a time. Signals are as a shell
 * leaves them. What came of it replaces the contents of came. */
void child_run(child_work *work, void *context, const char *in, size_t len, struct outcome *came);

#endif
