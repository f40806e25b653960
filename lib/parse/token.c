/* Splits a name into words, the tokens, and stores the gaps between them. */
#include <string.h>
#include <strings.h>

#include "parse/parts.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

/* The kind of a character: a part of a word, or a sign that separates words. */
enum sign { SIGN_WORD, SIGN_BLANK, SIGN_HYPHEN, SIGN_DASH, SIGN_OPEN, SIGN_CLOSE, SIGN_JOIN };

/* clang-format off */
static const unsigned char signs[256] = {
    [' ']  = SIGN_BLANK,  ['\t'] = SIGN_BLANK,  ['\n'] = SIGN_BLANK,  ['\r'] = SIGN_BLANK,
    ['.']  = SIGN_BLANK,  ['_']  = SIGN_BLANK,  [0x7f] = SIGN_BLANK,
    ['-']  = SIGN_HYPHEN,
    ['~']  = SIGN_DASH,   ['|']  = SIGN_DASH,   ['/']  = SIGN_DASH,   ['\\'] = SIGN_DASH,
    ['(']  = SIGN_OPEN,   ['[']  = SIGN_OPEN,   ['{']  = SIGN_OPEN,
    [')']  = SIGN_CLOSE,  [']']  = SIGN_CLOSE,  ['}']  = SIGN_CLOSE,
    ['+']  = SIGN_JOIN,   ['&']  = SIGN_JOIN,   [',']  = SIGN_JOIN,   [';']  = SIGN_JOIN,
    ['=']  = SIGN_JOIN,   ['"']  = SIGN_JOIN,   ['*']  = SIGN_JOIN,   ['<']  = SIGN_JOIN,
    ['>']  = SIGN_JOIN,
};
/* clang-format on */

/* Returns the kind of the character at `at`. If it is a sign, sets *bytes to its length. */
static enum sign sign_at(const char *at, size_t *bytes)
{
    unsigned char c = (unsigned char)*at;

    *bytes = 1;
    if (c == 0xe2 && (unsigned char)at[1] == 0x80 &&
        ((unsigned char)at[2] == 0x93 || (unsigned char)at[2] == 0x94)) {
        *bytes = 3;
        return SIGN_DASH;
    }
    if (c == 0xc2 && (unsigned char)at[1] == 0xb7) { /* the middle dot */
        *bytes = 2;
        return SIGN_JOIN;
    }
    if (c == ':' && at[1] == ' ') /* "Season: 2" */
        return SIGN_JOIN;
    return c && c < ' ' ? SIGN_BLANK : (enum sign)signs[c];
}

/* The state while a name is split: the open brackets, and the signs since the last word. */
struct cutter {
    char stack[8];
    unsigned char group[8];
    unsigned depth, groups;
    bool blank, blank_after, hyphen, dash, opened, closed;
    bool beyond; /* the word has characters beyond ASCII */
};

static void pass(struct cutter *c, enum sign sign, char byte)
{
    switch (sign) {
    case SIGN_BLANK:
        *(c->hyphen ? &c->blank_after : &c->blank) = true;
        break;
    case SIGN_HYPHEN:
        c->dash |= c->hyphen;
        c->hyphen = true;
        break;
    case SIGN_DASH:
        c->dash = true;
        break;
    case SIGN_OPEN:
        c->opened = true;
        c->groups += c->groups < 255;
        if (c->depth < sizeof c->stack) {
            c->stack[c->depth] = byte;
            c->group[c->depth] = (unsigned char)c->groups;
        }
        c->depth++;
        break;
    case SIGN_CLOSE:
        c->closed = true;
        c->depth -= c->depth > 0;
        break;
    case SIGN_JOIN:
    case SIGN_WORD:
        break;
    }
}

static enum gap gap_of(const struct cutter *c, bool first)
{
    if (c->opened)
        return GAP_BRACKET;
    if (first)
        return GAP_START;
    if (c->dash || (c->hyphen && (c->blank || c->blank_after)))
        return GAP_DASH;
    if (c->closed)
        return GAP_BRACKET;
    if (c->hyphen)
        return GAP_HYPHEN;
    return c->blank ? GAP_SPACE : GAP_GLUE;
}

