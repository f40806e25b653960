/* Evidence in the record of one file against a title. */
#include <criterion/criterion.h>

#include "match/doubt.h"

/* Returns a record with these members of media besides type, title and year. */
static json_t *record_of(const char *path, const char *title, const char *more)
{
    json_t *record = json_pack("{s:s, s:{s:s, s:s}}", "filename", path, "media", "type", "movie",
                               "title", title);
    json_error_t error;
    json_t *extra = json_loads(more, 0, &error);

    cr_assert(record && extra, "%s: %s", path, error.text);
    json_object_update(json_object_get(record, "media"), extra);
    json_decref(extra);
    return record;
}

static struct media media_of(const json_t *record)
{
    struct media media;
    struct why why;

    cr_assert(record_media(record, &media, &why), "%s", why.text);
    return media;
}

static const struct {
    const char *path, *title, *more;
    bool bare;
} names[] = {
    {"/v/Swimming.mov", "Swimming", "{}", true},
    {"Swimming", "Swimming", "{}", true},
    {"/v/The.Dog.mov", "The Dog", "{}", true},
    {"/v/Home Videos/New York.mp4", "New York", "{}", true},
    {"C:\\v\\New York.mp4", "New York", "{}", true},
    {"/v/Swimming (1).mov", "Swimming", "{}", true},
    {"/v/2 Swimming.mov", "Swimming", "{}", true},
    {"/v/Swimmingly/Swimming.mov", "Swimming", "{}", true},
    {"/a/Swimming/b/c/Swimming.mov", "Swimming", "{}", true},
    {"/v/Dr. No", "Dr No", "{}", true},
    {"/v/Swimming.mov", "Swimming", "{\"resolution\":null}", true},
    {"/v/Swimming/Swimming.mov", "Swimming", "{}", false},
    {"/v/Swimming/CD1/Swimming.mov", "Swimming", "{}", false},
    {"/v/Swimming [DVD]/swimming.mov", "Swimming", "{}", false},
    {"/v/Heat/movie.mkv", "Heat", "{}", false},
    {"/v/a.mkv", "Heat", "{}", false},
    {"", "Heat", "{}", false},
    {"/", "Heat", "{}", false},
    {"/v/???.mkv", "???", "{}", false},
    {"/v/Swimming.2000.mov", "Swimming", "{\"year\":2000}", false},
    {"/v/Swimming.1080p.mov", "Swimming", "{\"resolution\":\"1080p\"}", false},
    {"/v/Swimming.DVD.mov", "Swimming", "{\"source\":\"DVD\"}", false},
    {"/v/Swimming S01E01.mov", "Swimming", "{\"season\":1,\"episode\":1}", false},
    /* Cameras write dates, too. */
    {"/v/Swimming 2020-01-01.mov", "Swimming", "{\"date\":\"2020-01-01\"}", true},
    {"/v/Swimming German.mov", "Swimming", "{\"languages\":[\"de\"]}", false},
    {"/v/Swimming-GRP.mov", "Swimming", "{\"release_group\":\"GRP\"}", false},
    {"/v/Swimming tt0133093.mov", "Swimming", "{\"ids\":{\"imdb\":\"tt0133093\"}}", false},
    {"/v/Swimming.mov", "Swimming", "{\"ids\":{}}", true},
};

Test(doubt, knows_a_bare_name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        json_t *record = record_of(names[i].path, names[i].title, names[i].more);
        const struct media media = media_of(record);

        cr_expect_eq(doubt_is_bare(record, &media), names[i].bare, "%s", names[i].path);
        json_decref(record);
    }
}

