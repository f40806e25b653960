/* Compares two titles word by word. */
#include "rank/rank.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "rank/noise.h"

/* Lengths in letters of titles and words. The key of a title (rank_words_key) has its letters only.
 * An edit is a letter that is added, missing, replaced or swapped with the next letter. */
enum {
    SHORT_KEY = 5, /* in a shorter title, every edit makes another title */
    FAIR_KEY = 9,
    LONG_KEY = 12,   /* in a title of this length or longer, an edit is a typing error */
    SHORT_WORD = 4,  /* in a shorter word, a replaced letter makes another word */
    LONG_WORD = 8,   /* in a word of this length or longer, two edits may be typing errors */
    LEAST_HEAD = 10, /* minimum length of a title to which the name adds other words */
};
enum { MOST_LEFTOVER_WORDS = 3, LEAST_HEAD_WORDS = 2 };

static bool same_digits(const char *a, const char *b)
{
    static const char digits[] = "0123456789";

    for (;;) {
        a += strcspn(a, digits);
        b += strcspn(b, digits);
        size_t len = strspn(a, digits);
        if (len != strspn(b, digits) || strncmp(a, b, len) != 0)
            return false;
        if (!len)
            return true;
        a += len;
        b += len;
    }
}

static char *without_digits(const char *key)
{
    struct buf out = BUF_INIT(strlen(key) + 1);

    for (; *key; key++) {
        if (*key < '0' || *key > '9')
            buf_putc(&out, *key);
    }
    return buf_detach(&out);
}

static bool is_ascii(const char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text >= 0x80)
            return false;
    }
    return true;
}

/* Returns the key with "ae", "oe", "ue" and "aa" reduced to their first letter, because "Mädchen"
 * is also spelled "Maedchen", and "Ørsted" "Oersted". The caller frees the result. */
static char *without_umlauts(const char *key)
{
    struct buf out = BUF_INIT(strlen(key) + 1);

    for (; *key; key++) {
        buf_putc(&out, *key);
        if ((strchr("aou", *key) && key[1] == 'e') || (*key == 'a' && key[1] == 'a'))
            key++;
    }
    return buf_detach(&out);
}

static bool same_transliterated(const char *a, const char *b)
{
    char *bare_a = without_umlauts(a);
    char *bare_b = without_umlauts(b);
    bool same = strcmp(bare_a, bare_b) == 0;

    free(bare_a);
    free(bare_b);
    return same;
}

static bool is_swap(const char *one, const char *other)
{
    size_t first = 0;

    while (one[first] && one[first] == other[first])
        first++;
    return one[first] && one[first] == other[first + 1] && one[first + 1] == other[first] &&
           strcmp(one + first + 2, other + first + 2) == 0;
}

/* Returns whether the word is in many titles. A difference in such a word is a typing error. */
static bool is_common(const char *word)
{
    static const char *const common[] = {"the", "of", "in", "and",  "to",   "on",
                                         "for", "at", "a",  "with", "from", "is"};

    for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
        if (strcmp(common[i], word) == 0)
            return true;
    }
    return false;
}

/* Returns whether the words may differ only by a typing error. In a short title, a replaced letter
 * in a short word makes another word ("Men" for "Man"). */
static bool is_slip(const char *one, const char *other, size_t title_length)
{
    size_t len = strlen(one);
    size_t edits = text_distance(one, other);

    if (edits > 1)
        return edits == 2 && len >= LONG_WORD;
    return len != strlen(other) || len >= SHORT_WORD || is_swap(one, other) || is_common(other) ||
           title_length >= FAIR_KEY;
}

/* Returns whether each word differs at most by a typing error. Also returns true if the titles have
 * different numbers of words; the caller counts the edits in the whole title. */
static bool edits_are_slight(const struct rank_words *a, const struct rank_words *b,
                             size_t title_length)
{
    if (a->count != b->count)
        return true;
    for (size_t i = 0; i < a->count; i++) {
        if (strcmp(a->at[i].text, b->at[i].text) != 0 &&
            !is_slip(a->at[i].text, b->at[i].text, title_length))
            return false;
    }
    return true;
}

