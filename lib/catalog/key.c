/* The key under which a title is found. What spellings share is decided by the ranker's reader of
 * words, so that the catalogue finds what the ranker will take. */
#include <stdlib.h>
#include <string.h>

#include "catalog/parts.h"
#include "rank/word.h"

/* Titles made of words that a key leaves out ("And") are found by them. */
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

/* Returns the number of words before the first thing that parts titles; 0: nothing does. */
static size_t head_count(const struct rank_words *words)
{
    for (size_t i = 1; i < words->count; i++) {
        if (words->at[i].gap != RANK_GAP_BLANK)
            return i;
    }
    return 0;
}

void catalog_keys(const char *title, char **key, char **head)
{
    struct rank_words words;

    rank_words_read(&words, title);
    size_t count = head_count(&words);
    *key = whole_key(&words);
    *head = count ? rank_words_key(&words, 0, count) : NULL;
    if (*head && (!**head || strcmp(*head, *key) == 0)) {
        free(*head);
        *head = NULL;
    }
    rank_words_release(&words);
}

static bool goes_on(char byte)
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

        while (start && goes_on(key[start]))
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
        count += !goes_on(*key);
    return count;
}
