"""The whole desk as real processes: it starts, heals, stops, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.audit.log import SYSTEM
from factcheck.publishing.webhooks import add_endpoint
from factcheck.queueing.embedded import answering_pid, server_command, socket_path
from tests.cli.running import PROC, Desk, command_line, parent, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PROC.is_dir(), reason="reads processes from /proc, which Linux has"),
]
PORT = 18_200


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "desk", port=PORT)
    yield desk
    desk.end()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_everything_in_order(desk: Desk, number: signal.Signals) -> None:
    desk.start()
    assert desk.signal(number) == 0
    assert desk.pids() == set()


def test_the_first_page_can_be_seen_once_it_says_ready(desk: Desk) -> None:
    # A desk that tells others has one worker more, for that alone.
    with desk.database.write() as session:
        add_endpoint(
            session, actor=SYSTEM, url="https://a.example/", types=["check.published"], base=""
        )
    desk.start()
    assert any("worker --webhooks" in command_line(pid) for pid in desk.pids())
    address = desk.said[-1].removeprefix("ready ")
    with urllib.request.urlopen(address) as response:
        assert response.status == 200


def test_a_killed_supervisor_leaves_nothing_running(desk: Desk) -> None:
    # given a desk in the middle of a long job
    desk.add_job("sleep", 600)
    desk.start()
    wait_until(desk.horses, "a worker is at the job")
    assert len(desk.pids()) >= 9
    # when the supervisor is killed, then the queue server, the web's children and the job end too
    assert desk.signal(signal.SIGKILL) == -signal.SIGKILL
    wait_until(lambda: not desk.pids(), "every process has ended")


def test_after_a_kill_a_second_start_finds_everything_again(desk: Desk) -> None:
    desk.add_job("sleep", 2)
    desk.start()
    wait_until(desk.horses, "a worker is at the job")
    desk.signal(signal.SIGKILL)
    wait_until(lambda: not desk.pids(), "every process has ended")
    assert not desk.is_done("sleep")
    desk.start()
    wait_until(lambda: desk.is_done("sleep") and desk.is_done("slept"), "the job is done")


def test_a_job_in_hand_is_finished_before_a_worker_stops(desk: Desk) -> None:
    desk.add_job("sleep", 1)
    desk.start()
    wait_until(desk.horses, "a worker is at the job")
    desk.signal(signal.SIGTERM)
    assert desk.is_done("sleep")


def test_a_killed_worker_takes_its_job_with_it_and_another_does_it(desk: Desk) -> None:
    # given a job in the hands of a worker
    desk.add_job("sleep", 2)
    desk.start()
    wait_until(desk.horses, "a worker is at the job")
    (horse,) = desk.horses()
    # when the worker is killed
    os.kill(parent(horse), signal.SIGKILL)
    # then its child is gone, the attempt counts, and the job is done once
    wait_until(lambda: horse not in desk.pids(), "the job's process has ended")
    wait_until(lambda: desk.is_done("sleep"), "the job is done")
    job = desk.job("sleep")
    assert job is not None
    assert job.attempts == 2


@pytest.mark.parametrize("part", ["processes relay", "processes worker", "processes web", "valkey"])
def test_whatever_crashes_is_started_again(desk: Desk, part: str) -> None:
    desk.start()
    before = desk.pids(part)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: len(desk.pids(part) - before) >= len(before), f"{part} runs again")
    desk.add_job("sleep", 0)
    wait_until(lambda: desk.is_done("slept"), "the job is done")


def test_a_queue_server_that_was_left_running_is_adopted(desk: Desk) -> None:
    # given a server on the desk's socket that nobody guards
    url = f"unix://{socket_path(desk.data)}"
    left = subprocess.Popen(server_command(desk.data), stdout=subprocess.DEVNULL)
    wait_until(lambda: answering_pid(url) == left.pid, "the server answers")
    # when the desk starts, then it works with that server, and ends it in the end
    desk.start()
    assert answering_pid(url) == left.pid
    desk.signal(signal.SIGTERM)
    assert left.wait() == 0


def test_a_second_desk_on_the_same_folder_is_refused(desk: Desk) -> None:
    desk.start()
    first = desk.process
    second = desk.launch()
    output, _ = second.communicate()
    desk.process = first
    assert second.returncode != 0
    assert "already running" in output


def test_a_taken_port_is_passed_over_and_said(desk: Desk) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", PORT))
        other.listen()
        desk.start()
    assert desk.said[0] == f"Port {PORT} is taken, so the desk is at port {PORT + 1}."
    assert desk.said[-1] == f"ready http://127.0.0.1:{PORT + 1}"


def test_work_is_accepted_while_the_queue_server_is_away(desk: Desk) -> None:
    desk.start()
    (pid,) = desk.pids("valkey-server unixsocket")
    os.kill(pid, signal.SIGSTOP)
    desk.add_job("sleep", 0)
    time.sleep(0.2)
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: desk.is_done("slept"), "the job is done")
