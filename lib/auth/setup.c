/* The checks before a login: the client id and secret, and whether the login can be stored. */
#include "auth/setup.h"

#include <string.h>

#include "config/setting.h"
#include "trakt/token.h"

bool login_setup_client(const struct config *config, bool with_secret, struct why *why)
{
    const char *path = config_text(config, CONFIG_CREDENTIALS_FILE);
    const char *client_id = config_text(config, CONFIG_CLIENT_ID);
    struct token token = {0};

    if (config_need_client(config, with_secret, why))
        return true;
    /* A secret belongs to one client id, so it is not combined with another one. */
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
        {CONFIG_CLIENT_ID, "client id"},
        {CONFIG_CLIENT_SECRET, "client secret"},
    };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct config_value *value = &config->value[keys[i].key];
        const char *trouble = value->text ? setting_key_trouble(value->text) : NULL;

        if (trouble)
            msg_warn("%s: does not look like a %s (64 hexadecimal digits): %s (if Trakt does not "
                     "accept it, copy it again from " LOGIN_APPLICATIONS ")",
                     value->origin, keys[i].name, trouble);
    }
    const struct config_value *id = &config->value[CONFIG_CLIENT_ID];
    const struct config_value *secret = &config->value[CONFIG_CLIENT_SECRET];
    if (id->text && secret->text && strcmp(id->text, secret->text) == 0)
        msg_warn("%s: the same as the client id (copy the secret again from " LOGIN_APPLICATIONS
                 ")",
                 secret->origin);
}

void login_setup_note_token(const struct config *config)
{
    const struct config_value *token =
        &config->value[config_text(config, CONFIG_ACCESS_TOKEN) ? CONFIG_ACCESS_TOKEN
                                                                : CONFIG_TOKEN_COMMAND];
    if (token->text)
        msg_note("%s: not used to log in (as long as it is set, it takes precedence over the "
                 "stored login)",
                 token->origin);
}

bool login_setup_store(const char *path, struct why *why)
{
    struct why trouble;
    int lock;

    if (!path)
        return why_set(
            why, EX_CONFIG,
            "no place to store the login: HOME is not set (set HOME, or use --no-store)");
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
