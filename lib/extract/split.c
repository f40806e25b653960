/* Finds the beginning and end of each element of a JSON stream, byte by byte. The caller checks
 * whether an element is valid JSON. */
#include "extract/split.h"

#include <stdlib.h>
#include <string.h>

#include "json/raw.h"

enum { NOTHING = -1 };

/* The arrays whose elements are returned, in listings of Jellyfin and Emby, Plex, and Kodi's
 * JSON-RPC (VideoLibrary.GetMovies, GetTVShows, GetEpisodes). */
static const struct listing {
    /* The key of the object that has the array; NULL: the top-level object has it. */
    const char *within;
    const char *key;
} listings[] = {
    {NULL, "Items"},       {"MediaContainer", "Metadata"}, {"result", "movies"},
    {"result", "tvshows"}, {"result", "episodes"},
};

/* Kodi states the total number of titles in the object "limits", next to the array. */
static const char with_limits[] = "result", limits[] = "limits";

/* The numbers that a page of a listing states: the total number of titles on all pages, and the
 * number of titles on the pages before it. */
static const struct {
    const char *within; /* as in struct listing */
    const char *key;
    enum split_number number;
} numbers[] = {
    {NULL, "TotalRecordCount", SPLIT_TOTAL},
    {NULL, "StartIndex", SPLIT_EARLIER},
    {"MediaContainer", "totalSize", SPLIT_TOTAL},
    {"MediaContainer", "offset", SPLIT_EARLIER},
    {limits, "total", SPLIT_TOTAL},
    {limits, "start", SPLIT_EARLIER},
};

static const char bad_value[] = "expected a value or the end";

static void piece_begin(struct split_piece *piece, const char *at)
{
    buf_clear(&piece->held);
    piece->from = at;
    piece->begun = true;
    piece->too_long = false;
}

static void piece_drop(struct split_piece *piece)
{
    piece->begun = false;
}

/* Copies the piece's bytes in the current feed, which ends at `end`, before the feed becomes
 * invalid. */
static void piece_save(struct split_piece *piece, const char *end)
{
    if (!piece->begun || piece->too_long || piece->from == end)
        return;
    if (!buf_add(&piece->held, piece->from, (size_t)(end - piece->from))) {
        piece->too_long = true;
        buf_clear(&piece->held);
    }
    piece->from = end;
}

/* Ends the piece before `end`, and sets *text and *len to its bytes, which are valid until the next
 * piece begins or the feed becomes invalid. Returns false if the piece is too long. */
static bool piece_take(struct split_piece *piece, const char *end, const char **text, size_t *len)
{
    struct buf *held = &piece->held;

    *text = piece->from;
    *len = (size_t)(end - piece->from);
    piece->begun = false;
    if (piece->too_long || *len > held->max || held->len > held->max - *len)
        return false;
    if (!held->len)
        return true;
    buf_add(held, *text, *len);
    *text = held->at;
    *len = held->len;
    return true;
}

/* Ends the piece before s->at, and sets *item to its text. */
static void take(const struct split *s, struct split_piece *piece, struct split_item *item)
{
    *item = (struct split_item){.text = ""};
    if (!piece_take(piece, s->at, &item->text, &item->len))
        *item = (struct split_item){.text = "", .too_long = true};
}

static enum split_got die(struct split *s, struct split_item *item, const char *why)
{
    *item = (struct split_item){.text = "", .line = s->line, .why = why};
    if (s->array)
        item->entry = s->entry + 1;
    s->state = SPLIT_DEAD;
    piece_drop(&s->piece);
    piece_drop(&s->summary);
    return SPLIT_BROKEN;
}

static enum split_got end_text(struct split *s, struct split_item *item)
{
    if (s->nul && !s->lines)
        return die(s, item, "binary: neither a scan document nor records");
    s->state = SPLIT_AT_TOP;
    *item = (struct split_item){.text = "", .line = s->start_line, .why = s->why};
    return SPLIT_TEXT;
}

static long long offset_of(const struct split *s)
{
    return s->offset + (s->at - s->begin);
}

/* Handles a syntax error. Skips only the rest of the line if the stream is newline-delimited, or on
 * the first line of a value that may be a log line. Otherwise, the rest of the stream is invalid.
 * An unexpected "{" at the beginning of a line means that the previous line is truncated. */
static enum split_got fail(struct split *s, struct split_item *item, const char *why)
{
    bool cut = s->line != s->start_line && offset_of(s) == s->line_start && *s->at == '{';

