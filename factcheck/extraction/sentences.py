"""Masking of quoted text, tokens, and sentence spans.

A comma or stop before a closing mark must not end the sentence around it. So quoted text is
first replaced by as many `MASK` characters, and sentences are cut in what is left: offsets in
the masked text are offsets in the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, compress, count, repeat
from operator import itemgetter
from typing import NamedTuple

from factcheck.extraction.cues import SPEECH_FORMS
from factcheck.extraction.memo import Memo
from factcheck.extraction.types import Span

MASK = "\ue000"
"""Stands for each code point of quoted text and of its marks."""
NICKNAME_MASK = "\ue001"
"""Stands for a nickname in marks within a name, so that the name stays in one piece."""

ABBREVIATIONS = frozenset(
    """mr mrs ms mx dr prof sen sens rep reps gov govs gen lt col sgt capt cpl pvt adm maj cmdr cmdt
    brig pres supt det rev fr hon msgr st mt ft jr sr messrs atty amb sec del vs etc inc corp co ltd
    llc bros dept univ assn  vol  approx est jan feb mar apr jun jul aug sept sep
    oct nov dec mon tue tues wed thu thurs fri ala ariz ark calif colo conn fla  ind kan ky md
     mich minn  mo mont neb nev okla  pa tenn tex vt va  wis wyo
    u.s u.k u.n e.g i.e a.m p.m d.c n.y n.j n.c s.c n.h n.m n.d s.d w.va l.a r.i ph.d m.d j.d b.a
    m.a""".split()
)

_LONG = 1 + max(map(len, ABBREVIATIONS))
"""Letters in a row that are no abbreviation, nor the end of one."""
_TOKEN = re.compile(
    r"([\w$€£@#%]++(?:[.’'\-‑][^\W_]++|/\d++)*+|\ue000++|\ue001++"
    r"|['’]s\b|(?<=s)['’](?=\s+\w)|--+|[^\w\s])"
)
_PLURAL_OWNER = re.compile(r"(?<=s)['’](?=\s+\w)")
_END = re.compile(r"([.!?…](?<![.!?…].)[.!?…]*+)[)\]”’\"']*+(?:\s+|$)")
_QUOTE_END = re.compile(r"\ue000(?<!\ue000.)\ue000*+[)\]]*+(\s+)")
_NEXT_OPENS = re.compile(r"[A-ZÀ-ÖØ-Þ\d\ue000(\[“‘\"'•*@#¿¡—–-]")
_CUE_FOLLOWS = re.compile(
    r"(?:(?:[A-ZÀ-Þ][\w.’'-]*|\ue001+|of|de|van|von|the|chief|leader|minister|spokesman"
    r"|spokeswoman)\s+){1,6}(?:has\s+|had\s+|also\s+|then\s+|later\s+)?([a-z]+)\b([.,]?)"
)
_ANEW = re.compile(r"(?:The|A|An|But|And|In|He|She|It|They|We|I|On|At|His|Her|This)\b")
_STRETCH_END = re.compile(r"\ue000|(?<=[a-z]{3})[.!?](?=\s|$)")
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]")
_LAST_WORD = re.compile(r"[\w.]+$")


class Token(NamedTuple):
    """A word, punctuation mark, possessive ending or masked quotation. `lower` is folded."""

    text: str
    lower: str
    start: int
    end: int
    kind: str
    """`word`, `mark`, `possessive`, `quote` or `nickname`."""


def mask(text: str, hidden: Iterable[Span], nicknames: Iterable[Span] = ()) -> str:
    """The text with each span replaced, code point for code point."""
    spans = [(span, MASK) for span in hidden] + [(span, NICKNAME_MASK) for span in nicknames]
    pieces = []
    position = 0
    for span, character in sorted(spans):
        pieces.append(text[position : span.start])
        pieces.append(character * (span.end - span.start))
        position = span.end
    pieces.append(text[position:])
    return "".join(pieces)


LONGEST_RUN = 2_000
"""Tokens that are read of a stretch without a stop; no prose has as many, and noise costs less."""

_MARKS = frozenset(',.:;—–-()[]?!…“”"‘/*•|&')
"""Marks that are nothing else. An apostrophe may make an owner of a plural."""

_OWNERS = frozenset(("'s", "’s"))
_STOPPED, _OWNING, _APOSTROPHE = "stopped", "owning", "apostrophe"
_UNSETTLED = frozenset((_STOPPED, _OWNING, _APOSTROPHE))
"""Kinds of what may turn out another token: it may keep its stop (Mr.), be a word and its
possessive ending (Ana’s), or be an ending or a mark, as what follows will have it."""


def _kind_alone(text: str) -> str:
    """The kind of a token as far as the token itself tells."""
    first = text[0]
    if text in _MARKS:
        return "mark"
    if first.isalnum() or first in "_$€£@#%":
        lower = text.lower()
        if lower[0].isalnum() and _keeps_stop(text, lower):
            return _STOPPED
        owning = lower[0].isalnum() and lower[-2:] in _OWNERS and len(text) > 2
        return _OWNING if owning else "word"
    if first in "'’":
        return _APOSTROPHE
    if first == MASK:
        return "quote"
    return "nickname" if first == NICKNAME_MASK else "mark"


def tokens_of(masked: str, span: Span) -> list[Token]:
    """The tokens of a sentence of masked text, of the first `LONGEST_RUN` of them.

    Column by column, so that the loops over all words of a text are C's: what stands between
    two spaces is taken apart when it is first seen, and looked up after that.
    """
    start, limit = span
    if limit - start > LONGEST_RUN:
        return _take_apart(masked, span)
    written = list(map(_WRITTEN.__getitem__, masked[start:limit].split()))
    edges = list(accumulate(chain.from_iterable(map(_steps_of, written)), initial=start - 1))
    if edges[-1] != limit:  # white space of more than one code point
        return _take_apart(masked, span)
    kinds = list(chain.from_iterable(map(_kinds_of, written)))
    texts = chain.from_iterable(map(_texts_of, written))
    lowers = chain.from_iterable(map(_lowers_of, written))
    found = _tokens(texts, lowers, edges[1::2], edges[2::2], kinds)
    return _settled(masked, found, kinds, limit) if _APOSTROPHE in kinds else found


def _tokens(*columns: Iterable[str] | Iterable[int]) -> list[Token]:
    """Tokens from a column for each of their fields."""
    return list(map(tuple.__new__, repeat(Token), zip(*columns, strict=True)))


_Written = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[int, ...]]
"""Text, lower case and kind of each token, then the code points before each and in it."""
_texts_of, _lowers_of, _kinds_of, _steps_of = map(itemgetter, range(4))


def _written(chunk: str) -> _Written:
    """The tokens of what stands between two spaces. A plural's apostrophe remains unsettled."""
    if chunk.isalnum():
        return (chunk,), (chunk.lower(),), ("word",), (1, len(chunk))
    texts, lowers, _, _, kinds = zip(*_take_apart(chunk, Span(0, len(chunk))), strict=True)
    if chunk.endswith(("s'", "s’")):
        kinds = (*kinds[:-1], _APOSTROPHE)
    steps = [step for text in texts for step in (0, len(text))]
    return texts, lowers, kinds, (1, *steps[1:])


