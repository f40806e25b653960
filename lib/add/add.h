/* The adding stage: reads the list, sends missing titles in batches, and records each outcome. */
#ifndef ADD_ADD_H
#define ADD_ADD_H

#include "add/list.h"
#include "add/roster.h"
#include "record/stage.h"
#include "trakt/trakt.h"

/* Maximum number of records that wait for an outcome. This is enough for the episodes of 100 shows,
 * and takes at most about 32 MiB (2 KiB per record). */
enum { ADD_WINDOW = 16384 };

struct adder;

struct adder_settings {
    struct add_list_settings list;
    bool extras;   /* also add trailers, samples and the like (media.extra) */
    bool one_type; /* add only titles whose type is `type` */
    enum media_type type;
    bool again; /* also add titles that the user has removed from the list */
    enum add_order order;
};

/* Returns a new adder for one run of the stage; the caller frees it with adder_free. Borrows
 * `trakt` (NULL if the list is read from an export), and the strings and the export in `settings`.
 * The adder must outlive `trakt`. */
CVI_MUST_USE struct adder *adder_new(struct trakt *trakt, const struct adder_settings *settings);
void adder_free(struct adder *adder);

/* Checks that the login works, and that the list exists or, with list.create, can be created.
 * Returns false with `error` if not. */
bool adder_check(struct adder *adder, struct trakt_error *error);

/* Returns whether the stage needs adder_survey, which reads all records before the first title is
 * sent. The survey is needed to choose the titles that get room and, for the collection, the best
 * file of each title. */
bool adder_surveys(const struct adder_settings *settings);

/* Callbacks for struct stage. Its member `self` must be the adder. */
void adder_survey(struct stage *stage, const json_t *record);
void adder_work(struct stage *stage, struct stage_item *item);
void adder_wait(struct stage *stage, int input, int interrupt, bool all);
void adder_settle(struct stage *stage, struct stage_item *item);
void adder_finish(struct stage *stage);

#endif
