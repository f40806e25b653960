/* Starts a stand-in for Trakt and sends it requests over a plain socket, byte for byte. */
#include "talk.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "launch.h"
#include "tmpdir.h"

extern char **environ;

struct talk talk;
char talk_answer[TALK_ANSWER_MAX];
static char noted[TALK_ANSWER_MAX];

void talk_clock(int64_t milliseconds)
{
    int fd = open(talk.clock, O_WRONLY | O_CREAT, 0600);

    cr_assert_eq(write(fd, &milliseconds, sizeof milliseconds), (ssize_t)sizeof milliseconds);
    close(fd);
}

/* Copies the variables that the stand-in has printed. */
static void keep_exports(void)
{
    const struct {
        const char *name;
        char *to;
    } texts[] = {
        {"CVI_TRAKT_CLIENT_ID", talk.id},
        {"CVI_TRAKT_CLIENT_SECRET", talk.secret},
        {"CVI_TRAKT_ACCESS_TOKEN", talk.token},
        {"CVI_SANDBOX_REFRESH_TOKEN", talk.refresh},
    };
    const char *port = strrchr(sandbox_value(&talk.server, "CVI_TRAKT_API_URL"), ':');

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        snprintf(texts[i].to, 65, "%.64s", sandbox_value(&talk.server, texts[i].name));
    talk.port = port ? (unsigned)strtoul(port + 1, NULL, 10) : 0;
}

void talk_start(const char *const *options)
{
    char *program = format_text("%s/test/trakt-sandbox", launch_build());
    struct words words = {0};

    snprintf(talk.dir, sizeof talk.dir, "/tmp/test-sandbox-XXXXXX");
    cr_assert(mkdtemp(talk.dir));
    snprintf(talk.log, sizeof talk.log, "%s/sandbox.log", talk.dir);
    snprintf(talk.clock, sizeof talk.clock, "%s/clock", talk.dir);
    talk_clock(TALK_BEGIN);
    words_add(&words, "--post-limit");
    words_add(&words, "0/1");
    for (; options && *options; options++)
        words_add(&words, *options);
    char *why = sandbox_start(&talk.server, program, talk.dir, &words, environ);
    cr_assert(!why, "%s", why);
    keep_exports();
    words_release(&words);
    free(program);
}

/* Cleans up after a stand-in that has exited. Returns status. */
static int clean_up(int status)
{
    tmpdir_remove(talk.dir);
    return status;
}

int talk_end(void)
{
    return clean_up(sandbox_end(&talk.server));
}

void talk_stop(void)
{
    cr_expect_eq(clean_up(sandbox_stop(&talk.server)), 0, "the sandbox did not end well");
}

/* Copies the template and replaces $ID, $SECRET, $TOKEN and $REFRESH. */
static void fill_in(char text[TALK_TEXT_MAX], const char *template)
{
    const struct {
        const char *name, *value;
    } values[] = {{"$ID", talk.id},
                  {"$SECRET", talk.secret},
                  {"$TOKEN", talk.token},
                  {"$REFRESH", talk.refresh}};
    size_t used = 0;

    while (*template && used < TALK_TEXT_MAX - 65) {
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

/* Returns the complete request as bytes. The caller frees it. */
static char *compose(const char *line, unsigned without, const char *body)
{
    char target[TALK_TEXT_MAX], text[TALK_TEXT_MAX] = "", *request = NULL;
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
    fprintf(out, "trakt-api-key: %s\r\n", without & BAD_KEY ? "0" : talk.id);
    if (!(without & NO_TOKEN))
        fprintf(out, "Authorization: Bearer %s\r\n", talk.token);
    fprintf(out, "Content-Length: %zu\r\n\r\n%s", strlen(text), text);
    fclose(out);
    return request;
}

int talk_ask(const char *line, unsigned without, const char *body)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)talk.port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    char *request = compose(line, without, body);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    size_t got = 0;

    cr_assert_eq(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    cr_assert_eq(send(fd, request, strlen(request), MSG_NOSIGNAL), (ssize_t)strlen(request));
    for (ssize_t size; got < sizeof talk_answer - 1; got += (size_t)size)
        if ((size = recv(fd, talk_answer + got, sizeof talk_answer - 1 - got, 0)) <= 0)
            break;
    close(fd);
    free(request);
    talk_answer[got] = '\0';
    return strncmp(talk_answer, "HTTP/1.1 ", 9) == 0 ? (int)strtol(talk_answer + 9, NULL, 10) : 0;
}

const char *talk_log(void)
{
    FILE *log = fopen(talk.log, "r");

    cr_assert(log);
    noted[fread(noted, 1, sizeof noted - 1, log)] = '\0';
    fclose(log);
    return noted;
}

const char *talk_member(const char *name)
{
    static char value[TALK_TEXT_MAX];
    char quoted[64];

    snprintf(quoted, sizeof quoted, "\"%s\":\"", name);
    const char *at = strstr(talk_answer, quoted);
    cr_assert(at, "no %s in %s", name, talk_answer);
    at += strlen(quoted);
    snprintf(value, sizeof value, "%.*s", (int)strcspn(at, "\""), at);
    return value;
}

void talk_play(const struct talk_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct talk_row *r = &rows[i];
        int status = talk_ask(r->line, r->without, r->body);
        cr_expect_eq(status, r->status, "%s: status %d, not %d: %s", r->line, status, r->status,
                     talk_answer);
        cr_expect(!r->has || strstr(talk_answer, r->has), "%s: lacks '%s': %s", r->line, r->has,
                  talk_answer);
        cr_expect(!r->lacks || !strstr(talk_answer, r->lacks), "%s: has '%s': %s", r->line,
                  r->lacks, talk_answer);
    }
}
