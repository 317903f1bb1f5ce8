"""From alignment steps to the differences a person reads, in the order of the quote."""

import re
from collections.abc import Sequence

from factcheck.context.comparison.align import equal_keys, related
from factcheck.context.comparison.classify import classify, is_acronym, open_phrase
from factcheck.context.comparison.edit import Edit
from factcheck.context.comparison.lexicon import CURRENCIES, DATE, NUMBER, PRONOUN
from factcheck.context.comparison.moves import judge_moves, judge_reversal, judge_voice
from factcheck.context.comparison.placement import Placement
from factcheck.context.comparison.tokens import Token

_FACTS = ("number", "unit", "date", "name")
# Before a number or a day each of these says another thing; "in", "on" and "at" say the same.
_TOWARDS = {
    word: word for word in ("to", "by", "from", "since", "until", "within", "before", "after")
}
_TOWARDS |= dict.fromkeys(("in", "on", "at", "during"), "at")
_WHEN = {"by", "since", "until", "within", "before", "after"}
# So many code points apart two amounts may share one unit.
_NEAR = 24
# Money is said once for a whole sentence: 7,000 pounds for the first, 40,000 for the second.
_NEAR_CURRENCY = 90
_RELATIVE = ("who", "which", "whose", "where")
_MARKS = re.compile(r"[^,.;:!?]")


def read_edits(placement: Placement) -> list[Edit]:
    """The edits of one placement, judged one by one and then together."""
    edits = _group(placement)
    edits = [part for edit in edits for part in _split(edit, placement)]
    for at, edit in enumerate(edits):
        if not edit.type:
            before = edits[at - 1] if at else None
            after = edits[at + 1] if at + 1 < len(edits) else None
            _judge(edit, before, after, placement)
    judge_moves(edits)
    judge_reversal(edits)
    judge_voice(edits)
    return edits


def _group(placement: Placement) -> list[Edit]:
    """Equal steps stand alone; the others gather as long as they are of one kind."""
    edits: list[Edit] = []
    bracketed = False
    for step in placement.steps:
        one = placement.published[step.published] if step.published is not None else None
        other = placement.source[step.source] if step.source is not None else None
        if step.equal and one and other:
            edits.append(Edit([one], [other], _spelled(one, other)))
            bracketed = one.bracketed
            continue
        kind = one.bracketed if one else bracketed
        new = not edits or edits[-1].type != ("bracket" if kind else "")
        if new:
            edits.append(Edit(type="bracket" if kind else ""))
        if one:
            edits[-1].published.append(one)
        if other and not (other.noise and one is None):
            edits[-1].source.append(other)
        bracketed = kind
    return [edit for edit in edits if edit.published or edit.source]


def _spelled(one: Token, other: Token) -> str:
    """How two equal tokens differ on paper."""
    if one.bracketed and not other.bracketed:
        return "bracket"
    left, right = _plain(one.text), _plain(other.text)
    if left == right or (" " in other.text and _is_part(one, other)):
        return "same"
    if one.glued != other.glued or _is_contraction(one) != _is_contraction(other):
        return "contraction"
    if one.key in ("can", "will", "shall") and one.key not in (left.lower(), right.lower()):
        return "same"
    if one.key in ("can", "will", "shall") and left.casefold() != right.casefold():
        return "contraction"
    if left.casefold() == right.casefold():
        shouted = any(token.text.isupper() and len(token.text) > 1 for token in (one, other))
        at_head = one.sentence_start or other.sentence_start
        return "capital" if at_head and not shouted else "case"
    return "spelling"


def _is_part(one: Token, other: Token) -> bool:
    """Whether a quote's edge fell inside of a phrase, as "at" of "at least"."""
    return one.text.lower() in (other.text.lower().split()[0], other.text.lower().split()[-1])


def _is_contraction(token: Token) -> bool:
    return token.glued or "'" in _plain(token.text)


