/* Finds the ffmpeg program and builds its command lines, one for each way to examine a file. */
#ifndef PROBE_COMMAND_H
#define PROBE_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "probe/track.h"

/* The ffmpeg program, looked up once for all files. Free with probe_tool_release. */
struct probe_tool {
    char *path;         /* path of ffmpeg; NULL: no working ffmpeg found */
    char version[64];   /* "5.1.9-0+deb12u1" */
    char **environment; /* ffmpeg's environment: that of this process, without this suite's
                         * secrets and settings */
};

/* Looks for the program `name` ("ffmpeg", or a path) in the PATH of `environment`, an array like
 * environ. Runs the program once to get its version. Fills `tool` even if no program is found. The
 * caller releases `tool`. */
void probe_find(struct probe_tool *tool, const char *name, char *const *environment);
void probe_tool_release(struct probe_tool *tool);

/* Returns the first of `names` (NULL-terminated) that is not a filter of this ffmpeg; NULL if it
 * has all of them. The result is borrowed from `names`. Runs ffmpeg once. */
const char *probe_tool_lacks(const struct probe_tool *tool, const char *const *names);

enum {
    PROBE_BATCH_MOST = 64,         /* maximum number of files in one process */
    PROBE_BATCH_FRAMES = 48,       /* maximum number of key frames decoded per file */
    PROBE_COMMAND_WORDS = 20 * 64, /* maximum words in a command line, including the last NULL */
};

/* A command line: an array of words that ends with NULL. The struct owns the words. Zeroed: empty.
 * Must be released. */
struct probe_command {
    char *at[PROBE_COMMAND_WORDS];
    size_t count;
};

/* Each of the following functions is pure. It fills `command` with a complete command line, which
 * the caller releases with probe_command_release. `subject` is the file's name in ffmpeg's syntax:
 * "file:NAME" or "subfile,OPTIONS:file:NAME". */

/* Makes a command that decodes all picture and all sound frames, except those of tracks that are
 * left out. `tracks` has the known tracks; zeroed: no track is known. `stretches`: also log the
 * lines that probe/stretch.h reads. */
void probe_command_all(struct probe_command *command, const char *subject,
                       const struct probe_tracks *tracks, bool stretches);

/* Makes a command that decodes one key frame at each of several places, spread over the running
 * time. */
void probe_command_samples(struct probe_command *command, const char *subject, double duration_s);

/* Makes a command that decodes all key frames and all sound from the beginning, except tracks that
 * are left out. It is for small files, where this takes no longer than samples. */
void probe_command_keys(struct probe_command *command, const char *subject,
                        const struct probe_tracks *tracks);

/* Makes a command that decodes a few key frames from the beginning, for files of unknown running
 * time. */
void probe_command_beginning(struct probe_command *command, const char *subject);

/* A file of a batch. */
struct probe_part {
    char *subject;
    bool whole; /* decode every picture frame; false: at most PROBE_BATCH_FRAMES key frames */
};

/*
 * Makes a command that decodes `count` files (at most PROBE_BATCH_MOST) from their beginnings: the
 * first picture track and all sound of each. ffmpeg then prints a line for each frame, which begins
 * with a track number and a comma. The picture of file number i (from 0) has track number i; the
 * sound tracks have the numbers from `count` on. A line such as "#tb 3: 1/25" states the time unit
 * of track 3 in seconds. Other lines that begin with # can be ignored. Standard error stays empty
 * if ffmpeg has no warning and no error to report.
 */
void probe_command_batch(struct probe_command *command, const struct probe_part *parts,
                         size_t count);

/* Returns the maximum number of threads, 1 or 2, with which ffmpeg still finds all the damage in a
 * video track that it finds with one thread. `codec` is the codec's name as cvi-parse prints it;
 * NULL: not known. */
unsigned probe_threads_most(const char *codec);

/* Sets the number of threads of each decoder in the command line. */
void probe_command_set_threads(struct probe_command *command, unsigned threads);

void probe_command_release(struct probe_command *command);

#endif
