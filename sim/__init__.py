"""Muster: the model of a police force, and everything around it; see README.md in this folder."""
