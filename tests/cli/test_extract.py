"""`factcheck extract`, as a person and as a pipe use it."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from factcheck.cli.extract import extract_command
from factcheck.extraction.document import MOST_SENTENCES

ARTICLE = "“It leaks,” said Ana Ruiz. [Photo: x]\n"


def run(*arguments: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(extract_command, arguments, input=given)


def test_lines_are_answered_with_offsets_into_the_text_as_given() -> None:
    line = json.dumps({"id": "a", "text": ARTICLE})
    result = run("--jsonl", "-", given=line + "\n")
    answer = json.loads(result.output)
    (quote,) = answer["quotes"]
    assert result.exit_code == 0
    assert answer["id"] == "a"
    assert ARTICLE[quote["start"] : quote["end"]] == quote["text"] == "It leaks,"
    assert (quote["speaker"], quote["cue"], quote["form"]) == ("Ana Ruiz", "said", "direct")
    assert set(quote) >= {"speaker_raw", "method", "confidence"}
    assert isinstance(answer["claims"], list)


def test_a_bad_line_is_named_and_the_others_are_answered() -> None:
    good = json.dumps({"id": 1, "text": ARTICLE})
    result = run("--jsonl", "-", given=f"{good}\nno json\n{good}\n")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert "line 2" in result.stderr


def test_a_date_that_is_none_is_named() -> None:
    line = json.dumps({"id": "a", "text": ARTICLE, "published": "soon"})
    result = run("--jsonl", "-", given=line)
    assert result.exit_code == 1
    assert "'a'" in result.stderr
    assert "YYYY-MM-DD" in result.stderr


def test_half_a_surrogate_pair_goes_out_as_it_came_in() -> None:
    line = '{"id": "a", "text": "“\\ud800 no,” said Ana Ruiz."}'
    result = run("--jsonl", "-", given=line)
    assert json.loads(result.stdout)["quotes"][0]["text"] == "\ud800 no,"


def test_a_quote_over_two_paragraphs_is_two_entries_that_know_each_other() -> None:
    text = "Ana Ruiz said: “We begin today.\n\n“We end in June.”"
    answer = json.loads(run("--jsonl", "-", given=json.dumps({"id": 1, "text": text})).output)
    assert [quote["text"] for quote in answer["quotes"]] == ["We begin today.", "We end in June."]
    assert answer["quotes"][0]["spans"] == answer["quotes"][1]["spans"]


def test_a_file_is_shown_as_tables(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    result = run(str(article))
    assert result.exit_code == 0
    assert "Ana Ruiz" in result.output
    assert "It leaks," in result.output


def test_standard_input_can_be_asked_for_as_json() -> None:
    answer = json.loads(run("-", "--json", given=ARTICLE).output)
    assert answer["quotes"][0]["speaker"] == "Ana Ruiz"


def test_an_article_without_quotes_says_so() -> None:
    assert "No quotes" in run(given="Hello.").output


def test_a_missing_file_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    result = run(str(tmp_path / "none.txt"))
    assert result.exit_code == 1
    assert "cannot be read" in result.stderr


def test_a_file_and_lines_at_once_are_refused(tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text("", encoding="utf-8")
    assert run("-", "--jsonl", str(lines)).exit_code == 2


PAGE = (
    "<!doctype html><html><head><title>The pier</title></head><body>"
    "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>The pier</h1>"
    + "".join(
        f"<p>The council met for the {count} time this year to hear how the pier has fared since "
        "the storm, and what it would cost to mend it before the summer season opens.</p>"
        for count in ("first", "second", "third", "fourth")
    )
    + "<p>“It leaks &amp; it creaks,” said Ana Ruiz, a plumber.</p></article></body></html>"
)


def test_a_page_is_answered_with_its_text_and_offsets_into_that_text(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    answer = json.loads(run(str(page), "--json").stdout)
    (quote,) = answer["quotes"]
    assert quote["speaker"] == "Ana Ruiz"
    assert "<p>" not in answer["text"]
    assert answer["text"][quote["start"] : quote["end"]] == quote["text"] == "It leaks & it creaks,"


def test_a_page_on_standard_input_is_known_by_its_first_words() -> None:
    answer = json.loads(run("--json", given=PAGE).stdout)
    assert "It leaks & it creaks," in answer["text"]


def test_plain_text_is_not_given_back() -> None:
    assert "text" not in json.loads(run("--json", given=ARTICLE).stdout)


def test_a_page_without_an_article_says_what_to_do(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body><nav><a href='/'>Home</a></nav></body></html>", encoding="utf-8")
    result = run(str(page), "--json")
    assert result.exit_code == 1
    assert "No article was found" in result.stderr


def test_a_text_too_long_to_be_read_whole_is_said_on_standard_error() -> None:
    text = "It rains. " * MOST_SENTENCES + "Here it ends."
    result = run("--jsonl", "-", given=json.dumps({"id": "long", "text": text}))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["unread_from"] == text.index("Here it ends.")
    assert "long" in result.stderr
    assert "left out" in result.stderr
