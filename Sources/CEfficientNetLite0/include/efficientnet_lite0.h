#include <stddef.h>

/// The bytes of efficientnet-lite0.onnx.
const void *efficientnet_lite0_onnx(void);

/// How many bytes there are.
size_t efficientnet_lite0_onnx_size(void);
