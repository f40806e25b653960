/* Checks a DVD's program stream by its navigation packs. The stream consists of units of half a
 * second. Each unit begins with a navigation pack, which states the distances, in packs, to units
 * in the next seconds and minutes. If the right unit is found at such a distance, nothing is
 * missing before it, so the packs in between are not read. Offsets and meanings are from struct
 * dsi_t and vobu_sri_t in libdvdread's nav_types.h. */
#include "walk/ps_parts.h"

enum {
    PACK = 2048,
    PCI = 0x26,  /* offset in a pack of the PCI packet (presentation control information) */
    DSI = 0x400, /* offset in a pack of the DSI packet (data search information) */
    LEAPS = 20,  /* number of distances: two minutes down to half a second, then the next unit */
    USED = DSI + 0x145, /* number of bytes read from a pack */
    /* No unit at this distance in this part of the film. Also a mask: the two bits above are
     * flags. */
    NOWHERE = 0x3fffffff,
    MOST_READS = 4096,     /* maximum number of packs read */
    UNIT_MOST = 768 * PACK /* bytes: more than a second at the highest rate of a DVD */
};

struct unit {
    uint32_t number;       /* number of its first pack in the film */
    uint32_t packs;        /* number of packs to the next unit */
    uint32_t ahead[LEAPS]; /* distances in packs to later units, or NOWHERE */
};

struct navigation {
    struct walker *w;
    unsigned reads;
};

/* Reads the unit whose navigation pack is at `at`. Returns false if no navigation pack is there, or
 * if the program that wrote it did not fill it in. */
static bool read_unit(struct navigation *n, uint64_t at, struct unit *unit)
{
    enum { PACK_CODE = 0x1ba, PRIVATE_2 = 0x1bf, PCI_LENGTH = 0x3d4, DSI_LENGTH = 0x3fa };
    const unsigned char *p;

    if (at > n->w->size || n->w->size - at < PACK || ++n->reads > MOST_READS || !walker_step(n->w))
        return false;
    p = walker_at(n->w, at, USED);
    if (!p || be32(p) != PACK_CODE || be32(p + PCI) != PRIVATE_2 ||
        be16(p + PCI + 4) != PCI_LENGTH || p[PCI + 6] != 0 || be32(p + DSI) != PRIVATE_2 ||
        be16(p + DSI + 4) != DSI_LENGTH || p[DSI + 6] != 1)
        return false;
    unit->number = be32(p + DSI + 11);
    unit->packs = be32(p + DSI + 15) + 1;
    for (unsigned i = 0; i < LEAPS; i++)
        unit->ahead[i] = be32(p + DSI + 0xf5 + (size_t)i * 4) & NOWHERE;
    return be32(p + PCI + 7) == unit->number && unit->packs > 1 && unit->packs <= UNIT_MOST / PACK;
}

/* Moves to the farthest unit that is found at a stated distance and has the right number. Returns
 * false if there is no such unit. */
static bool leap(struct navigation *n, uint64_t *at, struct unit *unit)
{
    struct unit next;

    for (unsigned i = 0; i < LEAPS; i++) {
        uint64_t target = *at + (uint64_t)unit->ahead[i] * PACK;
        if (unit->ahead[i] == NOWHERE || unit->ahead[i] == 0 || !read_unit(n, target, &next) ||
            next.number != unit->number + unit->ahead[i])
            continue;
        *at = target;
        *unit = next;
        return true;
    }
    return false;
}

/* Finds the first unit at or after `from`. Returns false if no unit is near. */
static bool find_unit(struct navigation *n, uint64_t from, uint64_t *at, struct unit *unit)
{
    for (*at = from; *at - from <= UNIT_MOST && !n->w->stopped; *at += PACK)
        if (read_unit(n, *at, unit))
            return true;
    return false;
}

/* Reports missing packs after the navigation pack at `at`, if the next unit is nearer than its
 * number implies. If the next unit is not nearer, nothing is missing: another part of the film was
 * joined here. Call it if no unit begins where the unit at `at` should end. */
static void say_missing(struct navigation *n, uint64_t at, const struct unit *unit)
{
    struct unit next;
    uint64_t after;

    if (!find_unit(n, at + PACK, &after, &next))
        return;
    uint64_t distance = (after - at) / PACK;
    if (next.number > unit->number && next.number - unit->number > distance)
        walker_doubt(n->w, FINDING_MISSING_DATA, at, "%llu DVD packs are missing after this pack",
                     (unsigned long long)(next.number - unit->number - distance));
}

/* Moves to the next unit, which may have any number, because parts of films are joined between
 * units. Returns false if no unit is there or the file ends before it. */
static bool step(struct navigation *n, uint64_t *at, struct unit *unit)
{
    uint64_t target = *at + (uint64_t)unit->packs * PACK;
    struct unit next;

    if (target + PACK > n->w->size)
        return false;
    if (!read_unit(n, target, &next)) {
        say_missing(n, *at, unit);
        return false;
    }
    *at = target;
    *unit = next;
    return true;
}

void ps_navigation(struct walker *w)
{
    struct navigation n = {.w = w};
    struct unit unit;
    uint64_t at;

    if (!find_unit(&n, 0, &at, &unit))
        return;
    while (leap(&n, &at, &unit) || step(&n, &at, &unit))
        ;
}
