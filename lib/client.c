/* From settings to a client: what is missing is told before the network is asked. */
#include "client.h"

struct trakt *client_start(const struct config *config, enum client_need need)
{
    const struct trakt_settings settings = {
        .client_id = config_text(config, CONFIG_CLIENT_ID),
        .client_secret = config_text(config, CONFIG_CLIENT_SECRET),
        .access_token = config_text(config, CONFIG_ACCESS_TOKEN),
        .token_path = config_text(config, CONFIG_CREDENTIALS_FILE),
        .api_url = config_text(config, CONFIG_API_URL),
        .auth_url = config_text(config, CONFIG_AUTH_URL),
    };
    struct trakt *trakt;
    struct why why;

    if (!trakt_open(&settings, &trakt, &why))
        msg_die_why(&why);
    /* The credentials file may have the client id that the settings lack. */
    if (!trakt_client_id(trakt) && !config_need_client(config, false, &why))
        msg_die_why(&why);
    if (!trakt_require_client(trakt, &why) ||
        (need == CLIENT_LOGIN && !trakt_require_login(trakt, &why)))
        msg_die_why(&why);
    return trakt;
}
