/* Implements the loop that all filters share. */
#include "record/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/spool.h"
#include "json/ndjson.h"
#include "json/pick.h"
#include "json/raw.h"
#include "record/hint.h"
#include "terminal/ask.h"
#include "terminal/screen.h"

enum { GARBLED_REPORTED = 20 }; /* maximum number of messages about lines that are not records */

/* An item with the data that the loop needs to print it. */
struct slot {
    struct stage_item item;
    json_t *record;
    char *text; /* the line as read; NULL for a record that was not read as a line */
    size_t len;
    bool foreign; /* the stage does not work on the record */
};

/* The items that have not been printed: a ring buffer, oldest first. */
struct line_up {
    struct slot *slots;
    size_t size;
    size_t first;
    size_t count;
};

static int interrupt_pipe[2] = {-1, -1};
static volatile sig_atomic_t interrupted;
static bool heeds_interrupt;

static void on_interrupt(int number)
{
    int saved = errno;

    screen_catch(number);
    interrupted = 1;
    ssize_t ignored = write(interrupt_pipe[1], "", 1);
    (void)ignored;
    errno = saved;
}

/* A second Ctrl-C ends the program, because SA_RESETHAND has restored the default action. If there
 * is a progress line, screen_catch has installed a handler that clears the line and then ends the
 * program. */
void stage_start(void)
{
    struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = SA_RESETHAND};
    struct sigaction old;

    if (interrupt_pipe[0] >= 0)
        return;
    if (pipe(interrupt_pipe) != 0)
        msg_die(EX_OSERR, "pipe: %s", strerror(errno));
    for (int i = 0; i < 2; i++)
        fcntl(interrupt_pipe[i], F_SETFD, FD_CLOEXEC);
    sigemptyset(&action.sa_mask);
    if (heeds_interrupt || sigaction(SIGINT, NULL, &old) != 0 || old.sa_handler != SIG_IGN)
        sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

void stage_heed_interrupt(void)
{
    heeds_interrupt = true;
    if (interrupt_pipe[0] < 0)
        signal(SIGINT, SIG_DFL);
}

bool stage_interrupted(void)
{
    return interrupted;
}

int stage_interrupt_fd(void)
{
    return interrupt_pipe[0];
}

void stage_raise(struct stage *stage, int status)
{
    stage->status = msg_worse(stage->status, status);
}

void stage_take_value(struct stage_item *item, json_t *value)
{
    json_decref(item->value);
    item->value = value;
}

void stage_fail_with(struct stage *stage, struct stage_item *item, const struct record_error *error)
{
    json_decref(item->error);
    item->error = record_error(stage->name, error);
    stage_raise(stage, EX_RECORD);
    if (error->retry)
        stage_raise(stage, error->exit_status);
    if (error->final)
        stage_report_stop(stage);
}

void stage_fail(struct stage *stage, struct stage_item *item, const char *code, const char *message,
                ...)
{
    char text[1024];
    va_list args;

    va_start(args, message);
    vsnprintf(text, sizeof text, message, args);
    va_end(args);
    stage_fail_with(stage, item, &(struct record_error){.code = code, .message = text});
}

void stage_stop(struct stage *stage, int status, const char *reason)
{
    if (stage->stopped)
        return;
    stage->stopped = cvi_strdup(reason);
    stage->stopped_status = status;
}

bool stage_stopped(const struct stage *stage)
{
    return stage->stopped != NULL;
}

void stage_report_stop(struct stage *stage)
{
    if (!stage->stop_reported)
        msg_warn("%s", stage->stopped);
    stage->stop_reported = true;
    stage_raise(stage, stage->stopped_status);
}

void stage_not_tried_for(struct stage *stage, struct stage_item *item, const char *reason)
{
    char *message = cvi_format("not tried: %s", reason);
    struct record_error error = {.code = "not-tried", .message = message, .retry = true};

    stage_fail_with(stage, item, &error);
    free(message);
}

void stage_not_tried(struct stage *stage, struct stage_item *item)
{
    stage_report_stop(stage);
    stage_not_tried_for(stage, item, stage->stopped);
}

/* Appends the slot's line, and replaces the value of the member `old` with `value`. */
static void add_replaced(struct buf *line, const struct slot *slot, const struct raw_member *old,
                         const char *value)
{
    const char *after = old->value + old->len;

    buf_add(line, slot->text, (size_t)(old->value - slot->text));
    buf_puts(line, value);
    buf_add(line, after, slot->len - (size_t)(after - slot->text));
}

