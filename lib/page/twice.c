/* Finds titles with several files. The better of two files is the healthier one. If both are
 * equally healthy, it is the better copy (copy_worth), or else the larger file. */
#include "page/twice.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "copy/copy.h"
#include "page/parts.h"
#include "page/text.h"

enum {
    MOST_FILES = 10, /* stored files per title */
    MOST_TITLES = 1 << 18,
    MOST_BYTES = 1 << 26, /* total bytes of paths and contents */
    MOST_PATH = 4096,     /* bytes of a path, including NUL */
    MOST_SHOWN = 60,      /* titles on the page */
};

/* --- The title of a file ---------------------------------------------------------------------- */

static const json_t *media_of(const struct page_file *file)
{
    return json_object_get(file->item->record, "media");
}

/* Adds the name and the value of a member of "media". The value can have any type. Returns false if
 * there is no value. */
static bool add_member(struct buf *out, const struct page_file *file, const char *key)
{
    const json_t *value = json_object_get(media_of(file), key);

    if (!value || json_is_null(value))
        return false;
    buf_putc(out, ' ');
    buf_puts(out, key);
    buf_putc(out, ' ');
    if (json_is_integer(value)) {
        page_digits(out, (uint64_t)json_integer_value(value), 1);
        return true;
    }
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);
    buf_puts(out, text ? text : "?");
    free(text);
    return true;
}

/* Adds the values that distinguish editions and parts of a film, or episodes of a show. Returns
 * false if the title is uncertain. */
static bool add_part(struct buf *out, const struct page_file *file)
{
    if (file->subject.type == MEDIA_MOVIE) {
        add_member(out, file, "edition");
        add_member(out, file, "part");
        return file->item->has_match || file->subject.year != RECORD_NONE;
    }
    add_member(out, file, "season");
    add_member(out, file, "episodes");
    bool has_date = add_member(out, file, "date");
    return add_member(out, file, "episode") || has_date;
}

/* Returns the key of the film or the episode; 0 if the file is not compared. */
static uint64_t key_of(const struct page_file *file, uint64_t subject)
{
    struct buf text = BUF_INIT(SIZE_MAX / 2);
    uint64_t key = 0;

    if (!subject || !file->item->filename || record_is_extra(file->item->record))
        return 0;
    buf_printf(&text, "%llx", (unsigned long long)subject);
    size_t before = text.len;
    if (add_part(&text, file))
        key = text.len == before ? subject : page_tally_key(buf_text(&text), text.len);
    buf_release(&text);
    return key;
}

/* --- The known titles ------------------------------------------------------------------------- */

/* Returns the slot of the key, or the empty slot where the key belongs. */
static uint32_t *slot_of(const struct page_twice *t, size_t size, uint64_t key)
{
    for (size_t at = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32);; at++) {
        uint32_t *slot = &t->slots[at & (size - 1)];

        if (!*slot || t->keys[*slot - 1] == key)
            return slot;
    }
}

static void grow(struct page_twice *t)
{
    size_t room = t->title_room ? t->title_room * 2 : 64;

    t->titles = cvi_realloc(t->titles, room * sizeof *t->titles);
    t->keys = cvi_realloc(t->keys, room * sizeof *t->keys);
    free(t->slots);
    t->slots = cvi_alloc(room * 2 * sizeof *t->slots);
    t->title_room = room;
    for (size_t i = 0; i < t->title_count; i++)
        *slot_of(t, room * 2, t->keys[i]) = (uint32_t)i + 1;
}

/* Returns the title with this key, which is added if it is new. Returns NULL if there is no room
 * for it. */
static struct page_same *title_of(struct page_twice *t, uint64_t key)
{
    if (t->title_count == t->title_room)
        grow(t);
    uint32_t *slot = slot_of(t, t->title_room * 2, key);
    if (!*slot) {
        if (t->title_count == MOST_TITLES || t->bytes >= MOST_BYTES)
            return NULL;
        t->titles[t->title_count] = (struct page_same){0};
        t->keys[t->title_count] = key;
        *slot = (uint32_t)++t->title_count;
    }
    return &t->titles[*slot - 1];
}

/* --- Its files --- */

static uint32_t rank_of(const struct page_file *file)
{
    static const uint32_t health[PAGE_HEALTHS] = {
        [SCAN_HEALTHY] = 3, [PAGE_UNKNOWN] = 2, [SCAN_SUSPICIOUS] = 1, [SCAN_CORRUPT] = 0};
    struct copy copy = copy_of_record(file->item->record);

    return health[file->health] << 27 | copy_worth(&copy);
}

