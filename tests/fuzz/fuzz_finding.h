/* Checks findings from any source and any bytes: they must have the format of records. */
#ifndef FUZZ_FINDING_H
#define FUZZ_FINDING_H

#include "record/finding.h"

static inline void fuzz_findings(const struct findings *list)
{
    json_auto_t *reasons = finding_json(list, FINDING_MOST, true);

    if (list->count > FINDING_MOST || json_array_size(reasons) != list->count)
        __builtin_trap();
    for (size_t i = 0; i < list->count; i++) {
        const struct finding *f = &list->at[i];
        if (f->code >= FINDING_CODES || !f->count || f->offset < -1)
            __builtin_trap();
        for (const char *p = f->detail; *p; p++)
            if (*p < ' ' || *p > '~')
                __builtin_trap();
    }
}

#endif
