/* The levels of a path, file and folders, as name.c reads them: level.c reads each, fill.c adds
 * what the folders tell to the one that speaks. */
#ifndef PARSE_LEVEL_H
#define PARSE_LEVEL_H

#include "parse/parts.h"

/* One path component with all that is known of it. */
struct level {
    enum folder kind;
    bool read;
    char copy[NAME_LENGTH_MAX + 1]; /* what is read, in plain characters */
    struct text text;
    struct reading reading;
    struct name_trace trace;
    size_t above; /* the file */
};

/* The folders that were read last, of which most files of a library are not the only ones. */
struct known_folders {
    char text[1024]; /* the path up to the file's name */
    size_t length;   /* of it; 0: nothing is known */
    struct path path;
    unsigned alike; /* what else of the file counts: see level.c */
    struct context context;
    size_t numbers; /* the level by which a file may be numbered; 0: none */
};

/* The file is level[0]; above it only the folders that may say something. */
struct levels {
    struct level level[PATH_DEPTH + 1];
    size_t count;
    bool library; /* a folder of shows, such as TV, is above */
    size_t copy;  /* the bytes of the mark of a copy, which follow the file's name */
    char mount[NAME_LENGTH_MAX +
               1]; /* the name of the mounted disk, if it may be a title; else "" */
    bool sorted;   /* a folder of shows or of films is above */
    struct context context;
    struct known_folders known; /* level[1] and those above, count, library, sorted and mount are of
                                 * these folders */
};

/* Reads one part of the path; `file`: the file's name, which may be written backwards. */
void name_level_read(struct level *level, const struct context *context, const char *name,
                     size_t length, bool file);

/* Reads the part as what is surely a title. */
void name_level_read_title(struct level *level, const char *name, size_t length);

/* Reads the folders that may say something, from the file upwards, and sets levels->context. What
 * the last call has read is used again when it is of the same folders. */
void name_level_read_folders(struct levels *levels, const struct path *path, const char *text);

/* To be called when a level above the file has been changed: the next file reads its own. */
void name_level_forget(struct levels *levels);

/* Returns whether the level was read, and has a title of its own. */
bool name_level_has_title(const struct level *level);

/* Returns whether the reading tells one season and no episode. */
bool name_level_only_season(const struct reading *reading);

/* Adds what the levels tell to the reading of the one that speaks. Returns whether one of them has
 * a title. */
bool name_fill_in(struct reading *reading, const struct levels *levels);

/* Takes apart "Grey Harbor - The Pier" after the number, in a name that has no title before it: the
 * first is the show's title. */
void name_fill_split_title(struct reading *reading);

/* Sets whether the type is doubtful: without season, episode and date, a folder of shows makes a
 * show of what has a folder of its own in it; but that is a guess. */
void name_fill_type(struct reading *reading, const struct levels *levels);

#endif
