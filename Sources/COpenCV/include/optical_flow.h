// OpenCV's dense inverse search optical flow for C: what C++ throws stays behind it.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct OpticalFlow OpticalFlow;

// NULL where memory is lacking. One thread at a time uses it.
OpticalFlow *optical_flow_create(void);
void optical_flow_free(OpticalFlow *flow);

// Where each pixel of `from` is found in `to`, in pixels from its own place: `result` is [height][width][2], right then down.
// `from` and `to` are grey, [height][width]. Returns 0 where the pictures are too small to follow anything in them.
int optical_flow_compute(
    OpticalFlow *flow, const uint8_t *from, const uint8_t *to, int width, int height, float *result);

#ifdef __cplusplus
}
#endif
