#include "beat_network.h"

// #embed is C23; Swift's clang knows it in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char weights[] = {
#embed "weights.f16"
};

const void *beat_network_weights(void) { return weights; }

size_t beat_network_weights_size(void) { return sizeof weights; }
