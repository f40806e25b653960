/* A login is never lost. cvi-auth is killed at each call that it makes while renewing a login, and
 * each call that changes a file fails. A later undisturbed run works. */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "launch.h"
#include "talk.h"
#include "tmpdir.h"

enum { MOST_CALLS = 1000 };

static char login_path[128];
static char calls_path[128];

/* Writes a login that the stand-in has just issued, with an expiry that requires renewal. */
static void put_new_login(void)
{
    char device[128], access[128], body[512], text[1024];
    const struct timespec written = {.tv_sec = TALK_BEGIN / 1000 - 600000};

    cr_assert_eq(talk_ask("POST /oauth/device/code", 0, "{\"client_id\":\"$ID\"}"), 200);
    snprintf(device, sizeof device, "%s", talk_member("device_code"));
    snprintf(body, sizeof body,
             "{\"code\":\"%s\",\"client_id\":\"$ID\",\"client_secret\":\"$SECRET\"}", device);
    cr_assert_eq(talk_ask("POST /oauth/device/token", 0, body), 200, "%s", talk_answer);
    snprintf(access, sizeof access, "%s", talk_member("access_token"));
    int len = snprintf(text, sizeof text,
                       "{\"CLIENT_ID\": \"%s\", \"CLIENT_SECRET\": \"%s\", \"OAUTH_EXPIRES_AT\": "
                       "%lld, \"OAUTH_REFRESH\": \"%s\", \"OAUTH_TOKEN\": \"%s\"}",
                       talk.id, talk.secret, (long long)(TALK_BEGIN / 1000 + 60),
                       talk_member("refresh_token"), access);
    cr_assert(tmpdir_write(talk.dir, "home/.pytrakt.json", text, (size_t)len, 0600));
    cr_assert_eq(utimensat(AT_FDCWD, login_path, (struct timespec[]){written, written}, 0), 0);
}

static void set_number(const char *name, long value)
{
    char text[32];

    snprintf(text, sizeof text, "%ld", value);
    setenv(name, text, 1);
}

/* The fault for a run; how NULL: none. */
struct blow {
    const char *how;
    long at;
    const char *on;
};

_Noreturn static void become(const struct blow *blow)
{
    char program[512], shim[512];
    int null = open("/dev/null", O_RDWR);

    snprintf(program, sizeof program, "%s/bin/cvi-auth", launch_build());
    snprintf(shim, sizeof shim, "%s/test/crash.so", launch_build());
    for (int fd = 0; fd < 3; fd++)
        dup2(null, fd);
    char home[128], url[64];
    snprintf(home, sizeof home, "%s/home", talk.dir);
    setenv("HOME", home, 1);
    setenv("CVI_TEST_CLOCK", talk.clock, 1);
    set_number("CVI_TRAKT_PATIENCE", 1);
    snprintf(url, sizeof url, "http://127.0.0.1:%u", talk.port);
    setenv("CVI_TRAKT_API_URL", url, 1);
    setenv("CVI_TRAKT_AUTH_URL", url, 1);
    if (blow->how) {
        setenv("ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0", 1);
        setenv("LD_PRELOAD", shim, 1);
        setenv("CRASH_HOW", blow->how, 1);
        setenv("CRASH_ON", blow->on, 1);
        setenv("CRASH_LOG", calls_path, 1);
        set_number("CRASH_AT", blow->at);
    }
    execl(program, "cvi-auth", "--test-only", (char *)NULL);
    _exit(127);
}

/* Returns the exit status: 128 or more for a signal. */
static int run(const struct blow *blow)
{
    int status;
    pid_t pid = fork();

    if (pid == 0)
        become(blow);
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    return launch_status(status);
}

static void begin(void)
{
    talk_start(OPTIONS("--device-approve-after", "0"));
    snprintf(login_path, sizeof login_path, "%s/home/.pytrakt.json", talk.dir);
    snprintf(calls_path, sizeof calls_path, "%s/calls", talk.dir);
}

