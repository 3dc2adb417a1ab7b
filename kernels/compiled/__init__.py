"""The compiled engine: the lives of incidents, officers and partners as handlers of events.

Nothing outside ``sim.replication`` and the tests of the engine imports from here; the SimPy reference must not.
"""
