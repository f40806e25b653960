/* Options that ffmpeg 4 to 7 have. */
#include "probe/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

enum {
    SAMPLES = 6,      /* places of which a key frame is decoded */
    START_FRAMES = 3, /* key frames from the beginning, where seeking is guessing */
};

_Static_assert(PROBE_BATCH_MOST * 11 + 32 < PROBE_COMMAND_WORDS, "a batch fits a command line");

static void add(struct probe_command *command, const char *word)
{
    if (command->count + 1 < PROBE_COMMAND_WORDS)
        command->at[command->count++] = cvi_strdup(word);
}

static void add_all(struct probe_command *command, const char *const *words)
{
    for (; *words; words++)
        add(command, *words);
}

static void add_take(struct probe_command *command, char *word)
{
    add(command, word);
    free(word);
}

/* The log tells of each frame (showinfo), and standard output how far it is. */
static void begin(struct probe_command *command)
{
    static const char *const words[] = {"ffmpeg",    "-nostdin",  "-hide_banner",
                                        "-nostats",  "-loglevel", "repeat+level+info",
                                        "-progress", "pipe:1",    NULL};

    memset(command, 0, sizeof *command);
    add_all(command, words);
}

static void add_reading(struct probe_command *command)
{
    add_all(command, (const char *const[]){"-protocol_whitelist", "file", "-threads", "1", NULL});
}

static void add_key_frames(struct probe_command *command)
{
    add_all(command, (const char *const[]){"-skip_frame", "nokey", NULL});
}

static void add_file(struct probe_command *command, const char *subject)
{
    add(command, "-i");
    add(command, subject);
}

void probe_command_all(struct probe_command *command, const char *subject)
{
    static const char *const writing[] = {
        "-map", "0:V?", "-map", "0:a?", "-vf", "showinfo=checksum=0", "-f", "null", "-", NULL};

    begin(command);
    add_reading(command);
    add_file(command, subject);
    add_all(command, writing);
}

/* Each place is an input and an output of its own. */
void probe_command_samples(struct probe_command *command, const char *subject, double duration_s)
{
    static const char *const writing[] = {
        "-vf", "showinfo=checksum=0", "-frames:v", "1", "-f", "null", "-", NULL};

    begin(command);
    add(command, "-copyts");
    for (int i = 0; i < SAMPLES; i++) {
        add_reading(command);
        add_key_frames(command);
        add_all(command, (const char *const[]){"-noaccurate_seek", "-ss", NULL});
        add_take(command, cvi_format("%.3f", duration_s * (2 * i + 1) / (2.0 * SAMPLES)));
        add_file(command, subject);
    }
    for (int i = 0; i < SAMPLES; i++) {
        add(command, "-map");
        add_take(command, cvi_format("%d:V:0", i));
        add_all(command, writing);
    }
}

void probe_command_beginning(struct probe_command *command, const char *subject)
{
    static const char *const writing[] = {"-map", "0:V:0?", "-vf", "showinfo=checksum=0", NULL};

    begin(command);
    add_key_frames(command);
    add_reading(command);
    add_file(command, subject);
    add_all(command, writing);
    add(command, "-frames:v");
    add_take(command, cvi_format("%d", START_FRAMES));
    add_all(command, (const char *const[]){"-f", "null", "-", NULL});
}

/*
 * One output with a stream of each file, of which the number says whose a frame is; a frame is
 * handed on as it is, without a copy, and none is held back until others of its time are there.
 * Threads for filters would be one more for each file. */
void probe_command_batch(struct probe_command *command, char *const *subjects, size_t count)
{
    static const char *const start[] = {"ffmpeg",   "-nostdin",        "-hide_banner",
                                        "-nostats", "-loglevel",       "repeat+level+warning",
                                        "-copyts",  "-filter_threads", "1",
                                        NULL};
    static const char *const writing[] = {
        "-c:v", "wrapped_avframe",       "-f", "framecrc", "-flush_packets",
        "1",    "-max_interleave_delta", "1",  "pipe:1",   NULL};

    memset(command, 0, sizeof *command);
    add_all(command, start);
    for (size_t i = 0; i < count; i++) {
        add_reading(command);
        add_key_frames(command);
        add_file(command, subjects[i]);
    }
    for (size_t i = 0; i < count; i++) {
        add(command, "-map");
        add_take(command, cvi_format("%d:V:0", (int)i));
    }
    add(command, "-vf");
    add_take(command, cvi_format("trim=end_frame=%d", PROBE_BATCH_FRAMES));
    add_all(command, writing);
}

void probe_command_release(struct probe_command *command)
{
    for (size_t i = 0; i < command->count; i++)
        free(command->at[i]);
    command->count = 0;
    command->at[0] = NULL;
}
