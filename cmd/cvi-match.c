/* cvi-match: finds the movie or show of each file, in a catalogue or on Trakt. */
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/option.h"
#include "config/config.h"
#include "match/match.h"
#include "terminal/screen.h"
#include "trakt/session.h"

extern char **environ;

enum { NO_TYPE = -1, NOBODY = -1 };

static struct settings {
    bool again;
    int interactive; /* index in ask_which_words; NOBODY: do not ask */
    int type;        /* index in record_type_words; NO_TYPE: both */
    struct cache_settings cache;
    struct match_settings match;
} settings = {.interactive = NOBODY, .type = NO_TYPE};

static const struct option options[] = {
    MAYBE('i', "interactive", &settings.interactive, "WHICH", ask_which_words,
          "ask about titles; WHICH: all (default) or doubtful"),
    CHOICE(0, "type", &settings.type, "TYPE", record_type_words,
           "match only titles of TYPE: movie or show"),
    FLAG(0, "explain", &settings.match.explain, "record why a title was chosen or not found"),
    FLAG(0, "catalog-only", &settings.match.catalog_only, "use only the catalogue, not Trakt"),
    FLAG(0, "refresh", &settings.cache.refresh, "ignore cached answers; update the cache"),
    FLAG(0, "offline", &settings.cache.offline, "use the cache only; make no requests"),
    SELDOM,
    FLAG('a', "again", &settings.again, "also match records that already have a match"),
    COUNT(0, "budget", &settings.match.budget, "N", "make up to N requests per title (default: 4)"),
    FLAG(0, "ask-again", &settings.cache.ask_again, "ask again about titles chosen earlier"),
    FLAG(0, "extras", &settings.match.extras, "with -i, also ask about trailers and samples"),
    FLAG(0, "no-nfo", &settings.cache.no_nfo, "do not read .nfo files"),
    FLAG(0, "no-cache", &settings.cache.no_cache, "do not use or update the cache"),
    GROUP(config_catalog_options),
    GROUP(config_match_options),
    GROUP(config_options),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-match",
    .summary = "find the film or show of each record, on Trakt.tv or in a catalogue",
    .examples = "  cvi-extract scan.json | cvi-parse | cvi-match | cvi-add\n"
                "  cvi-parse 'Heat (1995).mkv' | cvi-match | jq .match\n",
    .options = options,
};

/* Opens the caches and choices of earlier runs. The caller closes the result. */
static struct cache *open_cache(const struct config *config)
{
    struct cache_settings *requested = &settings.cache;
    const struct config_places *places = &config->places;
    char *own_pins = places->config ? file_join(places->config, "pins.tsv") : NULL;
    const char *pins = config_text(config, CONFIG_PINS_FILE);
    struct cache *cache;
    struct why why;

    requested->cache = places->cache;
    requested->state = places->state;
    requested->pins = pins ? pins : own_pins;
    requested->pins_required = pins;
    requested->pins_may_stream = config_given.text[CONFIG_PINS_FILE];
    requested->server = config_text(config, CONFIG_API_URL);
    requested->find_s = config_days_s(config, CONFIG_CACHE_DAYS);
    requested->miss_s = config_days_s(config, CONFIG_CACHE_MISS_DAYS);
    if (!cache_open(requested, &cache, &why))
        msg_die_why(&why);
    free(own_pins);
    return cache;
}

/*
 * Returns the named catalogue, opened; else, if needed, the one at its default place; else NULL.
 * Dies if a required catalogue cannot be used; continues without the one at the default place. */
static struct catalog *open_catalog(const struct config *config, bool needed)
{
    bool named = config_text(config, CONFIG_CATALOG);
    bool required = named || settings.match.catalog_only;
    char *path = named || needed ? config_catalog(config) : NULL;
    struct catalog *catalog = NULL;
    struct why why;

    if (path && (required || access(path, F_OK) == 0)) {
        catalog = catalog_open(path, &why);
        if (!catalog && required)
            msg_die(why.status == EX_DATAERR ? EX_CONFIG : why.status, "%s", why.text);
        if (!catalog)
            msg_warn("continuing without the catalogue: %s", why.text);
        else if (!named)
            msg_note("using the catalogue %s", path);
    }
    free(path);
    return catalog;
}

/* Opens the catalogue and the client, if they are used. Returns the client; NULL: Trakt is not
 * used. */
static struct trakt *open_sources(const struct config *config)
{
    struct match_settings *match = &settings.match;
    struct trakt *trakt = match->catalog_only ? NULL : session_open(config);
    bool anonymous = !trakt || session_lacks_client(config, trakt);

    match->catalog = open_catalog(config, anonymous);
    if (match->catalog_only && !match->catalog)
        msg_die(EX_USAGE, "--catalog-only: no catalogue (name one with --catalog)");
    if (match->catalog && anonymous && !settings.cache.offline)
        match->catalog_only = true;
    if (match->catalog_only) {
        trakt_close(trakt);
        trakt = NULL;
    }
    return trakt;
}

static const char *const reads[] = {
    "filename", "filename_b64", "media", "scan.media.duration", "scan.reasons", NULL};

static int run(const struct config *config)
{
    struct why why;
    struct ask *ask = settings.interactive != NOBODY ? ask_open(&why) : NULL;

    if (settings.interactive != NOBODY && !ask)
        msg_die(why.status, "--interactive: %s", why.text);
    settings.match.which = settings.interactive == ASK_DOUBTFUL ? ASK_DOUBTFUL : ASK_ALL;
    settings.match.one_type = settings.type != NO_TYPE;
    settings.match.type = settings.type == MEDIA_SHOW ? MEDIA_SHOW : MEDIA_MOVIE;
    settings.match.at_once = config_number(config, CONFIG_JOBS);
    settings.match.cache = open_cache(config);
    struct trakt *trakt = open_sources(config);
    struct matcher *matcher = matcher_new(trakt, ask, &settings.match);
    struct stage stage = {
        .name = program.name,
        .key = "match",
        .again = settings.again,
        .window = MATCH_WINDOW,
        .reads = reads,
        .self = matcher,
        .work = matcher_work,
        .wait = matcher_wait,
        .settle = matcher_settle,
    };

    if (trakt && !settings.cache.offline && !session_ready(config, trakt, false, &why))
        stage_stop(&stage, why.status, why.text);
    stage_run(&stage);
    trakt_close(trakt);
    matcher_report(matcher);
    matcher_free(matcher);
    cache_close(settings.match.cache);
    catalog_close(settings.match.catalog);
    ask_close(ask);
    return stage.status;
}

int main(int argc, char **argv)
{
    struct config config;

    msg_called_as(getenv("CVI_CALLED_AS"));
    option_parse(&program, argc, argv);
    if (getenv("CVI_IN_SYNC"))
        stage_heed_interrupt();
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    config_start(&config, CONFIG_FOR_MATCH, environ);
    screen_start(PROGRESS_MATCH, environ);
    int status = run(&config);
    config_release(&config);
    return status;
}
