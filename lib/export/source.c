/* Chooses between Trakt and an export, for all programs that can read lists from either. */
#include "export/source.h"

#include "trakt/session.h"

int source_run(const struct config *config, const char *path, source_user *use)
{
    struct export *export;
    struct why why = {0};

    if (!path) {
        struct trakt *trakt = session_open(config);
        bool ready = session_ready(config, trakt, true, &why);

        return use(config, trakt, NULL, ready, &why);
    }
    if (!export_open(path, &export, &why))
        msg_die_why(&why);
    int status = use(config, NULL, export, true, &why);
    export_close(export);
    return status;
}
