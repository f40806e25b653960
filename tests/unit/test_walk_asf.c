/* ASF files: sound ones, finished and unfinished, and damage to them. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "film.h"

enum { PACKETS = 30, PACKET = 3200, HEADER = 30 + 104 };

static size_t object(struct bytes *b, const char *id)
{
    size_t at = b->len;

    bytes_add(b, id, 16);
    film_little(b, 0, 8);
    return at;
}

static void object_end(struct bytes *b, size_t at)
{
    film_patch_little(b, at + 16, b->len - at, 8);
}

/* broadcast: sent while it was made, so counts and sizes are unknown. */
static void make_film(struct bytes *b, bool broadcast)
{
    size_t header = object(b, "\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c");
    film_little(b, 1, 4);
    film_little(b, 0x0201, 2);
    size_t properties =
        object(b, "\xa1\xdc\xab\x8c\x47\xa9\xcf\x11\x8e\xe4\x00\xc0\x0c\x20\x53\x65");
    film_fill(b, 0, 16 + 8 + 8);
    film_little(b, broadcast ? 0 : PACKETS, 8);
    film_little(b, 50000000, 8); /* 5 s, 3 s of them before the film */
    film_little(b, 50000000, 8);
    film_little(b, 3000, 8);
    film_little(b, broadcast, 4);
    film_little(b, PACKET, 4);
    film_little(b, PACKET, 4);
    film_little(b, 1000000, 4);
    object_end(b, properties);
    object_end(b, header);
    size_t data = object(b, "\x36\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c");
    film_fill(b, 0, 16);
    film_little(b, broadcast ? 0 : PACKETS, 8);
    film_little(b, 0x0101, 2);
    for (int i = 0; i < PACKETS; i++) {
        film_big(b, 0x820000, 3);
        film_data(b, PACKET - 3);
    }
    if (!broadcast)
        object_end(b, data);
}

static void expect_all(bool broadcast, const struct film_case *rows, size_t count)
{
    struct bytes film = {0};

    make_film(&film, broadcast);
    for (size_t i = 0; i < count; i++) {
        film_expect(&film, "film.wmv", &rows[i]);
    }
    bytes_release(&film);
}

Test(walk_asf, finds_damage)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut", FILM_CUT, 30000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"a packet less", FILM_CUT, -PACKET, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"only a header", FILM_CUT, HEADER, 0, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"half a header", FILM_CUT, 100, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"header zeroed", FILM_ZERO, 0, 4096, FINDING_CORRUPT, FINDING_NO_HEADER},
        {"some removed", FILM_REMOVE, 30000, 9999, FINDING_CORRUPT, FINDING_TRUNCATED},
        {"zeros inside", FILM_ZERO, 30000, 9999, FINDING_CORRUPT, FINDING_LOST_SYNC},
        {"junk behind", FILM_APPEND, 0, 5000, FINDING_SUSPICIOUS, FINDING_TRAILING_JUNK},
    };

    expect_all(false, rows, sizeof rows / sizeof *rows);
}

Test(walk_asf, accepts_a_broadcast)
{
    static const struct film_case rows[] = {
        {"sound", FILM_SOUND, 0, 0, FINDING_NOTE, FINDING_CODES},
        {"cut", FILM_CUT, 30000, 0, FINDING_CORRUPT, FINDING_TRUNCATED},
    };

    expect_all(true, rows, sizeof rows / sizeof *rows);
}

Test(walk_asf, reports_the_running_time)
{
    struct bytes film = {0};

    make_film(&film, false);
    struct walk_report report = film_walk(&film, "film.wmv");
    cr_expect_float_eq(report.duration_s, 2.0, 0.001);
    bytes_release(&film);
}

/* --- content -------------------------------------------------------------------------------- */

#define PICTURE_ID "\xc0\xef\x19\xbc\x4d\x5b\xcf\x11\xa8\xfd\x00\x80\x5f\x5c\x44\x2b"
#define SOUND_ID "\x40\x9e\x69\xf8\x4d\x5b\xcf\x11\xa8\xfd\x00\x80\x5f\x5c\x44\x2b"

/* Begins stream properties up to the type-specific data, of len bytes. */
static size_t begin_stream(struct bytes *b, const char *id, unsigned number, size_t len)
{
    size_t at = object(b, "\x91\x07\xdc\xb7\xb7\xa9\xcf\x11\x8e\xe6\x00\xc0\x0c\x20\x53\x65");

    bytes_add(b, id, 16);
    film_fill(b, 0, 16 + 8);
    film_little(b, len, 4);
    film_little(b, 0, 4);
    film_little(b, number, 2);
    film_little(b, 0, 4);
    return at;
}

