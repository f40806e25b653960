/* The stand-in for Trakt itself: what the other tests rely on, asked over a bare socket. */
#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ANSWER_MAX = 1 << 20, TEXT_MAX = 4096, OPTIONS_MAX = 24 };

/* A stand-in that runs, and what it told. */
static struct running {
    pid_t pid;
    int in; /* it ends when this is closed */
    unsigned port;
    char id[65], secret[65], token[65], refresh[65];
    char dir[64], log[96], clock[96];
} sandbox;

static char answer[ANSWER_MAX], noted[ANSWER_MAX];

/* Where the clock of every test begins: 2026-11-22 13:00:00. */
static const int64_t begin = 1795352400000;

static void read_export(const char *line)
{
    const struct {
        const char *name;
        char *to;
    } texts[] = {
        {"CVI_TRAKT_CLIENT_ID=",       sandbox.id     },
        {"CVI_TRAKT_CLIENT_SECRET=",   sandbox.secret },
        {"CVI_TRAKT_ACCESS_TOKEN=",    sandbox.token  },
        {"CVI_SANDBOX_REFRESH_TOKEN=", sandbox.refresh}
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strstr(line, texts[i].name))
            snprintf(texts[i].to, 65, "%.64s", strchr(line, '=') + 1);
    if (strstr(line, "CVI_TRAKT_API_URL="))
        sandbox.port = (unsigned)strtoul(strrchr(line, ':') + 1, NULL, 10);
}

/* Sets the time the stand-in reads. */
static void set_clock(int64_t milliseconds)
{
    int fd = open(sandbox.clock, O_WRONLY | O_CREAT, 0600);

    cr_assert_eq(write(fd, &milliseconds, sizeof milliseconds), (ssize_t)sizeof milliseconds);
    close(fd);
}

static void run(const char *const *options, int in, int out)
{
    const char *build = getenv("CVI_BUILD");
    char program[512];
    const char *argv[OPTIONS_MAX + 9] = {program,   "--until-eof", "--log",        sandbox.log,
                                         "--clock", sandbox.clock, "--post-limit", "0/1"};

    snprintf(program, sizeof program, "%s/test/trakt-sandbox", build ? build : "build");
    for (int i = 0; options && options[i] && i < OPTIONS_MAX; i++)
        argv[8 + i] = options[i];
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    for (int fd = 3; fd < 64; fd++)
        close(fd);
    execv(program, (char *const *)argv);
    _exit(127);
}

/* Starts it with a log, a clock, no budget for writes, and those options (NULL at the end). */
static void start(const char *const *options)
{
    int in[2], out[2];
    char line[512];

    snprintf(sandbox.dir, sizeof sandbox.dir, "/tmp/test-sandbox-XXXXXX");
    cr_assert(mkdtemp(sandbox.dir));
    snprintf(sandbox.log, sizeof sandbox.log, "%s/log", sandbox.dir);
    snprintf(sandbox.clock, sizeof sandbox.clock, "%s/clock", sandbox.dir);
    set_clock(begin);
    cr_assert_eq(pipe(in), 0);
    cr_assert_eq(pipe(out), 0);
    sandbox.pid = fork();
    if (sandbox.pid == 0)
        run(options, in[0], out[1]);
    close(in[0]);
    close(out[1]);
    sandbox.in = in[1];
    FILE *said = fdopen(out[0], "r");
    while (fgets(line, sizeof line, said))
        read_export(line);
    fclose(said);
    cr_assert(sandbox.port, "the sandbox did not start");
}

