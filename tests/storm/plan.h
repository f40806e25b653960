/* What a storm will be, drawn before it begins. */
#ifndef STORM_PLAN_H
#define STORM_PLAN_H

#include "storm.h"

/* Draws library and account; the words are options for the stand-in. The world is open. */
void plan_storm(struct storm *storm, struct words *options);

/* Draws what goes wrong in a run, and its pipelines: weather_text is the fault file, per_thousand
 * how many answers are torn, ahead how many milliseconds have passed since the last run. */
void plan_run(struct storm *storm, struct run *run, struct bytes *weather_text,
              unsigned *per_thousand, long long *ahead);

/* A run in which nothing goes wrong, by a script or by a pipe. */
void plan_calm_run(struct storm *storm, struct run *run, bool is_script);

#endif
