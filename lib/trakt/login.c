/* Finds the access token, from the settings, a command or the credentials file, and keeps it up to
 * date. */
#include "trakt/login.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/command.h"
#include "base/environment.h"
#include "config/secret.h"
#include "trakt/refresh.h"
#include "trakt/renewal.h"

enum { MOST_TOKEN = 16384, MOST_LINE = 65536 };

/* Identifies a version of a file: at least one member changes if the file is replaced. All members
 * are zero if there is no file. */
struct stamp {
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec changed;
};

struct trakt_login {
    char *client_id; /* from the settings; NULL: use the one in the file */
    char *client_secret;
    char *command;            /* the command that prints the token; NULL: none */
    char *const *environment; /* the command's environment; borrowed */
    char *path;               /* the credentials file, or NULL */
    /* The token was granted in this run and is not in the file yet. */
    bool unstored;
    /* The token is from the settings or the command. Such a token is never renewed or stored. */
    bool given;
    bool was_run;       /* the command has run; `token` has its token, or `trouble` the error */
    bool was_run_again; /* the command has run again after a 401 */
    bool looked;        /* `prepare` has looked for a renewal that an earlier run left unfinished */
    bool broken;        /* the file or the command is unusable; `trouble` has the error */
    struct why trouble;
    struct token token;
    struct stamp stamp; /* the version of the file from which `token` was read */

    /* The last access token that trakt_login_access returned. NULL: none yet. */
    char *handed_out;
    unsigned serial; /* its number */
    bool rejected;   /* Trakt has rejected it (401) */
    bool fresh;      /* it needed no renewal when it was returned */

    struct trakt_host host;
    struct trakt_refresh refresh;
};

static char *given_or_null(const char *text)
{
    return text && text[0] ? cvi_strdup(text) : NULL;
}

/* Reads the credentials file. Warns about invalid members, and if other users can read the file. In
 * cvi-trakt-sync, which runs several programs, only the first program warns. */
static void read_file(struct trakt_login *login, const struct trakt_login_settings *settings)
{
    const char *in_sync = environment_value(settings->environment, "CVI_IN_SYNC");
    enum token_loaded loaded = token_load(login->path, &login->token, &login->trouble);

    login->broken = loaded == TOKEN_BAD_FILE;
    if (loaded == TOKEN_NO_FILE || (in_sync && strcmp(in_sync, "check") != 0))
        return;
    struct buf exposed = BUF_INIT(MOST_LINE);
    if (!settings->says_no_mode)
        secret_add_exposed(&exposed, login->path);
    msg_lines(msg_note, buf_text(&login->token.warnings));
    msg_lines(msg_note, buf_text(&exposed));
    buf_release(&exposed);
}

static struct stamp stamp_of(const char *path)
{
    struct stat now;

    if (stat(path, &now) != 0)
        return (struct stamp){0};
    return (struct stamp){
        .device = now.st_dev, .inode = now.st_ino, .size = now.st_size, .changed = now.st_mtim};
}

static bool is_same(const struct stamp *one, const struct stamp *other)
{
    return one->device == other->device && one->inode == other->inode && one->size == other->size &&
           one->changed.tv_sec == other->changed.tv_sec &&
           one->changed.tv_nsec == other->changed.tv_nsec;
}

struct trakt_login *trakt_login_new(const struct trakt_login_settings *settings)
{
    struct trakt_login *login = cvi_alloc(sizeof *login);

    login->client_id = given_or_null(settings->client_id);
    login->client_secret = given_or_null(settings->client_secret);
    login->path = given_or_null(settings->token_path);
    login->host.url = cvi_strdup(settings->auth_url);
    login->host.http = http_new(&settings->limits);
    if (login->path)
        login->stamp = stamp_of(login->path);
    if (login->path)
        read_file(login, settings);
    if (settings->access_token) {
        free(login->token.access);
        login->token.access = given_or_null(settings->access_token);
        login->token.expires_at = login->token.written_at = 0;
        login->given = true;
    } else {
        login->command = given_or_null(settings->token_command);
        login->environment = settings->environment;
        login->given = login->command != NULL;
    }
    login->refresh = (struct trakt_refresh){.host = &login->host,
                                            .path = login->path,
                                            .client_id = login->client_id,
                                            .client_secret = login->client_secret};
    return login;
}

void trakt_login_free(struct trakt_login *login)
{
    if (!login)
        return;
    trakt_refresh_release(&login->refresh);
    trakt_host_release(&login->host);
    token_release(&login->token);
    if (login->handed_out)
        explicit_bzero(login->handed_out, strlen(login->handed_out));
    free(login->handed_out);
    free(login->client_id);
    free(login->client_secret);
    free(login->command);
    free(login->path);
    free(login);
}

