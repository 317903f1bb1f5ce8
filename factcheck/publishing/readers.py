"""What readers ask: to look at a check again, or at a claim; and what the desk does about it."""

from datetime import timedelta

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.articles.service import add_article
from factcheck.articles.text import clean_text, is_web_address
from factcheck.audit.log import Actor, record_event
from factcheck.claims.service import claims_of_article
from factcheck.db import lock_name
from factcheck.errors import Conflict, FactcheckError, InvalidInput, NotFound
from factcheck.extraction.types import Claim, Extraction
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.publishing.models import ReaderRequest
from factcheck.tasks.models import Task
from factcheck.tasks.notes import add_note
from factcheck.tasks.opening import open_tasks
from factcheck.tasks.queries import tasks_of_claims
from factcheck.tasks.service import required
from factcheck.verdicts.models import CheckedClaim

READER = Actor(id=None, name="a reader", roles=frozenset({"public"}))
LONGEST_TEXT = 3_000
LONGEST_LINE = 1_000
WINDOW = timedelta(hours=1)
# Of one network, and of all together, so that the desk's list cannot be filled by machines.
FROM_ONE = 5
FROM_ALL = 200
NETWORK_KEPT = timedelta(days=1)
# What readers send in is worth a look before what a machine found on its own.
SCORE = 0.6


class TooManyFromReaders(FactcheckError):
    """Enough was sent from there for now; `seconds` is how long to wait."""

    code = "too_many_requests"

    def __init__(self, seconds: int) -> None:
        minutes = max(1, round(seconds / 60))
        super().__init__(
            _(
                "Much was sent from your network just now. Your words are kept below; "
                "send them again in %(minutes)s minutes.",
                minutes=minutes,
            )
        )
        self.seconds = seconds


