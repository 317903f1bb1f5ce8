"""Copies of pages that don't vanish: WARC files in an archive, and what the desk knows of each."""
