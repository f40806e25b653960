/* Implements the list of findings. */
#include "record/finding.h"

#include <stdarg.h>
#include <stdio.h>

const char *const finding_words[] = {
    [FINDING_EMPTY] = "empty",
    [FINDING_TRUNCATED] = "truncated",
    [FINDING_NO_HEADER] = "no-header",
    [FINDING_NO_INDEX] = "no-index",
    [FINDING_BROKEN_INDEX] = "broken-index",
    [FINDING_OUT_OF_BOUNDS] = "out-of-bounds",
    [FINDING_BAD_STRUCTURE] = "bad-structure",
    [FINDING_LOST_SYNC] = "lost-sync",
    [FINDING_TRAILING_JUNK] = "trailing-junk",
    [FINDING_ZEROS] = "zeros",
    [FINDING_HOLE] = "hole",
    [FINDING_WRONG_KIND] = "wrong-kind",
    [FINDING_MISSING_DATA] = "missing-data",
    [FINDING_LIMIT] = "limit",
    [FINDING_CHANGING] = "changing",
    [FINDING_UNREADABLE] = "unreadable",
    [FINDING_VIDEO_DAMAGE] = "video-damage",
    [FINDING_AUDIO_DAMAGE] = "audio-damage",
    [FINDING_CONTAINER_DAMAGE] = "container-damage",
    [FINDING_REMARK] = "remark",
    [FINDING_NO_STREAM] = "no-stream",
    [FINDING_SHORT] = "short",
    [FINDING_STALLED] = "stalled",
    [FINDING_DECODER_FAILED] = "decoder-failed",
    [FINDING_NO_DECODER] = "no-decoder",
    [FINDING_ENCRYPTED] = "encrypted",
    [FINDING_BIT_ROT] = "bit-rot",
    [FINDING_SEGMENT] = "segment",
    [FINDING_CODES] = NULL,
};

static const char *const weight_words[] = {
    [FINDING_NOTE] = "note",
    [FINDING_SUSPICIOUS] = "suspicious",
    [FINDING_CORRUPT] = "corrupt",
};

static struct finding *find(struct findings *list, const struct finding *like)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i].code == like->code && list->at[i].stream == like->stream)
            return &list->at[i];
    return NULL;
}

/* Returns the entry that a finding of this weight replaces if the list is full: the last of the
 * lightest findings. Returns NULL if no entry is lighter than `weight`. */
static struct finding *least(struct findings *list, enum finding_weight weight)
{
    struct finding *place = NULL;

    for (size_t i = 0; i < list->count; i++)
        if (list->at[i].weight < weight && (!place || list->at[i].weight <= place->weight))
            place = &list->at[i];
    return place;
}

static void clean(char *text)
{
    for (; *text; text++)
        if (*text < ' ' || *text > '~')
            *text = '?';
}

/* Returns whether `a` is before `b` in the file. A known place is before an unknown place. */
static bool is_before(const struct finding *a, const struct finding *b)
{
    if (a->offset >= 0 && b->offset >= 0)
        return a->offset < b->offset;
    if (a->seconds >= 0 && b->seconds >= 0)
        return a->seconds < b->seconds;
    return (a->offset >= 0 || a->seconds >= 0) && b->offset < 0 && b->seconds < 0;
}

/* Merges `more` into `into`, as described for finding_add. */
static void merge(struct finding *into, struct finding *more)
{
    bool better =
        more->weight > into->weight || (more->weight == into->weight && is_before(more, into));
    uint64_t count = into->count + more->count;

    if (count < more->count)
        count = UINT64_MAX;
    if (better)
        *into = *more;
    into->count = count;
}

void finding_add(struct findings *list, const struct finding *finding, const char *detail, ...)
{
    struct finding added = *finding;
    va_list args;

    va_start(args, detail);
    if (vsnprintf(added.detail, sizeof added.detail, detail, args) < 0)
        added.detail[0] = '\0';
    va_end(args);
    clean(added.detail);
    if (!added.count)
        added.count = 1;

    struct finding *same = find(list, &added);
    if (same) {
        merge(same, &added);
        return;
    }
    if (list->count < FINDING_MOST) {
        list->at[list->count++] = added;
        return;
    }
    struct finding *place = least(list, added.weight);
    if (place)
        *place = added;
    list->dropped++;
}

enum finding_weight finding_worst(const struct findings *list)
{
    enum finding_weight worst = FINDING_NOTE;

    for (size_t i = 0; i < list->count; i++)
        if (list->at[i].weight > worst)
            worst = list->at[i].weight;
    return worst;
}

static const char *stream_word(char stream)
{
    switch (stream) {
    case 'v':
        return "video";
    case 'a':
        return "audio";
    case 's':
        return "subtitle";
    default:
        return NULL;
    }
}

/* Returns the seconds, rounded to milliseconds; NULL if they are not known. */
static json_t *seconds_json(double seconds)
{
    return seconds >= 0 ? json_real((double)(int64_t)(seconds * 1000 + 0.5) / 1000) : NULL;
}

static json_t *one_json(const struct finding *f)
{
    return json_pack(
        "{s:s, s:s, s:I, s:s*, s:o*, s:o*, s:s*}", "code", finding_words[f->code], "weight",
        weight_words[f->weight], "count", (json_int_t)(f->count > INT64_MAX ? INT64_MAX : f->count),
        "stream", stream_word(f->stream), "offset", f->offset >= 0 ? json_integer(f->offset) : NULL,
        "seconds", seconds_json(f->seconds), "detail", *f->detail ? f->detail : NULL);
}

json_t *finding_json(const struct findings *list, size_t most, bool with_notes)
{
    json_t *reasons = json_array();
    int lightest = with_notes ? FINDING_NOTE : FINDING_SUSPICIOUS;

    for (int weight = FINDING_CORRUPT; weight >= lightest; weight--)
        for (size_t i = 0; i < list->count && json_array_size(reasons) < most; i++)
            if ((int)list->at[i].weight == weight)
                json_array_append_new(reasons, one_json(&list->at[i]));
    return reasons;
}
