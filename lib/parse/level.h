/* The levels of a path: the file and its folders. level.c reads each level. name.c chooses the
 * level that has the most information, and fill.c adds values of the other folders to it. */
#ifndef PARSE_LEVEL_H
#define PARSE_LEVEL_H

#include "parse/parts.h"

/* One path component and all known facts about it. */
struct level {
    enum folder kind;
    bool read;                      /* name_level_read has set text, reading and trace */
    char copy[NAME_LENGTH_MAX + 1]; /* the text that is read, in plain characters (plain.c) */
    struct text text;
    struct reading reading;
    struct name_trace trace;
    size_t above; /* number of levels above the file; 0: the file itself */
};

/* The folders of the last path. The next file is often in the same folders, which need not be read
 * again. */
struct known_folders {
    char text[1024]; /* the path up to the file's name */
    size_t length;   /* length of text; 0: nothing is known */
    struct path path;
    unsigned alike; /* bits: the properties of the file's name that affect how folders are read */
    struct context context;
    size_t numbers; /* index of the level with which a numbered file is compared: that of the
                     * file's own folder; 0: not read */
};

/* The file is level[0]. The other levels are the folders that may give information about the
 * file. */
struct levels {
    struct level level[PATH_DEPTH + 1];
    size_t count;
    bool library; /* a folder of shows, such as TV, contains the file */
    size_t copy;  /* length in bytes of the suffix " (1)" or " - Copy" that was cut from the file's
                   * name; 0: none */
    /* The name of the mounted disk if it may be a title; otherwise "". */
    char mount[NAME_LENGTH_MAX + 1];
    bool sorted; /* a folder of shows or of films contains the file */
    struct context context;
    /* The folders that level[1] and up, count, library, sorted and mount describe. */
    struct known_folders known;
};

/* Reads one part of the path into *level. `file` means that the part is the file's name, which may
 * be written backwards. */
void name_level_read(struct level *level, const struct context *context, const char *name,
                     size_t length, bool file);

/* Reads the part as a title, without searching for a season, an episode or a date. */
void name_level_read_title(struct level *level, const char *name, size_t length);

/* Reads the folders that may give information, from the file upwards, and updates levels->context.
 * If the folders are the same as in the last call, uses the results of that call. */
void name_level_read_folders(struct levels *levels, const struct path *path, const char *text);

/* Discards the results of the last call. Must be called after a level above the file is changed. */
void name_level_forget(struct levels *levels);

/* Returns whether the level was read and has a title that is not only an episode's or an
 * extra's. */
bool name_level_has_title(const struct level *level);

/* Returns whether the reading has one season and no episode. */
bool name_level_only_season(const struct reading *reading);

/* Adds the values of the folders to the chosen reading. Returns whether a folder has a title. */
bool name_fill_in(struct reading *reading, const struct levels *levels);

/* If a name has no title before the episode's number, splits the text after the number, "Grey
 * Harbor - The Pier", into the titles of the show and the episode. */
void name_fill_split_title(struct reading *reading);

/* Sets reading->doubtful. A film in a folder of shows is doubtful. If it has no year, and has its
 * own folder there, it is read as a show, but is still doubtful. A film without a year in the
 * folder of a batch of episodes is read as a show that is not doubtful. */
void name_fill_type(struct reading *reading, const struct levels *levels);

#endif
