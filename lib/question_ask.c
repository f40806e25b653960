/* Asking the user which of a question's candidates it is. */
#include "question.h"

#include <stdlib.h>

#include "text.h"

static void add_title(struct buf *out, const char *title, int year)
{
    text_show(out, title);
    if (year != RECORD_NONE)
        buf_printf(out, " (%d)", year);
}

static void add_candidate(struct buf *out, const struct candidate *c)
{
    add_title(out, c->rank.title, c->rank.year);
    buf_printf(out, " [%s]\n", record_type_words[c->rank.type]);
}

static void add_heading(struct buf *out, const struct question *q, size_t count)
{
    buf_printf(out, "Found %zu match%s for '", count, count == 1 ? "" : "es");
    text_show(out, q->asked.title);
    buf_puts(out, "'");
    if (q->asked.year != RECORD_NONE)
        buf_printf(out, " (%d)", q->asked.year);
    buf_puts(out, ":\n");
}

/* "", y and yes accept, n and no reject. */
static enum ask_got ask_one(struct question *q, struct ask *ask, int interrupt)
{
    struct buf answer = BUF_INIT(4096);
    enum ask_got got;

    while ((got = ask_line(ask, "Accept this match? [Y/n]: ", interrupt, &answer)) == ASK_ANSWER) {
        const char *word = buf_text(&answer);

        if (!*word || text_same(word, "y") || text_same(word, "yes"))
            q->decision = question_matched(&q->candidates[0], "choice");
        else if (text_same(word, "n") || text_same(word, "no"))
            q->decision = question_only(MATCH_SKIPPED);
        if (q->decision)
            break;
        ask_show(ask, "Please enter 'y' for yes or 'n' for no.\n");
    }
    buf_release(&answer);
    return got;
}

/* A number; empty asks again. */
static enum ask_got ask_many(struct question *q, const struct candidate **sorted, size_t count,
                             struct ask *ask, int interrupt)
{
    struct buf answer = BUF_INIT(4096);
    char *prompt = cvi_format("\nSelect an option [0-%zu]: ", count);
    enum ask_got got;

    while ((got = ask_line(ask, prompt, interrupt, &answer)) == ASK_ANSWER) {
        char *complaint;
        long number;

        if (text_number(buf_text(&answer), (long)count, &number)) {
            q->decision = number ? question_matched(sorted[number - 1], "choice")
                                 : question_only(MATCH_SKIPPED);
            break;
        }
        if (!answer.len)
            continue;
        complaint = cvi_format("Please enter a number between 0 and %zu.\n", count);
        ask_show(ask, complaint);
        free(complaint);
    }
    free(prompt);
    buf_release(&answer);
    return got;
}

enum ask_got question_ask(struct question *q, struct ask *ask, int interrupt)
{
    const struct candidate *sorted[QUESTION_MOST_CANDIDATES];
    size_t count = question_best_first(q, sorted);
    struct buf screen = BUF_INIT(1 << 16);
    enum ask_got got;

    if (!count) {
        q->decision = question_only(MATCH_NOT_FOUND);
        return ASK_ANSWER;
    }
    add_heading(&screen, q, count);
    if (count == 1) {
        buf_puts(&screen, "  → ");
        add_candidate(&screen, sorted[0]);
    } else {
        buf_puts(&screen, "  0. Skip (don't add to watchlist)\n");
    }
    for (size_t i = 0; count > 1 && i < count; i++) {
        buf_printf(&screen, "  %zu. ", i + 1);
        add_candidate(&screen, sorted[i]);
    }
    ask_show(ask, buf_text(&screen));
    buf_release(&screen);
    got = count == 1 ? ask_one(q, ask, interrupt) : ask_many(q, sorted, count, ask, interrupt);
    ask_show(ask, "\n");
    return got;
}