const char *trakt_login_client_id(const struct trakt_login *login)
{
    return login->client_id ? login->client_id : login->token.client_id;
}

/* A secret is valid for one client id only, so the file's secret is used only with the file's
 * client id. */
const char *trakt_login_client_secret(const struct trakt_login *login)
{
    if (login->client_secret)
        return login->client_secret;
    if (login->client_id && login->token.client_id &&
        strcmp(login->client_id, login->token.client_id) != 0)
        return NULL;
    return login->token.client_secret;
}

const char *trakt_login_auth_url(const struct trakt_login *login)
{
    return login->host.url;
}

bool trakt_login_file_is_usable(const struct trakt_login *login)
{
    return !login->broken;
}

bool trakt_login_has_client(const struct trakt_login *login, struct why *why)
{
    const char *client_id = trakt_login_client_id(login);

    if (!client_id && login->broken)
        return why_set(why, login->trouble.status, "%s", login->trouble.text);
    if (!client_id)
        return why_set(why, EX_CONFIG,
                       "Client ID not found (set CVI_TRAKT_CLIENT_ID, or see docs/trakt.md)");
    if (!token_is_word(client_id))
        return why_set(why, EX_CONFIG,
                       "Invalid client credentials: the client id has blanks or control "
                       "characters, or is too long (copy it again)");
    return true;
}

#define NO_TOKEN                                                                                   \
    "Trakt access token is required. Provide it using the --token option. See docs/trakt.md for "  \
    "instructions on obtaining a token."

static void set_access(struct token *token, const char *access)
{
    if (token->access)
        explicit_bzero(token->access, strlen(token->access));
    free(token->access);
    token->access = access ? cvi_strdup(access) : NULL;
    token->expires_at = token->written_at = 0;
}

static void run_command(struct trakt_login *login)
{
    struct buf text = BUF_INIT(MOST_TOKEN);

    login->was_run = true;
    login->broken =
        !command_read(login->command, "token", login->environment, &text, &login->trouble);
    set_access(&login->token, login->broken ? NULL : buf_text(&text));
    if (text.at)
        explicit_bzero(text.at, text.len);
    buf_release(&text);
}

/* Called before each use of the token. The first call runs the command, or completes a renewal that
 * an earlier run left unfinished. */
static void prepare(struct trakt_login *login)
{
    if (login->command && !login->was_run)
        run_command(login);
    if (!login->given && login->path && !login->looked)
        trakt_refresh_recover(&login->refresh, &login->token);
    login->looked = true;
}

bool trakt_login_has_token(struct trakt_login *login, struct why *why)
{
    prepare(login);
    if ((!login->given || login->command) && login->broken)
        return why_set(why, login->trouble.status, "%s", login->trouble.text);
    if (!login->token.access)
        return why_set(why, EX_NOPERM, NO_TOKEN);
    if (!token_is_word(login->token.access))
        return why_set(why, EX_NOPERM,
                       "Authentication failed: the token has spaces or control characters, or is "
                       "too long (copy it again)");
    return trakt_login_has_client(login, why);
}

bool trakt_login_peek(struct trakt_login *login, const struct token **token, struct why *why)
{
    prepare(login);
    *token = &login->token;
    return !((!login->given || login->command) && login->broken) ||
           why_set(why, login->trouble.status, "%s", login->trouble.text);
}

bool trakt_login_is_stored(const struct trakt_login *login)
{
    return !login->given && !login->unstored && login->path;
}

struct trakt_host *trakt_login_host(struct trakt_login *login)
{
    return &login->host;
}

/* --- The token to use now --- */

/* Runs the token command a second time, unless it has run twice. Returns whether it printed another
 * token. */
static bool has_another(struct trakt_login *login)
{
    char *before = login->command && !login->was_run_again && login->token.access
                       ? cvi_strdup(login->token.access)
                       : NULL;

    if (!before)
        return false;
    login->was_run_again = true;
    run_command(login);
    const char *now = trakt_login_has_token(login, NULL) ? login->token.access : NULL;
    bool other = now && strcmp(before, now) != 0;
    explicit_bzero(before, strlen(before));
    free(before);
    return other;
}

static const char *fail_with(struct trakt_error *error, const struct why *why)
{
    trakt_error_set(error, why->status == EX_NOPERM ? TRAKT_UNAUTHORIZED : TRAKT_LOCAL, "%s",
                    why->text);
    error->exit_status = why->status;
    return NULL;
}

/* Reads the credentials file again if it has changed, because another program may have renewed the
 * login. */
