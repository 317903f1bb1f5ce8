"""Tokens joined where several words are one thing: "a few", "per cent", "1.5 million"."""

import re

from factcheck.context.comparison import lexicon, numbers
from factcheck.context.comparison.tokens import Token

_PHRASE_KEYS = {
    "per cent": "percent",
    "percentage points": "percentage point",
    "basis points": "basis point",
}


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
    words = numbers.is_number_word(before.key) and numbers.is_number_word(token.key)
    return words and not text[before.end : token.start].strip(" -‐")


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