/* Returns the bits of a word's shape that depend only on the bytes of the word. */
static unsigned shape_of(const char *word, size_t length)
{
    size_t i = 0;

    if (word[0] == '#')
        return length > 1 && is_digit(word[1]) ? SHAPE_NUMBER_SIGN : 0;
    if (is_digit(word[0])) {
        while (i < length && is_digit(word[i]))
            i++;
        return i == length ? SHAPE_DIGITS : SHAPE_DIGIT_FIRST;
    }
    while (i < length && is_letter(word[i]))
        i++;
    return i && i < length && is_digit(word[i]) ? SHAPE_LETTERS_DIGIT : 0;
}

/* Returns the offset of S01E02 or 1x02 directly after letters, as in HarbourS01E02; 0: not found.
 */
static size_t glued_mark(const char *word, size_t length)
{
    size_t s = 0, i;

    while (s < length && is_letter(word[s]))
        s++;
    for (i = s; i < length && is_digit(word[i]);)
        i++;
    if (s >= 3 && i - s >= 1 && i - s <= 2 && i + 3 == length && (word[i] | 0x20) == 'x' &&
        is_digit(word[i + 1]) && is_digit(word[i + 2]))
        return s;
    if (s < 3 || (word[s - 1] | 0x20) != 's' || i - s < 1 || i - s > 2 || i + 2 >= length)
        return 0;
    return (word[i] | 0x20) == 'e' && is_digit(word[i + 1]) && is_digit(word[i + 2]) ? s - 1 : 0;
}

/* If the character at `at` is in `list`, a string of CJK characters of three bytes each, returns
 * its length; otherwise 0. */
static size_t cjk_in(const char *list, const char *at, size_t left)
{
    enum { BYTES = 3 };

    for (; left >= BYTES && *list; list += BYTES)
        if (memcmp(list, at, BYTES) == 0)
            return BYTES;
    return 0;
}

/* Returns the length of a CJK season or episode with its number at the start of the word (第3集,
 * 第二季, 全40集); 0: not found. If CJK characters precede the word (`after_word`), also accepts
 * 2期 and 76集全. */
static size_t counted_here(const char *word, size_t length, bool after_word)
{
    static const char season[] = "シーズン";
    size_t prefix = cjk_in("第全共", word, length), n = prefix, digits, more;

    for (digits = n; digits < length && is_digit(word[digits]);)
        digits++;
    if (digits == n)
        while ((more = cjk_in("一二三四五六七八九十", word + digits, length - digits)) && prefix)
            digits += more;
    if (digits == n || (!prefix && !after_word))
        return 0;
    n = digits;
    if (length - n >= sizeof season - 1 && memcmp(word + n, season, sizeof season - 1) == 0)
        return n + sizeof season - 1;
    more = cjk_in("季期話话集回", word + n, length - n);
    return more ? n + more + cjk_in("全", word + n + more, length - n - more) : 0;
}

/* Returns the offset at which to cut a word such as 灯台第3集 or 第3集灯台: before or after the CJK
 * season or episode and its number. Returns the word's length if not found. */
static size_t glued_count(const char *word, size_t length)
{
    size_t counted = counted_here(word, length, false);

    if (counted)
        return counted;
    for (size_t i = 1; i < length; i++)
        if ((word[i - 1] & 0x80 || word[i] & 0x80) && (word[i] & 0xc0) != 0x80 &&
            counted_here(word + i, length - i, (word[i - 1] & 0x80) != 0))
            return i;
    return length;
}

/* The sources that glued_latin finds. */
static const char *const glued_sources[] = {"bd", "hd", "ts", "tc", "dvd", "web", "hdtv", "bluray"};

static size_t source_here(const char *word, size_t length)
{
    for (size_t i = sizeof glued_sources / sizeof *glued_sources; i-- > 0;) {
        size_t n = strlen(glued_sources[i]);

        if (n <= length && strncasecmp(word, glued_sources[i], n) == 0)
            return n;
    }
    return 0;
}

static size_t digits_here(const char *word, size_t length)
{
    size_t n = 0;

    while (n < length && is_digit(word[n]))
        n++;
    return n;
}

/* Returns the offset of an episode or a source after CJK characters in a word: 灯台EP04,
 * 灯台BD1280, 灯台HD中字. Returns the word's length if not found. */