/* Returns whether one word is the other plus a letter: "Guilt" and "Guilty", "Borderline" and
 * "Borderliner". */
static bool is_extended(const char *one, const char *other)
{
    size_t len = strlen(one) < strlen(other) ? strlen(one) : strlen(other);

    return strncmp(one, other, len) == 0 && strlen(one) + strlen(other) == 2 * len + 1;
}

/* Returns whether the titles differ by more than a typing error. In a short title of one word,
 * every edit makes another title. In a longer title of one word, or in a short title of several, a
 * letter added to the end of a word makes another title. */
static bool is_other_word(const struct rank_words *a, const struct rank_words *b, size_t length)
{
    bool is_single = a->count == 1 && b->count == 1;

    if (is_single && length < LONG_WORD)
        return true;
    if (a->count != b->count || (!is_single && length >= LONG_KEY))
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (is_extended(a->at[i].text, b->at[i].text))
            return true;
    }
    return false;
}

/* Returns whether a word of one title is the plural of the same word in the other, as in many pairs
 * of films: "Alien" and "Aliens". */
static bool is_plural(const struct rank_words *a, const struct rank_words *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        const char *one = a->at[i].text;
        const char *other = b->at[i].text;
        size_t len = strlen(one) < strlen(other) ? strlen(one) : strlen(other);

        if (strcmp(one, other) != 0 && strncmp(one, other, len) == 0 &&
            (strcmp(one + len, "s") == 0 || strcmp(other + len, "s") == 0))
            return true;
    }
    return false;
}

static size_t shorter(const char *a, const char *b)
{
    size_t len_a = strlen(a);
    size_t len_b = strlen(b);

    return len_a < len_b ? len_a : len_b;
}

/* Compares the letters of two titles. Compares them with and without the articles and uses the
 * closer result, because the typing error may be in the article. */
static enum rank_sameness compare_letters(const struct rank_words *a, const struct rank_words *b,
                                          const char *key_a, const char *key_b)
{
    size_t edits = text_distance(key_a, key_b);
    size_t plain_edits = text_distance(a->plain, b->plain);
    bool is_plain = plain_edits < edits;
    size_t len = is_plain ? shorter(a->plain, b->plain) : shorter(key_a, key_b);
    size_t most = len < SHORT_KEY ? 0 : len < LONG_KEY ? 1 : len < (size_t)2 * LONG_KEY ? 2 : 3;

    edits = is_plain ? plain_edits : edits;
    if (!edits || edits > most || !is_ascii(key_a) || !is_ascii(key_b) ||
        !edits_are_slight(a, b, len) || is_plural(a, b) ||
        is_other_word(a, b, shorter(key_a, key_b)))
        return RANK_TITLE_DIFFERENT;
    /* A replaced letter may make another name; an added, missing or misplaced letter rarely
     * does. */
    bool other_letter = strlen(key_a) == strlen(key_b) && !is_swap(key_a, key_b);
    return edits == 1 && len >= LONG_KEY && !other_letter ? RANK_TITLE_SLIP : RANK_TITLE_TYPO;
}

static bool has_part(const struct rank_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        if (words->at[i].gap != RANK_GAP_BLANK)
            return true;
    }
    return false;
}

static size_t part_end(const struct rank_words *words, size_t from)
{
    size_t end = from + 1;

    while (end < words->count && words->at[end].gap == RANK_GAP_BLANK)
        end++;
    return end;
}

/* Returns whether the title without the words from `from` up to (not including) `to` has the key
 * `key`. The rest must not be too short, and the removed words must not be like "The Making of". */
static bool same_without(const struct rank_words *words, size_t from, size_t to, const char *key)
{
    char *head = rank_words_key(words, 0, from);
    bool article = from == 0 && rank_is_article(words->at[to].text);
    char *tail = rank_words_key(words, to + article, words->count);
    char *rest = cvi_format("%s%s", head, tail);
    bool same = strcmp(rest, key) == 0 && (from > 0 || words->count - to > 1) &&
                !rank_is_about(words, from, to) &&
                strlen(rest) >= (from > 0 ? SHORT_WORD : LONG_KEY);

    free(head);
    free(tail);
    free(rest);
    return same;
}

