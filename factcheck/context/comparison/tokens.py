"""Text cut into the units that a comparison aligns: words, numbers, units, marks of editing.

A token knows where it stands (code points into the text that was cut), the key under which it
equals another token, and what its change would mean. Contractions are two tokens, a phrase that
changes meaning as a whole ("a few") is one, and numbers carry their value as key.
"""

import re
from dataclasses import dataclass

from factcheck.context.comparison import lexicon, numbers
from factcheck.context.comparison.gazetteer import NAMES
from factcheck.context.comparison.spelling import canonical
from factcheck.context.comparison.wordlist import words

ELLIPSIS = "…"

_NOISE = r"""
    (?:(?m:^)[ \t]*\d{1,6}[ \t]*\r?\n)?[ \t]*\d{1,2}:\d{2}(?::\d{2})?[.,]\d{3}[ \t]*-->[^\n]*
  | \[\s*\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\s*\]
  | \(\s*\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?\s*\)
  | (?m:^)[ \t]*\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?(?=\s)
  | [\[(]\s*(?i:applause|laughter|laughs?|laughing|cheers|cheering|crosstalk|inaudible|music|pause
      |silence|booing|indistinct|interruption|interjection|unintelligible|sighs?|coughs?
      |off[ -]mic|phonetic|sic)[^\])\n]{0,40}[\])]
  | </?[a-zA-Z][^<>\n]{0,40}>
"""
# A label is only believed at the head of a line, where transcripts put it.
LABEL = (
    r"(?m:^)[ \t>–—-]{0,6}(?:[A-Z][\w.'’-]*(?:[ ][A-Z(][\w.'’)-]*){0,5}"
    r"(?:,?[ ]\([^)\n]{1,60}\))?|Q|A)[ ]?:(?=\s)"
)
_COMMON = rf"""
    (?P<gap>\[\s*(?:\.\s?\.\s?\.|…)\s*\]|\(\s*(?:\.\s?\.\s?\.|…)\s*\)|…\.?|\.\s?\.\s?\.(?:\s?\.)?)
  | (?P<open>\[)|(?P<close>\])
  | (?P<currency>(?:US|A|C|NZ|HK)?[$]|[€£¥₹₴₽])
  | (?P<percent>%)
  | (?P<initials>(?:[A-Za-z]\.){{2,}}(?:[A-Za-z]\b)?)
  | (?P<number>{numbers.DIGITS.pattern})
  | (?P<word>[^\W\d_](?:[^\W_]|['’ʼ](?=[^\W\d_])|\u00ad|\u200b|[-‐]\r?\n[ \t]*(?=[a-z]))*|&|['’]\w+)
"""
_PUBLISHED = re.compile(rf"(?P<noise>{_NOISE})|(?P<label>(?!))|{_COMMON}", re.VERBOSE)
_SOURCE = re.compile(rf"(?P<noise>{_NOISE})|(?P<label>{LABEL})|{_COMMON}", re.VERBOSE)
_BRACKET_IN_WORD = re.compile(
    r"\[(?P<head>[^\W\d_]{1,3})\](?P<rest>[^\W\d_]+)|(?P<stem>[^\W\d_]+)\[(?P<tail>[^\W\d_]{1,5})\]"
)
_CURRENCIES = {"€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "₴": "hryvnia", "₽": "rouble"}
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
# After these, an 's is "is" or "has"; after anything else it may be a possessive.
_SUBJECTS = frozenset(
    words(
        """
    it he she that there what who where here how when this everyone everything nobody
    """
    )
)
_CAPITAL_DATES = frozenset(["march", "may", "mon", "sun", "sat", "wed", "jan", "mar", "dec"])
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*\s*[\"'“‘(\[—–-]*\s*$|\n\s*\n\s*$")


@dataclass(slots=True)
class Token:
    """One unit of alignment; `start` and `end` are code points into the text that was cut."""

    start: int
    end: int
    text: str
    key: str
    category: str = ""
    group: str = ""
    bracketed: bool = False
    prefix: str = ""
    glued: bool = False
    noise: bool = False
    label: bool = False
    gap: bool = False
    name: bool = False
    capital: bool = False
    sentence_start: bool = False
    set_apart: bool = False

    @property
    def filler(self) -> bool:
        """Whether the speaker only took breath here."""
        return self.key in lexicon.FILLERS or (
            self.set_apart and self.key in lexicon.FILLERS_SET_APART
        )

    @property
    def stop(self) -> bool:
        """Whether the word carries grammar rather than content."""
        return self.key in lexicon.STOP_WORDS and not self.name

    @property
    def concept(self) -> str:
        """What must agree for two tokens to say the same: the group if there is one, or the key."""
        return self.group or self.key


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
    tokens = _read_numbers(_join_phrases(tokens, text), text)
    _classify(tokens, text, start)
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
    elif match["noise"] is not None or match["label"] is not None:
        label = match["label"] is not None
        key = canonical(surface.strip(" \t:>–—-"))
        tokens.append(Token(at, end, surface, key, noise=True, label=label))
    elif match["percent"] is not None:
        glued = bool(tokens) and tokens[-1].end == at
        tokens.append(Token(at, end, surface, "percent", glued=glued))
    elif match["currency"] is not None:
        key = _CURRENCIES.get(surface[-1], "dollar")
        prefix = surface[:-1]
        if prefix not in ("", "US"):
            key = f"{prefix.lower()} {key}"
        tokens.append(Token(at, end, surface, key, category=lexicon.UNIT, group=key))
    else:
        letters = surface.replace(".", "").lower()
        tokens.append(Token(at, end, surface, "usa" if letters == "us" else letters))


def _join_phrases(tokens: list[Token], text: str) -> list[Token]:
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        for phrase in lexicon.PHRASES.get(token.key, ()):
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


_PHRASE_KEYS = {
    "per cent": "percent",
    "percentage points": "percentage point",
    "basis points": "basis point",
}


def _read_numbers(tokens: list[Token], text: str) -> list[Token]:
    """Join number words and scales, and put a currency sign behind its amount."""
    read: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        run = _number_run(tokens, index, text)
        words = [part.key for part in run]
        number: numbers.Number | None = None
        if token.category == lexicon.NUMBER:
            number = numbers.read_scale(token.key, words[1:])
            number = numbers.Number(number.key, number.length + 1)
        elif run and (numbers.is_number_word(token.key) or token.key in ("a", "an")):
            number = numbers.read_words(words)
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
        read.append(token)
        before = read[-2] if len(read) > 1 else None
        sign = before and token.category == lexicon.NUMBER and before.end >= token.start - 1
        if before and sign and _is_currency_mark(before):
            read[-2:] = [token, before]
        index += 1
    return read


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


def _classify(tokens: list[Token], text: str, start: int) -> None:
    previous_end = start
    for index, token in enumerate(tokens):
        between = text[min(previous_end, token.start) : token.start]
        if index == 0 and start:
            between = text[max(0, token.start - 12) : token.start]
            token.sentence_start = bool(_SENTENCE_END.search(between)) and bool(between.strip())
        else:
            token.sentence_start = bool(
                index == 0 or tokens[index - 1].noise or _SENTENCE_END.search(between)
            )
        token.capital = token.text[:1].isupper()
        after = text[token.end : token.end + 2].lstrip()[:1]
        token.set_apart = (
            after in (",", "—", "–", "-") or between.strip().endswith((",", "—", "–", "-"))
        ) and not token.glued
        previous_end = max(previous_end, token.end)
    for index, token in enumerate(tokens):
        if not token.category:
            _categorize(tokens, index)
    _mark_names(tokens)


def _categorize(tokens: list[Token], index: int) -> None:
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    previous = tokens[index - 1] if index else None
    if token.noise or token.gap:
        return
    if following and following.category == lexicon.NUMBER and token.key in lexicon.BEFORE_NUMBER:
        token.category, token.group = lexicon.BEFORE_NUMBER[token.key]
        return
    if token.key in lexicon.BEFORE_TIME and following:
        category = lexicon.CATEGORY.get(following.key, ("", ""))
        if category[0] in (lexicon.DATE, lexicon.UNIT):
            token.category, token.group = lexicon.DATE, token.key
        return
    if token.key == "am" and not (previous and previous.category == lexicon.NUMBER):
        return
    if token.key in _CAPITAL_DATES:
        known = lexicon.CATEGORY.get(token.key)
        if token.key == "may" and token.capital and not token.sentence_start:
            token.category, token.group = lexicon.DATE, "may month"
        elif known and (token.capital or token.key == "may"):
            token.category, token.group = known
        return
    if token.key in lexicon.NOUN_OR_HEDGE and not _is_verb(previous, following):
        return
    token.category, token.group = lexicon.CATEGORY.get(token.key, ("", ""))
    if token.category == lexicon.DATE or token.group in lexicon.MEASURES:
        # "Oct" and "October", "km" and "kilometres" are one word in two spellings.
        token.key = token.group


def _is_verb(previous: Token | None, following: Token | None) -> bool:
    """Whether a word such as "plan" stands where English puts a verb."""
    if following and following.key in ("to", "that", "for"):
        return True
    return previous is not None and (
        previous.category in (lexicon.PRONOUN, lexicon.MODAL) or previous.key == "to"
    )


def _mark_names(tokens: list[Token]) -> None:
    """A capital inside a sentence makes a name; at its head, only if the word is one elsewhere."""
    words = [token for token in tokens if token.text[:1].isalpha()]
    for token in words:
        token.name = token.capital and token.key in NAMES
    shouting = sum(token.text.isupper() for token in words) > len(words) * 0.6 and len(words) > 3
    if shouting:
        for token in words:
            if token.text == "US":
                token.key = "us"
        return
    lower = {token.key for token in words if not token.capital}
    inside = {
        token.key
        for token in words
        if token.capital and not token.sentence_start and _may_be_name(token)
    }
    for token in words:
        if not token.capital or not _may_be_name(token):
            continue
        token.name = token.name or (
            token.key in inside and (not token.sentence_start or token.key not in lower)
        )


def _may_be_name(token: Token) -> bool:
    if token.key in lexicon.TITLES or token.glued or " " in token.key:
        return False
    return not token.category and token.key not in lexicon.STOP_WORDS and token.text != "I"
