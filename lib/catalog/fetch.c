/* Fetches a file in pieces (range requests: RFC 9110, section 14). So a large file does not fill
 * memory, and a download continues after the connection breaks. The local file gets the server's
 * modification time. The next run sends this time to ask whether the file has changed. */
#include "catalog/fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/gzip.h"
#include "http/cacert.h"
#include "http/http.h"
#include "http/trace.h"
#include "http/wire.h"
#include "record/stage.h"
#include "terminal/screen.h"

enum {
    PIECE = 2 << 20,          /* bytes */
    PATIENCE_MS = 15 * 60000, /* maximum time for one piece, including all attempts */
    MOST_BEGINNINGS = 3,      /* maximum number of fetches of a changing file from its start */
    DATE_TEXT = 64,
    LINES_A_LOOK = 1 << 13,
};

static const char *const names[CATALOG_FILES] = {"title.basics.tsv.gz", "title.ratings.tsv.gz",
                                                 "title.akas.tsv.gz"};

/* The answer to a request. It must outlive the HTTP client, which may call the callback even while
 * the client is being freed. */
struct reply {
    struct http_answer answer;
    bool is_there;
};

struct fetch {
    struct http *http;
    struct reply *reply;
    char *url, *path, *part; /* `part` is the file for the bytes received so far */
    const char *name;
    int fd;           /* open descriptor of `part` */
    int64_t have;     /* size of `part` */
    int64_t total;    /* -1: not known yet */
    int64_t modified; /* the file's modification time at the server, in seconds; 0: unknown */
    int beginnings;
};

enum next { NEXT_PIECE, NEXT_COMPLETE, NEXT_UNCHANGED, NEXT_FAILED };

static int64_t time_of(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISREG(about.st_mode) ? about.st_mtime : 0;
}

/* Returns a header with a date as a new string: "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT".
 * The locale must be "C". */
static char *date_header(const char *name, int64_t seconds)
{
    time_t then = (time_t)seconds;
    struct tm parts;
    char text[DATE_TEXT] = "";

    if (gmtime_r(&then, &parts))
        strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return cvi_format("%s: %s", name, text);
}

static bool cannot_write(const struct fetch *f, struct why *why)
{
    return why_set(why, EX_IOERR, "%s: cannot be written: %s", f->part, strerror(errno));
}

/* Discards the received bytes, so that the file is fetched from its start. Returns false with `why`
 * if this has happened too often. */
static bool begin_again(struct fetch *f, struct why *why)
{
    f->have = 0;
    f->total = -1;
    f->modified = 0;
    if (++f->beginnings > MOST_BEGINNINGS)
        return why_set(why, EX_UNAVAILABLE, "%s: changed during the download (try again later)",
                       f->url);
    return ftruncate(f->fd, 0) == 0 || cannot_write(f, why);
}

