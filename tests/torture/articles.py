"""Two hundred small articles, no two alike, and what must be found of each in the end."""

from collections import Counter
from collections.abc import Iterable

from sqlmodel import Session, col, func, select

from factcheck.articles.models import Article, ArticleVersion
from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM
from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.context.models import ProviderRun
from factcheck.context.providers import PROVIDERS
from factcheck.extraction import extract
from factcheck.tasks.models import Task
from factcheck.tasks.opening import questions_for

# What an article's way through the desk leaves in the log, once each.
OF_AN_ARTICLE = ("article.added", "article.version_added", "article.extracted")
OF_A_TASK = ("task.opened", "task.context_stored", "task.context_gathered")


def text_of(number: int) -> str:
    figures = (
        f"We have built {number + 100} flats"
        if number % 5 == 0
        else f"We are all very happy with room {number}"
    )
    return f"Sampleton has a new town hall.\n\n“{figures},” mayor Ada Sample said."


def add_articles(session: Session, numbers: Iterable[int]) -> None:
    for number in numbers:
        assert add_article(session, actor=SYSTEM, text=text_of(number)).new


def deviations(session: Session, numbers: Iterable[int]) -> list[str]:
    """Everything that is not there, or not there exactly once; empty if all is well."""
    return [
        *(line for number in numbers for line in _of_article(session, text_of(number))),
        *_of_log(session, "article", list(session.exec(select(Article.id)))),
        *_of_log(session, "task", list(session.exec(select(Task.id)))),
    ]


def _of_article(session: Session, text: str) -> list[str]:
    found = session.exec(select(ArticleVersion).where(ArticleVersion.text == text)).all()
    if len(found) != 1:
        return [f"{len(found)} versions of {text!r}"]
    claims = session.exec(select(Claim).where(Claim.article_version_id == found[0].id)).all()
    extraction = extract(text)
    expected = Counter(
        (kind, item.start, item.end)
        for kind, items in (("quote", extraction.quotes), ("claim", extraction.claims))
        for item in items
    )
    stored = Counter((claim.kind, claim.start_offset, claim.end_offset) for claim in claims)
    lines = [] if stored == expected else [f"claims {stored}, not {expected}, of {text!r}"]
    assert expected, "an article without a claim proves nothing"
    return [*lines, *(line for claim in claims for line in _of_claim(session, claim))]


def _of_claim(session: Session, claim: Claim) -> list[str]:
    tasks = session.exec(select(Task).where(Task.claim_id == claim.id)).all()
    questions = sorted(task.question for task in tasks)
    lines = [] if questions == sorted(questions_for(claim)) else [f"tasks {questions} of {claim}"]
    for task in tasks:
        runs = session.exec(select(ProviderRun.provider).where(ProviderRun.task_id == task.id))
        asked = sorted(runs)
        if task.state != "ready" or asked != sorted(provider.name for provider in PROVIDERS):
            lines.append(f"task {task.id} is {task.state}, with context from {asked}")
    return lines


def _of_log(session: Session, kind: str, ids: list[int | None]) -> list[str]:
    rows = session.exec(
        select(Event.object_id, Event.action, func.count())
        .where(Event.object_type == kind)
        .group_by(col(Event.object_id), col(Event.action))
    )
    counts = {(object_id, action): count for object_id, action, count in rows}
    actions = OF_AN_ARTICLE if kind == "article" else OF_A_TASK
    return [
        f"{action} of {kind} {number}: {counts.get((number, action), 0)} times"
        for number in ids
        for action in actions
        if counts.get((number or 0, action)) != 1
    ]