    if (!s->lines && (s->document || (s->line != s->start_line && !cut)))
        return die(s, item, why);
    s->why = cut ? "unexpected end of the line" : why;
    piece_drop(&s->piece);
    piece_drop(&s->summary);
    s->array = false;
    s->nul = false;
    if (cut)
        return end_text(s, item);
    s->state = SPLIT_IN_TEXT;
    return SPLIT_MORE;
}

/* Skips the newline at s->at. Returns false if the newline truncates a record of newline-delimited
 * JSON. After an opening bracket, a newline is allowed, because a document can begin there. */
static bool newline(struct split *s)
{
    bool opening = s->first && !s->within && !(s->object && s->array);

    if (s->lines && s->line == s->start_line && !opening)
        return false;
    s->line++;
    s->at++;
    s->line_start = offset_of(s);
    return true;
}

/* Skips white space, and returns the next byte, or NOTHING at the end of the feed. Returns a
 * newline only if it truncates a record. */
static int peek(struct split *s)
{
    while (s->at < s->end) {
        switch (*s->at) {
        case ' ':
        case '\t':
        case '\r':
            s->at++;
            break;
        case '\n':
            if (!newline(s))
                return '\n';
            break;
        default:
            return (unsigned char)*s->at;
        }
    }
    return NOTHING;
}

static void add_word(struct split *s, const char *from)
{
    size_t len = (size_t)(s->at - from);
    size_t room = SPLIT_WORD - s->word_len;

    memcpy(s->word + s->word_len, from, len < room ? len : room);
    s->word_len += len < room ? len : room;
}

static bool word_is(const struct split *s, const char *word)
{
    return s->word_len == strlen(word) && memcmp(s->word, word, s->word_len) == 0;
}

/* Returns whether the current object is the one with this key; NULL: the top-level object. */
static bool is_within(const struct split *s, const char *key)
{
    return s->within && key ? strcmp(s->within, key) == 0 : s->within == key;
}

static void push(struct split *s, bool brace)
{
    if (s->depth < SPLIT_DEPTH) {
        unsigned char bit = (unsigned char)(1 << s->depth % 8);
        unsigned char others = (unsigned char)(s->kinds[s->depth / 8] & ~bit);

        s->kinds[s->depth / 8] = brace ? others | bit : others;
    }
    s->depth++;
}

/* Closes a bracket. Returns false if the innermost open bracket is of the other kind. Brackets
 * deeper than SPLIT_DEPTH are only counted. */
static bool pop(struct split *s, bool brace)
{
    s->depth--;
    return s->depth >= SPLIT_DEPTH || !!(s->kinds[s->depth / 8] >> s->depth % 8 & 1) == brace;
}

static void open_top(struct split *s)
{
    s->object = *s->at == '{';
    s->array = !s->object;
    s->within = NULL;
    s->first = true;
    s->total = 0;
    s->earlier = -1;
    s->list = NULL;
    s->before = s->entry;
    s->document = s->filename = s->scan = false;
    s->depth = 0;
    s->start_line = s->line;
    if (s->object)
        piece_begin(&s->piece, s->at);
    s->state = s->object ? SPLIT_AT_KEY : SPLIT_AT_ELEMENT;
    s->at++;
}

static enum split_got end_value(struct split *s, struct split_item *item)
{
    s->state = s->array ? SPLIT_AFTER_ELEMENT : SPLIT_AFTER_VALUE;
    if (!s->array && !s->summary.begun)
        return SPLIT_MORE;
    if (!s->array) {
        take(s, &s->summary, item);
        item->line = s->start_line;
        return SPLIT_SUMMARY;
    }
    take(s, &s->piece, item);
    item->line = s->item_line;
    item->entry = ++s->entry;
    s->document = true;
    return SPLIT_ELEMENT;
}

static enum split_got end_array(struct split *s, struct split_item *item)
{
    s->at++;
    s->array = false;
    s->document = true;
    s->state = s->object ? SPLIT_AFTER_VALUE : SPLIT_AT_TOP;
    *item = (struct split_item){.text = "", .line = s->line};
    return SPLIT_DOCUMENT;
}

/* Returns the number of titles that the current listing states but that were not fed. */
static long long not_held(const struct split *s)
{
    return s->stated_total > s->held ? s->stated_total - s->held : 0;
}

/* Returns whether the page that has ended may belong to the current listing. The pages of a listing
 * have the same array, state the same total, and one of them is the first. */
