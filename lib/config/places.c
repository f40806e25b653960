/* Finds the program's own directories, and warns of directories that belong to another user. */
#include <stdlib.h>
#include <string.h>

#include "base/environment.h"
#include "base/file.h"
#include "config/parts.h"

struct config_places config_places_find(char **environment)
{
    const char *home = environment_value(environment, "HOME");

    return (struct config_places){
        .config = file_xdg(environment_value(environment, "XDG_CONFIG_HOME"), home, ".config"),
        .cache = file_xdg(environment_value(environment, "XDG_CACHE_HOME"), home, ".cache"),
        .state = file_xdg(environment_value(environment, "XDG_STATE_HOME"), home, ".local/state"),
        .data = file_xdg(environment_value(environment, "XDG_DATA_HOME"), home, ".local/share"),
    };
}

/* One of the XDG base directories: its variable, its default below HOME, and the effect if it is
 * not used. */
struct place {
    const char *variable, *fallback, *lost;
};

/* Warns if a base directory, or "cvi" in it, belongs to another user; file_xdg does not use it. The
 * message begins with `name`, the variable that decides where the base directory is. */
static void warn_of_place(char **environment, const char *name, const struct place *place,
                          struct buf *warnings)
{
    const char *home = file_home(environment_value(environment, "HOME"));
    const char *value = environment_value(environment, place->variable);
    bool given = value && value[0] == '/';
    char *base = given ? cvi_strdup(value) : home ? file_join(home, place->fallback) : NULL;
    char *own = base ? file_join(base, "cvi") : NULL;
    const char *foreign = !base                 ? NULL
                          : !file_is_ours(base) ? base
                          : !file_is_ours(own)  ? own
                                                : NULL;

    if (foreign)
        buf_printf(warnings, "%s: %s belongs to another user: %s (set %s to your own)\n", name,
                   foreign, place->lost, place->variable);
    free(own);
    free(base);
}

void config_places_warn(char **environment, struct buf *warnings)
{
    static const struct place places[] = {
        {"XDG_CONFIG_HOME", ".config", "its settings and pins are not used"},
        {"XDG_CACHE_HOME", ".cache", "no cache is used"},
        {"XDG_STATE_HOME", ".local/state",
         "requests are not counted together with those of other programs"},
        {"XDG_DATA_HOME", ".local/share", "no catalogue in it is used"},
    };
    const char *home = file_home(environment_value(environment, "HOME"));
    bool foreign = home && !file_is_ours(home);

    if (foreign)
        buf_printf(warnings,
                   "HOME: %s belongs to another user: its settings, cache and state are not used "
                   "(set HOME to your own)\n",
                   home);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *value = environment_value(environment, places[i].variable);
        bool given = value && value[0] == '/';

        if (given || !foreign)
            warn_of_place(environment, given ? places[i].variable : "HOME", &places[i], warnings);
    }
}
