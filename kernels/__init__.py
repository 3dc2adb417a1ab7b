"""Numba kernels: the questions both engines ask, and (in ``kernels.compiled``) the compiled engine."""

import os

# Numba reads this once, while it is imported: a vector math library would change the last bits of a result.
os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")
