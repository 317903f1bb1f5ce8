from flask.testing import FlaskClient

from factcheck.accounts.service import make_link
from tests.web.conftest import Browser, BrowserOf
from tests.web.newsroom import PASSWORD, Newsroom


def test_a_person_signs_in_and_comes_to_the_page_they_wanted(
    newsroom: Newsroom, stranger: Browser
) -> None:
    sent_away = stranger.get("/account/password")
    assert sent_away.location == "/sign-in?next=/account/password"

    answer = stranger.post(
        "/sign-in",
        {"email": "Editor@Desk.test", "password": PASSWORD, "next": "/account/password"},
        page=sent_away.location,
    )

    assert (answer.status_code, answer.location) == (303, "/account/password")
    assert "Editor" in stranger.get("/account/password").text


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(
    newsroom: Newsroom, stranger: Browser
) -> None:
    unknown = stranger.post("/sign-in", {"email": "a@b.c", "password": "x"}, page="/sign-in")
    wrong = stranger.post(
        "/sign-in", {"email": "editor@desk.test", "password": "x"}, page="/sign-in"
    )

    assert unknown.status_code == wrong.status_code == 422
    assert "do not fit together" in wrong.text
    assert 'value="editor@desk.test"' in wrong.text


def test_a_sixth_try_has_to_wait(newsroom: Newsroom, stranger: Browser) -> None:
    wrong: dict[str, object] = {"email": "editor@desk.test", "password": "x"}
    for _ in range(5):
        assert stranger.post("/sign-in", wrong, page="/sign-in").status_code == 422

    answer = stranger.post("/sign-in", wrong, page="/sign-in")

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_sign_in_leads_to_no_other_site(newsroom: Newsroom, stranger: Browser) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"):
        answer = stranger.post(
            "/sign-in",
            {"email": "editor@desk.test", "password": PASSWORD, "next": elsewhere},
            page="/sign-in",
        )
        assert answer.location == "/inbox"
        stranger.post("/sign-out")


def test_signing_in_gives_the_browser_a_new_session(newsroom: Newsroom, stranger: Browser) -> None:
    stranger.get("/sign-in")
    before = stranger.client.get_cookie("factcheck")

    stranger.post("/sign-in", {"email": "editor@desk.test", "password": PASSWORD}, page="/sign-in")

    after = stranger.client.get_cookie("factcheck")
    assert before is not None
    assert after is not None
    assert before.value != after.value


def test_signing_out_ends_the_session(reviewer: Browser) -> None:
    reviewer.post("/sign-out")

    assert reviewer.get("/account/password").status_code == 302


def test_the_set_up_link_makes_the_first_admin_once(newsroom: Newsroom, stranger: Browser) -> None:
    with newsroom.database.write() as session:
        make_link(session, purpose="setup", secret="once")
    person: dict[str, object] = {
        "name": "First",
        "email": "first@desk.test",
        "password": "short",
    }

    shown = stranger.get("/set-up/once").text
    for name in ("database ok", "queue to look at", "worker to look at", "clock ok", "disk ok"):
        assert name in shown
    refused = stranger.post("/set-up/once", person, page="/set-up/once")
    assert refused.status_code == 422
    assert 'value="first@desk.test"' in refused.text

    person |= {"password": "a longer sentence", "sample": "yes"}
    accepted = stranger.post("/set-up/once", person, page="/set-up/once")
    assert (accepted.status_code, accepted.location) == (303, "/inbox")
    assert "admin, editor, reviewer" in stranger.get("/account/password").text
    assert "NATO" in stranger.get("/articles").text
    assert stranger.get("/set-up/once").status_code == 404


def test_a_new_password_signs_the_other_browsers_out(browser_of: BrowserOf) -> None:
    here, elsewhere = browser_of("reviewer"), browser_of("reviewer")

    wrong = here.post("/account/password", {"old": "no", "password": "another sentence"})
    assert wrong.status_code == 422
    right = here.post("/account/password", {"old": PASSWORD, "password": "another sentence"})

    assert right.status_code == 303
    assert here.get("/account/password").status_code == 200
    assert elsewhere.get("/account/password").status_code == 302


def test_letter_keys_can_be_switched_off(reviewer: Browser) -> None:
    assert 'class="no-keys"' not in reviewer.get("/account/password").text

    reviewer.post("/account/keys/switch", {"keys": "off", "next": "/account/password"})

    assert 'class="no-keys"' in reviewer.get("/account/password").text


def test_a_stranger_without_a_form_gets_no_cookie(stranger: Browser, newsroom: Newsroom) -> None:
    client: FlaskClient = stranger.client
    answer = client.get("/livez")
    assert "Set-Cookie" not in answer.headers
