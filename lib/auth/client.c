/* Asks for the client id and secret of the user's Trakt application. If a value is wrong, the login
 * fails and nothing is stored, so the next run asks again. */
#include "auth/client.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "auth/setup.h"
#include "config/setting.h"

enum { MOST_ANSWER = 4096 };

static const struct part {
    enum config_key key;
    const char *name;
    const char *prompt;
    enum ask_got (*ask)(struct ask *ask, const char *prompt, int interrupt, struct buf *answer);
} parts[] = {
    {CONFIG_CLIENT_ID, "Client ID", "Client ID: ", ask_line},
    {CONFIG_CLIENT_SECRET, "Client Secret",
     "Client Secret (not shown as you paste it): ", ask_secret},
};
enum { PARTS = sizeof parts / sizeof *parts };

/* Since 2026-07-31, only VIP members can create applications (trakt-api#902, staff). With the
 * redirect URI in step 2, Trakt's page shows the authorization code, if the form still accepts this
 * URI. */
static const char introduction[] = "\n"
                                   "Trakt requires the Client ID and Client Secret of an\n"
                                   "application, and you have not set them yet.\n"
                                   "\n"
                                   "  1. Open " LOGIN_APPLICATIONS "\n"
                                   "     and log in. Only VIP members can create an\n"
                                   "     application; without VIP, you need the Client ID and\n"
                                   "     Client Secret of someone who lets you use their\n"
                                   "     application.\n"
                                   "  2. Choose \"New Application\". The name is up to you. As\n"
                                   "     the redirect URI, enter urn:ietf:wg:oauth:2.0:oob, or,\n"
                                   "     if that is refused, any https:// address that you own\n"
                                   "     (then run cvi-auth --method device).\n"
                                   "  3. Save. The page shows a Client ID and a Client Secret,\n"
                                   "     of 64 characters each, 0 to 9 and a to f. Paste both\n"
                                   "     here.\n";

static char *promise(const struct config *config, const struct login_client_talk *talk)
{
    const char *path = config_text(config, CONFIG_CREDENTIALS_FILE);

    if (!talk->stores || !path)
        return cvi_strdup(
            "\nWhat you enter is used once and is not stored. Press Ctrl-C to stop.\n\n");
    char *shown = login_setup_show(path, talk->home);
    char *text = cvi_format("\nAfter a successful login, these values are stored with it\n"
                            "in %s (mode 0600). Press Ctrl-C to stop.\n\n",
                            shown);
    free(shown);
    return text;
}

static void introduce(const struct config *config, const struct login_client_talk *talk)
{
    const struct config_value *id = &config->value[CONFIG_CLIENT_ID];
    char *end = promise(config, talk);

    if (id->text) {
        char *begin = cvi_format(
            "\nThe Client ID is set (%s), but not the Client Secret:\n" LOGIN_APPLICATIONS
            " shows it.\n",
            id->origin);
        ask_show(talk->ask, begin);
        free(begin);
    } else {
        ask_show(talk->ask, introduction);
    }
    ask_show(talk->ask, end);
    free(end);
}

/* Returns the problem with the answer `text`, or NULL. Sets `must` to whether another value must be
 * entered, because this one cannot be sent. */
static const char *find_trouble(const struct config *config, const struct part *part,
                                const char *text, bool *must)
{
    const char *id = config_text(config, CONFIG_CLIENT_ID);
    const char *trouble = setting_opaque(text);

    *must = trouble;
    if (trouble)
        return trouble;
    if (part->key == CONFIG_CLIENT_SECRET && id && strcmp(id, text) == 0)
        return "it is the Client ID again";
    return setting_key_trouble(text);
}

static void object(const struct login_client_talk *talk, const struct part *part,
                   const char *trouble, bool must)
{
    char *text =
        cvi_format("This does not look like a Trakt %s: %s.\nCopy it again%s.\n", part->name,
                   trouble, must ? "" : ", or enter it once more to use it anyway");

    ask_show(talk->ask, text);
    free(text);
}

static bool give_up(const struct part *part, enum ask_got got, struct why *why)
{
    if (got == ASK_INTERRUPTED)
        return why_set(why, EX_INTERRUPTED, "interrupted: nothing was stored");
    return why_set(why, EX_CONFIG, "no %s was entered (" LOGIN_APPLICATIONS " shows it)",
                   part->name);
}

static void release_secret(struct buf *text)
{
    if (text->at)
        explicit_bzero(text->at, text->len);
    buf_release(text);
}

static bool ask_part(struct config *config, const struct login_client_talk *talk,
                     const struct part *part, struct why *why)
{
    struct buf answer = BUF_INIT(MOST_ANSWER), before = BUF_INIT(MOST_ANSWER);
    enum ask_got got;
    bool taken = false;

    while (!taken &&
           (got = part->ask(talk->ask, part->prompt, talk->interrupt, &answer)) == ASK_ANSWER) {
        bool must = false;
        const char *trouble =
            answer.len ? find_trouble(config, part, buf_text(&answer), &must) : NULL;

        taken =
            answer.len && !must && (!trouble || strcmp(buf_text(&answer), buf_text(&before)) == 0);
        if (trouble && !taken)
            object(talk, part, trouble, must);
        buf_clear(&before);
        buf_puts(&before, buf_text(&answer));
    }
    if (taken)
        config->value[part->key] = (struct config_value){.text = cvi_strdup(buf_text(&answer)),
                                                         .origin = cvi_strdup("the terminal")};
    else
        give_up(part, got, why);
    release_secret(&answer);
    release_secret(&before);
    return taken;
}

bool login_client_find(struct config *config, const struct login_client_talk *talk, struct why *why)
{
    bool all = true;

    if (login_setup_client(config, true, why))
        return true;
    if (!talk->ask || !isatty(STDIN_FILENO))
        return false;
    introduce(config, talk);
    for (size_t i = 0; i < PARTS && all; i++)
        all = config_text(config, parts[i].key) || ask_part(config, talk, &parts[i], why);
    return all;
}
