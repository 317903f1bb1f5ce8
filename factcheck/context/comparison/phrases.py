"""Tokens joined where several words are one thing: "a few", "per cent", "1.5 million"."""

import re
from fractions import Fraction

from factcheck.context.comparison import lexicon, numbers
from factcheck.context.comparison.tokens import Token
from factcheck.context.comparison.wordlist import words

_PHRASE_KEYS = {
    "per cent": "percent",
    "percentage points": "percentage point",
    "basis points": "basis point",
    "miles per hour": "mph",
    "miles an hour": "mph",
    "kilometers per hour": "kph",
    "kilometers an hour": "kph",
    "km h": "kph",
}


_DAY = re.compile(r"#nth(\d+)")
_HOURS = range(1, 13)
_QUARTER_TO = 45
_LONGEST_MONTH = 31
_MONTHS = frozenset(
    words(
        """
    january february april june july august september october november december
    """
    )
)


def join_phrases(tokens: list[Token], text: str) -> list[Token]:
    """Make one token of each run of tokens that the lexicon knows as a phrase."""
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        counted = bool(joined) and _goes_on(joined[-1], token, text)
        for phrase in () if counted else lexicon.PHRASES.get(token.key, ()):
            run = tokens[index : index + len(phrase)]
            if (
                len(run) == len(phrase)
                and all(part.key == word for part, word in zip(run, phrase, strict=True))
                and all(part.bracketed == token.bracketed for part in run)
                and not text[token.start : run[-1].end].strip().count(",")
            ):
                key = _PHRASE_KEYS.get(" ".join(phrase), " ".join(phrase))
                token = Token(
                    token.start,
                    run[-1].end,
                    text[token.start : run[-1].end],
                    key,
                    bracketed=token.bracketed,
                )
                index += len(phrase) - 1
                break
        joined.append(token)
        index += 1
    return joined


def _goes_on(before: Token, token: Token, text: str) -> bool:
    """Whether a number word goes on: the "one" of "forty-one of us" is no "one of us"."""
    counted = numbers.is_number_word(before.key) and numbers.is_number_word(token.key)
    return counted and not text[before.end : token.start].strip(" -‐")


def read_numbers(tokens: list[Token], text: str) -> list[Token]:
    """Join number words and scales, and put a currency sign behind its amount."""
    read: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        number: numbers.Number | None = None
        if token.category == lexicon.NUMBER:
            keys = [part.key for part in _number_run(tokens, index, text)]
            number = numbers.read_scale(token.key, keys[1:])
            number = numbers.Number(number.key, number.length + 1)
        elif numbers.is_number_word(token.key) or token.key in ("a", "an"):
            keys = [part.key for part in _number_run(tokens, index, text)]
            number = numbers.read_words(keys)
        if number:
            last = tokens[index + number.length - 1]
            token = Token(
                token.start,
                last.end,
                text[token.start : last.end],
                number.key,
                category=token.category or lexicon.NUMBER,
                bracketed=token.bracketed,
            )
            index += number.length - 1
        half = tokens[index + 1] if index + 1 < len(tokens) else None
        clock = _clock_time(token, half) if token.category == lexicon.NUMBER and half else ""
        if half and clock and not text[token.end : half.start].strip():
            said = text[token.start : half.end]
            token = Token(
                token.start, half.end, said, clock, lexicon.NUMBER, bracketed=token.bracketed
            )
            index += 1
        if read and token.category == lexicon.NUMBER and read[-1].key == "minus":
            value = numbers.key_value(token.key)
            if value is not None:
                token.start = read.pop().start
                token.text = text[token.start : token.end]
                token.key = numbers.number_key(-value)
        read.append(token)
        before = read[-2] if len(read) > 1 else None
        sign = before and token.category == lexicon.NUMBER and before.end >= token.start - 1
        if before and sign and _is_currency_mark(before):
            read[-2:] = [token, before]
        index += 1
    return read


def read_parts(tokens: list[Token], text: str) -> list[Token]:
    """Make "a quarter of a" before a unit, and "half a", the number that it is."""
    read: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.key in ("#1/2", "#1/4") and not token.text[:1].isdigit():
            after = [other.key for other in tokens[index + 1 : index + 4]]
            skipped = 1 if after[:1] == ["of"] else 0
            unit = after[skipped + 1 : skipped + 2]
            if after[skipped : skipped + 1] in (["a"], ["an"]) and unit and _is_unit(unit[0]):
                first = read.pop() if read and read[-1].key in ("a", "one") else token
                index += skipped + 1
                start, end = first.start, tokens[index].end
                token = Token(
                    start,
                    end,
                    text[start:end],
                    token.key,
                    token.category,
                    bracketed=token.bracketed,
                )
        read.append(token)
        index += 1
    return read


