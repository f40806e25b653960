/* Reads numbers and lists of numbers: digits, Roman numerals and words of several languages. */
#include <string.h>
#include <strings.h>

#include "parse/parts.h"

enum {
    NUMBER_MAX = 999999, /* S2025E123101: the first episode of December 31 */
    /* Limits of ranges. A number that exceeds them does not end a range. */
    RANGE_MAX = 2000, /* maximum difference: not S01E01-E99999 */
    SEASON_MAX = 300, /* maximum difference if the range starts at 2 to 99: not S02E09-791 */
    EPISODE_MAX = 999 /* a range that starts at or below this does not end at a year: S01E09-1984 */
};

static const char *const english[] = {"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                      "seven", "eight", "nine", "ten",   "eleven", "twelve"};
static const char *const ordinal[] = {"",      "first",   "second", "third", "fourth", "fifth",
                                      "sixth", "seventh", "eighth", "ninth", "tenth"};
/* Number words in other languages, in lower case and separated by '|'. Row n has the ordinals and
 * cardinals for n. */
/* clang-format off */
static const char *const spelled[] = {
    "",
    "erste|ersten|erster|première|primera|primeira|prima|eerste|första|første|pierwszy|pierwsza|první|"
    "prvá|prva|první|первый|первая|перший|перша|първи|първа|birinci|első|ensimmäinen|πρώτος|πρώτη|primul|"
    "الأول|الاول|الأولى|الاولى|اول|ראשונה|eins|jeden|один",
    "zweite|zweiten|zweiter|deuxième|deuxieme|seconde|segunda|segona|seconda|tweede|andra|anden|andre|"
    "drugi|druga|druhá|druha|второй|вторая|другий|друга|втори|втора|ikinci|második|masodik|toinen|"
    "δεύτερος|δεύτερη|الثاني|الثانى|الثانية|دوم|שנייה|שניה|zwei|deux|два",
    "dritte|dritten|dritter|troisième|troisieme|tercera|terceira|terza|derde|tredje|trzeci|trzecia|třetí|"
    "treti|tretia|treća|treca|третий|третья|третій|третя|трети|трета|üçüncü|harmadik|kolmas|τρίτος|τρίτη|"
    "الثالث|الثالثة|سوم|שלישית|drei|trois|три",
    "vierte|vierten|vierter|quatrième|quatrieme|cuarta|quarta|vierde|fjärde|fjerde|czwarty|czwarta|čtvrtá|"
    "štvrtá|četvrta|cetvrta|четвертый|четвёртый|четвертая|четвёртая|четвертий|четверта|четвърти|dördüncü|"
    "negyedik|neljäs|τέταρτος|τέταρτη|الرابع|الرابعة|چهارم|רביעית|vier|quatre|четыре",
    "fünfte|fünften|fünfter|cinquième|cinquieme|quinta|vijfde|femte|piąty|piąta|pátá|piata|peta|пятый|"
    "пятая|п'ятий|п'ята|пети|beşinci|ötödik|viides|πέμπτος|πέμπτη|الخامس|الخامسة|پنجم|חמישית|fünf|cinq|пять",
    "sechste|sechsten|sechster|sixième|sixieme|sexta|sesta|zesde|sjätte|sjette|szósty|szósta|šestá|šesta|"
    "шестой|шестая|шостий|шоста|altıncı|hatodik|kuudes|έκτος|έκτη|السادس|السادسة|ششم|שישית|sechs|шесть",
    "siebte|siebten|siebter|septième|septieme|séptima|septima|sétima|setima|settima|zevende|sjunde|syvende|"
    "siódmy|siódma|sedmá|sedma|седьмой|седьмая|сьомий|сьома|yedinci|hetedik|έβδομος|السابع|السابعة|هفتم|"
    "שביעית|sieben|семь",
    "achte|achten|achter|huitième|huitieme|octava|oitava|ottava|achtste|åttonde|ottende|åttende|ósmy|ósma|osmá|"
    "osma|восьмой|восьмая|восьмий|восьма|sekizinci|nyolcadik|όγδοος|الثامن|الثامنة|هشتم|שמינית|acht|восемь",
    "neunte|neunten|neunter|neuvième|neuvieme|novena|nona|negende|nionde|niende|dziewiąty|dziewiąta|devátá|"
    "deveta|девятый|девятая|дев'ятий|dokuzuncu|kilencedik|ένατος|التاسع|التاسعة|نهم|תשיעית|neun|девять",
    "zehnte|zehnten|zehnter|dixième|dixieme|décima|decima|tiende|tionde|dziesiąty|dziesiąta|desátá|deseta|"
    "десятый|десятая|десятий|onuncu|tizedik|δέκατος|العاشر|العاشرة|دهم|עשירית|zehn|десять",
};
/* clang-format on */
static const char *const chinese[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

static int digits(const char *text, size_t length)
{
    int n = 0;

    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        n = n * 10 + (text[i] - '0');
        if (n > NUMBER_MAX)
            return -1;
    }
    return n;
}

long name_id_of(const char *text, size_t length)
{
    long n = 0;

    for (size_t i = 0; i < length && length <= 9; i++)
        n = n * 10 + (text[i] - '0');
    return n;
}

/* Returns the value of a well-formed Roman numeral up to XXXIX; -1 for other texts. */
static int roman(const char *text, size_t length)
{
    static const char *const ones[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};

    for (int tens = 0; tens <= 3 && (size_t)tens <= length; tens++) {
        if (tens && (text[tens - 1] | 0x20) != 'x')
            break;
        for (int one = tens ? 0 : 1; one <= 9; one++)
            if (strlen(ones[one]) == length - (size_t)tens &&
                strncasecmp(text + tens, ones[one], length - (size_t)tens) == 0)
                return tens * 10 + one;
    }
    return -1;
}

static int in_list(const char *const *list, size_t count, const char *text, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (*list[i] && strlen(list[i]) == length && strncasecmp(list[i], text, length) == 0)
            return (int)i;
    return -1;
}

#define IN_LIST(list, text, length) in_list(list, sizeof(list) / sizeof *(list), text, length)

/* Returns the value of a Chinese numeral up to 99 (五, 十二, 二十); -1 for other texts. */
static int chinese_number(const char *text, size_t length)
{
    enum { BYTES = 3 }; /* per character */
    static const char ten[] = "十";
    int tens = 0, ones;

    if (length % BYTES)
        return -1;
    if (length > BYTES && memcmp(text + BYTES, ten, BYTES) == 0) {
        tens = IN_LIST(chinese, text, BYTES);
        if (tens < 0)
            return -1;
        text += BYTES;
        length -= BYTES;
    } else if (length && memcmp(text, ten, BYTES) == 0) {
        tens = 1;
    }
    if (tens && length == BYTES)
        return tens * 10;
    ones = IN_LIST(chinese, text + (tens ? BYTES : 0), length - (tens ? BYTES : 0));
    return ones < 0 ? -1 : tens * 10 + ones;
}

enum { SPELLED_MAX = 384 };

/* The words of `spelled`. Filled on first use. */
static struct spelling {
    const char *word;
    unsigned char length, number;
} spellings[SPELLED_MAX];

static size_t spelling_count;

static void find_spellings(void)
{
    for (size_t n = 1; n < sizeof spelled / sizeof *spelled; n++)
        for (const char *at = spelled[n]; *at && spelling_count < SPELLED_MAX; at += *at == '|') {
            size_t length = strcspn(at, "|");

            spellings[spelling_count++] =
                (struct spelling){at, (unsigned char)length, (unsigned char)n};
            at += length;
        }
}

/* Returns the value of a word in `spelled`; -1 for other words. */
static int spelled_number(const char *text, size_t length)
{
    if (!spelling_count)
        find_spellings();
    for (const struct spelling *s = spellings; s < spellings + spelling_count; s++)
        if (s->length == length && name_word_same(s->word, text, length))
            return s->number;
    return -1;
}

int name_number_of(const char *text, size_t length)
{
    int n;

    if (!length)
        return -1;
    if (*text >= '0' && *text <= '9')
        return digits(text, length);
    if ((n = roman(text, length)) >= 0 || (n = IN_LIST(english, text, length)) >= 0 ||
        (n = IN_LIST(ordinal, text, length)) >= 0)
        return n;
    n = chinese_number(text, length);
    return n >= 0 ? n : spelled_number(text, length);
}

void name_numbers_add(struct numbers *numbers, int first, int last)
{
    struct run *run = numbers->run + numbers->count;

    if (numbers->count && run[-1].last + 1 == first)
        run[-1].last = last;
    else if (numbers->count < RUN_MAX)
        *run = (struct run){first, last}, numbers->count++;
}

static bool means_to(const char *text, size_t length)
{
    static const char *const words[] = {"to",  "bis",  "thru", "through", " a ",
                                        ".a.", " al ", ".al.", ".."};

    for (size_t i = 0; i < length; i++)
        if (strchr("-~:", text[i]) || (text[i] & 0x80))
            return true;
    for (size_t i = 0; i < length; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (i + strlen(words[k]) <= length &&
                strncasecmp(text + i, words[k], strlen(words[k])) == 0)
                return true;
    return false;
}

/* Returns whether the text between two numbers is only a dot, a space or an underscore. Such
 * numbers are a list only if they are consecutive: 21.22. */
static bool only_blank(const char *text, size_t length)
{
    return length == 1 && (*text == '.' || *text == ' ' || *text == '_');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Returns whether the digits from `at` to `end` are the season of S01E02 or 1x02, or the version in
 * 01v2, and not an episode. */
static bool is_no_episode(const char *text, size_t length, size_t at, size_t end)
{
    char before = at ? (char)(text[at - 1] | 0x20) : 0;
    char after = end < length ? (char)(text[end] | 0x20) : 0;

    if (before == 'v')
        return true;
    if (before == 's')
        return after == 'e' || (end + 1 < length && (text[end + 1] | 0x20) == 'e');
    return at && after == 'x' && before != 'x' && end + 1 < length && is_digit(text[end + 1]);
}

/* Finds the next number at or after byte *at. Sets *at and *end to the start and the end of the
 * number. Returns false if there are no more numbers. */
static bool next_number(const char *text, size_t length, size_t *at, size_t *end)
{
    for (*end = *at; *end < length; *at = *end) {
        while (*at < length && !is_digit(text[*at]))
            ++*at;
        for (*end = *at; *end < length && is_digit(text[*end]);)
            ++*end;
        if (*end > *at && !is_no_episode(text, length, *at, *end))
            return true;
    }
    return false;
}

static bool is_no_range(int first, int last)
{
    return last - first > (first > 1 && first < 100 ? SEASON_MAX : RANGE_MAX) ||
           (first <= EPISODE_MAX && last >= YEAR_MIN && last <= YEAR_MAX && last != first + 1);
}

/* Returns whether the text contains "&" or "and", as before the last number of a list: 1.3&5. */
static bool ends_in_and(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] == '&' || (i + 3 <= length && strncasecmp(text + i, "and", 3) == 0))
            return true;
    return false;
}

size_t name_numbers_read(struct numbers *numbers, const char *text, size_t length)
{
    size_t at = 0, end = 0, done = 0;
    int last = -1;
    bool after_to = false;

    numbers->count = 0;
    if (length && (text[0] < '0' || text[0] > '9') && name_number_of(text, length) >= 0) {
        int n = name_number_of(text, length);

        name_numbers_add(numbers, n, n);
        return length;
    }
    while (next_number(text, length, &at, &end)) {
        int n = digits(text + at, end - at);
        bool to = last >= 0 && means_to(text + done, at - done);

        if (n < 0 || (last >= 0 && (n <= last || is_no_range(last, n))) ||
            (last >= 0 && only_blank(text + done, at - done) && n != last + 1 &&
             !ends_in_and(text + at, length - at)))
            break;
        if (to && !after_to)
            name_numbers_add(numbers, last + 1, n);
        else
            name_numbers_add(numbers, n, n);
        after_to = to && n != last + 1;
        last = n;
        done = at = end;
    }
    return done;
}
