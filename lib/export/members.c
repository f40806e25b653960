/* Collects the members of an export whose names export_name_read accepts. */
#include "export/parts.h"

void export_members_add(struct export_members *m, const char *name, size_t place)
{
    struct export_name ignored;

    if (!export_name_read(name, &ignored))
        return;
    if (m->count == m->room) {
        m->room = m->room ? m->room * 2 : 64;
        m->names = cvi_realloc(m->names, m->room * sizeof *m->names);
        m->places = cvi_realloc(m->places, m->room * sizeof *m->places);
    }
    m->names[m->count] = cvi_strdup(name);
    m->places[m->count++] = place;
}
