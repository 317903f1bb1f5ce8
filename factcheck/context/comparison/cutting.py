"""Text cut into tokens: words, numbers, units, marks of editing.

Contractions are two tokens, a phrase that changes meaning as a whole ("a few") is one, and numbers
carry their value as key.
"""

import re

from factcheck.context.comparison import lexicon, numbers
from factcheck.context.comparison.meaning import classify_tokens
from factcheck.context.comparison.phrases import (
    join_phrases,
    read_clock,
    read_days,
    read_numbers,
    read_parts,
)
from factcheck.context.comparison.spelling import canonical
from factcheck.context.comparison.tokens import ELLIPSIS, Token

_NOISE = r"""
    (?:(?m:^)[ \t]{0,20}\d{1,6}[ \t]{0,20}\r?\n)?\d{1,2}:\d{2}(?::\d{2})?[.,]\d{3}
      [ \t]{0,20}-->[^\n]*
  | \[\s{0,9}\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\s{0,9}\]
  | \(\s{0,9}\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?\s{0,9}\)
  | (?m:^)[ \t]{0,20}\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?(?=\s)
  | (?<!\S)0\d:[0-5]\d:[0-5]\d(?:[.,]\d+)?(?=\s)
  | [\[(]\s{0,9}(?i:applause|laughter|laughs?|laughing|cheers|cheering|crosstalk|inaudible|music
      |pause|silence|booing|indistinct|interruption|interjection|unintelligible|sighs?|coughs?
      |off[ -]mic|phonetic|sic)\b[^\])\n]{0,40}[\])]
  | (?m:^)[ \t]{0,20}\d{1,2}:\d{2}(?=[ \t]+\S)
  | (?m:^)[ \t]{0,20}[Pp]age[ ]\d{1,4}(?:[ ]of[ ]\d{1,4})?[ \t]{0,20}(?m:$)
  | (?<=\n\n)[ \t]{0,20}\d{1,4}[ \t]{0,20}(?=\n\n)
  | </?[a-zA-Z][^<>\n]{0,40}>
"""
# A label is only believed at the head of a line, where transcripts put it.
LABEL = (
    r"(?m:^)[ \t>–—-]{0,6}(?:[A-Z][\w.'’-]*(?:[ ][A-Z(][\w.'’)-]*){0,5}"
    r"(?:,?[ ]\([^)\n]{1,60}\))?|Q|A)[ ]?:(?=\s)"
)
_COMMON = rf"""
    (?P<gap>\[\s{{0,9}}(?:\.\s?\.\s?\.|…)\s{{0,9}}\]|\(\s{{0,9}}(?:\.\s?\.\s?\.|…)\s{{0,9}}\)|…\.?|\.\s?\.\s?\.(?:\s?\.)?)
  | (?P<open>\[)|(?P<close>\])
  | (?P<currency>(?:US|A|C|NZ|HK)?[$]|[€£¥₹₴₽])
  | (?P<percent>%)
  | (?P<range>(?<=[\d%])[-–—](?=[$€£]?\d))
  | (?P<initials>(?:[A-Za-z]\.){{2,}}(?:[A-Za-z]\b)?)
  | (?P<number>{numbers.DIGITS.pattern})
  | (?P<prefixed>(?i:co|re|pre|post|anti|multi|semi|de|e)-(?=[a-z]{{3}})[a-z]+)
  | (?P<word>[^\W\d_](?:
      [^\W_]|['’ʼ](?=[^\W\d_])|\u00ad|\u200b|[-‐]\r?\n[ \t]{{0,20}}(?=[a-z]))*|&
      |['’](?i:em|cause|cos|tis|twas|till?|s|d|m|ll|re|ve|\d\d?s?)\b)
"""
_PUBLISHED = re.compile(rf"(?P<noise>{_NOISE})|(?P<label>(?!))|{_COMMON}", re.VERBOSE)
_SOURCE = re.compile(rf"(?P<noise>{_NOISE})|(?P<label>{LABEL})|{_COMMON}", re.VERBOSE)
_BRACKET_IN_WORD = re.compile(
    r"\[(?P<head>[^\W\d_]{1,3})\](?P<rest>[^\W\d_]+)|(?P<stem>[^\W\d_]+)\[(?P<tail>[^\W\d_]{1,5})\]"
)
_CURRENCIES = {"€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "₴": "hryvnia", "₽": "rouble"}
_THIS_CENTURY = 35
_CONTRACTED = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "n't": "not"}
_IRREGULAR_CONTRACTIONS = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "gonna": ("going to",),
    "gotta": ("got to",),
    "wanna": ("want", "to"),
    "kinda": ("kind of",),
    "sorta": ("sort of",),
    "dunno": ("do", "not", "know"),
    "y'all": ("you", "all"),
    "let's": ("let", "us"),
    "'twas": ("it", "was"),
    "'tis": ("it", "is"),
}


