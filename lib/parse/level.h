/* The levels of a path: the file and its folders. level.c reads each level, name.c chooses one, and
 * fill.c adds the folders' values to it. */
#ifndef PARSE_LEVEL_H
#define PARSE_LEVEL_H

#include "parse/parts.h"

/* One path component and all known facts about it. */
struct level {
    enum folder kind;
    bool read;
    char copy[NAME_LENGTH_MAX + 1]; /* the text that is read, in plain characters */
    struct text text;
    struct reading reading;
    struct name_trace trace;
    size_t above; /* the file */
};

/* The folders that were read last. Most files in a library share their folders with other files. */
struct known_folders {
    char text[1024]; /* the path up to the file's name */
    size_t length;   /* length of text; 0: nothing is known */
    struct path path;
    unsigned alike; /* properties of the file name that affect the folders: see level.c */
    struct context context;
    size_t numbers; /* the level whose name numbers the file; 0: none */
};

/* The file is level[0]. The levels above it are only the folders that may be informative. */
struct levels {
    struct level level[PATH_DEPTH + 1];
    size_t count;
    bool library; /* a folder of shows, such as TV, is above */
    size_t copy;  /* length in bytes of the mark of a copy, which follows the file's name */
    char mount[NAME_LENGTH_MAX +
               1]; /* the name of the mounted disk, if it may be a title; otherwise "" */
    bool sorted;   /* a folder of shows or of films is above */
    struct context context;
    struct known_folders known; /* level[1] and up, count, library, sorted and mount belong to these
                                 * folders */
};

/* Reads one part of the path; `file` means the file's name, which may be written backwards. */
void name_level_read(struct level *level, const struct context *context, const char *name,
                     size_t length, bool file);

/* Reads the part as a certain title. */
void name_level_read_title(struct level *level, const char *name, size_t length);

/* Reads the folders that may be informative, from the file upwards, and sets levels->context. If
 * the folders are the same as in the last call, uses the results of that call. */
void name_level_read_folders(struct levels *levels, const struct path *path, const char *text);

/* Forgets the known folders. The caller calls it after changing a level above the file. */
void name_level_forget(struct levels *levels);

/* Returns whether the level was read, and has a title of its own. */
bool name_level_has_title(const struct level *level);

/* Returns whether the reading has one season and no episode. */
bool name_level_only_season(const struct reading *reading);

/* Adds the values of the levels to the chosen reading. Returns whether a level has a title. */
bool name_fill_in(struct reading *reading, const struct levels *levels);

/* Splits the text after the episode's number, "Grey Harbor - The Pier", if the name has no title
 * before the number: the first part is the show's title. */
void name_fill_split_title(struct reading *reading);

/* Sets whether the type is doubtful. If a file without season, episode and date has its own folder
 * in a folder of shows, it is read as a show, but this is a guess. */
void name_fill_type(struct reading *reading, const struct levels *levels);

#endif
