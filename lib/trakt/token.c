/* Reads and writes the credentials file in PyTrakt's format. Messages never quote its contents. */
#include "trakt/token.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "json/ndjson.h"

enum {
    MOST_FILE = 1 << 20,
    MOST_WORD = 4096,
    /* A token is renewed so long before it expires. PyTrakt uses 2 days (3.x) or 10 minutes
     * (4.x). */
    MARGIN_S = 3600,
    SHORTEST_LIFE_S = 600,
    LOCK_WAIT_MS = 60000, /* a renewal takes a second or two */
    LOCK_REPORT_MS = 2000,
    LOCK_NAP_MS = 20,
    /* Attempts to read an incomplete file: PyTrakt empties the file before it writes to it. */
    TORN_TRIES = 5,
    TORN_NAP_MS = 40,
    MOST_WARNINGS = 65536,
};

#define WAY_OUT "remove it and log in again with cvi-auth"

/* The keys that PyTrakt also uses, in the order in which it writes them. */
enum key { APPLICATION_ID, CLIENT_ID, CLIENT_SECRET, OAUTH_EXPIRES_AT, OAUTH_REFRESH, OAUTH_TOKEN };
static const char *const keys[] = {
    /* clang-format off */
    [APPLICATION_ID]   = "APPLICATION_ID",
    [CLIENT_ID]        = "CLIENT_ID",
    [CLIENT_SECRET]    = "CLIENT_SECRET",
    [OAUTH_EXPIRES_AT] = "OAUTH_EXPIRES_AT",
    [OAUTH_REFRESH]    = "OAUTH_REFRESH",
    [OAUTH_TOKEN]      = "OAUTH_TOKEN",
    /* clang-format on */
};
enum { KEYS = sizeof keys / sizeof *keys };

static void free_secret(char *secret)
{
    if (secret)
        explicit_bzero(secret, strlen(secret));
    free(secret);
}

void token_release(struct token *token)
{
    free(token->client_id);
    free_secret(token->client_secret);
    free_secret(token->access);
    free_secret(token->refresh);
    json_decref(token->file);
    buf_release(&token->warnings);
    *token = (struct token){0};
}

bool token_is_word(const char *text)
{
    size_t len = text ? strlen(text) : 0;

    for (size_t i = 0; i < len; i++)
        if (text[i] <= ' ' || text[i] > '~')
            return false;
    return len > 0 && len <= MOST_WORD;
}

/* --- Reading --- */

/* Returns words about the problem if a value in the file is not a valid string. Returns NULL if the
 * value is valid, empty, null or missing. */
static const char *word_problem(const json_t *value)
{
    const char *text = json_string_value(value);

    if (!value || json_is_null(value) || (text && !json_string_length(value)))
        return NULL;
    if (!text)
        return "is not a string";
    if (strlen(text) != json_string_length(value) || !token_is_word(text))
        return "has spaces or control characters, or is too long";
    return NULL;
}

/* Sets the access token, if the file has one. Returns false with `why` if it is invalid. */
static bool read_access(const char *path, struct token *token, struct why *why)
{
    const json_t *value = json_object_get(token->file, keys[OAUTH_TOKEN]);
    const char *problem = word_problem(value);

    if (problem)
        return why_set(why, EX_CONFIG, "%s: %s %s (" WAY_OUT ")", path, keys[OAUTH_TOKEN], problem);
    if (json_string_length(value))
        token->access = cvi_strdup(json_string_value(value));
    return true;
}

/* Returns the string of a key, a new string. Returns NULL if the value is missing, null, empty or
 * invalid. Adds a warning about an invalid value. */
static char *read_word(const char *path, enum key key, struct token *token)
{
    const json_t *value = json_object_get(token->file, keys[key]);
    const char *problem = word_problem(value);

    if (problem)
        buf_printf(&token->warnings, "%s: %s %s, so it is not used (log in again with cvi-auth)\n",
                   path, keys[key], problem);
    return !problem && json_string_length(value) ? cvi_strdup(json_string_value(value)) : NULL;
}

