/* Reads the headers of codecs, for all containers. The readers do no I/O, and are safe for any
 * bytes. Each reader sets in the track the values that its header states, and leaves the rest
 * unchanged. The container's values for the size, the frame rate and the codec's name are better,
 * so set them first: a reader sets these values only if they are missing. One exception: a header
 * that distinguishes codecs always sets the name. Each reader returns false if the bytes are not
 * such a header or are too few to decide. */
#ifndef CODEC_CODEC_H
#define CODEC_CODEC_H

#include <stdbool.h>
#include <stddef.h>

#include "record/content.h"

/* Read the body of a box with its parameter sets: avcC (ISO/IEC 14496-15 5.3.3.1), hvcC (ISO/IEC
 * 14496-15 8.3.3.1). Matroska's CodecPrivate has the same format. */
bool codec_avc_config(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_hevc_config(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads the body of av1C with its sequence header (AV1 in ISO-BMFF 2.3); Matroska uses the same
 * format. */
bool codec_av1_config(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads the body of vpcC, from its version field on (VP Codec ISO Media File Format Binding 1.0),
 * or Matroska's CodecPrivate of VP9 (WebM's "VP9 CodecPrivate": a list of features, each with an
 * id, a length and a value). */
bool codec_vp9_config(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads the body of dvcC, dvvC or dvwC (Dolby Vision Streams within ISO-BMFF 2.0, 3.2), or the data
 * of the descriptor of the same name in a transport stream. */
bool codec_dolby_vision(const unsigned char *bytes, size_t len, struct content_track *track);

/* Read a sequence parameter set: a NAL unit with its header (ITU-T H.264 7.3.2.1.1 and E.1.1; H.265
 * 7.3.2.2 and E.2.1). If an H.264 parameter set allows fields, whether the video is interlaced
 * stays unknown, because many such streams contain only whole pictures. */
bool codec_h264_sps(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_hevc_sps(const unsigned char *bytes, size_t len, struct content_track *track);

/* Read the beginning of an annex B stream (NAL units between start codes): the first parameter set,
 * then the pictures and messages after it, which show whether the video has fields or HDR10+.
 * Return false if no parameter set is found. */
bool codec_h264_stream(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_hevc_stream(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads an MPEG-1 or MPEG-2 sequence header, wherever its start code is in the bytes, with the
 * extensions and the first picture that follow it (ISO/IEC 11172-2 2.4.2.3; ISO/IEC 13818-2 6.2.2
 * and 6.2.3.1). */
bool codec_mpeg_sequence(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads an MPEG-4 video object layer, wherever its start code is in the bytes (ISO/IEC 14496-2
 * 6.2.3). */
bool codec_mpeg4_vol(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads a VC-1 sequence header of the advanced profile, wherever its start code is in the bytes
 * (SMPTE 421M 6.1). */
bool codec_vc1(const unsigned char *bytes, size_t len, struct content_track *track);

/* Read AAC's AudioSpecificConfig (ISO/IEC 14496-3 1.6.2.1); a frame with an ADTS header (1.A.3.2);
 * a LOAS frame with its configuration (1.7.2). */
bool codec_aac_config(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_adts(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_latm(const unsigned char *bytes, size_t len, struct content_track *track);

/* A sync word can match by chance. Where this is likely, a reader also checks that another frame
 * begins where the first one ends, unless the bytes end before that. */

/* Reads a frame of AC-3 or E-AC-3 (ATSC A/52 5.3 and E.2.2) with the dependent frames that follow
 * it in the bytes. Sets the codec, and the channels including the LFE channel. */
bool codec_ac3(const unsigned char *bytes, size_t len, struct content_track *track);

/* Read the body of a box: dac3 (ETSI TS 102 366 F.4), dec3 (ETSI TS 102 366 F.6). */
bool codec_dac3(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_dec3(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads a frame of DTS and the extension that follows it in the bytes (ETSI TS 102 114 5.3, 7.4).
 * Sets the codec: "DTS", "DTS-HD" or "DTS-HD MA". */
bool codec_dts(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads a frame of MPEG audio (ISO/IEC 11172-3 2.4.1.3). Sets the codec by its layer. */
bool codec_mpeg_audio(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads an access unit of TrueHD with a major sync (Dolby TrueHD high-level bitstream description
 * 3). */
bool codec_truehd(const unsigned char *bytes, size_t len, struct content_track *track);

/* Read the header of linear PCM. On a DVD, it is the 6 bytes after the substream's id; on a Blu-ray
 * disc, it is 4 bytes. */
bool codec_lpcm_dvd(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_lpcm_bluray(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads the first frame of VP9, a key frame (VP9 Bitstream & Decoding Process Specification 6.2).
 * Sets the depth. */
bool codec_vp9_frame(const unsigned char *bytes, size_t len, struct content_track *track);

/* Read the first packet of Vorbis (Vorbis I 4.2.2), Opus (RFC 7845 5.1), Theora (Theora 6.2) or
 * FLAC (RFC 9639 8.2). The bytes of FLAC begin with "fLaC". */
bool codec_vorbis(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_opus(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_theora(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_flac(const unsigned char *bytes, size_t len, struct content_track *track);

/* Read Windows' BITMAPINFOHEADER and WAVEFORMATEX, with the codec data that follows them
 * (Microsoft's "wingdi.h" and "mmreg.h"). */
bool codec_bitmap(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_wave(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads the first frame or the first bytes of a stream, according to the track's codec. H.264 and
 * H.265 must be in annex B form. */
bool codec_frame(const unsigned char *bytes, size_t len, struct content_track *track);

/* Sets the values that the codec alone determines: 8 bits if the codec has no other depth, and not
 * interlaced if the codec has no fields. */
void codec_set_certain(struct content_track *track);

/* Sets the codec's name from the number of a wave format, if the track has none. */
void codec_wave_name(unsigned format, struct content_track *track);

#endif