_WRITTEN = Memo(_written)


def _take_apart(masked: str, span: Span) -> list[Token]:
    """The tokens of a sentence, found with a pattern."""
    start, limit = span
    pieces = _TOKEN.split(masked[start:limit], LONGEST_RUN)
    pieces.pop()
    texts = pieces[1::2]
    edges = list(accumulate(map(len, pieces), initial=start))
    kinds = list(map(_kind_alone, texts))
    found = _tokens(texts, map(str.lower, texts), edges[1::2], edges[2::2], kinds)
    return found if _UNSETTLED.isdisjoint(kinds) else _settled(masked, found, kinds, limit)


def _settled(masked: str, found: Sequence[Token], kinds: Sequence[str], limit: int) -> list[Token]:
    """The tokens with those that are not settled made what their neighbours say."""
    settled: list[Token] = []
    done = 0
    for index in compress(count(), map(_UNSETTLED.__contains__, kinds)):
        settled += found[done:index]
        text, lower, start, end, kind = found[index]
        done = index + 1
        if kind == _OWNING:
            settled.append(Token(text[:-2], lower[:-2], start, end - 2, "word"))
            settled.append(Token(text[-2:], "'s", end - 2, end, "possessive"))
        elif kind == _APOSTROPHE:
            owner = len(text) == 2 or _PLURAL_OWNER.match(masked, start, limit) is not None
            settled.append(Token(text, lower, start, end, "possessive" if owner else "mark"))
        elif masked[end : min(end + 1, limit)] == ".":
            settled.append(Token(text + ".", lower + ".", start, end + 1, "word"))
            done += 1
        else:
            settled.append(Token(text, lower, start, end, "word"))
    settled += found[done:]
    return settled