static size_t glued_latin(const char *word, size_t length)
{
    for (size_t i = 1; i + 1 < length; i++) {
        char c = (char)(word[i] | 0x20);
        size_t n;

        if (!(word[i - 1] & 0x80) || word[i] & 0x80)
            continue;
        n = 1 + (c == 'e' && (word[i + 1] | 0x20) == 'p');
        if (c == 'e' && digits_here(word + i + n, length - i - n))
            return i;
        n = source_here(word + i, length - i);
        if (n && i + n < length &&
            (word[i + n] & 0x80 || digits_here(word + i + n, length - i - n) > 2))
            return i;
    }
    return length;
}

/* If a word consists of a year and a source (2001DVDRip), returns the length of the year; otherwise
 * 0. */
static size_t glued_year(const char *word, size_t length)
{
    enum { DIGITS = 4 };

    if (length <= DIGITS || digits_here(word, length) != DIGITS ||
        !((word[0] == '1' && word[1] == '9') || (word[0] == '2' && word[1] == '0')))
        return 0;
    if (length - DIGITS == 2 && memcmp(word + DIGITS, "г", 2) == 0)
        return DIGITS; /* "г" is short for год, year */
    for (const struct word *w = name_word_first(word + DIGITS, length - DIGITS); w;
         w = name_word_next(w))
        if (w->kind == WORD_SOURCE && w->force == WORD_STRONG && w->first == length - DIGITS)
            return DIGITS;
    return 0;
}

static void add(struct text *text, struct cutter *c, size_t start, size_t end)
{
    struct name_token *t = &text->token[text->count];
    unsigned depth = c->depth < sizeof c->stack ? c->depth : (unsigned)sizeof c->stack;

    *t = (struct name_token){.start = (unsigned)start,
                             .end = (unsigned)end,
                             .gap = gap_of(c, text->count == 0),
                             .bracket = depth ? c->stack[depth - 1] : 0,
                             .group = depth ? c->group[depth - 1] : 0,
                             .shape = shape_of(text->at + start, end - start)};
    if (text->count == 0)
        t->shape |= SHAPE_FIRST;
    for (size_t i = start; c->beyond && i < end && !(t->shape & SHAPE_CJK); i++)
        t->shape |= (unsigned char)text->at[i] >= 0xe3 ? SHAPE_CJK : 0;
    if (t->group && (text->count == 0 || t[-1].group != t->group))
        t->shape |= SHAPE_OPEN;
    if (t->gap == GAP_DASH)
        t->shape |= SHAPE_DASHED;
    text->count++;
    c->blank = c->blank_after = c->hyphen = c->dash = c->opened = c->closed = false;
}

/* Splits the word from `start` to `end`, and adds all pieces except the last. Returns the start of
 * the last piece. Does not repeat a search, so the time grows linearly with the length. */
static size_t cut_glued(struct text *text, struct cutter *c, size_t start, size_t end)
{
    size_t count = start, latin = start;

    while (text->count + 1 < TOKEN_MAX) {
        size_t cut;

        if (count <= start)
            count = start + glued_count(text->at + start, end - start);
        if (latin <= start)
            latin = start + glued_latin(text->at + start, end - start);
        cut = latin < count ? latin : count;
        if (cut == end)
            break;
        add(text, c, start, cut);
        start = cut;
    }
    return start;
}

/* Returns whether the bracket at the start of the name is the title, because a digit and a year in
 * brackets follow: [REC]2 (2009). */
static bool is_title_bracket(const struct text *text)
{
    const struct name_token *t = text->token;

    return text->count > 2 && !t[1].group && t[1].shape & SHAPE_DIGITS &&
           t[1].end - t[1].start == 1 && t[2].bracket == '(' && name_token_year(text, 2);
}

void name_token_cut(struct text *text, const char *at, size_t length)
{
    struct cutter cutter = {0};
    size_t i = 0;

    text->at = at;
    text->length = length;
    text->count = 0;
    text->ascii = true;
    text->spaced = memchr(at, ' ', length) || memchr(at, '_', length);
    text->group_first = text->checksum = text->volumes = text->serial = false;
    while (i < length && text->count < TOKEN_MAX) {
        size_t bytes, start = i;
        enum sign sign = sign_at(at + i, &bytes);

        if (sign != SIGN_WORD) {
            pass(&cutter, sign, at[i]);
            i += bytes;
            continue;
        }
        bool ascii = true;
        while (i < length && sign_at(at + i, &bytes) == SIGN_WORD) {
            ascii &= !(at[i] & 0x80);
            i++;
        }
        text->ascii &= ascii;
        cutter.beyond = !ascii;
        if (!ascii)
            start = cut_glued(text, &cutter, start, i);
        size_t glued = is_digit(at[start]) ? glued_year(at + start, i - start)
                                           : glued_mark(at + start, i - start);
        if (glued)
            add(text, &cutter, start, start + glued);
        if (text->count < TOKEN_MAX)
            add(text, &cutter, start + glued, i);
    }
    text->token[text->count] =
        (struct name_token){.start = (unsigned)length,
                            .end = (unsigned)length,
                            .gap = cutter.opened || cutter.closed ? GAP_BRACKET : GAP_DASH};
    text->group_first = text->count && text->token[0].bracket == '[' && !is_title_bracket(text);
}

