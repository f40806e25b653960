/* Splits a line into words as a shell does, without other shell features. */
#include "words.h"

#include "bytes.h"

#include <stdlib.h>
#include <string.h>

void words_add(struct words *w, const char *word)
{
    w->at = resize(w->at, w->count + 2, sizeof *w->at);
    w->at[w->count++] = copy_text(word, strlen(word));
    w->at[w->count] = NULL;
}

void words_release(struct words *w)
{
    for (size_t i = 0; i < w->count; i++)
        free(w->at[i]);
    free(w->at);
    *w = (struct words){0};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* Takes the word that begins at text. Returns the place after it, or NULL if a quote is not
 * closed. */
static const char *take_word(const char *text, struct bytes *word)
{
    char quote = 0;

    bytes_puts(word, "");
    for (; *text && (quote || !is_blank(*text)); text++) {
        if (quote && *text == quote)
            quote = 0;
        else if (!quote && (*text == '\'' || *text == '"'))
            quote = *text;
        else if (*text == '\\' && text[1] &&
                 (!quote || (quote == '"' && (text[1] == '"' || text[1] == '\\'))))
            bytes_add(word, ++text, 1);
        else
            bytes_add(word, text, 1);
    }
    return quote ? NULL : text;
}

bool words_split(struct words *w, const char *text)
{
    for (;;) {
        struct bytes word = {0};

        while (is_blank(*text))
            text++;
        if (!*text)
            break;
        text = take_word(text, &word);
        if (text)
            words_add(w, word.at);
        bytes_release(&word);
        if (!text)
            return false;
    }
    if (!w->at) { /* no words: still a valid argv */
        w->at = resize(NULL, 1, sizeof *w->at);
        w->at[0] = NULL;
    }
    return true;
}
