/* Ranking: which titles are the same, which years agree, and when nothing may be taken. */
#include <criterion/criterion.h>

#include "rank.h"

enum { NO = RECORD_NONE };

static const struct {
    const char *why;
    struct rank_question asked;
    struct rank_candidate got;
    int score;
} scores[] = {
    {"same title and year",
     {MEDIA_MOVIE, "The Matrix", 1999},
     {MEDIA_MOVIE, "The Matrix", NULL, 1999, 0},
     100                                                                                                                 },
    {"case, dots and accents aside",
     {MEDIA_MOVIE, "amelie", 2001},
     {MEDIA_MOVIE, "Amélie", NULL, 2001, 0},
     100                                                                                                                 },
    {"acronym",                          {MEDIA_SHOW, "SWAT", 2017},       {MEDIA_SHOW, "S.W.A.T.", NULL, 2017, 0},   100},
    {"stars in the title",               {MEDIA_SHOW, "MASH", 1972},       {MEDIA_SHOW, "M*A*S*H", NULL, 1972, 0},    100},
    {"and for &",
     {MEDIA_MOVIE, "Fast and Furious", 2009},
     {MEDIA_MOVIE, "Fast & Furious", NULL, 2009, 0},
     100                                                                                                                 },
    {"one year off",                     {MEDIA_MOVIE, "Jesus", 2018},     {MEDIA_MOVIE, "Jesus", NULL, 2019, 0},     92 },
    {"two years off is another film",
     {MEDIA_MOVIE, "Jesus", 2017},
     {MEDIA_MOVIE, "Jesus", NULL, 2019, 0},
     0                                                                                                                   },
    {"a remake",                         {MEDIA_MOVIE, "Halloween", 2018}, {MEDIA_MOVIE, "Halloween", NULL, 1978, 0}, 0  },
    {"a sequel is not its original",
     {MEDIA_MOVIE, "The Matrix", 2003},
     {MEDIA_MOVIE, "The Matrix Reloaded", NULL, 2003, 0},
     0                                                                                                                   },
    {"a spin-off is not its original",
     {MEDIA_SHOW, "The Blacklist", NO},
     {MEDIA_SHOW, "The Blacklist: Redemption", NULL, 2017, 0},
     0                                                                                                                   },
    {"no year asked",
     {MEDIA_MOVIE, "Inception", NO},
     {MEDIA_MOVIE, "Inception", NULL, 2010, 0},
     90                                                                                                                  },
    {"no year known",
     {MEDIA_MOVIE, "Inception", 2010},
     {MEDIA_MOVIE, "Inception", NULL, NO, 0},
     90                                                                                                                  },
    {"a show is not a film",             {MEDIA_SHOW, "Fargo", NO},        {MEDIA_MOVIE, "Fargo", NULL, 1996, 0},     0  },
    {"the article left out",
     {MEDIA_MOVIE, "Matrix", 1999},
     {MEDIA_MOVIE, "The Matrix", NULL, 1999, 0},
     92                                                                                                                  },
    {"the original title",
     {MEDIA_MOVIE, "Das Boot", 1981},
     {MEDIA_MOVIE, "The Boat", "Das Boot", 1981, 0},
     95                                                                                                                  },
    {"nothing but marks",                {MEDIA_MOVIE, "???", 2000},       {MEDIA_MOVIE, "!!!", NULL, 2000, 0},       0  },
    {"the same marks",                   {MEDIA_MOVIE, "???", 2000},       {MEDIA_MOVIE, "???", NULL, 2000, 0},       100},
    {"number and numeral are not mixed",
     {MEDIA_MOVIE, "Rocky", NO},
     {MEDIA_MOVIE, "Rocky II", NULL, 1979, 0},
     0                                                                                                                   },
};

Test(rank, scores_by_title_type_and_year)
{
    for (size_t i = 0; i < sizeof scores / sizeof *scores; i++)
        cr_expect_eq(rank_score(&scores[i].asked, &scores[i].got), scores[i].score, "%s: %d",
                     scores[i].why, rank_score(&scores[i].asked, &scores[i].got));
}

static const struct rank_candidate halloweens[] = {
    {MEDIA_MOVIE, "Halloween",    NULL, 1978, 9000},
    {MEDIA_MOVIE, "Halloween",    NULL, 2018, 8000},
    {MEDIA_MOVIE, "Halloween II", NULL, 1981, 3000},
};

static const struct rank_candidate itself[] = {
    {MEDIA_MOVIE, "Inception", NULL, 2014, 3    },
    {MEDIA_MOVIE, "Inception", NULL, 2010, 90000},
};

static const struct {
    const char *why;
    struct rank_question asked;
    const struct rank_candidate *got;
    size_t count;
    enum rank_verdict verdict;
    size_t best;
} choices[] = {
    {"nothing came",                             {MEDIA_MOVIE, "Halloween", 1978}, NULL,       0, RANK_NOT_FOUND, 0},
    {"the year decides",                         {MEDIA_MOVIE, "Halloween", 2018}, halloweens, 3, RANK_MATCHED,   1},
    {"one year off still decides",
     {MEDIA_MOVIE, "Halloween", 1979},
     halloweens,                                                                               3,
     RANK_MATCHED,                                                                                                0},
    {"a year of none of them",                   {MEDIA_MOVIE, "Halloween", 2007}, halloweens, 3, RANK_NOT_FOUND, 0},
    {"two of a name and no year",                {MEDIA_MOVIE, "Halloween", NO},   halloweens, 3, RANK_AMBIGUOUS, 0},
    {"no year, one is far ahead",                {MEDIA_MOVIE, "Inception", NO},   itself,     2, RANK_MATCHED,   1},
    {"never the first hit for want of a better",
     {MEDIA_MOVIE, "Hallow", NO},
     halloweens,                                                                               3,
     RANK_NOT_FOUND,                                                                                              0},
};

Test(rank, takes_one_only_when_it_is_sure)
{
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        struct rank_answer answer =
            rank_choose(&choices[i].asked, choices[i].got, choices[i].count);

        cr_expect_eq(answer.verdict, choices[i].verdict, "%s", choices[i].why);
        cr_expect_eq(answer.best, choices[i].best, "%s", choices[i].why);
    }
}

Test(rank, does_not_let_votes_settle_a_tie_when_the_year_was_given)
{
    static const struct rank_candidate twins[] = {
        {MEDIA_MOVIE, "Twins", NULL, 2000, 100000},
        {MEDIA_MOVIE, "Twins", NULL, 2000, 1     },
    };
    struct rank_question asked = {MEDIA_MOVIE, "Twins", 2000};

    cr_expect_eq(rank_choose(&asked, twins, 2).verdict, RANK_AMBIGUOUS);
}
