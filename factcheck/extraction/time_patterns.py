"""How English writes times: the names, the counts, and one pattern with a named group a rule."""

from __future__ import annotations

import re
from types import MappingProxyType

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
COUNTS = MappingProxyType(
    {
        "a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "three": 3, "four": 4, "five": 5,
        "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15,
        "twenty": 20, "thirty": 30, "hundred": 100,
    }
)  # fmt: skip
PARTS = MappingProxyType({"first": 1, "second": 2, "third": 3, "fourth": 4, "final": -1})

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan\.|feb\.|mar\.|apr\.|jun\.|jul\.|aug\.|sept?\.|oct\.|nov\.|dec\.)"
)
_YEAR = r"(?:1[89]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_COUNT = r"(?:\d{1,3}|a(?:\s+couple\s+of)?|an|couple(?:\s+of)?|" + "|".join(
    name for name in COUNTS if len(name) > 2 and name != "couple"
) + ")"  # fmt: skip
_UNIT = r"(?:day|week|month|year|decade)"
_BOUND = r"in|on|since|by|until|during|before|after|from|of|for|over|within"
_NEAR = r"(?:last|this|next|past|coming|current|previous|following|early|earlier|late|later)"

_RULES: tuple[tuple[str, str], ...] = (
    ("iso", rf"{_YEAR}-\d\d-\d\d"),
    ("part", (rf"(?:the\s+)?(?:first|second|third|fourth|final|last)\s+(?:half|quarter|six\s+months"
             rf"|three\s+months)\s+of\s+(?:{_YEAR}|(?:the|this|last|next)\s+year)")),
    ("quarter", rf"q[1-4](?:\s+(?:of\s+)?{_YEAR})?"),
    ("rest", r"(?:the\s+)?(?:rest|remainder)\s+of\s+(?:the|this)\s+(?:day|week|month|year)"),
    ("end", (rf"(?:the\s+)?(?:(?:very\s+)?end|start|beginning|middle)\s+of\s+"
            rf"(?:(?:the|this|last|next)\s+(?:week|month|year|decade)|{_MONTH}(?:\s+{_YEAR})?"
            rf"|{_YEAR})")),
    ("daydate", (rf"(?:{_WEEKDAY},?\s+)?(?:{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?(?!\d)(?:,?\s+{_YEAR})?"
                rf"|{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?)")),
    ("monthyear", rf"(?:(?:early|mid|late)[-\s]+)?{_MONTH},?\s+(?:of\s+)?{_YEAR}"),
    ("month", (rf"(?(bound)|(?=last|next|this))(?:(?:last|next|this|early|mid|late)[-\s]+)?"
              rf"{_MONTH}(?![-\w])")),
    ("years", (rf"(?:between\s+)?{_YEAR}\s+(?:to|and|until|through)\s+{_YEAR}"
              rf"|{_YEAR}\s*[-–]\s*(?:{_YEAR}|\d\d)(?!\d)")),
    ("decade", r"(?:the\s+)?(?:(?:early|mid|late)[-\s]+)?(?:1[89]|20)\d0s"),
    ("season", (rf"(?:(?:last|this|next|the)\s+)?(?:spring|summer|autumn|winter)"
               rf"(?:\s+(?:of\s+)?{_YEAR})|(?:last|this|next)\s+(?:spring|summer|autumn|fall|winter)")),
    ("partyear", rf"(?:early|mid|late)[-\s]+{_YEAR}"),
    ("weekdays", rf"{_WEEKDAY}(?:\s+and|\s*[-–]|\s+to|\s+through)\s*{_WEEKDAY}"),
    ("weekday", (rf"(?:(?:last|this|next|early|late|the\s+following)"
                rf"\s+)?{_WEEKDAY}s?(?:\s+(?:morning|afternoon|evening|night))?")),
    ("ago", rf"{_COUNT}\s+{_UNIT}s?\s+(?:ago|earlier)"),
    ("ahead", (rf"(?<=\bin\s){_COUNT}\s+{_UNIT}s?(?!\s+ago)|(?<=\bwithin\s){_COUNT}\s+{_UNIT}s?"
              rf"|the\s+(?:next|coming)\s+{_COUNT}\s+{_UNIT}s")),
    ("behind", rf"the\s+(?:last|past|previous)\s+{_COUNT}\s+{_UNIT}s"),
    ("unit", (rf"(?:the\s+)?{_NEAR}\s+(?:this\s+|last\s+|next\s+)?(?:day|week|weekend|month|quarter"
             rf"|year|decade|century)\b")),
    ("today", r"(?:today|tonight|yesterday|tomorrow|this\s+(?:morning|afternoon|evening))"),
    ("year", (rf"(?(bound)|(?!)){_YEAR}(?![\w%,.]*\d)"
             rf"(?!\s*(?:percent|people|dollars|euros))")),
)  # fmt: skip
MAY_HAVE_MONTH = frozenset(("end", "daydate", "monthyear", "month"))
"""The rules in which a month is named."""
_BEGINS = (
    r"(?=\d|a[fnpu\s]|b[ey]|c[ou]|d[eu]|e[ain]|f[eior]|hu|in|j[au]|la|m[aio]|n[eio]|o[cfnv]|p[ar]"
    r"|q\d|re|s[aeiptu]|t[ehouw]|un|ve|w[ei]|ye)"
)
"""The letters with which a rule or bound begins: most words are passed over at once."""
_AFTER_THE = (
    r"[12]\d\d0s|autumn|begin|coming|current|ear|end|fi(?:rst|nal)|fo(?:urth|llowing)|la(?:st|te)"
    r"|mid|next|past|prev|remainder|rest|s(?:econd|pring|tart|ummer)|thi(?:rd|s)|very|winter"
)
_RULE_BEGINS = (
    rf"(?=\d|(?:the\s+)?(?:{_AFTER_THE})|to(?:day|night|morrow)|yesterday|q[1-4]|between"
    rf"|{_WEEKDAY}|{_MONTH}|{_COUNT}\s+{_UNIT})"
)
"""The words with which a rule begins: most bounds ("in", "of") have none behind them, and the
rules need not be tried one by one."""
TIME = re.compile(
    rf"(?<![\w$€£-]){_BEGINS}(?:(?P<bound>{_BOUND})\s+)?{_RULE_BEGINS}(?:"
    + "|".join(f"(?P<{name}>{rule})" for name, rule in _RULES)
    + r")(?![\w’'-]*\w)"
)
"""Over lower-cased text; that months and weekdays have their capital is looked at afterwards."""
HAS_DATE_DIGITS = re.compile(r"(?:1[89]|20)\d\d|q[1-4]")
_LONG_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_DATED = (*_LONG_MONTHS, *MONTHS, "sept", *WEEKDAYS, "spring", "summer", "autumn", "fall", "winter")
_UNITS = ("day", "week", "month", "quarter", "year", "decade", "weekend", "century")
TIME_WORDS = (
    *(word for word in _DATED if word != "may"),
    *_UNITS,
    *(f"{word}s" for word in (*WEEKDAYS, *_UNITS)),
    *("today", "tonight", "yesterday", "tomorrow", "morning", "afternoon", "evening"),
    *(f"{near}-{word}" for near in ("early", "mid", "late", "last", "next", "this")
      for word in _DATED),
    *(f"{one}-{other}" for one in WEEKDAYS for other in WEEKDAYS),
)  # fmt: skip
"""Every expression without the digits of a year or quarter has "May" or one of these."""
HAS_YEAR = re.compile(_YEAR)
PLAIN_MONTH = re.compile(_MONTH)
PLAIN_WEEKDAY = re.compile(_WEEKDAY)
PLAIN_DAY = re.compile(rf"(?<![\d]){_DAY}(?=\D|$)")
