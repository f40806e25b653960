/* Asks the user to choose one of a question's candidates. */
#include "match/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum {
    LEAST_TITLE = 8,  /* minimum width of a title in columns, even on a narrow terminal */
    USUAL_WIDTH = 80, /* width if the terminal does not report one */
    SCREEN_MAX = 1 << 16,
    ANSWER_MAX = 4096,
};

struct dialogue {
    struct question *first; /* the question to be answered */
    struct question *shown; /* the question on the screen: `first`, or the user's own search */
    const struct candidate *sorted[QUESTION_MOST_CANDIDATES];
    size_t count;     /* number of candidates that are shown */
    bool one;         /* one candidate is shown, to confirm */
    size_t suggested; /* number of the candidate that Enter selects, from 1; 0: Enter skips */
    json_t *decision;

    struct ask *ask;
    int interrupt;
    const struct dialogue_place *place;
    const struct dialogue_help *help;
};

/* --- Output ----------------------------------------------------------------------------------- */

/* Appends a line: `before`, `text` and `after`. If the line is too wide for the terminal, cuts
 * `text`. */
static void add_cut(const struct dialogue *d, struct buf *out, const char *before, const char *text,
                    const char *after)
{
    size_t width = ask_width(d->ask);
    size_t fixed = text_width(before) + text_width(after);
    size_t room = width > fixed + LEAST_TITLE ? width - fixed : LEAST_TITLE;

    buf_puts(out, before);
    if (width && text_width(text) > room) {
        text_cut(out, text, room);
    } else {
        text_show(out, text);
    }
    buf_puts(out, after);
    buf_putc(out, '\n');
}

/* Appends a line: `before`, the title, the year in brackets, and `after`. If `title` is the
 * requested title, `before` ends with a quotation mark, so adds another one after the title. */
static void add_line(const struct dialogue *d, struct buf *out, const char *before,
                     const char *title, int year, const char *after)
{
    char *date = year == RECORD_NONE ? cvi_strdup("") : cvi_format(" (%d)", year);
    char *rest = d->shown->asked.title == title ? cvi_format("'%s%s", date, after)
                                                : cvi_format("%s%s", date, after);

    add_cut(d, out, before, title, rest);
    free(rest);
    free(date);
}

static void add_candidate(const struct dialogue *d, struct buf *out, const char *before,
                          const struct candidate *c, const char *after)
{
    char *type = cvi_format(" [%s]%s", record_type_words[c->rank.type], after);

    add_line(d, out, before, c->rank.title, c->rank.year, type);
    free(type);
}

/* Returns the last two parts of the path: the names of the parent directory and of the file. The
 * result is borrowed. */
static const char *from_folder(const char *path)
{
    const char *start = text_basename(path);

    if (start - path < 2)
        return path;
    for (start--; start > path && start[-1] != '/' && start[-1] != '\\'; start--)
        ;
    return start;
}

static void show_place(const struct dialogue *d)
{
    const struct dialogue_place *place = d->place;
    struct buf screen = BUF_INIT(SCREEN_MAX);
    char *number =
        cvi_format("[%zu of %zu%s] ", place->number, place->total, place->is_all ? "" : " so far");
    char *others = place->others ? cvi_format(" (and %zu more file%s)", place->others,
                                              place->others == 1 ? "" : "s")
                                 : cvi_strdup("");

    add_cut(d, &screen, number, place->path ? from_folder(place->path) : "a record without a name",
            others);
    ask_show(d->ask, buf_text(&screen));
    free(others);
    free(number);
    buf_release(&screen);
}

/* Marks the answer that the Enter key selects. */
static const char mark[] = "  ← Enter";

static size_t place_of(const struct dialogue *d, const struct candidate *candidate)
{
    for (size_t i = 0; i < d->count; i++) {
        if (d->sorted[i] == candidate)
            return i + 1;
    }
    return 0;
}

