"""The tree's arithmetic, against the definition of RFC 6962 written out."""

import hashlib

from factcheck.audit.merkle import (
    GrowingTree,
    consistency_path,
    inclusion_path,
    is_consistent,
    leaf_hash,
    root_by_inclusion,
    tree_root,
)

SIZES = range(1, 34)
LEAVES = [leaf_hash(str(number).encode()) for number in range(max(SIZES))]


def defined_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = defined_root(leaves[:split]), defined_root(leaves[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def node(level: int, number: int) -> bytes:
    return defined_root(LEAVES[number << level : (number + 1) << level])


def test_the_published_roots_of_certificate_transparency() -> None:
    # The tree that the reference implementations of RFC 6962 test with.
    contents = ["", "00", "10", "2021", "3031", "40414243"]
    tree = GrowingTree()
    for content in contents:
        tree.append(leaf_hash(bytes.fromhex(content)))
    assert tree.root.hex() == "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"


def test_a_tree_grown_leaf_by_leaf_has_the_defined_root_and_nodes() -> None:
    tree = GrowingTree()
    for size in SIZES:
        made = tree.append(LEAVES[size - 1])
        assert all(digest == node(level, number) for level, number, digest in made)
        assert tree.root == tree_root(size, node) == defined_root(LEAVES[:size])
        assert GrowingTree.of_size(size, node).root == tree.root


def test_each_leaf_is_shown_to_be_in_its_place_and_in_no_other() -> None:
    for size in SIZES:
        root = tree_root(size, node)
        for index in range(size):
            path = inclusion_path(index, size, node)
            places = [
                place
                for place in range(size)
                if root_by_inclusion(LEAVES[index], place, size, path) == root
            ]
            assert places == [index]
            assert len(path) <= size.bit_length()
            for wrong in ([*path, path[0] if path else root], path[1:] if path else [root]):
                assert root_by_inclusion(LEAVES[index], index, size, wrong) != root


def test_each_beginning_is_shown_to_be_one_and_no_other_tree_is() -> None:
    for size in SIZES:
        root = tree_root(size, node)
        for old in range(1, size + 1):
            old_root = tree_root(old, node)
            path = consistency_path(old, size, node)
            assert is_consistent(old, old_root, size, root, path)
            assert not is_consistent(old, LEAVES[0][::-1], size, root, path)
            assert not is_consistent(old, old_root, size, LEAVES[0][::-1], path)
            assert not is_consistent(old, old_root, size, root, [*path, root])
            if path:
                assert not is_consistent(old, old_root, size, root, path[1:])
