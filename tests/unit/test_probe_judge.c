/* Lines of ffmpeg's log, and their meaning for a file. */
#include <criterion/criterion.h>

#include "probe/judge.h"

enum { ANY = 0, SEEK = 1 };

static const struct {
    enum probe_meaning meaning;
    int after_seek;
    const char *line;
} lines[] = {
    {PROBE_VIDEO, ANY, "[h264 @ 0x5588db57ae80] [error] no frame!"},
    {PROBE_NOTHING, SEEK, "[h264 @ 0x5588db57ae80] [error] no frame!"},
    {PROBE_VIDEO, SEEK,
     "[h264 @ 0x5588db57ae80] [error] error while decoding MB 3 4, bytestream -5"},
    {PROBE_VIDEO, ANY, "[h264 @ 0x5588db57ae80] [error] something that no table knows"},
    {PROBE_REMARK, ANY, "[hevc @ 0x1] [warning] something that no table knows"},
    {PROBE_REMARK, ANY, "[matroska,webm @ 0x1] [warning] something that no table knows"},
    {PROBE_CONTAINER, ANY, "[matroska,webm @ 0x1] [error] something that no table knows"},
    {PROBE_NOTHING, ANY, "[h264 @ 0x1] [error] mmco: unref short failure"},
    {PROBE_AUDIO, ANY, "[aac @ 0x1] [error] channel element 2.1 is not allocated"},
    {PROBE_AUDIO, ANY, "[mp3float @ 0x1] [error] Header missing"},
    {PROBE_VIDEO, ANY,
     "[vist#0:0/h264 @ 0x1] [dec:h264 @ 0x2] [error] Error submitting packet to decoder"},
    {PROBE_CONTAINER, ANY, "[mov,mp4,m4a,3gp,3g2,mj2 @ 0x1] [error] moov atom not found"},
    {PROBE_CONTAINER, ANY,
     "[mov,mp4,m4a,3gp,3g2,mj2 @ 0x1] [warning] stream 0, offset 0x30: partial file"},
    {PROBE_NOTHING, ANY, "[mov,mp4,m4a,3gp,3g2,mj2 @ 0x1] [warning] stream 0, timescale not set"},
    {PROBE_NOTHING, ANY, "[mjpeg @ 0x1] [warning] EOI missing, emulating"},
    {PROBE_DOUBT, ANY,
     "[null @ 0x1] [error] Application provided invalid, non monotonically increasing dts to muxer "
     "in stream 0: 1497653 >= 10"},
    {PROBE_NOTHING, SEEK,
     "[null @ 0x1] [error] Application provided invalid, non monotonically increasing dts to muxer "
     "in stream 0: 1497653 >= 10"},
    {PROBE_NOTHING, ANY, "[matroska,webm @ 0x1] [warning] Starting new cluster due to timestamp"},
    {PROBE_CONTAINER, ANY,
     "[matroska,webm @ 0x1] [error] Element at 0x10 ending at 0x99 exceeds containing master "
     "element ending at 0x50"},
    {PROBE_DOUBT, ANY, "[mpegts @ 0x1] [warning] PES packet size mismatch"},
    {PROBE_NOTHING, ANY,
     "[null @ 0x1] [error] Application provided invalid, non monotonically increasing dts to muxer "
     "in stream 0: 5 >= 5"},
    {PROBE_DOUBT, ANY,
     "[null @ 0x1] [error] Application provided invalid, non monotonically increasing dts to muxer "
     "in stream 12: 99999999999999999999 >= 10"},
    {PROBE_NOTHING, ANY,
     "[null @ 0x1] [error] Application provided invalid, non monotonically increasing dts to muxer "
     "in stream 0: 10 >= 1497653"},
    {PROBE_NOTHING, ANY,
     "[null @ 0x1] [error] Application provided invalid, non monotonically increasing dts to muxer "
     "in stream 0: 1497653 >= "},
    {PROBE_NOTHING, ANY,
     "[null @ 0x1] [error] Application provided invalid, non monotonically increasing dts to muxer "
     "in stream 0: 1497653"},
    {PROBE_NOTHING, ANY,
     "[null @ 0x1] [error] Application provided invalid, non monotonically increasing dts to muxer "
     "in stream 0: 1497653 >= -9223372036854775808"},
    {PROBE_NOTHING, ANY,
     "[null @ 0x1] [error] Application provided invalid, non monotonically increasing dts to muxer "
     "in stream "},
    {PROBE_NOTHING, ANY, "[swscaler @ 0x1] [warning] deprecated pixel format used"},
    {PROBE_VIDEO, ANY, "[warning] corrupt decoded frame in stream 0"},
    {PROBE_NOTHING, ANY, "[warning] something of ffmpeg's own"},
    {PROBE_DOUBT, ANY,
     "[error] Error while decoding stream #0:0: Invalid data found when processing input"},
    {PROBE_NOTHING, SEEK,
     "[error] Error while decoding stream #0:0: Invalid data found when processing input"},
    {PROBE_CONTAINER, ANY, "[error] file:a film.mkv: Invalid data found when processing input"},
    {PROBE_NO_FILE, ANY, "[error] file:a film.mkv: No such file or directory"},
    {PROBE_NO_FILE, ANY, "[error] file:a film.mkv: Permission denied"},
    {PROBE_NO_STREAM, ANY, "[error] Output file #0 does not contain any stream"},
    {PROBE_NOTHING, ANY, "[info] [error] corrupt decoded frame in stream 0"},
    {PROBE_NO_MEANS, ANY, "[matroska,webm @ 0x1] [error] Unknown decoder 'x'"},

    /* Messages of demuxers about sound files. */
    {PROBE_REMARK, ANY, "[ogg @ 0x1] [warning] Broken file, keyframe not correctly marked."},
    {PROBE_REMARK, ANY,
     "[mov,mp4,m4a,3gp,3g2,mj2 @ 0x1] [warning] Skipping unhandled metadata x of type 78"},
    {PROBE_REMARK, ANY, "[wmav2 @ 0x1] [warning] Multiple frames in a packet."},
    {PROBE_REMARK, ANY, "[h264 @ 0x1] [warning] Invalid NAL unit 0, skipping."},
    {PROBE_REMARK, ANY, "[mpegts @ 0x1] [warning] Invalid timestamps stream=0, pts=1, dts=2"},
    {PROBE_REMARK, ANY, "[avi @ 0x1] [warning] sample size (1) != block align (4)"},
    {PROBE_REMARK, ANY,
     "[hevc @ 0x1] [warning] Multiple Dolby Vision RPUs found in one AU. Skipping previous."},
    {PROBE_REMARK, ANY, "[error] Cannot determine format of input stream 0:1 after EOF"},
    {PROBE_REMARK, ANY, "[fatal] Error marking filters as finished"},
    {PROBE_NOTHING, ANY, "[h261 @ 0x1] [error] warning: first frame is no keyframe"},
    {PROBE_NOTHING, ANY, "[flv @ 0x1] [warning] DTS 40 < 47 out of order"},
    {PROBE_NOTHING, ANY, "[warning] DTS 9 < 288230376151711752 out of order"},
    {PROBE_REMARK, ANY, "[ogg @ 0x1] [warning] DTS 9 < 288230376151711752 out of order"},
    {PROBE_REMARK, ANY, "[flv @ 0x1] [error] AMF_DATA_TYPE_STRING parsing failed"},
    {PROBE_REMARK, ANY, "[ogg @ 0x1] [error] invalid pts -4096"},
    {PROBE_REMARK, ANY,
     "[mov,mp4,m4a,3gp,3g2,mj2 @ 0x1] [error] Referenced QT chapter track not found"},
    {PROBE_NOTHING, SEEK, "[h264 @ 0x1] [error] illegal short term buffer state detected"},
    {PROBE_VIDEO, ANY, "[h264 @ 0x1] [error] illegal short term buffer state detected"},
    {PROBE_REMARK, ANY,
     "[aac @ 0x1] [error] Audio object type 42 is not implemented. Update your FFmpeg version"},
    {PROBE_REMARK, ANY,
     "[mov,mp4,m4a,3gp,3g2,mj2 @ 0x1] [warning] That is not implemented. Update your FFmpeg"},
    {PROBE_NO_MEANS, ANY,
     "[magicyuv @ 0x1] [warning] Unknown prediction: 7 is not implemented. Update your FFmpeg"},

    {PROBE_NOTHING, ANY, "[rawvideo @ 0x1] [error] Invalid pixel format."},
    {PROBE_REMARK, ANY, "[theora @ 0x1] [error] Header packet passed to frame decoder, skipping"},
    {PROBE_REMARK, ANY, "[error] Error while decoding stream #0:0: Operation not permitted"},

    /* Warnings that indicate damage. */
    {PROBE_CONTAINER, ANY, "[warning] file:a film.mkv: corrupt input packet in stream 0"},
    {PROBE_DOUBT, ANY, "[mxf @ 0x1] [warning] Packet corrupt (stream = 0, dts = NOPTS)."},
    {PROBE_DOUBT, ANY,
     "[mpeg2video @ 0x1] [warning] ignoring extra picture following a frame-picture"},
    {PROBE_DOUBT, ANY, "[h264 @ 0x1] [warning] Cannot use next picture in error concealment"},
    {PROBE_DOUBT, ANY,
     "[mxf @ 0x1] [warning] edit unit sync lost on stream 0, jumping from 1 to 2"},
    {PROBE_DOUBT, ANY, "[mxf @ 0x1] [warning] bad FooterPartition in RIP - ignoring"},
    {PROBE_DOUBT, ANY, "[utvideo @ 0x1] [warning] 24 bits left after decoding slice"},
    {PROBE_DOUBT, ANY, "[flv @ 0x1] [warning] DTS 40 < 16777256 out of order"},
    {PROBE_NO_MEANS, ANY, "[error] file:a film.mkv: Format not on whitelist 'mov,matroska'"},
};

