/* Renders the plan as text for people: a line for each operation, and a summary. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "plan/parts.h"

enum {
    MOST_NAMED = 20, /* maximum number of lines for titles that do not fit */
    LEAST_TITLE = 20 /* minimum width of a title in columns, on a narrow terminal */
};

/* --- One operation --- */

static void add_cut(struct buf *out, const char *text, size_t room, size_t columns)
{
    if (columns)
        text_cut(out, text, room);
    else
        buf_puts(out, text);
}

static void add_title(struct buf *out, const char *title, int year, int season, int episode)
{
    text_show(out, title ? title : "(unknown title)");
    if (year != RECORD_NONE)
        buf_printf(out, " (%d)", year);
    if (season != RECORD_NONE)
        buf_printf(out, " S%02dE%02d", season, episode);
}

static void add_value(struct buf *out, const json_t *copy, const char *key)
{
    const json_t *value = json_object_get(copy, key);

    if (json_is_string(value))
        text_show(out, json_string_value(value));
    else
        buf_puts(out, json_is_boolean(value) ? json_is_true(value) ? "yes" : "no" : "unknown");
}

/* Adds the reasons of an operation, such as "gone"; for an update, with the values:
 * "resolution hd_720p → uhd_4k, audio unknown → mp3". Adds nothing for a new title. */
static void add_why(struct buf *out, const struct operation *op)
{
    const char *before = "  ";

    for (size_t i = 0; i < json_array_size(op->why); i++) {
        const char *word = json_string_value(json_array_get(op->why, i));

        if (strcmp(word, "new") == 0)
            continue;
        buf_puts(out, before);
        text_show(out, word);
        before = ", ";
        if (op->kind != OPERATION_UPDATE)
            continue;
        buf_putc(out, ' ');
        add_value(out, op->was, word);
        buf_puts(out, " → ");
        add_value(out, op->copy, word);
    }
}

void plan_add_line(struct buf *out, const struct operation *op, const char *after, size_t columns)
{
    static const char signs[] = {
        [OPERATION_ADD] = '+', [OPERATION_REMOVE] = '-', [OPERATION_UPDATE] = '~'};
    struct buf title = BUF_INIT(1 << 20), why = BUF_INIT(1 << 20);

    buf_printf(&title, "%c ", signs[op->kind]);
    add_title(&title, op->title, op->year, op->season, op->episode);
    add_why(&why, op);
    if (*after) {
        buf_puts(&why, "  ");
        text_show(&why, after);
    }
    size_t taken = text_width(buf_text(&why));
    size_t room = columns > taken + LEAST_TITLE ? columns - taken : LEAST_TITLE;

    add_cut(out, buf_text(&title), room, columns);
    buf_puts(out, buf_text(&why));
    buf_putc(out, '\n');
    buf_release(&title);
    buf_release(&why);
}

/* --- The summary --- */

struct words {
    const char *one, *many;
};

static const struct words left_words[LEFT_REASONS] = {
    [LEFT_NOT_MATCHED] = {"file not matched", "files not matched"},
    [LEFT_FAILED] = {"file failed earlier", "files failed earlier"},
    [LEFT_NO_MATCH] = {"record that cvi-match has not processed",
                       "records that cvi-match has not processed"},
    [LEFT_BAD_MATCH] = {"record with an invalid match or no id (cvi-add shows which)",
                        "records with an invalid match or no id (cvi-add shows which)"},
    [LEFT_IDS_DIFFER] = {"file whose ids contradict those of another file (cvi-add shows which)",
                         "files whose ids contradict those of other files (cvi-add shows which)"},
    [LEFT_EXTRA] = {"extra", "extras"},
    [LEFT_CORRUPT] = {"corrupt file", "corrupt files"},
    [LEFT_NO_EPISODE] = {"show without an episode", "shows without an episode"},
    [LEFT_NO_SEASON] = {"episode without a season", "episodes without a season"},
    [LEFT_ABSOLUTE] = {"episode with an absolute number (counted across all seasons)",
                       "episodes with absolute numbers (counted across all seasons)"},
    [LEFT_SEVERAL_SEASONS] = {"file with several seasons", "files with several seasons"},
    [LEFT_TOO_MANY] = {"file with more than 1,000 episodes", "files with more than 1,000 episodes"},
};
static const struct words full_words = {"title does not fit", "titles do not fit"};
static const struct words there_words = {"title already there", "titles already there"};
static const struct words off_words = {"title removed by you (--again adds it)",
                                       "titles removed by you (--again adds them)"};

static const char *word_of(const struct words *words, size_t count)
{
    return count == 1 ? words->one : words->many;
}