static int wait_for_end(void)
{
    int status;

    cr_assert_eq(waitpid(sandbox.pid, &status, 0), sandbox.pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void clean(void)
{
    unlink(sandbox.log);
    unlink(sandbox.clock);
    rmdir(sandbox.dir);
}

/* Ends it as the death of its parent would, and looks at how it ended. */
static void stop(void)
{
    close(sandbox.in);
    cr_expect_eq(wait_for_end(), 0, "the sandbox did not end well");
    clean();
}

/* template with $ID, $SECRET, $TOKEN and $REFRESH put in. */
static void fill_in(char text[TEXT_MAX], const char *template)
{
    const struct {
        const char *name, *value;
    } values[] = {
        {"$ID",      sandbox.id     },
        {"$SECRET",  sandbox.secret },
        {"$TOKEN",   sandbox.token  },
        {"$REFRESH", sandbox.refresh}
    };
    size_t used = 0;

    while (*template && used < TEXT_MAX - 65) {
        size_t i = 0, count = sizeof values / sizeof *values;
        while (i < count && strncmp(template, values[i].name, strlen(values[i].name)) != 0)
            i++;
        if (i < count) {
            used += (size_t)snprintf(text + used, 65, "%s", values[i].value);
            template += strlen(values[i].name);
        } else {
            text[used++] = *template ++;
        }
    }
    text[used] = '\0';
}

enum { NO_AGENT = 1, NO_TYPE = 2, NO_VERSION = 4, BAD_KEY = 8, NO_TOKEN = 16, FORM = 32 };

/* The whole request as bytes; new. */
static char *compose(const char *line, unsigned without, const char *body)
{
    char target[TEXT_MAX], text[TEXT_MAX] = "", *request = NULL;
    size_t size;
    FILE *out = open_memstream(&request, &size);

    fill_in(target, line);
    if (body)
        fill_in(text, body);
    fprintf(out, "%s HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n", target);
    if (!(without & NO_AGENT))
        fprintf(out, "User-Agent: test/1\r\n");
    if (!(without & NO_TYPE))
        fprintf(out, "Content-Type: application/%s\r\n",
                without & FORM ? "x-www-form-urlencoded" : "json");
    if (!(without & NO_VERSION))
        fprintf(out, "trakt-api-version: 2\r\n");
    fprintf(out, "trakt-api-key: %s\r\n", without & BAD_KEY ? "0" : sandbox.id);
    if (!(without & NO_TOKEN))
        fprintf(out, "Authorization: Bearer %s\r\n", sandbox.token);
    fprintf(out, "Content-Length: %zu\r\n\r\n%s", strlen(text), text);
    fclose(out);
    return request;
}

/* Asks, and reads the answer; its status, or 0 when the connection was closed instead. */
static int ask(const char *line, unsigned without, const char *body)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)sandbox.port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    char *request = compose(line, without, body);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    size_t got = 0;

    cr_assert_eq(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    cr_assert_eq(send(fd, request, strlen(request), MSG_NOSIGNAL), (ssize_t)strlen(request));
    for (ssize_t size; got < sizeof answer - 1; got += (size_t)size)
        if ((size = recv(fd, answer + got, sizeof answer - 1 - got, 0)) <= 0)
            break;
    close(fd);
    free(request);
    answer[got] = '\0';
    return strncmp(answer, "HTTP/1.1 ", 9) == 0 ? (int)strtol(answer + 9, NULL, 10) : 0;
}

/* The log so far. */
static const char *read_log(void)
{
    FILE *log = fopen(sandbox.log, "r");

    cr_assert(log);
    noted[fread(noted, 1, sizeof noted - 1, log)] = '\0';
    fclose(log);
    return noted;
}

/* The text behind name and its quotes in the last answer; static. */
static const char *member(const char *name)
{
    static char value[TEXT_MAX];
    char quoted[64];

    snprintf(quoted, sizeof quoted, "\"%s\":\"", name);
    const char *at = strstr(answer, quoted);
    cr_assert(at, "no %s in %s", name, answer);
    at += strlen(quoted);
    snprintf(value, sizeof value, "%.*s", (int)strcspn(at, "\""), at);
    return value;
}

struct row {
    const char *line;
    unsigned without;
    const char *body;
    int status;
    const char *has, *lacks; /* in the whole answer, or NULL */
};

static void play(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct row *r = &rows[i];
        int status = ask(r->line, r->without, r->body);
        cr_expect_eq(status, r->status, "%s: status %d, not %d: %s", r->line, status, r->status,
                     answer);
        cr_expect(!r->has || strstr(answer, r->has), "%s: lacks '%s': %s", r->line, r->has, answer);
        cr_expect(!r->lacks || !strstr(answer, r->lacks), "%s: has '%s': %s", r->line, r->lacks,
                  answer);
    }
}

#define PLAY(rows) play(rows, sizeof(rows) / sizeof *(rows))
#define OPTIONS(...) ((const char *const[]){__VA_ARGS__, NULL})

Test(sandbox, demands_the_headers_that_trakt_demands)
{
    static const struct row rows[] = {
        {"GET /users/settings",    0,          NULL, 200, "\"username\":\"ann_k\"", NULL        },
        {"GET /users/settings",    NO_AGENT,   NULL, 403, "Server: cloudflare",     "X-Runtime" },
        {"GET /users/settings",    BAD_KEY,    NULL, 403, "X-Runtime",              "cloudflare"},
        {"GET /users/settings",    NO_TYPE,    NULL, 412, "X-Request-Id",           NULL        },
        {"GET /users/settings",    FORM,       NULL, 412, NULL,                     NULL        },
        {"GET /users/settings",    NO_VERSION, NULL, 412, NULL,                     NULL        },
        {"GET /users/settings",    NO_TOKEN,   NULL, 401, "Content-Length: 0",      NULL        },
        {"GET /movies/481",        NO_TOKEN,   NULL, 200, "UNAUTHED_API_GET_LIMIT", NULL        },
        {"GET /movies/481",        0,          NULL, 200, "\"AUTHED_API_GET_LIMIT", NULL        },
        {"GET /nowhere",           0,          NULL, 404, "X-Runtime",              NULL        },
        {"DELETE /sync/watchlist", 0,          NULL, 405, NULL,                     NULL        },
        {"GET /users//lists",      0,          NULL, 405, NULL,                     NULL        },
        {"POST /sync/watchlist",   0,          "{",  400, NULL,                     NULL        },
    };

    start(NULL);
    PLAY(rows);
    cr_expect(strstr(read_log(), "GET /users/settings 200\nGET /users/settings 403 !user-agent\n"
                                 "GET /users/settings 403 !api-key\n"));
    cr_expect(strstr(noted, "POST /sync/watchlist 400 (1 bytes, not JSON)\n"));
    stop();
}

