/* The style sheet and the script of a page, page.css and page.js, made a part of the program when
 * it is built. */
#ifndef PAGE_ASSET_H
#define PAGE_ASSET_H

/* The lines of each, with their ends; NULL-terminated. */
extern const char *const page_css[];
extern const char *const page_js[];

#endif
