/* make-zip OUT [KIND] NAME=FILE...: writes a ZIP file with these members, in this order. A KIND
 * applies to the members after it:
 *   --stored      uncompressed (the default)
 *   --encrypted   marked as encrypted
 *   --damaged     with a wrong checksum
 *   --unknown     marked as compressed by an unknown method
 *   --blanks      FILE is a number: an array of that many MiB of blanks, deflated to a thousandth
 *   --liar        the same, but the headers state a size of one byte
 *   --many        FILE is a number: that many empty members */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "zip_file.h"

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "make-zip: %s: %s\n", what, strerror(errno));
    exit(1);
}

/* --- Deflate (RFC 1951): one block with fixed codes --- */

struct bits {
    unsigned char *at;
    size_t len;
    unsigned have; /* number of bits in the last byte */
};

static void put_bit(struct bits *b, unsigned bit)
{
    if (!b->have)
        zip_file_add_number(&b->at, &b->len, 1, 0);
    b->at[b->len - 1] = (unsigned char)(b->at[b->len - 1] | bit << b->have);
    b->have = (b->have + 1) % 8;
}

/* Writes a code, the most significant bit first. */
static void put_code(struct bits *b, unsigned code, unsigned length)
{
    while (length--)
        put_bit(b, code >> length & 1);
}

enum { LONGEST = 0xc0 + 5, LONGEST_RUN = 258 }; /* the code of that length (285), 8 bits */

/* Writes the code of a literal below 144. */
static void put_literal(struct bits *b, char literal)
{
    put_code(b, 0x30 + (unsigned char)literal, 8);
}

/* Writes blanks in brackets: one blank, and then copies of it. Returns the number of bytes. */
static size_t put_blanks(struct bits *b, size_t mib)
{
    size_t size = 2;

    put_bit(b, 1); /* the last block */
    put_bit(b, 1); /* fixed codes: 01, least significant bit first */
    put_bit(b, 0);
    put_literal(b, '[');
    put_literal(b, ' ');
    for (; size < mib << 20; size += LONGEST_RUN) {
        put_code(b, LONGEST, 8);
        put_code(b, 0, 5); /* distance 1 */
    }
    put_literal(b, ']');
    put_code(b, 0, 7); /* the end */
    return size + 1;
}

static uint32_t crc_of_blanks(size_t size)
{
    static char blanks[1 << 16];
    uint32_t crc = zip_file_crc(0, "[", 1);

    memset(blanks, ' ', sizeof blanks);
    for (size -= 2; size > sizeof blanks; size -= sizeof blanks)
        crc = zip_file_crc(crc, blanks, sizeof blanks);
    return zip_file_crc(zip_file_crc(crc, blanks, size), "]", 1);
}

static void add_blanks(struct zip_file *zip, const char *name, const char *mib, bool lies)
{
    struct bits bits = {0};
    size_t size = put_blanks(&bits, strtoul(mib, NULL, 10));

    zip_file_add(zip, &(struct zip_member){.name = name,
                                           .data = bits.at,
                                           .len = bits.len,
                                           .size = lies ? 1 : size,
                                           .method = 8,
                                           .crc = crc_of_blanks(size)});
    free(bits.at);
}

/* --- Members --- */

static void add_file(struct zip_file *zip, const char *name, const char *path, const char *kind)
{
    FILE *file = fopen(path, "rb");
    unsigned char *data = NULL;
    size_t len = 0, got;
    char piece[4096];

    if (!file)
        die(path);
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        zip_file_add_bytes(&data, &len, piece, got);
    fclose(file);
    struct zip_member member = {.name = name,
                                .data = data,
                                .len = len,
                                .size = len,
                                .crc = zip_file_crc(0, data, len),
                                .method = strcmp(kind, "--unknown") == 0 ? 77 : 0,
                                .is_encrypted = strcmp(kind, "--encrypted") == 0};
    member.crc ^= strcmp(kind, "--damaged") == 0;
    zip_file_add(zip, &member);
    free(data);
}

static void add_many(struct zip_file *zip, const char *stem, const char *count)
{
    for (unsigned long i = 0; i < strtoul(count, NULL, 10); i++) {
        char name[300];

        snprintf(name, sizeof name, "%s%lu", stem, i);
        zip_file_store(zip, name, "", 0);
    }
}

int main(int argc, char **argv)
{
    struct zip_file zip = {0};
    const char *kind = "--stored";

    for (int i = 2; i < argc; i++) {
        char *value = strchr(argv[i], '=');

        if (strncmp(argv[i], "--", 2) == 0) {
            kind = argv[i];
            continue;
        }
        if (!value)
            die(argv[i]);
        *value++ = '\0';
        if (strcmp(kind, "--blanks") == 0 || strcmp(kind, "--liar") == 0)
            add_blanks(&zip, argv[i], value, strcmp(kind, "--liar") == 0);
        else if (strcmp(kind, "--many") == 0)
            add_many(&zip, argv[i], value);
        else
            add_file(&zip, argv[i], value, kind);
    }
    zip_file_end(&zip);
    FILE *out = argc > 1 ? fopen(argv[1], "wb") : NULL;
    if (!out || fwrite(zip.at, 1, zip.len, out) != zip.len || fclose(out) != 0)
        die(argc > 1 ? argv[1] : "no file named");
    zip_file_release(&zip);
    return 0;
}
