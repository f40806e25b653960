/* Maps the program's configuration to the settings of the Trakt client. */
#include "trakt/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "trakt/known_lists.h"

#define LISTS_FILE "lists.tsv"        /* in the cache directory */
#define MADE_FILE "made-lists.ndjson" /* in the state directory */

/* Returns where the certificate file was set, for example the name of a variable. Borrowed. Returns
 * NULL if it was set with the option --cacert, or is not set. */
static const char *cacert_origin(const struct config *config)
{
    const char *origin = config->value[CONFIG_CACERT].origin;

    return origin && strcmp(origin, "--cacert") != 0 ? origin : NULL;
}

struct trakt_settings session_settings(const struct config *config)
{
    return (struct trakt_settings){
        .client_id = config_text(config, CONFIG_CLIENT_ID),
        .client_secret = config_text(config, CONFIG_CLIENT_SECRET),
        .access_token = config_text(config, CONFIG_ACCESS_TOKEN),
        .token_command = config_text(config, CONFIG_TOKEN_COMMAND),
        .environment = config->environment,
        .token_path = config_text(config, CONFIG_CREDENTIALS_FILE),
        .says_no_mode = config->shows_login_mode,
        .api_url = config_text(config, CONFIG_API_URL),
        .auth_url = config_text(config, CONFIG_AUTH_URL),
        .in_flight = config_number(config, CONFIG_JOBS),
        .patience_s = config_number(config, CONFIG_PATIENCE),
        .proxy = config_text(config, CONFIG_PROXY),
        .cacert = config_text(config, CONFIG_CACERT),
        .cacert_origin = cacert_origin(config),
        .trace = config_text(config, CONFIG_TRACE),
    };
}

void session_show_known_lists(const char *cache, const char *home, struct buf *out)
{
    char *directory = file_xdg(cache, home, ".cache");
    char *path = directory ? file_join(directory, LISTS_FILE) : NULL;

    known_lists_show(path, out);
    free(path);
    free(directory);
}

struct trakt *session_open(const struct config *config)
{
    struct trakt_settings settings = session_settings(config);
    char *budget = config->places.state ? file_join(config->places.state, "budget.db") : NULL;
    char *lists = config->places.cache ? file_join(config->places.cache, LISTS_FILE) : NULL;
    char *made = config->places.state ? file_join(config->places.state, MADE_FILE) : NULL;
    struct trakt *trakt;
    struct why why;

    settings.made_path = made;
    settings.budget_path = budget;
    settings.lists_path = lists;
    if (!trakt_open(&settings, &trakt, &why))
        msg_die_why(&why);
    free(budget);
    free(lists);
    free(made);
    return trakt;
}

bool session_lacks_client(const struct config *config, const struct trakt *trakt)
{
    return !trakt_client_id(trakt) && trakt_file_is_usable(trakt) &&
           !config_need_client(config, false, NULL);
}

bool session_ready(const struct config *config, struct trakt *trakt, bool with_token,
                   struct why *why)
{
    if (session_lacks_client(config, trakt))
        return config_need_client(config, false, why);
    return with_token ? trakt_require_login(trakt, why) : trakt_require_client(trakt, why);
}
