"""The sieves: ordered ways to find who said a quotation, the first answer wins.

Each sieve looks at one quotation in its sentence and gives the source's words and the cue, or
nothing. Their order is in `attribution.py`; what each is right in, measured, in `precision.py`.
"""

from factcheck.extraction.speakers.sieves.after_quote import (
    according_to_after,
    cue_after,
    inverted_cue_after,
    parenthetical_cue,
)
from factcheck.extraction.speakers.sieves.before_quote import cue_before
from factcheck.extraction.speakers.sieves.findings import Finding, Place, Strength
from factcheck.extraction.speakers.sieves.indirect import (
    clause_subject,
    indirect_speech,
    may_report,
)
from factcheck.extraction.speakers.sieves.layout import (
    colon_before,
    colon_line,
    dash_and_name,
    dash_before,
    dash_line,
    label_line,
)

__all__ = [
    "Finding",
    "Place",
    "Strength",
    "according_to_after",
    "clause_subject",
    "colon_before",
    "colon_line",
    "cue_after",
    "cue_before",
    "dash_and_name",
    "dash_before",
    "dash_line",
    "indirect_speech",
    "inverted_cue_after",
    "label_line",
    "may_report",
    "parenthetical_cue",
]