def _keeps_stop(word: str, lower: str) -> bool:
    """Mr., J. and U.S. keep the stop that follows them."""
    if len(word) == 1:
        return word.isupper()
    return lower in ABBREVIATIONS or (word[1] == "." and word[-2] == ".")


def sentence_spans(text: str, masked: str, paragraph: Span) -> Iterator[Span]:
    """Sentences of one paragraph without white space at their edges; it has none at its own."""
    start, end = paragraph
    cuts = [*_stops(masked, paragraph), end]
    if masked.find(MASK, start, end) >= 0:
        cuts = sorted({*cuts, *_quote_ends(text, masked, paragraph)})
    for cut in cuts:
        end = cut
        while end > start and masked[end - 1].isspace():
            end -= 1
        if start < end:
            yield Span(start, end)
        start = cut


def trim(text: str, span: Span) -> Span:
    """The span without white space at its edges."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _stops(masked: str, paragraph: Span) -> Iterator[int]:
    for match in _END.finditer(masked, paragraph.start, paragraph.end):
        after = match.end()
        if after >= paragraph.end:
            continue
        if not _NEXT_OPENS.match(masked, after):
            continue
        if match.group(1) == "." and not _follows_long_word(masked, match.start()):
            before = _LAST_WORD.search(
                masked, max(paragraph.start, match.start() - 24), match.start()
            )
            word = before.group().lower() if before else ""
            abbreviated = word in ABBREVIATIONS or _INITIALS.fullmatch(word) is not None
            if abbreviated and not _starts_anew(masked, after, word):
                continue
            if len(word) == 1 and word.isalpha() and word != "i":
                continue
            if word == "no" and masked[after].isdigit():
                continue
        yield after


def _follows_long_word(masked: str, stop: int) -> bool:
    """Whether a word ends at the stop that is longer than any abbreviation."""
    return stop >= _LONG and masked[stop - _LONG : stop].isalpha()


def _starts_anew(masked: str, after: int, word: str) -> bool:
    """After "p.m." or "U.S." a new sentence may start; after "Mr." it never does."""
    if "." not in word and word not in ("inc", "corp", "co", "etc", "jr", "sr"):
        return False
    return masked[after] == MASK or _ANEW.match(masked, after) is not None


def _quote_ends(text: str, masked: str, paragraph: Span) -> Iterator[int]:
    """Where a quotation that ends in a stop ends the sentence around it."""
    for match in _QUOTE_END.finditer(masked, paragraph.start, paragraph.end):
        after = match.end()
        if after >= paragraph.end or not _NEXT_OPENS.match(masked, after):
            continue
        last = _last_of_quoted(text, match.start(), match.start(1))
        if last not in ".!?…" or masked[after] in "—–-":
            continue
        if last != "." and _cue_comes(masked, after, paragraph.end):
            continue
        following = _CUE_FOLLOWS.match(masked, after, min(paragraph.end, after + 160))
        if (
            following is not None
            and following.group(1) in SPEECH_FORMS
            and (last != "." or following.group(2) == ".")
        ):
            continue
        yield after


def _cue_comes(masked: str, after: int, end: int) -> bool:
    """“Why?” NAME, who had come late, asked: a verb of saying before the next stop or quote."""
    stretch = masked[after : min(end, after + 160)]
    stop = _STRETCH_END.search(stretch)
    words = stretch[: stop.start() if stop else len(stretch)].split()
    return any(word.strip(",;:") in SPEECH_FORMS for word in words[1:])


def _last_of_quoted(text: str, start: int, end: int) -> str:
    while end > start and text[end - 1] in "”“\"'’‘»«›‹)] ":
        end -= 1
    return text[end - 1] if end > start else " "
