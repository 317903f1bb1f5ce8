"""Checkpoints of the log, copied to where nobody at this desk can change them."""

from pathlib import Path

import pytest
from sqlmodel import select

from factcheck.audit.notes import Verifier, is_signed, read_checkpoint
from factcheck.audit.sealing import PUBLIC_FILE, grow_tree, latest_checkpoint, sign_tree
from factcheck.net.policy import policy_for
from factcheck.publishing.checkpoints import (
    COPY,
    ask_for_copy_outside,
    copy_outside,
    find_copy,
    place_in_words,
    store_copy,
)
from factcheck.queueing.models import Outbox
from factcheck.settings import Settings
from tests.publishing.receiver import receiving
from tests.web.newsroom import Newsroom, finish_jobs


def seal(room: Newsroom, settings: Settings) -> int:
    """Bring what has happened under a checkpoint; gives back its size."""
    with room.database.write() as session:
        while grow_tree(session):
            pass
        return sign_tree(session, settings).size


def copy(room: Newsroom, settings: Settings) -> None:
    """What the worker does."""
    copied = copy_outside(room.database, settings.checkpoint_url, policy=policy_for(settings))
    with room.database.write() as session:
        store_copy(session, copied)


def asked(room: Newsroom, settings: Settings) -> bool:
    """Whether the timetable would send a worker now."""
    with room.database.write() as session:
        ask_for_copy_outside(session, settings)
    with room.database.read() as session:
        waiting = session.exec(
            select(Outbox).where(Outbox.kind == COPY, Outbox.state == "pending")
        ).all()
    finish_jobs(room.database)
    return bool(waiting)


def settings_for(folder: Path, address: str) -> Settings:
    return Settings(
        data=folder,
        checkpoint_url=address,
        fetch_allow_cidrs=("127.0.0.1/32",),
        fetch_ports=tuple(range(1024, 65536)),
    )


def test_a_receiver_is_told_the_newest_checkpoint_and_each_once(
    room: Newsroom, tmp_path: Path
) -> None:
    with receiving() as receiver:
        settings = settings_for(tmp_path, receiver.url)
        assert not asked(room, settings)  # nothing is sealed yet
        size = seal(room, settings)
        assert asked(room, settings)
        copy(room, settings)

        (message,) = receiver.messages
        note = message.body.decode()
        assert message.headers["content-type"].startswith("text/plain")
        assert read_checkpoint(note).size == size
        # Whoever receives it needs only the public key.
        assert is_signed(note, Verifier.parse((tmp_path / PUBLIC_FILE).read_text()))
        assert not asked(room, settings)
        assert seal(room, settings) == size

        room.publish("quote")
        assert seal(room, settings) > size
        assert asked(room, settings)
        copy(room, settings)
        assert read_checkpoint(receiver.messages[1].body.decode()).size > size


def test_a_receiver_that_is_away_is_told_later_and_the_desk_says_so(
    room: Newsroom, tmp_path: Path
) -> None:
    with receiving() as receiver:
        settings = settings_for(tmp_path, receiver.url)
        seal(room, settings)
        receiver.will_answer(503)
        copy(room, settings)

        with room.database.read() as session:
            row = find_copy(session)
        assert row is not None
        assert (row.at, row.failure) == (None, "The receiver answered 503.")
        assert row.failed_at is not None
        assert asked(room, settings)

        copy(room, settings)
        with room.database.read() as session:
            row = find_copy(session)
        assert row is not None
        assert row.at is not None
        assert row.failure == ""


@pytest.mark.parametrize("scheme", ["", "file://", "memory://"])
def test_a_folder_or_any_store_keeps_every_checkpoint(
    room: Newsroom, tmp_path: Path, scheme: str
) -> None:
    place = f"{scheme}{tmp_path / 'outside'}"
    settings = settings_for(tmp_path / "data", place)
    sizes = [seal(room, settings)]
    copy(room, settings)
    copy(room, settings)
    room.publish("quote")
    sizes.append(seal(room, settings))
    copy(room, settings)

    files = fsspec_files(place)
    assert [read_checkpoint(text).size for text in files] == sizes
    with room.database.read() as session:
        latest = latest_checkpoint(session)
        assert latest is not None
        assert files[-1] == latest.note
        row = find_copy(session)
    assert row is not None
    assert (row.size, row.failure) == (sizes[-1], "")
    # Another place has none of them yet.
    assert asked(room, settings_for(tmp_path / "data", str(tmp_path / "other")))


def fsspec_files(place: str) -> list[str]:
    import fsspec

    files, root = fsspec.core.url_to_fs(place)
    return [files.cat_file(path).decode() for path in sorted(files.find(root))]


def test_what_is_secret_in_an_address_is_not_shown() -> None:
    assert place_in_words("https://user:secret@logs.example/in?key=1") == "https://logs.example"
    assert place_in_words("s3://desk-log/checkpoints?key=1") == "s3://desk-log"
    assert place_in_words("/srv/log") == place_in_words("file:///srv/log") == "/srv/log"
