/* Readers of the headers of codecs, wherever a container keeps them. They do no I/O.
 *
 * Each sets in the track what its header states and leaves the rest as it is: the size and the
 * frame rate are set only while the track has none, since a container's own are better; the codec's
 * name too, unless the header tells codecs apart. So set those that the container states first.
 * Returns false when the bytes are no such header, or end too early to tell; any bytes are safe. */
#ifndef CODEC_CODEC_H
#define CODEC_CODEC_H

#include <stdbool.h>
#include <stddef.h>

#include "record/content.h"

/* The bodies of the boxes avcC and hvcC, with the parameter sets in them (ISO/IEC 14496-15 5.3.3.1
 * and 8.3.3.1). Matroska's CodecPrivate is the same. */
bool codec_avc_config(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_hevc_config(const unsigned char *bytes, size_t len, struct content_track *track);

/* The body of av1C with its sequence header (AV1 in ISO-BMFF 2.3), as in Matroska. */
bool codec_av1_config(const unsigned char *bytes, size_t len, struct content_track *track);

/* The body of vpcC, its version and flags included (VP Codec ISO Media File Format Binding 1.0), or
 * Matroska's CodecPrivate of VP9 (WebM's "VP9 CodecPrivate": features of id, length, value). */
bool codec_vp9_config(const unsigned char *bytes, size_t len, struct content_track *track);

/* The body of dvcC, dvvC or dvwC (Dolby Vision Streams within ISO-BMFF 2.0, 3.2), and the data of
 * the descriptor of the same name in a transport stream. */
bool codec_dolby_vision(const unsigned char *bytes, size_t len, struct content_track *track);

/* A sequence parameter set: a NAL unit with its header (ITU-T H.264 7.3.2.1.1 and E.1.1; H.265
 * 7.3.2.2 and E.2.1). H.264 that may have fields leaves the scan unknown: most such streams do, and
 * many hold whole pictures. */
bool codec_h264_sps(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_hevc_sps(const unsigned char *bytes, size_t len, struct content_track *track);

/* The beginning of a stream in the form of annex B, NAL units between start codes: its first
 * parameter set, and what the pictures and messages in these bytes add (fields; HDR10+). False: no
 * parameter set. */
bool codec_h264_stream(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_hevc_stream(const unsigned char *bytes, size_t len, struct content_track *track);

/* An MPEG-1 or MPEG-2 sequence header, wherever its start code stands in the bytes, with the
 * extensions and the first picture that follow it (ISO/IEC 11172-2 2.4.2.3; 13818-2 6.2.2
 * and 6.2.3.1). */
bool codec_mpeg_sequence(const unsigned char *bytes, size_t len, struct content_track *track);

/* An MPEG-4 video object layer, wherever its start code stands in the bytes (ISO/IEC 14496-2
 * 6.2.3). */
bool codec_mpeg4_vol(const unsigned char *bytes, size_t len, struct content_track *track);

/* A VC-1 sequence header of the advanced profile, wherever its start code stands in the bytes
 * (SMPTE 421M 6.1). */
bool codec_vc1(const unsigned char *bytes, size_t len, struct content_track *track);

/* AAC's AudioSpecificConfig (ISO/IEC 14496-3 1.6.2.1); a frame with an ADTS header (1.A.3.2); a
 * frame of LOAS with its configuration (1.7.2). */
bool codec_aac_config(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_adts(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_latm(const unsigned char *bytes, size_t len, struct content_track *track);

/* Frames of sound whose sync may come about by chance are believed only if another one follows
 * where it should, as far as there are bytes. */

/* A frame of AC-3 or E-AC-3 (ATSC A/52 5.3 and E.2.2), with the dependent frames that follow it in
 * the bytes: sets the codec, and the channels with the low one. */
bool codec_ac3(const unsigned char *bytes, size_t len, struct content_track *track);

/* The bodies of the boxes dac3 and dec3 (ETSI TS 102 366 F.4 and F.6). */
bool codec_dac3(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_dec3(const unsigned char *bytes, size_t len, struct content_track *track);

/* A frame of DTS, and the extension after it in the bytes (ETSI TS 102 114 5.3, 7.4): sets the
 * codec, "DTS", "DTS-HD" or "DTS-HD MA". */
bool codec_dts(const unsigned char *bytes, size_t len, struct content_track *track);

/* A frame of MPEG audio (ISO/IEC 11172-3 2.4.1.3): sets the codec by its layer. */
bool codec_mpeg_audio(const unsigned char *bytes, size_t len, struct content_track *track);

/* An access unit of TrueHD with a major sync (Dolby TrueHD high-level bitstream description 3). */
bool codec_truehd(const unsigned char *bytes, size_t len, struct content_track *track);

/* The header of linear PCM: 6 bytes after the substream's id on a DVD; 4 on a Blu-ray disc. */
bool codec_lpcm_dvd(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_lpcm_bluray(const unsigned char *bytes, size_t len, struct content_track *track);

/* The first frame of VP9, a key frame (VP9 Bitstream & Decoding Process Specification 6.2): sets
 * the depth. */
bool codec_vp9_frame(const unsigned char *bytes, size_t len, struct content_track *track);

/* The first packet of Vorbis (Vorbis I 4.2.2), Opus (RFC 7845 5.1), Theora (Theora 6.2), and FLAC
 * from "fLaC" on (RFC 9639 8.2). */
bool codec_vorbis(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_opus(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_theora(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_flac(const unsigned char *bytes, size_t len, struct content_track *track);

/* Windows' BITMAPINFOHEADER and WAVEFORMATEX, with what the codec keeps after them (Microsoft's
 * "wingdi.h" and "mmreg.h"). */
bool codec_bitmap(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_wave(const unsigned char *bytes, size_t len, struct content_track *track);

/* The first frame of a stream, or as much as there is of it, by the codec that the track has; H.264
 * and H.265 in the form of annex B. */
bool codec_frame(const unsigned char *bytes, size_t len, struct content_track *track);

/* Sets what follows from the codec alone: 8 bits where it has no other depth, whole pictures where
 * it knows no fields. */
void codec_set_certain(struct content_track *track);

/* Sets the codec's name, while the track has none, from the number of a wave format. */
void codec_wave_name(unsigned format, struct content_track *track);

#endif
