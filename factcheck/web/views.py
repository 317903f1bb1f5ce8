"""A view of the inbox: one line of text that is the filter, the address and the queue.

`state:ready type:quote speaker:"Ada Stone" age:>4h score:>0.6` and plain words, which look in the
claim. What is not understood gives an error and no rows, never all of them.
"""

import difflib
import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urlencode

from sqlmodel import Session

from factcheck import clock
from factcheck.audit.log import Actor
from factcheck.claims.merged import find_by_key
from factcheck.claims.service import speaker_key
from factcheck.errors import InvalidInput
from factcheck.extraction import kinds
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.tasks.lifecycle import OPEN_STATES, QUESTIONS
from factcheck.tasks.queries import ORDERS, TaskFilter
from factcheck.tasks.tags import tag_name

DEFAULT = "state:ready"
KINDS = ("quote", "claim")
CLAIM_TYPES = tuple(sorted((*kinds.CHECKABLE, kinds.PERSONAL, kinds.OPINION, kinds.OTHER)))
KEYS = (
    "state",
    "type",
    "question",
    "speaker",
    "article",
    "holder",
    "author",
    "score",
    "age",
    "changed",
    "due",
    "overdue",
    "source",
    "lang",
    "kind",
    "risk",
    "flag",
    "tag",
    "pinned",
    "skipped",
    "sort",
)
_TOKEN = re.compile(r'(?:(-?\w+):)?("[^"]*"|\S+)')
_LENGTH = re.compile(r"([<>]?)(\d+)([mhdw])")
_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}


def inbox_address(query: str) -> str:
    """Where a view is shown."""
    return f"/inbox?{urlencode({'q': query})}"


@dataclass(frozen=True)
class View:
    """A parsed view; `problem` says what was not understood, and then `where` is None."""

    query: str
    where: TaskFilter | None
    problem: str = ""
    order: str = "priority"

    @property
    def address(self) -> str:
        return inbox_address(self.query)


@dataclass(frozen=True)
class Tab:
    """A view that everybody has."""

    label: str
    query: str
    key: str = ""


TABS = (
    Tab(marked("Open"), DEFAULT),
    Tab(marked("In my hands"), marked("state:in_review holder:me")),
    Tab(marked("Returned to me"), marked("state:returned author:me")),
    Tab(marked("Flagged"), "flag:yes"),
    Tab(marked("Quotes"), marked("state:ready type:quote")),
    Tab(marked("Claims"), marked("state:ready question:true")),
    Tab(marked("Pledges"), marked("state:ready question:happened")),
    Tab(marked("Submitted"), "state:submitted"),
    Tab(marked("Snoozed"), "state:snoozed"),
    Tab(marked("Gathering"), "state:queued"),
    Tab(marked("Closed"), "state:approved,dismissed,duplicate,retracted"),
)


