/* Scores candidates by title, year and country, and chooses one by its score. The order of the
 * candidates does not matter. */
#include "rank/rank.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

const char *const rank_sameness_words[] = {
    "same title",
    "same title, different spelling",
    "same title if a letter is a Roman numeral",
    "same title except for release words",
    "same title except for one typo",
    "first part of the title",
    "one of the two titles in the name",
    "same title except for an article",
    "same title except for typing errors",
    "same title without its subtitle",
    "same title followed by other words",
    "different number",
    "different title",
};
const char *const rank_year_words[] = {"same year",          "one year off",  "no year to compare",
                                       "year of the season", "two years off", "different year"};
const char *const rank_country_words[] = {NULL, "same country", "unknown country",
                                          "different country"};
const char *const rank_name_words[] = {"title", "original title", "alias"};

/* The years that a candidate may have, depending on how similar its title is. */
enum need { ANY_YEAR, YEAR_OR_NONE, SAME_YEAR_ONLY, NEVER };

/* clang-format off */
static const struct {
    int loss;
    enum need need;
} rules[] = {
    [RANK_TITLE_SAME]      = { 0, ANY_YEAR},
    [RANK_TITLE_SPELLING]  = { 3, ANY_YEAR},
    [RANK_TITLE_LETTER]    = { 3, SAME_YEAR_ONLY},
    [RANK_TITLE_NOISE]     = { 5, ANY_YEAR},
    [RANK_TITLE_SLIP]      = { 5, YEAR_OR_NONE},
    [RANK_TITLE_FIRST]     = { 6, SAME_YEAR_ONLY},
    [RANK_TITLE_HALF]      = { 6, SAME_YEAR_ONLY},
    [RANK_TITLE_ARTICLE]   = { 8, SAME_YEAR_ONLY},
    [RANK_TITLE_TYPO]      = {10, SAME_YEAR_ONLY},
    [RANK_TITLE_SUBTITLE]  = {12, SAME_YEAR_ONLY},
    [RANK_TITLE_LEFTOVER]  = {13, SAME_YEAR_ONLY},
    [RANK_TITLE_NUMBER]    = {RANK_CERTAIN, NEVER},
    [RANK_TITLE_DIFFERENT] = {RANK_CERTAIN, NEVER},
};

/* Countries as written after the titles of shows, and Trakt's codes for them. */
static const struct {
    const char *word, *code;
} countries[] = {
    {"us", "us"}, {"usa", "us"},
    {"uk", "gb"}, {"gb",  "gb"},
    {"au", "au"}, {"aus", "au"},
    {"be", "be"}, {"br", "br"}, {"ca", "ca"}, {"de", "de"}, {"dk", "dk"}, {"es", "es"},
    {"fi", "fi"}, {"fr", "fr"}, {"ie", "ie"}, {"il", "il"}, {"in", "in"}, {"it", "it"},
    {"jp", "jp"}, {"kr", "kr"}, {"mx", "mx"}, {"nl", "nl"}, {"no", "no"}, {"nz", "nz"},
    {"pl", "pl"}, {"se", "se"}, {"tr", "tr"}, {"za", "za"},
};
/* clang-format on */

const char *rank_country_of(const char *word)
{
    for (size_t i = 0; i < sizeof countries / sizeof *countries; i++) {
        if (text_same(countries[i].word, word))
            return countries[i].code;
    }
    return NULL;
}

/* The requested title and a candidate, while they are compared. */
struct pair {
    const struct rank_question *question;
    const struct rank_candidate *candidate;
    struct rank_words asked; /* words of the requested title */
    bool asked_year;         /* the year at the end of the requested title has been removed */
    const char *country;     /* code of the requested country; NULL: none */
    const char *its_country; /* code of the country in the candidate's title; NULL: none */
};

/* Removes `year` from the end of a title. Returns false if the title does not end with it. */
static bool takes_year(struct rank_words *words, int year)
{
    if (year == RECORD_NONE || !words->count)
        return false;
    if (words->at[words->count - 1].number != year)
        return rank_words_unglue(words, year);
    if (words->count < 2)
        return false;
    rank_words_cut(words, words->count - 1);
    return true;
}

