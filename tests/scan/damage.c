/* damage KIND IN OUT [OFFSET LENGTH]: copies a file and damages the copy, in the same way each
 * time. The kinds are those whose detection docs/scan.md tables. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KIB 1024L
#define MIB (1024 * KIB)

struct file {
    unsigned char *at;
    size_t len;
    size_t from, size; /* the part that was named, for scramble; the seed, for mutate */
};

static uint64_t state = 0x9e3779b97f4a7c15U;

/* splitmix64: the same numbers each time. */
static uint64_t next_random(void)
{
    uint64_t z = (state += 0x9e3779b97f4a7c15U);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

/* Returns an offset between a tenth and nine tenths of the file, with room for len bytes. */
static size_t somewhere(const struct file *f, size_t len)
{
    size_t from = f->len / 10, to = f->len - f->len / 10;

    return to > from + len ? from + (size_t)(next_random() % (to - from - len)) : from;
}

static size_t most(const struct file *f, size_t at, size_t len)
{
    return at + len <= f->len ? len : f->len - at;
}

static void cut(struct file *f, long percent)
{
    f->len = f->len * (size_t)percent / 100;
}

static void cut_bytes(struct file *f, long bytes)
{
    f->len -= most(f, 0, (size_t)bytes);
}

static void zero_head(struct file *f, long bytes)
{
    memset(f->at, 0, most(f, 0, (size_t)bytes));
}

static void flip(struct file *f, long bits)
{
    for (; bits > 0; bits--)
        f->at[somewhere(f, 1)] ^= (unsigned char)(1U << next_random() % 8);
}

static void zero(struct file *f, long bytes)
{
    size_t at = somewhere(f, (size_t)bytes);

    memset(f->at + at, 0, most(f, at, (size_t)bytes));
}

static void randomise(struct file *f, size_t at, size_t len)
{
    for (len = most(f, at, len); len; len--)
        f->at[at++] = (unsigned char)next_random();
}

static void randomise_somewhere(struct file *f, long bytes)
{
    randomise(f, somewhere(f, (size_t)bytes), (size_t)bytes);
}

static void take_out(struct file *f, long bytes)
{
    size_t at = somewhere(f, (size_t)bytes), len = most(f, at, (size_t)bytes);

    memmove(f->at + at, f->at + at + len, f->len - at - len);
    f->len -= len;
}

static void append_junk(struct file *f, long bytes)
{
    f->at = realloc(f->at, f->len + (size_t)bytes);
    if (!f->at)
        abort();
    f->len += (size_t)bytes;
    randomise(f, f->len - (size_t)bytes, (size_t)bytes);
}

static void zero_tail(struct file *f, long percent)
{
    size_t len = f->len * (size_t)percent / 100;

    memset(f->at + f->len - len, 0, len);
}

static void scramble(struct file *f, long unused)
{
    (void)unused;
    if (f->from < f->len)
        randomise(f, f->from, f->size);
}

static void overwrite_sector(struct file *f, long bytes)
{
    size_t at = somewhere(f, (size_t)bytes) / (size_t)bytes * (size_t)bytes;

    randomise(f, at, (size_t)bytes);
}

/* Zeros pieces that a download has not received: one in ten, not adjacent, never the first. */
static void zero_pieces(struct file *f, long bytes)
{
    size_t count = f->len / (size_t)bytes;

    for (size_t i = 5; i < count; i += 10)
        memset(f->at + i * (size_t)bytes, 0, (size_t)bytes);
}

static void put_in(struct file *f, size_t at, const void *bytes, size_t len)
{
    f->at = realloc(f->at, f->len + len);
    if (!f->at)
        abort();
    memmove(f->at + at + len, f->at + at, f->len - at);
    memcpy(f->at + at, bytes, len);
    f->len += len;
}

/* Appends the file to itself, like a download that was restarted and appended with ">>". */
static void append_itself(struct file *f, long unused)
{
    unsigned char *copy = malloc(f->len);

    (void)unused;
    if (!copy)
        abort();
    memcpy(copy, f->at, f->len);
    put_in(f, f->len, copy, f->len);
    free(copy);
}

/* Puts an HTTP head before the file, like "curl -i". */
static void put_http_head(struct file *f, long unused)
{
    static const char head[] = "HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: video/mp4\r\n"
                               "Accept-Ranges: bytes\r\nConnection: close\r\n\r\n";

    (void)unused;
    put_in(f, 0, head, sizeof head - 1);
}

/* Changes LF to CRLF, like FTP in ASCII mode. */
static void end_lines(struct file *f, long unused)
{
    unsigned char *out = malloc(2 * f->len);
    size_t len = 0;

    (void)unused;
    if (!out)
        abort();
    for (size_t i = 0; i < f->len; i++) {
        if (f->at[i] == '\n')
            out[len++] = '\r';
        out[len++] = f->at[i];
    }
    free(f->at);
    f->at = out;
    f->len = len;
}

/* Applies random damage: changed bytes, blocks of zeros, cuts, and moved parts. The seed, given in
 * place of an offset, determines the damage. */
static void mutate(struct file *f, long unused)
{
    (void)unused;
    state += f->from * 0x9e3779b97f4a7c15U;
    for (uint64_t strikes = 1 + next_random() % 8; strikes && f->len > 1; strikes--) {
        size_t at = (size_t)(next_random() % f->len), other = (size_t)(next_random() % f->len);
        size_t len = most(f, at > other ? at : other, (size_t)1 << next_random() % 17);

        /* Half of the blows go to the headers. */
        at = next_random() % 2 && f->len > 4096 ? at % 4096 : at;
        len = most(f, at, len);
        switch (next_random() % 5) {
        case 0:
            f->at[at] = (unsigned char)next_random();
            break;
        case 1:
            memset(f->at + at, 0, len);
            break;
        case 2:
            memset(f->at + at, 0xff, len < 8 ? len : 8);
            break;
        case 3:
            memmove(f->at + at, f->at + other, most(f, other, len));
            break;
        default:
            f->len = next_random() % 4 ? f->len : at + 1;
            break;
        }
    }
}

static const struct {
    const char *name;
    void (*strike)(struct file *f, long number);
    long number;
} kinds[] = {
    {"cut-50", cut, 50},
    {"cut-95", cut, 95},
    {"cut-4k", cut_bytes, 4 * KIB},
    {"zero-head", zero_head, 4 * KIB},
    {"flip-1", flip, 1},
    {"flip-10", flip, 10},
    {"flip-100", flip, 100},
    {"zero-4k", zero, 4 * KIB},
    {"zero-64k", zero, 64 * KIB},
    {"zero-1m", zero, MIB},
    {"random-4k", randomise_somewhere, 4 * KIB},
    {"remove-64k", take_out, 64 * KIB},
    {"junk-64k", append_junk, 64 * KIB},
    {"zero-tail", zero_tail, 40},
    {"sector", overwrite_sector, 512},
    {"sector-2", overwrite_sector, 512},
    {"pieces-16k", zero_pieces, 16 * KIB},
    {"pieces-256k", zero_pieces, 256 * KIB},
    {"preallocated", zero_tail, 10},
    {"doubled", append_itself, 0},
    {"http-head", put_http_head, 0},
    {"ascii", end_lines, 0},
    {"cut-1", cut_bytes, 1},
    {"scramble", scramble, 0},
    {"mutate", mutate, 0},
};

static void fail(const char *path)
{
    fprintf(stderr, "damage: %s: %s\n", path, strerror(errno));
    exit(1);
}

static void read_all(const char *path, struct file *f)
{
    FILE *in = fopen(path, "rb");
    size_t got;

    if (!in)
        fail(path);
    do {
        f->at = realloc(f->at, f->len + MIB);
        if (!f->at)
            abort();
        got = fread(f->at + f->len, 1, MIB, in);
        f->len += got;
    } while (got);
    fclose(in);
}

static void write_all(const char *path, const struct file *f)
{
    FILE *out = fopen(path, "wb");

    if (!out || fwrite(f->at, 1, f->len, out) != f->len || fclose(out) != 0)
        fail(path);
}

int main(int argc, char **argv)
{
    struct file f = {0};

    for (size_t i = 0; argc >= 4 && i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i].name, argv[1]) != 0)
            continue;
        read_all(argv[2], &f);
        if (argc == 6) {
            f.from = strtoull(argv[4], NULL, 10);
            f.size = strtoull(argv[5], NULL, 10);
        }
        for (const char *c = argv[1]; *c; c++) /* another place for each kind */
            state += (unsigned char)*c;
        kinds[i].strike(&f, kinds[i].number);
        write_all(argv[3], &f);
        free(f.at);
        return 0;
    }
    fputs("usage: damage KIND IN OUT [OFFSET LENGTH]; kinds:", stderr);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        fprintf(stderr, " %s", kinds[i].name);
    fputc('\n', stderr);
    return 64;
}
