/* Transport streams: packets of three sizes, and damage to them. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "film.h"

enum { PACKETS = 400 };
#define PACKET 188L

/* Adds a packet of 188 bytes: a header of 4, then data. */
static void add_packet(struct bytes *b, unsigned pid, bool begins, unsigned counter)
{
    film_big(b, 0x47, 1);
    film_big(b, (begins ? 0x4000U : 0) | pid, 2);
    film_big(b, 0x10 | (counter & 15), 1);
}

static void add_pat(struct bytes *b, unsigned counter)
{
    size_t at = b->len;

    add_packet(b, 0, true, counter);
    bytes_add(b, "\0\0\xb0\x0d\0\1\xc1\0\0\0\1\xf0\0\1\2\3\4", 17);
    film_fill(b, 0xff, 188 - (b->len - at));
}

static void add_map(struct bytes *b, unsigned counter)
{
    size_t at = b->len;

    add_packet(b, 0x1000, true, counter);
    bytes_add(b, "\0\2\xb0\x12", 4);
    film_fill(b, 0xff, 188 - (b->len - at));
}

/* before and after: bytes around each packet, for 192 (4 before) and 204 (16 after). */
static void make_film(struct bytes *b, size_t before, size_t after, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        film_fill(b, 0x11, before);
        size_t at = b->len;
        if (i % 100 == 0) {
            add_pat(b, i / 100);
        } else if (i % 100 == 1) {
            add_map(b, i / 100);
        } else {
            add_packet(b, 0x100, false, i - i / 100 * 2);
            film_data(b, 188 - (b->len - at));
        }
        film_fill(b, 0x22, after);
    }
}

static void expect_all(size_t before, size_t after, const struct film_case *rows, size_t count)
{
    struct bytes film = {0};

    make_film(&film, before, after, PACKETS);
    for (size_t i = 0; i < count; i++) {
        char *wrong = film_try(&film, "film.ts", &rows[i]);
        cr_expect_null(wrong, "%zu: %s", 188 + before + after, wrong);
        free(wrong);
    }
    bytes_release(&film);
}

Test(walk_ts, finds_damage_in_packets_of_any_size)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut", FILM_CUT, 30000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"header zeroed", FILM_ZERO, 0, 4096, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"some removed", FILM_REMOVE, 30000, 10001, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"zeros inside", FILM_ZERO, 30000, 10000, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"junk behind", FILM_APPEND, 0, 5000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
        {"zeros behind", FILM_ZEROS, 0, 5000, FINDING_SUSPICIOUS, FINDING_ZEROS},
    };

    expect_all(0, 0, rows, sizeof rows / sizeof *rows);
    expect_all(4, 0, rows, sizeof rows / sizeof *rows);
    expect_all(0, 16, rows, sizeof rows / sizeof *rows);
}

Test(walk_ts, counts_packets)
{
    static const struct film_case rows[] = {
        {"cut between packets", FILM_CUT, 18800, 0, FINDING_NOTE, FINDING_CODES},
        {"three packets less", FILM_REMOVE, 9400, 564, FINDING_SUSPICIOUS, FINDING_MISSING_DATA},
        {"begins without a PAT", FILM_REMOVE, 0, 188, FINDING_NOTE, FINDING_CODES},
    };

    expect_all(0, 0, rows, sizeof rows / sizeof *rows);
}

Test(walk_ts, accepts_repeated_packets_and_announced_jumps)
{
    struct bytes film = {0};

    for (unsigned i = 0; i < 50; i++) {
        for (int twice = 0; twice < 2; twice++) {
            size_t at = film.len;
            add_packet(&film, 0x100, false, i);
            film_data(&film, 188 - (film.len - at));
        }
    }
    /* An adaptation field with the discontinuity flag, and a counter out of order. */
    size_t at = film.len;
    film_big(&film, 0x47010038, 4);
    film_big(&film, 0x0180, 2);
    film_data(&film, 188 - (film.len - at));
    struct walk_report report = film_walk(&film, "film.ts");
    cr_expect_not(film_has(&report, FINDING_MISSING_DATA));
    bytes_release(&film);
}