static void add_count(struct buf *out, size_t count, const char *words)
{
    if (count)
        buf_printf(out, "%8zu %s\n", count, words);
}

static void add_target(struct buf *out, const struct plan *p)
{
    text_show(out, p->list.target.name);
    if (p->list.plan.missing)
        buf_puts(out, " (to be created, private)");
}

/* Adds the reason why titles do not fit: "(limit 250: 248 on the list, 2 planned)". */
static void add_limit(struct buf *out, const struct plan *p)
{
    buf_printf(out, "(limit %" JSON_INTEGER_FORMAT ": %" JSON_INTEGER_FORMAT " %s", p->list.limit,
               p->list.taken, p->settings.list.collection ? "in the collection" : "on the list");
    if (p->counts.add)
        buf_printf(out, ", %zu planned", p->counts.add);
    buf_putc(out, ')');
}

static void add_named(struct buf *out, const struct plan *p, size_t place)
{
    const struct title *title = &p->list.roster.at[place];
    const struct plan_title *about = &p->titles[place];
    struct buf text = BUF_INIT(1 << 20);

    buf_puts(&text, "             ");
    add_title(&text, about->title, about->year, roster_season(title->part),
              roster_episode(title->part));
    add_cut(out, buf_text(&text), p->settings.columns, p->settings.columns);
    buf_putc(out, '\n');
    buf_release(&text);
}

static void add_unfitting(struct buf *out, const struct plan *p)
{
    size_t named = 0;

    if (!p->counts.full)
        return;
    buf_printf(out, "%8zu %s ", p->counts.full, word_of(&full_words, p->counts.full));
    add_limit(out, p);
    buf_putc(out, '\n');
    for (size_t i = 0; i < p->list.roster.count && named < MOST_NAMED; i++) {
        const struct title *title = &p->list.roster.at[i];

        if (title->state != TITLE_FULL)
            continue;
        named++;
        add_named(out, p, i);
    }
    if (p->counts.full > named)
        buf_printf(out, "             and %zu more\n", p->counts.full - named);
}

void plan_add_summary(struct buf *out, const struct plan *p)
{
    if (p->counts.add + p->counts.update + p->counts.remove)
        buf_putc(out, '\n');
    add_target(out, p);
    buf_puts(out, ":\n");
    add_count(out, p->counts.remove, "to remove");
    add_count(out, p->counts.update, "to update");
    add_count(out, p->counts.add, "to add");
    add_count(out, p->counts.there, "there already");
    add_unfitting(out, p);
    add_count(out, p->counts.off, word_of(&off_words, p->counts.off));
    for (size_t i = 0; i < LEFT_REASONS; i++)
        add_count(out, p->left_out[i], word_of(&left_words[i], p->left_out[i]));
}

/* --- On standard error --- */

static void add_item(struct buf *out, size_t count, const char *words)
{
    if (count)
        buf_printf(out, "%s%zu %s", out->len ? ", " : "", count, words);
}

/* Returns the numbers of omitted records and titles as a new comma-separated string. `nothing` is
 * true if there are no operations. */
static char *left_out_words(const struct plan *p, bool nothing)
{
    struct buf words = BUF_INIT(1 << 12);

    if (nothing)
        add_item(&words, p->counts.there, word_of(&there_words, p->counts.there));
    add_item(&words, p->counts.off, word_of(&off_words, p->counts.off));
    for (size_t i = 0; i < LEFT_REASONS; i++)
        add_item(&words, p->left_out[i], word_of(&left_words[i], p->left_out[i]));
    if (!words.len)
        buf_puts(&words, nothing ? p->counts.full ? "nothing fits" : "no records" : "");
    return buf_detach(&words);
}

static void report_full(const struct plan *p)
{
    struct buf limit = BUF_INIT(1 << 10);

    add_limit(&limit, p);
    msg_warn("%s: %zu %s %s; --format=text shows which", p->list.target.name, p->counts.full,
             word_of(&full_words, p->counts.full), buf_text(&limit));
    buf_release(&limit);
}

void plan_report(const struct plan *p)
{
    bool nothing = !p->counts.add && !p->counts.update && !p->counts.remove;
    char *words = left_out_words(p, nothing);

    if (p->counts.full && p->settings.format == PLAN_JSON)
        report_full(p);
    if (nothing)
        msg_note("nothing to do: %s", words);
    else if (*words && p->settings.format == PLAN_JSON)
        msg_note("left out: %s", words);
    add_list_suggest_collection(&p->list, p->counts.owned);
    free(words);
}
