/* A login from end to end: the test opens the authorization URL that cvi-auth shows, and enters the
 * code on the page. A case file cannot do that, because the URL differs each time. */
#define _XOPEN_SOURCE 700 /* the pseudo-terminal functions */
#include "bytes.h"
#include "launch.h"
#include "talk.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROMPT "Enter the authorization code: "

/* A running cvi-auth. Its own terminal is also its standard output. */
struct run {
    pid_t pid;
    int terminal;
    struct bytes screen;
};

static void become(int slave, const char *home)
{
    const char *bin = getenv("CVI_BIN");
    char *program = bin && *bin ? format_text("%s/cvi-auth", bin)
                                : format_text("%s/bin/cvi-auth", launch_build());
    char *env[] = {format_text("HOME=%s", home),
                   format_text("CVI_TEST_CLOCK=%s", talk.clock),
                   format_text("CVI_TRAKT_API_URL=http://127.0.0.1:%u", talk.port),
                   format_text("CVI_TRAKT_AUTH_URL=http://127.0.0.1:%u", talk.port),
                   format_text("CVI_TRAKT_CLIENT_ID=%s", talk.id),
                   format_text("CVI_TRAKT_CLIENT_SECRET=%s", talk.secret),
                   NULL};

    setsid();
    ioctl(slave, TIOCSCTTY, 0);
    for (int fd = 0; fd < 3; fd++)
        dup2(slave, fd);
    execle(program, "cvi-auth", "--username=ann_k", "--store", NULL, env);
    _exit(127);
}

static void start(struct run *run)
{
    run->terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    cr_assert(run->terminal >= 0 && grantpt(run->terminal) == 0 && unlockpt(run->terminal) == 0);
    int slave = open(ptsname(run->terminal), O_RDWR | O_NOCTTY | O_CLOEXEC);
    cr_assert_geq(slave, 0);
    run->pid = fork();
    if (run->pid == 0)
        become(slave, talk.dir);
    close(slave);
}

/* Reads until the screen shows text; NULL: until the program exits. */
static void read_until(struct run *run, const char *text)
{
    char piece[4096];

    while (!text || !strstr(bytes_text(&run->screen), text)) {
        ssize_t got = read(run->terminal, piece, sizeof piece);
        if (got <= 0) {
            cr_assert(!text, "the end came before '%s': %s", text, bytes_text(&run->screen));
            return;
        }
        bytes_add(&run->screen, piece, (size_t)got);
    }
}

/* Opens the URL on the screen, like a browser. Returns the code on the page, which the caller
 * frees. */
static char *visit(const struct run *run)
{
    const char *path = strstr(bytes_text(&run->screen), "/oauth/authorize?");
    cr_assert(path);
    char *line = format_text("GET %.*s", (int)strcspn(path, "\r\n"), path);

    cr_assert_eq(talk_ask(line, 0, NULL), 200, "%s", talk_answer);
    free(line);
    const char *code = strstr(talk_answer, "<h1>");
    cr_assert(code);
    return copy_text(code + 4, strcspn(code + 4, "<"));
}

static char *stored(void)
{
    char *path = format_text("%s/.pytrakt.json", talk.dir);
    char *lock = format_text("%s.lock", path);
    struct bytes text = {0};

    bytes_read_file(&text, path);
    unlink(path);
    unlink(lock);
    free(lock);
    free(path);
    return text.at;
}

Test(auth, S13_the_code_on_the_page_of_the_authorization_url_logs_in, .timeout = 60)
{
    struct run run = {0};
    int status;

    talk_start(OPTIONS("--device-approve-after", "100000000", "--device-expires-in", "86000"));
    start(&run);
    read_until(&run, PROMPT);
    char *code = visit(&run);
    dprintf(run.terminal, "%s\n", code);
    read_until(&run, NULL);
    waitpid(run.pid, &status, 0);
    char *file = stored();
    const char *log = talk_log();

    cr_expect_eq(status, 0, "%s", bytes_text(&run.screen));
    cr_expect(strstr(bytes_text(&run.screen), "Authentication successful! Logged in as: ann_k"));
    cr_expect(strstr(log, "POST /oauth/token 200"));
    cr_expect(strstr(log, "code_verifier"));
    cr_expect_not(strstr(log, "POST /oauth/device/token 200"));
    cr_expect(file && strstr(file, "\"OAUTH_TOKEN\": \""));
    free(file);
    free(code);
    close(run.terminal);
    bytes_release(&run.screen);
    talk_stop();
}

/* Returns the short code on the screen. The caller frees it. */
static char *short_code(const struct run *run)
{
    const char *at = strstr(bytes_text(&run->screen), "and type in ");
    cr_assert(at);
    at += strlen("and type in ");
    return copy_text(at, strcspn(at, "."));
}

Test(auth, the_short_code_at_the_prompt_for_the_authorization_code_is_reported, .timeout = 60)
{
    struct run run = {0};
    int status;

    talk_start(OPTIONS("--device-approve-after", "100000000", "--device-expires-in", "86000"));
    start(&run);
    read_until(&run, PROMPT);
    char *wrong = short_code(&run);
    dprintf(run.terminal, "%s\n", wrong);
    read_until(&run, "This is the short code: enter it on the page above, not here.");
    char *code = visit(&run);
    dprintf(run.terminal, "%s\n", code);
    read_until(&run, NULL);
    waitpid(run.pid, &status, 0);
    free(stored());

    cr_expect_eq(strlen(wrong), 8);
    cr_expect_eq(status, 0, "%s", bytes_text(&run.screen));
    cr_expect(strstr(talk_log(), "POST /oauth/token 200"));
    cr_expect_not(strstr(talk_log(), "POST /oauth/token 40"),
                  "the short code is not sent as an authorization code");
    free(code);
    free(wrong);
    close(run.terminal);
    bytes_release(&run.screen);
    talk_stop();
}