def _is_unit(key: str) -> bool:
    return lexicon.CATEGORY.get(key, ("", ""))[0] == lexicon.UNIT


def read_clock(tokens: list[Token], text: str) -> list[Token]:
    """Make "half past four", "a quarter to nine" and "ten past six" the time that they are."""
    read: list[Token] = []
    index = 0
    while index < len(tokens):
        said = tokens[index : index + 3]
        time = _spoken_time(*said) if len(said) == 3 else ""
        if time:
            article = bool(read) and read[-1].key == "a" and said[0].key == "#1/4"
            first = read.pop() if article else said[0]
            read.append(_number(text, first.start, said[-1].end, time, said[0]))
            index += 3
            continue
        read.append(tokens[index])
        index += 1
    return read


def _spoken_time(part: Token, towards: Token, hour: Token) -> str:
    """The key of a time of day, or nothing; "to" makes one only of a quarter."""
    whole = numbers.key_value(hour.key) if hour.category == lexicon.NUMBER else None
    share = numbers.key_value(part.key) if part.category == lexicon.NUMBER else None
    if whole not in _HOURS or share is None:
        return ""
    if towards.key == "past":
        minutes = share * 60 if share < 1 else share
        return f"#{whole}:{int(minutes):02d}" if minutes < _QUARTER_TO else ""
    if towards.key == "to" and part.key == "#1/4":
        return f"#{(whole or 0) - 1 or 12}:{_QUARTER_TO}"
    return ""


def read_days(tokens: list[Token], text: str) -> list[Token]:
    """Make "the 9th of" before a month, and "9th" beside one, the number 9."""
    read: list[Token] = []
    for index, token in enumerate(tokens):
        before, after = tokens[max(0, index - 1) : index], tokens[index + 1 : index + 3]
        if token.key == "of" and read and read[-1].end == token.end:
            continue
        day = _DAY.fullmatch(token.key)
        if day and int(day[1]) <= _LONGEST_MONTH:
            of = len(after) == 2 and after[0].key == "of" and _is_month(after[1])
            beside = any(_is_month(other) for other in (*before, *after[:1]))
            share = bool(before) and before[0].key in ("a", "one")
            article = bool(before) and before[0].key == "the" and (of or beside)
            if article:
                read.pop()
            if (of or beside) and not share:
                start = before[0].start if article else token.start
                end = after[0].end if of else token.end
                key = numbers.number_key(Fraction(int(day[1])))
                read.append(_number(text, start, end, key, token))
            else:
                read.append(token)
        else:
            read.append(token)
    return read


def _number(text: str, start: int, end: int, key: str, like: Token) -> Token:
    return Token(start, end, text[start:end], key, lexicon.NUMBER, bracketed=like.bracketed)


def _is_month(token: Token) -> bool:
    if token.key in ("may", "march"):
        return token.text[:1].isupper()
    return lexicon.CATEGORY.get(token.key, ("", ""))[1] in _MONTHS


def _clock_time(token: Token, half: Token) -> str:
    """The key of a time of day in twelve hours, as it is in twenty-four: "3.30 pm", "15:30"."""
    parts = re.fullmatch(r"(\d{1,2})(?:[:.](\d\d))?", token.text)
    if parts is None or half.key not in ("am", "pm") or not 1 <= int(parts[1]) <= 12:
        return ""
    hour = int(parts[1]) % 12 + (12 if half.key == "pm" else 0)
    return f"#{hour}:{parts[2] or '00'}"


def _is_currency_mark(token: Token) -> bool:
    return token.text[-1:] in "$€£¥₹₴₽" or token.text in ("EUR", "USD", "GBP")


def _number_run(tokens: list[Token], index: int, text: str) -> list[Token]:
    """The tokens from `index` that only spaces or hyphens part, at most twelve."""
    run = [tokens[index]]
    for token in tokens[index + 1 : index + 12]:
        between = text[run[-1].end : token.start]
        if between.strip(" \t\r\n\u00a0\u202f-‐") or token.bracketed != run[0].bracketed:
            break
        run.append(token)
    return run