/* Returns whether `key` is the key of the first of two titles that "or" joins: "The Winter Garden
 * or the Long Night". */
static bool is_cut_at_or(const struct rank_words *words, const char *key)
{
    for (size_t i = LEAST_HEAD_WORDS; i + 1 < words->count; i++) {
        if (strcmp(words->at[i].text, "or") != 0)
            continue;
        char *head = rank_words_key(words, 0, i);
        bool same = strlen(head) >= LEAST_HEAD && strcmp(head, key) == 0;

        free(head);
        if (same)
            return true;
    }
    return false;
}

static bool same_article(const struct rank_words *a, const struct rank_words *b)
{
    return a->article && b->article ? strcmp(a->article, b->article) == 0
                                    : !a->article && !b->article;
}

/* Returns whether `asked`, whose key is `key`, is the title in `words` without some of its parts,
 * such as a subtitle after ": ". If the first part is kept, both titles must have the same article:
 * a different article and a missing subtitle together make another title. */
static bool is_shortened(const struct rank_words *words, const struct rank_words *asked,
                         const char *key)
{
    bool keeps_article = same_article(asked, words);

    if (*key && is_cut_at_or(words, key))
        return true;
    if (!*key || !has_part(words))
        return false;
    for (size_t from = 0; from < words->count; from = part_end(words, from)) {
        for (size_t to = from; to < words->count;) {
            to = part_end(words, to);
            if ((from == 0 || keeps_article) && !(from == 0 && to == words->count) &&
                same_without(words, from, to, key))
                return true;
        }
    }
    return false;
}

static bool has_number(const struct rank_words *words, size_t from)
{
    for (size_t i = from; i < words->count; i++) {
        if (words->at[i].number >= 0)
            return true;
    }
    return false;
}

/* Returns whether the words from `from` on are only "Part One" or "1". "One" without "Part" does
 * not count: "The Chosen One". */
static bool is_first_part(const struct rank_words *words, size_t from)
{
    bool marked = words->at[from].marker;

    from += marked;
    return from + 1 == words->count && words->at[from].number == 1 &&
           (marked || strcmp(words->at[from].spelt, "one") != 0);
}

/* If the requested title begins with a title whose key is `key`, returns the index of the first
 * word after that title; otherwise 0. */
static size_t leftover_start(const struct rank_words *asked, const char *key)
{
    for (size_t i = 1; i < asked->count; i++) {
        char *head = rank_words_key(asked, 0, i);
        bool same = strcmp(head, key) == 0;

        free(head);
        if (same)
            return i;
    }
    return 0;
}

static enum rank_sameness compare_longer(const struct rank_words *asked, const char *key)
{
    size_t from = *key ? leftover_start(asked, key) : 0;

    if (!from)
        return RANK_TITLE_DIFFERENT;
    if (rank_is_noise(asked, from))
        return RANK_TITLE_NOISE;
    if (is_first_part(asked, from))
        return RANK_TITLE_FIRST;
    if (has_number(asked, from))
        return RANK_TITLE_NUMBER;
    if (asked->at[from].gap == RANK_GAP_PART || asked->count - from > MOST_LEFTOVER_WORDS ||
        from < LEAST_HEAD_WORDS || strlen(key) < LEAST_HEAD)
        return RANK_TITLE_DIFFERENT;
    return RANK_TITLE_LEFTOVER;
}

/* Returns whether one title is the other followed by "Part One". */
static bool differs_by_first(const struct rank_words *asked, const struct rank_words *other,
                             const char *key_a, const char *key_b)
{
    size_t more = *key_b ? leftover_start(asked, key_b) : 0;

    if (more)
        return is_first_part(asked, more);
    more = *key_a ? leftover_start(other, key_a) : 0;
    return more && is_first_part(other, more);
}

/* Returns whether `longer` is `shorter` with one more article in front, as in "The Den of Lions"
 * and "Den of Lions". From the second title, rank_words_read has removed "den" as an article. */
