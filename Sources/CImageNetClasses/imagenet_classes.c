#include "CImageNetClasses.h"

// #embed is C23; Swift's clang knows it in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const char classes[] = {
#embed "classes.txt"
    , 0};

const char *imagenet_classes(void) { return classes; }
