import re
from html import unescape

from factcheck.accounts.preferences import set_keys
from factcheck.web.help import KEYS
from factcheck.web.keys import check_keys, lines_of, name_of, with_moved
from tests.web.conftest import Browser, on_both
from tests.web.newsroom import Newsroom

APPROVE = name_of("approval", "a")


def test_the_keys_as_shipped_do_not_get_in_each_others_way() -> None:
    assert check_keys(lines_of({})) == {}
    assert len(lines_of({})) > len(KEYS)


@on_both
def test_a_key_is_remapped_on_its_pages_alone(full_newsroom: Newsroom, editor: Browser) -> None:
    full_newsroom.submit("quote")

    answer = editor.post("/account/keys", {APPROVE: "w"})

    assert answer.status_code == 303
    assert f'name="{APPROVE}" value="w"' in editor.get("/account/keys").text
    page = unescape(editor.get(f"/approvals/{full_newsroom.tasks['quote']}").text)
    assert 'data-keys="{"a": "w"}"' in page
    assert "data-keys=" not in editor.get("/inbox").text
    assert "<kbd data-printed>w</kbd>" in editor.get("/help/keys").text


def test_two_acts_on_one_key_are_flagged_and_what_was_typed_stays(editor: Browser) -> None:
    answer = editor.post("/account/keys", {APPROVE: "r"})

    assert answer.status_code == 422
    page = unescape(answer.text)
    assert "“r” is also “Request changes”." in page
    assert "“r” is also “Approve”." in page
    assert f'name="{APPROVE}" value="r"' in page
    assert "data-keys=" not in editor.get("/approvals").text


def test_a_key_of_another_page_may_be_used_twice(editor: Browser) -> None:
    # On a task “m” is the rationale; on an approval it is free.
    assert editor.post("/account/keys", {APPROVE: "m"}).status_code == 303


def test_the_beginning_of_other_keys_is_no_key(editor: Browser) -> None:
    answer = editor.post("/account/keys", {APPROVE: "g"})

    assert "“g” begins other keys" in answer.text


def test_more_than_a_key_is_no_key(editor: Browser) -> None:
    assert editor.post("/account/keys", {APPROVE: "abc"}).status_code == 422


def test_keys_are_cleared_and_come_back(editor: Browser) -> None:
    editor.post("/account/keys", {APPROVE: ""})
    assert f'name="{APPROVE}" value=""' in editor.get("/account/keys").text

    editor.post("/account/keys", {"reset": "yes"})

    assert f'name="{APPROVE}" value="a"' in editor.get("/account/keys").text


def test_keys_switched_off_stay_off_after_signing_in_again(
    newsroom: Newsroom, editor: Browser, browser_of: object
) -> None:
    editor.post("/account/keys/switch", {"keys": "off"})

    assert re.search(r'<html[^>]* class="no-keys"', browser_of("editor").get("/inbox").text)  # type: ignore[operator]


def test_a_key_that_became_one_of_every_page_stays_as_a_person_had_it(
    newsroom: Newsroom, reviewer: Browser
) -> None:
    with newsroom.database.write() as session:
        set_keys(session, user_id=newsroom.people["reviewer"].id or 0, keys={"inbox-_47": "%"})

    assert 'data-keys="{"/": "%"}"' in unescape(reviewer.get("/inbox").text)
    assert 'name="everywhere-_47" value="%"' in reviewer.get("/account/keys").text
    # As a key of every page it may not be one of another page.
    assert with_moved({"inbox-_47": "m"}) == {}
    assert with_moved({"inbox-_47": "%", "everywhere-_47": "+"}) == {"everywhere-_47": "+"}
