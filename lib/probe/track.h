/* Finds the tracks of a file in ffmpeg's log, and the tracks that cannot be decoded. Such a track
 * stops ffmpeg before the first frame of any track. So it is left out, and the other tracks are
 * decoded without it. Pure: no process is run here. */
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
    PROBE_NO_CODEC, /* this ffmpeg has no decoder for the track */
    PROBE_NO_DATA,  /* the file declares the track, but has no data for it */
    PROBE_NO_FRAME, /* none of the track's data could be decoded */
};

struct probe_track {
    char type; /* 'v': video, 'a': audio, 's': subtitles; '\0': another type, or unknown */
    char codec[PROBE_CODEC_ROOM]; /* ffmpeg's name ("ac3"), or the container's code of an unknown
                                   * codec ("ac-4"); "": not known */
    bool is_cover;                /* a cover picture, not video */
    bool is_vague;                /* ffmpeg could not determine its frame format */
    bool is_unknown;              /* ffmpeg does not know the codec */
    unsigned errors;              /* packets that the decoder rejected as invalid */
    enum probe_absence absence;
};

/* The tracks found so far. Zeroed: no track is known. Nothing to release. */
struct probe_tracks {
    struct probe_track at[PROBE_TRACKS]; /* by track number in the file */
    size_t count;                        /* the highest track number so far, plus 1 */
    bool listed;                         /* the list of the input's tracks is complete */
    bool apart;   /* decode each track to a separate output, because one track blocks the others */
    bool changed; /* a track was left out since the caller last set this to false */
};

/* Reads a line of the log, to find out which tracks exist and which of them cannot be decoded. */
void probe_tracks_learn(struct probe_tracks *tracks, const struct probe_line *line);

/* Returns the type of the track that the line is about; '\0' if the type is unknown, or if the line
 * has no track number. */
char probe_tracks_type(const struct probe_tracks *tracks, const struct probe_line *line);

/* Leaves out all tracks with `is_vague` set. To be called if the decoder failed before the first
 * frame without stating a track number. */
void probe_tracks_leave_vague(struct probe_tracks *tracks);

/* Returns whether a picture or sound track is left to decode. Also returns true if no track is
 * known yet. */
bool probe_tracks_any(const struct probe_tracks *tracks);

/* Returns whether the track is decoded: it has picture or sound, is not a cover, and is not left
 * out. */
bool probe_track_is_decoded(const struct probe_track *track);

/* Adds a finding for each track that is left out. If ffmpeg has no decoder for the track, the
 * finding is "no-decoder" with the codec's name. The finding is a note if the codec is known to
 * exist. Otherwise, the codec's code may be damaged, so the finding makes the file suspicious. A
 * track without data gets a remark. A track without a single frame that could be decoded is
 * damaged. */
void probe_tracks_report(const struct probe_tracks *tracks, struct findings *findings);

#endif
