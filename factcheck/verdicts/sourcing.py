"""What is said of a source: how near it is, what it has to gain, why it is not named."""

from sqlmodel import Session

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.context.evidence import evidence_of, get_evidence
from factcheck.context.models import EvidenceItem
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.messages import marked_in
from factcheck.tasks.service import load_task
from factcheck.verdicts.approval import find_checked, record_check

SOURCE_KINDS = ("", "primary", "secondary")
IN_WORDS = (marked_in("source", "primary"), marked_in("source", "secondary"))
LONGEST = 2_000


def describe_source(
    session: Session,
    *,
    actor: Actor,
    task_id: int,
    evidence_id: int,
    source_kind: str | None = None,
    interest: str | None = None,
    withheld: str | None = None,
) -> EvidenceItem:
    """Say something of a piece's source; what is None stays as it is.

    `withheld` is the reason why nobody outside may know who it is. It holds at once for every form
    outside, of what is published too, and for each piece of the task from the same page or
    document. Raises `InvalidInput` for an unknown kind and for what is too long.
    """
    load_task(session, task_id)
    item = get_evidence(session, task_id=task_id, evidence_id=evidence_id)
    said = {"source_kind": source_kind, "interest": interest, "withheld": withheld}
    wanted = {name: value.strip() for name, value in said.items() if value is not None}
    _check(wanted)
    changed = {name: value for name, value in wanted.items() if value != getattr(item, name)}
    if not changed:
        return item
    meant = _same_source(session, item) if "withheld" in changed else [item]
    for one in meant:
        for name, value in changed.items():
            if one is item or name == "withheld":
                setattr(one, name, value)
        session.add(one)
    session.flush()
    record_event(
        session,
        actor=actor,
        action="evidence.described",
        object_type="task",
        object_id=task_id,
        evidence=[one.id for one in meant],
        **changed,
    )
    if "withheld" in changed:
        _tell_outside(session, actor, task_id)
    return item


def _check(said: dict[str, str]) -> None:
    errors = {
        name: _("Shorten it to %(longest)s characters.", longest=f"{LONGEST:,}")
        for name, value in said.items()
        if len(value) > LONGEST
    }
    if said.get("source_kind", "") not in SOURCE_KINDS:
        errors["source_kind"] = _("Choose primary or secondary.")
    if errors:
        raise InvalidInput(_("What you say of the source cannot be kept as it is."), errors)


def _same_source(session: Session, item: EvidenceItem) -> list[EvidenceItem]:
    return [
        other
        for other in evidence_of(session, item.task_id)
        if other.id == item.id
        or (item.url and other.url == item.url)
        or (item.document_id and other.document_id == item.document_id)
    ]


def _tell_outside(session: Session, actor: Actor, task_id: int) -> None:
    """Have whoever keeps a copy of the published check ask for it again."""
    checked = find_checked(session, task_id)
    if checked is not None and checked.state != "retracted":
        checked.updated_at = clock.now()
        session.add(checked)
        session.flush()
        record_check(session, checked, "marked", actor)
