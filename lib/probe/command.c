/* Finds the ffmpeg program and builds its command lines, with options that ffmpeg 4 to 7 support.
 * ffmpeg reads hostile files, so this suite's secrets are removed from its environment. Variables
 * that change its output are removed too. */
#include "probe/command.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/environment.h"
#include "base/process.h"
#include "probe/follow.h"
#include "probe/stretch.h"

enum {
    SAMPLES = 6,      /* number of places at which a key frame is decoded */
    START_FRAMES = 3, /* key frames decoded from the beginning if the running time is unknown */
};

/* The demuxers that ffmpeg is allowed to use. Demuxers for playlists (hls, dash, concat, imf, sdp,
 * and picture series) are left out, because ffmpeg opens the files that a playlist names.
 * -protocol_whitelist does not prevent this for local files. Demuxers for scripts, devices,
 * subtitles and text are left out too. */
static const char readers[] =
    "3gp,4xm,aa,aac,aax,ac3,aiff,amr,amrnb,amrwb,anm,ape,apng,argo_brp,asf,asf_o,ast,au,av1,avi,"
    "avs,avs2,avs3,bethsoftvid,bfi,bink,bmv,c93,caf,cavsvideo,cdxl,cine,dfa,dhav,dirac,dnxhd,dsf,"
    "dsicin,dts,dtshd,dv,dxa,ea,eac3,evc,film_cpk,filmstrip,flac,flic,flv,gdv,gif,gxf,h261,h263,"
    "h264,hevc,hnm,iamf,idcin,iff,ifv,ipmovie,ipu,iv8,ivf,ivr,jpeg_pipe,jv,kux,live_flv,lmlm4,"
    "loas,lvf,lxf,m4v,matroska,mgsts,mjpeg,mjpeg_2000,mlp,mm,mods,moflex,mov,mp3,mpc,mpc8,mpeg,"
    "mpegts,mpegtsraw,mpegvideo,mpjpeg,mtv,mv,mvi,mxf,mxg,nsv,nut,nuv,obu,ogg,oma,paf,pmp,psxstr,"
    "pva,r3d,rawvideo,rl2,rm,roq,rpl,ser,sga,shn,siff,smjpeg,smk,smush,spdif,svs,swf,tak,thp,"
    "tiertexseq,tmv,truehd,tta,ty,vc1,vc1test,vividas,vivo,vmd,voc,vvc,w64,wav,wc3movie,webm,"
    "webp_pipe,wsvqa,wtv,wv,xmv,xwma,yop,yuv4mpegpipe";

_Static_assert(PROBE_BATCH_MOST * 18 + 32 < PROBE_COMMAND_WORDS, "a batch fits a command line");

/* --- the program ---------------------------------------------------------------------------- */