/* If the tokens from i on match the word or phrase, returns their number; otherwise 0. */
static size_t phrase_here(const struct text *text, size_t i, const struct word *word)
{
    size_t n = 0;

    for (size_t at = 0; at < word->length; n++) {
        const struct name_token *t = &text->token[i + n];
        size_t length = strcspn(word->text + at, " |");

        if (i + n >= text->count || t->end - t->start != length ||
            !name_word_same(word->text + at, text->at + t->start, length))
            return 0;
        if (n && (t->gap > GAP_HYPHEN || t->group != text->token[i].group))
            return 0;
        at += length + 1;
    }
    return n;
}

static bool has_lower(const char *s, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (s[i] >= 'a' && s[i] <= 'z')
            return true;
    return false;
}

/* Returns the longest entry of the table that matches the tokens from i on, and sets *tokens to
 * their number. Returns NULL if no entry matches. */
static const struct word *longest(const struct text *text, size_t i, size_t *tokens)
{
    const struct name_token *t = &text->token[i];
    size_t length = t->end - t->start;
    const struct word *best = NULL;

    *tokens = 1;
    for (const struct word *w = name_word_first(text->at + t->start, length); w;
         w = name_word_next(w)) {
        size_t n = phrase_here(text, i, w);

        if (n >= *tokens && !(w->force == WORD_UPPER && has_lower(text->at + t->start, length))) {
            best = w;
            *tokens = n;
        }
    }
    return best;
}

/* clang-format off */
static const unsigned shape_of_kind[] = {
    [WORD_SEASON]       = SHAPE_SEASON,
    [WORD_EPISODE]      = SHAPE_EPISODE,
    [WORD_SEASON_SHORT] = SHAPE_SEASON_SHORT,
    [WORD_EPISODE_PART] = SHAPE_EPISODE_PART,
    [WORD_PART]         = SHAPE_PART,
    [WORD_SPECIAL]      = SHAPE_SPECIAL,
    [WORD_NUMERAL]      = SHAPE_NUMERAL,
    [WORD_MONTH]        = SHAPE_MONTH,
};
/* clang-format on */

static unsigned keyword_shape(const struct word *word)
{
    return word && word->kind < sizeof shape_of_kind / sizeof *shape_of_kind
               ? shape_of_kind[word->kind]
               : 0;
}

/* Returns the shape of the entry with exactly these letters; 0: not found. */
static unsigned shape_of_letters(const char *text, size_t letters)
{
    unsigned shape = 0;

    for (const struct word *w = name_word_first(text, letters); w; w = name_word_next(w))
        if (w->length == letters)
            shape |= keyword_shape(w);
    return shape;
}

/* Looks up the letters of a token that also has digits ("Season2", "08seriya"), and adds their
 * shape. */
static void look_up_glued(struct text *text, struct name_token *t)
{
    size_t digits = 0, letters;
    unsigned shape;

    while (is_digit(text->at[t->start + digits]))
        digits++;
    for (letters = digits; t->start + letters < t->end && is_letter(text->at[t->start + letters]);)
        letters++;
    shape = shape_of_letters(text->at + t->start + digits, letters - digits);
    if (!digits)
        t->shape |= shape;
    else if (t->start + letters == t->end)
        t->shape |= (shape & SHAPE_SEASON ? SHAPE_ORDINAL : 0) |
                    (shape & SHAPE_EPISODE ? SHAPE_COUNTED : 0);
}

/* Returns whether token i is the ordinal ending of the number before it: 10 th season, 2-й сезон.
 */
