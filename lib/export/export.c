/* Reads lists from an export. A long list is split into pages, each a file of its own. */
#include "export/export.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "export/parts.h"

struct export
{
    char *path;
    struct export_members members;
    const char *lack; /* why the export is incomplete, a constant string; NULL: no reason found */
    bool warned;      /* the warning about `lack` has been printed */
};

/* A page of a list: a member, and the number in its name. */
struct page {
    size_t member;
    json_int_t number;
};

struct pages {
    struct page *at;
    size_t count;
};

/* --- Members --- */

/* Reads a member into `out`, which must be empty. */
static bool read_member(struct export_members *m, size_t member, struct buf *out, struct why *why)
{
    *out = BUF_INIT(m->left < EXPORT_MOST_BYTES ? m->left : EXPORT_MOST_BYTES);
    bool read =
        m->zip ? export_zip_read(m, member, out, why) : export_folder_read(m, member, out, why);

    m->left -= out->len;
    return read;
}

/* --- Pages --- */

static int by_number(const void *one, const void *two)
{
    const struct page *a = one, *b = two;

    return (a->number > b->number) - (a->number < b->number);
}

/* Returns the pages of `part`, sorted by number. The caller frees the array. If `part` is
 * EXPORT_LIST, `list` is the id of the list, and `slug` its slug. */
static struct pages find_pages(const struct export_members *m, enum export_part part,
                               json_int_t list, const char *slug)
{
    struct pages pages = {.at = cvi_alloc((m->count + 1) * sizeof *pages.at)};

    for (size_t i = 0; i < m->count; i++) {
        struct export_name name;

        if (!export_name_read(m->names[i], &name) || name.part != part ||
            (part == EXPORT_LIST && name.list != list))
            continue;
        pages.at[pages.count++] = (struct page){
            .member = i, .number = part == EXPORT_LIST ? export_page_of(&name, slug) : name.page};
    }
    qsort(pages.at, pages.count, sizeof *pages.at, by_number);
    return pages;
}

void export_warn_incomplete(struct export *e)
{
    if (e->lack && !e->warned)
        msg_warn("%s: the export is incomplete: %s (export your data again; titles that this "
                 "export lacks may still be on your lists)",
                 e->path, e->lack);
    e->warned |= e->lack != NULL;
}

/* Checks the numbers of the pages. A member without a number is the first or the only page. If two
 * members have the same number, returns false with `error`. If a page is missing, sets e->lack. */
static bool check_pages(struct export *e, const struct pages *pages, struct trakt_error *error)
{
    for (size_t i = 0; i < pages->count; i++) {
        const struct page *page = &pages->at[i], *last = i ? page - 1 : NULL;

        if (last && last->number == page->number) {
            trakt_error_set(
                error, TRAKT_LOCAL,
                "%s: contains two exports: %.100s and %.100s are the same page (keep only "
                "the files of one export)",
                e->path, e->members.names[last->member], e->members.names[page->member]);
            error->exit_status = EX_DATAERR;
            return false;
        }
        if (page->number > (last ? last->number + 1 + !last->number : 1) && !e->lack)
            e->lack = "a page of a list is missing";
    }
    return true;
}

/* Reads a page. `text` is the contents of its file. */
typedef bool take_page(void *context, const char *text, size_t len, struct trakt_error *error);

/* Sets an error about a member that a take_page function could not read. */
static bool fail_page(struct export *e, size_t member, struct trakt_error *error)
{
    trakt_error_set(
        error, TRAKT_LOCAL,
        "%s: %.100s is not a file of a Trakt export, or is damaged (export your data again)",
        e->path, e->members.names[member]);
    error->exit_status = EX_DATAERR;
    return false;
}

static bool take_pages(struct export *e, const struct pages *pages, take_page *take, void *context,
                       struct trakt_error *error)
{
    bool fine = check_pages(e, pages, error);

    for (size_t i = 0; fine && i < pages->count; i++) {
        size_t member = pages->at[i].member;
        struct why why = {0};
        struct buf text;

        if (!read_member(&e->members, member, &text, &why)) {
            fine = trakt_error_set(error, TRAKT_LOCAL, "%s", why.text);
            error->exit_status = why.status;
        } else if (!take(context, buf_text(&text), text.len, error)) {
            fine = fail_page(e, member, error);
        }
        buf_release(&text);
    }
    return fine;
}

