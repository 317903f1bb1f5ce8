"""The words and marks of a text, quoted text masked.

A `Token` is a word or mark wherever it stands: what stands between two spaces is taken apart when
it is first seen, and looked up after that. `Words` are the tokens of one sentence, with their
places beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from operator import attrgetter

from factcheck.extraction.memo import LONGEST, Memo
from factcheck.extraction.own_tags import tag_of_mark, tag_of_word
from factcheck.extraction.types import Span
from factcheck.extraction.words import POSSESSIVE, QUOTE

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
LONGEST_RUN = 2_000
"""Tokens that are read of a stretch without a stop; no prose has as many, and noise costs less."""

_TOKEN = re.compile(
    r"([\w$€£@#%]++(?:[.’'\-‑][^\W_]++|/\d++)*+|\ue000++|\ue001++"
    r"|['’]s\b|(?<=s)['’](?=\s+\w)|--+|[^\w\s])"
)
_PLURAL_OWNER = re.compile(r"(?<=s)['’](?=\s+\w)")
_WORD_SIGNS = "_$€£@#%"
"""What a word may begin with besides letters and digits."""
_ALONE = frozenset(",;:?!…)”")
"""Marks behind a word that are tokens of their own, whatever the word."""


@dataclass(slots=True, eq=False)
class Token:
    """A word, punctuation mark, possessive ending or masked quotation. Treat as frozen: the same
    word is the same token wherever it stands. (A slot is read in a third of the time that a field
    of a tuple takes, and tokens are asked thousands of times an article.)

    `lower` is in lower case, the same object as `text` if that is. `tag` is the tag that the token
    has by itself, or the question that its neighbours answer (`tagging`).
    """

    text: str
    lower: str
    kind: str
    """`word`, `mark`, `possessive`, `quote` or `nickname`."""
    tag: str


_ENDINGS = {text: Token(text, "'s", "possessive", POSSESSIVE) for text in ("'s", "’s", "'S", "’S")}
"""Of owners, when they stand behind the word."""
_PLURAL_ENDINGS = {text: Token(text, text, "possessive", POSSESSIVE) for text in "'’"}


@dataclass(slots=True)
class Words:
    """The tokens of a sentence. Treat as frozen.

    `lowers` and `ends` have an entry for each token: its text in lower case, and the code point
    where it ends. `tags` are the tokens' own.
    """

    tokens: list[Token]
    lowers: list[str]
    ends: list[int]
    tags: str

    def __len__(self) -> int:
        return len(self.tokens)

    def start(self, index: int) -> int:
        """The code point where the token begins."""
        return self.ends[index] - len(self.tokens[index].text)

    def part(self, first: int, end: int) -> Words:
        """The tokens `first..end`, `end` exclusive."""
        part = slice(first, end)
        return Words(self.tokens[part], self.lowers[part], self.ends[part], self.tags[part])


_lower_of, _tag_of = attrgetter("lower"), attrgetter("tag")


def words_of(masked: str, span: Span) -> Words:
    """The tokens of a sentence of masked text, of the first `LONGEST_RUN` of them."""
    start, limit = span
    if limit - start > LONGEST_RUN:
        return _take_apart(masked, span)
    sentence = masked[start:limit]
    chunks = sentence.split()
    pieces = list(map(TOKEN_PIECES.__getitem__, chunks))
    if not pieces:
        return Words([], [], [], "")
    if "s'" in sentence or "s’" in sentence:
        _settle_plurals(chunks, pieces)
    tokens, lowers, steps, tags = zip(*pieces, strict=True)
    ends = list(accumulate(chain.from_iterable(steps), initial=start - 1))
    if ends[-1] != limit:  # white space of more than one code point
        return _take_apart(masked, span)
    flat = chain.from_iterable
    return Words(list(flat(tokens)), list(flat(lowers)), ends[1:], "".join(tags))


_Piece = tuple[tuple[Token, ...], tuple[str, ...], tuple[int, ...], str]
"""The tokens of what stands between two spaces; their texts in lower case; how far each ends behind
the one before it, the space before the first counted in; and their tags."""


def _piece(text: str) -> _Piece:
    """What has one space before it, taken apart. An apostrophe at its end is a mark."""
    if text.isalnum():
        token = _token(text)
        return (token,), (token.lower,), _shared((len(text) + 1,)), token.tag
    if text.count(MASK) == len(text):
        return (_token(text),), (text,), (len(text) + 1,), QUOTE
    word, last = text[:-1], text[-1]
    if word.isalnum() and (last in _ALONE or (last == "." and not _keeps_stop(word))):
        token, mark = TOKEN_PIECES[word][0][0], _TOKENS[last]
        steps = _shared((len(text), 1))
        return (token, mark), (token.lower, mark.lower), steps, token.tag + mark.tag
    tokens, _ = _parts(text, Span(0, len(text)))
    first, *others = [len(token.text) for token in tokens]
    tags, lowers = "".join(map(_tag_of, tokens)), tuple(map(_lower_of, tokens))
    return tuple(tokens), lowers, _shared((first + 1, *others)), tags


TOKEN_PIECES = Memo(_piece)


def _shared(steps: tuple[int, ...]) -> tuple[int, ...]:
    """The same object for the same steps: there are few, and they stay in the processor's cache."""
    return _STEPS.setdefault(steps, steps) if max(steps) <= LONGEST and len(steps) < 3 else steps


