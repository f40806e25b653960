/* CRC-32 in both bit orders, short and long, in one piece and in several. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "walk/walker.h"

/* Computes the checksum bit by bit, as in the standards. */
static uint32_t reflected_by_bits(const unsigned char *bytes, size_t len)
{
    uint32_t rest = UINT32_MAX;

    for (size_t i = 0; i < len * 8; i++) {
        uint32_t bit = (rest ^ (uint32_t)bytes[i / 8] >> i % 8) & 1;

        rest = rest >> 1 ^ (bit ? 0xedb88320 : 0);
    }
    return ~rest;
}

static uint32_t plain_by_bits(const unsigned char *bytes, size_t len)
{
    uint32_t rest = 0;

    for (size_t i = 0; i < len * 8; i++) {
        uint32_t bit = rest >> 31 ^ ((uint32_t)bytes[i / 8] >> (7 - i % 8) & 1);

        rest = rest << 1 ^ (bit ? 0x04c11db7 : 0);
    }
    return rest;
}

/* Around the smallest folded length (4,800 bytes) and the largest piece (32,768). */
static const size_t lengths[] = {0,     1,     3,     4,     7,     8,     9,
                                 4095,  4799,  4800,  4807,  4808,  32767, 32768,
                                 32769, 37567, 37568, 37575, 37576, 65536, 70001};
enum { LENGTHS = sizeof lengths / sizeof *lengths, MOST = 70001 };

static unsigned char *some_bytes(void)
{
    unsigned char *bytes = malloc(MOST);
    uint32_t state = 1;

    for (size_t i = 0; i < MOST; i++) {
        state = state * 1664525 + 1013904223;
        bytes[i] = (unsigned char)(state >> 24);
    }
    return bytes;
}

Test(walk_crc, check_values)
{
    const unsigned char *digits = (const unsigned char *)"123456789";

    cr_assert_eq(walker_crc_reflected(0, digits, 9), 0xcbf43926);
    cr_assert_eq(walker_crc_plain(UINT32_MAX, digits, 9), 0x0376e6e7); /* CRC-32/MPEG-2 */
}

Test(walk_crc, folding_long_messages_gives_the_same_checksum)
{
    unsigned char *bytes = some_bytes();

    for (size_t i = 0; i < LENGTHS; i++) {
        cr_assert_eq(walker_crc_reflected(0, bytes, lengths[i]),
                     reflected_by_bits(bytes, lengths[i]), "%zu bytes", lengths[i]);
        cr_assert_eq(walker_crc_plain(0, bytes, lengths[i]), plain_by_bits(bytes, lengths[i]),
                     "%zu bytes", lengths[i]);
    }
    free(bytes);
}

Test(walk_crc, pieces_give_the_checksum_of_the_whole)
{
    unsigned char *bytes = some_bytes();

    for (size_t i = 0; i < LENGTHS; i++) {
        size_t first = lengths[i], rest = MOST - first;

        cr_assert_eq(
            walker_crc_reflected(walker_crc_reflected(0, bytes, first), bytes + first, rest),
            reflected_by_bits(bytes, MOST), "%zu bytes first", first);
        cr_assert_eq(walker_crc_plain(walker_crc_plain(0, bytes, first), bytes + first, rest),
                     plain_by_bits(bytes, MOST), "%zu bytes first", first);
    }
    free(bytes);
}

Test(walk_crc, one_wrong_bit_is_detected)
{
    unsigned char *bytes = some_bytes();
    uint32_t right = walker_crc_reflected(0, bytes, MOST);

    for (size_t at = 0; at < MOST; at += 997) {
        bytes[at] ^= 1;
        cr_assert_neq(walker_crc_reflected(0, bytes, MOST), right, "at %zu", at);
        bytes[at] ^= 1;
    }
    free(bytes);
}
