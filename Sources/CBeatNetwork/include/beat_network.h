#include <stddef.h>

/// The bytes of weights.f16.
const void *beat_network_weights(void);

/// How many bytes there are.
size_t beat_network_weights_size(void);
