"""A desk from a program: `from factcheck.client import Desk`.

    with Desk("https://desk.example", token) as desk:
        for task in desk.tasks(state="ready"):
            held = desk.act(task, "take")
            desk.act(held, "submit", rating="true", rationale="The report has it.")

It needs nothing of the server but its address: the package's other parts are not imported.
"""

from factcheck.client.desk import Desk
from factcheck.client.errors import (
    Conflict,
    Forbidden,
    InvalidInput,
    NotFound,
    NotSignedIn,
    Problem,
    StaleVersion,
    Unavailable,
)
from factcheck.client.types import Article, Change, CheckedClaim, Source, Task

__all__ = [
    "Article",
    "Change",
    "CheckedClaim",
    "Conflict",
    "Desk",
    "Forbidden",
    "InvalidInput",
    "NotFound",
    "NotSignedIn",
    "Problem",
    "Source",
    "StaleVersion",
    "Task",
    "Unavailable",
]
