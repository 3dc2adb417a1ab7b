"""Numba kernels: the questions both engines ask, and (in ``kernels.compiled``) the compiled engine."""