def add_reader_request(
    session: Session,
    *,
    text: str,
    network: str,
    checked_id: int | None = None,
    url: str = "",
    contact: str = "",
) -> ReaderRequest:
    """Take what a reader asks: with `checked_id` to correct that check, else to check a claim.

    Raises `InvalidInput` for what cannot be used, `TooManyFromReaders` when it is one too many.
    """
    text, url, contact = clean_text(text).strip(), url.strip(), clean_text(contact).strip()
    _refuse_unfit(text, url, contact, correction=checked_id is not None)
    lock_name(session, "reader_request")
    _check_share(session, network)
    row = ReaderRequest(
        kind="claim" if checked_id is None else "correction",
        checked_id=checked_id,
        text=text,
        url=url,
        contact=contact,
        network=network,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    # Without the words and the address: the log is for ever, and these belong to the reader.
    _record(session, READER, row, "asked")
    return row


def _refuse_unfit(text: str, url: str, contact: str, *, correction: bool) -> None:
    errors = {}
    if not any(character.isalnum() for character in text):
        errors["text"] = (
            _("Say what is wrong with the check.") if correction else _("Write the claim down.")
        )
    elif len(text) > LONGEST_TEXT:
        errors["text"] = _(
            "Shorten it to %(longest_text)s characters; it has %(text_count)s.",
            longest_text=f"{LONGEST_TEXT:,}",
            text_count=f"{len(text):,}",
        )
    if url and not is_web_address(url):
        errors["url"] = _("Give an address that begins with https://, or leave it empty.")
    if len(contact) > LONGEST_LINE:
        errors["contact"] = _("Shorten it, or leave it empty.")
    if errors:
        raise InvalidInput(_("It was not sent yet; see below."), errors)


def _check_share(session: Session, network: str) -> None:
    """Count the last hour, and forget the networks of the day before yesterday."""
    now = clock.now()
    session.execute(
        update(ReaderRequest)
        .where(col(ReaderRequest.created_at) < now - NETWORK_KEPT, col(ReaderRequest.network) != "")
        .values(network="")
    )
    for most, conditions in ((FROM_ONE, (ReaderRequest.network == network,)), (FROM_ALL, ())):
        count, first = session.exec(
            select(func.count(), func.min(ReaderRequest.created_at)).where(
                col(ReaderRequest.created_at) > now - WINDOW, *conditions
            )
        ).one()
        if count >= most:
            raise TooManyFromReaders(max(1, int((first + WINDOW - now).total_seconds())))


def list_requests(
    session: Session, *, state: str = "open", before: int | None = None, limit: int = 50
) -> list[tuple[ReaderRequest, CheckedClaim | None]]:
    """Requests in a state with the check that each is about, the newest first."""
    statement = (
        select(ReaderRequest, CheckedClaim)
        .join(CheckedClaim, col(CheckedClaim.id) == col(ReaderRequest.checked_id), isouter=True)
        .where(ReaderRequest.state == state)
        .order_by(col(ReaderRequest.id).desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(col(ReaderRequest.id) < before)
    return [(request, checked) for request, checked in session.exec(statement)]


def count_open_requests(session: Session) -> int:
    """How many wait, counted up to a thousand."""
    waiting = select(ReaderRequest.id).where(ReaderRequest.state == "open").limit(1000).subquery()
    return session.exec(select(func.count()).select_from(waiting)).one()


def accept_request(session: Session, *, actor: Actor, request_id: int) -> int | None:
    """Follow a request, and give the task that it leads to.

    A correction puts a flag on the check's task, which stays there until somebody answers it. A
    claim becomes an article of the reader's words with a task to check them; None when these very
    words were here before and are no task of their own.
    """
    row = _waiting(session, request_id)
    if row.kind == "correction":
        checked = session.get_one(CheckedClaim, row.checked_id)
        task_id: int | None = checked.task_id
        seen = f"\n{row.url}" if row.url else ""
        words = f"A reader asks for a correction: {row.text}{seen}"
        add_note(session, actor=actor, task_id=checked.task_id, text=words, flag=True)
    else:
        task_id = _open_claim(session, actor, row)
    _decide(session, actor, row, "accepted", "")
    return task_id


def _open_claim(session: Session, actor: Actor, row: ReaderRequest) -> int | None:
    taken = add_article(session, actor=actor, text=row.text, title="Sent in by a reader")
    version = taken.version
    assert version is not None
    row.article_id = version.article_id
    whole = Claim(
        start=0,
        end=len(version.text),
        text=version.text,
        types=(),
        speaker=None,
        speaker_raw=None,
        cue=None,
        checkable=True,
        score=SCORE,
        reasons=(marked("a reader asked"),),
    )
    extraction = Extraction(quotes=(), claims=(whole,), speakers=())
    opened = open_tasks(session, actor=actor, version=version, extraction=extraction)
    task = next(iter(opened), None) or _task_at(session, version.article_id)
    if task is not None and row.url:
        add_note(
            session,
            actor=actor,
            task_id=task.id or 0,
            text=f"The reader saw it at {row.url}",
        )
    return task.id if task is not None else None


def _task_at(session: Session, article_id: int) -> Task | None:
    """The first task of an article that was here before."""
    claims = [claim.id for claim in claims_of_article(session, article_id) if claim.id]
    groups = tasks_of_claims(session, claims)
    return next((task for group in groups.values() for task in group), None)


def decline_request(session: Session, *, actor: Actor, request_id: int, reason: str) -> None:
    """Lay a request aside, saying why. Raises `InvalidInput` without a reason."""
    reason = required(reason, "reason", _("Say why, so that the others can see it."))
    _decide(session, actor, _waiting(session, request_id), "declined", reason)


def _waiting(session: Session, request_id: int) -> ReaderRequest:
    row = session.exec(
        select(ReaderRequest)
        .where(ReaderRequest.id == request_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise NotFound(_("There is no request %(request_id)s of a reader.", request_id=request_id))
    if row.state != "open":
        raise Conflict(
            _("Somebody was faster: this request is %(state)s already.", state=row.state)
        )
    return row


def _decide(session: Session, actor: Actor, row: ReaderRequest, state: str, answer: str) -> None:
    row.state, row.answer = state, answer
    row.decided_by, row.decided_at = actor.id, clock.now()
    session.add(row)
    session.flush()
    _record(session, actor, row, state, reason=answer)


def _record(session: Session, actor: Actor, row: ReaderRequest, what: str, **payload: str) -> None:
    record_event(
        session,
        actor=actor,
        action=f"reader.{what}",
        object_type="reader_request",
        object_id=row.id or 0,
        role="public" if actor is READER else "",
        kind=row.kind,
        checked=row.checked_id,
        **payload,
    )
