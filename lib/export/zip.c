/* Reads ZIP files with libzip. The stated size of a member is not trusted: its bytes are counted
 * while they are inflated. */
#include <stdlib.h>
#include <unistd.h>
#include <zip.h>

#include "export/export.h"
#include "export/parts.h"

enum { PIECE = 64 << 10 };

static bool fail_open(const char *path, int code, struct why *why)
{
    zip_error_t error;

    if (code == ZIP_ER_NOZIP)
        return why_set(
            why, EX_DATAERR,
            "%s: not a ZIP file, or truncated (to get an export: app.trakt.tv, Settings, Data)",
            path);
    zip_error_init_with_code(&error, code);
    why_set(why, EX_DATAERR, "%s: the ZIP file is damaged: %s", path, zip_error_strerror(&error));
    zip_error_fini(&error);
    return false;
}

bool export_zip_open(int fd, struct export_members *members, struct why *why)
{
    int code = ZIP_ER_OPEN;
    zip_t *zip = zip_fdopen(fd, 0, &code);

    if (!zip) {
        close(fd);
        return fail_open(members->path, code, why);
    }
    members->zip = zip;
    zip_int64_t count = zip_get_num_entries(zip, 0);
    if (count > EXPORT_MOST_FILES)
        return why_set(why, EX_DATAERR, "%s: %lld members, more than %d (is this an export?)",
                       members->path, (long long)count, EXPORT_MOST_FILES);
    for (zip_int64_t i = 0; i < count; i++) {
        const char *name = zip_get_name(zip, (zip_uint64_t)i, 0);

        if (name)
            export_members_add(members, name, (size_t)i);
    }
    return true;
}

void export_zip_close(struct export_members *members)
{
    if (members->zip)
        zip_discard(members->zip);
    members->zip = NULL;
}

/* Sets the error for a member that cannot be opened or read. */
static bool fail_member(const struct export_members *members, size_t member, zip_error_t *error,
                        struct why *why)
{
    const char *name = members->names[member];

    switch (zip_error_code_zip(error)) {
    case ZIP_ER_NOPASSWD:
    case ZIP_ER_WRONGPASSWD:
    case ZIP_ER_ENCRNOTSUPP:
        return why_set(why, EX_NOINPUT,
                       "%s: %s is encrypted (unpack the ZIP file, and name the folder)",
                       members->path, name);
    case ZIP_ER_COMPNOTSUPP:
        return why_set(why, EX_DATAERR,
                       "%s: %s has an unknown compression method (unpack the ZIP "
                       "file, and name the folder)",
                       members->path, name);
    default:
        return why_set(why, EX_DATAERR, "%s: %s is damaged: %s (export your data again)",
                       members->path, name, zip_error_strerror(error));
    }
}

bool export_zip_read(struct export_members *members, size_t member, struct buf *out,
                     struct why *why)
{
    zip_t *zip = members->zip;
    zip_file_t *file = zip_fopen_index(zip, members->places[member], 0);
    zip_int64_t got = 0;
    char *at = NULL;

    if (!file)
        return fail_member(members, member, zip_get_error(zip), why);
    while ((at = buf_reserve(out, PIECE)) && (got = zip_fread(file, at, PIECE)) > 0) {
        out->len += (size_t)got;
        out->at[out->len] = '\0';
    }
    bool fine = at && got == 0;
    if (at && got < 0)
        fail_member(members, member, zip_file_get_error(file), why);
    else if (!at)
        why_set(why, EX_DATAERR, "%s: %s exceeds the size limit (is this an export?)",
                members->path, members->names[member]);
    zip_fclose(file);
    return fine;
}
