"""The sentences around the claim in its own article."""

from factcheck.context.providers.base import Finding, Request
from factcheck.db import Database
from factcheck.messages import marked

REACH = 2


class Surroundings:
    """The claim's paragraph, with up to two paragraphs before and after it."""

    name = "surroundings"
    label = marked("Around it in the article")

    def gather(self, database: Database, request: Request) -> list[Finding]:
        start, end = paragraphs_around(request.article_text, request.start, request.end)
        return [
            Finding(
                key="article",
                title=marked("The article around the claim"),
                passage=request.article_text[start:end],
                place={"start": start, "end": end},
                found_by=marked("the paragraphs before and after the claim"),
            )
        ]


def paragraphs_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of the paragraphs that hold the span, with `REACH` more on either side."""
    first, last = start, end
    for _ in range(REACH + 1):
        first = text.rfind("\n", 0, max(first - 1, 0)) + 1
        following = text.find("\n", min(last + 1, len(text)))
        last = len(text) if following == -1 else following
    return first, last
