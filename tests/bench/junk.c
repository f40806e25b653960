/* Invented names of files that are neither films nor shows. */
#include "junk.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "chance.h"

/* The words are common in names of private videos; many are also film titles. */
char *junk_home_video(void)
{
    static const char *const folders[] = {
        "Home Videos",   "Videos/family",     "My Videos",        "videos",
        "DCIM/100APPLE", "WhatsApp Video",    "Pictures/2014",    "Videos/Holiday 2012",
        "Camera Roll",   "Home Movies/Tapes", "Urlaub 2015/Clips"};
    static const char *const names[] = {
        "New York",    "Baby",           "The Dog",       "Swimming",    "Christmas",
        "The Wedding", "Birthday",       "Grandma",       "First Steps", "The Beach",
        "Summer",      "Paris",          "Graduation",    "The Garden",  "Skiing",
        "Halloween",   "School Play",    "The New House", "Picnic",      "Venice",
        "Easter",      "Our Trip",       "Fishing",       "The Cat",     "Rome",
        "Winter",      "The Lake",       "Anna",          "Max",         "Camping",
        "Moving Day",  "Snow",           "Football",      "The Concert", "Sunset",
        "Dad",         "Happy New Year", "The Farm",      "Holiday",     "London",
        "Dance",       "The Kids",       "Wedding Dance", "Road Trip",   "Fireworks",
    };

    return cvi_format("/home/anna/%s/%s.%s", SOME(folders), SOME(names), chance(2) ? "mp4" : "mov");
}

/* The path does not show that the clip is private. Other words are used; as many have a date, a
 * count or a year as have none. */
char *junk_clip(void)
{
    static const char *const folders[] = {"home/anna/videos", "videos", "data", "mnt/usb/stuff",
                                          "volume1/media"};
    static const char *const names[] = {
        "First Day of School",
        "Swimming Lesson",
        "Dancing",
        "Grandpa",
        "The Boys",
        "The Girls",
        "Boat Trip",
        "Las Vegas",
        "Hawaii",
        "Sledding",
        "Soccer",
        "Ballet Recital",
        "Piano",
        "Puppy",
        "Kittens",
        "Thanksgiving",
        "New Years Eve",
        "Bath Time",
        "Crawling",
        "Mom and Dad",
        "Beach Day",
        "Zoo",
        "Aquarium",
        "Disneyland",
        "Prom",
        "Homecoming",
        "Reunion",
        "The Party",
        "Surprise",
        "Karaoke",
        "Hiking",
        "The Storm",
        "Rain",
        "The Train",
        "Airshow",
        "Parade",
        "Carnival",
        "Circus",
        "Ice Skating",
        "Gymnastics",
        "Baptism",
        "Engagement",
        "Honeymoon",
        "Barcelona",
        "Tokyo",
        "Berlin",
        "Amsterdam",
        "Iceland",
        "Australia",
        "Africa",
        "Safari",
        "Whales",
        "Dolphins",
        "Turtles",
        "Sunrise",
        "The Mountains",
        "The River",
        "The House",
        "Kitchen",
        "Garage",
        "Office Party",
        "Retirement",
        "Lucy",
        "Emma",
        "Jack",
        "Charlie",
        "Sophie",
        "Oliver",
        "Carol",
        "Alice",
        "Buddy",
        "Luna",
        "Bella",
        "Coco",
        "Me and You",
        "The Twins",
        "Our House",
        "Dinner",
        "The Game",
        "Race Day",
        "Marathon",
        "The Band",
        "Rehearsal",
        "Goodbye",
        "Welcome Home",
        "The Accident",
        "Fire",
        "Flood",
        "The Bridge",
        "Driving",
    };
    static const char *const endings[] = {"mp4", "mp4", "mp4", "mp4", "mov",
                                          "mov", "avi", "avi", "m4v", "mkv"};
    const char *end = SOME(endings);
    const char *folder = SOME(folders);
    const char *name = SOME(names);

    switch (chance(6)) {
    case 0:
        return cvi_format("/%s/20%02u-%02u-%02u %s.%s", folder, 5 + chance(18), 1 + chance(12),
                          1 + chance(28), name, end);
    case 1:
        return cvi_format("/%s/%s (%u).%s", folder, name, 1 + chance(4), end);
    case 2:
        return cvi_format("/%s/%s 20%02u.%s", folder, name, 5 + chance(18), end);
    default:
        return cvi_format("/%s/%s.%s", folder, name, end);
    }
}

static char *lesson(void)
{
    static const char *const what[] = {"Lecture", "Lesson",   "Tutorial", "Module",  "Webinar",
                                       "Meeting", "Training", "Unit",     "Chapter", "Exercise"};

    return cvi_format("/courses/%s %u.mp4", SOME(what), 1 + chance(40));
}

static char *camera(void)
{
    static const char *const marks[] = {"IMG_%04u.MOV", "DSC_%04u.AVI", "GOPR%04u.MP4",
                                        "MVI_%04u.MP4", "DJI_%04u.MP4", "GX01%04u.MP4"};
    char name[32];

    /* Each mark has one place for a four-digit number. */
    const char *mark = SOME(marks);
    snprintf(name, sizeof name, "%.*s%04u%s", (int)strcspn(mark, "%"), mark, chance(9999),
             strchr(mark, '.'));
    return cvi_format("/sd/DCIM/100MEDIA/%s", name);
}

static char *messenger(void)
{
    return cvi_format("/phone/VID-20%02u%02u%02u-WA%04u.mp4", 15 + chance(10), 1 + chance(12),
                      1 + chance(28), chance(99));
}

static char *hash(void)
{
    return cvi_format("/data/%08x%08x%08x%08x.mp4", chance(1U << 31), chance(1U << 31),
                      chance(1U << 31), chance(1U << 31));
}

static char *counter(void)
{
    return cvi_format("/dump/%s%0*u.mp4", chance(2) ? "" : "file", 3 + (int)chance(3),
                      1 + chance(99));
}

static char *recording(void)
{
    return cvi_format("/rec/Screen Recording 20%02u-%02u-%02u at %02u.%02u.%02u.mov",
                      17 + chance(8), 1 + chance(12), 1 + chance(28), chance(24), chance(60),
                      chance(60));
}

static char *disc(void)
{
    return cvi_format("/dvd/VIDEO_TS/VTS_%02u_%u.VOB", 1 + chance(12), 1 + chance(8));
}

static char *placeholder(void)
{
    static const char *const names[] = {"video",       "clip",  "untitled", "New Project", "final",
                                        "output",      "test",  "movie",    "export",      "render",
                                        "Sequence 01", "draft", "temp",     "track",       "title"};

    return cvi_format("/videos/office/%s%s.mp4", SOME(names), chance(2) ? "" : " (1)");
}

/* Returns a folder of cameras, clips or junk, from which files get no title. */
static char *place(void)
{
    static const char *const folders[] = {"camera", "misc", "clips", "downloads", "temp",
                                          "stuff",  "dcim", "phone", "backup",    "incoming"};

    return cvi_format("/%s/%u.mp4", SOME(folders), 1 + chance(30));
}

char *junk_any(void)
{
    static char *(*const sorts[])(void) = {junk_home_video, lesson,    camera, messenger,   hash,
                                           counter,         recording, disc,   placeholder, place};

    return sorts[chance(sizeof sorts / sizeof *sorts)]();
}