static void add_picture(struct bytes *b, unsigned number, uint32_t width, uint32_t height,
                        const char *codec)
{
    size_t at = begin_stream(b, PICTURE_ID, number, 51);

    film_little(b, width, 4);
    film_little(b, height, 4);
    film_little(b, 2, 1);
    film_little(b, 40, 2);
    film_little(b, 40, 4);
    film_little(b, width, 4);
    film_little(b, height, 4);
    film_little(b, 1, 2);
    film_little(b, 24, 2);
    bytes_add(b, codec, 4);
    film_fill(b, 0, 20);
    object_end(b, at);
}

static void add_sound(struct bytes *b, unsigned number, unsigned format, unsigned channels)
{
    size_t at = begin_stream(b, SOUND_ID, number, 18);

    film_little(b, format, 2);
    film_little(b, channels, 2);
    film_fill(b, 0, 14);
    object_end(b, at);
}

static void add_extended(struct bytes *b, unsigned number, unsigned language, uint64_t time)
{
    size_t at = object(b, "\xcb\xa5\xe6\x14\x72\xc6\x32\x43\x83\x99\xa9\x69\x52\x06\x5b\x5a");

    film_fill(b, 0, 48);
    film_little(b, number, 2);
    film_little(b, language, 2);
    film_little(b, time, 8);
    film_little(b, 0, 4);
    object_end(b, at);
}

static void add_wide(struct bytes *b, const char *text)
{
    for (; *text; text++)
        film_little(b, (unsigned char)*text, 2);
    film_little(b, 0, 2);
}

static void add_languages(struct bytes *b, const char *one, const char *two)
{
    size_t at = object(b, "\xa9\x46\x43\x7c\xe0\xef\xfc\x4b\xb2\x29\x39\x3e\xde\x41\x5c\x85");

    film_little(b, 2, 2);
    film_little(b, 2 * strlen(one) + 2, 1);
    add_wide(b, one);
    film_little(b, 2 * strlen(two) + 2, 1);
    add_wide(b, two);
    object_end(b, at);
}

static void add_aspect(struct bytes *b, unsigned number, const char *name, uint32_t value)
{
    film_little(b, 0, 2);
    film_little(b, number, 2);
    film_little(b, 2 * strlen(name) + 2, 2);
    film_little(b, 3, 2);
    film_little(b, 4, 4);
    add_wide(b, name);
    film_little(b, value, 4);
}

static void add_metadata(struct bytes *b, unsigned number, uint32_t width, uint32_t height)
{
    size_t at = object(b, "\xea\xcb\xf8\xc5\xaf\x5b\x77\x48\x84\x67\xaa\x8c\x44\xfa\x4c\xca");

    film_little(b, 2, 2);
    add_aspect(b, number, "AspectRatioX", width);
    add_aspect(b, number, "AspectRatioY", height);
    object_end(b, at);
}

static void add_markers(struct bytes *b, uint32_t count)
{
    size_t at = object(b, "\x01\xcd\x87\xf4\x51\xa9\xcf\x11\x8e\xe6\x00\xc0\x0c\x20\x53\x65");

    film_fill(b, 0, 16);
    film_little(b, count, 4);
    film_fill(b, 0, 4 + 3 * 30);
    object_end(b, at);
}

static size_t begin_extension(struct bytes *b)
{
    size_t at = object(b, "\xb5\x03\xbf\x5f\x2e\xa9\xcf\x11\x8e\xe3\x00\xc0\x0c\x20\x53\x65");

    film_fill(b, 0, 22);
    return at;
}

/* Makes a film whose header also has the objects added by add. */
static struct content read_header(void (*add)(struct bytes *b))
{
    struct bytes film = {0}, more = {0}, whole = {0};

    make_film(&film, false);
    add(&more);
    bytes_add(&whole, film.at, HEADER);
    bytes_add(&whole, more.at, more.len);
    bytes_add(&whole, film.at + HEADER, film.len - HEADER);
    film_patch_little(&whole, 16, HEADER + more.len, 8);
    struct walk_report report = film_walk(&whole, "film.wmv");
    char *verdict = film_verdict(&report);
    cr_expect_eq(report.findings.count, 0, "%s", verdict);
    free(verdict);
    bytes_release(&film);
    bytes_release(&more);
    bytes_release(&whole);
    return report.content;
}

