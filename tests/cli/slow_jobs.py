"""Jobs that take as many seconds as their subject's id says. Their effect is one `slept` job."""

import time

from sqlmodel import Session

from factcheck.db import Database
from factcheck.queueing.outbox import add_job


class Sleep:
    def work(self, db: Database, subject_id: int) -> None:
        time.sleep(subject_id)

    def apply(self, session: Session, subject_id: int, result: None) -> None:
        add_job(session, "slept", subject_id)

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        add_job(session, "gave up", subject_id)


class Slept:
    def work(self, db: Database, subject_id: int) -> None:
        pass

    def apply(self, session: Session, subject_id: int, result: None) -> None:
        pass

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        pass


HANDLERS = {"sleep": Sleep(), "slept": Slept()}
