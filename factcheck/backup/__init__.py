"""Backup and restore: the database at one moment, the archive's files, the keys, and what they are.

A backup is a folder. Its `manifest.json` is written last, so that whatever has none is none.
"""
