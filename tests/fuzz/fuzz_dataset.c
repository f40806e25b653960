/* Fuzzes the parser of the tables for a catalogue, plain and gzip, and the processing of their
 * titles. Its results must be valid. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "catalog/build_parts.h"
#include "catalog/dataset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool fact)
{
    if (!fact)
        abort();
}

/* Writes the data to a file, because the parser reads files. The same file is used each time. */
static const char *write_file(const uint8_t *data, size_t size)
{
    static char path[] = "/tmp/fuzz_dataset.XXXXXX";
    static int fd = -1;

    if (fd < 0) {
        fd = mkstemp(path);
        insist(fd >= 0);
    }
    insist(ftruncate(fd, 0) == 0 && pwrite(fd, data, size, 0) == (ssize_t)size);
    return path;
}

static void name(const char *title)
{
    struct catalog_keys keys;

    catalog_keys_read(&keys, title);
    const char *key = keys.whole;
    char *turned = catalog_turned(key);
    char *again = catalog_turned(turned);
    insist(text_is_utf8(key, strlen(key)) && !strpbrk(key, " \t\n"));
    insist(strcmp(again, key) == 0 && text_is_utf8(turned, strlen(turned)));
    for (size_t i = 0; i < keys.count; i++)
        insist(*keys.shortened[i] && text_is_utf8(keys.shortened[i], strlen(keys.shortened[i])));
    catalog_keys_release(&keys);
    free(turned);
    free(again);
}

static void check_row(enum dataset_kind kind, struct dataset_row *row)
{
    int64_t imdb = row->id;

    insist(row->id >= 0 && row->id <= DATASET_MOST_ID);
    insist(kind == DATASET_LIST || row->id > 0);
    insist(row->year == DATASET_UNKNOWN || (row->year > 1800 && row->year < 2200));
    insist(row->votes >= DATASET_UNKNOWN && row->runtime >= DATASET_UNKNOWN && row->runtime);
    if (kind == DATASET_RATINGS) {
        insist(row->votes >= 0);
        return;
    }
    insist(row->title && *row->title && !strpbrk(row->title, "\t\n"));
    insist(text_is_utf8(row->title, strlen(row->title)));
    name(row->title);
    char *ids = ids_read(row, &imdb);
    insist(imdb >= 0 && imdb <= DATASET_MOST_ID && (!row->id || imdb == row->id));
    if (ids) {
        char *both = ids_merge(ids, ids);

        insist(strcmp(ids, both) == 0);
        free(both);
    }
    free(ids);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct why why;
    struct dataset_row row;
    enum dataset_got got;
    struct dataset *dataset = dataset_open(write_file(data, size), -1, &why);

    if (!dataset)
        return 0;
    while ((got = dataset_next(dataset, &row, &why)) == DATASET_ROW || got == DATASET_BAD_ROW) {
        if (got == DATASET_ROW)
            check_row(dataset_kind(dataset), &row);
    }
    const struct dataset_counts *counts = dataset_counts(dataset);
    insist(counts->bad <= counts->read && counts->repaired <= counts->read);
    dataset_close(dataset);
    return 0;
}
