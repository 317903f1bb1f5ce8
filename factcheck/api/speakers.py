"""`/api/v1/speakers`: who said what was checked, how it fared; merging and splitting them."""

from typing import Annotated, Any

from apiflask import APIBlueprint
from flask import Response, redirect, url_for
from pydantic import Field
from sqlmodel import Session
from werkzeug.wrappers import Response as BaseResponse

from factcheck.accounts.policy import Permission, Scope
from factcheck.api import shapes
from factcheck.api.conventions import Answer, answer_once, decode_cursor, encode_cursor, page
from factcheck.api.guard import scoped
from factcheck.api.schemas import Body, ListQuery, Query, RowId
from factcheck.claims.affiliations import LONGEST, set_affiliation
from factcheck.claims.merged import find_by_key, get_resolved
from factcheck.claims.models import Speaker
from factcheck.claims.service import aliases_of, get_speaker, search_speakers, speaker_key
from factcheck.publishing.overview import Tally, tallies_of_speaker
from factcheck.request import current_actor, current_database
from factcheck.tasks.speaker_undo import undo_change
from factcheck.tasks.speakers import Part, merge_speakers, preview_merge, split_speaker


class SpeakerQuery(ListQuery):
    name: str = Field(default="", max_length=200)


class MergeQuery(Query):
    into: RowId


class MergeIn(Body):
    """The speaker that stays, by id."""

    into: RowId


class AffiliationIn(Body):
    """The party, company or office that a speaker belongs to; empty when nobody knows."""

    affiliation: str = Field(max_length=LONGEST)


class SplitIn(Body):
    """What belongs to another person: claims by id, other wordings, and that person's name."""

    name: Annotated[str, Field(max_length=200, json_schema_extra=shapes.prose)]
    claims: list[RowId] = Field(min_length=1, max_length=1_000)
    aliases: list[str] = Field(default_factory=list, max_length=200)


class SpeakerUndoIn(Body):
    """The change's mark, as merge or split gave it."""

    change: str = Field(max_length=40)


def speaker_json(speaker: Speaker) -> dict[str, Any]:
    fields = ("id", "name", "kind", "role", "affiliation")
    return {name: getattr(speaker, name) for name in fields}


def _tally_json(tally: Tally) -> dict[str, Any]:
    """Counts with their total, and no score: few checks say little of a person."""
    return {
        "scale": {"id": tally.scale.id, "version": tally.scale.version},
        "question": tally.scale.question,
        "total": tally.total,
        "ratings": [
            {"rating": rating["code"], "label": rating["label"], "count": count}
            for rating, count in tally.counts
        ],
    }


def _key(part: Any) -> str:
    """The folded name in a cursor."""
    if isinstance(part, str) and "\x00" not in part:
        return part
    raise ValueError("no name")


def add_routes(blueprint: APIBlueprint) -> None:
    @blueprint.get("/speakers")
    @scoped(Scope.TASKS_READ)
    @blueprint.input(SpeakerQuery, location="query")
    @blueprint.doc(summary="Speakers by name", security="token")
    def get_speakers(query_data: SpeakerQuery) -> Response:
        after = decode_cursor(query_data.cursor, _key)[0] if query_data.cursor else ""
        with current_database().read() as session:
            rows = search_speakers(
                session, name=query_data.name, after=after, limit=query_data.limit + 1
            )
        shown = rows[: query_data.limit]
        more = len(rows) > len(shown)
        items = [speaker_json(speaker) | {"claims": claims} for speaker, claims in shown]
        return page(items, encode_cursor(shown[-1][0].key) if more else None)

    @blueprint.get("/speakers/<int:speaker_id>")
    @scoped(Scope.TASKS_READ)
    @blueprint.doc(
        summary="A speaker with aliases and how often each rating was given", security="token"
    )
    def get_one_speaker(speaker_id: int) -> Response | BaseResponse:
        with current_database().read() as session:
            speaker = get_resolved(session, speaker_id)
            if speaker.id != speaker_id:
                return redirect(url_for("api.get_one_speaker", speaker_id=speaker.id))
            aliases = aliases_of(session, speaker_id)
            tallies = tallies_of_speaker(session, speaker_id)
        body = speaker_json(speaker) | {
            "aliases": aliases,
            "checked": [_tally_json(tally) for tally in tallies],
        }
        return Answer(body).to_response()

    @blueprint.get("/speakers/<int:speaker_id>/merge")
    @scoped(Scope.TASKS_READ)
    @blueprint.input(MergeQuery, location="query")
    @blueprint.doc(summary="What merging a speaker into another would take over", security="token")
    def get_merge(speaker_id: int, query_data: MergeQuery) -> Response:
        with current_database().read() as session:
            merging = preview_merge(session, speaker_id=speaker_id, into_id=query_data.into)
        body = {
            "speaker": speaker_json(merging.speaker),
            "into": speaker_json(merging.into),
            "claims": [claim.id for claim in merging.claims],
            "aliases": merging.aliases,
            "role": merging.role,
            "affiliation": merging.affiliation,
            "published": merging.published,
            "waiting": merging.waiting,
        }
        return Answer(body).to_response()

    @blueprint.post("/speakers/<int:speaker_id>/merge")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(MergeIn)
    @blueprint.doc(summary="Merge a speaker into another", security="token")
    def post_merge(speaker_id: int, json_data: MergeIn) -> Response:
        def work(session: Session) -> Answer:
            mark = merge_speakers(
                session, actor=current_actor(), speaker_id=speaker_id, into_id=json_data.into
            )
            speaker = get_speaker(session, json_data.into)
            return Answer({"change": mark, "speaker": speaker_json(speaker)})

        return answer_once(work)

    @blueprint.post("/speakers/<int:speaker_id>/affiliation")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(AffiliationIn)
    @blueprint.doc(summary="Say whom a speaker belongs to", security="token")
    def post_affiliation(speaker_id: int, json_data: AffiliationIn) -> Response:
        def work(session: Session) -> Answer:
            speaker = set_affiliation(
                session,
                actor=current_actor(),
                speaker_id=speaker_id,
                affiliation=json_data.affiliation,
            )
            return Answer(speaker_json(speaker))

        return answer_once(work)

    @blueprint.post("/speakers/<int:speaker_id>/split")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(SplitIn)
    @blueprint.doc(summary="Give a speaker's claims to another person", security="token")
    def post_split(speaker_id: int, json_data: SplitIn) -> Response:
        def work(session: Session) -> Answer:
            part = Part(json_data.name, json_data.claims, json_data.aliases)
            mark = split_speaker(session, actor=current_actor(), speaker_id=speaker_id, part=part)
            other = find_by_key(session, speaker_key(json_data.name))
            assert other is not None
            return Answer({"change": mark, "speaker": speaker_json(other)})

        return answer_once(work)

    @blueprint.post("/speakers/<int:speaker_id>/undo")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(SpeakerUndoIn)
    @blueprint.doc(summary="Take one's own merge or split back", security="token")
    def post_speaker_undo(speaker_id: int, json_data: SpeakerUndoIn) -> Response:
        def work(session: Session) -> Answer:
            undo_change(
                session, actor=current_actor(), speaker_id=speaker_id, mark=json_data.change
            )
            return Answer(speaker_json(get_speaker(session, speaker_id)))

        return answer_once(work)