/* Removes a country from the end of a title and returns its code. Returns NULL if the title does
 * not end with a country, or if `in_brackets` is set and the country is not in brackets. */
static const char *takes_country(struct rank_words *words, bool in_brackets)
{
    const struct rank_word *last = words->count ? &words->at[words->count - 1] : NULL;
    const char *code = words->count > 1 ? rank_country_of(last->text) : NULL;

    if (!code || (in_brackets && last->gap != RANK_GAP_BRACKET))
        return NULL;
    rank_words_cut(words, words->count - 1);
    return code;
}

/* Returns whether `other` is one half of a requested title in two languages, "X (Y)": the words
 * before a bracket, or the words in it. */
static bool is_half(const struct rank_words *asked, const struct rank_words *other)
{
    char *key = rank_words_key(other, 0, other->count);
    bool same = false;

    for (size_t from = 0, to; from < asked->count && !same && *key; from = to) {
        for (to = from + 1; to < asked->count && asked->at[to].gap != RANK_GAP_BRACKET;)
            to++;
        char *half = rank_words_key(asked, from, to);
        same = to - from < asked->count && strcmp(half, key) == 0;
        free(half);
    }
    free(key);
    return same;
}

static enum rank_sameness compare_words(const struct rank_words *asked,
                                        const struct rank_words *other)
{
    enum rank_sameness same = rank_title_compare(asked, other);

    if (rules[same].loss > rules[RANK_TITLE_HALF].loss && is_half(asked, other))
        return RANK_TITLE_HALF;
    return same;
}

/* Compares the titles after a year or a country was removed. If the result is better than *same,
 * stores it there and returns true. */
static bool is_better(struct pair *pair, struct rank_words *other, enum rank_sameness *same)
{
    enum rank_sameness without = compare_words(&pair->asked, other);
    if (rules[without].loss >= rules[*same].loss)
        return false;
    *same = without;
    return true;
}

/* Compares the titles first unchanged, then without years at their ends, then also without
 * countries. */
static enum rank_sameness compare_with_suffixes(struct pair *pair, struct rank_words *other)
{
    enum rank_sameness same = compare_words(&pair->asked, other);

    if (rules[same].loss <= rules[RANK_TITLE_SPELLING].loss)
        return same;
    bool year = takes_year(&pair->asked, pair->candidate->year);
    bool its_year = takes_year(other, pair->candidate->year);
    if ((year || its_year) && is_better(pair, other, &same)) {
        pair->asked_year |= year;
        if (rules[same].loss <= rules[RANK_TITLE_SPELLING].loss)
            return same;
    }
    const char *country = takes_country(&pair->asked, false);
    const char *its = takes_country(other, true);
    if ((country || its) && is_better(pair, other, &same)) {
        pair->asked_year |= year;
        pair->country = country ? country : pair->country;
        pair->its_country = its ? its : pair->its_country;
    }
    return same;
}

/* Compares the requested title with `title`. Identical titles are not split into words, because
 * this saves time for most candidates. A title without letters and digits ("???") matches only an
 * identical title. */
static enum rank_sameness compare(struct pair *pair, const char *title)
{
    struct rank_words other;
    enum rank_sameness same;

    if (strcmp(pair->question->title, title) == 0)
        return RANK_TITLE_SAME;
    rank_words_read(&pair->asked, pair->question->title);
    rank_words_read(&other, title);
    if (!*pair->asked.plain || !*other.plain)
        same = RANK_TITLE_DIFFERENT;
    else
        same = compare_with_suffixes(pair, &other);
    rank_words_release(&pair->asked);
    rank_words_release(&other);
    return same;
}

/* Compares another name of the candidate. If it fits better than the earlier names, stores the
 * result in *score. */
static void compare_other(struct pair *pair, const char *title, enum rank_name name,
                          struct rank_score *score)
{
    enum rank_sameness same = title ? compare(pair, title) : RANK_TITLE_DIFFERENT;

