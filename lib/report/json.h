/* The report as one JSON document. */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include "record/outcome.h"

/*
 * {"total", "movies_added", "shows_added", "failed", "results": [{"title", "year", "type",
 * "status", "trakt_id", "filename"}]}, indented by 2.
 * man/cvi-report.1 lists the further keys, which are there only when they say something. */
extern const struct report_format report_json;

#endif
