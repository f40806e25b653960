/* The ffmpeg program: which one there is, and its command lines, one for each way to look at a
 * file. */
#ifndef PROBE_COMMAND_H
#define PROBE_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "probe/track.h"

/* ffmpeg, looked up once for all files. To be released. */
struct probe_tool {
    char *path;         /* of ffmpeg; NULL: there is none that runs */
    char version[64];   /* "5.1.9-0+deb12u1" */
    char **environment; /* passed to ffmpeg: ours without settings of this suite and secrets */
};

/* Looks for name ("ffmpeg", or a path) on the PATH of environment (as environ), and runs the
 * program once for its version. Fills tool in either case. */
void probe_find(struct probe_tool *tool, const char *name, char *const *environment);
void probe_tool_release(struct probe_tool *tool);

/* Returns the first filter of names (NULL-terminated) that the program does not have, borrowed;
 * NULL when it has all. Runs it once. */
const char *probe_tool_lacks(const struct probe_tool *tool, const char *const *names);

enum {
    PROBE_BATCH_MOST = 64,         /* files that one process decodes */
    PROBE_BATCH_FRAMES = 48,       /* key frames of each at most */
    PROBE_COMMAND_WORDS = 20 * 64, /* most of a command line, its NULL included */
};

/* A command line: NULL-terminated, its words owned. Zeroed: none. To be released. */
struct probe_command {
    char *at[PROBE_COMMAND_WORDS];
    size_t count;
};

/* Each of these makes a whole command line, to be released, and is pure. subject is how ffmpeg
 * names the file: "file:" and its name, or "subfile" with its options before that. */

/* Decodes every frame of picture and sound, but for the tracks that are left out. tracks is what is
 * known of them; zeroed: nothing. stretches: log what probe/stretch.h reads. */
void probe_command_all(struct probe_command *command, const char *subject,
                       const struct probe_tracks *tracks, bool stretches);

/* Decodes one key frame at each of several places, spread over the running time. */
void probe_command_samples(struct probe_command *command, const char *subject, double duration_s);

/* Decodes all key frames and all sound, from the beginning, but for the tracks that are left out;
 * for small files, which takes no longer than samples do. */
void probe_command_keys(struct probe_command *command, const char *subject,
                        const struct probe_tracks *tracks);

/* Decodes some key frames from the beginning; for files whose running time is not known. */
void probe_command_beginning(struct probe_command *command, const char *subject);

/* One of several files that a process decodes. */
struct probe_part {
    char *subject;
    bool whole; /* every frame of its picture; false: key frames, PROBE_BATCH_FRAMES at most */
};

/*
 * Decodes the first picture track and all sound of each of count files (PROBE_BATCH_MOST at most),
 * each from its beginning. Standard output gets a line for each frame of the picture, which begins
 * with the file's number, from 0 on, and a comma, and then one for each frame of sound, with
 * numbers from count on; "#tb 3: 1/25" tells the unit of the times of number 3, and other lines
 * that begin with # nothing. Standard error stays empty as long as ffmpeg has nothing to complain
 * of. */
void probe_command_batch(struct probe_command *command, const struct probe_part *parts,
                         size_t count);

/*
 * Returns the number of threads, 1 or 2, with which ffmpeg finds the same damage in a video track
 * of that codec (the word of cvi-parse; NULL: not known) as with one. */
unsigned probe_threads_most(const char *codec);

/* Makes each decoder of the command line use so many threads. */
void probe_command_set_threads(struct probe_command *command, unsigned threads);

void probe_command_release(struct probe_command *command);

#endif
