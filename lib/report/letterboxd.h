/* The films of a report as a file that Letterboxd imports. */
#ifndef REPORT_LETTERBOXD_H
#define REPORT_LETTERBOXD_H

#include "record/outcome.h"

/*
 * CSV with the columns Title, Year, imdbID and tmdbID, one row for each film, however many files it
 * has; shows are left out and counted.
 * Source: Letterboxd's page on importing data (letterboxd.com/about/importing-data), as of 2025:
 * columns are known by these names, all optional, and in UTF-8; Title and Year are searched for
 * where a row has no id; a file may have 1 MB. Not checked against the service itself. */
extern const struct report_format report_letterboxd;

/* Bytes that Letterboxd takes in one file. */
enum { LETTERBOXD_MOST = 1000000 };

#endif
