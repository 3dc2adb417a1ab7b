"""Option files, as package data; see README.md in this folder."""
