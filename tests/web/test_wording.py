from hypothesis import given
from hypothesis import strategies as st

from factcheck.web.wording import Change, changes_between


def test_a_changed_word_stands_after_the_one_that_it_replaces() -> None:
    assert changes_between("It fell by 42 per cent.", "It fell by 4.2 per cent.") == [
        Change("kept", "It fell by "),
        Change("removed", "42"),
        Change("added", "4.2"),
        Change("kept", " per cent."),
    ]


@given(st.text(max_size=80), st.text(max_size=80))
def test_both_wordings_can_be_read_off_the_changes(before: str, after: str) -> None:
    changes = changes_between(before, after)

    assert "".join(one.text for one in changes if one.kind != "removed") == after
    assert "".join(one.text for one in changes if one.kind != "added") == before
