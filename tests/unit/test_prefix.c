/* Mapping paths of other machines to local paths: name by name, including Windows paths. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "extract/prefix.h"

static const struct {
    const char *pairs; /* separated by commas */
    const char *path;
    const char *mapped; /* NULL: no pair matches */
} table[] = {
    {"/data=/mnt/films", "/data/Heat.mkv", "/mnt/films/Heat.mkv"},
    {"/data=/mnt/films", "/data", "/mnt/films"},
    {"/data=/mnt/films", "/data/", "/mnt/films/"},
    {"/data/=/mnt/films/", "/data/Heat.mkv", "/mnt/films/Heat.mkv"},
    {"/data=/mnt/films", "/database/Heat.mkv", NULL},
    {"/data=/mnt/films", "/dat", NULL},
    {"/data=/mnt/films", "/Data/Heat.mkv", NULL},
    {"/data=/mnt/films", "data/Heat.mkv", NULL},
    {"/data=/mnt/films", "/data\\Heat.mkv", NULL},
    {"/data=/", "/data/Heat.mkv", "/Heat.mkv"},
    {"/data=/", "/data", "/"},
    {"/=/mnt/nas", "/films/Heat.mkv", "/mnt/nas/films/Heat.mkv"},
    {"/=/mnt/nas", "films/Heat.mkv", NULL},
    {"/=/mnt/nas", "", NULL},
    {"/a=/b=c", "/a/x", "/b=c/x"},
    /* The longest prefix counts, wherever it is listed; nothing is mapped twice. */
    {"/data=/mnt,/data/tv=/srv/tv", "/data/tv/x.mkv", "/srv/tv/x.mkv"},
    {"/data/tv=/srv/tv,/data=/mnt", "/data/tv/x.mkv", "/srv/tv/x.mkv"},
    {"/data=/mnt,/mnt=/data", "/data/x.mkv", "/mnt/x.mkv"},
    /* Windows. */
    {"D:\\Films=/mnt/films", "D:\\Films\\Heat (1995)\\Heat.mkv", "/mnt/films/Heat (1995)/Heat.mkv"},
    {"D:\\Films\\=/mnt/films", "d:\\films\\Heat.mkv", "/mnt/films/Heat.mkv"},
    {"d:/films=/mnt/films", "D:\\Films\\Heat.mkv", "/mnt/films/Heat.mkv"},
    {"D:\\Films=/mnt/films", "D:\\Films2\\Heat.mkv", NULL},
    {"D:=/mnt/d", "D:\\Heat.mkv", "/mnt/d/Heat.mkv"},
    {"\\\\nas\\films=/mnt/films", "\\\\NAS\\Films\\a\\b.mkv", "/mnt/films/a/b.mkv"},
    {"\\\\nas\\films=/mnt/films", "//nas/films/b.mkv", "/mnt/films/b.mkv"},
    {"/data=D:\\Films\\", "/data/a.mkv", "D:\\Films/a.mkv"},
    {"smb://nas/films=/mnt/films", "smb://nas/films/Heat.mkv", "/mnt/films/Heat.mkv"},
    /* Bytes that are not UTF-8 are kept. */
    {"/d\xe9=/mnt", "/d\xe9/caf\xe9.mkv", "/mnt/caf\xe9.mkv"},
};

static void add_all(struct prefixes *prefixes, const char *pairs)
{
    char copy[200], *rest = copy;
    struct why why;

    snprintf(copy, sizeof copy, "%s", pairs);
    for (const char *pair; (pair = strsep(&rest, ",")) != NULL;)
        cr_assert(prefixes_add(prefixes, pair, &why), "%s", pair);
}

Test(prefix, maps_paths_name_by_name)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct prefixes prefixes = {0};
        struct buf out = BUF_INIT(1000);

        add_all(&prefixes, table[i].pairs);
        bool mapped = prefixes_map(&prefixes, table[i].path, &out);
        cr_expect_eq(mapped, table[i].mapped != NULL, "%s: %s", table[i].pairs, table[i].path);
        cr_expect_str_eq(buf_text(&out), table[i].mapped ? table[i].mapped : "", "%s",
                         table[i].pairs);
        buf_release(&out);
        prefixes_release(&prefixes);
    }
}

Test(prefix, rejects_invalid_pairs)
{
    static const char *const bad[] = {"", "/data", "=/mnt", "/data=", "="};
    struct prefixes prefixes = {0};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct why why;

        cr_expect_not(prefixes_add(&prefixes, bad[i], &why), "%s", bad[i]);
        cr_expect_eq(why.status, 64);
        cr_expect(strstr(why.text, "is not FROM=TO"), "%s", why.text);
    }
    cr_expect_eq(prefixes.count, 0);
}

Test(prefix, knows_unused_pairs)
{
    struct prefixes prefixes = {0};
    struct buf out = BUF_INIT(100);
    size_t place = 0;

    add_all(&prefixes, "/a=/x,/b=/y,/c=/z");
    prefixes_map(&prefixes, "/b/f", &out);
    cr_expect_str_eq(prefixes_unused(&prefixes, &place), "/a");
    cr_expect_str_eq(prefixes_unused(&prefixes, &place), "/c");
    cr_expect_null(prefixes_unused(&prefixes, &place));
    buf_release(&out);
    prefixes_release(&prefixes);
}