Test(sandbox, finds_titles_as_trakt_does)
{
    static const struct row rows[] = {
        {"GET /search/movie/exact?query=the%20matrix",            0, NULL, 200, "\"trakt\":481,",         "Reloaded"     },
        {"GET /search/show/exact?query=the%20matrix",             0, NULL, 200, "\r\n\r\n[]",             NULL           },
        {"GET /search/movie/exact?query=a%20star%20is%20born",    0, NULL, 200,
         "X-Pagination-Item-Count: 3",                                                                    "\"year\":1937"},
        {"GET /search/movie/exact?query=Face%5C%2FOff",           0, NULL, 200, "tt0119094",              NULL           },
        {"GET /search/movie?query=amelie",                        0, NULL, 200, "tt0211915",              NULL           },
        {"GET /search/movie?query=sen%20to%20chihiro",            0, NULL, 200, "tt0245429",              NULL           },
        {"GET /search/movie,show?query=fargo",                    0, NULL, 200, "\"type\":\"show\"",      NULL           },
        {"GET /search/movie?query=halloween&years=2018",          0, NULL, 200, "tt1502407",              "tt0077651"    },
        {"GET /search/movie?query=halloween&years=2005-2010",     0, NULL, 200, "tt0373883",
         "tt1502407"                                                                                                     },
        {"GET /search/show?query=konosuba%20-gods%20blessing",    0, NULL, 200, "Count: 0",               NULL           },
        {"GET /search/show?query=konosuba%20%5C-gods%20blessing", 0, NULL, 200, "tt5370118",              NULL           },
        {"GET /search/movie?query=(500)%20days",                  0, NULL, 200, "tt1022603",              NULL           },
        {"GET /search/movie?query=(500%20days",                   0, NULL, 200, "\r\n\r\n[]",             NULL           },
        {"GET /search/movie?query=the&limit=100",                 0, NULL, 200, "X-Pagination-Limit: 50", NULL           },
        {"GET /search/movie?query=the&limit=100",                 0, NULL, 200, "Page-Count: 1\r",        NULL           },
        {"GET /search/imdb/tt0133093",                            0, NULL, 200, "\"trakt\":481,",         NULL           },
        {"GET /search/tvdb/81189?type=show",                      0, NULL, 200, "\"trakt\":1388,",        NULL           },
        {"GET /search/tmdb/603?type=show",                        0, NULL, 200, "\r\n\r\n[]",             NULL           },
        {"GET /search/poem?query=x",                              0, NULL, 404, NULL,                     NULL           },
        {"GET /movies/the-matrix-1999?extended=full",             0, NULL, 200, "\"votes\":",             NULL           },
        {"GET /shows/tt0903747",                                  0, NULL, 200, "\"trakt\":1388,",        "votes"        },
        {"GET /shows/no-such-show",                               0, NULL, 404, "Content-Length: 0",      NULL           },
        {"GET /shows/severance/aliases",                          0, NULL, 200, "Ruptura",                NULL           },
    };

    start(NULL);
    PLAY(rows);
    stop();
}

Test(sandbox, puts_exact_titles_first_and_known_ones_next)
{
    start(NULL);
    ask("GET /search/movie?query=it", 0, NULL);
    const char *it = strstr(answer, "tt1396484"), *next = strstr(answer, "tt7349950");
    cr_expect(it && next && it < next);
    /* Everybody's Star Trek is the one that most know, not the one that is meant. */
    ask("GET /search/show?query=trek", 0, NULL);
    const char *first = strstr(answer, "\"title\":");
    cr_expect(first && strncmp(first, "\"title\":\"Star Trek: Discovery\"", 30) == 0, "%s", answer);
    stop();
}

