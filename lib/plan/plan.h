/* Plans how to change a list so that it has all matched titles. Changes nothing on Trakt. The
 * result is a list of operations (record/operation.h). */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include <jansson.h>
#include <stdbool.h>

#include "add/list.h"
#include "plan/prune_run.h"
#include "record/stage.h"
#include "trakt/trakt.h"

/* The output format of the plan. Its names are in plan_format_words: "json" (one operation per
 * line) and "text" (for people). */
enum plan_format { PLAN_JSON, PLAN_TEXT };
extern const char *const plan_format_words[];

struct plan_settings {
    struct add_list_settings list; /* plan_new sets dry_run and keeps_items */
    bool extras;                   /* plan additions for trailers, samples and other extras */
    bool again;                    /* also plan additions of titles that the user has removed */
    enum add_order order;
    const char *ledger;  /* path of the ledger, which need not exist; NULL: no ledger */
    struct prune *prune; /* selects titles to remove; NULL: no titles are removed */
    enum plan_format format;
    const char *output;  /* a file that also receives the operations; NULL: none */
    size_t columns;      /* width of the terminal, for PLAN_TEXT; 0: not a terminal */
    const char *program; /* as typed by the user: "cvi-plan", "cvi-trakt-sync" */
};

struct plan;

/* Returns a new plan for one run of the stage; free it with plan_free. Borrows `trakt` (NULL if an
 * export is used), and the strings and pointers in `settings`. */
CVI_MUST_USE struct plan *plan_new(struct trakt *trakt, const struct plan_settings *settings);
void plan_free(struct plan *plan);

/* Returns whether settings.output can be written; if not, sets `why` (exit status 74). Call it
 * before the list is read, so that the error is reported early. */
bool plan_try_output(struct plan *plan, struct why *why);

/* Callbacks for struct stage (a sink with `stops`), whose `self` is the plan. plan_finish prints
 * the plan after everything has been read, so it prints a complete plan or nothing. */
void plan_work(struct stage *stage, struct stage_item *item);
void plan_garbled(struct stage *stage, json_int_t line, const char *why);
void plan_finish(struct stage *stage);

/* --- Planned or applied operations as text (show.c) --- */

struct plan_show;

/* Returns a new show; free it with plan_show_free. `columns` is the width of the terminal; 0: not a
 * terminal. */
CVI_MUST_USE struct plan_show *plan_show_new(size_t columns);
void plan_show_free(struct plan_show *show);

/* Callbacks for struct stage (a sink), whose `self` is the show. They print a line for each
 * operation with its outcome, and finally the number of operations for each outcome. Input that is
 * not an operation causes a warning and exit status 65. */
void plan_show_work(struct stage *stage, struct stage_item *item);
void plan_show_finish(struct stage *stage);

#endif
