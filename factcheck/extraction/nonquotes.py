"""Text in quotation marks that is nobody's words, and why."""

from __future__ import annotations

import re

from factcheck.extraction.document import Document
from factcheck.extraction.marks import Marked
from factcheck.extraction.speakers.attribution import Attribution
from factcheck.extraction.types import NonQuoteReason

_WORKS = (
    "show|series|programme|program|broadcast|episode|book|novel|memoir|film|movie|documentary"
    "|drama|comedy|sitcom|musical|opera|play|song|single|album|track|ballad|anthem|hymn|tune"
    "|poem|essay|article|editorial|column|commentary|op-ed|blog|podcast|magazine|newspaper"
    "|website|site|app|game|painting|exhibition|exhibit|sculpture|bestseller|thriller|trilogy"
    "|saga|cartoon|comic|segment|franchise|musical|ad|spot|tour"
)
_WORK_BEFORE = re.compile(rf"\b(?:{_WORKS})s?(?:\s+of)?[,:]?\s*$", re.IGNORECASE)
_WORK_AFTER = re.compile(
    rf"\s*(?:radio\s+|tv\s+|television\s+|web)?(?:{_WORKS}|host|anchor|star|seats|page|section"
    r"|account)s?\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:named|entitled|titled|codenamed|code-named|known\s+(?:\w+\s+)?as|know\s+as|known\s+for|stars?\s+(?:in|of)|starring\s+in"
    r"|(?:by\s+)?the\s+name(?:\s+of)?|curator\s+of|nickname|hashtag|username"
    r"|(?:named|named\s+\w+)\s+\w+\s+\w+)[,:]?(?:\s+the)?\s*$",
    re.IGNORECASE,
)
_PERFORMED = re.compile(
    r"\b(?:sang|sings?|sung|singing|performed|performs|recorded|played|directed|co-?wrote)\s*$"
    r"|\b(?:sang|sings?|sung|singing|performed|performs|recorded|played|directed|co-?wrote)\s"
    r"[“\"‘][^“”\"‘’\n]{1,40}[”\"’],?\s+and\s*$"
)
_CALLED = re.compile(r"\b(?:called|dubbed|labelled|labeled|nicknamed)[,:]?\s*$", re.IGNORECASE)
_NEXT_MARKED = re.compile(r"\s+(?:an?\s+)?[“\"‘]")
"""called “The Long Shore” “a mess”: the first is what is called, the second what it is called."""
_BROADCASTER = re.compile(
    r"(?:\b[A-Z][A-Z0-9]{2,6}['’]s|\b(?:News|Fox|Sky|Netflix|Radio|Channel\s+\d)['’]?s"
    r"|\b(?:[Oo]n|hosts?|hosted|[Ww]atch(?:ed|ing)?))\s*$"
)
_PREDICATE = re.compile(
    r"\b(?:(?:is|are|was|were|be|been|remains?|seems?|became)(?:\s+(?:only|not|so|too|merely|simply"
    r"|just|also|\w+ly))?|(?:labell?ed|rated|branded|dubbed|deemed|considered|described\s+as)"
    r"|as\s+an?|who)\s*$"
)
"""It is “Q”; was labelled “Q”; went after him as a “Q”: a wording that is somebody's."""
_WORDED = re.compile(
    r"\b(?:labell?ed|rated|branded|dubbed|deemed|considered|hailed|described|seen|denounced"
    r"|portrayed|regarded)\s+(?:as\s+)?(?:an?|the)\s+(?:[a-z]+\s+)?$"
    r"|\b(?:names|words|terms|phrases|insults|slurs|epithets|slogans|labels|comments|questions)"
    r",?\s+(?:like|such\s+as)\s+$"
    r"|\b(?:chants?|cries|shouts|cheers)\s+of\s+$"
)
"""Is considered a true “Q”; insults such as “Q”: the wording is somebody's."""
_OWN = re.compile(r"(?:\b(?:his|her)|\b[A-Z][\w.-]+\s[A-Z][\w-]+['’]s?)\s*$")
"""Ana Ruiz’s “rotten pipe”, her “rotten pipe”: the words of whose pipe it is."""
_OWNED = re.compile(r"(?:\b(?:his|her|their)|['’]s)\s*$")
"""It is all in the woman’s “head.” A scare quote has its noun behind it, and no stop inside."""
_MESSAGE = re.compile(
    r"\b(?:message|messages|signal|reminder|assertion|notion|idea|claim|claims) that"
    r"(?:\s+(?:the|an?|his|her|its|their))?\s*$"
)
"""It sends a message that the “Q” may do as they please: the wording of the message."""
_SO_CALLED = re.compile(
    r"(?P<the>\b(?:the|an?|this|that|these|those)\s+)?\bso-?\s?called\s*$", re.IGNORECASE
)
"""The so-called “Q” is a term; NAME would tax so-called “Q” is somebody's wording."""
_AS = re.compile(r"(?<!known)(?<!such)(?<!well)\s+as\s*$")
_COORDINATED = re.compile(r"\s*,?\s*(?:and|or)(?:\s+(?:also|an?|the|his|her|its|even))?\s*")
_DETERMINED = re.compile(
    r"\b(?:a|an|the|his|her|its|their|in|at|for|during|into)\s*$", re.IGNORECASE
)
_SOURCE_LINE = re.compile(
    r"\s*[—–―-]+\s*[A-Z][^,\n]{1,40},\s+(?:[A-Z][a-z]+\.?\s+\d{1,2},\s+\d{4}|\d{1,2}\s+[A-Z][a-z]+"
    r"\s+\d{4}|\d{4})"
)
_HANDLE = re.compile(
    r"@\w+|#\w+|https?://\S+|(?:pic\.)?twitter\.com\S*|Follow .{1,40} on Twitter.*",
    re.IGNORECASE,
)
_STAGE_DIRECTION = re.compile(r"[(\[][^()\[\]]{1,60}[)\]]")
_ASIDE_OPENS = frozenset("@#hHpPtTfF([")
"""What a handle or a stage direction begins with."""
_SMALL = frozenset(
    "a an the of and or for in on at to with by from as is de la le vs v but".split()
)
_SCARE_WORDS = 3
"""A text in marks of at most so many words that no cue governs is a doubted or coined term."""
_TITLE_WORDS = 9
_FAR = 5
"""Tokens between a cue and a title-case name that it no longer governs."""