/* Sets *number to a value that is a number, or a string with a decimal number. Returns false if the
 * value is neither. */
static bool read_number(const json_t *value, double *number)
{
    const char *text = json_string_value(value);
    char *end = NULL;

    *number = text ? strtod(text, &end) : json_number_value(value);
    if (!text)
        return json_is_number(value);
    return end != text && !*end && strspn(text, " 0123456789.eE+-") == json_string_length(value);
}

/*
 * Returns the time when the token expires, or 0 (unknown) if the file has no valid time. Adds a
 * warning about a value that is not a whole number of seconds. `tamed` states that a 0 in the
 * file's object may stand for a number that was too large (see read_object). */
static int64_t read_expiry(const char *path, struct token *token, bool tamed)
{
    const json_t *value = json_object_get(token->file, keys[OAUTH_EXPIRES_AT]);
    const json_int_t whole = json_integer_value(value); /* 0 if it is not an integer */
    double number;

    if (!value || json_is_null(value) || (json_is_integer(value) && !whole && !tamed))
        return 0;
    bool is_time = read_number(value, &number) && number >= 1 && number < TOKEN_LAST_TIME_S;
    if (is_time && whole)
        return whole;
    buf_printf(&token->warnings, "%s: %s is %s (log in again with cvi-auth)\n", path,
               keys[OAUTH_EXPIRES_AT],
               is_time && json_is_string(value) ? "a string, read as a whole number of seconds"
               : is_time ? "not a whole number of seconds, so it is rounded down"
                         : "not a time in seconds, so the token is used until Trakt refuses it");
    return is_time ? (int64_t)number : whole > 0 ? whole : 0;
}

/* Parses the file's object. Sets *tamed if the file has a number that is too large for Jansson;
 * ndjson_load may then have replaced it by 0. */
static bool read_object(const char *path, const char *text, size_t len, json_t **object, bool *torn,
                        bool *tamed, struct why *why)
{
    json_error_t where;

    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) { /* a byte order mark */
        text += 3;
        len -= 3;
    }
    *object =
        json_loadb(text, len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY, &where);
    *tamed = !*object && json_error_code(&where) == json_error_numeric_overflow;
    if (*tamed)
        *object = ndjson_load(text, len, NULL);
    *torn = !*object && json_error_code(&where) == json_error_premature_end_of_input;
    if (!*object && json_error_code(&where) == json_error_duplicate_key)
        return why_set(why, EX_CONFIG, "%s: duplicate key, line %d (" WAY_OUT ")", path,
                       where.line);
    if (!*object)
        return why_set(why, EX_CONFIG, "%s: not JSON: line %d, column %d (" WAY_OUT ")", path,
                       where.line, where.column);
    if (!json_is_object(*object))
        return why_set(why, EX_CONFIG, "%s: not a JSON object (" WAY_OUT ")", path);
    return true;
}

bool token_read(const char *path, const char *text, size_t len, struct token *token, bool *torn,
                struct why *why)
{
    bool tamed;

    *token = (struct token){.warnings = BUF_INIT(MOST_WARNINGS)};
    *torn = false;
    if (!read_object(path, text, len, &token->file, torn, &tamed, why) ||
        !read_access(path, token, why))
        return false;
    token->client_id = read_word(path, CLIENT_ID, token);
    token->client_secret = read_word(path, CLIENT_SECRET, token);
    token->refresh = read_word(path, OAUTH_REFRESH, token);
    token->expires_at = read_expiry(path, token, tamed);
    return true;
}

/* Adds a hint in parentheses to a message about an unreadable file, if it has no hint yet. */
static void add_way_out(struct why *why)
{
    char *text = why ? cvi_strdup(why->text) : NULL;

    if (text && !strchr(text, '('))
        why_set(why, why->status, "%s (" WAY_OUT ")", text);
    free(text);
}

