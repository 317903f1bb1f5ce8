"""Documented answers with one value exchanged for another kind of thing, place by place."""

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from factcheck.context.asking import AskFailed
from factcheck.context.circuit import note_success
from factcheck.context.providers.base import OutsideProvider, Request
from factcheck.context.providers.fact_check_tools import FactCheckTools
from factcheck.context.providers.gdelt import Gdelt
from factcheck.context.providers.internet_archive import InternetArchive
from factcheck.context.providers.searxng import Searxng
from factcheck.context.providers.wikidata import Wikidata
from factcheck.context.providers.wikipedia import Wikipedia
from tests.context.providers.conftest import QUOTE, Answer, Desk

Path = tuple[str | int, ...]

ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**30,
    float("nan"),
    "",
    "\ud800 \x00 \u202e x",
    "http://[",
    "9999-99-99T99:99:99Z",
    [],
    [None],
    {},
    {"a": [7]},
)

ANSWERS: dict[OutsideProvider, tuple[str, dict[str, Any]]] = {
    Wikipedia(): (
        "/w/api.php",
        {
            "query": {
                "search": [{"title": "Mara Quist"}],
                "pages": [
                    {
                        "title": "Mara Quist",
                        "extract": f"{QUOTE}, she said.",
                        "fullurl": "https://en.wikipedia.org/wiki/Mara_Quist",
                        "lastrevid": 12345,
                    }
                ],
            }
        },
    ),
    Wikidata(): (
        "/sparql",
        {
            "results": {
                "bindings": [
                    {
                        "person": {"value": "http://www.wikidata.org/entity/Q1"},
                        "personLabel": {"value": "Mara Quist"},
                        "office": {"value": "http://www.wikidata.org/entity/Q2"},
                        "officeLabel": {"value": "mayor"},
                        "start": {"value": "2020-02-29T00:00:00Z"},
                        "startPrecision": {"value": "11"},
                        "end": {"value": "2024-12-01T00:00:00Z"},
                        "endPrecision": {"value": "10"},
                    }
                ]
            }
        },
    ),
    FactCheckTools(): (
        "/v1alpha1/claims:search",
        {
            "claims": [
                {
                    "text": QUOTE,
                    "claimant": "Mara Quist",
                    "claimDate": "2024-10-16T00:00:00Z",
                    "claimReview": [
                        {
                            "publisher": {"name": "Desk", "site": "desk.example"},
                            "url": "https://desk.example/1",
                            "title": "No",
                            "reviewDate": "2024-10-17T00:00:00Z",
                            "textualRating": "False",
                            "languageCode": "en",
                        }
                    ],
                }
            ]
        },
    ),
    Gdelt(): (
        "/api/v2/doc/doc",
        {
            "articles": [
                {
                    "url": "https://news.example/1",
                    "title": "Pact",
                    "seendate": "20241016T120000Z",
                    "domain": "news.example",
                    "language": "English",
                    "sourcecountry": "Norway",
                }
            ]
        },
    ),
    Searxng(): (
        "/search",
        {
            "results": [
                {
                    "url": "https://news.example/1",
                    "title": "Pact",
                    "content": QUOTE,
                    "engines": ["one", "two"],
                    "publishedDate": "2024-10-16T00:00:00",
                }
            ]
        },
    ),
    InternetArchive(): (
        "/wayback/available",
        {
            "archived_snapshots": {
                "closest": {
                    "available": True,
                    "status": "200",
                    "url": "http://web.archive.org/web/20241016120000/https://a.example/",
                    "timestamp": "20241016120000",
                }
            }
        },
    ),
}


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(part, (*path, key))


def exchanged(value: dict[str, Any], path: Path, odd: Any) -> Any:
    if not path:
        return odd
    whole = copy.deepcopy(value)
    part: Any = whole
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = odd
    return whole


@pytest.mark.parametrize("provider", ANSWERS, ids=lambda provider: provider.name)
def test_a_value_of_another_kind_is_left_out_or_told_and_can_be_stored(
    provider: OutsideProvider, desk: Desk, request_for: Callable[..., Request]
) -> None:
    path, answer = ANSWERS[provider]
    asked = request_for(pages=("https://a.example/",))
    desk.fake.on(path, Answer(answer))
    assert desk.find(provider, asked, key="k")

    for place in places(answer):
        for odd in ODD:
            desk.fake.on(path, Answer(json.dumps(exchanged(answer, place, odd))))
            note_success(desk.database, provider.name, "127.0.0.1")
            try:
                found = desk.find(provider, asked, key="k")
            except AskFailed:
                continue
            for one in found:
                stored = (one.title, one.passage, one.url, one.key, one.copy_of, one.found_by)
                assert all(isinstance(text, str) and "\x00" not in text for text in stored)
                "".join(stored).encode()
