"""Words that changed places, and who did what to whom when they did."""

from collections import Counter
from collections.abc import Sequence

from factcheck.context.comparison import lexicon
from factcheck.context.comparison.actors import turns_passive, turns_voice
from factcheck.context.comparison.edit import Edit
from factcheck.context.comparison.stems import stem
from factcheck.context.comparison.tokens import Token
from factcheck.context.comparison.wordlist import words

_PREPOSITIONS = frozenset(
    words(
        """
    in on at by for with from of to after before during since under over through
    """
    )
)


def judge_moves(edits: list[Edit]) -> None:
    """See words that only changed places, and who did what to whom when two changed theirs."""
    open_edits = [edit for edit in edits if _is_open(edit)]
    for index, one in enumerate(open_edits):
        for other in open_edits[index + 1 :]:
            if _is_open(one) and _is_open(other) and _crosses(one, other):
                kind = _moved(one, other, edits)
                one.say(*kind[:1], material=kind[1])
                other.say(*kind[:1], material=kind[1])


def judge_reversal(edits: Sequence[Edit]) -> None:
    """See a noun and a pronoun that changed sides of their verb: they dropped it, it dropped them.

    The pronoun stands where the noun stood, and the noun again behind the verb (or before it).
    """
    open_edits = [edit for edit in edits if _is_open(edit)]
    for one in open_edits:
        pronoun = any(token.category == lexicon.PRONOUN for token in one.published)
        nouns = {t.concept for t in one.source if not t.stop and not t.category}
        for other in open_edits if pronoun else ():
            if other is one or other.type == "roles":
                continue
            first, last = sorted((edits.index(one), edits.index(other)))
            verb = any(not t.stop for edit in edits[first + 1 : last] for t in edit.published)
            if verb and nouns & {token.concept for token in other.published}:
                one.say("roles", material=True)
                other.say("roles", material=True)


def _is_open(edit: Edit) -> bool:
    return edit.type not in ("same", "bracket", "filler", "spelling", "contraction", "moved")


def _said(tokens: Sequence[Token]) -> Counter[str]:
    """The content words of a run, and its pronouns whatever their case."""
    return Counter(
        stem(token.concept.replace("nth", ""))
        for token in tokens
        if not token.stop or token.category == lexicon.PRONOUN
    )


def _crosses(one: Edit, other: Edit) -> bool:
    left, right = _said(one.published), _said(one.source)
    theirs, ours = _said(other.source), _said(other.published)
    if left == right:
        return False
    if left and right:
        # At an edge a run may hold a word more than what changed places.
        return (left <= theirs and right <= ours) or (
            bool(theirs and ours) and theirs <= left and ours <= right
        )
    return bool(left or right) and left == theirs and right == ours


def _moved(one: Edit, other: Edit, edits: Sequence[Edit]) -> tuple[str, bool]:
    first, last = edits.index(one), edits.index(other)
    between = [token for edit in edits[first + 1 : last] for token in edit.published]
    swapped = bool(one.published and one.source)
    moved = one.published or one.source
    days = [token for token in between if token.key not in ("and", "to", "or")]
    kinds = {t.category for t in days}, {t.category for t in moved}
    if kinds in (({lexicon.DATE}, {lexicon.NUMBER}), ({lexicon.NUMBER}, {lexicon.DATE})):
        # "16 October" and "October 16".
        return ("spelling", False)
    if one.before and one.before.key == "between" and kinds[1] <= {lexicon.DATE, lexicon.NUMBER}:
        # "Between October and March" is not the other half of the year.
        return (max(kinds[1]), True)
    if all(t.key in ("and", "or", "&", "as well as") for t in between) and swapped:
        return ("changed", False)
    if any(token.category in (lexicon.NEGATION, lexicon.NUMBER) for token in moved):
        return (one.type, one.material or other.material)
    if swapped:
        return ("roles", True)
    if any(t.category == lexicon.QUANTIFIER for t in moved):
        return (lexicon.QUANTIFIER, True)
    if moved[0].key in _PREPOSITIONS or all(t.stop for t in between):
        return ("changed", False)
    actors = any(t.name or t.category in (lexicon.PRONOUN, lexicon.PERSON) for t in moved)
    return ("roles", True) if actors else ("changed", False)


def judge_voice(edits: list[Edit]) -> None:
    """See a sentence turned passive: whether its actors changed places with it or not.

    With a form of "be" alone they did: "we were offered" is not "we offered".
    """
    open_edits = [edit for edit in edits if _is_open(edit)]
    left = [token for edit in open_edits for token in edit.published]
    right = [token for edit in open_edits for token in edit.source]
    if not turns_passive(left, right):
        for edit in open_edits:
            one_sided = not (edit.published and edit.source)
            if one_sided and turns_voice(edit.published or edit.source, edit.after):
                edit.say("roles", material=True)
        return
    swapped = [edit for edit in open_edits if edit.type == "roles"]
    if swapped:
        # Turned round twice: who did it is who did it.
        for edit in swapped:
            edit.say("changed")
        return
    for edit in open_edits:
        if any(token.key == "by" for token in (*edit.published, *edit.source)):
            after = edit.after
            if not (after and after.category in (lexicon.NUMBER, lexicon.DATE, lexicon.UNIT)):
                edit.say("roles", material=True)
