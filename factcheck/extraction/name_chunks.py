"""Names in the text as runs of capitalised words: where a title ends and a name begins.

`Chunker.chunks` reads the tokens of every sentence; `names.NameTable` makes people of the chunks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.extraction.lexicon import (
    BODY_WORDS,
    KINSHIP,
    PLACES,
    ROLE_NOUNS,
    TITLES,
)
from factcheck.extraction.name_runs import is_headline
from factcheck.extraction.name_titles import Titles
from factcheck.extraction.name_words import (
    SAID,
    Chunk,
    is_given_and,
    may_be_person,
    surname_of,
)
from factcheck.extraction.tokens import Token, Words

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
_PREPOSITIONS = frozenset(["in", "near", "at", "from"])
"""After which a name is mostly a place's."""


class Chunker(Titles):
    """Finds runs of capitalised words and says where the title ends and the name begins."""

    def chunks(self) -> list[Chunk]:
        found: list[Chunk] = []
        headlines = {
            index for index, words in enumerate(self.sentences) if is_headline(words.tokens)
        }
        # What the text calls people tells where a name ends among capitals.
        in_order = sorted(range(len(self.sentences)), key=lambda index: index in headlines)
        for index in in_order:
            words = self.sentences[index]
            self.in_headline = index in headlines
            done = 0
            for position, token in enumerate(words.tokens):
                if token.text is token.lower or position < done:
                    continue
                end = self._end_of_run(words, position)
                if end > position:
                    chunk = self._chunk(index, words, position, end)
                    if chunk is not None:
                        found.append(chunk)
                    done = end
        found.sort(key=lambda chunk: chunk.start)
        return found

    def _chunk(self, sentence: int, place: Words, first: int, end: int) -> Chunk | None:
        tokens = place.tokens
        first = self._skip_common(tokens, first, end)
        if first >= end:
            return None
        name_first = first if end - first == 1 else self._end_of_title(tokens, first, end)
        if name_first >= end:
            return None
        if end - name_first == 1:
            words: tuple[str, ...] = (tokens[name_first].lower,)
        else:
            words = tuple([token.lower for token in tokens[name_first:end] if token.kind == "word"])
        title = ""
        if first < name_first:
            titles = [token.lower for token in tokens[first:name_first] if token.kind == "word"]
            if TITLES.isdisjoint(titles):
                first = name_first
            else:
                title = " ".join(titles)
        before = place.lowers[first - 1] if first else ""
        start, stop = place.start(name_first), place.ends[end - 1]
        text = self.text[start:stop]
        chunk = Chunk(
            sentence,
            first,
            name_first,
            end - 1,
            words,
            title,
            end < len(tokens) and tokens[end].kind == "possessive",
            before == "the" and not title,
            before in _PREPOSITIONS,
            self._role_before(tokens, first) if before in ROLE_NOUNS else "",
            start,
            stop,
            text,
            text if first == name_first else self.text[place.start(first) : stop],
        )
        chunk.could_be_person = may_be_person(chunk)
        chunk.person = chunk.could_be_person and (
            self._is_person(chunk)
            or self._is_named_as_speaking(chunk, tokens)
            or self._is_presented(chunk, tokens)
        )
        if chunk.person and len(words) > 1:
            self.surnames.add(surname_of(words))
        return chunk

    def _is_named_as_speaking(self, chunk: Chunk, tokens: Sequence[Token]) -> bool:
        """Ivo Kranz said: two to four words, none of them a place's or a common one."""
        words = chunk.words
        return (
            1 < len(words) < 5
            and self._speaks(chunk, tokens)
            and PLACES.isdisjoint(words)
            and not any(map(self.is_lower, words))
        )

    def _speaks(self, chunk: Chunk, tokens: Sequence[Token]) -> bool:
        """NAME said; her deputy, NAME, said."""
        after = tokens[chunk.last + 1 : chunk.last + 3]
        if after and after[0].lower in SAID:
            return True
        set_off = chunk.first > 0 and tokens[chunk.first - 1].text == ","
        return set_off and len(after) == 2 and after[0].text == "," and after[1].lower in SAID

    def _is_presented(self, chunk: Chunk, tokens: Sequence[Token]) -> bool:
        """said David Steel, who …; his wife, Leyla, …: the words around a name show a person."""
        if len(chunk.words) == 1:
            return self._is_relative(chunk, tokens)
        if not is_given_and(chunk.words) or chunk.after_preposition:
            return False
        if chunk.first and tokens[chunk.first - 1].lower in SAID:
            return True
        after = tokens[chunk.last + 1 : chunk.last + 3]
        if after and after[0].lower in SAID:
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

    def _is_person(self, chunk: Chunk) -> bool:
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