Test(sandbox, accounts_for_what_is_added_and_removed)
{
    static const struct row rows[] = {
        {"POST /sync/watchlist",                  0,
         "{\"movies\":[{\"ids\":{\"trakt\":481}},{\"ids\":{\"trakt\":\"481\"}},"
         "{\"title\":\"Arrival\",\"year\":2016},{\"title\":\"Arrival\"}],"
         "\"shows\":[{\"ids\":{\"tvdb\":81189}}]}",                                                             201,
         "{\"added\":{\"movies\":2,\"shows\":1,\"seasons\":0,\"episodes\":0,\"people\":0},"
         "\"existing\":{\"movies\":0,\"shows\":0,\"seasons\":0,\"episodes\":0,\"people\":0},"
         "\"not_found\":{\"movies\":[{\"ids\":{\"trakt\":\"481\"}},{\"title\":\"Arrival\"}],"
         "\"shows\":[],\"seasons\":[],\"episodes\":[],\"people\":[]},"
         "\"list\":{\"updated_at\":\"2026-11-22T13:00:00.000Z\",\"item_count\":3}}",                                                                 NULL      },
        {"POST /sync/watchlist",                  0, "{\"movies\":[{\"ids\":{\"imdb\":\"tt0133093\"}}]}",       201,
         "\"existing\":{\"movies\":1",                                                                                                               NULL      },
        {"POST /sync/watchlist",                  0, "{\"shows\":[{\"ids\":{\"trakt\":1388},\"seasons\":[]}]}", 201,
         "\"existing\":{\"movies\":0,\"shows\":0",                                                                                                   "1388"    },
        {"POST /sync/watchlist",                  0,
         "{\"shows\":[{\"ids\":{\"trakt\":1388},\"seasons\":[{\"number\":2},{\"number\":3,"
         "\"episodes\":[{\"number\":7}]}]}]}",                                                                  201, "\"seasons\":1,\"episodes\":1", NULL      },
        {"POST /sync/watchlist",                  0, "{\"episodes\":[{\"ids\":{\"trakt\":138803007}}]}",        201,
         "\"existing\":{\"movies\":0,\"shows\":0,\"seasons\":0,\"episodes\":1",                                                                      NULL      },
        {"GET /sync/watchlist/movies",            0, NULL,                                                      200, "X-Pagination-Item-Count: 2",   "\"show\""},
        {"GET /sync/watchlist/episodes",          0, NULL,                                                      200, "\"season\":3,\"number\":7",    NULL      },
        {"GET /sync/watchlist/movies/title/desc", 0, NULL,                                                      200, "X-Sort-How: desc",             NULL      },
        {"POST /sync/watchlist/remove",           0,
         "{\"movies\":[{\"ids\":{\"trakt\":481}},{\"ids\":{\"trakt\":482}}]}",                                  200,
         "{\"deleted\":{\"movies\":1",                                                                                                               NULL      },
        {"POST /sync/watchlist",                  0, "{\"movies\":{}}",                                         422, NULL,                           NULL      },
        {"GET /sync/last_activities",             0, NULL,                                                      200,
         "\"watchlist\":{\"updated_at\":\"2026-11-22T13:00:00.000Z\"}",                                                                              NULL      },
    };

    start(NULL);
    PLAY(rows);
    stop();
}

Test(sandbox, keeps_lists)
{
    static const struct row rows[] = {
        {"GET /users/me/lists",                    0, NULL,                                         200, "\r\n\r\n[]",                 NULL       },
        {"POST /users/me/lists",                   0, "{\"name\":\"Disk 3: unseen\"}",              201,
         "\"slug\":\"disk-3-unseen\"",                                                                                                 NULL       },
        {"POST /users/me/lists",                   0, "{\"name\":\"Disk 3: unseen\"}",              201, "disk-3-unseen-2",            NULL       },
        {"POST /users/me/lists",                   0, "{\"name\":\"third\"}",                       420, "HTTP/1.1 420",               "X-Runtime"},
        {"POST /users/me/lists",                   0, "{\"description\":\"\"}",                     422, NULL,                         NULL       },
        {"POST /users/me/lists",                   0, "{\"name\":\"x\",\"allow_comments\":1}",      422, NULL,                         NULL       },
        {"GET /users/me/lists?limit=1",            0, NULL,                                         200, "X-Pagination-Page-Count: 2", "unseen-2" },
        {"GET /users/ann_k/lists/33543684",        0, NULL,                                         200, "\"item_count\":0",           NULL       },
        {"GET /users/me/lists/other",              0, NULL,                                         404, NULL,                         NULL       },
        {"PUT /users/me/lists/disk-3-unseen",      0, "{\"name\":\"Seen\",\"privacy\":\"public\"}", 200,
         "\"slug\":\"seen\"",                                                                                                          NULL       },
        {"GET /users/me/lists/disk-3-unseen",      0, NULL,                                         200, "\"name\":\"Seen\"",          NULL       },
        {"POST /users/me/lists/seen/items",        0, "{\"shows\":[{\"ids\":{\"trakt\":1388}}]}",   201,
         "\"shows\":1",                                                                                                                NULL       },
        {"GET /users/me/lists/seen/items/show",    0, NULL,                                         200, "\"rank\":1",                 NULL       },
        {"GET /users/me/lists/seen/items/movie",   0, NULL,                                         200, "\r\n\r\n[]",                 NULL       },
        {"POST /users/me/lists/seen/items/remove", 0, "{\"shows\":[{\"ids\":{\"trakt\":1388}}]}",
         200,                                                                                            "\"item_count\":0",           NULL       },
        {"DELETE /users/me/lists/seen",            0, NULL,                                         204, NULL,                         NULL       },
        {"GET /users/me/lists/seen",               0, NULL,                                         404, NULL,                         NULL       },
    };

    start(OPTIONS("--limit-lists", "2"));
    PLAY(rows);
    stop();
}

