/* Rephrases a title: removes words that might not be part of it, writes its numbers differently,
 * splits words, or takes only a part of it. */
#include "match/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "rank/noise.h"
#include "rank/number.h"

/* Adds the text to the list and takes ownership of it. Does not add a text that is empty, or that
 * the list has with the same `exact`. Adds nothing if the list is full. */
static void add_take(struct rephrasings *list, char *text, bool exact)
{
    bool known = !*text || list->count == REPHRASE_MOST;

    for (size_t i = 0; i < list->count && !known; i++)
        known = list->at[i].exact == exact && strcmp(list->at[i].text, text) == 0;
    if (known)
        free(text);
    else
        list->at[list->count++] = (struct rephrasing){text, exact};
}

/* Returns the words from `from` up to (not including) `to`, separated by spaces. If `from` is 0,
 * the title's article is included. The caller frees the result. */
static char *words_between(const struct rank_words *words, size_t from, size_t to)
{
    struct buf text = BUF_INIT(1 << 16);

    if (from == 0 && words->article)
        buf_printf(&text, "%s ", words->article);
    for (size_t i = from; i < to; i++)
        buf_printf(&text, "%s%s", i > from ? " " : "", words->at[i].spelt);
    return buf_detach(&text);
}

/* Returns whether the title has "and" or "&". For the exact search, they may be different words. */
static bool has_and(const struct rank_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        if (words->at[i].joins)
            return true;
    }
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

size_t rephrase_glued_year(const char *title)
{
    enum { DIGITS = 4 };
    size_t len = strlen(title);
    long year = len > DIGITS + 1 ? strtol(title + len - DIGITS, NULL, 10) : 0;
    char before = len > DIGITS + 1 ? title[len - DIGITS - 1] : ' ';
    bool glued = year > 1900 && year < 2100 && before != ' ' && before != '(' && before != '.' &&
                 !is_digit(before);

    return glued ? len - DIGITS : 0;
}

static void add_unglued(struct rephrasings *list, const char *title)
{
    size_t len = rephrase_glued_year(title);

    if (len)
        add_take(list, cvi_strndup(title, len), true);
}

static void add_without_article(struct rephrasings *list, const struct rank_words *words)
{
    if (words->article && words->count) {
        char *text = words_between(words, 0, words->count);

        add_take(list, cvi_strdup(text + strlen(words->article) + 1), true);
        free(text);
    }
}

static void add_without_suffix(struct rephrasings *list, const struct rank_words *words)
{
    size_t count = rank_without_noise(words);
    const struct rank_word *last = count ? &words->at[count - 1] : NULL;

    if (count < words->count)
        add_take(list, words_between(words, 0, count), !has_and(words));
    if (count > 1 && (rank_country_of(last->text) || (last->number > 1900 && last->number < 2100)))
        add_take(list, words_between(words, 0, count - 1), true);
}

static void add_halves(struct rephrasings *list, const struct rank_words *words)
{
    for (size_t from = 0, to; from < words->count; from = to) {
        for (to = from + 1; to < words->count && words->at[to].gap != RANK_GAP_BRACKET;)
            to++;
        if (to - from < words->count)
            add_take(list, words_between(words, from, to), true);
    }
}

enum writing { DIGITS, ROMAN, WORD };

static char *with_numbers(const struct rank_words *words, enum writing writing)
{
    struct buf text = BUF_INIT(1 << 16);

    for (size_t i = 0; i < words->count; i++) {
        const struct rank_word *word = &words->at[i];
        const char *shown = word->text;

        if (word->number > 0 && writing == ROMAN && i)
            shown = rank_number_as_roman(word->number);
        else if (writing == WORD && rank_number_as_word(word->number))
            shown = rank_number_as_word(word->number);
        buf_printf(&text, "%s%s", i ? " " : "", *shown ? shown : word->text);
    }
    return buf_detach(&text);
}

static bool has_roman(const struct rank_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        if (words->at[i].number >= 0 && rank_number_roman(words->at[i].spelt) >= 0)
            return true;
    }
    return false;
}

/* Adds the title with its numbers written differently, for example "Rocky II" for "Rocky 2" and
 * "Twelve Monkeys" for "12 Monkeys". */
static void add_numbers(struct rephrasings *list, const struct rank_words *words, const char *title)
{
    const char *digits = strpbrk(title, "0123456789");
    bool has_number = false;
    bool at_end = false;

    for (size_t i = 0; i < words->count; i++) {
        has_number |= words->at[i].number >= 0;
        at_end |= i && words->at[i].number > 0 && words->at[i].number < 40;
    }
    if (!has_number)
        return;
    if (!digits)
        add_take(list, with_numbers(words, DIGITS), false);
    if (at_end)
        add_take(list, with_numbers(words, ROMAN), false);
    add_take(list, with_numbers(words, WORD), false);
}