static void look_again(struct trakt_login *login)
{
    struct stamp now;
    struct token token;

    if (!trakt_login_is_stored(login))
        return;
    now = stamp_of(login->path);
    if (is_same(&now, &login->stamp))
        return;
    login->stamp = now;
    if (token_load(login->path, &token, NULL) == TOKEN_LOADED && token.access) {
        token_release(&login->token);
        login->token = token;
        return;
    }
    token_release(&token);
}

static bool is_handed_out(const struct trakt_login *login)
{
    return login->handed_out && login->token.access &&
           strcmp(login->handed_out, login->token.access) == 0;
}

/* Returns the current access token, borrowed, and sets *serial to its number. A token that is
 * returned for the first time gets a new number. */
static const char *hand_out(struct trakt_login *login, unsigned *serial)
{
    if (!is_handed_out(login)) {
        if (login->handed_out)
            explicit_bzero(login->handed_out, strlen(login->handed_out));
        free(login->handed_out);
        login->handed_out = cvi_strdup(login->token.access);
        login->serial++;
        login->rejected = false;
    }
    login->fresh = login->given || token_is_fresh(&login->token, clock_now_s());
    *serial = login->serial;
    return login->token.access;
}

void trakt_login_reject(struct trakt_login *login, unsigned serial)
{
    login->rejected |= serial == login->serial;
}

bool trakt_login_is_stale(const struct trakt_login *login, unsigned serial)
{
    return serial != login->serial || login->rejected ||
           (login->fresh && !login->given && !token_is_fresh(&login->token, clock_now_s()));
}

const char *trakt_login_access(struct trakt_login *login, unsigned *serial,
                               struct trakt_error *error)
{
    const struct token *token = &login->token;
    struct why why;

    if (!trakt_login_has_token(login, &why))
        return fail_with(error, &why);
    look_again(login);
    bool rejected = login->rejected && is_handed_out(login);
    if (!rejected && (login->given || token_is_fresh(token, clock_now_s())))
        return hand_out(login, serial);
    if (login->given || !login->path) {
        if (has_another(login))
            return hand_out(login, serial);
        trakt_error_set(error, TRAKT_UNAUTHORIZED,
                        "HTTP 401: Authentication failed: the token is invalid, expired or revoked "
                        "(get another one; see docs/trakt.md)");
        error->http_status = 401;
        return NULL;
    }
    if (trakt_refresh(&login->refresh, &login->token, rejected, error))
        return hand_out(login, serial);
    if (rejected || clock_now_s() >= token->expires_at)
        return NULL;
    msg_more("%s: continuing with the current login", error->message);
    return hand_out(login, serial);
}

void trakt_login_grant(struct trakt_login *login, const struct trakt_grant *grant)
{
    int64_t now_s = clock_now_s();
    int64_t born_s = grant->created_at > 0 ? grant->created_at : now_s;

    login->given = false;
    login->broken = false;
    login->unstored = true;
    trakt_refresh_release(&login->refresh);
    /* The old refresh token belongs to the old login, so it is dropped. */
    free(login->token.refresh);
    login->token.refresh = NULL;
    token_set(&login->token, grant->access, grant->refresh, born_s + grant->expires_in, now_s);
}

bool trakt_login_store(struct trakt_login *login, struct why *why)
{
    struct token token = login->token;

    if (!login->path)
        return why_set(why, EX_CONFIG,
                       "the login cannot be stored: no credentials file (HOME is not set)");
    if (login->given)
        return why_set(why, EX_USAGE,
                       "only a login can be stored, not a token from the settings or a command");
    token.client_id = (char *)trakt_login_client_id(login);
    token.client_secret = (char *)trakt_login_client_secret(login);
    int lock = token_lock(login->path, why);
    if (lock < 0)
        return false;
    bool stored = token_store(login->path, &token, why);
    if (stored)
        renewal_remove(login->path);
    login->unstored = !stored;
    token_unlock(lock);
    return stored;
}

/* --- Logging out --- */

int trakt_login_hold(struct trakt_login *login, struct why *why)
{
    struct token now;
    int lock = token_lock(login->path, why);

    if (lock >= 0 && token_load(login->path, &now, why) == TOKEN_BAD_FILE) {
        token_release(&now);
        token_unlock(lock);
        return -1;
    }
    if (lock >= 0) {
        token_release(&login->token);
        login->token = now;
    }
    return lock;
}

bool trakt_login_forget(struct trakt_login *login, struct why *why)
{
    bool forgotten = token_forget(login->path, why);

    if (forgotten)
        renewal_remove(login->path);
    return forgotten;
}
