/* The clean environment of a test's programs. */
#include "world.h"
#include "launch.h"

#include "tmpdir.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Variables that are passed on from the test's environment, for builds with sanitizers. */
static const char *const handed_on[] = {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS",
                                        "LLVM_PROFILE_FILE", "ASAN_SYMBOLIZER_PATH"};

void world_set(struct world *w, const char *name, const char *value)
{
    size_t n = strlen(name), kept = 0;

    for (size_t i = 0; i < w->env.count; i++) {
        if (strncmp(w->env.at[i], name, n) == 0 && w->env.at[i][n] == '=')
            free(w->env.at[i]);
        else
            w->env.at[kept++] = w->env.at[i];
    }
    w->env.count = kept;
    if (w->env.at)
        w->env.at[kept] = NULL;
    if (!value)
        return;
    char *pair = format_text("%s=%s", name, value);
    words_add(&w->env, pair);
    free(pair);
}

static void set_under_tmp(struct world *w, const char *name, const char *below)
{
    char *path = tmpdir_path(w->tmp, below);

    world_set(w, name, path);
    free(path);
}

static char *bin_directory(const struct world *w)
{
    const char *bin = getenv("CVI_BIN");

    return bin && *bin ? tmpdir_path(w->root, bin) : format_text("%s/bin", w->build);
}

static void set_environment(struct world *w)
{
    static const char *const places[][2] = {
        {"HOME", "home"},
        {"TMPDIR", "tmp"},
        {"XDG_CONFIG_HOME", "config"},
        {"XDG_CACHE_HOME", "cache"},
        {"XDG_STATE_HOME", "state"},
        {"XDG_DATA_HOME", "data"},
        {"XDG_RUNTIME_DIR", "run"},
    };
    char *bin = bin_directory(w);
    char *path =
        format_text("%s:%s/bin:%s/scripts:/usr/local/bin:/usr/bin:/bin", bin, w->build, w->root);

    world_set(w, "PATH", path);
    free(path);
    free(bin);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        set_under_tmp(w, places[i][0], places[i][1]);
    world_set(w, "TZ", "UTC");
    world_set(w, "LC_ALL", "C");
    world_set(w, "TERM", "dumb");
    for (size_t i = 0; i < sizeof handed_on / sizeof *handed_on; i++)
        if (getenv(handed_on[i]))
            world_set(w, handed_on[i], getenv(handed_on[i]));
}

void world_open(struct world *w)
{
    *w = (struct world){.root = getcwd(NULL, 0)};
    if (!w->root)
        abort();
    w->build = tmpdir_path(w->root, launch_build());
    w->tmp = tmpdir_make();
    set_environment(w);
    for (const char *const *name = (const char *const[]){"home", "tmp", NULL}; *name; name++) {
        char *path = tmpdir_path(w->tmp, *name);
        if (mkdir(path, 0700) < 0)
            abort();
        free(path);
    }
}

static void look_at(const struct world *w, struct sandbox *server, const char *name,
                    struct bytes *why)
{
    int status = sandbox_stop(server);
    char *errors = format_text("%s.err", name);
    struct bytes said = {0};

    if (status != 0 && why) {
        (void)tmpdir_read(w->tmp, errors, &said);
        bytes_printf(why, "the %s ended with status %d: %s\n", name, status, bytes_text(&said));
    }
    bytes_release(&said);
    free(errors);
}

void world_close(struct world *w, struct bytes *why)
{
    look_at(w, &w->hostile, "hostile", why);
    look_at(w, &w->front, "front", why);
    look_at(w, &w->sandbox, "sandbox", why);
    if (getenv("CVI_KEEP"))
        fprintf(stderr, "kept: %s\n", w->tmp);
    else
        tmpdir_remove(w->tmp);
    words_release(&w->env);
    free(w->tmp);
    free(w->build);
    free(w->root);
}

void world_clock(struct world *w, long long ms)
{
    int64_t time = ms;

    w->clock_ms = ms;
    if (!tmpdir_write(w->tmp, "clock", &time, sizeof time, 0644))
        abort();
    set_under_tmp(w, "CVI_TEST_CLOCK", "clock");
}

/* Gives the programs the variables that a server has printed. */
static void set_exports(struct world *w, const struct sandbox *server)
{
    for (size_t i = 0; i < server->exports.count; i++) {
        char *pair = server->exports.at[i], *equals = strchr(pair, '=');
        if (!equals)
            continue; /* the word `export` itself */
        char *name = copy_text(pair, (size_t)(equals - pair));
        world_set(w, name, equals + 1);
        free(name);
    }
}

char *world_sandbox(struct world *w, const struct words *options)
{
    char *program = format_text("%s/test/trakt-sandbox", w->build);
    char *why = sandbox_start(&w->sandbox, program, w->tmp, options, w->env.at);

    free(program);
    set_exports(w, &w->sandbox);
    return why;
}

