/* ZIP files, byte by byte (APPNOTE.TXT 6.3.10), so that a test can make files that no library
 * writes. Everything is in the header, because fuzzers link only with the library. */
#ifndef ZIP_FILE_H
#define ZIP_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A zeroed struct is empty. The caller ends it with zip_file_release. */
struct zip_file {
    unsigned char *at; /* local headers and data; after zip_file_end the complete file */
    size_t len;
    unsigned char *directory;
    size_t directory_len;
    unsigned count;
};

/* A member. Its headers may be wrong on purpose. */
struct zip_member {
    const char *name;
    const void *data; /* as stored in the file */
    size_t len;
    size_t size;       /* stated size when inflated */
    unsigned method;   /* 0: stored, 8: deflated */
    uint32_t crc;      /* of the inflated data */
    bool is_encrypted; /* the header marks it as encrypted */
};

static inline uint32_t zip_file_crc(uint32_t crc, const void *data, size_t len)
{
    static uint32_t table[256];
    const unsigned char *at = data;

    for (uint32_t i = 0; !table[255] && i < 256; i++) {
        uint32_t entry = i;

        for (int bit = 0; bit < 8; bit++)
            entry = entry >> 1 ^ (entry & 1 ? 0xedb88320U : 0);
        table[i] = entry;
    }
    for (crc = ~crc; len--; at++)
        crc = crc >> 8 ^ table[(crc ^ *at) & 0xff];
    return ~crc;
}

/* Returns the allocation size for that many bytes: a power of 2, so that little is copied. */
static inline size_t zip_file_room(size_t len)
{
    size_t room = 64;

    while (room <= len)
        room *= 2;
    return room;
}

static inline void zip_file_add_bytes(unsigned char **at, size_t *len, const void *bytes, size_t n)
{
    size_t room = zip_file_room(*len + n);

    if (!*at || room != zip_file_room(*len))
        *at = realloc(*at, room);
    if (!*at)
        abort();
    if (n)
        memcpy(*at + *len, bytes, n);
    *len += n;
}

/* Adds a little-endian number of 2 or 4 bytes. */
static inline void zip_file_add_number(unsigned char **at, size_t *len, unsigned size,
                                       uint64_t number)
{
    unsigned char bytes[8];

    for (unsigned i = 0; i < size; i++)
        bytes[i] = (unsigned char)(number >> 8 * i);
    zip_file_add_bytes(at, len, bytes, size);
}

/* Adds the values that a member's header and its directory entry share. */
static inline void zip_file_add_facts(unsigned char **at, size_t *len, const struct zip_member *m)
{
    zip_file_add_number(at, len, 2, 20); /* version */
    zip_file_add_number(at, len, 2, m->is_encrypted ? 1 : 0);
    zip_file_add_number(at, len, 2, m->method);
    zip_file_add_number(at, len, 4, 0x5c210000); /* 2026-01-01 */
    zip_file_add_number(at, len, 4, m->crc);
    zip_file_add_number(at, len, 4, m->len);
    zip_file_add_number(at, len, 4, m->size);
    zip_file_add_number(at, len, 2, strlen(m->name));
    zip_file_add_number(at, len, 2, 0); /* extra field */
}

static inline void zip_file_add(struct zip_file *z, const struct zip_member *m)
{
    size_t offset = z->len;

    zip_file_add_number(&z->at, &z->len, 4, 0x04034b50);
    zip_file_add_facts(&z->at, &z->len, m);
    zip_file_add_bytes(&z->at, &z->len, m->name, strlen(m->name));
    zip_file_add_bytes(&z->at, &z->len, m->data, m->len);
    zip_file_add_number(&z->directory, &z->directory_len, 4, 0x02014b50);
    zip_file_add_number(&z->directory, &z->directory_len, 2, 20);
    zip_file_add_facts(&z->directory, &z->directory_len, m);
    zip_file_add_number(&z->directory, &z->directory_len, 4, 0); /* comment, disk */
    zip_file_add_number(&z->directory, &z->directory_len, 2, 0); /* internal attributes */
    zip_file_add_number(&z->directory, &z->directory_len, 4, 0); /* external attributes */
    zip_file_add_number(&z->directory, &z->directory_len, 4, offset);
    zip_file_add_bytes(&z->directory, &z->directory_len, m->name, strlen(m->name));
    z->count++;
}

/* Adds a stored member with correct headers. */
static inline void zip_file_store(struct zip_file *z, const char *name, const void *data,
                                  size_t len)
{
    zip_file_add(z, &(struct zip_member){.name = name,
                                         .data = data,
                                         .len = len,
                                         .size = len,
                                         .crc = zip_file_crc(0, data, len)});
}

/* Adds the directory. No members may be added afterwards. */
static inline void zip_file_end(struct zip_file *z)
{
    size_t offset = z->len;

    zip_file_add_bytes(&z->at, &z->len, z->directory, z->directory_len);
    zip_file_add_number(&z->at, &z->len, 4, 0x06054b50);
    zip_file_add_number(&z->at, &z->len, 4, 0); /* disks */
    zip_file_add_number(&z->at, &z->len, 2, z->count & 0xffff);
    zip_file_add_number(&z->at, &z->len, 2, z->count & 0xffff);
    zip_file_add_number(&z->at, &z->len, 4, z->directory_len);
    zip_file_add_number(&z->at, &z->len, 4, offset);
    zip_file_add_number(&z->at, &z->len, 2, 0); /* comment */
}

static inline void zip_file_release(struct zip_file *z)
{
    free(z->at);
    free(z->directory);
    *z = (struct zip_file){0};
}

#endif
