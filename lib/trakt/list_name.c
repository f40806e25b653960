/* Compares two names character by character. */
#include "trakt/list_name.h"

#include <ctype.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum {
    MOST_SHOWN = 255, /* length at which Trakt cuts a name, in characters */
    MOST_CODE = 40,   /* bytes of a short code */
};

bool list_name_is(const char *one, const char *other)
{
    char *a = text_compose(one), *b = text_compose(other);
    bool same = strcmp(a, b) == 0;

    free(a);
    free(b);
    return same;
}

/* --- HTML entities --- */

static const struct {
    const char *entity;
    char character;
} entities[] = {{"&amp;", '&'},  {"&lt;", '<'},    {"&gt;", '>'},   {"&quot;", '"'},
                {"&#39;", '\''}, {"&apos;", '\''}, {"&#x27;", '\''}};

/* Returns the name in composed form, with each entity replaced by its character, a new string. */
static char *plain(const char *name)
{
    char *text = text_compose(name), *end = text;

    for (const char *c = text; *c;) {
        size_t i = 0, len = 0;

        for (; i < sizeof entities / sizeof *entities && !len; i++)
            if (strncmp(c, entities[i].entity, strlen(entities[i].entity)) == 0)
                len = strlen(entities[i].entity);
        *end++ = len ? entities[i - 1].character : *c;
        c += len ? len : 1;
    }
    *end = '\0';
    return text;
}

/* --- Emoji and short codes --- */

/* Returns the first code point of `text`, and sets *len to its length in bytes. For invalid UTF-8,
 * the result is arbitrary. */
static uint32_t code_at(const char *text, size_t *len)
{
    const unsigned char *c = (const unsigned char *)text;
    static const unsigned char marks[] = {0, 0, 0x1f, 0x0f, 0x07};
    size_t size = c[0] < 0xc0 ? 1 : c[0] < 0xe0 ? 2 : c[0] < 0xf0 ? 3 : 4;
    uint32_t code = size == 1 ? c[0] : c[0] & marks[size];

    for (*len = 1; *len < size && (c[*len] & 0xc0) == 0x80; ++*len)
        code = code << 6 | (c[*len] & 0x3f);
    return code;
}

struct range {
    uint32_t from, to;
};

static bool is_in(const struct range *ranges, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].from && code <= ranges[i].to)
            return true;
    return false;
}

/* The Unicode ranges that contain emoji (approximately), and the characters that join or modify
 * emoji: joiner, variation, keycap, skin tones and tags. */
static const struct range pictures[] = {{0x2190, 0x21ff}, {0x2300, 0x27bf},   {0x2900, 0x297f},
                                        {0x2b00, 0x2bff}, {0x1f000, 0x1faff}, {0x203c, 0x203c},
                                        {0x2049, 0x2049}, {0x2122, 0x2122},   {0x3030, 0x303d}};
static const struct range joins[] = {
    {0x200d, 0x200d}, {0xfe0f, 0xfe0f}, {0x20e3, 0x20e3}, {0x1f3fb, 0x1f3ff}, {0xe0020, 0xe007f}};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Returns the length in bytes of the emoji at the beginning of `text`, with its modifiers and
 * joined emoji. Returns 0 if `text` does not begin with an emoji. */
static size_t emoji_length(const char *text)
{
    size_t len, total;
    uint32_t code = code_at(text, &len);
    bool flag = code >= 0x1f1e6 && code <= 0x1f1ff; /* two regional letters make a flag */
    bool joined = false;

    if (!is_in(pictures, COUNT(pictures), code))
        return 0;
    for (total = len; text[total]; total += len) {
        code = code_at(text + total, &len);
        bool second = flag && code >= 0x1f1e6 && code <= 0x1f1ff;
        if (!is_in(joins, COUNT(joins), code) && !second && !joined)
            break;
        joined = code == 0x200d;
        flag = flag && !second;
    }
    return total;
}

/* Returns the length in bytes of the short code at the beginning of `text`, including its colons.
 * Returns 0 if there is no short code. */
static size_t code_length(const char *text)
{
    size_t len = *text == ':' ? 1 : 0;

    if (!len)
        return 0;
    while (len <= MOST_CODE &&
           (islower((unsigned char)text[len]) || isdigit((unsigned char)text[len]) ||
            (text[len] && strchr("_+-", text[len]))))
        len++;
    return len > 1 && text[len] == ':' ? len + 1 : 0;
}