char *world_front(struct world *w, const struct words *acts)
{
    const char *api = sandbox_value(&w->sandbox, "CVI_TRAKT_API_URL"), *port = strrchr(api, ':');
    char *program = format_text("%s/test/front", w->build);
    char *tls = tmpdir_path(w->root, "tests/tls");
    char *why =
        sandbox_start_front(&w->front, program, w->tmp, acts, w->env.at, port ? port + 1 : "", tls);

    free(tls);
    free(program);
    set_exports(w, &w->front);
    return why;
}

char *world_hostile(struct world *w, const struct words *acts)
{
    char *program = format_text("%s/test/hostile", w->build);
    char *why = sandbox_start_hostile(&w->hostile, program, w->tmp, acts, w->env.at);

    free(program);
    return why;
}

char *world_program(const struct world *w, const char *name)
{
    char *bin = bin_directory(w);
    char *places[] = {format_text("%s/%s", bin, name), format_text("%s/bin/%s", w->build, name),
                      format_text("%s/scripts/%s", w->root, name)};
    char *found = NULL;

    free(bin);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (!found && access(places[i], X_OK) == 0)
            found = places[i];
        else
            free(places[i]);
    }
    return found;
}

/* The placeholders. Those before FOLDED replace their values in the output of programs. */
enum place {
    TMP,
    BUILD,
    SRC,
    AUTH,
    API,
    HOST,
    HOSTILE,
    FOLDED,
    ID = FOLDED,
    SECRET,
    TOKEN,
    REFRESH,
    VERSION,
    PORT,
    PLACES
};

/* clang-format off */
static const char *const placeholders[PLACES] = {
    [TMP]     = "@TMP@",
    [BUILD]   = "@BUILD@",
    [SRC]     = "@SRC@",
    [AUTH]    = "@AUTH@",
    [API]     = "@API@",
    [HOST]    = "@HOST@",
    [HOSTILE] = "@HOSTILE@",
    [ID]      = "@ID@",
    [SECRET]  = "@SECRET@",
    [TOKEN]   = "@TOKEN@",
    [REFRESH] = "@REFRESH@",
    [VERSION] = "@VERSION@",
    [PORT]    = "@PORT@",
};
/* clang-format on */

/* Returns the value of a placeholder: a variable of the sandbox, or a member of the world. */
static char *value_of(const struct world *w, size_t i)
{
    const char *api = sandbox_value(&w->sandbox, "CVI_TRAKT_API_URL");
    const char *host = strstr(api, "//"), *port = strrchr(api, ':');
    const char *number = sandbox_value(&w->hostile, "CVI_HOSTILE_PORT");
    char *hostile = format_text(*number ? "127.0.0.1:%s" : "%s", number);
    /* clang-format off */
    const char *const values[PLACES] = {
        [TMP]     = w->tmp,
        [BUILD]   = w->build,
        [SRC]     = w->root,
        [AUTH]    = sandbox_value(&w->sandbox, "CVI_TRAKT_AUTH_URL"),
        [API]     = api,
        [HOST]    = host ? host + 2 : "",
        [HOSTILE] = hostile,
        [ID]      = sandbox_value(&w->sandbox, "CVI_TRAKT_CLIENT_ID"),
        [SECRET]  = sandbox_value(&w->sandbox, "CVI_TRAKT_CLIENT_SECRET"),
        [TOKEN]   = sandbox_value(&w->sandbox, "CVI_TRAKT_ACCESS_TOKEN"),
        [REFRESH] = sandbox_value(&w->sandbox, "CVI_SANDBOX_REFRESH_TOKEN"),
        [VERSION] = CVI_VERSION,
        [PORT]    = port ? port + 1 : "",
    };
    /* clang-format on */
    size_t n = i == HOST ? strcspn(values[i], "/") : strlen(values[i]);
    char *value = copy_text(values[i], n);

    free(hostile);
    return value;
}

void world_expand(const struct world *w, struct bytes *text)
{
    for (size_t i = 0; i < PLACES; i++) {
        char *value = value_of(w, i);
        bytes_replace(text, placeholders[i], value);
        free(value);
    }
}

void world_fold(const struct world *w, struct bytes *text)
{
    char *auth = value_of(w, AUTH), *api = value_of(w, API);
    bool auth_first = strlen(auth) > strlen(api); /* one may be a prefix of the other */

    free(auth);
    free(api);
    for (size_t n = 0; n < FOLDED; n++) {
        size_t i = auth_first || (n != AUTH && n != API) ? n : AUTH + API - n;
        char *value = value_of(w, i);
        if (strlen(value) >
            1) /* as the top of the project, the root directory would replace every slash */
            bytes_replace(text, value, placeholders[i]);
        free(value);
    }
}