def tokenize(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    is_source: bool = False,
    decimal_comma: bool = False,
) -> list[Token]:
    """Cut `text[start:end]`; offsets are into the whole text.

    A source may hold speaker labels, timestamps and stage directions: tokens marked `noise`, which
    a quote may leave out freely. In a quote they are passed over.
    """
    pattern = _SOURCE if is_source else _PUBLISHED
    end = len(text) if end is None else end
    tokens: list[Token] = []
    bracketed = False
    position = start
    while match := pattern.search(text, position, end):
        kind = match.lastgroup
        if kind in ("open", "close"):
            inner = _BRACKET_IN_WORD.match(text, match.start(), end) if kind == "open" else None
            if inner and (inner["rest"] or inner["tail"]):
                position = inner.end()
                _add_bracketed_word(tokens, inner)
                continue
            bracketed = kind == "open" and text.find("]", match.end(), end) >= 0
            position = match.end()
            continue
        position = match.end()
        first = len(tokens)
        if match["number"] is not None:
            position = _add_number(tokens, match, text, end, decimal_comma=decimal_comma)
        elif match["prefixed"] is not None:
            joined = canonical(match.group().replace("-", ""))
            tokens.append(Token(*match.span(), match.group(), joined))
        elif match["word"] is not None:
            ending = _BRACKET_IN_WORD.match(text, match.start(), end)
            if ending and ending["stem"]:
                position = ending.end()
                _add_bracketed_word(tokens, ending)
                continue
            _add_word(tokens, match)
        else:
            _add_other(tokens, match)
        for token in tokens[first:]:
            token.bracketed = bracketed
    if not is_source:
        tokens = [token for token in tokens if not token.noise]
    tokens = read_numbers(join_phrases(tokens, text), text)
    if any(token.category == lexicon.NUMBER for token in tokens):
        tokens = read_days(read_clock(read_parts(tokens, text), text), text)
    classify_tokens(tokens, text, start)
    return tokens


def _add_bracketed_word(tokens: list[Token], match: re.Match[str]) -> None:
    word = (match["head"] or match["stem"]) + (match["rest"] or match["tail"])
    key = canonical(word)
    tokens.append(
        Token(
            match.start(),
            match.end(),
            match.group(),
            key,
            bracketed=True,
            prefix=canonical(match["stem"]) if match["stem"] else key,
        )
    )


def _add_number(
    tokens: list[Token], match: re.Match[str], text: str, end: int, *, decimal_comma: bool
) -> int:
    """Add the number and the unit or ordinal glued to it; return where reading goes on."""
    digits = numbers.DIGITS.match(text, match.start(), end)
    if digits is None:
        return match.end()
    key = numbers.read_digits(digits, decimal_comma=decimal_comma)
    stop = match.end()
    glued = re.compile(r"[A-Za-z]+").match(text, stop, end)
    token = Token(match.start(), stop, match.group(), key, category=lexicon.NUMBER)
    tokens.append(token)
    if not glued:
        return stop
    suffix = glued.group().lower()
    scale = numbers.short_scale(suffix)
    value = numbers.key_value(key)
    if suffix in ("st", "nd", "rd", "th"):
        token.key = "#nth" + key[1:]
    elif suffix == "s":
        token.key = key + "s"
        token.category = lexicon.DATE
    elif scale and value is not None:
        token.key = numbers.number_key(value * scale)
    else:
        return stop
    token.end = glued.end()
    token.text = text[token.start : token.end]
    return token.end


