/* From settings to a client: missing settings are reported in the words of the guide, before
 * anything is sent. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "tmpdir.h"
#include "trakt/session.h"

/* Each test starts in an empty directory of its own, which is also its home. */
static char *directory;
static char *home;

static void enter(void)
{
    directory = tmpdir_make();
    home = format_text("HOME=%s", directory);
    cr_assert_eq(chdir(directory), 0);
}

static void leave(void)
{
    cr_assert_eq(chdir("/"), 0);
    tmpdir_remove(directory);
    free(directory);
    free(home);
}

TestSuite(session, .init = enter, .fini = leave);

static const char token[] = "CVI_TRAKT_ACCESS_TOKEN=0123456789abcdef";
static const char id[] = "CVI_TRAKT_CLIENT_ID=0123456789abcdef";

/* Returns the status with these two variables (NULL: not set), and why. */
static int ready(const char *one, const char *other, bool with_token, struct why *why)
{
    char *environment[] = {home, (char *)(one ? one : other), one ? (char *)other : NULL, NULL};
    struct config config;

    *why = (struct why){0};
    cr_assert(config_load(&config, CONFIG_FOR_TRAKT, environment, why), "%s", why->text);
    struct trakt *trakt = session_open(&config);
    bool is = session_ready(&config, trakt, with_token, why);
    trakt_close(trakt);
    config_release(&config);
    return is ? 0 : why->status;
}

Test(session, requires_only_a_client_id_for_searches)
{
    struct why why;

    cr_expect_eq(ready(id, NULL, false, &why), 0, "%s", why.text);
    cr_expect_eq(ready(NULL, token, false, &why), EX_CONFIG);
    cr_expect(strstr(why.text, "Client ID"), "%s", why.text);
}

Test(session, wants_a_token_for_lists)
{
    struct why why;

    cr_expect_eq(ready(id, token, true, &why), 0, "%s", why.text);
    cr_expect_eq(ready(id, NULL, true, &why), EX_NOPERM);
    cr_expect(strstr(why.text, "access token is required"), "%s", why.text);
    cr_expect_eq(ready(NULL, token, true, &why), EX_CONFIG);
    cr_expect(strstr(why.text, "Client ID"), "%s", why.text);
}

Test(session, takes_the_client_id_and_the_token_of_the_credentials_file)
{
    static const char login[] =
        "{\"CLIENT_ID\": \"id\", \"CLIENT_SECRET\": \"s\", \"OAUTH_EXPIRES_AT\": 9999999999, "
        "\"OAUTH_REFRESH\": \"refresh\", \"OAUTH_TOKEN\": \"access\"}";
    struct why why;

    cr_assert(tmpdir_write(directory, ".pytrakt.json", login, strlen(login), 0600));
    cr_expect_eq(ready(NULL, NULL, true, &why), 0, "%s", why.text);
}

static int open_elsewhere(void *unused)
{
    static char url[] = "http://trakt.example"; /* config also rejects it, with its origin */
    const struct config config = {.value[CONFIG_API_URL].text = url};

    (void)unused;
    msg_start("p");
    trakt_close(session_open(&config));
    return 0;
}

Test(session, ends_the_program_when_the_address_is_not_to_be_gone_to)
{
    struct outcome came = {0};

    child_run(open_elsewhere, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, EX_CONFIG, "%d", came.status);
    cr_expect_eq(strncmp(bytes_text(&came.err), "p: ", 3), 0);
    cr_expect(strstr(bytes_text(&came.err), "http://trakt.example"), "%s", bytes_text(&came.err));
    outcome_release(&came);
}