def reason_against(document: Document, marked: Marked, found: Attribution) -> NonQuoteReason | None:
    """Why the marked text is nobody's words; None when it is a quotation."""
    text = document.text
    inside = text[marked.start : marked.end].strip()
    if marked.embed:
        return "embed"
    if inside[0] in _ASIDE_OPENS and _HANDLE.fullmatch(inside.rstrip(".,;")):
        return "handle"
    if is_aside(inside) or not (inside[0].isalnum() or any(map(str.isalnum, inside))):
        return "stage_direction"
    before = text[max(0, marked.outer.start - 60) : marked.outer.start]
    after = text[marked.outer.end : marked.outer.end + 60]
    words = inside.split()
    close_by = before
    if not _is_word(before.rstrip().rstrip(",:")[-2:]):
        before = ""  # nothing to hang on, and nothing for a dozen patterns to search
    if _is_title(before, words, after, found) or _is_listed(close_by, after):
        return "title"
    if len(words) <= _SCARE_WORDS and (so_called := _SO_CALLED.search(before)) is not None:
        by_somebody = found.governed and found.answer.entity is not None
        if so_called["the"] or not by_somebody:
            return "scare_quote"
    if found.sieve == "parenthetical_cue" and _qualifies(before, words, after):
        return "scare_quote"
    if found.governed or len(words) > _SCARE_WORDS or _PREDICATE.search(before):
        return None
    if _WORDED.search(before) or (len(words) > 1 and inside[0].islower() and _OWN.search(before)):
        return None
    if inside[0].islower() and _AS.search(before):
        return None
    if _MESSAGE.search(before) or (inside[-1] in ".!?" and _OWNED.search(before)):
        return None
    return None if _stands_alone(close_by, inside, after) else "scare_quote"


def _is_word(end: str) -> bool:
    """Whether a text that ends so ends in a word, or a plural's apostrophe."""
    return end[-1:].isalnum() or end in ("s'", "s’")


def is_aside(inside: str) -> bool:
    """(Applause.), [Laughter], an account to follow: what nobody said, within what is said."""
    bare = inside.strip().rstrip(".,;")
    if bare[:1] not in _ASIDE_OPENS:
        return False
    return (_STAGE_DIRECTION.fullmatch(bare) or _HANDLE.fullmatch(bare)) is not None


def joins(document: Document, kept: Marked | None, marked: Marked) -> bool:
    """Whether only "and a" stands between a quotation and the next: both are one speaker's."""
    if kept is None or marked.outer.start - kept.outer.end > 20:
        return False
    between = document.text[kept.outer.end : marked.outer.start]
    return _COORDINATED.fullmatch(between) is not None


def _qualifies(before: str, words: list[str], after: str) -> bool:
    """The “wellness” centre was, NAME said, …: one word between an article and its noun."""
    return (
        len(words) == 1
        and _DETERMINED.search(before) is not None
        and re.match(r"\s[a-z]+\s", after) is not None
    )


def _is_title(before: str, words: list[str], after: str, found: Attribution) -> bool:
    """A name of a work, show, site or thing: title case and a noun or verb that names."""
    if len(words) > _TITLE_WORDS or not _is_title_case(words):
        return False
    if _WORK_BEFORE.search(before) or _NAMED.search(before):
        return True
    if len(words) > 1 and words[-1][-1].isalnum() and _PERFORMED.search(before):
        return True
    if _WORK_AFTER.match(after) and not words[-1].endswith((",", ".")):
        return True
    if _BROADCASTER.search(before) and len(words) > 1:
        return True
    if _CALLED.search(before) and _NEXT_MARKED.match(after) and len(words) > 1:
        return True
    speaker = found.answer.entity
    if _CALLED.search(before) and (speaker is None or not speaker.is_person):
        return found.answer.route != "pronoun"
    far = found.sieve == "same_sentence" or (
        found.sieve.endswith("cue_before") and found.distance > _FAR
    )
    return len(words) > 1 and far and _DETERMINED.search(before) is not None


def _is_title_case(words: list[str]) -> bool:
    content = [word for word in words if word.lower() not in _SMALL]
    return (
        bool(content)
        and not words[0][:1].islower()
        and not any(word[:1].islower() for word in content)
    )


def _is_listed(before: str, after: str) -> bool:
    """A line of a list of sources: “Headline” — Newspaper, date."""
    return _SOURCE_LINE.match(after) is not None and "\n" in (before[-40:] or "\n")


def _stands_alone(before: str, inside: str, after: str) -> bool:
    """A short sentence of its own, or what a colon leads up to."""
    start = before.rstrip(" \t\u00a0")[-1:]
    if start not in ("", "\n", ":", ".", "?", "!", "”", '"', "’", "'", "—"):
        return False
    following = after.lstrip(" \t\u00a0")[:1]
    if (following == "," or inside[-1] in ",!?") and start != ":":
        return True
    return not following.islower() and (start == ":" or inside[-1] in ".,?!…—-")
