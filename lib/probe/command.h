/* The words of ffmpeg's command lines, one for each way to look at a file. Pure. */
#ifndef PROBE_COMMAND_H
#define PROBE_COMMAND_H

#include <stddef.h>

enum {
    PROBE_BATCH_MOST = 64,         /* files that one process decodes */
    PROBE_BATCH_FRAMES = 48,       /* key frames of each at most */
    PROBE_COMMAND_WORDS = 16 * 64, /* most of a command line, its NULL included */
};

/* A command line: NULL-terminated, its words new. Zeroed is none. To be released. */
struct probe_command {
    char *at[PROBE_COMMAND_WORDS];
    size_t count;
};

/* Each makes a whole command line. subject is how ffmpeg names the file: "file:" and its name. */

/* Every frame of picture and sound. */
void probe_command_all(struct probe_command *command, const char *subject);

/* One key frame of each of several places, spread over the running time. */
void probe_command_samples(struct probe_command *command, const char *subject, double duration_s);

/* Some key frames from the beginning, where the running time is not known. */
void probe_command_beginning(struct probe_command *command, const char *subject);

/*
 * All key frames of each of count files (PROBE_BATCH_MOST at most), each from its beginning, up to
 * PROBE_BATCH_FRAMES of them. Standard output gets a line for each frame, which begins with the
 * file's number, from 0 on, and a comma; lines that begin with # say nothing. Standard error stays
 * empty as long as there is nothing to complain of. */
void probe_command_batch(struct probe_command *command, char *const *subjects, size_t count);

void probe_command_release(struct probe_command *command);

#endif
