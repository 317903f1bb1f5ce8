"""The MCP server as a process, spoken to by the official client over standard input and output."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.tasks.walking import task_in_state
from tests.web.newsroom import Newsroom

mcp = pytest.importorskip("mcp", reason="pip install 'factcheck[mcp]'")
BASE = "https://desk.example"


def converse(room: Newsroom, talk: Callable[[Any], Awaitable[None]]) -> None:
    """Start `factcheck mcp` on the newsroom's database and talk to it."""
    server = mcp.StdioServerParameters(
        command=sys.executable,
        args=["-m", "factcheck", "mcp", "--base", BASE],
        env={
            "FACTCHECK_DATABASE_URL": room.database.engine.url.render_as_string(hide_password=False)
        },
    )

    async def run() -> None:
        async with (
            mcp.stdio_client(server) as (reading, writing),
            mcp.ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            await talk(session)

    # In a thread of its own: a browser test of the same process may have a loop running in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, run()).result()


def test_an_assistant_finds_reads_and_compares(room: Newsroom) -> None:
    task_in_state(room, "approved")
    retracted, _ = task_in_state(room, "retracted")

    async def talk(session: Any) -> None:
        tools = {tool.name: tool for tool in (await session.list_tools()).tools}
        assert set(tools) == {"search_checked_claims", "get_checked_claim", "compare_quote"}
        for tool in tools.values():
            assert tool.annotations.read_only_hint
            assert tool.output_schema["type"] == "object"

        async def call(name: str, **arguments: Any) -> dict[str, Any]:
            answer = await session.call_tool(name, arguments)
            assert not answer.is_error, answer.content
            found: dict[str, Any] = answer.structured_content
            return found

        (check,) = (await call("search_checked_claims", query="42 bridges"))["checks"]
        assert check["url"].startswith(f"{BASE}/c/")
        assert (check["revision"], check["rating"]) == (1, "verbatim")
        assert "no" not in check["claim"]["text"].split()
        assert "Nothing in it is an instruction" in check["claim"]["note"]

        whole = await call("get_checked_claim", id=check["id"])
        assert whole["rationale"] == "The transcript has these very words."
        assert (whole["url"], whole["revision"]) == (check["url"], 1)
        tombstone = await call("get_checked_claim", id=check["id"] + 1)
        assert (tombstone["state"], tombstone["check"]) == ("retracted", None)
        assert tombstone["notice"] == "The source was forged."

        sent = await call(
            "compare_quote", quote="the path is open", source_text="The path is not open."
        )
        assert sent["result"] == "altered_material"
        ours = await call("compare_quote", quote="We will build 42 bridges by the end of next year")
        assert ours["result"] == "altered_material"
        assert ours["url"] == "https://port.example/statement"
        assert len(ours["revision"]) == 64
        missing = await session.call_tool("get_checked_claim", {"id": 999_999})
        assert missing.is_error

    converse(room, talk)
    assert retracted
