"""Words that report a statement, and words that tell when they do not."""

from __future__ import annotations

from factcheck.extraction.cues import NOUN_CUES, SPEECH_FORMS, TRANSITIVE_SPEECH
from factcheck.extraction.words import word_set

_SAYING = word_set(
    """say tell announce confirm report add warn caution note state write tweet post claim argue
    insist assert allege acknowledge admit concede explain reveal disclose declare deny contend
    maintain remark reply respond stress emphasize emphasise testify reiterate repeat recall
    recount observe complain charge boast brag joke quip counter retort affirm reaffirm proclaim
    assure inform predict promise pledge vow swear point mention comment underline underscore
    remind notify clarify lament"""
)
SUPPOSING = word_set("think believe suggest imply conclude find show indicate hint speculate agree")
"""Verbs of belief and of showing: they report, but never stand after their content."""

REPORTING_FORMS = {
    **{form: verb for form, verb in SPEECH_FORMS.items() if verb in _SAYING | SUPPOSING},
    **dict.fromkeys(word_set("indicate indicates indicated indicating"), "indicate"),
    **dict.fromkeys(word_set("show shows showed shown showing"), "show"),
}
"""Form → verb, for verbs that report a statement with or without "that"."""

EASY = word_set("say think believe argue claim insist tell")
"""Verbs that take a clause without "that" as a matter of course."""

STRICT = word_set(
    """announce report deny confirm reveal disclose find show indicate add promise pledge recall
    repeat recount mention post charge predict respond reply"""
)
"""Verbs that more often take a thing: a clause must show itself by a pronoun or a helper."""

NOUN_LIKE = word_set(
    """state post report tweet claim claims remark remarks comment comments promise promises
    charge pledge pledges"""
)
"""Forms that are nouns more often than verbs."""

ADDRESSED = TRANSITIVE_SPEECH | word_set("promise warn assure caution")
"""Verbs that may name the one spoken to before the content."""

REFUSALS = word_set(
    """not never n't declined refused failed unable without hardly don't didn't doesn't won't
    wouldn't couldn't can't hasn't haven't hadn't cannot don’t didn’t doesn’t won’t wouldn’t
    couldn’t can’t hasn’t haven’t hadn’t"""
)
CONCESSIONS = word_set("admit acknowledge concede")
"""Verbs that still report as infinitives: "was forced to admit that"."""

DOUBTFUL_HELPERS = word_set("could may might should must can to")
ASKING = word_set("why how what whether where who which if when")
HEADLINE_CUES = word_set(
    "says warns denies admits insists argues tells confirms announces vows acknowledges"
)
AUTHOR = word_set("i we you")
SOURCE_NOUNS = NOUN_CUES | word_set("one people critics officials experts sources")
MODALS = word_set("could would will can may might should must")
CITING = word_set(
    """citing referring calling pointing describing accusing urging alluding speaking blaming
    criticizing criticising praising quoting echoing"""
)
"""Participles with which the source's next act begins."""

NEXT_ACTS = word_set(
    """called dismissed urged accused praised criticized criticised blamed described denounced
    condemned encouraged thanked mocked defended rejected blasted slammed hailed lauded touted
    asked ridiculed demanded vowed"""
)
"""What else a source does in the same sentence: "… and called it a scandal"."""

CLOSE_LINKS = word_set("since because if unless when until whether")
"""Conjunctions over which a statement goes on after a cue in its middle."""

CLAIM_NOUNS = word_set(
    """claim claims report reports statement warning warnings assertion allegation allegations
    suggestion argument emphasis promise pledge prediction admission announcement contention
    complaint insistence denial acknowledgment"""
)
