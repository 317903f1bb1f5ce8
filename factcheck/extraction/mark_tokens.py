"""The marks of a paragraph one by one: what each may be, by what stands before and after it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from factcheck.extraction.types import Span

_TOKEN = re.compile(r"[“”„‟\"«»‹›‘’‚'`＂](?:(?<=')'|(?<=`)`)?")
"""Begins with one set of characters: a text is searched for that fast."""
_TAG = re.compile(r"<[A-Za-z/!][^<>\n]{0,2000}>")
DOUBLE = frozenset(["“", "”", "„", "‟", '"', "«", "»", "''", "``", "＂"])
_BEFORE_OPENER = frozenset("([{-–—―/=>|*_…:;,“”„‟\"«»‹›‘‚'`¿¡")
_AFTER_CLOSER = frozenset(")]}-–—―/.,;:!?…<|*_“”\"«»‹›’'`[(")
_END_OF_WORDS = frozenset(",;:…”’")
_ELISION = re.compile(
    r"\d{2,4}s?\b|(?:tis|twas|em|til|till|cause|cos|bout|round|n|ere|neath|fraid|nuff|ello)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class MarkToken:
    mark: str
    start: int
    end: int
    can_open: bool
    can_close: bool
    strictly_opens: bool
    strictly_closes: bool
    in_tag: bool


def mark_tokens(text: str, paragraph: Span, most: int) -> list[MarkToken]:
    tags = []
    if text.find("<", paragraph.start, paragraph.end) >= 0:
        tags = [match.span() for match in _TAG.finditer(text, paragraph.start, paragraph.end)]
    found = []
    tag = 0
    for match in islice(_TOKEN.finditer(text, paragraph.start, paragraph.end), most):
        start, end = match.span()
        while tag < len(tags) and tags[tag][1] <= start:
            tag += 1
        in_tag = tag < len(tags) and tags[tag][0] <= start
        before = text[start - 1] if start > paragraph.start else "\n"
        after = text[end] if end < paragraph.end else "\n"
        if before.isalnum() and after.isalnum() and end - start == 1 and text[start] in "'’":
            continue  # didn’t: no quotation mark, whatever else may be one
        free_before = before.isspace() or before in _BEFORE_OPENER
        free_after = after.isspace() or after in _AFTER_CLOSER
        found.append(
            MarkToken(
                match.group(),
                start,
                end,
                can_open=free_before or not before.isalnum(),
                can_close=not before.isspace() or free_after,
                strictly_opens=free_before and not free_after,
                strictly_closes=free_after and (not free_before or before in _END_OF_WORDS),
                in_tag=in_tag or before == "=",
            )
        )
    return found


def is_single_opener(text: str, token: MarkToken) -> bool:
    if token.mark in DOUBLE or token.mark in "‹›":
        return False
    if token.mark == "’" or not token.can_open:
        return False
    if token.mark == "'" and _ELISION.match(text, token.end):
        return False
    following = text[token.end : token.end + 1]
    return bool(following) and not following.isspace()


def single_closers(text: str, tokens: list[MarkToken]) -> set[int]:
    """Indices of single marks that close: a plural's apostrophe gives way to a later closer."""
    closers: set[int] = set()
    later_closer = False
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.mark in DOUBLE or token.mark in "‹›‚`":
            continue
        if token.mark == "‘" or is_single_opener(text, token):
            later_closer = False
            continue
        after = text[token.end : token.end + 1]
        before = text[token.start - 1 : token.start]
        if after.isalnum() or before.isspace() or not before:
            continue
        plural = before == "s" and re.match(r"\s+[a-z]", text[token.end : token.end + 3])
        if plural and later_closer:
            continue
        closers.add(index)
        later_closer = True
    return closers


def single_marks_are_outer(text: str, tokens: list[list[MarkToken]]) -> bool:
    """British style: single marks outside, and every double mark within a single pair."""
    pairs = 0
    for paragraph in tokens:
        if not any(is_single_opener(text, token) for token in paragraph):
            if any(token.mark in DOUBLE and not token.in_tag for token in paragraph):
                return False
            continue
        closers = single_closers(text, paragraph)
        last_closer = max(closers, default=-1)
        is_open = False
        for index, token in enumerate(paragraph):
            if token.mark in DOUBLE:
                if not is_open and not token.in_tag:
                    return False
            elif not is_open and is_single_opener(text, token):
                is_open = index < last_closer or index == 0
            elif is_open and index in closers:
                is_open = False
                pairs += 1
    return pairs > 0