/* Emoji that are likely in the name of a list, with their short codes from GitHub's gemoji. Other
 * emoji have short codes that this program does not know. */
static const struct {
    uint32_t code;
    const char *name;
} known[] = {
    {0x1f604, "smile"},
    {0x1f603, "smiley"},
    {0x1f600, "grinning"},
    {0x1f602, "joy"},
    {0x1f60a, "blush"},
    {0x1f622, "cry"},
    {0x1f62d, "sob"},
    {0x1f60d, "heart_eyes"},
    {0x1f60e, "sunglasses"},
    {0x1f631, "scream"},
    {0x2764, "heart"},
    {0x1f525, "fire"},
    {0x2b50, "star"},
    {0x1f31f, "star2"},
    {0x2728, "sparkles"},
    {0x1f389, "tada"},
    {0x1f44d, "+1"},
    {0x1f44e, "-1"},
    {0x1f440, "eyes"},
    {0x1f37f, "popcorn"},
    {0x1f3ac, "clapper"},
    {0x1f3a5, "movie_camera"},
    {0x1f4fa, "tv"},
    {0x1f4bf, "cd"},
    {0x1f4c0, "dvd"},
    {0x1f480, "skull"},
    {0x1f47b, "ghost"},
    {0x1f47d, "alien"},
    {0x1f680, "rocket"},
    {0x1f384, "christmas_tree"},
    {0x2705, "white_check_mark"},
};

/* Returns whether the short code stands for the emoji: LIST_NAME_OTHER if it stands for another
 * emoji, LIST_NAME_PERHAPS if this is unknown. `known` has no emoji of several characters (such as
 * a heart on fire), so the result for them is never LIST_NAME_SAME. A final U+FE0F is ignored. */
static enum list_name compare_emoji(const char *emoji, size_t emoji_len, const char *code,
                                    size_t code_len)
{
    static const char variation[] = "\xef\xb8\x8f"; /* U+FE0F: shown in colour */
    size_t len;
    uint32_t picture = code_at(emoji, &len);
    bool coloured = emoji_len == len + strlen(variation) &&
                    strncmp(emoji + len, variation, strlen(variation)) == 0;
    bool single = emoji_len == len || coloured;

    for (size_t i = 0; i < COUNT(known); i++) {
        if (strlen(known[i].name) != code_len - 2 ||
            strncmp(known[i].name, code + 1, code_len - 2) != 0)
            continue;
        if (known[i].code != picture)
            return LIST_NAME_OTHER;
        return single ? LIST_NAME_SAME : LIST_NAME_PERHAPS;
    }
    return LIST_NAME_PERHAPS;
}

/* --- Comparison --- */

static size_t count_characters(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

/* Returns whether a cut can be the reason that `shown` differs from the requested name at `rest`.
 * This is so if the rest is empty, or is the beginning of a short code or an entity. */
static bool is_torn(const char *shown, const char *rest)
{
    const char *entity = strrchr(shown, '&');
    size_t len = strlen(rest);

    if (!len || (*rest == ':' && len <= MOST_CODE && !strchr(rest + 1, ':')))
        return true;
    if (!entity || entity > rest)
        return false;
    for (size_t i = 0; i < COUNT(entities); i++)
        if (strncmp(entities[i].entity, entity, strlen(entity)) == 0)
            return true;
    return false;
}

/* Compares the names. `shown` may have a short code where `asked` has an emoji. `cut` states that
 * `shown` is so long that Trakt may have cut it. */
static enum list_name walk(const char *asked, const char *shown, bool cut)
{
    const char *begin = shown;
    enum list_name result = LIST_NAME_SAME;

    while (*asked) {
        size_t emoji = emoji_length(asked), code = code_length(shown);

        if (emoji && code) {
            enum list_name same = compare_emoji(asked, emoji, shown, code);

            result = same < result ? same : result;
            asked += emoji;
            shown += code;
        } else if (*asked == *shown) {
            asked++;
            shown++;
        } else {
            return cut && is_torn(begin, shown) ? result : LIST_NAME_OTHER;
        }
        if (result == LIST_NAME_OTHER)
            return result;
    }
    return *shown ? LIST_NAME_OTHER : result;
}

enum list_name list_name_compare(const char *asked, const char *shown)
{
    char *a = plain(asked), *b = plain(shown);
    enum list_name one = walk(a, b, count_characters(shown) >= MOST_SHOWN);
    enum list_name other = walk(b, a, false); /* the requested name may have the short code */

    free(a);
    free(b);
    return one > other ? one : other;
}