def _add_word(tokens: list[Token], match: re.Match[str]) -> None:
    surface = match.group()
    at, end = match.span()
    plain = re.sub(r"[-‐]\r?\n[ \t]*|[\u00ad\u200b]", "", surface).replace("’", "'")
    plain = plain.replace("ʼ", "'")
    low = plain.lower()
    year = re.fullmatch(r"'(\d\d)(s?)", low)
    if year:
        # '63 is 1963; what is not far ahead is of this century.
        century = "20" if int(year[1]) <= _THIS_CENTURY else "19"
        kind = lexicon.DATE if year[2] else lexicon.NUMBER
        tokens.append(Token(at, end, surface, f"#{century}{year[1]}{year[2]}", kind))
        return
    if low == "&":
        tokens.append(Token(at, end, surface, "and"))
        return
    if low in _IRREGULAR_CONTRACTIONS:
        parts = _IRREGULAR_CONTRACTIONS[low]
        cut = at + max(1, len(surface) - (3 if low.endswith("n't") else 2))
        if low in ("cannot", "dunno"):
            cut = at + 3
        spans = [(at, end)] if len(parts) == 1 else [(at, cut)] + [(cut, end)] * (len(parts) - 1)
        for index, (part, span) in enumerate(zip(parts, spans, strict=True)):
            piece = surface[span[0] - at : span[1] - at]
            tokens.append(Token(*span, piece, part, glued=index > 0))
        return
    head, _, tail = plain.rpartition("'")
    if low.endswith("n't") and len(low) > 3:
        head, tail = plain[:-3], "n't"
        clitic: str | None = "n't"
    else:
        clitic = "'" + tail.lower() if head else None
    if clitic in _CONTRACTED or clitic in ("'s", "'d"):
        cut = end - len(clitic)
        tokens.append(Token(at, cut, surface[: cut - at], canonical(head)))
        key = _CONTRACTED.get(clitic, clitic)
        tokens.append(Token(cut, end, surface[cut - at :], key, glued=True))
        return
    tokens.append(Token(at, end, surface, "usa" if plain == "US" else canonical(low)))


def _add_other(tokens: list[Token], match: re.Match[str]) -> None:
    surface = match.group()
    at, end = match.span()
    if match["gap"] is not None:
        tokens.append(Token(at, end, surface, ELLIPSIS, gap=True))
    elif match["label"] is not None:
        # Word by word, as a quote may hold them: not every "Remember: …" names a speaker.
        for index, word in enumerate(re.finditer(r"[^\W_]+", surface)):
            start, stop = at + word.start(), at + word.end()
            key = canonical(word.group())
            tokens.append(Token(start, stop, word.group(), key, noise=True, label=not index))
    elif match["noise"] is not None:
        tokens.append(Token(at, end, surface, surface.strip(), noise=True))
    elif match["percent"] is not None:
        glued = bool(tokens) and tokens[-1].end == at
        tokens.append(Token(at, end, surface, "percent", glued=glued))
    elif match["currency"] is not None:
        key = _CURRENCIES.get(surface[-1], "dollar")
        prefix = surface[:-1]
        if prefix not in ("", "US"):
            key = f"{prefix.lower()} {key}"
        tokens.append(Token(at, end, surface, key, category=lexicon.UNIT, group=key))
    elif match["range"] is not None:
        tokens.append(Token(at, end, surface, "to"))
    else:
        letters = surface.replace(".", "").lower()
        tokens.append(Token(at, end, surface, "usa" if letters == "us" else letters))
