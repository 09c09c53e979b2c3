#include "beat_network.h"

static const unsigned char weights[] = {
#embed "weights.f16"
};

const void *beat_network_weights(void) { return weights; }

size_t beat_network_weights_size(void) { return sizeof weights; }
