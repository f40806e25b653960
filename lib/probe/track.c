/* Reads ffmpeg's list of tracks. ffmpeg 4 to 7 list a track like this:
 *   "Stream #0:1[0x2](eng): Audio: aac (LC) (mp4a / 0x6134706D), 48000 Hz, stereo (default)" */
#include "probe/track.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Returns the track that the line is about; NULL if the line has no track number. */
static struct probe_track *named(struct probe_tracks *tracks, const struct probe_line *line)
{
    int stream = probe_line_stream(line);

    return stream >= 0 && stream < PROBE_TRACKS ? &tracks->at[stream] : NULL;
}

/* Copies the codec's name from the beginning of `text`, up to a space or comma. For an unknown
 * codec, ffmpeg prints "none (vvc1 / 0x31637676)", and the container's code ("vvc1") is copied. */
static void read_codec(struct probe_track *track, const char *text)
{
    track->is_unknown = strncmp(text, "none", 4) == 0;
    if (strncmp(text, "none (", 6) == 0)
        text += 6;
    snprintf(track->codec, sizeof track->codec, "%.*s", (int)strcspn(text, " ,"), text);
}

static void read_track(struct probe_tracks *tracks, const char *text)
{
    static const struct {
        const char *word;
        char type;
    } types[] = {{": Video: ", 'v'}, {": Audio: ", 'a'}, {": Subtitle: ", 's'}};
    char *end;
    long number = strtol(text, &end, 10);

    if (end == text || number < 0 || number >= PROBE_TRACKS)
        return;
    struct probe_track *track = &tracks->at[number];
    if ((size_t)number >= tracks->count)
        tracks->count = (size_t)number + 1;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const char *at = strstr(end, types[i].word);

        if (at) {
            track->type = types[i].type;
            track->is_cover = strstr(at, "(attached pic)") || strstr(at, "(timed thumbnails)");
            read_codec(track, at + strlen(types[i].word));
            return;
        }
    }
}

static void leave_out(struct probe_tracks *tracks, struct probe_track *track,
                      enum probe_absence why)
{
    if (!track || track->absence != PROBE_PRESENT)
        return;
    track->absence = why;
    tracks->changed = true;
}

static bool begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

/* Reads a line of the list of the input's tracks. Ignores later lists, which are about outputs. */
static void learn_list(struct probe_tracks *tracks, const char *text)
{
    if (begins(text, "Input #0,"))
        tracks->listed = false;
    else if (begins(text, "Stream mapping:") || begins(text, "Output #"))
        tracks->listed = true;
    else if (!tracks->listed && begins(text, "Stream #0:"))
        read_track(tracks, text + strlen("Stream #0:"));
}

/* Returns whether ffmpeg reports that it cannot decode the track's codec or its kind of raw
 * video. */
static bool has_no_decoder(const struct probe_track *track, const char *text)
{
    return begins(text, "Decoder (codec ") || begins(text, "Decoding requested, but no decoder") ||
           (track && begins(text, "Error while opening decoder") &&
            strcmp(track->codec, "rawvideo") == 0);
}

/* Returns whether ffmpeg reports that a decoder rejected a packet as invalid. */
static bool is_refusal(const char *text)
{
    return begins(text, "Error while decoding stream") && strstr(text, ": Invalid data found");
}

void probe_tracks_learn(struct probe_tracks *tracks, const struct probe_line *line)
{
    const char *text = line->text + strspn(line->text, " ");
    struct probe_track *track;

    if (line->level == PROBE_INFO) {
        if (!line->part[0])
            learn_list(tracks, text);
        return;
    }
    track = named(tracks, line);
    if (track && begins(text, "Could not find codec parameters"))
        track->is_vague = true;
    else if (has_no_decoder(track, text))
        leave_out(tracks, track, PROBE_NO_CODEC);
    else if (begins(text, "Cannot determine format of input stream"))
        leave_out(tracks, track, track && track->errors ? PROBE_NO_FRAME : PROBE_NO_DATA);
    else if (track && track->absence == PROBE_PRESENT && is_refusal(text))
        track->errors++;
}

char probe_tracks_type(const struct probe_tracks *tracks, const struct probe_line *line)
{
    int stream = probe_line_stream(line);

    return stream >= 0 && stream < PROBE_TRACKS ? tracks->at[stream].type : '\0';
}

void probe_tracks_leave_vague(struct probe_tracks *tracks)
{
    for (size_t i = 0; i < tracks->count; i++) {
        if (tracks->at[i].is_vague)
            leave_out(tracks, &tracks->at[i], PROBE_NO_DATA);
    }
}

bool probe_track_is_decoded(const struct probe_track *track)
{
    return (track->type == 'v' || track->type == 'a') && !track->is_cover &&
           track->absence == PROBE_PRESENT;
}

bool probe_tracks_any(const struct probe_tracks *tracks)
{
    for (size_t i = 0; i < tracks->count; i++) {
        if (probe_track_is_decoded(&tracks->at[i]))
            return true;
    }
    return tracks->count == 0;
}

/* Returns whether the code belongs to a codec that exists, even if ffmpeg 5 does not know it. The
 * list was not checked against a registry. */
static bool is_known_code(const char *code)
{
    static const char *const codes[] = {
        "vvc1", "vvi1", "evc1", "lvc1", "av3c", "avs3", "ac-4", "mha1", "mha2", "mhm1", "mhm2",
        "iamf", "Opus", "fLaC", "dtsx", "dtsy", "usac", "dvhe", "dvh1", "dva1", "dvav", "dav1",
        "apv1", "ipcm", "fpcm", "hvt1", "hvc2", "hev2", "lhv1", "lhe1", "svc1", "mvc1", "mvc2",
        "uncv", "j2ki", "jxsm", "enca", "encv", "drmi", "drms", "tmcd", "tx3g", "mett", "metx",
    };

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (strcmp(codes[i], code) == 0)
            return true;
    }
    return false;
}

void probe_tracks_report(const struct probe_tracks *tracks, struct findings *findings)
{
    for (size_t i = 0; i < tracks->count; i++) {
        const struct probe_track *track = &tracks->at[i];
        struct finding finding = {.code = FINDING_NO_DECODER,
                                  .weight = FINDING_NOTE,
                                  .stream = track->type,
                                  .count = 1,
                                  .offset = -1,
                                  .seconds = -1};

        if (track->absence == PROBE_NO_CODEC) {
            if (track->is_unknown && !is_known_code(track->codec))
                finding.weight = FINDING_SUSPICIOUS;
            finding_add(findings, &finding, "%s", *track->codec ? track->codec : "none");
        } else if (track->absence == PROBE_NO_DATA) {
            finding.code = FINDING_REMARK;
            finding_add(findings, &finding, "track %zu cannot be decoded at all", i);
        } else if (track->absence == PROBE_NO_FRAME) {
            finding.code = track->type == 'a' ? FINDING_AUDIO_DAMAGE : FINDING_VIDEO_DAMAGE;
            finding.weight = FINDING_CORRUPT;
            finding.count = track->errors;
            finding_add(findings, &finding, "no frame of track %zu can be decoded", i);
        }
    }
}