static bool read_once(const char *path, struct token *token, bool *torn, struct why *why)
{
    struct buf text = BUF_INIT(MOST_FILE);

    *torn = false;
    bool got = file_read_regular(path, &text, why);
    bool read = got && token_read(path, buf_text(&text), text.len, token, torn, why);
    if (!got)
        add_way_out(why);
    if (text.at)
        explicit_bzero(text.at, text.len);
    buf_release(&text);
    return read;
}

static bool read_file(const char *path, struct token *token, struct why *why)
{
    struct stat about;
    bool torn, read = read_once(path, token, &torn, why);

    /* A program that does not use the lock may be writing the file at this moment. */
    for (int i = 1; !read && torn && i < TORN_TRIES; i++) {
        poll(NULL, 0, TORN_NAP_MS);
        read = read_once(path, token, &torn, why);
    }
    if (stat(path, &about) == 0) {
        token->written_at = about.st_mtime > 0 ? about.st_mtime : 0;
        token->mode = about.st_mode & 07777;
    }
    return read;
}

enum token_loaded token_load(const char *path, struct token *token, struct why *why)
{
    *token = (struct token){0};
    if (access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR))
        return TOKEN_NO_FILE;
    return read_file(path, token, why) ? TOKEN_LOADED : TOKEN_BAD_FILE;
}

/* --- The lock --- */

int token_lock_now(const char *path, struct why *why)
{
    char *name = cvi_format("%s.lock", path);
    bool busy;
    int lock = file_lock_now(name, &busy, why);

    free(name);
    return lock;
}

/* Waits for the lock and returns it, or returns -1 with `why`. If another program holds the lock,
 * tries again every LOCK_NAP_MS, for at most LOCK_WAIT_MS. */
static int wait_for_lock(const char *name, struct why *why)
{
    int64_t begin_ms = clock_steady_ms();
    bool busy, reported = false;
    int lock;

    while ((lock = file_lock_now(name, &busy, why)) < 0 && busy) {
        int64_t waited_ms = clock_steady_ms() - begin_ms;

        if (waited_ms >= LOCK_WAIT_MS) {
            why_set(why, EX_TEMPFAIL,
                    "%s: another program has held this lock for a minute (it is renewing the "
                    "login, or is stuck: end it, or try again later)",
                    name);
            return -1;
        }
        if (waited_ms >= LOCK_REPORT_MS && !reported)
            msg_note("%s: waiting for another program that is renewing the login", name);
        reported = reported || waited_ms >= LOCK_REPORT_MS;
        poll(NULL, 0, LOCK_NAP_MS);
    }
    return lock;
}

int token_lock(const char *path, struct why *why)
{
    char *name = cvi_format("%s.lock", path);
    int lock = wait_for_lock(name, why);

    free(name);
    return lock;
}

void token_unlock(int lock)
{
    file_unlock(lock);
}

/* --- Writing --- */

static bool is_ours(const char *name)
{
    for (size_t i = 0; i < KEYS; i++)
        if (strcmp(name, keys[i]) == 0)
            return true;
    return false;
}

static json_t *word_or_null(const char *word)
{
    return word ? json_string(word) : json_null();
}

char *token_text(const struct token *token)
{
    json_t *application = json_object_get(token->file, keys[APPLICATION_ID]);
    json_auto_t *object = json_object();
    const char *name;
    json_t *value;

    json_object_set_new(object, keys[APPLICATION_ID],
                        application ? json_incref(application) : json_null());
    json_object_set_new(object, keys[CLIENT_ID], word_or_null(token->client_id));
    json_object_set_new(object, keys[CLIENT_SECRET], word_or_null(token->client_secret));
    json_object_set_new(object, keys[OAUTH_EXPIRES_AT],
                        token->expires_at ? json_integer(token->expires_at) : json_null());
    json_object_set_new(object, keys[OAUTH_REFRESH], word_or_null(token->refresh));
    json_object_set_new(object, keys[OAUTH_TOKEN], word_or_null(token->access));
    json_object_foreach(token->file, name, value)
    {
        if (!is_ours(name))
            json_object_set(object, name, value);
    }
    /* The format is the default of Python's json.dump: ", " and ": ", \u escapes, no final
     * newline. */
    return json_dumps(object, JSON_ENSURE_ASCII | JSON_REAL_PRECISION(15));
}

