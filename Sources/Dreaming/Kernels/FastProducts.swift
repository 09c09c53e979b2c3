#if canImport(Glibc) && arch(x86_64)
  import COpenBLAS
  import CProcessor
  import Glibc
#endif

/// Starts the program over if that makes matrix products several times faster; otherwise returns at once.
///
/// OpenBLAS chooses its kernels as it is loaded, by the processor's model number. On models newer than itself it falls back
/// to kernels of 2004, unless the environment variable OPENBLAS_CORETYPE names better ones: for that it has to be set
/// before the program starts. A value that is there already stays. Call this first of all in `main`; nothing but speed and
/// rounding depends on it.
public func restartWithFastProducts() {
  #if canImport(Glibc) && arch(x86_64)
    let variable = "OPENBLAS_CORETYPE"
    let fallback = "Prescott"
    guard getenv(variable) == nil, processor_runs_vector_kernels(),
      String(cString: openblas_get_corename()) == fallback
    else { return }
    // OpenBLAS's names for the oldest processors with AVX-512 and with AVX2.
    setenv(variable, processor_has_avx512() ? "SkylakeX" : "Haswell", 1)
    execv("/proc/self/exe", CommandLine.unsafeArgv)
    // Still here: it couldn't be started again, and goes on slowly.
    unsetenv(variable)
  #endif
}
