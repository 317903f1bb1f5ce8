"""Numbers as they are written: digits, scale words, number words, ordinals.

Values are exact (`Fraction`), so that "1.1 million" and "1,100,000" are equal and "42" is never
"4.2".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from factcheck.context.comparison.wordlist import words

_SMALL = {
    word: value
    for value, word in enumerate(
        words(
            """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen
    """
        )
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
}
_SHORT_SCALES = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        words(
            """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
    """
        ),
        start=1,
    )
} | {"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
_VAGUE = frozenset(word + "s" for word in _SCALES) | {"tens", "scores"}
_MULTIPLES = {
    "half": "#1/2",
    "halves": "#1/2",
    "thirds": "#third",
    "quarter": "#1/4",
    "fifths": "#fifth",
    "double": "#x2",
    "doubled": "#x2",
    "twice": "#x2",
    "triple": "#x3",
    "tripled": "#x3",
    "thrice": "#x3",
    "quadruple": "#x4",
}

DIGITS = re.compile(
    r"""(?P<sign>(?<![\w.,)%])[-−–](?=[\d.]))?
    (?:(?P<clock>\d+(?:[:/]\d+)+)
      |(?P<whole>\d{1,3}(?:[,\u202f\u00a0\u2009\ ]\d{3})+(?![\d])|\d+)(?P<rest>(?:[.,]\d+)*)
      |(?P<bare>\.\d+))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was read: `key` is equal for equal values; `length` counts words consumed."""

    key: str
    length: int


def read_digits(match: re.Match[str], *, decimal_comma: bool) -> str:
    """The key of a match of `DIGITS`.

    With `decimal_comma`, "1.000" is a thousand and "4,2" a decimal; without, "1,000" is a thousand,
    and "4,2" a decimal all the same, as no English thousands group has one digit.
    """
    if match["clock"]:
        clock = match["clock"]
        return "#" + (clock.lstrip("0") if re.fullmatch(r"0[1-9]:\d\d", clock) else clock)
    sign = "-" if match["sign"] else ""
    if match["bare"]:
        return number_key(Fraction("0" + match["bare"]) * (-1 if sign else 1))
    text = match["whole"] + (match["rest"] or "")
    text = re.sub(r"[\u202f\u00a0\u2009 ]", "", text)
    group, point = (".", ",") if decimal_comma else (",", ".")
    if re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+(?:\{point}\d+)?", text):
        text = text.replace(group, "")
    text = text.replace(",", ".")
    if text.count(".") > 1:
        # Three groups of three are thousands in any language; else a version or a date.
        if not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text):
            return "#" + text
        text = text.replace(".", "")
    return number_key(Fraction(text) * (-1 if sign else 1))


def number_key(value: Fraction) -> str:
    """The comparison key of an exact value."""
    return f"#{value}"


def key_value(key: str) -> Fraction | None:
    """The value behind a key of `number_key`; None for ordinals, clock times and vague numbers."""
    try:
        return Fraction(key[1:])
    except ValueError:
        return None


def is_number_word(word: str) -> bool:
    """Whether the lower-case word can begin a number."""
    return (
        word in _SMALL
        or word in _TENS
        or word in _SCALES
        or word in _ORDINALS
        or word in _VAGUE
        or word in _MULTIPLES
    )


def short_scale(word: str) -> int | None:
    """The factor of a scale glued to digits ("40bn"), or None."""
    return _SHORT_SCALES.get(word)


def read_scale(key: str, words: Sequence[str]) -> Number:
    """Multiply a number in digits by the scale words that follow ("1.5", "million")."""
    value = key_value(key)
    length = 0
    while value is not None and length < len(words):
        factor = _SCALES.get(words[length]) or {"bn": 10**9, "mn": 10**6, "tn": 10**12}.get(
            words[length]
        )
        if factor is None:
            break
        value *= factor
        length += 1
    return Number(number_key(value) if value is not None and length else key, length)


def read_words(words: Sequence[str]) -> Number | None:
    """Read a number from lower-case words that follow one another without punctuation.

    "two hundred and five", "half a million", "a dozen", "twenty-first" (as two words), "hundreds".
    None when the first word begins no number.
    """
    first = words[0]
    if first == "half" and len(words) > 2 and words[1] == "a" and words[2] in _SCALES:
        return Number(number_key(Fraction(_SCALES[words[2]], 2)), 3)
    if first in ("a", "an"):
        if len(words) > 1 and words[1] in _SCALES:
            rest = read_scale("#1", words[1:])
            return Number(rest.key, rest.length + 1)
        return None
    if first in _VAGUE:
        return Number("#" + first, 1)
    if first in _MULTIPLES:
        return Number(_MULTIPLES[first], 1)
    return _read_cardinal(words)


def _read_cardinal(words: Sequence[str]) -> Number | None:
    total = Fraction(0)
    current = Fraction(0)
    last = ""
    index = 0
    while index < len(words):
        word = words[index]
        kind = _kind(word)
        if kind == "and":
            joins = last == "scale" and index + 1 < len(words)
            if joins and words[index + 1] in _SMALL | _TENS:
                index += 1
                continue
            if words[index : index + 3] == ["and", "a", "half"] and last:
                half = Fraction(1, 2)
                scale = _SCALES.get(words[index + 3]) if len(words) > index + 3 else None
                value = (total + current + half) * (scale or 1)
                return Number(number_key(value), index + 3 + bool(scale))
            break
        if kind == "small" and last in ("", "scale", "tens"):
            current += _SMALL[word]
            if last == "tens" and _SMALL[word] >= 10:
                # "twenty nineteen" is a year.
                current = (current - _SMALL[word]) * 100 + _SMALL[word]
        elif kind == "tens" and last in ("", "scale"):
            current += _TENS[word]
        elif kind == "tens" and last in ("tens", "small") and 10 <= current < 100:
            current = current * 100 + _TENS[word]
        elif kind == "scale":
            factor = _SCALES[word]
            if factor == 100:
                current = (current or Fraction(1)) * 100
            else:
                total += (current or Fraction(1)) * factor
                current = Fraction(0)
        elif kind == "ordinal" and last in ("", "tens", "scale"):
            return Number(f"#nth{total + current + _ORDINALS[word]}", index + 1)
        else:
            break
        last = kind
        index += 1
    return Number(number_key(total + current), index) if index else None


def _kind(word: str) -> str:
    if word == "and":
        return "and"
    if word in _SMALL:
        return "small"
    if word in _TENS:
        return "tens"
    if word in _SCALES:
        return "scale"
    return "ordinal" if word in _ORDINALS else ""