def _plain(text: str) -> str:
    text = re.sub(r"[’ʼ]", "'", text)
    return re.sub(r"[-‐]\r?\n[ \t]*|[\u00ad\u200b]", "", text)


def _split(edit: Edit, placement: Placement) -> list[Edit]:
    """Part a run where tokens of one kind stand against each other, and take fillers out."""
    if edit.type:
        return [edit]
    fillers = [token for token in edit.source if token.filler]
    source = [token for token in edit.source if not token.filler]
    parts: list[Edit] = [Edit(source=[token], type="filler") for token in fillers]
    if not edit.published and not source:
        return parts
    if edit.published and source:
        spelled = classify(edit.published, source)[0] == "spelling"
        acronym = is_acronym(edit.published, source) or is_acronym(source, edit.published)
        if spelled or acronym or open_phrase(edit.published, source):
            return [*parts, Edit(edit.published, source)]
    pairs = {
        (step.published, step.source)
        for step in placement.steps
        if step.published is not None and step.source is not None
    }
    position = {id(token): at for at, token in enumerate(placement.published)}
    place = {id(token): at for at, token in enumerate(placement.source)}
    mates = {id(placement.published[one]): placement.source[other] for one, other in pairs}
    rest = Edit()
    used: set[int] = set()
    for token in edit.published:
        mate = mates.get(id(token))
        if mate is not None and any(mate is other for other in source) and related(token, mate):
            before = [t for t in source if id(t) not in used and place[id(t)] < place[id(mate)]]
            rest.source.extend(before)
            used.update(id(t) for t in before)
            used.add(id(mate))
            if rest.published or rest.source:
                parts.append(rest)
            parts.append(Edit([token], [mate]))
            rest = Edit()
        else:
            rest.published.append(token)
    rest.source.extend(t for t in source if id(t) not in used)
    if rest.published or rest.source:
        parts.append(rest)
    parts.sort(key=lambda part: _order(part, position, place, placement))
    return parts


def _order(
    edit: Edit, position: dict[int, int], place: dict[int, int], placement: Placement
) -> int:
    """The index of the first step that touches the edit."""
    ours = {position[id(token)] for token in edit.published}
    theirs = {place[id(token)] for token in edit.source}
    for at, step in enumerate(placement.steps):
        if step.published in ours or step.source in theirs:
            return at
    return len(placement.steps)


def _judge(edit: Edit, before: Edit | None, after: Edit | None, placement: Placement) -> None:
    edit.before = before.source[-1] if before and before.published and before.source else None
    edit.after = after.source[0] if after and after.published and after.source else None
    if not edit.published and _is_stutter(edit.source, placement.source):
        edit.say("filler")
        return
    if edit.published and all(token.prefix for token in edit.published):
        edit.say("bracket")
        return
    if any(
        side and side.type == "bracket" and _cuts_phrase(edit, side) for side in (before, after)
    ):
        edit.say("bracket")
        return
    names = [token for token in (edit.before, edit.after) if token and token.name]
    kind, material = classify(edit.published, edit.source, beside_name=bool(names))
    if kind in _FACTS and not edit.published and edit.source[0].key in _RELATIVE:
        # A clause that only told more about its noun takes its facts with it, not the statement's.
        kind, material = "dropped", False
    if material and not edit.published and _are_whole_sentences(edit, placement.source):
        # Sentences left out between two others: unmarked, yet each kept sentence stands whole.
        kind, material = "dropped", len(edit.source) <= 12
    if kind == "changed" and _turns_amount(edit, placement):
        kind, material = _turns_amount(edit, placement), True
    if kind == "unit" and _is_said_with_another(edit, placement):
        kind, material = "spelling", False
    if kind == "changed" and _is_one_part(edit):
        kind = "spelling"
    edit.say(kind, material=material)


