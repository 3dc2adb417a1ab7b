"""The compiled engine: the lives of incidents, officers and partners as handlers of events.

``sim.compiled`` and the engine's tests import from here; the SimPy reference must not.
"""
