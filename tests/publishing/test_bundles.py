"""Bundles: what was signed can be shown elsewhere, and nothing in them can be changed unnoticed."""

import base64
import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.audit.notes import Signer, Verifier
from factcheck.audit.sealing import NotSealed, find_signer, grow_tree, sign_tree
from factcheck.errors import InvalidInput
from factcheck.publishing.bundle_check import check_bundle
from factcheck.publishing.bundles import make_bundle, sealed_bytes
from factcheck.publishing.checked import get_published
from factcheck.settings import Settings
from factcheck.verdicts.approval import approve_verdict, correct_check, retract_check
from factcheck.verdicts.models import CheckedClaim
from tests.web.newsroom import Newsroom

OTHER = {str: "0", int: 7, list: ["0"], dict: {"0": 0}, type(None): "0", bool: None, float: 7.5}


def seal(room: Newsroom, folder: Path) -> Signer:
    with room.database.write() as session:
        grow_tree(session)
        sign_tree(session, Settings(data=folder))
    signer = find_signer(Settings(data=folder))
    assert signer is not None
    return signer


def bundle_of(room: Newsroom, checked: CheckedClaim, signer: Signer) -> dict[str, Any]:
    with room.database.read() as session:
        made = make_bundle(session, get_published(session, checked.id or 0), signer)
    return json.loads(json.dumps(made))


def correct(room: Newsroom, name: str) -> None:
    with room.database.write() as session:
        correct_check(
            session,
            actor=room.actor("reviewer"),
            task_id=room.tasks[name],
            version=None,
            reason="A page number was wrong.",
            lease_minutes=15,
        )
    room.hand_in(name, rationale="The transcript has this on another page.")
    with room.database.write() as session:
        approve_verdict(session, actor=room.actor("editor"), task_id=room.tasks[name], version=None)


def retract(room: Newsroom, name: str) -> None:
    for who in ("editor", "reviewer"):
        with room.database.write() as session:
            retract_check(
                session,
                actor=room.actor(who),
                task_id=room.tasks[name],
                version=None,
                reason="The source was forged.",
            )


def failures(bundle: Any, key: Verifier | None = None) -> list[str]:
    """What does not hold, in words; that it is no bundle at all is one of them."""
    try:
        found = check_bundle(json.dumps(bundle), key=key)
    except InvalidInput as error:
        return [str(error)]
    return [finding.sentence for finding in found if not finding.holds]


@pytest.fixture
def made(room: Newsroom, tmp_path: Path) -> tuple[dict[str, Any], Signer]:
    """The bundle of a quote's check that was corrected once, and the key that sealed it."""
    checked = room.publish("quote")
    correct(room, "quote")
    signer = seal(room, tmp_path)
    return bundle_of(room, checked, signer), signer


def resealed(bundle: dict[str, Any], signer: Signer) -> dict[str, Any]:
    """The bundle as somebody would seal it who has the key."""
    return bundle | {"seal": base64.b64encode(signer.sign(sealed_bytes(bundle))).decode()}


