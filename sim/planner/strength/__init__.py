"""Minimum strength by hour of the week: the spreadsheet's answer, what the simulation finds, and why they differ."""