/* Appends the record without the stage's key, and adds the error at the end. */
static void add_failed(struct buf *line, const struct raw_members *members, const char *key,
                       const char *error)
{
    size_t key_len = strlen(key);

    buf_putc(line, '{');
    for (size_t i = 0; i < members->count; i++) {
        const struct raw_member *m = &members->at[i];

        if (m->key_len == key_len && memcmp(m->key, key, key_len) == 0)
            continue;
        buf_printf(line, "\"%.*s\":", (int)m->key_len, m->key);
        buf_add(line, m->value, m->len);
        buf_putc(line, ',');
    }
    buf_printf(line, "\"error\":%s}", error);
}

/* Prints a line that already has the stage's key. Edits the line as text, because Jansson may
 * write the numbers in the other members with different digits. */
static void put_again(const struct stage *stage, const struct slot *slot)
{
    const json_t *value = slot->item.error ? slot->item.error : slot->item.value;
    struct buf dumped = BUF_INIT((size_t)1 << 30);
    json_text_add(&dumped, value);
    const char *text = buf_text(&dumped);
    struct buf line = BUF_INIT(slot->len + strlen(text) + sizeof "{,\"error\":}");
    struct raw_members members = {0};

    raw_read(&members, slot->text, slot->len, RAW_LOOSE);
    const struct raw_member *old = raw_find(&members, stage->key);
    if (slot->item.error)
        add_failed(&line, &members, stage->key, text);
    else if (old)
        add_replaced(&line, slot, old, text);
    if (line.len)
        ndjson_put_text(line.at, line.len);
    else /* the line spells the key with a JSON escape: add the key again; readers use the last */
        ndjson_put_with(slot->text, slot->len, stage->key, value);
    raw_release(&members);
    buf_release(&line);
    buf_release(&dumped);
}

/* Prints a record that was not read as a line. */
static void put_new(const struct stage *stage, struct slot *slot)
{
    if (slot->item.error)
        json_object_set(slot->record, "error", slot->item.error);
    else if (slot->item.value)
        json_object_set(slot->record, stage->key, slot->item.value);
    ndjson_put(slot->record);
}

static void put(const struct stage *stage, struct slot *slot)
{
    const char *key = slot->item.error ? "error" : stage->key;
    const json_t *value = slot->item.error ? slot->item.error : slot->item.value;

    if (stage->sink)
        return;
    if (!slot->text)
        put_new(stage, slot);
    else if (value && json_object_get(slot->record, stage->key))
        put_again(stage, slot);
    else if (value)
        ndjson_put_with(slot->text, slot->len, key, value);
    else
        ndjson_put_text(slot->text, slot->len);
}

static void empty(struct slot *slot)
{
    json_decref(slot->item.value);
    json_decref(slot->item.error);
    json_decref(slot->record);
    free(slot->text);
    *slot = (struct slot){0};
}

/* Prints the items, oldest first, up to the first one that waits. */
static void put_settled(struct stage *stage, struct line_up *line)
{
    while (line->count) {
        struct slot *slot = &line->slots[line->first];

        if (slot->item.waiting)
            return;
        if (stage->settle && !slot->foreign)
            stage->settle(stage, &slot->item);
        put(stage, slot);
        screen_post()->done++;
        empty(slot);
        line->first = (line->first + 1) % line->size;
        line->count--;
    }
}

/* Returns the list of members that the stage and the loop read, which the caller frees; NULL:
 * all. */
static struct pick *new_pick(const struct stage *stage)
{
    if (!stage->reads)
        return NULL;
    struct pick *pick = pick_new(stage->reads);
    pick_add(pick, "error?");
    if (stage->key) {
        char *own = cvi_format("%s?", stage->key);

        pick_add(pick, own);
        free(own);
    }
    return pick;
}

static bool is_foreign(const struct stage *stage, const json_t *record)
{
    if (stage->sink)
        return false;
    return record_failed(record) || (!stage->again && json_object_get(record, stage->key));
}

/* Adds the record to `line`, and works on it. Takes ownership of `record`. `text` is the record's
 * line; NULL: it was not read as a line. */
static void enter_take(struct stage *stage, struct line_up *line, json_t *record, const char *text,
                       size_t len)
{
    struct slot *slot = &line->slots[(line->first + line->count) % line->size];

    line->count++;
    slot->record = record;
    slot->item.record = record;
    slot->text = text && !stage->sink ? cvi_strndup(text, len) : NULL;
    slot->len = len;
    slot->foreign = is_foreign(stage, record);
    slot->item.line = text;
    slot->item.line_len = len;
    if (!slot->foreign)
        stage->work(stage, &slot->item);
    slot->item.line = NULL;
}

/* Reports a line that is not a record. Prints a hint only once per run. */
static void report_garbled(struct stage *stage, json_int_t number, const char *text, size_t len,
                           const char *why)
{
    const char *hint = stage->hinted ? NULL : hint_for_line(text, len);

    stage->hinted |= hint != NULL;
    if (hint)
        msg_warn("line %" JSON_INTEGER_FORMAT ": %s (%s)", number, why, hint);
    else
        msg_warn("line %" JSON_INTEGER_FORMAT ": %s", number, why);
}

