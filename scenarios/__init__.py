"""Studies that ship with Muster, as package data; see README.md in this folder."""
