"""Checking a bundle with nothing else at hand: no database, no network, no trust in its maker.

Every hash is computed again from what the bundle shows. What it says may have been tampered with in
any way.
"""

import base64
import binascii
import json
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from factcheck.audit.findings import Finding, told
from factcheck.audit.leaves import leaf_content
from factcheck.audit.merkle import leaf_hash, root_by_inclusion
from factcheck.audit.notes import Checkpoint, Verifier, is_signed, read_checkpoint
from factcheck.errors import InvalidInput
from factcheck.publishing.bundle_shape import Bundle, Proof, Version
from factcheck.publishing.bundles import sealed_bytes
from factcheck.verdicts.binding import claim_hash, verdict_hash

_BECAME = ("check.published", "check.corrected", "check.marked", "check.retracted")


def read_bundle(text: str) -> tuple[dict[str, Any], Bundle]:
    """The bundle as it was written and as its shape. Raises `InvalidInput` for what is none."""
    try:
        written = json.loads(text, object_pairs_hook=_each_name_once)
        return written, Bundle.model_validate(written)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        raise InvalidInput(f"This is no bundle; look at {place}: {first['msg']}.") from error
    except (ValueError, RecursionError) as error:
        raise InvalidInput("This is no bundle: it is no JSON of the form that we write.") from error


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice, so that two readers may see different things")
    return found


def check_bundle(text: str, *, key: Verifier | None = None) -> list[Finding]:
    """Everything that was looked at, in order. With a `key` the bundle must be signed by it.

    Raises `InvalidInput` for what is no bundle at all.
    """
    written, bundle = read_bundle(text)
    try:
        own = Verifier.parse(bundle.key)
        checkpoint = read_checkpoint(bundle.checkpoint)
    except InvalidInput as error:
        return [Finding(False, str(error))]
    findings = [
        *_check_key(bundle, own, key),
        _check_seal(written, bundle, own),
        _check_checkpoint(bundle, checkpoint, own),
    ]
    findings += [_check_inclusion(proof, checkpoint) for proof in bundle.events]
    findings += _check_order(bundle)
    for place, version in enumerate(bundle.versions, start=1):
        findings += _check_version(bundle, version, place)
    return [*findings, *_check_claim(bundle), *_check_state(bundle)]


def _check_key(bundle: Bundle, own: Verifier, key: Verifier | None) -> Iterator[Finding]:
    if bundle.key != str(own):
        yield Finding(False, "The bundle's key is not written in its one form.")
    if key is not None:
        holds = own == key
        word = "is" if holds else "is not"
        yield Finding(holds, f"The bundle's key {word} the one that you gave: {key}.")


def _check_seal(written: dict[str, Any], bundle: Bundle, own: Verifier) -> Finding:
    try:
        seal = base64.b64decode(bundle.seal, validate=True)
    except (binascii.Error, ValueError):
        seal = b""
    holds = own.signed(sealed_bytes(written), seal)
    holds = holds and base64.b64encode(seal).decode() == bundle.seal
    if holds:
        return Finding(True, "The seal holds: nothing in the bundle was changed since it was made.")
    return Finding(False, "The seal is broken: something in the bundle was changed.")


def _check_checkpoint(bundle: Bundle, checkpoint: Checkpoint, own: Verifier) -> Finding:
    if is_signed(bundle.checkpoint, own) and checkpoint.origin == own.name:
        told = f"The checkpoint of {checkpoint.size} events, {checkpoint.at.isoformat()}"
        return Finding(True, f"{told}, is signed by the key.")
    return Finding(False, "The checkpoint is not signed by the bundle's key.")


def _check_inclusion(proof: Proof, checkpoint: Checkpoint) -> Finding:
    shown = proof.open
    leaf = leaf_hash(leaf_content(shown.model_dump(), proof.closed))
    try:
        path = [bytes.fromhex(step) for step in proof.path]
    except ValueError:
        path = []
    canonical = [step.hex() for step in path] == proof.path
    root = root_by_inclusion(leaf, shown.seq - 1, checkpoint.size, path)
    if canonical and root == checkpoint.root:
        return Finding(True, f"Event {shown.seq} ({shown.action}) is in the log, as shown.")
    return Finding(False, f"Event {shown.seq} ({shown.action}) is not in the log as it is shown.")


