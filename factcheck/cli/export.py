"""`factcheck export`: checked claims out, streamed."""

import gc
import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from factcheck import clock
from factcheck.cli.common import STDERR, data_option, open_desk
from factcheck.db import Database
from factcheck.publishing.entries import each_native
from factcheck.publishing.exports.describing import croissant, data_package
from factcheck.publishing.exports.files import Written, write_file
from factcheck.publishing.exports.forms import FORMS, Form, Publisher
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.tasks.lifecycle import QUESTIONS

DAY = click.DateTime(["%Y-%m-%d"])
Command = Callable[..., Any]


FILTERS: tuple[Callable[[Command], Command], ...] = (
    click.option("--speaker", default="", help="Only claims of this speaker."),
    click.option("--rating", default="", help="Only this rating's code, as `false`."),
    click.option("--question", type=click.Choice(QUESTIONS), help="Only this question."),
    click.option("--kind", type=click.Choice(["quote", "claim"]), help="Only this kind."),
    click.option("--language", default="", help="Only articles in it; en finds en-GB too."),
    click.option("--since", type=DAY, help="Only published on or after this day (UTC)."),
    click.option("--until", type=DAY, help="Only published on or before this day (UTC)."),
    click.option("--article", type=int, help="Only claims of the article of this number."),
    click.option("--q", default="", help="Only with all these words in claim, speaker or title."),
)


def _filter_options(command: Command) -> Command:
    for option in reversed(FILTERS):
        command = option(command)
    return command


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    default="jsonl",
    show_default=True,
    help="What is written; docs/exports.md says what each is for.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file instead of standard output, put there when it is complete; .gz compresses it.",
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Every format as a file of this folder, with datapackage.json and croissant.json.",
)
@click.option("--raw", is_flag=True, help="CSV for programs: leave cells that look like formulas.")
@_filter_options
@click.option("--base", default="", help="Address of the public pages; else the setting's.")
@data_option
def export_command(
    *,
    form: str,
    output: Path | None,
    folder: Path | None,
    raw: bool,
    base: str,
    data: Path | None,
    **filters: Any,
) -> None:
    """Write checked claims to standard output, a file or a folder."""
    if output and folder:
        raise click.UsageError("Give either --output or --folder.")
    desk = open_desk(data)
    base = base or desk.settings.public_url or "http://127.0.0.1:8000"
    publisher = Publisher(base.rstrip("/"), desk.settings.organisation, raw=raw)
    export = _Export(desk.database, _filter(filters), publisher)
    # What is loaded by now stays; the collector need not look through it again and again.
    gc.freeze()
    if folder:
        export.to_folder(folder)
    elif output:
        export.to_file(FORMS[form], output)
    else:
        for chunk in export.chunks(FORMS[form]):
            sys.stdout.buffer.write(chunk)


def _filter(options: dict[str, Any]) -> CheckedFilter:
    def day(value: datetime | None) -> Any:
        return value.date() if value else None

    return CheckedFilter(
        question=options["question"] or "",
        speaker=options["speaker"],
        rating=options["rating"],
        kind=options["kind"] or "",
        language=options["language"],
        since=day(options["since"]),
        until=day(options["until"]),
        article_id=options["article"],
        q=options["q"],
    )


class _Export:
    """What is exported, and the places where it goes."""

    def __init__(self, database: Database, where: CheckedFilter, publisher: Publisher) -> None:
        self._database = database
        self._where = where
        self._publisher = publisher

    def chunks(self, form: Form) -> Iterator[bytes]:
        return form.chunks(each_native(self._database, self._where), self._publisher)

    def to_file(self, form: Form, path: Path) -> Written:
        """Beside our own CSV its description is written too."""
        path.parent.mkdir(parents=True, exist_ok=True)
        written = write_file(path, self.chunks(form))
        STDERR.print(f"{path}: {written.size:,} bytes, sha256 {written.sha256}", soft_wrap=True)
        if form is FORMS["csv"]:
            package = data_package(written, self._publisher, made=clock.now())
            write_file(path.parent / "datapackage.json", _as_json(package))
        return written

    def to_folder(self, folder: Path) -> None:
        forms = [form for form in FORMS.values() if form.name != "parquet" or find_spec("pyarrow")]
        files = [self.to_file(form, folder / form.filename) for form in forms]
        description = croissant(files, self._publisher, made=clock.now())
        write_file(folder / "croissant.json", _as_json(description))
        if FORMS["parquet"] not in forms:
            STDERR.print("No Parquet: pip install 'factcheck[parquet]'", markup=False)


def _as_json(value: dict[str, Any]) -> Iterator[bytes]:
    yield json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
