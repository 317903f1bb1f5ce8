import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from factcheck.app import create_app
from factcheck.settings import Settings
from tests.databases import Databases


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def settings(databases: Databases, tmp_path: Path) -> Iterator[Settings]:
    with databases.copy("sqlite", tmp_path) as url:
        yield Settings(data=tmp_path, database_url=url)


def first_page(settings: Settings) -> tuple[Flask, int]:
    app = create_app(settings)
    return app, app.test_client().get("/sign-in").status_code


def compiled(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mtime_ns for file in folder.rglob("factcheck_*.cache")}


def test_a_second_process_compiles_nothing_anew(folder: Path, settings: Settings) -> None:
    first_page(settings)
    made = compiled(folder)
    assert len(made) > 3
    app, _ = first_page(settings)
    assert compiled(folder) == made
    assert app.jinja_env.optimized is False


def test_a_changed_template_is_compiled_anew(folder: Path, settings: Settings) -> None:
    app = create_app(settings)
    templates = folder / "templates"
    templates.mkdir()
    app.jinja_loader.searchpath.append(str(templates))  # type: ignore[union-attr]
    for words in ("before", "after"):
        (templates / "one.html").write_text(words)
        assert app.jinja_env.overlay(cache_size=0).get_template("one.html").render() == words


def test_a_page_is_shown_where_the_folder_is_taken_away(folder: Path, settings: Settings) -> None:
    app = create_app(settings)
    for kept in folder.iterdir():
        kept.rename(folder / "elsewhere")
    assert app.test_client().get("/sign-in").status_code == 200


def test_a_page_is_shown_where_the_folder_is_no_folder(folder: Path, settings: Settings) -> None:
    first_page(settings)
    for kept in folder.glob("_jinja2*"):
        for file in kept.iterdir():
            file.unlink()
        kept.rmdir()
        kept.write_text("somebody else's")
    app, status = first_page(settings)
    assert status == 200
    assert app.jinja_env.bytecode_cache is None