static void add_all(struct bytes *b)
{
    size_t extension = begin_extension(b);

    add_languages(b, "en-us", "de");
    add_extended(b, 2, 1, 0);
    add_extended(b, 1, 0, 400000);
    add_metadata(b, 1, 64, 45);
    object_end(b, extension);
    add_picture(b, 1, 720, 576, "WVC1");
    add_sound(b, 2, 0x161, 6);
    add_sound(b, 3, 0x55, 2);
    add_markers(b, 3);
}

Test(walk_asf, reads_its_streams)
{
    struct content content = read_header(add_all);
    const struct content_track *video = content_main(&content, 'v'),
                               *audio = content_main(&content, 'a');

    cr_assert(video && audio);
    cr_expect_eq(content.track_count, 3);
    cr_expect_str_eq(video->codec, "VC-1");
    cr_expect(video->width == 1024 && video->height == 576, "%u x %u", video->width, video->height);
    cr_expect_float_eq(video->frame_rate, 25, 0.001);
    cr_expect_str_eq(audio->codec, "WMA");
    cr_expect_eq(audio->channels, 6);
    cr_expect_str_eq(audio->language, "de");
    cr_expect_eq(content.chapters, 3);
    cr_expect_float_eq(content.duration_s, 2, 0.001);
}

static void add_lies(struct bytes *b)
{
    size_t extension = begin_extension(b);

    add_languages(b, "",
                  "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    for (unsigned i = 0; i < 1000; i++)
        add_extended(b, i, i, UINT64_MAX);
    object_end(b, extension);
    add_picture(b, 1, 0, 0x80000000, "WMV3");
    for (unsigned i = 0; i < 1000; i++)
        add_sound(b, i, 0xffff, 0xffff);
    add_markers(b, 1000000);
}

Test(walk_asf, ignores_wrong_headers)
{
    struct content content = read_header(add_lies);

    cr_expect_eq(content.track_count, CONTENT_TRACKS);
    cr_expect_leq(content.chapters, 4);
    for (size_t i = 0; i < content.track_count; i++) {
        cr_expect_eq(content.tracks[i].width, 0);
        cr_expect_eq(content.tracks[i].channels, 0);
        cr_expect_str_eq(content.tracks[i].language, "");
    }
}

static void add_largest(struct bytes *b)
{
    add_picture(b, 1, 65535, 65535, "WMV3");
    add_picture(b, 2, 320, 240, "WMV2");
}

/* Neither of two pictures is marked as the main one: the first one counts. */
Test(walk_asf, takes_the_first_of_two_pictures_of_any_size)
{
    struct content content = read_header(add_largest);
    const struct content_track *video = content_main(&content, 'v');

    cr_expect_eq(content.track_count, 2);
    cr_assert(video);
    cr_expect(video->width == 65535 && video->height == 65535, "%u x %u", video->width,
              video->height);
}

static void add_old(struct bytes *b)
{
    add_sound(b, 2, 0x161, 2);
    add_picture(b, 1, 320, 240, "WMV2");
}

/* Adds a payload of the stream: an object, its time, and bytes preceded by their length; 0: the
 * rest of the packet. */
static void add_payload(struct bytes *b, unsigned stream, unsigned number, unsigned time_ms,
                        size_t data)
{
    film_little(b, 0x80 | stream, 1);
    film_little(b, number, 1);
    film_little(b, 0, 4);
    film_little(b, 8, 1);
    film_little(b, 1000, 4);
    film_little(b, time_ms, 4);
    if (data)
        film_little(b, data, 2);
    film_data(b, data);
}

/* The header does not state the rate: packets with one payload, and with several. */
Test(walk_asf, counts_pictures_if_the_header_does_not_state_their_rate)
{
    for (unsigned payloads = 1; payloads <= 2; payloads++) {
        struct bytes film = {0}, more = {0}, whole = {0};

        make_film(&film, false);
        add_old(&more);
        bytes_add(&whole, film.at, HEADER);
        bytes_add(&whole, more.at, more.len);
        bytes_add(&whole, film.at + HEADER, 50);
        film_patch_little(&whole, 16, HEADER + more.len, 8);
        for (unsigned i = 0; i < PACKETS; i++) {
            size_t end = whole.len + PACKET;
            film_big(&whole, 0x820000, 3);
            film_little(&whole, payloads > 1, 1);
            film_little(&whole, 0x5d, 1);
            film_fill(&whole, 0, 6);
            if (payloads > 1)
                film_little(&whole, 0x80 | payloads, 1);
            add_payload(&whole, 2, i, 7 * i, payloads > 1 ? 100 : 0);
            if (payloads > 1)
                add_payload(&whole, 1, i, 3000 + 40 * i, 100);
            film_data(&whole, end - whole.len);
        }
        struct walk_report report = film_walk(&whole, "film.wmv");
        const struct content_track *video = content_main(&report.content, 'v');
        cr_assert(video);
        cr_expect_float_eq(video->frame_rate, payloads > 1 ? 25 : 0, 0.001, "%f",
                           video->frame_rate);
        bytes_release(&film);
        bytes_release(&more);
        bytes_release(&whole);
    }
}

/* Walks a film with one more header object; the rest is unchanged. */
static struct walk_report walk_with(const char *id)
{
    struct bytes film = {0}, more = {0}, whole = {0};

    make_film(&film, false);
    size_t extra = object(&more, id);
    film_fill(&more, 0, 60);
    object_end(&more, extra);
    bytes_add(&whole, film.at, HEADER);
    film_patch_little(&whole, 16, HEADER + more.len, 8);
    bytes_add(&whole, more.at, more.len);
    bytes_add(&whole, film.at + HEADER, film.len - HEADER);
    struct walk_report report = film_walk(&whole, "film.wmv");
    bytes_release(&film);
    bytes_release(&more);
    bytes_release(&whole);
    return report;
}

/* The three objects for content encryption (3.14 to 3.16), and one other. */
Test(walk_asf, finds_encrypted_content)
{
    static const struct {
        const char *id;
        bool is_locked;
    } rows[] = {
        {"\xfb\xb3\x11\x22\x23\xbd\xd2\x11\xb4\xb7\x00\xa0\xc9\x55\xfc\x6e", true},
        {"\x14\xe6\x8a\x29\x22\x26\x17\x4c\xb9\x35\xda\xe0\x7e\xe9\x28\x9c", true},
        {"\x33\x85\x05\x43\x81\x69\xe6\x49\x9b\x74\xad\x12\xcb\x86\xd5\x8c", true},
        {"\x33\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct walk_report report = walk_with(rows[i].id);
        cr_expect_eq(film_has(&report, FINDING_ENCRYPTED), rows[i].is_locked, "%zu", i);
        cr_expect_eq(finding_worst(&report.findings),
                     rows[i].is_locked ? FINDING_SUSPICIOUS : FINDING_NOTE, "%zu", i);
    }
}

/* A single stream may be encrypted: the highest bit next to its number says so (3.3). */
Test(walk_asf, finds_one_encrypted_stream_of_several)
{
    for (unsigned locked = 0; locked < 2; locked++) {
        struct bytes film = {0}, more = {0}, whole = {0};

        make_film(&film, false);
        add_picture(&more, 1, 720, 576, "WVC1");
        size_t sound = more.len;
        add_sound(&more, 2, 0x161, 6);
        if (locked)
            more.at[sound + 73] |= 0x80;
        bytes_add(&whole, film.at, HEADER);
        bytes_add(&whole, more.at, more.len);
        bytes_add(&whole, film.at + HEADER, film.len - HEADER);
        film_patch_little(&whole, 16, HEADER + more.len, 8);
        struct walk_report report = film_walk(&whole, "film.wmv");
        cr_expect_eq(film_has(&report, FINDING_ENCRYPTED), locked);
        cr_expect_eq(finding_worst(&report.findings), locked ? FINDING_SUSPICIOUS : FINDING_NOTE);
        bytes_release(&film);
        bytes_release(&more);
        bytes_release(&whole);
    }
}

/* A writer that cannot seek back leaves the header's counts at 0, and in the data object only its
 * own size: the packets follow anyway. */
Test(walk_asf, accepts_a_file_written_through_a_pipe)
{
    struct bytes film = {0};

    make_film(&film, false);
    film_patch_little(&film, 30 + 56, 0, 8);      /* number of packets */
    film_patch_little(&film, HEADER + 16, 50, 8); /* the size of the data object */
    struct walk_report report = film_walk(&film, "film.wmv");
    char *verdict = film_verdict(&report);
    cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE, "%s", verdict);
    free(verdict);
    /* An index of any size may follow. */
    for (int i = 0; i < 2; i++) {
        size_t index =
            object(&film, "\x90\x08\x00\x33\xb1\xe5\xcf\x11\x89\xf4\x00\xa0\xc9\x03\x49\xcb");
        film_fill(&film, 0, i ? 9000 : 86);
        object_end(&film, index);
        if (i)
            bytes_add(&film, "$E\x08\0\0\0\0\0\0\0\x08\0", 12); /* end of a stream */
        report = film_walk(&film, "film.wmv");
        verdict = film_verdict(&report);
        cr_expect_eq(finding_worst(&report.findings), FINDING_NOTE, "%d: %s", i, verdict);
        free(verdict);
    }
    bytes_release(&film);
}
