"""What programs may send: validated here, at the edge, because table rows do not validate."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from factcheck.api import shapes
from factcheck.articles.models import ITEM_STATES
from factcheck.publishing.changes import BEGINNING
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.publishing.webhooks import ALL_TYPES
from factcheck.request import MAX_ID
from factcheck.tasks.lifecycle import QUESTIONS, STATES
from factcheck.tasks.tags import LONGEST as LONGEST_TAG

Question = Literal["said", "true", "happened"]
assert Question.__args__ == QUESTIONS  # type: ignore[attr-defined]
Limit = Annotated[int, Field(ge=1, le=100)]
RowId = Annotated[int, Field(ge=0, le=MAX_ID)]
_SEVERAL_STATES = f"^(({'|'.join(STATES)})(,({'|'.join(STATES)}))*)?$"
Written = Annotated[str, Field(json_schema_extra=shapes.written)]
Address = Annotated[str, Field(max_length=2048, json_schema_extra=shapes.address)]
AddressOrNothing = Annotated[
    str, Field(max_length=2048, json_schema_extra=shapes.address_or_nothing)
]
TagName = Annotated[str, Field(max_length=LONGEST_TAG, json_schema_extra=shapes.prose)]
Cursor = Annotated[str, Field(json_schema_extra=shapes.cursor)]


class Sent(BaseModel):
    """Anything sent. No text may hold the character NUL, which Postgres cannot store."""

    @field_validator("*", mode="after")
    @classmethod
    def refuse_nul(cls, value: object) -> object:
        if isinstance(value, str) and "\x00" in value:
            raise ValueError("Text cannot hold the character NUL (U+0000).")
        return value


class Body(Sent):
    """A request's body. Unknown members are refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Query(Sent):
    """A request's query."""

    model_config = ConfigDict(extra="ignore")


class ArticleIn(Body):
    """An article by its `text`, or by its `url` for a worker to fetch."""

    model_config = ConfigDict(
        json_schema_extra=shapes.one_of_these(
            {"text": {"type": "string", "pattern": shapes.PROSE}},
            {"url": {"type": "string", "pattern": shapes.ADDRESS}},
        )
    )

    text: Annotated[str, Field(json_schema_extra=shapes.prose)] | None = None
    url: AddressOrNothing | None = None
    title: str = Field(default="", max_length=500)
    outlet: str = Field(default="", max_length=200)
    language: str = Field(default="en", max_length=35)
    published: date | None = None


class SourceIn(Body):
    text: Annotated[str, Field(json_schema_extra=shapes.prose)]
    title: str = Field(default="", max_length=500)
    url: AddressOrNothing = ""


class SourceForm(Query):
    """The fields beside a source's file."""

    filename: str = Field(default="", max_length=500)
    title: str = Field(default="", max_length=500)
    url: str = Field(default="", max_length=2048)


class FeedPreviewIn(Body):
    url: Address


class FeedIn(FeedPreviewIn):
    """`since` leaves out items that say they are older than that day."""

    since: date | None = None


class ListQuery(Query):
    cursor: Cursor = ""
    limit: Limit = 50


class FeedItemQuery(ListQuery):
    state: Literal[*ITEM_STATES, ""] = ""  # type: ignore[valid-type]


class TaskQuery(ListQuery):
    state: str = Field(
        default="",
        description="One state or several, with a comma between.",
        json_schema_extra={"pattern": _SEVERAL_STATES},
    )
    question: Question | Literal[""] = ""
    kind: Literal["quote", "claim", ""] = ""
    article: RowId | None = None
    speaker: RowId | None = None
    holder: RowId | None = None
    tag: str = Field(default="", max_length=60)


class NarrowingQuery(Query):
    """Which checked claims are meant."""

    question: Question | Literal[""] = ""
    speaker: str = ""
    rating: str = ""
    kind: Literal["quote", "claim", ""] = ""
    language: str = Field(default="", max_length=35)
    since: date | None = Field(default=None, description="First published on or after this day.")
    until: date | None = Field(default=None, description="First published on or before this day.")
    article: RowId | None = None
    q: str = Field(
        default="", max_length=1000, description="Words of claim, speaker or title, all of them."
    )

    def to_filter(self) -> CheckedFilter:
        return CheckedFilter(
            question=self.question,
            speaker=self.speaker,
            rating=self.rating,
            kind=self.kind,
            language=self.language,
            since=self.since,
            until=self.until,
            article_id=self.article,
            q=self.q,
        )