static bool is_ordinal_sign(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];
    const char *at = text->at + t->start;
    size_t length = t->end - t->start;

    if (i == 0 || !(t[-1].shape & SHAPE_DIGITS) || length < 2)
        return false;
    if (t->gap == GAP_HYPHEN)
        return length <= 4 && at[0] & 0x80; /* one or two letters */
    return length == 2 && (strncasecmp(at, "st", 2) == 0 || strncasecmp(at, "nd", 2) == 0 ||
                           strncasecmp(at, "rd", 2) == 0 || strncasecmp(at, "th", 2) == 0);
}

/* If token i is a number that belongs to the word for episode after it (5 серия, 3. Folge, 2nd
 * Episode), returns the token's shape. Returns 0 if it belongs to a word before it. */
static unsigned counted_shape(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];
    const struct word *word = t[1].word;

    if (is_ordinal_sign(text, i) || t->shape & SHAPE_DIGIT_FIRST)
        return SHAPE_COUNTED;
    if (!(t->shape & SHAPE_DIGITS))
        return 0;
    if (text->at[t->end] == '.' && text->at[t->end + 1] == ' ')
        return SHAPE_COUNTED;
    if (!word || !word->number_first)
        return 0;
    return t[1].shape & SHAPE_EPISODE ? SHAPE_COUNTED : SHAPE_COUNTED_PART;
}

/* Returns whether token i, a number before a word for season, is not the season's number, because
 * another number follows the word: 24 Season 1. But 4 Temporada 10 Capítulos is season 4. */
static bool counted_after(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];
    const struct word *word = t[1].word;

    return i + 2 < text->count && t->shape & SHAPE_DIGITS && !(word && word->number_first) &&
           (t->gap == GAP_HYPHEN || text->at[t->end] == ' ') && t[2].shape & SHAPE_DIGITS &&
           !name_token_year(text, i + 2) &&
           !(t[3].shape & SHAPE_EPISODE &&
             !(i + 4 < text->count && t[4].shape & (SHAPE_DIGITS | SHAPE_DIGIT_FIRST)));
}

/* Adds SHAPE_ORDINAL or SHAPE_COUNTED to tokens that may be the number of the word for season or
 * episode after them. */
static void mark_ordinals(struct text *text)
{
    for (size_t i = 0; i + 1 < text->count; i++) {
        struct name_token *t = &text->token[i];
        unsigned shape = 0;

        if (t[1].shape & SHAPE_SEASON)
            shape = counted_after(text, i) ? 0 : SHAPE_ORDINAL;
        else if (t[1].shape & (SHAPE_EPISODE | SHAPE_EPISODE_PART))
            shape = counted_shape(text, i);
        if (!shape)
            continue;
        t->shape |= shape;
        if (i > 1 && shape == SHAPE_ORDINAL && t->shape & SHAPE_DIGIT_FIRST) /* 1st to 3rd season */
            t[-2].shape |= t[-2].shape & SHAPE_DIGIT_FIRST ? shape : 0;
        if (i && (t->gap == GAP_HYPHEN || is_ordinal_sign(text, i))) /* 1-4 seasons */
            t[-1].shape |= t[-1].shape & SHAPE_DIGITS ? shape : 0;
    }
}

void name_token_look_up(struct text *text)
{
    for (size_t i = 0, n; i < text->count; i += n) {
        const struct word *word = longest(text, i, &n);

        for (size_t k = i; word && k < i + n; k++) {
            text->token[k].word = word;
            text->token[k].shape |= SHAPE_WORD | keyword_shape(word);
        }
        if (!word && text->token[i].shape & (SHAPE_LETTERS_DIGIT | SHAPE_DIGIT_FIRST))
            look_up_glued(text, &text->token[i]);
    }
    mark_ordinals(text);
}

size_t name_token_at(const struct text *text, size_t from, size_t at)
{
    while (from < text->count && text->token[from].start < at)
        from++;
    return from;
}

bool name_token_fill_bracket(const struct text *text, size_t from, size_t to)
{
    const struct name_token *t = text->token;

    return from < to && t[from].group && t[to - 1].group == t[from].group &&
           (from == 0 || t[from - 1].group != t[from].group) &&
           (to == text->count || t[to].group != t[from].group);
}

int name_token_year(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];
    int n;

    if (i >= text->count || !(t->shape & SHAPE_DIGITS) || t->end - t->start != 4)
        return 0;
    n = name_number_of(text->at + t->start, 4);
    if (n > YEAR_MAX || n < YEAR_FIRST)
        return 0;
    return n >= YEAR_MIN || (t->bracket == '(' && name_token_fill_bracket(text, i, i + 1)) ? n : 0;
}
