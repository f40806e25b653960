/* Manual changes on Trakt by the user of a storm. */
#include "user.h"

#include <arpa/inet.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bytes.h"

/* Returns {"movies":[{"ids":{"trakt":481},...}]}, or an episode below its show, as a new object. */
static json_t *body_of(const char *name, const char *media_type)
{
    bool is_movie = strncmp(name, "movie:", 6) == 0;
    json_t *leaf = json_object();

    if (media_type)
        json_object_set_new(leaf, "media_type", json_string(media_type));
    char *rest = strchr(name, ':');
    long id = strtol(rest + 1, &rest, 10);
    if (*rest == ':') {
        long season = strtol(rest + 1, &rest, 10);
        json_object_set_new(leaf, "number", json_integer(strtol(rest + 1, NULL, 10)));
        leaf = json_pack("{s:[{s:I, s:[o]}]}", "seasons", "number", (json_int_t)season, "episodes",
                         leaf);
    }
    json_object_set_new(leaf, "ids", json_pack("{s:I}", "trakt", (json_int_t)id));
    return json_pack("{s:[o]}", is_movie ? "movies" : "shows", leaf);
}

/* Sends a request. Returns the status of the answer; 0: no answer. */
static int post(unsigned port, const char *path, const char *body)
{
    const struct sockaddr_in address = {.sin_family = AF_INET,
                                        .sin_port = htons((uint16_t)port),
                                        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct bytes request = {0};
    char answer[1024] = "";
    size_t got = 0;
    ssize_t n;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    bytes_printf(&request,
                 "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Sandbox-User: yes\r\n"
                 "Content-Type: application/json\r\nContent-Length: %zu\r\n"
                 "Connection: close\r\n\r\n%s",
                 path, strlen(body), body);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
        send(fd, request.at, request.len, MSG_NOSIGNAL) == (ssize_t)request.len)
        while (got < sizeof answer - 1 &&
               (n = recv(fd, answer + got, sizeof answer - 1 - got, 0)) > 0)
            got += (size_t)n;
    if (fd >= 0)
        close(fd);
    bytes_release(&request);
    return strncmp(answer, "HTTP/1.1 ", 9) == 0 ? (int)strtol(answer + 9, NULL, 10) : 0;
}

static bool change(unsigned port, const char *list, const char *end, json_t *body_take)
{
    bool sync = strcmp(list, "watchlist") == 0 || strcmp(list, "collection") == 0;
    char *path = sync ? format_text("/sync/%s%s", list, end)
                      : format_text("/users/me/lists/%s/items%s", list, end);
    char *body = json_dumps(body_take, JSON_COMPACT);
    int status = post(port, path, body);

    free(path);
    free(body);
    json_decref(body_take);
    return status >= 200 && status < 300;
}

bool user_puts(unsigned port, const char *list, const char *name, const char *media_type)
{
    return change(port, list, "", body_of(name, media_type));
}

bool user_takes_off(unsigned port, const char *list, const char *name)
{
    return change(port, list, "/remove", body_of(name, NULL));
}