Test(sandbox, pages_by_a_hundred_and_never_gives_more_than_250)
{
    static const struct row rows[] = {
        {"GET /sync/watchlist",                  0, NULL, 200, "X-Pagination-Limit: 100\r",    "Filler 101\""},
        {"GET /sync/watchlist?page=3&limit=100", 0, NULL, 200, "Filler 260\"",                 "Filler 200\""},
        {"GET /sync/watchlist?limit=500",        0, NULL, 200, "X-Pagination-Limit: 250\r",    "Filler 251"  },
        {"GET /sync/watchlist?limit=500",        0, NULL, 200, "X-Pagination-Page-Count: 2\r", NULL          },
        {"GET /sync/watchlist?page=3&limit=250", 0, NULL, 200, "\r\n\r\n[]",                   NULL          },
    };

    start(OPTIONS("--filler", "260"));
    PLAY(rows);
    stop();
}

Test(sandbox, adds_nothing_beyond_a_limit_and_says_420_alone)
{
    static const struct row rows[] = {
        {"POST /sync/watchlist", 0, "{\"movies\":[{\"ids\":{\"trakt\":481}}]}",  201, NULL,                               NULL},
        {"POST /sync/watchlist", 0,
         "{\"movies\":[{\"ids\":{\"trakt\":482}},{\"ids\":{\"trakt\":16662}}]}", 420,
         "Content-Length: 0",                                                                                             "X-"},
        {"POST /sync/watchlist", 0, "{\"movies\":[{\"ids\":{\"trakt\":482}}]}",  201, NULL,                               NULL},
        {"POST /sync/watchlist", 0, "{\"movies\":[{\"ids\":{\"trakt\":482}}]}",  201, NULL,                               NULL},
        {"GET /users/settings",  0, NULL,                                        200, "\"watchlist\":{\"item_count\":2}", NULL},
    };

    start(OPTIONS("--limit-watchlist", "2"));
    PLAY(rows);
    stop();
}

Test(sandbox, has_budgets_that_the_clock_fills_again)
{
    static const struct row spent[] = {
        {"GET /movies/481",      0,        NULL, 200, "\"limit\":2,\"remaining\":1,",       "Retry-After"},
        {"GET /movies/481",      0,        NULL, 200, "\"until\":\"2026-11-22T13:05:00Z\"", NULL         },
        {"GET /movies/481",      0,        NULL, 429, "Retry-After: 300\r",                 NULL         },
        {"GET /movies/481",      NO_TOKEN, NULL, 200, NULL,                                 NULL         },
        {"POST /sync/watchlist", 0,        "{}", 201, "AUTHED_API_POST_LIMIT",              NULL         },
        {"POST /sync/watchlist", 0,        "{}", 429, "Retry-After: 1\r",                   NULL         },
    };
    static const struct row again[] = {
        {"GET /movies/481",      0, NULL, 200, NULL, NULL},
        {"POST /sync/watchlist", 0, "{}", 201, NULL, NULL}
    };

    start(OPTIONS("--get-limit", "2/300", "--post-limit", "1/1"));
    PLAY(spent);
    set_clock(begin + 299999);
    cr_expect_eq(ask("GET /movies/481", 0, NULL), 429);
    set_clock(begin + 300000);
    PLAY(again);
    stop();
}

#define CLIENT "\"client_id\":\"$ID\",\"redirect_uri\":\"urn:ietf:wg:oauth:2.0:oob\""
#define AUTHORIZE                                                                                  \
    "GET /oauth/authorize?response_type=code&client_id=$ID"                                        \
    "&redirect_uri=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob"
/* The pair of RFC 7636, appendix B. */
#define VERIFIER "\"code_verifier\":\"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk\""
#define CHALLENGE                                                                                  \
    "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"

Test(sandbox, gives_tokens_for_codes)
{
    static const struct row rows[] = {
        {"POST /oauth/token", FORM,                            "client_id=$ID",                   400, "client_id is required", NULL},
        {"POST /oauth/token", 0,                               "{\"client_id\":\"other\"}",       401, "invalid_client",        NULL},
        {AUTHORIZE CHALLENGE, NO_TYPE | NO_VERSION | NO_TOKEN, NULL,                              200, "<h1>SB7F3A91</h1>",
         NULL                                                                                                                       },
        {"POST /oauth/token", 0,
         "{" CLIENT "," VERIFIER ",\"grant_type\":\"authorization_code\",\"code\":\"SB7F3A91\"}",
         200,                                                                                          "\"expires_in\":604800", NULL},
        {"POST /oauth/token", 0,
         "{" CLIENT "," VERIFIER ",\"grant_type\":\"authorization_code\",\"code\":\"SB7F3A91\"}",
         400,                                                                                          "session not found",     NULL},
        {AUTHORIZE CHALLENGE, 0,                               NULL,                              200, "SB7F3A92",              NULL},
        {"POST /oauth/token", 0,
         "{" CLIENT ",\"grant_type\":\"authorization_code\",\"code\":\"SB7F3A92\"}",              400,
         "invalid_grant",                                                                                                       NULL},
        {AUTHORIZE CHALLENGE, 0,                               NULL,                              200, "SB7F3A93",              NULL},
        {"POST /oauth/token", 0,
         "{" CLIENT ",\"code_verifier\":\"0123456789012345678901234567890123456789012\","
         "\"grant_type\":\"authorization_code\",\"code\":\"SB7F3A93\"}",                          400, "invalid_grant",         NULL},
        {"POST /oauth/token", 0,
         "{\"client_id\":\"$ID\",\"redirect_uri\":\"https://x.test/\","
         "\"grant_type\":\"authorization_code\",\"code\":\"TYPED\"}",                             400, "invalid_grant",         NULL},
        {"POST /oauth/token", 0,
         "{" CLIENT "," VERIFIER ",\"grant_type\":\"authorization_code\",\"code\":\"TYPED2\"}",   400,
         "invalid_grant",                                                                                                       NULL},
    };

    start(OPTIONS("--code", "TYPED"));
    PLAY(rows);
    cr_expect(strstr(read_log(), " 200 code=SB7F3A91\n"));
    stop();
}

