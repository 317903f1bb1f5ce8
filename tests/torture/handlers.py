"""Work whose every effect is a row of its own, so that work done twice leaves two rows."""

import random
import time

from sqlalchemy import Column, Engine, Integer, MetaData, Table, func, insert, select
from sqlmodel import Session

from factcheck.audit.log import SYSTEM, record_event
from factcheck.db import Database

LONGEST_WORK_SECONDS = 0.6
METADATA = MetaData()
EFFECT = Table(
    "torture_effect",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("subject_id", Integer, nullable=False),
)


def effects(engine: Engine) -> dict[int, int]:
    """How often each subject's work took effect."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(EFFECT.c.subject_id, func.count()).group_by(EFFECT.c.subject_id)
        )
        return {subject: count for subject, count in rows}  # noqa: C416 - rows are no pairs


class Effect:
    def work(self, db: Database, subject_id: int) -> None:
        time.sleep(random.uniform(0, LONGEST_WORK_SECONDS))

    def apply(self, session: Session, subject_id: int, result: None) -> None:
        session.execute(insert(EFFECT).values(subject_id=subject_id))
        record_event(
            session, actor=SYSTEM, action="effect", object_type="torture", object_id=subject_id
        )

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        raise AssertionError(f"no job should die here: {reason}")


HANDLERS = {"effect": Effect()}
