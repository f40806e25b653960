/* Reads the headers of video and audio codecs, for all containers. The functions do no I/O and
 * accept any bytes. Each function sets the values of the track that the header states. It returns
 * false if the bytes are not a header that it reads, or are too few to decide. Set the size, the
 * frame rate and the codec's name from the container first, because the container is more reliable.
 * The functions set these three values only if they are missing. But a header that distinguishes
 * between codecs always sets the name. */
#ifndef CODEC_CODEC_H
#define CODEC_CODEC_H

#include <stdbool.h>
#include <stddef.h>

#include "record/content.h"

/* Read the body of a box with parameter sets: avcC for H.264 (ISO/IEC 14496-15 5.3.3.1), hvcC for
 * H.265 (ISO/IEC 14496-15 8.3.3.1). A Matroska CodecPrivate has the same format. */
bool codec_avc_config(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_hevc_config(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads the body of an av1C box, and the sequence header in it (AV1 in ISO-BMFF 2.3). A Matroska
 * CodecPrivate has the same format. */
bool codec_av1_config(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads a vpcC box, beginning at its version field (VP Codec ISO Media File Format Binding 1.0), or
 * a Matroska CodecPrivate for VP9 (WebM's "VP9 CodecPrivate"). */
bool codec_vp9_config(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads the body of a dvcC, dvvC or dvwC box (Dolby Vision Streams within ISO-BMFF 2.0, 3.2), or
 * the data of the Dolby Vision descriptor in a transport stream. */
bool codec_dolby_vision(const unsigned char *bytes, size_t len, struct content_track *track);

/* Read a sequence parameter set: a NAL unit, beginning at its header (ITU-T H.264 7.3.2.1.1 and
 * E.1.1; H.265 7.3.2.2 and E.2.1). If an H.264 parameter set allows fields, the scan type is not
 * set, because many such streams contain only whole pictures. */
bool codec_h264_sps(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_hevc_sps(const unsigned char *bytes, size_t len, struct content_track *track);

/* Read the beginning of an Annex B stream (NAL units between start codes): the first parameter set,
 * and the pictures and messages after it. The pictures and messages show whether the video is
 * interlaced or has HDR10+ metadata. Return false if no parameter set is found. */
bool codec_h264_stream(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_hevc_stream(const unsigned char *bytes, size_t len, struct content_track *track);

/* Finds and reads an MPEG-1 or MPEG-2 sequence header, and the extensions and the first picture
 * after it (ISO/IEC 11172-2 2.4.2.3; ISO/IEC 13818-2 6.2.2 and 6.2.3.1). */
bool codec_mpeg_sequence(const unsigned char *bytes, size_t len, struct content_track *track);

/* Finds and reads an MPEG-4 video object layer (ISO/IEC 14496-2 6.2.3). */
bool codec_mpeg4_vol(const unsigned char *bytes, size_t len, struct content_track *track);

/* Finds and reads a VC-1 sequence header of the advanced profile (SMPTE 421M 6.1). */
bool codec_vc1(const unsigned char *bytes, size_t len, struct content_track *track);

/* Read AAC: an AudioSpecificConfig (ISO/IEC 14496-3 1.6.2.1), a frame with an ADTS header
 * (1.A.3.2), or a LOAS frame that contains a configuration (1.7.2). */
bool codec_aac_config(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_adts(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_latm(const unsigned char *bytes, size_t len, struct content_track *track);

/* A short sync word can match by chance. If there are enough bytes, codec_adts, codec_ac3 and
 * codec_mpeg_audio also check that a second frame follows the first. */

/* Reads a frame of AC-3 or E-AC-3 (ATSC A/52 5.3 and E.2.2), and the dependent frames after it,
 * which add channels. Sets the codec and the number of channels. The LFE channel is counted. */
bool codec_ac3(const unsigned char *bytes, size_t len, struct content_track *track);

/* Read the body of a box: dac3 for AC-3 (ETSI TS 102 366 F.4), dec3 for E-AC-3 (F.6). */
bool codec_dac3(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_dec3(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads a frame of DTS and, if the bytes contain it, the extension after the frame (ETSI TS 102 114
 * 5.3, 7.4). Sets the codec: "DTS", "DTS-HD" or "DTS-HD MA". */
bool codec_dts(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads a frame of MPEG audio (ISO/IEC 11172-3 2.4.1.3). Sets the codec by its layer. */
bool codec_mpeg_audio(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads a TrueHD access unit that has a major sync (Dolby TrueHD high-level bitstream description
 * 3). */
bool codec_truehd(const unsigned char *bytes, size_t len, struct content_track *track);

/* Read the header of linear PCM: the 6 bytes after the substream's id on a DVD, or 4 bytes on a
 * Blu-ray disc. */
bool codec_lpcm_dvd(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_lpcm_bluray(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads a key frame of VP9, such as the first frame of a stream (VP9 Bitstream & Decoding Process
 * Specification 6.2). Sets the bit depth. */
bool codec_vp9_frame(const unsigned char *bytes, size_t len, struct content_track *track);

/* Read the first packet of Vorbis (Vorbis I 4.2.2), Opus (RFC 7845 5.1), Theora (Theora 6.2) or
 * FLAC (RFC 9639 8.2). FLAC's bytes begin with "fLaC". */
bool codec_vorbis(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_opus(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_theora(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_flac(const unsigned char *bytes, size_t len, struct content_track *track);

/* Read Windows' BITMAPINFOHEADER and WAVEFORMATEX, with the codec data that follows them
 * (Microsoft's "wingdi.h" and "mmreg.h"). */
bool codec_bitmap(const unsigned char *bytes, size_t len, struct content_track *track);
bool codec_wave(const unsigned char *bytes, size_t len, struct content_track *track);

/* Reads the beginning of a stream with the function for the track's codec, and returns its result.
 * Returns false if no function reads the codec. H.264 and H.265 must be in Annex B form. */
bool codec_frame(const unsigned char *bytes, size_t len, struct content_track *track);

/* Sets the values that follow from the codec alone: a bit depth of 8 if the codec has no other
 * depth, and a progressive scan if the codec has no interlaced pictures. */
void codec_set_certain(struct content_track *track);

/* Sets the codec's name from a wave format number (WAVEFORMATEX), if the track has no name. */
void codec_wave_name(unsigned format, struct content_track *track);

#endif
