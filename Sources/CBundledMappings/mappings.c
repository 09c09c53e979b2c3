#include "CBundledMappings.h"

// #embed is C23; Swift's clang knows it in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

// A name and the file of that name; the 0 ends its text.
static const struct {
  const char *name, *text;
} mappings[] = {
    {"bands", (const char[]){
#embed "../../Mappings/bands.yaml"
        , 0}},
    {"classic", (const char[]){
#embed "../../Mappings/classic.yaml"
        , 0}},
    {"club", (const char[]){
#embed "../../Mappings/club.yaml"
        , 0}},
    {"drift", (const char[]){
#embed "../../Mappings/drift.yaml"
        , 0}},
    {"drums", (const char[]){
#embed "../../Mappings/drums.yaml"
        , 0}},
    {"flipbook", (const char[]){
#embed "../../Mappings/flipbook.yaml"
        , 0}},
    {"glide", (const char[]){
#embed "../../Mappings/glide.yaml"
        , 0}},
    {"haunt", (const char[]){
#embed "../../Mappings/haunt.yaml"
        , 0}},
    {"kaleidoscope", (const char[]){
#embed "../../Mappings/kaleidoscope.yaml"
        , 0}},
    {"melody", (const char[]){
#embed "../../Mappings/melody.yaml"
        , 0}},
    {"menagerie", (const char[]){
#embed "../../Mappings/menagerie.yaml"
        , 0}},
    {"pulse", (const char[]){
#embed "../../Mappings/pulse.yaml"
        , 0}},
    {"story", (const char[]){
#embed "../../Mappings/story.yaml"
        , 0}},
    {"streets", (const char[]){
#embed "../../Mappings/streets.yaml"
        , 0}},
    {"weave", (const char[]){
#embed "../../Mappings/weave.yaml"
        , 0}},
};

int bundled_mapping_count(void) { return sizeof mappings / sizeof mappings[0]; }
const char *bundled_mapping_name(int index) { return mappings[index].name; }
const char *bundled_mapping_text(int index) { return mappings[index].text; }
