/* Ranking: shows, namesakes, other names, and the choice among several titles. */
#include <criterion/criterion.h>

#include "rank/rank.h"

enum { NO = RECORD_NONE };

static struct rank_question ask(enum media_type type, const char *title, int year)
{
    return (struct rank_question){.type = type, .title = title, .year = year, .season = NO};
}

static struct rank_candidate there_is(enum media_type type, const char *title, int year)
{
    return (struct rank_candidate){.type = type, .title = title, .year = year};
}

/* Shows: the year may be that of a season, and countries distinguish namesakes. */
/* clang-format off */
static const struct {
    const char *why;
    struct rank_question asked;
    const char *there;
    int its_year;
    const char *its_country;
    bool taken;
} shows[] = {
    {"the year of the show",
     {MEDIA_SHOW, "Castle", 2009, 3, NULL},                 "Castle", 2009, NULL, true},
    {"the year of season 5",
     {MEDIA_SHOW, "Breaking Bad", 2013, 5, NULL},           "Breaking Bad", 2008, NULL, true},
    {"a year too late for season 2",
     {MEDIA_SHOW, "Breaking Bad", 2013, 2, NULL},           "Breaking Bad", 2008, NULL, false},
    {"season 1 is in the show's year",
     {MEDIA_SHOW, "Charmed", 2018, 1, NULL},                "Charmed", 1998, NULL, false},
    {"a remake's third season",
     {MEDIA_SHOW, "Charmed", 2020, 3, NULL},                "Charmed", 1998, NULL, false},
    {"a remake's third season",
     {MEDIA_SHOW, "Charmed", 2020, 3, NULL},                "Charmed", 2018, NULL, true},
    {"five years off without a season",
     {MEDIA_SHOW, "Kingdom", 2019, NO, NULL},               "Kingdom", 2014, NULL, false},
    {"two years off, without a namesake",
     {MEDIA_SHOW, "Kingdom", 2016, NO, NULL},               "Kingdom", 2014, NULL, true},
    {"two years off needs the same title",
     {MEDIA_SHOW, "Kingdoms of Ice", 2016, NO, NULL},       "Kingdom of Ice", 2014, NULL, false},
    {"two years off needs the exact title",
     {MEDIA_SHOW, "WHAT / IF", 2019, NO, NULL},             "What If...?", 2021, NULL, false},
    {"three years off",
     {MEDIA_SHOW, "Kingdom", 2017, NO, NULL},               "Kingdom", 2014, NULL, false},
    {"a year of the show's folder is not the year of a season",
     {.type = MEDIA_SHOW, .title = "The X Factor", .year = 2011, .season = 6, .own_year = true},
     "The X Factor", 2005, NULL, false},
    {"the year of the show's folder",
     {.type = MEDIA_SHOW, .title = "The X Factor", .year = 2011, .season = 6, .own_year = true},
     "The X Factor", 2011, NULL, true},
    {"the type is uncertain",
     {.type = MEDIA_MOVIE, .title = "Castle", .year = 2009, .season = NO, .either = true},
     "Castle", 2009, NULL, true},
    {"before the show began",
     {MEDIA_SHOW, "Battlestar Galactica", 1978, 1, NULL}, "Battlestar Galactica", 2004, NULL, false},
    {"before the show began",
     {MEDIA_SHOW, "Battlestar Galactica", 1980, 5, NULL}, "Battlestar Galactica", 2004, NULL, false},
    {"another title with the season's year",
     {MEDIA_SHOW, "Brking Bad", 2013, 5, NULL},             "Breaking Bad", 2008, NULL, false},
    {"year in the title",
     {MEDIA_SHOW, "Castle 2009", NO, 1, NULL},              "Castle", 2009, "us", true},
    {"another year in the title",
     {MEDIA_SHOW, "Castle 2009", NO, 1, NULL},              "Castle", 1983, "us", false},
    {"country in the title",
     {MEDIA_SHOW, "The Office US", NO, 1, NULL},            "The Office", 2005, "us", true},
    {"different country",
     {MEDIA_SHOW, "The Office US", NO, 1, NULL},            "The Office", 2001, "gb", false},
    {"UK is gb at Trakt",
     {MEDIA_SHOW, "Shameless (UK)", NO, 1, NULL},           "Shameless", 2004, "gb", true},
    {"UK is not us",
     {MEDIA_SHOW, "Shameless (UK)", NO, 1, NULL},           "Shameless", 2011, "us", false},
    {"country of the record",
     {MEDIA_SHOW, "Shameless", NO, 1, "GB"},                "Shameless", 2004, "gb", true},
    {"country of the record",
     {MEDIA_SHOW, "Shameless", NO, 1, "GB"},                "Shameless", 2011, "us", false},
    {"country in both",
     {MEDIA_SHOW, "House of Cards US", 2013, 1, NULL}, "House of Cards (US)", 2013, "us", true},
    {"country in the other title",
     {MEDIA_SHOW, "House of Cards", 2013, 1, "US"}, "House of Cards (US)", 2013, NULL, true},
    {"another country in the other title",
     {MEDIA_SHOW, "House of Cards", 2013, 1, "GB"}, "House of Cards (US)", 2013, NULL, false},
    {"country and year",
     {MEDIA_SHOW, "Ghosts US 2021", NO, 1, NULL},           "Ghosts", 2021, "us", true},
    {"the country of the show is unknown",
     {MEDIA_SHOW, "Ghosts US", NO, 1, NULL},                "Ghosts", 2021, NULL, true},
    {"'us' at the end is not a country",
     {MEDIA_SHOW, "The Last of Us", NO, 1, NULL},           "The Last of Us", 2023, "us", true},
    {"'us' at the end is not a country",
     {MEDIA_SHOW, "The Last of Us", 2023, 1, NULL},         "The Last of", 2023, "ca", false},
    {"a spin-off",
     {MEDIA_SHOW, "The Blacklist", NO, 1, NULL}, "The Blacklist: Redemption", 2017, "us", false},
    {"a spin-off",
     {MEDIA_SHOW, "The Blacklist Redemption", NO, 1, NULL}, "The Blacklist", 2013, "us", false},
    {"a number is a title",
     {MEDIA_SHOW, "24", NO, 1, NULL},                       "24", 2001, "us", true},
    {"an additional number",
     {MEDIA_SHOW, "Class of 09", NO, 1, NULL},              "Class of", 2009, "us", false},
};
/* clang-format on */

