// The files of Mappings/, compiled in, so that the program can be moved anywhere.

#ifndef REVERIE_BUNDLED_MAPPINGS_H
#define REVERIE_BUNDLED_MAPPINGS_H

/// How many mappings there are.
int bundled_mapping_count(void);

/// The name of mapping `index`, 0 or more and below the count.
const char *_Nonnull bundled_mapping_name(int index);

/// The YAML text of mapping `index`, 0 or more and below the count.
const char *_Nonnull bundled_mapping_text(int index);

#endif