static const struct {
    const char *path, *title, *more;
    bool untitled;
} places[] = {
    {"/v/camera/00051.MTS", "camera", "{}", true},
    {"/v/DCIM/1.mp4", "DCIM", "{}", true},
    {"/v/misc/VID.mp4", "misc", "{}", true},
    {"/v/Home Videos/1.mov", "Home Videos", "{}", true},
    {"/v/temp/100/x.mov", "temp", "{}", true},
    {"/v/00051.mts", "00051", "{}", true},
    {"/v/01.mts", "01", "{}", true},
    {"/v/camera/Camera (2000).mkv", "Camera", "{\"year\":2000}", false},
    {"/v/camera/Camera.mkv", "Camera", "{}", false},
    {"/v/Camera/x.mkv", "Camera", "{\"ids\":{\"imdb\":\"tt0133093\"}}", true},
    {"/v/x.mkv", "Camera", "{}", false},
    {"/v/Temp Tation/x.mkv", "Temp Tation", "{}", false},
    {"/v/0051 (2010).mkv", "0051", "{\"year\":2010}", false},
    {"/v/51.mkv", "51", "{}", false},
    {"/v/0.mkv", "0", "{}", false},
    {"/v/007 Spectre.mkv", "007 Spectre", "{}", false},
    {"/v/Heat/x.mkv", "Heat", "{}", false},
};

Test(doubt, takes_no_title_from_places_or_counters)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        json_t *record = record_of(places[i].path, places[i].title, places[i].more);
        const struct media media = media_of(record);

        cr_expect_eq(doubt_is_untitled(record, &media), places[i].untitled, "%s", places[i].path);
        json_decref(record);
    }
}

static const struct {
    const char *path, *title, *more;
    bool private;
} recordings[] = {
    {"/v/Home Videos/New York.mp4", "New York", "{}", true},
    {"Home Videos/New York.mp4", "New York", "{}", true},
    {"C:\\Users\\anna\\My Videos\\Baby.mov", "Baby", "{}", true},
    {"/sd/DCIM/100MEDIA/Swimming.mp4", "Swimming", "{}", true},
    {"/phone/WhatsApp Video/Dance.mp4", "Dance", "{}", true},
    {"/home/anna/Videos/family/Paris.mov", "Paris", "{}", true},
    {"/v/Holiday 2012/day 1/Paris.mov", "Paris", "{}", true},
    {"/v/Home Videos/Paris trip/Louvre.mp4", "Louvre", "{}", true},
    {"/v/Home Videos/Paris/001.mp4", "Paris trip", "{\"episode\":1}", true},
    {"/v/home movies/tapes/Wedding part 2.mp4", "Wedding", "{\"part\":2}", true},
    {"/v/Movies/Home Videos/Baby.mov", "Baby", "{}", true},
    {"/v/Home Videos/Christmas 2012.mov", "Christmas", "{\"year\":2012}", true},
    {"/v/Home Videos/2012 Christmas.mov", "Christmas", "{\"year\":2012}", true},
    {"/v/Home Videos/Swimming 2020-01-01.mov", "Swimming", "{\"date\":\"2020-01-01\"}", true},
    /* Named like films and episodes. */
    {"/v/Home Videos/Christmas (2012).mkv", "Christmas", "{\"year\":2012}", false},
    {"/v/Home Videos/Christmas.2012.mkv", "Christmas", "{\"year\":2012}", false},
    {"/v/Home Videos/Christmas [2012].mkv", "Christmas", "{\"year\":2012}", false},
    {"/v/Home Videos/Heat (1995)/Heat.mkv", "Heat", "{\"year\":1995}", false},
    {"/v/Home Videos/Heat/Heat.mkv", "Heat", "{}", false},
    {"/v/Home Videos/Heat 1080p.mkv", "Heat", "{\"resolution\":\"1080p\"}", false},
    {"/v/Home Videos/Heat S01E02.mkv", "Heat", "{\"season\":1,\"episode\":2}", false},
    {"/v/Home Videos/Heat tt0113277.mkv", "Heat", "{\"ids\":{\"imdb\":\"tt0113277\"}}", false},
    {"/v/camera/Camera (2000).mkv", "Camera", "{\"year\":2000}", false},
    /* Folders of films, and others. */
    {"/v/Movies/Family/Up.mkv", "Up", "{}", false},
    {"/v/Films/Holiday/Elf.mkv", "Elf", "{}", false},
    {"/v/Family Movies/Up.mkv", "Up", "{}", false},
    {"/v/Family/TV Shows/Up.mkv", "Up", "{}", false},
    {"/Pictures/Movies/Up.mkv", "Up", "{}", false},
    {"/v/Familiar/Up.mkv", "Up", "{}", false},
    {"/v/Videos/Up.mkv", "Up", "{}", false},
    {"/v/Downloads/Up.mkv", "Up", "{}", false},
    {"/v/Home Videos.mkv", "Home Videos", "{}", false},
    {"", "Up", "{}", false},
    {"/", "Up", "{}", false},
};

