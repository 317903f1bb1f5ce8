"""Reading many checked claims at little cost.

The tables' objects would cost more than everything else together, so the rows here are plain tuples
that have those attributes of theirs which the native JSON uses.
"""

from collections import defaultdict, namedtuple
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, Table, inspect, select
from sqlmodel import Session, SQLModel, col

from factcheck.articles.models import Article, ArticleVersion
from factcheck.claims.models import Claim, Speaker
from factcheck.publishing.associated import associated_checks
from factcheck.publishing.checked import Published, make_published, outreach_by_task
from factcheck.publishing.reasons import reasons_of
from factcheck.publishing.withheld import NOTHING, withheld_by_task
from factcheck.tasks.models import Task
from factcheck.verdicts.handing_in import COMPARED_FIELDS
from factcheck.verdicts.models import Approval, CheckedClaim, Scale, Verdict


def _tuple_of(name: str, names: str) -> Any:
    return namedtuple(name, names.split())


class _Part:
    """Some columns of a table, and how a row of them is made of a slice of a larger row."""

    def __init__(self, table: type[SQLModel], names: str, start: int = 0) -> None:
        self.table: Table = inspect(table).local_table
        self.columns = [self.table.c[name] for name in names.split()]
        # Any, because it stands for an object of the table.
        self._make: Any = _tuple_of(table.__name__, names)._make
        self._slice = slice(start, start + len(self.columns))
        self.end = start + len(self.columns)

    def place(self, name: str) -> int:
        """Where in the row this column stands."""
        return self._slice.start + [column.name for column in self.columns].index(name)

    def of(self, row: Sequence[Any]) -> Any:
        return self._make(row[self._slice])


_CHECKED = _Part(
    CheckedClaim, "id task_id approval_id slug state revision notice published_at updated_at"
)
_TASK = _Part(Task, "id claim_id question", _CHECKED.end)
_CLAIM = _Part(
    Claim,
    "id article_id article_version_id kind text start_offset end_offset prefix suffix "
    "anchor_state types quantities times due in_quote_id method",
    _TASK.end,
)
_ARTICLE = _Part(Article, "id url title outlet language published", _CLAIM.end)
_VERSION = _Part(ArticleVersion, "id sha256", _ARTICLE.end)
_VERDICT_COLUMNS = (
    "id speaker_id scale_id scale_version rating rationale evidence comparison statement created_at"
)
_APPROVAL_COLUMNS = "id task_id revision content_hash created_at"
_VERDICT = _Part(Verdict, _VERDICT_COLUMNS, _VERSION.end)
_APPROVAL = _Part(Approval, _APPROVAL_COLUMNS, _VERDICT.end)
_SPEAKER = _Part(Speaker, "id name kind role affiliation", _APPROVAL.end)
_COMPARISON = _tuple_of("Comparison", " ".join(("task_id", "created_at", *COMPARED_FIELDS)))
_PARTS = (_CHECKED, _TASK, _CLAIM, _ARTICLE, _VERSION, _VERDICT, _APPROVAL, _SPEAKER)
# Of the signatures before the one in force.
_EARLIER_VERDICT = _Part(Verdict, _VERDICT_COLUMNS)
_EARLIER_APPROVAL = _Part(Approval, _APPROVAL_COLUMNS, _EARLIER_VERDICT.end)


def read_published(session: Session, ids: Sequence[int]) -> list[Published]:
    """The checked claims of these ids, in the order of the ids."""
    if not ids:
        return []
    # Past the session, which would ask of each row what objects it holds.
    rows = session.connection().execute(statement_of_checks(ids)).all()
    checked = [_CHECKED.of(row) for row in rows]
    earlier = _earlier_signatures(session, checked)
    outreach = outreach_by_task(session, checked)
    withheld = withheld_by_task(session, [one.task_id for one in checked])
    associated = associated_checks(
        session, {one.task_id: _CLAIM.of(row) for one, row in zip(checked, rows, strict=True)}
    )
    scales = _scales(session, rows, earlier)
    signed = {
        one.task_id: [*earlier.get(one.task_id, ()), (_VERDICT.of(row), _APPROVAL.of(row))]
        for one, row in zip(checked, rows, strict=True)
    }
    reasons = reasons_of(
        session, {key: [pair[1] for pair in pairs] for key, pairs in signed.items()}
    )
    found = []
    for one, row in zip(checked, rows, strict=True):
        verdict = _VERDICT.of(row)
        found.append(
            make_published(
                checked=one,
                task=_TASK.of(row),
                claim=_CLAIM.of(row),
                article=_ARTICLE.of(row),
                version=_VERSION.of(row),
                speaker=_SPEAKER.of(row) if verdict.speaker_id else None,
                scale=scales[verdict.scale_id, verdict.scale_version],
                signed=signed[one.task_id],
                outreach=outreach.get(one.task_id, ()),
                comparison=_COMPARISON(one.task_id, verdict.created_at, **verdict.comparison)
                if verdict.comparison
                else None,
                reasons=reasons[one.task_id],
                scales=scales,
                associated=associated[one.task_id],
                withheld=withheld.get(one.task_id, NOTHING),
            )
        )
    return found


def statement_of_checks(ids: Sequence[int] | None = None) -> Select[Any]:
    """The checks of these ids, or all of them, with all that is read of them."""
    checked, task, claim, article, version, verdict, approval, speaker = (
        part.table.c for part in _PARTS
    )
    statement = (
        select(*(column for part in _PARTS for column in part.columns))
        .select_from(_CHECKED.table)
        .join(_TASK.table, task.id == checked.task_id)
        .join(_CLAIM.table, claim.id == task.claim_id)
        .join(_ARTICLE.table, article.id == claim.article_id)
        .join(_VERSION.table, version.id == claim.article_version_id)
        .join(_APPROVAL.table, approval.id == checked.approval_id)
        .join(_VERDICT.table, verdict.id == approval.verdict_id)
        .outerjoin(_SPEAKER.table, speaker.id == verdict.speaker_id)
        .order_by(checked.id)
    )
    return statement if ids is None else statement.where(checked.id.in_(ids))


def _earlier_signatures(
    session: Session, checked: Sequence[Any]
) -> defaultdict[int, list[tuple[Any, Any]]]:
    """By task, oldest first, the verdicts that were in force once."""
    signed = defaultdict[int, list[tuple[Any, Any]]](list)
    in_force = {one.task_id: one.approval_id for one in checked if one.revision > 1}
    if not in_force:
        return signed
    for row in session.execute(
        select(*_EARLIER_VERDICT.columns, *_EARLIER_APPROVAL.columns)
        .join(Approval, col(Approval.verdict_id) == col(Verdict.id))
        .where(col(Approval.task_id).in_(in_force))
        .order_by(col(Approval.id))
    ):
        approval = _EARLIER_APPROVAL.of(row)
        # On Postgres a later one may have been signed since the checks were read.
        if approval.id < in_force[approval.task_id]:
            signed[approval.task_id].append((_EARLIER_VERDICT.of(row), approval))
    return signed


def _scales(
    session: Session,
    rows: Sequence[Sequence[Any]],
    earlier: Mapping[int, list[tuple[Any, Any]]],
) -> dict[tuple[str, int], Scale]:
    """The scales that these verdicts were rated on."""
    place = _VERDICT.place("scale_id")
    used = {tuple(row[place : place + 2]) for row in rows}
    used |= {
        (one.scale_id, one.scale_version) for pairs in earlier.values() for one, _signed in pairs
    }
    return {key: session.get_one(Scale, key) for key in used}
