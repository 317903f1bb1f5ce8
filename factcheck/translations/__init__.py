"""The catalogues of the languages that people read the desk in."""
