"""The commands that run until they are stopped: `up`, `web`, `relay`, `worker`."""

import secrets
import signal
import threading
from pathlib import Path
from pkgutil import resolve_name

import click

from factcheck.accounts.service import list_users, make_link
from factcheck.cli import stack
from factcheck.cli.common import data_option, load_settings
from factcheck.desk import Desk
from factcheck.oidc.configuration import configuration_for
from factcheck.preparation import prepare_database

DEFAULT_PORT = 8000


def prepare_desk(desk: Desk, url: str) -> None:
    """Bring the database up to date; on a desk without people, print the link that makes one."""
    prepare_database(desk.database)
    with desk.database.write() as session:
        if list_users(session):
            return
        secret = secrets.token_urlsafe(24)
        make_link(session, purpose="setup", secret=secret)
    click.echo(f"Nobody is here yet. Set the desk up, once, at {url}/set-up/{secret}")


@click.group()
def processes() -> None:
    """Processes of the desk."""


@processes.command()
@click.option("--port", default=DEFAULT_PORT, show_default=True, help="The next free one if taken.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1))
@data_option
def up(port: int, workers: int, data: Path | None) -> None:
    """Run everything on this machine: queue server, relay, workers, web."""
    settings = load_settings(data)
    configuration_for(settings)  # told here, not by a web process that does not start
    stack.run_stack(
        settings,
        port=port,
        prepare=lambda url: prepare_desk(Desk(settings), url),
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

    configuration_for(load_settings(None))
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
    from worker.timetable import TIMETABLE, lanes_for

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
        lanes=lanes_for(settings),
    )


@processes.command()
@data_option
@click.option("--jobs", default=stack.HANDLERS, help="Where the handlers are: module:name.")
@click.option("--outside", is_flag=True, help="Work at the jobs that ask outside services.")
@click.option("--webhooks", is_flag=True, help="Work at the messages to webhooks.")
@click.pass_context
def worker(
    context: click.Context, data: Path | None, jobs: str, outside: bool, webhooks: bool
) -> None:
    """Work at jobs, one at a time. Any number may run.

    A desk that asks outside services needs one more, with --outside: what hangs with a service then
    keeps nothing else waiting. The same holds for a desk with webhooks, and --webhooks.
    """
    from factcheck.queueing.connection import (
        OUTSIDE_QUEUE_NAME,
        QUEUE_NAME,
        WEBHOOK_QUEUE_NAME,
    )
    from factcheck.queueing.embedded import queue_url
    from worker.main import work

    if outside and webhooks:
        raise click.UsageError("A worker has one queue: give either --outside or --webhooks.")
    settings = load_settings(data)
    queue = QUEUE_NAME
    if outside or webhooks:
        queue = OUTSIDE_QUEUE_NAME if outside else WEBHOOK_QUEUE_NAME
    context.exit(work(settings, queue_url(settings), resolve_name(jobs), queue))


if __name__ == "__main__":
    processes()
