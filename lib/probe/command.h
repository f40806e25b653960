/* Finds the ffmpeg program and builds its command lines, one for each way to examine a file. */
#ifndef PROBE_COMMAND_H
#define PROBE_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "probe/track.h"

/* ffmpeg, looked up once for all files. Free with probe_tool_release. */
struct probe_tool {
    char *path;         /* path of ffmpeg; NULL: no working ffmpeg found */
    char version[64];   /* "5.1.9-0+deb12u1" */
    char **environment; /* passed to ffmpeg: this process's, without this suite's secrets and
                         * settings */
};

/* Looks for name ("ffmpeg", or a path) on the PATH of environment (like environ), and runs the
 * program once for its version. Fills tool in either case. */
void probe_find(struct probe_tool *tool, const char *name, char *const *environment);
void probe_tool_release(struct probe_tool *tool);

/* Returns the first of names (NULL-terminated) that is not a filter of the program, borrowed; NULL
 * if the program has all of them. Runs the program once. */
const char *probe_tool_lacks(const struct probe_tool *tool, const char *const *names);

enum {
    PROBE_BATCH_MOST = 64,         /* files that one process decodes */
    PROBE_BATCH_FRAMES = 48,       /* maximum key frames of each */
    PROBE_COMMAND_WORDS = 20 * 64, /* maximum words of a command line, including NULL */
};

/* A command line: NULL-terminated, owns its words. Zeroed: empty. Must be released. */
struct probe_command {
    char *at[PROBE_COMMAND_WORDS];
    size_t count;
};

/* Each of these functions builds a complete command line, which the caller releases. The functions
 * are pure. subject is ffmpeg's name for the file: "file:" and the file's name, or "subfile" with
 * its options before that. */

/* Decodes every frame of picture and sound, except tracks that are left out. tracks has the known
 * tracks; zeroed: none are known. stretches: log the lines that probe/stretch.h reads. */
void probe_command_all(struct probe_command *command, const char *subject,
                       const struct probe_tracks *tracks, bool stretches);

/* Decodes one key frame at each of several places, spread over the running time. */
void probe_command_samples(struct probe_command *command, const char *subject, double duration_s);

/* Decodes all key frames and all sound from the beginning, except tracks that are left out. For
 * small files, where this takes no longer than samples. */
void probe_command_keys(struct probe_command *command, const char *subject,
                        const struct probe_tracks *tracks);

/* Decodes some key frames from the beginning, for files of unknown running time. */
void probe_command_beginning(struct probe_command *command, const char *subject);

/* One of several files decoded by a process. */
struct probe_part {
    char *subject;
    bool whole; /* every frame of the picture; false: key frames, at most PROBE_BATCH_FRAMES */
};

/*
 * Decodes the first picture track and all sound of each of count files (at most PROBE_BATCH_MOST)
 * from its beginning. Standard output gets a line for each frame. A picture frame's line begins
 * with the file's number, from 0, and a comma; a sound frame's line has numbers from count. "#tb 3:
 * 1/25" states the time unit of number 3; other lines that begin with # have no meaning here.
 * Standard error stays empty unless ffmpeg reports an error.
 */
void probe_command_batch(struct probe_command *command, const struct probe_part *parts,
                         size_t count);

/*
 * Returns the number of threads, 1 or 2, with which ffmpeg finds the same damage in a video track
 * as with one thread. codec is the name used by cvi-parse; NULL: not known.
 */
unsigned probe_threads_most(const char *codec);

/* Makes each decoder of the command line use this number of threads. */
void probe_command_set_threads(struct probe_command *command, unsigned threads);

void probe_command_release(struct probe_command *command);

#endif
