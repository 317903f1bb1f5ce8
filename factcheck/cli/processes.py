"""The commands that run until they are stopped: `up`, `web`, `relay`, `worker`."""

import signal
import threading
from pathlib import Path
from pkgutil import resolve_name

import click

from factcheck.cli import stack
from factcheck.settings import Settings

DEFAULT_PORT = 8000


def load_settings(data: Path | None) -> Settings:
    """The settings from the environment, with the data folder of the command line if given."""
    return Settings(data=data) if data else Settings()


data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of this desk's files.",
)


@click.group()
def processes() -> None:
    """Processes of the desk."""


@processes.command()
@click.option("--port", default=DEFAULT_PORT, show_default=True, help="The next free one if taken.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1))
@data_option
def up(port: int, workers: int, data: Path | None) -> None:
    """Run everything on this machine: queue server, relay, workers, web."""
    stack.run_stack(
        load_settings(data),
        port=port,
        workers=workers,
        say=click.echo,
        on_ready=lambda url: click.echo(f"The desk is ready at {url}. Ctrl-C stops it."),
    )


@processes.command()
@click.option("--bind", default=f"127.0.0.1:{DEFAULT_PORT}", show_default=True)
@click.option("--processes", "count", default=1, show_default=True, type=click.IntRange(1))
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1))
@click.option("--app", default=stack.WEB_APP, hidden=True)
def web(bind: str, count: int, threads: int, app: str) -> None:
    """Serve people and programs over HTTP."""
    from factcheck.cli.webserver import WebServer

    WebServer(app, bind=bind, processes=count, threads=threads).serve()


@processes.command()
@data_option
def relay(data: Path | None) -> None:
    """Send jobs that are due to the queue server, and keep the timetable. Any number may run."""
    from factcheck.db import Database
    from factcheck.logs import configure_logging
    from factcheck.queueing.connection import connect, make_queue
    from factcheck.queueing.embedded import queue_url
    from factcheck.queueing.lifeline import watch_supervisor
    from factcheck.queueing.relay import run_relay
    from worker.timetable import TIMETABLE

    settings = load_settings(data)
    configure_logging(settings.log_format)
    watch_supervisor()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    run_relay(
        Database(settings.resolved_database_url),
        make_queue(connect(queue_url(settings))),
        TIMETABLE,
        interval=settings.relay_interval,
        stop=stop,
    )


@processes.command()
@data_option
@click.option("--jobs", default=stack.HANDLERS, help="Where the handlers are: module:name.")
@click.pass_context
def worker(context: click.Context, data: Path | None, jobs: str) -> None:
    """Work at jobs, one at a time. Any number may run."""
    from factcheck.queueing.embedded import queue_url
    from worker.main import work

    settings = load_settings(data)
    context.exit(work(settings, queue_url(settings), resolve_name(jobs)))


if __name__ == "__main__":
    processes()