/* Returns the calls of the last run with a fault. The caller frees it. */
static char *read_calls(void)
{
    struct bytes text = {0};

    cr_assert(tmpdir_read(talk.dir, "calls", &text));
    unlink(calls_path);
    return text.at;
}

/* Checks that only the login and its lock are left when all is well again. */
static void expect_no_litter(long at)
{
    static const char *const litter[] = {"home/.pytrakt.json.renewal", "home/.pytrakt.json.draft"};

    for (size_t i = 0; i < 2; i++) {
        char *path = tmpdir_path(talk.dir, litter[i]);

        cr_expect_neq(access(path, F_OK), 0, "%s after a blow at call %ld", litter[i], at);
        free(path);
    }
}

/* Checks the login. A loss is allowed only if the pair never arrived, and for the first call after
 * its arrival, the write that stores it: no program can avoid that moment. Returns the number of
 * losses in that moment. */
static int judge(const char *calls, long at)
{
    const char *got = strstr(calls, "got\n");

    if (!got)
        return 0;
    cr_expect_str_eq(got, "got\nwrite\n", "lost by a blow at call %ld:\n%s", at, calls);
    return 1;
}

Test(crash, a_program_that_is_killed_at_any_call_loses_no_login, .timeout = 300)
{
    int instants = 0, lost = 0, kept = 0;
    int status = 128 + SIGKILL;

    begin();
    for (long at = 1; status == 128 + SIGKILL && at < MOST_CALLS; at++) {
        put_new_login();
        status = run(&(struct blow){"kill", at, "0"});
        cr_assert(status == 128 + SIGKILL || status == 0, "call %ld: status %d", at, status);
        char *calls = read_calls();
        int after = run(&(struct blow){0});

        kept += after == 0;
        if (after != 0) {
            cr_expect_eq(after, 77);
            lost++;
            instants += judge(calls, at);
        } else {
            expect_no_litter(at);
        }
        free(calls);
        /* A refused login leaves no files either. */
        if (after == 77)
            expect_no_litter(at);
    }
    cr_expect_eq(status, 0, "there are more calls than were tried");
    cr_expect_leq(instants, 1, "%d", instants);
    cr_expect_gt(kept, 40, "the calls were not counted: %d", kept);
    cr_expect_gt(lost, 0, "nothing was lost, not even before the answer: were the calls struck?");
    talk_stop();
}

/* Returns whether the disk failed permanently just between the last check and the arrival of the
 * pair. Such a run can only report it. */
static bool is_hopeless(const char *calls, long at)
{
    const char *got = strstr(calls, "got\n");
    long number = 0, looked = 0;

    if (!got)
        return false;
    for (const char *line = calls; line < got; line = strchr(line, '\n') + 1) {
        number++;
        if (strncmp(line, "write\nfsync\n", 12) == 0)
            looked = number + 1;
    }
    return at > looked && at <= number + 1;
}

static void fail_each_call(int number, const char *on)
{
    char how[16];
    long calls = 1;

    snprintf(how, sizeof how, "%d", number);
    for (long at = 1; at <= calls; at++) {
        put_new_login();
        run(&(struct blow){how, at, on});
        char *made = read_calls();
        calls = 0;
        for (const char *c = made; *c; c++)
            calls += *c == '\n';
        int after = run(&(struct blow){0});
        cr_expect(after == 0 || (on[0] == '1' && is_hopeless(made, at)),
                  "errno %d at call %ld: %d\n%s", number, at, after, made);
        free(made);
    }
    cr_expect_gt(calls, 40);
}

Test(crash, a_call_that_fails_loses_no_login, .timeout = 300)
{
    begin();
    fail_each_call(EIO, "0");
    fail_each_call(ENOSPC, "0");
    fail_each_call(ENOSPC, "1");
    talk_stop();
}
