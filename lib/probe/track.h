/* The tracks of a file as listed in ffmpeg's log, and those that cannot be decoded. A track that
 * cannot be decoded stops the decoder before the first frame of any track, so the other tracks are
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
    PROBE_PRESENT,  /* it is not left out */
    PROBE_NO_CODEC, /* this ffmpeg has no decoder for it */
    PROBE_NO_DATA,  /* it is declared, but holds no data */
    PROBE_NO_FRAME, /* none of its data could be decoded */
};

struct probe_track {
    char type;                    /* 'v', 'a', 's'; '\0': something else, or unknown */
    char codec[PROBE_CODEC_ROOM]; /* "ac3", or the code of an unknown codec: "ac-4"; "" */
    bool is_cover;                /* a cover picture, not film */
    bool is_vague;                /* ffmpeg could not determine its frame format */
    bool is_unknown;              /* ffmpeg does not know the codec */
    unsigned errors;              /* packets that the decoder rejected as invalid */
    enum probe_absence absence;
};

/* Zeroed: no tracks known. Nothing to release. */
struct probe_tracks {
    struct probe_track at[PROBE_TRACKS]; /* by their numbers in the file */
    size_t count;                        /* the highest track number so far, plus 1 */
    bool listed;                         /* the list of the input's tracks is complete */
    bool apart;   /* decode each track to its own output, because one holds up the others */
    bool changed; /* a track was left out since this was last set to false */
};

/* Learns from a line of the log which tracks exist and which of them cannot be decoded. */
void probe_tracks_learn(struct probe_tracks *tracks, const struct probe_line *line);

/* Returns the type of the track that the line refers to; '\0' if it is unknown or the line has no
 * number. */
char probe_tracks_type(const struct probe_tracks *tracks, const struct probe_line *line);

/* Leaves out the vague tracks. Call it if the decoder failed before the first frame and stated no
 * track number. */
void probe_tracks_leave_vague(struct probe_tracks *tracks);

/* Returns whether picture or sound is left to decode. Returns true while no track is known. */
bool probe_tracks_any(const struct probe_tracks *tracks);

/* Returns whether the track is decoded: picture or sound, not a cover, not left out. */
bool probe_track_is_decoded(const struct probe_track *track);

/*
 * Adds a finding for the tracks that are left out: no-decoder with the codec's name. It is a note
 * if ffmpeg or this table knows the codec. An unknown code may be due to damage, so it is
 * suspicious. A track without data is a remark; a track with only invalid data is damaged.
 */
void probe_tracks_tell(const struct probe_tracks *tracks, struct findings *findings);

#endif
