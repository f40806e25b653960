/* Searches an environment. */
#include "base/environment.h"

#include <stddef.h>
#include <string.h>

const char *environment_value(char *const *environment, const char *name)
{
    size_t len = strlen(name);

    for (; environment && *environment; environment++)
        if (strncmp(*environment, name, len) == 0 && (*environment)[len] == '=')
            return *environment + len + 1;
    return NULL;
}
