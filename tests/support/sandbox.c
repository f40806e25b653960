/* Starts and stops the stand-in for Trakt for one test. */
#include "sandbox.h"
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Only a guard against hanging. */
enum { GUARD_MS = 20000 };

const char *sandbox_value(const struct sandbox *s, const char *name)
{
    size_t n = strlen(name);

    for (size_t i = 0; i < s->exports.count; i++)
        if (strncmp(s->exports.at[i], name, n) == 0 && s->exports.at[i][n] == '=')
            return s->exports.at[i] + n + 1;
    return "";
}

/* Takes `export NAME=value` lines up to the end of its output, which means that it is ready.
 * Returns false if variables are missing. */
static bool read_exports(struct sandbox *s, int out)
{
    struct bytes said = {0};
    char block[4096];

    for (ssize_t n = 1; n > 0;) {
        struct pollfd p = {.fd = out, .events = POLLIN};
        n = poll(&p, 1, GUARD_MS) == 1 ? read(out, block, sizeof block) : 0;
        if (n > 0)
            bytes_add(&said, block, (size_t)n);
    }
    bool ready = words_split(&s->exports, bytes_text(&said));
    bytes_release(&said);
    return ready && s->exports.count > 0;
}

_Noreturn static void become_sandbox(int in, int out, const char *errors, char *const *argv,
                                     char *const *env)
{
    int err = open(errors, O_WRONLY | O_CREAT | O_TRUNC, 0644);

    dup2(in, 0);
    dup2(out, 1);
    dup2(err, 2);
    close(in);
    close(out);
    execve(argv[0], argv, env);
    _exit(127);
}

static char *start(struct sandbox *s, const char *program, const struct words *argv,
                   const char *errors, char *const *env)
{
    int in[2], out[2], life[2];

    if (access(program, X_OK) < 0)
        return format_text("sandbox: %s: %s", program, strerror(errno));
    if (pipe(in) < 0 || pipe(out) < 0 || pipe(life) < 0)
        return format_text("sandbox: pipe: %s", strerror(errno));
    fcntl(in[1], F_SETFD, FD_CLOEXEC);
    fcntl(out[0], F_SETFD, FD_CLOEXEC);
    fcntl(life[0], F_SETFD, FD_CLOEXEC);
    s->pid = fork();
    if (s->pid == 0)
        become_sandbox(in[0], out[1], errors, argv->at, env);
    close(in[0]);
    close(out[1]);
    close(life[1]); /* the sandbox has the only other copy until it exits */
    s->in = in[1];
    s->life = life[0];
    bool ready = s->pid > 0 && read_exports(s, out[0]);
    close(out[0]);
    if (ready)
        return NULL;
    struct bytes said = {0};
    int status = sandbox_stop(s);
    (void)bytes_read_file(&said, errors);
    char *why = format_text("sandbox: did not get ready, status %d: %s", status, bytes_text(&said));
    bytes_release(&said);
    return why;
}

/* Starts any of the servers: `fixed` and the following arguments; errors is below dir. */
static char *start_with(struct sandbox *s, const char *program, const char *const *fixed,
                        const char *dir, const char *errors, const struct words *options,
                        char *const *env)
{
    char *path = format_text("%s/%s", dir, errors);
    struct words argv = {0};

    words_add(&argv, program);
    for (; *fixed; fixed++)
        words_add(&argv, *fixed);
    for (size_t i = 0; i < options->count; i++)
        words_add(&argv, options->at[i]);
    char *why = start(s, program, &argv, path, env);
    words_release(&argv);
    free(path);
    return why;
}

char *sandbox_start(struct sandbox *s, const char *program, const char *dir,
                    const struct words *options, char *const *env)
{
    char *log = format_text("%s/sandbox.log", dir), *clock = format_text("%s/clock", dir);
    const char *fixed[] = {"--port", "0", "--log", log, "--clock", clock, "--until-eof", NULL};
    char *why = start_with(s, program, fixed, dir, "sandbox.err", options, env);

    free(log);
    free(clock);
    return why;
}

char *sandbox_start_hostile(struct sandbox *s, const char *program, const char *dir,
                            const struct words *acts, char *const *env)
{
    char *log = format_text("%s/hostile.log", dir);
    const char *fixed[] = {"--port", "0", "--log", log, "--until-eof", NULL};
    char *why = start_with(s, program, fixed, dir, "hostile.err", acts, env);

    free(log);
    return why;
}

char *sandbox_start_front(struct sandbox *s, const char *program, const char *dir,
                          const struct words *acts, char *const *env, const char *port,
                          const char *tls)
{
    char *log = format_text("%s/front.log", dir);
    char *certificate = format_text("%s/good.pem", tls), *cacert = format_text("%s/ca.pem", tls);
    const char *fixed[] = {"--to",  port, "--certificate", certificate, "--cacert", cacert,
                           "--log", log,  "--until-eof",   NULL};
    char *why = start_with(s, program, fixed, dir, "front.err", acts, env);

    free(cacert);
    free(certificate);
    free(log);
    return why;
}

int sandbox_end(struct sandbox *s)
{
    int how = 0;

    if (s->pid <= 0)
        return 0;
    struct pollfd p = {.fd = s->life};
    if (poll(&p, 1, GUARD_MS) != 1)
        kill(s->pid, SIGKILL);
    while (waitpid(s->pid, &how, 0) < 0 && errno == EINTR)
        ;
    if (s->in >= 0)
        close(s->in);
    close(s->life);
    words_release(&s->exports);
    s->pid = 0;
    return launch_status(how);
}

int sandbox_stop(struct sandbox *s)
{
    if (s->pid > 0)
        close(s->in);
    s->in = -1;
    return sandbox_end(s);
}