Test(sandbox, takes_a_code_that_no_browser_fetched)
{
    start(OPTIONS("--code", "TYPED"));
    cr_expect_eq(ask("POST /oauth/token", 0,
                     "{" CLIENT "," VERIFIER
                     ",\"grant_type\":\"authorization_code\",\"code\":\"TYPED\"}"),
                 200);
    stop();
}

Test(sandbox, sends_a_browser_back_with_code_and_state)
{
    start(OPTIONS("--redirect-uri", "http://127.0.0.1:1/back"));
    cr_expect_eq(ask("GET /oauth/authorize?response_type=code&client_id=$ID"
                     "&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fback&state=a%0D%0Ab",
                     NO_TYPE | NO_TOKEN, NULL),
                 302);
    cr_expect(strstr(answer, "Location: http://127.0.0.1:1/back?code=SB7F3A91&state=a%0D%0Ab\r"),
              "%s", answer);
    cr_expect_eq(ask(AUTHORIZE, 0, NULL), 400, "another redirect than the registered one");
    stop();
}

Test(sandbox, rotates_refresh_tokens_and_forgets_old_ones)
{
    static const char refresh[] =
        "{\"refresh_token\":\"$REFRESH\"," CLIENT ",\"client_secret\":\"$SECRET\","
        "\"grant_type\":\"refresh_token\"}";

    start(OPTIONS("--expires-in", "60"));
    cr_expect_eq(ask("GET /users/me", 0, NULL), 200);
    set_clock(begin + 60000);
    cr_expect_eq(ask("GET /users/me", 0, NULL), 401);
    cr_expect_eq(ask("POST /oauth/token", 0, refresh), 200);
    cr_expect(strstr(answer, "\"expires_in\":60,"));
    snprintf(sandbox.token, sizeof sandbox.token, "%s", member("access_token"));
    cr_expect_eq(ask("GET /users/me", 0, NULL), 200);
    cr_expect_eq(ask("POST /oauth/token", 0, refresh), 400);
    cr_expect(strstr(answer, "{\"error\":\"invalid_grant\",\"error_description\":"
                             "\"session not found\"}"));
    cr_expect_eq(ask("POST /oauth/revoke", 0,
                     "{\"token\":\"$TOKEN\",\"client_id\":\"$ID\",\"client_secret\":\"$SECRET\"}"),
                 200);
    cr_expect_eq(ask("GET /users/me", 0, NULL), 401);
    read_log();
    cr_expect(!strstr(noted, sandbox.token) && !strstr(noted, sandbox.refresh) &&
              !strstr(noted, sandbox.secret));
    cr_expect(strstr(noted, "{\"refresh_token\":\"***\",\"client_id\":"));
    stop();
}

/* Asks for a device code and leaves the body of the polls in text. */
static void begin_device(char text[TEXT_MAX])
{
    cr_assert_eq(ask("POST /oauth/device/code", 0, "{\"client_id\":\"$ID\"}"), 200);
    snprintf(text, TEXT_MAX, "{\"code\":\"%s\",\"client_id\":\"$ID\"}", member("device_code"));
}

Test(sandbox, approves_a_device_after_some_polls)
{
    char body[TEXT_MAX];

    start(OPTIONS("--device-approve-after", "2"));
    begin_device(body);
    cr_expect(strstr(answer, "\"expires_in\":600,\"interval\":5"));
    cr_expect_eq(ask("POST /oauth/device/token", 0, body), 400);
    cr_expect_eq(ask("POST /oauth/device/token", 0, body), 429, "too fast");
    set_clock(begin + 5000);
    cr_expect_eq(ask("POST /oauth/device/token", 0, body), 400);
    set_clock(begin + 10000);
    cr_expect_eq(ask("POST /oauth/device/token", 0, body), 200);
    set_clock(begin + 15000);
    cr_expect_eq(ask("POST /oauth/device/token", 0, body), 409);
    begin_device(body);
    set_clock(begin + 615000);
    cr_expect_eq(ask("POST /oauth/device/token", 0, body), 410);
    cr_expect_eq(ask("POST /oauth/device/token", 0, "{\"code\":\"none\",\"client_id\":\"$ID\"}"),
                 404);
    stop();
}

