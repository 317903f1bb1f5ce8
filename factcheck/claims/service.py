"""Use cases of recorded claims: from an extraction to rows, speakers, re-anchoring."""

import re
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.articles.models import ArticleVersion
from factcheck.audit.log import Actor, record_event
from factcheck.claims.anchors import Anchor, find_again, make_anchor
from factcheck.claims.merged import resolve
from factcheck.claims.models import Claim, Speaker, SpeakerAlias
from factcheck.db import insert_missing
from factcheck.errors import InvalidInput, NotFound
from factcheck.extraction import types as extracted
from factcheck.language import gettext as _

# A quote's worth before anything is known of its content: above the middle, because words put
# into somebody's mouth are the desk's first duty.
QUOTE_SCORE = 0.6

PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "who", "this", "that", "these"})


def speaker_key(name: str) -> str:
    """The folded name under which a speaker is found again."""
    return re.sub(r"[^\w]+", " ", name.casefold()).strip()


def ensure_speakers(
    session: Session, speakers: list[extracted.Speaker], *, article_id: int | None = None
) -> dict[str, int]:
    """Rows for all the names, made where missing; returns name → id.

    A name that a person merged into another speaker's means that one.
    “A spokesman” of one article is not the one of another, so who is only described is kept for
    each article apart; a pronoun that stayed open is nobody yet. In the order of their keys, so
    that two articles at once cannot wait for each other.
    """
    ids: dict[str, int] = {}
    for speaker in sorted(speakers, key=lambda one: speaker_key(one.name)):
        key = speaker_key(speaker.name)
        if not key or key in PRONOUNS:
            continue
        if speaker.kind == "unnamed" and article_id is not None:
            key = f"{key} ({article_id})"
        values = {
            "name": speaker.name,
            "key": key,
            "kind": speaker.kind,
            "role": speaker.role or "",
            "created_at": clock.now(),
        }
        insert_missing(session, Speaker, values)
        # Kept from being merged until its claims are stored, and read as it is now.
        row = session.exec(
            select(Speaker)
            .where(Speaker.key == key)
            .with_for_update(read=True, key_share=True)
            .execution_options(populate_existing=True)
        ).one()
        row = resolve(session, row)
        assert row.id is not None
        ids[speaker.name] = row.id
        for alias in sorted(set(speaker.aliases) - {row.name}):
            insert_missing(session, SpeakerAlias, {"speaker_id": row.id, "alias": alias})
    return ids


def record_claims(
    session: Session, version: ArticleVersion, extraction: extracted.Extraction
) -> list[Claim]:
    """Rows for what was found in a version; what is there already is left alone.

    Returns the new rows, quotes first, each with its id.
    """
    known = {speaker.name: speaker for speaker in extraction.speakers}
    named = {quote.speaker for quote in extraction.quotes if quote.speaker}
    named |= {claim.speaker for claim in extraction.claims if claim.speaker}
    speakers = ensure_speakers(
        session,
        [known.get(name) or extracted.Speaker(name=name, kind="unnamed") for name in named],
        article_id=version.article_id,
    )
    taken = _spans_taken(session, version)
    maker = _Maker(version, speakers)
    new: list[Claim] = []
    quote_ids: dict[int, int | None] = {}
    for index, quote in enumerate(extraction.quotes):
        quote_ids[index] = taken.get(("quote", quote.start, quote.end))
        if quote_ids[index] is None:
            row = _stored(session, maker.quote(quote))
            quote_ids[index] = row.id
            new.append(row)
    claim_ids: dict[int, int | None] = {}
    for index, claim in enumerate(extraction.claims):
        claim_ids[index] = taken.get(("claim", claim.start, claim.end))
        if claim_ids[index] is None:
            row = maker.claim(claim)
            row.in_quote_id = None if claim.in_quote is None else quote_ids[claim.in_quote]
            row.same_as_id = None if claim.same_as is None else claim_ids.get(claim.same_as)
            claim_ids[index] = _stored(session, row).id
            new.append(row)
    return new


def record_promoted_quote(session: Session, version: ArticleVersion, start: int, end: int) -> Claim:
    """A quote by a person's decision; who said it is to be picked from the article's speakers."""
    speakers = session.exec(
        select(Speaker.name)
        .join(Claim, col(Claim.speaker_id) == col(Speaker.id))
        .where(Claim.article_version_id == version.id)
        .order_by(col(Claim.start_offset))
    )
    quote = extracted.Quote(
        start=start,
        end=end,
        text=version.text[start:end],
        speaker=None,
        speaker_raw=None,
        cue=None,
        form="mixed",
        method="person",
        confidence=0.0,
        candidates=tuple(dict.fromkeys(speakers)),
        spans=(extracted.Span(start, end),),
    )
    return _stored(session, _Maker(version, {}).quote(quote))


def _stored(session: Session, row: Claim) -> Claim:
    session.add(row)
    session.flush()
    return row


