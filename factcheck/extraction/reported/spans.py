"""Small steps within a sentence: over remarks, phrases and datelines."""

from __future__ import annotations

from factcheck.extraction import words as w
from factcheck.extraction.clauses import Sentence


def skip_out(sentence: Sentence, position: int) -> int:
    return skip_remark(sentence, position + (sentence.lower(position) == "out"))


def skip_remark(sentence: Sentence, position: int) -> int:
    """Skip "on Friday", "in his interview", "to reporters" after a cue."""
    while True:
        tag = sentence.tag(position)
        if tag == w.ADVERB or sentence.is_temporal(position):
            position += 1
        elif sentence.lower(position) in ("this", "last") and sentence.is_temporal(position + 1):
            position += 2
        elif tag in (w.PREPOSITION, w.TO):
            position = after_phrase(sentence, position + 1)
        else:
            return position


def after_phrase(sentence: Sentence, position: int) -> int:
    """The token after the noun phrase that begins at `position`."""
    seen_noun = False
    while position < len(sentence):
        tag = sentence.tags[position]
        if tag == w.DETERMINER and seen_noun:
            return position
        if tag == w.NAME and seen_noun and sentence.tag(position - 1) == w.NOUN:
            return position
        if tag in (w.NOUN, w.NAME, w.NUMBER):
            seen_noun = True
        elif tag == w.AND:
            if sentence.tag(position + 1) not in (w.NAME, w.NOUN):
                return position
        elif tag not in (w.DETERMINER, w.POSSESSIVE, w.ADVERB, w.PARTICIPLE):
            return position
        position += 1
    return position


def sentence_end(sentence: Sentence) -> int:
    return len(sentence.tags.rstrip(_CLOSING))


_CLOSING = "".join((w.STOP, w.COMMA, w.COLON, w.DASH))


def next_comma(sentence: Sentence, position: int) -> int | None:
    found = sentence.tags.find(w.COMMA, position)
    return found if found >= 0 else None


def after_dateline(sentence: Sentence) -> int:
    """The first token after "BRUSSELS —" or "But"."""
    dash = sentence.tags.find(w.DASH, 1, 6)
    if dash > 0:
        capital = sentence.tokens[0].text.isupper() and len(sentence.tokens[0].text) > 2
        return dash + 1 if capital else 0
    return 1 if sentence.tag(0) == w.AND else 0


def has_verb(sentence: Sentence, start: int, end: int) -> bool:
    return sentence.finite_between(start, end) >= 0 or w.QUOTE in sentence.tags[start:end]


def is_clause(sentence: Sentence, start: int, end: int) -> bool:
    return sentence.words_between(start, end) >= 3 and (
        sentence.finite_between(start, end) >= 0 or sentence.tag(start) == w.QUOTE
    )