static bool is_next_page(const struct split *s)
{
    return s->total == s->stated_total && s->list == s->stated_list && s->held < s->stated_total &&
           !(s->earlier == 0 && s->has_first_page);
}

/* Counts the titles on a page of a listing. The pages of a listing follow each other. Two
 * incomplete listings in succession are counted as one if nothing distinguishes their pages: Emby
 * does not state where a page starts. */
static void count_page(struct split *s)
{
    if (!s->document || !s->total)
        return;
    if (!is_next_page(s)) {
        s->missing += not_held(s);
        s->stated_total = s->total;
        s->stated_list = s->list;
        s->has_first_page = false;
        s->held = 0;
    }
    s->has_first_page = s->has_first_page || s->earlier == 0;
    s->held += s->entry - s->before;
}

long long split_missing(const struct split *s)
{
    return s->missing + not_held(s);
}

static enum split_got end_object(struct split *s, struct split_item *item)
{
    s->at++;
    if (s->within) {
        s->within = s->within == limits ? with_limits : NULL;
        s->first = false;
        s->state = SPLIT_AFTER_VALUE;
        return SPLIT_MORE;
    }
    s->state = SPLIT_AT_TOP;
    count_page(s);
    if (!s->piece.begun)
        return SPLIT_MORE;
    take(s, &s->piece, item);
    item->line = s->start_line;
    if (s->line == s->start_line)
        s->lines = true;
    return SPLIT_OBJECT;
}

/* Returns which number of a page has the current key. */
static enum split_number which_number(const struct split *s)
{
    if (s->array || s->depth)
        return SPLIT_NO_NUMBER;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (word_is(s, numbers[i].key) && is_within(s, numbers[i].within))
            return numbers[i].number;
    }
    return SPLIT_NO_NUMBER;
}

static enum split_got begin_value(struct split *s, struct split_item *item, int c)
{
    if (c == '{' || c == '[') {
        push(s, c == '{');
        s->state = SPLIT_IN_NEST;
    } else if (c == '"') {
        s->key = false;
        s->state = SPLIT_IN_STRING;
    } else if (c && strchr("-0123456789tfnNI", c)) {
        s->number = which_number(s);
        s->word_len = 0;
        s->state = SPLIT_IN_SCALAR;
        return SPLIT_MORE;
    } else {
        return fail(s, item, bad_value);
    }
    s->at++;
    return SPLIT_MORE;
}

static enum split_got at_top(struct split *s, struct split_item *item)
{
    static const char mark[] = "\xef\xbb\xbf";
    long long offset = offset_of(s);

    (void)item;
    if (*s->at == '\n')
        s->line++;
    if (*s->at == '{' || *s->at == '[') {
        open_top(s);
    } else if ((*s->at && strchr(" \t\r\n", *s->at)) || (offset < 3 && *s->at == mark[offset])) {
        s->at++;
    } else {
        s->start_line = s->line;
        s->why = NULL;
        s->nul = false;
        s->state = SPLIT_IN_TEXT;
    }
    return SPLIT_MORE;
}

static enum split_got in_text(struct split *s, struct split_item *item)
{
    size_t left = (size_t)(s->end - s->at);
    const char *end = memchr(s->at, '\n', left);
    size_t len = end ? (size_t)(end - s->at) : left;

    s->nul = s->nul || memchr(s->at, '\0', len);
    s->at += len;
    return end ? end_text(s, item) : SPLIT_MORE;
}

static enum split_got at_key(struct split *s, struct split_item *item)
{
    int c = peek(s);

    if (c == NOTHING)
        return SPLIT_MORE;
    if (c == '}' && s->first)
        return end_object(s, item);
    if (c != '"')
        return fail(s, item, "a key is missing");
    s->first = false;
    s->word_len = 0;
    s->key = true;
    s->state = SPLIT_IN_STRING;
    s->at++;
    return SPLIT_MORE;
}

static enum split_got at_colon(struct split *s, struct split_item *item)
{
    int c = peek(s);

    if (c == NOTHING)
        return SPLIT_MORE;
    if (c != ':')
        return fail(s, item, "a colon is missing");
    s->filename = s->filename || (!s->within && word_is(s, "filename"));
    s->scan = s->scan || (!s->within && word_is(s, "scan"));
    s->state = SPLIT_AT_VALUE;
    s->at++;
    return SPLIT_MORE;
}

