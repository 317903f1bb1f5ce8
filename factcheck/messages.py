"""Marks for words in tables or in storage: the catalogue takes them in, English they stay.

Whoever shows them says them in the reader's language: `factcheck.language.translated`, or
`pgettext` for those with a context. This module imports nothing, so that pure code may use it.
"""


def marked(message: str, **values: object) -> str:
    """The message in English, with its named values."""
    return message % values if values else message


def marked_in(context: str, message: str) -> str:
    """A message that means this only in this context; English has one word for several things."""
    assert context
    return message