bool token_store(const char *path, const struct token *token, struct why *why)
{
    struct token now;
    struct token merged = *token;

    if (token_load(path, &now, NULL) != TOKEN_NO_FILE && json_is_object(now.file))
        merged.file = now.file;
    char *text = token_text(&merged);
    bool stored = file_replace_alone(path, text, strlen(text), 0600, why);
    free_secret(text);
    token_release(&now);
    return stored;
}

bool token_can_store(const char *path, const struct token *token, struct why *why)
{
    char *text = token_text(token);
    bool can = file_can_replace(path, strlen(text), why);

    free_secret(text);
    return can;
}

/* Returns whether the file has anything besides the tokens. */
static bool is_of_use(const struct token *token)
{
    const char *name;
    json_t *value;

    json_object_foreach(token->file, name, value)
    {
        if (!is_ours(name) || strcmp(name, keys[APPLICATION_ID]) == 0)
            if (!json_is_null(value))
                return true;
    }
    return token->client_id || token->client_secret;
}

bool token_forget(const char *path, struct why *why)
{
    struct token token;
    enum token_loaded loaded = token_load(path, &token, why);
    bool done = loaded != TOKEN_BAD_FILE;

    free_secret(token.access);
    free_secret(token.refresh);
    token.access = token.refresh = NULL;
    token.expires_at = 0;
    if (loaded == TOKEN_LOADED && is_of_use(&token)) {
        done = token_store(path, &token, why);
    } else if (loaded == TOKEN_LOADED) {
        done = unlink(path) == 0 ||
               why_set(why, EX_IOERR, "%s: cannot be removed: %s", path, strerror(errno));
        file_sync_directory(path);
    }
    token_release(&token);
    return done;
}

/* --- Times --- */

bool token_is_fresh(const struct token *token, int64_t now_s)
{
    int64_t margin = MARGIN_S;

    if (!token->access)
        return false;
    if (!token->expires_at)
        return true;
    if (token->written_at > 0) {
        int64_t life = token->expires_at - token->written_at; /* both are positive */

        if (life < SHORTEST_LIFE_S)
            return true;
        if (life / 2 < margin)
            margin = life / 2;
    }
    return now_s < token->expires_at - margin;
}

void token_set(struct token *token, const char *access, const char *refresh, int64_t expires_at,
               int64_t now_s)
{
    free_secret(token->access);
    token->access = cvi_strdup(access);
    if (refresh) {
        free_secret(token->refresh);
        token->refresh = cvi_strdup(refresh);
    }
    token->written_at = now_s;
    token->expires_at = expires_at;
}

/* --- Proof key for code exchange --- */

char *token_challenge(const char *verifier)
{
    uint8_t digest[SHA256_SIZE];

    sha256(verifier, strlen(verifier), digest);
    return text_base64url(digest, sizeof digest);
}

static void copy_word(char to[44], char *word)
{
    memcpy(to, word, 43); /* 32 bytes in base64 without padding */
    to[43] = '\0';
    free_secret(word);
}

void token_make_pkce(struct token_pkce *pkce)
{
    uint8_t bytes[32];

    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        msg_die(EX_OSERR, "cannot get random numbers: %s", strerror(errno));
    copy_word(pkce->verifier, text_base64url(bytes, sizeof bytes));
    copy_word(pkce->challenge, token_challenge(pkce->verifier));
}
