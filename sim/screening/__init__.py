"""Screening: every assumed number that a study really uses is moved through its range, to see which conclusions hang on which.

Morris's method (Technometrics 33, 1991): walks through the space of the numbers, one of them moved at each step, so that each
step is the effect of one number somewhere in the space. It says what matters and what does not; it shares out no variance.
"""