static bool is_better(const struct page_copy *one, const struct page_copy *other)
{
    return one->rank != other->rank ? one->rank > other->rank : one->size > other->size;
}

/* Returns whether the title has a file with this path. The same record can occur twice. */
static bool has_path(const struct page_twice *t, const struct page_same *title, const char *path)
{
    for (uint32_t at = title->best; at; at = t->files[at - 1].next) {
        if (strncmp(t->files[at - 1].path, path, MOST_PATH - 1) == 0)
            return true;
    }
    return false;
}

static void set_texts(struct page_twice *t, struct page_copy *copy, const struct page_file *file)
{
    struct buf content = BUF_INIT(SIZE_MAX / 2);
    size_t len = strnlen(file->item->filename, MOST_PATH - 1);

    page_file_content(&content, file->item);
    copy->path = cvi_alloc(len + 1 + content.len + 1);
    memcpy(copy->path, file->item->filename, len);
    copy->content = copy->path + len + 1;
    memcpy(copy->content, buf_text(&content), content.len);
    t->bytes += len + content.len + 2;
    buf_release(&content);
}

/* Returns the index of a new file, from 1. */
static uint32_t new_place(struct page_twice *t)
{
    if (t->file_count == t->file_room) {
        t->file_room = t->file_room ? t->file_room * 2 : 64;
        t->files = cvi_realloc(t->files, t->file_room * sizeof *t->files);
    }
    return (uint32_t)++t->file_count;
}

/* Removes the worst file from a full chain. Returns its index, which can be used again. */
static uint32_t drop_worst(struct page_twice *t, struct page_same *title)
{
    uint32_t *at = &title->best;

    while (t->files[*at - 1].next)
        at = &t->files[*at - 1].next;
    uint32_t place = *at;
    t->bytes -= strlen(t->files[place - 1].path) + strlen(t->files[place - 1].content) + 2;
    free(t->files[place - 1].path);
    *at = 0;
    title->kept--;
    return place;
}

static const struct page_copy *worst_of(const struct page_twice *t, const struct page_same *title)
{
    uint32_t at = title->best;

    while (t->files[at - 1].next)
        at = t->files[at - 1].next;
    return &t->files[at - 1];
}

/* Inserts the file into its title's chain, before the first worse file. Does nothing if the chain
 * is full and has no worse file. */
static void put(struct page_twice *t, struct page_same *title, const struct page_file *file)
{
    struct page_copy copy = {
        .size = file->size, .rank = rank_of(file), .can_be_copied = page_file_is_exact(file->item)};
    bool is_full = title->kept == MOST_FILES;

    if (is_full && !is_better(&copy, worst_of(t, title)))
        return;
    uint32_t place = is_full ? drop_worst(t, title) : new_place(t);
    uint32_t *at = &title->best;
    while (*at && !is_better(&copy, &t->files[*at - 1]))
        at = &t->files[*at - 1].next;
    copy.next = *at;
    *at = place;
    set_texts(t, &copy, file);
    t->files[place - 1] = copy;
    title->kept++;
}

/* Makes the title's heading, which links to a search for its words. */
static void name_title(struct page_same *title, const struct page_file *file)
{
    struct buf text = BUF_INIT(SIZE_MAX / 2);

    buf_puts(&text, "<a href=\"#files\" data-w=\"");
    page_escape_most(&text, file->subject.title, PAGE_NAME_SHOWN);
    buf_putc(&text, ' ');
    if (file->subject.year != RECORD_NONE)
        page_digits(&text, (uint64_t)file->subject.year, 1);
    if (file->subject.type == MEDIA_SHOW) {
        buf_putc(&text, ' ');
        page_file_part(&text, file->item);
    }
    buf_puts(&text, "\">");
    page_file_name(&text, file);
    buf_puts(&text, "</a> ");
    page_file_kind(&text, file);
    title->name = cvi_strdup(buf_text(&text));
    buf_release(&text);
}

void page_twice_add(struct page_twice *t, const struct page_file *file, uint64_t subject)
{
    uint64_t key = key_of(file, subject);
    struct page_same *title = key ? title_of(t, key) : NULL;

    if (!title) {
        t->left_out += key != 0;
        return;
    }
    if (has_path(t, title, file->item->filename))
        return;
    put(t, title, file);
    title->count++;
    title->size += file->size;
    if (title->count == 2)
        name_title(title, file);
}

void page_twice_release(struct page_twice *t)
{
    for (size_t i = 0; i < t->title_count; i++)
        free(t->titles[i].name);
    for (size_t i = 0; i < t->file_count; i++)
        free(t->files[i].path);
    free(t->titles);
    free(t->files);
    free(t->keys);
    free(t->slots);
    *t = (struct page_twice){0};
}