static void show_question(struct dialogue *d)
{
    struct buf screen = BUF_INIT(SCREEN_MAX);
    const struct rank_question *asked = &d->shown->asked;

    d->count = question_best_first(d->shown, d->sorted);
    d->one = d->count == 1;
    d->suggested =
        d->place->doubted && d->shown == d->first ? 0 : place_of(d, question_suggestion(d->shown));
    char *found = cvi_format("Found %zu match%s for '", d->count, d->one ? "" : "es");
    add_line(d, &screen, found, asked->title, asked->year, ":");
    free(found);
    if (d->one)
        add_candidate(d, &screen, d->suggested ? "  → " : "  ? ", d->sorted[0], "");
    else
        buf_printf(&screen, "  0. Skip (don't add to watchlist)%s\n", d->suggested ? "" : mark);
    for (size_t i = 0; !d->one && i < d->count; i++) {
        char *number = cvi_format("  %zu. ", i + 1);

        add_candidate(d, &screen, number, d->sorted[i], d->suggested == i + 1 ? mark : "");
        free(number);
    }
    ask_show(d->ask, buf_text(&screen));
    buf_release(&screen);
}

static void show_wrapped(const struct dialogue *d, const char *text)
{
    struct buf clean = BUF_INIT(SCREEN_MAX), out = BUF_INIT(SCREEN_MAX);
    size_t width = ask_width(d->ask), column = 0;
    char *rest, *word;

    width = width ? width : USUAL_WIDTH;
    text_show(&clean, text);
    rest = cvi_strdup(buf_text(&clean));
    for (char *at = rest; (word = strsep(&at, " ")) != NULL;) {
        size_t columns = text_width(word);

        if (column && column + 1 + columns >= width) {
            buf_putc(&out, '\n');
            column = 0;
        }
        buf_printf(&out, "%s%s", column ? " " : "", word);
        column += columns + (column > 0);
    }
    buf_putc(&out, '\n');
    ask_show(d->ask, buf_text(&out));
    free(rest);
    buf_release(&clean);
    buf_release(&out);
}

/* --- Answers ---------------------------------------------------------------------------------- */

/* A command returns this if the dialogue continues, otherwise an enum dialogue_end. */
enum { GO_ON = -1 };

static void complain(const struct dialogue *d)
{
    char *text = d->one ? cvi_strdup("Please enter 'y' for yes or 'n' for no.\n")
                 : !d->count
                     ? cvi_strdup("Please enter 0 to skip, or 's' and the words to search for.\n")
                     : cvi_format("Please enter a number between 0 and %zu.\n", d->count);

    ask_show(d->ask, text);
    free(text);
}

static int show_keys(struct dialogue *d, const char *words)
{
    (void)words;
    ask_show(d->ask, !d->one ? "  1, 2, ...  this title\n  0  none of these titles\n"
                               "  Enter  the answer that is marked with ←\n"
                     : d->suggested
                         ? "  y  this title; Enter does the same\n  n  not this title\n"
                         : "  y  this title\n  n  not this title; Enter does the same\n");
    ask_show(d->ask,
             d->one ? "  o  show the description\n" : "  o 1  show the description of the first\n");
    ask_show(d->ask, "  s words  search for other words\n"
                     "  q  stop asking, and decide the rest automatically\n");
    return GO_ON;
}

static int show_overview(struct dialogue *d, const char *words)
{
    struct why why = {0};
    long number = 1;
    char *text;

    if (d->one ? *words != '\0' : !text_number(words, (long)d->count, &number) || number == 0) {
        complain(d);
        return GO_ON;
    }
    text = d->help->overview(d->help->context, d->sorted[number - 1], &why);
    show_wrapped(d, text ? text : why.text);
    free(text);
    return GO_ON;
}

static int search_again(struct dialogue *d, const char *words)
{
    struct question *other;
    struct buf typed = BUF_INIT(ANSWER_MAX);
    struct why why = {0};

    if (!*words && ask_line(d->ask, "Search for: ", d->interrupt, &typed) != ASK_ANSWER) {
        buf_release(&typed);
        return DIALOGUE_HUNG_UP;
    }
    words = *words ? words : buf_text(&typed);
    other = *words ? d->help->search(d->help->context, d->shown->asked.type, words, &why) : NULL;
    buf_release(&typed);
    if (other) {
        if (d->shown != d->first)
            question_free(d->shown);
        d->shown = other;
        ask_show(d->ask, "\n");
        show_question(d);
    } else if (why.text[0]) {
        show_wrapped(d, why.text);
    }
    return GO_ON;
}