/* Sets an error about missing data. `what` is the data with its verb, such as "your lists are". */
static bool fail_missing(const struct export *e, const char *what, struct trakt_error *error)
{
    trakt_error_set(error, TRAKT_LOCAL, "%s: %s not in the export (export your data again)",
                    e->path, what);
    error->exit_status = EX_DATAERR;
    return false;
}

static bool fail_missing_items(const struct export *e, const char *list, struct trakt_error *error)
{
    char *what = cvi_format("the items of '%.100s' are", list);

    fail_missing(e, what, error);
    free(what);
    return false;
}

/* --- Contents --- */

static bool take_lists(void *context, const char *text, size_t len, struct trakt_error *error)
{
    return trakt_read_lists(text, len, "me", context, error);
}

bool export_get_lists(struct export *e, struct trakt_lists *lists, struct trakt_error *error)
{
    struct pages pages = find_pages(&e->members, EXPORT_LISTS, 0, "");

    *lists = (struct trakt_lists){0};
    bool read = pages.count ? take_pages(e, &pages, take_lists, lists, error)
                            : fail_missing(e, "your lists are", error);
    free(pages.at);
    if (!read)
        trakt_lists_release(lists);
    return read;
}

bool export_find_list(struct export *e, const char *name, struct trakt_target *target,
                      struct trakt_error *error)
{
    static const struct trakt_lists none = {0};
    struct trakt_lists lists = {0};

    *target = (struct trakt_target){0};
    if (trakt_is_watchlist(name))
        return trakt_choose_list(&none, name, target, error);
    bool found =
        export_get_lists(e, &lists, error) && trakt_choose_list(&lists, name, target, error);
    trakt_lists_release(&lists);
    return found;
}

static bool take_items(void *context, const char *text, size_t len, struct trakt_error *error)
{
    return trakt_read_items(text, len, context, error);
}

bool export_get_items(struct export *e, const struct trakt_target *target,
                      struct trakt_items *items, struct trakt_error *error)
{
    struct pages pages = find_pages(&e->members, target->watchlist ? EXPORT_WATCHLIST : EXPORT_LIST,
                                    target->trakt, target->slug);

    *items = (struct trakt_items){0};
    bool read = pages.count ? take_pages(e, &pages, take_items, items, error)
                            : fail_missing_items(e, target->name, error);
    free(pages.at);
    if (!read)
        trakt_items_release(items);
    return read;
}

/* The context of take_owned. */
struct owned_page {
    enum media_type type;
    struct trakt_collection *collection;
};

static bool take_owned(void *context, const char *text, size_t len, struct trakt_error *error)
{
    const struct owned_page *page = context;

    return trakt_read_collection(text, len, page->type, page->collection, error);
}

bool export_get_collection(struct export *e, struct trakt_collection *collection,
                           struct trakt_error *error)
{
    static const struct {
        enum media_type type;
        enum export_part part;
        const char *missing;
    } kinds[] = {{MEDIA_MOVIE, EXPORT_MOVIES, "the films of your collection are"},
                 {MEDIA_SHOW, EXPORT_SHOWS, "the shows of your collection are"}};
    bool read = true;

    *collection = (struct trakt_collection){0};
    for (size_t i = 0; read && i < sizeof kinds / sizeof *kinds; i++) {
        struct owned_page page = {.type = kinds[i].type, .collection = collection};
        struct pages pages = find_pages(&e->members, kinds[i].part, 0, "");

        read = pages.count ? take_pages(e, &pages, take_owned, &page, error)
                           : fail_missing(e, kinds[i].missing, error);
        free(pages.at);
    }
    if (!read)
        trakt_collection_release(collection);
    return read;
}

/* --- The collection --- */

/* The context of take_collected. */
struct collected {
    struct trakt_items *items;
    const char *type;
};

/* Reads the entries of a page as list items. The entries have the format of GET
 * /users/ID/collection, without the members "type" and "listed_at" of list items. Therefore, these
 * members are added first. */
