"""What kind of claim a clause is, several kinds at once, and whether it can be checked.

The kinds follow Konstantinovskiy et al., "Toward Automated Factchecking" (2018), several to a
claim; pledges, events and quotes are kept apart because a desk asks other questions of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from factcheck.extraction.types import Quantity

PREDICTION, PLEDGE, STATISTIC, COMPARISON = "prediction", "pledge", "statistic", "comparison"
RANKING, CAUSAL, LEGAL, EVENT, QUOTE = "ranking", "causal", "legal", "event", "quote"
VOTING_RECORD, PUBLIC_OPINION, DEFINITION = "voting_record", "public_opinion", "definition"
PERSONAL, OPINION, OTHER = "personal", "opinion", "other"

CHECKABLE = frozenset(
    (PREDICTION, PLEDGE, STATISTIC, COMPARISON, RANKING, CAUSAL, LEGAL, EVENT, VOTING_RECORD,
     PUBLIC_OPINION, DEFINITION)
)  # fmt: skip

_FUTURE = re.compile(
    r"\b(?:will|won['’]t|going to|shall|on track|set to|due to (?:be|meet|take|visit|start|begin|"
    r"open|go|arrive|hold|speak|appear)\b|(?:is|are|was|were) due to|about to|"
    r"(?:is|are|was|were|be) (?:\w+ )?(?:expected|scheduled|projected|forecast|slated|poised) to|"
    r"(?:is|are) (?:un)?likely to|by 20[2-9]\d|plan(?:s|ned)? to|(?:is|are) planning to)\b|"
    r"['’]ll\b",
    re.IGNORECASE,
)
_REPORTED_FUTURE = re.compile(r"\bwould(?:n['’]t)? (?!have\b)", re.IGNORECASE)
_PROMISE = re.compile(
    r"\b(?:promis(?:e[sd]?|ing)|pledg(?:e[sd]?|ing)|vow(?:s|ed)?|guarantees?|commit(?:s|ted|ment)? "
    r"to|committed to)\b|\b(?:we|i)(?:['’]ll| will| won['’]t| are (?:firmly )?on track|"
    r" am going)\b",
    re.IGNORECASE,
)
_COMPARISON = re.compile(
    r"\b(?:(?:more|less|fewer|rather|other|\w{2,}er) than|as \w+ as|compared (?:with|to)|up from|"
    r"down from|increas(?:e[sd]?|ing)|decreas(?:e[sd]?|ing)|ris(?:e[sn]?|ing)|rose|"
    r"f[ae]ll(?:en|ing)?|"
    r"declin(?:e[sd]?|ing)|doubled|tripled|quadrupled|gr[eo]wn?|dropp?(?:ed|ing)?|soared|surged|"
    r"plunged|shrank|halved|twice as|half as|(?:highe|lowe|large|bigge|smalle|faste|slowe)r)\b",
    re.IGNORECASE,
)
_RANKING = re.compile(
    r"\b(?:for the (?:first|last|second|third) time(?: (?:ever|in [\w’' ]{1,40}history))?|"
    r"the (?:first|only|last|most|least|best|worst|fewest|\w{3,}est)\b(?! of (?:the|all) of)|"
    r"(?:his|her|its|their|the world['’]s|the country['’]s|[A-Z]\w+['’]s) "
    r"(?:first|only|\w{3,}est|most)\b|"
    r"(?:a|an all-time|all-time|the) record\b|never before|in (?:\w+ ){0,3}history|no\. ?1\b|"
    r"number one\b|unprecedented)",
    re.IGNORECASE,
)
_NOT_RANKING = re.compile(
    r"\bthe (?:first|second) (?:half|quarter|lady|amendment|day|week|month|year)\b|\b(?:interest|"
    r"latest|honest|request|protest|contest|suggest|west|forest|arrest|guest|harvest|modest)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:because(?: of)?|caus(?:e[sd]?|ing)|led to|lead(?:s|ing)? to|due to|"
    r"result(?:s|ed|ing)? in|as a result|thanks to|blam(?:e[sd]?|ing)|contribut(?:e[sd]?|ing) to|"
    r"trigger(?:s|ed|ing)?|fuel(?:s|ed|ing)|driven by|responsible for|undermin(?:e[sd]?|ing)|"
    r"worsen(?:s|ed|ing)?|destabili[sz](?:e[sd]?|ing)|ma(?:kes|de) it (?:harder|easier)|"
    r"prevent(?:s|ed|ing)?|spurr?(?:s|ed|ing)|brought about|forc(?:es|ed|ing))\b",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\b(?:laws?|illegal(?:ly)?|legal(?:ly)?|unlawful|constitution(?:al)?|unconstitutional|court|"
    r"statute|regulations?|legislation|bann?(?:ed|s)?|prohibit(?:s|ed)?|required (?:by|to)|"
    r"treaty|sanctions?|convicted|indicted|charged with|sentenced|lawsuit|sued|ruled|"
    r"(?:is|are|was|were|be) (?:\w+ )?(?:allowed|permitted|entitled|eligible|barred|obliged) )",
    re.IGNORECASE,
)
_VOTE = re.compile(
    r"\bvot(?:e[sd]?|ing) (?:for|against|to|on|in favou?r|down|with|yes|no|\d)|\bvoting record\b|"
    r"\b(?:abstained|cosponsored|co-sponsored|vetoed|filibustered)\b",
    re.IGNORECASE,
)
_POLL = re.compile(
    r"\b(?:polls?|surveys?|approval ratings?|respondents)\b|\b(?:percent|%|majority|most|half|"
    r"two-thirds) (?:of )?(?:all |the )?(?:\w+ )?(?:americans|voters|people|britons|europeans|"
    r"citizens|adults|women|men|respondents|residents|germans|ukrainians)\b.{0,40}\b(?:say|think|"
    r"believe|support|oppose|want|approve|disapprove|favou?r|back|trust)",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"\b(?:(?:is|are) (?:defined|known|called|described) as|stands for|refers? to (?:the|a|an)\b|"
    r"means (?:that|the|a)\b|is a (?:type|kind|form) of)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:was|were|has|have|had|been|did|began|took|met|won|lost|held|sent|gave|came|went|made|"
    r"left|cut|fell|rose|ran|struck|broke|brought|built|bought|sold|hit|became|signed|\w{3,}ed)\b(?!-)",
    re.IGNORECASE,
)
_NEWS = re.compile(r"\btak(?:e|es|ing) (?:place|part|over|office)\b", re.IGNORECASE)
_NESTED_SPEECH = re.compile(
    r"\b(?:said|told|called|claimed|announced|wrote|stated|tweeted)\b", re.IGNORECASE
)
_VIEW = re.compile(
    r"\b(?:should|must|ought to|needs? to|have to|has to|i think|i believe|we believe|i feel|in my "
    r"(?:view|opinion)|seems?|appears? to|looks? like|hopes?|hoping|wants?|wanted|wishe?s?|"
    r"deserves?|"
    r"aims? to|fears?|worr(?:y|ies|ied)|loves?|hates?|feels?|great|terrible|wonderful|horrible|"
    r"beautiful|awful|amazing|disgrace(?:ful)?|disaster|shame(?:ful)?|important|unacceptable|wrong|"
    r"right thing|fantastic|tremendous|ridiculous|outrageous|tired of|proud|sad|insult|difficult|"
    r"critical|crucial|vital|too early|fair|unfair|typical|skeptical|sceptical|convinced|delighted|"
    r"would be (?:a |an )?(?:\w+ )?(?:mistake|wrong|better|good|bad))\b",
    re.IGNORECASE,
)
_ME = re.compile(r"\b(?:i|my|me|myself)\b|\bi['’](?:m|ve|d|ll)\b", re.IGNORECASE)
_LIFE = re.compile(
    r"\b(?:remember|grew up|felt|my (?:life|family|father|mother|wife|husband|son|daughter|"
    r"childhood|heart|friends?|experience)|recall(?:s|ed)?|as a (?:child|kid|boy|girl))\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|hardly|barely|"
    r"den(?:y|ies|ied))\b|n['’]t\b",
    re.IGNORECASE,
)


class Kinds(NamedTuple):
    """`types` has the main kind first and is never empty; `superlative` are the ranking words."""

    types: tuple[str, ...]
    checkable: bool
    negated: bool
    superlative: str | None
    ahead: bool


def looks_ahead(text: str, *, reported: bool = False) -> bool:
    """Whether a clause speaks of the future; in reported speech "would" does too."""
    return _FUTURE.search(text) is not None or (
        reported and _REPORTED_FUTURE.search(text) is not None
    )


def is_negated(text: str) -> bool:
    """Whether a negation stands in the clause."""
    return _NEGATION.search(text) is not None


def kinds_of(
    text: str,
    quantities: Sequence[Quantity] = (),
    *,
    reported: bool = False,
) -> Kinds:
    """The kinds of one clause. `quantities` are those found in it."""
    ahead = looks_ahead(text, reported=reported)
    ranking = _ranking(text)
    amounts = [quantity for quantity in quantities if quantity.unit != "ordinal"]
    found = [
        (VOTING_RECORD, _VOTE.search(text) is not None),
        (PREDICTION, ahead),
        (PLEDGE, ahead and _PROMISE.search(text) is not None),
        (PUBLIC_OPINION, _POLL.search(text) is not None),
        (STATISTIC, bool(amounts)),
        (CAUSAL, _CAUSE.search(text) is not None),
        (COMPARISON, _COMPARISON.search(text) is not None),
        (RANKING, ranking is not None),
        (LEGAL, _LEGAL.search(text) is not None),
        (DEFINITION, _DEFINITION.search(text) is not None),
        (QUOTE, _NESTED_SPEECH.search(text) is not None),
        (EVENT, not ahead and (_EVENT.search(text) is not None or _NEWS.search(text) is not None)),
        (PERSONAL, _ME.search(text) is not None and _LIFE.search(text) is not None),
        (OPINION, _VIEW.search(text) is not None),
    ]
    types = tuple(kind for kind, holds in found if holds) or (OTHER,)
    return Kinds(types, _is_checkable(types, amounts), is_negated(text), ranking, ahead)


def _ranking(text: str) -> str | None:
    for match in _RANKING.finditer(text):
        if _NOT_RANKING.search(match.group()) is None and (
            _NOT_RANKING.match(text, match.start()) is None
        ):
            return match.group()
    return None


def _is_checkable(types: Sequence[str], amounts: Sequence[Quantity]) -> bool:
    if PERSONAL in types and not amounts:
        return False
    kinds = CHECKABLE.intersection(types)
    if OPINION in types:
        return bool(amounts) or bool(kinds - {EVENT, COMPARISON, RANKING, CAUSAL, LEGAL})
    return bool(kinds)
