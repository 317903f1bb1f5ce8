"""Who said each marked text: runs the sieves in order over a document.

`attribute(document)` gives one `Attribution` for each of `document.marked`. The answer of the
first sieve that finds a source wins; what no sieve governs inherits from the quotations of its
own sentence, then continues the speaker before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from factcheck.extraction.document import Document
from factcheck.extraction.lexicon import PLURAL_PEOPLE
from factcheck.extraction.marks import TRANSCRIPT_LABEL, Marked
from factcheck.extraction.names import Entity
from factcheck.extraction.speakers import sieves
from factcheck.extraction.speakers.focus import Focus
from factcheck.extraction.speakers.resolution import NOBODY, Answer, resolve
from factcheck.extraction.speakers.sieves import Finding, Place, Strength
from factcheck.extraction.speakers.sources import Reader
from factcheck.extraction.speakers.word_sets import DETERMINERS
from factcheck.extraction.words import PRONOUN

_BINDING = frozenset(["he", "she", "it", "they"])
"""Pronouns that stand for somebody named before."""
_STOPS = frozenset(",.?!…—–-:;")
_MOST_IN_SENTENCE = 24
"""Marked texts. A sentence with more is no prose, and nobody is looked for in it."""
_CLOSING = "”“\"'’‘»«›‹)] "

BEFORE = (
    ("label_line", sieves.label_line),
    ("dash_before", sieves.dash_before),
    ("cue_before", sieves.cue_before),
)
AFTER = (
    ("dash_line", sieves.dash_line),
    ("cue_after", sieves.cue_after),
    ("according_to", sieves.according_to_after),
)


class Attribution(NamedTuple):
    """The speaker of one marked text and the sieve that found it.

    `governed` says that a cue in the text's own sentence governs it, which makes even one word
    in marks a quotation.
    """

    answer: Answer
    cue: str | None
    sieve: str
    governed: bool
    strength: Strength = "doubtful"
    distance: int = 0

    @property
    def method(self) -> str:
        """The sieve, and how the source was resolved unless it was a plain name."""
        if self.sieve == "none" or self.answer.route in ("name", "pair"):
            return self.sieve
        return f"{self.sieve}/{self.answer.route}"


UNATTRIBUTED = Attribution(NOBODY, None, "none", governed=False)


def attribute(document: Document) -> list[Attribution]:
    """One attribution for each of `document.marked`, in the same order."""
    return _Attributor(document).run()


@dataclass(slots=True)
class _Spot:
    """Where a marked text stands: its first and last sentence and its token in each."""

    index: int
    marked: Marked
    first_sentence: int
    last_sentence: int


class _Attributor:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.focus = Focus(document, _subject_of)
        self.found: list[Attribution] = [UNATTRIBUTED] * len(document.marked)
        self.by_sentence: dict[int, list[_Spot]] = defaultdict(list)
        self.last: Attribution = UNATTRIBUTED
        self.last_at = -1
        for index, marked in enumerate(document.marked):
            if marked.embed:
                continue
            spot = _Spot(
                index,
                marked,
                document.sentence_at(marked.outer.start),
                document.sentence_at(max(marked.outer.start, marked.outer.end - 1)),
            )
            self.by_sentence[spot.last_sentence].append(spot)

    def run(self) -> list[Attribution]:
        # What follows the last marked text changes nothing any more.
        for sentence in range(max(self.by_sentence, default=-1) + 1):
            self._read_sentence(sentence)
        return self.found

    def _read_sentence(self, sentence: int) -> None:
        spots = self.by_sentence.get(sentence)
        if not spots:
            self._note_focus(sentence)
            self._note_indirect(sentence)
            return
        if len(spots) > _MOST_IN_SENTENCE:
            return
        reader = _reader_of(self.document, sentence)
        for spot in spots:
            self.found[spot.index] = self._by_cue(reader, spot)
        self._inherit(spots)
        for spot in spots:
            if self.found[spot.index].sieve == "none":
                self.found[spot.index] = self._without_cue(reader, spot)
            self._remember(sentence, self.found[spot.index])
        self._note_focus(sentence)

    # --- within the sentence ---------------------------------------------------------------

    def _by_cue(self, reader: Reader, spot: _Spot) -> Attribution:
        after = self._place(reader, spot, spot.marked.outer.end - 1)
        if spot.first_sentence == reader.index:
            before = self._place(reader, spot, spot.marked.outer.start)
        else:
            before = self._place(
                _reader_of(self.document, spot.first_sentence), spot, spot.marked.outer.start
            )
        below = self._by_dash_line_below(reader, spot)
        if below is not None:
            return below
        if after is not None:
            found = self._try((("inverted_cue_after", sieves.inverted_cue_after),), after)
            if found is not None:
                return found
        if before is not None and _follows_cue(before):
            found = self._try(BEFORE, before)
            if found is not None:
                return found
        if after is not None:
            found = self._try(AFTER, after)
            if found is not None and found.sieve == "according_to" and before is not None:
                quoted = self._try(BEFORE, before)
                if quoted is not None and quoted.strength == "strong":
                    return quoted
            if found is not None:
                return found
        if before is not None:
            found = self._try(BEFORE, before)
            if found is not None:
                return found
        if after is not None:
            found = self._try((("parenthetical_cue", sieves.parenthetical_cue),), after)
            if found is not None:
                return found
        if before is not None:
            return self._try((("colon_line", sieves.colon_before),), before) or UNATTRIBUTED
        return UNATTRIBUTED

    def _by_dash_line_below(self, reader: Reader, spot: _Spot) -> Attribution | None:
        """“Q”¶— NAME: the next paragraph is a dash and a name."""
        following = reader.index + 1
        paragraphs = self.document.paragraph_of
        if following >= len(paragraphs) or paragraphs[following] == paragraphs[reader.index]:
            return None
        sentence = self.document.sentences[following]
        is_dash = self.document.text[sentence.start] in "—–―-~"
        if not is_dash or spot.marked.outer.end != self.document.sentences[reader.index].end:
            return None
        finding = sieves.dash_and_name(_reader_of(self.document, following), 0)
        return self._answer("dash_line", finding, governed=True) if finding else None

    def _try(self, candidates: tuple[tuple[str, object], ...], place: Place) -> Attribution | None:
        for name, sieve in candidates:
            assert callable(sieve)
            finding = sieve(place)
            if finding is not None:
                return self._answer(name, finding, governed=True)
        return None

    def _answer(self, sieve: str, finding: Finding, *, governed: bool) -> Attribution:
        answer = resolve(finding.source, self.document, self.focus, finding.reader)
        if finding.strength != "strong":
            sieve = f"{finding.strength}_{sieve}"
        return Attribution(
            answer, finding.cue or None, sieve, governed, finding.strength, finding.distance
        )

    def _place(self, reader: Reader, spot: _Spot, offset: int) -> Place | None:
        text, tokens, words = self.document.text, reader.tokens, reader.words
        index = bisect_right(reader.words.ends, offset)
        if index == len(tokens) or tokens[index].kind != "quote" or offset < words.start(index):
            return None
        end = spot.marked.end
        lowest = max(spot.marked.start, end - 8)
        while end > lowest and text[end - 1] in _CLOSING:
            end -= 1
        last = text[end - 1] if end > spot.marked.start else " "
        following = tokens[index + 1].text if index + 1 < len(tokens) else ""
        return Place(reader, index, last in _STOPS or following == ",")

    def _inherit(self, spots: list[_Spot]) -> None:
        """All pieces of a sentence have the speaker of the next piece that has one."""
        for position in range(len(spots) - 2, -1, -1):
            self._inherit_from(spots[position + 1], spots[position])
        for position in range(1, len(spots)):
            self._inherit_from(spots[position - 1], spots[position])

    def _inherit_from(self, mate: _Spot, here: _Spot) -> None:
        found = self.found[mate.index]
        if self.found[here.index].sieve != "none" or not found.governed:
            return
        if not self._are_apart(*sorted((mate, here), key=lambda spot: spot.marked.start)):
            self.found[here.index] = found._replace(sieve="same_sentence")

    def _are_apart(self, one: _Spot, other: _Spot) -> bool:
        """A semicolon and a name stand between the two: that half has its own subject."""
        between = self.document.text[one.marked.outer.end : other.marked.outer.start]
        _, semicolon, rest = between.rpartition(";")
        return bool(semicolon) and any(character.isupper() for character in rest)

    # --- beyond the sentence ---------------------------------------------------------------

    def _without_cue(self, reader: Reader, spot: _Spot) -> Attribution:
        place = self._place(reader, spot, spot.marked.outer.end - 1)
        if place is None:
            return UNATTRIBUTED
        begins = self._begins_sentence(spot)
        if begins:
            return (
                self._by_label_within(spot)
                or self._by_colon(spot)
                or self._by_subject_before(spot.first_sentence)
                or self._continue(spot)
                or UNATTRIBUTED
            )
        finding = sieves.clause_subject(place)
        if finding is not None:
            found = self._answer("clause_subject", finding, governed=False)
            entity = found.answer.entity
            if entity is not None and (entity.is_person or finding.source.kind == "name"):
                return self._with_last_speaker(found)
        continued = self._continue(spot)
        if continued is not None:
            return continued._replace(sieve="continued_paragraph")
        if finding is not None:
            return self._answer("clause_subject", finding, governed=False)
        return UNATTRIBUTED

    def _with_last_speaker(self, found: Attribution) -> Attribution:
        """The attribution with whoever spoke last among its candidates."""
        last = self.last.answer.speaker
        answer = found.answer
        if last is None or last == answer.speaker or last in answer.candidates:
            return found
        return found._replace(answer=answer._replace(candidates=(*answer.candidates, last)))

    def _begins_sentence(self, spot: _Spot) -> bool:
        start = self.document.sentences[spot.first_sentence].start
        return not self.document.text[start : spot.marked.outer.start].strip(" \t\u00a0-–—…[(")

    def _by_label_within(self, spot: _Spot) -> Attribution | None:
        """CAPITALS and a colon within a transcript name the speaker."""
        label = TRANSCRIPT_LABEL.match(self.document.text, spot.marked.start, spot.marked.end)
        if label is None:
            return None
        raw = label.group(1)
        known = self.document.names.by_surname(raw.split()[-1].lower())
        entity = known[0] if known else None
        answer = Answer(entity.name if entity else raw.title(), raw, "name", entity)
        return Attribution(answer, ":", "label_line", governed=True)

    def _by_subject_before(self, sentence: int) -> Attribution | None:
        """NAME shook his head. “Q.” The person whom the sentence before it is about."""
        before = sentence - 1
        if before < 0 or self.document.paragraph_of[before] != self.document.paragraph_of[sentence]:
            return None
        entity = self.focus.subject(before)
        quoted = any(self.found[spot.index].governed for spot in self.by_sentence.get(before, []))
        if entity is None or not entity.is_person or self.last_at >= before or quoted:
            return None
        return Attribution(
            Answer(entity.name, None, "name", entity), None, "subject_before", governed=True
        )

    def _by_colon(self, spot: _Spot) -> Attribution | None:
        if not spot.first_sentence:
            return None
        finding = sieves.colon_line(_reader_of(self.document, spot.first_sentence - 1))
        if finding is None:
            return None
        return self._answer("colon_line", finding, governed=True)

    def _continue(self, spot: _Spot) -> Attribution | None:
        """A quotation without a cue goes on with the speaker before it."""
        if self.last_at < 0:
            return None
        paragraphs = self.document.paragraph_of
        distance = paragraphs[spot.first_sentence] - paragraphs[self.last_at]
        if distance > 2:
            return None
        if distance == 0:
            sieve = "continued"
        elif distance == 1 and self._fills_paragraph(spot):
            sieve = "next_paragraph"
        else:
            sieve = "continued_paragraph"
        return self.last._replace(sieve=sieve, governed=False)

    def _fills_paragraph(self, spot: _Spot) -> bool:
        """“Q,” said NAME.¶“Q.” The paragraph is in marks from end to end."""
        paragraph_of, paragraphs = self.document.paragraph_of, self.document.paragraphs
        start = self.document.sentences[spot.first_sentence].start
        return (
            spot.marked.outer.end == paragraphs[paragraph_of[spot.last_sentence]].end
            and start == paragraphs[paragraph_of[spot.first_sentence]].start
            and self._begins_sentence(spot)
        )

    def _remember(self, sentence: int, found: Attribution) -> None:
        if found.answer.speaker is None or not found.governed:
            return
        self.last = found
        self.last_at = sentence
        if found.answer.entity is not None:
            self.focus.note_speaker(sentence, found.answer.entity, found.answer.namesakes)

    def _note_focus(self, sentence: int) -> None:
        """A pronoun must be resolved in its turn, for it binds later ones; a name can wait."""
        words = self.document.words[sentence]
        if PRONOUN not in words.tags or _BINDING.isdisjoint(words.lowers):
            self.focus.leave_subject(sentence)
        elif (entity := _subject_of(self.focus, sentence)) is not None:
            self.focus.note_subject(sentence, entity)

    def _note_indirect(self, sentence: int) -> None:
        """NAME said that …: who speaks in a sentence without quotations."""
        if not sieves.may_report(self.document.words[sentence]):
            return
        finding = sieves.indirect_speech(_reader_of(self.document, sentence))
        if finding is not None:
            self._remember(sentence, self._answer("indirect", finding, governed=True))


def _reader_of(document: Document, sentence: int) -> Reader:
    """The reader of one sentence."""
    mentions = document.names.in_sentence(sentence)
    return Reader(document.text, sentence, document.words[sentence], mentions)


def _subject_of(focus: Focus, sentence: int) -> Entity | None:
    """Whom the sentence is about: a name, a pronoun's person, somebody described."""
    reader = _reader_of(focus.document, sentence)
    source = reader.main_subject()
    if source is None:
        return None
    if source.kind == "nominal":
        described = (
            bool(source.owner)
            or reader.tokens[source.first].lower in DETERMINERS
            or source.head in PLURAL_PEOPLE
        )
        if not described:
            return None
    return resolve(source, focus.document, focus, reader).entity


def _follows_cue(place: Place) -> bool:
    """A cue or a colon stands right before the quotation: NAME said, “Q”."""
    tokens = place.reader.tokens
    index = place.token - 1
    if index >= 0 and tokens[index].text in (",", ":", "that"):
        index -= 1
    if index < 0:
        return False
    if tokens[index + 1].text == ":":
        nearby = range(max(0, index - 4), index + 1)
        return any(place.reader.is_speech(position) for position in nearby)
    return place.reader.is_speech(index) or place.reader.is_label(index)
