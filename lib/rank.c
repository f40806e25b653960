/* Choosing a title by what is the same, never by what comes first. */
#include "rank.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* "S.W.A.T." and "SWAT", "WALL·E" and "Wall-E" are the same title: blanks say nothing. */
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

/* The title for comparison, "&" read as "and". New. */
static char *fold_title(const char *title)
{
    struct buf spelt = BUF_INIT(strlen(title) * 5 + 1);

    for (const char *c = title; *c; c++) {
        if (*c == '&')
            buf_puts(&spelt, " and ");
        else
            buf_putc(&spelt, *c);
    }
    char *folded = text_fold(buf_text(&spelt));
    buf_release(&spelt);
    return folded;
}

static const char *const articles[] = {"the ", "a ", "an "};

static const char *behind_article(const char *folded)
{
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        size_t len = strlen(articles[i]);

        if (strncmp(folded, articles[i], len) == 0)
            return folded + len;
    }
    return folded;
}

enum sameness { DIFFERENT, SAME_BUT_ARTICLE, SAME };

/* A title without any letter or digit ("???") is compared as it is. */
static enum sameness compare(const char *one, const char *other)
{
    char *a = fold_title(one);
    char *b = fold_title(other);
    enum sameness same = DIFFERENT;

    if (!*a || !*b) {
        same = strcmp(one, other) == 0 ? SAME : DIFFERENT;
    } else {
        char *bare_a = cvi_strdup(behind_article(a));
        char *bare_b = cvi_strdup(behind_article(b));

        if (strcmp(without_blanks(a), without_blanks(b)) == 0)
            same = SAME;
        else if (strcmp(without_blanks(bare_a), without_blanks(bare_b)) == 0)
            same = SAME_BUT_ARTICLE;
        free(bare_a);
        free(bare_b);
    }
    free(a);
    free(b);
    return same;
}

/* What the titles leave of the score: 0 when they differ. */
static int score_titles(const char *asked, const struct rank_candidate *c)
{
    enum sameness same = compare(asked, c->title);

    if (same == SAME)
        return RANK_CERTAIN;
    if (c->original_title && compare(asked, c->original_title) == SAME)
        return RANK_CERTAIN - RANK_OTHER_TITLE;
    return same == SAME_BUT_ARTICLE ? RANK_CERTAIN - RANK_ARTICLE : 0;
}

static int year_distance(int one, int other)
{
    return one == RECORD_NONE || other == RECORD_NONE ? RECORD_NONE : abs(one - other);
}

int rank_score(const struct rank_question *question, const struct rank_candidate *candidate)
{
    int distance = year_distance(question->year, candidate->year);

    if (question->type != candidate->type || distance > 1)
        return 0;
    int score = score_titles(question->title, candidate);
    if (!score || distance == 0)
        return score;
    return score - (RANK_CERTAIN - (distance == 1 ? RANK_YEAR_NEAR : RANK_YEAR_UNKNOWN));
}

/* Whether best has so many more votes than other that it is what people mean by the title. */
static bool far_ahead(const struct rank_candidate *best, const struct rank_candidate *other)
{
    return best->votes / RANK_FAR_AHEAD > other->votes;
}

static bool better(int score, long long votes, int best_score, long long best_votes)
{
    return score > best_score || (score == best_score && votes > best_votes);
}

struct rank_answer rank_choose(const struct rank_question *question,
                               const struct rank_candidate *candidates, size_t count)
{
    struct rank_answer answer = {.verdict = RANK_NOT_FOUND};

    for (size_t i = 0; i < count; i++) {
        int score = rank_score(question, &candidates[i]);

        if (score >= RANK_THRESHOLD &&
            (answer.verdict == RANK_NOT_FOUND ||
             better(score, candidates[i].votes, answer.score, candidates[answer.best].votes))) {
            answer = (struct rank_answer){RANK_MATCHED, i, score};
        }
    }
    if (answer.verdict == RANK_NOT_FOUND)
        return answer;
    for (size_t i = 0; i < count; i++) {
        if (i != answer.best && rank_score(question, &candidates[i]) == answer.score &&
            (question->year != RECORD_NONE || !far_ahead(&candidates[answer.best], &candidates[i])))
            answer.verdict = RANK_AMBIGUOUS;
    }
    return answer;
}
