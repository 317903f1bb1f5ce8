"""`factcheck export`: into a pipe, a file or a folder, whole or not at all."""

import gzip
import hashlib
import json
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.cli import main
from factcheck.publishing.exports.files import write_file
from factcheck.publishing.exports.forms import FORMS
from tests.desks import Newsrooms
from tests.publishing.exports.checks import publish_one_of_each

Command = Callable[..., str]


@pytest.fixture(scope="module")
def address(newsrooms: Newsrooms, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with newsrooms.copy("sqlite", tmp_path_factory.mktemp("desk")) as room:
        publish_one_of_each(room)
        yield room.database.url


@pytest.fixture
def export(
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> Command:
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", address)
    monkeypatch.setenv("FACTCHECK_DATA", str(tmp_path / "data"))
    # It would move whatever the tests hold out of the collector's sight.
    monkeypatch.setattr("gc.freeze", lambda: None)

    def run(*arguments: object, status: int = 0) -> str:
        monkeypatch.setattr(sys, "argv", ["factcheck", "export", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said, complained = capfdbinary.readouterr()
        assert ended.value.code == status, complained
        return said.decode() if not status else complained.decode()

    return run


@pytest.mark.parametrize("form", [name for name in FORMS if name != "parquet"])
def test_a_pipe_and_a_file_get_the_same(export: Command, tmp_path: Path, form: str) -> None:
    said = export("--format", form)
    export("--format", form, "--output", tmp_path / "new" / "checks.out")
    export("--format", form, "--output", tmp_path / "checks.out.gz")

    assert said
    assert (tmp_path / "new" / "checks.out").read_bytes() == said.encode()
    assert gzip.decompress((tmp_path / "checks.out.gz").read_bytes()) == said.encode()


def test_filters_narrow_what_is_written(export: Command) -> None:
    whole = export("--format", "jsonl").splitlines()
    quotes = export("--kind", "quote", "--since", "2020-01-01", "--language", "en").splitlines()

    assert (len(whole), len(quotes)) == (4, 3)
    assert export("--until", "2020-01-01") == ""
    assert "Invalid value for '--since'" in export("--since", "yesterday", status=2)


def test_a_folder_holds_every_form_and_what_describes_them(export: Command, tmp_path: Path) -> None:
    export("--folder", tmp_path / "out")

    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names >= {"checked-claims.csv", "checked-claims.ndjson", "datapackage.json"}
    description = json.loads((tmp_path / "out" / "croissant.json").read_text())
    for file in description["distribution"]:
        data = (tmp_path / "out" / file["contentUrl"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(data).hexdigest()
    assert {file["contentUrl"] for file in description["distribution"]} == names - {
        "croissant.json",
        "datapackage.json",
    }


def test_frictionless_finds_nothing_to_complain_about(export: Command, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="pip install frictionless")
    export("--format", "csv", "--output", tmp_path / "checks.csv")

    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()

    assert report.valid, report.flatten()
    assert report.tasks[0].stats["rows"] == 4


def test_frictionless_notices_a_changed_file(export: Command, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="pip install frictionless")
    export("--format", "csv", "--output", tmp_path / "checks.csv")
    with (tmp_path / "checks.csv").open("a") as file:
        file.write("1,again\n")

    assert not frictionless.Package(str(tmp_path / "datapackage.json")).validate().valid


def test_mlcroissant_reads_the_records_of_the_folder(export: Command, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own dependencies' affairs
        croissant = pytest.importorskip("mlcroissant", reason="pip install mlcroissant")
        export("--folder", tmp_path / "out", "--raw")

        dataset = croissant.Dataset(jsonld=tmp_path / "out" / "croissant.json")
        records = list(dataset.records(record_set="checks"))

    assert not dataset.metadata.ctx.issues.errors
    assert not dataset.metadata.ctx.issues.warnings
    natives = [json.loads(line) for line in export().splitlines()]
    assert [record["checks/id"] for record in records] == [one["id"] for one in natives]
    assert [record["checks/url"].decode() for record in records] == [one["url"] for one in natives]


@pytest.mark.parametrize("end", [ConnectionError, KeyboardInterrupt])
def test_an_export_that_is_cut_short_leaves_the_file_that_was_there(
    tmp_path: Path, end: type[BaseException]
) -> None:
    file = tmp_path / "checks.csv"
    file.write_text("the whole of yesterday's")

    def cut() -> Iterator[bytes]:
        yield b"half of today's"
        raise end

    with pytest.raises(end):
        write_file(file, cut())

    assert file.read_text() == "the whole of yesterday's"
    assert list(tmp_path.iterdir()) == [file]


def test_without_pyarrow_parquet_says_what_to_install(export: Command, tmp_path: Path) -> None:
    code = "import sys; sys.modules['pyarrow'] = None; from factcheck.cli import main; main()"
    ended = subprocess.run(
        [
            sys.executable, "-c", code,
            "export", "--format", "parquet", "--output", tmp_path / "checks.parquet",
        ],
        capture_output=True,
        text=True,
    )  # fmt: skip

    assert ended.returncode == 1
    assert ended.stderr.strip().endswith("pip install 'factcheck[parquet]'")
    assert "Traceback" not in ended.stderr
    assert not list(tmp_path.glob("*.parquet"))


def test_output_and_folder_are_one_too_many(export: Command, tmp_path: Path) -> None:
    said = export("--output", tmp_path / "a", "--folder", tmp_path / "b", status=2)

    assert "Give either --output or --folder." in said
