/* BLAKE2b against the vectors of RFC 7693 (appendix A) and of b2sum(1). */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/blake2b.h"

static void expect(const char *text, size_t len, size_t piece, const char *wanted)
{
    uint8_t digest[BLAKE2B_SIZE];
    char shown[2 * BLAKE2B_SIZE + 1];
    struct blake2b b;

    blake2b_start(&b);
    for (size_t at = 0; at < len; at += piece)
        blake2b_add(&b, text + at, len - at < piece ? len - at : piece);
    blake2b_finish(&b, digest);
    for (size_t i = 0; i < BLAKE2B_SIZE; i++)
        snprintf(shown + 2 * i, 3, "%02x", digest[i]);
    cr_expect_str_eq(shown, wanted, "%zu bytes, %zu at a time", len, piece);
}

Test(blake2b, agrees_with_the_vectors)
{
    expect("", 0, 1,
           "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419"
           "d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce");
    expect("abc", 3, 3,
           "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
           "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
}

Test(blake2b, does_not_care_how_the_bytes_come)
{
    static const char *const wanted = /* of 256 letters x: two whole blocks */
        "26066ae992ec734e85f05f962b49e72bcb2be54fcb53bce7e7b4d7f4dc88f568"
        "62235fd16b988877db71cc5e9bb50e489e884450fdb6f74968e6da7d1e493428";
    char text[256];
    size_t pieces[] = {1, 127, 128, 129, 256};

    memset(text, 'x', sizeof text);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        expect(text, sizeof text, pieces[i], wanted);
}
