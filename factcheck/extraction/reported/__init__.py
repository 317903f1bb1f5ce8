"""Reported speech: which words of a sentence are somebody's, who that is, and what says so.

Three shapes: the cue before the content ("Lee said that …", "told the paper Monday that …"),
after it ("…, Lee said", "…, according to Lee"), and within it ("The plan, Lee said, is dead").
"""

from factcheck.extraction.reported.find import find_reported
from factcheck.extraction.reported.shapes import Reported

__all__ = ["Reported", "find_reported"]