/* Returns the words from `from` up to (not including) `to`, without words such as "and". The caller
 * frees the result. */
static char *without_and(const struct rank_words *words, size_t from, size_t to)
{
    struct buf text = BUF_INIT(1 << 16);

    for (size_t i = from; i < to; i++) {
        if (!words->at[i].joins)
            buf_printf(&text, "%s%s", text.len ? " " : "", words->at[i].spelt);
    }
    return buf_detach(&text);
}

static void add_without_and(struct rephrasings *list, const struct rank_words *words)
{
    if (has_and(words))
        add_take(list, without_and(words, 0, words->count), false);
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Returns whether a new word seems to begin at `at`, without a space or a hyphen before it:
 * "BioDome", "NSUComplex", "ID0". */
static bool begins_word(const char *title, const char *at)
{
    if (at == title)
        return false;
    return (is_capital(*at) && (is_small(at[-1]) || is_digit(at[-1]))) ||
           (is_capital(*at) && is_capital(at[-1]) && is_small(at[1])) ||
           (is_digit(*at) && (is_small(at[-1]) || is_capital(at[-1])));
}

/* Returns whether the capital at `at` is in a short word of capitals ("RIPD" for "R.I.P.D."), which
 * is not a Roman numeral. */
static bool is_in_acronym(const char *title, const char *at)
{
    enum { LONGEST = 6 };
    size_t len = 0;

    for (int back = 0; back < LONGEST && at > title && is_capital(at[-1]); back++)
        at--;
    if (at > title && at[-1] != ' ')
        return false;
    while (len <= LONGEST && is_capital(at[len]))
        len++;
    char *word = cvi_strndup(at, len);
    bool is_number = rank_number_roman(word) > 0;
    free(word);
    return !is_number && len <= LONGEST && (!at[len] || at[len] == ' ');
}

/* Adds the title with its words split: "Bio Dome" for "BioDome", "R I P D" for "RIPD". */
static void add_torn(struct rephrasings *list, const char *title)
{
    struct buf torn = BUF_INIT(1 << 16);
    size_t tears = 0;

    for (const char *c = title; *c; c++) {
        bool tear = begins_word(title, c) ||
                    (c > title && is_capital(c[-1]) && is_capital(*c) && is_in_acronym(title, c));

        if (tear)
            buf_putc(&torn, ' ');
        buf_putc(&torn, *c);
        tears += tear;
    }
    if (tears)
        add_take(list, cvi_strdup(buf_text(&torn)), true);
    buf_release(&torn);
}

/* Returns at most `len` bytes from the start of a word, without a partial character. The caller
 * frees the result. */
static char *beginning(const char *word, size_t len)
{
    if (len > strlen(word))
        len = strlen(word);
    while (len && ((unsigned char)word[len] & 0xc0) == 0x80)
        len--;
    return cvi_strndup(word, len);
}

/* Adds both halves of the title, or the beginning of a title of one word. Trakt's search does not
 * tolerate typing errors, but it finds a title by a part that has no error. */
static void add_parts(struct rephrasings *list, const struct rank_words *words)
{
    size_t middle = (words->count + 1) / 2;

    if (words->count == 1) {
        add_take(list, beginning(words->at[0].spelt, 3), false);
        add_take(list, beginning(words->at[0].spelt, 2), false);
        return;
    }
    add_take(list, without_and(words, 0, middle), false);
    add_take(list, without_and(words, middle, words->count), false);
}

void rephrase_title(struct rephrasings *list, const struct rank_question *question)
{
    /* Results of guesses are accepted only in the requested year. Without a year, make no guesses.
     */
    bool dated = question->year != RECORD_NONE;
    struct rank_words words;

    *list = (struct rephrasings){0};
    rank_words_read(&words, question->title);
    add_unglued(list, question->title);
    add_without_suffix(list, &words);
    if (dated)
        add_halves(list, &words);
    add_torn(list, question->title);
    list->same_from = list->count;
    add_numbers(list, &words, question->title);
    list->same_to = has_roman(&words) ? list->same_from : list->count;
    add_without_and(list, &words);
    list->narrow_from = list->count;
    if (dated)
        add_without_article(list, &words);
    if (dated && words.count)
        add_parts(list, &words);
    rank_words_release(&words);
}

void rephrase_release(struct rephrasings *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->at[i].text);
    *list = (struct rephrasings){0};
}
