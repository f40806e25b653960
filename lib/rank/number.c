/* Converts numbers in titles: digits, Roman numerals and words. */
#include "rank/number.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

static const char *const units[] = {
    "zero",     "one",     "two",     "three",     "four",     "five",     "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};

static const char *const tens[] = {"twenty", "thirty",  "forty",  "fifty",
                                   "sixty",  "seventy", "eighty", "ninety"};

static const char *const ordinals[] = {"first",    "second",  "third",     "fourth", "fifth",
                                       "sixth",    "seventh", "eighth",    "ninth",  "tenth",
                                       "eleventh", "twelfth", "thirteenth"};

enum { COUNT_UNITS = sizeof units / sizeof *units, MOST_DIGITS = 7 };

static int find(const char *const *list, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i][0] == word[0] && strcmp(list[i], word) == 0)
            return (int)i;
    }
    return -1;
}

static int read_ten(const char *word)
{
    int place = find(tens, sizeof tens / sizeof *tens, word);

    return place < 0 ? -1 : (place + 2) * 10;
}

static int read_digits(const char *word, bool *ordinal)
{
    size_t len = strspn(word, "0123456789");
    int value = 0;

    if (!len || len > MOST_DIGITS)
        return -1;
    for (size_t i = 0; i < len; i++)
        value = value * 10 + (word[i] - '0');
    *ordinal = strcmp(word + len, "st") == 0 || strcmp(word + len, "nd") == 0 ||
               strcmp(word + len, "rd") == 0 || strcmp(word + len, "th") == 0;
    return !word[len] || *ordinal ? value : -1;
}

int rank_number_read(const char *word, bool *ordinal)
{
    int value = read_digits(word, ordinal);

    if (value >= 0)
        return value;
    value = find(ordinals, sizeof ordinals / sizeof *ordinals, word);
    *ordinal = value >= 0;
    if (*ordinal)
        return value + 1;
    value = find(units, COUNT_UNITS, word);
    return value >= 0 ? value : read_ten(word);
}

int rank_number_roman(const char *word)
{
    /* This fast check rejects most of the millions of words of a catalogue. */
    if (!*word || word[strspn(word, "ivxIVX")])
        return -1;
    for (int i = 1; i < 40; i++) {
        if (text_same(word, rank_number_as_roman(i)))
            return i;
    }
    return -1;
}

const char *rank_number_as_roman(int number)
{
    static const char *const ones[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
    static char roman[16];

    if (number < 1 || number > 39)
        return "";
    memset(roman, 'X', (size_t)number / 10);
    snprintf(roman + number / 10, sizeof roman - 3, "%s", ones[number % 10]);
    return roman;
}

const char *rank_number_as_word(int number)
{
    static char words[24];

    if (number >= 1 && number < COUNT_UNITS)
        return units[number];
    if (number == 100 || number == 1000)
        return number == 100 ? "hundred" : "thousand";
    if (number < COUNT_UNITS || number > 99)
        return NULL;
    snprintf(words, sizeof words, "%s%s%s", tens[number / 10 - 2], number % 10 ? " " : "",
             number % 10 ? units[number % 10] : "");
    return words;
}

/* Returns the value of a number below 100 in one or two words ("seven", "forty two"), and sets
 * *used to the number of words. Returns -1 for other words. */
static int read_below_hundred(const char *const *words, size_t count, size_t *used)
{
    int ten = read_ten(words[0]);
    int unit = find(units, COUNT_UNITS, words[0]);

    *used = 1;
    if (ten < 0)
        return unit;
    unit = count > 1 ? find(units, 10, words[1]) : -1;
    *used += unit > 0;
    return ten + (unit > 0 ? unit : 0);
}

static bool is_power(const char *word)
{
    return strcmp(word, "hundred") == 0 || strcmp(word, "thousand") == 0;
}

/* Returns the value of `word` if it consists of digits and `next` is "hundred" or "thousand";
 * otherwise -1. */
static int read_digits_before_power(const char *word, const char *next)
{
    bool ordinal;
    int value = is_power(next) ? read_digits(word, &ordinal) : -1;

    return value > 0 && value < 1000 && !ordinal ? value : -1;
}

int rank_number_words(const char *const *words, size_t count, size_t *used)
{
    static const struct {
        const char *word;
        int times;
    } powers[] = {{"hundred", 100}, {"thousand", 1000}};
    int value = read_below_hundred(words, count, used);

    if (value < 0 && count > 1)
        value = read_digits_before_power(words[0], words[1]);
    if (value < 0 && is_power(words[0])) {
        value = 1; /* "Hundred Lanterns" has the number 100 */
        *used = 0;
    }
    for (size_t i = 0; i < sizeof powers / sizeof *powers && value > 0; i++) {
        size_t more = 0;
        size_t at = *used;

        if (at >= count || strcmp(words[at], powers[i].word) != 0)
            continue;
        value *= powers[i].times;
        *used = ++at;
        at += at + 1 < count && strcmp(words[at], "and") == 0;
        int rest = at < count ? read_below_hundred(words + at, count - at, &more) : -1;
        if (rest > 0) {
            value += rest;
            *used = at + more;
        }
        break;
    }
    return value;
}
