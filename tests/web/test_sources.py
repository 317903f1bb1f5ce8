from io import BytesIO

from sqlmodel import select

from factcheck.context.models import SourceDocument
from factcheck.queueing.models import Outbox
from tests.web.conftest import Browser
from tests.web.newsroom import SOURCE, SOURCE_TITLE, Newsroom

PAGE = "/sources"


def test_a_pasted_source_is_stored_and_open_tasks_are_held_against_it(
    reviewer: Browser, full_newsroom: Newsroom
) -> None:
    words = "Minutes of the port council.\n\nTwo bridges were approved on Monday."

    answer = reviewer.post(PAGE, {"text": words, "title": "Minutes"}, page=PAGE)

    assert answer.status_code == 303
    page = reviewer.get(answer.location).text
    assert "Two bridges were approved on Monday." in page
    assert "Minutes" in page
    with full_newsroom.database.read() as session:
        waiting = session.exec(select(Outbox).where(Outbox.kind == "gather_context")).all()
    assert {job.subject_id for job in waiting} >= {full_newsroom.tasks["quote"]}


def test_an_uploaded_text_keeps_its_file_name(reviewer: Browser, newsroom: Newsroom) -> None:
    file = (BytesIO(SOURCE.encode()), "statement.txt", "text/plain")

    answer = reviewer.post(PAGE, {"file": file}, page=PAGE)

    assert answer.status_code == 303, answer.text
    assert "statement.txt" in reviewer.get(answer.location).text


def test_the_same_bytes_are_kept_once(reviewer: Browser, newsroom: Newsroom) -> None:
    first = reviewer.post(PAGE, {"text": SOURCE}, page=PAGE)
    second = reviewer.post(PAGE, {"text": SOURCE}, page=PAGE)

    assert first.location == second.location
    assert "is here already" in reviewer.get(second.location).text
    with newsroom.database.read() as session:
        assert len(session.exec(select(SourceDocument)).all()) == 1


def test_an_inner_address_is_refused_without_a_word_about_the_network(
    reviewer: Browser, newsroom: Newsroom
) -> None:
    answer = reviewer.post(PAGE, {"url": "http://127.0.0.1/transcript", "title": "Mine"}, page=PAGE)

    assert answer.status_code == 422
    assert "could not be reached" in answer.text
    assert "http://127.0.0.1/transcript" in answer.text
    assert 'value="Mine"' in answer.text


def test_subtitles_keep_the_time_and_the_speaker_of_their_words(
    reviewer: Browser, full_newsroom: Newsroom
) -> None:
    captions = (
        "WEBVTT\n\n00:01:05.000 --> 00:01:09.000\n<v Ada Stone>We will not build 42 bridges by the"
        " end of next year, but two.\n\n01:02:05.000 --> 01:02:09.000\n<v Ben Wu>Why so few?\n"
    )
    file = (BytesIO(captions.encode()), "port.vtt", "text/vtt")

    page = reviewer.get(reviewer.post(PAGE, {"file": file}, page=PAGE).location).text
    assert "at 1:05, Ada Stone" in page
    assert "at 1:02:05, Ben Wu" in page

    database, task = full_newsroom.database, full_newsroom.tasks["quote"]
    with database.read() as session:
        source = session.exec(
            select(SourceDocument).where(SourceDocument.filename == "port.vtt")
        ).one()
    chosen = {"source": str(source.id), "passage": "1", "stance": "undermines"}
    full_newsroom.take("quote")
    reviewer.post(
        f"/tasks/{task}/evidence/selection", chosen, page=f"/sources/{source.id}?task={task}"
    )
    assert "at 1:05, Ada Stone" in reviewer.get(f"/tasks/{task}").text


def test_nothing_given_is_said_at_the_form(reviewer: Browser, newsroom: Newsroom) -> None:
    answer = reviewer.post(PAGE, {}, page=PAGE)

    assert answer.status_code == 422
    assert "Choose a file" in answer.text


def test_a_place_in_the_document_is_marked(reviewer: Browser, full_newsroom: Newsroom) -> None:
    assert full_newsroom.source is not None
    words = "We will not build 42 bridges"
    start = SOURCE.index(words)

    page = reviewer.get(
        f"/sources/{full_newsroom.source.id}",
        query_string={"start": start, "end": start + len(words)},
    ).text

    assert f"<mark>{words}</mark>" in page
    assert page.count("<mark>") == 1


def test_a_place_that_is_none_marks_nothing(reviewer: Browser, full_newsroom: Newsroom) -> None:
    assert full_newsroom.source is not None
    for query in ({"start": "9" * 18, "end": "2"}, {"start": "-1", "end": "x"}):
        answer = reviewer.get(f"/sources/{full_newsroom.source.id}", query_string=query)
        assert answer.status_code == 200
        assert "<mark>" not in answer.text


def test_the_library_lists_its_documents(reviewer: Browser, full_newsroom: Newsroom) -> None:
    page = reviewer.get(PAGE).text

    assert SOURCE_TITLE.replace("'", "&#39;") in page
    assert "port.example" in page