Test(sandbox, refuses_a_device_when_told_to)
{
    char body[TEXT_MAX];

    start(OPTIONS("--device-approve-after", "0", "--device-answer", "418"));
    begin_device(body);
    cr_expect_eq(ask("POST /oauth/device/token", 0, body), 418);
    stop();
}

Test(sandbox, reads_another_catalogue_with_few_columns)
{
    static const char rows[] = "# ours\ntype\ttrakt\nmovie\t1\t\tHeld Up\t2010\n"
                               "movie\t2\t\tHeld up!\t2010\nshow\t1\t\tHeld Up\n";
    static const struct row asked[] = {
        {"GET /movies/held-up-2010",                0, NULL, 200, "\"trakt\":1,",                        NULL},
        {"GET /movies/held-up-2010-2",              0, NULL, 200, "\"trakt\":2,",                        NULL},
        {"GET /shows/held-up",                      0, NULL, 200, "\"year\":null,\"ids\":{\"trakt\":1,", NULL},
        {"GET /search/media/exact?query=HELD%20UP", 0, NULL, 200, "Item-Count: 3",                       NULL},
    };
    char file[] = "/tmp/test-catalog-XXXXXX";
    int fd = mkstemp(file);

    cr_assert_eq(write(fd, rows, sizeof rows - 1), (ssize_t)sizeof rows - 1);
    close(fd);
    start(OPTIONS("--catalog", file));
    PLAY(asked);
    stop();
    unlink(file);
}

struct trouble {
    const char *fault, *line, *body;
    int status;
    const char *has, *lacks;
};

static const struct trouble troubles[] = {
    {"GET /movies/* status=500 retry-after=9 body={\"a\": \"b, c\"}", "GET /movies/481",                       NULL,                                       500,
     "\r\n\r\n{\"a\": \"b, c\"}",                                                                                                                                                              NULL           },
    {"GET /movies/* status=429 retry-after=9",                        "GET /movies/481",                       NULL,                                       429, "Retry-After: 9\r",
     NULL                                                                                                                                                                                                     },
    {"* /movies/* cloudflare-403",                                    "GET /movies/481",                       NULL,                                       403, "text/html",                   "X-Runtime"    },
    {"* * cloudflare-429",                                            "GET /movies/481",                       NULL,                                       429, "Retry-After: 143",            "X-Ratelimit"  },
    {"* * 429-no-retry-after",                                        "GET /movies/481",                       NULL,                                       429, "text/html",                   "Retry-After"  },
    {"* * text-429",                                                  "GET /movies/481",                       NULL,                                       429, "Content-Length: 16\r",        "Retry-After"  },
    {"* * 502",                                                       "GET /movies/481",                       NULL,                                       502, "cloudflare",                  "X-Runtime"    },
    {"* * 503",                                                       "GET /movies/481",                       NULL,                                       503, NULL,                          "Retry-After"  },
    {"* * 503 retry-after=30",                                        "GET /movies/481",                       NULL,                                       503, "Retry-After: 30\r",           NULL           },
    {"* * 504",                                                       "GET /movies/481",                       NULL,                                       504, NULL,                          NULL           },
    {"* * 520",                                                       "GET /movies/481",                       NULL,                                       520, NULL,                          NULL           },
    {"* * 521",                                                       "GET /movies/481",                       NULL,                                       521, NULL,                          NULL           },
    {"* * 522",                                                       "GET /movies/481",                       NULL,                                       522, NULL,                          NULL           },
    {"* * 423-locked",                                                "GET /movies/481",                       NULL,                                       423, "X-Account-Locked: true",      NULL           },
    {"* * 423-deactivated",                                           "GET /movies/481",                       NULL,                                       423, "X-Account-Deactivated: true", NULL           },
    {"* * 426",                                                       "GET /movies/481",                       NULL,                                       426, NULL,                          "X-Upgrade-URL"},
    {"* * 426 with-url",                                              "GET /movies/481",                       NULL,                                       426, "X-Upgrade-URL: https://",     NULL           },
    {"* * slow=1",                                                    "GET /movies/481",                       NULL,                                       200, "\"trakt\":481",               NULL           },
    {"* * cut",                                                       "GET /movies/481",                       NULL,                                       0,   NULL,                          "HTTP"         },
    {"* * truncated-json",                                            "GET /movies/481",                       NULL,                                       200, "{\"title\":\"The Matrix\"",   "}}"           },
    {"* * not-json",                                                  "GET /movies/481",                       NULL,                                       200, "application/json",            "trakt"        },
    {"* * wrong-type",                                                "GET /movies/481",                       NULL,                                       200, "\r\n\r\n[{\"title\"",         NULL           },
    {"* * wrong-type",                                                "GET /sync/watchlist",                   NULL,                                       200, "{\"results\":[]}",            NULL           },
    {"* * null-score",                                                "GET /search/imdb/tt0133093",            NULL,                                       200, "\"score\":null",              NULL           },
    {"* * float-score",                                               "GET /search/imdb/tt0133093",            NULL,                                       200, "\"score\":26.019499",         NULL           },
    {"* * empty-200",                                                 "GET /movies/481",                       NULL,                                       200, "Content-Length: 0\r",         NULL           },
    {"* * partial-object",                                            "GET /movies/481",                       NULL,                                       200, "{\"title\":\"The Matrix\"}",  "ids"          },
    {"* * partial-object",                                            "GET /users/me/lists/x",                 NULL,                                       200, "{\"name\":null}",             NULL           },
    {"* * huge-body=100000",                                          "GET /movies/481",                       NULL,                                       200, "Content-Length: 100000\r",    NULL           },
    {"* * lying-page-count=7",                                        "GET /sync/watchlist",                   NULL,                                       200, "Page-Count: 7\r",             NULL           },
    {"* * drop-result",                                               "GET /search/movie?query=alien&limit=1", NULL,                                       200, "\r\n\r\n[]",                  NULL           },
    {"* * drop-item",                                                 "POST /sync/watchlist",                  "{\"movies\":[{\"ids\":{\"trakt\":481}}]}", 201,
     "\"added\":{\"movies\":0",                                                                                                                                                                "481"          },
};

