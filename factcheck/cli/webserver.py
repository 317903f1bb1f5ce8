"""The web server process: gunicorn around the app factory."""

from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.util import import_app  # type: ignore[import-untyped]

from factcheck.queueing.lifeline import Lifeline, watch_supervisor

SECONDS_TO_DRAIN = 6
SECONDS_FOR_A_REQUEST = 60


class WebServer(BaseApplication):  # type: ignore[misc]
    """Serves the app named by `uri` (`module:factory()`) at `bind` (`host:port` or `fd://N`)."""

    def __init__(self, uri: str, *, bind: str, processes: int, threads: int) -> None:
        self._uri = uri
        self._options = {
            "bind": bind,
            "workers": processes,
            "threads": threads,
            "worker_class": "gthread",
            "timeout": SECONDS_FOR_A_REQUEST,
            "graceful_timeout": SECONDS_TO_DRAIN,
            "proc_name": "factcheck-web",
            "errorlog": "-",
            "loglevel": "warning",
            "control_socket_disable": True,
            "post_fork": self._hold,
        }
        self._lifeline = Lifeline()
        super().__init__()

    def _hold(self, _arbiter: Any, _worker: Any) -> None:
        self._lifeline.hold()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return import_app(self._uri)

    def serve(self) -> None:
        """Serve until told to stop."""
        watch_supervisor()
        self.run()
