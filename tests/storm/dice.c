/* Repeatable random numbers: splitmix64 (Steele, Lea, Flood 2014). */
#include "dice.h"

struct dice dice_of(uint64_t seed, uint64_t part)
{
    struct dice dice = {seed * 0x2545f4914f6cdd1dU + part};

    dice.state = dice_next(&dice);
    return dice;
}

uint64_t dice_next(struct dice *dice)
{
    uint64_t mixed = dice->state += 0x9e3779b97f4a7c15U;

    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebU;
    return mixed ^ mixed >> 31;
}

unsigned dice_below(struct dice *dice, unsigned n)
{
    return n ? (unsigned)(dice_next(dice) % n) : 0;
}

bool dice_percent(struct dice *dice, unsigned percent)
{
    return dice_below(dice, 100) < percent;
}

unsigned dice_any_size(struct dice *dice, unsigned most)
{
    unsigned digits = 0;

    for (unsigned rest = most; rest; rest /= 2)
        digits++;
    unsigned drawn = dice_below(dice, 1U << dice_below(dice, digits + 1));
    return drawn < most ? drawn : most;
}
