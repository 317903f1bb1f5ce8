from pathlib import Path

import pytest

from factcheck.app import create_app
from factcheck.settings import Settings
from tests.web.conftest import Browser


def test_a_person_gets_a_page_that_says_what_to_do(reviewer: Browser) -> None:
    answer = reviewer.get("/admin")

    assert answer.status_code == 403
    assert "An admin can change your roles." in answer.text
    assert "To the desk" in answer.text


def test_htmx_gets_a_fragment(reviewer: Browser) -> None:
    answer = reviewer.get("/articles/999", headers={"HX-Request": "true"})

    assert answer.status_code == 404
    assert answer.text.startswith('<div class="notice')
    assert "<html" not in answer.text


def test_an_old_form_says_to_reload(reviewer: Browser) -> None:
    answer = reviewer.client.post("/articles/new", data={"text": "words"})

    assert answer.status_code == 400
    assert "Go back, reload the page, copy over what you typed" in answer.text


def test_a_file_too_large_is_refused(reviewer: Browser) -> None:
    token = reviewer.token("/articles/new")
    words = "x" * (33 * 1024 * 1024)

    answer = reviewer.client.post("/articles/new", data={"csrf_token": token, "text": words})

    assert answer.status_code == 413


def test_ten_megabytes_of_text_get_a_clear_sentence(reviewer: Browser) -> None:
    words = "word " * 2_000_000

    answer = reviewer.post("/articles/new", {"text": words}, page="/articles/new")

    assert answer.status_code == 422
    assert "at most 1,000,000" in answer.text
    assert words in answer.text


@pytest.mark.parametrize("cookie", [None, "some-session"])
@pytest.mark.parametrize("path", ["/", "/inbox", "/sign-in"])
def test_a_database_that_is_away_is_said_on_a_page(
    path: str, cookie: str | None, tmp_path: Path
) -> None:
    """The error page itself asks neither session nor database."""
    nobody = "postgresql://nobody@127.0.0.1:1/none"
    client = create_app(Settings(data=tmp_path, database_url=nobody)).test_client()
    if cookie:
        client.set_cookie("factcheck", cookie)

    answer = client.get(path, follow_redirects=True)

    assert answer.status_code == 503
    assert "The database cannot be reached" in answer.text
    assert "Try again in a moment." in answer.text
    assert answer.headers["Retry-After"] == "5"
