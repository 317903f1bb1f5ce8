from tests.queueing.conftest import database

__all__ = ["database"]