Test(probe_judge, classifies_lines)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct probe_line read;

        cr_assert(probe_line_read(lines[i].line, "file:a film.mkv", &read), "%s", lines[i].line);
        cr_expect_eq(probe_judge(&read, lines[i].after_seek), lines[i].meaning, "%s: %d",
                     lines[i].line, (int)probe_judge(&read, lines[i].after_seek));
    }
}

static const char *const no_lines[] = {
    "", "[", "[h264 @ 0x1]", "[h264 @ 0x1", "  title : [error] no frame!", "frame=1", "[loud] x",
};

Test(probe_judge, ignores_lines_without_a_level)
{
    for (size_t i = 0; i < sizeof no_lines / sizeof *no_lines; i++) {
        struct probe_line read;

        cr_expect_not(probe_line_read(no_lines[i], "file:x", &read), "%s", no_lines[i]);
    }
}

Test(probe_judge, words_in_the_file_name_are_not_a_message)
{
    struct probe_line read;

    cr_assert(probe_line_read("[error] file:moov atom not found.mp4: Permission denied",
                              "file:moov atom not found.mp4", &read));
    cr_expect_eq(probe_judge(&read, false), PROBE_NO_FILE);
}

Test(probe_judge, a_line_names_a_track_by_its_number)
{
    static const struct {
        int stream;
        const char *line;
    } rows[] = {
        {1, "[error] Decoder (codec none) not found for input stream #0:1"},
        {2, "[aist#0:2/none @ 0x1] [error] Decoding requested, but no decoder found for: none"},
        {3, "[vist#0:3/h264 @ 0x1] [dec:h264 @ 0x2] [error] Error submitting packet to decoder"},
        {4, "[error] Cannot determine format of input stream 0:4 after EOF"},
        {5, "[warning] file:x: corrupt decoded frame in stream 5"},
        {6, "[error] Error while decoding stream #0:6: Invalid data found"},
        {-1, "[error] Decoder (codec none) not found for input stream #1:1"},
        {-1, "[error] Cannot determine format of input stream 0:-4 after EOF"},
        {-1, "[error] Cannot determine format of input stream 0:99999999999999999999 after EOF"},
        {-1, "[vist#0:x/h264 @ 0x1] [error] x"},
        {-1, "[h264 @ 0x1] [error] no frame!"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct probe_line read;

        cr_assert(probe_line_read(rows[i].line, "file:y", &read));
        cr_expect_eq(probe_line_stream(&read), rows[i].stream, "%s: %d", rows[i].line,
                     probe_line_stream(&read));
    }
}

Test(probe_judge, a_long_name_is_truncated)
{
    struct probe_line read;

    cr_assert(
        probe_line_read("[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa @ 0x1] [error] x",
                        "file:x", &read));
    cr_expect_eq(strlen(read.part), sizeof read.part - 1);
}
