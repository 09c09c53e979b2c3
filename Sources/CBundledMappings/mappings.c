#include "CBundledMappings.h"

// #embed is C23; Swift's clang knows it in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const char bands[] = {
#embed "../../Mappings/bands.yaml"
    , 0};
static const char classic[] = {
#embed "../../Mappings/classic.yaml"
    , 0};
static const char club[] = {
#embed "../../Mappings/club.yaml"
    , 0};
static const char drift[] = {
#embed "../../Mappings/drift.yaml"
    , 0};
static const char drums[] = {
#embed "../../Mappings/drums.yaml"
    , 0};
static const char glide[] = {
#embed "../../Mappings/glide.yaml"
    , 0};
static const char kaleidoscope[] = {
#embed "../../Mappings/kaleidoscope.yaml"
    , 0};
static const char melody[] = {
#embed "../../Mappings/melody.yaml"
    , 0};
static const char menagerie[] = {
#embed "../../Mappings/menagerie.yaml"
    , 0};
static const char pulse[] = {
#embed "../../Mappings/pulse.yaml"
    , 0};
static const char story[] = {
#embed "../../Mappings/story.yaml"
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
    {"bands", bands}, {"classic", classic}, {"club", club}, {"drift", drift}, {"drums", drums}, {"glide", glide},
    {"kaleidoscope", kaleidoscope}, {"melody", melody}, {"menagerie", menagerie}, {"pulse", pulse}, {"story", story},
    {"streets", streets}, {"weave", weave},
};

int bundled_mapping_count(void) { return sizeof mappings / sizeof mappings[0]; }
const char *bundled_mapping_name(int index) { return mappings[index].name; }
const char *bundled_mapping_text(int index) { return mappings[index].text; }
