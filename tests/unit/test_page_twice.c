/* Titles with several files: which files are one title, and which of them is the best. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "page/twice.h"

static struct page_twice twice;

static void release(void)
{
    page_twice_release(&twice);
}

TestSuite(page_twice, .fini = release);

/* Adds a file; scan and media are members written with ' for ". */
static void add(const char *path, const char *scan, const char *media)
{
    char text[1024];

    snprintf(text, sizeof text, "{'scan':{%s},'media':{%s}}", scan, media);
    for (char *at = text; *at; at++)
        *at = *at == '\'' ? '"' : *at;
    json_t *record = json_loads(text, 0, NULL);
    struct outcome_item item;
    struct page_file file;

    cr_assert(record, "%s", text);
    json_object_set_new(record, "filename", json_string(path));
    outcome_read(record, &item);
    page_file_read(&item, &file);
    page_twice_add(&twice, &file, file.has_subject ? subject_key(&file.subject) : 0);
    json_decref(record);
}

/* clang-format off */
static const struct {
    const char *one, *other; /* members of media */
    size_t titles;           /* number of titles known then */
} pairs[] = {
    {"'type':'movie','title':'Heat','year':1995", "'type':'movie','title':'heat','year':1995", 1},
    {"'type':'movie','title':'Heat','year':1995", "'type':'movie','title':'Heat','year':1986", 2},
    {"'type':'movie','title':'Heat','year':1995,'part':1", "'type':'movie','title':'Heat','year':1995,'part':2", 2},
    {"'type':'movie','title':'Heat','year':1995,'part':2", "'type':'movie','title':'Heat','year':1995,'part':2", 1},
    {"'type':'movie','title':'Heat','year':1995,'edition':'Uncut'", "'type':'movie','title':'Heat','year':1995", 2},
    {"'type':'movie','title':'Heat','year':1995,'edition':null", "'type':'movie','title':'Heat','year':1995", 1},
    {"'type':'movie','title':'Heat','year':null", "'type':'movie','title':'Heat','year':null", 0},
    {"'type':'movie','title':'Heat','year':1995,'extra':'trailer'", "'type':'movie','title':'Heat','year':1995", 1},
    {"'type':'show','title':'Dark','year':null,'season':1,'episode':2", "'type':'show','title':'Dark','year':null,'season':1,'episode':2", 1},
    {"'type':'show','title':'Dark','year':null,'season':1,'episode':2", "'type':'show','title':'Dark','year':null,'season':2,'episode':2", 2},
    {"'type':'show','title':'Dark','year':null,'season':1,'episode':2,'episodes':[2,3]", "'type':'show','title':'Dark','year':null,'season':1,'episode':2", 2},
    {"'type':'show','title':'News','year':null,'date':'2024-03-05'", "'type':'show','title':'News','year':null,'date':'2024-03-06'", 2},
    {"'type':'show','title':'Dark','year':null,'season':1", "'type':'show','title':'Dark','year':null,'season':1", 0},
};

static const struct {
    const char *better, *worse; /* members of scan */
} orders[] = {
    {"'status':'healthy','media':{'resolution':'480p'}", "'status':'corrupt','media':{'resolution':'2160p'}"},
    {"'status':'suspicious'", "'status':'corrupt','file_size':9"},
    {"'status':'healthy'", "'status':'suspicious','media':{'resolution':'2160p'}"},
    {"'status':'healthy','file_size':1,'media':{'resolution':'2160p'}", "'status':'healthy','file_size':9,'media':{'resolution':'1080p'}"},
    {"'status':'healthy','media':{'resolution':'1080p','hdr':'DV'}", "'status':'healthy','media':{'resolution':'1080p'}"},
    {"'status':'healthy','file_size':9", "'status':'healthy','file_size':8"},
    {"'status':'healthy','file_size':9", "'status':'healthy','file_size':-9"},
};
/* clang-format on */

Test(page_twice, tells_titles_apart)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        add("/a.mkv", "'status':'healthy'", pairs[i].one);
        add("/b.mkv", "'status':'healthy'", pairs[i].other);
        cr_expect_eq(twice.title_count, pairs[i].titles, "%s | %s: %zu", pairs[i].one,
                     pairs[i].other, twice.title_count);
        release();
    }
}

Test(page_twice, puts_the_best_first_whichever_comes_first)
{
    static const char film[] = "'type':'movie','title':'Heat','year':1995";

    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        for (int round = 0; round < 2; round++) {
            add(round ? "/worse" : "/better", round ? orders[i].worse : orders[i].better, film);
            add(round ? "/better" : "/worse", round ? orders[i].better : orders[i].worse, film);
            cr_expect_eq(twice.titles[0].count, 2);
            cr_expect_str_eq(twice.files[twice.titles[0].best - 1].path, "/better", "%s",
                             orders[i].better);
            release();
        }
    }
}

/* For a title with thousands of files the ten best are kept, and the others counted. */
Test(page_twice, keeps_ten_files_of_a_title)
{
    char path[32], scan[64];

    for (int i = 0; i < 2000; i++) {
        snprintf(path, sizeof path, "/%d", i * 7 % 2000);
        snprintf(scan, sizeof scan, "'status':'healthy','file_size':%d", i * 7 % 2000 + 1);
        add(path, scan, "'type':'movie','title':'Heat','year':1995");
    }
    cr_assert_eq(twice.title_count, 1);
    cr_expect_eq(twice.titles[0].count, 2000);
    cr_expect_eq(twice.titles[0].kept, 10);
    cr_expect_eq(twice.file_count, 10);
    cr_expect_eq(twice.titles[0].size, 2000 * 2001 / 2);
    uint32_t at = twice.titles[0].best;
    for (int i = 1999; i >= 1990; i--, at = twice.files[at - 1].next) {
        snprintf(path, sizeof path, "/%d", i);
        cr_assert(at);
        cr_expect_str_eq(twice.files[at - 1].path, path);
    }
    cr_expect_eq(at, 0);
}

Test(page_twice, takes_a_record_that_comes_again_for_one_file)
{
    for (int i = 0; i < 3; i++)
        add("/a.mkv", "'status':'healthy','file_size':5",
            "'type':'movie','title':'Heat','year':1995");
    cr_expect_eq(twice.titles[0].count, 1);
    cr_expect_eq(twice.titles[0].size, 5);
}