/* Adds a record with an error to `line`, for an input line that is not a record. */
static void enter_garbled(struct stage *stage, struct line_up *line, json_int_t number,
                          const char *why)
{
    json_t *record = json_pack("{s:I}", "line", number);
    struct record_error error = {.code = "not-a-record", .message = why};

    json_object_set_new(record, "error", record_error(stage->name, &error));
    stage_raise(stage, EX_DATAERR);
    if (stage->garbled)
        stage->garbled(stage, number, why);
    if (stage->sink)
        json_decref(record);
    else
        enter_take(stage, line, record, NULL, 0);
}

/* Returns whether to report the current line, which is not a record. Without --verbose, only the
 * first GARBLED_REPORTED lines are reported. */
static bool may_report_garbled(const struct stage *stage)
{
    return stage->garbled_count <= GARBLED_REPORTED || msg_get_level() >= MSG_VERBOSE;
}

/* Rejects the current line, because it is not a record. */
static void refuse(struct stage *stage, struct line_up *line, const struct ndjson_in *in,
                   const char *text, size_t len, const char *why)
{
    stage->garbled_count++;
    if (may_report_garbled(stage))
        report_garbled(stage, in->line, text, len, why);
    enter_garbled(stage, line, in->line, why);
}

/* Handles a line that is not a record. If the first line is compressed data, reports only that
 * line. */
static void enter_bad(struct stage *stage, struct line_up *line, const struct ndjson_in *in,
                      const char *text, size_t len, const char *why)
{
    const struct hint_form *form = in->line == 1 ? hint_form(text, len) : NULL;

    if (stage->packed)
        return;
    stage->packed = form != NULL;
    char *packed = form ? cvi_format("not a record: %s", form->what) : NULL;
    refuse(stage, line, in, text, len, packed ? packed : why);
    free(packed);
}

/* Works on the complete lines in the input buffer. Returns true if there is no room for more items,
 * or at the end of the input, which also sets *ended. Returns false if more input must be read. */
static bool enter_held(struct stage *stage, struct line_up *line, struct ndjson_in *in, bool *ended)
{
    while (line->count < line->size) {
        json_t *record;
        const char *text;
        size_t len;
        struct why why;

        switch (ndjson_next(in, &record, &text, &len, &why)) {
        case NDJSON_RECORD:
            if (hint_is_document(text, len)) {
                json_decref(record);
                refuse(stage, line, in, text, len, "not a record: a scan document");
            } else {
                enter_take(stage, line, record, text, len);
            }
            break;
        case NDJSON_BAD:
            enter_bad(stage, line, in, text, len, why.text);
            break;
        case NDJSON_END:
            *ended = true;
            return true;
        case NDJSON_MORE:
            return false;
        }
        put_settled(stage, line);
    }
    return true;
}

static bool can_be_read(int fd)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};

    return poll(&ready, 1, 0) > 0;
}

/* Waits for input or SIGINT, or until the screen needs an update. */
static void wait_for_input(int fd, int interrupt)
{
    struct pollfd ready[] = {
        {.fd = fd, .events = POLLIN},
        {.fd = interrupt, .events = POLLIN},
    };

    while (poll(ready, 2, screen_patience()) < 0 && errno == EINTR && !interrupted)
        ;
}

static void run(struct stage *stage, struct line_up *line, struct ndjson_in *in)
{
    bool reads_on = (stage->sink && !stage->stops) || stage->reads_on || stage->survey;
    bool ended = false, reported = false;

    for (;;) {
        bool full = enter_held(stage, line, in, &ended);

        put_settled(stage, line);
        if (stage_interrupted() && !reported) {
            reported = true;
            if (!stage->sink)
                msg_more("interrupted: finishing the records received so far");
        }
        if (stage_interrupted() && !reads_on && !full)
            ended = true; /* enter_held has used all complete lines */
        stage->ended = ended;
        if (ended)
            screen_post()->total = screen_post()->done + (int64_t)line->count;
        if (ended && !line->count)
            return;
        if (!ended && full && line->count < line->size)
            continue; /* put_settled has made room, and the buffer may have more lines */
        ndjson_flush();
        screen_tick();
        bool reads = !ended && !full; /* read more, because the buffer has no complete line */
        if (line->count)
            stage->wait(stage, reads ? in->fd : -1, stage_interrupted() ? -1 : interrupt_pipe[0],
                        !reads);
        else
            wait_for_input(in->fd, reads_on && interrupted ? -1 : interrupt_pipe[0]);
        if (reads && can_be_read(in->fd))
            ndjson_fill(in);
    }
}