/* Returns whether the array that begins here is a document. Stores the array's key, by which
 * listings are distinguished. */
static bool is_list(struct split *s)
{
    if (s->filename && s->scan)
        return false;
    if (!s->within && word_is(s, "results"))
        return true;
    if (!s->wants_listings || s->filename)
        return false;
    for (size_t i = 0; i < sizeof listings / sizeof *listings; i++) {
        if (word_is(s, listings[i].key) && is_within(s, listings[i].within)) {
            s->list = listings[i].key;
            return true;
        }
    }
    return false;
}

/* Returns whether the object that begins here can have a listing's array or total. If so, enters
 * it. */
static bool go_within(struct split *s)
{
    if (s->within && strcmp(s->within, with_limits) == 0 && word_is(s, limits)) {
        s->within = limits;
        return true;
    }
    if (s->within || !s->wants_listings)
        return false;
    for (size_t i = 0; i < sizeof listings / sizeof *listings; i++) {
        if (listings[i].within && word_is(s, listings[i].within))
            s->within = listings[i].within;
    }
    return s->within;
}

static enum split_got at_value(struct split *s, struct split_item *item)
{
    int c = peek(s);

    if (c == NOTHING)
        return SPLIT_MORE;
    if (c == '{' && s->wants_summary && !s->within && word_is(s, "scan_summary"))
        piece_begin(&s->summary, s->at);
    if (c == '{' && go_within(s)) {
        s->first = true;
        s->state = SPLIT_AT_KEY;
        s->at++;
        return SPLIT_MORE;
    }
    if (c != '[' || !is_list(s))
        return begin_value(s, item, c);
    piece_drop(&s->piece);
    s->array = s->first = true;
    s->state = SPLIT_AT_ELEMENT;
    s->at++;
    return SPLIT_MORE;
}

static enum split_got after_value(struct split *s, struct split_item *item)
{
    int c = peek(s);

    if (c == NOTHING)
        return SPLIT_MORE;
    if (c == '}')
        return end_object(s, item);
    if (c != ',')
        return fail(s, item, "a comma is missing");
    s->state = SPLIT_AT_KEY;
    s->at++;
    return SPLIT_MORE;
}

static enum split_got at_element(struct split *s, struct split_item *item)
{
    int c = peek(s);

    if (c == NOTHING)
        return SPLIT_MORE;
    if (c == ']' && s->first)
        return end_array(s, item);
    s->first = false;
    s->item_line = s->line;
    piece_begin(&s->piece, s->at);
    return begin_value(s, item, c);
}

static enum split_got after_element(struct split *s, struct split_item *item)
{
    int c = peek(s);

    if (c == NOTHING)
        return SPLIT_MORE;
    if (c == ']')
        return end_array(s, item);
    if (c != ',')
        return fail(s, item, "a comma is missing");
    s->state = SPLIT_AT_ELEMENT;
    s->at++;
    return SPLIT_MORE;
}

static enum split_got in_nest(struct split *s, struct split_item *item)
{
    static const bool stops[256] = {
        ['"'] = true, ['{'] = true, ['}'] = true, ['['] = true, [']'] = true, ['\n'] = true};

    while (s->at < s->end && !stops[(unsigned char)*s->at])
        s->at++;
    if (s->at == s->end)
        return SPLIT_MORE;

    char c = *s->at;
    if (c == '\n')
        return newline(s) ? SPLIT_MORE : fail(s, item, "unexpected end of the line");
    if (c == '"' || c == '{' || c == '[')
        return begin_value(s, item, c);
    if (!pop(s, c == '}'))
        return fail(s, item, "mismatched closing bracket");
    s->at++;
    return s->depth ? SPLIT_MORE : end_value(s, item);
}

/* Returns whether s->at is in the first line of an object that may be a document. */
static bool is_head(const struct split *s)
{
    return !s->document && !s->array && s->line == s->start_line;
}

static enum split_got in_string(struct split *s, struct split_item *item)
{
    const char *from = s->at;

    while (s->at < s->end && *s->at != '"' && *s->at != '\\' && *s->at != '\n')
        s->at++;
    if (s->key)
        add_word(s, from);
    if (s->at == s->end)
        return SPLIT_MORE;
    if (*s->at == '\n')
        return is_head(s) || !newline(s) ? fail(s, item, "unexpected end of the line in a string")
                                         : SPLIT_MORE;
    s->at++;
    if (s->at[-1] == '\\') {
        s->state = SPLIT_IN_ESCAPE;
        if (s->key)
            add_word(s, s->at - 1);
    } else if (s->key) {
        s->state = SPLIT_AT_COLON;
    } else if (s->depth) {
        s->state = SPLIT_IN_NEST;
    } else {
        return end_value(s, item);
    }
    return SPLIT_MORE;
}

