/* Computes CRC-32 checksums of Ogg pages and Matroska elements, in both bit orders. Division takes
 * 14 instructions per byte, so a long message is first replaced by a short one with the same
 * remainder. */
#include <string.h>

#include "walk/walker.h"

/* --- Division, four bits at a time ---------------------------------------------------------- */

static uint32_t divide_reflected(uint32_t rest, const unsigned char *bytes, size_t len)
{
    static const uint32_t table[16] = {
        0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
        0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
        0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
    };

    for (size_t i = 0; i < len; i++) {
        rest ^= bytes[i];
        rest = rest >> 4 ^ table[rest & 15];
        rest = rest >> 4 ^ table[rest & 15];
    }
    return rest;
}

static uint32_t divide_plain(uint32_t rest, const unsigned char *bytes, size_t len)
{
    static const uint32_t table[16] = {
        0x00000000, 0x04c11db7, 0x09823b6e, 0x0d4326d9, 0x130476dc, 0x17c56b6b,
        0x1a864db2, 0x1e475005, 0x2608edb8, 0x22c9f00f, 0x2f8ad6d6, 0x2b4bcb61,
        0x350c9b64, 0x31cd86d3, 0x3c8ea00a, 0x384fbdbd,
    };

    for (size_t i = 0; i < len; i++) {
        rest = rest << 4 ^ table[rest >> 28 ^ bytes[i] >> 4];
        rest = rest << 4 ^ table[rest >> 28 ^ (bytes[i] & 15)];
    }
    return rest;
}

/* --- Folding --------------------------------------------------------------------------------- */

/* Let w be x^64. The polynomial of CRC-32 divides w^300 + w^155 + w^117 + w^89 + 1. A word of eight
 * bytes can therefore be removed from the message if it is added to the words 145, 183, 211 and 300
 * places after it. The remainder does not change, in either bit order. */
enum { FIRST = 300 - 155, SECOND = 300 - 117, THIRD = 300 - 89, LAST = 300 };

enum { WORD = 8, PIECE = 4096 /* words */, LEFT = LAST * WORD /* bytes */ };

/* Folds a message of `count` words into its last LAST words. `count` is greater than LAST. */
static void fold(uint64_t *words, size_t count)
{
    for (uint64_t *w = words, *end = words + count - LAST; w < end; w++) {
        w[FIRST] ^= *w;
        w[SECOND] ^= *w;
        w[THIRD] ^= *w;
        w[LAST] ^= *w;
    }
}

/* Copies the first piece of `bytes` to `words`, and folds it into its last LAST words. `rest` is
 * the remainder of the preceding bytes; it is added to the first four bytes of the piece. Returns
 * the number of bytes folded; 0 if the message is too short to be folded. */
static size_t take_piece(uint64_t words[PIECE], const unsigned char rest[4],
                         const unsigned char *bytes, size_t len)
{
    size_t count = len / WORD < PIECE ? len / WORD : PIECE;
    unsigned char head[WORD];

    if (count < (size_t)2 * LAST)
        return 0;
    memcpy(words, bytes, count * WORD);
    memcpy(head, bytes, WORD);
    for (int i = 0; i < 4; i++)
        head[i] ^= rest[i];
    memcpy(words, head, WORD);
    fold(words, count);
    return count * WORD;
}

/* Returns the last LAST words of a piece of `taken` bytes. They contain the folded piece. */
static const unsigned char *left_of(const uint64_t words[PIECE], size_t taken)
{
    return (const unsigned char *)(words + taken / WORD - LAST);
}

uint32_t walker_crc_reflected(uint32_t crc, const unsigned char *bytes, size_t len)
{
    uint64_t words[PIECE];
    uint32_t rest = ~crc;
    size_t taken;

    do {
        const unsigned char first[] = {rest & 255, rest >> 8 & 255, rest >> 16 & 255, rest >> 24};

        taken = take_piece(words, first, bytes, len);
        if (taken)
            rest = divide_reflected(0, left_of(words, taken), LEFT);
        bytes += taken;
        len -= taken;
    } while (taken);
    return ~divide_reflected(rest, bytes, len);
}

uint32_t walker_crc_plain(uint32_t crc, const unsigned char *bytes, size_t len)
{
    uint64_t words[PIECE];
    uint32_t rest = crc;
    size_t taken;

    do {
        const unsigned char first[] = {rest >> 24, rest >> 16 & 255, rest >> 8 & 255, rest & 255};

        taken = take_piece(words, first, bytes, len);
        if (taken)
            rest = divide_plain(0, left_of(words, taken), LEFT);
        bytes += taken;
        len -= taken;
    } while (taken);
    return divide_plain(rest, bytes, len);
}