_STEPS: dict[tuple[int, ...], tuple[int, ...]] = {}


def _settle_plurals(chunks: Sequence[str], pieces: list[_Piece]) -> None:
    """The voters’ list: before a word the apostrophe of a plural is the ending of an owner."""
    for index, (chunk, following) in enumerate(pairwise(chunks)):
        if chunk.endswith(("s'", "s’")) and (following[0].isalnum() or following[0] == "_"):
            tokens, lowers, steps, tags = pieces[index]
            owning = (*tokens[:-1], _PLURAL_ENDINGS[chunk[-1]])
            pieces[index] = owning, lowers, steps, tags[:-1] + POSSESSIVE


def _take_apart(masked: str, span: Span) -> Words:
    """The tokens of a sentence, found with a pattern."""
    tokens, ends = _parts(masked, span)
    tags = "".join(map(_tag_of, tokens))
    return Words(tokens, list(map(_lower_of, tokens)), ends, tags)


def _parts(masked: str, span: Span) -> tuple[list[Token], list[int]]:
    """The tokens of a stretch of masked text, and where they end.

    Mr. keeps its stop; Ana’s is a word and an ending; whether an apostrophe is an ending or a mark
    what follows says.
    """
    start, limit = span
    pieces = _TOKEN.split(masked[start:limit], LONGEST_RUN)
    pieces.pop()
    edges = list(accumulate(map(len, pieces), initial=start))
    tokens: list[Token] = []
    ends: list[int] = []
    taken = start
    for text, begin, end in zip(pieces[1::2], edges[1::2], edges[2::2], strict=True):
        if begin < taken:
            continue  # the stop of the abbreviation before it
        token, taken = _TOKENS[text], end
        if token.kind == "word":
            if masked[end : min(end + 1, limit)] == "." and _keeps_stop(text):
                token, taken = _TOKENS[text + "."], end + 1
            elif text[-2:] in _ENDINGS and len(text) > 2 and text[0].isalnum():
                tokens.append(_TOKENS[text[:-2]])
                ends.append(end - 2)
                token = _ENDINGS[text[-2:]]
        elif text in _PLURAL_ENDINGS and _PLURAL_OWNER.match(masked, begin, limit) is not None:
            token = _PLURAL_ENDINGS[text]
        tokens.append(token)
        ends.append(taken)
    return tokens, ends


def _keeps_stop(word: str) -> bool:
    """Mr., J. and U.S. keep the stop that follows them."""
    if not word[0].isalnum():
        return False
    if len(word) == 1:
        return word.isupper()
    return word.lower() in ABBREVIATIONS or (word[1] == "." and word[-2] == ".")


def _token(text: str) -> Token:
    """The token as it is by itself: a lone apostrophe is a mark."""
    first = text[0]
    if first == MASK:
        return Token(text, text, "quote", QUOTE)
    if first == NICKNAME_MASK:
        return Token(text, text, "nickname", POSSESSIVE)
    lower = text.lower()
    if lower == text:
        lower = text
    if first.isalnum() or first in _WORD_SIGNS:
        return Token(text, lower, "word", tag_of_word(text, lower))
    if text in _ENDINGS:
        return Token(text, lower, "possessive", POSSESSIVE)
    return Token(text, lower, "mark", tag_of_mark(text))


_TOKENS = Memo(_token)