    if (rules[same].loss > rules[RANK_TITLE_ARTICLE].loss ||
        rules[same].loss + RANK_OTHER_NAME >= score->title_loss)
        return;
    score->same = same;
    score->name = name;
    score->title_loss = rules[same].loss + RANK_OTHER_NAME;
}

/* Returns the title in lower case without punctuation, but with its diacritical marks. The caller
 * frees the result. */
static char *with_marks(const char *title)
{
    char *text = text_compose(title);
    char *to = text;

    for (const char *from = text; *from; from++) {
        bool is_quote = strncmp(from, "\xe2\x80", 2) == 0 && from[2];

        if (is_quote)
            from += 2;
        else if ((unsigned char)*from >= 0x80 || (*from >= '0' && *from <= '9') ||
                 (*from >= 'a' && *from <= 'z'))
            *to++ = *from;
        else if (*from >= 'A' && *from <= 'Z')
            *to++ = (char)(*from - 'A' + 'a');
    }
    *to = '\0';
    return text;
}

/* Returns whether two titles have the same letters with the same diacritical marks. Sets *beyond to
 * whether a letter of the first title is not ASCII. */
static bool same_marks(const char *one, const char *other, bool *beyond)
{
    bool is_identical = strcmp(one, other) == 0;
    char *a = with_marks(one);
    char *b = is_identical ? a : with_marks(other);
    bool same = *a && strcmp(a, b) == 0;

    *beyond = false;
    for (const char *c = a; *c; c++)
        *beyond |= (unsigned char)*c >= 0x80;
    if (!is_identical)
        free(b);
    free(a);
    return same;
}

static void score_names(struct pair *pair, struct rank_score *score)
{
    const struct rank_candidate *c = pair->candidate;

    score->same = compare(pair, c->title);
    score->title_loss = rules[score->same].loss;
    compare_other(pair, c->original_title, RANK_ORIGINAL_TITLE, score);
    for (size_t i = 0; i < c->alias_count; i++)
        compare_other(pair, c->aliases[i], RANK_ALIAS, score);
}

/* Scores the further titles in the name. A match with one of them counts as RANK_TITLE_HALF. Sets a
 * bit of score->bears for each title that the candidate has. By these bits, rank_pick detects names
 * that contain the titles of two works. */
static void score_other_titles(const struct pair *pair, struct rank_score *score)
{
    const struct rank_question *asked = pair->question;

    for (size_t i = 0; i < asked->other_count && i < RANK_MOST_OTHERS; i++) {
        struct rank_question with = *asked;
        struct pair other = {.question = &with, .candidate = pair->candidate};
        struct rank_score half = {0};

        with.title = asked->others[i];
        score_names(&other, &half);
        if (half.title_loss > rules[RANK_TITLE_ARTICLE].loss)
            continue;
        score->bears |= 2U << i;
        if (rules[RANK_TITLE_HALF].loss >= score->title_loss)
            continue;
        score->same = RANK_TITLE_HALF;
        score->name = half.name;
        score->title_loss = rules[RANK_TITLE_HALF].loss;
    }
}

static void score_title(struct pair *pair, struct rank_score *score)
{
    const struct rank_candidate *c = pair->candidate;
    bool beyond;

    score_names(pair, score);
    score->bears = score->title_loss <= rules[RANK_TITLE_ARTICLE].loss + RANK_OTHER_NAME;
    score->identical = strcmp(pair->question->title, c->title) == 0;
    score->marked = same_marks(pair->question->title, c->title, &beyond) && beyond;
    score_other_titles(pair, score);
}

/* Returns whether the requested season of a show that began in `first_year` can be from the
 * requested year. A show has about one season each year. */
static bool fits_season(const struct rank_question *question, int first_year)
{
    int since = question->year - first_year;

    return question->type == MEDIA_SHOW && question->season > 1 && !question->own_year &&
           since >= (question->season - 1) / 2 && since <= question->season + 1;
}

