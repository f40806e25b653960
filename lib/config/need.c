/* Checks that the client id and the client secret are set, and composes the message about missing
 * ones. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/environment.h"
#include "config/parts.h"
#include "config/secret.h"
#include "config/trust.h"

const char *config_secrets_directory(char *const *environment, const char **variable)
{
    /* The last two are variables of the earlier program. */
    static const char *const names[] = {"CVI_SECRETS_DIR", "CVI_SECRETS_PATH", "TRAKT_SECRETS_DIR"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = environment_value(environment, names[i]);

        if (value && *value) {
            if (variable)
                *variable = names[i];
            return value;
        }
    }
    return NULL;
}

/* The state of a file in docker/secrets whose setting has no value. */
enum secret_state { SECRET_MISSING, SECRET_EMPTY, SECRET_IGNORED, SECRET_STATES };

static enum secret_state look_at_secret(const char *path)
{
    struct trust trust;

    trust_open(&trust, path, TRUST_PROJECT);
    enum secret_state state = trust.objection          ? SECRET_IGNORED
                              : trust_is_there(&trust) ? SECRET_EMPTY
                                                       : SECRET_MISSING;
    trust_close(&trust);
    return state;
}

/* Adds a list of the files in docker/secrets in this state: "Empty files: a, b. ". */
static void list_files(const struct config *c, enum secret_state state, struct buf *out)
{
    static const char *const titles[] = {"Missing", "Empty", "Ignored"};
    size_t count = 0;

    for (enum config_key key = CONFIG_CLIENT_ID; key <= CONFIG_CLIENT_SECRET; key++) {
        char *path = cvi_format("%s/trakt_%s.txt", SECRET_DIRECTORY, config_name(key));

        if (!c->value[key].text && look_at_secret(path) == state) {
            if (!count++)
                buf_printf(out, "%s files: ", titles[state]);
            buf_printf(out, "%strakt_%s.txt", count > 1 ? ", " : "", config_name(key));
        }
        free(path);
    }
    if (count)
        buf_puts(out, ". ");
}

/* If the environment names a secrets directory that cannot be used, adds the reason. */
static void add_named_directory(const struct config *c, struct buf *out)
{
    const char *variable, *named = config_secrets_directory(c->environment, &variable);
    struct stat about;

    if (!named)
        return;
    if (stat(named, &about) != 0)
        buf_printf(out, "%s: %s: %s. ", variable, named, strerror(errno));
    else if (!S_ISDIR(about.st_mode))
        buf_printf(out, "%s: %s: %s. ", variable, named, strerror(ENOTDIR));
}

bool config_need_client(const struct config *c, bool with_secret, struct why *why)
{
    bool has_id = c->value[CONFIG_CLIENT_ID].text;
    struct buf files = BUF_INIT(8192);

    if (has_id && (!with_secret || c->value[CONFIG_CLIENT_SECRET].text))
        return true;
    add_named_directory(c, &files);
    for (int state = 0; state < SECRET_STATES; state++)
        list_files(c, (enum secret_state)state, &files);
    why_set(why, EX_CONFIG,
            "Trakt credentials not configured. %sRun 'make secrets-init' then populate "
            "trakt_client_id.txt and trakt_client_secret.txt. (Or run cvi-auth at a terminal: it "
            "asks for the %s)",
            buf_text(&files), has_id ? "Client Secret" : "Client ID and the Client Secret");
    buf_release(&files);
    return false;
}
