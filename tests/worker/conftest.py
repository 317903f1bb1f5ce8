from tests.queueing.databases import database, databases

__all__ = ["database", "databases"]
