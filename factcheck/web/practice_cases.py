"""The five claims of the practice: written for it, with known answers, in no table of the desk."""

from dataclasses import dataclass

from factcheck.context.compare import compare
from factcheck.messages import marked
from factcheck.verdicts.scales import SHIPPED, Rating
from factcheck.web.comparison import ComparisonView, view_comparison


@dataclass(frozen=True)
class Case:
    """A claim to judge. `source` is what was said, or the evidence on a claim.

    `answer` is a code of the scale of `question`; `why` says what decides it, `shorter` the keys.
    """

    question: str
    text: str
    speaker: str
    source: str
    answer: str
    why: str
    shorter: str

    @property
    def ratings(self) -> tuple[Rating, ...]:
        return next(one.ratings for one in SHIPPED if one.question == self.question)

    @property
    def right(self) -> Rating:
        return next(one for one in self.ratings if one.code == self.answer)

    def compared(self) -> ComparisonView | None:
        """A quote held against its source; None for a question that no comparison answers."""
        if self.question != "said":
            return None
        found = compare(self.text, self.source)
        return view_comparison(
            detail=found.to_json(),
            source_text=self.source,
            document_id=0,
            start=found.start,
            end=found.end,
            quote=self.text,
        )


CASES = (
    Case(
        "said",
        "The ferry will run every hour from June",
        "Nora Vale, harbour master",
        "Good morning. The ferry will run every hour from June, and the last boat leaves at ten.",
        "verbatim",
        marked("Every word is the source's, in its order."),
        "1",
    ),
    Case(
        "said",
        "Ticket prices fell by 42 per cent last year",
        "Nora Vale, harbour master",
        "I am glad to say that ticket prices fell by 4.2 per cent last year.",
        "altered_material",
        marked("The number differs: 42 in print, 4.2 in the source."),
        marked("n, then 4"),
    ),
    Case(
        "said",
        "We will [build] the second pier … before the winter",
        "Nora Vale, harbour master",
        "We will construct the second pier, as promised to the council, before the winter.",
        "marked_edits",
        marked("A bracket and an ellipsis are marked, and the sense is kept."),
        "2",
    ),
    Case(
        "said",
        "The old lighthouse is safe for visitors",
        "Tom Reed, surveyor",
        "Let me be plain. The old lighthouse is not safe for visitors, and it will stay closed.",
        "altered_material",
        marked("A “not” was dropped, so the quote says the opposite."),
        marked("n, then 4"),
    ),
    Case(
        "true",
        "The island has had more than 9,000 inhabitants since 2015.",
        "Tom Reed, surveyor",
        "Register of the island: 8,640 inhabitants in 2015, 8,912 in 2019, 9,105 in 2023.",
        "mostly_false",
        marked("It is right for 2023 alone; in 2015 and 2019 there were fewer."),
        "4",
    ),
)
