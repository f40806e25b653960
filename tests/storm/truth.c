/* The contents of the lists in a storm with removals, and their owners. */
#include "truth.h"

#include <stdlib.h>
#include <string.h>

#include "bytes.h"

struct standing *truth_of(struct truth *truth, bool collection, const char *name)
{
    for (size_t i = 0; i < truth->count; i++)
        if (truth->at[i].collection == collection && strcmp(truth->at[i].name, name) == 0)
            return &truth->at[i];
    truth->at = resize(truth->at, truth->count + 1, sizeof *truth->at);
    truth->at[truth->count] =
        (struct standing){.collection = collection, .name = copy_text(name, strlen(name))};
    return &truth->at[truth->count++];
}

void truth_release(struct truth *truth)
{
    for (size_t i = 0; i < truth->count; i++)
        free(truth->at[i].name);
    free(truth->at);
    *truth = (struct truth){0};
}
