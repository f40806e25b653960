/* The titles of a report as a file that Trakt itself imports, without this program's login. */
#ifndef REPORT_TRAKT_H
#define REPORT_TRAKT_H

#include "record/outcome.h"

/*
 * A JSON array of objects, one to a line: {"type", "title", "year", "trakt_id", "imdb_id",
 * "tmdb_id", "tvdb_id", "watchlisted_at"}; what is not known is left out. watchlisted_at is the
 * time of the report: it is what makes Trakt put a title on the watchlist, and not among what was
 * watched. One object for each title; those without an id are in it too, and counted.
 * Source: Trakt's help on importing data (trakt.tv, settings, data, "import"), as known in 2025: an
 * array of objects with an id and its type, and any of watched_at, watchlisted_at, rating,
 * rated_at. Not checked against the service; what it makes of title and year alone is not
 * documented. */
extern const struct report_format report_trakt;

#endif
