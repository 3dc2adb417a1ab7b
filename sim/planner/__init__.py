"""What a planner does with a force's own files: read, check, fit, and say plainly what is wrong."""
