"""Amounts in text: "€40 billion", "3.5 percent", "10 to 20 people", "two-thirds of voters".

What a number counts is its unit; "percent" and "percentage points" are different units. Years
and dates are times, not amounts, and are left to `times`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter
from types import MappingProxyType

from factcheck.extraction.types import Quantity, TimeSpan
from factcheck.extraction.words import lowered, word_set

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORD_VALUES = MappingProxyType(
    {word: value for value, word in enumerate(_UNITS)}
    | {word: 10 * (index + 2) for index, word in enumerate(_TENS)}
)
SCALES = MappingProxyType(
    {
        "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
        "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "dozen": 12.0,
    }
)  # fmt: skip
_SIGNS = MappingProxyType(
    {
        "€": "EUR", "£": "GBP", "$": "USD", "us$": "USD", "u.s.$": "USD", "a$": "AUD", "c$": "CAD",
        "ca$": "CAD", "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "¥": "JPY",
        "₹": "INR", "₽": "RUB", "₩": "KRW", "₴": "UAH", "₺": "TRY",
    }
)  # fmt: skip
_CODES = (
    "EUR", "USD", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "CNY", "INR", "RUB", "UAH", "PLN",
    "SEK", "NOK", "DKK", "TRY", "BRL", "ZAR", "KRW", "MXN",
)  # fmt: skip
_CURRENCY_WORDS = MappingProxyType(
    {
        "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "ruble": "RUB",
        "rouble": "RUB", "rupee": "INR", "yuan": "CNY", "hryvnia": "UAH", "zloty": "PLN",
        "cent": "cent", "franc": "CHF", "won": "KRW",
    }
)  # fmt: skip
_FRACTIONS = MappingProxyType(
    {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8,
     "tenth": 10}
)  # fmt: skip
_ORDINALS = MappingProxyType(
    {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
     "ninth": 9, "tenth": 10}
)  # fmt: skip
_WORD = "|".join(sorted(WORD_VALUES, key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = rf"(?:{_DIGITS}|(?:{'|'.join(_TENS)})-(?:{_WORD})|(?:{_WORD})(?![-\w]))"
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen)\b|(?:k|mn|mln|bn|tn|m|b)\b"
_SIGN = r"(?:us|u\.s\.|ca|au|nz|hk|[acs])?\$|[€£¥₹₽₩₴₺]|(?:" + "|".join(_CODES).lower() + r")\s?"
_VAGUE = "tens dozens scores hundreds thousands millions billions trillions".split()


def _beginnings() -> str:
    """A pattern of what an amount begins with, of words and signs the first three characters: at
    most words the search is over after one look."""
    words = {*WORD_VALUES, *_VAGUE, *_SIGNS, "half", "halves", "between"}
    words.update(map(str.lower, _CODES))
    rest: dict[str, set[str]] = {}
    for word in words:
        rest.setdefault(word[0], set()).add(re.escape(word[1:3]))
    letters = (f"{first}(?:{'|'.join(sorted(after))})" for first, after in sorted(rest.items()))
    return rf"\d|[€£¥₹₽₩₴₺$]|an?[\s-]|{'|'.join(one for one in letters if one[0].isalpha())}"


_NOT_UNITS = word_set(
    """of the a an and or to in on at by for from with as than that which who is are was were be has
    have had will would can could may might percent more less fewer other not per its his her
    their this these those it he she they we but if when while after before since until into over
    under about between during against said says"""
)
_AMOUNT = re.compile(
    rf"""(?<![\w.,:$€£/-])(?={_beginnings()})(?!\d{{1,2}}:\d\d)(?:
    (?P<fraction>(?P<count>{_DIGITS}|{_WORD}|an?)[\s-](?P<part>half|third|quarter|fourth|fifth|sixth|eighth|tenth)s?\b(?=\s+of\b)
      |(?P<half>half|halves)(?=\s+(?:of|the|its|their|all)\b|\s+an?\s+(?!{_SCALE}))
      |(?P<few>{_NUMBER})\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<many>{_NUMBER}))
    |(?P<vague>(?:{"|".join(_VAGUE)})
      (?:\s+of\s+(?:hundreds|thousands|millions|billions))?\s+of(?=\s+(?P<vagueunit>[a-z]+)))
    |(?:(?P<pair>between)\s+)?(?:(?P<sign>{_SIGN})\s?)?(?P<low>{_NUMBER}|(?:an?|half\s+an?)(?=\s+(?:hundred|thousand|million|billion|trillion|dozen)\b))
      (?:[\s-]?(?P<lowscale>{_SCALE}))?(?:\s(?P<lowscale2>thousand|million|billion)\b)?
      (?:\s*(?P<between>-|–|to|(?(pair)and|(?!)))\s*(?:{_SIGN})?(?P<high>{_NUMBER})(?:[\s-]?(?P<highscale>{_SCALE}))?)?
      (?:[\s-]?(?P<percent>%|percentage[\s-]points?|per\s?cent(?:age)?\s+points?|percent\b|per\s+cent\b|pct\b|pp\b))?
      (?:\s(?P<ordinal>st|nd|rd|th)\b)?
    )""",
    re.VERBOSE,
)
"""Over lower-cased text; that a currency code is in capitals is looked at afterwards."""
_ORDINAL = re.compile(
    r"(?<![\w-])(?=[\dsften])(?:(?P<digits>\d{1,4})(?:st|nd|rd|th)|(?P<word>"
    + "|".join(_ORDINALS)
    + r"))(?=\s+[a-z])"
)
_DIGIT_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)")
_UNIT_WORD = re.compile(r"[\s-](?:(?P<adjective>[A-Za-z]+)\s)?(?P<unit>[A-Za-z]+)")
_NEXT_WORD = re.compile(r"\s([A-Za-z]+)")
_COUNTED_BY_THOUSANDS = word_set(
    "people troops soldiers men women children dead votes jobs homes migrants refugees cases"
)
"""Units before which 2,014 may be written 2014; before other nouns that is a year."""
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
NUMBER_WORDS = (
    frozenset(WORD_VALUES) | frozenset(_FRACTIONS) | frozenset(_ORDINALS)
    | word_set(
        """halves thirds quarters fifths tens dozen dozens scores hundred hundreds thousand
        thousands million millions billion billions trillion trillions"""
    )
)  # fmt: skip
"""Every amount without a digit has one of these."""


def find_quantities(
    text: str, start: int, end: int, times: Sequence[TimeSpan] = ()
) -> tuple[Quantity, ...]:
    """The amounts in `text[start:end]`, in order; what lies in one of `times` is left out."""
    clause = text[start:end]
    words = lowered(clause)
    relative = [(time.start - start, time.end - start) for time in times]
    found: list[_Amount] = []
    for match in _AMOUNT.finditer(words):
        if not _inside(match.start(), match.end(), relative):
            quantity = _quantity(match, clause)
            if quantity is not None:
                found.append(quantity)
    taken = relative + [amount[:2] for amount in found]
    for match in _ORDINAL.finditer(words) if _may_have_ordinals(words) else ():
        if not _inside(match.start(), match.end(), taken):
            word = match["word"]
            value = float(_ORDINALS[word] if word else match["digits"])
            shown = clause[match.start() : match.end()]
            found.append((*match.span(), shown, value, "ordinal", None))
    found.sort(key=itemgetter(0))
    return tuple(
        Quantity(first + start, last + start, shown, value, unit, high)
        for first, last, shown, value, unit, high in found
    )


_Amount = tuple[int, int, str, float | None, str | None, float | None]
"""The fields of a `Quantity`, its place counted from the beginning of the clause."""


def _may_have_ordinals(words: str) -> bool:
    """Whether an ordinal word or its ending behind a digit stands in a lower-cased clause."""
    return any(word in words for word in _ORDINALS) or _DIGIT_ORDINAL.search(words) is not None


def _inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in spans)


def _quantity(match: re.Match[str], clause: str) -> _Amount | None:
    if match["fraction"]:
        value = _fraction(match)
        shown = clause[match.start() : match.end()]
        return (*match.span(), shown, value, "share", None) if value else None
    if match["vague"]:
        end = match.end() - len(" of")
        return match.start(), end, clause[match.start() : end], None, match["vagueunit"], None
    return _plain(match, clause)


def _fraction(match: re.Match[str]) -> float | None:
    if match["half"]:
        return 0.5
    if match["few"]:
        many = _value(match["many"])
        few = _value(match["few"])
        return few / many if many and few <= many else None
    count = match["count"]
    number = 1.0 if count in ("a", "an") else _value(count)
    return number / _FRACTIONS[match["part"]]


def _value(number: str) -> float:
    lower = " ".join(number.split())
    if lower in ("a", "an"):
        return 1.0
    if lower.startswith("half a"):
        return 0.5
    if lower[0].isdigit():
        return float(lower.replace(",", ""))
    return float(sum(WORD_VALUES[part] for part in lower.split("-")))


def _plain(match: re.Match[str], clause: str) -> _Amount | None:
    scale = SCALES.get(match["lowscale"] or "", 1.0)
    scale *= SCALES.get(match["lowscale2"] or "", 1.0)
    low = _value(match["low"]) * scale
    high, end = _upper(match, low, scale)
    if high is not None and not (match["lowscale"] or match["lowscale2"]):
        low *= SCALES.get(match["highscale"] or "", 1.0)
    start = match.start("low")
    currency = _currency(match, clause)
    if match["percent"] and end == match.end():
        points = "point" in match["percent"] or match["percent"] == "pp"
        unit: str | None = "percentage points" if points else "%"
    elif currency is not None:
        unit, start = currency, match.start("sign")
    else:
        unit, end = _counted(clause, end)
        if unit is None and _bare_number_is_no_amount(match, scale):
            return None
        if scale == 1 and _YEAR.match(match["low"]) and unit not in _COUNTED_BY_THOUSANDS:
            return None
    return start, end, clause[start:end], low, unit, high


def _upper(match: re.Match[str], low: float, scale: float) -> tuple[float | None, int]:
    """The upper end of a range, if it is higher, and where the amount ends."""
    if not match["high"]:
        return None, match.end()
    high = _value(match["high"]) * (SCALES.get(match["highscale"] or "") or scale)
    if high <= low:
        before = match.string[: match.start("between")]
        return None, len(before.rstrip())
    return high, match.end()


def _currency(match: re.Match[str], clause: str) -> str | None:
    """The code of the sign before an amount; "try 3" is no Turkish money."""
    if not match["sign"]:
        return None
    sign = match["sign"].strip()
    if sign.upper() not in _CODES:
        return _SIGNS.get(sign, "USD")
    written = clause[match.start("sign") : match.end("sign")].strip()
    return written if written.isupper() else None


def _counted(clause: str, end: int) -> tuple[str | None, int]:
    """The counted noun after a number: a plural, at most one adjective on."""
    match = _UNIT_WORD.match(clause, end)
    if match is None:
        return None, end
    for name in ("adjective", "unit"):
        word = (match[name] or "").lower()
        singular = word.rstrip("s")
        if singular in _CURRENCY_WORDS:
            return _CURRENCY_WORDS[singular], match.end(name)
        if word in _NOT_UNITS and name == "adjective":
            return None, end
        if _is_counted(word):
            return word, end
    first = _NEXT_WORD.match(clause, end)
    word = first.group(1).lower() if first else ""
    return (word if word and word not in _NOT_UNITS else None), end


def _is_counted(word: str) -> bool:
    plural = word.endswith("s") and not word.endswith("ss") and len(word) > 3
    return word not in _NOT_UNITS and (
        plural or word in ("people", "men", "women", "children", "km", "miles", "kg", "police")
    )


def _bare_number_is_no_amount(match: re.Match[str], scale: float) -> bool:
    """Years, ages in commas and small number words without a noun say nothing to check."""
    low = match["low"]
    if scale > 1:
        return False
    if low.isdigit() and _YEAR.match(low):
        return True
    return not low[0].isdigit() or "," not in low
