#include "CBundledPages.h"

// #embed is C23; Swift's clang knows it in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const char curve_script[] = {
#embed "CurvePage.js"
    , 0};
static const char curve_style[] = {
#embed "CurvePage.css"
    , 0};
static const char gallery_script[] = {
#embed "GalleryPage.js"
    , 0};
static const char gallery_style[] = {
#embed "GalleryPage.css"
    , 0};

const char *curve_page_script(void) { return curve_script; }
const char *curve_page_style(void) { return curve_style; }
const char *gallery_page_script(void) { return gallery_script; }
const char *gallery_page_style(void) { return gallery_style; }
