/* One question to Trakt's search, what it brought, and what is decided: by rule or by the user. */
#ifndef QUESTION_H
#define QUESTION_H

#include <jansson.h>
#include <stdbool.h>

#include "ask.h"
#include "rank.h"
#include "trakt_answer.h"

/* How many titles are kept of what the searches bring: as many as one page of them has. */
enum { QUESTION_MOST_CANDIDATES = 50 };

/* How many the user is shown, and how many an ambiguous record carries. */
enum { QUESTION_MOST_SHOWN = 5 };

/* A title that a search brought, kept beyond the answer. */
struct candidate {
    struct rank_candidate rank; /* text borrowed from json */
    json_t *json;               /* type, title, year, ids: as docs/record.md has it */
    json_t *original_title;     /* or NULL */
    bool exact;                 /* brought by the exact search */
    int score;
};

struct question {
    struct rank_question rank; /* title is owned */
    struct candidate candidates[QUESTION_MOST_CANDIDATES];
    size_t count;
    json_t *decision; /* the match object; NULL: not decided */
};

CVI_MUST_USE struct question *question_new(const struct media *media);
void question_free(struct question *question);

/* Keeps what a search brought, each title once. */
void question_add(struct question *question, const struct trakt_titles *titles, bool exact);

/* Whether what is there decides the question, so that no further search is needed. */
bool question_is_clear(const struct question *question);

/* Sets decision by the rules of rank.h. The candidates are forgotten. */
void question_decide(struct question *question);

/*
 * Sets decision by asking. What was not an answer leaves decision NULL and is returned; so is
 * ASK_ANSWER otherwise, and the candidates are forgotten. Nobody is asked when there are none: that
 * is not_found.
 */
enum ask_got question_ask(struct question *question, struct ask *ask, int interrupt);

#endif