Test(walk_ts, computes_the_running_time_from_the_clock)
{
    struct bytes film = {0};

    for (unsigned i = 0; i < 50; i++) {
        size_t at = film.len;
        film_big(&film, 0x47010030 | (i & 15), 4);
        film_big(&film, 0x0710, 2);
        film_big(&film, (uint64_t)i * 9000 << 15, 6); /* the clock, 33 bits of 90 kHz, first */
        film_data(&film, 188 - (film.len - at));
    }
    struct walk_report report = film_walk(&film, "film.ts");
    cr_expect_float_eq(report.duration_s, 4.9, 0.001);
    bytes_release(&film);
}

/* A file of 20 MiB is checked in windows: if packets get out of step between two windows, the place
 * is found exactly to a packet. */
Test(walk_ts, finds_the_place_between_two_windows)
{
    enum { PLACE = 11000000, LESS = 65536 };
    enum { MANY = 112001 }; /* odd: otherwise its second half would repeat the first */
    struct bytes film = {0};

    make_film(&film, 0, 0, MANY);
    struct walk_report report = film_walk(&film, "film.ts");
    cr_expect_eq(report.findings.count, 0);
    memmove(film.at + PLACE, film.at + PLACE + LESS, film.len - PLACE - LESS);
    film.len -= LESS;
    report = film_walk(&film, "film.ts");
    cr_assert_eq(report.findings.count, 1);
    cr_expect_eq(report.findings.at[0].code, FINDING_LOST_SYNC);
    cr_expect_lt(llabs(report.findings.at[0].offset - PLACE), 1692);
    cr_expect_lt(report.bytes_read, film.len / 3);
    bytes_release(&film);
}

/* Makes packets with a clock in every 20th; ticks (90 kHz) between two packets are a function of
 * the packet. */
static void make_clocked(struct bytes *b, unsigned count, unsigned (*ticks)(unsigned packet))
{
    uint64_t clock = UINT64_MAX >> 31; /* it wraps at 33 bits */
    unsigned counter = 0;

    clock -= 90000;
    for (unsigned i = 0; i < count; i++, clock = (clock + ticks(i)) & (UINT64_MAX >> 31)) {
        size_t at = b->len;
        if (i % 100 == 0) {
            add_pat(b, i / 100);
        } else if (i % 100 == 1) {
            add_map(b, i / 100);
        } else if (i % 20 == 2) {
            film_big(b, 0x47010030 | (counter++ & 15), 4);
            film_big(b, 0x0710, 2);
            film_big(b, clock << 15, 6);
            film_data(b, 188 - (b->len - at));
        } else {
            add_packet(b, 0x100, false, counter++);
            film_data(b, 188 - (b->len - at));
        }
    }
}

static unsigned constant(unsigned packet)
{
    (void)packet;
    return 17;
}

static unsigned varying(unsigned packet)
{
    return packet / 1000 % 3 ? 5 : 40;
}

/* At a constant rate the clock shows where to search between two windows; the counters prove the
 * damage. */
Test(walk_ts, finds_whole_packets_missing_between_two_windows)
{
    enum { MANY = 100000 };
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"64 KiB", FILM_REMOVE, 50000 * PACKET, 348 * PACKET, FINDING_SUSPICIOUS,
         FINDING_MISSING_DATA},
        {"a MiB", FILM_REMOVE, 20200 * PACKET, 5580 * PACKET, FINDING_SUSPICIOUS,
         FINDING_MISSING_DATA},
        {"early", FILM_REMOVE, 500 * PACKET, 348 * PACKET, FINDING_SUSPICIOUS,
         FINDING_MISSING_DATA},
        {"late", FILM_REMOVE, 99300 * PACKET, 348 * PACKET, FINDING_SUSPICIOUS,
         FINDING_MISSING_DATA},
    };
    struct bytes film = {0};

    make_clocked(&film, MANY, constant);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        film_expect_large(&film, "film.ts", &rows[i]);
    struct walk_report report = film_walk_large(&film, "film.ts");
    cr_expect_float_eq(report.duration_s, 17.0 * MANY / 90000, 0.1);
    cr_expect_lt(report.bytes_read, film.len / 3);
    bytes_release(&film);
}

Test(walk_ts, accepts_a_rate_that_varies)
{
    struct bytes film = {0};

    make_clocked(&film, 50000, varying);
    struct walk_report report = film_walk_large(&film, "film.ts");
    cr_expect_eq(report.findings.count, 0);
    bytes_release(&film);
}

/* Walks packets of which those from first up to, not including, last are scrambled, except two in a
 * hundred. */
static struct walk_report walk_scrambled(unsigned first, unsigned last)
{
    struct bytes film = {0};

