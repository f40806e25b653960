/* The report as a page for people who would rather look than read: one HTML file that needs no
 * other, asks nobody for anything, and can be read without its script. */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "record/outcome.h"

extern const struct report_format report_page;

#endif