def _spans_taken(session: Session, version: ArticleVersion) -> dict[tuple[str, int, int], int]:
    rows = session.exec(select(Claim).where(Claim.article_version_id == version.id))
    return {(r.kind, r.start_offset, r.end_offset): r.id for r in rows if r.id is not None}


@dataclass(frozen=True)
class _Maker:
    """Turns what extraction found into rows of one version."""

    version: ArticleVersion
    speakers: dict[str, int]

    def quote(self, quote: extracted.Quote) -> Claim:
        row = self._row("quote", quote)
        row.spans = [list(span) for span in quote.spans]
        row.candidates = list(quote.candidates)
        row.form, row.method, row.confidence = quote.form, quote.method, quote.confidence
        row.types, row.score = ["quote"], QUOTE_SCORE
        return row

    def claim(self, claim: extracted.Claim) -> Claim:
        row = self._row("claim", claim)
        row.types, row.checkable = list(claim.types), claim.checkable
        row.score, row.reasons = claim.score, list(claim.reasons)
        row.quantities = [quantity.to_json() for quantity in claim.quantities]
        row.times = [time.to_json() for time in claim.times]
        row.due = claim.due
        return row

    def _row(self, kind: str, item: extracted.Quote | extracted.Claim) -> Claim:
        assert self.version.id is not None
        anchor = make_anchor(self.version.text, item.start, item.end)
        return Claim(
            article_id=self.version.article_id,
            article_version_id=self.version.id,
            kind=kind,
            text=anchor.exact,
            start_offset=anchor.start,
            end_offset=anchor.end,
            prefix=anchor.prefix,
            suffix=anchor.suffix,
            speaker_id=self.speakers.get(item.speaker) if item.speaker else None,
            speaker_raw=item.speaker_raw or "",
            cue=item.cue or "",
            created_at=clock.now(),
        )


@dataclass(frozen=True)
class Reanchored:
    """A claim after its article changed; `version_id`, `start` and `end` are where it was before.

    `state` is `anchored`, `moved` or `orphaned`.
    """

    claim: Claim
    state: str
    version_id: int
    start: int
    end: int


def reanchor_claims(session: Session, *, actor: Actor, version: ArticleVersion) -> list[Reanchored]:
    """Move an article's earlier claims into its new version, or mark them orphaned."""
    assert version.id is not None
    earlier = session.exec(
        select(Claim)
        .where(Claim.article_id == version.article_id, Claim.article_version_id != version.id)
        .order_by(col(Claim.id))
    ).all()
    taken = set(_spans_taken(session, version))
    done = []
    for claim in earlier:
        if claim.became_id is not None:
            continue  # a person has said which claim stands in its place
        before = (claim.article_version_id, claim.start_offset, claim.end_offset)
        old = Anchor(claim.start_offset, claim.end_offset, claim.text, claim.prefix, claim.suffix)
        found = find_again(old, version.text)
        place = (claim.kind, found.anchor.start, found.anchor.end)
        state = "orphaned" if place in taken else found.state
        if state != "orphaned":
            taken.add(place)
            _move(claim, version.id, found.anchor)
        done.append(Reanchored(claim, state, *before))
        if state != claim.anchor_state:
            _set_anchor_state(session, actor=actor, claim=claim, state=state, version=version)
        session.add(claim)
    session.flush()
    return done


def _set_anchor_state(
    session: Session, *, actor: Actor, claim: Claim, state: str, version: ArticleVersion
) -> None:
    claim.anchor_state = state
    assert claim.id is not None
    record_event(
        session,
        actor=actor,
        action=f"claim.{state}",
        object_type="claim",
        object_id=claim.id,
        version=version.number,
    )


def _move(claim: Claim, version_id: int, anchor: Anchor) -> None:
    shift = anchor.start - claim.start_offset
    claim.spans = [[start + shift, end + shift] for start, end in claim.spans]
    claim.article_version_id = version_id
    claim.start_offset, claim.end_offset = anchor.start, anchor.end
    claim.prefix, claim.suffix = anchor.prefix, anchor.suffix


def find_claim_at(
    session: Session, version: ArticleVersion, kind: str, start: int, end: int
) -> Claim | None:
    """The claim of this kind that has this very span of a version."""
    return session.exec(
        select(Claim).where(
            Claim.article_version_id == version.id,
            Claim.kind == kind,
            Claim.start_offset == start,
            Claim.end_offset == end,
        )
    ).first()


def move_claim(
    session: Session, *, actor: Actor, claim: Claim, version: ArticleVersion, start: int, end: int
) -> None:
    """Give an orphaned claim a place in a version, by a person's decision, and its words there."""
    assert version.id is not None
    assert claim.id is not None
    before, anchor = claim.text, make_anchor(version.text, start, end)
    _move(claim, version.id, anchor)
    claim.text, claim.anchor_state = anchor.exact, "moved"
    if anchor.exact != before and claim.spans:
        claim.spans = [[start, end]]
    session.add(claim)
    session.flush()
    record_event(
        session,
        actor=actor,
        action="claim.reanchored",
        object_type="claim",
        object_id=claim.id,
        version=version.number,
        start=start,
        end=end,
        before=before,
        after=anchor.exact,
    )


