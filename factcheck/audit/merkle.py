"""The log's Merkle tree, pure: roots, proofs and their checks after RFC 6962 and RFC 9162.

A proof that an event is in a log of n events has log₂ n hashes, and so has the proof that an
earlier log is the beginning of a later one: twenty of them at a million, where a way along the
chain would be as long as the log.

Only perfect subtrees are ever asked for. Node (level, number) is the root over the leaves from
number·2^level to (number + 1)·2^level; once it is there it never changes, so it can be stored.
"""

import hashlib
from collections.abc import Callable, Sequence

Node = Callable[[int, int], bytes]
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(content: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(size: int) -> int:
    """The largest power of two smaller than the size."""
    return 1 << ((size - 1).bit_length() - 1)


def _range_root(start: int, end: int, node: Node) -> bytes:
    size = end - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(size)
    return node_hash(_range_root(start, middle, node), _range_root(middle, end, node))


def tree_root(size: int, node: Node) -> bytes:
    """The root over the first `size` leaves."""
    return _range_root(0, size, node) if size else EMPTY_ROOT


def inclusion_path(index: int, size: int, node: Node) -> list[bytes]:
    """The proof that leaf `index` (from 0) is in the tree of the first `size` leaves."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range_root(middle, end, node))
            end = middle
        else:
            path.append(_range_root(start, middle, node))
            start = middle
    return path[::-1]


def consistency_path(old: int, size: int, node: Node) -> list[bytes]:
    """The proof that the tree of `old` leaves is the beginning of the tree of `size` leaves."""
    if not 0 < old <= size:
        raise ValueError(f"a tree of {size} leaves does not begin with one of {old}")
    start, end, whole, path = 0, size, True, []
    while old != end - start:
        middle = start + _split(end - start)
        if old <= middle - start:
            path.append(_range_root(middle, end, node))
            end = middle
        else:
            path.append(_range_root(start, middle, node))
            old, start, whole = old - (middle - start), middle, False
    if not whole:
        path.append(_range_root(start, end, node))
    return path[::-1]


def root_by_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that the proof leads to; None when it has the wrong length (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return None
    place, last, root = index, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            root = node_hash(step, root)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            root = node_hash(root, step)
        place, last = place >> 1, last >> 1
    return root if last == 0 else None


def is_consistent(old: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the proof shows the old tree as the beginning of the new (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= size:
        return False
    if old == size:
        return not path and old_root == root
    steps = list(path) if old & (old - 1) else [old_root, *path]
    if not steps:
        return False
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old_seen = seen = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old_seen, seen = node_hash(step, old_seen), node_hash(step, seen)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            seen = node_hash(seen, step)
        place, last = place >> 1, last >> 1
    return last == 0 and old_seen == old_root and seen == root


class GrowingTree:
    """The right edge of a tree that leaves are added to; it holds log₂ n hashes."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[tuple[int, bytes]] = []

    @classmethod
    def of_size(cls, size: int, node: Node) -> "GrowingTree":
        """The edge of a tree whose nodes are stored."""
        tree = cls()
        for level in reversed(range(size.bit_length())):
            if size >> level & 1:
                tree._peaks.append((level, node(level, tree.size >> level)))
                tree.size += 1 << level
        return tree

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add a leaf. Gives the nodes complete with it as (level, number, hash), the leaf first."""
        number, level, digest = self.size, 0, leaf
        made = [(level, number, digest)]
        while self._peaks and self._peaks[-1][0] == level:
            level, number = level + 1, number >> 1
            digest = node_hash(self._peaks.pop()[1], digest)
            made.append((level, number, digest))
        self._peaks.append((level, digest))
        self.size += 1
        return made

    @property
    def root(self) -> bytes:
        if not self._peaks:
            return EMPTY_ROOT
        root = self._peaks[-1][1]
        for _level, peak in reversed(self._peaks[:-1]):
            root = node_hash(peak, root)
        return root
