// The scripts and styles of the program's pages, compiled in, so that the program can be moved anywhere.

#ifndef REVERIE_BUNDLED_PAGES_H
#define REVERIE_BUNDLED_PAGES_H

/// CurvePage.js: draws a mapping's curves, plays the song and follows it.
const char *_Nonnull curve_page_script(void);

/// CurvePage.css, whose colours are variables.
const char *_Nonnull curve_page_style(void);

/// GalleryPage.js: enlarges dreams, leafs through them, copies their names.
const char *_Nonnull gallery_page_script(void);

/// GalleryPage.css, in which the least width of a figure is a variable.
const char *_Nonnull gallery_page_style(void);

#endif
