"""`factcheck fetch` answers each address with a page or a reason, and logs to standard error."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
PARAGRAPH = "The harbour will be rebuilt within three years, the minister said on Tuesday."
PAGE = (
    f"<!doctype html><title>Harbour</title><article><p>{PARAGRAPH}</p>"
    "<script>alert(1)</script></article>"
).encode()


def reply(body: bytes, kind: str = "text/html", status: str = "200 OK") -> bytes:
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )


def run(*arguments: str, ports: str = "", stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from factcheck.cli.fetch import fetch_command; fetch_command(prog_name='fetch')",
            *arguments,
        ],
        cwd=ROOT,
        env=os.environ
        | {"FACTCHECK_FETCH_ALLOW_CIDRS": "127.0.0.0/8", "FACTCHECK_FETCH_PORTS": ports},
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_page_is_printed_as_json(serve) -> None:
    origin = serve(reply(PAGE))

    done = run(origin.url("/a"), "--json", ports=str(origin.port))

    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "status": 200,
        "final_url": origin.url("/a"),
        "title": "Harbour",
        "text": PARAGRAPH,
    }


def test_a_page_is_printed_as_text(serve) -> None:
    origin = serve(reply(PAGE))

    done = run(origin.url(), ports=str(origin.port))

    assert done.stdout == f"Harbour\n{PARAGRAPH}\n"


def test_a_refusal_is_a_reason_and_a_status(serve) -> None:
    done = run("http://10.0.0.5/", "--json")

    assert done.returncode == 1
    assert json.loads(done.stdout)["refused"] == "address"
    (line,) = done.stderr.splitlines()
    assert json.loads(line)["detail"] == "10.0.0.5 is private"


def test_a_refusal_without_json_is_a_sentence(serve) -> None:
    done = run("file:///etc/hostname")

    assert done.returncode == 1
    assert done.stdout == ""
    assert "Only addresses that begin with http:// or https:// are fetched." in done.stderr


def test_every_line_is_answered_in_its_order(serve) -> None:
    origin = serve(reply(PAGE))
    lines = [
        json.dumps({"id": "good", "url": origin.url()}),
        json.dumps({"id": 2, "url": f"http://10.0.0.5:{origin.port}/"}),
        "",
        "no JSON",
        "[" * 100_000,
        json.dumps(["a list"]),
        json.dumps({"id": "no url"}),
        json.dumps({"id": "\ud800", "url": "\ud800"}),
        *[json.dumps({"id": number, "url": origin.url(f"/{number}")}) for number in range(8)],
    ]

    done = run("--jsonl", "-", ports=str(origin.port), stdin="\n".join(lines))

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [answer["id"] for answer in answers] == [
        *["good", 2, None, None, None, "no url", "\ud800"],
        *range(8),
    ]
    assert [answer.get("refused") for answer in answers] == [
        *[None, "address", "line", "line", "line", "line", "url"],
        *[None] * 8,
    ]
    assert {answer["text"] for answer in answers if "text" in answer} == {PARAGRAPH}


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [b"<div>" * 200_000, b"<p>a " * 200_000, b"<div " + b"a=b " * 200_000 + b">"],
    ids=["depth", "elements", "attributes"],
)
def test_a_monstrous_page_is_answered(body: bytes, serve) -> None:
    origin = serve(reply(body))

    done = run(origin.url(), "--json", ports=str(origin.port))

    assert json.loads(done.stdout).keys() & {"refused", "text"}


@pytest.mark.parametrize("arguments", [(), ("http://a.example/", "--jsonl", "-")])
def test_either_an_address_or_lines(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)

    assert done.returncode == 2
    assert "Give either a URL or --jsonl IN." in done.stderr


def test_a_setting_that_cannot_be_read_is_named() -> None:
    done = run("http://a.example/", ports="eighty")

    assert done.returncode == 2
    assert "FACTCHECK_FETCH_" in done.stderr