def _is_said_with_another(edit: Edit, placement: Placement) -> bool:
    """Whether a unit is only said once more or less: "$11 to $13", "11 to 13 dollars"."""
    tokens = edit.published or edit.source
    if (edit.published and edit.source) or len(tokens) != 1:
        return False
    near = _NEAR_CURRENCY if tokens[0].group in CURRENCIES else _NEAR
    place = _place_of(edit)
    for step in placement.steps:
        other = placement.source[step.source] if step.source is not None else None
        if other and step.equal and other.group == tokens[0].group:
            low, high = sorted((other.start, place))
            apart = any(t.sentence_start for t in placement.source if low < t.start < high)
            if high - low <= near and not apart:
                return True
    return False


def _place_of(edit: Edit) -> int:
    """About where the edit stands in the source (code points)."""
    known = edit.source[0] if edit.source else edit.before or edit.after
    return known.start if known else 0


def _is_one_part(edit: Edit) -> bool:
    """Whether "one" stands for "a" before a number: one fifth, a fifth."""
    keys = {token.key for token in (*edit.published, *edit.source)}
    return keys == {"a", "#1"} and edit.after is not None and edit.after.category == NUMBER


def _turns_amount(edit: Edit, placement: Placement) -> str:
    """The kind of amount that another preposition turns: up *by* 4 percent, up *to* 4 percent."""
    keys = [
        {_TOWARDS.get(token.key, "") for token in side} for side in (edit.published, edit.source)
    ]
    turned = all(len(side) == 1 and "" not in side for side in keys) and keys[0] != keys[1]
    if not turned:
        return ""
    following = [t for t in placement.source if edit.after and t.start >= edit.after.start][:2]
    if following and following[0].key in ("a", "an", "the"):
        following = following[1:]
    if following and following[0].category in (NUMBER, DATE):
        return following[0].category
    return DATE if keys[0] | keys[1] <= _WHEN else ""


def _cuts_phrase(edit: Edit, bracket: Edit) -> bool:
    """Whether a bracket took the other half of a phrase: "one [pillar]", "one of the pillars"."""
    phrases = [token for token in (*edit.source, *bracket.source) if " " in token.text]
    return len(edit.published) == 1 and any(_is_part(edit.published[0], t) for t in phrases)


def _are_whole_sentences(edit: Edit, source: Sequence[Token]) -> bool:
    following = next((t for t in source if t.start >= edit.source[-1].end), None)
    starts = edit.source[0].sentence_start
    return starts and following is not None and following.sentence_start


def _is_stutter(run: Sequence[Token], source: Sequence[Token]) -> bool:
    """Words said twice ("we will, we will"), or broken off ("w— we")."""
    if not run:
        return False
    source = [token for token in source if not token.filler or token is run[0]]
    at = next(i for i, token in enumerate(source) if token is run[0])
    keys = [token.key for token in run]
    size = len(keys)
    after = [token.key for token in source[at + size : at + 2 * size]]
    before = [token.key for token in source[max(0, at - size) : at]]
    asides = all(token.set_apart and token.stop for token in run[1:])
    if asides and after[:1] == keys[:1]:
        return True
    if keys in (after, before) or _begins_anew(source[max(0, at - 1) : at], run):
        return True
    return (
        size == 1
        and len(keys[0]) <= 3
        and run[0].set_apart
        and bool(after)
        and (after[0].startswith(keys[0]) and after[0] != keys[0])
    )


def _begins_anew(before: Sequence[Token], run: Sequence[Token]) -> bool:
    """Whether a sentence is begun anew by its pronoun: "the plan was, it was ready"."""
    if not before or len(run) != 2 or run[0].category != PRONOUN:
        return False
    return before[0].set_apart and equal_keys(before[0], run[1])


def punctuation(before: Edit, after: Edit, quote: str, source: str) -> tuple[str, str] | None:
    """The marks between two neighbouring tokens on each side, where they differ."""
    if not (before.published and before.source and after.published and after.source):
        return None
    ours = quote[before.published[-1].end : after.published[0].start]
    theirs = source[before.source[-1].end : after.source[0].start]
    left, right = _MARKS.sub("", ours), _MARKS.sub("", theirs)
    return (left, right) if left != right else None
