"""The real program as a process, and what the operating system knows of it."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

PATIENCE_SECONDS = 60
PROGRAM = (sys.executable, "-m", "factcheck")
T = TypeVar("T")


def wait_for(what: str, look: Callable[[], T]) -> T:
    """Look until there is something to see. Fails, saying what, after a minute."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (seen := look()):
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.1)
    return seen


def run(*arguments: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """One command to its end."""
    return subprocess.run(
        [*PROGRAM, *arguments, "--data", str(data)],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=PATIENCE_SECONDS,
    )


def processes_of(data: Path) -> list[int]:
    """Processes that live for this data folder: they carry it in their environment or command."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal() or int(entry.name) == os.getpid():
            continue
        try:
            known = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if str(data).encode() in known and state != "Z":
            found.append(int(entry.name))
    return found


@dataclass
class Demo:
    """`factcheck demo` on a data folder of its own."""

    data: Path
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None

    def start(self, port: int = 0) -> None:
        """Start it and wait until `/readyz` answers."""
        with (self.data.parent / "demo.out").open("w") as out:
            self.process = subprocess.Popen(
                [*PROGRAM, "demo", "--port", str(port), "--data", str(self.data), "--no-browser"],
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
                env={**os.environ, "FACTCHECK_RELAY_INTERVAL": "0.2", **self.environment},
            )
        wait_for("the demo to be ready", self.is_ready)

    def is_ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.said
        return "demo desk is ready" in self.said

    @property
    def said(self) -> str:
        return (self.data.parent / "demo.out").read_text()

    @property
    def notes(self) -> dict[str, Any]:
        notes: dict[str, Any] = json.loads((self.data / "demo.json").read_text())
        return notes

    @property
    def url(self) -> str:
        return str(self.notes["url"])

    def sign_in_of(self, role: str) -> dict[str, Any]:
        return next(user for user in self.notes["users"] if user["roles"][0] == role)

    def client(self, role: str) -> "Client":
        return Client(self.url, self.sign_in_of(role)["token"])

    def stop(self, number: int = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE_SECONDS)


class Client:
    """A program that uses the API with one person's token."""

    def __init__(self, url: str, token: str) -> None:
        self.http = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
            trust_env=False,
            # No connection outlives its request, so none is left open when a test forgets one.
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    def get(self, path: str, **query: Any) -> Any:
        answer = self.http.get(f"/api/v1{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(
        self, path: str, body: dict[str, Any] | None = None, version: int | None = None
    ) -> httpx.Response:
        headers = {"Idempotency-Key": secrets.token_hex(8)}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self.http.post(f"/api/v1{path}", json=body or {}, headers=headers)

    def act(self, task_id: int, verb: str, **body: Any) -> dict[str, Any]:
        """Do a verb on the task as it stands now."""
        version = self.get(f"/tasks/{task_id}")["version"]
        answer = self.post(f"/tasks/{task_id}/{verb}", body, version)
        assert answer.status_code == 200, answer.text
        task: dict[str, Any] = answer.json()
        return task

    def all_tasks(self, **query: Any) -> list[dict[str, Any]]:
        tasks: list[dict[str, Any]] = []
        cursor = ""
        while True:
            page = self.get("/tasks", cursor=cursor, limit=100, **query)
            tasks += page["items"]
            if not page["next"]:
                return tasks
            cursor = page["next"]
