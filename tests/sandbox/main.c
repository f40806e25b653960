/* trakt-sandbox: a local server that behaves like Trakt, for tests and experiments. This file has
 * the options, the initial contents, and the main function. */
#include "base.h"
#include "base/file.h"
#include "base/option.h"
#include "collection.h"
#include "server.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

enum { WORDS_MAX = 256 };

struct words {
    const char *at[WORDS_MAX];
    size_t count;
};

static struct settings {
    long port, lists, items, watchlist, collection, filler, owned;
    long expires_in, approve_after, device_answer, device_interval, device_expires;
    const char *catalog, *log, *clock, *code, *redirect, *get_limit, *post_limit, *tls, *skew;
    const char *faults_from, *secrets, *save, *journal, *files;
    struct words faults, listed, made, shared, collected;
    bool demo, until_eof, show_faults, log_faults, exact_aliases, no_runtime;
} set = {.lists = -1,
         .items = 250,
         .watchlist = 250,
         .collection = -1,
         .expires_in = 604800,
         .approve_after = 1,
         .device_interval = 5,
         .device_expires = 600,
         .redirect = OAUTH_OOB,
         .get_limit = "500/300",
         .post_limit = "1/1",
         .skew = "0"};

static bool keep_word(const char *word, void *value)
{
    struct words *words = value;

    if (words->count == WORDS_MAX)
        return false;
    words->at[words->count++] = word;
    return true;
}

static const struct option options[] = {
    COUNT(0, "port", &set.port, "N", "listen on that port of 127.0.0.1 (0: any free one)"),
    TEXT(0, "catalog", &set.catalog, "FILE", "the titles there are (tests/sandbox/catalog.tsv)"),
    FLAG(0, "exact-aliases", &set.exact_aliases, "the exact search compares aliases, too"),
    FLAG(0, "no-runtime", &set.no_runtime, "running times are not known"),
    TEXT(0, "files", &set.files, "DIRECTORY", "give out the files in DIRECTORY, below /files/"),
    FLAG(0, "demo", &set.demo, "begin with some lists, and with titles on them"),
    REPEAT(0, "watchlist", &set.listed, "TYPE:ID[,...]", keep_word,
           "begin with that on the watchlist"),
    REPEAT(0, "list", &set.made, "NAME[=TYPE:ID,...]", keep_word, "begin with a list of that name"),
    REPEAT(0, "collaboration", &set.shared, "OWNER/NAME[=TYPE:ID,...]", keep_word,
           "begin with a list of that user that the account may write to"),
    REPEAT(0, "collection", &set.collected, "WORD[,...]", keep_word,
           "begin with that in the collection: movie:ID, show:ID:SEASON:EPISODE"),
    COUNT(0, "filler", &set.filler, "N", "put N made-up movies on the watchlist"),
    COUNT(0, "owned", &set.owned, "N",
          "put N made-up movies, and N episodes of made-up shows, into the collection"),
    REPEAT(0, "fault", &set.faults, "FAULT", keep_word,
           "go wrong: 'METHOD PATHGLOB [after=N] [times=N] KIND [key=value...]'"),
    TEXT(0, "faults-from", &set.faults_from, "FILE",
         "one per line; read again whenever the file has changed"),
    FLAG(0, "faults", &set.show_faults, "show the kinds of faults"),
    TEXT(0, "log", &set.log, "FILE", "write a line for each request, secrets masked"),
    FLAG(0, "log-faults", &set.log_faults, "say there which faults struck"),
    TEXT(0, "secrets", &set.secrets, "FILE", "write each secret that is made, unmasked"),
    TEXT(0, "save", &set.save, "FILE", "at the end, write what is on the lists"),
    TEXT(0, "journal", &set.journal, "FILE",
         "write a line for each item that comes or goes, and let the user in by a side door"),
    TEXT(0, "clock", &set.clock, "FILE", "read the time there: eight bytes, milliseconds"),
    TEXT(0, "get-limit", &set.get_limit, "N/PERIOD", "GETs in so many seconds (500/300; 0: any)"),
    TEXT(0, "post-limit", &set.post_limit, "N/PERIOD", "writes in so many seconds (1/1; 0: any)"),
    TEXT(0, "skew", &set.skew, "SECONDS",
         "be so far ahead of this machine's clock (-N: behind), as told by Date and X-Ratelimit"),
    COUNT(0, "limit-lists", &set.lists, "N",
          "how many lists the account may have (5; 20 with --demo)"),
    COUNT(0, "limit-items", &set.items, "N", "how many items a list may have (250)"),
    COUNT(0, "limit-watchlist", &set.watchlist, "N", "how many items the watchlist may have (250)"),
    COUNT(0, "limit-collection", &set.collection, "N",
          "how many items the collection may have, and say so in the settings (1000, untold)"),
    COUNT(0, "expires-in", &set.expires_in, "SECONDS", "how long access tokens live (604800)"),
    TEXT(0, "code", &set.code, "VALUE", "an authorization code that works once, unasked for"),
    TEXT(0, "redirect-uri", &set.redirect, "URI", "what the application has registered (oob)"),
    COUNT(0, "device-approve-after", &set.approve_after, "N", "polls that are told to wait (1)"),
    COUNT(0, "device-answer", &set.device_answer, "STATUS",
          "then answer 404, 409, 410, 418, or 429 once"),
    COUNT(0, "device-interval", &set.device_interval, "SECONDS", "between polls (5)"),
    COUNT(0, "device-expires-in", &set.device_expires, "SECONDS",
          "how long a device code lives (600)"),
    TEXT(0, "tls", &set.tls, "FILE", "speak TLS, with the key and certificate in FILE (PEM)"),
    FLAG(0, "until-eof", &set.until_eof, "end when standard input ends"),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "trakt-sandbox",
    .summary = "a server on this machine that behaves like Trakt",
    .examples = "  trakt-sandbox --demo >env & sleep 1; . ./env; cvi-lists\n"
                "  trakt-sandbox --fault 'POST /sync/watchlist times=2 503' --log requests\n"
                "  trakt-sandbox --get-limit 10/300 --watchlist movie:the-matrix-1999,show:1388\n",
    .options = options,
    .most_operands = 0,
};

