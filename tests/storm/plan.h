/* Draws a storm before it begins. */
#ifndef STORM_PLAN_H
#define STORM_PLAN_H

#include "storm.h"

/* Draws library and account; the words are options for the sandbox. The storm's directory
 * exists. */
void plan_storm(struct storm *storm, struct words *options);

/* Draws the failures of a run and its pipelines: weather_text is the fault file, per_thousand the
 * number of torn answers, ahead the milliseconds since the last run. */
void plan_run(struct storm *storm, struct run *run, struct bytes *weather_text,
              unsigned *per_thousand, long long *ahead);

/* Sets up a run without failures, by a script or by a pipeline. */
void plan_calm_run(struct storm *storm, struct run *run, bool is_script);

/* Adds a program and its options, in shell syntax, to an empty argv. */
void plan_add_words(const struct storm *storm, struct words *argv, const char *program,
                    const char *options);

/* Adds options for the sandbox: the value is a string, or a number in a format with a suffix. */
void plan_add_option(struct words *options, const char *name, const char *value);
void plan_add_number(struct words *options, const char *name, const char *format, unsigned value);

/* Returns the path of a file of the i-th pipeline of a run. The caller frees it. */
char *plan_out_path(const struct storm *storm, const struct run *run, unsigned i, const char *what)
    __attribute__((warn_unused_result));

/* Draws how a pipeline is struck; the stage is one of the first STAGES. */
void plan_draw_blow(struct blow *blow, struct dice *dice);

#endif