def changes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every place of a JSON value with the whole value changed there, dropped there, added to."""
    if isinstance(value, dict | list):
        places = list(value) if isinstance(value, dict) else list(range(len(value)))
        for place in places:
            dropped = copy.deepcopy(value)
            del dropped[place]
            yield (*path, place, "dropped"), dropped
            for inner, changed in changes(value[place], (*path, place)):
                whole = copy.deepcopy(value)
                whole[place] = changed
                yield inner, whole
        more = copy.deepcopy(value)
        if isinstance(more, dict):
            more["more"] = 0
        else:
            more.append(more[-1] if more else 0)
        yield (*path, "added"), more
    for other in (OTHER[type(value)], OTHER[int], None):
        if type(other) is not type(value) or other != value:
            yield (*path, repr(other)), other
    if isinstance(value, str) and value:
        yield (*path, "a letter"), value[:-1] + chr(ord(value[-1]) ^ 1)
    if isinstance(value, int):
        yield (*path, "one more"), value + 1


def test_a_bundle_holds_what_was_signed_and_shows_it(made: tuple[dict[str, Any], Signer]) -> None:
    bundle, signer = made

    assert failures(bundle, signer.verifier) == []
    first, second = bundle["versions"]
    assert second["rationale"] == "The transcript has this on another page."
    assert first["content_hash"] != second["content_hash"]
    assert bundle["claim"]["anchor"]["exact"] == second["judged"]["text"]
    assert [proof["open"]["action"] for proof in bundle["events"]] == [
        "task.submit",
        "task.approve",
        "check.published",
        "check.marked",
        "task.submit",
        "task.approve",
        "check.corrected",
    ]


def test_a_change_of_any_field_is_found(made: tuple[dict[str, Any], Signer]) -> None:
    bundle, _signer = made
    tried = list(changes(bundle))

    assert len(tried) > 1000
    assert [path for path, changed in tried if not failures(changed)] == []


def test_who_has_the_key_cannot_change_what_the_log_holds(
    made: tuple[dict[str, Any], Signer],
) -> None:
    bundle, signer = made
    # What is in no hash of the log is under the seal alone: names, times, where the words stand.
    # A mark that was taken off again may be left out; the log's last word may not.
    free = {"slug", "question", "notice", "published_at", "updated_at", "approved_at"}
    free |= {"claim", "seal", "dropped"}
    logged = [
        (path, changed)
        for path, changed in changes(bundle)
        if isinstance(changed, dict) and not free & set(path)
    ]

    assert len(logged) > 900
    assert [path for path, changed in logged if not failures(resealed(changed, signer))] == []


def test_who_has_the_key_cannot_leave_out_a_verdict_or_its_signature(
    made: tuple[dict[str, Any], Signer],
) -> None:
    bundle, signer = made
    for part, places in (("versions", (0, 1)), ("events", (0, 1, 2, 4, 5, 6))):
        for place in places:
            shorter = bundle | {part: bundle[part][:place] + bundle[part][place + 1 :]}
            assert failures(resealed(shorter, signer)) != []


def test_another_key_is_told_from_the_desks_own(
    made: tuple[dict[str, Any], Signer],
) -> None:
    bundle, signer = made
    stranger = Signer.new(signer.name)
    forged = resealed(bundle | {"key": str(stranger.verifier)}, stranger)

    assert failures(forged) == ["The checkpoint is not signed by the bundle's key."]
    assert failures(bundle, stranger.verifier) == [
        f"The bundle's key is not the one that you gave: {stranger.verifier}."
    ]


def test_a_name_that_stands_twice_is_no_bundle(made: tuple[dict[str, Any], Signer]) -> None:
    text = json.dumps(made[0]).replace('"revision": 2', '"revision": 1, "revision": 2', 1)

    with pytest.raises(InvalidInput):
        check_bundle(text)


def test_no_name_and_no_address_of_the_staff_leaves(made: tuple[dict[str, Any], Signer]) -> None:
    text = json.dumps(made[0])

    for name in ("Reviewer", "Editor", "@desk.test", "request_id", "salt"):
        assert name not in text
    assert {proof["open"]["role"] for proof in made[0]["events"]} >= {"reviewer", "editor"}


def test_of_a_retracted_check_no_verdict_is_told(room: Newsroom, tmp_path: Path) -> None:
    checked = room.publish("quote")
    retract(room, "quote")
    signer = seal(room, tmp_path)

    bundle = bundle_of(room, checked, signer)

    assert failures(bundle) == []
    assert (bundle["claim"], bundle["versions"]) == (None, [])
    assert "altered_material" not in json.dumps(bundle)
    tried = [path for path, changed in changes(bundle) if not failures(changed)]
    assert tried == []


def test_what_is_under_no_checkpoint_waits(room: Newsroom, tmp_path: Path) -> None:
    signer = seal(room, tmp_path)
    checked = room.publish("quote")

    with pytest.raises(NotSealed):
        bundle_of(room, checked, signer)
    seal(room, tmp_path)
    assert failures(bundle_of(room, checked, signer)) == []
