/* The tracks of a file, as ffmpeg's log lists them, and which of them cannot be decoded: one such
 * track stops the decoder before the first frame of any track, so the others are decoded without
 * it. Pure: no process is run here. */
#ifndef PROBE_TRACK_H
#define PROBE_TRACK_H

#include <stdbool.h>
#include <stddef.h>

#include "probe/judge.h"
#include "record/finding.h"

enum {
    PROBE_TRACKS = 64,    /* further tracks are not known */
    PROBE_CODEC_ROOM = 16 /* of a codec's name with its NUL; a longer name is cut */
};

/* Why a track is left out. */
enum probe_absence {
    PROBE_PRESENT,  /* it is not */
    PROBE_NO_CODEC, /* this ffmpeg has no decoder for it */
    PROBE_NO_DATA,  /* it is declared, and holds nothing */
    PROBE_NO_FRAME, /* it holds data, of which no frame could be decoded */
};

struct probe_track {
    char type;                    /* 'v', 'a', 's'; '\0': something else, or unknown */
    char codec[PROBE_CODEC_ROOM]; /* "ac3", or the code of one that is not known: "ac-4"; "" */
    bool is_cover;                /* a picture that belongs to the file, no film */
    bool is_vague;                /* ffmpeg did not find out how its frames look */
    bool is_unknown;              /* ffmpeg does not know the codec at all */
    unsigned errors;              /* packets that the decoder refused as invalid */
    enum probe_absence absence;
};

/* Zeroed: none known. Nothing to release. */
struct probe_tracks {
    struct probe_track at[PROBE_TRACKS]; /* by their number in the file */
    size_t count;                        /* the largest number so far, and one */
    bool listed;                         /* the list of the input's tracks is over */
    bool apart;   /* to be decoded into an output each: one holds up the others */
    bool changed; /* a track is left out since this was last set to false */
};

/* Learns from a line of the log: which tracks there are, and which of them cannot be decoded. */
void probe_tracks_learn(struct probe_tracks *tracks, const struct probe_line *line);

/* Returns the type of the track that the line names, '\0' when it names none that is known. */
char probe_tracks_type(const struct probe_tracks *tracks, const struct probe_line *line);

/* Leaves out the tracks of which ffmpeg did not find out how their frames look. For a decoder that
 * failed before the first frame, and said no number. */
void probe_tracks_leave_vague(struct probe_tracks *tracks);

/* Returns whether picture or sound is left to be decoded. True while no track is known. */
bool probe_tracks_any(const struct probe_tracks *tracks);

/* Returns whether the track is decoded: picture or sound, no cover, not left out. */
bool probe_track_is_decoded(const struct probe_track *track);

/*
 * Adds a finding for the tracks that are left out: no-decoder with the codec's name. It is a note
 * where the codec is known, to ffmpeg or to us; of a code that nobody knows damage may be the
 * reason, so it is suspicious. A track without data is a remark; one whose data is all invalid is
 * damaged. */
void probe_tracks_tell(const struct probe_tracks *tracks, struct findings *findings);

#endif