@dataclass
class _Reader:
    """Turns tokens into a filter, one key at a time."""

    session: Session
    actor: Actor
    where: TaskFilter = field(default_factory=TaskFilter)
    words: list[str] = field(default_factory=list)
    order: str = "priority"

    def read(self, key: str, value: str) -> None:
        name = key.removeprefix("-")
        if not key:
            self.words.append(value)
        elif name not in KEYS:
            raise InvalidInput(
                _("There is no “%(name)s:”. %(nearest)s", name=name, nearest=_nearest(name, KEYS))
            )
        elif name != key:
            self._leave_out(name, value)
        else:
            getattr(self, f"_{name}")(value)

    def _leave_out(self, name: str, value: str) -> None:
        """`-key:value`: what does not have it."""
        if name == "sort":
            raise InvalidInput(_("“-sort:” is not known; sort the other way, as in sort:newest."))
        apart = _Reader(self.session, self.actor)
        apart.read(name, value)
        self._set(without=(*self.where.without, apart.where))

    def _source(self, value: str) -> None:
        self._set(site=value.lower().removeprefix("www."))

    def _lang(self, value: str) -> None:
        self._set(language=value.lower())

    def _kind(self, value: str) -> None:
        self._set(type=_one_of("kind", value, CLAIM_TYPES))

    def _risk(self, value: str) -> None:
        _one_of("risk", value, ("number",))
        self._set(with_numbers=True)

    def _flag(self, value: str) -> None:
        _one_of("flag", value, ("yes",))
        self._set(flagged=True)

    def _tag(self, value: str) -> None:
        self._set(tags=(*self.where.tags, tag_name(value)))

    def _pinned(self, value: str) -> None:
        self._set(pinned_for=self._person("pinned", value))

    def _skipped(self, value: str) -> None:
        self._set(skipped_by=self._person("skipped", value))

    def _sort(self, value: str) -> None:
        self.order = _one_of("sort", value, tuple(ORDERS))

    def _set(self, **values: object) -> None:
        self.where = replace(self.where, **values)  # type: ignore[arg-type]

    def _state(self, value: str) -> None:
        self._set(states=tuple(value.split(",")))

    def _type(self, value: str) -> None:
        self._set(kind=_one_of("type", value, KINDS))

    def _question(self, value: str) -> None:
        self._set(question=_one_of("question", value, QUESTIONS))

    def _speaker(self, value: str) -> None:
        found = find_by_key(self.session, speaker_key(value))
        if found is None:
            raise InvalidInput(
                _("There is no speaker “%(value)s”. The speakers page lists them all.", value=value)
            )
        self._set(speaker_id=found.id)

    def _article(self, value: str) -> None:
        self._set(article_id=_number("article", value))

    def _holder(self, value: str) -> None:
        self._set(holder_id=self._person("holder", value))

    def _author(self, value: str) -> None:
        self._set(author_id=self._person("author", value))

    def _person(self, key: str, value: str) -> int:
        if value == "me":
            return self.actor.id or 0
        return _number(key, value)

    def _score(self, value: str) -> None:
        try:
            self._set(min_priority=float(value.removeprefix(">")))
        except ValueError:
            raise InvalidInput(
                _("“score:%(value)s” needs a number, as in score:>0.6.", value=value)
            ) from None

    def _age(self, value: str) -> None:
        moment = clock.now() - _length("age", value)
        younger = value.startswith("<")
        self._set(**{"created_after" if younger else "created_before": moment})

    def _changed(self, value: str) -> None:
        self._set(updated_after=clock.now() - _length("changed", value))

    def _due(self, value: str) -> None:
        self._set(due_until=(clock.now() + _length("due", value)).date())

    def _overdue(self, value: str) -> None:
        _one_of("overdue", value, ("yes",))
        self._set(states=OPEN_STATES, due_until=clock.now().date() - timedelta(days=1))


def _nearest(word: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.4)
    hint = _("Did you mean “%(close)s:”? ", close=close[0]) if close else ""
    return f"{hint}Known are {', '.join(known)}."


def _one_of(key: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise InvalidInput(
            _(
                "“%(key)s:%(value)s” is not known; it can be %(known)s.",
                key=key,
                value=value,
                known=", ".join(known),
            )
        )
    return value


def _number(key: str, value: str) -> int:
    if not value.isdecimal() or len(value) > 18:
        raise InvalidInput(_("“%(key)s:%(value)s” needs a number.", key=key, value=value))
    return int(value)


def _length(key: str, value: str) -> timedelta:
    found = _LENGTH.fullmatch(value)
    if found is None or len(found[2]) > 4:
        raise InvalidInput(
            _(
                "“%(key)s:%(value)s” needs a length of time, as in %(key)s:>4h or %(key)s:<1d.",
                key=key,
                value=value,
            )
        )
    return int(found[2]) * _UNITS[found[3]]


def read_view(session: Session, actor: Actor, query: str) -> View:
    """The view that a line of text describes."""
    query = " ".join(query.split()) or DEFAULT
    reader = _Reader(session, actor)
    try:
        for key, value in _TOKEN.findall(query):
            reader.read(key, value.strip('"'))
    except InvalidInput as error:
        return View(query, None, str(error))
    return View(query, replace(reader.where, words=" ".join(reader.words)), order=reader.order)


def parts_of(query: str) -> list[tuple[str, str]]:
    """The words of a view, each with the view that is left without it."""
    words = [found.group() for found in _TOKEN.finditer(query)]
    return [
        (word, " ".join(words[:place] + words[place + 1 :])) for place, word in enumerate(words)
    ]
