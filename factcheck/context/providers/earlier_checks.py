"""Checks of the same claim: the desk's own, and those imported from other publishers."""

from factcheck.claims.models import KnownClaim
from factcheck.claims.service import get_claim
from factcheck.context.links import basis_in_words, basis_of, earlier_of_task
from factcheck.context.providers.base import Finding, Request
from factcheck.db import Database
from factcheck.messages import marked
from factcheck.tasks.service import get_task


class EarlierChecks:
    """What was found when the claim, or one much like it, was checked before."""

    name = "earlier_checks"
    label = marked("Earlier checks")

    def gather(self, database: Database, request: Request) -> list[Finding]:
        with database.read() as session:
            task = get_task(session, request.task_id)
            found = earlier_of_task(session, task, get_claim(session, request.claim_id))
        return [
            Finding(
                key=f"{one.known.kind}-{one.known.task_id or one.known.import_id}",
                title=_title(one.known),
                passage=one.known.text,
                url=one.known.url if one.known.kind == "elsewhere" else "",
                place=_place(one.known),
                found_by=basis_in_words(basis_of(one)),
            )
            for one in found
            if one.known.kind != "open"
        ]


def _title(known: KnownClaim) -> str:
    """“Checked elsewhere: False, Tide Check, 2020-01-02”, as far as it is known."""
    where = marked("Checked before") if known.kind == "checked" else marked("Checked elsewhere")
    day = known.checked_on.isoformat() if known.checked_on else ""
    said = ", ".join(part for part in (known.label, known.publisher, day, known.notice) if part)
    return f"{where}: {said or 'no rating'}"


def _place(known: KnownClaim) -> dict[str, object]:
    if known.kind == "elsewhere":
        return {}
    return {"claim": known.claim_id, "article": known.article_id}
