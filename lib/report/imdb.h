/* The titles of a report in the shape of a list that IMDb has exported. */
#ifndef REPORT_IMDB_H
#define REPORT_IMDB_H

#include "record/outcome.h"

/*
 * CSV with the columns Position, Const, Created, Modified, Description, Title, URL, Title Type,
 * IMDb Rating, Runtime (mins), Year, Genres, Num Votes, Release Date and Directors; what is not
 * known is empty. One row for each title that has an IMDb id; the others are left out and counted.
 * Source: lists exported by IMDb from 2017 to 2024, "movie" and "tvSeries" included; later exports
 * have columns more, and services that take such files go by the names of columns. IMDb itself
 * exports lists and documents no import. */
extern const struct report_format report_imdb;

#endif
