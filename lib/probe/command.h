/* Finds the ffmpeg program and builds its command lines. */
#ifndef PROBE_COMMAND_H
#define PROBE_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "probe/track.h"

/* The ffmpeg program. */
struct probe_tool {
    char *path;         /* NULL: no working ffmpeg found */
    char version[64];   /* "5.1.9-0+deb12u1" */
    char **environment; /* ffmpeg's environment: a copy of this process's, without secrets */
};

/* Looks for the program `name` ("ffmpeg", or a path) in the PATH of `environment`, which has the
 * form of environ(7). Runs the program once to get its version. Fills `tool` even if no program is
 * found. The caller calls probe_tool_release. */
void probe_find(struct probe_tool *tool, const char *name, char *const *environment);
void probe_tool_release(struct probe_tool *tool);

/* Returns the first of `names` (NULL-terminated) that is not a filter of this ffmpeg; NULL if it
 * has all filters. Runs ffmpeg once. */
const char *probe_tool_lacks(const struct probe_tool *tool, const char *const *names);

enum {
    PROBE_BATCH_MOST = 64,         /* maximum number of files in a batch */
    PROBE_BATCH_FRAMES = 48,       /* maximum number of key frames decoded per file of a batch */
    PROBE_COMMAND_WORDS = 20 * 64, /* maximum words in a command line, including NULL */
};

/* A command line: an array of words that ends with NULL. Owns the words. */
struct probe_command {
    char *at[PROBE_COMMAND_WORDS];
    size_t count;
};

/* The next five functions are pure. They fill `command` with a complete command line, which the
 * caller releases with probe_command_release. `subject` is the file's name in ffmpeg's syntax:
 * "file:NAME" or "subfile,OPTIONS:file:NAME". */

/* Makes a command that decodes all picture and sound frames. `tracks` has the known tracks, some of
 * which are left out (probe/track.h). If `stretches` is set, ffmpeg also looks for stretches
 * without picture or sound, and logs the lines that probe/stretch.h reads. */
void probe_command_all(struct probe_command *command, const char *subject,
                       const struct probe_tracks *tracks, bool stretches);

/* Makes a command that decodes samples: key frames that are spread over the running time. */
void probe_command_samples(struct probe_command *command, const char *subject, double duration_s);

/* Makes a command that decodes all key frames and all sound. It is meant for small files, for
 * which it takes no longer than samples. `tracks` is as in probe_command_all. */
void probe_command_keys(struct probe_command *command, const char *subject,
                        const struct probe_tracks *tracks);

/* Makes a command that decodes a few key frames from the beginning. It replaces samples for
 * files of unknown running time. */
void probe_command_beginning(struct probe_command *command, const char *subject);

/* A file of a batch. */
struct probe_part {
    char *subject;
    bool whole; /* decode all picture frames; false: at most PROBE_BATCH_FRAMES key frames */
};

/*
 * Makes a command that decodes `count` files (at most PROBE_BATCH_MOST): the first picture track
 * and all sound of each. ffmpeg prints lines in the format of its framecrc muxer. The picture of
 * file number i (from 0) has track number i; the sound tracks have the numbers from `count` on.
 * Standard error stays empty if ffmpeg has no warnings or errors. */
void probe_command_batch(struct probe_command *command, const struct probe_part *parts,
                         size_t count);

/* Returns the maximum number of threads with which ffmpeg finds as much damage in a video track as
 * with one thread. `codec` is cvi-parse's name of the codec; NULL: not known. */
unsigned probe_threads_most(const char *codec);

/* Sets the number of threads of each decoder in the command line. */
void probe_command_set_threads(struct probe_command *command, unsigned threads);

void probe_command_release(struct probe_command *command);

#endif