static bool take_collected(void *context, const char *text, size_t len, struct trakt_error *error)
{
    const struct collected *c = context;
    json_auto_t *page = NULL;
    json_t *entry;
    size_t i;

    if (!trakt_load(text, len, JSON_ARRAY, "the collection", &page, error))
        return false;
    json_array_foreach(page, i, entry)
    {
        json_t *when = json_object_get(entry, "collected_at");

        json_object_set_new(entry, "type", json_string(c->type));
        json_object_set(entry, "listed_at",
                        when ? when : json_object_get(entry, "last_collected_at"));
        json_object_del(entry, "seasons");
    }
    char *items = json_dumps(page, JSON_COMPACT);
    bool read = trakt_read_items(items, strlen(items), c->items, error);
    free(items);
    return read;
}

bool export_get_collection_items(struct export *e, struct trakt_items *items,
                                 struct trakt_error *error)
{
    static const struct {
        enum export_part part;
        const char *type;
    } parts[] = {{EXPORT_MOVIES, "movie"}, {EXPORT_SHOWS, "show"}};
    bool read = true, any = false;

    *items = (struct trakt_items){0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts && read; i++) {
        struct pages pages = find_pages(&e->members, parts[i].part, 0, "");
        struct collected collected = {.items = items, .type = parts[i].type};

        any |= pages.count > 0;
        read = take_pages(e, &pages, take_collected, &collected, error);
        free(pages.at);
    }
    read = read && (any || fail_missing(e, "your collection is", error));
    if (!read)
        trakt_items_release(items);
    return read;
}

/* --- Opening --- */

/* Counts the entries of _errors.json, Trakt's list of data that it could not export. If the file is
 * not a JSON array, counts one. */
static bool take_errors(void *context, const char *text, size_t len, struct trakt_error *error)
{
    json_t *array;
    bool read = trakt_load(text, len, JSON_ARRAY, "errors", &array, error);

    *(size_t *)context = read ? json_array_size(array) : 1;
    json_decref(array);
    return true;
}

static bool read_errors(struct export *e, struct why *why)
{
    struct pages pages = find_pages(&e->members, EXPORT_ERRORS, 0, "");
    struct trakt_error error;
    size_t count = 0;
    bool read = take_pages(e, &pages, take_errors, &count, &error);

    free(pages.at);
    if (!read)
        return why_set(why, error.exit_status, "%s", error.message);
    if (count)
        e->lack = "Trakt could not export everything, see _errors.json";
    return true;
}

static bool open_file(struct export *e, struct why *why)
{
    struct stat about;
    int fd = open(e->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

    if (fd < 0 || fstat(fd, &about) != 0)
        why_set(why, EX_NOINPUT, "%s: %s", e->path, strerror(errno));
    else if (S_ISREG(about.st_mode) && about.st_size <= EXPORT_MOST_BYTES_OF_ZIP)
        return export_zip_open(fd, &e->members, why);
    else if (S_ISREG(about.st_mode))
        why_set(why, EX_DATAERR, "%s: the file is larger than %d MiB (is it an export?)", e->path,
                EXPORT_MOST_BYTES_OF_ZIP >> 20);
    else if (!S_ISDIR(about.st_mode))
        why_set(why, EX_NOINPUT, "%s: neither a file nor a folder", e->path);
    if (fd >= 0)
        close(fd);
    return fd >= 0 && S_ISDIR(about.st_mode) && export_folder_open(&e->members, why);
}

/* Returns whether any member has lists, items or the collection. */
static bool has_lists(const struct export_members *m)
{
    struct export_name name;

    for (size_t i = 0; i < m->count; i++)
        if (export_name_read(m->names[i], &name) && name.part != EXPORT_ERRORS)
            return true;
    return false;
}

bool export_open(const char *path, struct export **export, struct why *why)
{
    struct export *e = cvi_alloc(sizeof *e);

    e->path = cvi_strdup(path);
    e->members = (struct export_members){.path = e->path, .left = EXPORT_MOST_BYTES_IN_ALL};
    bool fine = open_file(e, why);
    if (fine && !has_lists(&e->members))
        fine = why_set(why, EX_DATAERR,
                       "%s: no lists found: no lists-watchlist.json, no lists-lists.json (is it "
                       "the export of app.trakt.tv, Settings, Data?)",
                       path);
    fine = fine && read_errors(e, why);
    if (!fine) {
        export_close(e);
        e = NULL;
    }
    *export = e;
    return fine;
}

void export_close(struct export *e)
{
    if (!e)
        return;
    export_zip_close(&e->members);
    for (size_t i = 0; i < e->members.count; i++)
        free(e->members.names[i]);
    free(e->members.names);
    free(e->members.places);
    free(e->path);
    free(e);
}
