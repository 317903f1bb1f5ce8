"""What a person points at in a text: its sentences, to be ticked, and the quotation in a passage.

Pure, like all of extraction.
"""

from factcheck.extraction.document import Document
from factcheck.extraction.types import Span


def sentences_of(text: str) -> tuple[Span, ...]:
    """The sentences that extraction reads, in code points."""
    return tuple(span for span in Document.read(text).sentences if span.start < span.end)


def quotations_in(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The texts between quotation marks that lie in a passage, without their marks.

    A passage that begins and ends within one is in none.
    """
    return tuple(
        Span(marked.start, marked.end)
        for marked in Document.read(text).marked
        if start <= marked.start < marked.end <= end
    )


def trimmed_span(text: str, start: int, end: int) -> Span:
    """The passage without blanks around it; empty when nothing else is there."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(start, max(start, start + len(words.strip())))