    make_film(&film, 0, 0, PACKETS);
    for (unsigned i = first; i < last; i++)
        if (i % 100 > 1)
            film.at[i * PACKET + 3] |= 0x80;
    struct walk_report report = film_walk(&film, "film.ts");
    bytes_release(&film);
    return report;
}

/* Each packet states its scrambling (1, 2.4.3.3). A recording may begin before the key is
 * available. */
Test(walk_ts, finds_a_scrambled_stream)
{
    struct walk_report report = walk_scrambled(0, PACKETS);

    cr_expect(film_has(&report, FINDING_ENCRYPTED));
    cr_expect_eq(finding_worst(&report.findings), FINDING_SUSPICIOUS);
    report = walk_scrambled(0, 30);
    cr_expect_not(film_has(&report, FINDING_ENCRYPTED));
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE);
}

/* Two successive recordings: counters begin again where the second one's tables do. */
Test(walk_ts, accepts_joined_streams)
{
    struct bytes one = {0}, two = {0};
    unsigned rest = 57;

    make_film(&one, 0, 0, PACKETS - rest);
    make_film(&two, 0, 0, PACKETS);
    /* Like a muxer's start: 0 on each PID. */
    for (unsigned i = 0; i < PACKETS; i++)
        if (i % 100 > 1)
            two.at[i * PACKET + 3] = (char)(0x10 | ((i - i / 100 * 2 - 2) & 15));
    bytes_add(&one, two.at, two.len);
    struct walk_report report = film_walk(&one, "film.ts");
    char *verdict = film_verdict(&report);
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE, "%s", verdict);
    cr_expect(film_has(&report, FINDING_MISSING_DATA), "%s", verdict);
    free(verdict);
    bytes_release(&one);
    bytes_release(&two);
}

/* Packets missing up to a PAT, as its own counter shows, are not a joined stream. */
Test(walk_ts, distinguishes_lost_packets_from_joined_streams)
{
    static const struct film_case rows[] = {
        {"up to a PAT", FILM_REMOVE, 150 * PACKET, 50 * PACKET, FINDING_SUSPICIOUS,
         FINDING_MISSING_DATA},
        {"a PAT among them", FILM_REMOVE, 150 * PACKET, 150 * PACKET, FINDING_SUSPICIOUS,
         FINDING_MISSING_DATA},
    };

    expect_all(0, 0, rows, sizeof rows / sizeof *rows);
}

/* Returns how often packets are missing. */
static unsigned long count_missing(const struct bytes *film)
{
    struct walk_report report = film_walk(film, "film.ts");

    for (size_t i = 0; i < report.findings.count; i++)
        if (report.findings.at[i].code == FINDING_MISSING_DATA)
            return (unsigned long)report.findings.at[i].count;
    return 0;
}

/* A jump to 0 that no PAT follows is a loss, and so is the next jump to 0 of another PID, the map's
 * in packet 201. */
Test(walk_ts, a_loss_does_not_excuse_the_next_one)
{
    struct bytes film = {0};

    make_film(&film, 0, 0, PACKETS);
    film.at[201 * PACKET + 3] = 0x10;
    film.at[301 * PACKET + 3] = 0x11;
    cr_expect_eq(count_missing(&film), 1, "only the map's jump: %lu", count_missing(&film));
    memmove(film.at + 140 * PACKET, film.at + 146 * PACKET, film.len - 146 * PACKET);
    film.len -= 6 * PACKET;
    cr_expect_eq(count_missing(&film), 2, "both jumps: %lu", count_missing(&film));
    bytes_release(&film);
}

/* --- content ---------------------------------------------------------------------------------- */

/* ISO/IEC 13818-1, annex A: polynomial 0x04c11db7, initially all ones. */
static uint32_t checksum(const char *bytes, size_t len)
{
    uint32_t crc = UINT32_MAX;

    for (size_t i = 0; i < len; i++) {
        crc ^= (uint32_t)(unsigned char)bytes[i] << 24;
        for (int bit = 0; bit < 8; bit++)
            crc = crc << 1 ^ (crc >> 31 ? 0x04c11db7 : 0);
    }
    return crc;
}

/* Adds a program map of these streams, each with a type, a PID and descriptors, in as many packets
 * as necessary; wrong is XORed into its checksum. */