static volatile sig_atomic_t ended;

static void on_signal(int number)
{
    (void)number;
    ended = 1;
}

/* Returns the path of tests/sandbox/catalog.tsv beside the build directory, at any depth. The
 * caller frees the result. */
static char *find_catalog(void)
{
    char self[4096];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);

    self[length > 0 ? length : 0] = '\0';
    for (char *slash; (slash = strrchr(self, '/'));) {
        *slash = '\0';
        char *file = cvi_format("%s/tests/sandbox/catalog.tsv", self);
        if (access(file, R_OK) == 0)
            return file;
        free(file);
    }
    return cvi_strdup("tests/sandbox/catalog.tsv");
}

/* Adds TYPE:ID,... to the list; ID is a Trakt id, an IMDb id or a slug. */
static void fill(struct sandbox *sandbox, struct list *list, const char *words)
{
    char *copy = cvi_strdup(words), *rest = copy, *word;

    while ((word = strsep(&rest, ","))) {
        bool is_show = strncmp(word, "show:", 5) == 0;
        const struct title *title = NULL;
        if (is_show || strncmp(word, "movie:", 6) == 0)
            title = catalog_find_any(&sandbox->catalog, is_show, strchr(word, ':') + 1);
        if (!title)
            msg_die(EX_USAGE, "%s: no such title (movie:ID and show:ID are what it can be)", word);
        struct item item = {.title = title, .season = -1, .episode = -1};
        list_add(&sandbox->lists, list, &item);
    }
    free(copy);
}

static void make_list(struct sandbox *sandbox, const char *owner, const char *word)
{
    const char *equals = strchr(word, '=');
    char *name = cvi_strndup(word, equals ? (size_t)(equals - word) : strlen(word));
    struct list *list = lists_make(&sandbox->lists, owner, name);

    if (equals && equals[1])
        fill(sandbox, list, equals + 1);
    free(name);
}

static void make_shared(struct sandbox *sandbox, const char *word)
{
    size_t length = strcspn(word, "/");
    char *owner = cvi_strndup(word, length);

    if (!length || !word[length] || strcmp(owner, ACCOUNT_NAME) == 0)
        msg_die(EX_USAGE, "--collaboration: '%s' is not OWNER/NAME with another user", word);
    make_list(sandbox, owner, word + length + 1);
    free(owner);
}

/* Adds the contents for the guide's examples. */
static void make_demo(struct sandbox *sandbox)
{
    static const char *const demo[] = {
        "my-movies=movie:the-matrix-1999,movie:inception-2010,movie:arrival-2016",
        "my-shows=show:breaking-bad,show:game-of-thrones",
        "my-collection=movie:the-matrix-1999,show:severance",
        "my-default-list",
        "favorites=movie:inception-2010,show:breaking-bad",
        "to-watch=movie:the-matrix-reloaded-2003",
        "to-review",
    };

    for (size_t i = 0; i < sizeof demo / sizeof *demo; i++)
        make_list(sandbox, ACCOUNT_NAME, demo[i]);
    fill(sandbox, sandbox->lists.watchlist, "movie:arrival-2016,show:severance");
}

