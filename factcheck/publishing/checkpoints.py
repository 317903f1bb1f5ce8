"""Copies of the log's checkpoints outside, out of reach of whoever can write to this database.

A checkpoint is signed and says nothing of any event, so anybody may keep it. Whoever has an older
one can tell whether the log of today begins with the log of then.
"""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from sqlmodel import Session

from factcheck import clock
from factcheck.archive.store import Archive
from factcheck.audit.models import CheckpointCopy, LogCheckpoint
from factcheck.audit.notes import read_checkpoint
from factcheck.audit.sealing import latest_checkpoint
from factcheck.db import Database
from factcheck.errors import FactcheckError, Unavailable
from factcheck.language import gettext as _
from factcheck.net.client import fetch
from factcheck.net.policy import FetchLimits, FetchPolicy
from factcheck.queueing.outbox import add_job
from factcheck.settings import Settings

COPY = "copy_checkpoint"
MEDIA_TYPE = "text/plain; charset=utf-8"
_LIMITS = FetchLimits(first_byte_seconds=20.0, total_seconds=25.0)
_ANSWER_KEPT = 500
_SUBJECT = 1  # there is one log


@dataclass(frozen=True)
class Copied:
    """What came of one try. `failure` is a sentence, empty when the checkpoint was taken."""

    size: int
    place: str
    failure: str = ""


def place_in_words(address: str) -> str:
    """Where copies go, for people; without what may be secret in an address."""
    parts = urlsplit(address)
    if not parts.scheme or parts.scheme == "file":
        return address.removeprefix("file://")
    return f"{parts.scheme}://{parts.hostname or ''}"


def ask_for_copy_outside(session: Session, settings: Settings) -> None:
    """Have the newest checkpoint copied, where that is set and it was not."""
    checkpoint, copy = latest_checkpoint(session), find_copy(session)
    if not settings.checkpoint_url or checkpoint is None:
        return
    place = place_in_words(settings.checkpoint_url)
    if copy is None or (copy.size, copy.place) != (checkpoint.size, place):
        add_job(session, COPY, _SUBJECT)


def find_copy(session: Session) -> CheckpointCopy | None:
    return session.get(CheckpointCopy, 1)


def copy_outside(database: Database, address: str, *, policy: FetchPolicy) -> Copied | None:
    """Bring the newest checkpoint to an address; never raises for what happens there.

    None where nothing is to be copied: there is no address any more, or no checkpoint.
    """
    with database.read() as session:
        checkpoint = latest_checkpoint(session)
    if not address or checkpoint is None:
        return None
    place = place_in_words(address)
    try:
        if address.startswith(("https://", "http://")):
            _post(address, checkpoint, policy)
        else:
            Archive(address).put(name_of(checkpoint), checkpoint.note.encode())
    except FactcheckError as error:
        return Copied(checkpoint.size, place, str(error))
    return Copied(checkpoint.size, place)


def name_of(checkpoint: LogCheckpoint) -> str:
    """A checkpoint's file; of several logs in one place each has a folder of its own."""
    origin = read_checkpoint(checkpoint.note).origin.replace("/", "_")
    return f"{origin}/{checkpoint.size:012}.checkpoint"


def _post(address: str, checkpoint: LogCheckpoint, policy: FetchPolicy) -> None:
    answer = fetch(
        address,
        policy=replace(policy, limits=_LIMITS),
        method="POST",
        headers={"Content-Type": MEDIA_TYPE},
        content=checkpoint.note.encode(),
        accept=None,
        excerpt=_ANSWER_KEPT,
    )
    if not 200 <= answer.status < 300:
        raise Unavailable(_("The receiver answered %(status)s.", status=answer.status))


def store_copy(session: Session, copied: Copied | None) -> None:
    """Keep what came of a try. A failure leaves what is known of the copy before."""
    if copied is None:
        return
    row = find_copy(session) or CheckpointCopy(id=1)
    if copied.failure:
        row.failure, row.failed_at = copied.failure, clock.now()
    else:
        row.size, row.place, row.at = copied.size, copied.place, clock.now()
        row.failure, row.failed_at = "", None
    session.add(row)
