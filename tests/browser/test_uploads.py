"""Hundreds of files at once, more than one request may carry, with a bar."""

from pathlib import Path

from sqlmodel import select

from factcheck.context.models import IncomingSource
from tests.browser.conftest import Opener
from tests.web.newsroom import Newsroom

SMALL, LARGE = 110, 40
LARGE_BYTES = 1_000_000


def test_more_files_than_one_request_may_carry_arrive_as_one_upload(
    newsroom: Newsroom, open_page: Opener, tmp_path: Path
) -> None:
    files = [tmp_path / f"{number:03}.txt" for number in range(SMALL + LARGE)]
    for number, file in enumerate(files):
        file.write_text(f"Minutes {number}. " * (1 if number < SMALL else LARGE_BYTES // 12))
    page = open_page("/sources", "reviewer")

    page.set_input_files("#file", files)
    page.click("#add-source button")
    page.wait_for_url("**/sources/uploads/**")

    assert page.get_by_text(f"0 of {SMALL + LARGE} read").first.is_visible()
    with newsroom.database.read() as session:
        rows = session.exec(select(IncomingSource).order_by(IncomingSource.id)).all()  # type: ignore[arg-type]
    assert len({row.batch for row in rows}) == 1
    assert [row.filename for row in rows] == [file.name for file in files]
    assert sum(len(row.data or b"") for row in rows) > 32 * 1024 * 1024


def test_a_file_that_is_too_large_is_named_and_the_others_are_sent(
    newsroom: Newsroom, open_page: Opener, tmp_path: Path
) -> None:
    files = [tmp_path / "small.txt", tmp_path / "huge.txt", tmp_path / "last.txt"]
    for file in files:
        file.write_bytes(b"Minutes. ")
    files[1].write_bytes(b"Minutes. " * 4_000_000)
    page = open_page("/sources", "reviewer", expect_faults=True)

    page.set_input_files("#file", files)
    page.click("#add-source button")
    page.wait_for_selector("[data-not-sent]:not([hidden])")

    said = page.inner_text("[data-not-sent]")
    assert "huge.txt" in said
    assert "small.txt" not in said
    assert "/sources/uploads/" in said
    with newsroom.database.read() as session:
        names = session.exec(select(IncomingSource.filename)).all()
    assert sorted(names) == ["last.txt", "small.txt"]