static struct line_up new_line_up(const struct stage *stage)
{
    struct line_up line = {.size = stage->window ? stage->window : 1};

    line.slots = cvi_alloc(line.size * sizeof *line.slots);
    return line;
}

/* Stores standard input until its end, or until SIGINT. Sets *ended to whether the end was reached.
 * Returns the number of bytes to use; after SIGINT, does not include an incomplete line. */
static off_t receive(struct spool *spool, bool *ended)
{
    char piece[65536];
    off_t size = 0, whole = 0;
    bool last = false;

    *ended = false;
    msg_more("reading all input before processing");
    for (;;) {
        screen_tick();
        wait_for_input(STDIN_FILENO, interrupt_pipe[0]);
        if (!stage_interrupted() && !can_be_read(STDIN_FILENO))
            continue;
        if (stage_interrupted() && (last || !can_be_read(STDIN_FILENO)))
            return whole;
        last = stage_interrupted(); /* after SIGINT, read only once more: input that has arrived */
        ssize_t got = read(STDIN_FILENO, piece, sizeof piece);
        if (got < 0 && errno != EINTR)
            msg_die(EX_IOERR, "standard input: cannot be read: %s", strerror(errno));
        if (got == 0)
            break;
        for (ssize_t i = 0; i < got; i++)
            if (piece[i] == '\n')
                whole = size + i + 1;
        if (got > 0) {
            spool_add(spool, piece, (size_t)got);
            size += got;
        }
    }
    *ended = true;
    return size;
}

/* Calls stage->survey for each record that the stage has to work on. */
static void survey(struct stage *stage, int fd, const struct pick *pick)
{
    struct ndjson_in in = NDJSON_IN(fd);
    json_t *record;
    const char *text;
    size_t len;
    struct why why;

    in.pick = pick;
    for (;;) {
        switch (ndjson_next(&in, &record, &text, &len, &why)) {
        case NDJSON_RECORD:
            if (!is_foreign(stage, record))
                stage->survey(stage, record);
            json_decref(record);
            break;
        case NDJSON_BAD: /* reported later */
            break;
        case NDJSON_MORE:
            ndjson_fill(&in);
            break;
        case NDJSON_END:
            ndjson_release(&in);
            return;
        }
    }
}

/* Returns the descriptor to read records from. If the stage has a survey, stores standard input in
 * a temporary file, runs the survey on this copy, and returns the copy's descriptor. */
static int open_input(struct stage *stage, struct spool *spool, const struct pick *pick)
{
    struct why why;
    bool ended;

    if (!stage->survey)
        return STDIN_FILENO;
    off_t whole = receive(spool, &ended);
    int fd = spool_descriptor(spool, &why);
    if (fd < 0 || (!ended && ftruncate(fd, whole) != 0))
        msg_die(EX_IOERR, "%s", fd < 0 ? why.text : strerror(errno));
    survey(stage, fd, pick);
    if (lseek(fd, 0, SEEK_SET) != 0)
        msg_die(EX_IOERR, "temporary file: cannot be read: %s", strerror(errno));
    return fd;
}

int stage_run(struct stage *stage)
{
    struct line_up line = new_line_up(stage);
    struct spool spool = SPOOL_INIT;
    struct pick *pick = new_pick(stage);

    msg_use_own_name();
    stage_start();
    ask_for_input("records", "one JSON object a line");
    if (isatty(STDIN_FILENO))
        screen_hold(true); /* the user is typing records */
    struct ndjson_in in = NDJSON_IN(open_input(stage, &spool, pick));
    in.pick = pick;
    if (screen_is_on() && screen_post()->total == PROGRESS_UNKNOWN)
        screen_post()->total = ndjson_count_lines(in.fd);
    run(stage, &line, &in);
    if (stage->finish && !(stage_interrupted() && !stage->reads_on))
        stage->finish(stage);
    ndjson_flush();
    screen_leave();
    if (!may_report_garbled(stage))
        msg_warn("and %zu more lines that are not records (--verbose shows each)",
                 stage->garbled_count - GARBLED_REPORTED);
    ndjson_release(&in);
    spool_release(&spool);
    pick_free(pick);
    free(line.slots);
    free(stage->stopped);
    if (stage_interrupted())
        stage_raise(stage, EX_INTERRUPTED);
    return stage->status;
}

void stage_run_one_take(struct stage *stage, json_t *record)
{
    struct line_up line = new_line_up(stage);

    stage_start();
    enter_take(stage, &line, record, NULL, 0);
    while (line.slots[line.first].item.waiting)
        stage->wait(stage, -1, interrupt_pipe[0], true);
    put_settled(stage, &line);
    ndjson_flush();
    free(line.slots);
}
