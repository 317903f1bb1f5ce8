"""Short ways to say what a passage should give."""

from factcheck.extraction import extract


def said(text: str) -> list[tuple[str, str | None]]:
    """Each quote's words with its speaker."""
    return [(quote.text, quote.speaker) for quote in extract(text).quotes]


def speakers(text: str) -> list[str | None]:
    """The speakers of the quotes, in order."""
    return [quote.speaker for quote in extract(text).quotes]


def quoted(text: str) -> list[str]:
    """The words of the quotes alone."""
    return [quote.text for quote in extract(text).quotes]


def rejected(text: str) -> list[tuple[str, str]]:
    """Texts in marks that are nobody's words, with the reason."""
    return [(nonquote.text, nonquote.reason) for nonquote in extract(text).nonquotes]
