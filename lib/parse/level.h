/* The levels of a path: the file and its folders. level.c reads each level, name.c chooses the
 * level that has the most information, and fill.c adds values of other levels to it. */
#ifndef PARSE_LEVEL_H
#define PARSE_LEVEL_H

#include "parse/parts.h"

/* One part of the path: the file or a folder. */
struct level {
    enum folder kind;
    bool read;                      /* name_level_read has set copy, text, reading and trace */
    char copy[NAME_LENGTH_MAX + 1]; /* the name, in plain characters (plain.c) */
    struct text text;
    struct reading reading;
    struct name_trace trace;
    size_t above; /* number of levels above the file; 0: the file itself */
};

/* The folders of the last path. They are not read again if the next file is in the same folders. */
struct known_folders {
    char text[1024]; /* the path up to the file's name */
    size_t length;   /* length of text; 0: nothing is known */
    struct path path;
    unsigned alike; /* the result of alike_of (level.c) for the path */
    struct context context;
    size_t numbers; /* index of the parent folder's level; 0: the folder was not read */
};

/* The file is level[0]. The other levels are the folders that may give information about the file,
 * innermost first. */
struct levels {
    struct level level[PATH_DEPTH + 1];
    size_t count;
    bool library; /* a folder of shows, such as TV, contains the file */
    /* The length of the suffix that was cut from the file's name, such as " (1)"; 0: none. */
    size_t copy;
    /* The name of the mounted disk if it may be a title; otherwise "". */
    char mount[NAME_LENGTH_MAX + 1];
    bool sorted; /* a folder of shows or of films contains the file */
    struct context context;
    struct known_folders known;
};

/* Reads one part of the path into *level. If `file` is set, the part is the file's name, which may
 * be written backwards. */
void name_level_read(struct level *level, const struct context *context, const char *name,
                     size_t length, bool file);

/* Reads one part of the path as a title. Does not search for a season, an episode or a date. */
void name_level_read_title(struct level *level, const char *name, size_t length);

/* Reads the folders that may give information, innermost first, and updates levels->context. If the
 * folders are the same as in the last call, uses the results of that call. */
void name_level_read_folders(struct levels *levels, const struct path *path, const char *text);

/* Discards the results of the last call of name_level_read_folders. Must be called after a level
 * above the file is changed. */
void name_level_forget(struct levels *levels);

/* Returns whether the level was read and has the title of a film or show, not just that of an
 * episode or an extra. */
bool name_level_has_title(const struct level *level);

/* Returns whether the reading has one season and no episode. */
bool name_level_only_season(const struct reading *reading);

/* Adds values of the folders to the chosen reading. Returns whether a folder has a title. */
bool name_fill_in(struct reading *reading, const struct levels *levels);

/* If a name begins with the episode's number, splits the text after the number, "Grey Harbor - The
 * Pier", into the titles of the show and the episode. */
void name_fill_split_title(struct reading *reading);

/* Sets reading->marked and reading->doubtful by the folders. The type of a name that is not marked
 * is doubtful in a folder of shows; the name is read as a show's if it has no year and has its own
 * folder. The type of a recording is doubtful if its name has neither season nor episode. */
void name_fill_type(struct reading *reading, const struct levels *levels);

#endif
