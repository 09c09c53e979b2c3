#include <stdint.h>

// What Swift's vectors have no efficient way to do: clamps, and masks as bits.

#define VECTOR_KERNELS(N, BITS)                                                                                    \
  typedef float vector##N __attribute__((ext_vector_type(N)));                                                     \
  typedef int32_t integers##N __attribute__((ext_vector_type(N)));                                                 \
  typedef _Bool booleans##N __attribute__((ext_vector_type(N)));                                                   \
                                                                                                                   \
  static inline vector##N vector_clamp##N(vector##N value, float low, float high) {                                \
    vector##N upper = value < (vector##N)high ? value : (vector##N)high;                                           \
    return upper > (vector##N)low ? upper : (vector##N)low;                                                        \
  }                                                                                                                \
                                                                                                                   \
  static inline BITS vector_bits##N(vector##N value, float low, float high) {                                      \
    booleans##N inside = __builtin_convertvector((value > (vector##N)low) & (value < (vector##N)high), booleans##N);\
    return __builtin_bit_cast(BITS, inside);                                                                       \
  }                                                                                                                \
                                                                                                                   \
  static inline vector##N vector_passed##N(vector##N value, BITS bits) {                                           \
    integers##N mask = -__builtin_convertvector(__builtin_bit_cast(booleans##N, bits), integers##N);               \
    return __builtin_bit_cast(vector##N, __builtin_bit_cast(integers##N, value) & mask);                           \
  }

// A clamp to low...high; NaN becomes high.
// A bit for each lane, the first lane's lowest: whether low < value < high.
// The lanes whose bit is set, zeros else.
VECTOR_KERNELS(8, uint8_t)
VECTOR_KERNELS(16, uint16_t)

#undef VECTOR_KERNELS
