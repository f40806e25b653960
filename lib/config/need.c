/* What is told when the client id or secret is nowhere: the files that should hold them. */
#include <stdlib.h>

#include "config/config.h"
#include "config/secret.h"

/* The files of docker/secrets that should hold what is missing, as "Empty files: a, b. ". */
static void list_files(const struct config *c, const char *title, bool there, struct buf *out)
{
    size_t count = 0;

    for (enum config_key key = CONFIG_CLIENT_ID; key <= CONFIG_CLIENT_SECRET; key++) {
        char *path = cvi_format("%s/trakt_%s.txt", SECRET_DIRECTORY, config_name(key));

        if (!c->value[key].text && secret_is_there(path) == there)
            buf_printf(out, "%strakt_%s.txt", count++ ? ", " : title, config_name(key));
        free(path);
    }
    if (count)
        buf_puts(out, ". ");
}

bool config_need_client(const struct config *c, bool with_secret, struct why *why)
{
    bool has_id = c->value[CONFIG_CLIENT_ID].text;
    struct buf files = BUF_INIT(256);

    if (has_id && (!with_secret || c->value[CONFIG_CLIENT_SECRET].text))
        return true;
    list_files(c, "Missing files: ", false, &files);
    list_files(c, "Empty files: ", true, &files);
    why_set(why, EX_CONFIG,
            "Trakt credentials not configured. %sRun 'make secrets-init' then populate "
            "trakt_client_id.txt and trakt_client_secret.txt. (%s not found in the environment or "
            "a config.yaml either; cvi-auth asks for it, at a terminal)",
            buf_text(&files), has_id ? "Client secret" : "Client ID");
    buf_release(&files);
    return false;
}
