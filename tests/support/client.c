/* A Trakt client for tests. */
#include "client.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

char client_path[128];
static char api[64];

void client_begin(const char *const *options)
{
    talk_start(options);
    clock_use_file(talk.clock);
    snprintf(api, sizeof api, "http://127.0.0.1:%u", talk.port);
    snprintf(client_path, sizeof client_path, "%s/.pytrakt.json", talk.dir);
}

struct trakt *client_open(bool from_file)
{
    struct trakt_settings settings = {.client_id = talk.id,
                                      .client_secret = talk.secret,
                                      .access_token = from_file ? NULL : talk.token,
                                      .token_path = from_file ? client_path : NULL,
                                      .api_url = api,
                                      .auth_url = api,
                                      .patience_s = TRAKT_PATIENCE_S};
    struct trakt *trakt;
    struct why why;

    cr_assert(trakt_open(&settings, &trakt, &why), "%s", why.text);
    return trakt;
}

size_t client_requests(const char *what)
{
    size_t count = 0;

    for (const char *at = talk_log(); (at = strstr(at, what)); at++)
        count++;
    return count;
}

void client_account(struct trakt *trakt, struct outcome *outcome)
{
    struct trakt_account account;

    outcome->fine = trakt_get_account(trakt, &account, &outcome->error);
    outcome->count = outcome->fine;
    trakt_account_release(&account);
}
