"""The commands of compose.yaml as separate processes, on a real Postgres and a real Redis.

Two web and four worker processes, a relay; no supervisor, nothing embedded.
"""

import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from redis import Redis
from redis.exceptions import RedisError

from tests.databases import Databases
from tests.e2e.program import PROGRAM, Client, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SAMPLE = ROOT / "factcheck" / "sample" / "nato-victory-plan.txt"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def redis_server(folder: Path, password: str) -> Iterator[str]:
    """A Redis or Valkey that keeps nothing, as compose.yaml starts it."""
    server = shutil.which("valkey-server") or shutil.which("redis-server")
    if server is None:
        missing = "no redis-server or valkey-server on PATH; install the package redis-server"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    port = free_port()
    options = [*COMPOSE["services"]["valkey"]["command"][3:], "--port", str(port)]
    with (folder / "redis.log").open("w") as log:
        process = subprocess.Popen(
            [server, "--requirepass", password, "--bind", "127.0.0.1", *options],
            stdout=log,
            stderr=log,
            cwd=folder,
        )
    url = f"redis://:{password}@127.0.0.1:{port}/0"

    def answers() -> bool:
        try:
            with Redis.from_url(url) as connection:
                return bool(connection.ping())
        except RedisError:
            return False

    try:
        wait_for("the queue server", answers)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


@dataclass
class Machines:
    """What runs, and how to reach it."""

    urls: list[str]
    environment: dict[str, str]
    folder: Path

    def command(self, *arguments: str) -> str:
        done = subprocess.run(
            [*PROGRAM, *arguments],
            capture_output=True,
            text=True,
            env=self.environment,
            cwd=ROOT,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def start(service: str, environment: dict[str, str], log: Path, **replaced: str) -> Any:
    """A service's own command, with our `factcheck` and an address that is free here."""
    command = [replaced.get(word, word) for word in COMPOSE["services"][service]["command"]]
    assert command[0] == "factcheck"
    with log.open("w") as out:
        return subprocess.Popen(
            [*PROGRAM, *command[1:]], stdout=out, stderr=out, env=environment, cwd=ROOT
        )


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Iterator[Machines]:
    folder = tmp_path_factory.mktemp("machines")
    with ExitStack() as stack:
        database = stack.enter_context(databases.copy("postgres", folder))
        queue = stack.enter_context(redis_server(folder, secrets.token_hex(8)))
        values = {
            "FACTCHECK_DATABASE_URL": database,
            "FACTCHECK_REDIS_URL": queue,
            "FACTCHECK_SECRET_KEY": secrets.token_hex(16),
            "FACTCHECK_PUBLIC_URL": "https://checks.example",
            "FACTCHECK_MODE": "production",
            "FACTCHECK_LOG_FORMAT": "json",
            "FACTCHECK_SECURE_COOKIES": "true",
        }
        optional = {
            name for name, value in COMPOSE["x-desk"]["environment"].items() if ":-" in str(value)
        }
        assert set(COMPOSE["x-desk"]["environment"]) - optional <= set(values)
        environment = {**os.environ, **values, "FACTCHECK_DATA": str(folder / "data")}
        ports = [free_port(), free_port()]
        machines = Machines([f"http://127.0.0.1:{port}" for port in ports], environment, folder)
        machines.command(*COMPOSE["services"]["schema"]["command"][1:])
        processes = [start("relay", environment, folder / "relay.log")]
        for number, port in enumerate(ports):
            bind = {"0.0.0.0:8000": f"127.0.0.1:{port}"}
            processes.append(start("web", environment, folder / f"web-{number}.log", **bind))
        processes += [
            start("worker", environment, folder / f"worker-{number}.log") for number in range(4)
        ]

        def ready() -> bool:
            try:
                return all(
                    httpx.get(f"{url}/readyz", trust_env=False).status_code == 200
                    for url in machines.urls
                )
            except httpx.TransportError:
                return False

        try:
            wait_for("both web processes", ready)
            yield machines
        finally:
            for process in processes:
                process.terminate()
            deadline = time.monotonic() + 30
            for process in processes:
                process.wait(timeout=max(1, deadline - time.monotonic()))


def token_of(machines: Machines, role: str) -> str:
    email = f"{role}@checks.example"
    machines.command("user", "add", email, "--role", role, "--password", "a long enough one")
    scopes = ["claims:read", "tasks:read", "tasks:write", "publish"]
    options = [word for scope in scopes for word in ("--scope", scope)]
    return machines.command("token", "add", email, *options)


def test_the_sample_goes_through_many_machines(machines: Machines) -> None:
    # Given a reviewer at one web process and an editor at the other
    reviewer = Client(machines.urls[0], token_of(machines, "reviewer"))
    editor = Client(machines.urls[1], token_of(machines, "editor"))

    # When an article comes in at the one
    taken = reviewer.post(
        "/articles", {"text": SAMPLE.read_text(), "published": "2024-10-16"}
    ).json()

    def worked_through() -> list[dict[str, Any]] | None:
        article = editor.get(f"/articles/{taken['id']}")
        tasks = editor.all_tasks(article=taken["id"])
        done = article["state"] == "ready" and tasks
        return tasks if done and all(task["state"] == "ready" for task in tasks) else None

    tasks = wait_for("the article to be worked through", worked_through)

    # Then its quotes can be judged at the one and signed at the other
    assert len([task for task in tasks if task["question"] == "said"]) == 7
    task_id = next(t["id"] for t in tasks if t["claim"]["text"] == "irreversible.")
    reviewer.act(task_id, "take")
    reviewer.act(task_id, "submit", rating="not_found", rationale="No source was at hand.")
    editor.act(task_id, "approve")
    (item,) = reviewer.get("/checked-claims")["items"]
    assert item["url"].startswith("https://checks.example/c/irreversible")
    assert "whole" in machines.command("audit", "verify")


def test_the_work_was_shared_among_the_workers(machines: Machines) -> None:
    shares = [
        (machines.folder / f"worker-{number}.log").read_text().count('"job done"')
        for number in range(4)
    ]

    assert sum(shares) >= 8
    assert len([share for share in shares if share]) >= 2, shares


def test_no_service_of_the_compose_file_has_a_default_password() -> None:
    text = (ROOT / "compose.yaml").read_text()

    for name in ("POSTGRES_PASSWORD", "VALKEY_PASSWORD", "FACTCHECK_SECRET_KEY"):
        assert f"${{{name}:?" in text
        assert f"${{{name}:-" not in text
    for name, service in COMPOSE["services"].items():
        assert "healthcheck" in service or name == "schema", name
