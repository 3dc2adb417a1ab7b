"""Rosters as forces exchange them: a table of duties with its companion, read, written, recognised and checked."""
