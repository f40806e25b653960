/* The signals that a scan minds beside SIGINT (stage.h): SIGUSR1 asks how far it is, SIGTERM wants
 * it to end. */
#ifndef SCAN_SIGNAL_H
#define SCAN_SIGNAL_H

#include <stdbool.h>

/* Catches both. Dies (71) when there is no pipe to be had. */
void scan_signal_start(void);

/* A descriptor that becomes readable when one of them comes. */
int scan_signal_fd(void);

/* Empties the descriptor; whether SIGUSR1 has come since the last time. */
bool scan_signal_asked(void);

/* Whether SIGTERM has come. */
bool scan_signal_terminated(void);

#endif
