// The names of ImageNet's 1000 classes, compiled in, so that the program can be moved anywhere.

#ifndef REVERIE_IMAGENET_CLASSES_H
#define REVERIE_IMAGENET_CLASSES_H

/// classes.txt: a line for each class, its names separated by ", ".
const char *_Nonnull imagenet_classes(void);

#endif
