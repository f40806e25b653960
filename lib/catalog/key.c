/* Makes the keys of a title. The ranker's word reader (rank/word.h) decides which spellings share a
 * key, so that the catalogue finds the titles that the ranker accepts. */
#include <stdlib.h>
#include <string.h>

#include "catalog/parts.h"
#include "rank/word.h"

enum {
    LEAST_HEAD = 4,       /* minimum letters of a title without its end */
    LEAST_TAIL = 12,      /* minimum letters of a title without its beginning */
    LEAST_BEFORE_OR = 10, /* minimum letters of the part before "or" */
};

/* Returns the key of all words, as a new string. If the key would omit all of them, as for "And",
 * returns the plain words. */
static char *whole_key(const struct rank_words *words)
{
    char *key = rank_words_key(words, 0, words->count);

    if (*key)
        return key;
    free(key);
    return cvi_strdup(words->plain);
}

char *catalog_key(const char *title)
{
    struct rank_words words;

    rank_words_read(&words, title);
    char *key = whole_key(&words);
    rank_words_release(&words);
    return key;
}

/* Returns the index of the first word after the part of the title that begins with the word `from`.
 * Parts are separated by punctuation (see enum rank_gap), not by blanks alone. */
static size_t part_end(const struct rank_words *words, size_t from)
{
    size_t end = from + 1;

    while (end < words->count && words->at[end].gap == RANK_GAP_BLANK)
        end++;
    return end;
}

static void add_take(struct catalog_keys *keys, char *key, size_t least)
{
    bool known = strlen(key) < least || keys->count == CATALOG_MOST_SHORTENED ||
                 strcmp(key, keys->whole) == 0;

    for (size_t i = 0; i < keys->count && !known; i++)
        known = strcmp(key, keys->shortened[i]) == 0;
    if (known)
        free(key);
    else
        keys->shortened[keys->count++] = key;
}

/* Adds the key without the words from `from` up to, but not including, `to`. */
static void add_without(struct catalog_keys *keys, const struct rank_words *words, size_t from,
                        size_t to)
{
    bool article = from == 0 && to < words->count && rank_is_article(words->at[to].text);
    char *head = rank_words_key(words, 0, from);
    char *tail = rank_words_key(words, to + article, words->count);

    add_take(keys, cvi_format("%s%s", head, tail), from ? LEAST_HEAD : LEAST_TAIL);
    free(head);
    free(tail);
}

/* Adds keys without those parts of the title that can be missing in a file name, by the ranker's
 * rule for subtitles. Keys that are too short for the rule are not added. */
static void add_shortened(struct catalog_keys *keys, const struct rank_words *words)
{
    if (!words->count || part_end(words, 0) == words->count)
        return;
    for (size_t from = part_end(words, 0); from < words->count; from = part_end(words, from))
        add_without(keys, words, from, words->count);
    for (size_t from = 0; from < words->count; from = part_end(words, from)) {
        for (size_t to = part_end(words, from); to < words->count; to = part_end(words, to))
            add_without(keys, words, from, to);
    }
}

/* Adds the part before "or": "The Winter Garden or the Long Night" has two titles in one. */
static void add_before_or(struct catalog_keys *keys, const struct rank_words *words)
{
    for (size_t i = 2; i + 1 < words->count; i++) {
        if (strcmp(words->at[i].text, "or") == 0)
            add_take(keys, rank_words_key(words, 0, i), LEAST_BEFORE_OR);
    }
}

void catalog_keys_read(struct catalog_keys *keys, const char *title)
{
    struct rank_words words;

    rank_words_read(&words, title);
    *keys = (struct catalog_keys){.whole = whole_key(&words)};
    add_shortened(keys, &words);
    add_before_or(keys, &words);
    rank_words_release(&words);
}

void catalog_keys_release(struct catalog_keys *keys)
{
    free(keys->whole);
    for (size_t i = 0; i < keys->count; i++)
        free(keys->shortened[i]);
    *keys = (struct catalog_keys){0};
}

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

char *catalog_turned(const char *key)
{
    size_t end = strlen(key);
    char *turned = cvi_alloc(end + 1);
    char *to = turned;

    while (end) {
        size_t start = end - 1;

        while (start && continues(key[start]))
            start--;
        memcpy(to, key + start, end - start);
        to += end - start;
        end = start;
    }
    return turned;
}

size_t catalog_letters(const char *key)
{
    size_t count = 0;

    for (; *key; key++)
        count += !continues(*key);
    return count;
}
