"""A desk whose people have decided on many claims, by a taste that can be learned."""

from collections.abc import Sequence

from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM
from factcheck.extraction.types import Claim, Extraction
from factcheck.tasks.opening import open_tasks
from factcheck.tasks.service import apply_verb, dismiss_task, load_task, take_task, task_id_of
from tests.web.newsroom import Newsroom

SHIPS = ("ferry", "tanker", "trawler", "tug", "barge", "liner", "lifeboat")
HALLS = ("Alder", "Birch", "Cedar", "Elm", "Hazel", "Larch", "Maple", "Rowan", "Spruce")


def claims_of_taste(count: int) -> list[tuple[str, bool]]:
    """Sentences in turn: of ships, which the desk takes, and of budgets, which it does not."""
    sentences = []
    for number in range(count):
        hall, ship = HALLS[number % 9], SHIPS[number % 7]
        of_ships = number % 2 == 0
        text = (
            f"The {ship} {hall} carried {number + 3} people from the harbour in 2021."
            if of_ships
            else f"The budget of {hall} rose by {number + 3} percent to $9 million in 2021."
        )
        sentences.append((text, of_ships))
    return sentences


def open_claims(room: Newsroom, texts: Sequence[str]) -> list[int]:
    """An article of these sentences, each a claim; their tasks, ready to be taken."""
    text = "\n\n".join(texts)
    claims = []
    for sentence in texts:
        start = text.index(sentence)
        claims.append(
            Claim(
                start=start,
                end=start + len(sentence),
                text=sentence,
                types=("statistic",),
                speaker=None,
                speaker_raw=None,
                cue=None,
                checkable=True,
                score=0.5,
                reasons=(),
            )
        )
    with room.database.write() as session:
        article = add_article(session, actor=SYSTEM, text=text)
        assert article.version is not None
        extraction = Extraction(claims=tuple(claims))
        opened = open_tasks(session, actor=SYSTEM, version=article.version, extraction=extraction)
        ids = [task_id_of(task) for task in opened]
        for task_id in ids:
            apply_verb(session, load_task(session, task_id), "context_gathered", actor=SYSTEM)
    return ids


def take(room: Newsroom, *task_ids: int) -> None:
    decide(room, [(task_id, "") for task_id in task_ids])


def dismiss(room: Newsroom, *task_ids: int, reason: str = "too minor") -> None:
    decide(room, [(task_id, reason) for task_id in task_ids])


def decide(room: Newsroom, decisions: Sequence[tuple[int, str]]) -> None:
    """Take each task, or dismiss it where there is a reason to."""
    actor = room.actor("reviewer")
    with room.database.write() as session:
        for task_id, reason in decisions:
            if reason:
                dismiss_task(session, actor=actor, task_id=task_id, version=None, reason=reason)
            else:
                take_task(session, actor=actor, task_id=task_id, version=None, lease_minutes=15)


def decide_by_taste(room: Newsroom, count: int) -> None:
    """Open so many claims and decide on each, in the order of the article."""
    claims = claims_of_taste(count)
    opened = open_claims(room, [text for text, _ in claims])
    reasons = ["" if wanted else "too minor" for _, wanted in claims]
    decide(room, list(zip(opened, reasons, strict=True)))