Test(doubt, knows_private_recordings)
{
    for (size_t i = 0; i < sizeof recordings / sizeof *recordings; i++) {
        json_t *record = record_of(recordings[i].path, recordings[i].title, recordings[i].more);
        const struct media media = media_of(record);

        cr_expect_eq(doubt_is_private(record, &media), recordings[i].private, "%s",
                     recordings[i].path);
        json_decref(record);
    }
}

static const struct {
    const char *path, *more;
    bool loose;
} dated[] = {
    {"/v/Heat 1995.mov", "{\"year\":1995}", true},
    {"/v/Heat_1995.mov", "{\"year\":1995}", true},
    {"/v/1995 Heat.mov", "{\"year\":1995}", true},
    {"1995/Heat.mov", "{\"year\":1995}", true},
    {"/v/Heat (1995).mov", "{\"year\":1995}", false},
    {"/v/Heat.1995.mov", "{\"year\":1995}", false},
    {"/v/Heat 1995 [1995].mov", "{\"year\":1995}", false},
    {"/v/Heat (1995)/Heat 1995.mov", "{\"year\":1995}", false},
    {"/v/Heat 1995 1080p.mov", "{\"year\":1995,\"resolution\":\"1080p\"}", false},
    {"/v/Heat 1995 tt1.mov", "{\"year\":1995,\"ids\":{\"imdb\":\"tt0113277\"}}", false},
    {"/v/Heat 19951.mov", "{\"year\":1995}", false},
    {"/v/Heat 11995.mov", "{\"year\":1995}", false},
    {"/v/Heat.mov", "{\"year\":1995}", false},
    {"/v/Heat.mov", "{}", false},
    {"", "{\"year\":1995}", false},
};

Test(doubt, knows_a_year_as_people_write_it_after_an_event)
{
    for (size_t i = 0; i < sizeof dated / sizeof *dated; i++) {
        json_t *record = record_of(dated[i].path, "Heat", dated[i].more);
        const struct media media = media_of(record);

        cr_expect_eq(doubt_is_loosely_dated(record, &media), dated[i].loose, "%s", dated[i].path);
        json_decref(record);
    }
}

static const struct {
    const char *path, *title;
    long long votes;
} needs[] = {
    {"/v/Heat.mp4", "Heat", 10000},
    {"/v/The Heat.mp4", "The Heat", 10000},
    {"/v/Heat", "Heat", 10000},
    {"", "Heat", 10000},
    {"/v/\?\?\?.mp4", "\?\?\?", 10000},
    {"/v/New York.mp4", "New York", 3000},
    {"/v/Happy New Year.avi", "Happy New Year", 1000},
    {"/v/One Flew Over the Nest.m4v", "One Flew Over the Nest", 100},
    {"/v/Heat.mkv", "Heat", 1000},
    {"/v/Heat.MKV", "Heat", 1000},
    {"/v/One Flew Over the Nest.mkv", "One Flew Over the Nest", 10},
    {"/v/Heat.mov", "Heat", 100000},
    {"/v/Heat.MTS", "Heat", 100000},
    {"/v/One Flew Over the Nest.3gp", "One Flew Over the Nest", 1000},
};

Test(doubt, asks_more_votes_of_fewer_words)
{
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        json_t *record = record_of(needs[i].path, needs[i].title, "{}");
        const struct media media = media_of(record);

        cr_expect_eq(doubt_votes_needed(record, &media), needs[i].votes, "%s", needs[i].path);
        json_decref(record);
    }
}

