#include "processor.h"

bool processor_runs_vector_kernels(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c")
         && __builtin_cpu_supports("bmi2");
#else
  return true;
#endif
}

const char *processor_openblas_core(void) {
#if defined(__x86_64__)
  if (!processor_runs_vector_kernels()) return 0;
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd")
                 && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
             ? "SkylakeX"
             : "Haswell";
#else
  return 0;
#endif
}

bool processor_has_avx512(void) {
#if defined(__x86_64__)
  return processor_runs_vector_kernels() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
         && __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq")
         && __builtin_cpu_supports("avx512vl");
#else
  return false;
#endif
}
