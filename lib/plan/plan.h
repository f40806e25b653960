/* Planning: what would have to be added to a list, so that it has all matched titles. Nothing is
 * changed, on Trakt or on this machine; the result is operations (record/operation.h). */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include <jansson.h>
#include <stdbool.h>

#include "add/list.h"
#include "plan/prune_run.h"
#include "record/stage.h"
#include "trakt/trakt.h"

/* How the plan is printed. The words are plan_format_words: "json" (one operation a line), "text"
 * (for people). */
enum plan_format { PLAN_JSON, PLAN_TEXT };
extern const char *const plan_format_words[];

/* Strings are borrowed. */
struct plan_settings {
    struct add_list_settings list; /* dry_run and keeps_items are set by plan_new */
    bool extras;                   /* plan additions for trailers, samples and other extras, too */
    bool again;                    /* also for titles that the user has taken off */
    enum add_order order;
    const char *ledger;  /* the ledger, which need not exist; NULL: none */
    struct prune *prune; /* which titles to take off; NULL: none. Borrowed */
    enum plan_format format;
    size_t columns; /* of the terminal, for PLAN_TEXT; 0: not a terminal */
};

struct plan;

/* Returns a new plan for one run of the stage; plan_free frees it. Borrows trakt (NULL with an
 * export), and the strings and the export in settings. */
CVI_MUST_USE struct plan *plan_new(struct trakt *trakt, const struct plan_settings *settings);
void plan_free(struct plan *plan);

/*
 * For struct stage (a sink that stops), whose self is the plan. Nothing is printed before
 * plan_finish has read the list, the limits and the ledger, so a plan is printed whole or not at
 * all. */
void plan_work(struct stage *stage, struct stage_item *item);
void plan_garbled(struct stage *stage, json_int_t line, const char *why);
void plan_finish(struct stage *stage);

#endif
