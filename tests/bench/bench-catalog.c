/* Writes files in IMDb's format and, at scale 1, of their size: 12 million titles, 50 million other
 * names, 1.7 million ratings. All values depend only on the number of the title, so that the three
 * files are consistent and always the same. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    LAST_ID = 38000000,
    SEVEN_DIGITS = 10000000,
    TITLES = 12000000,
    WORDS = 20000,
    MOST_TITLE = 512,
};

static double scale = 1;
static gzFile basics, akas, ratings;

/* The number per 1,000 titles of each type, and its average number of other names, times 10. */
static const struct {
    const char *type;
    unsigned share, names;
} types[] = {
    {"tvEpisode", 750, 44}, {"short", 90, 20},      {"movie", 60, 75},       {"video", 25, 25},
    {"tvSeries", 24, 60},   {"tvMovie", 13, 45},    {"tvMiniSeries", 5, 45}, {"videoGame", 15, 20},
    {"tvSpecial", 8, 20},   {"musicVideo", 10, 15},
};

static uint64_t mix(uint64_t x)
{
    x += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

/* Returns the next random number below most. */
static unsigned pick(uint64_t *state, unsigned most)
{
    *state = mix(*state);
    return (unsigned)(*state % most);
}

/* --- Titles --- */

/* Returns a word by Zipf's law: small numbers are much more frequent. */
static unsigned pick_word(uint64_t *state)
{
    double x = pick(state, 1 << 20) / (double)(1 << 20);

    return (unsigned)(x * x * x * WORDS);
}

static void add(char *title, const char *text)
{
    size_t len = strlen(title);

    snprintf(title + len, MOST_TITLE - len, "%s", text);
}

static void add_word(char *title, unsigned word, unsigned script)
{
    static const char *const parts[4][16] = {
        {"ba", "ren", "to", "lis", "ma", "kor", "vi", "sal", "dor", "the", "in", "mer", "qua", "fe",
         "lo", "nis"},
        {"бо", "рис", "та", "ле", "мо", "ка", "ви", "сол", "дя", "не", "ин", "мир", "ца", "фе",
         "лю", "ни"},
        {"夜", "の", "光", "山", "ア", "ニ", "メ", "東", "京", "物", "語", "風", "花", "火", "雪",
         "国"},
        {"é", "ran", "çal", "lis", "mü", "kor", "vi", "säl", "dor", "tê", "ín", "mer", "ño", "fe",
         "ló", "nis"},
    };
    uint64_t state = word;
    unsigned count = 1 + pick(&state, 3);
    char text[64] = "";
    size_t len = 0;

    for (unsigned i = 0; i < count; i++) {
        const char *part = parts[script][pick(&state, 16)];
        memcpy(text + len, part, strlen(part) + 1);
        len += strlen(part);
    }
    if (text[0] >= 'a' && text[0] <= 'z')
        text[0] = (char)(text[0] - 'a' + 'A');
    add(title, text);
}

static void make_title(char *title, uint64_t state, unsigned script)
{
    unsigned count = 1 + pick(&state, 4);
    char number[16];

    title[0] = '\0';
    if (script == 0 && pick(&state, 4) == 0)
        add(title, pick(&state, 2) ? "The " : "A ");
    for (unsigned i = 0; i < count; i++) {
        if (i)
            add(title, i == 2 && pick(&state, 4) == 0 ? ": " : " ");
        add_word(title, pick_word(&state), script);
    }
    switch (pick(&state, 16)) {
    case 0:
        snprintf(number, sizeof number, " %u", 2 + pick(&state, 8));
        add(title, number);
        break;
    case 1:
        add(title, " II");
        break;
    default:
        break;
    }
}

/* --- Rows --- */

static void write_names(unsigned id, uint64_t state, unsigned average, const char *title)
{
    static const char *const regions[] = {"US", "GB", "DE", "FR", "ES", "IT", "JP",  "BR",
                                          "RU", "IN", "CA", "PT", "MX", "PL", "XWW", "\\N"};
    unsigned count = pick(&state, average * 2 + 1) / 10 + 1;
    char name[MOST_TITLE];

    for (unsigned i = 0; i < count; i++) {
        if (pick(&state, 2))
            make_title(name, mix(state + i), pick(&state, 4));
        else
            snprintf(name, sizeof name, "%s", title);
        gzprintf(akas, "tt%07u\t%u\t%s\t%s\t\\N\t%s\t\\N\t%d\n", id, i + 1, name,
                 regions[pick(&state, 16)], i ? "imdbDisplay" : "original", i == 0);
    }
}

static void write_title(unsigned id)
{
    uint64_t state = mix(id);
    unsigned place = pick(&state, 1000), type = 0;
    char title[MOST_TITLE], original[MOST_TITLE], year[16] = "\\N", minutes[16] = "\\N";

    while (place >= types[type].share)
        place -= types[type++].share;
    unsigned script = pick(&state, 5) ? 0 : 1 + pick(&state, 3);
    if (type == 0 && pick(&state, 3) == 0)
        snprintf(title, sizeof title, "Episode #%u.%u", 1 + pick(&state, 9), 1 + pick(&state, 99));
    else
        make_title(title, mix(state), 0);
    snprintf(original, sizeof original, "%s", title);
    if (script && type)
        make_title(original, mix(state + 1), script);
    if (pick(&state, 20))
        snprintf(year, sizeof year, "%u", 2026 - pick(&state, 11) * pick(&state, 11));
    if (pick(&state, 3))
        snprintf(minutes, sizeof minutes, "%u", 5 + pick(&state, 140));
    gzprintf(basics, "tt%07u\t%s\t%s\t%s\t%d\t%s\t\\N\t%s\tDrama,Comedy\n", id, types[type].type,
             title, original, type && pick(&state, 50) == 0, year, minutes);
    write_names(id, mix(state + 2), types[type].names, title);
    if (pick(&state, 1000) < (type ? 240 : 110))
        gzprintf(ratings, "tt%07u\t%u.%u\t%u\n", id, 1 + pick(&state, 9), pick(&state, 10),
                 5 + pick(&state, 100) * pick(&state, 100) * pick(&state, 100));
}

static void maybe_title(unsigned id)
{
    uint64_t state = mix(id ^ 0x5555);

    if (pick(&state, LAST_ID) < TITLES * scale)
        write_title(id);
}

/* Writes titles in the order of their ids as strings: tt10000000 follows tt1000000. */
static void write_all(void)
{
    for (unsigned id = 1; id < SEVEN_DIGITS; id++) {
        maybe_title(id);
        for (unsigned digit = 0; digit < 10 && id >= SEVEN_DIGITS / 10; digit++) {
            if (id * 10 + digit <= LAST_ID)
                maybe_title(id * 10 + digit);
        }
    }
}

static gzFile create(const char *directory, const char *name, const char *head)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s.tsv.gz", directory, name);
    gzFile file = gzopen(path, "wb6");
    if (!file) {
        perror(path);
        exit(74);
    }
    gzbuffer(file, 1 << 18);
    gzputs(file, head);
    return file;
}

int main(int argc, char **argv)
{
    if (argc != 3 || (scale = strtod(argv[2], NULL)) <= 0 || scale > 1) {
        fprintf(stderr, "usage: bench-catalog DIRECTORY SCALE (1: the size of the real files)\n");
        return 64;
    }
    basics = create(argv[1], "title.basics",
                    "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\t"
                    "runtimeMinutes\tgenres\n");
    akas =
        create(argv[1], "title.akas",
               "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n");
    ratings = create(argv[1], "title.ratings", "tconst\taverageRating\tnumVotes\n");
    write_all();
    int bad = gzclose(basics) != Z_OK;
    bad |= gzclose(akas) != Z_OK;
    bad |= gzclose(ratings) != Z_OK;
    return bad ? 74 : 0;
}
