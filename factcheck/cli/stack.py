"""The whole desk on this machine: queue server, relay, workers and web under one supervisor."""

import fcntl
import http.client
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pydantic import BaseModel

from factcheck.cli.supervisor import LOOK_SECONDS, Program, Supervisor
from factcheck.context.providers.outside import switched_on
from factcheck.db import Database
from factcheck.errors import Conflict, Unavailable
from factcheck.publishing.webhooks import list_endpoints
from factcheck.queueing.embedded import answering_pid, queue_url, run_folder, server_command
from factcheck.settings import Settings

HOST = "127.0.0.1"
WEB_APP = "factcheck.app:create_app()"
HANDLERS = "worker.handlers:HANDLERS"
PORTS_TRIED = 50
WEB_THREADS = 8
SECONDS_FOR_QUEUE_SERVER = 10
SECONDS_FOR_READINESS = 60
COMMANDS = (sys.executable, "-m", "factcheck.cli.processes")
QUEUE_SERVER = "queue"
WEB = "web"


def environment(settings: Settings) -> dict[str, str]:
    """Our environment, with these settings in it for the processes that we start."""
    chosen = {f"FACTCHECK_{name.upper()}": _as_text(value) for name, value in settings}
    # macOS would end a worker's child that touches the system's frameworks after the fork.
    return {**os.environ, **chosen, "OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES"}


def _as_text(value: object) -> str:
    if isinstance(value, BaseModel):
        return value.model_dump_json()
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def queue_server_program(settings: Settings) -> Program:
    """The embedded server, or the guard of one that a killed supervisor left running."""
    guard = (sys.executable, "-m", "factcheck.queueing.guard")
    if pid := answering_pid(queue_url(settings)):
        return Program(QUEUE_SERVER, (*guard, "--adopt", str(pid)), has_guard=True)
    return Program(QUEUE_SERVER, (*guard, *server_command(settings.data)), has_guard=True)


def relay_program(name: str = "relay") -> Program:
    return Program(name, (*COMMANDS, "relay"))


def worker_program(number: int, handlers: str = HANDLERS) -> Program:
    return Program(f"worker-{number}", (*COMMANDS, "worker", "--jobs", handlers))


def outside_worker_program(handlers: str = HANDLERS) -> Program:
    """The worker for the jobs that ask outside services."""
    return Program("worker-outside", (*COMMANDS, "worker", "--outside", "--jobs", handlers))


def webhook_worker_program(handlers: str = HANDLERS) -> Program:
    """The worker for messages to webhooks."""
    return Program("worker-webhooks", (*COMMANDS, "worker", "--webhooks", "--jobs", handlers))


def _has_webhooks(settings: Settings) -> bool:
    with Database(settings.resolved_database_url).read() as session:
        return bool(list_endpoints(session))


def web_program(listener: socket.socket, app: str = WEB_APP) -> Program:
    bind = f"fd://{listener.fileno()}"
    command = (*COMMANDS, "web", "--bind", bind, "--app", app, "--threads", str(WEB_THREADS))
    return Program(WEB, command, pass_fds=(listener.fileno(),))


def listen(port: int, say: Callable[[str], None]) -> socket.socket:
    """A socket at this port of this machine, or at the next free one, which is said."""
    for candidate in range(port, port + PORTS_TRIED):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, candidate))
            # A port that another process listens at can be bound on some systems, not listened at.
            listener.listen()
        except OSError:
            listener.close()
            continue
        if candidate != port:
            say(f"Port {port} is taken, so the desk is at port {candidate}.")
        return listener
    raise Unavailable(
        f"The ports {port} to {port + PORTS_TRIED - 1} are all taken. Choose another with --port."
    )


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Refuse to run twice on one data folder. The kernel frees the lock however we end."""
    file = run_folder(data) / "supervisor.pid"
    with file.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            pid = file.read_text().strip()
            raise Conflict(
                f"The desk in {data} is already running as process {pid}. Stop it first,"
                " or give another folder with --data."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C, SIGTERM or a closed terminal sets."""
    stop = threading.Event()
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, lambda _n, _f: stop.set()) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _is_ready(port: int) -> bool:
    try:
        with closing(http.client.HTTPConnection(HOST, port, timeout=2)) as connection:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False


def _await(
    supervisor: Supervisor,
    name: str,
    condition: Callable[[], object],
    seconds: float,
    stop: threading.Event,
) -> None:
    deadline = time.monotonic() + seconds
    while not condition() and not stop.wait(LOOK_SECONDS):
        supervisor.look()
        if time.monotonic() > deadline:
            raise Unavailable(
                f"{name} did not start within {seconds:g} seconds. The end of its log,"
                f" {supervisor.log_file(name)}:\n{supervisor.last_lines(name)}"
            )


def run_stack(
    settings: Settings,
    *,
    port: int,
    workers: int = 2,
    app: str = WEB_APP,
    handlers: str = HANDLERS,
    say: Callable[[str], None] = print,
    prepare: Callable[[str], None] = lambda _url: None,
    on_ready: Callable[[str], None] = lambda _url: None,
) -> None:
    """Run the desk in the foreground until Ctrl-C or SIGTERM.

    `prepare` is called with the desk's address before anything is started, and makes the database
    ready; `on_ready` is called when `/readyz` answers 200. Raises `Conflict` if the desk runs
    already, `Unavailable` if a part does not start; then nothing is left running.
    """
    url = queue_url(settings)
    supervisor = Supervisor(environment(settings), settings.data / "logs", say)
    with only_one(settings.data), stop_signals() as stop, closing(listen(port, say)) as listener:
        address = listener.getsockname()[1]
        prepare(f"http://{HOST}:{address}")
        try:
            if not settings.redis_url:
                supervisor.start(queue_server_program(settings))
                _await(
                    supervisor,
                    QUEUE_SERVER,
                    lambda: answering_pid(url),
                    SECONDS_FOR_QUEUE_SERVER,
                    stop,
                )
            supervisor.start(web_program(listener, app))
            supervisor.start(relay_program())
            for number in range(1, workers + 1):
                supervisor.start(worker_program(number, handlers))
            if switched_on(settings):
                supervisor.start(outside_worker_program(handlers))
            if _has_webhooks(settings):
                supervisor.start(webhook_worker_program(handlers))
            _await(supervisor, WEB, lambda: _is_ready(address), SECONDS_FOR_READINESS, stop)
            if not stop.is_set():
                on_ready(f"http://{HOST}:{address}")
            while not stop.wait(LOOK_SECONDS):
                supervisor.look()
        finally:
            supervisor.stop()
