"""The verbs of the command line, one file each.  A verb is a module with HELP, and ``run(words, options)``."""
