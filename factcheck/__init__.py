"""A newsroom's fact-check desk: an article goes in, twice-signed checked claims come out."""

__version__ = "0.1.0"
