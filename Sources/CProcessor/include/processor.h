#include <stdbool.h>

/// Whether this processor has the vector instructions that the kernels are compiled for.
bool processor_runs_vector_kernels(void);