Test(sandbox, goes_wrong_in_every_way_it_can)
{
    for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++) {
        const struct trouble *t = &troubles[i];
        const struct row row = {t->line, 0, t->body, t->status, t->has, t->lacks};
        start(OPTIONS("--fault", t->fault));
        play(&row, 1);
        stop();
    }
}

#define MATRIX "{\"movies\":[{\"ids\":{\"trakt\":481}}]}"

Test(sandbox, applies_a_write_and_cuts_the_connection)
{
    start(OPTIONS("--fault", "POST /sync/watchlist times=1 cut-after-apply"));
    cr_expect_eq(ask("POST /sync/watchlist", 0, MATRIX), 0);
    cr_expect_eq(ask("POST /sync/watchlist", 0, MATRIX), 201);
    cr_expect(strstr(answer, "\"existing\":{\"movies\":1"));
    cr_expect_str_eq(read_log(), "POST /sync/watchlist cut " MATRIX "\n"
                                 "POST /sync/watchlist 201 " MATRIX "\n");
    stop();
}

Test(sandbox, uses_up_a_refresh_token_and_loses_the_answer)
{
    static const char refresh[] =
        "{\"refresh_token\":\"$REFRESH\"," CLIENT ",\"grant_type\":\"refresh_token\"}";

    start(OPTIONS("--fault", "POST /oauth/token times=1 rotate-and-cut"));
    cr_expect_eq(ask("POST /oauth/token", 0, refresh), 0);
    cr_expect_eq(ask("POST /oauth/token", 0, refresh), 400);
    stop();
}

Test(sandbox, shows_an_added_item_some_reads_later)
{
    start(OPTIONS("--fault", "POST /sync/watchlist stale-read=2"));
    cr_expect_eq(ask("POST /sync/watchlist", 0, MATRIX), 201);
    for (int read = 0; read < 3; read++) {
        ask("GET /sync/watchlist", 0, NULL);
        cr_expect_eq(strstr(answer, "\"trakt\":481") != NULL, read == 2, "read %d", read);
    }
    stop();
}

Test(sandbox, strikes_after_and_as_often_as_told)
{
    static const int statuses[] = {200, 500, 500, 200};

    start(OPTIONS("--fault", "GET /movies/481 after=1 times=2 status=500"));
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        cr_expect_eq(ask("GET /movies/482", 0, NULL), 200);
        cr_expect_eq(ask("GET /movies/481", 0, NULL), statuses[i], "request %zu", i);
    }
    stop();
}

Test(sandbox, masks_a_query_that_has_a_token_in_it)
{
    start(NULL);
    ask("GET /movies/481?access_token=$TOKEN", 0, NULL);
    cr_expect_str_eq(read_log(), "GET /movies/481?*** 200 !secret-in-url\n");
    stop();
}

Test(sandbox, ends_when_terminated_even_in_the_middle_of_a_slow_answer, .timeout = 20)
{
    start(OPTIONS("--demo", "--fault", "* * slow=600000"));
    pid_t asker = fork();
    if (asker == 0) {
        ask("GET /movies/481", 0, NULL);
        _exit(0);
    }
    /* The log line is there before the answer is held back. */
    while (access(sandbox.log, F_OK) != 0 || !strstr(read_log(), "GET /movies/481 200\n"))
        ;
    kill(sandbox.pid, SIGTERM);
    cr_expect_eq(wait_for_end(), 0);
    waitpid(asker, NULL, 0);
    clean();
}
