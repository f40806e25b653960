/* Names that Trakt changes, and names that it keeps. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/buf.h"
#include "trakt/list_name.h"

#define SMILE "\xf0\x9f\x98\x84"
#define CLAPPER "\xf0\x9f\x8e\xac"
#define UNICORN "\xf0\x9f\xa6\x84"
#define HEART "\xe2\x9d\xa4\xef\xb8\x8f"
#define HEART_ON_FIRE HEART "\xe2\x80\x8d\xf0\x9f\x94\xa5"
#define DARK_THUMB "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbf"
#define FAMILY "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"
#define FLAG "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa"

static const struct {
    const char *asked, *shown;
    enum list_name same;
} rows[] = {
    {"Disk", "Disk", LIST_NAME_SAME},
    {"Disk", "disk", LIST_NAME_OTHER},
    {"Disk", "Disk 2", LIST_NAME_OTHER},
    {"Disk 2", "Disk", LIST_NAME_OTHER},
    {"", "", LIST_NAME_SAME},
    {"Cafe\xcc\x81", "Caf\xc3\xa9", LIST_NAME_SAME},
    {"Caf\xc3\xa9", "Cafe\xcc\x81", LIST_NAME_SAME},
    {"Cafe", "Caf\xc3\xa9", LIST_NAME_OTHER},
    {"A & B", "A &amp; B", LIST_NAME_SAME},
    {"A &amp; B", "A & B", LIST_NAME_SAME},
    {"<A> \"B\" 'C'", "&lt;A&gt; &quot;B&quot; &#39;C&#39;", LIST_NAME_SAME},
    {"A & B", "A and B", LIST_NAME_OTHER},
    {"A &am", "A &amp;", LIST_NAME_OTHER},
    {SMILE " films", ":smile: films", LIST_NAME_SAME},
    {":smile: films", SMILE " films", LIST_NAME_SAME},
    {"films " CLAPPER, "films :clapper:", LIST_NAME_SAME},
    {"films " CLAPPER, "films :smile:", LIST_NAME_OTHER},
    {"films " CLAPPER, "films :clapper: 2", LIST_NAME_OTHER},
    {SMILE SMILE, ":smile::smile:", LIST_NAME_SAME},
    {SMILE SMILE, ":smile:", LIST_NAME_OTHER},
    {HEART " & " CLAPPER, ":heart: &amp; :clapper:", LIST_NAME_SAME},
    {UNICORN, ":unicorn:", LIST_NAME_PERHAPS},
    {UNICORN, ":unicorn_face:", LIST_NAME_PERHAPS},
    {UNICORN " films", ":smile: films", LIST_NAME_OTHER},
    {":smile: films", UNICORN " films", LIST_NAME_OTHER},
    {UNICORN SMILE, ":unicorn_face::smile:", LIST_NAME_PERHAPS},
    {UNICORN SMILE, ":unicorn_face::clapper:", LIST_NAME_OTHER},
    {HEART_ON_FIRE " films", ":heart: films", LIST_NAME_PERHAPS},
    {HEART_ON_FIRE " films", ":smile: films", LIST_NAME_OTHER},
    {HEART_ON_FIRE " films", ":heart_on_fire: films", LIST_NAME_PERHAPS},
    {DARK_THUMB " films", ":+1: films", LIST_NAME_PERHAPS},
    {"\xe2\x9d\xa4 films", ":heart: films", LIST_NAME_SAME},
    {SMILE, ":grin:", LIST_NAME_PERHAPS},
    {FAMILY " films", ":family_woman_girl: films", LIST_NAME_PERHAPS},
    {FLAG, ":de:", LIST_NAME_PERHAPS},
    {FLAG FLAG, ":de:", LIST_NAME_OTHER},
    {UNICORN, "unicorn", LIST_NAME_OTHER},
    {UNICORN, ":unicorn", LIST_NAME_OTHER},
    {UNICORN, "::", LIST_NAME_OTHER},
    {"12:30: noon", "12:30: noon", LIST_NAME_SAME},
    {"\xf0\x9f", ":smile:", LIST_NAME_OTHER},
    {"\xff", "\xff", LIST_NAME_SAME},
};

Test(trakt_list_name, is_recognized_after_changes_by_trakt)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(list_name_compare(rows[i].asked, rows[i].shown), rows[i].same, "%s | %s",
                     rows[i].asked, rows[i].shown);
}

Test(trakt_list_name, is_known_when_it_was_cut)
{
    char whole[400] = "", cut[400] = "";

    memset(whole, 'n', 300);
    memset(cut, 'n', 255);
    cr_expect_eq(list_name_compare(whole, cut), LIST_NAME_SAME);
    cut[254] = '\0';
    cr_expect_eq(list_name_compare(whole, cut), LIST_NAME_OTHER, "shorter than Trakt's limit");
    memset(cut, 'n', 255);
    cut[0] = 'm';
    cr_expect_eq(list_name_compare(whole, cut), LIST_NAME_OTHER);
    memset(whole, 'n', 253);
    strcpy(whole + 253, "&B");
    memset(cut, 'n', 253);
    strcpy(cut + 253, "&a");
    cr_expect_eq(list_name_compare(whole, cut), LIST_NAME_SAME, "in the middle of &amp;");
}

Test(trakt_list_name, is_the_same_however_its_accents_are_written)
{
    cr_expect(list_name_is("Cafe\xcc\x81", "Caf\xc3\xa9"));
    cr_expect(!list_name_is("Cafe", "Caf\xc3\xa9"));
    cr_expect(!list_name_is(SMILE, ":smile:"));
    cr_expect(list_name_is("\xff", "\xff"));
}