static enum rank_year compare_years(const struct pair *pair)
{
    int asked = pair->question->year;
    int there = pair->candidate->year;

    if (pair->asked_year && asked == RECORD_NONE)
        return RANK_SAME_YEAR;
    if (asked == RECORD_NONE || there == RECORD_NONE)
        return RANK_NO_YEAR;
    if (asked == there)
        return RANK_SAME_YEAR;
    if (abs(asked - there) == 1)
        return RANK_NEAR_YEAR;
    if (fits_season(pair->question, there))
        return RANK_SEASON_YEAR;
    return abs(asked - there) == 2 && pair->candidate->type == MEDIA_SHOW ? RANK_TWO_YEARS
                                                                          : RANK_OTHER_YEAR;
}

static bool year_is_enough(enum need need, enum rank_year year)
{
    switch (need) {
    case ANY_YEAR:
        return year != RANK_OTHER_YEAR;
    case YEAR_OR_NONE:
        return year == RANK_SAME_YEAR || year == RANK_NO_YEAR;
    case SAME_YEAR_ONLY:
        return year == RANK_SAME_YEAR;
    case NEVER:
        break;
    }
    return false;
}

static enum rank_country compare_countries(const struct pair *pair)
{
    const char *there = pair->its_country ? pair->its_country : pair->candidate->country;

    if (!pair->country)
        return RANK_NO_COUNTRY;
    if (!there)
        return RANK_UNKNOWN_COUNTRY;
    there = rank_country_of(there) ? rank_country_of(there) : there;
    return text_same(pair->country, there) ? RANK_SAME_COUNTRY : RANK_OTHER_COUNTRY;
}

struct rank_score rank_score(const struct rank_question *question,
                             const struct rank_candidate *candidate)
{
    static const int year_losses[] = {
        0, RANK_YEAR_NEAR, RANK_YEAR_UNKNOWN, RANK_YEAR_SEASON, RANK_YEAR_TWO, RANK_CERTAIN};
    static const int country_losses[] = {0, 0, RANK_COUNTRY_UNKNOWN, RANK_CERTAIN};
    struct pair pair = {.question = question, .candidate = candidate};
    struct rank_score score = {.other_type =
                                   question->type != candidate->type && !question->either};

    pair.country = question->country ? rank_country_of(question->country) : NULL;
    score_title(&pair, &score);
    score.year = compare_years(&pair);
    score.country = compare_countries(&pair);
    score.year_loss = year_losses[score.year];
    score.country_loss = country_losses[score.country];
    /* Several titles often share an alias, so the year must be the same or unknown. */
    if (score.name == RANK_ALIAS && score.year != RANK_SAME_YEAR && score.year != RANK_NO_YEAR)
        return score;
    if (score.other_type || !year_is_enough(rules[score.same].need, score.year))
        return score;
    if (score.year == RANK_TWO_YEARS && !text_same(question->title, candidate->title))
        return score;
    if (score.same == RANK_TITLE_SUBTITLE && candidate->votes_known &&
        candidate->votes < RANK_FEW_VOTES)
        return score;
    score.total = RANK_CERTAIN - score.title_loss - score.year_loss - score.country_loss;
    score.total = score.total < 0 ? 0 : score.total;
    return score;
}

/* Returns whether `best` is so much more popular than `other` that a name almost certainly means
 * `best`. */
static bool far_ahead(const struct rank_candidate *best, const struct rank_candidate *other)
{
    return best->votes / RANK_FAR_AHEAD > other->votes;
}

/* Returns whether two candidates are two entries for one work: title, type and year are the same,
 * and for shows also the country, if it is known. */
static bool is_same_work(const struct rank_candidate *one, const struct rank_candidate *other)
{
    bool beyond;

    return one->type == other->type && one->year == other->year && one->year != RECORD_NONE &&
           same_marks(one->title, other->title, &beyond) &&
           (one->type == MEDIA_MOVIE || !one->country || !other->country ||
            text_same(one->country, other->country));
}

