#include <stdbool.h>

/// Tells the processor that this thread only waits for another.
static inline void processor_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

/// Whether this processor has the vector instructions that the kernels are compiled for.
bool processor_runs_vector_kernels(void);

/// Whether it also has AVX-512 (F, BW, CD, DQ, VL: x86-64-v4).
bool processor_has_avx512(void);
