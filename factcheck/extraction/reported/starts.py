"""Where the content after a cue begins."""

from __future__ import annotations

from factcheck.extraction import words as w
from factcheck.extraction.clauses import Sentence
from factcheck.extraction.reported.cue_words import ADDRESSED, ASKING, EASY, STRICT
from factcheck.extraction.reported.groups import Group
from factcheck.extraction.reported.spans import after_phrase, next_comma, sentence_end


def content_start(sentence: Sentence, group: Group) -> int | None:
    """The first token of the content after the cue, or None when none follows."""
    position = group.close
    if group.verb in ADDRESSED and sentence.lower(position) != "that":
        position = after_addressee(sentence, position)
        if position < 0:
            return None
    extracted = sentence.tag(group.opening - 1) == w.RELATIVE != sentence.tag(group.opening)
    if extracted and sentence.is_finite(position):
        return position
    for _ in range(12):
        tag = sentence.tag(position)
        lower = sentence.lower(position)
        if lower == "that":
            return position if sentence.tag(position + 1) == w.AUXILIARY else position + 1
        if tag == w.ADVERB or sentence.is_temporal(position) or lower in ("out", "back"):
            position += 1
        elif lower in ("this", "last") and sentence.is_temporal(position + 1):
            position += 2
        elif lower == "about" and sentence.tag(position + 1) == w.NUMBER:
            break
        elif tag in (w.PREPOSITION, w.TO) or lower in ("after", "before", "since"):
            position = after_phrase(sentence, position + 1)
            if tag == w.SUBORDINATOR and sentence.tag(position) != w.PRONOUN:
                return None
        elif lower == ":":
            quoted = sentence.tag(position + 1) == w.QUOTE
            return None if quoted else position + 1
        elif tag == w.COMMA:
            if sentence.lower(position + 1) == "that":
                return position + 2
            closing = next_comma(sentence, position + 1)
            if closing is None or closing - position > 16:
                return None
            if sentence.lower(closing + 1) == "that":
                return closing + 2
            if sentence.finite_between(position + 1, closing) >= 0:
                return None
            if sentence.tag(position + 1) not in (w.PREPOSITION, w.ADVERB):
                return None
            position = closing + 1
        else:
            break
    return position if _opens_clause(sentence, position, group) else None


_ENDS_ADDRESSEE = frozenset(
    (w.RELATIVE, w.COMMA, w.COLON, w.STOP, w.QUOTE, w.PREPOSITION, w.PRONOUN, w.DASH,
     w.CONTRACTED, w.SUBORDINATOR)
)  # fmt: skip


def after_addressee(sentence: Sentence, position: int) -> int:
    """Skip the one spoken to; -1 when an infinitive follows ("told him to go")."""
    if sentence.tag(position) == w.PRONOUN:
        return position
    begin = position
    here = position
    seen_noun = False
    while here < len(sentence):
        tag = sentence.tags[here]
        if tag == w.TO:
            return -1
        if tag == w.QUOTE and sentence.tag(here - 1) == w.POSSESSIVE:
            here += 1
            continue
        if tag in _ENDS_ADDRESSEE:
            return here
        if sentence.is_temporal(here) or (
            sentence.lower(here) in ("this", "last") and sentence.is_temporal(here + 1)
        ):
            return here
        if tag == w.AUXILIARY or (tag == w.VERB and here > begin + 1):
            mention = sentence.mention_at(here - 1)
            return mention.first if mention is not None and mention.first > begin else here - 1
        if seen_noun and tag == w.DETERMINER:
            return here
        if seen_noun and tag == w.NAME and sentence.tag(here - 1) == w.NOUN:
            mention = sentence.mention_at(here)
            if sentence.is_finite((mention.last if mention else here) + 1):
                return here
        if tag in (w.NOUN, w.NAME):
            seen_noun = True
        here += 1
    return here


def _opens_clause(sentence: Sentence, position: int, group: Group) -> bool:
    """Whether a clause without "that" begins here: a subject, then a finite verb."""
    tag = sentence.tag(position)
    lower = sentence.lower(position)
    if lower == "if" and group.verb in EASY:
        return True
    if tag not in _SUBJECT_TAGS or lower in ASKING:
        return False
    if tag == w.PRONOUN and lower not in _PERSONAL:
        return sentence.is_finite(position + 1) or sentence.tag(position + 1) == w.ADVERB
    if tag in (w.PRONOUN, w.CONTRACTED):
        return True
    if tag == w.QUOTE:
        return sentence.words_between(position + 1, sentence_end(sentence)) >= 2
    easy = group.verb in EASY
    verb = position + 1
    while not sentence.is_finite(verb):
        here = sentence.tag(verb)
        if here in (w.COLON, w.STOP) or (here in (w.COMMA, w.TO) and not easy):
            return False
        verb += 1
    if group.verb in STRICT and sentence.tag(verb) != w.AUXILIARY:
        return False
    return not (group.verb in STRICT and w.RELATIVE in sentence.tags[position:verb])


_PERSONAL = frozenset(("i", "he", "she", "it", "they", "we", "you", "there"))
_SUBJECT_TAGS = frozenset(
    (
        w.PRONOUN,
        w.CONTRACTED,
        w.QUOTE,
        w.NAME,
        w.NOUN,
        w.DETERMINER,
        w.NUMBER,
        w.PARTICIPLE,
        w.ADVERB,
        w.PREPOSITION,
    )
)
