/* Fuzzes exports: the bytes are a ZIP file, or the contents of members. Results must be valid, and
 * reads must stay within bounds. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "export/export.h"
#include "export/parts.h"
#include "zip_file.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int fd = -1;
static char path[64];

static void insist(bool fact)
{
    if (!fact)
        abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    fd = memfd_create("export", 0);
    insist(fd >= 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return 0;
}

static void check_items(struct export *export, const struct trakt_target *target)
{
    struct trakt_items items;
    struct trakt_error error;

    if (!export_get_items(export, target, &items, &error)) {
        insist(error.message[0] &&
               (error.exit_status == EX_DATAERR || error.exit_status == EX_NOINPUT));
        return;
    }
    for (size_t i = 0; i < items.count; i++)
        insist(items.at[i].ids && items.at[i].type[0]);
    trakt_items_release(&items);
}

static void check_lists(struct export *export)
{
    struct trakt_lists lists;
    struct trakt_error error;

    if (!export_get_lists(export, &lists, &error))
        return;
    for (size_t i = 0; i < lists.count && i < 20; i++) {
        struct trakt_target target;

        insist(lists.at[i].trakt > 0);
        if (export_find_list(export, lists.at[i].name, &target, &error))
            check_items(export, &target);
        trakt_target_release(&target);
    }
    trakt_lists_release(&lists);
}

static void check_collection(struct export *export)
{
    struct trakt_collection collection;
    struct trakt_error error;

    if (!export_get_collection(export, &collection, &error))
        insist(!collection.count && error.message[0]);
    trakt_collection_release(&collection);
}

static void read_export(void)
{
    struct trakt_target target;
    struct trakt_error error;
    struct export *export;
    struct why why = {0};

    if (!export_open(path, &export, &why)) {
        insist(!export && why.text[0] && (why.status == EX_DATAERR || why.status == EX_NOINPUT));
        return;
    }
    insist(export_find_list(export, NULL, &target, &error));
    check_items(export, &target);
    trakt_target_release(&target);
    check_lists(export);
    check_collection(export);
    export_close(export);
}

/* Makes members from "name LF content", repeated, with 0 bytes between. */
static void make_members(struct zip_file *zip, const char *text, size_t len)
{
    while (len) {
        size_t member = strnlen(text, len);
        const char *end = memchr(text, '\n', member);
        size_t name_len = end ? (size_t)(end - text) : member;
        char *name = cvi_strndup(text, name_len < 60000 ? name_len : 60000);
        size_t skip = end ? name_len + 1 : member;

        zip_file_store(zip, name, text + skip, member - skip);
        free(name);
        text += member < len ? member + 1 : member;
        len -= member < len ? member + 1 : member;
    }
    zip_file_end(zip);
}

static void write_file(const void *bytes, size_t len)
{
    insist(ftruncate(fd, 0) == 0 && pwrite(fd, bytes, len, 0) == (ssize_t)len);
}

static void read_names(const char *text, size_t len)
{
    char *name = cvi_strndup(text, len);
    struct export_name read;

    if (export_name_read(name, &read)) {
        insist(read.page >= 0 && name[0] != '/' && strncmp(name, "../", 3) != 0);
        insist(read.part != EXPORT_LIST || (read.list > 0 && export_page_of(&read, "a-2") >= 0));
    }
    free(name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size && data[0] == 'P') {
        write_file(data, size);
        read_export();
    } else if (size) {
        struct zip_file zip = {0};

        make_members(&zip, (const char *)data, size);
        write_file(zip.at, zip.len);
        zip_file_release(&zip);
        read_export();
        read_names((const char *)data, size);
    }
    return 0;
}