/* --- The section --- */

/* Returns the total bytes of the title's files except the best. */
static uint64_t spare_of(const struct page_twice *t, const struct page_same *title)
{
    return title->size - t->files[title->best - 1].size;
}

struct found {
    uint64_t spare;
    uint32_t place;
};

static int by_spare(const void *a, const void *b)
{
    const struct found *one = a, *other = b;

    if (one->spare != other->spare)
        return one->spare < other->spare ? 1 : -1;
    return (one->place > other->place) - (one->place < other->place);
}

/* Returns the titles with several files, sorted by `spare`, largest first. The caller frees the
 * array. Adds their number to *count, and the sum of their `spare` to *spare. */
static struct found *find(const struct page_twice *t, size_t *count, uint64_t *spare)
{
    struct found *found = cvi_alloc((t->title_count + 1) * sizeof *found);

    for (size_t i = 0; i < t->title_count; i++) {
        if (t->titles[i].count < 2)
            continue;
        found[*count] = (struct found){.spare = spare_of(t, &t->titles[i]), .place = (uint32_t)i};
        *spare += found[*count].spare;
        ++*count;
    }
    if (*count)
        qsort(found, *count, sizeof *found, by_spare);
    return found;
}

static void add_copy(struct buf *out, const struct page_copy *copy, bool is_best)
{
    struct outcome_item item = {.filename = copy->path,
                                .exact = copy->can_be_copied ? NULL : copy->path};

    buf_puts(out, is_best ? "<li><b class=\"mark\">Best</b>" : "<li>");
    page_list_file(out, &item);
    buf_puts(out, "<div class=\"content\">");
    buf_puts(out, copy->content);
    buf_puts(out, copy->size && *copy->content ? ", " : "");
    if (copy->size)
        page_bytes(out, copy->size);
    buf_puts(out, "</div></li>");
}

static void add_hint(struct buf *out, size_t count, const char *one, const char *many,
                     const char *end)
{
    buf_puts(out, "<p class=\"hint\">");
    page_counted(out, count, one, many);
    buf_puts(out, end);
    buf_puts(out, "</p>\n");
}

static void add_title(struct buf *out, const struct page_twice *t, const struct found *found)
{
    const struct page_same *title = &t->titles[found->place];

    buf_puts(out, "<li><div class=\"title\">");
    buf_puts(out, title->name);
    buf_puts(out, "</div><p class=\"detail\">");
    page_counted(out, title->count, "file", "files");
    if (found->spare) {
        buf_puts(out, "; all but the best take ");
        page_bytes(out, found->spare);
    }
    buf_puts(out, "</p><ul class=\"copies\">");
    for (uint32_t at = title->best; at; at = t->files[at - 1].next)
        add_copy(out, &t->files[at - 1], at == title->best);
    buf_puts(out, "</ul>");
    if (title->count > title->kept)
        add_hint(out, title->count - title->kept, "more file is", "more files are",
                 " not listed here.");
    buf_puts(out, "</li>\n");
}

static void add_summary(struct buf *out, size_t count, uint64_t spare)
{
    buf_puts(out, "<section aria-labelledby=\"twice-h\"><h2 id=\"twice-h\">Duplicates</h2>\n"
                  "<details class=\"notices blank\"");
    buf_puts(out, count <= 12 ? " open=\"open\"" : "");
    buf_puts(out, "><summary><h3>");
    page_counted(out, count, "title has", "titles have");
    buf_puts(out, " several files");
    if (spare) {
        buf_puts(out, "; all but the best take ");
        page_bytes(out, spare);
    }
    buf_puts(out, "</h3></summary>\n<p class=\"hint\">Files are compared by damage, then by "
                  "resolution, HDR and audio, then by size. Languages are not compared: look "
                  "before you delete.</p>\n"
                  "<ul class=\"cards\">\n");
}

void page_part_twice(struct buf *out, const struct page_gather *all)
{
    const struct page_twice *t = &all->twice;
    size_t count = 0, shown = 0;
    uint64_t spare = 0;
    struct found *found = find(t, &count, &spare);

    if (count) {
        size_t before = out->len;

        add_summary(out, count, spare);
        while (shown < count && shown < MOST_SHOWN && out->len - before < PAGE_LIST_BYTES)
            add_title(out, t, &found[shown++]);
        buf_puts(out, "</ul>\n");
        if (count > shown)
            add_hint(out, count - shown, "more title is", "more titles are", " not listed here.");
        if (t->left_out)
            add_hint(out, t->left_out, "file was", "files were",
                     " not compared: there are too many.");
        buf_puts(out, "</details></section>\n");
    }
    free(found);
}