static enum split_got in_escape(struct split *s, struct split_item *item)
{
    (void)item;
    s->state = SPLIT_IN_STRING;
    if (*s->at != '\n')
        s->at++;
    return SPLIT_MORE;
}

static bool is_scalar_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '+' || c == '-';
}

static enum split_got in_scalar(struct split *s, struct split_item *item)
{
    const char *from = s->at;

    while (s->at < s->end && is_scalar_byte(*s->at))
        s->at++;
    add_word(s, from);
    if (s->at == s->end)
        return SPLIT_MORE;
    /* A log line can begin with a date in brackets. */
    if (s->word_len < SPLIT_WORD && !raw_is_scalar(s->word, s->word_len))
        return fail(s, item, bad_value);
    if (s->number && *s->word >= '0' && *s->word <= '9' && s->word_len < SPLIT_WORD) {
        s->word[s->word_len] = '\0';
        *(s->number == SPLIT_TOTAL ? &s->total : &s->earlier) = strtoll(s->word, NULL, 10);
    }
    return end_value(s, item);
}

static enum split_got dead(struct split *s, struct split_item *item)
{
    (void)item;
    s->at = s->end;
    return SPLIT_MORE;
}

static enum split_got (*const steps[])(struct split *s, struct split_item *item) = {
    [SPLIT_AT_TOP] = at_top,
    [SPLIT_IN_TEXT] = in_text,
    [SPLIT_AT_KEY] = at_key,
    [SPLIT_AT_COLON] = at_colon,
    [SPLIT_AT_VALUE] = at_value,
    [SPLIT_AFTER_VALUE] = after_value,
    [SPLIT_AT_ELEMENT] = at_element,
    [SPLIT_AFTER_ELEMENT] = after_element,
    [SPLIT_IN_NEST] = in_nest,
    [SPLIT_IN_STRING] = in_string,
    [SPLIT_IN_ESCAPE] = in_escape,
    [SPLIT_IN_SCALAR] = in_scalar,
    [SPLIT_DEAD] = dead,
};

static enum split_got at_end(struct split *s, struct split_item *item)
{
    if (s->state == SPLIT_AT_TOP || s->state == SPLIT_DEAD)
        return SPLIT_END;
    if (s->state == SPLIT_IN_TEXT)
        return end_text(s, item);
    if (!s->lines) {
        enum split_got got = die(s, item, "unexpected end of file");

        if (!s->document)
            item->line = s->start_line;
        return got;
    }
    piece_drop(&s->piece);
    piece_drop(&s->summary);
    s->why = "unexpected end of the line";
    return end_text(s, item);
}

enum split_got split_next(struct split *s, struct split_item *item)
{
    if (s->wide && s->state != SPLIT_DEAD)
        return die(s, item, "UTF-16 (convert it to UTF-8: iconv -f UTF-16 -t UTF-8)");
    while (s->at < s->end) {
        enum split_got got = steps[s->state](s, item);

        if (got != SPLIT_MORE)
            return got;
    }
    piece_save(&s->piece, s->end);
    piece_save(&s->summary, s->end);
    return s->ended ? at_end(s, item) : SPLIT_MORE;
}

/* Returns whether a stream that begins with these two bytes is UTF-16: they are a byte order mark,
 * or exactly one of them is NUL, as in an ASCII character. */
static bool is_wide(unsigned char one, unsigned char two)
{
    return (one == 0xff && two == 0xfe) || (one == 0xfe && two == 0xff) || !one != !two;
}

void split_feed(struct split *s, const char *bytes, size_t len)
{
    s->offset += s->end - s->begin;
    s->at = s->begin = bytes;
    s->end = bytes + len;
    s->piece.from = s->summary.from = bytes;
    if (s->offset == 0 && len)
        s->start = (unsigned char)bytes[0];
    if (s->offset < 2 && s->offset + (long long)len >= 2)
        s->wide = is_wide(s->start, (unsigned char)bytes[1 - s->offset]);
}

void split_finish(struct split *s)
{
    s->ended = true;
}

void split_release(struct split *s)
{
    buf_release(&s->piece.held);
    buf_release(&s->summary.held);
}
