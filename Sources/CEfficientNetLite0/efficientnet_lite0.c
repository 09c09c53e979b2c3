#include "efficientnet_lite0.h"

// #embed is C23; Swift's clang knows it in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char model[] = {
#embed "efficientnet-lite0.onnx"
};

const void *efficientnet_lite0_onnx(void) { return model; }

size_t efficientnet_lite0_onnx_size(void) { return sizeof model; }
