"""Names in the text as runs of capitalised words: where a title ends and a name begins.

`Chunker.chunks` reads the tokens of every sentence; `names.NameTable` makes people of the chunks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from factcheck.extraction.lexicon import (
    BODY_NOUNS,
    BODY_WORDS,
    DOCUMENT_NOUNS,
    KINSHIP,
    NOT_NAMES,
    PARTICLES,
    PLACES,
    PLURAL_PEOPLE,
    ROLE_NOUNS,
    TEMPORAL,
    TITLES,
    first_names,
)
from factcheck.extraction.sentences import Token

SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])
_OF_HEADS = TITLES | BODY_WORDS | frozenset(["ministry", "state", "bank", "church", "daughters"])
_WEAK_TITLES = frozenset(
    [
        "former",
        "acting",
        "democratic",
        "democrat",
        "republican",
        "general",
        "major",
        "chief",
        "leader",
    ]
)
_TELLING_TITLES = TITLES - _WEAK_TITLES
_COMMON = ROLE_NOUNS | BODY_NOUNS | PLURAL_PEOPLE | DOCUMENT_NOUNS
_AFTER_NEW = frozenset(
    [
        "york",
        "zealand",
        "jersey",
        "hampshire",
        "mexico",
        "orleans",
        "delhi",
        "england",
        "yorker",
        "yorkers",
        "republic",
        "scientist",
        "statesman",
        "brunswick",
        "caledonia",
        "guinea",
        "labour",
    ]
)
_BODY_ENDS = frozenset(
    [
        "council",
        "committee",
        "party",
        "university",
        "institute",
        "commission",
        "association",
        "union",
        "foundation",
        "ministry",
        "department",
        "agency",
        "court",
        "congress",
    ]
)
_NO_NAME_CHARACTER = re.compile(r"[\d_$€£@#%/]")
_SURNAMES_TOO = frozenset(
    """church law steel street bank post house cross star guardian power price bill mail watch
    front power labour coal school""".split()
)
"""Words for bodies and their parts that are surnames as well."""
_CHIEFS = frozenset(["ceo", "cfo", "coo", "cto"])
"""Offices in capitals between a firm and a name: Pfizer CEO Al Bauer."""
_SAID = frozenset(
    ["said", "says", "told", "added", "wrote", "tweeted", "explained", "recalled", "replied"]
)


@dataclass(slots=True)
class Chunk:
    sentence: int
    first: int
    name_first: int
    last: int
    words: tuple[str, ...]
    title: str
    possessive: bool
    after_the: bool
    after_preposition: bool
    role_before: str
    start: int
    end: int
    text: str
    titled: str
    could_be_person: bool = False
    person: bool = False


def surname_of(words: Sequence[str]) -> str:
    for word in reversed(words):
        if word not in SUFFIXES:
            return word
    return words[-1]


def _may_be_person(chunk: Chunk) -> bool:
    if len(chunk.words) > 5:
        return False
    if not BODY_WORDS.isdisjoint(chunk.words) and not _is_given_and(chunk.words):
        return False
    if chunk.words[-1] in PLACES and (chunk.words[0] in PLACES or len(chunk.words[0]) == 2):
        return False
    if chunk.after_the:
        return False
    return _NO_NAME_CHARACTER.search(chunk.text) is None


def _is_given_and(words: Sequence[str]) -> bool:
    """Bill Crane, David Steel: a given name beside a word that mostly belongs to a body."""
    if len(words) != 2 or words[0] in PLACES or first_names().get(words[0]) not in ("m", "f"):
        return False
    return words[1] in _SURNAMES_TOO or words[1] not in BODY_WORDS


def _is_opening_participle(token: Token, following: Token) -> bool:
    """Praising the …, Asked about …: no name, though it has a capital."""
    return token.lower.endswith(("ing", "ed", "ly")) and (
        following.kind == "quote" or following.lower in NOT_NAMES
    )


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Title case throughout: Harbour Wall Found Cracked by Lyon Mayor Ana Ruiz."""
    capitals = 0
    for token in tokens:
        if token.kind == "quote":
            return False
        if token.kind == "word" and len(token.text) > 3:
            if token.text[0].islower() and (len(token.text) > 4 or token.lower in _SAID):
                return False
            capitals += token.text[0].isupper()
    return capitals >= 5


_text_of = attrgetter("text")