class CheckedQuery(NarrowingQuery, ListQuery):
    pass


class DatasetQuery(NarrowingQuery):
    raw: bool = Field(default=False, description="Leave CSV cells that look like formulas.")


class ChangesQuery(Query):
    since: str = Field(default=BEGINNING, max_length=64, json_schema_extra=shapes.position)
    limit: Limit = 100


class EventQuery(Query):
    after: RowId = 0
    limit: Limit = 100


class WebhookIn(Body):
    url: Address
    types: list[Literal[*ALL_TYPES]] = Field(min_length=1, max_length=20)  # type: ignore[valid-type]


class CitationIn(Body):
    """A piece of evidence by `id`, or a new one by its `url` or `passage`."""

    model_config = ConfigDict(
        json_schema_extra=shapes.one_of_these(
            {"id": {"type": "integer"}},
            {"url": {"type": "string", "pattern": shapes.ADDRESS}},
            {"passage": {"type": "string", "pattern": shapes.WRITTEN}},
        )
    )

    id: RowId | None = None
    url: AddressOrNothing = ""
    title: str = Field(default="", max_length=500)
    passage: str = Field(default="", max_length=20_000)
    stance: Literal["supports", "undermines", "context", ""] | None = None
    decisive: bool | None = None


class EvidenceIn(CitationIn):
    """A piece by its `url` or `passage`, or words of a source: `document_id` with `passages`
    (their numbers), `words`, or both. A page at `url` is fetched into the library."""

    model_config = ConfigDict(
        json_schema_extra=shapes.one_of_these(
            {"url": {"type": "string", "pattern": shapes.ADDRESS}},
            {"passage": {"type": "string", "pattern": shapes.WRITTEN}},
            {
                "document_id": {"type": "integer"},
                "passages": {"type": "array", "items": {"type": "integer"}, "minItems": 1},
            },
            {
                "document_id": {"type": "integer"},
                "words": {"type": "string", "pattern": shapes.WRITTEN},
            },
        )
    )

    document_id: RowId | None = None
    passages: list[RowId] = Field(default_factory=list, max_length=200)
    words: str = Field(default="", max_length=20_000)


class OutreachIn(Body):
    """Who was asked about the claim, when, until when, and what they said."""

    asked: Written = Field(max_length=300)
    asked_on: date | None = None
    deadline: date | None = None
    answer: str = Field(default="", max_length=20_000)


class AnswerIn(Body):
    answer: Written = Field(max_length=20_000)


class JudgementIn(Body):
    stance: Literal["supports", "undermines", "context", ""] | None = None
    decisive: bool | None = None


class DraftIn(Body):
    rating: str = Field(default="", max_length=50)
    rationale: str = ""
    evidence: list[RowId] = Field(default_factory=list, max_length=50)


class SearchIn(Body):
    """Which provider is to search again; all of them without a name."""

    provider: str = Field(default="", max_length=50)


class TagsIn(Body):
    """Tags to put on a task, and to take off it."""

    add: list[TagName] = Field(default_factory=list, max_length=20)
    remove: list[TagName] = Field(default_factory=list, max_length=20)


class SpanIn(Body):
    start: RowId
    end: RowId


class ClaimIn(SpanIn):
    """Words of the newest version by code points. `text`, if given, must be what stands there.

    `speaker` is a name; empty for the article's own voice and for a quote whose speaker is open.
    """

    kind: Literal["quote", "claim"]
    text: str | None = Field(default=None, max_length=2_000)
    speaker: str = Field(default="", max_length=200)


class SpeakerIn(Body):
    name: Annotated[str, Field(max_length=200, json_schema_extra=shapes.prose)]


class VerbIn(Body):
    """What a verb may carry; each verb says which of these it needs."""

    rating: str = Field(default="", max_length=50)
    rationale: str = ""
    evidence: list[CitationIn] = Field(default_factory=list, max_length=50)
    recheck_on: date | None = None
    confidence: Literal["low", "mid", "high", ""] = ""
    reason: str = Field(default="", max_length=5000)
    suggestion: str = ""
    field: str = Field(default="", max_length=50)
    of: RowId | None = None
    until: datetime | None = None
    verdict: RowId | None = None