static void add_streams(struct bytes *film, const char *streams, size_t len, uint32_t wrong)
{
    struct bytes section = {0};

    bytes_add(&section, "\2", 1);
    film_big(&section, 0xb000 | (len + 13), 2);
    bytes_add(&section, "\0\1\xc1\0\0\xe1\0\xf0\0", 9);
    bytes_add(&section, streams, len);
    film_big(&section, checksum(section.at, section.len) ^ wrong, 4);
    for (size_t at = 0; at < section.len;) {
        size_t room = at ? 184 : 183, take = section.len - at < room ? section.len - at : room;
        add_packet(film, 0x1000, !at, (unsigned)(at + 183) / 184);
        bytes_add(film, "", !at);
        bytes_add(film, section.at + at, take);
        film_fill(film, 0xff, room - take);
        at += take;
    }
    bytes_release(&section);
}

/* Adds a packet that begins a PES packet of a stream, shown at time. */
static void add_shown(struct bytes *film, unsigned pid, unsigned counter, uint64_t time,
                      const char *data, size_t len)
{
    size_t at = film->len;

    add_packet(film, pid, true, counter);
    bytes_add(film, "\0\0\1\xe0\0\0\x80\x80\5", 9);
    film_big(film, 0x21 | (time >> 30 & 7) << 1, 1);
    film_big(film, (time >> 15 & 0x7fff) << 1 | 1, 2);
    film_big(film, (time & 0x7fff) << 1 | 1, 2);
    bytes_add(film, data, len);
    film_fill(film, 0x55, 188 - (film->len - at));
}

static const char sps[] = "\0\0\0\1\x67\x42\0\x1e\xf4\x05\xa0\x93\x20"; /* 720 x 576 */

enum { SPS = sizeof sps - 1 };

/* Streams: H.264, MPEG audio in French, AC-3 by descriptor, subtitles in two languages, teletext
 * without subtitles. */
static const char streams[] = "\x1b\xe1\0\xf0\0"
                              "\x03\xe1\1\xf0\x06\x0a\4fre\0"
                              "\x06\xe1\2\xf0\x08\x6a\0\x0a\4ger\0"
                              "\x06\xe1\3\xf0\x12\x59\x10"
                              "eng\x10\0\1\0\1"
                              "nor\x10\0\1\0\1"
                              "\x06\xe1\4\xf0\x07\x56\5swe\x09\0";

static void make_content(struct bytes *film, uint64_t first, unsigned pictures, uint64_t step,
                         uint32_t wrong)
{
    add_pat(film, 0);
    add_streams(film, streams, sizeof streams - 1, wrong);
    for (unsigned i = 0; i < pictures; i++) {
        add_shown(film, 0x100, i, first + i * step, sps, SPS);
        add_shown(film, 0x101, i, first + i * step, "\xff\xfd\x84\xc0", 4);
        add_shown(film, 0x102, i, first + i * step, "\x0b\x77\0\0\x1c\x40\xe1", 7);
    }
}

Test(walk_ts, lists_its_streams)
{
    static const char *const codecs[] = {"H.264", "MP2", "AC-3", "dvb_subtitle", "dvb_subtitle"};
    static const char *const languages[] = {"", "fr", "de", "en", "no"};
    struct bytes film = {0};

    make_content(&film, 90000, 50, 3600, 0);
    struct walk_report report = film_walk(&film, "film.ts");
    const struct content *content = &report.content;
    cr_expect_eq(report.findings.count, 0);
    cr_assert_geq(content->track_count, 5);
    for (size_t i = 0; i < 5; i++) {
        cr_expect_str_eq(content->tracks[i].codec, codecs[i], "%zu: %s", i,
                         content->tracks[i].codec);
        cr_expect_str_eq(content->tracks[i].language, languages[i], "%zu", i);
    }
    for (size_t i = 5; i < content->track_count; i++)
        cr_expect_eq(content->tracks[i].stream, '\0');
    cr_expect_eq(content->tracks[0].width, 720);
    cr_expect_eq(content->tracks[0].height, 576);
    cr_expect_float_eq(content->tracks[0].frame_rate, 25, 0.001);
    cr_expect_eq(content->tracks[1].channels, 1);
    cr_expect_eq(content->tracks[2].channels, 6);
    cr_expect_float_eq(content->duration_s, 2, 0.001);
    bytes_release(&film);
}