class Chunker:
    """Finds runs of capitalised words and says where the title ends and the name begins."""

    def __init__(self, text: str, sentences: Sequence[Sequence[Token]]) -> None:
        self.text = text
        self.sentences = sentences
        self.first_names = first_names()
        self.surnames: set[str] = set()
        self.in_headline = False
        texts = set(map(_text_of, chain.from_iterable(sentences)))
        self.lower_words = {text for text in texts if text[0].islower()}

    def chunks(self) -> list[Chunk]:
        found: list[Chunk] = []
        headlines = {index for index, tokens in enumerate(self.sentences) if _is_headline(tokens)}
        # What the text calls people tells where a name ends among capitals.
        in_order = sorted(range(len(self.sentences)), key=lambda index: index in headlines)
        for index in in_order:
            tokens = self.sentences[index]
            self.in_headline = index in headlines
            done = 0
            for position, (text, lower, _, _, _) in enumerate(tokens):
                if text == lower or position < done:
                    continue
                end = self._end_of_run(tokens, position)
                if end > position:
                    chunk = self._chunk(index, tokens, position, end)
                    if chunk is not None:
                        found.append(chunk)
                    done = end
        found.sort(key=lambda chunk: chunk.start)
        return found

    def _is_capitalised(self, token: Token) -> bool:
        return token.kind == "word" and token.text[0].isupper()

    def _starts_name(self, tokens: Sequence[Token], index: int) -> bool:
        token = tokens[index]
        if token.kind != "word":
            return False
        if not token.text[0].isupper():
            return token.text[:3] in ("al-", "el-") and token.text[3:4].isupper()
        if token.lower in self.surnames:
            return True
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.lower in NOT_NAMES or token.lower in TEMPORAL:
            if token.lower == "us" and token.text == "US":
                return True
            if token.lower == "new" and following is not None and following.lower in _AFTER_NEW:
                return True
            return (
                token.lower in self.first_names
                and following is not None
                and self._is_capitalised(following)
                and following.lower not in NOT_NAMES
                and following.lower not in TEMPORAL
            )
        return True

    def _end_of_run(self, tokens: Sequence[Token], start: int) -> int:
        """The index after the last token of the run that starts here; `start` when none does."""
        if not self._starts_name(tokens, start):
            return start
        if self.in_headline:
            return self._end_in_headline(tokens, start)
        end = start + 1
        while end < len(tokens):
            token = tokens[end]
            if not self._adjacent(tokens[end - 1], token):
                break
            following = tokens[end + 1] if end + 1 < len(tokens) else None
            if self._is_capitalised(token):
                if not self._continues(tokens, end):
                    break
                end += 1
            elif following is None or not self._is_capitalised(following):
                if token.lower in PARTICLES and (after := self._after_particles(tokens, end)):
                    end = after
                    continue
                if (
                    token.lower == "of"
                    and following is not None
                    and following.lower == "the"
                    and tokens[end - 1].lower in _OF_HEADS
                    and end + 2 < len(tokens)
                    and self._is_capitalised(tokens[end + 2])
                ):
                    end += 3
                    continue
                break
            elif token.kind == "nickname" or token.lower in PARTICLES or token.text == "&":
                end += 2
            elif token.lower in ("of", "for", "on") and tokens[end - 1].lower in _OF_HEADS:
                if following.lower in NOT_NAMES or following.lower in TEMPORAL:
                    break
                if token.lower != "of" and tokens[end - 1].lower not in BODY_WORDS:
                    break
                end += 2
            else:
                break
        return end

    def _end_in_headline(self, tokens: Sequence[Token], start: int) -> int:
        """Where every word has a capital only a given name and a known surname make a name."""
        end = start + 1
        if tokens[start].lower in self.first_names:
            while end < min(len(tokens), start + 3) and self._adjacent(
                tokens[end - 1], tokens[end]
            ):
                if tokens[end].lower in self.surnames:
                    return end + 1
                end += 1
            second = tokens[start + 1 : start + 2]
            capital = second and self._is_capitalised(second[0])
            return start + 2 if capital and self._adjacent(tokens[start], second[0]) else start + 1
        known = tokens[start].lower in self.surnames or tokens[start].text.isupper()
        return end if known else start

    def _after_particles(self, tokens: Sequence[Token], start: int) -> int:
        """The index after the name that several particles lead to (von der Leyen), or 0."""
        end = start
        while end < min(len(tokens), start + 4) and tokens[end].lower in PARTICLES:
            end += 1
        if end == start or end >= len(tokens) or not self._is_capitalised(tokens[end]):
            return 0
        return end + 1

    def _continues(self, tokens: Sequence[Token], index: int) -> bool:
        token = tokens[index]
        if token.lower in TEMPORAL or token.lower in NOT_NAMES:
            before = tokens[index - 1].lower
            return before in self.first_names and token.lower in (
                "may",
                "will",
                "long",
                "short",
                "small",
                "young",
                "best",
                "good",
                "new",
                "march",
                "last",
                "english",
            )
        return True

    def _adjacent(self, left: Token, right: Token) -> bool:
        return right.start - left.end <= 1 and (
            right.start == left.end or self.text[left.end] in " \u00a0\t\n"
        )

    def _chunk(self, sentence: int, tokens: Sequence[Token], first: int, end: int) -> Chunk | None:
        first = self._skip_common(tokens, first, end)
        if first >= end:
            return None
        name_first = first if end - first == 1 else self._end_of_title(tokens, first, end)
        if name_first >= end:
            return None
        words = tuple([token.lower for token in tokens[name_first:end] if token.kind == "word"])
        title = ""
        if first < name_first:
            titles = [token.lower for token in tokens[first:name_first] if token.kind == "word"]
            if TITLES.isdisjoint(titles):
                first = name_first
            else:
                title = " ".join(titles)
        before = tokens[first - 1] if first else None
        after = tokens[end] if end < len(tokens) else None
        chunk = Chunk(
            sentence,
            first,
            name_first,
            end - 1,
            words,
            title,
            possessive=after is not None and after.kind == "possessive",
            after_the=before is not None and before.lower == "the" and not title,
            after_preposition=before is not None and before.lower in ("in", "near", "at", "from"),
            role_before=self._role_before(tokens, first),
            start=tokens[name_first].start,
            end=tokens[end - 1].end,
            text=self.text[tokens[name_first].start : tokens[end - 1].end],
            titled=self.text[tokens[first].start : tokens[end - 1].end],
        )
        chunk.could_be_person = _may_be_person(chunk)
        chunk.person = self._is_person(chunk) or (
            len(words) in (2, 3, 4)
            and self._speaks(chunk, tokens)
            and chunk.could_be_person
            and not any(word in PLACES or word in self.lower_words for word in words)
        )
        chunk.person = chunk.person or (chunk.could_be_person and self._is_presented(chunk, tokens))
        if chunk.person and len(words) > 1:
            self.surnames.add(surname_of(words))
        return chunk

    def _speaks(self, chunk: Chunk, tokens: Sequence[Token]) -> bool:
        """NAME said; her deputy, NAME, said."""
        after = tokens[chunk.last + 1 : chunk.last + 3]
        if after and after[0].lower in _SAID:
            return True
        set_off = chunk.first > 0 and tokens[chunk.first - 1].text == ","
        return set_off and len(after) == 2 and after[0].text == "," and after[1].lower in _SAID

    def _is_presented(self, chunk: Chunk, tokens: Sequence[Token]) -> bool:
        """said David Steel, who …; his wife, Leyla, …: the words around a name show a person."""
        if len(chunk.words) == 1:
            return self._is_relative(chunk, tokens)
        if not _is_given_and(chunk.words) or chunk.after_preposition:
            return False
        if chunk.first and tokens[chunk.first - 1].lower in _SAID:
            return True
        after = tokens[chunk.last + 1 : chunk.last + 3]
        if after and after[0].lower in _SAID:
            return True
        return (
            len(after) == 2
            and after[0].text == ","
            and (after[1].lower in ("a", "an", "who", "whose") or after[1].text.isdigit())
        )

    def _is_relative(self, chunk: Chunk, tokens: Sequence[Token]) -> bool:
        """his wife, Leyla, …: one name set off by commas after a word for kin."""
        first = chunk.first
        if first < 2 or chunk.words[0] in PLACES:
            return False
        after = tokens[chunk.last + 1].text if chunk.last + 1 < len(tokens) else "."
        return (
            tokens[first - 1].text == ","
            and tokens[first - 2].lower in KINSHIP
            and after in (",", ".", ";")
        )

    def _skip_common(self, tokens: Sequence[Token], first: int, end: int) -> int:
        """Leave out a sentence's first word when it is capitalised only for standing there."""
        token = tokens[first]
        begins = first == 0 or tokens[first - 1].text in (":", "—", "–", "“", "•", "*")
        if not begins or token.lower in TITLES or token.lower in self.surnames:
            return first
        following = tokens[first + 1] if first + 1 < len(tokens) else None
        if end - first == 1 and following is not None and _is_opening_participle(token, following):
            return first + 1
        if end - first > 1 and self._comes_before_name(token, tokens[first + 1], end - first):
            return first + 1
        if end - first == 1 or token.lower not in self.first_names:
            common = token.lower in self.lower_words or token.lower in _COMMON
            if common and not (end - first > 1 and tokens[first + 1].lower in BODY_WORDS):
                return first + 1
        return first

    def _comes_before_name(self, token: Token, following: Token, length: int) -> bool:
        """Striker Jon Pace, Sentencing Kevin …: a trade or participle, then a given name."""
        trade = length > 2 and token.lower.endswith(("er", "or", "ist", "man", "ant", "ian"))
        participle = token.lower.endswith("ing") and len(token.lower) > 6
        return (
            (trade or participle)
            and token.lower not in self.first_names
            and token.lower not in TITLES
            and self.first_names.get(following.lower) in ("m", "f")
            and following.lower not in PLACES
        )

    def _end_of_title(self, tokens: Sequence[Token], first: int, end: int) -> int:
        """Where the name begins: after the last title, and after an office (Secretary of State)."""
        begin = first
        for index in range(first, end - 1):
            lower = tokens[index].lower
            if lower in _CHIEFS and tokens[index + 1].lower != "of":
                begin = index + 1
            if lower not in TITLES:
                continue
            before = tokens[index - 1].lower if index > first else ""
            given_follows = tokens[index + 1].lower in self.first_names
            if (
                not given_follows
                and before in self.first_names
                and before not in PLACES
                and lower != "sen."
            ):
                continue
            begin = index + 1
        if begin > first and tokens[begin].lower == "of":
            return self._after_office(tokens, begin, end)
        if begin == first or tokens[end - 1].lower in BODY_WORDS:
            return self._after_body(tokens, first, end)
        return self._after_body(tokens, begin, end)

    def _after_office(self, tokens: Sequence[Token], begin: int, end: int) -> int:
        for index in range(begin + 1, end - 1):
            if tokens[index].lower in self.first_names and index > begin + 1:
                return index
        return end

    def _after_body(self, tokens: Sequence[Token], begin: int, end: int) -> int:
        """Fox News Sean Hannity, Florida Marco Rubio: cut what stands before a given name."""
        if tokens[begin].lower in self.first_names and tokens[begin].lower not in PLACES:
            return begin
        for index in range(begin + 1, end - 1):
            if tokens[index].lower in self.first_names and all(
                self._is_no_given_name(token) for token in tokens[begin:index]
            ):
                return begin if tokens[end - 1].lower in BODY_WORDS else index
            rest = tokens[index + 1 : end]
            if (
                tokens[index].lower in _BODY_ENDS
                and len(rest) in (2, 3)
                and not any(one.lower in BODY_WORDS or one.lower in PLACES for one in rest)
            ):
                return index + 1
        return begin

    def _is_no_given_name(self, token: Token) -> bool:
        if re.fullmatch(r"(?:[A-Z]\.)+", token.text) and token.lower not in PLACES:
            return False
        return (
            token.lower in BODY_WORDS
            or token.lower in PLACES
            or token.lower in _COMMON
            or token.lower in self.lower_words
            or token.text.isupper()
        )

    def _role_before(self, tokens: Sequence[Token], first: int) -> str:
        """The words of a role in lower case right before the name: NATO chief, her spokesman."""
        index = first - 1
        if index < 0 or tokens[index].lower not in ROLE_NOUNS or tokens[index].text[0].isupper():
            return ""
        words: list[str] = []
        while index >= 0 and tokens[index].kind == "word" and len(words) < 5:
            if tokens[index].lower in NOT_NAMES:
                break
            words.append(tokens[index].lower)
            index -= 1
        return " ".join(reversed(words))

    def _is_person(self, chunk: Chunk) -> bool:
        if not chunk.could_be_person:
            return False
        words = chunk.words
        if chunk.title and not _TELLING_TITLES.isdisjoint(chunk.title.split()):
            return True
        if chunk.role_before and len(words) > 1:
            return True
        if len(words) < 2:
            return False
        if words[-1] in BODY_WORDS:
            return False
        if words[0] in self.first_names or words[0].split("-")[0] in self.first_names:
            return not (words[0] in PLACES and words[-1] in PLACES) and not (
                words[0] in PLACES and self.first_names.get(words[0]) is None
            )
        return re.fullmatch(r"(?:[a-z]\.)+", words[0]) is not None