static bool has_article_more(const struct rank_words *longer, const char *key_longer,
                             const struct rank_words *shorter, const char *key_shorter)
{
    size_t len = shorter->article ? strlen(shorter->article) : 0;

    return longer->article && len && strncmp(key_longer, shorter->article, len) == 0 &&
           *key_shorter && strcmp(key_longer + len, key_shorter) == 0;
}

/* Returns whether the titles are the same only if a single letter in one of them is a Roman
 * numeral. */
static bool relies_on_letter(const struct rank_words *a, const struct rank_words *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if ((a->at[i].letter || b->at[i].letter) && strcmp(a->at[i].spelt, b->at[i].spelt) != 0)
            return true;
    }
    return false;
}

static enum rank_sameness compare_keys(const struct rank_words *asked,
                                       const struct rank_words *other, const char *key_a,
                                       const char *key_b)
{
    bool same = strcmp(key_a, key_b) == 0 ||
                ((asked->foreign || other->foreign) && same_transliterated(key_a, key_b));

    if (same && *key_a && relies_on_letter(asked, other))
        return RANK_TITLE_LETTER;
    if (same && *key_a)
        return same_article(asked, other) ? RANK_TITLE_SPELLING : RANK_TITLE_ARTICLE;
    if (has_article_more(asked, key_a, other, key_b) ||
        has_article_more(other, key_b, asked, key_a))
        return RANK_TITLE_ARTICLE;
    if (!same_digits(key_a, key_b)) {
        char *bare_a = without_digits(key_a);
        char *bare_b = without_digits(key_b);
        bool only_digits = *bare_a && strcmp(bare_a, bare_b) == 0;

        free(bare_a);
        free(bare_b);
        if (only_digits && differs_by_first(asked, other, key_a, key_b))
            return RANK_TITLE_FIRST;
        if (only_digits && !is_shortened(other, asked, key_a))
            return RANK_TITLE_NUMBER;
    } else {
        enum rank_sameness letters = compare_letters(asked, other, key_a, key_b);

        if (letters != RANK_TITLE_DIFFERENT)
            return letters;
    }
    if (is_shortened(other, asked, key_a))
        return RANK_TITLE_SUBTITLE;
    return compare_longer(asked, key_b);
}

/* Returns the title with its words in the original order: the "IL" of "China, IL" is not an
 * article. */
static const char *as_written(const struct rank_words *words)
{
    return words->unturned ? words->unturned : words->plain;
}

/* Returns whether the words are one number in groups of three digits: "1,000". */
static bool is_grouped(const struct rank_words *words)
{
    for (size_t i = 1; i < words->count; i++) {
        if (strlen(words->at[i].spelt) != 3)
            return false;
    }
    return true;
}

/* Returns whether the titles consist of the same digits, but one of them has separators: "20" is
 * not "2.0", and "911" is not "9/11". Ignores separators of groups of three digits: "1,000". */
static bool is_other_number(const struct rank_words *asked, const struct rank_words *other)
{
    const struct rank_words *longer = asked->count > other->count ? asked : other;

    return asked->count != other->count && (asked->count == 1 || other->count == 1) &&
           !asked->plain[strspn(asked->plain, "0123456789")] && !is_grouped(longer);
}

enum rank_sameness rank_title_compare(const struct rank_words *asked,
                                      const struct rank_words *other)
{
    if (*asked->plain && (strcmp(asked->plain, other->plain) == 0 ||
                          strcmp(as_written(asked), as_written(other)) == 0))
        return is_other_number(asked, other) ? RANK_TITLE_DIFFERENT : RANK_TITLE_SAME;

    char *key_a = rank_words_key(asked, 0, asked->count);
    char *key_b = rank_words_key(other, 0, other->count);
    enum rank_sameness same = compare_keys(asked, other, key_a, key_b);

    free(key_a);
    free(key_b);
    return same;
}

int rank_title_overlap(const struct rank_words *asked, const struct rank_words *other)
{
    int had = 0;

    if (!asked->count)
        return 0;
    for (size_t i = 0; i < asked->count; i++) {
        bool there = false;

        for (size_t j = 0; j < other->count && !there; j++)
            there = strcmp(asked->at[i].text, other->at[j].text) == 0;
        had += there;
    }
    return had * 100 / (int)asked->count;
}