def _check_order(bundle: Bundle) -> Iterator[Finding]:
    seqs = [proof.open.seq for proof in bundle.events]
    if seqs != sorted(set(seqs)):
        yield Finding(False, "The events are not each shown once and in their order.")
    if bundle.checked_claim.state != "retracted":
        told = {proof.open.payload.get("hash") for proof in bundle.events} - {None}
        if told != {version.content_hash for version in bundle.versions}:
            yield Finding(False, "The events speak of other verdicts than the bundle shows.")


def _check_version(bundle: Bundle, version: Version, place: int) -> Iterator[Finding]:
    name = f"Verdict version {place}"
    judged = claim_hash(**version.judged.model_dump()) == version.claim_hash
    yield told(
        judged,
        f"{name} judged exactly the words, speaker and text version that are shown.",
        f"{name} judged something else than the words, speaker or text version shown.",
    )
    yield told(
        _computed(bundle, version) == version.content_hash,
        f"{name}: rating, rationale, evidence with its hashes and comparison are as handed in.",
        f"{name}: rating, rationale, evidence or comparison are not what was handed in.",
    )
    signed = version.approval
    yield told(
        signed.content_hash == version.content_hash,
        f"{name}: the approval signs exactly this.",
        f"{name}: the approval signs something else.",
    )
    handed_in = _logged(bundle, version, "task.submit", version.author_id)
    approved = _logged(bundle, version, "task.approve", signed.approver_id)
    rated = handed_in is not None and handed_in.open.payload.get("rating") == version.rating
    yield told(
        rated and approved is not None,
        f"{name}: the log says that it was handed in, and that it was approved.",
        f"{name}: the log does not say that these people handed it in and approved it.",
    )
    two = version.author_id != signed.approver_id
    if handed_in is not None and approved is not None:
        two = two and handed_in.open.seq < approved.open.seq
        two = two and handed_in.open.actor_id != approved.open.actor_id
    yield told(
        two,
        f"{name}: a second person approved it, after it was handed in.",
        f"{name}: no second person approved it after it was handed in.",
    )


def _computed(bundle: Bundle, version: Version) -> str:
    return verdict_hash(
        task_id=bundle.checked_claim.task_id,
        number=version.number,
        author_id=version.author_id,
        scale=version.scale,
        rating=version.rating,
        rationale=version.rationale,
        evidence=version.evidence,
        comparison=version.comparison,
        recheck_on=version.recheck_on,
        claim=version.claim_hash,
        confidence=version.confidence,
        statement=version.statement,
    )


def _logged(bundle: Bundle, version: Version, action: str, person: int) -> Proof | None:
    """The event that says so of exactly this version, if there is one."""
    for proof in bundle.events:
        shown = proof.open
        about = (shown.action, shown.object_type, shown.object_id, shown.actor_id)
        if (
            about == (action, "task", bundle.checked_claim.task_id, person)
            and shown.payload.get("hash") == version.content_hash
        ):
            return proof
    return None


def _check_claim(bundle: Bundle) -> Iterator[Finding]:
    if bundle.claim is None or not bundle.versions:
        whole = bundle.checked_claim.state == "retracted"
        whole = whole and bundle.claim is None and not bundle.versions
        yield told(
            whole,
            "The check is retracted, so its words and verdicts are not shown any more.",
            "The claim or its verdicts are missing, though the check is not retracted.",
        )
        return
    anchor = bundle.claim.anchor
    same = anchor.exact == bundle.versions[-1].judged.text
    yield told(
        same and anchor.end - anchor.start == len(anchor.exact),
        "The anchor holds exactly the words that were judged.",
        "The anchor holds other words than those that were judged.",
    )


def _check_state(bundle: Bundle) -> Iterator[Finding]:
    envelope = bundle.checked_claim
    became = [
        proof.open
        for proof in bundle.events
        if proof.open.action in _BECAME
        and (proof.open.object_type, proof.open.object_id) == ("checked_claim", envelope.id)
    ]
    revisions = [
        one.payload.get("revision")
        for one in became
        if one.action in ("check.published", "check.corrected")
    ]
    last = became[-1].payload if became else {}
    holds = (
        revisions == list(range(1, envelope.revision + 1))
        and (last.get("revision"), last.get("state")) == (envelope.revision, envelope.state)
        and len(bundle.versions) in (0, envelope.revision)
    )
    state = envelope.state.replace("_", " ")
    yield told(
        holds,
        f"The log says that revision {envelope.revision} is the newest, and that it is {state}.",
        "State and revision are not what the log says.",
    )
