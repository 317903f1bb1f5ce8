"""Checking the whole log for the page: its chain, its tree, its checkpoints."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from factcheck.audit.models import LogCheckpoint
from factcheck.audit.sealing import find_signer, latest_checkpoint, tree_size
from factcheck.audit.tree_check import verify_tree
from factcheck.audit.verify import Verification, verify_log
from factcheck.settings import Settings


@dataclass(frozen=True)
class LogCheck:
    """What a check of everything found; `verification` has the problems of chain and tree alike.

    `leaves` is how many events the tree holds; `checkpoint` the newest one; `signed` whether the
    checkpoints were held against this desk's own key, which may be elsewhere.
    """

    verification: Verification
    leaves: int
    checkpoint: LogCheckpoint | None
    signed: bool


def check_log(session: Session, settings: Settings) -> LogCheck:
    """Check every event, every leaf of the tree and every checkpoint."""
    signer = find_signer(settings)
    found = verify_log(session)
    problems = verify_tree(session, verifier=signer.verifier if signer else None)
    return LogCheck(
        replace(found, problems=(*found.problems, *problems)),
        leaves=tree_size(session),
        checkpoint=latest_checkpoint(session),
        signed=signer is not None,
    )
