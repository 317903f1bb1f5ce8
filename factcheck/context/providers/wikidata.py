"""Wikidata: which offices the speaker held, and whether on the day of the article.

One SPARQL question finds the person by name and all their positions with start and end. Source:
Wikidata Query Service, MWAPI service (`EntitySearch`), properties P39, P580, P582, P31; the answer
is SPARQL 1.1 Query Results JSON.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from factcheck.context.asking import Asker, Malformed
from factcheck.context.providers.base import Finding, Request
from factcheck.context.providers.passages import fit_address, tidy
from factcheck.language import gettext as _
from factcheck.messages import marked

MOST = 5
# Once it is encoded in the address.
LONGEST_NAME = 300
_YEAR, _MONTH, _DAY = 9, 10, 11
_NOT_IN_NAMES = re.compile(r"[^\w .,'’\-]|_")
_ITEM = re.compile(r"https?://www\.wikidata\.org/entity/(Q[0-9]{1,12})")
_QUESTION = """
SELECT ?person ?personLabel ?office ?officeLabel ?start ?startPrecision ?end ?endPrecision WHERE {{
  SERVICE wikibase:mwapi {{
    bd:serviceParam wikibase:api "EntitySearch"; wikibase:endpoint "www.wikidata.org";
      mwapi:search "{name}"; mwapi:language "{language}"; mwapi:limit "3".
    ?person wikibase:apiOutputItem mwapi:item.
    ?rank wikibase:apiOrdinal true.
  }}
  ?person wdt:P31 wd:Q5; p:P39 ?held.
  ?held ps:P39 ?office; wikibase:rank ?standing.
  FILTER(?standing != wikibase:DeprecatedRank)
  OPTIONAL {{
    ?held pqv:P580 [ wikibase:timeValue ?start; wikibase:timePrecision ?startPrecision ].
  }}
  OPTIONAL {{
    ?held pqv:P582 [ wikibase:timeValue ?end; wikibase:timePrecision ?endPrecision ].
  }}
  SERVICE wikibase:label {{ bd:serviceParam wikibase:language "{language},en". }}
}} ORDER BY ?rank DESC(?start) LIMIT 60
"""


@dataclass(frozen=True)
class Moment:
    """A time as Wikidata knows it: a day, a month or a year, by `precision` (11, 10, 9)."""

    day: date
    precision: int

    @property
    def last(self) -> date:
        """The last day that it may mean."""
        if self.precision >= _DAY:
            return self.day
        if self.precision == _MONTH:
            following = date(self.day.year + self.day.month // 12, self.day.month % 12 + 1, 1)
            return date.fromordinal(following.toordinal() - 1)
        return date(self.day.year, 12, 31)

    @property
    def first(self) -> date:
        """The first day that it may mean."""
        month = self.day.month if self.precision >= _MONTH else 1
        return date(self.day.year, month, self.day.day if self.precision >= _DAY else 1)

    def __str__(self) -> str:
        pattern = {_DAY: f"{self.day.day} %B %Y", _MONTH: "%B %Y"}.get(self.precision, "%Y")
        return self.day.strftime(pattern)


@dataclass(frozen=True)
class Office:
    """An office that a person held; a start or an end that is not known is None."""

    person: str
    person_id: str
    name: str
    office_id: str
    start: Moment | None
    end: Moment | None

    def held_on(self, day: date) -> bool | None:
        """Whether it was held on a day; None when Wikidata does not know it so exactly."""
        if (self.start and day < self.start.first) or (self.end and day > self.end.last):
            return False
        has_begun = self.start is not None and day >= self.start.last
        has_not_ended = self.end is None or day <= self.end.first
        return True if has_begun and has_not_ended else None


class Wikidata:
    """The offices of the speaker."""

    name = "wikidata"
    label = marked("Offices held (Wikidata)")
    url = "https://query.wikidata.org"
    needs_key = False
    seconds = 15.0
    rate = 30

    def find(self, ask: Asker, request: Request) -> list[Finding]:
        name = search_name(request.speaker or "")
        if not name:
            return []
        language = request.language.lower().partition("-")[0]
        language = language if re.fullmatch(r"[a-z]{2,3}", language) else "en"
        # On one line: the client fetches no address with line ends in it.
        question = " ".join(_QUESTION.format(name=name, language=language).split())
        answer = ask.get_json(
            "/sparql",
            {"query": question, "format": "json"},
            headers={"Accept": "application/sparql-results+json"},
        )
        return _findings(_offices(answer), request.published)


def search_name(speaker: str) -> str:
    """A name that can stand in a question: no quotation marks, no backslash, no braces."""
    return fit_address(_NOT_IN_NAMES.sub(" ", speaker), LONGEST_NAME)


def _offices(answer: Any) -> list[Office]:
    """The offices of the person who fits the name best, in the order of the answer."""
    try:
        rows = [_office(row) for row in answer["results"]["bindings"]]
    except (KeyError, TypeError, AttributeError):
        raise Malformed(_("It answered with something that cannot be read.")) from None
    known = [row for row in rows if row is not None]
    return [row for row in dict.fromkeys(known) if row.person_id == known[0].person_id]


def _office(row: dict[str, Any]) -> Office | None:
    person, office = _ITEM.match(row["person"]["value"]), _ITEM.match(row["office"]["value"])
    if person is None or office is None:
        return None
    return Office(
        person=tidy(row["personLabel"]["value"]),
        person_id=person[1],
        name=tidy(row["officeLabel"]["value"]),
        office_id=office[1],
        start=_moment(row, "start"),
        end=_moment(row, "end"),
    )


def _moment(row: dict[str, Any], name: str) -> Moment | None:
    try:
        day = date.fromisoformat(row[name]["value"][:10])
        precision = int(row[f"{name}Precision"]["value"])
    except (KeyError, ValueError, TypeError):
        # Unknown values are blank nodes, and years before Christ are no dates of ours.
        return None
    return Moment(day, precision) if precision >= _YEAR else None


def _findings(offices: list[Office], day: date | None) -> list[Finding]:
    def rank(office: Office) -> int:
        return 1 if day is None else {True: 0, None: 1, False: 2}[office.held_on(day)]

    return [
        Finding(
            key=f"{office.person_id}-{office.office_id}-{office.start or ''}",
            title=f"{office.person}: {office.name}",
            passage=sentence(office, day),
            url=f"https://www.wikidata.org/wiki/{office.person_id}#P39",
            place={"person": office.person_id, "office": office.office_id, "licence": "CC0 1.0"},
            found_by=marked("the speaker's name, %(person)s", person=office.person),
        )
        for office in sorted(offices, key=rank)[:MOST]
    ]


def sentence(office: Office, day: date | None) -> str:
    """Who was what from when to when, and whether on the day."""
    start = f"from {office.start}" if office.start else "from a day that is not recorded"
    end = f"to {office.end}" if office.end else "with no end recorded"
    said = f"{office.person} was {office.name} {start} {end}"
    if day is None:
        return f"{said}; the article's date is not known."
    words = {True: "yes", False: "no", None: "not certain"}[office.held_on(day)]
    return f"{said}; on the article's date, {Moment(day, _DAY)}: {words}."
