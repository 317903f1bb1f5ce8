"""Adding a claim by hand: the article stays in sight beside the form."""

from tests.browser.conftest import Opener
from tests.web.newsroom import Newsroom


def test_the_form_stands_beside_the_text_however_far_one_has_read(
    newsroom: Newsroom, open_page: Opener
) -> None:
    page = open_page("/articles/1?add=yes", "reviewer")
    page.set_viewport_size({"width": 1280, "height": 800})

    first = page.locator(".passages li").first.bounding_box()
    form = page.locator("#add").bounding_box()
    assert first is not None
    assert form is not None
    assert first["y"] < 400
    assert form["x"] > first["x"] + first["width"] - 1
    assert form["y"] + form["height"] < 800
