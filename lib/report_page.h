/* The report as a page for people who would rather look than read: one HTML file that needs no
 * other, asks nobody for anything, and can be read without its script. */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "report.h"

extern const struct report_format report_page;

#endif
