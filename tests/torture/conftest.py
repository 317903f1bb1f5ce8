from tests.queueing.databases import databases

__all__ = ["databases"]