Test(rank_choose, recognizes_a_show_by_season_and_country)
{
    for (size_t i = 0; i < sizeof shows / sizeof *shows; i++) {
        struct rank_candidate candidate = there_is(MEDIA_SHOW, shows[i].there, shows[i].its_year);

        candidate.country = shows[i].its_country;
        struct rank_score score = rank_score(&shows[i].asked, &candidate);
        cr_expect_eq(score.total >= RANK_THRESHOLD, shows[i].taken, "%s: %s: %d", shows[i].why,
                     shows[i].asked.title, score.total);
    }
}

Test(rank_choose, accepts_a_show_two_years_off_only_without_rivals)
{
    struct rank_question asked = ask(MEDIA_SHOW, "Kingdom", 2016);
    struct rank_candidate there[] = {there_is(MEDIA_SHOW, "Kingdom", 2014),
                                     there_is(MEDIA_SHOW, "Kingdom", 2021)};
    struct rank_score scores[] = {rank_score(&asked, &there[0]), rank_score(&asked, &there[1])};

    cr_expect_eq(rank_pick(there, scores, 1).verdict, RANK_MATCHED);
    cr_expect_eq(rank_pick(there, scores, 2).verdict, RANK_NOT_FOUND);
}

Test(rank_choose, requires_the_subtitle_of_an_obscure_title)
{
    struct rank_question asked = ask(MEDIA_MOVIE, "Spider-Man", 2002);
    struct rank_candidate video = there_is(MEDIA_MOVIE, "Spider-Man: The Web We Weave", 2002);

    cr_expect_geq(rank_score(&asked, &video).total, RANK_THRESHOLD, "votes are not known");
    video.votes_known = true;
    video.votes = 3;
    cr_expect_eq(rank_score(&asked, &video).total, 0);
    video.votes = 3000;
    cr_expect_geq(rank_score(&asked, &video).total, RANK_THRESHOLD);
}

