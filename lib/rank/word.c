/* Splits titles into words, subtitles and numbers. */
#include "rank/word.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "rank/number.h"

static const char *const articles[] = {
    "the", "a",   "an",  "le", "la", "les", "un", "une", "der", "die", "das", "ein", "eine",
    "el",  "los", "las", "il", "lo", "gli", "de", "het", "een", "den", "det", "o",   "os"};

/* clang-format off */
/* Words with two spellings, and their common form. */
static const struct {
    const char *word, *stands_for;
} spellings[] = {
    /* Abbreviations. */
    {"n", "and"},         {"vs", "versus"},     {"dr", "doctor"},     {"mr", "mister"},
    {"mrs", "missus"},    {"st", "saint"},      {"mt", "mount"},      {"jr", "junior"},
    {"sr", "senior"},     {"ft", "feat"},       {"bros", "brothers"}, {"pt", "part"},
    {"vol", "volume"},    {"ep", "episode"},    {"ch", "chapter"},    {"no", "number"},
    {"ok", "okay"},
    /* British and American. */
    {"grey", "gray"},            {"mum", "mom"},              {"colour", "color"},
    {"colours", "colors"},       {"favourite", "favorite"},   {"neighbour", "neighbor"},
    {"neighbours", "neighbors"}, {"honour", "honor"},         {"humour", "humor"},
    {"harbour", "harbor"},       {"labour", "labor"},         {"armour", "armor"},
    {"rumour", "rumor"},         {"saviour", "savior"},       {"theatre", "theater"},
    {"centre", "center"},        {"defence", "defense"},      {"pyjamas", "pajamas"},
    {"programme", "program"},    {"jewellery", "jewelry"},    {"whisky", "whiskey"},
};
/* clang-format on */

static const char *const markers[] = {"part", "volume", "chapter", "episode", "book", "number"};

static bool is_one_of(const char *const *list, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i][0] == word[0] && strcmp(list[i], word) == 0)
            return true;
    }
    return false;
}

bool rank_is_article(const char *folded)
{
    return is_one_of(articles, sizeof articles / sizeof *articles, folded);
}

static const char *common_spelling(const char *word)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        if (spellings[i].word[0] == word[0] && strcmp(spellings[i].word, word) == 0)
            return spellings[i].stands_for;
    }
    return word;
}

static void replace_take(char **text, char *by)
{
    free(*text);
    *text = by;
}

static void add_folded(struct rank_words *words, const char *folded, enum rank_gap gap)
{
    while (*folded && words->count < RANK_MOST_WORDS) {
        size_t len = strcspn(folded, " ");

        words->at[words->count++] = (struct rank_word){.text = cvi_strndup(folded, len),
                                                       .spelt = cvi_strndup(folded, len),
                                                       .gap = gap,
                                                       .number = -1};
        gap = RANK_GAP_BLANK;
        folded += len + (folded[len] == ' ');
    }
}

char *rank_article_first(const char *title)
{
    const char *comma = strrchr(title, ',');
    char *article = comma ? text_fold(comma + 1) : NULL;
    char *first =
        article && rank_is_article(article)
            ? cvi_format("%s %.*s", comma + 1 + strspn(comma + 1, " "), (int)(comma - title), title)
            : cvi_strdup(title);

    free(article);
    return first;
}

static void end_part(struct rank_words *words, struct buf *part, enum rank_gap gap, bool turn)
{
    char *turned = turn ? rank_article_first(buf_text(part)) : cvi_strdup(buf_text(part));
    char *folded = text_fold(turned);

    add_folded(words, folded, words->count ? gap : RANK_GAP_BLANK);
    free(turned);
    free(folded);
    buf_clear(part);
}

static bool is_blank_or_end(char c)
{
    return c == ' ' || c == '\0';
}

/* If a separator of titles is at `at`, returns its length and sets *gap to its kind; otherwise
 * returns 0. */
static size_t separator(const char *text, const char *at, enum rank_gap *gap)
{
    static const char *const dashes[] = {"\xe2\x80\x93", "\xe2\x80\x94"}; /* en, em */
    bool after_blank = at == text || at[-1] == ' ';

    *gap = RANK_GAP_PART;
    if ((*at == ':' || *at == '-') && is_blank_or_end(at[1]))
        return 1;
    if (strncmp(at, ", or ", 5) == 0)
        return 4;
    if (after_blank && strncmp(at, "or: ", 4) == 0)
        return 3;
    for (size_t i = 0; i < 2; i++) {
        if (strncmp(at, dashes[i], 3) == 0 && (after_blank || is_blank_or_end(at[3])))
            return 3;
    }
    *gap = RANK_GAP_BRACKET;
    if (strchr("([", *at) && after_blank)
        return 1;
    if (strchr("/|", *at) && after_blank && is_blank_or_end(at[1]))
        return 1;
    if (after_blank && strncmp(at, "or (", 4) == 0)
        return 4;
    if (after_blank && (strncmp(at, "aka ", 4) == 0 || strncmp(at, "AKA ", 4) == 0))
        return 4;
    return 0;
}

