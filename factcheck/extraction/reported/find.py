"""The reported statements of one sentence."""

from __future__ import annotations

from factcheck.extraction import words as w
from factcheck.extraction.clauses import Sentence
from factcheck.extraction.reported.cue_words import AUTHOR, CLAIM_NOUNS, REPORTING_FORMS
from factcheck.extraction.reported.groups import group_at, may_be_cue
from factcheck.extraction.reported.shapes import Reported, content_of
from factcheck.extraction.reported.sources import according_to, noun_cues

MOST_WORDS = 400
"""Tokens of a sentence that are read: a longer one is a table or a list."""
MOST_CUES = 8
"""Cues of a sentence that are read: nobody reports more, and each reads to the sentence's end."""

_CUES = frozenset(REPORTING_FORMS) | CLAIM_NOUNS | {"according"}
"""Every reported statement has one of these; most sentences have none."""


def find_reported(sentence: Sentence) -> list[Reported]:
    """The reported statements of one sentence, in the order of their cues."""
    if len(sentence) > MOST_WORDS:
        return []
    if _CUES.isdisjoint(sentence.lowers):
        return []
    found: list[Reported] = []
    cues = [
        position
        for position, lower in enumerate(sentence.lowers)
        if lower in REPORTING_FORMS and may_be_cue(sentence, position)
    ][:MOST_CUES]
    groups = [group for cue in cues if (group := group_at(sentence, cue)) is not None]
    openings = {group.opening for group in groups}
    for group in groups:
        if group.subject is None:
            if group.cue > 0 or sentence.tags[group.cue] != w.PARTICIPLE:
                continue
        elif sentence.lower(group.subject[0]) in AUTHOR:
            continue
        reported = content_of(sentence, group, openings)
        if reported is not None:
            found.append(reported)
    found.extend(according_to(sentence, openings))
    found.extend(noun_cues(sentence, openings))
    return sorted(found, key=lambda reported: reported.cue)[:MOST_CUES]
