"""What the desk says of itself: written by an admin, read by everybody and by programs."""

import json
import re

from sqlmodel import select

from factcheck.audit.models import Event
from tests.web.conftest import Browser, on_both
from tests.web.newsroom import Newsroom

_JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
WORDS = {
    "about": "We check what ministers say about the coast.",
    "funding": "Owned by its readers.",
    "staff": "",
    "same_as": "https://coast.example\nhttps://social.example/@coast",
}


@on_both
def test_what_an_admin_writes_is_on_the_page_and_in_its_markup(
    admin: Browser, stranger: Browser, newsroom: Newsroom
) -> None:
    assert admin.post("/admin/profile", dict(WORDS)).status_code == 303

    page = stranger.get("/about").text
    found = _JSON_LD.search(page)
    assert found
    markup = json.loads(found[1])

    assert markup["@type"] == "NewsMediaOrganization"
    assert markup["description"] == WORDS["about"]
    assert markup["ownershipFundingInfo"] == "http://localhost/about#funding"
    assert 'id="funding"' in page
    assert "masthead" not in markup
    assert markup["sameAs"] == WORDS["same_as"].split()
    for policy in (
        "verificationFactCheckingPolicy",
        "correctionsPolicy",
        "actionableFeedbackPolicy",
    ):
        assert stranger.get(markup[policy].removeprefix("http://localhost")).status_code == 200


def test_what_was_left_unsaid_is_said_to_be_so(stranger: Browser, newsroom: Newsroom) -> None:
    assert stranger.get("/about").text.count("The desk has not said this yet.") == 7


def test_the_log_keeps_what_stood_there(admin: Browser, newsroom: Newsroom) -> None:
    admin.post("/admin/profile", dict(WORDS))
    admin.post("/admin/profile", WORDS | {"funding": "Owned by a bank."})

    with newsroom.database.read() as session:
        events = session.exec(select(Event).where(Event.action == "profile.written")).all()
    payload = json.loads(events[-1].payload)
    assert payload["before"]["funding"] == WORDS["funding"]
    assert payload["after"]["funding"] == "Owned by a bank."


def test_an_address_that_is_none_is_refused_and_the_words_stay(
    admin: Browser, newsroom: Newsroom
) -> None:
    answer = admin.post("/admin/profile", WORDS | {"same_as": "javascript:alert(1)"})

    assert answer.status_code == 422
    assert WORDS["about"] in answer.text
    assert WORDS["about"] not in admin.get("/about").text


def test_a_signatory_says_where_to_complain(
    admin: Browser, stranger: Browser, newsroom: Newsroom
) -> None:
    assert "broke our rules" not in stranger.get("/corrections").text

    admin.post(
        "/admin/profile", {"signed": ["ifcn", "made-up"], "complaints": "The press council."}
    )

    for address in ("/corrections", "/about"):
        page = stranger.get(address).text
        assert "We have signed the IFCN Code of Principles" in page
        assert "https://ifcncodeofprinciples.poynter.org/complaints" in page
        assert "EFCSN" not in page
    assert "The press council." in stranger.get("/corrections").text
    assert 'value="ifcn" checked' in admin.get("/admin/profile").text