Test(walk_ts, knows_the_length_across_clock_overflow_but_not_if_times_jump)
{
    struct bytes film = {0};

    make_content(&film, (UINT64_C(1) << 33) - 90000, 50, 3600, 0);
    struct walk_report report = film_walk(&film, "film.ts");
    cr_expect_float_eq(report.content.duration_s, 2, 0.001);
    make_content(&film, 9000000, 50, 3600, 0);
    report = film_walk(&film, "film.ts");
    cr_expect_eq(report.content.duration_s, 0, "%g", report.content.duration_s);
    bytes_release(&film);
}

Test(walk_ts, handles_wrong_program_maps)
{
    struct bytes film = {0}, many = {0};

    make_content(&film, 0, 10, 3600, 1);
    struct walk_report report = film_walk(&film, "film.ts");
    cr_expect_eq(report.content.track_count, 0, "a wrong checksum");
    bytes_release(&film);

    for (unsigned i = 0; i < 190; i++) {
        film_big(&many, 0x1b, 1);
        film_big(&many, 0xe100 + i, 2);
        film_big(&many, 0xf000, 2);
    }
    add_pat(&film, 0);
    add_streams(&film, many.at, many.len, 0);
    for (unsigned i = 0; i < 10; i++)
        add_shown(&film, 0x100, i, 0, sps, SPS);
    report = film_walk(&film, "film.ts");
    cr_expect_eq(report.content.track_count, CONTENT_TRACKS);
    cr_expect_eq(report.findings.count, 0);
    bytes_release(&film);

    /* Descriptors longer than their stream, a stream longer than the map. */
    add_pat(&film, 0);
    add_streams(&film,
                "\x03\xe1\1\xf0\6\x0a\xff"
                "eng\0\x1b\xe1\2\xff\xff",
                16, 0);
    for (unsigned i = 0; i < 10; i++)
        add_shown(&film, 0x100, i, 0, sps, SPS);
    report = film_walk(&film, "film.ts");
    cr_assert_eq(report.content.track_count, 1);
    cr_expect_str_eq(report.content.tracks[0].language, "");
    bytes_release(&film);
    bytes_release(&many);
}

/* One of two streams, with a quarter of all packets. */
Test(walk_ts, finds_one_scrambled_stream_of_several)
{
    for (unsigned scrambled = 0; scrambled < 2; scrambled++) {
        struct bytes film = {0};

        make_content(&film, 90000, 50, 3600, 0);
        for (size_t at = 0; at + PACKET <= film.len; at += PACKET)
            if (scrambled && film.at[at + 2] == 1 && film.at[at + 1] == 0x41)
                film.at[at + 3] |= 0x80;
        struct walk_report report = film_walk(&film, "film.ts");
        cr_expect_eq(film_has(&report, FINDING_ENCRYPTED), scrambled);
        cr_expect_eq(finding_worst(&report.findings),
                     scrambled ? FINDING_SUSPICIOUS : FINDING_NOTE);
        cr_expect_eq(report.content.tracks[1].is_encrypted, scrambled);
        bytes_release(&film);
    }
}

/* The types of HLS with SAMPLE-AES, and those of the unencrypted codecs. A CA descriptor encrypts
 * nothing: recorders keep it. */
Test(walk_ts, finds_streams_whose_samples_are_locked)
{
    static const struct {
        unsigned char type;
        bool is_locked;
        const char *codec;
    } rows[] = {
        {0xdb, true, "H.264"},  {0xcf, true, "AAC"},    {0xc1, true, "AC-3"},
        {0xc2, true, "E-AC-3"}, {0x1b, false, "H.264"}, {0x81, false, "AC-3"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes film = {0};
        char map[] = "\0\xe1\0\xf0\x06\x09\4\5\0\xe1\x7f";

        map[0] = (char)rows[i].type;
        add_pat(&film, 0);
        add_streams(&film, map, sizeof map - 1, 0);
        for (unsigned n = 0; n < 20; n++)
            add_shown(&film, 0x100, n, 90000 + n * 3600, "", 0);
        struct walk_report report = film_walk(&film, "film.ts");
        cr_expect_eq(film_has(&report, FINDING_ENCRYPTED), rows[i].is_locked, "%zu", i);
        cr_expect_leq(finding_worst(&report.findings), FINDING_SUSPICIOUS);
        cr_assert_geq(report.content.track_count, 1);
        cr_expect_str_eq(report.content.tracks[0].codec, rows[i].codec, "%zu: %s", i,
                         report.content.tracks[0].codec);
        cr_expect_eq(report.content.tracks[0].is_encrypted, rows[i].is_locked, "%zu", i);
        bytes_release(&film);
    }
}
