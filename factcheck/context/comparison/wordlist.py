"""Word lists written as prose, so that a reader can read them and a diff stays small."""


def words(text: str) -> list[str]:
    """The words of `text`, in order."""
    return text.split()