/* Returns whether a show can be chosen although its year is two years off: no other show has its
 * title, and no show from the requested year has a similar title. */
static bool is_alone(const struct rank_candidate *candidates, const struct rank_score *scores,
                     size_t count, size_t which)
{
    for (size_t i = 0; i < count; i++) {
        if (i != which && candidates[i].type == candidates[which].type &&
            (scores[i].title_loss <= rules[RANK_TITLE_SPELLING].loss ||
             (scores[i].title_loss < RANK_CERTAIN && scores[i].year == RANK_SAME_YEAR)))
            return false;
    }
    return true;
}

static bool may_be_taken(const struct rank_candidate *candidates, const struct rank_score *scores,
                         size_t count, size_t which)
{
    return scores[which].total >= RANK_THRESHOLD &&
           (scores[which].year != RANK_TWO_YEARS || is_alone(candidates, scores, count, which));
}

static bool better(const struct rank_candidate *candidates, const struct rank_score *scores,
                   size_t one, size_t other)
{
    if (scores[one].total != scores[other].total)
        return scores[one].total > scores[other].total;
    if (scores[one].identical != scores[other].identical && scores[one].year == RANK_SAME_YEAR)
        return scores[one].identical;
    if (scores[one].marked != scores[other].marked)
        return scores[one].marked;
    return candidates[one].votes > candidates[other].votes;
}

/* Returns whether `best` can be chosen although `other` fits, too. */
static bool is_settled(const struct rank_candidate *candidates, const struct rank_score *scores,
                       size_t best, size_t other)
{
    if (scores[best].year == RANK_NEAR_YEAR && scores[other].year == RANK_SAME_YEAR)
        return false;
    if (scores[other].bears & ~scores[best].bears)
        return false;
    if (scores[best].total - scores[other].total >= RANK_MARGIN)
        return true;
    if (scores[best].identical && !scores[other].identical && scores[best].year == RANK_SAME_YEAR)
        return true;
    if (scores[best].title_loss != scores[other].title_loss ||
        scores[best].year != scores[other].year)
        return false;
    return (scores[best].marked && !scores[other].marked) ||
           (is_same_work(&candidates[best], &candidates[other]) &&
            candidates[best].votes > candidates[other].votes) ||
           far_ahead(&candidates[best], &candidates[other]);
}

struct rank_answer rank_pick(const struct rank_candidate *candidates,
                             const struct rank_score *scores, size_t count)
{
    struct rank_answer answer = {.verdict = RANK_NOT_FOUND};

    for (size_t i = 0; i < count; i++) {
        if (may_be_taken(candidates, scores, count, i) &&
            (answer.verdict == RANK_NOT_FOUND || better(candidates, scores, i, answer.best)))
            answer = (struct rank_answer){RANK_MATCHED, i, scores[i].total};
    }
    for (size_t i = 0; i < count && answer.verdict == RANK_MATCHED; i++) {
        if (i != answer.best && may_be_taken(candidates, scores, count, i) &&
            !is_settled(candidates, scores, answer.best, i))
            answer.verdict = RANK_AMBIGUOUS;
    }
    return answer;
}

static int overlap_with(const struct rank_question *question, const char *title)
{
    struct rank_words asked, other;

    if (!title)
        return 0;
    rank_words_read(&asked, question->title);
    rank_words_read(&other, title);
    int percent = rank_title_overlap(&asked, &other);
    rank_words_release(&asked);
    rank_words_release(&other);
    return percent;
}

int rank_overlap(const struct rank_question *question, const struct rank_candidate *candidate)
{
    return overlap_with(question, candidate->title);
}

bool rank_is_plausible(const struct rank_question *question, const struct rank_candidate *candidate)
{
    struct rank_score score = rank_score(question, candidate);

    if (score.other_type)
        return false;
    if (score.year == RANK_SAME_YEAR || score.year == RANK_NEAR_YEAR ||
        score.title_loss < RANK_CERTAIN)
        return true;
    return rank_overlap(question, candidate) >= 50 ||
           overlap_with(question, candidate->original_title) >= 50;
}
