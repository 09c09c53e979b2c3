#include "CBundledMappings.h"

// #embed is C23; Swift's clang knows it in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const char drift[] = {
#embed "../../Mappings/drift.yaml"
    , 0};
static const char menagerie[] = {
#embed "../../Mappings/menagerie.yaml"
    , 0};
static const char pulse[] = {
#embed "../../Mappings/pulse.yaml"
    , 0};
static const char streets[] = {
#embed "../../Mappings/streets.yaml"
    , 0};
static const char weave[] = {
#embed "../../Mappings/weave.yaml"
    , 0};

static const struct {
  const char *name, *text;
} mappings[] = {
    {"drift", drift}, {"menagerie", menagerie}, {"pulse", pulse}, {"streets", streets}, {"weave", weave},
};

int bundled_mapping_count(void) { return sizeof mappings / sizeof mappings[0]; }
const char *bundled_mapping_name(int index) { return mappings[index].name; }
const char *bundled_mapping_text(int index) { return mappings[index].text; }
