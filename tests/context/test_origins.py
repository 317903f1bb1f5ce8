"""Copies of one story have one origin; other words, or a short quotation, prove nothing."""

from factcheck.context.origins import Piece, are_copies, group_origins

STORY = (
    "The harbour authority said on Monday that it had stopped all work on the second bridge after "
    "divers found cracks in two of the piers, and that it would take at least four months before "
    "anybody could say whether the bridge can be finished at all or must be pulled down again."
)
OTHER = (
    "A spokeswoman of the port told this newspaper yesterday that repairs of the northern quay "
    "were going well, that the money would last until spring, and that no further delay was to be "
    "feared as long as the weather held and the divers could go on with their work every day."
)


def test_a_shortened_and_edited_copy_is_a_copy() -> None:
    assert are_copies(
        STORY, "HARBOUR CITY (Wire) - " + STORY[: len(STORY) * 2 // 3] + " More soon."
    )
    assert not are_copies(STORY, OTHER)


def test_one_sentence_in_common_does_not_make_a_copy() -> None:
    said = "It would take at least four months."

    assert not are_copies(f"{STORY[:150]} {said}", f"{OTHER} {said}")
    assert not are_copies(said, said)


def test_origins_are_numbered_in_order_and_joined_by_a_third() -> None:
    pieces = [
        Piece("https://www.a.example/1", text=OTHER),
        Piece("https://b.example/1", text=STORY),
        Piece("https://a.example/2", text=STORY),
        Piece("https://c.example/1"),
    ]

    assert group_origins(pieces) == [0, 0, 0, 1]


def test_two_tellings_with_one_agencys_credit_are_one_story() -> None:
    first, last = STORY[: len(STORY) * 2 // 5], OTHER[len(OTHER) // 2 :]
    told = f"{first} {last}"
    bare = [Piece("https://a.example/", text=STORY), Piece("https://b.example/", text=told)]
    credited = [Piece(one.url, text=f"(AFP) {one.text}") for one in bare]

    assert group_origins(bare) == [0, 1]
    assert group_origins(credited) == [0, 0]


def test_pieces_of_nowhere_are_not_one_source() -> None:
    assert group_origins([Piece(text="a"), Piece(text="b"), Piece(document_id=3)]) == [0, 1, 2]
