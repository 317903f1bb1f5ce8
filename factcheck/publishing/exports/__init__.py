"""Checked claims in bulk: read batch by batch, written as lines, tables and feeds."""
