/* cvi-match: which Trakt movie or show is each file. */
#include <stdlib.h>
#include <unistd.h>

#include "clock.h"
#include "config.h"
#include "match.h"
#include "option.h"
#include "session.h"

extern char **environ;

struct settings {
    bool again;
    bool interactive;
    struct match_settings match;
};

static int run(const struct settings *settings, const struct config *config)
{
    struct why why;
    struct ask *ask = settings->interactive ? ask_open(&why) : NULL;

    if (settings->interactive && !ask)
        msg_die(why.status, "--interactive: %s", why.text);
    struct trakt *trakt = session_open(config, settings->match.at_once);
    struct matcher *matcher = matcher_new(trakt, ask, &settings->match);
    struct stage stage = {
        .name = "cvi-match",
        .key = "match",
        .again = settings->again,
        .window = MATCH_WINDOW,
        .self = matcher,
        .work = matcher_work,
        .wait = matcher_wait,
        .settle = matcher_settle,
    };

    if (!session_ready(config, trakt, false, &why))
        stage_stop(&stage, why.status, why.text);
    stage_run(&stage);
    trakt_close(trakt);
    matcher_tell(matcher);
    matcher_free(matcher);
    ask_close(ask);
    return stage.status;
}

int main(int argc, char **argv)
{
    struct settings settings = {0};
    const struct option options[] = {
        FLAG('i', "interactive", &settings.interactive, "ask on the terminal which title it is"),
        FLAG('a', "again", &settings.again, "match anew where a record has a match already"),
        FLAG('\0', "explain", &settings.match.explain,
             "say in each match why it was taken, or none"),
        COUNT('\0', "budget", &settings.match.budget, "N", "spend up to N requests on a title (4)"),
        COUNT('j', "jobs", &settings.match.at_once, "N", "ask for N titles at a time (6)"),
        GROUP(config_options),
        GROUP(option_common),
        {0},
    };
    const struct program program = {
        .name = "cvi-match",
        .summary = "find each record's film or show at Trakt.tv",
        .examples = "  cvi-extract scan.json | cvi-parse | cvi-match | cvi-add\n"
                    "  cvi-parse 'Heat (1995).mkv' | cvi-match | jq .match\n",
        .options = options,
    };
    struct config config;

    option_parse(&program, argc, argv);
    config_start(&config, CONFIG_FOR_TRAKT, environ);
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    int status = run(&settings, &config);
    config_release(&config);
    return status;
}
