/* Lines of ffmpeg's log, and what they mean for a file. */
#include <criterion/criterion.h>

#include "probe_judge.h"

enum { ANY = 0, SEEK = 1 };

static const struct {
    const char *line;
    int after_seek;
    enum probe_meaning meaning;
} lines[] = {
    {"[h264 @ 0x5588db57ae80] [error] no frame!",                                         ANY,  PROBE_VIDEO                                                                                    },
    {"[h264 @ 0x5588db57ae80] [error] no frame!",                                         SEEK, PROBE_NOTHING                                                                                  },
    {"[h264 @ 0x5588db57ae80] [error] error while decoding MB 3 4, bytestream -5",        SEEK,
     PROBE_VIDEO                                                                                                                                                                               },
    {"[h264 @ 0x5588db57ae80] [error] something that no table knows",                     ANY,  PROBE_VIDEO                                                                                    },
    {"[hevc @ 0x1] [warning] something that no table knows",                              ANY,  PROBE_DOUBT                                                                                    },
    {"[h264 @ 0x1] [error] mmco: unref short failure",                                    ANY,  PROBE_NOTHING                                                                                  },
    {"[aac @ 0x1] [error] channel element 2.1 is not allocated",                          ANY,  PROBE_AUDIO                                                                                    },
    {"[mp3float @ 0x1] [error] Header missing",                                           ANY,  PROBE_AUDIO                                                                                    },
    {"[vist#0:0/h264 @ 0x1] [dec:h264 @ 0x2] [error] Error submitting packet to decoder", ANY,
     PROBE_VIDEO                                                                                                                                                                               },
    {"[mov,mp4,m4a,3gp,3g2,mj2 @ 0x1] [error] moov atom not found",                       ANY,  PROBE_CONTAINER                                                                                },
    {"[mov,mp4,m4a,3gp,3g2,mj2 @ 0x1] [warning] stream 0, offset 0x30: partial file",     ANY,
     PROBE_CONTAINER                                                                                                                                                                           },
    {"[mov,mp4,m4a,3gp,3g2,mj2 @ 0x1] [warning] stream 0, timescale not set",             ANY,  PROBE_NOTHING                                                                                  },
    {"[null @ 0x1] [error] Application provided invalid, non monotonically increasing dts to muxer "
     "in stream 0: 1497653 >= 10",                                                                                    ANY,                                                              PROBE_DOUBT                                                                      },
    {"[null @ 0x1] [error] Application provided invalid, non monotonically increasing dts to muxer "
     "in stream 0: 1497653 >= 10",                                                                                   SEEK,                                                                                        PROBE_NOTHING                                                                                                                                                              },
    {"[mjpeg @ 0x1] [warning] EOI missing, emulating",                                                                      ANY,PROBE_NOTHING},
    {"[matroska,webm @ 0x1] [warning] Starting new cluster due to timestamp",                                                                      ANY,                                                                                        PROBE_NOTHING                                                                                                                                                                                                                                            },
    {"[matroska,webm @ 0x1] [error] Element at 0x10 ending at 0x99 exceeds containing master "
     "element ending at 0x50",                                                                      ANY,PROBE_CONTAINER},
    {"[mpegts @ 0x1] [warning] PES packet size mismatch",                                                                    ANY,                                                                                      PROBE_DOUBT                                                                                                                                                                                                                                                                                                                         },
    {"[null @ 0x1] [error] Application provided invalid, non monotonically increasing dts to muxer "
     "in stream 0: 5 >= 5",                                                                        ANY,PROBE_NOTHING},
    {"[swscaler @ 0x1] [warning] deprecated pixel format used",                                                                      ANY,                                                                                    PROBE_NOTHING                                                                                                                                                                                                                                                                                                                                                                                       },
    {"[warning] corrupt decoded frame in stream 0",                                                                      ANY,PROBE_VIDEO},
    {"[warning] something of ffmpeg's own",                                                                        ANY,                                                                                      PROBE_NOTHING                                                                                                                                                                                                                                                                                                                                                                                                                                                                                              },
    {"[error] Error while decoding stream #0:0: Invalid data found when processing input",                                                                      ANY,
     PROBE_DOUBT},
    {"[error] Error while decoding stream #0:0: Invalid data found when processing input",                                                                         SEEK,
     PROBE_NOTHING                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                      },
    {"[error] file:a film.mkv: Invalid data found when processing input",                                                                       ANY,                                                                           PROBE_CONTAINER},
    {"[error] file:a film.mkv: No such file or directory",                                                                    ANY,PROBE_NO_FILE                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                        },
    {"[error] file:a film.mkv: Permission denied",                                                                      ANY,                                                                             PROBE_NO_FILE},
    {"[error] Output file #0 does not contain any stream",                                                                      ANY,PROBE_NO_STREAM                                                                                                                                                                                                                                                                                                                                                                                                                                 },
    {"[info] [error] corrupt decoded frame in stream 0",                                                                    ANY,                                                                           PROBE_NOTHING},
    {"[matroska,webm @ 0x1] [error] Unknown decoder 'x'",                                                                      ANY,PROBE_NO_MEANS                                                                                                                                                                                                                                                                                                                                                     },
};

Test(probe_judge, a_line_means_what_it_means)
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

Test(probe_judge, what_has_no_level_is_no_line_of_the_log)
{
    for (size_t i = 0; i < sizeof no_lines / sizeof *no_lines; i++) {
        struct probe_line read;

        cr_expect_not(probe_line_read(no_lines[i], "file:x", &read), "%s", no_lines[i]);
    }
}

Test(probe_judge, words_in_the_files_name_are_not_ffmpegs)
{
    struct probe_line read;

    cr_assert(probe_line_read("[error] file:moov atom not found.mp4: Permission denied",
                              "file:moov atom not found.mp4", &read));
    cr_expect_eq(probe_judge(&read, false), PROBE_NO_FILE);
}

Test(probe_judge, a_name_longer_than_there_is_room_is_cut)
{
    struct probe_line read;

    cr_assert(
        probe_line_read("[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa @ 0x1] [error] x",
                        "file:x", &read));
    cr_expect_eq(strlen(read.part), sizeof read.part - 1);
}