/* A file's duration in seconds, other members of its record, a match, and whether they disagree. */
static const struct {
    const char *length_s, *scan, *media, *match;
    bool doubted;
} lengths[] = {
    {"40", "{}", "{}", "{\"type\":\"movie\",\"runtime\":100}", true},
    {"3599", "{}", "{}", "{\"type\":\"movie\",\"runtime\":100}", true},
    {"3600", "{}", "{}", "{\"type\":\"movie\",\"runtime\":100}", false},
    {"5760", "{}", "{}", "{\"type\":\"movie\",\"runtime\":100}", false},
    {"10800", "{}", "{}", "{\"type\":\"movie\",\"runtime\":100}", false},
    {"10801", "{}", "{}", "{\"type\":\"movie\",\"runtime\":100}", true},
    {"10801.5", "{}", "{}", "{\"type\":\"movie\"}", false},
    {"10801", "{}", "{}", "{\"type\":\"movie\",\"runtime\":0}", false},
    {"10801", "{}", "{}", "{\"type\":\"movie\",\"runtime\":-5}", false},
    {"10801", "{}", "{}", "{\"type\":\"movie\",\"runtime\":\"100\"}", false},
    {"40", "{}", "{}", "{\"type\":\"show\",\"runtime\":45}", false},
    {"0", "{}", "{}", "{\"type\":\"movie\",\"runtime\":100}", false},
    {"-1", "{}", "{}", "{\"type\":\"movie\",\"runtime\":100}", false},
    {"1e12", "{}", "{}", "{\"type\":\"movie\",\"runtime\":100}", false},
    {"\"40\"", "{}", "{}", "{\"type\":\"movie\",\"runtime\":100}", false},
    {"null", "{}", "{}", "{\"type\":\"movie\",\"runtime\":100}", false},
    {"14400", "{}", "{\"edition\":\"Extended\"}", "{\"type\":\"movie\",\"runtime\":100}", false},
    {"18060", "{}", "{\"edition\":\"Extended\"}", "{\"type\":\"movie\",\"runtime\":100}", true},
    {"1800", "{}", "{\"part\":2}", "{\"type\":\"movie\",\"runtime\":100}", false},
    {"10801", "{}", "{\"part\":2}", "{\"type\":\"movie\",\"runtime\":100}", true},
    {"100", "{}", "{\"extra\":\"trailer\"}", "{\"type\":\"movie\",\"runtime\":100}", false},
    {"600", "{\"reasons\":[{\"code\":\"truncated\"}]}", "{}",
     "{\"type\":\"movie\",\"runtime\":100}", false},
    {"600", "{\"reasons\":[7,{\"code\":\"zeros\"}]}", "{}", "{\"type\":\"movie\",\"runtime\":100}",
     true},
};

Test(doubt, compares_running_times)
{
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        json_t *record = record_of("/v/a.mkv", "Heat", lengths[i].media);
        json_t *scan = json_loads(lengths[i].scan, 0, NULL);
        json_t *match = json_loads(lengths[i].match, 0, NULL);

        json_object_set_new(
            scan, "media",
            json_pack("{s:o}", "duration", json_loads(lengths[i].length_s, JSON_DECODE_ANY, NULL)));
        json_object_set_new(record, "scan", scan);
        const struct media media = media_of(record);
        cr_expect_eq(doubt_by_runtime(record, &media, match), lengths[i].doubted, "row %zu", i);
        json_decref(record);
        json_decref(match);
    }
}

Test(doubt, a_bare_name_below_five_minutes_is_not_a_film)
{
    json_t *record = record_of("/v/Luxo.mkv", "Luxo", "{}");
    json_t *match = json_loads("{\"type\":\"movie\",\"runtime\":4}", 0, NULL);
    const struct media media = media_of(record);

    json_object_set_new(record, "scan", json_pack("{s:{s:i}}", "media", "duration", 240));
    cr_expect(doubt_by_runtime(record, &media, match));
    json_object_set_new(record, "scan", json_pack("{s:{s:i}}", "media", "duration", 300));
    cr_expect_not(doubt_by_runtime(record, &media, match));
    json_decref(record);
    json_decref(match);
}