Test(rank_choose, doubts_a_name_with_the_titles_of_two_films)
{
    static const char *const others[] = {"Der Untergang"};
    struct rank_question asked = ask(MEDIA_MOVIE, "Downfall", 2004);
    struct rank_candidate there[] = {there_is(MEDIA_MOVIE, "Downfall", 2004),
                                     there_is(MEDIA_MOVIE, "Der Untergang", 2004)};
    struct rank_score scores[2];

    asked.others = others;
    asked.other_count = 1;
    scores[0] = rank_score(&asked, &there[0]);
    scores[1] = rank_score(&asked, &there[1]);
    cr_expect_eq(rank_pick(there, scores, 1).verdict, RANK_MATCHED, "only one film exists");
    cr_expect_eq(rank_pick(there + 1, scores + 1, 1).verdict, RANK_MATCHED, "the other title");
    cr_expect_eq(rank_pick(there, scores, 2).verdict, RANK_AMBIGUOUS);
    there[0].original_title = "Der Untergang";
    scores[0] = rank_score(&asked, &there[0]);
    cr_expect_eq(rank_pick(there, scores, 2).verdict, RANK_MATCHED, "one film has both titles");
    asked.year = 2011;
    cr_expect_eq(rank_score(&asked, &there[1]).total, 0, "different year");
}

Test(rank_choose, does_not_mistake_a_film_for_a_show)
{
    struct rank_question asked = ask(MEDIA_SHOW, "Fargo", NO);
    struct rank_candidate film = there_is(MEDIA_MOVIE, "Fargo", 1996);

    cr_expect_eq(rank_score(&asked, &film).total, 0);
    cr_expect_not(rank_is_plausible(&asked, &film));
}

Test(rank_choose, recognizes_original_titles_and_aliases)
{
    static const char *const aliases[] = {"Le voyage de Chihiro", "Chihiros Reise"};
    struct rank_candidate film = {.type = MEDIA_MOVIE,
                                  .title = "Spirited Away",
                                  .original_title = "Sen to Chihiro",
                                  .year = 2001,
                                  .aliases = aliases,
                                  .alias_count = 2};
    struct rank_question original = ask(MEDIA_MOVIE, "Sen to Chihiro", 2001);
    struct rank_question alias = ask(MEDIA_MOVIE, "Chihiros Reise", 2001);
    struct rank_question off = ask(MEDIA_MOVIE, "Chihiros Reise", 2002);

    cr_expect_eq(rank_score(&original, &film).total, 95);
    cr_expect_eq(rank_score(&original, &film).name, RANK_ORIGINAL_TITLE);
    cr_expect_eq(rank_score(&alias, &film).total, 95);
    cr_expect_eq(rank_score(&alias, &film).name, RANK_ALIAS);
    cr_expect_eq(rank_score(&off, &film).total, 0, "an alias needs the year");
}

enum { MOST = 4 };