/* Splits the title at its separators. If `turn` is set, moves an article from the end of a part to
 * its front, as in "Matrix, The: Reloaded". Reads "&" as the word "and", and also "+" if it is
 * between spaces. */
static void split(struct rank_words *words, const char *title, bool turn)
{
    struct buf part = BUF_INIT(strlen(title) * 5 + 1);
    enum rank_gap next;
    enum rank_gap gap = RANK_GAP_BLANK;

    for (const char *c = title; *c;) {
        size_t len = separator(title, c, &next);

        words->foreign |= (unsigned char)*c >= 0x80;
        if (len) {
            end_part(words, &part, gap, turn);
            gap = next;
            c += len;
            continue;
        }
        if (*c == '&' || (*c == '+' && c > title && c[-1] == ' ' && c[1] == ' '))
            buf_puts(&part, " and ");
        else
            buf_putc(&part, *c);
        c++;
    }
    end_part(words, &part, gap, turn);
    buf_release(&part);
}

static void remove_words(struct rank_words *words, size_t at, size_t count)
{
    for (size_t i = at; i < at + count; i++) {
        free(words->at[i].text);
        free(words->at[i].spelt);
    }
    memmove(&words->at[at], &words->at[at + count],
            (words->count - at - count) * sizeof *words->at);
    words->count -= count;
}

/* Merges `count` words, the first of which is word `at`, into one word. The caller sets the text of
 * this word. */
static void merge(struct rank_words *words, size_t at, size_t count)
{
    struct buf spelt = BUF_INIT(1 << 16);

    for (size_t i = at; i < at + count; i++)
        buf_printf(&spelt, "%s%s", i > at ? " " : "", words->at[i].spelt);
    replace_take(&words->at[at].spelt, buf_detach(&spelt));
    remove_words(words, at + 1, count - 1);
}

static char *without_blanks(char *text)
{
    char *to = text;

    for (const char *from = text; *from; from++) {
        if (*from != ' ')
            *to++ = *from;
    }
    *to = '\0';
    return text;
}

static char *joined(const struct rank_words *words)
{
    struct buf out = BUF_INIT(1 << 20);

    for (size_t i = 0; i < words->count; i++)
        buf_puts(&out, words->at[i].text);
    return buf_detach(&out);
}

static bool is_letter(const char *text)
{
    return *text >= 'a' && *text <= 'z' && !text[1];
}

/* Joins single letters, "s w a t", into one word. */
static void join_acronyms(struct rank_words *words)
{
    for (size_t i = 0; i + 1 < words->count; i++) {
        size_t end = i;

        while (end < words->count && is_letter(words->at[end].text) &&
               (end == i || words->at[end].gap == RANK_GAP_BLANK))
            end++;
        if (end < i + 2)
            continue;
        struct buf whole = BUF_INIT(4096);
        for (size_t j = i; j < end; j++)
            buf_puts(&whole, words->at[j].text);
        replace_take(&words->at[i].text, buf_detach(&whole));
        merge(words, i, end - i);
    }
}

static void set_number(struct rank_word *word, int value, bool ordinal)
{
    word->number = value;
    replace_take(&word->text, cvi_format(ordinal ? "%dth" : "%d", value));
}

/* Joins number words, "one hundred and one", into one word. */
static void read_number_words(struct rank_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        const char *texts[8];
        size_t count = 0;
        size_t used = 0;
        bool ordinal = false;

        while (count < 8 && i + count < words->count) {
            texts[count] = words->at[i + count].text;
            count++;
        }
        int value = rank_number_words(texts, count, &used);
        if (value < 0) {
            used = 1;
            value = rank_number_read(texts[0], &ordinal);
        }
        if (value < 0)
            continue;
        set_number(&words->at[i], value, ordinal);
        merge(words, i, used);
    }
}

static bool ends_part(const struct rank_words *words, size_t i)
{
    return i + 1 == words->count || words->at[i + 1].gap != RANK_GAP_BLANK;
}

/* Reads Roman numerals. A title of one word is a name ("V"), and so is a single letter at the start
 * ("X-Men"). "I" is a number only after a word such as "Part", or before a separator or the end of
 * the title; elsewhere it is the pronoun. */
