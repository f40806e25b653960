/* Reads the header of an IVF file. Other formats without a walk are left to ffmpeg. */
#include <string.h>

#include "walk/other.h"
#include "walk/walker.h"

/* Reads an IVF header, as laid out in libvpx's ivfenc.c; all numbers are little-endian. The time
 * unit is usually the duration of one picture. The number after it is the number of pictures
 * (libvpx) or the length in time units (ffmpeg). If the time unit is one picture, both are equal.
 * If the time unit is finer, the frame rate is implausible, and the number is not used. */
static void ivf_content(struct walker *w)
{
    enum { HEAD = 32, LEAST_RATE = 1, MOST_RATE = 240 };
    const unsigned char *head = walker_at(w, 0, w->size < HEAD ? 0 : HEAD);
    char codec[5];

    if (!head || w->size < HEAD)
        return;
    struct content_track *track = content_track_add(w->content, 'v');
    if (!track)
        return;
    content_codec_set(track, walker_fourcc(head + 8, codec));
    track->coded_width = le16(head + 12);
    track->coded_height = le16(head + 14);
    content_size_set(track, track->coded_width, track->coded_height, 0, 0, 0);
    double rate = le32(head + 20) ? (double)le32(head + 16) / le32(head + 20) : 0;
    uint32_t count = le32(head + 24);
    if (rate < LEAST_RATE || rate > MOST_RATE)
        return;
    track->frame_rate = rate;
    if (count && count != UINT32_MAX)
        w->content->duration_s = count / rate;
}

void walk_other_content(struct walker *w, const struct walk_other *other)
{
    if (strcmp(other->what, "IVF") == 0)
        ivf_content(w);
}