static int quit(struct dialogue *d, const char *words)
{
    (void)d;
    (void)words;
    return DIALOGUE_QUIT;
}

static const struct {
    const char *letter;
    int (*work)(struct dialogue *d, const char *words);
    bool has_words;
} commands[] = {
    {"?", show_keys, false},
    {"o", show_overview, true},
    {"s", search_again, true},
    {"q", quit, false},
};

/* Carries out a command and sets *end. Returns false if the answer is not a command. */
static bool obey(struct dialogue *d, char *answer, int *end)
{
    size_t len = strcspn(answer, " \t");
    char *words = text_trim(answer + len);

    for (size_t i = 0; d->help && i < sizeof commands / sizeof *commands; i++) {
        if (len == 1 && (*answer | 0x20) == (*commands[i].letter | 0x20) &&
            (commands[i].has_words || !*words)) {
            *end = commands[i].work(d, words);
            return true;
        }
    }
    return false;
}

/* Decides by a word: y and yes accept the candidate, n and no reject it. An empty word accepts it
 * if it is suggested, and otherwise rejects it. */
static void decide_one(struct dialogue *d, const char *word)
{
    if (!*word)
        word = d->suggested ? "y" : "n";
    if (text_same(word, "y") || text_same(word, "yes"))
        d->decision = question_matched(d->sorted[0], "choice");
    else if (text_same(word, "n") || text_same(word, "no"))
        d->decision = question_only(MATCH_SKIPPED);
    else
        complain(d);
}

/* Decides by a number. An empty answer selects the suggested candidate; without a suggestion, it
 * skips. */
static void decide_many(struct dialogue *d, const char *word)
{
    long number = (long)d->suggested;

    if (!*word || text_number(word, (long)d->count, &number))
        d->decision = number ? question_matched(d->sorted[number - 1], "choice")
                             : question_only(MATCH_SKIPPED);
    else
        complain(d);
}

static enum dialogue_end converse(struct dialogue *d)
{
    struct buf answer = BUF_INIT(ANSWER_MAX);
    int end = GO_ON;

    while (end == GO_ON && !d->decision) {
        char *prompt = d->one
                           ? cvi_format("Accept this match? [%s]: ", d->suggested ? "Y/n" : "y/N")
                       : !d->count ? cvi_strdup("\nSelect an option [0]: ")
                                   : cvi_format("\nSelect an option [0-%zu]: ", d->count);
        bool got = ask_line(d->ask, prompt, d->interrupt, &answer) == ASK_ANSWER;
        char *line = cvi_strdup(buf_text(&answer));

        if (!got)
            end = DIALOGUE_HUNG_UP;
        else if (!obey(d, line, &end))
            (d->one ? decide_one : decide_many)(d, buf_text(&answer));
        free(line);
        free(prompt);
    }
    buf_release(&answer);
    return d->decision ? DIALOGUE_ANSWERED : (enum dialogue_end)end;
}

enum dialogue_end dialogue_hold(struct question *q, struct ask *ask, int interrupt,
                                const struct dialogue_place *place,
                                const struct dialogue_help *help)
{
    struct dialogue d = {
        .first = q, .shown = q, .ask = ask, .interrupt = interrupt, .place = place, .help = help};
    enum dialogue_end end;

    if (!q->count) {
        q->decision = question_only(MATCH_NOT_FOUND);
        return DIALOGUE_ANSWERED;
    }
    show_place(&d);
    show_question(&d);
    if (place->doubted)
        show_wrapped(&d, place->doubted);
    end = converse(&d);
    q->decision = d.decision;
    ask_show(ask, "\n");
    if (d.shown != q)
        question_free(d.shown);
    return end;
}