static void read_romans(struct rank_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        int value = rank_number_roman(words->at[i].text);
        bool after_marker =
            i && is_one_of(markers, sizeof markers / sizeof *markers, words->at[i - 1].text);

        if (i == 0 && (words->count == 1 || !words->at[i].text[1]))
            continue;
        if (value > 1 || (value == 1 && (after_marker || ends_part(words, i)))) {
            words->at[i].letter = !words->at[i].text[1] && !after_marker;
            set_number(&words->at[i], value, false);
        }
    }
}

static void mark(struct rank_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        struct rank_word *word = &words->at[i];

        word->joins = strcmp(word->text, "and") == 0;
        word->marker = i && i + 1 < words->count && words->at[i + 1].number >= 0 &&
                       is_one_of(markers, sizeof markers / sizeof *markers, word->text);
    }
}

/* Returns whether a hyphen joins an article, the first word of the title, to the next word:
 * "A-Zone". Articles are ASCII, so folding has not changed their length. */
static bool is_hyphened(const struct rank_words *words, const char *title)
{
    size_t len = strlen(words->at[0].spelt);

    title += strspn(title, " ");
    return strlen(title) > len + 1 && title[len] == '-' && title[len + 1] != ' ';
}

/* Moves the article from the words to words->article. An article that is the whole title stays
 * ("The", "Die"). At the end of the title, only "the" is an article. */
static void take_article(struct rank_words *words, const char *title)
{
    size_t last = words->count - 1;
    size_t at = 0;

    if (words->count < 2)
        return;
    if (rank_is_article(words->at[0].text)) {
        if (is_hyphened(words, title))
            return;
    } else {
        if (strcmp(words->at[last].text, "the") != 0 || words->at[last].gap != RANK_GAP_BLANK)
            return;
        at = last;
    }
    words->article = cvi_strdup(words->at[at].text);
    if (at == 0 && words->at[1].gap == RANK_GAP_BLANK)
        words->at[1].gap = words->at[0].gap;
    remove_words(words, at, 1);
}

void rank_words_read(struct rank_words *words, const char *title)
{
    *words = (struct rank_words){0};
    char *turned = rank_article_first(title);

    if (strcmp(turned, title) != 0) {
        split(words, title, false);
        words->unturned = joined(words);
        remove_words(words, 0, words->count);
    }
    split(words, turned, true);
    words->plain = joined(words);
    for (size_t i = 0; i < words->count; i++) {
        const char *common = common_spelling(words->at[i].text);

        if (common != words->at[i].text)
            replace_take(&words->at[i].text, cvi_strdup(common));
    }
    take_article(words, turned);
    free(turned);
    join_acronyms(words);
    read_number_words(words);
    read_romans(words);
    mark(words);
}

void rank_words_release(struct rank_words *words)
{
    remove_words(words, 0, words->count);
    free(words->plain);
    free(words->unturned);
    free(words->article);
    *words = (struct rank_words){0};
}

static void renew_plain(struct rank_words *words)
{
    struct buf plain = BUF_INIT(1 << 20);

    buf_puts(&plain, words->article ? words->article : "");
    for (size_t i = 0; i < words->count; i++)
        buf_puts(&plain, words->at[i].spelt);
    replace_take(&words->plain, without_blanks(buf_detach(&plain)));
}

bool rank_words_unglue(struct rank_words *words, int year)
{
    enum { DIGITS = 4 };
    struct rank_word *last = words->count ? &words->at[words->count - 1] : NULL;
    size_t len = last ? strlen(last->spelt) : 0;

    if (len <= DIGITS || strspn(last->spelt + len - DIGITS, "0123456789") != DIGITS ||
        (last->spelt[len - DIGITS - 1] >= '0' && last->spelt[len - DIGITS - 1] <= '9') ||
        last->spelt[len - DIGITS - 1] == ' ' ||
        strtol(last->spelt + len - DIGITS, NULL, 10) != year)
        return false;
    replace_take(&last->spelt, cvi_strndup(last->spelt, len - DIGITS));
    replace_take(&last->text, cvi_strdup(last->spelt));
    last->number = -1;
    renew_plain(words);
    return true;
}

void rank_words_cut(struct rank_words *words, size_t count)
{
    remove_words(words, count, words->count - count);
    renew_plain(words);
}

char *rank_words_key(const struct rank_words *words, size_t from, size_t to)
{
    struct buf key = BUF_INIT(1 << 20);

    for (size_t i = from; i < to; i++) {
        if (!words->at[i].marker && !words->at[i].joins)
            buf_puts(&key, words->at[i].text);
    }
    return buf_detach(&key);
}
