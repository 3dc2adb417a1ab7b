"""The reference engine: the lives of incidents, officers and partners as SimPy processes."""