def record_successor(
    session: Session, *, claim: Claim, version: ArticleVersion, start: int, end: int
) -> Claim:
    """A claim for the words that an orphaned one became; all but the words is taken from it."""
    assert version.id is not None
    anchor = make_anchor(version.text, start, end)
    return _stored(
        session,
        Claim(
            article_id=claim.article_id,
            article_version_id=version.id,
            kind=claim.kind,
            text=anchor.exact,
            start_offset=start,
            end_offset=end,
            prefix=anchor.prefix,
            suffix=anchor.suffix,
            spans=[[start, end]] if claim.spans else [],
            speaker_id=claim.speaker_id,
            speaker_raw=claim.speaker_raw,
            candidates=claim.candidates,
            cue=claim.cue,
            form=claim.form,
            method="person",
            types=claim.types,
            checkable=claim.checkable,
            score=claim.score,
            reasons=claim.reasons,
            due=claim.due,
            created_at=clock.now(),
        ),
    )


def name_successor(session: Session, *, actor: Actor, claim: Claim, successor: Claim) -> None:
    """Note which claim stands where an orphaned one stood."""
    assert claim.id is not None
    claim.became_id = successor.id
    session.add(claim)
    session.flush()
    record_event(
        session,
        actor=actor,
        action="claim.became",
        object_type="claim",
        object_id=claim.id,
        claim=successor.id,
    )


def choose_speaker(session: Session, *, actor: Actor, claim_id: int, name: str) -> Claim:
    """A person says who spoke; the choice is an event. Raises `InvalidInput` for an empty name."""
    claim = get_claim(session, claim_id)
    name = name.strip()
    if not speaker_key(name):
        raise InvalidInput(_("Say who spoke, by name."), {"speaker": _("Give a name.")})
    before = claim.speaker_id
    claim.speaker_id = ensure_speakers(session, [extracted.Speaker(name=name, kind="unnamed")])[
        name
    ]
    session.add(claim)
    record_event(
        session,
        actor=actor,
        action="claim.speaker_chosen",
        object_type="claim",
        object_id=claim_id,
        name=name,
        before=before,
        after=claim.speaker_id,
    )
    return claim


def get_claim(session: Session, claim_id: int) -> Claim:
    claim = session.get(Claim, claim_id)
    if claim is None:
        raise NotFound(_("There is no claim %(claim_id)s.", claim_id=claim_id))
    return claim


def get_speaker(session: Session, speaker_id: int) -> Speaker:
    speaker = session.get(Speaker, speaker_id)
    if speaker is None:
        raise NotFound(_("There is no speaker %(speaker_id)s.", speaker_id=speaker_id))
    return speaker


def search_speakers(
    session: Session, *, name: str = "", after: str = "", limit: int = 200
) -> list[tuple[Speaker, int]]:
    """Speakers by name with the number of their claims; those merged into others are left out.

    `name` narrows to names that contain it; `after` is the last key seen.
    """
    statement = (
        select(Speaker, func.count(col(Claim.id)))
        .join(Claim, col(Claim.speaker_id) == col(Speaker.id), isouter=True)
        .where(col(Speaker.merged_into_id).is_(None))
        .group_by(col(Speaker.id))
        .order_by(col(Speaker.key))
        .limit(limit)
    )
    if speaker_key(name):
        statement = statement.where(col(Speaker.key).contains(speaker_key(name), autoescape=True))
    if after:
        statement = statement.where(col(Speaker.key) > after)
    return list(session.exec(statement))


def speakers_by_id(session: Session, ids: set[int]) -> dict[int, Speaker]:
    rows = session.exec(select(Speaker).where(col(Speaker.id).in_(ids)))
    return {speaker.id: speaker for speaker in rows if speaker.id is not None}


def aliases_of(session: Session, speaker_id: int) -> list[str]:
    """The other wordings that articles used for a speaker."""
    return list(
        session.exec(
            select(SpeakerAlias.alias)
            .where(SpeakerAlias.speaker_id == speaker_id)
            .order_by(col(SpeakerAlias.alias))
        )
    )


def speaker_name(session: Session, claim: Claim) -> str | None:
    """The speaker's name, or None for the article's own voice and an open speaker."""
    return get_speaker(session, claim.speaker_id).name if claim.speaker_id else None


def claims_of_article(session: Session, article_id: int) -> list[Claim]:
    return list(
        session.exec(
            select(Claim)
            .where(Claim.article_id == article_id)
            .order_by(col(Claim.start_offset), col(Claim.end_offset).desc())
        )
    )


def claims_of_speaker(
    session: Session, speaker_id: int, *, without_article: int | None = None, limit: int = 50
) -> list[Claim]:
    """The newest claims of a speaker, of one article left out if wished."""
    statement = select(Claim).where(Claim.speaker_id == speaker_id)
    if without_article is not None:
        statement = statement.where(Claim.article_id != without_article)
    return list(session.exec(statement.order_by(col(Claim.id).desc()).limit(limit)))