static bool is_kept_back(const char *entry)
{
    static const char *const names[] = {"CVI_", "TRKT_", "FFREPORT=", "AV_LOG_FORCE_"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(entry, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

static char **copy_environment(char *const *environment)
{
    size_t count = 0, kept = 0;

    while (environment && environment[count])
        count++;
    char **copy = cvi_alloc((count + 2) * sizeof *copy);
    for (size_t i = 0; i < count; i++)
        if (!is_kept_back(environment[i]))
            copy[kept++] = cvi_strdup(environment[i]);
    copy[kept] = cvi_strdup("AV_LOG_FORCE_NOCOLOR=1");
    return copy;
}

/* Returns the path of the program `name`, a new string; NULL if not found. `path` is the value of
 * PATH. Skips its empty and relative elements, because the current directory may be an unpacked
 * archive with a program of this name. */
static char *look_up(const char *name, const char *path)
{
    if (strchr(name, '/'))
        return access(name, X_OK) == 0 ? cvi_strdup(name) : NULL;
    while (path && *path) {
        size_t len = strcspn(path, ":");
        char *candidate = *path == '/' ? cvi_format("%.*s/%s", (int)len, path, name) : NULL;

        if (candidate && access(candidate, X_OK) == 0)
            return candidate;
        free(candidate);
        path += len + (path[len] == ':');
    }
    return NULL;
}

static void take_version(void *self, const char *line)
{
    struct probe_tool *tool = self;
    const char *version = strstr(line, " version ");

    if (version && !tool->version[0])
        snprintf(tool->version, sizeof tool->version, "%.*s",
                 (int)strcspn(version + strlen(" version "), " "), version + strlen(" version "));
}

void probe_find(struct probe_tool *tool, const char *name, char *const *environment)
{
    char program[] = "ffmpeg", option[] = "-version";
    char *arguments[] = {program, option, NULL};
    struct probe_lines lines = {0};
    struct process process;

    *tool = (struct probe_tool){.path = look_up(name, environment_value(environment, "PATH")),
                                .environment = copy_environment(environment)};
    const struct process_plan plan = {.path = tool->path,
                                      .arguments = arguments,
                                      .environment = tool->environment,
                                      .drops_errors = true,
                                      .alone = true};
    if (tool->path && process_start(&process, &plan)) {
        while (probe_lines_read(&lines, process.out, take_version, tool))
            ;
        process_end(&process, false);
    }
    probe_lines_release(&lines);
    if (!tool->version[0]) {
        free(tool->path);
        tool->path = NULL;
    }
}

/* Filters to look for in the output of "ffmpeg -filters". */
struct filters {
    const char *const *names;
    bool has[32]; /* has[i]: ffmpeg has the filter names[i] */
};

static void take_filter(void *self, const char *line)
{
    struct filters *filters = self;
    char name[64];

    if (sscanf(line, "%*s %63s", name) != 1)
        return;
    for (size_t i = 0; i < sizeof filters->has && filters->names[i]; i++)
        filters->has[i] |= strcmp(name, filters->names[i]) == 0;
}

const char *probe_tool_lacks(const struct probe_tool *tool, const char *const *names)
{
    char program[] = "ffmpeg", quiet[] = "-hide_banner", option[] = "-filters";
    char *arguments[] = {program, quiet, option, NULL};
    struct filters filters = {.names = names};
    struct probe_lines lines = {0};
    struct process process;
    const struct process_plan plan = {.path = tool->path,
                                      .arguments = arguments,
                                      .environment = tool->environment,
                                      .alone = true};

    if (tool->path && process_start(&process, &plan)) {
        while (probe_lines_read(&lines, process.out, take_filter, &filters))
            ;
        process_end(&process, false);
    }
    probe_lines_release(&lines);
    for (size_t i = 0; i < sizeof filters.has && names[i]; i++)
        if (!filters.has[i])
            return names[i];
    return NULL;
}

void probe_tool_release(struct probe_tool *tool)
{
    for (char **entry = tool->environment; entry && *entry; entry++)
        free(*entry);
    free(tool->environment);
    free(tool->path);
    *tool = (struct probe_tool){0};
}

/* --- the command lines ---------------------------------------------------------------------- */

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

/* Begins a command line. ffmpeg writes its progress to standard output and its log to standard
 * error. */
static void begin(struct probe_command *command)
{
    /* clang-format off */
    static const char *const words[] = {
        "ffmpeg", "-nostdin", "-hide_banner", "-nostats", "-loglevel", "repeat+level+info",
        "-progress", "pipe:1", NULL,
    };
    /* clang-format on */

    memset(command, 0, sizeof *command);
    add_all(command, words);
}

static void add_reading(struct probe_command *command)
{
    add_all(command, (const char *const[]){"-protocol_whitelist", "file,subfile",
                                           "-format_whitelist", readers, "-threads", "1", NULL});
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

static const char *const showing[] = {"-vf", "showinfo=checksum=0", NULL};
static const char *const discarding[] = {"-f", "null", "-", NULL};

/* Adds filters to the tracks of an output. The first picture track and the first sound track get
 * the filters that find stretches (probe/stretch.h). The other picture tracks, up to number
 * MOST_SHOWN, get showinfo, which logs their frames. */
static void add_stretches(struct probe_command *command)
{
    enum { MOST_SHOWN = 8 };

    add_all(command, (const char *const[]){"-filter:v:0", probe_stretch_picture, NULL});
    for (int i = 1; i < MOST_SHOWN; i++) {
        add_take(command, cvi_format("-filter:v:%d", i));
        add(command, "showinfo=checksum=0");
    }
    add_all(command, (const char *const[]){"-filter:a:0", probe_stretch_sound, NULL});
}

/* Adds a separate output for each track, so that no track waits for another track. */
static void add_apart(struct probe_command *command, const struct probe_tracks *tracks,
                      bool stretches)
{
    bool first_picture = stretches, first_sound = stretches;

    for (size_t i = 0; i < tracks->count; i++) {
        if (!probe_track_is_decoded(&tracks->at[i]))
            continue;
        add(command, "-map");
        add_take(command, cvi_format("0:%zu", i));
        bool is_picture = tracks->at[i].type == 'v';
        bool *is_first = is_picture ? &first_picture : &first_sound;
        if (*is_first)
            add_all(command, (const char *const[]){
                                 is_picture ? "-vf" : "-af",
                                 is_picture ? probe_stretch_picture : probe_stretch_sound, NULL});
        else if (is_picture)
            add_all(command, showing);
        *is_first = false;
        add_all(command, discarding);
    }
}

/* Adds one output for all tracks. "-map -0:1" excludes track 1. */
static void add_together(struct probe_command *command, const struct probe_tracks *tracks,
                         bool stretches)
{
    add_all(command, (const char *const[]){"-map", "0:V?", "-map", "0:a?", NULL});
    for (size_t i = 0; i < tracks->count; i++) {
        if (tracks->at[i].absence == PROBE_PRESENT)
            continue;
        add(command, "-map");
        add_take(command, cvi_format("-0:%zu", i));
    }
    if (stretches)
        add_stretches(command);
    else
        add_all(command, showing);
    add_all(command, discarding);
}

static void add_tracks(struct probe_command *command, const struct probe_tracks *tracks,
                       bool stretches)
{
    if (tracks->apart)
        add_apart(command, tracks, stretches);
    else
        add_together(command, tracks, stretches);
}

void probe_command_all(struct probe_command *command, const char *subject,
                       const struct probe_tracks *tracks, bool stretches)
{
    begin(command);
    add_reading(command);
    add_file(command, subject);
    add_tracks(command, tracks, stretches);
}

void probe_command_keys(struct probe_command *command, const char *subject,
                        const struct probe_tracks *tracks)
{
    begin(command);
    add_reading(command);
    add_key_frames(command);
    add_file(command, subject);
    add_tracks(command, tracks, false);
}

/* Each sample is a separate input, and has a separate output. */
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

static void add_parts(struct probe_command *command, const struct probe_part *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add_reading(command);
        if (!parts[i].whole)
            add_key_frames(command);
        add_file(command, parts[i].subject);
    }
    for (size_t i = 0; i < count; i++) {
        add(command, "-map");
        add_take(command, cvi_format("%zu:V:0", i));
        if (parts[i].whole)
            continue;
        add_take(command, cvi_format("-filter:v:%zu", i));
        add_take(command, cvi_format("trim=end_frame=%d", PROBE_BATCH_FRAMES));
    }
    for (size_t i = 0; i < count; i++) {
        add(command, "-map");
        add_take(command, cvi_format("%zu:a?", i));
    }
}

/*
 * All frames go to one output, with one stream per track. wrapped_avframe passes frames on without
 * a copy. -max_interleave_delta keeps frames from waiting for other frames of the same time.
 * Without -filter_threads, ffmpeg starts one more thread per file. If a track never begins, ffmpeg
 * keeps the frames of all other tracks in memory; -max_muxing_queue_size limits their number. */
void probe_command_batch(struct probe_command *command, const struct probe_part *parts,
                         size_t count)
{
    /* clang-format off */
    static const char *const start[] = {
        "ffmpeg", "-nostdin", "-hide_banner", "-nostats", "-loglevel", "repeat+level+warning",
        "-copyts", "-filter_threads", "1", NULL,
    };
    static const char *const writing[] = {
        "-c:v", "wrapped_avframe", "-f", "framecrc", "-flush_packets", "1",
        "-max_interleave_delta", "1", "-muxing_queue_data_threshold", "0",
        "-max_muxing_queue_size", "32", "pipe:1", NULL,
    };
    /* clang-format on */

    memset(command, 0, sizeof *command);
    add_all(command, start);
    add_parts(command, parts, count);
    add_all(command, writing);
}

/* Measured with ffmpeg 5.1.9 on clips with random flipped bits. In H.265, VP9, MPEG-2 and MPEG-4,
 * two threads found damage in the same clips as one thread. In H.264, one thread found damage in
 * 129 clips, but two threads only in 115. Other codecs were not measured. */
unsigned probe_threads_most(const char *codec)
{
    static const char *const codecs[] = {"H.265", "VP9", "MPEG-2", "MPEG-4"};

    for (size_t i = 0; codec && i < sizeof codecs / sizeof *codecs; i++) {
        if (strcmp(codec, codecs[i]) == 0)
            return 2;
    }
    return 1;
}

void probe_command_set_threads(struct probe_command *command, unsigned threads)
{
    for (size_t i = 0; i + 1 < command->count; i++) {
        if (strcmp(command->at[i], "-threads") != 0)
            continue;
        free(command->at[i + 1]);
        command->at[i + 1] = cvi_format("%u", threads);
    }
}

void probe_command_release(struct probe_command *command)
{
    for (size_t i = 0; i < command->count; i++)
        free(command->at[i]);
    command->count = 0;
    command->at[0] = NULL;
}
