"""Other outlets' wordings of a quote, side by side with this one."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from factcheck.claims.models import Claim
from factcheck.context.wordings import Wording, wordings_of
from factcheck.language import gettext as _
from factcheck.language import translated
from factcheck.tasks.models import Task
from factcheck.web.comparison import RESULTS, ComparedPiece, ComparisonView, view_comparison


@dataclass(frozen=True)
class WordingView:
    """One other wording, with both columns ready."""

    wording: Wording
    compared: ComparisonView

    @property
    def against_source(self) -> str:
        """How the other outlet's wording fares against the source, in words; "" without one."""
        return translated(RESULTS.get(self.wording.against_source, ""))


def read_wordings(session: Session, task: Task, claim: Claim) -> tuple[WordingView, ...]:
    """The linked wordings, earliest first."""
    return tuple(WordingView(one, _view(claim, one)) for one in wordings_of(session, task, claim))


def _view(claim: Claim, wording: Wording) -> ComparisonView:
    texts = (claim.text, wording.claim.text)
    shorter, longer = texts[::-1] if wording.is_shorter else texts
    view = view_comparison(
        detail=wording.comparison.to_json(),
        source_text=longer,
        document_id=0,
        start=wording.comparison.start,
        end=wording.comparison.end,
        quote=shorter,
    )
    if view.source:
        return view
    return replace(view, source=(ComparedPiece(longer),), words=_("Other words"))
