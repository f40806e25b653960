/* Finds the tracks of a file in ffmpeg's log. A track that cannot be decoded stops ffmpeg, so it is
 * left out: another run of ffmpeg decodes the other tracks without it. Pure. */
#ifndef PROBE_TRACK_H
#define PROBE_TRACK_H

#include <stdbool.h>
#include <stddef.h>

#include "probe/judge.h"
#include "record/finding.h"

enum {
    PROBE_TRACKS = 64,    /* tracks beyond this number are ignored */
    PROBE_CODEC_ROOM = 16 /* bytes of a codec's name including NUL; a longer name is cut */
};

/* The reason why a track is left out. */
enum probe_absence {
    PROBE_PRESENT,  /* the track is not left out */
    PROBE_NO_CODEC, /* left out: this ffmpeg has no decoder for the track */
    PROBE_NO_DATA,  /* left out: the file has no data for the track */
    PROBE_NO_FRAME, /* left out: no frame of the track can be decoded */
};

struct probe_track {
    char type; /* 'v': video, 'a': audio, 's': subtitles; '\0': another type, or unknown */
    /* The name of the codec in ffmpeg ("ac3"). If is_unknown is set: its code in the container
     * ("ac-4"), or "none" if the container has no code. "": the log does not state a codec. */
    char codec[PROBE_CODEC_ROOM];
    bool is_cover;   /* a still cover picture, not video */
    bool is_vague;   /* ffmpeg could not determine the frame format */
    bool is_unknown; /* ffmpeg does not know the codec */
    unsigned errors; /* number of packets that the decoder rejected as invalid */
    enum probe_absence absence;
};

/* The tracks found so far. Initialize it with {0}. */
struct probe_tracks {
    struct probe_track at[PROBE_TRACKS]; /* by track number in the file */
    size_t count;                        /* the highest track number so far, plus 1 */
    bool listed;                         /* set when the list of the input's tracks is complete */
    bool apart;   /* set by the caller: decode each track to a separate output */
    bool changed; /* set when a track is left out; the caller sets it to false */
};

/* Reads a line of the log. */
void probe_tracks_learn(struct probe_tracks *tracks, const struct probe_line *line);

/* Returns the type of the track that the line is about; '\0' if it is not known. */
char probe_tracks_type(const struct probe_tracks *tracks, const struct probe_line *line);

/* Leaves out all tracks with `is_vague` set. The caller calls this if the decoder
 * failed, and its messages have no track number. */
void probe_tracks_leave_vague(struct probe_tracks *tracks);

/* Returns whether there are picture or sound tracks to decode. Returns true if no track is known
 * yet. */
bool probe_tracks_any(const struct probe_tracks *tracks);

/* Returns whether the track is decoded: it has picture or sound, is not a cover, and is not left
 * out. */
bool probe_track_is_decoded(const struct probe_track *track);

/*
 * Adds a finding for each track that is left out:
 * - FINDING_NO_DECODER if ffmpeg has no decoder for the track;
 * - FINDING_REMARK if the file has no data for the track;
 * - FINDING_AUDIO_DAMAGE or FINDING_VIDEO_DAMAGE if no frame of the track can be decoded.
 *
 * FINDING_NO_DECODER makes the file suspicious if the codec's code is known neither to ffmpeg nor
 * here, because the code may be damaged. */
void probe_tracks_report(const struct probe_tracks *tracks, struct findings *findings);

#endif