static void make_filler(struct sandbox *sandbox, long count)
{
    for (long i = 1; i <= count; i++) {
        char *row = cvi_format("movie\t%ld\tfiller-%ld-2000\tFiller %ld\t2000", 90000000 + i, i, i);
        catalog_add(&sandbox->catalog, "filler", (size_t)i, row);
        free(row);
        row = cvi_format("movie:filler-%ld-2000", i);
        fill(sandbox, sandbox->lists.watchlist, row);
        free(row);
    }
}

static void own(struct sandbox *sandbox, const char *words)
{
    if (!collection_fill(&sandbox->lists, &sandbox->catalog, words))
        msg_die(EX_USAGE,
                "--collection: %s: no such title (movie:ID and show:ID:SEASON:EPISODE are what it "
                "can be)",
                words);
}

/* Adds episodes to the collection. A made-up show has two seasons of ten episodes. */
static void make_owned(struct sandbox *sandbox, long count)
{
    enum { EPISODES = 20, SEASON = 10 };

    for (long i = 0; i < count; i++) {
        long show = 92000000 + i / EPISODES, at = i % EPISODES;
        char *movie = cvi_format("movie\t%ld\towned-%ld\tOwned %ld\t2001", 91000000 + i, i, i);
        char *series = cvi_format("show\t%ld\towned-show-%ld\tOwned Show %ld\t2002", show,
                                  i / EPISODES, i / EPISODES);
        char *words = cvi_format("movie:%ld,show:%ld:%ld:%ld", 91000000 + i, show, at / SEASON + 1,
                                 at % SEASON + 1);

        catalog_add(&sandbox->catalog, "owned", (size_t)i, movie);
        if (!at)
            catalog_add(&sandbox->catalog, "owned", (size_t)i, series);
        own(sandbox, words);
        free(movie);
        free(series);
        free(words);
    }
}

static FILE *open_file(const char *path)
{
    FILE *stream = path ? fopen(path, "ae") : NULL;

    if (path && !stream)
        msg_die(EX_CANTCREAT, "%s: %s", path, strerror(errno));
    return stream;
}

static void prepare(struct sandbox *sandbox)
{
    struct oauth *oauth = &sandbox->oauth;
    char *file = set.catalog ? cvi_strdup(set.catalog) : find_catalog();

    clock_use_file(set.clock);
    catalog_load(&sandbox->catalog, file);
    free(file);
    *oauth = (struct oauth){.redirect = set.redirect,
                            .fixed_code = set.code,
                            .expires_in = (unsigned)set.expires_in,
                            .device_approve_after = (unsigned)set.approve_after,
                            .device_answer = (unsigned)set.device_answer,
                            .device_interval = (unsigned)set.device_interval,
                            .device_expires_in = (unsigned)set.device_expires,
                            .told = open_file(set.secrets)};
    oauth_start(oauth);
    limits_start(&sandbox->limits);
    if (!limits_parse(&sandbox->limits.buckets[BUCKET_GET], set.get_limit) ||
        !limits_parse(&sandbox->limits.buckets[BUCKET_PUBLIC_GET], set.get_limit))
        msg_die(EX_USAGE, "--get-limit: '%s' is not N/PERIOD", set.get_limit);
    if (!limits_parse(&sandbox->limits.buckets[BUCKET_POST], set.post_limit))
        msg_die(EX_USAGE, "--post-limit: '%s' is not N/PERIOD", set.post_limit);
    sandbox->files = set.files;
    sandbox->exact_aliases = set.exact_aliases;
    for (size_t i = 0; set.no_runtime && i < sandbox->catalog.count; i++)
        sandbox->catalog.titles[i]->runtime = 0;
    sandbox->limits.skew_s = base_number(set.skew, 0);
    sandbox->limits.lists = (unsigned)(set.lists >= 0 ? set.lists : set.demo ? 20 : 5);
    sandbox->limits.items = (unsigned)set.items;
    sandbox->limits.watchlist = (unsigned)set.watchlist;
    sandbox->limits.tells_collection = set.collection >= 0;
    if (set.collection >= 0)
        sandbox->limits.collection = (unsigned)set.collection;
    lists_start(&sandbox->lists);
    if (set.demo)
        make_demo(sandbox);
    for (size_t i = 0; i < set.made.count; i++)
        make_list(sandbox, ACCOUNT_NAME, set.made.at[i]);
    for (size_t i = 0; i < set.shared.count; i++)
        make_shared(sandbox, set.shared.at[i]);
    for (size_t i = 0; i < set.listed.count; i++)
        fill(sandbox, sandbox->lists.watchlist, set.listed.at[i]);
    for (size_t i = 0; i < set.collected.count; i++)
        own(sandbox, set.collected.at[i]);
    make_filler(sandbox, set.filler);
    make_owned(sandbox, set.owned);
    for (size_t i = 0; i < set.faults.count; i++) {
        const char *problem = faults_parse(&sandbox->faults, set.faults.at[i]);
        if (problem)
            msg_die(EX_USAGE, "--fault: %s: %s", set.faults.at[i], problem);
    }
    sandbox->faults.path = set.faults_from;
    sandbox->log_faults = set.log_faults;
    sandbox->log = open_file(set.log);
}