/* The choice among several films. */
/* clang-format off */
static const struct {
    const char *why;
    const char *asked;
    int year;
    struct {
        const char *title;
        int year;
        long long votes;
    } there[MOST];
    enum rank_verdict verdict;
    size_t best;
} choices[] = {
    {"no results", "Halloween", 1978,
     {{0}},                                                                      RANK_NOT_FOUND, 0},
    {"the year decides", "Halloween", 2018,
     {{"Halloween", 1978, 9000}, {"Halloween", 2018, 8000}},                     RANK_MATCHED, 1},
    {"one year off still decides", "Halloween", 1979,
     {{"Halloween", 1978, 9000}, {"Halloween", 2018, 8000}},                     RANK_MATCHED, 0},
    {"the year fits none", "Halloween", 2007,
     {{"Halloween", 1978, 9000}, {"Halloween", 2018, 8000}},                     RANK_NOT_FOUND, 0},
    {"two of the same name, no year", "Halloween", NO,
     {{"Halloween", 1978, 9000}, {"Halloween", 2018, 8000}},                     RANK_AMBIGUOUS, 0},
    {"no year, one has far more votes", "Inception", NO,
     {{"Inception", 2014, 3}, {"Inception", 2010, 90000}},                       RANK_MATCHED, 1},
    {"no year, one has more votes, but not far more", "Inception", NO,
     {{"Inception", 2014, 900}, {"Inception", 2010, 90000}},                     RANK_AMBIGUOUS, 1},
    {"one film listed twice", "Twins", 2000,
     {{"Twins", 2000, 90}, {"Twins", 2000, 100}},                                RANK_MATCHED, 1},
    {"one film listed twice, and another two years later", "Twins", 2001,
     {{"Twins", 2000, 90}, {"Twins", 2000, 100}, {"Twins", 2002, 3}},            RANK_AMBIGUOUS, 1},
    {"one film listed twice, no year", "Twins", NO,
     {{"Twins", 2000, 90}, {"Twins", 2000, 100}},                                RANK_MATCHED, 1},
    {"two of one year with the same votes", "Twins", 2000,
     {{"Twins", 2000, 90}, {"Twins", 2000, 90}},                                 RANK_AMBIGUOUS, 0},
    {"one of the two has the accents", "Bästman", NO,
     {{"Bastman", 2000, 90}, {"Bästman", 2001, 9}},                              RANK_MATCHED, 1},
    {"one of the two has the accents, in the same year", "bästman", 2000,
     {{"Bastman", 2000, 90}, {"Bästman", 2000, 9}},                              RANK_MATCHED, 1},
    {"without accents, both fit", "Bastman", NO,
     {{"Bastman", 2000, 9}, {"Bästman", 2001, 90}},                              RANK_AMBIGUOUS, 1},
    {"two of one year, one has far more votes", "Twins", 2000,
     {{"Twins", 2000, 1}, {"Twins", 2000, 90000}},                               RANK_MATCHED, 1},
    {"the exact title", "Twins!", 2000,
     {{"Twins", 2000, 90}, {"Twins!", 2000, 9}},                                 RANK_MATCHED, 1},
    {"without a year, the exact title does not decide", "Twins!", NO,
     {{"Twins", 2000, 90}, {"Twins!", 2001, 9}},                                 RANK_AMBIGUOUS, 0},
    {"remakes a year apart, exact year", "Home", 2016,
     {{"Home", 2015, 90}, {"Home", 2016, 9}},                                    RANK_MATCHED, 1},
    {"between two years", "Home", 2015,
     {{"Home", 2014, 90}, {"Home", 2016, 9}},                                    RANK_AMBIGUOUS, 0},
    {"the year takes precedence over votes", "Home", 2016,
     {{"Home", 2015, 900000}, {"Home", 2016, 1}},                                RANK_MATCHED, 1},
    {"the article decides", "The Arrival", NO,
     {{"Arrival", 2016, 40000}, {"The Arrival", 1996, 1300}},                    RANK_MATCHED, 1},
    {"sequels are listed first", "Alien", NO,
     {{"Aliens", 1986, 27000}, {"Alien Resurrection", 1997, 11000}, {"Alien", 1979, 30000}}, RANK_MATCHED, 2},
    {"the first result is not accepted just because it is first", "Hallow", NO,
     {{"Halloween", 1978, 9000}, {"Halloween", 2018, 8000}},                     RANK_NOT_FOUND, 0},
    {"two subtitles fit", "Fear Street", 2021,
     {{"Fear Street: 1994", 2021, 9}, {"Fear Street: 1978", 2021, 9}},           RANK_AMBIGUOUS, 0},
    {"a near year against a subtitle", "Fantastica", 2017,
     {{"Fantastica", 2018, 9}, {"Fantastica: The Bears", 2017, 9}},              RANK_AMBIGUOUS, 0},
    {"the longer of two matching titles", "Rocky II Remastered", 1979,
     {{"Rocky", 1979, 90000}, {"Rocky II", 1979, 9}},                            RANK_MATCHED, 1},
};
/* clang-format on */

Test(rank_choose, accepts_only_a_certain_title)
{
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        struct rank_question question = ask(MEDIA_MOVIE, choices[i].asked, choices[i].year);
        struct rank_candidate candidates[MOST];
        struct rank_score scores[MOST];
        size_t count = 0;

        for (; count < MOST && choices[i].there[count].title; count++) {
            candidates[count] =
                there_is(MEDIA_MOVIE, choices[i].there[count].title, choices[i].there[count].year);
            candidates[count].votes = choices[i].there[count].votes;
            scores[count] = rank_score(&question, &candidates[count]);
        }
        struct rank_answer answer = rank_pick(candidates, scores, count);
        cr_expect_eq(answer.verdict, choices[i].verdict, "%s", choices[i].why);
        cr_expect_eq(answer.best, choices[i].best, "%s", choices[i].why);
    }
}

Test(rank_choose, accepts_an_id_that_the_name_does_not_contradict)
{
    struct rank_question dune = ask(MEDIA_MOVIE, "Der Wuestenplanet", 1984);
    struct rank_question matrix = ask(MEDIA_MOVIE, "Inception", 2010);
    struct rank_question sequel = ask(MEDIA_MOVIE, "The Matrix Reloaded", NO);
    struct rank_candidate film = there_is(MEDIA_MOVIE, "Dune", 1984);
    struct rank_candidate other = there_is(MEDIA_MOVIE, "The Matrix", 1999);

    cr_expect(rank_is_plausible(&dune, &film), "a title of another language, the same year");
    cr_expect_not(rank_is_plausible(&matrix, &other), "another title and year");
    cr_expect(rank_is_plausible(&sequel, &other), "half of the words");
}