static bool open_part(struct fetch *f, struct why *why)
{
    struct stat about;

    f->modified = time_of(f->part);
    f->fd = open(f->part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    if (f->fd < 0 || fstat(f->fd, &about) != 0 || !S_ISREG(about.st_mode))
        return cannot_write(f, why);
    f->have = about.st_size;
    f->total = -1;
    return (f->have && f->modified) || begin_again(f, why);
}

/* Appends the received bytes to f->part, whose modification time becomes f->modified. */
static bool add_piece(struct fetch *f, const struct buf *body, struct why *why)
{
    struct timespec times[2] = {{.tv_nsec = UTIME_NOW}, {.tv_sec = (time_t)f->modified}};

    for (size_t done = 0; done < body->len;) {
        ssize_t wrote = pwrite(f->fd, body->at + done, body->len - done, f->have);

        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return cannot_write(f, why);
        done += (size_t)wrote;
        f->have += wrote;
    }
    return futimens(f->fd, times) == 0 || cannot_write(f, why);
}

/* Reads the number at *text, which must be followed by the character `after`, and moves *text past
 * both. */
static bool read_number(const char **text, char after, int64_t *number)
{
    char *end;

    if (**text < '0' || **text > '9')
        return false;
    errno = 0;
    *number = strtoll(*text, &end, 10);
    bool good = errno == 0 && *end == after;
    *text = end + (good && after);
    return good;
}

/* Reads a Content-Range header: "bytes 0-99/1234". */
static bool read_range(const char *text, int64_t *first, int64_t *total)
{
    static const char unit[] = "bytes ";
    int64_t last;

    if (!text || strncmp(text, unit, sizeof unit - 1) != 0)
        return false;
    text += sizeof unit - 1;
    return read_number(&text, '-', first) && read_number(&text, '/', &last) &&
           read_number(&text, '\0', total);
}

static int64_t answer_time(const struct http_answer *answer)
{
    const char *text = answer->header[HTTP_LAST_MODIFIED];
    int64_t seconds = text ? http_read_date(text) : -1;

    return seconds > 0 ? seconds : 0;
}

#define BY_OTHER_MEANS "download the file by other means, and pass its name as an argument"

/* Returns what the user can do about an error status. */
static const char *way_out_of(int status)
{
    static const struct {
        int first, last;
        const char *way_out;
    } ways[] = {
        /* clang-format off */
        {401, 401, "the server requires a login: " BY_OTHER_MEANS},
        {403, 403, "check the address; if it is right, the server refuses this machine: "
                   BY_OTHER_MEANS},
        {408, 408, "try again later"},
        {429, 429, "too many requests: try again later"},
        {500, 599, "an error of the server: try again later"},
        /* clang-format on */
    };

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (status >= ways[i].first && status <= ways[i].last)
            return ways[i].way_out;
    return "check the address";
}

static enum next refuse(const struct fetch *f, const struct http_answer *answer, struct why *why)
{
    if (answer->failure == HTTP_TOO_LONG)
        why_set(why, EX_UNAVAILABLE,
                "%s: the server does not support range requests (" BY_OTHER_MEANS ")", f->url);
    else if (answer->failure != HTTP_ANSWERED)
        why_set(why, EX_UNAVAILABLE, "%s: %s", f->name, answer->words);
    else
        why_set(why, EX_UNAVAILABLE, "%s: HTTP status %d (%s)", f->url, answer->status,
                way_out_of(answer->status));
    return NEXT_FAILED;
}

static enum next take_part(struct fetch *f, const struct http_answer *answer, struct why *why)
{
    int64_t first = 0, total = 0;

    if (!read_range(answer->header[HTTP_CONTENT_RANGE], &first, &total) || first != f->have ||
        !answer->body.len || (int64_t)answer->body.len > total - first) {
        why_set(why, EX_UNAVAILABLE, "%s: the server sent a different range than requested",
                f->url);
        return NEXT_FAILED;
    }
    if (f->have && (answer_time(answer) != f->modified || (f->total >= 0 && total != f->total)))
        return begin_again(f, why) ? NEXT_PIECE : NEXT_FAILED;
    f->modified = answer_time(answer);
    f->total = total;
    if (!add_piece(f, &answer->body, why))
        return NEXT_FAILED;
    return f->have == total ? NEXT_COMPLETE : NEXT_PIECE;
}

static enum next take_whole(struct fetch *f, const struct http_answer *answer, struct why *why)
{
    if (f->have && !begin_again(f, why))
        return NEXT_FAILED;
    f->modified = answer_time(answer);
    return add_piece(f, &answer->body, why) ? NEXT_COMPLETE : NEXT_FAILED;
}

static enum next take(struct fetch *f, const struct http_answer *answer, struct why *why)
{
    switch (answer->failure == HTTP_ANSWERED ? answer->status : 0) {
    case 200:
        return take_whole(f, answer, why);
    case 206:
        return take_part(f, answer, why);
    case 304:
        return NEXT_UNCHANGED;
    case 412: /* the file has changed since its first piece was fetched */
    case 416: /* `part` is as long as the file is now, or longer */
        if (f->have)
            return begin_again(f, why) ? NEXT_PIECE : NEXT_FAILED;
        return refuse(f, answer, why);
    default:
        return refuse(f, answer, why);
    }
}

static void note_answer(void *context, const struct http_answer *answer)
{
    struct reply *reply = context;

    http_copy(&reply->answer, answer);
    reply->is_there = true;
}

static bool interrupted(struct why *why)
{
    return why_set(why, EX_INTERRUPTED,
                   "interrupted: the partial download is kept for the next run");
}

/* Sends the request and waits for its answer, or for Ctrl-C. */
static enum next ask(struct fetch *f, const struct http_request *request, struct why *why)
{
    f->reply->is_there = false;
    http_send(f->http, request);
    while (!f->reply->is_there) {
        if (http_wait(f->http, -1, stage_interrupt_fd(), -1) == HTTP_WOKE_INTERRUPT ||
            stage_interrupted()) {
            interrupted(why);
            return NEXT_FAILED;
        }
    }
    enum next next = take(f, &f->reply->answer, why);
    http_release(&f->reply->answer);
    f->reply->is_there = false;
    return next;
}

static enum next fetch_piece(struct fetch *f, struct why *why)
{
    char *range =
        cvi_format("Range: bytes=%" PRId64 "-%" PRId64, f->have, f->have + (int64_t)PIECE - 1);
    int64_t old = time_of(f->path);
    char *date = f->have ? date_header("If-Unmodified-Since", f->modified)
                 : old   ? date_header("If-Modified-Since", old)
                         : NULL;
    const char *const headers[] = {range, date, NULL};
    const struct http_request request = {.method = "GET",
                                         .url = f->url,
                                         .headers = headers,
                                         .replay = true,
                                         .done = note_answer,
                                         .context = f->reply};
    enum next next = ask(f, &request, why);

    free(range);
    free(date);
    return next;
}

static void show_progress(const struct fetch *f)
{
    char *words = f->total > 0
                      ? cvi_format("fetching %s, %d %%", f->name, (int)(100 * f->have / f->total))
                      : cvi_format("fetching %s", f->name);

    screen_say(words);
    screen_tick();
    free(words);
}

static void show_check(const struct fetch *f)
{
    char *words = cvi_format("checking %s", f->name);

    screen_say(words);
    screen_tick();
    free(words);
}

/* Returns whether the file at `path` is a complete gzip file. Reads all of it, because only gzip's
 * checksums show missing or wrong bytes. Also returns false if interrupted. */
static bool is_whole(const struct fetch *f, const char *path)
{
    struct why why;
    struct gzip *gzip = gzip_open(path, &why);
    enum gzip_got got;
    char *line;
    size_t length, count = 0;

    if (!gzip)
        return false;
    do {
        if (screen_is_due())
            show_check(f);
        got = gzip_line(gzip, &line, &length, &why);
    } while ((got == GZIP_LINE || got == GZIP_LONG_LINE) &&
             (++count % LINES_A_LOOK || !stage_interrupted()));
    bool is_packed = gzip_is_packed(gzip);
    gzip_close(gzip);
    return got == GZIP_END && is_packed;
}

static bool put_into_place(const struct fetch *f, struct why *why)
{
    bool whole = is_whole(f, f->part);

    if (stage_interrupted())
        return interrupted(why);
    if (!whole) {
        unlink(f->part);
        return why_set(why, EX_DATAERR,
                       "%s: the downloaded file is not a complete gzip file (try again)", f->url);
    }
    if (fsync(f->fd) != 0 || rename(f->part, f->path) != 0)
        return cannot_write(f, why);
    file_sync_directory(f->path);
    msg_note("%s: fetched", f->name);
    return true;
}

static enum next fetch_pieces(struct fetch *f, struct why *why)
{
    enum next next = NEXT_PIECE;

    while (next == NEXT_PIECE) {
        show_progress(f);
        next = fetch_piece(f, why);
    }
    return next;
}

/* Checks the local file, which is unchanged according to the server. If the local file is damaged,
 * fetches it again. */
static enum next trust_old(struct fetch *f, struct why *why)
{
    bool whole = is_whole(f, f->path);

    if (!whole && stage_interrupted()) {
        interrupted(why);
        return NEXT_FAILED;
    }
    if (whole) {
        msg_note("%s: unchanged", f->name);
        return NEXT_UNCHANGED;
    }
    msg_warn("%s: damaged, so it is fetched again", f->name);
    if (unlink(f->path) == 0)
        return fetch_pieces(f, why);
    cannot_write(f, why);
    return NEXT_FAILED;
}

static bool fetch_file(struct fetch *f, struct why *why)
{
    if (!open_part(f, why))
        return false;
    enum next next = fetch_pieces(f, why);
    if (next == NEXT_UNCHANGED)
        next = trust_old(f, why);
    if (next == NEXT_UNCHANGED || (next == NEXT_FAILED && !f->have))
        unlink(f->part);
    return next == NEXT_UNCHANGED || (next == NEXT_COMPLETE && put_into_place(f, why));
}

static bool fetch_all(struct http *http, struct reply *reply,
                      const struct catalog_source_place *place, char *paths[CATALOG_FILES],
                      struct why *why)
{
    bool good = true;

    for (int i = 0; i < CATALOG_FILES && good; i++) {
        struct fetch f = {.http = http, .reply = reply, .name = names[i], .fd = -1};

        f.url = cvi_format("%s/%s", place->url, names[i]);
        f.path = file_join(place->directory, names[i]);
        f.part = cvi_format("%s.part", f.path);
        good = fetch_file(&f, why);
        paths[i] = good ? cvi_strdup(f.path) : NULL;
        if (f.fd >= 0)
            close(f.fd);
        free(f.url);
        free(f.path);
        free(f.part);
    }
    return good;
}

/* Fetches the files under a lock, so that processes with the same directory wait for each other. */
static bool fetch_alone(struct http *http, struct reply *reply,
                        const struct catalog_source_place *place, char *paths[CATALOG_FILES],
                        struct why *why)
{
    char *name = file_join(place->directory, "fetch.lock");
    int lock = file_lock(name, why);
    bool good = lock >= 0 && fetch_all(http, reply, place, paths, why);

    file_unlock(lock);
    free(name);
    return good;
}

bool catalog_fetch(const struct catalog_source_place *place, char *paths[CATALOG_FILES],
                   struct why *why)
{
    struct http_limits limits = {
        .in_flight = 1, .patience_ms = PATIENCE_MS, .proxy = place->proxy, .cacert = place->cacert};
    struct buf certificates = {0};
    struct reply reply = {0};

    for (int i = 0; i < CATALOG_FILES; i++)
        paths[i] = NULL;
    if (!wire_allows(place->url))
        return why_set(why, EX_CONFIG,
                       "%s: invalid address (use https://; http:// is for this machine only)",
                       place->url);
    if (!file_make_directory(place->directory, why))
        return false;
    bool good =
        !place->cacert || cacert_read(place->cacert, place->cacert_origin, &certificates, why);
    if (good) {
        limits.certificates = place->cacert ? buf_text(&certificates) : NULL;
        limits.trace = trace_open(place->trace);
        struct http *http = http_new(&limits);
        good = fetch_alone(http, &reply, place, paths, why);
        http_free(http);
        if (reply.is_there)
            http_release(&reply.answer);
        trace_close(limits.trace);
    }
    buf_release(&certificates);
    for (int i = 0; i < CATALOG_FILES && !good; i++) {
        free(paths[i]);
        paths[i] = NULL;
    }
    return good;
}