/* Returns the contents of the --tls file; NULL without it. The caller frees it. */
static char *read_certificate(void)
{
    struct buf text = BUF_INIT(1 << 16);
    struct why why;

    if (set.tls && !file_read(set.tls, &text, &why))
        msg_die_why(&why);
    return set.tls ? buf_detach(&text) : NULL;
}

/* Prints lines for a shell, then closes standard output, so that $(trakt-sandbox &) returns. */
static void announce(const struct sandbox *sandbox)
{
    const struct oauth *oauth = &sandbox->oauth;

    const char *scheme = set.tls ? "https" : "http";

    printf("export CVI_TRAKT_API_URL=%s://127.0.0.1:%u\n", scheme, sandbox->port);
    printf("export CVI_TRAKT_AUTH_URL=%s://127.0.0.1:%u\n", scheme, sandbox->port);
    printf("export CVI_TRAKT_CLIENT_ID=%s\n", oauth->client_id);
    printf("export CVI_TRAKT_CLIENT_SECRET=%s\n", oauth->client_secret);
    printf("export CVI_TRAKT_ACCESS_TOKEN=%s\n", oauth->grants[0].access);
    printf("export CVI_SANDBOX_REFRESH_TOKEN=%s\n", oauth->grants[0].refresh);
    printf("export CVI_SANDBOX_PID=%ld\n", (long)getpid());
    if (fflush(stdout) != 0)
        msg_die(EX_IOERR, "standard output: %s", strerror(errno));
    if (isatty(STDOUT_FILENO))
        msg_note("paste these lines into another terminal, then use the programs there; "
                 "Ctrl-C ends it");
    else if (!freopen("/dev/null", "w", stdout))
        msg_die(EX_OSERR, "/dev/null: %s", strerror(errno));
}

/* Waits for a signal, or with --until-eof, for the end of standard input. */
static void wait_for_end(const sigset_t *open_mask)
{
    char drop[256];

    while (!ended) {
        fd_set reading;
        FD_ZERO(&reading);
        if (set.until_eof)
            FD_SET(STDIN_FILENO, &reading);
        if (pselect(set.until_eof ? 1 : 0, &reading, NULL, NULL, NULL, open_mask) > 0 &&
            read(STDIN_FILENO, drop, sizeof drop) <= 0)
            return;
    }
}

static void save_lists(const struct sandbox *sandbox)
{
    FILE *stream = open_file(set.save);

    if (!stream)
        return;
    lists_write(&sandbox->lists, stream);
    if (fclose(stream) != 0)
        msg_die(EX_IOERR, "%s: %s", set.save, strerror(errno));
}

int main(int argc, char **argv)
{
    static struct sandbox sandbox;
    sigset_t blocked, open_mask;

    option_parse(&program, argc, argv);
    if (set.show_faults) {
        faults_print(stdout);
        return fflush(stdout) ? EX_IOERR : EX_OK;
    }
    prepare(&sandbox);
    sandbox.lists.journal = open_file(set.journal);

    /* The server's threads inherit the mask, so that only pselect receives the signals. */
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGINT);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &open_mask);
    sigdelset(&open_mask, SIGINT);
    sigdelset(&open_mask, SIGTERM);
    sigaction(SIGINT, &(struct sigaction){.sa_handler = on_signal}, NULL);
    sigaction(SIGTERM, &(struct sigaction){.sa_handler = on_signal}, NULL);
    sigaction(SIGPIPE, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);

    char *certificate = read_certificate();
    struct server *server = server_start(&sandbox, (unsigned)set.port, certificate);
    free(certificate);
    announce(&sandbox);
    wait_for_end(&open_mask);
    server_stop(server);
    save_lists(&sandbox);
    if (sandbox.log)
        fclose(sandbox.log);
    if (sandbox.lists.journal)
        fclose(sandbox.lists.journal);
    if (sandbox.oauth.told)
        fclose(sandbox.oauth.told);
    faults_release(&sandbox.faults);
    lists_release(&sandbox.lists);
    oauth_release(&sandbox.oauth);
    catalog_release(&sandbox.catalog);
    return EX_OK;
}
