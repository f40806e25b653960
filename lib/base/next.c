/* Prints the suggested next step. */
#include "base/next.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/msg.h"

void next_show(const char *step)
{
    if (msg_get_level() == MSG_QUIET || !isatty(STDERR_FILENO))
        return;
    char *line = cvi_format("Next: %s\n", step);
    msg_say(line, strlen(line));
    free(line);
}
