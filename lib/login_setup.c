/* Credentials and a place to keep the login: found missing at once, not after the dialogue. */
#include "login_setup.h"

#include <string.h>

#include "setting.h"
#include "token.h"

bool login_setup_client(const struct config *config, bool with_secret, struct why *why)
{
    const char *path = config_text(config, CONFIG_CREDENTIALS_FILE);
    const char *client_id = config_text(config, CONFIG_CLIENT_ID);
    struct token token = {0};

    if (config_need_client(config, with_secret, why))
        return true;
    /* The secret is worth nothing beside another application's id. */
    bool there = path && token_load(path, &token, NULL) == TOKEN_LOADED && token.client_id &&
                 token.client_secret && (!client_id || strcmp(client_id, token.client_id) == 0);
    token_release(&token);
    return there;
}

void login_setup_warn(const struct config *config)
{
    static const struct {
        enum config_key key;
        const char *name;
    } keys[] = {
        {CONFIG_CLIENT_ID,     "client id"    },
        {CONFIG_CLIENT_SECRET, "client secret"},
    };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct config_value *value = &config->value[keys[i].key];

        if (value->text && !setting_looks_like_key(value->text))
            msg_warn("%s: not like a %s, which is 64 hexadecimal digits (if Trakt does not take "
                     "it, copy it again from https://trakt.tv/oauth/applications)",
                     value->origin, keys[i].name);
    }
}

bool login_setup_store(const char *path, struct why *why)
{
    struct why trouble;
    int lock;

    if (!path)
        return why_set(why, EX_CONFIG,
                       "no place to keep the login in: HOME is not set (or use --no-store)");
    lock = token_lock(path, &trouble);
    if (lock < 0)
        return why_set(why, EX_IOERR,
                       "%s (set CVI_TRAKT_CREDENTIALS_FILE to another place, or use --no-store)",
                       trouble.text);
    token_unlock(lock);
    return true;
}

char *login_setup_show(const char *path, const char *home)
{
    size_t len = home ? strlen(home) : 0;

    while (len && home[len - 1] == '/')
        len--;
    if (len && strncmp(path, home, len) == 0 && path[len] == '/')
        return cvi_format("~%s", path + len);
    return cvi_strdup(path);
}
